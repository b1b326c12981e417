"""Terms of identities (算式中的数): printed figures as intervals, in the unit that an identity is checked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.model.frozen import frozen
from index.model.records import Operand
from index.model.units import MONEY_UNITS

if TYPE_CHECKING:
    from decimal import Decimal

_FACTORS = {(one, other): MONEY_UNITS[one] / MONEY_UNITS[other] for one in MONEY_UNITS for other in MONEY_UNITS}


@frozen
class Term:
    """A printed figure in an identity: its value in `unit`, half a unit of its last digit, and where it is from."""

    value: Decimal
    half_unit: Decimal
    unit: str
    printed: str
    name: str
    fact: int | None = None
    statement: int | None = None
    doubtful: bool = False

    def in_unit(self, unit: str) -> Term | None:
        """Express the same figure in another unit of money; None where the two units do not measure the same."""
        if unit == self.unit:
            return self
        if unit not in MONEY_UNITS or self.unit not in MONEY_UNITS:
            return None
        factor = _FACTORS[self.unit, unit]
        return Term(
            self.value * factor,
            self.half_unit * factor,
            unit,
            self.printed + self.unit,
            self.name,
            self.fact,
            self.statement,
            self.doubtful,
        )

    def operand(self, sign: int) -> Operand:
        """Return this figure as an operand of a check."""
        return Operand(sign, self.fact, self.statement)
