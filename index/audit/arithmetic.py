"""Equations with another value for one of their figures (勾稽式的验算): would they hold, and what would be missing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from index.model.units import MONEY_UNITS

if TYPE_CHECKING:
    from index.audit.book import Book, Equation, Figure, Key

_HUNDRED = Decimal(100)
_RATES = frozenset({"change.rate", "growth.next"})  # rate = change ÷ (amount − change)
_YEARS = frozenset({"growth.years"})  # rate = this year ÷ last year − 1
_SHARES = frozenset({"share"})  # share = part ÷ whole


def is_ratio(equation: Equation) -> bool:
    """Whether an equation is a quotient of amounts, and no sum or repetition."""
    return equation.rule in _RATES | _YEARS | _SHARES


def would_hold(book: Book, equation: Equation, key: Key, value: Decimal) -> bool:
    """Whether an equation would hold if a figure had another value (in its own unit)."""
    if not is_ratio(equation) and factor(book.figures[key].unit, equation.unit) is None:
        return equation.holds
    missed = abs(gap(book, equation, key, value))
    if is_ratio(equation) or sum(sign != 0 for sign, _ in equation.operands) > 1:
        return missed <= equation.tolerance
    return not missed or (not _same_precision(book, equation) and missed <= equation.tolerance)


def gap(book: Book, equation: Equation, key: Key, value: Decimal) -> Decimal:
    """What the two sides of an equation would differ by if a figure had another value."""
    if is_ratio(equation):
        return _ratio_gap(book, equation, key, value)
    figure = book.figures[key]
    missed = equation.actual - equation.expected
    for sign, other in equation.operands:
        if other == key:
            missed += (value - figure.value) * (factor(figure.unit, equation.unit) or Decimal(1)) * (sign or -1)
    return missed


def factor(unit: str, target: str) -> Decimal | None:
    """How many of `target` one of `unit` is; None where the two do not measure the same."""
    if unit == target:
        return Decimal(1)
    if unit not in MONEY_UNITS or target not in MONEY_UNITS:
        return None
    return MONEY_UNITS[unit] / MONEY_UNITS[target]


def _ratio_gap(book: Book, equation: Equation, key: Key, value: Decimal) -> Decimal:
    """The printed percentage and the one that the amounts make; all of a hundred where there is none."""
    worth = [_worth(book.figures[one], value if one == key else None) for _, one in equation.operands]
    printed, first, second = worth
    if equation.rule in _RATES:  # of the rate, the change and the amount
        above, below = first, second - first
    elif equation.rule in _YEARS:  # of the rate, this year's and last year's amount
        above, below = first - second, second
    else:
        above, below = first, second
    return _HUNDRED * above / below - printed if below else _HUNDRED


def _worth(figure: Figure, value: Decimal | None) -> Decimal:
    """An amount in 元, or a percentage."""
    return (figure.value if value is None else value) * MONEY_UNITS.get(figure.unit, Decimal(1))


def _same_precision(book: Book, equation: Equation) -> bool:
    steps = {
        figure.half_unit * (factor(figure.unit, equation.unit) or Decimal(1))
        for _, key in equation.operands
        if (figure := book.figures[key])
    }
    return len(steps) == 1
