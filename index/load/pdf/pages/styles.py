"""How the text objects of a page show (文字对象): seen or not, in which direction, how large, and what clips them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pypdfium2.raw as pdfium

from index.load.pdf.pages.geometry import IDENTITY, Matrix
from index.load.pdf.pages.native import (
    CLIP,
    CLIP_PATHS,
    CLIP_SEGMENT,
    CLIP_SEGMENTS,
    FILL_COLOUR,
    FONT_SIZE,
    OBJECT_MATRIX,
    RENDER_MODE,
    SEGMENT_POINT,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from index.load.pdf.pages.native import Flags, Floats, Indices

SLANTED: Final = -1
_INVISIBLE: Final = pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
_CLIPPING: Final = pdfium.FPDF_TEXTRENDERMODE_CLIP  # shows nothing itself
_FILLED: Final = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)
_BLACK: Final = (0, 0, 0, 255)
_SLANT: Final = 0.05  # sine from which text is neither level nor upright
_CORNERS: Final = (4, 5)  # of a rectangle, closed or not


@dataclass(frozen=True, slots=True)
class Styles:
    """One row a text object, in its page's own space: `along` is the direction of its lines, `clips` what shows of it.

    The last row is for characters of no object: of no size of their own, seen, level and not clipped.
    """

    visible: Flags
    along: Floats  # (rows, 2)
    sizes: Floats
    clipped: Flags
    clips: Floats  # (rows, 4): left, bottom, right, top
    baselines: Floats  # the height of level text, NaN of other text and in forms
    items: Indices  # the addresses of the objects, without the last row
    colours: Floats  # (rows, 4): red, green, blue and opacity of what is filled, black where it is not told

    def quarters(self, matrices: Floats) -> NDArray[np.int64]:
        """The directions of text in clockwise quarter turns, SLANTED where it is neither level nor upright.

        `matrices` take the page of each object to the page as displayed, one row an object.
        """
        x, y = self.along[:-1].T
        a, b, c, d, _, _ = matrices.T
        right, down = a * x + c * y, b * x + d * y
        slack = _SLANT * (abs(right) + abs(down))
        level = np.where(right >= 0, 0, 2)
        upright = np.where(down > 0, 1, 3)
        return np.where(abs(down) <= slack, level, np.where(abs(right) <= slack, upright, SLANTED))


def read_styles(items: Indices, in_forms: Mapping[int, Matrix]) -> Styles:
    """The styles of text objects, given by their addresses; `in_forms` are the transformations of those in forms."""
    handles = np.append(items, 0)  # the last is null: no object
    outer = _outer(items, in_forms)
    told, matrices = OBJECT_MATRIX.each(handles)
    a, b, c, d, _, height = matrices.T
    level = told & (a > 0) & (b == 0)
    if in_forms:
        level[:-1] &= ~np.isin(items, list(in_forms))
    along = np.stack((a * outer.a + b * outer.c, a * outer.b + b * outer.d), axis=1)
    up_x, up_y = c * outer.a + d * outer.c, c * outer.b + d * outer.d
    sizes = abs(FONT_SIZE.each(handles)[1][:, 0]) * (up_x * up_x + up_y * up_y) ** 0.5
    along[-1], sizes[-1] = (1.0, 0.0), 0.0
    modes = RENDER_MODE.each(handles)
    visible = (modes != _INVISIBLE) & (modes != _CLIPPING)
    colours = _colours(handles, modes, visible)
    clipped, clips = _clips(handles, outer)
    return Styles(visible, along, sizes, clipped, clips, np.where(level, height, np.nan), items, colours)


def _colours(handles: Indices, modes: Indices, visible: Flags) -> Floats:
    """What text objects are filled with, black where outlines are drawn; what is fully transparent is not seen."""
    told, colours = FILL_COLOUR.each(handles[:-1])
    visible[:-1] &= ~told | (colours[:, 3] != 0)
    colours[~(told & np.isin(modes[:-1], _FILLED))] = _BLACK
    return colours


def _outer(items: Indices, in_forms: Mapping[int, Matrix]) -> Matrix:
    """The transformations of text objects and of none: of each, in columns, or the same of all."""
    if not in_forms:
        return IDENTITY
    rows = np.array([*(in_forms.get(item, IDENTITY) for item in items.tolist()), IDENTITY])
    return Matrix(*rows.T)


def _clips(handles: Indices, outer: Matrix) -> tuple[Flags, Floats]:
    """Which objects are clipped to a rectangle, and the innermost of each; other shapes are no rectangles.

    A page has few clips: objects under the same one have the same first segment, so that each clip is looked at once.
    """
    clips = CLIP.each(handles)
    lasts = CLIP_PATHS.each(clips) - 1
    firsts = CLIP_SEGMENT.each(clips, lasts, np.zeros(len(clips), dtype=np.intp))
    begins = np.append(True, firsts[1:] != firsts[:-1])  # under one clip many objects follow one another
    runs = np.flatnonzero(begins)
    distinct, examples, which = np.unique(firsts.take(runs), return_index=True, return_inverse=True)
    which = which.take(np.cumsum(begins) - 1)
    corners = [
        _corners(clips[[index]], lasts[[index]]) if first else None
        for first, index in zip(distinct.tolist(), runs.take(examples).tolist(), strict=True)
    ]
    clipped = np.array([one is not None for one in corners]).take(which)
    x0, y0, x1, y1 = np.array([one or (0.0, 0.0, 0.0, 0.0) for one in corners]).take(which, axis=0).T
    (x0, y0), (x1, y1) = outer.apply(x0, y0), outer.apply(x1, y1)
    return clipped, np.stack((np.minimum(x0, x1), np.minimum(y0, y1), np.maximum(x0, x1), np.maximum(y0, y1)), axis=1)


def _corners(clip: Indices, last: Indices) -> tuple[float, ...] | None:
    """Two opposite corners of a clip's last path, None if that is no rectangle."""
    if CLIP_SEGMENTS.each(clip, last)[0] not in _CORNERS:
        return None
    known, points = SEGMENT_POINT.each(CLIP_SEGMENT.each(clip.repeat(2), last.repeat(2), np.array((0, 2))))
    return tuple(points.ravel().tolist()) if known.all() else None
