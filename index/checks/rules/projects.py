"""The projects of a document against what the text says of their number and sum."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import normalise
from index.checks.compare import holds, sum_check
from index.checks.evidence import Evidence, folded_name
from index.checks.registry import rule
from index.checks.slips import is_certain_slip
from index.checks.term import Term
from index.model.quantity import Outcome, Quantity
from index.model.records import Check, Kind, Project, Role
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GOALS = re.compile(r"绩效")
_PLANNED = re.compile(r"项目支出|项目预算|预算项目|(?:部门|单位)项目")
_SOME_FUNDS = re.compile(r"财政|一般公共预算|基金")
_COUNTERS = frozenset({"个", "项"})
_NEAR = 3  # the sum stands among the next figures of the sentence


@dataclass(frozen=True, slots=True)
class _Stated:
    """A sentence that states how many projects there are and what they come to."""

    count: int
    total: int | None
    of_goals: bool  # else it is about what is planned, and only its sum can say that these projects are meant


@rule("projects", "项目个数与金额 = 所列项目", needs="写出项目个数的句子和项目表")
def stated_projects(evidence: Evidence) -> Iterator[Check]:
    """预算绩效目标情况说明、项目支出情况说明: the number of projects and their sum are those of the project tables.

    The sum may be of their amounts or of one of their funds. Documents may publish only some of their project tables,
    so a difference in number or sum counts only where the other agrees, and a difference of sums only in a budget and
    where the sentence does not name some of the funds.
    """
    projects = distinct_projects(evidence.projects)
    if not projects:
        return
    for stated in _stated(evidence):
        count = evidence.statement_term(stated.count)
        numbers = {len(projects), *_funded(evidence, stated.total, projects)}
        right_count = count.value in numbers
        summed = _sum_check(evidence, stated.total, projects) if stated.total is not None else None
        if (right_count and stated.of_goals) or holds(summed) or (right_count and summed and _is_slip(summed)):
            yield _count_check(count, int(count.value) if right_count else len(projects))
        if summed is not None and (
            holds(summed) or (right_count and (_is_plain(evidence, stated) or _is_slip(summed)))
        ):
            yield summed


def _is_slip(check: Check) -> bool:
    """Whether a sum differs in one of many digits from what is stated: then it is of the funds that are named."""
    half_unit = Quantity("", check.expected).half_unit
    stated, summed = (Term(value, half_unit, check.unit, "", "") for value in (check.expected, check.actual))
    return is_certain_slip(stated, summed)


def _is_plain(evidence: Evidence, stated: _Stated) -> bool:
    sentence = evidence.statements[stated.count].sentence
    return stated.of_goals and evidence.identity.kind is Kind.BUDGET and _SOME_FUNDS.search(sentence) is None


def distinct_projects(projects: tuple[Project, ...]) -> list[Project]:
    """Projects by name: one that stands in a list and in its own form counts once."""
    found: dict[str, Project] = {}
    for project in projects:
        key = normalise(project.name)
        if key not in found or found[key].amount is None:
            found[key] = project
    return list(found.values())


def _stated(evidence: Evidence) -> Iterator[_Stated]:
    for number, stated in enumerate(evidence.statements):
        if stated.role is not Role.COUNT or stated.unit not in _COUNTERS:
            continue
        of_goals = _GOALS.search(stated.sentence) is not None
        if not of_goals and not _PLANNED.search("".join(stated.section[-1:]) + stated.sentence):
            continue
        if "项目" not in stated.subject + stated.sentence[stated.end : stated.end + 8]:
            continue
        following = range(number + 1, min(number + 1 + _NEAR, len(evidence.statements)))
        totals = (at for at in following if _is_amount_of(evidence, at, stated.sentence))
        yield _Stated(number, next(totals, None), of_goals)


def _is_amount_of(evidence: Evidence, number: int, sentence: str) -> bool:
    one = evidence.statements[number]
    return one.sentence == sentence and one.role is Role.LEVEL and is_money(one.unit)


def _count_check(count: Term, actual: int) -> Check:
    outcome = Outcome.EXACT if count.value == actual else Outcome.CONTRADICTION
    symbol = "=" if outcome is Outcome.EXACT else "≠"
    statement = f"文字所述项目 {count.printed}{count.unit} {symbol} 所列项目 {actual}{count.unit}"
    operands = (count.operand(0),)
    return Check("projects", statement, count.value, Decimal(actual), Decimal(0), count.unit, outcome, operands)


def _sum_check(evidence: Evidence, total: int, projects: Sequence[Project]) -> Check | None:
    """Hold the stated sum against the projects' amounts, and against each of their funds."""
    result = evidence.statement_term(total)
    result = Term(result.value, result.half_unit, result.unit, result.printed, "文字所述项目资金", statement=total)
    amounts = [term for project in projects if (term := amount_term(evidence, project)) is not None]
    if len(amounts) != len(projects):
        return None
    whole = sum_check("projects", result, amounts)
    readings = (sum_check("projects", result, terms) for terms in _components(evidence, projects))
    return whole if holds(whole) else next((check for check in readings if holds(check)), whole)


def _funded(evidence: Evidence, total: int | None, projects: Sequence[Project]) -> Iterator[int]:
    """How many projects have something of the fund whose sum a sentence states beside their number."""
    if total is None:
        return
    result = evidence.statement_term(total)
    for terms in _components(evidence, projects):
        if holds(sum_check("projects", result, terms)):
            yield sum(1 for term in terms if term.value)


def amount_term(evidence: Evidence, project: Project) -> Term | None:
    """The amount of a project as a term: the figure of a table that prints it, where one does."""
    if project.amount is None:
        return None
    for index in figures_of(evidence, project):
        fact = evidence.facts[index]
        if fact.value == project.amount and fact.unit == project.unit:
            return evidence.fact_term(index)
    half_unit = Quantity(project.printed, project.amount).half_unit
    return Term(project.amount, half_unit, project.unit, project.printed, project.name)


def figures_of(evidence: Evidence, project: Project) -> Iterator[int]:
    """The figures of a project: its own table's, or in a list of projects its row's."""
    alone = project.table in evidence.own_project
    name = folded_name(project.name)
    for index in evidence.by_table.get(project.table, ()):
        fact = evidence.facts[index]
        if fact.value is not None and (alone or fact.place == project.place or folded_name(fact.subject) == name):
            yield index


def _components(evidence: Evidence, projects: Sequence[Project]) -> Iterator[list[Term]]:
    """Sums over the projects of what each column of their list, or each row of their forms, says of them."""
    found: dict[str, list[Term]] = defaultdict(list)
    for project in projects:
        alone = project.table in evidence.own_project
        for index in figures_of(evidence, project):
            fact = evidence.facts[index]
            found[folded_name(fact.subject) if alone else fact.measure].append(evidence.fact_term(index))
    yield from (terms for terms in found.values() if len(terms) <= len(projects))
