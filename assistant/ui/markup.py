"""Text into HTML and Markdown without giving it any power (转义): documents and questions are data, never markup."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from assistant.ui import labels

if TYPE_CHECKING:
    from collections.abc import Collection

SHOWN_QUESTION_CHARACTERS = 400
_MARKDOWN_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
_UNESCAPED_LESS_THAN = re.compile(r"(?<!\\)((?:\\\\)*)<")
# images, links, reference definitions, and addresses that Markdown would link by itself
_LINK_OR_IMAGE = re.compile(r"(?<!\\)(!(?=\[)|\](?=\s*[(\[:])|:(?=//)|(?<=www)\.|@)")
_CITATION_MARK = re.compile(r"(?<!\\)\[(\d{1,3})\](?!\()")


def text(value: object) -> str:
    """Escape a value for HTML text and attributes."""
    return escape(str(value), quote=True)


def anchor(turn: int, number: int) -> str:
    """Name the place of citation `number` of answer `turn` (0-based) in the evidence."""
    return f"cite-{turn}-{number}"


def citation_link(turn: int, number: int) -> str:
    """Write a citation mark (引用标记) that leads to its place in the evidence."""
    return f'<a class="cite" href="#{anchor(turn, number)}">[{number}]</a>'


def answer_markdown(answer: str, turn: int, numbers: Collection[int]) -> str:
    """Turn an answer into Markdown that can neither hold HTML nor fetch or link anything but its own citations.

    `numbers` are the citations that exist: only their marks become links. Entities stay: they never become tags.
    """

    def mark(match: re.Match[str]) -> str:
        number = int(match.group(1))
        return citation_link(turn, number) if number in numbers else match.group(0)

    inert = _UNESCAPED_LESS_THAN.sub(r"\1&lt;", answer)
    pieces: list[str] = []
    end = 0
    for match in _CITATION_MARK.finditer(inert):
        pieces += [_without_links(inert[end : match.start()]), mark(match)]
        end = match.end()
    return "".join([*pieces, _without_links(inert[end:])])


def _without_links(markdown: str) -> str:
    return _LINK_OR_IMAGE.sub(lambda match: "\\" + match.group(1), markdown)


def question_markdown(question: str) -> str:
    """Show a question as it was typed; a very long one only from its beginning."""
    shown = question[:SHOWN_QUESTION_CHARACTERS]
    literal = _MARKDOWN_SPECIAL.sub(r"\\\1", "\n".join(line.strip() for line in shown.splitlines()))
    if len(question) > SHOWN_QUESTION_CHARACTERS:
        literal += labels.LONG_QUESTION.format(length=f"{len(question):,}")
    return literal
