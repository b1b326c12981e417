"""The narrative of a document in order: paragraphs with the headings above them, without cover and contents.

The level of a heading is taken from its numbering (第一部分, 一、, （一）, 1., (1), ①) where it has one, because the
levels that files mark are often wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import normalise
from index.contents import contents_range
from index.load.prose import TOLD
from index.model.document import Block, Document, Grid, Heading, Paragraph, TextLine
from index.narrative.figures import find_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

_RANKS = (
    (1.0, re.compile(r"第[一二三四五六七八九十]+(?:部分|章|篇)")),
    (2.0, re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")),
    (3.0, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")),
    (4.0, re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))")),
    (5.0, re.compile(r"[（(]\d{1,2}[）)]|\d{1,2}[）)]")),
    (6.0, re.compile(r"[①-⑳]")),
)
_RANKED = re.compile("|".join(f"({pattern.pattern})" for _, pattern in _RANKS))  # tried at once
UNNUMBERED_RANK = 1.5  # a title without numbering stands under 第…部分 and above 一、
GLOSSARY: Final = re.compile(r"名词(?:解释|说明)|专业(?:性)?名词|相关术语|术语解释")
_BULLET = re.compile(r"^(?:[-*•·●■◆]\s+|\s+)+")
_SENTENCE_MARK = re.compile(r"[。；;！？]")
_TITLE_END = re.compile(r"(?:表|情况|说明|解释|职责|概况)\s*$")
_NOISE = re.compile(r"^(?:[-—–\s]*\d{1,3}[-—–\s]*|单位[:：]?\S{0,4}元|[（(]?\d{4}年度?[）)]?|此页无正文|公开\d+表)$")
_PART_ONLY = re.compile(r"第[一二三四五六七八九十]+(?:部分|章|篇)")
_CONTINUES = re.compile(r"^[（(][类款项境]|^[、，；：)）]")
_LISTED_AS = re.compile(r"([0-9]+)(?:[、．]|\.(?!\d))")
_HAN = re.compile("[\u4e00-\u9fff]")
_MAX_HEADING = 45
_LISTED = 48  # characters of a line of a list
_LIST_BEGINS = re.compile(r"\s*1(?:[、．]|\.(?!\d))")
_MIN_BROKEN = 18
_MIN_CUT = 8
_MARKUP: Final = re.compile(r"[\s*#]")
_TABLE_TITLE: Final = re.compile(r"表(?:[（(][^（()）]{0,12}[）)])?$")
_STATES: Final = re.compile(r"。|：指|:指")
_ENDED: Final = re.compile(r"[。！？]$")
_MAY_END: Final = re.compile(r"[。；;：:！？.…）)”\"]$")
_CLAUSE_MARK: Final = re.compile(r"[，。；、：]")
_NO_HEADING: Final = re.compile(r"[。；;，,：:！？、]$|[。；]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with the headings above it; `rank` is the rank of its own numbering, None without."""

    paragraph: Paragraph
    section: tuple[str, ...]
    rank: float | None
    after_grid: bool


def bare(text: str) -> str:
    """Text without a list bullet and bold marks before it."""
    return _BULLET.sub("", text).strip()


def numbering_rank(text: str) -> float | None:
    """The rank of a printed numbering: 1 第一部分, 2 一、, 3 （一）, 4 1., 5 (1), 6 ①; None without numbering."""
    found = _RANKED.match(bare(text).lstrip("*"))
    return _RANKS[found.lastindex - 1][0] if found and found.lastindex else None


def outline(document: Document) -> tuple[Placed, ...]:
    """The paragraphs of the document's narrative with their sections, contents and cover left out."""
    blocks = _lists_kept(_joined(_without_front(document.blocks)))
    heading_like = _heading_like(blocks)
    stack: list[tuple[float, int, str]] = []
    placed: list[Placed] = []
    after_grid = False
    for block, is_heading in zip(blocks, heading_like, strict=True):
        if isinstance(block, Grid):
            after_grid = True
        elif is_heading or isinstance(block, Heading) or _names_part(block, stack):
            _push(stack, block)
            after_grid = False
        elif not _is_noise(block.text, stack):
            section = tuple(text for _, _, text in stack)
            placed.append(Placed(block, section, numbering_rank(block.text), after_grid))
    return tuple(placed)


def _lists_kept(blocks: Sequence[Heading | Paragraph | Grid]) -> list[Heading | Paragraph | Grid]:
    """Read lines of a numbered list (1.办公室 2.政策研究室) as text where they were taken for headings without any."""
    kept = list(blocks)
    for first in range(len(kept)):
        last = first
        while last + 1 < len(kept) and _follows(kept[last], kept[last + 1], last + 2 - first):
            last += 1
        if last > first and _LIST_BEGINS.match(getattr(kept[first], "text", "")):
            for index in range(first, last + 1):
                block = kept[index]
                if isinstance(block, Heading):
                    kept[index] = Paragraph((TextLine(block.text, block.place),))
    return kept


def _follows(block: Heading | Paragraph | Grid, following: Heading | Paragraph | Grid, number: int) -> bool:
    """Whether two lines are of one list, of which the second has this number."""
    if isinstance(block, Grid) or isinstance(following, Grid):
        return False
    texts = (block.text.strip(), following.text.strip())
    numbered = _LISTED_AS.match(texts[1])
    if numbered is None or numbered[1] != str(number) or "。" in "".join(texts):
        return False
    return all(len(text) <= _LISTED and not _TITLE_END.search(text) and not find_figures(text) for text in texts)


