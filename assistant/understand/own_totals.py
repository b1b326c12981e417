"""Totals of tables that a question names (表内合计): 合计 of 一般公共预算基本支出表 is that of 基本支出.

The form of a table says what its total is of; the total of all expenditure stands in other tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Target, TargetKind
from assistant.understand import cues
from assistant.understand.scope import documents, of_years
from index.catalogue.forms import Form, form_by_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

OF_THIS_YEAR: Final = {"支出总计": "本年支出合计", "收入总计": "本年收入合计"}
_TOTALS: Final = frozenset({*OF_THIS_YEAR, *OF_THIS_YEAR.values(), "收支总计"})
_SPOKEN: Final = re.compile(
    "表(?:格)?(?:里面|里头|[里中内上])?的?(?:总金额|资金总额|合计|总计|总数|总额|小计|一共|总共|共计)"
)
_WORDS: Final = frozenset({"资金", "合计", "总计", "总数", "总额", "金额", "总金额", "小计", "收支", "支出", "预算"})
_BESIDE: Final = re.compile(r"\s*的?\s*")


def of_table(ledger: Ledger, plan: Plan) -> Plan:
    """The plan with totals as those of the table that it names, and with the total column of an account as its row."""
    plan = _bare_total(_column_of_totals(ledger, plan))
    named = [form for one in plan.selection.forms if (form := form_by_id(one)) is not None]
    if not named or not any(_is_total(target) for target in plan.targets):
        return plan
    ids = [one for source in of_years(documents(ledger, plan.selection), plan.selection.years) for one in source.ids]
    targets = tuple(_own(ledger, ids, named, one) if _is_total(one) else one for one in plan.targets)
    return plan.model_copy(update={"targets": targets})


def _bare_total(plan: Plan) -> Plan:
    """政府采购表合计多少: with the total that nothing but the table is named of."""
    spoken = not plan.targets and not plan.measure_word and _SPOKEN.search(plan.question)
    if (
        not spoken
        or not plan.selection.forms
        or not {*plan.words} <= _WORDS
        or cues.PROJECTS(plan.question[spoken.end() :])
    ):
        return plan
    return plan.model_copy(update={"targets": (Target(text="合计", names=("支出总计",)),), "words": ()})


def _is_total(target: Target) -> bool:
    return target.kind is TargetKind.SUBJECT and not target.codes and {*target.names} <= _TOTALS


def _own(ledger: Ledger, ids: Sequence[int], named: Sequence[Form], target: Target) -> Target:
    """The total as the named forms call it: as one of them prints it, else as the form says, printed or not."""
    subjects = tuple(dict.fromkeys(subject for form in named if (subject := _subject(form, target))))
    ways = {subject: (subject, OF_THIS_YEAR.get(subject, subject)) for subject in subjects}
    if not ways:
        return target
    forms = {form.id for form in named}
    printed = [
        name
        for subject in subjects
        for name in ways[subject]
        if any(one.total and one.form in forms for one in ledger.facts_named(ids, (name,), ()))
    ]
    return target.model_copy(update={"names": tuple(printed or subjects)[:1]})


def _subject(form: Form, target: Target) -> str:
    """What the total of a form is of: of the side that is asked for, where it has two."""
    received = any("收入" in name for name in target.names) and not any("支出" in name for name in target.names)
    if form.id == "performance_overall":
        return "资金总额"
    return form.subject or (form.receipts if received else form.expenditure)


def _column_of_totals(ledger: Ledger, plan: Plan) -> Plan:
    """行政运行的本年收入合计: the account's row in the tables that head their totals so."""
    for account, column in zip(plan.targets, plan.targets[1:], strict=False):
        between = plan.question[account.start + len(account.text) : column.start]
        if not account.codes or not _is_total(column) or not _BESIDE.fullmatch(between):
            continue
        ids = [one for source in documents(ledger, plan.selection) for one in source.ids]
        headed = {one.form for one in ledger.facts_named(ids, column.names, ()) if one.total and not one.measure}
        rows: list[Entry] = ledger.facts_named(ids, account.names, account.codes)
        own = {one.form for one in rows if not one.total and one.form in headed and one.form}
        if own:
            rest = tuple(one for one in plan.targets if one is not column)
            selection = plan.selection.model_copy(update={"forms": tuple(sorted(own))})
            return plan.model_copy(update={"targets": rest, "selection": selection})
    return plan
