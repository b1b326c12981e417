"""Workbooks (.xlsx, .xls) to documents (读取工作簿): the cells of each sheet as shown, parted into tables and texts.

A place is the row as the sheet numbers it (`line`) and the cell; the sheet's name is a heading above what stands in it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.load.flow import MAX_COLUMNS, MAX_ROWS, Span, make_grid, plain_text
from index.load.pdf.with_rules.captions import unframed
from index.load.prose import NOT_JOINED, PREAMBLE, SENTENCE_END, TABLE_HEADING_LEVEL, TITLE, UNIT_LINE, heading_level
from index.model.document import Document, Heading, Paragraph, Place, TextLine
from index.model.errors import EmptyFileError
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.model.document import Block

_PROSE: Final = 40


@dataclass(slots=True)
class SheetCells:
    """What is shown of a sheet (工作表): cells with a text by 0-based row and column, and how far merged ones reach."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # top left → rows, columns
    hidden: int = 0  # hidden rows and columns that hold something


def load_workbook(
    path: Path, data: bytes, sheets: Iterable[SheetCells], kind: str, remarks: Iterable[str] = ()
) -> Document:
    """Make a document of the sheets of a workbook. Raise EmptyFileError where nothing stands in them."""
    blocks: list[Block] = []
    findings = [*remarks]
    filled = 0
    for sheet in sheets:
        if sheet.hidden:
            findings.append(f"工作表“{sheet.name}”有 {sheet.hidden} 处隐藏的行或列，没有读取。")
        if not sheet.texts:
            continue
        filled += 1
        if max(row for row, _ in sheet.texts) >= MAX_ROWS or max(column for _, column in sheet.texts) >= MAX_COLUMNS:
            findings.append(f"工作表“{sheet.name}”超过 {MAX_ROWS} 行或 {MAX_COLUMNS} 列，没有读全。")
        blocks.append(Heading(plain_text(sheet.name), TABLE_HEADING_LEVEL - 1, Place(line=1)))
        blocks += _blocks(sheet)
    if not filled:
        raise EmptyFileError(path)
    return Document(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        format=kind,
        blocks=tuple(blocks),
        findings=tuple(findings),
    )


def _blocks(sheet: SheetCells) -> Iterator[Block]:
    """The tables and texts of a sheet, top to bottom."""
    rows: dict[int, list[Span]] = {}
    for (row, column), text in sorted(sheet.texts.items()):
        if row < MAX_ROWS and column < MAX_COLUMNS:
            down, across = sheet.merged.get((row, column), (1, 1))
            rows.setdefault(row, []).append(Span(row, column, text, down, across))
    table: list[Span] = []
    following = [*list(rows.values())[1:], []]
    for (row, cells), after in zip(rows.items(), following, strict=True):
        heads = (not table or row - 1 not in rows) and any(UNIT_LINE.match(plain_text(one.text)) for one in after)
        outside = _is_text(cells, sheet) or (heads and _is_lone(cells, sheet))
        if outside and not _reached(table, row) and not (table and _is_blank_item(cells)):
            yield from _table(table)
            table = []
            yield from _text(cells[0])
        else:
            table += cells
    yield from _table(table)


def _is_lone(cells: Sequence[Span], sheet: SheetCells) -> bool:
    """Whether a row above a table holds one cell of words on the left: what the table is, however it is worded."""
    left = min(column for _, column in sheet.texts)
    own = len(cells) == 1 and (cells[0].column == left or cells[0].column_span > 1)
    return own and parse_quantity(plain_text(cells[0].text)) is None


def _is_blank_item(cells: Sequence[Span]) -> bool:
    """Whether a row within a table is an item without figures: 其中：因公出国（境）支出."""
    return len(cells) == 1 and plain_text(cells[0].text).startswith("其中")


def _reached(table: Sequence[Span], row: int) -> bool:
    """Whether a merged cell of the table reaches down to a row."""
    return any(cell.row_span > 1 and cell.row + cell.row_span > row for cell in table)


def _is_text(cells: Sequence[Span], sheet: SheetCells) -> bool:
    """Whether a row stands outside of tables: one cell of words, a title, a unit, a note, or a sentence."""
    if len(cells) != 1:
        return False
    text = plain_text(cells[0].text)
    if parse_quantity(text) is not None:
        return False
    if any(found.match(text) for found in (UNIT_LINE, NOT_JOINED, PREAMBLE)) or TITLE.fullmatch(text):
        return True
    if len(text) > _PROSE:
        return True
    return bool(SENTENCE_END.search(text)) or len({column for _, column in sheet.texts}) == 1


def _text(cell: Span) -> Iterator[Block]:
    for piece in cell.text.splitlines():
        text = plain_text(piece)
        if not text:
            continue
        place = Place(line=cell.row + 1)
        level = TABLE_HEADING_LEVEL if TITLE.fullmatch(text) and not UNIT_LINE.search(text) else heading_level(text)
        yield Paragraph((TextLine(text, place),)) if level is None else Heading(text, level, place)


def _table(cells: Sequence[Span]) -> Iterator[Block]:
    last = max((cell.row + cell.row_span for cell in cells), default=0)
    grid = make_grid(cells, 0, lines=range(1, last + 1))
    if grid is not None:
        yield from unframed(grid)
