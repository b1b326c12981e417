"""How a derived figure was worked out (算式): what was done with which cited figures, to be shown and done again."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from pydantic import BaseModel

from index.model.units import MONEY_UNITS, is_money

_CENT: Final = Decimal("0.01")  # rates, multiples and averages are given to two decimals


class Computed(StrEnum):
    """What is done with the operands a, b, c …, in this order."""

    SUM = "sum"  # 合计: a + b + …
    DIFFERENCE = "difference"  # 差额: |a − b|
    REMAINDER = "remainder"  # 倒推: a − b
    SHARE = "share"  # 占比、完成率: a ÷ b, in percent
    GROWTH = "growth"  # 增长率: |a − b| ÷ |b|, in percent
    CHANGE_RATE = "change_rate"  # 由增减额算增长率: |b ÷ (a − b)|, in percent
    TIMES = "times"  # 倍数: a ÷ b
    MEAN = "mean"  # 平均: (a + b + …) ÷ how many there are
    MEAN_OF = "mean_of"  # 按印出的个数平均: (b + c + …) ÷ a
    COUNT = "count"  # 个数: how many there are
    CONVERSION = "conversion"  # 换算: a in another unit
    STEPS = "steps"  # 算式: several steps, written out


class Operand(BaseModel):
    """A figure that a computation takes: its citation, and its value with the sign that words give it (减少)."""

    citation: int
    value: str
    unit: str


class Computation(BaseModel):
    """A computation with its operands; `steps` writes one of several steps out: ({0} + {1}) / {2} * 100."""

    kind: Computed
    operands: list[Operand]
    steps: str = ""


class UncomputableError(ValueError):
    """Operands that a computation cannot be done with: too few of them, or a divisor of zero."""

    def __init__(self, kind: Computed) -> None:
        super().__init__(f"cannot compute {kind}")


class MiscomputedError(ValueError):
    """A derived figure that its own computation does not give: a fault of the program, which must not be printed."""

    def __init__(self, label: str, value: Decimal, unit: str) -> None:
        super().__init__(f"{label}: {value}{unit} is not what its computation gives")


_Amounts = Sequence[Decimal]
_PLACE: Final = re.compile(r"\{(\d+)\}")
_STEPS: Final = re.compile(r"(?:\{\d+\}|\d+|[-+*/() ])+")
_SIGNS: Final[dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """`part` as a percentage of `whole`, rounded half up to two decimals."""
    return _rounded(part / whole * 100)


_WAYS: Final[dict[Computed, Callable[[_Amounts], Decimal]]] = {
    Computed.SUM: lambda a: sum(a, Decimal(0)),
    Computed.DIFFERENCE: lambda a: abs(a[0] - a[1]),
    Computed.REMAINDER: lambda a: a[0] - a[1],
    Computed.SHARE: lambda a: _rounded(a[0] / a[1] * 100),
    Computed.GROWTH: lambda a: _rounded(abs((a[0] - a[1]) / a[1] * 100)),
    Computed.CHANGE_RATE: lambda a: _rounded(abs(a[1] / (a[0] - a[1]) * 100)),
    Computed.TIMES: lambda a: _rounded(a[0] / a[1]),
    Computed.MEAN: lambda a: _rounded(sum(a, Decimal(0)) / len(a)),
    Computed.MEAN_OF: lambda a: _rounded(sum(a[1:], Decimal(0)) / a[0]),
    Computed.COUNT: lambda a: Decimal(len(a)),
    Computed.CONVERSION: lambda a: a[0],
}


def evaluate(computation: Computation, unit: str) -> Decimal:
    """Do a computation again, exactly, and give its result in `unit`; money is brought to one unit first.

    Rates, multiples, averages and steps that divide are rounded half up to two decimals. Raise UncomputableError.
    """
    amounts = [Decimal(operand.value) * factor(operand.unit, unit) for operand in computation.operands]
    try:
        if computation.kind is Computed.STEPS:
            return _in_steps(computation.steps, amounts)
        return _WAYS[computation.kind](amounts)
    except (ArithmeticError, IndexError, ValueError, SyntaxError) as error:
        raise UncomputableError(computation.kind) from error


def _in_steps(steps: str, amounts: _Amounts) -> Decimal:
    """Work out steps over amounts with exact fractions, rounded only where something was divided."""
    if not _STEPS.fullmatch(steps):
        raise ValueError(steps)
    tree = ast.parse(_PLACE.sub(lambda place: f"a[{place[1]}]", steps), mode="eval")
    result = _value(tree.body, amounts)
    value = Decimal(result.numerator) / Decimal(result.denominator)
    exact = value.normalize().as_tuple().exponent
    cents = "/" in steps or (isinstance(exact, int) and exact > -2)  # noqa: PLR2004 - 245.00 as the amounts it is of
    return _rounded(value) if cents else value


def _value(node: ast.expr, amounts: _Amounts) -> Fraction:
    if isinstance(node, ast.BinOp) and type(node.op) in _SIGNS:
        left, right = _value(node.left, amounts), _value(node.right, amounts)
        return _SIGNS[type(node.op)](left, right)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return Fraction(amounts[int(str(node.slice.value))])
    if isinstance(node, ast.Constant):
        return Fraction(str(node.value))
    raise ValueError(ast.dump(node))


def factor(unit: str, result: str) -> Decimal:
    """What an operand in `unit` is multiplied by for a result in `result`.

    For a result that is no amount of money (a rate, a multiple) money counts in 元.
    """
    if not is_money(unit):
        return Decimal(1)
    return MONEY_UNITS[unit] / (MONEY_UNITS[result] if is_money(result) else Decimal(1))
