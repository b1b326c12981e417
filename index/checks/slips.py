"""Slips (笔误): a figure that differs from the one it should be in a single digit."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.checks.term import Term

_ENOUGH_DIGITS = 4  # significant ones: shorter figures resemble one another by chance
_MANY_DIGITS = 5
_LAST_DIGIT = 9


def is_slip(first: Term, second: Term, *, digits: int = _ENOUGH_DIGITS) -> bool:
    """Whether two terms differ in one digit, added, lost or changed, at the precision of the coarser one.

    Both must have at least `digits` significant digits, so that it is no coincidence.
    """
    other = second.in_unit(first.unit)
    if other is None or first.value == other.value:
        return False
    exponent = max(_exponent(first.half_unit), _exponent(other.half_unit))
    step = Decimal(1).scaleb(exponent)
    return any(
        _one_digit_apart(first.value.quantize(step, rounding), other.value.quantize(step, rounding), digits)
        for rounding in (ROUND_HALF_UP, ROUND_DOWN)
    )


def is_certain_slip(first: Term, second: Term) -> bool:
    """Whether two terms differ in one of five or more significant digits."""
    return is_slip(first, second, digits=_MANY_DIGITS)


def is_mended(result: Term, parts: Sequence[Term]) -> bool:
    """Whether changing one printed digit, of the total or of one of its parts, makes a sum hold within rounding.

    All terms are in one unit of money or converted to it.
    """
    converted = [part for term in parts if (part := term.in_unit(result.unit)) is not None]
    gap = sum((part.value for part in converted), Decimal(0)) - result.value
    tolerance = result.half_unit + sum((part.half_unit for part in converted), Decimal(0))
    return any(
        _one_digit_closes(term, wanted, tolerance)
        for term, wanted in ((result, gap), *((part, -gap) for part in converted))
    )


def _one_digit_closes(term: Term, wanted: Decimal, tolerance: Decimal) -> bool:
    """Whether one digit of a figure can be changed so that its value moves by what is wanted, within a tolerance."""
    step = term.half_unit * 2
    text = f"{abs(term.value) / step:.0f}" if step else f"{abs(term.value):f}"
    for at, digit in enumerate(reversed(text)):
        place = (step or Decimal(1)).scaleb(at)
        moved = (wanted if term.value >= 0 else -wanted) / place
        nearest = moved.to_integral_value(ROUND_HALF_UP)
        if nearest and 0 <= int(digit) + nearest <= _LAST_DIGIT and abs(moved - nearest) * place <= tolerance:
            return True
    return False


def is_cut(printed: Decimal, computed: Decimal) -> bool:
    """Whether a printed percentage is the computed one with its further digits cut off."""
    return computed.quantize(printed, ROUND_DOWN) == printed


def _exponent(half_unit: Decimal) -> int:
    exponent = half_unit.normalize().as_tuple().exponent
    return int(exponent) + 1


def _one_digit_apart(first: Decimal, second: Decimal, digits: int) -> bool:
    if (first < 0) != (second < 0):
        return False
    left, right = (f"{abs(value):f}".replace(".", "").lstrip("0") for value in (first, second))
    if min(len(left.rstrip("0")), len(right.rstrip("0"))) < digits - 1 or max(len(left), len(right)) < digits:
        return False
    if len(left) == len(right):
        return sum(a != b for a, b in zip(left, right, strict=True)) == 1
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
