"""The glyphs that a reader of a page sees (可见文字).

Left out is what is invisible, fully transparent, clipped away, off the page, or slanted (a watermark). A number of
which only some digits are clipped away is no number: "�" stands for these digits, as for characters that the file does
not tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index.load.pdf.pages.glyphs import Glyphs
from index.load.pdf.pages.native import LOOSE_BOX, MAP_ERROR, ORIGIN, TEXT_OBJECT, address_of, text_of
from index.load.pdf.pages.printed import as_printed
from index.load.pdf.pages.styles import SLANTED, Styles, read_styles
from index.model.document import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from index.load.pdf.pages.geometry import Matrix
    from index.load.pdf.pages.native import Flags, Floats, Indices

MAX_GLYPHS: Final = 60_000
_SLACK: Final = 1.0
_SMALLEST: Final = 1.0
_LEAST_HEIGHT: Final = 0.5  # of the font size: a lower or higher box is a mistake of the font
_MOST_HEIGHT: Final = 1.6
_ABOVE: Final = 0.86  # of the font size lies above the baseline
_CUT: Final = 0.06  # of the font size: what a digit leaves free at its sides is not seen anyway
_TOUCHING: Final = 0.8  # points
_QUARTERS: Final = 4
_DOWN: Final = 1  # quarter turns of text that is read downwards
_UP: Final = 3
_HYPHENS: Final = (0x2, 0xFFFE, 0xAD, 0x2010, 0x2011)
_NO_CHARACTERS: Final = (0, 0xFFFF, *range(0xD800, 0xE000))
_LAST_SPACE: Final = 0x3000
_LAST: Final = 0xFFFF
_MAX_CODE: Final = 0x10FFFF
_READ_AS: Final = np.arange(_LAST + 1)  # 0: white space, which is not read
_READ_AS[[code for code in range(_LAST_SPACE + 1) if chr(code).isspace()]] = 0
_READ_AS[list(_NO_CHARACTERS)] = ord(UNKNOWN)
_READ_AS[list(_HYPHENS)] = ord("-")
_ASKED: Final = np.ones(_LAST + 1, dtype=np.bool_)  # digits, and what hardly stands in a budget
for _first, _last in (
    (0x20, 0x30),
    (0x3A, 0x7F),
    (0x2000, 0x2070),
    (0x3000, 0x3030),
    (0x4E00, 0xA000),
    (0xFF00, 0xFFF0),
):
    _ASKED[_first:_last] = False
_ASKED[[0, 9, 10, 13, *_HYPHENS]] = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The characters of several pages in their own space (y upwards), one row each, and the styles of their objects."""

    codes: NDArray[np.uint32]
    boxes: Floats  # (rows, 4): left, top, right, bottom
    origins: Floats  # (rows, 2), of level text the height alone
    owners: Indices  # the rows of their objects in `styles`
    pages: Indices  # which of the pages they stand on
    styles: Styles
    bearers: Indices  # the pages of the objects

    def directions(self, matrices: Floats) -> NDArray[np.int64]:
        """The directions of text objects on their pages after these transformations, in clockwise quarter turns."""
        return self.styles.quarters(matrices.take(self.bearers, axis=0))

    def quarters(self, quarters: NDArray[np.int64], pages: int) -> Indices:
        """The direction of most of the text on each of so many pages, from those of the text objects."""
        uses = np.bincount(self.owners, minlength=len(quarters) + 1)[:-1]
        counted = self.styles.visible[:-1] & (quarters != SLANTED)
        kinds = self.bearers[counted] * _QUARTERS + quarters[counted]
        counts = np.bincount(kinds, weights=uses[counted], minlength=pages * _QUARTERS)
        found: Indices = counts.reshape(-1, _QUARTERS).argmax(axis=1)
        return found

    def turned(self, directions: NDArray[np.int64], matrices: Floats, sizes: Floats) -> list[tuple[Glyphs, Glyphs]]:
        """The visible glyphs of each page that are read downwards, and those that are read upwards."""
        if not (self.styles.visible[:-1] & ((directions == _DOWN) | (directions == _UP))).any():
            return [(Glyphs.of(()), Glyphs.of(()))] * len(sizes)
        return list(zip(*(self.glyphs(directions, matrices, sizes, quarter) for quarter in (_DOWN, _UP)), strict=True))

    def glyphs(self, directions: NDArray[np.int64], matrices: Floats, sizes: Floats, quarter: int = 0) -> list[Glyphs]:
        """The visible glyphs of each page, upright after its transformation; `sizes` are its width and height.

        `directions` are those of the text objects then; `quarter` asks for those turned clockwise by as many quarters.
        """
        upright = np.append(directions == quarter, quarter == 0)
        shown = np.flatnonzero((self.styles.visible & upright).take(self.owners))
        pages = self.pages.take(shown)
        glyphs = self._placed(shown, matrices.take(pages, axis=0))
        width, height = sizes.take(pages, axis=0).T
        middle, baseline = glyphs.middle, glyphs.baseline
        inside = (middle >= -_SLACK) & (middle <= width + _SLACK)
        inside &= (baseline >= -_SLACK) & (baseline <= height + glyphs.size)
        hidden = self._clipped(shown) | ~inside
        digits = np.flatnonzero(glyphs.digits)
        cut = digits[self._cut(shown[digits])]
        glyphs.codes[cut] = ord(UNKNOWN)  # the next one may not be there at all
        ends = np.searchsorted(pages, np.arange(len(sizes) + 1))
        if not hidden.any():
            return [glyphs[start:end] for start, end in pairwise(ends.tolist())]
        gaps = hidden & glyphs.in_number
        return list(_seen(glyphs, hidden, gaps, ends))

    def _placed(self, shown: Indices, matrices: Floats) -> Glyphs:
        a, b, c, d, e, f = matrices.T
        left, bottom, right, top = self.boxes.take(shown, axis=0).T
        first_x, first_y = a * left + c * top + e, b * left + d * top + f
        last_x, last_y = a * right + c * bottom + e, b * right + d * bottom + f
        y0, y1 = np.minimum(first_y, last_y), np.maximum(first_y, last_y)
        x, y = self.origins.take(shown, axis=0).T
        baseline = b * x + d * y + f
        own = self.styles.sizes.take(self.owners.take(shown))
        size = np.where(own > _SMALLEST, own, np.maximum(y1 - y0, _SMALLEST))
        sound = (size * _LEAST_HEIGHT < y1 - y0) & (y1 - y0 < size * _MOST_HEIGHT)
        y0 = np.where(sound, y0, baseline - size * _ABOVE)
        y1 = np.where(sound, y1, baseline + size * (1 - _ABOVE))
        return Glyphs(
            self.codes.take(shown), np.minimum(first_x, last_x), y0, np.maximum(first_x, last_x), y1, baseline, size
        )

    def _cut(self, shown: Indices) -> Flags:
        """Whether a part of a level character that can be seen lies beyond the side of what its clip shows."""
        owners = self.owners.take(shown)
        level = self.styles.clipped & np.isfinite(self.styles.baselines)
        if not level.any():
            return np.zeros(len(shown), dtype=np.bool_)
        left, _, right, _ = self.boxes.take(shown, axis=0).T
        first, _, last, _ = self.styles.clips.take(owners, axis=0).T
        beyond = np.maximum(right - last, first - left)
        cut: Flags = level.take(owners) & (beyond > _CUT * self.styles.sizes.take(owners))
        return cut

    def _clipped(self, shown: Indices) -> Flags:
        """Whether the middle of a character lies outside of what its clip shows."""
        boxes, owners = self.boxes.take(shown, axis=0), self.owners.take(shown)
        x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
        left, bottom, right, top = self.styles.clips.take(owners, axis=0).T
        within = (left - _SLACK <= x) & (x <= right + _SLACK) & (bottom - _SLACK <= y) & (y <= top + _SLACK)
        clipped: Flags = self.styles.clipped.take(owners) & ~within
        return clipped


