"""The part of a table around its cited cells (表格摘录): header, cited row, parents, neighbours and total."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.ui import markup
from assistant.ui.labels import label
from index.catalogue.vocabulary import normalise
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Citation
    from index.store.reader import StoredTable

Marks = dict[tuple[int, int], list[int]]  # (row, column) of a cell to the numbers of the citations of it
MAX_CITED_ROWS = 12
MAX_PARENTS = 3
_CODE = re.compile(r"\d{1,7}")
_TOTAL = re.compile(r"(本年|本级|部门|单位)?(收入|支出|收支)?(合计|总计)(数)?")


@dataclass(frozen=True, slots=True)
class CitedCell:
    """A cell that an answer cites (所引单元格): 0-based row and column of the grid, and the number of its mark."""

    row: int
    column: int
    number: int


def cited_cells(table: StoredTable, citations: Sequence[Citation]) -> list[CitedCell] | None:
    """Find the cited cells in the table as it is now; None when one of them no longer holds what was cited."""
    cells = []
    for citation in citations:
        place = _located(table, citation) if citation.document == table.document else None
        if place is None:
            return None
        cells.append(CitedCell(*place, citation.number))
    return cells


def _located(table: StoredTable, citation: Citation) -> tuple[int, int] | None:
    """The row and column that a citation speaks of; a target or words in a cell are found by what they print."""
    row, column = citation.grid_row, citation.grid_column
    if row is not None and column is not None:
        inside = 0 <= row < len(table.rows) and 0 <= column < len(table.rows[row])
        return (row, column) if inside and _same(table.rows[row][column], citation.printed) else None
    rows = [row] if row is not None else [i for i, line in enumerate(table.lines) if line and line == citation.line]
    found = [
        (one, position)
        for one in rows
        if 0 <= one < len(table.rows)
        for position, cell in enumerate(table.rows[one])
        if citation.printed and (_same(cell, citation.printed) if row is not None else citation.printed in cell)
    ]
    return found[0] if len(found) == 1 else None


def _same(cell: str, printed: str) -> bool:
    if cell.strip() == printed.strip():
        return True
    left, right = parse_quantity(cell), parse_quantity(printed)
    return left is not None and right is not None and left.value == right.value


def shown_rows(table: StoredTable, cells: Sequence[CitedCell]) -> list[int]:
    """Choose the body rows to show, in order: cited rows, their parents by code, their neighbours, total rows."""
    first = table.header_rows
    chosen: set[int] = set()
    for cell in cells:
        around = {cell.row - 1, cell.row, cell.row + 1, *_parents(table, cell)}
        chosen |= {row for row in around if first <= row < len(table.rows)}
    totals = [row for row in range(first, len(table.rows)) if _is_total(table.rows[row])]
    return sorted(chosen | set(_nearest(totals, [cell.row for cell in cells])))


def _nearest(totals: Sequence[int], cited: Sequence[int]) -> list[int]:
    """Of several total rows only the two nearest to the cited ones: long tables repeat them in every part."""
    return sorted(totals, key=lambda row: min((abs(row - other) for other in cited), default=0))[:2]


def _is_total(row: Sequence[str]) -> bool:
    return any(_TOTAL.fullmatch(normalise(cell)) for cell in row)


def _code(row: Sequence[str], column: int) -> str:
    """Join the code cells that stand together left of `column`, the nearest ones: 201 | 03 | 01 gives 2010301."""
    code = ""
    for cell in reversed(row[:column]):
        if _CODE.fullmatch(cell.strip()):
            code = cell.strip() + code
        elif code and cell.strip():
            break
    return code


def _parents(table: StoredTable, cell: CitedCell) -> list[int]:
    """Find the rows above whose code is a shorter beginning of the cited row's, the nearest of each length."""
    wanted = _code(table.rows[cell.row], cell.column)
    parents: list[int] = []
    for row in range(cell.row - 1, table.header_rows - 1, -1):
        code = _code(table.rows[row], cell.column)
        if code and wanted.startswith(code) and len(code) < len(wanted):
            parents.append(row)
            wanted = code
        if len(parents) == MAX_PARENTS:
            break
    return parents


