"""A page as pypdfium2 gives it (读取页面): its visible glyphs and its ruling lines, upright and as displayed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

import numpy as np

from index.load.pdf.geometry import Box, display_matrix, turned, turned_back
from index.load.pdf.glyphs import UNKNOWN, Glyphs
from index.load.pdf.objects import MAX_PATHS, page_objects
from index.load.pdf.strokes import Segment, strokes
from index.load.pdf.visible import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pypdfium2 import PdfPage

_SLACK: Final = 1.0  # points


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows: `width` and `height` are those of the page upright, as are all positions.

    `quarters` are the clockwise turns that made its text upright, beyond those of /Rotate.
    """

    number: int
    width: float
    height: float
    quarters: int
    glyphs: Glyphs
    horizontals: tuple[Segment, ...]
    verticals: tuple[Segment, ...]
    images: int
    crowded: bool  # more characters or paths than are read

    @property
    def unknown(self) -> int:
        """How many characters the file does not tell."""
        return int(np.count_nonzero(self.glyphs.codes == ord(UNKNOWN)))

    def displayed(self, box: Box) -> Box:
        """A box as it stands on the page that a viewer displays."""
        x0, y0, x1, y1 = turned_back(box, self.width, self.height, self.quarters) if self.quarters else box
        return _rounded(x0), _rounded(y0), _rounded(x1), _rounded(y1)


_rounded = lru_cache(maxsize=4096)(partial(round, ndigits=2))  # the borders of a table come again and again


def read_page(page: PdfPage, number: int) -> PageContent:
    """Read a page; raise pypdfium2's PdfiumError where it is damaged."""
    visible = _visible_box(page)
    rotation = page.get_rotation() // 90
    base = display_matrix(visible, rotation)
    width, height = visible[2] - visible[0], visible[3] - visible[1]
    if rotation % 2:
        width, height = height, width
    objects = page_objects(page)
    text = read_text(page, objects.in_forms)
    turn = -text.quarter(base) % 4
    matrix, width, height = turned(base, width, height, turn)
    horizontals, verticals = strokes(objects.paths[:MAX_PATHS], matrix)
    return PageContent(
        number=number,
        width=width,
        height=height,
        quarters=turn,
        glyphs=text.glyphs(matrix, width, height),
        horizontals=_within(horizontals, height, width),
        verticals=_within(verticals, width, height),
        images=objects.images,
        crowded=text.crowded or len(objects.paths) > MAX_PATHS,
    )


def _within(segments: Iterable[Segment], depth: float, length: float) -> tuple[Segment, ...]:
    """What of segments lies on a page that is so deep across them, and so long along them."""
    return tuple(
        one
        if one.start >= 0 and one.end <= length
        else Segment(one.position, max(one.start, 0.0), min(one.end, length))
        for one in segments
        if -_SLACK <= one.position <= depth + _SLACK and one.end > 0 and one.start < length
    )


def _visible_box(page: PdfPage) -> Box:
    """The crop box within the media box: left, bottom, right, top."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if right > left and top > bottom else media
