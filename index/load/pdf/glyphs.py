"""The glyphs that a reader of the page sees (可见文字), with their boxes and baselines.

Left out is what is invisible, fully transparent, clipped away, off the page, or slanted (a watermark). A number of
which only some digits are clipped away is no number: "�" stands for these digits, as for characters that the file does
not tell.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from index.load.pdf.geometry import IDENTITY, Box, Matrix, box_of
from index.load.pdf.objects import address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pypdfium2 import PdfPage

UNKNOWN: Final = "\ufffd"
IN_NUMBER: Final = frozenset("0123456789０１２３４５６７８９.,．，-−%" + UNKNOWN)
_MAX_GLYPHS: Final = 60_000
_INVISIBLE: Final = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_SLANT: Final = 0.05  # sine from which text is neither level nor upright
_CORNERS: Final = (4, 5)  # of a rectangle, closed or not
_SLACK: Final = 1.0
_SMALLEST: Final = 1.0
_LEAST_HEIGHT: Final = 0.5  # of the font size: a lower or higher box is a mistake of the font
_MOST_HEIGHT: Final = 1.6
_ABOVE: Final = 0.86  # of the font size lies above the baseline
_TOUCHING: Final = 0.8  # points
_REPLACED: Final = {0: UNKNOWN, 0xFFFF: UNKNOWN, 2: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-", 0x2011: "-"}


class Glyph(NamedTuple):
    """A character on the page: its advance box, the height of its baseline and its font size, in points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    size: float

    @property
    def middle(self) -> float:
        """Where its middle stands, from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def box(self) -> Box:
        """Its advance box."""
        return self.x0, self.y0, self.x1, self.y1


class _Style(NamedTuple):
    """How a text object shows, in the page's own space: `along` is the direction of its lines."""

    visible: bool
    along: tuple[float, float]
    size: float
    clip: Box | None


