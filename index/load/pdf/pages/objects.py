"""The objects of a PDF page (页面对象): its paths, and the text that stands in forms, each with its transformation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
import pypdfium2.raw as pdfium

from index.load.pdf.pages.geometry import IDENTITY, Matrix
from index.load.pdf.pages.native import (
    HAS_TRANSPARENCY,
    OBJECT,
    OBJECT_IN_FORM,
    OBJECT_MATRIX,
    OBJECT_TYPE,
    OBJECTS_IN_FORM,
    Asking,
    address_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdfium2 import PdfPage

    from index.load.pdf.pages.native import Indices

MAX_PATHS: Final = 40_000  # a page with more is a drawing, and is not read to its end
_MAX_DEPTH: Final = 6
_AT_ONCE: Final = 4096
_TEXT: Final = pdfium.FPDF_PAGEOBJ_TEXT
_PATH: Final = pdfium.FPDF_PAGEOBJ_PATH
_KNOWN: Final = (_TEXT, _PATH)


@dataclass(slots=True)
class PageObjects:
    """The addresses of its paths, and the transformations that paths and text objects in forms stand under, by theirs.

    `faint` are the text objects in transparent forms.
    """

    paths: list[int] = field(default_factory=list)
    in_forms: dict[int, Matrix] = field(default_factory=dict)
    images: int = 0
    shadings: int = 0
    faint: set[int] = field(default_factory=set)


def page_objects(page: PdfPage) -> PageObjects:
    """Walk over a page, into its forms."""
    found = PageObjects()
    _take(_held(address_of(page.raw), OBJECT, pdfium.FPDFPage_CountObjects(page.raw)), IDENTITY, 0, found)
    return found


def _held(holder: int, getter: Asking, count: int) -> Iterator[tuple[Indices, Indices]]:
    """The objects of a page or form and their types, fetched some at a time: there may be very many."""
    for start in range(0, count, _AT_ONCE):
        numbers = np.arange(start, min(start + _AT_ONCE, count))
        items = getter.each(np.full(len(numbers), holder), numbers)
        yield items, OBJECT_TYPE.each(items)


def _take(
    parts: Iterable[tuple[Indices, Indices]], matrix: Matrix, depth: int, found: PageObjects, *, faint: bool = False
) -> None:
    for items, kinds in parts:
        if not depth and ((kinds == _TEXT) | (kinds == _PATH)).all() and len(found.paths) + len(items) <= MAX_PATHS:
            found.paths += items[kinds == _PATH].tolist()
            continue  # most pages hold text and paths alone, very many of them
        for item, kind in zip(items.tolist(), kinds.tolist(), strict=True):
            if len(found.paths) > MAX_PATHS:
                return
            if depth and kind in _KNOWN:
                found.in_forms[item] = matrix
            if kind == _TEXT:
                found.faint.update([item] if faint else ())
            elif kind == _PATH:
                found.paths.append(item)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = _held(item, OBJECT_IN_FORM, OBJECTS_IN_FORM.of(item))
                pale = faint or bool(HAS_TRANSPARENCY.of(item))
                _take(inner, matrix_of(item).then(matrix), depth + 1, found, faint=pale)
            else:
                found.images += kind == pdfium.FPDF_PAGEOBJ_IMAGE
                found.shadings += kind == pdfium.FPDF_PAGEOBJ_SHADING


def matrix_of(item: int) -> Matrix:
    """An object's own transformation."""
    done, rows = OBJECT_MATRIX.each(np.array([item]))
    return Matrix(*rows[0].tolist()) if done[0] else IDENTITY
