"""Text that XML can hold (可写入文件的文字)."""

from __future__ import annotations

import re
from typing import Final

_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Text without the characters that XML cannot hold: controls, halves of pairs, non-characters."""
    return _ILLEGAL.sub("", text)
