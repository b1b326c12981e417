"""Text into HTML and Markdown without giving it any power (转义): documents and questions are data, never markup."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from assistant.answer.inert import inert_markdown
from assistant.ui.labels import label

if TYPE_CHECKING:
    from collections.abc import Collection

SHOWN_QUESTION_CHARACTERS = 400
_KEPT_ANSWERS = 2048
_MARKDOWN_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")


def text(value: object) -> str:
    """Escape a value for HTML text and attributes."""
    return escape(str(value), quote=True)


def anchor(turn: int, number: int) -> str:
    """Name the place of citation `number` of answer `turn` (0-based) in the evidence."""
    return f"cite-{turn}-{number}"


def citation_link(turn: int, number: int) -> str:
    """Write a citation mark (引用标记) that leads to its place in the evidence."""
    return f'<a class="cite" href="#{anchor(turn, number)}">[{number}]</a>'


@lru_cache(maxsize=_KEPT_ANSWERS)  # all answers of a conversation are shown again with each new one
def answer_markdown(answer: str, turn: int, numbers: frozenset[int]) -> str:
    """Turn an answer into Markdown that can neither hold HTML nor fetch or link anything but its own citations.

    `numbers` are the citations that exist: only their marks become links.
    """

    def mark(number: int) -> str:
        return citation_link(turn, number) if number in numbers else f"\\[{number}\\]"

    return inert_markdown(answer, mark)


def question_markdown(question: str) -> str:
    """Show a question as it was typed; a very long one only from its beginning."""
    shown = question[:SHOWN_QUESTION_CHARACTERS]
    literal = _MARKDOWN_SPECIAL.sub(r"\\\1", "\n".join(line.strip() for line in shown.splitlines()))
    if len(question) > SHOWN_QUESTION_CHARACTERS:
        literal += label("long_question", length=f"{len(question):,}")
    return literal


def line_html(line: str, turn: int, numbers: Collection[int]) -> str:
    """Turn a line of an answer into HTML: figures in bold, marks of existing citations as links, all else as it is."""

    def marked(match: re.Match[str]) -> str:
        number = int(match[1])
        return citation_link(turn, number) if number in numbers else match[0]

    bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text(line))
    return re.sub(r"\[(\d{1,3})\]", marked, bold)
