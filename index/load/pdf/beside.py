"""Wide sheets printed over pages side by side (横向分页): the columns of the next page stand right of the last one.

The rows of both stand at the same heights. The next page has the labels of all rows again, or none at all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.load.pdf.carried import drawn
from index.load.prose import TITLE
from index.model.document import Cell
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.join import PageTable
    from index.load.pdf.rows import Row

_SAME_HEIGHT: Final = 1.0  # points
_FEWEST: Final = 3  # rows that tell


def repeated_columns(first: PageTable, part: PageTable) -> int | None:
    """How many columns of a table the next page prints again, where its table goes on to the right; None if not."""
    if not _are_level(first, part):
        return None
    rows, others = first.plain.rows, part.plain.rows
    if len(rows) != len(others) or len(rows) < _FEWEST:
        return None
    figured = [at for at, row in enumerate(others) if any(parse_quantity(cell.text) is not None for cell in row)]
    if len(figured) < _FEWEST - 1 or not all(any(_is_words(cell) for cell in rows[at]) for at in figured):
        return None
    if not any(_is_words(cell) for at in figured for cell in others[at]):
        return 0
    if any(TITLE.fullmatch(text) for text in first.above) and any(TITLE.fullmatch(text) for text in part.above):
        return None
    count = 0
    for one, other in zip(zip(*rows, strict=True), zip(*others, strict=True), strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other]:
            break
        count += 1
    rest = [cell for at in figured for cell in others[at][count:]]
    return count if count and rest and not any(_is_words(cell) for cell in rest) else None


def side_by_side(rows: Sequence[Row], sides: Sequence[tuple[PageTable, PageTable, int]]) -> list[Row]:
    """Rows with those of the tables right of them: each with the one left of it and its columns printed again."""
    found = list(rows)
    for before, part, count in sides:
        own = [row[count:] for row in part.plain.rows]
        for at, row in enumerate(own):
            heads = at + 1 < len(own) and bool(row) and _is_words(own[at + 1][0]) and not row[0].text
            found[at] = _put_beside(found[at], row, (before, part), heads=heads)
    return found


def _are_level(first: PageTable, part: PageTable) -> bool:
    ys, others = first.table.ys, part.table.ys
    return len(ys) == len(others) and all(abs(y - z) <= _SAME_HEIGHT for y, z in zip(ys, others, strict=True))


def _is_words(cell: Cell) -> bool:
    return bool(cell.text.strip("-—–－ ")) and parse_quantity(cell.text) is None


def _put_beside(row: Row, more: Row, parts: tuple[PageTable, PageTable], *, heads: bool) -> Row:
    """A row with the cells of the next page, where the page break may have cut a merged cell in two.

    `heads` says that the first of them has no words but stands over some: the rest of what is over its neighbours.
    """
    start = next(at for at in range(len(row)) if row[at].place == row[-1].place)
    last = row[start]
    if not more or last.row_span != more[0].row_span or not (heads or _is_cut(last, more[0], parts)):
        return row + more
    whole = replace(last, text=last.text + more[0].text, column_span=last.column_span + more[0].column_span)
    covered = [Cell("", last.place)] * (len(row) - start - 1 + more[0].column_span)
    return (*row[:start], whole, *covered, *more[more[0].column_span :])


def _is_cut(cell: Cell, rest: Cell, parts: tuple[PageTable, PageTable]) -> bool:
    """Whether a text stands at the right border of its cell, and the rest of it at the left border of the next page."""
    before, after = drawn(cell, parts[0]), drawn(rest, parts[1])
    if before is None or after is None or len(before.lines) != 1 or len(after.lines) != 1:
        return False
    one, other = before.lines[0], after.lines[0]
    left, right = one.box[0] - before.box[0], before.box[2] - one.box[2]
    start, end = other.box[0] - after.box[0], after.box[2] - other.box[2]
    return right <= one.size < left and start <= other.size < end
