"""Amounts that figures are compared with (金额条件): 80万以上, 不到十万."""

from __future__ import annotations

import operator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.draft import amount_text, money
from assistant.answer.messages import message
from assistant.plan import Comparator, Threshold
from assistant.understand.words.bounds import threshold
from index.model.units import to_fen

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry

COMPARED: Final[dict[Comparator, Callable[[Decimal, Decimal], bool]]] = {
    Comparator.AT_LEAST: operator.ge,
    Comparator.MORE: operator.gt,
    Comparator.AT_MOST: operator.le,
    Comparator.LESS: operator.lt,
}


def fits(entry: Entry, limit: Threshold) -> bool:
    """Whether a figure is on the side of the amount that is meant."""
    if limit.unit == "%":
        return entry.unit == "%" and entry.value is not None and COMPARED[limit.comparator](entry.value, limit.value)
    if entry.fen is None:
        return False
    return COMPARED[limit.comparator](Decimal(entry.fen), Decimal(to_fen(limit.value, limit.unit)))


def say_whether(work: Work) -> None:
    """超过300万了吗 of one figure: whether it does."""
    limit, entries = work.plan.threshold, work.draft.entries
    if limit is None or work.plan.ceiling is not None or len({entry.worth for entry in entries}) != 1:
        return
    entry = entries[0]
    if entry.fen is not None and limit.unit != "%":
        figure, condition = amount_text(entry.amount, entry.unit), condition_text(limit)
        key = "meets" if fits(entry, limit) else "meets_not"
        work.draft.say(message(key, figure=figure, condition=condition))


def condition_text(limit: Threshold) -> str:
    """The condition for reading: ≥ 80.00万元."""
    if not limit.value and limit.comparator is Comparator.AT_MOST:
        return "为 0"
    if limit.unit == "%":
        return f"{limit.comparator} {limit.value}%"
    return f"{limit.comparator} {amount_text(money(to_fen(limit.value, limit.unit), '万元'), '万元')}"


def of_price(work: Work, entry: Entry) -> bool:
    """Whether things are counted from the price on that is asked for: 100万元以上 tells nothing of 单价50万元以上."""
    asked = work.plan.threshold or threshold(work.plan.question)  # in the name of what is counted, too
    printed = threshold(entry.subject)
    return asked is None or printed is None or (asked.value, asked.unit) == (printed.value, printed.unit)
