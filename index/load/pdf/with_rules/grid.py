"""Frames to tables (表格): the text of a page in the cells of its lattices."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.load.pdf.pages.glyphs import Glyphs
from index.load.pdf.pages.lines import Line, number_starts
from index.load.pdf.with_rules.lattice import OUTSIDE, lattices
from index.load.pdf.with_rules.setting import lines_by_group
from index.model.frozen import frozen
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.glyphs import Glyph
    from index.load.pdf.pages.native import Floats, Indices
    from index.load.pdf.with_rules.lattice import Lattice
    from index.load.pdf.with_rules.rules import Frame

_AT_ONCE: Final = 24_000  # glyphs
_LARGE: Final = 1.5  # times as high as most of a page: what may be no text of a table
_MEETS: Final = 0.6  # points: from a rule to the digits on either side that touch over it
_OVER: Final = 1.5  # times as high as its cell: what is none


@frozen
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

    `uneven` says that rules are drawn so that some cells are no rectangles; `cut` that numbers lie across a rule;
    `unsure` that what its figures are of is not told for certain.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]
    uneven: bool = False
    cut: bool = False
    unsure: bool = False

    @property
    def box(self) -> Box:
        """Its outer border."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


@dataclass(frozen=True, slots=True)
class RuledPage:
    """The tables of a page from the top, and the lines of text outside of them."""

    tables: list[RuledTable]
    lines: list[Line]


class _Words(NamedTuple):
    """Glyphs of several pages, and where each word of them starts (a number, or another glyph).

    Of each word, too, its length in glyphs and its middle; and the words of each page.
    """

    glyphs: Glyphs
    starts: Indices
    lengths: Indices
    x: Floats
    y: Floats
    pages: list[slice]


class _Standing(NamedTuple):
    """The cells of a lattice that the words of a page stand in, and the numbers that lie across its rules."""

    cells: Indices
    across: Indices


class _Held(NamedTuple):
    """A lattice with the group of its first slot, and whether numbers lie across its rules."""

    lattice: Lattice
    first: int
    cut: bool


def ruled_pages(pages: Iterable[tuple[Iterable[Frame], Sequence[Glyph]]]) -> Iterator[RuledPage]:
    """The tables and lines of pages that are given by their frames and glyphs.

    Pages are taken together as long as they have few glyphs: columns of few take as long as those of many.
    """
    batch: list[tuple[Iterable[Frame], Glyphs]] = []
    count = 0
    for frames, glyphs in pages:
        batch.append((frames, Glyphs.of(glyphs)))
        count += len(glyphs)
        if count >= _AT_ONCE:
            yield from _ruled(batch)
            batch, count = [], 0
    if batch:
        yield from _ruled(batch)


def _ruled(pages: Sequence[tuple[Iterable[Frame], Glyphs]]) -> Iterator[RuledPage]:
    """Number all slots of all pages through: these are the groups of glyphs; what is free on a page has a negative.

    What is printed over a table, as a watermark, is in a group beside those of the pages.
    """
    glyphs = Glyphs.joined([own for _, own in pages])
    ends = np.cumsum([0, *(len(own) for _, own in pages)])
    found = [lattices(frames) for frames, _ in pages]
    words = _words(glyphs, number_starts(glyphs, ends), ends)
    standing = _standing(found, words)
    both = [pair for one in zip(found, standing, strict=True) for pair in zip(*one, strict=True)]
    if touching := [at for lattice, stands in both for at in _touching(lattice, words, stands.across)]:
        words = _words(glyphs, np.union1d(words.starts, touching), ends)
        standing = _standing(found, words)
    groups = np.empty(len(words.starts), dtype=np.intp)
    tables: list[list[_Held]] = []
    first, beside = 0, -1 - len(pages)
    for number, (page, here, stands) in enumerate(zip(words.pages, found, standing, strict=True)):
        own = groups[page]
        own[:] = -1 - number
        large = _large(words, page, glyphs.size[ends[number] : ends[number + 1]]) if here else ()
        tables.append([])
        for lattice, (cells, across) in zip(here, stands, strict=True):
            held = (own < 0) & (cells != OUTSIDE)
            cut = bool(held.take(across - page.start).any())
            own[held] = first + cells[held]
            for word in large:
                if groups[word] >= first and _is_over(lattice, words, word, int(groups[word]) - first):
                    groups[word] = beside
            tables[-1].append(_Held(lattice, first, cut))
            first += lattice.cells.size
    lines = lines_by_group(glyphs, np.repeat(groups, words.lengths))
    for number, held_here in enumerate(tables):
        yield RuledPage([_table(one, lines) for one in held_here], lines.get(-1 - number, []))


