"""The unit of a table that states none (未注明单位的表): inherited, or chosen by agreement with the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.model.document import Document, Heading, Paragraph
from index.model.quantity import Quantity, parse_quantity, print_quantity
from index.model.records import Reading
from index.model.units import MONEY_UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

_CANDIDATES: Final = ("万元", "元", "千元", "亿元")
_STATED: Final = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*((?:亿|百万|千|万)?元)")
_TELLING_DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """The unit chosen for a table, with the reading that records why; `certain` is False for a mere guess."""

    unit: str
    reading: Reading | None
    certain: bool


def amounts_in_text(document: Document) -> set[Decimal]:
    """The amounts in 元 that the sentences of a document state."""
    found: set[Decimal] = set()
    for block in document.blocks:
        if isinstance(block, (Paragraph, Heading)):
            for figure, unit in _STATED.findall("".join(block.text.split())):
                quantity = parse_quantity(figure)
                if quantity is not None and _telling(quantity):
                    found.add(quantity.value * MONEY_UNITS[unit])
    return found


def amounts_of(texts: Iterable[str], unit: str) -> set[Decimal]:
    """The amounts in 元 of the figures of a table."""
    if unit not in MONEY_UNITS:
        return set()
    quantities = (parse_quantity(text) for text in texts)
    return {quantity.value * MONEY_UNITS[unit] for quantity in quantities if quantity and _telling(quantity)}


def _telling(quantity: Quantity) -> bool:
    """Figures of few digits agree by chance."""
    digits = print_quantity(quantity.value).lstrip("-").replace(".", "")
    return len(digits.strip("0")) >= _TELLING_DIGITS


def choose_unit(texts: Sequence[str], known: set[Decimal], inherited: str) -> UnitChoice:
    """Choose the unit under which most figures of a table stand elsewhere in the document too.

    Where no figure tells, the unit of the run of tables is inherited.
    """
    hits = {unit: len(amounts_of(texts, unit) & known) for unit in _CANDIDATES}
    best = max(hits, key=lambda unit: (hits[unit], unit == inherited))
    rivals = [unit for unit in hits if hits[unit] == hits[best] and unit != best]
    told = hits[best] > 0 and not rivals
    unit = best if told else inherited
    scores = tuple((name, count, 0) for name, count in hits.items())
    why = f"{unit}（{'与文件其他处的数字一致' if told else '沿用前表'}）" if unit else "未能确定"
    return UnitChoice(unit, Reading("本表未注明单位", why, scores), told)
