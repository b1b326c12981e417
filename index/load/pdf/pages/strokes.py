"""The ruling lines that paths draw (画线): stroked level or upright segments, and thin filled rectangles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from index.load.pdf.pages.fills import Fills, light_of, sides
from index.load.pdf.pages.geometry import IDENTITY, chained
from index.load.pdf.pages.native import (
    BOUNDS,
    DRAW_MODE,
    FILL_COLOUR,
    OBJECT_MATRIX,
    SEGMENT,
    SEGMENT_CLOSES,
    SEGMENT_POINT,
    SEGMENT_TYPE,
    SEGMENTS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.load.pdf.pages.geometry import Matrix
    from index.load.pdf.pages.native import Flags, Floats, Indices

_THIN: Final = 3.0  # points: a filled rectangle up to this thick is a line; a thicker one is shading
_DOT: Final = 1.6  # points: a filled shape up to this wide and high is a dot of a rule in either direction
_STRAIGHT: Final = 1.0
_SLACK: Final = 1.0  # points by which a rule may lie off its page
_MAX_SEGMENTS: Final = 2000  # a path with more is a drawing; a dashed border may be one path of a thousand
_RECTANGLE: Final = 3
_CORNERED: Final = (4, 5)  # corners of a rectangle, closed or not
_AT_ONCE: Final = 8000  # paths that are read together


class Segment(NamedTuple):
    """A straight piece of a rule: `position` across, from `start` to `end` along."""

    position: float
    start: float
    end: float


_MADE: Final = partial(tuple.__new__, Segment)  # twice as fast as Segment itself


class Rules(NamedTuple):
    """The level and the upright segments that a page draws, in no order."""

    horizontals: list[Segment]
    verticals: list[Segment]


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths of several pages: their addresses, the transformations of those in forms and the pages they are of.

    `matrices` takes each page's own space to the page as displayed, one row a page; `sizes` are its width and height.
    """

    handles: Indices
    in_forms: Mapping[int, Matrix]
    pages: Indices
    matrices: Floats
    sizes: Floats

    def part(self, start: int) -> Paths:
        """Some of them, as many as are read together."""
        which = slice(start, start + _AT_ONCE)
        return Paths(self.handles[which], self.in_forms, self.pages[which], self.matrices, self.sizes)


class _Corners(NamedTuple):
    """The corners of drawn paths one after another, the pieces that they belong to, and how these are drawn."""

    x: Floats
    y: Floats
    pieces: Indices
    filled: Flags  # one a piece
    stroked: Flags
    paths: Indices


