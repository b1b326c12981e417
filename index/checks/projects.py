"""The projects of a document against what the text says of their number and sum."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import normalise
from index.checks.registry import rule
from index.model.quantity import Outcome
from index.model.records import Check, Operand, Project, Role
from index.model.units import MONEY_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence, Term

_PROJECTS = re.compile(r"项目")
_GOALS = re.compile(r"绩效")
_COUNTERS = {"个", "项"}


@dataclass(frozen=True, slots=True)
class _Stated:
    """A sentence that states how many projects there are and what they come to."""

    count: int
    total: int | None


@rule("projects", "项目个数与金额 = 所列项目")
def stated_projects(evidence: Evidence) -> Iterator[Check]:
    """预算绩效目标情况说明: the number of projects and their sum are those of the project tables that follow.

    Documents may publish only some of their project tables, so a difference in one of the two counts only where the
    other agrees.
    """
    projects = _distinct(evidence.projects)
    if not projects:
        return
    for stated in _stated(evidence):
        count = evidence.statement_term(stated.count)
        right_count = count.value == len(projects)
        total = evidence.statement_term(stated.total) if stated.total is not None else None
        summed = _sum(projects, total) if total is not None else None
        right_sum = (
            total is not None and summed is not None and abs(summed[0] - total.value) <= summed[1] + total.half_unit
        )
        if right_count or right_sum:
            yield _count_check(count, len(projects))
        if total is not None and summed is not None and (right_count or right_sum):
            yield _sum_check(evidence, total, summed, projects)


def _distinct(projects: tuple[Project, ...]) -> list[Project]:
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
        if not _PROJECTS.search(stated.subject + stated.sentence[stated.end : stated.end + 8]) or not _GOALS.search(
            stated.sentence
        ):
            continue
        following = evidence.statements[number + 1 : number + 4]
        total = next(
            (
                number + 1 + at
                for at, one in enumerate(following)
                if one.sentence == stated.sentence and one.role is Role.LEVEL and one.unit in MONEY_UNITS
            ),
            None,
        )
        yield _Stated(number, total)


def _sum(projects: list[Project], total: Term) -> tuple[Decimal, Decimal] | None:
    """Return the sum of the projects in the unit of the stated total, and the halves of their last digits."""
    value = half = Decimal(0)
    for project in projects:
        if project.amount is None or project.unit not in MONEY_UNITS:
            return None
        factor = MONEY_UNITS[project.unit] / MONEY_UNITS[total.unit]
        exponent = project.amount.as_tuple().exponent
        value += project.amount * factor
        half += Decimal(5).scaleb(int(exponent) - 1) * factor
    return value, half


def _count_check(count: Term, actual: int) -> Check:
    outcome = Outcome.EXACT if count.value == actual else Outcome.CONTRADICTION
    symbol = "=" if outcome is Outcome.EXACT else "≠"
    statement = f"文字所述项目 {count.printed}{count.unit} {symbol} 所列项目 {actual}{count.unit}"
    return Check(
        "projects", statement, count.value, Decimal(actual), Decimal(0), count.unit, outcome, (count.operand(0),)
    )


def _sum_check(evidence: Evidence, total: Term, summed: tuple[Decimal, Decimal], projects: list[Project]) -> Check:
    value, half = summed
    tolerance = half + total.half_unit
    if value == total.value:
        outcome, symbol = Outcome.EXACT, "="
    elif abs(value - total.value) <= tolerance:
        outcome, symbol = Outcome.ROUNDING, "≈"
    else:
        outcome, symbol = Outcome.CONTRADICTION, "≠"
    statement = (
        f"文字所述项目资金 {total.printed}{total.unit} {symbol} {len(projects)} 个项目之和 {value:,f}{total.unit}"
    )
    return Check(
        "projects",
        statement,
        total.value,
        value,
        tolerance,
        total.unit,
        outcome,
        (total.operand(0), *_operands(evidence, projects)),
    )


def _operands(evidence: Evidence, projects: list[Project]) -> Iterator[Operand]:
    """Find the fact behind each project's amount, where its table has it."""
    for project in projects:
        for index in evidence.by_table.get(project.table, ()):
            fact = evidence.facts[index]
            if fact.value == project.amount and fact.unit == project.unit and _near(project, fact.place.line):
                yield Operand(1, fact=index)
                break


def _near(project: Project, line: int | None) -> bool:
    """In a list of projects the figure stands in the project's own row; a form of its own has only one project."""
    return project.place.line is None or line is None or line >= project.place.line
