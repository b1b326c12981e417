"""Merged cells over a page break (跨页的合并格): their label counts for the rows on both pages, wherever it stands."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.load.pdf.with_rules.rows import are_numbers
from index.load.prose import numbering_level
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.over_pages.join import PageTable
    from index.load.pdf.with_rules.grid import RuledCell
    from index.load.pdf.with_rules.rows import Row
    from index.model.document import Cell

_TOTAL: Final = re.compile(r"[合总小]\s*计")
_PADDING: Final = 12.0  # points: what a cell leaves free beside a line that fills it
_CENTS: Final = re.compile(r"[.．]\d\d[)）]?$")
_OPENING: Final = frozenset("（(《“‘【〔[")
_CLOSING: Final = frozenset("）)》”’】〕]，。、；：")
_FEWEST: Final = 2  # words that go on below a page break, all of them, in a header of which only some do


def gone_on(rows: list[Row], fresh: list[Row], parts: tuple[PageTable, PageTable]) -> list[Row]:
    """The rows of a page after those of the page before, each with the labels of merged cells that the break cut.

    `parts` are the tables as drawn on the two pages.
    """
    if fresh and not any(parse_quantity(cell.text) for row in (*rows, fresh[0]) for cell in row):
        return [_header_gone_on(rows, fresh[0], parts), *fresh[1:]]
    if not fresh or any(_TOTAL.search(cell.text) for cell in fresh[0]):
        return fresh
    found = list(fresh)
    first = list(fresh[0])
    _name_amounts(rows, first)
    figures = next((index for index, cell in enumerate(first) if parse_quantity(cell.text)), 0)
    for column, cell in enumerate(first[:figures]):
        if column >= len(rows[-1]):
            break
        merged = _holds_merged_labels(rows, column)
        if cell.text:
            _name_above(rows, column, _whole(rows, column, cell, parts), merged=merged)
            if (top := _top(rows, column)) is not None and rows[top][column].text.endswith(cell.text):
                first[column] = replace(cell, text=rows[top][column].text)
            continue
        above = _reaching(rows, column)
        if above and above.column_span == cell.column_span and (merged or max(above.row_span, cell.row_span) > 1):
            first[column] = replace(cell, text=above.text)
            if merged:
                _name_below(found, column, above.text)
    return [tuple(first), *found[1:]]


def _header_gone_on(rows: list[Row], first: Sequence[Cell], parts: tuple[PageTable, PageTable]) -> Row:
    """The first row of a page below a header that the break cut, less the rest of words that begin above it."""
    left = list(first)
    both = [
        (column, above, below)
        for column, (above, below) in enumerate(zip(rows[-1], first, strict=False))
        if above.text and below.text and above.column_span == below.column_span
    ]
    full = len(both) >= _FEWEST and all(is_rest(above, below, parts[0]) for _, above, below in both)
    for column, above, below in both:
        if full or _is_cut(above, below, parts):
            _print(rows, len(rows) - 1, column, above.text + below.text)
            left[column] = replace(below, text="")
    return tuple(left)


def drawn(cell: Cell, part: PageTable) -> RuledCell | None:
    """A cell of a row as it is drawn on its page."""
    own = next((one for one in (part, *part.sides) if one.page.number == cell.place.page), part)
    return own.by_box.get(cell.place.box) if cell.place.box else None


def _name_amounts(rows: list[Row], first: Sequence[Cell]) -> None:
    """Print a label before the page break where merged cells are cut: it stands on one page, its amount on the other.

    On either page the other of the two cells is empty.
    """
    if len(rows[-1]) != len(first):
        return
    for column, cell in enumerate(first):
        if rows[-1][column].text or not cell.text or cell.row_span == 1:
            continue
        top = _first_row(rows, column)
        beside = [at for at in range(column + 1, len(first)) if first[at].row_span == cell.row_span]
        if not rows[top][column].text and any(
            not first[at].text and parse_quantity(rows[top][at].text) for at in beside
        ):
            _print(rows, top, column, cell.text)


def _name_above(rows: list[Row], column: int, label: Cell, *, merged: bool) -> None:
    """Print a label that stands below the break in the rows above it that its cell covers."""
    top = _first_row(rows, column)
    above = rows[top][column]
    if above.column_span != label.column_span:
        return
    if not above.text and above.row_span > 1:
        _print(rows, top, column, label.text)
    while merged and not above.text and above.row_span == 1 and top:
        _print(rows, top, column, label.text)  # each row of it is drawn as a cell of its own
        top = _first_row(rows[:top], column)
        above = rows[top][column]


def _name_below(rows: list[Row], column: int, text: str) -> None:
    """Print a label in the rows below the first that are drawn as cells of their own, without a label."""
    for number in range(1, len(rows)):
        row = rows[number]
        if column >= len(row) or row[column].text or any(_TOTAL.search(cell.text) for cell in row):
            return
        if row[column].place != rows[number - 1][column].place:
            _print(rows, number, column, text)


def _print(rows: list[Row], row: int, column: int, text: str) -> None:
    own = list(rows[row])
    own[column] = replace(own[column], text=text)
    rows[row] = tuple(own)


def _first_row(rows: Sequence[Row], column: int) -> int:
    """The first row of the cell that stands in the last row."""
    row = len(rows) - 1
    while row and column < len(rows[row - 1]) and rows[row - 1][column].place == rows[row][column].place:
        row -= 1
    return row


def _top(rows: Sequence[Row], column: int) -> int | None:
    """The row with the label of the merged cell that reaches down to the last row."""
    row = _first_row(rows, column)
    return row if rows[row][column].row_span > 1 else None


def _reaching(rows: Sequence[Row], column: int) -> Cell | None:
    """The cell of words in a column that reaches down to the last row."""
    cell = rows[_first_row(rows, column)][column]
    return cell if cell.text and parse_quantity(cell.text) is None else None


def _holds_merged_labels(rows: Sequence[Row], column: int) -> bool:
    """Whether a column holds labels of merged cells, one for every row with figures but those next to the break."""
    figured = [number for number, row in enumerate(rows) if any(parse_quantity(cell.text) for cell in row)]
    if not figured:
        return False
    body = list(rows[figured[0] :])
    while (
        body
        and not body[-1][column].text
        and body[-1][column].row_span == 1
        and _first_row(body, column) == len(body) - 1
    ):
        body.pop()
    merged = any(row[column].row_span > 1 and row[column].text for row in body)
    return merged and all(
        row[column].text or (number and row[column].place == body[number - 1][column].place)
        for number, row in enumerate(body)
    )


def _whole(rows: list[Row], column: int, cell: Cell, parts: tuple[PageTable, PageTable]) -> Cell:
    """A label with the part of it above the break, where that cuts a text which stands in the middle of its cell."""
    top = _top(rows, column)
    if top is None or cell.row_span == 1 or not rows[top][column].text or not _is_cut(rows[top][column], cell, parts):
        return cell
    whole = rows[top][column].text + cell.text
    _print(rows, top, column, whole)
    return replace(cell, text=whole)


def _is_downwards(cell: RuledCell) -> bool:
    """Whether a cell is written downwards, a character a line."""
    return all(len(text := line.text.strip()) == 1 and not text.isascii() for line in cell.lines)


def _is_cut(cell: Cell, rest: Cell, parts: tuple[PageTable, PageTable]) -> bool:
    """Whether the break cuts a text in two.

    Above, it reaches down to the border and leaves room over it; below, it begins at the border.
    """
    before, after = drawn(cell, parts[0]), drawn(rest, parts[1])
    if before is None or after is None or not before.lines or not after.lines:
        return False
    last, first = before.lines[-1], after.lines[0]
    over, under = before.lines[0].box[1] - before.box[1], before.box[3] - last.box[3]
    if _is_downwards(before) and _is_downwards(after):  # filled to its foot, the rest at the top
        return under <= last.size and first.box[1] - after.box[1] <= first.size
    cut_above = under <= last.size < over - under
    return cut_above and first.box[1] - after.box[1] <= first.size < after.box[3] - after.lines[-1].box[3]


def is_rest(cell: Cell, rest: Cell, before: PageTable) -> bool:
    """Whether a text goes on from a cell at the foot of the page before: it reaches right up to its border.

    Of a number, the rest must bring its two decimals.
    """
    if not cell.text:
        return False
    held = drawn(cell, before)
    if held is None or not held.lines:
        return False
    line = held.lines[-1]
    whole = cell.text + rest.text
    if parse_quantity(rest.text) is not None or parse_quantity(whole) is not None:
        brings = _CENTS.search(cell.text) is None and _CENTS.search(whole) is not None
        return brings and parse_quantity(whole) is not None and not are_numbers(line, rest.text, held)
    if numbering_level(rest.text) or _TOTAL.search(rest.text):
        return False
    left, right = line.box[0] - held.box[0], held.box[2] - line.box[2]
    room = line.size * (2 if rest.text[0] in _OPENING or rest.text[1:2] in _CLOSING else 1)  # these take one along
    return left + right <= _PADDING + room or right <= min(left, _PADDING / 2 + room)  # indented