class _Spans(NamedTuple):
    """Straight pieces from one end to the other, or boxes from corner to corner, and the pages that they are on."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    pages: Indices

    def where(self, which: Flags) -> _Spans:
        """Some of them."""
        return _Spans(self.x0[which], self.y0[which], self.x1[which], self.y1[which], self.pages[which])

    def mirrored(self) -> _Spans:
        """The same with across and down exchanged."""
        return _Spans(self.y0, self.x0, self.y1, self.x1, self.pages)


def strokes(paths: Paths) -> list[Rules]:
    """The segments of rules on each page, transformed to the page, as far as they lie on it."""
    found = [Rules([], []) for _ in paths.matrices]
    painted: list[list[Fills]] = [[] for _ in found]
    for start in range(0, len(paths.handles), _AT_ONCE):
        for ends in _read(paths.part(start), painted):
            _add(found, ends, paths.sizes)
    for number, fills in enumerate(painted):
        for side in sides(Fills(*map(np.concatenate, zip(*fills, strict=True)))) if fills else ():
            x0, y0, x1, y1 = side.T
            _add(found, _Spans(x0, y0, x1, y1, np.full(len(side), number)), paths.sizes)
    return found


def _add(found: Sequence[Rules], ends: _Spans, sizes: Floats) -> None:
    """Add what of straight pieces lies on their pages to the segments of these."""
    across, down = abs(ends.x0 - ends.x1), abs(ends.y0 - ends.y1)
    level = (down <= _STRAIGHT) & (across >= _STRAIGHT)
    upright = (across <= _STRAIGHT) & (down >= _STRAIGHT) & ~level
    for page, segments in _segments(ends.where(level), sizes):
        found[page].horizontals.extend(segments)
    for page, segments in _segments(ends.where(upright).mirrored(), sizes[:, ::-1]):
        found[page].verticals.extend(segments)


def _segments(ends: _Spans, sizes: Floats) -> Iterator[tuple[int, list[Segment]]]:
    """Level pieces as segments, with the page of those that follow one another.

    `sizes` say how long a page is along them and how deep across.
    """
    length, depth = sizes.take(ends.pages, axis=0).T
    position, start, end = (ends.y0 + ends.y1) / 2, np.minimum(ends.x0, ends.x1), np.maximum(ends.x0, ends.x1)
    on_page = (position >= -_SLACK) & (position <= depth + _SLACK) & (end > 0) & (start < length)
    columns = position, np.where(start >= 0, start, 0.0), np.minimum(end, length)
    made = list(map(_MADE, zip(*(column[on_page].tolist() for column in columns), strict=True)))
    pages = ends.pages[on_page]
    changes = (np.flatnonzero(pages[1:] != pages[:-1]) + 1).tolist()
    for first, last in pairwise((0, *changes, len(made))) if made else ():
        yield int(pages[first]), made[first:last]


def _read(paths: Paths, painted: Sequence[list[Fills]]) -> Iterator[_Spans]:
    """Yield what may be rules among paths, and note the filled rectangles that are none."""
    known, modes = DRAW_MODE.each(paths.handles)
    counts = SEGMENTS.each(paths.handles)
    drawn = known & modes.any(axis=1) & (counts > 0) & (counts <= _MAX_SEGMENTS)
    plain = drawn & (modes[:, 1] == 0) & np.isin(counts, _CORNERED)
    bars, thin = _bars(paths, np.flatnonzero(plain))
    if len(thin):
        drawn[thin] = False
        yield from _along(bars)
    which = np.flatnonzero(drawn)
    if len(which):
        corners = _corners(paths, which, counts, modes)
        for page, fills in _fills(corners, paths):
            painted[page].append(fills)
        yield from _ends(corners, paths.pages)


def _bars(paths: Paths, which: Indices) -> tuple[_Spans, Indices]:
    """The thin boxes among filled paths of a rectangle's corners, and their numbers.

    Of a thin shape the box around it says all, so that its corners need not be asked for. In forms, which may be
    turned by any angle, they are.
    """
    own = which[~np.isin(paths.handles[which], list(paths.in_forms))] if paths.in_forms else which
    known, bounds = BOUNDS.each(paths.handles[own])
    pages = paths.pages[own]
    a, b, c, d, e, f = paths.matrices.take(pages, axis=0).T
    left, bottom, right, top = bounds.T
    x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
    x1, y1 = a * right + c * top + e, b * right + d * top + f
    boxes = _Spans(np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1), pages)
    thin = known & (np.minimum(boxes.x1 - boxes.x0, boxes.y1 - boxes.y0) <= _THIN)
    return boxes.where(thin), own[thin]


def _corners(paths: Paths, drawn: Indices, counts: Indices, modes: Floats) -> _Corners:
    """The corners of the paths that are drawn."""
    owners = np.repeat(drawn, counts[drawn])  # of each segment
    first = np.diff(owners, prepend=-1) != 0
    numbers = np.arange(len(owners)) - np.flatnonzero(first)[np.cumsum(first) - 1]
    segments = SEGMENT.each(paths.handles[owners], numbers)
    x, y = SEGMENT_POINT.each(segments)[1].T
    a, b, c, d, e, f = _matrices(paths, drawn)[np.cumsum(first) - 1].T
    begins = first | (SEGMENT_TYPE.each(segments) == pdfium.FPDF_SEGMENT_MOVETO)
    filled, stroked = modes[owners[begins]].T != 0
    corners = _Corners(a * x + c * y + e, b * x + d * y + f, np.cumsum(begins) - 1, filled, stroked, owners[begins])
    return _closed(corners, segments)


def _matrices(paths: Paths, drawn: Indices) -> Floats:
    """What takes the points of paths to their pages, one row a path."""
    known, own = OBJECT_MATRIX.each(paths.handles[drawn])
    own[~known] = IDENTITY
    if paths.in_forms:
        outer = [paths.in_forms.get(path, IDENTITY) for path in paths.handles[drawn].tolist()]
        own = chained(own, np.array(outer))
    return chained(own, paths.matrices.take(paths.pages[drawn], axis=0))


def _closed(corners: _Corners, segments: Indices) -> _Corners:
    """The corners with the first of a piece once more where it is closed.

    Of pieces that are only filled, it matters for triangles alone: the others are told by the box around them.
    """
    starts, lengths = _extents(corners)
    matters = corners.stroked | (lengths == _RECTANGLE)
    asked = np.flatnonzero(matters[corners.pieces])
    asked = asked[asked != starts[corners.pieces[asked]]]
    closing = asked[SEGMENT_CLOSES.each(segments[asked]) != 0]
    back = starts[corners.pieces[closing]]
    return corners._replace(
        x=np.insert(corners.x, closing + 1, corners.x[back]),
        y=np.insert(corners.y, closing + 1, corners.y[back]),
        pieces=np.insert(corners.pieces, closing + 1, corners.pieces[closing]),
    )


def _extents(corners: _Corners) -> tuple[Indices, Indices]:
    """Where each piece starts, and how many corners it has."""
    lengths = np.bincount(corners.pieces)
    return np.cumsum(lengths) - lengths, lengths


def _fills(corners: _Corners, paths: Paths) -> Iterator[tuple[int, Fills]]:
    """Yield the filled rectangles that are no lines, page by page."""
    starts, lengths = _extents(corners)
    x0, x1 = np.minimum.reduceat(corners.x, starts), np.maximum.reduceat(corners.x, starts)
    y0, y1 = np.minimum.reduceat(corners.y, starts), np.maximum.reduceat(corners.y, starts)
    own = corners.pieces
    off = np.maximum(
        np.minimum(corners.x - x0[own], x1[own] - corners.x), np.minimum(corners.y - y0[own], y1[own] - corners.y)
    )
    areas = corners.filled & np.isin(lengths, _CORNERED) & (np.minimum(x1 - x0, y1 - y0) > _THIN)
    areas &= np.maximum.reduceat(off, starts) <= _STRAIGHT
    painted = corners.paths[areas]
    known, colours = FILL_COLOUR.each(paths.handles[painted])
    boxes, light, pages = np.stack((x0, y0, x1, y1), axis=1)[areas], light_of(colours), paths.pages[painted]
    for page in np.unique(pages[known]).tolist():
        here = known & (pages == page)
        yield page, Fills(boxes[here], light[here])


def _ends(corners: _Corners, pages: Indices) -> Iterator[_Spans]:
    """Yield what may be rules: the middles of thin filled pieces, the sides of stroked ones."""
    starts, lengths = _extents(corners)
    x0, x1 = np.minimum.reduceat(corners.x, starts), np.maximum.reduceat(corners.x, starts)
    y0, y1 = np.minimum.reduceat(corners.y, starts), np.maximum.reduceat(corners.y, starts)
    bars = corners.filled & (np.minimum(x1 - x0, y1 - y0) <= _THIN) & (lengths > _RECTANGLE)
    owners = pages[corners.paths]
    yield from _along(_Spans(x0, y0, x1, y1, owners).where(bars))
    sided = (corners.stroked & ~bars)[corners.pieces]
    side = np.flatnonzero((corners.pieces[1:] == corners.pieces[:-1]) & sided[1:])
    x, y = corners.x, corners.y
    yield _Spans(x[side], y[side], x[side + 1], y[side + 1], owners[corners.pieces[side]])


def _along(boxes: _Spans) -> Iterator[_Spans]:
    """Yield the middle lines of thin boxes.

    A dot may be part of a level rule or of an upright one: it counts for both, as long as the shortest piece.
    """
    x0, y0, x1, y1, pages = boxes
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    dots = np.maximum(x1 - x0, y1 - y0) <= _DOT
    wide = x1 - x0 >= y1 - y0
    ends = _Spans(np.where(wide, x0, x), np.where(wide, y, y0), np.where(wide, x1, x), np.where(wide, y, y1), pages)
    yield ends.where(~dots)
    if dots.any():
        half = np.full(np.count_nonzero(dots), _STRAIGHT / 2)
        x, y, pages = x[dots], y[dots], pages[dots]
        yield _Spans(x - half, y, x + half, y, pages)
        yield _Spans(x, y - half, x, y + half, pages)
