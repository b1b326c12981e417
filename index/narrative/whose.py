"""Whose a change is, where its rate tells: 总计 9 万元，其中甲 3 万元，比上年增加 1 万元，增长 12.5%."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from index.model.quantity import half_unit_of
from index.model.records import Role, Statement
from index.model.units import is_money, to_yuan

if TYPE_CHECKING:
    from collections.abc import Sequence

_HUNDRED: Final = Decimal(100)


def with_fitting_changes(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Changes behind a part that are those of its total: the rate beside them is of the total, and not of the part."""
    found = list(statements)
    for index, (part, change, rate) in enumerate(zip(found, found[1:], found[2:], strict=False)):
        roles = (part.role, change.role, rate.role) == (Role.LEVEL, Role.CHANGE, Role.RATE)
        alike = {part.sentence} == {change.sentence, rate.sentence} and {part.subject} == {change.subject, rate.subject}
        whole = found[part.parent] if roles and alike and part.parent is not None else None
        if whole is None or whole.sentence != part.sentence or not _fits(whole, change, rate):
            continue
        if not _fits(part, change, rate):
            for at in (index + 1, index + 2):
                found[at] = replace(found[at], subject=whole.subject, code=whole.code)
    return tuple(found)


def _fits(level: Statement, change: Statement, rate: Statement) -> bool:
    """Whether an amount that changed by so much changed by that rate, as far as the printed digits of the three tell.

    Each stands for an interval of half its last digit (XBRL Calculations 1.1).
    """
    if not (is_money(level.unit) and is_money(change.unit)):
        return False
    moved, half_moved = _interval(change)
    now, half_now = _interval(level)
    before, half_before = now - moved, half_now + half_moved
    if abs(before) <= half_before:
        return False
    # the most by which moved ÷ before may be off
    spread = (half_moved + abs(moved / before) * half_before) / (abs(before) - half_before)
    return abs(moved / before * _HUNDRED - rate.value) <= half_unit_of(rate.value) + spread * _HUNDRED


def _interval(statement: Statement) -> tuple[Decimal, Decimal]:
    """An amount and half its last printed digit, in 元."""
    return to_yuan(statement.value, statement.unit), to_yuan(half_unit_of(statement.value), statement.unit)
