"""Accounts of one name under another (类下同名科目): 一般公共服务支出里各项一般行政管理事务的合计."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import entry_label, money
from assistant.answer.messages import message
from index.model.units import MONEY_UNITS
from index.store.schema import FactRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_PAIR: Final = 2
_HELD: Final = re.compile(
    r"(?:里面|里头|当中|之中|里|中|下面|下)的?(?:(?:[两二三四五六七八九十几各]|所有|全部|\d+)(?:项|个|笔)?)?的?"
)


def sum_under(work: Work, source: Source) -> Decimal | None:
    """Say what the accounts of the second name come to under the first, and return it in 元; None for others.

    The first only says within what they stand: it is none of what is added.
    """
    if len(work.plan.targets) != _PAIR or work.plan.across:
        return None
    whole, item = work.plan.targets
    codes = tuple(code for code in whole.codes if any(own.startswith(code) for own in item.codes))
    if not codes or _HELD.fullmatch(work.plan.question, whole.start + len(whole.text), item.start) is None:
        return None
    tables: dict[int | None, list[Entry]] = {}
    for fact in work.ledger.facts(source.ids, FactRow.code.in_(item.codes), FactRow.measure == item.measure):
        if fact.code.startswith(codes) and fact.fen is not None and fact.year in (None, source.year):
            tables.setdefault(fact.table_id, []).append(fact)
    rows = max(tables.values(), key=len, default=[])
    if len({row.code for row in rows}) < _PAIR or len({row.code for row in rows}) < len(rows):
        return None
    total, unit = money(sum(row.fen or 0 for row in rows), rows[0].unit), rows[0].unit
    label = f"{whole.text}下的 {len(rows)} 项{entry_label(rows[0])}"
    formula = " + ".join(work.draft.operand(row) for row in rows)
    text = work.draft.derived(total, unit, f"{label}合计", rows, by=Computed.SUM, source=source)
    work.draft.say(message("sum", label=f"{work.who(source)}{label} ", figure=text, formula=formula))
    return total * MONEY_UNITS.get(unit, Decimal(1))
