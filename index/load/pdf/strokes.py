"""The ruling lines that paths draw (画线): stroked level or upright segments, and thin filled rectangles."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from index.load.pdf.geometry import Matrix, box_of
from index.load.pdf.objects import matrix_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_THIN: Final = 3.0  # points: a filled rectangle up to this thick is a line; a thicker one is shading
_STRAIGHT: Final = 1.0
_MAX_SEGMENTS: Final = 400  # a path with more is a drawing
_RECTANGLE: Final = 3

Point = tuple[float, float]


class Segment(NamedTuple):
    """A straight piece of a rule: `position` across, from `start` to `end` along."""

    position: float
    start: float
    end: float


def strokes(paths: Iterable[tuple[Any, Matrix]], matrix: Matrix) -> tuple[list[Segment], list[Segment]]:
    """The horizontal and the vertical segments of paths, transformed to the page."""
    horizontals: list[Segment] = []
    verticals: list[Segment] = []
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for path, own in paths:
        if not pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)):
            continue
        if not (fill.value or stroke.value) or pdfium.FPDFPath_CountSegments(path) > _MAX_SEGMENTS:
            continue
        for corners in _subpaths(path, matrix_of(path).then(own).then(matrix)):
            for ends in _rules(corners, filled=bool(fill.value), stroked=bool(stroke.value)):
                _add(ends, horizontals, verticals)
    return horizontals, verticals


def _rules(corners: list[Point], *, filled: bool, stroked: bool) -> Iterable[tuple[Point, Point]]:
    x0, y0, x1, y1 = box_of(corners)
    if filled and min(x1 - x0, y1 - y0) <= _THIN and len(corners) > _RECTANGLE:
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        return [((x0, y), (x1, y))] if x1 - x0 >= y1 - y0 else [((x, y0), (x, y1))]
    return pairwise(corners) if stroked else ()


def _subpaths(path: Any, matrix: Matrix) -> Iterator[list[Point]]:
    """The corners of each piece of a path that holds more than one."""
    x, y = ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    corners: list[Point] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1:
                yield corners
            corners = []
        corners.append(matrix.apply(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(corners) > 1:
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners


def _add(ends: tuple[Point, Point], horizontals: list[Segment], verticals: list[Segment]) -> None:
    (x0, y0), (x1, y1) = ends
    if abs(y0 - y1) <= _STRAIGHT <= abs(x0 - x1):
        horizontals.append(Segment((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x0 - x1) <= _STRAIGHT <= abs(y0 - y1):
        verticals.append(Segment((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
