"""A page as pypdfium2 gives it (读取页面): its visible glyphs and its ruling lines.

A rule (表格线) is a stroked horizontal or vertical segment or a thin filled rectangle; thicker fills are shading.
Left out are glyphs that a reader does not see (invisible, fully transparent, clipped away, off the page) and slanted
ones (watermarks). A page whose text runs sideways is turned upright first.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pypdfium2.raw as pdfium

from index.load.pdf.geometry import IDENTITY, Box, Matrix, box_of, display_matrix, turned, turned_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfPage, PdfTextPage

_THIN: Final = 3.0  # points: a filled rectangle up to this thick is a line
_STRAIGHT: Final = 1.0
_MAX_SEGMENTS: Final = 400  # a path with more is a drawing
_MAX_DEPTH: Final = 6
_MAX_GLYPHS: Final = 60_000
_MAX_RULES: Final = 40_000
_INVISIBLE_MODES: Final = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_SLANT: Final = 0.05  # sine from which text is neither level nor upright
_RECTANGLE: Final = 3
_SLACK: Final = 1.0
_SMALLEST: Final = 1.0
_LEAST_HEIGHT: Final = 0.5  # of the font size: a lower or higher box is a mistake of the font
_MOST_HEIGHT: Final = 1.6
_ABOVE: Final = 0.86  # of the font size lies above the baseline
_NO_CHARACTERS: Final = {0, 2, 0xFFFE, 0xFFFF}
_REPLACEMENTS: Final = str.maketrans({"\xa0": " ", "\xad": "-", "\u2010": "-", "\u2011": "-"})


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


class Segment(NamedTuple):
    """A straight piece of a rule: `position` across, from `start` to `end` along."""

    position: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows: `width` and `height` are those of the page upright, as are all positions.

    `hidden` counts the glyphs that were left out because no reader sees them.
    """

    number: int
    width: float
    height: float
    quarters: int  # clockwise turns that made the text upright
    glyphs: tuple[Glyph, ...]
    horizontals: tuple[Segment, ...]
    verticals: tuple[Segment, ...]
    hidden: int
    images: int
    crowded: bool  # more characters or lines than are read

    def displayed(self, box: Box) -> Box:
        """A box as it stands on the page that a viewer displays."""
        x0, y0, x1, y1 = turned_back(box, self.width, self.height, self.quarters)
        return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a text object shows: `quarter` its direction in clockwise quarter turns, None where it is slanted."""

    visible: bool
    quarter: int | None
    clip: Box | None  # in the displayed page
    size: float  # of the font, in points on the page


def read_page(page: PdfPage, number: int) -> PageContent:
    """Read a page; raise pypdfium2's PdfiumError where it is damaged."""
    visible = _visible_box(page)
    quarters = page.get_rotation() // 90
    base = display_matrix(visible, quarters)
    width, height = visible[2] - visible[0], visible[3] - visible[1]
    if quarters % 2:
        width, height = height, width
    paths: list[tuple[Any, Matrix]] = []
    styles: dict[int, _Style] = {}
    images = 0
    for item, matrix in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            paths.append((item, matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            styles[_address(item)] = _style(item, matrix, base)
        images += kind == pdfium.FPDF_PAGEOBJ_IMAGE
    turn = -_main_quarter(styles) % 4
    matrix, width, height = turned(base, width, height, turn)
    glyphs, hidden, crowded = _glyphs(page, styles, matrix, base, (width, height))
    horizontals: list[Segment] = []
    verticals: list[Segment] = []
    for path, own in paths[:_MAX_RULES]:
        _collect_rules(path, own.then(matrix), horizontals, verticals)
    return PageContent(
        number=number,
        width=width,
        height=height,
        quarters=turn,
        glyphs=tuple(glyphs),
        horizontals=tuple(horizontals),
        verticals=tuple(verticals),
        hidden=hidden,
        images=images,
        crowded=crowded or len(paths) > _MAX_RULES,
    )


def _visible_box(page: PdfPage) -> Box:
    """The crop box within the media box: left, bottom, right, top."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if right > left and top > bottom else media


def _objects(page: PdfPage) -> Iterator[tuple[Any, Matrix]]:
    """Each object of the page with the transformation that it stands under, forms entered."""

    def walk(parent: Any, *, form: bool, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
        count = pdfium.FPDFFormObj_CountObjects(parent) if form else pdfium.FPDFPage_CountObjects(parent)
        take = pdfium.FPDFFormObj_GetObject if form else pdfium.FPDFPage_GetObject
        for index in range(count):
            item = take(parent, index)
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:
                if depth < _MAX_DEPTH:
                    yield from walk(item, form=True, matrix=_matrix_of(item).then(matrix), depth=depth + 1)
            else:
                yield item, matrix

    yield from walk(page.raw, form=False, matrix=IDENTITY, depth=0)


def _matrix_of(item: Any) -> Matrix:
    own = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, own):
        return IDENTITY
    return Matrix(own.a, own.b, own.c, own.d, own.e, own.f)


def _address(item: Any) -> int:
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _style(item: Any, matrix: Matrix, base: Matrix) -> _Style:
    seen = pdfium.FPDFTextObj_GetTextRenderMode(item) not in _INVISIBLE_MODES and not _is_transparent(item)
    whole = _matrix_of(item).then(matrix).then(base)
    along, across = whole.a, whole.b
    length = (along * along + across * across) ** 0.5 or 1.0
    quarter: int | None
    if abs(across) <= _SLANT * length:
        quarter = 0 if along > 0 else 2
    elif abs(along) <= _SLANT * length:
        quarter = 1 if across > 0 else 3
    else:
        quarter = None
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item, size)
    points = abs(size.value) * (whole.c * whole.c + whole.d * whole.d) ** 0.5
    return _Style(seen, quarter, _clip_box(item, matrix.then(base)), points)


def _is_transparent(item: Any) -> bool:
    if not pdfium.FPDFPageObj_HasTransparency(item):
        return False
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    return bool(pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)) and alpha.value == 0


def _clip_box(item: Any, matrix: Matrix) -> Box | None:
    """The innermost rectangle that the object is clipped to; None where it is not, or by another shape."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    last = pdfium.FPDFClipPath_CountPaths(clip) - 1 if clip else -1
    if last < 0 or not _RECTANGLE < pdfium.FPDFClipPath_CountPathSegments(clip, last) <= _RECTANGLE + 2:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for index in (0, 2):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, last, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return None
        corners.append(matrix.apply(x.value, y.value))
    return box_of(corners)


def _main_quarter(styles: dict[int, _Style]) -> int:
    """The direction of most of the page's text."""
    counts = Counter(style.quarter for style in styles.values() if style.visible and style.quarter is not None)
    return counts.most_common(1)[0][0] if counts else 0


def _glyphs(
    page: PdfPage, styles: dict[int, _Style], matrix: Matrix, base: Matrix, size: tuple[float, float]
) -> tuple[list[Glyph], int, bool]:
    """The visible glyphs, how many hidden ones there are, and whether there are too many to read."""
    upright = _main_quarter(styles)
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        found: list[Glyph] = []
        hidden = 0
        for index in range(min(count, _MAX_GLYPHS)):
            code = pdfium.FPDFText_GetUnicode(text_page.raw, index)
            text = chr(code).translate(_REPLACEMENTS)
            if code in _NO_CHARACTERS or text.isspace():
                continue
            style = styles.get(_address(pdfium.FPDFText_GetTextObject(text_page.raw, index)))
            box = pdfium.FS_RECTF()
            if not pdfium.FPDFText_GetLooseCharBox(text_page.raw, index, box):
                continue
            glyph = _glyph(text_page, index, box, matrix, style)
            if style is None or style.quarter == upright:
                if _is_seen(glyph, size) and (style is None or _is_shown(style, box, base)):
                    found.append(glyph._replace(text=text))
                else:
                    hidden += 1
        return found, hidden, count > _MAX_GLYPHS
    finally:
        text_page.close()


def _glyph(text_page: PdfTextPage, index: int, box: Any, matrix: Matrix, style: _Style | None) -> Glyph:
    """A glyph without its text; where the font states an impossible height, the usual one about its baseline."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page.raw, index, x, y)
    _, baseline = matrix.apply(x.value, y.value)
    x0, y0, x1, y1 = box_of((matrix.apply(box.left, box.top), matrix.apply(box.right, box.bottom)))
    size = style.size if style and style.size > _SMALLEST else max(y1 - y0, _SMALLEST)
    if not size * _LEAST_HEIGHT < y1 - y0 < size * _MOST_HEIGHT:
        y0, y1 = baseline - size * _ABOVE, baseline + size * (1 - _ABOVE)
    return Glyph("", x0, y0, x1, y1, baseline, size)


def _is_seen(glyph: Glyph, size: tuple[float, float]) -> bool:
    """Whether a glyph stands on the page."""
    return -_SLACK <= glyph.middle <= size[0] + _SLACK and -_SLACK <= (glyph.y0 + glyph.y1) / 2 <= size[1] + _SLACK


def _is_shown(style: _Style, box: Any, base: Matrix) -> bool:
    """Whether a glyph is painted, and its middle lies within what its clip shows."""
    if not style.visible or style.clip is None:
        return style.visible
    x, y = base.apply((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    x0, y0, x1, y1 = style.clip
    return x0 - _SLACK <= x <= x1 + _SLACK and y0 - _SLACK <= y <= y1 + _SLACK


def _collect_rules(path: Any, matrix: Matrix, horizontals: list[Segment], verticals: list[Segment]) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    if pdfium.FPDFPath_CountSegments(path) > _MAX_SEGMENTS:
        return
    for corners in _subpaths(path, _matrix_of(path).then(matrix)):
        x0, y0, x1, y1 = box_of(corners)
        thin = min(x1 - x0, y1 - y0) <= _THIN
        if fill.value and thin and len(corners) > _RECTANGLE:
            if x1 - x0 >= y1 - y0:
                _add(((x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)), horizontals, verticals)
            else:
                _add((((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)), horizontals, verticals)
        elif stroke.value:
            for ends in pairwise(corners):
                _add(ends, horizontals, verticals)


def _subpaths(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each piece of a path that holds more than one."""
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[tuple[float, float]] = []
    for index in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1:
                yield corners
            corners = []
        corners.append(matrix.apply(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(corners) > 1:
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners


def _add(
    ends: tuple[tuple[float, float], tuple[float, float]], horizontals: list[Segment], verticals: list[Segment]
) -> None:
    (x0, y0), (x1, y1) = ends
    if abs(y0 - y1) <= _STRAIGHT <= abs(x0 - x1):
        horizontals.append(Segment((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(x0 - x1) <= _STRAIGHT <= abs(y0 - y1):
        verticals.append(Segment((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