class _Raw(NamedTuple):
    """A character as pdfium gives it, in the page's own space (y upwards)."""

    text: str
    box: Box  # left, bottom, right, top
    origin: float
    height: float  # of the baseline
    style: _Style | None


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page; `crowded` says that there are more than are read."""

    raw: tuple[_Raw, ...]
    crowded: bool

    def quarter(self, base: Matrix) -> int:
        """The direction of most of the text on the displayed page, in clockwise quarter turns."""
        uses = Counter(id(one.style) for one in self.raw)
        styles = {id(one.style): one.style for one in self.raw if one.style is not None and one.style.visible}
        counts: Counter[int] = Counter()
        for key, style in styles.items():
            if (quarter := _quarter(style, base)) is not None:
                counts[quarter] += uses[key]
        return min(counts, key=lambda quarter: (-counts[quarter], quarter), default=0)

    def glyphs(self, matrix: Matrix, width: float, height: float) -> list[Glyph]:
        """The visible glyphs on a page of this size, upright after the transformation."""
        found: list[Glyph] = []
        cut: Glyph | None = None  # the last number glyph, if clipped away
        styles = {id(raw.style): raw.style for raw in self.raw if raw.style is not None}
        unseen = {key for key, style in styles.items() if not style.visible or _quarter(style, matrix) != 0}
        for raw in self.raw:
            if id(raw.style) in unseen:
                continue
            glyph = _placed(raw, matrix)
            if _is_clipped(raw):
                if glyph.text in IN_NUMBER and (found and _touch(found[-1], glyph)):
                    found.append(glyph._replace(text=UNKNOWN))
                cut = glyph if glyph.text in IN_NUMBER else None
                continue
            if not (-_SLACK <= glyph.middle <= width + _SLACK and -_SLACK <= glyph.baseline <= height + glyph.size):
                continue
            if cut is not None and _touch(cut, glyph):
                found.append(cut._replace(text=UNKNOWN))
            cut = None
            found.append(glyph)
        return found


def _touch(before: Glyph, glyph: Glyph) -> bool:
    return before.text in IN_NUMBER and glyph.text in IN_NUMBER and abs(glyph.x0 - before.x1) < _TOUCHING


def _quarter(style: _Style, matrix: Matrix) -> int | None:
    """The direction of text in clockwise quarter turns, None where it is slanted."""
    x, y = style.along
    right, down = matrix.a * x + matrix.c * y, matrix.b * x + matrix.d * y
    slack = _SLANT * (abs(right) + abs(down))
    if abs(down) <= slack:
        return 0 if right >= 0 else 2
    if abs(right) <= slack:
        return 1 if down > 0 else 3
    return None


def _placed(raw: _Raw, matrix: Matrix) -> Glyph:
    left, bottom, right, top = raw.box
    x0, y0, x1, y1 = matrix.box((left, top), (right, bottom))
    _, baseline = matrix.apply(raw.origin, raw.height)
    size = raw.style.size if raw.style and raw.style.size > _SMALLEST else max(y1 - y0, _SMALLEST)
    if not size * _LEAST_HEIGHT < y1 - y0 < size * _MOST_HEIGHT:
        y0, y1 = baseline - size * _ABOVE, baseline + size * (1 - _ABOVE)
    return Glyph(raw.text, x0, y0, x1, y1, baseline, size)


def _is_clipped(raw: _Raw) -> bool:
    """Whether the middle of a character lies outside of what its clip shows."""
    if raw.style is None or raw.style.clip is None:
        return False
    left, bottom, right, top = raw.style.clip
    x, y = (raw.box[0] + raw.box[2]) / 2, (raw.box[1] + raw.box[3]) / 2
    return not (left - _SLACK <= x <= right + _SLACK and bottom - _SLACK <= y <= top + _SLACK)


def read_text(page: PdfPage, in_forms: Mapping[int, Matrix]) -> PageText:
    """The characters of a page; `in_forms` are the transformations of the text objects that stand in forms."""
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        return PageText(tuple(_characters(text_page.raw, min(count, _MAX_GLYPHS), in_forms)), count > _MAX_GLYPHS)
    finally:
        text_page.close()


def _characters(text_page: Any, count: int, in_forms: Mapping[int, Matrix]) -> Iterator[_Raw]:
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    reader = _StyleReader(in_forms)
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        text = _REPLACED.get(code) or chr(code)
        if text.isspace() or not pdfium.FPDFText_GetLooseCharBox(text_page, index, at_box):
            continue
        item = pdfium.FPDFText_GetTextObject(text_page, index)
        pdfium.FPDFText_GetCharOrigin(text_page, index, at_x, at_y)
        corners = (box.left, box.bottom, box.right, box.top)
        yield _Raw(text, corners, x.value, y.value, reader.style(item) if item else None)


@dataclass(slots=True)
class _StyleReader:
    """Reads the styles of text objects, each once, into the same buffers."""

    in_forms: Mapping[int, Matrix]
    matrix: Any = field(default_factory=pdfium.FS_MATRIX)
    size: Any = field(default_factory=ctypes.c_float)
    x: Any = field(default_factory=ctypes.c_float)
    y: Any = field(default_factory=ctypes.c_float)
    known: dict[int, _Style] = field(default_factory=dict)

    def style(self, item: Any) -> _Style:
        """The style of a text object."""
        key = address(item)
        if key not in self.known:
            self.known[key] = self._read(item, self.in_forms.get(key, IDENTITY))
        return self.known[key]

    def _read(self, item: Any, outer: Matrix) -> _Style:
        own = self.matrix
        pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
        along = (own.a * outer.a + own.b * outer.c, own.a * outer.b + own.b * outer.d)
        up = (own.c * outer.a + own.d * outer.c, own.c * outer.b + own.d * outer.d)
        pdfium.FPDFTextObj_GetFontSize(item, ctypes.byref(self.size))
        points = abs(self.size.value) * (up[0] * up[0] + up[1] * up[1]) ** 0.5
        visible = pdfium.FPDFTextObj_GetTextRenderMode(item) not in _INVISIBLE and not _is_transparent(item)
        return _Style(visible, along, points, self._clip(item, outer))

    def _clip(self, item: Any, outer: Matrix) -> Box | None:
        """The innermost rectangle that the object is clipped to; None where it is not, or by another shape."""
        clip = pdfium.FPDFPageObj_GetClipPath(item)
        last = pdfium.FPDFClipPath_CountPaths(clip) - 1 if clip else -1
        if last < 0 or pdfium.FPDFClipPath_CountPathSegments(clip, last) not in _CORNERS:
            return None
        corners: list[tuple[float, float]] = []
        for index in (0, 2):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, last, index)
            if not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(self.x), ctypes.byref(self.y)):
                return None
            corners.append(outer.apply(self.x.value, self.y.value))
        return box_of(corners)


def _is_transparent(item: Any) -> bool:
    if not pdfium.FPDFPageObj_HasTransparency(item):
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return bool(pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)) and alpha.value == 0
