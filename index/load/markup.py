"""Tables in HTML within text files (文本中的网页表格), as programs that turn PDFs into Markdown write them.

The lines of a table become its first line with the table's grid; other tags around texts are taken off.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from index.load.flow import make_grid
from index.load.web import spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.document import Grid

_TABLE: Final = re.compile(r"<table\b.*?(?:</table\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_ROW: Final = re.compile(r"<tr\b", re.IGNORECASE)
_TAG: Final = re.compile(
    r"</?(?:html|body|div|p|span|center|font|b|i|u|strong|em|sup|sub|h[1-6]|details|summary|br|section)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def html_tables(lines: Sequence[str]) -> tuple[list[str], dict[int, Grid]]:
    """The lines of a text without its HTML tables, and the grids by the number of the line in which each begins."""
    text = "\n".join(lines)
    if "<table" not in text.casefold():
        return list(lines), {}
    grids: dict[int, Grid] = {}
    kept: list[str] = []
    end = 0
    for found in _TABLE.finditer(text):
        kept.append(text[end : found.start()])
        first = text.count("\n", 0, found.start()) + 1
        grid = _grid(found.group(), first)
        if grid is not None:
            grids[first] = grid
        kept.append("\n" * found.group().count("\n"))  # what stands behind it keeps its number
        end = found.end()
    kept.append(text[end:])
    return [_TAG.sub("", line) for line in "".join(kept).split("\n")], grids


def _grid(markup: str, first: int) -> Grid | None:
    from bs4 import BeautifulSoup  # noqa: PLC0415 - wanted for such files only

    try:
        table: Any = BeautifulSoup(markup, "lxml").find("table")
        spans = spans_of(table) if table is not None else []
    except (RecursionError, AssertionError, ValueError):
        return None
    rows = max((span.row + span.row_span for span in spans), default=0)
    lines = [first + markup.count("\n", 0, row.start()) for row in _ROW.finditer(markup)]
    return make_grid(spans, first, lines=lines if len(lines) == rows else [first] * rows)
