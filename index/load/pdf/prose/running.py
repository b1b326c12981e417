"""What is printed on every page (页眉页脚页码) is no text of the document: found by place and repetition."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.load.prose import PAGE_NUMBER, TITLE, UNIT_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.load.pdf.pages.lines import Line
    from index.load.pdf.pages.page import PageContent
    from index.load.pdf.with_rules.grid import RuledTable

_ZONE: Final = 0.12  # of the page's height, at its top and at its foot
_LEAST_PAGES: Final = 3
_SHARE: Final = 3  # one page in three
_CAPTION: Final = re.compile(r"续表|公开\s*\d+\s*表|(?:部门|单位)(?:名称)?\s*[:：]")
_DIGITS: Final = re.compile(r"\d{1,4}")
_PLACE: Final = 6.0  # points: page numbers stand this close to one place
_PAGE_OF: Final = re.compile(r"(?:第\s*)?\d{1,4}\s*(?:页)?\s*[/／，,共]+\s*\d{1,4}\s*(?:页)?")


def without_running(pages: Sequence[tuple[PageContent, list[Line]]]) -> list[list[Line]]:
    """The free lines of each page less its page number and what is repeated at the edge of many pages."""
    counts = Counter(
        text for page, lines in pages for text in {_plain(line.text) for line in lines if _is_at_edge(line, page)}
    )
    least = max(_LEAST_PAGES, len(pages) // _SHARE)
    repeated = {text for text, count in counts.items() if count >= least}
    return [
        [line for line in lines if not (_is_at_edge(line, page) and _is_running(line, repeated))]
        for page, lines in pages
    ]


def _plain(text: str) -> str:
    return "".join(text.split())


def _is_at_edge(line: Line, page: PageContent) -> bool:
    middle = (line.box[1] + line.box[3]) / 2
    return not _ZONE * page.height < middle < (1 - _ZONE) * page.height


def _is_running(line: Line, repeated: set[str]) -> bool:
    text = line.text.strip()
    if PAGE_NUMBER.fullmatch(text) or _PAGE_OF.fullmatch(text):
        return True
    return _plain(text) in repeated and not (UNIT_LINE.search(text) or TITLE.fullmatch(text) or _CAPTION.search(text))


def without_numbers(pages: Sequence[tuple[PageContent, Sequence[RuledTable]]]) -> list[list[RuledTable]]:
    """The tables of each page less page numbers that are printed within their frames.

    They stand at one place of several pages, and count these.
    """
    found: dict[tuple[int, int, int], list[tuple[int, Line]]] = {}
    for number, (page, tables) in enumerate(pages):
        for line in _edge_lines(page, tables):
            if PAGE_NUMBER.fullmatch(line.text.strip()) and (counted := _DIGITS.search(line.text)):
                place = round((line.box[0] + line.box[2]) / 2 / _PLACE), round(line.baseline / _PLACE)
                found.setdefault((int(counted[0]) - page.number, *place), []).append((number, line))
    held = {
        number: {id(line) for one in found.values() if len(one) >= _LEAST_PAGES for at, line in one if at == number}
        for number in range(len(pages))
    }
    return [
        [_without(table, held[number]) for table in tables] if held[number] else list(tables)
        for number, (_, tables) in enumerate(pages)
    ]


def _edge_lines(page: PageContent, tables: Sequence[RuledTable]) -> Iterator[Line]:
    """Yield the lines in tables that stand at the edge of a page."""
    for table in tables:
        if table.ys[0] < _ZONE * page.height or table.ys[-1] > (1 - _ZONE) * page.height:
            yield from (line for cell in table.cells for line in cell.lines if _is_at_edge(line, page))


def _without(table: RuledTable, lines: set[int]) -> RuledTable:
    cells = (
        replace(cell, lines=tuple(line for line in cell.lines if id(line) not in lines))
        if any(id(line) in lines for line in cell.lines)
        else cell
        for cell in table.cells
    )
    return replace(table, cells=tuple(cells))
