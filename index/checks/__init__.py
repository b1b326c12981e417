"""Checks of a document against itself (勾稽): registered rules over its figures, sentences, indicators and projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.checks.evidence import Evidence
from index.checks.registry import Rule, registered, run_all
from index.checks.rules import (
    aligned,
    cells,
    changes,
    columns,
    compared,
    composed,
    departments,
    editions,
    funds,
    growths,
    indicators,
    narrative,
    natures,
    presence,
    project_tables,
    projects,
    repeats,
    restated,
    shares,
    standard,
    stated,
    steps,
    sums,
    totals,
    years,
)

if TYPE_CHECKING:
    from index.model.records import Check, Fact, Finding, Identity, Project, Statement, Table

__all__ = ["Evidence", "Rule", "registered", "run_across", "run_departments", "run_editions", "run_rules"]

# importing a module of rules registers them; naming them here says that this is meant
_ACROSS = frozenset(
    {"basic.codes", "narrative.table", "projects", "projects.same", "projects.total", "repeat"}
)  # those that can hold between two files
_EDITIONS = "edition."  # how the ids of rules between years, and between budget and final accounts, begin
_DEPARTMENTS = "department"
RULE_MODULES = (
    sums,
    steps,
    columns,
    funds,
    standard,
    repeats,
    aligned,
    stated,
    narrative,
    totals,
    composed,
    natures,
    changes,
    growths,
    restated,
    shares,
    projects,
    project_tables,
    cells,
    indicators,
    compared,
    presence,
    years,
    editions,
    departments,
)


def run_rules(evidence: Evidence) -> tuple[tuple[Check, ...], tuple[Finding, ...]]:
    """Run every rule over the records of one document; a rule that fails becomes a finding."""
    return run_all(evidence, registered())


def run_across(
    identity: Identity,
    tables: tuple[Table, ...],
    facts: tuple[Fact, ...],
    statements: tuple[Statement, ...],
    projects: tuple[Project, ...],
) -> tuple[Check, ...]:
    """Run the rules that can hold between files over the records of files that complete one another."""
    evidence = Evidence(identity, tables, facts, statements, (), projects)
    return run_all(evidence, tuple(one for one in registered() if one.id in _ACROSS))[0]


def run_editions(evidence: Evidence) -> tuple[Check, ...]:
    """Run the rules between documents of several years or kinds, put together as volumes."""
    return run_all(evidence, tuple(one for one in registered() if one.id.startswith(_EDITIONS)))[0]


def run_departments(evidence: Evidence) -> tuple[Check, ...]:
    """Run the rule between a department and its units, put together as volumes."""
    return run_all(evidence, tuple(one for one in registered() if one.id == _DEPARTMENTS))[0]
