"""pdfium asked in bulk: by compiled code and by ctypes, with the same results."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2.raw as pdfium
import pytest
from pypdfium2 import PdfDocument

from index.load.pdf.pages import calls, native
from tests.budget_pdf import write_budget

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

try:
    from index.load.pdf.pages import _calls
except ImportError:
    _calls = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parent.parent
WAYS = [
    pytest.param(calls, id="ctypes"),
    pytest.param(_calls, id="compiled", marks=pytest.mark.skipif(_calls is None, reason="not compiled here")),
]
READ = """
import sys
if {blocked}: sys.modules["index.load.pdf.pages._calls"] = None
from pathlib import Path
from index.interpret import interpret
from index.settings import IndexSettings
print(bool(sys.modules.get("index.load.pdf.pages._calls")), file=sys.stderr)
print(ascii(interpret(Path({path!r}), IndexSettings(embed=False))))
"""


@pytest.fixture
def text_page(tmp_path: Path) -> Iterator[tuple[int, int, int]]:
    """A page of a budget: the addresses of the page and its text, and how many characters it has."""
    document = PdfDocument(write_budget(tmp_path))
    page = document[1]
    text = page.get_textpage()
    yield native.address_of(page.raw), native.address_of(text.raw), text.count_chars()
    text.close()
    page.close()


def address(function: object) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


@pytest.mark.parametrize("way", WAYS)
def test_numbers_and_addresses_are_those_of_single_calls(way: ModuleType, text_page: tuple[int, int, int]) -> None:
    _, text, count = text_page
    objects, numbers = np.full(count, text), np.arange(count, dtype=np.int32)
    codes, owners = np.empty(count, dtype=np.intp), np.empty(count, dtype=np.intp)
    way.asked(address(pdfium.FPDFText_GetUnicode), objects, (numbers,), codes)
    way.addressed(address(pdfium.FPDFText_GetTextObject), objects, (numbers,), owners)
    handle = ctypes.cast(text, pdfium.FPDF_TEXTPAGE)
    assert codes.tolist() == [pdfium.FPDFText_GetUnicode(handle, number) for number in range(count)]
    single = [pdfium.FPDFText_GetTextObject(handle, number) for number in range(count)]
    assert owners.tolist() == [ctypes.cast(one, ctypes.c_void_p).value or 0 for one in single]
    kinds = np.empty(count, dtype=np.intp)
    way.asked(address(pdfium.FPDFPageObj_GetType), owners, (), kinds)
    assert set(kinds[owners != 0].tolist()) == {pdfium.FPDF_PAGEOBJ_TEXT}


@pytest.mark.parametrize("way", WAYS)
def test_what_functions_write_stands_in_rows(way: ModuleType, text_page: tuple[int, int, int]) -> None:
    _, text, count = text_page
    asked = count + 3  # pdfium knows no characters after the last
    objects, numbers = np.full(asked, text), np.arange(asked, dtype=np.int32)
    boxes, origins = np.zeros((asked, 4), dtype=np.float32), np.zeros((asked, 2))
    done = way.written(address(pdfium.FPDFText_GetLooseCharBox), objects, (numbers,), 1, boxes)
    assert way.written(address(pdfium.FPDFText_GetCharOrigin), objects, (numbers,), 2, origins) == done
    assert list(done[-4:]) == [1, 0, 0, 0]
    assert not boxes[-3:].any()
    handle, rectangle = ctypes.cast(text, pdfium.FPDF_TEXTPAGE), pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for number in range(count):
        assert pdfium.FPDFText_GetLooseCharBox(handle, number, rectangle) == done[number]
        assert boxes[number].tolist() == [rectangle.left, rectangle.top, rectangle.right, rectangle.bottom]
        pdfium.FPDFText_GetCharOrigin(handle, number, x, y)
        assert origins[number].tolist() == [x.value, y.value]


@pytest.mark.parametrize("way", WAYS)
def test_four_targets_of_objects_that_are_none_fail(way: ModuleType) -> None:
    room = np.full((3, 4), 7, dtype=np.uint32)
    none = np.zeros(3, dtype=np.intp)
    assert way.written(address(pdfium.FPDFPageObj_GetFillColor), none, (), 4, room) == bytes(3)
    assert (room == 7).all()


@pytest.mark.parametrize("way", WAYS)
def test_arrays_of_different_lengths_are_refused(way: ModuleType) -> None:
    objects, numbers, results = np.zeros(4, dtype=np.intp), np.zeros(3, dtype=np.int32), np.zeros(4, dtype=np.intp)
    with pytest.raises(ValueError, match=r".+"):
        way.asked(address(pdfium.FPDFText_GetUnicode), objects, (numbers,), results)


@pytest.mark.skipif(_calls is None, reason="not compiled here")
def test_compiled_calls_refuse_results_that_have_no_room() -> None:
    objects = np.zeros(4, dtype=np.intp)
    with pytest.raises(ValueError, match="another length"):
        _calls.addressed(address(pdfium.FPDFPageObj_GetClipPath), objects, (), np.zeros(3, dtype=np.intp))
    with pytest.raises(ValueError, match="3 parts"):
        _calls.written(address(pdfium.FPDFPageObj_GetFillColor), objects, (), 3, np.zeros((4, 3)))


@pytest.mark.skipif(_calls is None, reason="not compiled here")
def test_a_document_is_the_same_both_ways(tmp_path: Path) -> None:
    file = str(write_budget(tmp_path))
    read = {}
    for blocked in (False, True):
        program = READ.format(blocked=blocked, path=file)
        done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True)
        read[done.stderr.split()[-1]] = done.stdout
    assert set(read) == {"True", "False"}
    first, second = read.values()
    assert first == second
    assert "Fact(" in first


@pytest.mark.skipif(shutil.which("cc") is None and shutil.which("gcc") is None, reason="no compiler here")
def test_it_is_compiled_where_a_compiler_is() -> None:
    assert _calls is not None, "install the project anew: make install, or pip install -e ."
