"""Second readings of ruled tables in doubt (存疑表格的另一种读法): by where words and figures stand in the frame."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.pdf.pages.lines import lines_of
from index.load.pdf.pages.pieces import parted_closely, piece_rows
from index.load.pdf.without_rules.columns import column_at, columns_of
from index.load.pdf.without_rules.unruled import unruled_tables
from index.load.pdf.without_rules.wider import wider_read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.glyphs import Glyph
    from index.load.pdf.pages.pieces import Piece
    from index.load.pdf.pages.strokes import Segment
    from index.load.pdf.with_rules.grid import RuledCell, RuledTable
    from index.load.pdf.without_rules.columns import Column

_MARGIN: Final = 1.0  # points


def second_readings(table: RuledTable, glyphs: Sequence[Glyph], level: Sequence[Segment]) -> Iterator[RuledTable]:
    """Yield other readings of a table with several figures in a cell, figures across a rule, or uneven cells."""
    own = [glyph for glyph in glyphs if _is_in(glyph, table.box)] if _is_doubtful(table) else []
    if not own:
        return
    divided = table
    for column in reversed(range(len(table.xs) - 1)):
        divided = _divided(divided, column, own)
    if divided is not table:
        yield divided
    if table.cut:
        yield from wider_read(table, own)
    read = unruled_tables(own, level)
    if len(read.tables) == 1 and not read.unread:
        placed = read.tables[0].table
        yield replace(placed, xs=table.xs) if len(placed.xs) == len(table.xs) else placed


def _is_doubtful(table: RuledTable) -> bool:
    return table.uneven or table.cut or any(line.split for cell in table.cells for line in cell.lines)


def _is_in(glyph: Glyph, box: Box) -> bool:
    return box[0] <= glyph.middle <= box[2] and box[1] <= (glyph.y0 + glyph.y1) / 2 <= box[3]


def _divided(table: RuledTable, column: int, glyphs: Sequence[Glyph]) -> RuledTable:
    """The table with a column divided where its figures stand in several columns: a border that is not drawn."""
    cells = [cell for cell in table.cells if cell.column == column and cell.column_span == 1]
    held = {cell: [glyph for glyph in glyphs if _is_in(glyph, cell.box)] for cell in cells}
    split = [cell for cell in cells if any(line.split for line in cell.lines)]
    rows = [replace(row, figured=True) for cell in split for row in piece_rows(held[cell]) if row.has_figure]
    columns = columns_of(rows)
    if len(columns) < len(("one", "other")) or not all(one.figures for one in columns):
        return table
    if any(len({column_at(piece, columns) for piece in row.pieces}) < len(row.pieces) for row in rows):
        return table
    more = len(columns) - 1
    inner = tuple((before.right + after.left) / 2 for before, after in pairwise(columns))
    xs = (*table.xs[: column + 1], *inner, *table.xs[column + 1 :])
    found: list[RuledCell] = []
    for cell in table.cells:
        if cell in held:
            found += _parts(cell, held[cell], columns, xs)
        elif cell.column <= column < cell.column + cell.column_span:
            found.append(replace(cell, column_span=cell.column_span + more))
        else:
            found.append(replace(cell, column=cell.column + more) if cell.column > column else cell)
    return replace(table, xs=xs, cells=tuple(found))


def _parts(
    cell: RuledCell, glyphs: Sequence[Glyph], columns: Sequence[Column], xs: Sequence[float]
) -> Iterator[RuledCell]:
    """Yield a cell of the divided column in its parts; words across a border stand over all of them."""
    pieces = [piece for row in piece_rows(glyphs) for piece in parted_closely(row).pieces]
    borders = xs[cell.column : cell.column + len(columns) + 1]
    if any(_crosses(piece, borders) for piece in pieces):
        yield replace(cell, column_span=len(columns))
        return
    for number, (left, right) in enumerate(pairwise(borders)):
        own = [glyph for piece in pieces if left <= piece.middle <= right for glyph in piece.glyphs]
        box = (left, cell.box[1], right, cell.box[3])
        lines = tuple(lines_of(own, in_cell=True)) if own else ()
        yield replace(cell, column=cell.column + number, box=box, lines=lines)


def _crosses(piece: Piece, borders: Sequence[float]) -> bool:
    return any(piece.left + _MARGIN < border < piece.right - _MARGIN for border in borders[1:-1])
