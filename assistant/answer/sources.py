"""Citations in words (出处的文字)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.answer.inert import literal
from assistant.answer.messages import message

if TYPE_CHECKING:
    from assistant.answer.draft import Draft
    from assistant.answer.model import Citation


def place_of(citation: Citation) -> str:
    """Page or line of a citation."""
    return f"第 {citation.page} 页" if citation.page else f"第 {citation.line} 行" if citation.line else ""


def source_line(citation: Citation) -> str:
    """Say where a citation stands and what is printed there, without its number."""
    parts = [citation.document, place_of(citation)]
    if citation.table:
        parts.append(f"《{citation.table.strip('《》')}》")
        parts.extend(f"{name}“{text}”" for name, text in (("行", citation.row), ("列", citation.column)) if text)
        parts.append(f"印作 {citation.printed}{citation.unit}" if citation.printed else "（空格）")
    elif citation.quote:
        parts.append(f"“{citation.quote}”")
    return " ".join(part for part in parts if part)


_MOST: Final = 12  # sources said in the text of an answer; all of them are among its citations


def say_sources(draft: Draft) -> None:
    """Say in words where the figures of an answer stand (出处在哪)."""
    for citation in draft.citations[:_MOST]:
        draft.say(message("source", number=citation.number, where=literal(source_line(citation))))
