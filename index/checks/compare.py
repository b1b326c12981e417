"""Comparing printed figures (XBRL Calculations 1.1): a figure stands for its value ± half its last printed digit."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING

from index.model.quantity import Interval, Outcome, compare
from index.model.records import Check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.checks.term import Term

_SYMBOLS = {Outcome.EXACT: "=", Outcome.ROUNDING: "≈", Outcome.CONTRADICTION: "≠"}
_SMALL_SHARE = Decimal("0.05")
_MANY_PARTS = 4
_FEW_DIGITS = 3  # shorter figures resemble too many others


def sum_check(kind: str, result: Term, parts: Sequence[Term]) -> Check | None:
    """Compare a printed total with the sum of its parts; one part alone must equal it.

    None where there is no part, where units do not match, or where a contradiction would rest on a doubtful figure.
    """
    converted = [part for term in parts if (part := term.in_unit(result.unit)) is not None]
    if not converted or len(converted) != len(parts):
        return None
    actual = rounded = Decimal(0)
    for part in converted:
        actual += part.value
        rounded += part.half_unit
    tolerance = result.half_unit + rounded
    if len(converted) == 1:
        outcome = repeat_outcome(result, converted[0])
    else:
        summed = _around(actual, rounded)
        outcome = compare(_interval(result), summed, exact=actual == result.value)
    statement = f"{result.name} {result.printed} {_SYMBOLS[outcome]} {_written(converted)}"
    if outcome is Outcome.CONTRADICTION:
        if any(term.doubtful for term in (result, *converted)):
            return None
        if len(converted) > 1:
            statement += f" = {actual:,f}"
        statement += f"，相差 {abs(actual - result.value):,f}{result.unit}"
    operands = (result.operand(0), *(part.operand(1) for part in converted))
    return Check(kind, statement, result.value, actual, tolerance, result.unit, outcome, operands)


def same_check(kind: str, first: Term, second: Term, places: tuple[str, str], note: str = "") -> Check | None:
    """Compare one figure printed twice; `places` says where, `note` explains the difference if they are not equal."""
    other = second.in_unit(first.unit)
    if other is None:
        return None
    outcome = repeat_outcome(first, other)
    if outcome is Outcome.CONTRADICTION and (first.doubtful or other.doubtful):
        return None
    unit = "" if first.unit == second.unit else first.unit
    left = f"{first.name} {first.printed}{unit}（{places[0] or '表'}）"
    statement = f"{left} {_SYMBOLS[outcome]} {other.printed}（{places[1] or '表'}）"
    if outcome is Outcome.CONTRADICTION:
        statement += note or f"，相差 {abs(other.value - first.value):,f}{first.unit}"
    tolerance = first.half_unit + other.half_unit
    operands = (first.operand(0), other.operand(1))
    explanation = note.lstrip("，") if outcome is Outcome.CONTRADICTION else ""
    return Check(
        kind, statement, first.value, other.value, tolerance, first.unit, outcome, operands, explanation=explanation
    )


def repeat_outcome(first: Term, second: Term) -> Outcome:
    """Compare one figure printed twice: equal at the same precision, else one must round or cut to the other."""
    if first.value == second.value:
        return Outcome.EXACT
    if first.half_unit == second.half_unit:
        return Outcome.CONTRADICTION
    coarse, fine = (first, second) if first.half_unit > second.half_unit else (second, first)
    step = coarse.half_unit * 2
    if (fine.value / step).to_integral_value(ROUND_DOWN) * step == coarse.value:
        return Outcome.ROUNDING
    return compare(_interval(first), _interval(second), exact=False)


def holds(check: Check | None) -> bool:
    """Whether there is a check and it came out exact or within rounding."""
    return check is not None and check.outcome is not Outcome.CONTRADICTION


def resembles(first: Decimal, second: Decimal) -> bool:
    """Whether two different figures look like one with a slip: within 5 %, or one digit changed, added or lost.

    Two digits beside one another that changed places (286 and 268) are a slip, too.
    """
    if abs(first - second) <= _SMALL_SHARE * max(abs(first), abs(second)):
        return True
    left, right = (f"{abs(value):f}".replace(".", "").strip("0") for value in (first, second))
    if min(len(left), len(right)) < _FEW_DIGITS:
        return False
    if len(left) == len(right):
        apart = [at for at, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
        turned = len(apart) == 2 and apart[1] - apart[0] == 1  # noqa: PLR2004 - two digits
        return len(apart) == 1 or (turned and left[apart[0]] == right[apart[1]] and left[apart[1]] == right[apart[0]])
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _interval(term: Term) -> Interval:
    return _around(term.value, term.half_unit)


def _around(value: Decimal, half: Decimal) -> Interval:
    return Interval(value - half, value + half)


def _written(parts: Sequence[Term]) -> str:
    shown = [part for part in parts if part.value] if len(parts) > _MANY_PARTS else list(parts)
    return " + ".join(part.printed for part in shown or parts[:1])
