"""Automatic numbering of Word (自动编号): the 一、 and （二） that a reader sees before a paragraph but its text lacks.

Source: ECMA-376 Part 1, 17.9 (numbering).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS: Final = "〇一二三四五六七八九"
_CHINESE: Final = re.compile(r"chinese|ideographTraditional|japanese|ideographDigital|taiwanese")
_CIRCLED: Final = 20
_TEN: Final = 10
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a numbering: how its counter is written (`form`), the text around it, and its first value."""

    form: str
    text: str
    start: int


class Numbering:
    """The counters of a document; `mark` is to be asked once for each numbered paragraph, in order."""

    def __init__(self, levels: Mapping[str, Mapping[int, Level]]) -> None:
        self._levels = levels
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)

    @classmethod
    def of(cls, root: Any) -> Numbering:
        """Read the numbering part of a document (w:numbering); None for a document without one."""
        if root is None:
            return cls({})
        abstract = {
            one.get(f"{_W}abstractNumId"): {
                int(level.get(f"{_W}ilvl", "0")): _level(level) for level in one.iterfind(f"{_W}lvl")
            }
            for one in root.iterfind(f"{_W}abstractNum")
        }
        levels: dict[str, Mapping[int, Level]] = {}
        for number in root.iterfind(f"{_W}num"):
            named = number.find(f"{_W}abstractNumId")
            if named is not None:
                levels[number.get(f"{_W}numId", "")] = abstract.get(named.get(f"{_W}val"), {})
        return cls(levels)

    def mark(self, number: str, depth: int) -> str:
        """Count a paragraph of this numbering and return the mark before it, "" for bullets and unknown numberings."""
        levels = self._levels.get(number, {})
        level = levels.get(depth)
        if level is None or level.form in ("bullet", "none"):
            return ""
        counters = self._counters[number]
        counters[depth] = counters.get(depth, level.start - 1) + 1
        for deeper in [one for one in counters if one > depth]:
            del counters[deeper]

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at)
            return "" if one is None else _numeral(counters.get(at, one.start), one.form)

        return re.sub(r"%(\d)", written, level.text)


def _level(element: Any) -> Level:
    values = {name: element.find(f"{_W}{name}") for name in ("numFmt", "lvlText", "start")}
    found = {name: "" if one is None else one.get(f"{_W}val", "") for name, one in values.items()}
    start = found["start"]
    return Level(found["numFmt"] or "decimal", found["lvlText"], int(start) if start.isdigit() else 1)


def _numeral(value: int, form: str) -> str:
    if _CHINESE.match(form):
        return chinese(value)
    if form == "decimalEnclosedCircle" and 0 < value <= _CIRCLED:
        return chr(ord("①") + value - 1)
    return str(value)


def chinese(value: int) -> str:
    """Write a whole number from 1 to 99 in Chinese (十二), a greater one in digits."""
    if not 0 < value < _HUNDRED:
        return str(value)
    tens, ones = divmod(value, _TEN)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
