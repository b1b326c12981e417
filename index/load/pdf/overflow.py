"""Words that stick out of a table (出框文字): lines across its topmost or lowest rule are of the cells beside it.

A merged cell that the page break cuts leaves its words in the half that is too low for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from index.load.pdf.pieces import piece_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.geometry import Box
    from index.load.pdf.grid import RuledCell, RuledTable
    from index.load.pdf.lines import Line
    from index.load.pdf.page import PageContent
    from index.load.pdf.pieces import Piece

_ACROSS: Final = 1.0  # points that a line reaches over the rule, at least; captions keep off it


def taken_in(
    content: PageContent, tables: Sequence[RuledTable], lines: Sequence[Line]
) -> tuple[list[RuledTable], list[Line]]:
    """The tables with the words that stick out of them, and the lines that are left."""
    found, free = list(tables), list(lines)
    for number, table in enumerate(found):
        for line in [line for line in free if _sticks_out(line.box, table.box)]:
            at_top = line.box[1] < table.ys[0]
            whole = _completed(found[number], _pieces(content, line), at_top=at_top)
            if whole is not None:
                found[number] = whole
                free.remove(line)
    return found, free


def _sticks_out(box: Box, table: Box) -> bool:
    """Whether a line lies across the upper or the lower border of a table, and ends within its sides."""
    if box[0] < table[0] or box[2] > table[2]:
        return False
    return any(box[1] + _ACROSS < border < box[3] - _ACROSS for border in (table[1], table[3]))


def _pieces(content: PageContent, line: Line) -> list[Piece]:
    glyphs = content.glyphs
    x, y = glyphs.middle, (glyphs.y0 + glyphs.y1) / 2
    left, top, right, bottom = line.box
    own = glyphs.take(np.flatnonzero((left <= x) & (x <= right) & (top <= y) & (y <= bottom)))
    return [piece for row in piece_rows(own) for piece in row.pieces if abs(row.baseline - line.baseline) < _ACROSS]


def _completed(table: RuledTable, pieces: Sequence[Piece], *, at_top: bool) -> RuledTable | None:
    """The table with words in the cells of its first or last row that they stand over; None if not all stand so."""
    cells = list(table.cells)
    for piece in pieces:
        number = next((at for at, cell in enumerate(cells) if _is_at(cell, piece, table, at_top=at_top)), None)
        if number is None:
            return None
        cell, word = cells[number], piece.line
        cells[number] = replace(cell, lines=(word, *cell.lines) if at_top else (*cell.lines, word))
    return replace(table, cells=tuple(cells)) if pieces else None


def _is_at(cell: RuledCell, piece: Piece, table: RuledTable, *, at_top: bool) -> bool:
    edge = cell.row == 0 if at_top else cell.row + cell.row_span == len(table.ys) - 1
    return edge and cell.box[0] <= piece.middle <= cell.box[2]
