from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.guard import check_file, find_files
from index.model.errors import (
    BinaryFileError,
    EmptyFileError,
    MissingFileError,
    TooLargeFileError,
    UnreadableDocumentError,
    UnsupportedFormatError,
)
from index.settings import IndexSettings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = IndexSettings(max_file_mb=1)


def refusal(path: Path) -> UnreadableDocumentError:
    with pytest.raises(UnreadableDocumentError) as caught:
        check_file(path, SETTINGS)
    return caught.value


def test_text_is_let_through_with_its_content(tmp_path: Path) -> None:
    path = tmp_path / "预算.TXT"
    path.write_bytes("预算 1,000".encode("gb18030"))
    assert check_file(path, SETTINGS) == "预算 1,000".encode("gb18030")


def test_utf16_is_not_binary(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("预算 12".encode("utf-16"))
    assert check_file(path, SETTINGS)


def test_missing(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path / "无.txt"), MissingFileError)
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert isinstance(refusal(tmp_path / "a.txt" / "b.txt"), MissingFileError)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", "\ufeff".encode(), "\u3000\n".encode(), b"\xff\xfe", b"\xff\xfe \x00"]
)
def test_empty(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert isinstance(refusal(path), EmptyFileError)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"PK\x03\x04aaa", b"text\0text", b"\x89PNG\r\n"])
def test_binary_renamed_to_text(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert isinstance(refusal(path), BinaryFileError)


def test_too_large_is_decided_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a sparse file: reading it would take for ever
    error = refusal(path)
    assert isinstance(error, TooLargeFileError)
    assert "1 MB" in str(error)


@pytest.mark.parametrize("name", ["a.exe", "a.doc", "a"])
def test_unknown_extension(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert isinstance(refusal(tmp_path / name), UnsupportedFormatError)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a thing of POSIX")
def test_pipe_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert "普通文件" in refusal(tmp_path / "a.txt").reason


@given(data=st.binary(max_size=200))
def test_any_bytes_are_let_through_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_bytes(data)
    with contextlib.suppress(UnreadableDocumentError):
        assert check_file(path, SETTINGS) == data


def test_folders_are_searched_and_what_is_named_is_kept(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.md", "a/skip.xyz", "a/.hidden.txt", ".git/d.txt", "e.layout.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    named = tmp_path / "a" / "skip.xyz"
    found = find_files([tmp_path, named, tmp_path / "b.txt", tmp_path / "none.txt"])
    names = [path.relative_to(tmp_path.resolve()).as_posix() for path in found]
    assert names == ["b.txt", "e.layout.txt", "a/c.md", "a/skip.xyz", "none.txt"]


def test_folder_without_documents_is_refused_by_name(tmp_path: Path) -> None:
    (found,) = find_files([tmp_path])
    assert found == tmp_path.resolve()
    assert refusal(found).reason
