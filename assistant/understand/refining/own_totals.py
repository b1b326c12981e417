"""Totals of tables that a question names (表内合计): 合计 of 一般公共预算基本支出表 is that of 基本支出.

The form of a table says what its total is of; the total of all expenditure stands in other tables.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.execute.against import OF_THIS_YEAR
from assistant.execute.resolve import OF_PROJECTS
from assistant.plan import Target, TargetKind
from assistant.understand.scoping.scope import documents, of_years
from assistant.understand.words import asked, cues
from index.catalogue.forms import Form, form_by_id
from index.catalogue.vocabulary import normalise, strip_numbering
from index.store.schema import FactRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_TOTALS: Final = frozenset({*OF_THIS_YEAR, *OF_THIS_YEAR.values(), "收支总计"})
_SPOKEN: Final = re.compile(
    "表(?:格)?(?:里面|里头|[里中内上])?的?(?:总金额|资金总额|合计|总计|总数|总额|小计|一共|总共|共计)"
)
_WORDS: Final = frozenset({"资金", "合计", "总计", "总数", "总额", "金额", "总金额", "小计", "收支", "支出", "预算"})
_OF_ACCOUNTS: Final = re.compile("科目|[类款项]级|功能|表(?:里面|[里中内上])?列")
_WHICH: Final = re.compile("哪")
_BESIDE: Final = re.compile(r"\s*的?\s*")


def of_table(ledger: Ledger, plan: Plan) -> Plan:
    """The plan with totals as those of the table that it names, and with the total column of an account as its row."""
    plan = _listed_whole(_bare_total(_column_of_all(ledger, plan)))
    named = [form for one in plan.selection.forms if (form := form_by_id(one)) is not None]
    if not named or not plan.targets:
        return plan
    ids = [one for source in of_years(documents(ledger, plan.selection), plan.selection.years) for one in source.ids]
    targets = tuple(_in_table(ledger, ids, named, plan.question, one) for one in plan.targets)
    return plan.model_copy(update={"targets": targets})


def _bare_total(plan: Plan) -> Plan:
    """政府采购表合计多少: with the total that nothing but the table is named of."""
    spoken = not plan.targets and not plan.measure_word and _SPOKEN.search(plan.question)
    if (
        not spoken
        or cues.VERIFY(plan.question)
        or not plan.selection.forms
        or not {*plan.words} <= _WORDS
        or cues.PROJECTS(plan.question[spoken.end() :])
    ):
        return plan
    return plan.model_copy(update={"targets": (Target(text="合计", names=("支出总计",)),), "words": ()})


def _listed_whole(plan: Plan) -> Plan:
    """政府采购表里哪项最大: what the table is about, whose parts are listed; not of tables that list accounts."""
    form = form_by_id(plan.selection.forms[0]) if len(plan.selection.forms) == 1 else None
    if form is None or plan.targets or not form.subject or not _is_list(plan.question):
        return plan
    received = form.side == "收入" and not _OF_ACCOUNTS.search(plan.question)
    if not received and form.classification != "none":
        return plan
    words = tuple(word for word in plan.words if not _WHICH.match(word))
    return plan.model_copy(update={"targets": (Target(text=form.subject, names=(form.subject,)),), "words": words})


def _is_list(question: str) -> bool:
    lists = cues.MOST(question) or cues.LEAST(question) or cues.LIST(question) or cues.COMPOSITION(question)
    return bool(lists or asked.EMPTY_ITEMS(question)) and not cues.PROJECTS(question.partition("表")[2])


def _is_total(target: Target) -> bool:
    return target.kind is TargetKind.SUBJECT and not target.codes and {*target.names} <= _TOTALS


def _in_table(ledger: Ledger, ids: Sequence[int], named: Sequence[Form], question: str, target: Target) -> Target:
    held = frozenset(form.id for form in named)
    called = _row_called(ledger, ids, held, target)
    if called is None and _is_total(target):
        return _own(ledger, ids, named, target)
    return _in_column(ledger, ids, held, question, called or target)


def _row_called(ledger: Ledger, ids: Sequence[int], held: frozenset[str], target: Target) -> Target | None:
    """本年收入 of 财政拨款收支总表: the row that the table calls as the question does, if it is the only one."""
    said = normalise(target.text)
    if target.kind is not TargetKind.SUBJECT or target.codes or not said or target.start < 0:
        return None
    label = FactRow.row_label.contains(target.text, autoescape=True)
    rows = ledger.facts(ids, TableRow.form.in_(held), label)
    own = {one.subject for one in rows if normalise(strip_numbering(one.row_label.rpartition("/")[2])) == said}
    return target.model_copy(update={"names": tuple(own)}) if len(own) == 1 else None


def _in_column(ledger: Ledger, ids: Sequence[int], held: frozenset[str], question: str, target: Target) -> Target:
    """人员经费的资金总额: the column that the question names, where the table has none of the item as a whole."""
    rows = [one for one in ledger.facts_named(ids, target.names, target.codes) if one.form in held]
    if target.measure or not rows or any(not one.measure for one in rows):
        return target
    spoken = normalise(question)
    columns = {one.measure for one in rows if normalise(one.measure) in spoken}
    return target.model_copy(update={"measure": columns.pop()}) if len(columns) == 1 else target


def _own(ledger: Ledger, ids: Sequence[int], named: Sequence[Form], target: Target) -> Target:
    """The total as the named forms call it: as one of them prints it, else as the form says, printed or not."""
    subjects = tuple(dict.fromkeys(subject for form in named if (subject := _subject(form, target))))
    ways = {subject: (subject, OF_THIS_YEAR.get(subject, subject)) for subject in subjects}
    if not ways:
        return target
    held = {form.id for form in named}

    def is_printed(*names: str) -> bool:
        return any(one.total and one.form in held for one in ledger.facts_named(ids, names, ()))

    if target.text != "合计" and is_printed(*target.names):
        return target
    printed = [name for subject in subjects for name in ways[subject] if is_printed(name)]
    return target.model_copy(update={"names": tuple(printed or subjects)[:1]})


def _subject(form: Form, target: Target) -> str:
    """What the total of a form is of: of the side that is asked for, where it has two."""
    received = any("收入" in name for name in target.names) and not any("支出" in name for name in target.names)
    if form.id == "performance_overall":
        return "资金总额"
    return form.subject or (form.receipts if received else form.expenditure)


def _column_of_all(ledger: Ledger, plan: Plan) -> Plan:
    """行政运行的本年收入合计: what heads the column of all of an account says which table is meant."""
    for account, column in zip(plan.targets, plan.targets[1:], strict=False):
        between = plan.question[account.start + len(account.text) : column.start]
        several = account.kind is not TargetKind.SUBJECT or column.kind is not TargetKind.SUBJECT or column.codes
        if several or _is_total(account) or not _BESIDE.fullmatch(between):
            continue
        ids = [one for source in documents(ledger, plan.selection) for one in source.ids]
        rows = ledger.facts_named(ids, account.names, account.codes)
        head = normalise(column.text)
        own = {
            row.form
            for row in rows
            if not row.total and not row.measure and head in normalise(row.column_path) and _is_meant(row, plan)
        }
        if own:
            rest = tuple(one for one in plan.targets if one is not column)
            selection = plan.selection.model_copy(update={"forms": tuple(sorted(own)), "nature": ""})
            return plan.model_copy(update={"targets": rest, "selection": selection})
    return plan


def _is_meant(row: Entry, plan: Plan) -> bool:
    """Whether a row stands in a table that the question names; where it names none, in one of accounts."""
    named = plan.selection.forms
    return row.form in named if named else bool(row.form) and row.form not in OF_PROJECTS
