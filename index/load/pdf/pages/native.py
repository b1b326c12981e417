"""pdfium's functions for calls by the hundred thousand (批量调用): those of pypdfium2.raw, less what costs time.

pypdfium2.raw checks and converts every argument and frees Python's lock for every call, which takes longer than most of
these calls do. Here objects are known by their addresses, which are made ready for being passed once and not for every
call, and results are written into room that is made once. As pdfium itself, this is for one thread at a time.
"""

from __future__ import annotations

import ctypes
from itertools import starmap
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Indices = NDArray[np.intp]

_ROOM: Final = 512  # calls after which the numbers written are copied
_SURROGATES: Final = range(0xD800, 0xE000)


def _bound(function: Any, result: Any) -> Any:
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _results(call: Any, *arguments: Iterable[Any]) -> Iterator[Any]:
    """The results of calls, up to the shortest of the arguments; `map` makes a tuple for each, which zip uses again."""
    return starmap(call, zip(*arguments, strict=False))


class Asking:
    """A function that gives a number, or the address of an object."""

    def __init__(self, function: Any, result: Any = ctypes.c_int) -> None:
        """`function` is that of pypdfium2.raw; `result` is the type of its result, size_t for an address."""
        self.call = _bound(function, result)

    def each(self, *arguments: Sequence[Any]) -> list[Any]:
        """The results of a call for each item of the arguments, which are equally long."""
        return list(_results(self.call, *arguments))

    def numbers(self, *arguments: Sequence[Any]) -> Indices:
        """The same results as an array of integers."""
        return np.fromiter(_results(self.call, *arguments), dtype=np.intp, count=len(arguments[0]))


class Writing:
    """A function that writes numbers where its last arguments point to, and gives 0 where it fails."""

    def __init__(self, function: Any, number: Any, width: int, *, targets: int = 1) -> None:
        """A call writes `width` numbers of a ctypes type: all through one argument, or one through each of several."""
        self._call = _bound(function, ctypes.c_int)
        room = (number * (width * _ROOM))()
        size = ctypes.sizeof(number)
        self._written = np.frombuffer(room, dtype=np.dtype(number)).reshape(_ROOM, width)
        self._targets = [
            [ctypes.byref(room, size * (width * row + column)) for row in range(_ROOM)] for column in range(targets)
        ]

    def each(self, *arguments: Sequence[Any]) -> tuple[Flags, Floats]:
        """For a call for each item of the arguments: whether it succeeded, and what it wrote, one row a call."""
        count = len(arguments[0])
        done: Flags = np.empty(count, dtype=np.bool_)
        rows = np.empty((count, self._written.shape[1]))
        for start in range(0, count, _ROOM):
            end = min(start + _ROOM, count)
            part = [one[start:end] for one in arguments]
            results = _results(self._call, *part, *self._targets)
            done[start:end] = np.fromiter(results, dtype=np.bool_, count=end - start)
            rows[start:end] = self._written[: end - start]
        return done, rows


def text_of(text_page: Any, count: int) -> Indices:
    """The code points of the first characters of a page: as one text, or singly where that has not one for each."""
    room = bytearray(ctypes.sizeof(ctypes.c_ushort) * (count + 1))  # an array would be of a type of its own length
    written = pdfium.FPDFText_GetText(text_page, 0, count, ctypes.c_ushort.from_buffer(room))
    codes: Indices = np.frombuffer(room, dtype=np.uint16)[:-1].astype(np.intp)
    if written != count + 1 or ((codes >= _SURROGATES.start) & (codes < _SURROGATES.stop)).any():
        return _UNICODE.numbers([pointer(text_page)] * count, range(count))
    return codes


def pointer(handle: Any) -> Any:
    """A handle made ready for being passed many times."""
    return ctypes.byref(handle.contents)


def passed(addresses: Iterable[int]) -> list[Any]:
    """Objects, given by their addresses, made ready for being passed many times."""
    return list(map(ctypes.c_void_p.from_param, addresses))


_UNICODE: Final = Asking(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
TEXT_OBJECT: Final = Asking(pdfium.FPDFText_GetTextObject, ctypes.c_size_t)
MAP_ERROR: Final = Asking(pdfium.FPDFText_HasUnicodeMapError)
LOOSE_BOX: Final = Writing(pdfium.FPDFText_GetLooseCharBox, ctypes.c_float, 4)
ORIGIN: Final = Writing(pdfium.FPDFText_GetCharOrigin, ctypes.c_double, 2, targets=2)

OBJECT: Final = Asking(pdfium.FPDFPage_GetObject, ctypes.c_size_t)
OBJECT_IN_FORM: Final = Asking(pdfium.FPDFFormObj_GetObject, ctypes.c_size_t)
OBJECTS_IN_FORM: Final = Asking(pdfium.FPDFFormObj_CountObjects)
OBJECT_TYPE: Final = Asking(pdfium.FPDFPageObj_GetType)
OBJECT_MATRIX: Final = Writing(pdfium.FPDFPageObj_GetMatrix, ctypes.c_float, 6)
FILL_COLOUR: Final = Writing(pdfium.FPDFPageObj_GetFillColor, ctypes.c_uint, 4, targets=4)
BOUNDS: Final = Writing(pdfium.FPDFPageObj_GetBounds, ctypes.c_float, 4, targets=4)
HAS_TRANSPARENCY: Final = Asking(pdfium.FPDFPageObj_HasTransparency)
FONT_SIZE: Final = Writing(pdfium.FPDFTextObj_GetFontSize, ctypes.c_float, 1)
RENDER_MODE: Final = Asking(pdfium.FPDFTextObj_GetTextRenderMode)

CLIP: Final = Asking(pdfium.FPDFPageObj_GetClipPath, ctypes.c_size_t)
CLIP_PATHS: Final = Asking(pdfium.FPDFClipPath_CountPaths)
CLIP_SEGMENTS: Final = Asking(pdfium.FPDFClipPath_CountPathSegments)
CLIP_SEGMENT: Final = Asking(pdfium.FPDFClipPath_GetPathSegment, ctypes.c_size_t)

DRAW_MODE: Final = Writing(pdfium.FPDFPath_GetDrawMode, ctypes.c_int, 2, targets=2)
SEGMENTS: Final = Asking(pdfium.FPDFPath_CountSegments)
SEGMENT: Final = Asking(pdfium.FPDFPath_GetPathSegment, ctypes.c_size_t)
SEGMENT_TYPE: Final = Asking(pdfium.FPDFPathSegment_GetType)
SEGMENT_CLOSES: Final = Asking(pdfium.FPDFPathSegment_GetClose)
SEGMENT_POINT: Final = Writing(pdfium.FPDFPathSegment_GetPoint, ctypes.c_float, 2, targets=2)