def _seen(glyphs: Glyphs, hidden: Flags, gaps: Flags, ends: Indices) -> Iterator[Glyphs]:
    """Yield what is seen of the glyphs of each page, which begins where the one before ends."""
    for start, end in pairwise(ends.tolist()):
        own, away = glyphs[start:end], hidden[start:end]
        if gaps[start:end].any():
            yield _with_gaps(own, away)
        else:
            yield own.take(~away) if away.any() else own


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


def read_texts(pages: Sequence[tuple[Any, Any, int]], in_forms: Mapping[int, Matrix]) -> Texts:
    """The characters of pages, given as pdfium's pages and text pages and how many characters to read of each.

    `in_forms` are the transformations of the text objects that stand in forms.
    """
    text_pages, counts = [text_page for _, text_page, _ in pages], np.array([count for _, _, count in pages])
    codes = np.concatenate([text_of(text_page, count) for _, text_page, count in pages])
    codes[_untold(text_pages, counts, codes)] = ord(UNKNOWN)
    beyond = np.where(codes <= _MAX_CODE, codes, ord(UNKNOWN))
    codes = np.where(codes <= _LAST, _READ_AS.take(codes, mode="clip"), beyond)
    shown = np.flatnonzero(codes)
    held, handles, numbers = _addressed(text_pages, counts, shown)
    boxed, boxes = LOOSE_BOX.each(handles, numbers)
    if not boxed.all():
        shown, boxes, held = shown[boxed], boxes[boxed], held[boxed]
        numbers, handles = numbers[boxed], handles[boxed]
    objects = TEXT_OBJECT.each(handles, numbers)
    codes = codes[shown].astype(np.uint32)
    order = as_printed([page for page, _, _ in pages], held, objects, codes, boxes)
    if order is not None:
        codes, boxes, objects = codes[order], boxes[order], objects[order]
        numbers, handles = numbers[order], handles[order]
    begins = np.diff(objects, prepend=0) != 0  # the characters of an object mostly follow one another
    items = objects[begins]
    styles = read_styles(items, in_forms)
    owners = np.where(objects, np.cumsum(begins) - 1, len(items))
    return Texts(
        codes=codes,
        boxes=boxes,
        origins=_origins(handles, numbers, boxes, styles.baselines[owners]),
        owners=owners,
        pages=held,
        styles=styles,
        bearers=held[begins],
    )


