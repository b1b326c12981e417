"""Figures over documents (跨文件排列、筛选): one subject of all organizations or years."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.changes.difference_rate import say_per_cent
from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money, place_text
from assistant.answer.endings import not_printed
from assistant.answer.fit.residue import content
from assistant.answer.limits import condition_text, fits, of_price
from assistant.answer.lists.places import say_apart
from assistant.answer.lookups.found import resolve_all
from assistant.answer.messages import message
from assistant.execute.entry import worth
from assistant.execute.resolve import Resolved
from assistant.execute.sentences import find_stated
from assistant.plan import Target
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_WHO_OF_TWO: Final = re.compile("谁|哪一?[家边年]|更")  # 哪个单位最高 asks for one of all
_BY_HOW_MUCH: Final = re.compile("(?:[多少高低]|多出|高出|领先|相?差)(?:了|出)?(?:多少|几)(?![个家项])")
_PRICE: Final = frozenset({"单价", "单位价值", "价值"})  # what the limit is of, however a document calls it
_FEW: Final = 2  # two compared: both figures are asked for


def rank_documents(work: Work) -> Status:
    """Order organizations or years by each figure that is asked for."""
    if not work.plan.targets and (words := [word for word in work.plan.words if content(word)]):
        return _rank_counts(work, words)  # 单价100万以上设备最多的单位: no order by all that is spent
    targets = work.plan.targets or (Target(text="支出总计", names=("支出总计",)),)
    distinct = {(target.names, target.codes, target.measure): target for target in targets}
    statuses = [_ranked(work, target) for target in distinct.values()]
    return "answered" if "answered" in statuses else "not_found"


def _rank_counts(work: Work, words: Sequence[str]) -> Status:
    """Order documents by what their sentences count under the words of the question, from the price named on."""
    words = [word for word in words if word not in _PRICE] or list(words)
    entries: list[Entry] = []
    left: list[Source] = []
    for source in work.chosen:
        stated = find_stated(work.ledger, source.ids, words, "", ("count",))
        own = [one for one in stated if one.value is not None and of_price(work, one)][:1]
        entries += own
        left += [] if own else [source]
    if not entries or len({entry.unit for entry in entries}) > 1:
        return "not_found"
    _say_order(work, entries)
    limit = f"{condition_text(work.plan.threshold)}的" if work.plan.threshold is not None else ""
    _say_unranked(work, [Resolved(one, Target(text=limit + "".join(words))) for one in left])
    return "answered"


def _ranked(work: Work, target: Target) -> Status:
    resolved = resolve_all(work, target, work.chosen)
    found = [each.main for each in resolved if each.main is not None]
    found = [entry for entry in found if entry.fen is not None or entry.value is not None]
    if not found:
        return not_printed(work, target, work.chosen)
    if not say_apart(work, found, lambda entry: entry.source.label):
        _say_order(work, found)
    if len({entry.source.organization_id for entry in found}) > 1:
        told = {one for entry in found for one in entry.source.ids}  # a text and its tables are one
        _say_unranked(work, [each for each in resolved if each.source.id not in told])
    return "answered"


def _say_unranked(work: Work, left: Sequence[Resolved]) -> None:
    """Which documents have no place in the order: an empty cell is no 0.00, and of a smallest one nothing is sure."""
    for each in left:
        if each.blank is not None:
            stands = f"（{place_text(each.blank)}）[{work.draft.cite(each.blank)}]"
            label = f"{each.source.label}：{entry_label(each.blank)}"
            work.draft.say(message("unranked_blank", label=label, stands=stands))
    bare = "、".join(each.source.label for each in left if each.blank is None)
    if bare:
        work.draft.say(message("unranked", who=bare, label=left[0].target.text))
    work.draft.unsure = work.draft.unsure or (bool(left) and work.plan.ascending)


def _say_order(work: Work, found: Sequence[Entry]) -> None:
    """All in order, and the one or the ones that are asked for."""
    both = cues.MOST(work.plan.question) and cues.LEAST(work.plan.question)
    ordered = sorted(found, key=worth, reverse=not work.plan.ascending or both)
    place = work.plan.position if work.plan.position <= len(ordered) and not both else 0
    bodies = {entry.source.organization_id for entry in ordered}
    work.draft.say(message("each" if len(bodies) > 1 else "each_document", label=entry_label(ordered[0])))
    first, last = ordered[0], ordered[-1]
    ends = (first, last) if both else (first,) if work.plan.top == 1 else ()
    lines = []
    for number, entry in enumerate(ordered, start=1):
        few = len(ordered) <= _FEW or not work.plan.top
        shown = few or number <= work.plan.top or worth(entry) in map(worth, ends)  # also two of one worth
        shown = number == place if place else shown
        figure = work.draft.figure(entry, supporting=not shown)
        lines.append(message("list_item", number=number, name=entry.source.label, figure=figure))
    work.draft.say("\n".join(lines))
    if place:  # 第二名是谁
        at = ordered[place - 1]
        amount = amount_text(at.amount, at.unit)
        key = "placed_from_last" if work.plan.ascending else "placed"
        work.draft.say(message(key, place=place, name=at.source.label, figure=amount))
        return
    key = "winner_least" if work.plan.ascending and not both else "winner_most"
    _say_end(work, key, ordered, first)
    if both:
        _say_end(work, "winner_least", ordered, last)
    other = last if both else ordered[1] if len(ordered) > 1 else first
    two = len(ordered) == _FEW and len(work.plan.targets) == 1 and _WHO_OF_TWO.search(work.plan.question) is not None
    if (two or _BY_HOW_MUCH.search(work.plan.question)) and worth(other) != worth(first):
        _say_gap(work, first, other)
        if cues.PER_CENT(work.plan.question):
            say_per_cent(work, first, other)


def _say_gap(work: Work, first: Entry, other: Entry) -> None:
    """谁的多，多多少: what comes first against what comes next, or against the last where both ends are asked for."""
    if first.fen is None or other.fen is None:
        return
    unit = first.unit if first.unit == other.unit else "万元"
    label, by = f"{entry_label(first)}差额", Computed.DIFFERENCE
    figure = work.draft.derived(abs(money(first.fen - other.fen, unit)), unit, label, [first, other], by=by)
    direction = message("more") if first.fen > other.fen else message("less")
    formula = f"{work.draft.operand(first)} − {work.draft.operand(other)}"
    names = {"left": first.source.label, "right": other.source.label}
    work.draft.say(message("difference", direction=direction, figure=figure, formula=formula, **names))


def _say_end(work: Work, key: str, ordered: Sequence[Entry], end: Entry) -> None:
    """Which is the most or the least: all that are of that worth."""
    names = "、".join(entry.source.label for entry in ordered if worth(entry) == worth(end))
    work.draft.say(message(key, name=names, figure=amount_text(end.amount, end.unit)))


def filter_documents(work: Work) -> Status:
    """List the organizations or years whose figure is above or below an amount."""
    target = work.plan.targets[0]
    found = [each.main for each in resolve_all(work, target, work.chosen) if each.main is not None]
    found = [entry for entry in found if entry.fen is not None]
    if not found:
        return not_printed(work, target, work.chosen)
    limits = [each for each in (work.plan.threshold, work.plan.ceiling) if each is not None]
    fitting = sorted((entry for entry in found if all(fits(entry, each) for each in limits)), key=worth, reverse=True)
    condition, label = " 且 ".join(condition_text(each) for each in limits), entry_label(found[0])
    if not fitting:
        for entry in found:
            work.draft.figure(entry, supporting=True)
        work.draft.say(message("nothing_fits", who="", label=f"各文件的{label}", condition=condition))
        return "answered"
    if cues.COUNT(work.plan.question):
        number, name = Decimal(len(fitting)), f"{label}{condition}的个数"
        work.draft.derived(number, "个", name, fitting, by=Computed.COUNT, source=fitting[0].source)
    work.draft.say(message("list_head", who="", label=f"{label}{condition}的共 {len(fitting)} 个"))
    work.draft.say(
        "\n".join(
            message("list_item", number=number, name=entry.source.label, figure=work.draft.figure(entry))
            for number, entry in enumerate(fitting, start=1)
        )
    )
    return "answered"
