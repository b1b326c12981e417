"""The same performance indicator in two tables."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import normalise
from index.checks.registry import rule
from index.model.quantity import Outcome
from index.model.records import Check, Indicator, Operand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORDS = {"≥": "大于等于", "≤": "小于等于", "=": "等于", ">": "大于", "<": "小于"}
_ENOUGH_SHARED = 3


@rule("indicator", "同一绩效指标的目标值一致", needs="列有同名指标的两张绩效目标表")
def targets(evidence: Evidence) -> Iterator[Check]:
    """部门整体支出绩效目标表、项目绩效目标表: an indicator of the same name has the same target in both.

    Different projects have their own targets: two tables are compared where they are of one project or one of them is
    of the whole, and where most of the names that they share agree. Names that a table uses twice are left out.
    """
    tables = _by_table(evidence)
    places: dict[str, list[int]] = defaultdict(list)
    for table, named in tables.items():
        for name in named:
            places[name].append(table)
    pairs: dict[tuple[int, int], list[str]] = defaultdict(list)
    for name, found in places.items():
        if len(found) == 2:  # noqa: PLR2004  # a name in three tables is a common one, not a repeated one
            pairs[found[0], found[1]].append(name)
    for (first, second), names in pairs.items():
        shared = [(tables[first][name], tables[second][name]) for name in names]
        if _same_project(evidence, *shared[0]) and _comparable(shared):
            yield from (check for pair in shared if (check := _target_check(evidence, *pair)) is not None)


def _by_table(evidence: Evidence) -> dict[int, dict[str, Indicator]]:
    """Return the indicators of each table by name, without the names that stand there more than once."""
    groups: dict[int, dict[str, list[Indicator]]] = defaultdict(lambda: defaultdict(list))
    for indicator in evidence.indicators:
        groups[indicator.table][normalise(indicator.name)].append(indicator)
    return {
        table: {name: found[0] for name, found in named.items() if name and len(found) == 1}
        for table, named in groups.items()
    }


def _same_project(evidence: Evidence, first: Indicator, second: Indicator) -> bool:
    """Whether two indicators are of one project, or one of them is of the whole department or unit."""
    overall = any("整体" in evidence.tables[one.table].title or not one.project for one in (first, second))
    return overall or normalise(first.project) == normalise(second.project)


def _comparable(shared: Sequence[tuple[Indicator, Indicator]]) -> bool:
    agreeing = sum(_aim(first) == _aim(second) for first, second in shared)
    return len(shared) >= _ENOUGH_SHARED and agreeing * 2 > len(shared)


def _aim(indicator: Indicator) -> tuple[str, str, str]:
    target = str(indicator.value.normalize()) if indicator.value is not None else normalise(indicator.target)
    return indicator.direction, target, normalise(indicator.unit)


def _target_check(evidence: Evidence, first: Indicator, second: Indicator) -> Check | None:
    if _aim(first) == _aim(second):
        value = first.value if first.value is not None else Decimal(0)
        return _check(evidence, first, second, (value, value), Outcome.EXACT)
    if not (first.target and second.target):
        return None
    if first.value is not None and second.value is not None:
        return _check(evidence, first, second, (first.value, second.value), Outcome.CONTRADICTION)
    left, right = (_NUMBER.findall(one.target) for one in (first, second))
    same_text = _similar(first.target, second.target)
    if len(left) != len(right) or not same_text:
        return None
    differing = [(Decimal(a), Decimal(b)) for a, b in zip(left, right, strict=True) if Decimal(a) != Decimal(b)]
    if not differing:
        return None
    return _check(evidence, first, second, differing[0], Outcome.CONTRADICTION)


def _similar(first: str, second: str) -> bool:
    """Whether two texts have nearly the same words once their numbers are taken out."""
    left, right = (set(_NUMBER.sub("", normalise(text))) for text in (first, second))
    return bool(left | right) and len(left & right) * 10 >= len(left | right) * 8


def _check(
    evidence: Evidence, first: Indicator, second: Indicator, values: tuple[Decimal, Decimal], outcome: Outcome
) -> Check:
    symbol = "=" if outcome is Outcome.EXACT else "≠"
    statement = f"{first.name} {_written(evidence, first)} {symbol} {_written(evidence, second)}"
    if outcome is Outcome.CONTRADICTION and values[0] != values[1]:
        statement += f"：{values[0]:f} 与 {values[1]:f} 不一致"
    unit = first.unit or second.unit
    operands = tuple(
        Operand(sign, fact=_fact_of(evidence, one), indicator=_number_of(evidence, one))
        for sign, one in enumerate((first, second))
    )
    return Check("indicator", statement, values[0], values[1], Decimal(0), unit, outcome, operands)


def _fact_of(evidence: Evidence, indicator: Indicator) -> int | None:
    """The figure that prints a target, where its row has one of that value alone."""
    row = evidence.rows.get((indicator.table, indicator.row), ())
    found = [index for index in row if indicator.value is not None and evidence.facts[index].value == indicator.value]
    return found[0] if len(found) == 1 else None


def _number_of(evidence: Evidence, indicator: Indicator) -> int:
    return next(number for number, one in enumerate(evidence.indicators) if one is indicator)


def _written(evidence: Evidence, indicator: Indicator) -> str:
    place = evidence.tables[indicator.table].title
    line, page = indicator.place.line, indicator.place.page
    where = f"{place}第{page}页" if page is not None else f"{place}第{line}行" if line is not None else place
    return f"{_WORDS.get(indicator.direction, indicator.direction)}{indicator.target}{indicator.unit}（{where}）"
