"""Whether text in pictures can be read (文字识别): by an optional extra of the program."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

INSTALL: Final = "make ocr"  # in the program's directory
_NEEDED: Final = ("rapidocr", "onnxruntime", "cv2")


def is_installed() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)
