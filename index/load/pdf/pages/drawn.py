"""A page of a PDF as a picture (页面图像), as a reader sees it: upright, the visible part, annotations included."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, NamedTuple

import pypdfium2

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST: Final = 1800  # pixels of the longer side: an A4 page at 154 dpi
_QUALITY: Final = 82


class Drawn(NamedTuple):
    """A page drawn: a WebP picture, and the size of the page in points."""

    picture: bytes
    width: float
    height: float


def page_sizes(path: Path) -> list[tuple[float, float]]:
    """The width and height of every page in points, as displayed. Raise pypdfium2.PdfiumError for a broken file."""
    with pypdfium2.PdfDocument(path) as document:
        return [document.get_page_size(page) for page in range(len(document))]


def draw_page(path: Path, page: int) -> Drawn:
    """Draw a page (1-based). Raise IndexError for a page that is not there, pypdfium2.PdfiumError for a broken file."""
    with pypdfium2.PdfDocument(path) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        document.init_forms()
        leaf = document[page - 1]
        width, height = leaf.get_size()
        scale = _LONGEST / max(width, height, 1.0)
        image = leaf.render(scale=scale, rev_byteorder=True).to_pil()
        buffer = io.BytesIO()
        image.convert("RGB").save(buffer, "WEBP", quality=_QUALITY, method=2)
        return Drawn(buffer.getvalue(), width, height)
