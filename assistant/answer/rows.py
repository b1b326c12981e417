"""Adding the rows of one table that go by one name (同名各行), where a sum is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_

from assistant.answer.computation import Computed
from assistant.answer.draft import entry_label, money
from assistant.answer.messages import message
from index.store.schema import FactRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.resolve import Resolved


def added_up(work: Work, each: Resolved) -> bool:
    """采购表里住宿服务加起来: the rows of one table that go by one name, added where a sum is asked for."""
    found = each.readings or ((each.main,) if each.main is not None else ())
    if not found or len({(one.table_id, one.subject, one.code) for one in found}) > 1 or found[0].table_id is None:
        return False
    first = found[0]
    here = and_(FactRow.table_id == first.table_id, FactRow.subject == first.subject, FactRow.measure == first.measure)
    alike = and_(FactRow.code == first.code, FactRow.column_path == first.column_path)
    rows = [fact for fact in work.ledger.facts(each.source.ids, here, alike) if fact.fen is not None]
    if len(rows) < 2 or any(row.total or row.unit != first.unit for row in rows):  # noqa: PLR2004 - a sum
        return False
    total = money(sum(row.fen or 0 for row in rows), first.unit)
    formula = " + ".join(work.draft.operand(row) for row in rows)
    label = entry_label(first)
    text = work.draft.derived(total, first.unit, f"{label}合计", rows, by=Computed.SUM, source=each.source)
    work.draft.say(message("sum", label=f"{work.who(each.source)}{label}", figure=text, formula=formula))
    return True
