"""What may be loaded (载入前检查): size, type and content of a file are decided before any loader sees it."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from index.model.errors import (
    BinaryFileError,
    EmptyFileError,
    MissingFileError,
    NotPdfError,
    TooLargeFileError,
    UnreadableDocumentError,
    UnsupportedFormatError,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.settings import IndexSettings

OFFICE: Final = (".docx", ".xlsx", ".xlsm", ".xls", ".html", ".htm")
SUPPORTED: Final = (".txt", ".md", ".pdf", *OFFICE)
_ADVICE: Final = {
    ".doc": "请用 Word 或 WPS 打开后另存为 .docx。",
    ".wps": "请用 WPS 打开后另存为 .docx。",
    ".et": "请用 WPS 打开后另存为 .xlsx。",
    ".rtf": "请用 Word 或 WPS 打开后另存为 .docx。",
    ".ofd": "请用 OFD 阅读器导出为 PDF。",
    ".csv": "请另存为 .xlsx，或改用制表符分隔的 .txt。",
    ".zip": "请先解压缩。",
    ".rar": "请先解压缩。",
}
_PDF_MARK: Final = b"%PDF-"
_PDF_MARK_WITHIN: Final = 1024  # bytes: readers accept this much before the mark
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
# PDF, ZIP (docx, xlsx), OLE2 (doc, xls), PNG, JPEG, GIF, gzip, RAR, 7z: what gets renamed to .txt in practice
_BINARY_MARKS: Final = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
)


def is_supported(path: Path) -> bool:
    """Whether there is a loader for files of this extension."""
    return path.suffix.lower() in SUPPORTED


def check_file(path: Path, settings: IndexSettings) -> bytes:
    """Return the content of a file that may be loaded.

    Raise MissingFileError, UnsupportedFormatError, TooLargeFileError (from the size on disk, before reading),
    EmptyFileError, BinaryFileError, NotPdfError, or plain UnreadableDocumentError for what the system does not let us
    read.
    """
    limit = settings.max_file_mb << 20
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFileError(path) from error
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableDocumentError(path, "不是普通文件，不能载入。")
    if not is_supported(path):
        raise UnsupportedFormatError(path, SUPPORTED, _ADVICE.get(path.suffix.lower(), ""))
    if status.st_size > limit:
        raise TooLargeFileError(path, status.st_size, limit)
    data = _read(path, status.st_size, limit)
    if path.suffix.lower() == ".pdf":
        _check_pdf(path, data)
    elif path.suffix.lower() in OFFICE:
        if not data.strip(b" \t\r\n\0"):
            raise EmptyFileError(path)
    else:
        _check_text(path, data)
    return data


def _read(path: Path, size: int, limit: int) -> bytes:
    """Read a file that has that size, never more than the limit even when it grows meanwhile."""
    try:
        with path.open("rb") as file:
            data = file.read(size + 1)  # room for the limit would be given back each time, and asked for anew
            if len(data) > size:
                data += file.read(limit + 1 - len(data))
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(data) > limit:
        raise TooLargeFileError(path, len(data), limit)
    return data


def _check_pdf(path: Path, data: bytes) -> None:
    if data.isspace() or not data:
        raise EmptyFileError(path)
    if _PDF_MARK not in data[:_PDF_MARK_WITHIN]:
        raise NotPdfError(path)


def _check_text(path: Path, data: bytes) -> None:
    if data.startswith(_UTF16_MARKS):
        if not data.decode("utf-16", errors="ignore").strip():
            raise EmptyFileError(path)
        return  # its NUL bytes are halves of characters
    if data.startswith(_BINARY_MARKS) or b"\0" in data:
        raise BinaryFileError(path)
    if not data.decode("utf-8", errors="replace").strip("\ufeff \t\r\n\f\v\u3000\u00a0\u200b\x1a"):
        raise EmptyFileError(path)


def _unreadable(path: Path, error: OSError | ValueError) -> UnreadableDocumentError:
    if isinstance(error, PermissionError):
        return UnreadableDocumentError(path, "没有读取权限。")
    detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnreadableDocumentError(path, f"读取失败（{detail}）。")


def find_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Every file that the paths name, absolute, each once, folders searched recursively and in order.

    What is named directly is always kept, so that it is loaded or refused with a reason; in folders, hidden entries
    and unknown extensions are passed over. A folder without a document stands for itself.
    """
    found: dict[Path, None] = {}
    for path in paths:
        absolute = path.expanduser().resolve()
        files = tuple(_walk(absolute)) if absolute.is_dir() else ()
        found.update(dict.fromkeys(files or (absolute,)))
    return tuple(found)


def _walk(folder: Path) -> Iterator[Path]:
    for directory, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = folder.joinpath(directory, name)
            if not name.startswith(".") and is_supported(path) and path.is_file():
                yield path.resolve()
