"""From a path to a Document (读入): the guard, then the loader of the file's format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.load.guard import check_file
from index.load.text import load_text

if TYPE_CHECKING:
    from pathlib import Path

    from index.model.document import Document
    from index.settings import IndexSettings


def load(path: Path, settings: IndexSettings) -> Document:
    """Read a file into a Document. Raise UnreadableDocumentError (or one of its kinds) with the reason in Chinese."""
    data = check_file(path, settings)
    if path.suffix.lower() == ".pdf":
        from index.load.pdf import load_pdf  # noqa: PLC0415 — brings a native library, wanted for PDFs only

        return load_pdf(path, data)
    return load_text(path, data)
