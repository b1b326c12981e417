"""The figures printed in running text: amounts, percentages and counts with their measure word (量词).

Dates, document numbers, numbering, thresholds (100 万元以上), ordinals, ranges and durations are no figures.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from index.model.frozen import frozen

_FOLDED: Final = "０１２３４５６７８９．％－−﹣():;~〔〕[]　"
_WIDE: Final = str.maketrans(
    _FOLDED,
    "0123456789.%---（）：；～（）（） ",
)
_COMMA: Final = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")  # no separator of thousands
_ANY_WIDE: Final = re.compile(f"[{re.escape(_FOLDED)}]")
_MEASURES: Final = (
    "人次|人日|件次|车次|班次|台次|个次|篇次|批次|场次|万次|平方米|立方米|平方公里|公里|千米|公斤|千克|公顷|课时|学时|千瓦时|标准箱|"
    "个|项|家|人|名|位|辆|台|套|所|次|件|批|册|篇|条|场|处|座|栋|㎡|亩|米|户|份|宗|种|类|支|本|卷|吨|床|张|幢|间|株|头|"
    "只|对|幅|部|艘|架|块|枚|盏|例|起|组|队|岗|分"
)
_NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_FIGURE: Final = re.compile(
    rf"(?=[-\d])(?P<sign>-\s?)?(?P<number>{_NUMBER})\s*(?P<more>余|多)?\s*(?:"
    r"(?P<money>亿元|百万元|万元|千元|元)(?P<per>/[\u4e00-\u9fff]{1,3})?"
    r"|(?P<wan>万)(?=[，。；、,）\s]|$)"
    r"|(?P<percent>%|‰|个百分点|百分点)"
    rf"|(?P<count>[万亿]?(?:{_MEASURES})(?:\s*（\s*[{'套件辆台次个'}]\s*）|/[\u4e00-\u9fff]{{1,2}})?)"
    r")"
)
_DIGIT: Final = re.compile(r"\d")
_BEFORE: Final = 64  # characters before a figure that may tell what it is
_NOT_BEFORE: Final = re.compile(
    r"(?:(?<=[A-Za-z*/×+])|(?<=\d)[.,]?|第|[≥≤><＞＜=±]|不少于|不低于|不超过|不高于|不多于|不大于|不小于|至少|最多|最高|超过|大于等于|小于等于|大于|小于"
    r"|超|逾|近|\d\s*(?:（不?含）)?(?:分|万元|元|%)?(?:（不?含）)?\s*[-~～—–至到])\s*$"  # 80（含）-90分
)
_NOT_AFTER: Final = re.compile(
    r"\s*(?:（含）|（含[\u4e00-\u9fff]{0,3}）)?\s*(?:及|或)?\s*(?:（含）)?\s*(?:以上|以下|以内|以外|左右|上下|起步|封顶)|\s*(?:（不?含）)?\s*[-~～—–至到]\s*\d"
)
_NOT_COUNT_AFTER: Final = re.compile(r"[月年天门]|小时|工作日|季度|星期|百分|钟头|钟|之一|别|级|数字|维度$")
_LOOSE_MONEY: Final = re.compile(r"费|资金|预算|支出|收入|补助|费用|金额|拨款|[万亿]元")
_NO_SIGN_AFTER: Final = re.compile(r"(?:[\dA-Za-z%月日号元个项分]|\d\D{0,2}（不?含）)$")
_QUOTED: Final = re.compile(r"“[^”]{0,30}”|「[^」]{0,30}」|\"[^\"]{0,30}\"")


@frozen
class PrintedFigure:
    """A figure in a text: `start` and `end` enclose the number (with its sign), `stop` ends its unit."""

    start: int
    end: int
    stop: int
    value: Decimal
    unit: str
    kind: str  # "money", "percent" or "count"


def fold(text: str) -> str:
    """Make digits, brackets, colons and commas of one kind, character by character: offsets stay the same."""
    folded = text.translate(_WIDE) if _ANY_WIDE.search(text) else text
    return _COMMA.sub("，", folded) if "," in folded else folded


def squeezed(text: str) -> str:
    """Fold a text and drop its white space."""
    return "".join(fold(text).split())


def find_figures(text: str) -> tuple[PrintedFigure, ...]:
    """All figures of a text, in order."""
    folded = fold(text)
    matches = list(_FIGURE.finditer(folded)) if _DIGIT.search(folded) else []
    if not matches:
        return ()
    quoted = _quoted_spans(folded)
    found = []
    for match in matches:
        figure = _figure(folded, match)
        slogan = figure is not None and figure.kind == "count" and any(a < figure.start < b for a, b in quoted)
        if figure is not None and not slogan:
            found.append(figure)
    return tuple(found)


def _figure(text: str, match: re.Match[str]) -> PrintedFigure | None:
    """The figure of a match, None where it is part of something else."""
    start, signed = match.start("number"), False
    if match["sign"] is not None:
        before = text[: match.start()].rstrip()
        signed = not before or not _NO_SIGN_AFTER.search(before)
        if not signed:
            return None
        start = match.start()
    stop = match.end()
    if (
        _NOT_BEFORE.search(text[max(0, start - _BEFORE) : start])
        or _NOT_AFTER.match(text[stop:])
        or match["more"] is not None
    ):
        return None
    value = Decimal(match["number"].replace(",", ""))
    kind, unit = _unit(text, match)
    if not kind:
        return None
    return PrintedFigure(start, match.end("number"), stop, -value if signed else value, unit, kind)


def _unit(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Kind and unit of a match; ("", "") where it states nothing."""
    if match["money"] is not None:
        per = match["per"] or ""
        return "count" if per else "money", match["money"] + per
    if match["wan"] is not None:
        return ("money", "万元") if _LOOSE_MONEY.search(text) else ("", "")
    if match["percent"] is not None:
        return "percent", match["percent"]
    unit = "".join(match["count"].split())
    after = text[match.end() :]
    numbered = unit == "次" and after.startswith("会议") and text[: match.start()].rstrip().endswith("第")
    if _NOT_COUNT_AFTER.match(after) or numbered:
        return "", ""
    return "count", unit


def _quoted_spans(text: str) -> list[tuple[int, int]]:
    """Spans inside quotation marks, where a digit with a measure word is a slogan or a name."""
    return [match.span() for match in _QUOTED.finditer(text)]
