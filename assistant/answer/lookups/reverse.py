"""Finding what prints an amount (按数找项): 哪一项是10.91万, 53.82万元是什么的钱.

Every item that prints the amount is told with its place; which of them is meant is for the asker to see.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.draft import entry_label, place_text
from assistant.answer.messages import message
from assistant.understand.words.amounts import asks_which
from assistant.understand.words.bounds import chinese_number
from index.model.quantity import parse_quantity
from index.model.units import to_fen
from index.store.schema import FactRow, StatementRow

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_UNITS: Final = {"亿": "亿元", "万": "万元", "万块": "万元", "万块钱": "万元", "块": "元", "块钱": "元"}
_MOST: Final = 12  # places told of one document


def answer_reverse(work: Work) -> Status:
    """Tell which items of the documents print the amount that the question names."""
    asked = asks_which(work.plan.question)
    value = _value(asked["number"]) if asked else None
    if asked is None or value is None or work.plan.threshold is not None:
        return "not_found"
    unit = _UNITS.get(asked["unit"], asked["unit"])
    fen = to_fen(value, unit)
    said = False
    for source in work.chosen:
        found = _printing(work, source, int(fen))
        if found:
            work.draft.say(message("reverse", who=work.who(source), amount=f"{asked['number']}{unit}"))
        for entry in found[:_MOST]:
            figure, stands = work.draft.figure(entry), f"（{place_text(entry)}）"
            work.draft.say(message("figure", who="", label=entry_label(entry), figure=figure, stands=stands))
        said = said or bool(found)
    if not said:
        work.draft.say(message("reverse_none", who=loaded(work), amount=f"{asked['number']}{unit}"))
        return "not_found"
    return "answered"


def _value(number: str) -> Decimal | None:
    quantity = parse_quantity(number)
    if quantity is not None:
        return quantity.value
    spoken = chinese_number(number)
    return Decimal(spoken) if spoken else None


def loaded(work: Work) -> str:
    """The documents that were looked through."""
    return "、".join(dict.fromkeys(source.label for source in work.chosen[:_MOST]))


def _printing(work: Work, source: Source, fen: int) -> list[Entry]:
    """Each item once: in tables, else in sentences of the text that state it as an amount."""
    facts = [fact for fact in work.ledger.facts(source.ids, FactRow.fen == fen) if fact.year in (None, source.year)]
    stated = work.ledger.stated(source.ids, StatementRow.fen == fen, StatementRow.role == "level")
    distinct: dict[tuple[str, str], Entry] = {}
    for entry in (*facts, *stated):
        distinct.setdefault((entry.subject, entry.measure), entry)
    whole = {subject for subject, measure in distinct if not measure}
    return [entry for (subject, measure), entry in distinct.items() if not measure or subject not in whole]
