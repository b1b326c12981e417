"""Rows of one table that go by one name (同名各行): added where a sum is asked for, told apart by what heads them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_

from assistant.answer.computation import Computed
from assistant.answer.draft import entry_label, money
from assistant.answer.messages import message
from assistant.execute.steps import heads
from index.catalogue.vocabulary import normalise
from index.store.schema import FactRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry
    from assistant.execute.resolve import Resolved
    from assistant.plan import Target


_OF_KIND: Final = re.compile(r"[（(][^（()）]+[）)]")  # 台式计算机（20万以上）, beside （20万以下）


def under_named(work: Work, target: Target, rows: Sequence[Entry]) -> Sequence[Entry]:
    """专项会议的住宿服务: those under a row of a stepped table that the question names too; all where none is."""
    if len(rows) < 2 or len({(row.table_id, row.column) for row in rows}) > 1:  # noqa: PLR2004 - to be told apart
        return rows
    words = [word for word in work.plan.words if len(word) > 1]
    words += [one.text for one in work.plan.targets if one.names != target.names]
    above = {row.id: heads(work.ledger, row) for row in rows}
    held = [row for row in rows if any(normalise(word) in normalise("　".join(above[row.id])) for word in words)]
    named = [replace(row, row_label="/".join((*above[row.id], row.row_label))) for row in held]
    return named or rows


def added_up(work: Work, each: Resolved) -> bool:
    """采购表里住宿服务加起来: the rows of one table that go by one name, added where a sum is asked for."""
    found = each.readings or ((each.main,) if each.main is not None else ())
    if not found or len({(one.table_id, one.code) for one in found}) > 1 or found[0].table_id is None:
        return False
    first, subjects = found[0], {one.subject for one in found}
    spoken = each.target.text
    if len(subjects) > 1 and not all(_OF_KIND.fullmatch(one.removeprefix(spoken)) for one in subjects):
        return False
    here = and_(FactRow.table_id == first.table_id, FactRow.subject.in_(subjects), FactRow.measure == first.measure)
    alike = and_(FactRow.code == first.code, FactRow.column_path == first.column_path)
    rows = [fact for fact in work.ledger.facts(each.source.ids, here, alike) if fact.fen is not None]
    rows = list(under_named(work, each.target, rows))
    if len(rows) < 2 or any(row.total or row.unit != first.unit for row in rows):  # noqa: PLR2004 - a sum
        return False
    total = money(sum(row.fen or 0 for row in rows), first.unit)
    formula = " + ".join(work.draft.operand(row) for row in rows)
    label = entry_label(first) if len(subjects) == 1 else each.target.text
    text = work.draft.derived(total, first.unit, f"{label}合计", rows, by=Computed.SUM, source=each.source)
    work.draft.say(message("sum", label=f"{work.who(each.source)}{label}", figure=text, formula=formula))
    return True
