"""A figure of a draft against one of the documents (数值比对): equal, rounded, or neither, by the digits written."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from assistant.proofread.written import Hedge, in_unit
from index.model.quantity import Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.proofread.written import Figure


class Fit(StrEnum):
    """How a written figure fits a value."""

    EXACT = "exact"
    ROUNDED = "rounded"
    NONE = "none"


def fit(figure: Figure, value: Decimal, unit: str, half: Decimal = Decimal(0), *, signed: Decimal | None = None) -> Fit:
    """How a figure of a draft fits a value of the documents in `unit`, printed to `half` a unit of its last digit.

    `signed` is the figure's value with the sign that its words give it; both signs must agree.
    """
    written = figure.value if signed is None else signed
    its = in_unit(value, unit, figure.unit)
    if its is None or (written < 0 < its) or (its < 0 < written):
        return Fit.NONE
    its, written = abs(its), abs(written)
    if its == written and figure.hedge not in (Hedge.OVER, Hedge.UNDER, Hedge.NEAR):
        return Fit.EXACT
    bounds = {
        Hedge.NEAR: written >= its >= written - max(figure.half, written / 10),
        Hedge.UNDER: its < written,
        Hedge.OVER: its > written,
        Hedge.AT_LEAST: its >= written,
        Hedge.AT_MOST: its <= written,
    }
    if figure.hedge in bounds:
        return Fit.ROUNDED if bounds[figure.hedge] else Fit.NONE
    if abs(its - written) <= figure.half:
        return Fit.ROUNDED
    its_half = in_unit(half, unit, figure.unit) or Decimal(0)
    return Fit.ROUNDED if its_half > figure.half and abs(its - written) <= its_half else Fit.NONE


def fit_entry(figure: Figure, entry: Entry, *, signed: Decimal | None = None) -> Fit:
    """How a figure fits a printed one."""
    if entry.value is None:
        return Fit.NONE
    printed = Quantity(entry.printed, entry.value)
    return fit(
        figure, entry.value, entry.unit, printed.half_unit if entry.role != "count" else Decimal(0), signed=signed
    )


def finest(figure: Figure, entries: Sequence[Entry]) -> list[Entry]:
    """Those that print at least as many digits as the figure writes; all where none does.

    A figure in 元 is not borne out by one in 万元 where the documents print the 元 too.
    """
    fine = [entry for entry in entries if _half(entry, figure) <= figure.half]
    return fine or list(entries)


def _half(entry: Entry, figure: Figure) -> Decimal:
    if entry.value is None:
        return Decimal(0)
    half = in_unit(Quantity(entry.printed, entry.value).half_unit, entry.unit, figure.unit)
    return Decimal(0) if half is None else half
