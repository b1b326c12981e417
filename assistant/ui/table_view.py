"""The part of a table around its cited cells (表格摘录): header, cited row, parents, neighbours and total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer.model import Citation
from assistant.ui import labels, markup
from index.catalogue.vocabulary import normalise
from index.model.quantity import parse_quantity
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
        row, column = citation.grid_row, citation.grid_column
        if row is None or column is None or citation.document != table.document:
            return None
        if not (0 <= row < len(table.rows) and 0 <= column < len(table.rows[row])):
            return None
        if not _same(table.rows[row][column], citation.printed):
            return None
        cells.append(CitedCell(row, column, citation.number))
    return cells


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


def table_html(table: StoredTable, cells: Sequence[CitedCell], turn: int) -> str:
    """Render the part of `table` around `cells`, each marked and named by its citation's anchor."""
    shown = _first_cells(cells)
    body = shown_rows(table, shown)
    figures = _figure_columns(table, body)
    rows = [*range(min(table.header_rows, len(table.rows))), *body]
    columns = _columns(table, rows, shown)
    marks: Marks = {}
    for cell in cells:
        marks.setdefault((cell.row, cell.column), []).append(cell.number)
    html = ["".join(_row_html(table, row, columns, figures, marks, turn) for row in rows[: len(rows) - len(body)])]
    previous = table.header_rows - 1
    for row in body:
        if row > previous + 1:
            html.append(_gap_html(row - previous - 1, len(columns) + 1))
        html.append(_row_html(table, row, columns, figures, marks, turn))
        previous = row
    if previous < len(table.rows) - 1:
        html.append(_gap_html(len(table.rows) - 1 - previous, len(columns) + 1))
    more = len(cells) - len(shown)
    note = f'<p class="note">{labels.MORE_ROWS.format(count=more)}</p>' if more else ""
    return f'<div class="wide"><table>{"".join(html)}</table></div>{note}'


def _first_cells(cells: Sequence[CitedCell]) -> list[CitedCell]:
    rows = sorted({cell.row for cell in cells}, key=lambda row: min(c.number for c in cells if c.row == row))
    kept = set(rows[:MAX_CITED_ROWS])
    return [cell for cell in cells if cell.row in kept]


def _columns(table: StoredTable, rows: Sequence[int], cells: Sequence[CitedCell]) -> list[int]:
    """Leave out columns that are empty in every row shown, as realigned tables have them."""
    width = max((len(table.rows[row]) for row in rows), default=0)
    cited = {cell.column for cell in cells}
    return [
        column
        for column in range(width)
        if column in cited or any(column < len(table.rows[row]) and table.rows[row][column].strip() for row in rows)
    ]


def _gap_html(count: int, width: int) -> str:
    return f'<tr class="gap"><td colspan="{width}">{labels.OMITTED.format(count=count)}</td></tr>'


def _figure_columns(table: StoredTable, rows: Sequence[int]) -> set[int]:
    """Find the columns of figures, to be set flush right; a column of whole numbers only may hold codes."""
    return {
        column
        for row in rows
        for column, cell in enumerate(table.rows[row])
        if parse_quantity(cell) is not None and not _CODE.fullmatch(cell.strip())
    }


def _row_html(table: StoredTable, row: int, columns: Sequence[int], figures: set[int], marks: Marks, turn: int) -> str:
    header = row < table.header_rows
    tag = "th" if header else "td"
    cited = any((row, column) in marks for column in columns)
    kind = "head" if header else "cited" if cited else "total" if _is_total(table.rows[row]) else "near"
    texts = table.rows[row]
    cells = [_place_html(table, row)]
    for column in columns:
        value = texts[column] if column < len(texts) else ""
        cells.append(_cell_html(value, marks.get((row, column), ()), turn, tag=tag, figure=column in figures))
    return f'<tr class="{kind}">{"".join(cells)}</tr>'


def _place_html(table: StoredTable, row: int) -> str:
    line = table.lines[row] if row < len(table.lines) else None
    page = table.pages[row] if row < len(table.pages) else None
    if line is not None:
        return f'<th class="place" scope="row" title="{labels.LINE.format(line=line)}">{line}</th>'
    title = labels.PAGE.format(page=page) if page is not None else ""
    return f'<th class="place" scope="row" title="{title}">{page if page is not None else ""}</th>'


def _cell_html(value: str, numbers: Sequence[int], turn: int, *, tag: str, figure: bool) -> str:
    content = markup.text(value)
    if numbers:
        signs = "".join(f'<sup id="{markup.anchor(turn, number)}">[{number}]</sup>' for number in numbers)
        content = f"<mark>{content or labels.EMPTY_CELL}</mark>{signs}"
    flush = ' class="figure"' if figure else ""
    return f"<{tag}{flush}>{content}</{tag}>"
