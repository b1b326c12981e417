from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.load.dispatch import load
from index.load.pdf import load_pdf
from index.model.document import Document
from index.model.errors import (
    DamagedPdfError,
    EmptyFileError,
    EncryptedPdfError,
    NoTextLayerError,
    NotPdfError,
    UnreadableDocumentError,
)
from index.settings import IndexSettings
from tests.pdf_pages import Page, pdf_bytes, write_pdf
from tests.test_load_pdf import budget_page

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = IndexSettings()
SOUND = pdf_bytes([budget_page()])
LOCKED = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>"


def refusal(path: Path) -> UnreadableDocumentError:
    with pytest.raises(UnreadableDocumentError) as caught:
        load(path, SETTINGS)
    return caught.value


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", EmptyFileError), (b"   \n", EmptyFileError), (b"PK\x03\x04", NotPdfError), (b"%PDF-1.7\n", DamagedPdfError)],
)
def test_what_is_no_pdf(tmp_path: Path, data: bytes, kind: type[UnreadableDocumentError]) -> None:
    path = tmp_path / "预算.pdf"
    path.write_bytes(data)
    assert isinstance(refusal(path), kind)
    assert "预算.pdf" in str(refusal(path))


def test_password(tmp_path: Path) -> None:
    assert isinstance(refusal(write_pdf(tmp_path, budget_page(), encrypt=LOCKED)), EncryptedPdfError)


def test_scan(tmp_path: Path) -> None:
    error = refusal(write_pdf(tmp_path, Page(), Page()))
    assert isinstance(error, NoTextLayerError)
    assert "扫描件" in str(error)


def test_text_that_nobody_sees_is_no_text_layer(tmp_path: Path) -> None:
    page = Page()
    page.text(80, 80, "看不见的文字", mode=3)
    assert isinstance(refusal(write_pdf(tmp_path, page)), NoTextLayerError)


def outcome(path: Path, data: bytes) -> str:
    try:
        document = load_pdf(path, data)
    except UnreadableDocumentError as error:
        return str(error)
    assert isinstance(document, Document)
    return "read"


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, len(SOUND)), flips=st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255))))
def test_damage_gives_a_document_or_a_reason(
    tmp_path_factory: pytest.TempPathFactory, cut: int, flips: list[tuple[int, int]]
) -> None:
    data = bytearray(SOUND)
    for place, value in flips:
        data[place] = value
    path = tmp_path_factory.getbasetemp() / "a.pdf"
    assert outcome(path, bytes(data[:cut]))
    assert outcome(path, bytes(data))
