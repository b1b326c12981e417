"""pdfium's functions for very many objects at once (批量调用): those of pypdfium2.raw, each called for whole arrays.

Objects are known by their addresses. What pypdfium2.raw does for every call, checking and converting its arguments and
freeing Python's lock, takes longer than most of these calls do.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pypdfium2.raw as pdfium

try:
    from index.load.pdf.pages._calls import addressed, asked, written
except ImportError:  # installed where there was no compiler
    from index.load.pdf.pages.calls import addressed, asked, written

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Indices = NDArray[np.intp]

_SURROGATES: Final = range(0xD800, 0xE000)


def _address(function: Any) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0


def _arguments(objects: Indices, numbers: tuple[Indices, ...]) -> tuple[Indices, tuple[NDArray[np.int32], ...]]:
    """The arguments of calls, as they are passed."""
    return np.ascontiguousarray(objects, dtype=np.intp), tuple(one.astype(np.int32) for one in numbers)


class Asking:
    """A function that gives a number, or the address of an object."""

    def __init__(self, function: Any, *, address: bool = False) -> None:
        """`function` is that of pypdfium2.raw; `address` tells whether its result is the address of an object."""
        self._function = _address(function)
        self._call = addressed if address else asked

    def each(self, objects: Indices, *numbers: Indices) -> Indices:
        """The results of a call for each object, with the whole numbers that the function takes besides."""
        results = np.empty(len(objects), dtype=np.intp)
        self._call(self._function, *_arguments(objects, numbers), results)
        return results

    def of(self, item: int) -> int:
        """The result of a call for one object."""
        return int(self.each(np.array([item]))[0])


class Writing:
    """A function that writes numbers where its last arguments point to, and gives 0 where it fails."""

    def __init__(self, function: Any, number: Any, width: int, *, targets: int = 1) -> None:
        """A call writes `width` numbers of a ctypes type: all through one argument, or one through each of several."""
        self._function = _address(function)
        self._type = np.dtype(number)
        self._width = width
        self._targets = targets

    def each(self, objects: Indices, *numbers: Indices) -> tuple[Flags, Floats]:
        """For a call for each object: whether it succeeded, and what it wrote, one row a call (0 where it failed)."""
        room = np.zeros((len(objects), self._width), dtype=self._type)
        done = written(self._function, *_arguments(objects, numbers), self._targets, room)
        return np.frombuffer(done, dtype=np.bool_), room.astype(np.float64)


def text_of(text_page: Any, count: int) -> Indices:
    """The code points of the first characters of a page: as one text, or singly where that has not one for each."""
    room = bytearray(ctypes.sizeof(ctypes.c_ushort) * (count + 1))  # an array would be of a type of its own length
    wrote = pdfium.FPDFText_GetText(text_page, 0, count, ctypes.c_ushort.from_buffer(room))
    codes: Indices = np.frombuffer(room, dtype=np.uint16)[:-1].astype(np.intp)
    if wrote != count + 1 or ((codes >= _SURROGATES.start) & (codes < _SURROGATES.stop)).any():
        return _UNICODE.each(np.full(count, address_of(text_page)), np.arange(count))
    return codes


def address_of(handle: Any) -> int:
    """The address of the object that a handle of pypdfium2.raw is of."""
    return _address(handle)


_UNICODE: Final = Asking(pdfium.FPDFText_GetUnicode)
TEXT_OBJECT: Final = Asking(pdfium.FPDFText_GetTextObject, address=True)
MAP_ERROR: Final = Asking(pdfium.FPDFText_HasUnicodeMapError)
LOOSE_BOX: Final = Writing(pdfium.FPDFText_GetLooseCharBox, ctypes.c_float, 4)
ORIGIN: Final = Writing(pdfium.FPDFText_GetCharOrigin, ctypes.c_double, 2, targets=2)

OBJECT: Final = Asking(pdfium.FPDFPage_GetObject, address=True)
OBJECT_IN_FORM: Final = Asking(pdfium.FPDFFormObj_GetObject, address=True)
OBJECTS_IN_FORM: Final = Asking(pdfium.FPDFFormObj_CountObjects)
OBJECT_TYPE: Final = Asking(pdfium.FPDFPageObj_GetType)
OBJECT_MATRIX: Final = Writing(pdfium.FPDFPageObj_GetMatrix, ctypes.c_float, 6)
FILL_COLOUR: Final = Writing(pdfium.FPDFPageObj_GetFillColor, ctypes.c_uint, 4, targets=4)
BOUNDS: Final = Writing(pdfium.FPDFPageObj_GetBounds, ctypes.c_float, 4, targets=4)
HAS_TRANSPARENCY: Final = Asking(pdfium.FPDFPageObj_HasTransparency)
FONT_SIZE: Final = Writing(pdfium.FPDFTextObj_GetFontSize, ctypes.c_float, 1)
RENDER_MODE: Final = Asking(pdfium.FPDFTextObj_GetTextRenderMode)

CLIP: Final = Asking(pdfium.FPDFPageObj_GetClipPath, address=True)
CLIP_PATHS: Final = Asking(pdfium.FPDFClipPath_CountPaths)
CLIP_SEGMENTS: Final = Asking(pdfium.FPDFClipPath_CountPathSegments)
CLIP_SEGMENT: Final = Asking(pdfium.FPDFClipPath_GetPathSegment, address=True)

DRAW_MODE: Final = Writing(pdfium.FPDFPath_GetDrawMode, ctypes.c_int, 2, targets=2)
SEGMENTS: Final = Asking(pdfium.FPDFPath_CountSegments)
SEGMENT: Final = Asking(pdfium.FPDFPath_GetPathSegment, address=True)
SEGMENT_TYPE: Final = Asking(pdfium.FPDFPathSegment_GetType)
SEGMENT_CLOSES: Final = Asking(pdfium.FPDFPathSegment_GetClose)
SEGMENT_POINT: Final = Writing(pdfium.FPDFPathSegment_GetPoint, ctypes.c_float, 2, targets=2)
