"""The other whole (总计与本年合计) beside a difference of totals: with what is carried over, or without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import entry_label, money
from assistant.answer.messages import message
from assistant.execute.against import OF_THIS_YEAR
from assistant.execute.resolve import resolve
from assistant.plan import Selection, Target

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry

_BOTH_SIDES: Final = ({"收入总计", "支出总计"},)
_GRAND: Final = {own: total for total, own in OF_THIS_YEAR.items()}


def say_other_whole(work: Work, first: Entry, second: Entry) -> None:
    """What the difference of two totals is without what is carried over, or with it, where that is another."""
    if first.source.id == second.source.id and {first.subject, second.subject} in _BOTH_SIDES:
        pair = (_other(work, first, OF_THIS_YEAR), _other(work, second, OF_THIS_YEAR))
        names = tuple(entry_label(entry) if entry is not None else "" for entry in pair)
    elif first.source.kind != second.source.kind and _one_side(first, second):
        pair, names = _of_two_kinds(work, first, second)
    else:
        return
    one, other = pair
    if one is None or other is None or one.fen is None or other.fen is None:
        return
    shown = [work.draft.figure(entry, context=True) for entry in (one, other)]
    by, gap = Computed.DIFFERENCE, abs(money(one.fen - other.fen, one.unit))
    figure = work.draft.derived(gap, one.unit, f"{names[0]}差额", [one, other], by=by, supporting=True)
    told = {"one": names[0], "other": names[1], "first": shown[0], "second": shown[1]}
    work.draft.say(message("of_this_year", figure=figure, **told))


def _one_side(first: Entry, second: Entry) -> bool:
    """Whether both are wholes of one side."""
    return any({first.subject, second.subject} <= {total, own} for total, own in OF_THIS_YEAR.items())


def _of_two_kinds(work: Work, first: Entry, second: Entry) -> tuple[tuple[Entry | None, Entry | None], tuple[str, ...]]:
    """A budget and final accounts by their other wholes: the one that is compared already where a kind prints one."""
    grand = "总计" in first.subject and "总计" in second.subject
    ways = OF_THIS_YEAR if grand else _GRAND
    pair = tuple(_other(work, entry, ways) or entry for entry in (first, second))
    same = all(now.fen == before.fen for now, before in zip(pair, (first, second), strict=True))
    names = tuple(f"{entry.source.year}年{entry.source.kind}{entry_label(entry)}" for entry in pair)
    return ((None, None) if same else (pair[0], pair[1])), names


def _other(work: Work, entry: Entry, ways: dict[str, str]) -> Entry | None:
    """The other whole of an entry: of its own table and stage, else of its document."""
    name = ways.get(entry.subject, "")
    if not name:
        return None
    own = [
        fact
        for fact in work.ledger.facts_named(entry.source.ids, (name,), ())
        if (fact.table_id, fact.stage) == (entry.table_id, entry.stage) and fact.fen is not None
    ]
    return own[0] if own else resolve(work.ledger, Target(text=name, names=(name,)), entry.source, Selection()).main
