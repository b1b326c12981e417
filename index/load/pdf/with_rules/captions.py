"""Titles, units and notes drawn inside a table's frame (框内标题): rows over its whole width that are no rows of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.load.prose import PREAMBLE, TABLE_HEADING_LEVEL, TITLE, UNIT_LINE
from index.model.document import Grid, Heading, Paragraph, TextLine
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.load.pdf.with_rules.rows import Row
    from index.model.document import Block

NOTE: Final = re.compile(r"(?:备注|注|说明|附注)\s*\d*\s*[:：]")
_OWNER: Final = re.compile(r"(?:(?:编制|填报|预算|公开)?(?:部门|单位)(?:\s*[/／]\s*(?:部门|单位))?(?:名称)?)\s*[:：]")
MAX_ABOVE: Final = 4
_NARROW: Final = 2


def unframed(grid: Grid) -> Iterator[Block]:
    """A grid with the rows that stand in its frame but outside of the table as headings and paragraphs of their own."""
    first = 0
    while first < min(MAX_ABOVE, len(grid.rows) - 1) and is_caption(grid.rows[first]):
        yield from _caption(grid.rows[first])
        first += 1
    last = len(grid.rows)
    while last > first + 1 and _is_note(grid.rows[last - 1]):
        last -= 1
    yield replace(grid, rows=grid.rows[first:last], breaks=tuple(at - first for at in grid.breaks if first < at < last))
    for row in grid.rows[last:]:
        yield from _caption(row)


def is_caption(row: Row) -> bool:
    """A row above the header: a title over the whole width, or words of unit and department."""
    filled = [cell for cell in row if cell.text]
    if not filled:
        return True
    if any(parse_quantity(cell.text) is not None for cell in filled):
        return False
    if any(UNIT_LINE.match(cell.text) for cell in filled) or all(_OWNER.match(cell.text) for cell in filled):
        return True
    if not all(PREAMBLE.match(cell.text) or TITLE.fullmatch(cell.text) for cell in filled):
        return False
    return len(filled) == 1 and (filled[0].column_span > _NARROW or filled[0].column_span == len(row))


def states_unit(row: Row) -> bool:
    """Whether a row above the header says in which unit or of whom the figures are, and not what table it is."""
    return any(UNIT_LINE.search(cell.text) or _OWNER.search(cell.text) for cell in row)


def _is_note(row: Row) -> bool:
    filled = [cell for cell in row if cell.text]
    return len(filled) == 1 and filled[0].column_span == len(row) > 1 and bool(NOTE.match(filled[0].text))


def _caption(row: Row) -> Iterator[Heading | Paragraph]:
    for cell in row:
        if TITLE.fullmatch(cell.text) and not UNIT_LINE.search(cell.text) and not PREAMBLE.match(cell.text):
            yield Heading(cell.text, TABLE_HEADING_LEVEL, cell.place)
        elif cell.text:
            yield Paragraph((TextLine(cell.text, cell.place),))
