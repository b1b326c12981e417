"""The table of contents (目录): where it stands among the blocks of a document, and the tables that it lists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.catalogue.vocabulary import normalise, strip_numbering
from index.model.document import Grid, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.model.document import Block, Document, Place

_REACH: Final = 60  # blocks within which the contents begin
_CONTENTS: Final = re.compile(r"目录|contents", re.IGNORECASE)
_BULLET: Final = re.compile(r"^(?:[-*•·●■◆]\s+|\s+)+")
_LEADER: Final = re.compile(r"[.．·…\s]*[-—]?\s*\d{0,3}\s*[-—]?$")
_TABLE: Final = re.compile(r"表(?:[（(][^（()）]{1,40}[）)])?$")
_PART: Final = re.compile(r"^第[一二三四五六七八九十\d]+(?:部分|章|篇)")
_PLAIN: Final = re.compile(
    # 2024年度部门预算表: all of them together
    r"(?:\d{4}年?度?|部门|单位|预算|决算|预决算|公开|附件?\d*[:：]?|报|本级|及|和)*表"
)
_NUMBERED: Final = re.compile(
    r"第[一二三四五六七八九十\d]+|[一二三四五六七八九十]+[、.．]|[（(]|\d{1,2}[、.．\s]|附[表件]|表\d|公开\d"
)
_ORDINAL: Final = re.compile("^(?:第?[一二三四五六七八九十]{1,3}(?:部分)?|[0-9]{1,2})[、.．\\s]*")
_BODY_WORD: Final = re.compile("^(?:部门|单位)")
_MIN_ENTRY: Final = 4
_MAX_LINE: Final = 70
_SHORT: Final = 12  # characters of the second line of an entry
_MARKUP: Final = re.compile(r"[\s*#]")
_AMOUNT: Final = re.compile(r"\d[\d,]*\.\d+")
_SENTENCE: Final = re.compile(r"。|；$")


@dataclass(frozen=True, slots=True)
class ListedTable:
    """A table that the contents list (目录所列的表): its title as listed, without leader and page number."""

    title: str
    place: Place


def contents_range(blocks: Sequence[Block]) -> tuple[int, int] | None:
    """Return the first and the last but one index of the entries' blocks, None without contents."""
    at = next((index for index, block in enumerate(blocks[:_REACH]) if _is_contents(block)), None)
    return None if at is None else (at + 1, _end(blocks, at + 1))


def listed_tables(document: Document) -> tuple[ListedTable, ...]:
    """Return the tables that the contents list, in their order; headings of whole parts (部门预算表) are none."""
    found = contents_range(document.blocks)
    if found is None:
        return ()
    entries = _entries(document.blocks[found[0] : found[1]])
    return tuple(
        ListedTable(text, place)
        for text, place in entries
        if _TABLE.search(text)
        and not _PART.match(text)
        and not _PLAIN.fullmatch("".join(strip_numbering(text).split()))
    )


def _is_contents(block: Block) -> bool:
    return not isinstance(block, Grid) and bool(_CONTENTS.fullmatch(_MARKUP.sub("", block.text)))


def _end(blocks: Sequence[Block], start: int) -> int:
    """The first block after the contents: a title met for the second time, or a real sentence."""
    seen: list[str] = []
    for index in range(start, len(blocks)):
        block = blocks[index]
        lines = [" ".join(row) for row in block.texts] if isinstance(block, Grid) else [_BULLET.sub("", block.text)]
        if isinstance(block, Grid) and _has_amounts(block):
            return index
        for line in lines:
            entry = normalise(_LEADER.sub("", line.strip()))
            if len(entry) >= _MIN_ENTRY and any(
                entry == old or (old is seen[0] and old.startswith(entry)) for old in seen
            ):
                return index
            if seen and isinstance(block, Heading) and _names_first(entry, seen[0]):
                return index
            if entry:
                seen.append(entry)
        if not isinstance(block, Grid) and _is_sentence(block.text):
            return index
    return start


def _names_first(heading: str, entry: str) -> bool:
    """Whether a heading is what the first entry lists, with the name of the body before it: 某局（部门）主要职能."""
    words = _BODY_WORD.sub("", _ORDINAL.sub("", entry))
    return len(words) >= _MIN_ENTRY and heading != entry and heading.endswith(words)


def _has_amounts(grid: Grid) -> bool:
    return any(_AMOUNT.fullmatch(cell.text) for row in grid.rows for cell in row)


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE.search(text.strip())) or (len(text) > _MAX_LINE and "…" not in text)


def _entries(blocks: Sequence[Block]) -> list[tuple[str, Place]]:
    """The entries with their places; a short line without numbering goes on with the entry above it."""
    entries: list[tuple[str, Place]] = []
    for text, place in _lines(blocks):
        entry = _LEADER.sub("", _BULLET.sub("", text).strip()).strip()
        if not entry:
            continue
        if entries and len(entry) <= _SHORT and _goes_on(entries[-1][0], entry):
            entries[-1] = (entries[-1][0] + entry, entries[-1][1])
        else:
            entries.append((entry, place))
    return entries


def _goes_on(first: str, second: str) -> bool:
    numbered = _NUMBERED.match(first) is not None and _NUMBERED.match(second) is None
    return numbered and not _TABLE.search(first)


def _lines(blocks: Sequence[Block]) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from ((" ".join(cell.text for cell in row if cell.text), row[0].place) for row in block.rows)
        elif isinstance(block, Paragraph):
            yield from ((line.text, line.place) for line in block.lines)
        else:
            yield block.text, block.place