def _words(glyphs: Glyphs, starts: Indices, ends: Indices) -> _Words:
    """The words of glyphs of several pages, which begin and end at `ends`."""
    lengths = np.diff(starts, append=len(glyphs))
    pages = [slice(*both) for both in pairwise(np.searchsorted(starts, ends).tolist())]
    if not len(glyphs):
        return _Words(glyphs, starts, lengths, glyphs.x0, glyphs.y0, pages)
    x0, x1 = np.minimum.reduceat(glyphs.x0, starts), np.maximum.reduceat(glyphs.x1, starts)
    y0, y1 = np.minimum.reduceat(glyphs.y0, starts), np.maximum.reduceat(glyphs.y1, starts)
    return _Words(glyphs, starts, lengths, (x0 + x1) / 2, (y0 + y1) / 2, pages)


def _large(words: _Words, page: slice, sizes: Floats) -> list[int]:
    """The words of a page that are much higher than most of it; `sizes` are those of its glyphs."""
    if not len(sizes) or sizes.max() <= _LARGE * sizes.min():  # the median takes much longer
        return []
    large = words.glyphs.size[words.starts[page]] > _LARGE * np.median(sizes)
    found: list[int] = (page.start + np.flatnonzero(large)).tolist()
    return found


def _is_over(lattice: Lattice, words: _Words, word: int, cell: int) -> bool:
    """Whether a word is too high for the cell that it stands in: a watermark is printed over all cells."""
    rows = np.flatnonzero((lattice.cells == cell).any(axis=1))
    height = lattice.ys[rows[-1] + 1] - lattice.ys[rows[0]]
    return bool(words.glyphs.size[words.starts[word]] > _OVER * height)


def _standing(found: Sequence[Sequence[Lattice]], words: _Words) -> list[list[_Standing]]:
    """How the words of each page stand in each of its lattices."""
    return [[_stand(lattice, words, page) for lattice in here] for here, page in zip(found, words.pages, strict=True)]


def _stand(lattice: Lattice, words: _Words, page: slice) -> _Standing:
    cells = lattice.cells_at(words.x[page], words.y[page])
    return _Standing(cells, _across(lattice, words, page, cells))


def _across(lattice: Lattice, words: _Words, page: slice, cells: Indices) -> Indices:
    """The numbers of which the middle of the first or last glyph lies in another cell than the number's own middle."""
    numbers = np.flatnonzero(words.lengths[page] > 1)
    own = cells.take(numbers)
    numbers += page.start
    first = words.starts.take(numbers)
    glyphs = words.glyphs
    y = (glyphs.y0.take(first) + glyphs.y1.take(first)) / 2
    other = np.zeros(len(numbers), dtype=np.bool_)
    for end in (first, first + words.lengths.take(numbers) - 1):
        other |= lattice.cells_at((glyphs.x0.take(end) + glyphs.x1.take(end)) / 2, y) != own
    return numbers[other]


def _touching(lattice: Lattice, words: _Words, across: Indices) -> Iterator[int]:
    """Yield where in the glyphs a number begins that touches the one in the cell before it, over the rule between.

    `across` are the numbers that lie across a rule.
    """
    for word in across.tolist():
        start = int(words.starts[word])
        glyphs = words.glyphs[start : start + int(words.lengths[word])]
        for at in range(1, len(glyphs)):
            rule = next((x for x in lattice.xs if glyphs.middle[at - 1] < x < glyphs.middle[at]), None)
            if rule is not None and _are_two(glyphs, at, rule, lattice):
                yield start + at


def _are_two(glyphs: Glyphs, at: int, rule: float, lattice: Lattice) -> bool:
    """Whether two numbers meet at a rule: together they are none, or one that would have had room in its column."""
    before, after = glyphs[:at].text, glyphs[at:].text
    if max(abs(glyphs.x1[at - 1] - rule), abs(glyphs.x0[at] - rule)) > _MEETS:
        return False
    if parse_quantity(before) is None or parse_quantity(after) is None or after.startswith("."):
        return False
    if parse_quantity(before + after) is None:
        return True
    place = lattice.xs.index(rule)
    beside = lattice.xs[max(place - 1, 0) : place + 2]
    return float(glyphs.x1[-1] - glyphs.x0[0]) < min(right - left for left, right in pairwise(beside))


def _table(held: _Held, lines: Mapping[int, Sequence[Line]]) -> RuledTable:
    lattice = held.lattice
    xs, ys, columns = lattice.xs, lattice.ys, lattice.cells.shape[1]
    cells = [
        RuledCell(
            row,
            column,
            last_row - row,
            last_column - column,
            (xs[column], ys[row], xs[last_column], ys[last_row]),
            tuple(lines.get(held.first + row * columns + column, ())),
        )
        for row, column, last_row, last_column in lattice.spans()
    ]
    return RuledTable(xs, ys, tuple(cells), lattice.uneven, held.cut)
