"""Tables as drawn to rows of cells (成行列): every row has all columns; a merged cell's text stands top left."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from index.load.pdf.pages.geometry import box_around
from index.model.document import Cell, Place
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.pages.lines import Line
    from index.load.pdf.pages.page import PageContent
    from index.load.pdf.with_rules.grid import RuledCell, RuledTable

Row = tuple[Cell, ...]
_PADDING: Final = 12.0  # points: what a cell leaves free beside text that fills it
_DIGIT: Final = 0.6  # of the height: the width of a digit
_BAND: Final = 0.6  # of the height: figures this close in height stand in one row
_FEW: Final = 3
_APART: Final = " ｜ "
_POINTS: Final = (".", ",", "．", "，")  # no line begins with one: it takes the digit before it along
_BROKEN: Final = re.compile(
    r"-?\d{1,3}(?: ?\d{3})* \d{3}(?: ?\d{3})*\.\d\d"
)  # spaces for commas: a line may end at one
_COLUMN: Final = attrgetter("column")
_LATIN: Final = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a table on one page; `split` are the indices of rows that no rule but the figures part."""

    rows: tuple[Row, ...]
    split: tuple[int, ...] = ()


def rows_of(table: RuledTable, page: PageContent, columns: Sequence[int]) -> TableRows:
    """The rows of a table. `columns` gives, for each of its vertical rules, the number of the column right of it."""
    rows: list[Row] = []
    split: list[int] = []
    covering: list[list[RuledCell]] = [[] for _ in table.ys[1:]]
    for cell in table.cells:
        for number in range(cell.row, cell.row + cell.row_span):
            covering[number].append(cell)
    stacked = {cell.row for cell in table.cells if len(cell.lines) > 1 and cell.row_span == 1}
    for number, own in enumerate(covering):
        own.sort(key=_COLUMN)
        bands = _bands([cell for cell in own if cell.row_span == 1]) if number in stacked else []
        if len(bands) > 1:
            split += range(len(rows), len(rows) + len(bands))
            rows += _banded(own, bands, page, columns)
        else:
            rows.append(
                _row(
                    [(cell, text_in(cell) if cell.lines and cell.row == number else "") for cell in own],
                    page,
                    columns,
                    number,
                )
            )
    return TableRows(tuple(rows), tuple(split))


def _row(cells: Sequence[tuple[RuledCell, str]], page: PageContent, columns: Sequence[int], number: int) -> Row:
    """A row with all columns, of cells from the left; what a merged cell covers beside its first position is empty."""
    row: list[Cell] = []
    for cell, text in cells:
        column = cell.column
        place = Place(page.number, None, page.displayed(cell.box))
        span = columns[column + cell.column_span] - columns[column]
        row.append(Cell(text, place, cell.row_span if cell.row == number else 1, span))
        if span > 1:
            row += [Cell("", place)] * (span - 1)
    return tuple(row)


def text_in(cell: RuledCell) -> str:
    """The lines of a cell joined: wrapped words and numbers without a space, separate numbers set apart."""
    if len(cell.lines) <= 1:
        return cell.lines[0].text.strip() if cell.lines else ""
    text = ""
    downwards = _is_downwards(cell)
    for index, line in enumerate(cell.lines):
        if not index:
            text = line.text
        elif not downwards and are_numbers(cell.lines[index - 1], line.text, cell):
            text += _APART + line.text
        elif _LATIN.match(text[-1]) and _LATIN.match(line.text[0]):
            text += " " + line.text
        else:
            text += line.text
    return text.strip()


def _is_downwards(cell: RuledCell) -> bool:
    """Whether a cell is written downwards, a character a line (竖排): 2024年预算数 as a narrow header."""
    if len(cell.lines) <= _FEW:
        return False
    texts = [line.text.strip() for line in cell.lines]
    return all(len(text) == 1 for text in texts) and not all(map(str.isdigit, texts))


def are_numbers(before: Line, text: str, cell: RuledCell) -> bool:
    """Whether a line of a cell and the next one's text are two numbers, not one number that is wrapped."""
    if parse_quantity(before.text) is None or parse_quantity(text) is None:
        return False
    width = before.box[2] - before.box[0]
    digit = max(_DIGIT * before.size, width / len(before.text))  # full-width digits are as wide as high
    carried = len(text) if _BROKEN.fullmatch(f"{before.text} {text}") else 1 + text[1:].startswith(_POINTS)
    fills = cell.box[2] - cell.box[0] - width <= _PADDING + digit * carried
    return not fills or parse_quantity(before.text + text) is None


def _bands(cells: Sequence[RuledCell]) -> list[float]:
    """The baselines of the rows that stand between two rules, where a column holds several figures."""
    cells = [cell for cell in cells if not _is_downwards(cell)]
    stacked = any(are_numbers(before, line.text, cell) for cell in cells for before, line in pairwise(cell.lines))
    if not stacked:
        return []
    figures = sorted(
        (line.baseline, line.size) for cell in cells for line in cell.lines if parse_quantity(line.text) is not None
    )
    bands: list[list[float]] = []
    for baseline, size in figures:
        if bands and baseline - bands[-1][-1] <= _BAND * size:
            bands[-1].append(baseline)
        else:
            bands.append([baseline])
    return [sum(band) / len(band) for band in bands]


def _banded(cells: Sequence[RuledCell], bands: Sequence[float], page: PageContent, columns: Sequence[int]) -> list[Row]:
    """The rows of a stretch without rules: each line of text goes to the nearest row of figures."""
    rows: list[Row] = []
    for number in range(len(bands)):
        own: list[tuple[RuledCell, str]] = []
        for cell in cells:
            lines = tuple(line for line in cell.lines if _nearest(bands, line.baseline) == number)
            held = lines if cell.row_span == 1 else cell.lines if number == 0 else ()
            piece = replace(cell, lines=held, row_span=1)
            if lines and cell.row_span == 1:
                piece = replace(piece, box=box_around(line.box for line in lines))
            own.append((piece, text_in(piece)))
        rows.append(_row(own, page, columns, cells[0].row))
    return rows


def _nearest(bands: Sequence[float], baseline: float) -> int:
    return min(range(len(bands)), key=lambda index: abs(bands[index] - baseline))
