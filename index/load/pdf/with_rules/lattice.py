"""Frames to lattices (划格): the positions of a frame's rules, and its slots united where no rule parts them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np

from index.load.pdf.pages.strokes import Segment
from index.load.pdf.with_rules.rules import REACH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.load.pdf.pages.native import Flags, Floats, Indices
    from index.load.pdf.with_rules.rules import Frame

OUTSIDE: Final = -1
_COVERED: Final = 0.6  # of an edge must be drawn for it to part two slots
_SMALLEST: Final = 2  # lines in each direction
_MARGIN: Final = 1.0
_MOST_SLOTS: Final = 100_000  # lines that part a page into more are hatching, no table


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """The slots between rules, numbered row by row: `cells` has for each the top left slot of the cell that it is of.

    `uneven` says that rules are drawn so that some cells are no rectangles.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: Indices  # (rows, columns)
    uneven: bool
    parting: tuple[Floats, Floats]  # xs and ys less the outermost, for looking up many points

    def cells_at(self, x: Floats, y: Floats) -> Indices:
        """The cells at points, OUTSIDE where there are none."""
        if not len(x):
            return np.zeros(0, dtype=np.intp)
        column, row = self.parting[0].searchsorted(x, "right"), self.parting[1].searchsorted(y, "right")
        within = (x >= self.xs[0] - _MARGIN) & (x <= self.xs[-1] + _MARGIN)
        within &= (y >= self.ys[0] - _MARGIN) & (y <= self.ys[-1] + _MARGIN)
        return np.where(within, self.cells.take(row * self.cells.shape[1] + column), OUTSIDE)

    def spans(self) -> list[tuple[int, int, int, int]]:
        """The cells in order: the first row and column, and those after the last."""
        columns = self.cells.shape[1]
        lasts = {number: (number // columns, number % columns) for number in np.unique(self.cells).tolist()}
        merged = np.nonzero(self.cells != np.arange(self.cells.size).reshape(self.cells.shape))
        for row, column in zip(*(one.tolist() for one in merged), strict=True):
            number = int(self.cells[row, column])
            last_row, last_column = lasts[number]
            lasts[number] = max(last_row, row), max(last_column, column)
        return [(number // columns, number % columns, row + 1, column + 1) for number, (row, column) in lasts.items()]


def lattices(frames: Iterable[Frame]) -> list[Lattice]:
    """The lattices of frames from the top, less those that lie within a cell of another: boxes drawn in a cell."""
    found = [lattice for frame in frames if (lattice := _lattice(frame)) is not None]
    if len(found) > 1:
        found = [one for one in found if not any(_is_inside(one, other) for other in found)]
    return sorted(found, key=lambda one: (one.ys[0], one.xs[0]))


def _lattice(frame: Frame) -> Lattice | None:
    xs = _positions(line.position for line in frame.verticals)
    ys = _positions(line.position for line in frame.horizontals)
    if len(xs) < _SMALLEST or len(ys) < _SMALLEST or len(xs) + len(ys) == _SMALLEST * 2:
        return None
    if len(xs) * len(ys) > _MOST_SLOTS:
        return None
    cells, uneven = _cells(frame, xs, ys)
    if (cells == cells[0, 0]).all():
        return None
    return Lattice(xs, ys, cells, uneven, (np.array(xs[1:-1]), np.array(ys[1:-1])))


def _positions(values: Iterable[float]) -> tuple[float, ...]:
    """Positions of lines, those that lie together made one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= REACH:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)


def _cells(frame: Frame, xs: Sequence[float], ys: Sequence[float]) -> tuple[Indices, bool]:
    """Unite slots over edges that are not drawn; a union that is no rectangle is kept row by row."""
    cells = np.arange((len(ys) - 1) * (len(xs) - 1)).reshape(len(ys) - 1, len(xs) - 1)
    open_right = np.zeros(cells.shape, dtype=np.bool_)
    open_below = np.zeros(cells.shape, dtype=np.bool_)
    open_right[:, :-1] = ~_drawn(frame.verticals, xs[1:-1], ys).T
    open_below[:-1] = ~_drawn(frame.horizontals, ys[1:-1], xs)
    uneven = False
    width = cells.shape[1]
    for group in _united(cells, open_right, open_below):
        columns = [slot % width for slot in group]
        block = cells[group[0] // width : group[-1] // width + 1, min(columns) : max(columns) + 1]
        if len(group) == block.size:
            block[:] = block[0, 0]
            continue
        uneven = True
        for row, column in (divmod(slot, width) for slot in group):
            if column and open_right[row, column - 1]:
                cells[row, column] = cells[row, column - 1]
    return cells, uneven


def _united(cells: Indices, open_right: Flags, open_below: Flags) -> list[list[int]]:
    """The slots that an edge which is not drawn joins to others, in groups, each in order."""
    links = [
        *zip(cells[open_right].tolist(), cells[:, 1:][open_right[:, :-1]].tolist(), strict=True),
        *zip(cells[open_below].tolist(), cells[1:][open_below[:-1]].tolist(), strict=True),
    ]
    parents = {slot: slot for link in links for slot in link}

    def root(slot: int) -> int:
        while parents[slot] != slot:
            parents[slot] = parents[parents[slot]]
            slot = parents[slot]
        return slot

    for first, second in links:
        parents[root(first)] = root(second)
    groups: dict[int, list[int]] = {}
    for slot in sorted(parents):
        groups.setdefault(root(slot), []).append(slot)
    return list(groups.values())


def _drawn(lines: Sequence[Segment], positions: Sequence[float], ends: Sequence[float]) -> Flags:
    """Whether enough is drawn of the edges between ends that follow one another, at each of the positions."""
    flat = np.fromiter(chain.from_iterable(lines), dtype=np.float64)  # faster than an array of tuples
    places, starts, stops = flat.reshape(-1, len(Segment._fields)).T
    edges = np.array(ends)
    near = abs(np.subtract.outer(positions, places)) <= REACH
    whole = (starts[:, np.newaxis] <= edges[:-1]) & (stops[:, np.newaxis] >= edges[1:])
    beside = near.astype(np.float32)  # floats are multiplied fastest
    drawn: Flags = beside @ whole.astype(np.float32) > 0
    if drawn.all():
        return drawn
    partly = (starts[:, np.newaxis] < edges[1:]) & (stops[:, np.newaxis] > edges[:-1])
    touched = beside @ partly.astype(np.float32) > 0
    for position, edge in zip(*(one.tolist() for one in np.nonzero(touched & ~drawn)), strict=True):
        pieces = [(lines[index].start, lines[index].end) for index in np.flatnonzero(near[position]).tolist()]
        drawn[position, edge] = _covered(pieces, ends[edge], ends[edge + 1])
    return drawn


def _covered(lines: Iterable[tuple[float, float]], start: float, end: float) -> bool:
    """Whether pieces cover enough of an edge that none of them covers alone."""
    pieces = sorted((max(first, start), min(last, end)) for first, last in lines if last > start and first < end)
    drawn, reached = 0.0, start
    for first, last in pieces:
        drawn += max(0.0, last - max(first, reached))
        reached = max(reached, last)
    return drawn >= _COVERED * (end - start)


def _is_inside(inner: Lattice, outer: Lattice) -> bool:
    if inner is outer:
        return False
    x = np.array((inner.xs[0] + REACH, inner.xs[-1] - REACH))
    y = np.array((inner.ys[0] + REACH, inner.ys[-1] - REACH))
    first, last = outer.cells_at(x, y).tolist()
    return bool(first == last != OUTSIDE)
