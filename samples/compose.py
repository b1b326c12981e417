"""Puts a document together: cover, contents, parts in the order of its layout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samples import details, final, performance, tables
from samples.layout import Layout, words
from samples.narrative import Heading, Part, account_of, glossary, profile
from samples.numerals import chinese
from samples.review import review_of
from samples.sheet import Changes, PrintedTable, Sheet, print_sheet
from samples.source import Budget, FinalAccount

if TYPE_CHECKING:
    from collections.abc import Iterator

Subject = Budget | FinalAccount


@dataclass(frozen=True, slots=True)
class Composition:
    """A document before rendering."""

    name: str
    organization: str
    year: int
    kind: str
    scope: str
    cover: tuple[str, ...]
    parts: tuple[Part, ...]


def budget_of(subject: Subject) -> Budget:
    """Return the budget that a document is about; of a final account what was executed."""
    return subject.executed if isinstance(subject, FinalAccount) else subject


def compose(subject: Subject, layout: Layout, changes: Changes) -> Composition:
    """Everything that the document prints, in order."""
    budget = budget_of(subject)
    kind = "决算" if isinstance(subject, FinalAccount) else "预算"
    layout = replace(layout, words="final") if kind == "决算" else layout
    organization, year = budget.organization, budget.year
    scope = organization.scope
    if isinstance(subject, FinalAccount):
        told, planned = review_of(subject, layout, changes), subject.initial
    else:
        told, planned = account_of(subject, layout, changes), subject
    forms: list[Part] = list(_forms(subject, layout, changes))
    middle = [(f"{year}年度{scope}{kind}表", forms), (f"{year}年度{scope}{kind}情况说明", list(told))]
    sections: list[tuple[str, list[Part]]] = [(f"{scope}概况", list(profile(budget, layout, changes)))]
    sections += middle if layout.tables_first else reversed(middle)
    sections += [("名词解释", list(glossary())), ("绩效目标表", list(_goals(planned, layout, changes)))]
    parts: list[Part] = []
    for number, (heading, inside) in enumerate(sections, 1):
        parts += [Heading(f"第{chinese(number)}部分 {heading}", 1), *inside]
    name = f"{organization.name}{year}年{scope}{kind}{layout.suffix}"
    cover = (f"{year}年度", organization.name, f"{scope}{kind}")
    return Composition(name, organization.name, year, kind, scope, cover, tuple(parts))


def _forms(subject: Subject, layout: Layout, changes: Changes) -> Iterator[PrintedTable]:
    sheets = final_sheets(subject, layout) if isinstance(subject, FinalAccount) else budget_sheets(subject, layout)
    for sheet in sheets:
        yield print_sheet(sheet, layout, changes)


def budget_sheets(budget: Budget, layout: Layout) -> Iterator[Sheet]:
    """Return the forms of a budget."""
    family = words(layout.words)
    yield tables.balance(budget, family, every=layout.all_classes)
    yield tables.receipts(budget, family)
    yield tables.expenditure(budget, family)
    yield tables.fiscal(budget, family, every=layout.all_classes)
    yield tables.general(budget, family)
    yield tables.basic(budget, family, wide=layout.words == "shore")
    yield tables.economic(budget, family)
    yield tables.three(budget, family, wide=layout.three == "wide")
    yield from _empty(budget, layout)
    yield details.projects(budget, family)
    yield details.purchases(budget, family)
    yield details.operating(budget, family)


def final_sheets(account: FinalAccount, layout: Layout) -> Iterator[Sheet]:
    """Return the forms of a final account."""
    family = words("final")
    last = account.executed
    yield final.balance(account, family, every=layout.all_classes)
    yield final.receipts(account, family)
    yield final.expenditure(account, family)
    yield final.fiscal(account, family)
    yield final.general(account, family)
    yield tables.basic(last, family, wide=False)
    yield tables.economic(last, family)
    yield final.three(account, family)
    yield from _empty(last, layout)
    yield final.projects(account, family)
    yield details.purchases(last, family)
    yield details.operating(last, family)


def _empty(budget: Budget, layout: Layout) -> Iterator[Sheet]:
    family = words(layout.words)
    whose = "本部门" if budget.organization.scope == "部门" else "本单位"
    reason = f"注：{whose}{budget.year}年没有使用政府性基金预算安排的支出，本表为空表。"
    yield tables.empty("fund", budget, family, explicit=False, note=reason)
    reason = f"注：{whose}{budget.year}年没有使用国有资本经营预算安排的支出。"
    yield tables.empty("capital", budget, family, explicit=True, note=reason)
    yield tables.empty("transfer", budget, family, explicit=False, note="注：此表无数据。")


def _goals(budget: Budget, layout: Layout, changes: Changes) -> Iterator[PrintedTable]:
    yield performance.overall(budget, words(layout.words), layout, changes)
    for project in budget.projects:
        yield performance.project_table(project, budget, layout, changes)
