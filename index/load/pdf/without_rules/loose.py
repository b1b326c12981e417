"""Tables among the free lines of pages (线外表格): without rules, or in a frame without rules inside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.load.cells import HEADER_WORD
from index.load.pdf.without_rules.second import second_readings
from index.load.pdf.without_rules.stretches import may_be_row
from index.load.pdf.without_rules.unruled import PlacedTable, unruled_tables
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.glyphs import Glyphs
    from index.load.pdf.pages.lines import Line
    from index.load.pdf.pages.native import Flags
    from index.load.pdf.pages.page import PageContent
    from index.load.pdf.with_rules.grid import RuledTable

_AMOUNT: Final = re.compile(r"-?[\d,]+\.\d+")
_LEAST: Final = 2  # lines with figures apart that may be of a table
_LEAST_XS: Final = 3  # a frame with fewer upright rules has no columns


@dataclass(frozen=True, slots=True)
class LoosePage:
    """A page's tables from the top, drawn or not, the lines outside of them, and what was noticed."""

    tables: tuple[PlacedTable, ...]
    lines: tuple[Line, ...]
    findings: tuple[str, ...] = ()
    last: PlacedTable | None = None  # a table without rules that may go on over the page


def with_unruled(
    content: PageContent,
    tables: Sequence[RuledTable],
    lines: Sequence[Line],
    kept: Sequence[Line],
    before: PlacedTable | None,
) -> LoosePage:
    """The page with the tables that have no rules between their columns.

    `kept` are those of its free `lines` that are printed on this page alone; `before` is the table without rules that
    ended the page before.
    """
    drawn = [
        PlacedTable(table, tuple(second_readings(table, content.glyphs, content.horizontals)))
        for table in tables
        if len(table.xs) >= _LEAST_XS
    ]
    frames = [table for table in tables if len(table.xs) < _LEAST_XS]
    if not frames and sum(may_be_row(line.text) for line in kept) < _LEAST:
        return LoosePage(tuple(drawn), tuple(kept))
    dropped = [line.box for line in lines if line not in kept and not _is_row(line.text)]
    found: list[PlacedTable] = []
    unread = False
    for frame in frames:
        read = unruled_tables(content.glyphs.take(_within(content.glyphs, [frame.box])), content.horizontals)
        found += read.tables if len(read.tables) == 1 else ()
        if len(read.tables) != 1:
            drawn.append(PlacedTable(frame))
    free = content.glyphs.take(~_within(content.glyphs, [*dropped, *(table.box for table in tables)]))
    read = unruled_tables(free, content.horizontals, before, follows=content.number > 1)
    found += read.tables
    unread = read.unread
    left = tuple(line for line in kept if not any(_is_in(line.box, one.table.box) for one in found))
    return LoosePage(
        tuple(sorted([*drawn, *found], key=_top)),
        left,
        (*_findings(content.number, found, unread=unread), *_beside(content.number, left, drawn)),
        read.last
        if read.last is not None and read.last.table.ys[-1] >= max(one.table.ys[-1] for one in drawn + found)
        else None,
    )


def _is_row(text: str) -> bool:
    """Whether a line that is repeated over pages is a row of a table, not a running head."""
    words = text.split()
    headed = sum(bool(HEADER_WORD.fullmatch(word)) for word in words) > 1
    return headed or (parse_quantity(words[0]) is None and any(_AMOUNT.fullmatch(word) for word in words[1:]))


def _findings(number: int, found: Sequence[PlacedTable], *, unread: bool) -> Iterable[str]:
    if found:
        yield f"第{number}页的表格没有画全框线，按文字的位置分行分列，请核对原件。"
    if unread:
        yield f"第{number}页像是有没有框线的表格，其中的数字没有读作表格。"


def _beside(number: int, lines: Sequence[Line], drawn: Sequence[PlacedTable]) -> Iterable[str]:
    """What is noticed of amounts that stand beside a frame: its last border may be lost."""
    spans = [(one.table.ys[0], one.table.ys[-1]) for one in drawn]
    amounts = [line for line in lines if _AMOUNT.fullmatch(line.text.strip())]
    level = sum(any(top < (line.box[1] + line.box[3]) / 2 < foot for top, foot in spans) for line in amounts)
    if level >= _LEAST:
        yield f"第{number}页的表格旁边有 {level} 个数字在表格线之外，没有读入表格，请核对原件。"


def _top(table: PlacedTable) -> tuple[float, float]:
    return table.table.box[1], table.table.box[0]


def _within(glyphs: Glyphs, boxes: Sequence[Box]) -> Flags:
    """Which glyphs have their middle in one of the boxes."""
    x, y = glyphs.middle, (glyphs.y0 + glyphs.y1) / 2
    found = np.zeros(len(glyphs), dtype=np.bool_)
    for x0, y0, x1, y1 in boxes:
        found |= (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
    return found


def _is_in(inner: Box, outer: Box) -> bool:
    """Whether the middle of a box lies in another."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
