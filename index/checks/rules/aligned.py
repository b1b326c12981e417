"""Columns of two tables that print the same items (两表对照): one figure that differs among equal ones is a slip."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
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


@rule("repeat.column", "两表同栏逐项一致", needs="逐项相同的两张表")
def aligned(evidence: Evidence) -> Iterator[Check]:
    """部门预算公开表之间的勾稽: two tables whose columns agree item by item agree in every item.

    The columns print three or more equal figures for items of one name; the one figure in which they differ then is a
    slip of one digit. Where their totals are equal as well, it may differ in any way: what is equal in the whole and in
    all other items is equal in the last. Where they differ in more figures, they are of different scope.
    """
    columns = _columns(evidence)
    pairs = _compared(evidence, columns)
    told: set[tuple[int, int]] = set()
    for pair, found in pairs.items():
        if len(found.differing) == 1 and found.agreeing >= _ENOUGH_EQUAL and found.differing[0] not in told:
            told.add(found.differing[0])
            same_items = columns[pair[0]].keys() == columns[pair[1]].keys()
            yield from _slip(evidence, *found.differing[0], certain=found.whole and same_items)


@dataclass(slots=True)
class _Pair:
    """Two columns: how many of their figures agree, which differ, and whether their totals agree."""

    agreeing: int = 0
    differing: list[tuple[int, int]] = field(default_factory=list)
    whole: bool = False


def _compared(evidence: Evidence, columns: dict[Column, dict[object, int]]) -> dict[tuple[Column, Column], _Pair]:
    """Compare the columns of different tables item by item."""
    by_name: dict[object, list[tuple[Column, int]]] = defaultdict(list)
    for column, named in columns.items():
        for name, index in named.items():
            by_name[name].append((column, index))
    pairs: dict[tuple[Column, Column], _Pair] = defaultdict(_Pair)
    for places in by_name.values():
        for at, (first, one) in enumerate(places):
            for second, other in places[at + 1 :]:
                if first[0] == second[0]:
                    continue
                pair = pairs[first, second]
                if len(pair.differing) > 1:
                    continue  # they are of different scope, whatever else agrees
                _compare(evidence, pair, one, other)
    return pairs


def _compare(evidence: Evidence, pair: _Pair, one: int, other: int) -> None:
    """Take the cells of one item into account; a figure beside an empty cell is of another scope than it."""
    first, second = evidence.facts[one], evidence.facts[other]
    if evidence.equal(one, other):
        pair.agreeing += bool(first.value)
        pair.whole |= first.total and second.total
    elif first.value or second.value:
        pair.differing.append((one, other))


def _columns(evidence: Evidence) -> dict[Column, dict[object, int]]:
    """The cells of each column by item, empty ones as well; items that a column prints twice are left out."""
    found: dict[Column, dict[object, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, fact in enumerate(evidence.facts):
        if is_money(fact.unit):
            name = (fact.code or evidence.name_of(index), fact.side, fact.stage, evidence.year_of(fact))
            found[fact.table, fact.column][name].append(index)
    return {
        column: {name: indices[0] for name, indices in named.items() if len(indices) == 1}
        for column, named in found.items()
    }


def _slip(evidence: Evidence, first: int, other: int, *, certain: bool) -> Iterator[Check]:
    if None in (evidence.facts[first].value, evidence.facts[other].value):
        return
    left, right = evidence.fact_term(first), evidence.fact_term(other)
    places = [evidence.tables[evidence.facts[one].table].title for one in (first, other)]
    check = same_check("repeat", left, right, (places[0], places[1]))
    if check is not None and check.outcome is Outcome.CONTRADICTION and (certain or is_slip(left, right)):
        yield check