def _addressed(text_pages: Sequence[Any], counts: Indices, which: Indices) -> tuple[Indices, Indices, Indices]:
    """Characters, in the order of all pages, as pdfium is asked for them: page, handle of its text, number in that."""
    ends = np.cumsum(counts)
    held = np.searchsorted(ends, which, side="right")
    handles = np.array([address_of(text_page) for text_page in text_pages]).take(held)
    return held, handles, which - (ends - counts).take(held)


def _untold(text_pages: Sequence[Any], counts: Indices, codes: Indices) -> Indices:
    """Which characters the file does not tell: for them pdfium gives the code that they have in their font.

    Such a code may be that of another digit. Digits and what is uncommon are asked for, then all of a page with one.
    """
    asked = np.flatnonzero(_ASKED.take(codes, mode="clip"))
    held, handles, numbers = _addressed(text_pages, counts, asked)
    wrong: Flags = MAP_ERROR.each(handles, numbers) == 1
    if not wrong.any():
        return asked[wrong]
    of_pages = np.isin(np.repeat(np.arange(len(counts)), counts), held[wrong])
    asked = np.flatnonzero(of_pages & (_READ_AS.take(codes, mode="clip") != 0))
    _, handles, numbers = _addressed(text_pages, counts, asked)
    wrong = MAP_ERROR.each(handles, numbers) == 1
    return asked[wrong]


def _origins(handles: Indices, numbers: Indices, boxes: Floats, baselines: Floats) -> Floats:
    """Where characters begin on their baselines.

    In a level text object all stand at one height, each with something above and below it, so that only the others
    need be asked for: upright text, vertical writing, fonts without heights. Of the level ones the left edge will do.
    """
    left, top, _, bottom = boxes.T
    found = np.stack((left, baselines), axis=1)
    asked = np.flatnonzero(~((bottom < baselines) & (baselines < top)))
    if len(asked):
        found[asked] = ORIGIN.each(handles[asked], numbers[asked])[1]
    return found
