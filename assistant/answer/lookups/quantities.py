"""How many of a thing a row counts (所列数量): 课桌椅多少套, as the column 数量 of the table of purchases prints it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.messages import message
from assistant.execute.sentences import counts_in
from assistant.plan import Operation
from index.catalogue.vocabulary import normalise
from index.store.schema import FactRow

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_ASKED: Final = frozenset({Operation.LOOKUP, Operation.COUNT})
_MONEY_ASKED: Final = re.compile(r"多少(?:钱|万|元|资金)|几万|金额|[花要用]多少(?![一-龥])")
_COMMON: Final = re.compile("采购|购置|更新|设备|服务|项目|设施|经费|专用|办公")  # what many rows say, and tells none
_SHORTEST: Final = 2  # characters that name a thing
_OF_ROWS: Final = frozenset({"", "个", "项", "家", "种", "类"})  # what is counted by its rows, or by sentences


def answer_quantity(work: Work) -> Status | None:
    """Answer how many of one thing there are, and what they cost where that is asked; None where no row counts it."""
    word = work.plan.measure_word
    if work.plan.operation not in _ASKED or word in _OF_ROWS or work.plan.per_head:
        return None
    said = False
    for source in work.chosen:
        row = _row_meant(work, source, word)
        if row is None:
            continue
        said = True
        figure = work.draft.figure(row, row.subject)
        work.draft.say(message("count", who=work.who(source), label=row.subject, figure=figure))
        amount = amount_beside(work, row)
        if amount is not None and _MONEY_ASKED.search(work.plan.question):
            figure = work.draft.figure(amount)
            work.draft.say(message("figure", who="", label=amount.subject, figure=figure, stands=""))
    return "answered" if said else None


def _row_meant(work: Work, source: Source, word: str) -> Entry | None:
    """The one row in that unit whose name the question says best."""
    rows = work.ledger.facts(source.ids, FactRow.measure.contains("数量"))
    rows = [row for row in rows if row.value is not None and row.unit and counts_in(word, row.unit) and not row.total]
    question = normalise(work.plan.question)
    told = [(_said_of(row.subject, question), row) for row in rows]
    best = max((length for length, _ in told), default=0)
    meant = [row for length, row in told if length == best]
    return meant[0] if best >= _SHORTEST and len(meant) == 1 else None


def _said_of(subject: str, question: str) -> int:
    """How much of a name a question says in one run, without the words that many names have."""
    name = _COMMON.sub("", normalise(subject))
    runs = (name[start:end] for start in range(len(name)) for end in range(start + 1, len(name) + 1))
    return max((len(run) for run in runs if run in question), default=0)


def amount_beside(work: Work, row: Entry) -> Entry | None:
    """What the same row costs, where it prints one amount without a nature or a source."""
    same = work.ledger.facts(row.source.ids, FactRow.table_id == row.table_id, FactRow.row == row.row)
    amounts = [fact for fact in same if fact.fen is not None and not fact.measure]
    return amounts[0] if len(amounts) == 1 else None


def quantity_beside(work: Work, amount: Entry) -> Entry | None:
    """How many the row of an amount counts, where it counts them."""
    if amount.table_id is None:
        return None
    counted = FactRow.measure.contains("数量")
    same = work.ledger.facts(amount.source.ids, FactRow.table_id == amount.table_id, FactRow.row == amount.row, counted)
    counts = [fact for fact in same if fact.value is not None and fact.amount > 0 and fact.unit]
    return counts[0] if len(counts) == 1 else None
