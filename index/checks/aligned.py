"""Columns of two tables that print the same items (两表对照): one figure that differs among equal ones is a slip."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from index.checks.compare import same_check
from index.checks.registry import rule
from index.checks.slips import is_slip
from index.model.quantity import Outcome
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence
    from index.model.records import Check

_ENOUGH_EQUAL = 3

Column = tuple[int, int]


@rule("repeat.column", "两表同栏逐项一致")
def aligned(evidence: Evidence) -> Iterator[Check]:
    """部门预算公开表之间的勾稽: two tables whose columns agree item by item agree in every item.

    The columns print three or more equal figures for items of one name; the one figure in which they differ then is a
    slip of one digit. Where they differ in more figures, they are of different scope.
    """
    columns = _columns(evidence)
    agreeing: Counter[tuple[Column, Column]] = Counter()
    differing: dict[tuple[Column, Column], list[tuple[int, int]]] = defaultdict(list)
    by_name: dict[object, list[tuple[Column, int]]] = defaultdict(list)
    for column, named in columns.items():
        for name, index in named.items():
            by_name[name].append((column, index))
    for places in by_name.values():
        for at, (first, one) in enumerate(places):
            for second, other in places[at + 1 :]:
                if first[0] == second[0]:
                    continue
                if evidence.equal(one, other):
                    agreeing[first, second] += bool(evidence.facts[one].value)
                else:
                    differing[first, second].append((one, other))
    told: set[tuple[int, int]] = set()
    for pair, found in differing.items():
        if len(found) == 1 and agreeing[pair] >= _ENOUGH_EQUAL and found[0] not in told:
            told.add(found[0])
            yield from _slip(evidence, *found[0])


def _columns(evidence: Evidence) -> dict[Column, dict[object, int]]:
    """The amounts of each column by item; items that a column prints twice are left out."""
    found: dict[Column, dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, fact in enumerate(evidence.facts):
        if fact.value is not None and is_money(fact.unit):
            name = (fact.code or evidence.name_of(index), fact.side, fact.stage, evidence.year_of(fact))
            found[fact.table, fact.column][name].append(index)
    return {
        column: {name: indices[0] for name, indices in named.items() if len(indices) == 1}
        for column, named in found.items()
    }


def _slip(evidence: Evidence, first: int, other: int) -> Iterator[Check]:
    left, right = evidence.fact_term(first), evidence.fact_term(other)
    places = [evidence.tables[evidence.facts[one].table].title for one in (first, other)]
    check = same_check("repeat", left, right, (places[0], places[1]))
    if check is not None and check.outcome is Outcome.CONTRADICTION and is_slip(left, right):
        yield check
