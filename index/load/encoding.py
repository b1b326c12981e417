"""The encoding of a text (文字编码): UTF-8, UTF-16 with its mark, or GB18030, decided by what comes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.model.errors import BinaryFileError, EmptyFileError, UnknownEncodingError

if TYPE_CHECKING:
    from pathlib import Path

INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_MAGIC: Final = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0", b"GIF8", b"\x1f\x8b")
_COMMON: Final = re.compile(r"[ -~　-〿㐀-鿿＀-￯ -⁯①-⓿─-◿≠-≧×÷°·￥ⅠⅡⅢⅣⅤ]")


def decode(path: Path, data: bytes) -> str:
    """Decode the bytes of a text file. Raise EmptyFileError, BinaryFileError or UnknownEncodingError."""
    if not data.strip(b" \t\r\n\x0b\x0c"):
        raise EmptyFileError(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise UnknownEncodingError(path) from None
    if data.startswith(_MAGIC) or b"\x00" in data:
        raise BinaryFileError(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _decode_gb(path, data)
    controls = sum(character < " " and character not in "\t\r\n\f\v" for character in text)
    if controls * 50 > len(text):
        raise BinaryFileError(path)
    return text


def _decode_gb(path: Path, data: bytes) -> str:
    """GB18030 maps almost any bytes to something, so what comes out must look like Chinese text."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise UnknownEncodingError(path) from None
    visible = [character for character in text if not character.isspace()]
    common = sum(bool(_COMMON.match(character)) for character in visible)
    if common * 10 < len(visible) * 9:
        raise UnknownEncodingError(path)
    return text
