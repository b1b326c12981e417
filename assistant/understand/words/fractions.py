"""The part that a question supposes something to make up (所问的几分之几): 是不是一半, 占了三分之一没有, 有没有两成."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from assistant.understand.words.bounds import chinese_number

_NUMBER: Final = "[一二两三四五六七八九十百]+"
_SUPPOSED: Final = re.compile(
    rf"(?P<half>一半|半数|过半|对半)|(?P<below>{_NUMBER}|千|万)分之(?P<above>{_NUMBER})"
    rf"|(?P<tenths>{_NUMBER})成(?![立绩员本果功交])|(?P<percent>\d+(?:\.\d+)?)\s*[%％]|(?P<times>{_NUMBER}|\d+(?:\.\d+)?)倍"
)
_WHETHER: Final = re.compile(
    "吗|[没不]错吧|[对是]吧|对不对|么[?？。]?$|没有?[?？。]?$|是不是|是否|有没有|有无|能不能|能否|[达到超够]没[达到超够]|够不够"
)
_HALF: Final = (Decimal(1), Decimal(2))
_LARGE: Final = {"千": 1_000, "万": 10_000}


@dataclass(frozen=True, slots=True)
class Supposed:
    """A part of a whole that a question asks about, `above` over `below`, as it says it and where."""

    above: Decimal
    below: Decimal
    text: str
    start: int

    @property
    def times(self) -> bool:
        """Whether it is a multiple (两倍)."""
        return self.text.endswith("倍")


def supposed(text: str) -> Supposed | None:
    """The one part that a yes-or-no question supposes; None where it supposes none, or several."""
    found = list(_SUPPOSED.finditer(text)) if _WHETHER.search(text) else []
    if len(found) != 1:
        return None
    [match] = found
    above, below = _read(match)
    said = "一半" if match["half"] else match.group()
    return Supposed(above, below, said, match.start()) if above and below else None


def _read(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    if match["half"]:
        return _HALF
    if match["percent"]:
        return Decimal(match["percent"]), Decimal(100)
    if match["below"]:
        below = _LARGE.get(match["below"]) or chinese_number(match["below"]) or 0
        return Decimal(chinese_number(match["above"]) or 0), Decimal(below)
    word = match["tenths"] or match["times"]
    if word[0].isdigit():
        return Decimal(word), Decimal(1)
    return Decimal(chinese_number(word) or 0), Decimal(10 if match["tenths"] else 1)
