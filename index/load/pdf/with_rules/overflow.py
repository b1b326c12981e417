"""Words that stick out of their cells (出框文字): lines across a rule are of the cell whose words they go on from.

A merged cell that the page break cuts leaves its words in the half that is too low for them: across the topmost or
lowest rule of the table, or over the cell that stands next below or above.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from index.load.pdf.pages.glyphs import IN_NUMBER
from index.load.pdf.pages.pieces import piece_rows
from index.model.document import UNKNOWN
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.lines import Line
    from index.load.pdf.pages.page import PageContent
    from index.load.pdf.pages.pieces import Piece
    from index.load.pdf.with_rules.grid import RuledCell, RuledTable

_ACROSS: Final = 1.0  # points that a line reaches over the rule, at least; captions keep off it
_HANGING: Final = 0.35  # of its height: what words that nothing lies upon have on the other side of a rule, at least
_UPON: Final = 0.2  # of its height: what lines that are no lines of the same words lie upon each other, at least
_PITCH: Final = (0.6, 1.8)  # of the size: from the baseline of a line to that of the next one of the same words


def taken_in(
    content: PageContent, tables: Sequence[RuledTable], lines: Sequence[Line]
) -> tuple[list[RuledTable], list[Line]]:
    """The tables with the words that stick out of them, and the lines that are left."""
    found, free = [_marked(_hung(table)) for table in tables], list(lines)
    for number, table in enumerate(found):
        for line in [line for line in free if _sticks_out(line.box, table.box)]:
            at_top = line.box[1] < table.ys[0]
            whole = _completed(found[number], _pieces(content, line), at_top=at_top)
            if whole is not None:
                found[number] = whole
                free.remove(line)
    return found, free


def cut_off_at(table: RuledTable) -> float | None:
    """Where the page ends before a table does: all numbers in its last column, and no others, are cut off there."""
    last = len(table.xs) - 1
    cut: list[float] = []
    for cell in table.cells:
        at_side = cell.column + cell.column_span == last
        for line in cell.lines:
            if not IN_NUMBER.issuperset(line.text):
                continue
            if (line.text[-1] == UNKNOWN) is not at_side:
                return None
            if at_side:
                away = len(line.text) - len(line.text.rstrip(UNKNOWN))
                cut.append(line.box[2] - away * (line.box[2] - line.box[0]) / len(line.text))
    return max(cut, default=None)


def _marked(table: RuledTable) -> RuledTable:
    """The table with "�" after words that reach to where it is cut off: what more they say is not known."""
    edge = cut_off_at(table)
    if edge is None:
        return table
    return replace(
        table,
        cells=tuple(
            replace(
                cell,
                lines=tuple(
                    replace(line, text=line.text + UNKNOWN)
                    if line.box[2] > edge - line.size / 2 and line.text[-1:] != UNKNOWN
                    else line
                    for line in cell.lines
                ),
            )
            for cell in table.cells
        ),
    )


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


def _hung(table: RuledTable) -> RuledTable:
    """The table with lines of words across an inner rule in the cell whose words they go on from."""
    cells = list(table.cells)
    for at, cell in enumerate(table.cells):
        if not cell.lines:
            continue
        first, last = cell.lines[0], cell.lines[-1]
        _, top, _, foot = cell.box
        end = cell.row + cell.row_span
        if cell.row and first.box[1] < top and _hangs(first, top, cell, cell.lines[1:2]):
            _give(cells, at, cell.row, above=True)
        elif end < len(table.ys) - 1 and foot < last.box[3] and _hangs(last, foot, cell, cell.lines[-2:-1]):
            _give(cells, at, end, above=False)
    return table if tuple(cells) == table.cells else replace(table, cells=tuple(cells))


def _hangs(line: Line, rule: float, cell: RuledCell, beside: Sequence[Line]) -> bool:
    """Whether words lie across a rule of their cell, nearer to it than to the middle, and upon what else is there."""
    top, bottom = line.box[1], line.box[3]
    height = bottom - top
    least = _ACROSS if beside else _HANGING * height
    if not top + least < rule < bottom - least or parse_quantity(line.text) is not None:
        return False
    if any(min(bottom, one.box[3]) - max(top, one.box[1]) < _UPON * height for one in beside):
        return False
    middle = (top + bottom) / 2
    return abs(middle - rule) < abs(middle - (cell.box[1] + cell.box[3]) / 2)


def _give(cells: list[RuledCell], at: int, row: int, *, above: bool) -> None:
    """Give the first or last line of a cell to that above or below it, if it is the next one of the words there."""
    own = cells[at]
    line = own.lines[0] if above else own.lines[-1]
    middle = (line.box[0] + line.box[2]) / 2
    for number, cell in enumerate(cells):
        edge = cell.row + cell.row_span if above else cell.row
        if edge != row or not cell.lines or not cell.box[0] <= middle <= cell.box[2]:
            continue
        if above and _go_on(cell.lines[-1], line):
            cells[number] = replace(cell, lines=(*cell.lines, line))
            cells[at] = replace(own, lines=own.lines[1:])
        elif not above and _go_on(line, cell.lines[0]):
            cells[number] = replace(cell, lines=(line, *cell.lines))
            cells[at] = replace(own, lines=own.lines[:-1])


def _go_on(first: Line, second: Line) -> bool:
    """Whether a line is the next one of the same words: as high, at the distance of lines."""
    least, most = (part * first.size for part in _PITCH)
    alike = abs(first.size - second.size) < _ACROSS
    words = parse_quantity(first.text) is None and parse_quantity(second.text) is None
    return alike and words and least <= second.baseline - first.baseline <= most
