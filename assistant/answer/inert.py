"""Markdown without any power (无害化): what documents and people wrote stays words, never HTML, a link or an image."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# what is escaped already; citation marks; what begins a tag or an entity; images, links, addresses that become links
_ACTIVE: Final = re.compile(
    r"(?P<escaped>\\.)|\[(?P<number>\d{1,3})\](?!\()|(?P<html>[<&])"
    r"|(?P<link>!(?=\[)|\](?=\s*[(\[:])|:(?=//)|(?<=www)\.|@)",
    re.DOTALL,
)
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|&~#])")


def inert_markdown(text: str, mark: Callable[[int], str]) -> str:
    """Keep the emphasis and lists of an answer's Markdown and nothing else; `mark` writes each citation mark [n]."""

    def inert(match: re.Match[str]) -> str:
        if match["number"]:
            return mark(int(match["number"]))
        if match["html"]:
            return escape(match["html"])
        return match[0] if match["escaped"] else "\\" + match[0]

    return _ACTIVE.sub(inert, text)


def literal(text: str) -> str:
    """Words of a document as Markdown that shows them as they are, in one line."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return escaped.replace("://", ":\\//").replace("@", "\\@").replace("www.", "www\\.")
