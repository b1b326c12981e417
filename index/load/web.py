"""Web pages (.html) to documents (读取网页): the headings, paragraphs and tables of an article, and no more."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

from index.catalogue.script import read_simplified
from index.load.encoding import decode
from index.load.flow import Flow, Span
from index.model.document import Document
from index.model.errors import DamagedOfficeError, EmptyFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SKIPPED: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "nav",
        "footer",
        "form",
        "button",
        "select",
        "option",
        "textarea",
        "iframe",
        "svg",
        "object",
        "head",
    ]
)
_BLOCKS: Final = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "center",
        "body",
        "html",
        "figure",
        "figcaption",
        "address",
        "caption",
    ]
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADING: Final = re.compile(r"h([1-6])")
_SITE: Final = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]*$")
_WHITE: Final = re.compile(r"\s+")
_MAX_SPAN: Final = 1000
_PROSE: Final = 200  # characters: a cell longer than this is part of a page's layout, not of a table


def load_web(path: Path, data: bytes) -> Document:
    """Read the bytes of a web page. Raise EmptyFileError, UnknownEncodingError or DamagedOfficeError."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - wanted for web pages only

    text = read_simplified(decode(path, data))
    try:
        page = BeautifulSoup(text, "lxml")
        reader = _Reader()
        reader.read(page.body or page)
    except (RecursionError, AssertionError, ValueError) as error:
        raise DamagedOfficeError(path) from error
    title = _title(page)
    if title and not any(
        title in _WHITE.sub("", block.text) for block in reader.flow.blocks[:8] if hasattr(block, "text")
    ):
        titled = Flow()
        titled.text(title, 1)
        reader.flow.blocks[:0] = titled.blocks
    if not reader.flow.blocks:
        raise EmptyFileError(path)
    return Document(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        format="html",
        blocks=tuple(reader.flow.blocks),
        line_count=reader.flow.number,
    )


def _title(page: Any) -> str:
    """The title of the page without the name of its site."""
    text = page.title.get_text() if page.title else ""
    whole = _WHITE.sub("", text)
    return _WHITE.sub("", _SITE.sub("", text)) or whole


class _Reader:
    """Goes through a page in order; words between two blocks are one text."""

    def __init__(self) -> None:
        self.flow = Flow()
        self._words: list[str] = []

    def read(self, element: Any) -> None:
        """Take what stands in an element."""
        for child in element.children:
            name = getattr(child, "name", None)
            if name is None:
                if type(child).__name__ == "NavigableString":
                    self._words.append(_WHITE.sub(" ", str(child)))
            elif name in _SKIPPED or _is_hidden(child):
                continue
            elif name == "br":
                self._close()
            elif name == "table" and not _lays_out(child):
                self._close()
                self.flow.table(spans_of(child))
            elif name in _BLOCKS or name in ("table", "thead", "tbody", "tfoot", "tr", "td", "th"):
                self._close()
                self.read(child)
                heading = _HEADING.fullmatch(name)
                self._close(int(heading[1]) if heading else None)
            else:
                self.read(child)
        if element.name in ("body", "html", "[document]"):
            self._close()

    def _close(self, level: int | None = None) -> None:
        text = "".join(self._words)
        self._words.clear()
        if text.strip():
            self.flow.text(text, level)


def _is_hidden(element: Any) -> bool:
    return element.has_attr("hidden") or bool(_HIDDEN.search(str(element.get("style") or "")))


def _lays_out(table: Any) -> bool:
    """Whether a table holds a page together instead of figures: tables in it, one column, or cells of prose."""
    if table.find("table") is not None:
        return True
    rows = list(_rows(table))
    if all(len(cells) <= 1 for cells in rows):
        return True
    return len(rows) <= 2 and any(len(cell.get_text()) > _PROSE for cells in rows for cell in cells)  # noqa: PLR2004


def _rows(table: Any) -> Iterator[list[Any]]:
    for row in table.find_all("tr"):
        if not _is_hidden(row):
            yield [cell for cell in row.find_all(["td", "th"], recursive=False) if not _is_hidden(cell)]


def spans_of(table: Any) -> list[Span]:
    """The cells of a table at the positions that HTML's table model gives them (HTML Standard, 4.9.12)."""
    taken: set[tuple[int, int]] = set()
    spans: list[Span] = []
    rows = list(_rows(table))
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            down = min(_number(cell.get("rowspan")) or len(rows) - row, len(rows) - row)
            across = max(_number(cell.get("colspan")), 1)
            spans.append(Span(row, column, _cell_text(cell), down, across))
            taken.update((at, beside) for at in range(row, row + down) for beside in range(column, column + across))
            column += across
    return spans


def _cell_text(cell: Any) -> str:
    return "".join(_WHITE.sub(" ", piece) for piece in cell.stripped_strings)


def _number(value: object) -> int:
    """A span as written: 1 where none or no number is, 0 for all the rest (rowspan)."""
    text = str(value or "1").strip()
    return min(int(text), _MAX_SPAN) if text.isdigit() else 1
