"""Part and whole of a share as one kind of thing (同类相比): projects of all of their list, things in money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_

from index.store.schema import StatementRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry

_MONEY: Final = re.compile("资金|金额|经费|的钱|总额")


def in_money(work: Work, entries: list[Entry] | None) -> list[Entry] | None:
    """编报绩效目标的项目资金占项目支出: the amount that the sentence of their number gives, not how many they are."""
    if entries is None or entries[0].role != "count" or entries[1].fen is None:
        return entries
    count = entries[0]
    if not _MONEY.search(work.plan.question.partition("占")[0]):
        return entries
    beside = and_(StatementRow.sentence == count.sentence, StatementRow.ordinal > count.ordinal)
    stated = work.ledger.stated([count.source.id], beside, StatementRow.role == "level")
    amounts = [entry for entry in stated if entry.fen is not None]
    return [amounts[0], entries[1]] if amounts else entries


def of_all_projects(work: Work, entries: list[Entry] | None) -> list[Entry] | None:
    """A project's share is of all projects that its list adds up, of every fund, as its amount is."""
    if entries is None or entries[0].form != "project_list" or entries[1].subject != "项目支出":
        return entries
    part, whole = entries
    totals = [
        fact for fact in work.ledger.table_facts(part.table_id or 0)
        if fact.total and fact.column_path == part.column_path and fact.fen is not None
    ]  # fmt: skip
    return [part, totals[0]] if len(totals) == 1 and part.subject != totals[0].subject else [part, whole]
