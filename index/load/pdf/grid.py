"""Frames to tables (表格): the text of a page in the cells of its lattices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.load.pdf.glyphs import Glyphs
from index.load.pdf.lattice import OUTSIDE, lattices
from index.load.pdf.lines import Line, number_starts
from index.load.pdf.setting import FREE, lines_by_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.load.pdf.geometry import Box
    from index.load.pdf.glyphs import Glyph
    from index.load.pdf.lattice import Lattice
    from index.load.pdf.native import Floats, Indices
    from index.load.pdf.rules import Frame


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between rules: its place in the lattice, its box in points and the lines of text in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table as drawn: `xs` and `ys` are the positions of its rules.

    `uneven` says that rules are drawn so that some cells are no rectangles; `cut` that numbers lie across a rule.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]
    uneven: bool = False
    cut: bool = False

    @property
    def box(self) -> Box:
        """Its outer border."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


class _Words(NamedTuple):
    """The glyphs of a page, where each word of them starts (a number, or another glyph), and the middles of words."""

    glyphs: Glyphs
    starts: Indices
    x: Floats
    y: Floats

    @property
    def lengths(self) -> Indices:
        """How many glyphs each has."""
        return np.diff(self.starts, append=len(self.glyphs))


def ruled_tables(frames: Iterable[Frame], glyphs: Sequence[Glyph]) -> tuple[list[RuledTable], list[Line]]:
    """The tables of a page from the top, with their text, and the lines of text outside of them."""
    words = _words(Glyphs.of(glyphs))
    groups = np.full(len(words.starts), FREE)
    first = 0
    found: list[tuple[Lattice, int, bool]] = []
    for lattice in lattices(frames):
        free = np.flatnonzero(groups == FREE)
        cells = lattice.cells_at(words.x[free], words.y[free])
        held = cells != OUTSIDE
        groups[free[held]] = first + cells[held]  # the cells of all lattices are numbered through
        found.append((lattice, first, _is_cut(lattice, words, free[held], cells[held])))
        first += lattice.cells.size
    lines = lines_by_group(words.glyphs, np.repeat(groups, words.lengths))
    return [_table(lattice, lines, first, cut=cut) for lattice, first, cut in found], lines.get(FREE, [])


def _words(glyphs: Glyphs) -> _Words:
    starts = number_starts(glyphs)
    if not len(glyphs):
        return _Words(glyphs, starts, glyphs.x0, glyphs.y0)
    x0, x1 = np.minimum.reduceat(glyphs.x0, starts), np.maximum.reduceat(glyphs.x1, starts)
    y0, y1 = np.minimum.reduceat(glyphs.y0, starts), np.maximum.reduceat(glyphs.y1, starts)
    return _Words(glyphs, starts, (x0 + x1) / 2, (y0 + y1) / 2)


def _is_cut(lattice: Lattice, words: _Words, which: Indices, cells: Indices) -> bool:
    """Whether the middle of a number's first or last glyph lies in another cell than the number's own middle."""
    lengths = words.lengths[which]
    numbers = lengths > 1
    first = words.starts[which[numbers]]
    y = (words.glyphs.y0[first] + words.glyphs.y1[first]) / 2
    middle = words.glyphs.middle
    ends = first, first + lengths[numbers] - 1
    return any((lattice.cells_at(middle[end], y) != cells[numbers]).any() for end in ends)


def _table(lattice: Lattice, lines: Mapping[int, Sequence[Line]], first: int, *, cut: bool) -> RuledTable:
    """The table of a lattice whose cells have the lines of the groups from `first`."""
    xs, ys, columns = lattice.xs, lattice.ys, lattice.cells.shape[1]
    cells = tuple(
        RuledCell(
            row,
            column,
            last_row - row,
            last_column - column,
            (xs[column], ys[row], xs[last_column], ys[last_row]),
            tuple(lines.get(first + row * columns + column, ())),
        )
        for row, column, last_row, last_column in lattice.spans()
    )
    return RuledTable(xs, ys, cells, lattice.uneven, cut)
