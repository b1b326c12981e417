"""Computations as formulas of a spreadsheet (活公式), over the cells that hold the operands as printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computation, Computed, factor
from assistant.export.cells import Formula
from index.model.quantity import parse_quantity, print_quantity
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.answer.model import CheckResult

_LONGEST: Final = 8000  # characters of a formula
_ARGUMENTS: Final = 200  # of a function
_PATTERNS: Final = {
    Computed.SUM: "{sum}",
    Computed.CONVERSION: "{a}",
    Computed.DIFFERENCE: "ABS({a}-({b}))",
    Computed.REMAINDER: "{a}-({b})",
    Computed.SHARE: "ROUND(({a})/({b})*100,2)",
    Computed.GROWTH: "ABS(ROUND(({a}-({b}))/({b})*100,2))",
    Computed.CHANGE_RATE: "ABS(ROUND(({b})/({a}-({b}))*100,2))",
    Computed.TIMES: "ROUND(({a})/({b}),2)",
    Computed.MEAN: "ROUND(({sum})/({count}),2)",
    Computed.MEAN_OF: "ROUND(({rest})/({a}),2)",
    Computed.COUNT: "{count}",
}


def formula_of(computation: Computation, unit: str, cells: Mapping[int, str], values: Mapping[int, Decimal]) -> str:
    """Write a computation as a formula with a result in `unit`; "" where an operand has no cell or it is too long.

    `cells` gives the reference of the cell of each citation, `values` what it holds: the printed figure, whose sign a
    word may have turned (减少).
    """
    terms = []
    plain = not is_money(unit) and len({operand.unit for operand in computation.operands}) == 1  # units cancel out
    for operand in computation.operands:
        cell, held = cells.get(operand.citation), values.get(operand.citation)
        if cell is None or held is None or abs(held) != abs(Decimal(operand.value)):
            return ""
        turned = "-" if held != Decimal(operand.value) else ""
        terms.append(f"{turned}{_scaled(cell, Decimal(1) if plain else factor(operand.unit, unit))}")
    references = [cells[operand.citation] for operand in computation.operands]
    try:
        written = _stepped(computation.steps, terms) or _written(computation.kind, terms, references)
    except IndexError:
        return ""
    return Formula("=" + written) if len(written) < _LONGEST else ""


def check_formula(check: CheckResult, keys: Sequence[int], cells: Mapping[int, str]) -> str:
    """The reckoned side of a check over the cells of its operands (`keys` of `cells`, one an operand), or "".

    Only what gives the very figure of the check is written: a signed sum, or for a share the quotient in percent.
    """
    parts = [(key, operand) for key, operand in zip(keys, check.operands, strict=True) if operand.sign]
    results = [operand for operand in check.operands if not operand.sign]
    unit = results[0].unit if results else parts[0][1].unit if parts else ""
    terms: list[tuple[str, Decimal]] = []
    for key, operand in parts:
        quantity = parse_quantity(operand.printed)
        if quantity is None or key not in cells or (is_money(operand.unit) != is_money(unit) and check.kind != "share"):
            return ""
        by = factor(operand.unit, unit) if is_money(unit) else Decimal(1)
        terms.append((_scaled(cells[key], by), operand.sign * quantity.value * by))
    actual = Decimal(check.actual)
    if check.kind == "share":
        return _share([(cell, value) for cell, value in terms], actual)
    if not terms or sum((value for _, value in terms), Decimal(0)) != actual:
        return ""
    signed = (cell if operand.sign > 0 else f"-{cell}" for (cell, _), (_, operand) in zip(terms, parts, strict=True))
    return Formula("=" + _added(list(signed)))


def _share(terms: Sequence[tuple[str, Decimal]], actual: Decimal) -> str:
    """A part (positive) as a percentage of a whole (negative sign), with the decimals of the stated share."""
    if len(terms) != 2 or not terms[1][1]:  # noqa: PLR2004 - a part and a whole
        return ""
    (part, a), (whole, b) = terms
    if abs(a / b * 100).quantize(actual, rounding=ROUND_HALF_UP) != actual:
        return ""
    exponent = actual.as_tuple().exponent
    return Formula(f"=ROUND({part}/{whole}*100,{-exponent if isinstance(exponent, int) else 0})")


def _scaled(cell: str, by: Decimal) -> str:
    if by == 1:
        return cell
    return f"{cell}*{print_quantity(by)}" if by > 1 else f"{cell}/{print_quantity(1 / by)}"


def _added(terms: Sequence[str]) -> str:
    return "+".join(terms).replace("+-", "-")


def _counted(references: Sequence[str]) -> str:
    parts = [references[start : start + _ARGUMENTS] for start in range(0, len(references), _ARGUMENTS)]
    return "+".join(f"COUNT({','.join(part)})" for part in parts)


def _stepped(steps: str, terms: Sequence[str]) -> str:
    """Steps over cells, rounded as the figure is where something is divided. Raise IndexError as `_written`."""
    written = steps.format(*(f"({term})" for term in terms)).replace(" ", "")
    return f"ROUND({written},2)" if "/" in steps else written


def _written(kind: Computed, terms: Sequence[str], references: Sequence[str]) -> str:
    """Fill in the pattern of a computation. Raise IndexError where it has too few operands."""
    pattern = _PATTERNS[kind]
    a, b = terms[0], terms[1] if "{b}" in pattern else ""
    return pattern.format(a=a, b=b, sum=_added(terms), rest=_added(terms[1:]), count=_counted(references))
