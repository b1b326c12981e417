"""Tables before and after layout: a Sheet says what a table holds, a PrintedTable what its cells print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from samples.layout import Layout

Changes = Mapping[str, int | str]
"""What is planted, by key: 元 to add to an amount, or the text to print instead."""

_PARTS = ((0, 3), (3, 5), (5, 7))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: header levels top to bottom, and what it holds; `panel` counts side-by-side halves from the left.

    "code" is a code that the layout may set over several columns, "account" one that stays in its own.
    """

    key: str
    path: tuple[str, ...]
    kind: Literal["code", "account", "label", "money", "figure", "text"]
    panel: int = 0
    unit: str = ""  # of a "figure" column, when it is not the table's


@dataclass(frozen=True, slots=True)
class Row:
    """A row: an int is an amount in 元, None is nothing, text is text."""

    key: str
    cells: tuple[int | str | None, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table before layout; `money` says that it states a unit of money, `halves` that it may be set in two halves."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    money: bool = True
    note: str = ""
    halves: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What an indicator row states: project, levels, name, direction (≥ ≤ = or ""), target, unit."""

    project: str
    levels: tuple[str, str]
    name: str
    direction: str
    target: str
    unit: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed cell; `figure` says that it counts as a figure, with its code, label, column path and unit."""

    text: str
    key: str = ""
    figure: bool = False
    code: str = ""
    label: str = ""
    path: tuple[str, ...] = ()
    unit: str = ""
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as it is printed: header rows first; `breaks` are rows before which it is interrupted.

    `columns` are those that its rows have, none for a form whose rows are of several widths.
    """

    id: str
    title: str
    rows: tuple[tuple[Printed, ...], ...]
    header_rows: int
    unit: str = ""  # "" when no unit is stated
    note: str = ""
    breaks: tuple[int, ...] = ()
    columns: tuple[Column, ...] = ()


def print_sheet(sheet: Sheet, layout: Layout, changes: Changes) -> PrintedTable:
    """Lay a sheet out: order, halves, codes, blanks, header rows and the page break."""
    rows = _ordered(sheet.rows, layout)
    columns = sheet.columns
    lines = [_print_row(sheet, row, layout, changes) for row in rows]
    if sheet.halves and layout.halves:
        columns, lines = _side_by_side(columns, lines, layout.panels)
    columns, lines = _coded(columns, lines, layout)
    header = _header(columns, layout, lose_last=sheet.id == "three")
    breaks: tuple[int, ...] = ()
    if 0 < layout.page_break <= len(lines) - 3:
        breaks = (len(header) + layout.page_break,)
        lines = _doubled(columns, lines, layout)
    cells = (*(tuple(Printed(_spaced(text, layout)) for text in row) for row in header), *map(tuple, lines))
    unit = layout.unit if sheet.money else ""
    return PrintedTable(sheet.id, sheet.title, cells, len(header), unit, sheet.note, breaks, columns)


def _ordered(rows: tuple[Row, ...], layout: Layout) -> list[Row]:
    totals = [row for row in rows if row.total]
    others = [row for row in rows if not row.total]
    return [*totals, *others] if layout.total == "first" else [*others, *totals]


def _print_row(sheet: Sheet, row: Row, layout: Layout, changes: Changes) -> list[Printed]:
    printed = []
    for column, content in zip(sheet.columns, row.cells, strict=True):
        key = f"{sheet.id}/{column.key}" if "/" in column.key else f"{sheet.id}/{row.key}/{column.key}"
        text, figure = _text(content, column, layout, changes.get(key))
        printed.append(
            Printed(
                _spaced(text, layout) if column.kind == "label" else text,
                key,
                figure,
                _joined(sheet, row, column.panel, "code", "account"),
                _joined(sheet, row, column.panel, "label"),
                column.path,
                column.unit or (layout.unit if sheet.money else ""),
            )
        )
    return printed


def _text(content: int | str | None, column: Column, layout: Layout, change: int | str | None) -> tuple[str, bool]:
    if isinstance(change, str):
        return change, column.kind in {"money", "figure"}
    if column.kind == "figure":
        return ("", False) if content is None else (str(content), True)
    if column.kind != "money":
        return str(content or ""), False
    if content is None:
        return layout.nothing, bool(layout.nothing)
    if isinstance(content, str):
        return content, False
    return layout.money(content + (change or 0)), True


def _joined(sheet: Sheet, row: Row, panel: int, *kinds: str) -> str:
    found = [
        str(content)
        for column, content in zip(sheet.columns, row.cells, strict=True)
        if column.kind in kinds and column.panel == panel and content
    ]
    return "/".join(found)


def _side_by_side(
    columns: tuple[Column, ...], lines: list[list[Printed]], panels: int
) -> tuple[tuple[Column, ...], list[list[Printed]]]:
    height = -(-len(lines) // panels)
    parts = [lines[start : start + height] for start in range(0, height * panels, height)]
    blank = [Printed("")] * len(columns)
    joined = [[cell for part in row for cell in part] for row in zip_longest(*parts, fillvalue=blank)]
    return tuple(replace(column, panel=panel) for panel in range(panels) for column in columns), joined


def _coded(
    columns: tuple[Column, ...], lines: list[list[Printed]], layout: Layout
) -> tuple[tuple[Column, ...], list[list[Printed]]]:
    if layout.code == "one":
        return columns, lines
    codes = {cell.code for line in lines for cell in line}
    depth = 2 if codes != {""} and max(map(len, codes)) <= len("30101") else 3
    wider: list[Column] = []
    for column in columns:
        parts = [replace(column, path=(*column.path, name)) for name in "类款项"[:depth]]
        wider += parts if column.kind == "code" else [column]
    split: list[list[Printed]] = []
    for line in lines:
        row: list[Printed] = []
        for column, cell in zip(columns, line, strict=True):
            row += _parts(cell, depth, layout, codes) if column.kind == "code" else [cell]
        split.append(row)
    return tuple(wider), split


def _parts(cell: Printed, depth: int, layout: Layout, codes: set[str]) -> list[Printed]:
    """Return the code over its columns; where a row gives only its own level, its parent stands in a row above."""
    texts = [cell.text[start:end] for start, end in _PARTS[:depth]]
    if layout.code == "own" and cell.text[:-2] in codes:
        last = max((index for index, text in enumerate(texts) if text), default=0)
        texts = [text if index == last else "" for index, text in enumerate(texts)]
    if layout.code == "unpadded":
        texts = [text.lstrip("0") for text in texts]
    return [replace(cell, text=text) for text in texts]


def _header(columns: tuple[Column, ...], layout: Layout, *, lose_last: bool) -> list[list[str]]:
    depth = max(len(column.path) for column in columns)
    rows = []
    for level in range(depth):
        before: Column | None = None
        row = []
        for column in columns:
            text = column.path[level] if level < len(column.path) else ""
            merged = before is not None and _merged(before, column, level)
            row.append("" if merged else text)
            before = column
        rows.append(row)
    if layout.header == "shifted":
        rows = [_squeezed(row, columns, level) for level, row in enumerate(rows)]
        if lose_last and len(rows) > 1:
            last = max(index for index, text in enumerate(rows[-1]) if text)
            rows[-1][last] = ""
    return rows


def _merged(before: Column, column: Column, level: int) -> bool:
    same = before.path[: level + 1] == column.path[: level + 1] and before.panel == column.panel
    return same and len(column.path) > level + 1


def _squeezed(row: list[str], columns: tuple[Column, ...], level: int) -> list[str]:
    """Take one column from each merged cell that is three or more wide, as text from a PDF does."""
    dropped = set()
    for index in range(2, len(row)):
        run = pairwise(columns[index - 2 : index + 1])
        ends = index + 1 == len(row) or not _merged(columns[index], columns[index + 1], level)
        if ends and all(_merged(left, right, level) for left, right in run):
            dropped.add(index)
    kept = [text for index, text in enumerate(row) if index not in dropped]
    return kept + [""] * len(dropped)


def _doubled(columns: tuple[Column, ...], lines: list[list[Printed]], layout: Layout) -> list[list[Printed]]:
    """Print the first figure twice from the page break on; the copy is no figure of its own."""
    amounts = [index for index, column in enumerate(columns) if column.kind == "money"]
    if not layout.doubled or len(amounts) < len(("合计", "其中", "其中")) or columns[-1].panel:
        return lines
    first = amounts[0]
    before, after = lines[: layout.page_break], lines[layout.page_break :]
    return before + [[*row[:first], Printed(row[first].text), *row[first:]] for row in after]


def _spaced(text: str, layout: Layout) -> str:
    if not layout.spaces:
        return text
    if text in {"收入", "支出", "合计", "项目"}:
        return " ".join(text)
    return text.replace("（", " （")