def _names_part(block: Paragraph, stack: Sequence[tuple[float, int, str]]) -> bool:
    """Whether a line is the name of a part whose number stands alone above it (第一部分 / 部门概况)."""
    alone = bool(stack) and _PART_ONLY.fullmatch(stack[-1][2]) is not None
    return alone and len(block.text) <= _MAX_HEADING and not _SENTENCE_MARK.search(block.text)


def _is_noise(text: str, stack: Sequence[tuple[float, int, str]]) -> bool:
    """Page numbers, unit lines, titles of tables and repetitions of the heading are no narrative."""
    plain = _MARKUP.sub("", text)
    if not plain or _NOISE.match(plain):
        return True
    if not _SENTENCE_MARK.search(plain) and _TABLE_TITLE.search(plain) and len(plain) <= _MAX_HEADING:
        return True
    if not stack:
        return False
    above = normalise(stack[-1][2])
    if _HAN.match(plain) and plain[0] not in above:
        return False  # as most paragraphs, which need not be folded for that
    begins = normalise(plain[: 2 * len(above)])  # of a paragraph, enough to tell that it is longer
    return len(begins) <= len(above) and above.endswith(normalise(plain))


def _push(stack: list[tuple[float, int, str]], block: Heading | Paragraph) -> None:
    """Put a heading on the stack, taking off those it ends."""
    text = re.sub(r"\s+", " ", bare(block.text).strip("*# "))
    if _NOISE.match(text.replace(" ", "")):
        return
    rank = numbering_rank(text)
    level = block.level if isinstance(block, Heading) else 9
    if rank is None and stack and _PART_ONLY.fullmatch(stack[-1][2]):
        stack[-1] = (stack[-1][0], stack[-1][1], f"{stack[-1][2]} {text}")
        return
    if rank is None:
        deeper = isinstance(block, Heading) and stack and level > stack[-1][1] and not text.endswith("表")
        rank = stack[-1][0] + 0.5 if deeper else UNNUMBERED_RANK
    while stack and stack[-1][0] >= rank:
        stack.pop()
    stack.append((rank, level, text))


def _without_front(blocks: Sequence[Block]) -> list[Heading | Paragraph | Grid]:
    """Leave out the cover (短行 before the first sentence or heading) and the contents (目录)."""
    contents = contents_range(blocks)
    if contents is not None:
        return list(blocks[contents[1] :])
    for index, block in enumerate(blocks):
        if isinstance(block, Grid) or numbering_rank(block.text) is not None:
            return list(blocks[index:])
        titled = isinstance(block, Heading) and _TITLE_END.search(block.text)
        if titled or _SENTENCE_MARK.search(block.text) or find_figures(block.text):
            return list(blocks[index:])
    return list(blocks)


def _joined(blocks: Sequence[Heading | Paragraph | Grid]) -> list[Heading | Paragraph | Grid]:
    """Join paragraphs that a page break cut in the middle of a sentence; read over-long headings as paragraphs."""
    joined: list[Heading | Paragraph | Grid] = []
    for block in blocks:
        if isinstance(block, Heading) and _is_statement_heading(block.text):
            block = Paragraph((TextLine(block.text, block.place),))  # noqa: PLW2901  the same block, read otherwise
        last = joined[-1] if joined else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph) and _is_broken(last.text, block.text):
            joined[-1] = Paragraph((*last.lines, *block.lines))
        else:
            joined.append(block)
    return joined


def _is_statement_heading(text: str) -> bool:
    amounts = any(figure.kind == "money" for figure in find_figures(text))
    return len(text) > _MAX_HEADING * 2 or amounts or (not TOLD.fullmatch(text) and bool(_STATES.search(text)))


def _is_broken(first: str, second: str) -> bool:
    """Whether two paragraphs are one sentence: the first ends in none, the second begins in its middle."""
    first, second = first.rstrip(), second.strip()
    if _CONTINUES.match(second) and not _ENDED.search(first):
        return len(first) >= _MIN_CUT
    ended = _MAY_END.search(first)
    if ended or len(first) < _MIN_BROKEN or numbering_rank(second) is not None or _BULLET.match(second):
        return False
    return bool(_SENTENCE_MARK.search(second)) and bool(_CLAUSE_MARK.search(first))


def _heading_like(blocks: Sequence[Heading | Paragraph | Grid]) -> list[bool]:
    """Which paragraphs are headings in fact: numbered, short, no sentence, and not lines of a list."""
    ranks = [_heading_rank(block) for block in blocks]
    like = [rank is not None for rank in ranks]
    for (i, left), (j, right) in pairwise(enumerate(ranks)):
        if left is not None and left == right and left > 1 and not isinstance(blocks[i], Heading):
            like[i] = like[j] = False
    if ranks and not isinstance(blocks[-1], Heading):
        like[-1] = False
    return like


def _heading_rank(block: Heading | Paragraph | Grid) -> float | None:
    if not isinstance(block, Paragraph) or len(block.text) > _MAX_HEADING or _BULLET.match(block.text):
        return None
    text = block.text.strip().strip("*")
    rank = numbering_rank(text)
    if _NO_HEADING.search(text) or find_figures(text):
        return None
    return rank
