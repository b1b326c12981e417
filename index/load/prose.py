"""What a line of text is by its wording (行文): numbering, headings, titles of tables, lines that state a unit."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

TABLE_HEADING_LEVEL: Final = 6
MAX_HEADING: Final = 40
PAGE_NUMBER: Final = re.compile(r"[-—–－·\s]*\d{1,4}[-—–－·\s]*|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?")
LEADER: Final = re.compile(r"(?:\.{3,}|…{1,}|·{3,}|．{3,}|-{5,})\s*[-—]?\s*\d{1,4}\s*[-—]?\s*$")
TRAILING_DOTS: Final = re.compile(r"\s*(?:\.{3,}|…{2,}|·{3,}|．{3,})[\s.…·．]*$")
CONTENTS: Final = re.compile(r"#*\s*目\s*录")
UNIT_LINE: Final = re.compile(r"(?:金额)?\s*单\s*位\s*[:：]?\s*(?:人民币)?\s*(?:亿|百万|万|千)?元")
PREAMBLE: Final = re.compile(
    r"(?:编制|填报|填表|申报|公开|预算|主管|截[至止])*(?:部门|单位|日期|时间)(?:\s*[/／]\s*(?:部门|单位))?(?:名称)?(?:[（(].{1,8}[）)])?\s*[:：]"
    r"|(?:预算|决算|部门|财决|公开|附件?|样)*表?\s*[\d一二三四五六七八九十]+(?:[-.]\d+)?\s*表?[:：]?$"
)
NUMBERING: Final[tuple[tuple[re.Pattern[str], int], ...]] = (
    (re.compile(r"第\s*[一二三四五六七八九十\d]+\s*(?:部分|章)"), 1),
    (re.compile(r"[一二三四五六七八九十]+\s*、"), 2),
    (re.compile(r"[（(]\s*[一二三四五六七八九十]+\s*[）)]"), 3),
    (re.compile(r"\d{1,2}\s*(?:[、．]|\.(?!\d))"), 4),
    (re.compile(r"[（(]\s*\d{1,2}\s*[）)]"), 5),
)
_NUMBERED: Final = re.compile("|".join(f"({pattern.pattern})" for pattern, _ in NUMBERING))  # tried at once
NOT_JOINED: Final = re.compile(r"[①-⑳]|(?:备注|注|说明)\s*\d*\s*[:：]|附[件表]|其中[:：]|#")
SENTENCE_END: Final = re.compile(r"[。；：！？;:!?][”’」』）)]?$")
TITLE: Final = re.compile(  # …表（按政府预算经济分类）, …表——人员经费（工资福利支出）
    r"[^。；，]{2,60}表(?:[—－-]{1,2}[^。；，：:\d]{2,20})?(?:[（(][^（()）]{1,30}[）)]){0,2}"
)
CLASSIFICATION: Final = re.compile(r"[（(][类款项][）)]")
_LETTERED: Final = re.compile(r"(?:(?<!\S)[一-龥，、。；：（）][ \u3000]){3,}[一-龥，、。；：（）]")
_BETWEEN: Final = re.compile(r"(?<=[一-龥，、。；：（）])[ \u3000](?=[一-龥，、。；：（）])")
_AMOUNT: Final = re.compile(r"\d\s*(?:亿|万|千)?元|\d\s*[%％]")
_MARKED: Final = re.compile(r"(#{1,6})\s+")
TOLD: Final = re.compile(r"[^，,。；;：:]{4,40}(?:情况|说明)。")  # （二）政府采购预算安排情况说明。
_CLAUSE_MARK: Final = re.compile("[。，,]")
_REMEMBERED: Final = 1 << 12  # lines: each is asked about several times, with those beside it


@lru_cache(maxsize=_REMEMBERED)
def closed_up(line: str) -> str:
    """A line without the spaces between its characters, where they spread it to the margin (收 入 预 算 合 计)."""
    spaced = " " in line or "\u3000" in line
    return _BETWEEN.sub("", line) if spaced and _LETTERED.search(line) else line


def is_title(text: str) -> bool:
    """Whether a line is the title of a table; the word is looked for before the pattern is tried."""
    return "表" in text and TITLE.fullmatch(text) is not None


def is_led(text: str) -> bool:
    """Whether a line has dots that lead to a page number, or end it: an entry of the contents."""
    led = "..." in text or "…" in text or "···" in text or "．．．" in text or "-----" in text  # as in every leader
    return led and bool(LEADER.search(text) or TRAILING_DOTS.search(text))


@lru_cache(maxsize=_REMEMBERED)
def numbering_level(text: str) -> int | None:
    """The level that printed numbering gives (第一部分 1, 一、 2, （一） 3, 1. 4, （1） 5), None without any."""
    found = _NUMBERED.match(text)
    return NUMBERING[found.lastindex - 1][1] if found and found.lastindex else None


def unnumbered(text: str) -> str:
    """A text without the number printed before it."""
    found = _NUMBERED.match(text)
    return text[found.end() :].lstrip() if found else text


@lru_cache(maxsize=_REMEMBERED)
def heading_level(text: str) -> int | None:
    """The level of a heading, None for other text; printed numbering says more than the count of #."""
    marked = _MARKED.match(text)
    body = text[marked.end() :] if marked else text
    numbered = numbering_level(body)
    if marked:
        if TITLE.fullmatch(body) and numbered is None:
            return TABLE_HEADING_LEVEL
        return numbered or len(marked.group(1))
    if TOLD.fullmatch(body):
        body = body.removesuffix("。")
    if numbered is None or len(body) > MAX_HEADING or SENTENCE_END.search(body) or body.endswith(("，", "、", ",")):
        return None
    return None if _CLAUSE_MARK.search(body) or _AMOUNT.search(body) or CLASSIFICATION.search(body) else numbered
