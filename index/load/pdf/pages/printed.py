"""The order in which characters are printed (印出次序): pdfium orders those that overlap by where they stand.

Figures too wide for their columns are then told digit by digit in turn, so that neither is one number any more.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pypdfium2.raw as pdfium

from index.load.pdf.pages.glyphs import in_number
from index.load.pdf.pages.native import OBJECT, address_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.load.pdf.pages.native import Floats, Indices

_OVERLAP: Final = 0.12  # of the height: characters of one number hardly overlap
_BESIDE: Final = 0.5  # of the height: characters of one line do


def as_printed(
    pages: Sequence[Any], held: Indices, objects: Indices, codes: NDArray[np.uint32], boxes: Floats
) -> Indices | None:
    """An order in which numbers that overlap follow one another; None where none do.

    `held` are the pages (pdfium's handles of them) that the characters stand on, `objects` their text objects.
    """
    suspects = np.unique(held[:-1][_overlapping(held, codes, boxes)]).tolist()
    if not suspects:
        return None
    order = np.arange(len(held))
    ends = np.searchsorted(held, np.arange(len(pages) + 1)).tolist()
    for number, (start, end) in enumerate(pairwise(ends)):
        places = _places(pages[number], objects[start:end].tolist()) if number in suspects else None
        if places is not None:
            order[start:end] = start + np.argsort(places, kind="stable")
    return order


def _overlapping(held: Indices, codes: NDArray[np.uint32], boxes: Floats) -> NDArray[np.bool_]:
    """After which characters another of a number begins that lies on it; the same one again is printed bold."""
    left, top, right, bottom = boxes.T
    height = np.minimum(top[1:] - bottom[1:], top[:-1] - bottom[:-1])
    across = np.minimum(right[1:], right[:-1]) - np.maximum(left[1:], left[:-1])
    down = np.minimum(top[1:], top[:-1]) - np.maximum(bottom[1:], bottom[:-1])
    number = in_number(codes)
    found: NDArray[np.bool_] = (across > _OVERLAP * height) & (down > _BESIDE * height) & (held[1:] == held[:-1])
    found &= number[1:] & number[:-1] & (codes[1:] != codes[:-1])
    return found


def _places(page: Any, objects: Sequence[int]) -> list[int] | None:
    """The numbers of text objects in the order in which a page prints them; None where some stand in forms."""
    count = pdfium.FPDFPage_CountObjects(page)
    items = OBJECT.each(np.full(count, address_of(page)), np.arange(count))
    numbers = {item: number for number, item in enumerate(items.tolist())}
    found: list[int] = []
    for one in objects:
        place = numbers.get(one, -1) if one else found[-1] if found else 0
        if place < 0:
            return None
        found.append(place)
    return found
