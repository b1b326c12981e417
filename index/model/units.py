"""Units of money (货币单位) and exact conversion to 分, the integer the store keeps."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from index.model.errors import InexactAmountError, UnknownUnitError

# factors to 元
MONEY_UNITS: Final[dict[str, Decimal]] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
FEN_PER_YUAN: Final = 100


def is_money(unit: str) -> bool:
    """Whether a unit is one of money."""
    return unit in MONEY_UNITS


def to_yuan(value: Decimal, unit: str) -> Decimal:
    """Convert an amount to 元, exactly. Raise UnknownUnitError for a unit that is not one of money."""
    if unit not in MONEY_UNITS:
        raise UnknownUnitError(unit)
    return value * MONEY_UNITS[unit]


def to_fen(value: Decimal, unit: str) -> int:
    """Convert an amount to an integer of 分.

    Raise UnknownUnitError for a unit that is not one of money, InexactAmountError for an amount finer than 1 分.
    """
    fen = to_yuan(value, unit) * FEN_PER_YUAN
    if fen != fen.to_integral_value():
        raise InexactAmountError(value, unit)
    return int(fen)


def from_fen(fen: int, unit: str) -> Decimal:
    """Convert 分 to an amount in `unit`, exactly, with at least two decimals for 元 and 万元."""
    if unit not in MONEY_UNITS:
        raise UnknownUnitError(unit)
    return Decimal(fen) / (MONEY_UNITS[unit] * FEN_PER_YUAN)
