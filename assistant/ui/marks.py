"""What is marked on a page (标示): the cited cell, the name of its row, the headings of its column. Boxes in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Citation
    from assistant.ui.table_view import CitedCell
    from index.store.reader import StoredTable

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page, in points from its top left: a cited cell or sentence (with its number), or a name beside it."""

    kind: Literal["cell", "row", "column", "sentence"]
    box: Box
    number: int = 0


def cell_marks(table: StoredTable, cells: Sequence[CitedCell]) -> dict[int, list[Mark]]:
    """The marks of cited cells by page; a cell whose box is not known is left out."""
    found: dict[int, list[Mark]] = {}
    for cell in cells:
        box, page = _box(table, cell.row, cell.column), table.pages[cell.row]
        if box is None or page is None:
            continue
        marks = found.setdefault(page, [])
        around = [Mark("row", one) for one in _row_name(table, cell, box)]
        around += [Mark("column", one) for one in _headings(table, box, page)]
        marks += [mark for mark in around if mark not in marks]
        marks.append(Mark("cell", box, cell.number))
    return found


def sentence_marks(citations: Sequence[Citation]) -> dict[int, list[Mark]]:
    """The marks of quoted sentences by page."""
    found: dict[int, list[Mark]] = {}
    for citation in citations:
        if citation.page is not None:
            marks = found.setdefault(citation.page, [])
            if citation.box is not None:
                marks.append(Mark("sentence", citation.box, citation.number))
    return found


def _box(table: StoredTable, row: int, column: int) -> Box | None:
    inside = row < len(table.boxes) and column < len(table.boxes[row])
    return table.boxes[row][column] if inside else None


def _row_name(table: StoredTable, cell: CitedCell, box: Box) -> list[Box]:
    """The nearest words left of the cell; they may stand in a cell that is merged over several rows."""
    middle = (box[1] + box[3]) / 2
    texts = table.rows[cell.row]
    for column in range(min(cell.column, len(texts)) - 1, -1, -1):
        name = _box(table, cell.row, column)
        if texts[column].strip() and parse_quantity(texts[column]) is None and name:
            return [name]
    for row in range(cell.row - 1, table.header_rows - 1, -1):
        for column in range(min(cell.column, len(table.rows[row])) - 1, -1, -1):
            name = _box(table, row, column)
            if name and table.rows[row][column].strip() and name[1] <= middle <= name[3] and table.pages[row]:
                return [name]
    return []


def _headings(table: StoredTable, box: Box, page: int) -> list[Box]:
    """The header cells above the cell, on its page."""
    middle = (box[0] + box[2]) / 2
    return [
        heading
        for row in range(min(table.header_rows, len(table.rows), len(table.boxes)))
        if table.pages[row] == page
        for text, heading in zip(table.rows[row], table.boxes[row], strict=False)
        if text.strip() and heading and heading[0] <= middle <= heading[2]
    ]
