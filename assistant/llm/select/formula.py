"""A computation over figures (算式): worked out exactly from the rows behind it, and written with its operands.

What the database returned is only compared with it: an answer is made from the figures, never from a result column.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from assistant.execute.entry import Entry


class Kind(StrEnum):
    """What a value measures."""

    MONEY = "money"  # 分
    NUMBER = "number"
    RATIO = "ratio"


class NoFormulaError(Exception):
    """A computation that cannot be worked out; `reason` is a word for the trace."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Leaf:
    """Figures taken together: one of them, their sum, mean, number, largest or smallest."""

    entries: tuple[Entry, ...]
    how: str  # "value", "sum", "avg", "count", "max", "min"

    @property
    def kind(self) -> Kind:
        """Money, but for a number of rows."""
        return Kind.NUMBER if self.how == "count" else Kind.MONEY

    @property
    def worth(self) -> Fraction:
        """In 分, or the number of rows. Raise NoFormulaError where there are none to take."""
        amounts = [entry.fen for entry in self.entries if entry.fen is not None]
        if self.how == "count":
            return Fraction(len(self.entries))
        if not amounts or len(amounts) != len(self.entries) or (self.how == "value" and len(amounts) != 1):
            raise NoFormulaError("not one figure for each operand")
        if self.how in ("max", "min"):
            best = max(amounts) if self.how == "max" else min(amounts)
            if amounts.count(best) > 1:
                raise NoFormulaError("several figures are the largest or smallest")
            return Fraction(best)
        total = Fraction(sum(amounts))
        return total / len(amounts) if self.how == "avg" else total

    @property
    def used(self) -> tuple[Entry, ...]:
        """The figures that the value rests on."""
        if self.how in ("max", "min"):
            return tuple(entry for entry in self.entries if entry.fen == self.worth)
        return self.entries


@dataclass(frozen=True, slots=True)
class Constant:
    """A number that the question says."""

    worth: Fraction

    @property
    def kind(self) -> Kind:
        """A plain number."""
        return Kind.NUMBER

    @property
    def used(self) -> tuple[Entry, ...]:
        """No figure."""
        return ()


@dataclass(frozen=True, slots=True)
class Operation:
    """Two values joined by + − × ÷."""

    sign: str
    left: Formula
    right: Formula

    @property
    def kind(self) -> Kind:
        """What the result measures. Raise NoFormulaError for values that do not go together."""
        kinds = (self.left.kind, self.right.kind)
        found = _KINDS.get((self.sign, *kinds))
        if found is None:
            raise NoFormulaError(f"{kinds[0]} {self.sign} {kinds[1]}")
        return found

    @property
    def worth(self) -> Fraction:
        """The exact result. Raise NoFormulaError for a division by zero."""
        left, right = self.left.worth, self.right.worth
        if self.sign == "+":
            return left + right
        if self.sign == "-":
            return left - right
        if self.sign == "*":
            return left * right
        if right == 0:
            raise NoFormulaError("division by zero")
        return left / right

    @property
    def used(self) -> tuple[Entry, ...]:
        """The figures of both sides."""
        return (*self.left.used, *self.right.used)


Formula = Leaf | Constant | Operation
_KINDS: Final[dict[tuple[str, Kind, Kind], Kind]] = {
    ("+", Kind.MONEY, Kind.MONEY): Kind.MONEY,
    ("-", Kind.MONEY, Kind.MONEY): Kind.MONEY,
    ("+", Kind.NUMBER, Kind.NUMBER): Kind.NUMBER,
    ("-", Kind.NUMBER, Kind.NUMBER): Kind.NUMBER,
    ("*", Kind.MONEY, Kind.NUMBER): Kind.MONEY,
    ("*", Kind.NUMBER, Kind.MONEY): Kind.MONEY,
    ("/", Kind.MONEY, Kind.NUMBER): Kind.MONEY,
    ("/", Kind.MONEY, Kind.MONEY): Kind.RATIO,
}


def leaves(formula: Formula) -> list[Leaf]:
    """The operands of a formula from left to right."""
    if isinstance(formula, Operation):
        return [*leaves(formula.left), *leaves(formula.right)]
    return [formula] if isinstance(formula, Leaf) else []
