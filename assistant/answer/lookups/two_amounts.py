"""Two amounts that a question quotes and asks about (一处写一处): where each of them is printed, and of what."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.draft import entry_label, place_text
from assistant.answer.messages import message
from index.catalogue.vocabulary import normalise
from index.model.quantity import parse_quantity
from index.model.units import FEN_PER_YUAN, to_yuan
from index.store.schema import FactRow, StatementRow

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry

_QUOTED: Final = re.compile(
    r"(?<![\d.,])(?P<number>\d[\d,]*\.\d+|\d[\d,]*(?=\s*[万亿元]))\s*(?P<unit>亿元?|万元?|元)?(?![\d.]|\s*%|个百分)"
)
_UNITS: Final = {"亿": "亿元", "万": "万元"}
_PAIR: Final = 2
_MOST: Final = 4  # places told of one amount


def both_quoted(work: Work, status: Status) -> Status:
    """Where both amounts are printed, in place of an answer that leaves one of them out; else that answer's status."""
    amounts = _amounts(work.plan.question) if work.plan.conflict else []
    told = {int(Decimal(figure.yuan) * FEN_PER_YUAN) for figure in work.draft.figures if figure.yuan}
    if len(amounts) != _PAIR or all(told & {*fens} for _, fens in amounts):
        return status
    one, other = found = [(name, _printing(work, fens)) for name, fens in amounts]
    if not one[1] or not other[1] or any(entry in other[1] for entry in one[1]):
        return status
    work.draft.restart()
    for name, entries in found:
        work.draft.say(message("reverse", who=work.who(entries[0].source), amount=name))
        for entry in entries[:_MOST]:
            figure, stands = work.draft.figure(entry, _named(entry)), f"（{place_text(entry)}）"
            work.draft.say(message("figure", who="", label=_named(entry), figure=figure, stands=stands))
            if entry.sentence:
                work.draft.say(message("in_sentence", sentence=entry.sentence))
    if not {_named(entry) for entry in one[1]} & {_named(entry) for entry in other[1]}:
        work.draft.say(message("two_amounts"))
    return "answered"


def _amounts(question: str) -> list[tuple[str, list[int]]]:
    """The amounts that a question quotes, each as it is written and in 分; of either unit where it says none."""
    found: dict[str, list[int]] = {}
    for match in _QUOTED.finditer(question):
        quantity = parse_quantity(match["number"])
        unit = _UNITS.get(match["unit"] or "", match["unit"] or "")
        units = (unit,) if unit else ("万元", "元")
        if quantity is not None:
            worths = [to_yuan(quantity.value, one) * FEN_PER_YUAN for one in units]
            found[f"{match['number']}{unit}"] = [int(one) for one in worths if one == int(one)]
    return list(found.items())


def _printing(work: Work, fens: list[int]) -> list[Entry]:
    """What prints an amount: what the question names, else whatever prints it; each item once."""
    distinct: dict[tuple[object, ...], Entry] = {}
    for source in work.chosen:
        facts = [one for one in work.ledger.facts(source.ids, FactRow.fen.in_(fens)) if one.year in (None, source.year)]
        stated = work.ledger.stated(source.ids, StatementRow.fen.in_(fens))
        for entry in (*facts, *stated):
            distinct.setdefault((source.id, entry.code, entry.subject, entry.measure, entry.role), entry)
    named = [entry for entry in distinct.values() if _is_named(work, entry)]
    whole = [entry for entry in named if not entry.measure]
    return whole or named or list(distinct.values())


def _is_named(work: Work, entry: Entry) -> bool:
    said = [normalise(name) for target in work.plan.targets for name in (target.text, *target.names)]
    codes = {code for target in work.plan.targets for code in target.codes}
    return entry.code in codes or any(name and name in normalise(entry.subject) for name in said)


def _named(entry: Entry) -> str:
    change = "增减额" if entry.role == "change" else ""
    return f"{entry.code} {entry_label(entry)}{change}".strip()
