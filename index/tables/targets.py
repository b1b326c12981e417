"""Targets of performance indicators (指标值): comparator, figure and unit in one cell or over several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.model.quantity import parse_quantity
from index.tables.wording import fold

if TYPE_CHECKING:
    from decimal import Decimal

_DIRECTIONS: Final[dict[str, str]] = {
    "≥": "≥",
    ">=": "≥",
    "≧": "≥",
    "大于等于": "≥",
    "大于或等于": "≥",
    "不低于": "≥",
    "不少于": "≥",
    "不小于": "≥",
    "≤": "≤",
    "<=": "≤",
    "≦": "≤",
    "小于等于": "≤",
    "小于或等于": "≤",
    "不高于": "≤",
    "不超过": "≤",
    "不多于": "≤",
    "不大于": "≤",
    "=": "=",
    "等于": "=",
    ">": ">",
    "大于": ">",
    "高于": ">",
    "超过": ">",
    "<": "<",
    "小于": "<",
    "低于": "<",
    "少于": "<",
}
_WORDLESS: Final = re.compile(r"定性|正向|反向|负向|逆向|其他|无")
_PREFIX: Final = re.compile("|".join(sorted(map(re.escape, _DIRECTIONS), key=len, reverse=True)))
_FIGURE: Final = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?)([^\d\s。；;，,]{0,12})")
_SUFFIXES: Final = (
    (re.compile(r"(?:及|或)?(?:以上|以上的)$"), "≥"),
    (re.compile(r"(?:及|或)?(?:以下|以内|之内)$"), "≤"),
)


@dataclass(frozen=True, slots=True)
class Target:
    """A target taken apart: direction (≥ ≤ = > < or ""), the rest as printed; value and unit where it is a figure."""

    direction: str
    text: str
    value: Decimal | None
    unit: str


def direction_of(text: str) -> str | None:
    """The comparator that a cell holds and nothing else; "" for 定性 and the like; None for any other cell."""
    folded = fold(text)
    if folded in _DIRECTIONS:
        return _DIRECTIONS[folded]
    return "" if folded and _WORDLESS.fullmatch(folded) and folded not in {"无", "其他"} else None


def looks_like_target(text: str) -> bool:
    """Whether a cell begins with a comparator, or is a figure with at most a unit."""
    folded = fold(text)
    return bool(_PREFIX.match(folded)) or bool(_FIGURE.fullmatch(folded))


def parse_target(text: str, unit: str = "", direction: str = "") -> Target:
    """Take a target cell apart; `unit` and `direction` are those of cells of their own, where the table has them."""
    body = text.strip()
    found = _PREFIX.match(fold(body))
    if found:
        direction = direction or _DIRECTIONS[found.group()]
        body = _after(body, found.group())
    for suffix, comparator in _SUFFIXES:
        if not found and suffix.search(body) and _FIGURE.match(fold(body)):
            direction, body = direction or comparator, suffix.sub("", body)
            break
    figure = _FIGURE.fullmatch(fold(body))
    quantity = parse_quantity(figure.group(1)) if figure else None
    if figure is None or quantity is None:
        return Target(direction, body, None, unit)
    return Target(direction, figure.group(1), quantity.value, unit or figure.group(2))


def _after(body: str, prefix: str) -> str:
    """What follows the comparator in the text as printed, which may be in full-width forms and spaced."""
    for end in range(1, len(body) + 1):
        if fold(body[:end]) == prefix:
            return body[end:].strip()
    return body
