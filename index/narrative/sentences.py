"""Sentences of a paragraph with their offsets; brackets and quotations are not cut."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_OPEN = "（(〔【《“「"
_CLOSE = "）)〕】》”」"
_ENDS = "。！？!?；;"
_MARK = re.compile(f"[{re.escape(_OPEN + _CLOSE + _ENDS)}]")
_REMEMBERED: Final = 1 << 10  # paragraphs: each is asked for its statements and then for its passages
_MAX_BRACKET = 300  # a bracket that is never closed must not swallow the paragraph


@lru_cache(maxsize=_REMEMBERED)
def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence of a paragraph, ended by 。；！？ or the paragraph; blank ones left out."""
    spans: list[tuple[int, int]] = []
    start, opened = 0, -1
    for mark in _MARK.finditer(text):
        index, character = mark.start(), mark.group()
        if character in _OPEN and opened < 0:
            opened = index
        elif character in _CLOSE:
            opened = -1
        elif character in _ENDS and (opened < 0 or not _is_closed(text, opened, index)):
            opened = -1
            _add(spans, text, start, index + 1)
            start = index + 1
    _add(spans, text, start, len(text))
    return tuple(spans)


def _is_closed(text: str, opened: int, index: int) -> bool:
    """Whether a bracket that is open at `index` is closed again before it gets too long to be one."""
    return any(character in _CLOSE for character in text[index + 1 : opened + _MAX_BRACKET])


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    """Add a span without the white space around it, joining a closing bracket or quotation mark to the one before."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return
    if spans and all(character in _CLOSE for character in text[start:end]):
        spans[-1] = (spans[-1][0], end)
        return
    spans.append((start, end))
