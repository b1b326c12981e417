"""Reading a draft (读取文稿): from a text file, a Word file or standard input, to one text."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.load.encoding import decode
from index.model.errors import (
    EmptyFileError,
    MissingFileError,
    TooLargeFileError,
    UnreadableDocumentError,
    UnsupportedFormatError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS: Final = (".txt", ".md", ".docx")
STANDARD_INPUT: Final = "-"
_LIMIT: Final = 16 << 20  # bytes of a file
_MOST_XML: Final = 64 << 20  # bytes that a Word file may unpack to


def read_draft(name: str) -> str:
    """The text of a draft; "-" is standard input.

    Raise MissingFileError, UnsupportedFormatError, TooLargeFileError, EmptyFileError, BinaryFileError,
    UnknownEncodingError or plain UnreadableDocumentError.
    """
    if name == STANDARD_INPUT:
        return decode(Path("标准输入"), sys.stdin.buffer.read(_LIMIT))
    path = Path(name)
    if path.suffix.lower() not in FORMATS:
        raise UnsupportedFormatError(path, FORMATS)
    try:
        size = path.stat().st_size
        if size > _LIMIT:
            raise TooLargeFileError(path, size, _LIMIT)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise MissingFileError(path) from error
    except OSError as error:
        raise UnreadableDocumentError(path, f"不能读取（{error.strerror}）。") from error
    return _word(path, data) if path.suffix.lower() == ".docx" else decode(path, data)


def _word(path: Path, data: bytes) -> str:
    """The paragraphs of a Word file and the cells of its tables, a line each, in order."""
    import docx  # noqa: PLC0415 - only for Word files
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > _MOST_XML:
                raise UnreadableDocumentError(path, "解压后太大，不能读取。")
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_lines(document))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise UnreadableDocumentError(path, "不是能读的 Word 文件（.docx）。请另存为 .docx 或 .txt 再试。") from error
    if not text.strip():
        raise EmptyFileError(path)
    return text


def _lines(document: object) -> Iterator[str]:
    from docx.table import Table  # noqa: PLC0415
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    for block in document.iter_inner_content():  # type: ignore[attr-defined]  # a docx.document.Document
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                yield "，".join(dict.fromkeys(cell.text.strip() for cell in row.cells if cell.text.strip()))
