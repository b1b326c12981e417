"""One project in several tables (同一项目): its amount, and what all projects come to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import normalise
from index.checks.compare import holds, resembles, same_check, sum_check
from index.checks.evidence import folded_name
from index.checks.registry import Obstacle, rule
from index.checks.rules.projects import amount_term, distinct_projects, figures_of
from index.checks.rules.standard import funding_name
from index.checks.slips import is_certain_slip, is_slip
from index.model.records import Kind, Role, Spot
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence
    from index.checks.term import Term
    from index.model.records import Check, Project

_COMPARED = ("当年财政拨款", "上年结转", "其他资金")  # 财政拨款 may be said with what is carried over or without it
_OVERALL = "performance_overall"
_WHOLE = folded_name("项目支出")


@rule("projects.same", "同一项目在各表的金额一致", needs="两张表都列出金额的同名项目")
def same_project(evidence: Evidence) -> Iterator[Check | Obstacle]:
    """项目支出表、项目支出绩效目标表、整体绩效目标表: a project of one name has the same amount in each of them.

    So have its parts: 当年财政拨款, 上年结转, 其他资金. A difference counts in a budget and as a slip; one that
    is far off is another figure (of several years, of some funds).
    """
    for projects in _by_name(evidence).values():
        first, *others = projects
        for other in others:
            yield from _amounts(evidence, first, other)
            parts = [_parts(evidence, one) for one in (first, other)]
            for name in _COMPARED:
                if name in parts[0] and name in parts[1]:
                    check = _same(evidence, (first, other), (parts[0][name], parts[1][name]))
                    if check is not None and (holds(check) or _believable(evidence, check)):
                        yield check
    yield from _named_elsewhere(evidence)


def _named_elsewhere(evidence: Evidence) -> Iterator[Check]:
    """Hold what 整体绩效目标表 prints of a project against each table of the project: an equal figure, else a slip."""
    tables: dict[str, dict[int, Project]] = defaultdict(dict)
    for project in evidence.projects:
        tables[folded_name(project.name)].setdefault(project.table, project)
    overall = {number for number, table in enumerate(evidence.tables) if table.form == _OVERALL}
    named = [index for number in overall for index in evidence.by_table.get(number, ())]
    for index in named:
        fact = evidence.facts[index]
        projects = tables.get(folded_name(fact.subject), {})
        if fact.value is None or not is_money(fact.unit) or fact.table in projects or fact.total:
            continue
        term = evidence.fact_term(index)
        for project in projects.values():
            checks = [check for other in _figures(evidence, project) if (check := _between(evidence, term, other))]
            told = next((check for check in checks if holds(check)), None)
            slips = evidence.identity.kind is Kind.BUDGET and not fact.doubtful
            yield from (told,) if told is not None else checks[:1] if slips else ()


def _figures(evidence: Evidence, project: Project) -> list[Term]:
    """The amounts that a table prints of a project."""
    return [
        evidence.fact_term(index)
        for index in figures_of(evidence, project)
        if is_money(evidence.facts[index].unit) and evidence.facts[index].value
    ]


def _between(evidence: Evidence, term: Term, other: Term) -> Check | None:
    """Compare two figures of a project; None where they differ and look like no slip of one another."""
    places = [evidence.tables[evidence.facts[one.fact or 0].table].title for one in (term, other)]
    check = same_check("projects", term, other, (places[0], places[1]))
    return check if holds(check) or is_slip(term, other) else None


def _by_name(evidence: Evidence) -> dict[str, list[Project]]:
    """The projects with an amount by name, one of each table; a name that one table prints twice is left out."""
    found: dict[str, dict[int, list[Project]]] = defaultdict(lambda: defaultdict(list))
    for project in evidence.projects:
        if project.amount is not None and is_money(project.unit):
            found[normalise(project.name)][project.table].append(project)
    return {
        name: [listed[0] for listed in tables.values()]
        for name, tables in found.items()
        if len(tables) > 1 and all(len(listed) == 1 for listed in tables.values())
    }


def _amounts(evidence: Evidence, first: Project, other: Project) -> Iterator[Check | Obstacle]:
    terms = [term for one in (first, other) if (term := amount_term(evidence, one)) is not None]
    check = _same(evidence, (first, other), (terms[0], terms[1]))
    if check is None:
        return
    if holds(check) or (_believable(evidence, check) and not _is_part(evidence, first, other)):
        yield check
    elif evidence.identity.kind is Kind.BUDGET:
        words = f"“{other.name}”在两张表的金额（{first.printed}{first.unit}、{other.printed}{other.unit}）口径可能不同"
        yield Obstacle(words, other.place, other.table)


def _same(evidence: Evidence, projects: tuple[Project, Project], terms: tuple[Term, Term]) -> Check | None:
    first, other = projects
    places = (evidence.tables[first.table].title, evidence.tables[other.table].title)
    check = same_check("projects", replace(terms[0], name=first.name), terms[1], places)
    unread = [one for one, term in zip(projects, terms, strict=True) if term.fact is None]  # printed within words
    if check is None or not unread:
        return check
    operands = tuple(one for one in check.operands if one.fact is not None)
    spots = tuple(Spot(one.place, evidence.tables[one.table].title, one.printed) for one in unread)
    return replace(check, operands=operands, spots=spots)


def _believable(evidence: Evidence, check: Check) -> bool:
    return evidence.identity.kind is Kind.BUDGET and resembles(check.expected, check.actual)


def _is_part(evidence: Evidence, first: Project, other: Project) -> bool:
    """Whether the amount that one table prints of a project is in the other what some of the funds pay."""
    pairs = ((first, other), (other, first))
    for one, two in pairs:
        term = amount_term(evidence, one)
        parts = (evidence.fact_term(index) for index in figures_of(evidence, two))
        if term is not None and any(holds(same_check("projects", term, part, ("", ""))) for part in parts):
            return True
    return False


def _parts(evidence: Evidence, project: Project) -> dict[str, Term]:
    """What single funds pay of a project, by the words of its form's rows or of its list's columns."""
    found: dict[str, list[int]] = defaultdict(list)
    for index in figures_of(evidence, project):
        fact = evidence.facts[index]
        name = funding_name(fact)
        if name and is_money(fact.unit):
            found[name].append(index)
    return {name: evidence.fact_term(indices[0]) for name, indices in found.items() if len(indices) == 1}


@rule("projects.total", "项目支出 = 所列项目之和", needs="列出全部项目金额的表")
def all_projects(evidence: Evidence) -> Iterator[Check]:
    """项目支出表、项目支出绩效目标表: what all projects come to is 项目支出 in the tables and in the text.

    A document may list only some of its projects: a difference counts in a budget, where it is one digit of the total.
    """
    projects = distinct_projects(evidence.projects)
    amounts = [term for project in projects if (term := amount_term(evidence, project)) is not None]
    if len(projects) < 2 or len(amounts) < len(projects):  # noqa: PLR2004 -- a single one is no sum
        return
    terms = [*_printed(evidence), *_stated(evidence)]
    checks = [(term, check) for term in terms if (check := sum_check("projects", term, amounts)) is not None]
    if any(holds(check) for _, check in checks):
        yield from (check for _, check in checks if holds(check))
    elif evidence.identity.kind is Kind.BUDGET and len({check.expected for _, check in checks}) == 1:
        yield from (check for term, check in checks if is_certain_slip(term, replace(term, value=check.actual)))


def _printed(evidence: Evidence) -> Iterator[Term]:
    """The totals of 项目支出 in the tables, of the document's own year."""
    for index, fact in enumerate(evidence.facts):
        whole = fact.total and fact.value and not fact.measure and is_money(fact.unit)
        if whole and evidence.year_of(fact) == evidence.identity.year and folded_name(fact.subject) == _WHOLE:
            yield evidence.fact_term(index)


def _stated(evidence: Evidence) -> Iterator[Term]:
    """What the text says of 项目支出, of the document's own year."""
    for number, one in enumerate(evidence.statements):
        level = one.role is Role.LEVEL and is_money(one.unit) and one.table is None
        if level and folded_name(one.subject) == _WHOLE and evidence.year_of(one) == evidence.identity.year:
            yield evidence.statement_term(number)
