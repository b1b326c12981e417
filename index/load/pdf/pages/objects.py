"""The objects of a PDF page (页面对象): its paths, and the text that stands in forms, each with its transformation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

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
    passed,
    pointer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdfium2 import PdfPage

MAX_PATHS: Final = 40_000  # a page with more is a drawing, and is not read to its end
_MAX_DEPTH: Final = 6
_AT_ONCE: Final = 512
_TEXT: Final = pdfium.FPDF_PAGEOBJ_TEXT
_PATH: Final = pdfium.FPDF_PAGEOBJ_PATH
_KNOWN: Final = frozenset({_TEXT, _PATH})

_Held = tuple[list[int], list[Any], list[int]]
"""Addresses of objects, they themselves ready for being passed, and their types."""


@dataclass(slots=True)
class PageObjects:
    """Paths with the transformation that they stand under; the same for text objects in forms, by their address.

    `faint` are the text objects in transparent forms.
    """

    paths: list[tuple[Any, Matrix]] = field(default_factory=list)
    in_forms: dict[int, Matrix] = field(default_factory=dict)
    images: int = 0
    shadings: int = 0
    faint: set[int] = field(default_factory=set)


def page_objects(page: PdfPage) -> PageObjects:
    """Walk over a page, into its forms."""
    found = PageObjects()
    _take(_held(pointer(page.raw), OBJECT, pdfium.FPDFPage_CountObjects(page.raw)), IDENTITY, 0, found)
    return found


def _held(holder: Any, getter: Asking, count: int) -> Iterator[_Held]:
    """The objects of a page or form, fetched some at a time: there may be very many."""
    for start in range(0, count, _AT_ONCE):
        numbers = range(start, min(start + _AT_ONCE, count))
        addresses = getter.each([holder] * len(numbers), numbers)
        items = passed(addresses)
        yield addresses, items, OBJECT_TYPE.each(items)


def _take(parts: Iterable[_Held], matrix: Matrix, depth: int, found: PageObjects, *, faint: bool = False) -> None:
    for addresses, items, kinds in parts:
        if not depth and _KNOWN.issuperset(kinds) and len(found.paths) + len(items) <= MAX_PATHS:
            found.paths += [(item, matrix) for item, kind in zip(items, kinds, strict=True) if kind == _PATH]
            continue  # most pages hold text and paths alone, very many of them
        for address, item, kind in zip(addresses, items, kinds, strict=True):
            if len(found.paths) > MAX_PATHS:
                return
            if kind == _TEXT and depth:
                found.in_forms[address] = matrix
                found.faint.update([address] if faint else ())
            elif kind == _PATH:
                found.paths.append((item, matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
                inner = _held(item, OBJECT_IN_FORM, OBJECTS_IN_FORM.call(item))
                pale = faint or bool(HAS_TRANSPARENCY.call(item))
                _take(inner, matrix_of(item).then(matrix), depth + 1, found, faint=pale)
            else:
                found.images += kind == pdfium.FPDF_PAGEOBJ_IMAGE
                found.shadings += kind == pdfium.FPDF_PAGEOBJ_SHADING


def matrix_of(item: Any) -> Matrix:
    """An object's own transformation."""
    done, rows = OBJECT_MATRIX.each([item])
    return Matrix(*rows[0].tolist()) if done[0] else IDENTITY
