"""Tables that touch (相接的表): one frame parted at each row that is the title of another table."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.load.pdf.with_rules.captions import MAX_ABOVE, NOTE
from index.load.prose import PREAMBLE, TITLE, UNIT_LINE
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.load.pdf.with_rules.grid import RuledCell, RuledTable


def parted(table: RuledTable) -> Iterator[RuledTable]:
    """The tables that stand in one frame, each with the vertical rules of its own."""
    starts = [0, *_titles(table), len(table.ys) - 1]
    if len(starts) == len(("first", "end")):
        yield table
        return
    for first, last in pairwise(starts):
        yield _part(table, first, last)


def _titles(table: RuledTable) -> list[int]:
    """The rows at which another table begins."""
    wide = {cell.row for cell in table.cells if cell.column_span > 1 and cell.row}
    if not wide:
        return []
    by_row: dict[int, list[RuledCell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    found = (_with_number(table, row, by_row) for row in sorted(wide) if _opens_table(table, row, by_row))
    return [row for row in found if row]


def _with_number(table: RuledTable, row: int, by_row: Mapping[int, Sequence[RuledCell]]) -> int:
    """The row in which the number of a title stands (公开05表), if it is above the title."""
    while row and PREAMBLE.match(_over_width(table, by_row.get(row - 1, ()))):
        row -= 1
    return row


def _opens_table(table: RuledTable, row: int, by_row: Mapping[int, Sequence[RuledCell]]) -> bool:
    """Whether a row is a title over the whole width, with a unit below it or a row of several cells led by words.

    Below the title there may be nothing but the page break.
    """
    title = _over_width(table, by_row[row])
    if not TITLE.fullmatch(title) or UNIT_LINE.search(title) or PREAMBLE.match(title) or NOTE.match(title):
        return False
    if row == len(table.ys) - len(("the rule over it", "the last rule")):
        return True
    for below in range(row + 1, row + 1 + MAX_ABOVE):
        texts = [text for cell in by_row.get(below, ()) if (text := _text(cell))]
        if any(UNIT_LINE.match(text) or PREAMBLE.match(text) for text in texts):
            return True
        if len(texts) != 1 or not _over_width(table, by_row[below]):
            return len(texts) > 1 and parse_quantity(texts[0]) is None
    return False


def _over_width(table: RuledTable, cells: Sequence[RuledCell]) -> str:
    """The text of a row that is one cell over the whole width, "" for other rows.

    Of a table that is wider above, the width does not count what stays empty beside all rows from here on.
    """
    if all(cell.column_span == 1 for cell in cells):
        return ""  # as nearly all rows: without a look at all cells of the table
    width, height = len(table.xs) - 1, len(table.ys) - 1
    beside = {
        column
        for cell in table.cells
        if not cell.lines and cell.row <= cells[0].row and cell.row + cell.row_span == height
        for column in range(cell.column, cell.column + cell.column_span)
    }
    own = [cell for cell in cells if cell.column not in beside]
    free = width - len(beside)
    return _text(own[0]) if len(own) == 1 and own[0].column_span == free > 1 else ""


def _text(cell: RuledCell) -> str:
    return "".join(line.text for line in cell.lines)


def _part(table: RuledTable, first: int, last: int) -> RuledTable:
    own = [cell for cell in table.cells if first <= cell.row < last]
    width, whole = len(table.xs) - 1, (first, last - first)
    beside = [cell for cell in own if not cell.lines and (cell.row, min(cell.row_span, last - cell.row)) == whole]
    own = [cell for cell in own if cell not in beside or cell.column + cell.column_span < width] or own
    used = sorted({edge for cell in own for edge in (cell.column, cell.column + cell.column_span)})
    cells = []
    for cell in own:
        column = bisect_right(used, cell.column) - 1
        span = bisect_right(used, cell.column + cell.column_span) - 1 - column
        rows = min(cell.row_span, last - cell.row)
        cells.append(replace(cell, row=cell.row - first, column=column, column_span=span, row_span=rows))
    return replace(table, xs=tuple(table.xs[at] for at in used), ys=table.ys[first : last + 1], cells=tuple(cells))
