"""Frames to tables (划格): a lattice of rules, its slots united where no rule parts them, and the text in the cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.load.pdf.geometry import Box, box_around
from index.load.pdf.lines import Line, lines_of, tokens
from index.load.pdf.rules import REACH, Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.load.pdf.glyphs import Glyph
    from index.load.pdf.strokes import Segment

_COVERED: Final = 0.6  # of an edge must be drawn for it to part two slots
_SMALLEST: Final = 2  # lines in each direction
_MARGIN: Final = 1.0

Slot = tuple[int, int]


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


@dataclass(frozen=True, slots=True)
class _Lattice:
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: dict[Slot, Slot]  # the top left slot of the cell that each slot belongs to
    uneven: bool

    def slot_at(self, x: float, y: float) -> Slot | None:
        column, row = _between(self.xs, x), _between(self.ys, y)
        return None if column is None or row is None else (row, column)


def ruled_tables(frames: Iterable[Frame], glyphs: Sequence[Glyph]) -> tuple[list[RuledTable], list[Line]]:
    """The tables of a page from the top, with their text, and the lines of text outside of them."""
    lattices = [lattice for frame in frames if (lattice := _lattice(frame)) is not None]
    lattices = [one for one in lattices if not any(_is_inside(one, other) for other in lattices)]
    lattices.sort(key=lambda one: (one.ys[0], one.xs[0]))
    held: list[dict[Slot, list[Glyph]]] = [{} for _ in lattices]
    cut: set[int] = set()
    free: list[Glyph] = []
    for run in tokens(glyphs):
        x0, y0, x1, y1 = box_around(glyph.box for glyph in run)
        for number, lattice in enumerate(lattices):
            slot = lattice.slot_at((x0 + x1) / 2, (y0 + y1) / 2)
            if slot is not None:
                owner = lattice.owner[slot]
                held[number].setdefault(owner, []).extend(run)
                if len(run) > 1 and _lies_across(lattice, owner, run):
                    cut.add(number)
                break
        else:
            free.extend(run)
    tables = [
        _table(lattice, own, cut=number in cut)
        for number, (lattice, own) in enumerate(zip(lattices, held, strict=True))
    ]
    return tables, lines_of(free)


def _lattice(frame: Frame) -> _Lattice | None:
    xs = _positions(line.position for line in frame.verticals)
    ys = _positions(line.position for line in frame.horizontals)
    if len(xs) < _SMALLEST or len(ys) < _SMALLEST or len(xs) + len(ys) == _SMALLEST * 2:
        return None
    owner, uneven = _owners(frame, xs, ys)
    return _Lattice(xs, ys, owner, uneven) if len(set(owner.values())) > 1 else None


def _positions(values: Iterable[float]) -> tuple[float, ...]:
    """Positions of lines, those that lie together made one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= REACH:
            groups[-1].append(value)
        else:
            groups.append([value])
    return tuple(sum(group) / len(group) for group in groups)


def _owners(frame: Frame, xs: Sequence[float], ys: Sequence[float]) -> tuple[dict[Slot, Slot], bool]:
    """Unite slots over edges that are not drawn; a union that is no rectangle is kept row by row."""
    slots = [(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)]
    open_right = {
        (row, column)
        for row, column in slots
        if column + 2 < len(xs) and not _is_drawn(frame.verticals, xs[column + 1], ys[row], ys[row + 1])
    }
    open_below = {
        (row, column)
        for row, column in slots
        if row + 2 < len(ys) and not _is_drawn(frame.horizontals, ys[row + 1], xs[column], xs[column + 1])
    }
    owner: dict[Slot, Slot] = {}
    uneven = False
    for group in _united(slots, open_right, open_below):
        tops, lefts = zip(*group, strict=True)
        first = (min(tops), min(lefts))
        if len(group) == (max(tops) - first[0] + 1) * (max(lefts) - first[1] + 1):
            owner.update(dict.fromkeys(group, first))
            continue
        uneven = True
        for row, column in sorted(group):
            owner[row, column] = owner[row, column - 1] if (row, column - 1) in open_right else (row, column)
    return owner, uneven


def _united(slots: Sequence[Slot], open_right: set[Slot], open_below: set[Slot]) -> Iterable[list[Slot]]:
    """Slots in groups that no drawn edge parts."""
    parents = {slot: slot for slot in slots}

    def root(slot: Slot) -> Slot:
        while parents[slot] != slot:
            parents[slot] = parents[parents[slot]]
            slot = parents[slot]
        return slot

    for row, column in open_right:
        parents[root((row, column))] = root((row, column + 1))
    for row, column in open_below:
        parents[root((row, column))] = root((row + 1, column))
    groups: dict[Slot, list[Slot]] = {}
    for slot in slots:
        groups.setdefault(root(slot), []).append(slot)
    return groups.values()


def _is_drawn(lines: Iterable[Segment], position: float, start: float, end: float) -> bool:
    """Whether enough of an edge is drawn."""
    pieces = sorted(
        (max(line.start, start), min(line.end, end))
        for line in lines
        if abs(line.position - position) <= REACH and line.end > start and line.start < end
    )
    drawn, reached = 0.0, start
    for first, last in pieces:
        drawn += max(0.0, last - max(first, reached))
        reached = max(reached, last)
    return drawn >= _COVERED * (end - start)


def _is_inside(inner: _Lattice, outer: _Lattice) -> bool:
    """Whether a lattice lies within one cell of another: a box drawn in a cell is no table of its own."""
    if inner is outer:
        return False
    first = outer.slot_at(inner.xs[0] + REACH, inner.ys[0] + REACH)
    last = outer.slot_at(inner.xs[-1] - REACH, inner.ys[-1] - REACH)
    return first is not None and last is not None and outer.owner[first] == outer.owner[last]


def _between(positions: Sequence[float], value: float) -> int | None:
    if not positions[0] - _MARGIN <= value <= positions[-1] + _MARGIN:
        return None
    inner = positions[1:-1]
    return sum(position <= value for position in inner)


def _lies_across(lattice: _Lattice, owner: Slot, run: Sequence[Glyph]) -> bool:
    """Whether the middle of a number's first or last glyph lies in another cell than the number's own middle."""
    height = (run[0].y0 + run[0].y1) / 2
    for glyph in (run[0], run[-1]):
        slot = lattice.slot_at(glyph.middle, height)
        if slot is None or lattice.owner[slot] != owner:
            return True
    return False


def _table(lattice: _Lattice, held: dict[Slot, list[Glyph]], *, cut: bool) -> RuledTable:
    groups: dict[Slot, list[Slot]] = {}
    for slot, first in lattice.owner.items():
        groups.setdefault(first, []).append(slot)
    cells = []
    for (row, column), group in sorted(groups.items()):
        last_row, last_column = max(slot[0] for slot in group) + 1, max(slot[1] for slot in group) + 1
        box = (lattice.xs[column], lattice.ys[row], lattice.xs[last_column], lattice.ys[last_row])
        text = tuple(lines_of(held[row, column], in_cell=True)) if (row, column) in held else ()
        cells.append(RuledCell(row, column, last_row - row, last_column - column, box, text))
    return RuledTable(lattice.xs, lattice.ys, tuple(cells), lattice.uneven, cut)
