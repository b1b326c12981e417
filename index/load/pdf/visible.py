"""The glyphs that a reader of the page sees (可见文字).

Left out is what is invisible, fully transparent, clipped away, off the page, or slanted (a watermark). A number of
which only some digits are clipped away is no number: "�" stands for these digits, as for characters that the file does
not tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.load.pdf.glyphs import UNKNOWN, Glyphs
from index.load.pdf.native import LOOSE_BOX, ORIGIN, TEXT_OBJECT, pointer, text_of
from index.load.pdf.styles import SLANTED, Styles, read_styles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

    from index.load.pdf.geometry import Matrix
    from index.load.pdf.native import Flags, Floats, Indices

_MAX_GLYPHS: Final = 60_000
_SLACK: Final = 1.0
_SMALLEST: Final = 1.0
_LEAST_HEIGHT: Final = 0.5  # of the font size: a lower or higher box is a mistake of the font
_MOST_HEIGHT: Final = 1.6
_ABOVE: Final = 0.86  # of the font size lies above the baseline
_TOUCHING: Final = 0.8  # points
_HYPHENS: Final = (0x2, 0xFFFE, 0xAD, 0x2010, 0x2011)
_NO_CHARACTERS: Final = (0, 0xFFFF, *range(0xD800, 0xE000))
_LAST_SPACE: Final = 0x3000
_LAST: Final = 0xFFFF
_MAX_CODE: Final = 0x10FFFF
_READ_AS: Final = np.arange(_LAST + 1)  # 0: white space, which is not read
_READ_AS[[code for code in range(_LAST_SPACE + 1) if chr(code).isspace()]] = 0
_READ_AS[list(_NO_CHARACTERS)] = ord(UNKNOWN)
_READ_AS[list(_HYPHENS)] = ord("-")


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page in the page's own space (y upwards), one row each, and the styles of their objects.

    `crowded` says that there are more than are read.
    """

    codes: NDArray[np.uint32]
    boxes: Floats  # (rows, 4): left, bottom, right, top
    origins: Floats  # (rows, 2)
    owners: Indices  # the rows of their objects in `styles`
    styles: Styles
    crowded: bool

    def quarter(self, base: Matrix) -> int:
        """The direction of most of the text on the displayed page, in clockwise quarter turns."""
        quarters = self.styles.quarters(base)
        uses = np.bincount(self.owners, minlength=len(quarters))
        counted = self.styles.visible & (quarters != SLANTED)
        counted[-1] = False  # characters of no object
        return int(np.bincount(quarters[counted], weights=uses[counted], minlength=1).argmax())

    def glyphs(self, matrix: Matrix, width: float, height: float) -> Glyphs:
        """The visible glyphs on a page of this size, upright after the transformation."""
        upright = self.styles.quarters(matrix) == 0
        upright[-1] = True
        shown = np.flatnonzero((self.styles.visible & upright)[self.owners])
        glyphs = self._placed(shown, matrix)
        middle, baseline = glyphs.middle, glyphs.baseline
        inside = (middle >= -_SLACK) & (middle <= width + _SLACK)
        inside &= (baseline >= -_SLACK) & (baseline <= height + glyphs.size)
        hidden = self._clipped(shown) | ~inside
        return _with_gaps(glyphs, hidden) if (hidden & glyphs.in_number).any() else glyphs.take(~hidden)

    def _placed(self, shown: Indices, matrix: Matrix) -> Glyphs:
        left, bottom, right, top = self.boxes[shown].T
        first_x, first_y = matrix.a * left + matrix.c * top + matrix.e, matrix.b * left + matrix.d * top + matrix.f
        last_x, last_y = (
            matrix.a * right + matrix.c * bottom + matrix.e,
            matrix.b * right + matrix.d * bottom + matrix.f,
        )
        y0, y1 = np.minimum(first_y, last_y), np.maximum(first_y, last_y)
        baseline = matrix.b * self.origins[shown, 0] + matrix.d * self.origins[shown, 1] + matrix.f
        own = self.styles.sizes[self.owners[shown]]
        size = np.where(own > _SMALLEST, own, np.maximum(y1 - y0, _SMALLEST))
        sound = (size * _LEAST_HEIGHT < y1 - y0) & (y1 - y0 < size * _MOST_HEIGHT)
        y0 = np.where(sound, y0, baseline - size * _ABOVE)
        y1 = np.where(sound, y1, baseline + size * (1 - _ABOVE))
        return Glyphs(
            self.codes[shown], np.minimum(first_x, last_x), y0, np.maximum(first_x, last_x), y1, baseline, size
        )

    def _clipped(self, shown: Indices) -> Flags:
        """Whether the middle of a character lies outside of what its clip shows."""
        boxes, owners = self.boxes[shown], self.owners[shown]
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        left, bottom, right, top = self.styles.clips[owners].T
        within = (left - _SLACK <= x) & (x <= right + _SLACK) & (bottom - _SLACK <= y) & (y <= top + _SLACK)
        clipped: Flags = self.styles.clipped[owners] & ~within
        return clipped


def _with_gaps(glyphs: Glyphs, hidden: Flags) -> Glyphs:
    """The glyphs that are not hidden, and "�" for hidden characters that touch these in a number."""
    x0: list[float] = glyphs.x0.tolist()
    x1: list[float] = glyphs.x1.tolist()
    in_number: list[bool] = glyphs.in_number.tolist()

    def touch(before: int, after: int) -> bool:
        return in_number[before] and in_number[after] and abs(x0[after] - x1[before]) < _TOUCHING

    found: list[int] = []
    unknown: list[int] = []  # places in `found`
    cut: int | None = None  # the last character of a number, if hidden
    for index, is_hidden in enumerate(hidden.tolist()):
        if is_hidden:
            if found and touch(found[-1], index):
                unknown.append(len(found))
                found.append(index)
            cut = index if in_number[index] else None
            continue
        if cut is not None and touch(cut, index):
            unknown.append(len(found))
            found.append(cut)
        cut = None
        found.append(index)
    shown = glyphs.take(np.array(found, dtype=np.intp))
    shown.codes[unknown] = ord(UNKNOWN)
    return shown


def read_text(page: PdfPage, in_forms: Mapping[int, Matrix]) -> PageText:
    """The characters of a page; `in_forms` are the transformations of the text objects that stand in forms."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        return _read(text_page.raw, min(count, _MAX_GLYPHS), in_forms, crowded=count > _MAX_GLYPHS)
    finally:
        text_page.close()


def _read(text_page: Any, count: int, in_forms: Mapping[int, Matrix], *, crowded: bool) -> PageText:
    codes = text_of(text_page, count)
    beyond = np.where(codes <= _MAX_CODE, codes, ord(UNKNOWN))
    codes = np.where(codes <= _LAST, _READ_AS[np.minimum(codes, _LAST)], beyond)
    shown = np.flatnonzero(codes)
    pages = [pointer(text_page)] * len(shown)
    boxed, boxes = LOOSE_BOX.each(pages, shown.tolist())
    if not boxed.all():
        shown, boxes = shown[boxed], boxes[boxed]
    numbers = shown.tolist()
    pages = pages[: len(numbers)]
    objects = TEXT_OBJECT.numbers(pages, numbers)
    begins = np.diff(objects, prepend=0) != 0  # the characters of an object mostly follow one another
    items = objects[begins].tolist()
    return PageText(
        codes=codes[shown].astype(np.uint32),
        boxes=boxes,
        origins=ORIGIN.each(pages, numbers)[1],
        owners=np.where(objects, np.cumsum(begins) - 1, len(items)),
        styles=read_styles(items, in_forms),
        crowded=crowded,
    )
