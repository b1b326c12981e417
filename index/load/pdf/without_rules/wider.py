"""Figures wider than their columns (超出列宽的数字): their middle need not lie in the cell that they are of."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.load.pdf.pages.glyphs import Glyphs
from index.load.pdf.pages.lines import lines_of, number_starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.load.pdf.pages.glyphs import Glyph
    from index.load.pdf.with_rules.grid import RuledCell, RuledTable


def wider_read(table: RuledTable, glyphs: Sequence[Glyph]) -> Iterator[RuledTable]:
    """Yield the table with such figures in the cells in which they begin, and in those in which they end."""
    at = {
        (row, column): index
        for index, cell in enumerate(table.cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }

    def cell_at(x: float, y: float) -> int | None:
        return at.get((bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1))

    words = [glyphs[start:end] for start, end in pairwise((*number_starts(Glyphs.of(glyphs)).tolist(), len(glyphs)))]
    for side in (0, -1):
        held: dict[int, list[Glyph]] = defaultdict(list)
        moved: set[int] = set()
        for word in words:
            y = (word[0].y0 + word[0].y1) / 2
            own = cell_at((word[0].x0 + word[-1].x1) / 2, y)
            if own is None:
                continue
            other = cell_at(word[side].middle, y)
            if other is not None and other != own and _is_wider(word, table.cells[own], table.cells[other]):
                moved |= {own, other}
                own = other
            held[own] += word
        if moved:
            yield replace(
                table,
                cells=tuple(
                    replace(cell, lines=tuple(lines_of(held[index], in_cell=True))) if index in moved else cell
                    for index, cell in enumerate(table.cells)
                ),
            )


def _is_wider(word: Sequence[Glyph], *cells: RuledCell) -> bool:
    return word[-1].x1 - word[0].x0 > min(cell.box[2] - cell.box[0] for cell in cells)
