"""The script of a text (字形): names and questions are compared in simplified characters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_TRADITIONAL = re.compile("萬元|預算|決算|經費")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def simplified(text: str) -> str:
    """A text in simplified characters (简体字), of the same length: 經費 → 经费.

    One that holds no traditional character beside those of GB/T 2312 stays as it is: what is simplified already
    (著, 乾) is not to be changed.
    """
    if _is_simplified(text):
        return text
    strange = [character for character in _HAN.findall(text) if not _is_simplified(character)]
    if not strange or _converter().convert("".join(strange)) == "".join(strange):
        return text
    return "".join(_converter().convert(character)[:1] or character for character in text)


def read_simplified(text: str) -> str:
    """The text of a file as it is read: in simplified characters if it is written in traditional ones (單位：萬元).

    A traditional character in a name alone is the document's own, and stays.
    """
    return simplified(text) if _TRADITIONAL.search(text) else text


def _is_simplified(text: str) -> bool:
    """Whether all characters are of GB/T 2312, as those of most texts are."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415 - its dictionaries are read only where they are needed

    return OpenCC("t2s")
