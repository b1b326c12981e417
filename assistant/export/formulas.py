"""Computations as formulas of a spreadsheet (活公式), over the cells that hold the operands as printed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computation, Computed, factor
from assistant.export.cells import Formula
from index.model.quantity import parse_quantity, print_quantity
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.answer.model import CheckResult, Citation

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
        written = _written(computation.kind, terms, references)
    except IndexError:
        return ""
    return Formula("=" + written) if len(written) < _LONGEST else ""


def sum_formula(check: CheckResult, citations: Mapping[int, Citation], cells: Mapping[int, str]) -> str:
    """The sum of a check over its cited parts, where one cited figure is the whole and all others give what it says.

    "" where they do not, as where not every part is cited: only a sum that comes out the same is shown.
    """
    cited = [citations[number] for number in dict.fromkeys(check.citations) if number in citations]
    figures = {citation.number: parse_quantity(citation.printed) for citation in cited}
    expected, actual = Decimal(check.expected), Decimal(check.actual)
    wholes = [citation for citation in cited if (q := figures[citation.number]) and q.value == expected]
    for whole in wholes if check.kind == "sum" else ():
        parts = [citation for citation in cited if citation.number != whole.number]
        amounts = [figures[part.number] for part in parts]
        known = [amount.value for amount in amounts if amount is not None]
        units = {citation.unit for citation in cited}
        if len(parts) > 1 and len(known) == len(parts) and len(units) == 1 and sum(known) == actual:
            return Formula("=" + _added([cells[part.number] for part in parts]))
    return ""


def _scaled(cell: str, by: Decimal) -> str:
    if by == 1:
        return cell
    return f"{cell}*{print_quantity(by)}" if by > 1 else f"{cell}/{print_quantity(1 / by)}"


def _added(terms: Sequence[str]) -> str:
    return "+".join(terms).replace("+-", "-")


def _counted(references: Sequence[str]) -> str:
    parts = [references[start : start + _ARGUMENTS] for start in range(0, len(references), _ARGUMENTS)]
    return "+".join(f"COUNT({','.join(part)})" for part in parts)


def _written(kind: Computed, terms: Sequence[str], references: Sequence[str]) -> str:
    """Fill in the pattern of a computation. Raise IndexError where it has too few operands."""
    pattern = _PATTERNS[kind]
    a, b = terms[0], terms[1] if "{b}" in pattern else ""
    return pattern.format(a=a, b=b, sum=_added(terms), rest=_added(terms[1:]), count=_counted(references))