@dataclass(frozen=True, slots=True)
class _Cut:
    """What is shown of a table: which columns, which of them hold figures, which cells are marked."""

    table: StoredTable
    columns: list[int]
    figures: set[int]
    marks: Marks
    turn: int


def table_html(table: StoredTable, cells: Sequence[CitedCell], turn: int) -> str:
    """Render the part of `table` around `cells`, each marked and named by its citation's anchor."""
    shown = _first_cells(cells)
    body = shown_rows(table, shown)
    headers = range(min(table.header_rows, len(table.rows)))
    marks: Marks = {}
    for cell in cells:
        marks.setdefault((cell.row, cell.column), []).append(cell.number)
    cut = _Cut(table, _columns(table, [*headers, *body], shown), _figure_columns(table, body), marks, turn)
    html = [_row_html(cut, row) for row in headers]
    previous = table.header_rows - 1
    for row in body:
        html += [_gap_html(cut, row - previous - 1), _row_html(cut, row)]
        previous = row
    html.append(_gap_html(cut, len(table.rows) - 1 - previous))
    more = len(cells) - len(shown)
    note = f'<p class="note">{label("more_rows", count=more)}</p>' if more else ""
    return f'<div class="wide"><table>{"".join(html)}</table></div>{note}'


def _first_cells(cells: Sequence[CitedCell]) -> list[CitedCell]:
    rows = sorted({cell.row for cell in cells}, key=lambda row: min(c.number for c in cells if c.row == row))
    kept = set(rows[:MAX_CITED_ROWS])
    return [cell for cell in cells if cell.row in kept]


def _columns(table: StoredTable, rows: Sequence[int], cells: Sequence[CitedCell]) -> list[int]:
    """Leave out columns that are empty in every row shown, as realigned tables have them."""
    filled = {column for row in rows for column, text in enumerate(table.rows[row]) if text.strip()}
    return sorted(filled | {cell.column for cell in cells})


def _figure_columns(table: StoredTable, rows: Sequence[int]) -> set[int]:
    """Find the columns of figures, to be set flush right; a column of whole numbers only may hold codes."""
    return {
        column
        for row in rows
        for column, text in enumerate(table.rows[row])
        if parse_quantity(text) is not None and not _CODE.fullmatch(text.strip())
    }


def _gap_html(cut: _Cut, count: int) -> str:
    if not count:
        return ""
    return f'<tr class="gap"><td colspan="{len(cut.columns) + 1}">{label("omitted", count=count)}</td></tr>'


def _row_html(cut: _Cut, row: int) -> str:
    header = row < cut.table.header_rows
    cited = any((row, column) in cut.marks for column in cut.columns)
    kind = "head" if header else "cited" if cited else "total" if _is_total(cut.table.rows[row]) else "near"
    cells = "".join(_cell_html(cut, row, column, "th" if header else "td") for column in cut.columns)
    return f'<tr class="{kind}">{_place_html(cut.table, row)}{cells}</tr>'


def _place_html(table: StoredTable, row: int) -> str:
    line = table.lines[row] if row < len(table.lines) else None
    page = table.pages[row] if row < len(table.pages) else None
    if line is not None:
        return f'<th class="place" scope="row" title="{label("line", line=line)}">{line}</th>'
    title = label("page", page=page) if page is not None else ""
    return f'<th class="place" scope="row" title="{title}">{page if page is not None else ""}</th>'


def _cell_html(cut: _Cut, row: int, column: int, tag: str) -> str:
    texts = cut.table.rows[row]
    content = markup.text(texts[column]) if column < len(texts) else ""
    numbers = cut.marks.get((row, column), ())
    if numbers:
        signs = "".join(f'<sup id="{markup.anchor(cut.turn, number)}">[{number}]</sup>' for number in numbers)
        content = f"<mark>{content or label('empty_cell')}</mark>{signs}"
    flush = ' class="figure"' if column in cut.figures else ""
    return f"<{tag}{flush}>{content}</{tag}>"
