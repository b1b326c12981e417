"""Printed figures as exact quantities (数值): the decimal value and the interval that its digits stand for.

A printed figure stands for its value plus or minus half a unit of its last digit (XBRL Calculations 1.1). Two figures
agree when they are equal; they agree within rounding when their intervals meet.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from index.model.frozen import frozen

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)")
_BRACKETED = re.compile(r"\((.+)\)")
_REMEMBERED: Final = 1 << 14  # the cells of a document are read more than once
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-", "△": "-", "∆": "-"})  # △ as accountants write it
_CURRENCY = re.compile(r"^([+-]?)[¥￥]")


class Outcome(StrEnum):
    """How two sides of an identity (勾稽关系) compare."""

    EXACT = "exact"
    ROUNDING = "rounding"
    CONTRADICTION = "contradiction"


@frozen
class Interval:
    """A closed interval of decimal values, in the unit of whatever it measures."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def scaled(self, factor: Decimal) -> Interval:
        """Multiply by an exact factor, which may be negative."""
        ends = (self.low * factor, self.high * factor)
        return Interval(min(ends), max(ends))

    def meets(self, other: Interval) -> bool:
        """Whether the two intervals have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high


@frozen
class Quantity:
    """A figure as printed (印出数): `text` is what stands on the page, `value` its exact decimal value."""

    text: str
    value: Decimal

    @property
    def half_unit(self) -> Decimal:
        """Half a unit of the last printed digit, in the printed unit."""
        return half_unit_of(self.value)

    @property
    def interval(self) -> Interval:
        """The values that this figure may stand for before rounding."""
        return Interval(self.value - self.half_unit, self.value + self.half_unit)


def half_unit_of(value: Decimal) -> Decimal:
    """Half a unit of the last digit of a value as printed."""
    _, point, decimals = str(value).partition(".")
    if point and decimals.isdecimal():
        return _half_unit(-len(decimals))
    exponent = value.as_tuple().exponent  # which takes ten times as long
    return _half_unit(exponent) if isinstance(exponent, int) else Decimal(0)


@lru_cache(maxsize=64)
def _half_unit(exponent: int) -> Decimal:
    return Decimal(5).scaleb(exponent - 1)


@lru_cache(maxsize=_REMEMBERED)
def parse_quantity(text: str) -> Quantity | None:
    """Read a cell that holds a number and nothing else; None when it holds anything else.

    Full-width digits, thousands separators, a sign (also △), accounting brackets and ¥ are understood. Trailing zeros
    are kept, because they say how precisely the figure is printed.
    """
    plain = text
    if not text.isascii():
        if any(unicodedata.category(character) == "No" for character in text):
            return None  # 10² is no 102
        plain = unicodedata.normalize("NFKC", text).translate(_MINUS_SIGNS)
    plain = "".join(plain.split())
    if not plain.isascii():
        plain = _CURRENCY.sub(r"\1", plain, count=1)
    bracketed = _BRACKETED.fullmatch(plain)
    if bracketed:
        inner = parse_quantity(bracketed.group(1))
        if inner is None or inner.value < 0:
            return None
        return Quantity(text.strip(), -inner.value)
    if _GROUPED.fullmatch(plain) or _PLAIN.fullmatch(plain):
        return Quantity(text.strip(), Decimal(plain.replace(",", "")))
    return None


def print_quantity(value: Decimal) -> str:
    """Write a value as a plain decimal string, with its own number of decimals and no separators."""
    text = str(value)  # in half the time of format()
    return text if "E" not in text else format(value, "f")


def compare(left: Interval, right: Interval, *, exact: bool) -> Outcome:
    """Compare two sides of an identity: `exact` says whether their printed values are equal."""
    if exact:
        return Outcome.EXACT
    return Outcome.ROUNDING if left.meets(right) else Outcome.CONTRADICTION
