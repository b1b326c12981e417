"""Pages as pypdfium2 gives them (读取页面): their visible glyphs and ruling lines, upright and as displayed."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from pypdfium2 import PdfiumError

from index.load.pdf.pages.geometry import Box, Matrix, display_matrix, turned, turned_back
from index.load.pdf.pages.objects import MAX_PATHS, page_objects
from index.load.pdf.pages.overprint import hide_overprinted
from index.load.pdf.pages.strokes import Paths, Segment, strokes
from index.load.pdf.pages.visible import MAX_GLYPHS, read_texts
from index.model.document import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

    from index.load.pdf.pages.glyphs import Glyphs
    from index.load.pdf.pages.native import Floats, Indices
    from index.load.pdf.pages.objects import PageObjects
    from index.load.pdf.pages.overprint import Kind

_AT_ONCE: Final = 24_000  # characters or paths of pages that are read together
_MOST_PAGES: Final = 32  # that are held open
_REMEMBERED: Final = 1 << 15


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
    turned: tuple[Glyphs, Glyphs]  # that are read downwards or upwards

    @property
    def unknown(self) -> int:
        """How many characters the file does not tell."""
        return int(np.count_nonzero(self.glyphs.codes == ord(UNKNOWN)))

    def displayed(self, box: Box) -> Box:
        """A box as it stands on the page that a viewer displays."""
        x0, y0, x1, y1 = turned_back(box, self.width, self.height, self.quarters) if self.quarters else box
        return _ROUNDED[x0], _ROUNDED[y0], _ROUNDED[x1], _ROUNDED[y1]


class _Rounded(dict[float, float]):
    """Positions rounded: the borders of a table come again and again."""

    def __missing__(self, position: float) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[position] = rounded = round(position, 2)
        return rounded


_ROUNDED: Final = _Rounded()


class _Open(NamedTuple):
    """A page that is open: what takes it to the page as displayed, and how large this is."""

    number: int
    page: PdfPage
    text: PdfTextPage
    characters: int
    objects: PageObjects
    matrix: Matrix
    width: float
    height: float


def read_pages(pdf: PdfDocument, damaged: list[int]) -> Iterator[tuple[PdfPage, PageContent]]:
    """Yield every page that can be read, open as long as it is looked at; `damaged` is told the numbers of the others.

    Pages are read together as long as they have little on them: asking for much at once takes hardly longer.
    """
    first, count = 0, len(pdf)
    stamps: set[Kind] = set()
    while first < count:
        with ExitStack() as held:
            batch: list[_Open] = []
            load = 0
            while first < count and load < _AT_ONCE and len(batch) < _MOST_PAGES:
                first += 1
                try:
                    batch.append(_opened(pdf, first, held))
                except PdfiumError:
                    damaged.append(first)
                else:
                    load += batch[-1].characters + len(batch[-1].objects.paths)
            if batch:
                yield from zip((one.page for one in batch), _contents(batch, stamps), strict=True)


def _opened(pdf: PdfDocument, number: int, held: ExitStack) -> _Open:
    """Open a page; raise pypdfium2's PdfiumError where it is damaged."""
    page = pdf[number - 1]
    held.callback(page.close)
    visible = _visible_box(page)
    rotation = page.get_rotation() // 90
    width, height = visible[2] - visible[0], visible[3] - visible[1]
    if rotation % 2:
        width, height = height, width
    objects = page_objects(page)
    text = page.get_textpage()
    held.callback(text.close)
    return _Open(number, page, text, text.count_chars(), objects, display_matrix(visible, rotation), width, height)


def _contents(batch: Sequence[_Open], stamps: set[Kind]) -> Iterator[PageContent]:
    """Yield what open pages show; `stamps` are those on the pages before."""
    in_forms = {address: matrix for one in batch for address, matrix in one.objects.in_forms.items()}
    texts = read_texts([(one.page.raw, one.text.raw, min(one.characters, MAX_GLYPHS)) for one in batch], in_forms)
    hide_overprinted(texts, [one.objects for one in batch], stamps)
    directions = texts.directions(np.array([one.matrix for one in batch]))
    quarters = texts.quarters(directions, len(batch))
    turns = (-quarters % 4).tolist()
    upright = [turned(one.matrix, one.width, one.height, turn) for one, turn in zip(batch, turns, strict=True)]
    matrices = np.array([matrix for matrix, _, _ in upright])
    sizes = np.array([size for _, *size in upright])
    if any(turns):
        directions = texts.directions(matrices)
    glyphs, lying = texts.glyphs(directions, matrices, sizes), texts.turned(directions, matrices, sizes)
    rules = strokes(_paths(batch, in_forms, matrices, sizes))
    for one, turn, (_, width, height), own, turned_glyphs, drawn in zip(
        batch, turns, upright, glyphs, lying, rules, strict=True
    ):
        yield PageContent(
            number=one.number,
            width=width,
            height=height,
            quarters=turn,
            glyphs=own,
            horizontals=tuple(drawn.horizontals),
            verticals=tuple(drawn.verticals),
            images=one.objects.images,
            crowded=one.characters > MAX_GLYPHS or len(one.objects.paths) > MAX_PATHS,
            turned=turned_glyphs,
        )


def _paths(batch: Sequence[_Open], in_forms: Mapping[int, Matrix], matrices: Floats, sizes: Floats) -> Paths:
    own = [one.objects.paths[:MAX_PATHS] for one in batch]
    pages: Indices = np.repeat(np.arange(len(batch)), [len(paths) for paths in own])
    handles: Indices = np.array([path for paths in own for path in paths], dtype=np.intp)
    return Paths(handles, in_forms, pages, matrices, sizes)


def _visible_box(page: PdfPage) -> Box:
    """The crop box within the media box: left, bottom, right, top."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if right > left and top > bottom else media
