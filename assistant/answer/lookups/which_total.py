"""Totals of no named table (未指明哪张表的合计): 合计多少 is asked back, with what each table prints in that row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.messages import message
from assistant.plan import Operation
from index.store.schema import FactRow

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_ROW: Final = re.compile(r"(?:合计|小计|总计)(?:行|栏|数|金额|资金)?(?:一共|总共)?(?:是|有|为)?(?:多少|几|[?？。]?$)")
_POINTS: Final = re.compile("[这那它他]|[两三四五几]个?[项个家]")
_WORDS: Final = frozenset({"合计", "小计", "总计", "计", "资金", "金额", "行", "栏", "数"})
_MOST: Final = 16


def answer_which_total(work: Work) -> Status:
    """The totals of the tables as choices, where nothing but 合计 is named."""
    plan = work.plan
    named = plan.targets or plan.against or plan.selection.forms or plan.measure_word or plan.threshold is not None
    plain = plan.operation in (Operation.LOOKUP, Operation.SUM) and {*plan.words} <= _WORDS
    named = named or _POINTS.search(plan.question) is not None
    if named or not plain or not plan.selection.organizations or _ROW.search(plan.question) is None:
        return "not_found"
    choices = [(source, entry) for source in work.chosen for entry in _totals(work, source)]
    if not choices:
        return "not_found"
    work.draft.say(message("clarify_total"))
    for source, entry in choices[:_MOST]:
        figure = work.draft.figure(entry, context=True)
        label = f"《{entry.table_title.strip('《》')}》{entry.row_label or entry.subject}"
        work.draft.say(message("clarify_choice", who=work.who(source), label=label, figure=figure))
    return "clarify"


def _totals(work: Work, source: Source) -> list[Entry]:
    """The total of each table, as a whole; those of both sides where a table has two."""
    found: dict[tuple[int | None, str], Entry] = {}
    grand = "总计" in work.plan.question
    for entry in work.ledger.facts(source.ids, FactRow.total.is_(True), FactRow.measure == ""):
        if entry.fen is not None:
            found.setdefault((entry.table_id, entry.row_label), entry)
    named = [entry for entry in found.values() if "总计" in entry.row_label]
    return named if grand and named else list(found.values())
