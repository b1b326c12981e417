"""From a path to a Document (读入): the guard, then the loader of the file's format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.load.guard import OFFICE, check_file
from index.load.package import kind_of
from index.load.text import load_text

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.document import Document
    from index.settings import IndexSettings


def load(path: Path, settings: IndexSettings) -> Document:
    """Read a file into a Document. Raise UnreadableDocumentError (or one of its kinds) with the reason in Chinese."""
    data = check_file(path, settings)
    extension = path.suffix.lower()
    if extension == ".pdf":
        from index.load.pdf import load_pdf  # noqa: PLC0415 — brings a native library, wanted for PDFs only

        return load_pdf(path, data)
    if extension in OFFICE:
        return load_by_content(path, data)
    return load_text(path, data)


def load_by_content(path: Path, data: bytes) -> Document:
    """Read a Word file, workbook or web page by what it is: pages and workbooks named .xls are published too."""
    kind = kind_of(path, data)
    if kind == "docx":
        from index.load.word import load_word  # noqa: PLC0415 — wanted for Word files only

        return load_word(path, data)
    if kind == "html":
        from index.load.web import load_web  # noqa: PLC0415 — wanted for web pages only

        return load_web(path, data)
    from index.load.workbook import load_workbook  # noqa: PLC0415 — wanted for workbooks only
    from index.load.workbook_cells import xls_sheets, xlsx_sheets  # noqa: PLC0415

    sheets, remarks = xlsx_sheets(path, data) if kind == "xlsx" else xls_sheets(path, data)
    return load_workbook(path, data, sheets, kind, remarks)
