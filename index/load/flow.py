"""What Word, sheets and web pages share (文档流): texts and tables in order become headings, paragraphs, grids.

These formats have no lines: texts and rows are numbered in the order in which they stand, from 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.load.encoding import INVISIBLE
from index.load.pdf.with_rules.captions import unframed
from index.load.prose import CONTENTS, LEADER, PAGE_NUMBER, SENTENCE_END, heading_level
from index.model.document import Cell, Grid, Heading, Paragraph, Place, TextLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.model.document import Block

_SPACES: Final = re.compile(r"[ \t\u00a0]+")
_MAX_HEADING: Final = 60
_LETTERS: Final = 26
MAX_COLUMNS: Final = 256
MAX_ROWS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a table as its file tells it: the position of its top left, how far it reaches, its text."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Flow:
    """Blocks so far, and the number of the text or row that was put in last."""

    blocks: list[Block] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    number: int = 0

    def text(self, text: str, level: int | None = None) -> None:
        """Put in a text; `level` is that of a heading where the file says that it is one."""
        for piece in text.splitlines():
            plain = plain_text(piece)
            if not plain or PAGE_NUMBER.fullmatch(plain):
                continue
            self.number += 1
            place = Place(line=self.number)
            found = _level(plain, level)
            if found is None:
                self.blocks.append(Paragraph((TextLine(plain, place),)))
            else:
                self.blocks.append(Heading(plain, found, place))

    def table(self, cells: Iterable[Span]) -> None:
        """Put in a table; its rows go on numbering from the texts before it."""
        grid = make_grid(list(cells), self.number + 1)
        if grid is not None:
            self.number += len(grid.rows)
            self.blocks += unframed(grid)


def plain_text(text: str) -> str:
    """A text without what is not seen, white space made single spaces."""
    return _SPACES.sub(" ", INVISIBLE.sub("", text)).strip(" \u3000")


def _level(text: str, stated: int | None) -> int | None:
    if LEADER.search(text) or CONTENTS.fullmatch(text):
        return None
    if stated is None:
        return heading_level(text)
    if len(text) > _MAX_HEADING or SENTENCE_END.search(text):
        return None
    return heading_level(text) or stated


def make_grid(cells: Sequence[Span], first_line: int, *, lines: Sequence[int] = ()) -> Grid | None:
    """A rectangular grid of cells that tell their place, cut to those with a text; None where none has any.

    Row r of the cells is line `lines[r]`, or `first_line` + r.
    """
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return None
    top, left = min(cell.row for cell in filled), min(cell.column for cell in filled)
    bottom = min(max(cell.row + cell.row_span for cell in filled), top + MAX_ROWS)
    right = min(max(cell.column + cell.column_span for cell in filled), left + MAX_COLUMNS)
    rows: list[list[Cell | None]] = [[None] * (right - left) for _ in range(bottom - top)]
    for cell in sorted(cells, key=lambda one: (one.row, one.column)):
        _put(rows, cell, (top, left), lines[cell.row] if lines else first_line + cell.row - top)
    for index, row in enumerate(rows):
        line = lines[top + index] if lines else first_line + index
        for column, found in enumerate(row):
            if found is None:
                row[column] = Cell("", Place(line=line, cell=reference(top + index, left + column)))
    return Grid(tuple(tuple(cell for cell in row if cell is not None) for row in rows))


def _put(rows: list[list[Cell | None]], cell: Span, corner: tuple[int, int], line: int) -> None:
    """Put a cell where it stands; the positions that it covers hold empty cells of the same place."""
    row, column = cell.row - corner[0], cell.column - corner[1]
    if not (0 <= row < len(rows) and 0 <= column < len(rows[0])) or rows[row][column] is not None:
        return
    down, across = min(row + cell.row_span, len(rows)), min(column + cell.column_span, len(rows[0]))
    place = Place(line=line, cell=reference(cell.row, cell.column))
    for at in range(row, down):
        for beside in range(column, across):
            if rows[at][beside] is None:
                rows[at][beside] = Cell("", place)
    rows[row][column] = Cell(plain_text(cell.text.replace("\n", "")), place, down - row, across - column)


def reference(row: int, column: int) -> str:
    """The reference of a cell (单元格): column letters and 1-based row of 0-based positions, (6, 1) is B7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
