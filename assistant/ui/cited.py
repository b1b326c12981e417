"""Sentences with citation marks as HTML (带出处的句子): each mark leads to the page or line where its figure stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.ui import markup
from assistant.ui.labels import label
from assistant.ui.leaf_view import viewer_address
from assistant.ui.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Citation

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_MARK = re.compile(r"\[(\d{1,3})\]")


def cited_html(line: str, citations: Sequence[Citation]) -> str:
    """Turn a line into HTML: figures in bold, citation marks as links to the viewer, all else as it is."""

    def marked(match: re.Match[str]) -> str:
        number = int(match[1])
        return mark_html(citations[number - 1]) if 0 < number <= len(citations) else match[0]

    return _MARK.sub(marked, _BOLD.sub(r"<b>\1</b>", markup.text(line)))


def mark_html(citation: Citation) -> str:
    """The mark of a citation, which opens its place in a tab of its own."""
    where = place_text(citation)
    address = place_address(citation)
    number = f"[{citation.number}]"
    if address is None:
        return f'<span class="source-mark" title="{markup.text(where)}">{number}</span>'
    attributes = f'href="{markup.text(address)}" target="_blank" rel="noopener" title="{markup.text(where)}"'
    return f'<a class="source-mark" {attributes}>{number}</a>'


def place_address(citation: Citation) -> str | None:
    """Where a citation can be looked at; None where it has no page or line."""
    at = citation.page if citation.page is not None else citation.line
    if citation.document_id is None or at is None:
        return None
    return viewer_address(citation.document_id, at, [Mark("cell", citation.box)] if citation.box else [])


def place_text(citation: Citation) -> str:
    """Where a citation stands, in words: file, page or line, table and row."""
    at = ""
    if citation.page is not None:
        at = label("page", page=citation.page)
    elif citation.line is not None:
        at = label("line", line=citation.line)
    parts = (citation.document, at, citation.table or citation.section, citation.row, citation.column)
    return " · ".join(part for part in parts if part)
