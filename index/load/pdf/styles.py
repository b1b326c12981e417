"""How the text objects of a page show (文字对象): seen or not, in which direction, how large, and what clips them."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pypdfium2.raw as pdfium

from index.load.pdf.geometry import IDENTITY, Box, Matrix, box_of
from index.load.pdf.native import (
    CLIP,
    CLIP_PATHS,
    CLIP_SEGMENT,
    FONT_SIZE,
    HAS_TRANSPARENCY,
    OBJECT_MATRIX,
    RENDER_MODE,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from index.load.pdf.native import Flags, Floats

SLANTED: Final = -1
_INVISIBLE: Final = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_SLANT: Final = 0.05  # sine from which text is neither level nor upright
_CORNERS: Final = (4, 5)  # of a rectangle, closed or not


@dataclass(frozen=True, slots=True)
class Styles:
    """One row a text object, in the page's own space: `along` is the direction of its lines, `clips` what shows of it.

    The last row is for characters of no object: of no size of their own, seen, level and not clipped.
    """

    visible: Flags
    along: Floats  # (rows, 2)
    sizes: Floats
    clipped: Flags
    clips: Floats  # (rows, 4): left, bottom, right, top

    def quarters(self, matrix: Matrix) -> NDArray[np.int64]:
        """The directions of text in clockwise quarter turns, SLANTED where it is neither level nor upright."""
        x, y = self.along[:, 0], self.along[:, 1]
        right, down = matrix.a * x + matrix.c * y, matrix.b * x + matrix.d * y
        slack = _SLANT * (abs(right) + abs(down))
        level = np.where(right >= 0, 0, 2)
        upright = np.where(down > 0, 1, 3)
        return np.where(abs(down) <= slack, level, np.where(abs(right) <= slack, upright, SLANTED))


def read_styles(items: Sequence[int], in_forms: Mapping[int, Matrix]) -> Styles:
    """The styles of text objects, given by their addresses; `in_forms` are the transformations of those in forms."""
    handles = [ctypes.c_void_p(item) for item in items]
    outer = [in_forms.get(item, IDENTITY) for item in items] if in_forms else [IDENTITY]  # one for all, or each its own
    outer_a, outer_b, outer_c, outer_d = np.array(outer).reshape(-1, 6)[:, :4].T
    a, b, c, d = OBJECT_MATRIX.each(handles)[1][:, :4].T
    along = np.stack((a * outer_a + b * outer_c, a * outer_b + b * outer_d), axis=1)
    up_x, up_y = c * outer_a + d * outer_c, c * outer_b + d * outer_d
    sizes = abs(FONT_SIZE.each(handles)[1][:, 0]) * (up_x * up_x + up_y * up_y) ** 0.5
    visible = np.array([mode not in _INVISIBLE for mode in RENDER_MODE.each(handles)], dtype=np.bool_)
    for index in np.flatnonzero(HAS_TRANSPARENCY.each(handles)).tolist():
        visible[index] &= not _is_clear(items[index])
    boxes, which = _clips(handles, outer)
    return Styles(
        visible=np.append(visible, values=True),
        along=np.append(along, ((1.0, 0.0),), axis=0),
        sizes=np.append(sizes, 0.0),
        clipped=np.array([box is not None for box in boxes])[[*which, 0]],
        clips=np.array([box or (0.0, 0.0, 0.0, 0.0) for box in boxes])[[*which, 0]],
    )


def _is_clear(item: int) -> bool:
    """Whether a text object is filled with a colour that lets everything through."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    handle = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    return bool(pdfium.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha)) and alpha.value == 0


def _clips(handles: Sequence[Any], outer: Sequence[Matrix]) -> tuple[list[Box | None], list[int]]:
    """The innermost rectangles that objects are clipped to, and the number of each object's.

    The first is None: of objects that are not clipped. None are those clipped by another shape, too. A page has few
    clips: objects under the same one have the same first segment, so that each clip is looked at once.
    """
    clips = CLIP.each(handles)
    lasts = [count - 1 for count in CLIP_PATHS.each(clips)]
    firsts = CLIP_SEGMENT.each(clips, lasts, [0] * len(clips))
    boxes: list[Box | None] = [None]
    numbers: dict[tuple[int, int], int] = {}
    which: list[int] = []
    for clip, last, first, matrix in zip(clips, lasts, firsts, cycle(outer), strict=False):
        number = 0
        if first and not (number := numbers.get((first, id(matrix)), 0)):
            number = numbers[first, id(matrix)] = len(boxes)
            boxes.append(_clip(clip, last, matrix))
        which.append(number)
    return boxes, which


def _clip(clip: Any, last: int, outer: Matrix) -> Box | None:
    if pdfium.FPDFClipPath_CountPathSegments(clip, last) not in _CORNERS:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for index in (0, 2):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, last, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            return None
        corners.append(outer.apply(x.value, y.value))
    return box_of(corners)
