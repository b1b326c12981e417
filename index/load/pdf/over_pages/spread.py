"""Wide sheets over pages in both directions (横竖分页): which pages stand right of which, and their words put together.

A workbook prints its rows first and then its further columns, or the other way round. The page to the right has its
rows at the same heights. What tells that it is one: a title cut between the two, rows of figures without labels, or
the labels of all rows again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from index.load.pdf.over_pages.beside import are_level, common_rows, is_words, on_rows, put_together, repeated_columns
from index.load.pdf.over_pages.join import PageTable, are_aligned
from index.load.pdf.pages.lines import Line
from index.load.prose import PREAMBLE, SENTENCE_END, TITLE, UNIT_LINE
from index.model.document import UNKNOWN
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.load.pdf.pages.page import PageContent
    from index.load.pdf.with_rules.grid import RuledTable

_MOST_DOWN: Final = 12  # pages of rows before the next columns
_OVER: Final = 1.0  # points: words that reach over the border of their table begin on the page before
_LEVEL: Final = 1.0  # points
_MOST_ABOVE: Final = 4  # rows of a frame in which its title stands
_YEAR_CUT: Final = re.compile(r"\d{1,3}\s*年度?")
_REACH: Final = 1.6  # of the height: words cut by the side of a page reach this close to the border of the table


@dataclass(frozen=True)
class SheetPage:
    """A page as far as it matters here: its tables from the top as drawn, and the lines outside of them."""

    content: PageContent
    tables: Sequence[RuledTable]
    lines: Sequence[Line]
    columns: Mapping[int, tuple[float, float]] = field(default_factory=dict)  # of narrative, by the ids of its lines

    @cached_property
    def parts(self) -> list[PageTable]:
        """The tables with the texts above them."""
        return [
            PageTable(self.content, table, tuple(line.text for line in self.above(at)))
            for at, table in enumerate(self.tables)
        ]

    def part(self, table: RuledTable) -> PageTable | None:
        """The one of its tables that is this one."""
        return next((one for one in self.parts if one.table is table), None)

    @cached_property
    def is_labelled(self) -> bool:
        """Whether rows of figures have words of their own."""
        return any(
            any(is_words(cell) for cell in row)
            for one in self.parts
            for row in one.alone.rows
            if any(parse_quantity(cell.text) is not None for cell in row)
        )

    def above(self, at: int) -> list[Line]:
        """The lines above a table and below the one before it."""
        top = self.tables[at].ys[0]
        begin = self.tables[at - 1].ys[-1] if at else float("-inf")
        return [line for line in self.lines if begin < line.baseline <= top + _LEVEL]


def right_of(pages: Sequence[SheetPage]) -> dict[int, list[int]]:
    """For the index of each page that others stand right of, the indices of these in order."""
    found: dict[int, list[int]] = {}
    at = 0
    while at < len(pages):
        rows = next((count for count in range(1, _MOST_DOWN) if _is_beside(pages, at, at + count, count)), 0)
        if not rows and (before := _row_before(found, at)) and _are_further(pages, at, len(found[before])):
            rows = 1
        if not rows:
            at += 1
            continue
        last = at + rows
        while _is_beside(pages, at, last, rows) or _may_follow(pages, at, last, rows):
            last += rows
        if rows == 1 and (before := _row_before(found, at)):
            last = max(last, at + 1 + len(found[before])) if _are_further(pages, at, len(found[before])) else last
        for row in range(rows):
            found[at + row] = list(range(at + row + rows, last + row, rows))
        at = last
    return found


def _row_before(found: dict[int, list[int]], at: int) -> int:
    """The page above one, where others stand right of it; 0 if there is none."""
    return next((page for page, right in found.items() if right and right[-1] == at - 1 and right[0] == page + 1), 0)


def _are_further(pages: Sequence[SheetPage], at: int, count: int) -> bool:
    """Whether pages go on to the right as those in the rows above them do: with nothing of their own over them."""
    return at + count < len(pages) and all(
        _is_level(pages[at], pages[at + more]) and not pages[at + more].above(0) and not pages[at + more].is_labelled
        for more in range(1, count + 1)
    )


def _is_beside(pages: Sequence[SheetPage], at: int, right: int, rows: int) -> bool:
    """Whether as many pages as there are rows of them stand right of others, the first of them certainly."""
    if right + rows > len(pages) or not _is_level(pages[at], pages[right]):
        return False
    cut = _has_cut_title(pages[at], pages[right])
    if not cut and not _is_repeated(pages[at], pages[right]):
        return False
    pairs = [(pages[at + row], pages[right + row]) for row in range(1, rows)]
    if not all(_goes_on(pages[at], one) and _is_level(one, other) for one, other in pairs):
        return False
    return cut or all(not other.is_labelled or _is_repeated(one, other) for one, other in pairs)


def _may_follow(pages: Sequence[SheetPage], at: int, right: int, rows: int) -> bool:
    """Whether as many pages may stand right of those known to go on to the right: with nothing of their own."""
    if right + rows > len(pages):
        return False
    return all(
        _is_level(pages[at + row], (one := pages[right + row]))
        and not one.is_labelled
        and not any(TITLE.fullmatch(line.text.strip()) for line in one.above(0))
        for row in range(rows)
    )


def _is_level(left: SheetPage, right: SheetPage) -> bool:
    """Whether each table of a page stands at the height of one on the other."""
    if not left.tables or not right.tables or left.content.height != right.content.height:
        return False
    return len(left.tables) == len(right.tables) and all(
        are_level(one, other) for one, other in zip(left.tables, right.tables, strict=True)
    )


def _goes_on(first: SheetPage, other: SheetPage) -> bool:
    return len(other.tables) == 1 and are_aligned(first.tables[-1].xs, other.tables[0].xs)


def _is_repeated(left: SheetPage, right: SheetPage) -> bool:
    """Whether rows of figures have the labels of the other page again, or none."""
    return all(repeated_columns(left.parts[at], right.parts[at]) is not None for at in range(len(left.tables)))


def _has_cut_title(left: SheetPage, right: SheetPage) -> bool:
    return any(_cut_title(left, right, at) for at in range(len(left.tables)))


def _cut_title(left: SheetPage, right: SheetPage, at: int) -> bool:
    """Whether a title begins over one table and ends over the other, or in their frames."""
    over = [(one.text, other.text) for one, other in _cut_lines(left, right, at)]
    framed = [_framed(page.tables[at]) for page in (left, right)]
    inside = [(text, framed[1].get(row, "")) for row, text in framed[0].items()]
    return any(
        not TITLE.fullmatch(one.strip()) and TITLE.fullmatch(put_together(one, other))
        for one, other in (*over, *inside)
        if one and other
    )


def _framed(table: RuledTable) -> dict[int, str]:
    """The words of the rows at the top of a frame that are one cell over its whole width."""
    width = len(table.xs) - 1
    return {
        cell.row: "".join(line.text for line in cell.lines)
        for cell in table.cells
        if cell.row < _MOST_ABOVE and cell.column_span == width > 1
    }


def _cut_lines(left: SheetPage, right: SheetPage, at: int) -> list[tuple[Line, Line]]:
    """Lines above a table that reach its right border, with those that go on at the same height on the next page."""
    edge, start = left.tables[at].xs[-1], right.tables[at].xs[0]
    return [
        (one, other)
        for one in left.above(at)
        for other in right.above(at)
        if abs(one.baseline - other.baseline) <= _LEVEL
        and abs(edge - one.box[2]) <= _REACH * one.size
        and abs(other.box[0] - start) <= _REACH * other.size
    ]


def on_same_rows(pages: Sequence[SheetPage]) -> list[SheetPage]:
    """Pages side by side with their tables on the same rows, and without the lines that are of these."""
    found: list[SheetPage] = []
    ys = [common_rows([page.tables[at] for page in pages]) for at in range(len(pages[0].tables))]
    for page in pages:
        tables = [
            on_rows(table, own, page.above(at)) for at, (table, own) in enumerate(zip(page.tables, ys, strict=True))
        ]
        held = {id(line) for table in tables for cell in table.cells for line in cell.lines}
        found.append(SheetPage(page.content, tables, [line for line in page.lines if id(line) not in held]))
    return found


def joined_lines(left: SheetPage, others: Sequence[SheetPage]) -> list[tuple[Line, PageContent]]:
    """The lines of a page with those that stand over the tables right of it: what is cut is put together."""
    found = [(line, left.content) for line in left.lines]
    tails = {id(line): at for at, line in enumerate(left.lines)}  # where what a line is the end of stands
    before = left
    for right in others:
        for at in range(len(left.tables)):
            cut = {id(other): one for one, other in _cut_lines(before, right, at)}
            for line in right.above(at):
                if (one := cut.get(id(line))) is not None and id(one) in tails:
                    place = tails[id(line)] = tails[id(one)]
                    whole, content = found[place]
                    text = put_together(whole.text, line.text)
                    found[place] = Line(text, whole.box, whole.baseline, whole.size), content
                else:
                    tails[id(line)] = len(found)
                    found.append((line, right.content))
        before = right
    return sorted(found, key=lambda item: item[0].baseline)


def is_title_cut(above: Sequence[Line], table: RuledTable) -> bool:
    """Whether the side of the page cuts the title above a table or in its frame, so that what stands there is none."""
    width, left, right = len(table.xs) - 1, table.xs[0], table.xs[-1]
    framed = (cell.lines for cell in table.cells if cell.row < _MOST_ABOVE and cell.column_span == width > 1)
    lines = [*above, *(line for own in framed for line in own)]
    titles = [line for line in lines if TITLE.fullmatch(text := line.text.strip()) and not PREAMBLE.match(text)]
    if titles:
        begun = (line.box[0] < left - _OVER and line.box[2] < (left + right) / 2 for line in titles)
        return any(begun) or any(UNKNOWN in line.text or _YEAR_CUT.match(line.text.strip()) for line in titles)
    return any(
        abs(right - line.box[2]) <= _REACH * line.size
        and line.box[0] > (left + right) / 2
        and not (UNIT_LINE.search(line.text) or PREAMBLE.match(line.text) or SENTENCE_END.search(line.text))
        for line in lines
    )
