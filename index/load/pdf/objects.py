"""The objects of a PDF page (页面对象): its paths, and the text that stands in forms, each with its transformation."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pypdfium2.raw as pdfium

from index.load.pdf.geometry import IDENTITY, Matrix

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MAX_DEPTH: Final = 6


@dataclass(slots=True)
class PageObjects:
    """Paths with the transformation that they stand under; the same for text objects in forms, by their address."""

    paths: list[tuple[Any, Matrix]] = field(default_factory=list)
    in_forms: dict[int, Matrix] = field(default_factory=dict)
    images: int = 0


def page_objects(page: PdfPage) -> PageObjects:
    """Walk over a page, into its forms."""
    found = PageObjects()
    count = pdfium.FPDFPage_CountObjects(page.raw)
    for index in range(count):
        _take(pdfium.FPDFPage_GetObject(page.raw, index), IDENTITY, 0, found)
    return found


def _take(item: Any, matrix: Matrix, depth: int, found: PageObjects) -> None:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        if depth:
            found.in_forms[address(item)] = matrix
    elif kind == pdfium.FPDF_PAGEOBJ_PATH:
        found.paths.append((item, matrix))
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        found.images += 1
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
        inner = matrix_of(item).then(matrix)
        for index in range(pdfium.FPDFFormObj_CountObjects(item)):
            _take(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1, found)


def matrix_of(item: Any) -> Matrix:
    """An object's own transformation."""
    own = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(own)):
        return IDENTITY
    return Matrix(own.a, own.b, own.c, own.d, own.e, own.f)


def address(item: Any) -> int:
    """What tells one object from another."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0
