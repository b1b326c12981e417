"""The draft as it can be read (文稿的规整): words that make a figure approximate are taken out and remembered.

A draft rounds and hedges where a budget does not: 约1.2亿元, 近600万元, 超过四成, 500余万元. The statement reader knows
printed figures only, so they are rewritten into these; each figure keeps what was written, and where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from index.model.quantity import Interval, Quantity
from index.model.units import MONEY_UNITS
from index.narrative.figures import find_figures, fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.narrative.figures import PrintedFigure


class Hedge(StrEnum):
    """How a draft softens a figure (约数)."""

    NONE = ""
    ABOUT = "约"
    NEAR = "近"
    UNDER = "不足"
    OVER = "超过"
    AT_LEAST = "不低于"
    AT_MOST = "不超过"


_BEFORE: Final = (
    (Hedge.ABOUT, "大约为?|约为|约合|约占?|大概"),
    (Hedge.NEAR, "将近|接近|近"),
    (Hedge.UNDER, "不足|不到|不满"),
    (Hedge.AT_MOST, "不超过|不高于|不多于|不大于|小于等于|至多|最多"),
    (Hedge.AT_LEAST, "不低于|不少于|不小于|大于等于|至少"),
    (Hedge.OVER, "超过了?|超出|突破|超|逾|多于|高于"),
)
_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TENTHS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_MONEY: Final = "万亿元|亿元|百万元|万元|千元|元"
# what may follow 约 … for it to hedge the figure: a number, or a number in 成
_HEDGED: Final = re.compile(
    "(?:"
    + "|".join(f"(?P<{hedge.name}>{words})" for hedge, words in _BEFORE)
    + rf")(?=\s*(?:{_DIGITS}|[一二两三四五六七八九]成|一半|半数))"
)
_TENTH: Final = re.compile(
    "(?P<tens>[一二两三四五六七八九])成(?P<ones>[一二三四五六七八九半])?(?P<more>多|以上)?(?![为员立本果就品交熟长分功])|一半(?!以)|半数"
)
_PERCENT: Final = re.compile(rf"百分之(?P<number>{_DIGITS})")
_MORE: Final = re.compile(rf"(?<=\d)\s*[余多](?=\s*(?:{_MONEY}|[万亿]|个|项|家|人|名|辆|台|套|次|件|批|%))")
_MORE_OF_UNIT: Final = re.compile(r"(?<=[万亿])[余多](?=元)")
_AROUND: Final = re.compile(r"(?<=[\d%元万亿个项家人名辆台套次件批])\s*(?:左右|上下)")
_BARE: Final = re.compile(rf"(?P<number>{_DIGITS})\s*(?P<scale>万亿|亿)(?!元)(?=[，,。；;、）)\s]|$)")
_NOTHING: Final = re.compile(r"(?<=[为是])\s*0(?:\.0+)?(?=[，,。；;、）)])")
_THIS_YEAR: Final = re.compile(r"(?:今年|本年度?|去年|上年)[（(](?P<year>(?:19|20)\d\d)年度?[）)]")
_TRILLION: Final = re.compile(rf"(?P<number>{_DIGITS})\s*万亿元?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the draft: `start` and `end` its offsets there, `text` what is written, `value` in `unit`.

    `plain_start` is where the number begins in the plain text. `half` is half a unit of the last digit that counts.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    kind: str  # "money", "percent" or "count"
    hedge: Hedge
    half: Decimal
    plain_start: int
    plain_end: int

    @property
    def interval(self) -> Interval:
        """The values that the written digits stand for."""
        return Interval(self.value - self.half, self.value + self.half)


@dataclass(frozen=True, slots=True)
class Written:
    """A draft and its plain text; `offsets` give for each plain character the offset in the draft it comes from."""

    text: str
    plain: str
    offsets: tuple[int, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    plain: str
    hedge: Hedge = Hedge.NONE
    half: Decimal | None = None  # of the figure that the edit writes


def read_written(text: str) -> Written:
    """Rewrite a draft into plain figures and list them all."""
    folded = fold(text)
    plain, offsets, hedges = _rewritten(folded, _edits(folded))
    figures = tuple(_figure(text, plain, offsets, hedges, found) for found in find_figures(plain))
    return Written(text, plain, tuple(offsets), figures)


def _edits(text: str) -> list[_Edit]:
    """All rewritings, in order, none over another."""
    found: list[_Edit] = []
    for pattern, make in _RULES:
        found += [edit for match in pattern.finditer(text) if (edit := make(match)) is not None]
    found.sort(key=lambda edit: (edit.start, -edit.end))
    kept: list[_Edit] = []
    for edit in found:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _before(match: re.Match[str]) -> _Edit:
    hedge = next(one for one, _ in _BEFORE if match[one.name] is not None)
    return _Edit(match.start(), match.end(), "占" if match.group().endswith("占") else "", hedge)


def _tenth(match: re.Match[str]) -> _Edit:
    """四成 → 40%, 三成五 → 35%, 一半 → 50%; written so, a share is about."""
    if match["tens"] is None:
        return _Edit(match.start(), match.end(), "50%", Hedge.ABOUT, Decimal(5))
    ones = {"半": 5}.get(match["ones"] or "", _TENTHS.get(match["ones"] or "", 0))
    half = Decimal(5) if match["ones"] is None else Decimal("0.5")
    hedge = Hedge.OVER if match["more"] else Hedge.ABOUT
    return _Edit(match.start(), match.end(), f"{_TENTHS[match['tens']] * 10 + ones}%", hedge, half)


def _trillion(match: re.Match[str]) -> _Edit:
    """28.46万亿元 → 284600亿元, its last digit kept in mind."""
    value = Decimal(match["number"].replace(",", ""))
    half = Quantity(match["number"], value).half_unit * 10_000
    return _Edit(match.start(), match.end(), f"{(value * 10_000).normalize():f}亿元", half=half)


_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Edit | None]], ...]] = (
    (_HEDGED, _before),
    (_TENTH, _tenth),
    (_PERCENT, lambda match: _Edit(match.start(), match.end(), f"{match['number']}%")),
    (_MORE, lambda match: _Edit(match.start(), match.end(), "", Hedge.OVER)),
    (_MORE_OF_UNIT, lambda match: _Edit(match.start(), match.end(), "", Hedge.OVER)),
    (_AROUND, lambda match: _Edit(match.start(), match.end(), "", Hedge.ABOUT)),
    (_NOTHING, lambda match: _Edit(match.start(), match.end(), "0元", half=Decimal(0))),
    (_THIS_YEAR, lambda match: _Edit(match.start(), match.end(), f"{match['year']}年")),
    (_TRILLION, _trillion),
    (_BARE, lambda match: _Edit(match.start(), match.end(), f"{match['number']}{match['scale']}元")),
)


def _rewritten(text: str, edits: list[_Edit]) -> tuple[str, list[int], list[tuple[int, int, _Edit]]]:
    """The plain text, its offsets in the draft, and where in it each edit stands."""
    plain: list[str] = []
    offsets: list[int] = []
    placed: list[tuple[int, int, _Edit]] = []
    position = 0
    for edit in edits:
        plain += text[position : edit.start]
        offsets += range(position, edit.start)
        placed.append((len(plain), len(plain) + len(edit.plain), edit))
        plain += edit.plain
        offsets += [edit.start] * len(edit.plain)
        position = edit.end
    plain += text[position:]
    offsets += range(position, len(text) + 1)
    return "".join(plain), offsets, placed


def _figure(
    text: str, plain: str, offsets: list[int], edits: list[tuple[int, int, _Edit]], found: PrintedFigure
) -> Figure:
    """A figure of the plain text with what the draft wrote for it."""
    own = [
        (start, end, edit)
        for start, end, edit in edits
        if start <= found.stop and end >= found.start and _beside(plain, found, start, end)
    ]
    hedge = next((edit.hedge for _, _, edit in own if edit.hedge is not Hedge.NONE), Hedge.NONE)
    first = next((edit.hedge for _, _, edit in own if edit.hedge not in (Hedge.NONE, Hedge.ABOUT)), hedge)
    half = next((edit.half for _, _, edit in own if edit.half is not None), None)
    begin = min([offsets[found.start], *(edit.start for _, _, edit in own)])
    end = max([offsets[found.stop - 1] + 1, *(edit.end for _, _, edit in own)])
    quantity = Quantity(plain[found.start : found.end], found.value)
    return Figure(
        begin, end, text[begin:end], found.value, found.unit, found.kind, first,
        half if half is not None else _half(quantity, first, found), found.start, found.stop,
    )  # fmt: skip


def _beside(plain: str, figure: PrintedFigure, start: int, end: int) -> bool:
    """Whether an edit touches a figure, with at most white space between."""
    if end <= figure.start:
        return not plain[end : figure.start].strip()
    return start < figure.stop or not plain[figure.stop : start].strip()


def _half(quantity: Quantity, hedge: Hedge, figure: PrintedFigure) -> Decimal:
    """Half a unit of the last digit; zeros at the end of a round number that is called approximate do not count."""
    if hedge in (Hedge.NONE, Hedge.AT_LEAST, Hedge.AT_MOST) or figure.value == 0:
        return Decimal(0) if figure.kind == "count" else quantity.half_unit
    exponent = figure.value.normalize().as_tuple().exponent
    return (
        Decimal(5).scaleb(int(exponent) - 1) if figure.value == figure.value.to_integral_value() else quantity.half_unit
    )


def in_unit(value: Decimal, unit: str, other: str) -> Decimal | None:
    """Convert between units of money, exactly; the value itself where the units are one; None where they differ."""
    if unit == other:
        return value
    if unit in MONEY_UNITS and other in MONEY_UNITS:
        return value * MONEY_UNITS[unit] / MONEY_UNITS[other]
    return None
