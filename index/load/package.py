"""Office files as containers (Office 文件容器): what kind one is by its content, and whether it may be opened.

Sources: ECMA-376 Part 2 (Open Packaging Conventions) for .docx and .xlsx; MS-CFB for .xls and encrypted files.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal

from index.model.errors import DamagedOfficeError, EncryptedOfficeError, MismatchedFormatError, TooLargeContentError

if TYPE_CHECKING:
    from pathlib import Path

OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP: Final = b"PK\x03\x04"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
_DIRECTORY_WITHIN: Final = 1 << 20  # bytes in which the directory of a container is looked for
_MAX_CONTENT: Final = 512 << 20
_MAX_PARTS: Final = 20_000
_PAGES: Final = (".html", ".htm")
_BEFORE_MARKUP: Final = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # marks of encodings, and white space
Kind = Literal["docx", "xlsx", "xls", "html"]


def kind_of(path: Path, data: bytes) -> Kind:
    """Tell a Word file, a workbook or a web page by its content, whatever its extension says.

    Raise EncryptedOfficeError, DamagedOfficeError, TooLargeContentError or MismatchedFormatError.
    """
    if data.startswith(ZIP):
        return _zip_kind(path, data)
    if data.startswith(OLE2):
        if _ENCRYPTED in data:
            raise EncryptedOfficeError(path)
        if _WORD_STREAM in data[:_DIRECTORY_WITHIN] or _WORD_STREAM in data[-_DIRECTORY_WITHIN:]:
            raise MismatchedFormatError(path)
        return "xls"
    if path.suffix.lower() in _PAGES or data[:_DIRECTORY_WITHIN].lstrip(_BEFORE_MARKUP).startswith(b"<"):
        return "html"
    raise MismatchedFormatError(path)


def _zip_kind(path: Path, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedOfficeError(path) from error
    size = sum(part.file_size for part in parts)
    if size > _MAX_CONTENT or len(parts) > _MAX_PARTS:
        raise TooLargeContentError(path, size, _MAX_CONTENT)
    names = {part.filename for part in parts}
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise MismatchedFormatError(path)
