"""The ruling lines that paths draw (画线): stroked level or upright segments, and thin filled rectangles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pypdfium2.raw as pdfium

from index.load.pdf.fills import Fills, light_of, sides
from index.load.pdf.geometry import IDENTITY, chained
from index.load.pdf.native import (
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
    from collections.abc import Iterator, Sequence

    from index.load.pdf.geometry import Matrix
    from index.load.pdf.native import Flags, Floats, Indices

_THIN: Final = 3.0  # points: a filled rectangle up to this thick is a line; a thicker one is shading
_DOT: Final = 1.6  # points: a filled shape up to this wide and high is a dot of a rule in either direction
_STRAIGHT: Final = 1.0
_MAX_SEGMENTS: Final = 400  # a path with more is a drawing
_RECTANGLE: Final = 3
_CORNERED: Final = (4, 5)  # corners of a rectangle, closed or not
_AT_ONCE: Final = 500  # paths that are read together


class Segment(NamedTuple):
    """A straight piece of a rule: `position` across, from `start` to `end` along."""

    position: float
    start: float
    end: float


class _Corners(NamedTuple):
    """The corners of drawn paths one after another, the pieces that they belong to, and how these are drawn."""

    x: Floats
    y: Floats
    pieces: Indices
    filled: Flags  # one a piece
    stroked: Flags
    paths: Indices


def strokes(paths: Sequence[tuple[Any, Matrix]], matrix: Matrix) -> tuple[list[Segment], list[Segment]]:
    """The horizontal and the vertical segments of paths, transformed to the page."""
    horizontals: list[Segment] = []
    verticals: list[Segment] = []
    painted: list[Fills] = []
    for start in range(0, len(paths), _AT_ONCE):
        corners = _corners(paths[start : start + _AT_ONCE], matrix)
        if corners is None:
            continue
        painted.append(_fills(corners, [path for path, _ in paths[start : start + _AT_ONCE]]))
        x0, y0, x1, y1 = _ends(corners)
        across, down = abs(x0 - x1), abs(y0 - y1)
        level = (down <= _STRAIGHT) & (across >= _STRAIGHT)
        upright = (across <= _STRAIGHT) & (down >= _STRAIGHT) & ~level
        horizontals += _segments(y0[level], y1[level], x0[level], x1[level])
        verticals += _segments(x0[upright], x1[upright], y0[upright], y1[upright])
    if painted:
        for side in sides(Fills(*map(np.concatenate, zip(*painted, strict=True)))):
            level = side[:, 1] == side[:, 3]
            x0, y0, x1, y1 = side[level].T
            horizontals += _segments(y0, y1, x0, x1)
            x0, y0, x1, y1 = side[~level].T
            verticals += _segments(x0, x1, y0, y1)
    return horizontals, verticals


def _segments(first: Floats, last: Floats, start: Floats, end: Floats) -> Iterator[Segment]:
    columns = (first + last) / 2, np.minimum(start, end), np.maximum(start, end)
    return map(Segment, *(column.tolist() for column in columns))


def _corners(paths: Sequence[tuple[Any, Matrix]], matrix: Matrix) -> _Corners | None:
    """The corners of the paths that are drawn; None if there are none."""
    handles = [path for path, _ in paths]
    known, modes = DRAW_MODE.each(handles)
    counts = np.array(SEGMENTS.each(handles))
    drawn = np.flatnonzero(known & modes.any(axis=1) & (counts > 0) & (counts <= _MAX_SEGMENTS))
    if not len(drawn):
        return None
    owners = np.repeat(drawn, counts[drawn])  # of each segment
    first = np.diff(owners, prepend=-1) != 0
    numbers = np.arange(len(owners)) - np.flatnonzero(first)[np.cumsum(first) - 1]
    segments = SEGMENT.each([handles[owner] for owner in owners.tolist()], numbers.tolist())
    x, y = SEGMENT_POINT.each(segments)[1].T
    a, b, c, d, e, f = _matrices(paths, matrix)[owners].T
    begins = first | (np.array(SEGMENT_TYPE.each(segments)) == pdfium.FPDF_SEGMENT_MOVETO)
    filled, stroked = modes[owners[begins]].T != 0
    corners = _Corners(a * x + c * y + e, b * x + d * y + f, np.cumsum(begins) - 1, filled, stroked, owners[begins])
    return _closed(corners, segments)


def _matrices(paths: Sequence[tuple[Any, Matrix]], matrix: Matrix) -> Floats:
    """What takes the points of each path to the page, one row a path."""
    known, own = OBJECT_MATRIX.each([path for path, _ in paths])
    own[~known] = IDENTITY
    outer = [matrix for _, matrix in paths]
    if any(one is not IDENTITY for one in outer):
        own = chained(own, np.array(outer))
    return chained(own, np.array([matrix]))


def _closed(corners: _Corners, segments: Sequence[Any]) -> _Corners:
    """The corners with the first of a piece once more where it is closed.

    Of pieces that are only filled, it matters for triangles alone: the others are told by the box around them.
    """
    starts, lengths = _extents(corners)
    matters = corners.stroked | (lengths == _RECTANGLE)
    asked = np.flatnonzero(matters[corners.pieces])
    asked = asked[asked != starts[corners.pieces[asked]]]
    closes = np.array(SEGMENT_CLOSES.each([segments[index] for index in asked.tolist()]), dtype=np.bool_)
    closing = asked[closes]
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


def _fills(corners: _Corners, handles: Sequence[Any]) -> Fills:
    """The filled rectangles that are no lines."""
    starts, lengths = _extents(corners)
    x0, x1 = np.minimum.reduceat(corners.x, starts), np.maximum.reduceat(corners.x, starts)
    y0, y1 = np.minimum.reduceat(corners.y, starts), np.maximum.reduceat(corners.y, starts)
    own = corners.pieces
    off = np.maximum(
        np.minimum(corners.x - x0[own], x1[own] - corners.x), np.minimum(corners.y - y0[own], y1[own] - corners.y)
    )
    areas = corners.filled & np.isin(lengths, _CORNERED) & (np.minimum(x1 - x0, y1 - y0) > _THIN)
    areas &= np.maximum.reduceat(off, starts) <= _STRAIGHT
    known, colours = FILL_COLOUR.each([handles[path] for path in corners.paths[areas].tolist()])
    boxes = np.stack((x0, y0, x1, y1), axis=1)[areas]
    return Fills(boxes[known], light_of(colours[known]))


def _ends(corners: _Corners) -> tuple[Floats, Floats, Floats, Floats]:
    """The ends x0, y0, x1, y1 of what may be rules: the middles of thin filled pieces, the sides of stroked ones.

    A dot may be part of a level rule or of an upright one: it counts for both, as long as the shortest piece.
    """
    starts, lengths = _extents(corners)
    x0, x1 = np.minimum.reduceat(corners.x, starts), np.maximum.reduceat(corners.x, starts)
    y0, y1 = np.minimum.reduceat(corners.y, starts), np.maximum.reduceat(corners.y, starts)
    wide = x1 - x0 >= y1 - y0
    bars = corners.filled & (np.where(wide, y1 - y0, x1 - x0) <= _THIN) & (lengths > _RECTANGLE)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    middles = np.where(wide, x0, x), np.where(wide, y, y0), np.where(wide, x1, x), np.where(wide, y, y1)
    dots = bars & (np.maximum(x1 - x0, y1 - y0) <= _DOT)
    half = np.full(np.count_nonzero(dots), _STRAIGHT / 2)
    dotted = [(x[dots] - half, y[dots], x[dots] + half, y[dots]), (x[dots], y[dots] - half, x[dots], y[dots] + half)]
    bars &= ~dots
    sided = (corners.stroked & ~bars & ~dots)[corners.pieces]
    side = np.flatnonzero((corners.pieces[1:] == corners.pieces[:-1]) & sided[1:])
    sides = corners.x[side], corners.y[side], corners.x[side + 1], corners.y[side + 1]
    order = np.argsort(np.concatenate((starts[bars], side)))  # as drawn
    first, second, third, fourth = (
        np.concatenate((np.concatenate((middle[bars], end))[order], *dot))
        for middle, end, *dot in zip(middles, sides, *dotted, strict=True)
    )
    return first, second, third, fourth
