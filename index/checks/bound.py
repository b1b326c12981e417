"""Amounts of sentences that no figure equals: the cell that such an amount speaks of, where it can be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.checks.slips import is_certain_slip
from index.model.units import to_yuan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from index.checks.evidence import Evidence
    from index.model.records import Check

_ENOUGH_BOUND = 3  # amounts of a passage that one column prints: then the passage tells that column
_MOST = 4  # of five amounts that have an equal figure

Column = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Open:
    """A statement that no figure of its name equals, and how each such figure compares with it."""

    statement: int
    checks: tuple[tuple[int, Check], ...]  # (fact, check)


def bound(evidence: Evidence, agreed: Sequence[Check], waiting: Sequence[Open]) -> Iterator[Check]:
    """Hold amounts against the cell that they speak of.

    A passage whose amounts are those of one column speaks of that column. Where no passage tells, an amount that
    differs from the only figure resembling it in one of five digits is a slip of it.
    """
    told = _told(evidence, agreed, {evidence.statements[one.statement].section for one in waiting})
    confirmed = {(evidence.statements[number].section, fact) for number, fact in _pairs(agreed)}
    for one in waiting:
        stated = evidence.statements[one.statement]
        columns = told.get(stated.section, frozenset())
        here = [(fact, check) for fact, check in one.checks if _column(evidence, fact) in columns]
        free = [(fact, check) for fact, check in here if (stated.section, fact) not in confirmed]
        if free and len({_worth(evidence, fact) for fact, _ in here}) == 1:
            yield free[0][1]
            continue
        term = evidence.statement_term(one.statement)
        slips = [(fact, check) for fact, check in one.checks if is_certain_slip(evidence.fact_term(fact), term)]
        if len({_worth(evidence, fact) for fact, _ in slips}) == 1 and not _explained(evidence, one, slips[0][0]):
            yield slips[0][1]


def _told(
    evidence: Evidence, agreed: Sequence[Check], sections: Collection[tuple[str, ...]]
) -> dict[tuple[str, ...], frozenset[Column]]:
    """The columns that print most of the amounts of a passage, by its headings, of passages under these `sections`."""
    counts: dict[tuple[str, ...], Counter[Column]] = defaultdict(Counter)
    amounts: Counter[tuple[str, ...]] = Counter()
    for number, fact in _pairs(agreed):
        section = evidence.statements[number].section
        if section not in sections:
            continue
        amounts[section] += 1
        value = evidence.facts[fact].value
        if value is not None:
            same = (index for index in evidence.by_subject.get(evidence.name_of(fact), ()))
            counts[section].update({_column(evidence, index) for index in same if evidence.equal(index, fact)})
    return {
        section: frozenset(
            column
            for column, count in found.items()
            if count >= _ENOUGH_BOUND and count * (_MOST + 1) >= amounts[section] * _MOST
        )
        for section, found in counts.items()
    }


def _pairs(checks: Sequence[Check]) -> Iterator[tuple[int, int]]:
    for check in checks:
        facts = [one.fact for one in check.operands if one.fact is not None]
        stated = [one.statement for one in check.operands if one.statement is not None]
        if facts and stated:
            yield stated[0], facts[0]


def _column(evidence: Evidence, fact: int) -> Column:
    return evidence.facts[fact].table, evidence.facts[fact].column


def _explained(evidence: Evidence, one: Open, slip: int) -> bool:
    """Whether the difference is itself a figure of that item: then the two are of different scope."""
    stated = evidence.statements[one.statement]
    gap = abs(to_yuan(stated.value, stated.unit) - _worth(evidence, slip))
    return any(_worth(evidence, fact) == gap for fact, _ in one.checks)


def _worth(evidence: Evidence, fact: int) -> Decimal:
    figure = evidence.facts[fact]
    return to_yuan(figure.value or Decimal(0), figure.unit)
