"""Tables of the samples as they are drawn (制表): merged cells, and what stands above and below the frame."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from samples.compose import compose
from samples.narrative import Heading, Paragraph
from samples.numerals import chinese
from samples.sheet import Column, Printed, PrintedTable
from samples.voice import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.pdf.look import Look
    from samples.compose import Subject
    from samples.layout import Layout

_WIDE = str.maketrans("0123456789,", "０１２３４５６７８９，")
_CLOSED = {"(": ")", "（": "）"}
_EVERY = 17  # figures from one that is made negative to the next


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell: its first row and column, how many it covers, and its text.

    `printed` is what the samples know of it, `value` its figure ("" for none).
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    printed: Printed | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table: `above` its title and what stands between title and frame, `below` its note."""

    title: str
    above: tuple[str, ...]
    unit: str
    owner: str
    below: str
    rows: int
    columns: int
    header_rows: int
    cells: tuple[DrawnCell, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A document to be printed: headings, paragraphs and tables in order."""

    name: str
    organization: str
    cover: tuple[str, ...]
    parts: tuple[Heading | str | DrawnTable, ...]


def draw(subject: Subject, look: Look) -> Drawn:
    """Everything that a document prints, before it is placed."""
    whole = compose(subject, look.layout, {})
    parts = list(whole.parts)
    if look.three_in:
        other = compose(subject, replace(look.layout, unit=look.three_in), {}).parts
        parts = [
            two if isinstance(two, PrintedTable) and two.id == "three" else one
            for one, two in zip(parts, other, strict=False)
        ]
    drawer = _Drawer(look, whole.organization, whole.year, whole.kind, whole.scope)
    name = whole.name.removesuffix(look.layout.suffix) + ".pdf"
    return Drawn(name, whole.organization, whole.cover, tuple(drawer.parts(parts)))


@dataclass(slots=True)
class _Drawer:
    look: Look
    organization: str
    year: int
    kind: str
    scope: str
    tables: int = 0
    figures: int = 0

    @property
    def layout(self) -> Layout:
        return self.look.layout

    def parts(self, parts: Sequence[Heading | Paragraph | PrintedTable]) -> Iterator[Heading | str | DrawnTable]:
        for part in parts:
            if isinstance(part, Heading):
                self.tables = 0 if part.level == 1 and not self.layout.form_numbers else self.tables
                yield part
            elif isinstance(part, Paragraph):
                yield unmarked(part.text)[0]
            else:
                yield self.table(part)

    def table(self, table: PrintedTable) -> DrawnTable:
        above: list[str] = []
        if table.id != "bodies":
            self.tables += 1
            if self.layout.form_numbers and table.unit:
                above.append(f"公开{self.tables:02d}表")
            if self.layout.title == "numbered" and table.unit:
                above.append(f"{chinese(self.tables)}、{re.sub('^[0-9]+年度?', '', table.title)}")
            above.append(table.title)
        before = table.note.startswith("（")
        if before:
            above.append(table.note)
        cells, rows, header_rows = self._cells(table)
        return DrawnTable(
            title=table.title if table.id != "bodies" else "",
            above=tuple(above),
            unit=f"单位：{table.unit}" if table.unit else "",
            owner=f"编制{self.scope}：{self.organization}" if self.layout.form_numbers else "",
            below="" if before else table.note,
            rows=rows,
            columns=max(cell.column + cell.column_span for cell in cells),
            header_rows=header_rows,
            cells=tuple(self._shown(cell) for cell in cells),
        )

    def _cells(self, table: PrintedTable) -> tuple[list[DrawnCell], int, int]:
        if not table.columns:
            return list(_form(table)), len(table.rows), 0
        columns, body = table.columns, [list(row) for row in table.rows[table.header_rows :]]
        if self.look.merged_first and table.id == "projects":
            columns, body = self._owned(columns, body)
        if self.look.levels:
            columns, body = self._deeper(columns, body)
        header = list(_header(columns))
        depth = max(len(column.path) for column in columns)
        if self.look.levels > 1:
            header += _ordinals(columns, depth)
            depth += 1
        empty = table.note and not any(cell.figure for row in body for cell in row)
        if empty and self.look.empty != "blank":
            said = [DrawnCell(depth, 0, "本表无数据", 1, len(columns))] if self.look.empty == "said" else []
            return [*header, *said], depth + len(said), depth
        cells = [*header, *self._body(columns, body, depth)]
        return cells, depth + len(body), depth

    def _owned(
        self, columns: tuple[Column, ...], body: list[list[Printed]]
    ) -> tuple[tuple[Column, ...], list[list[Printed]]]:
        """A first column that names the organization, its cell merged over all rows but the total."""
        wider = []
        for row in body:
            total = _is_total(row[0].text)
            label = f"{self.organization}/{row[0].label}"
            named = [cell if total else replace(cell, label=label) for cell in row]
            first = Printed("合计" if total else self.organization)
            wider.append([first, Printed("") if total else named[0], *named[1:]])
        return (Column("body", ("单位名称",), "label"), *columns), wider

    def _deeper(
        self, columns: tuple[Column, ...], body: list[list[Printed]]
    ) -> tuple[tuple[Column, ...], list[list[Printed]]]:
        """A level more over the amounts of a table of accounts."""
        amounts = [column for column in columns if column.kind == "money"]
        over = f"{self.year}年{self.kind}数"
        if len(amounts) < len(("合计", "其中", "其中")) or any(column.panel for column in columns):
            return columns, body
        wider = [
            [
                replace(cell, path=(over, *cell.path)) if column.kind == "money" else cell
                for column, cell in zip(columns, row, strict=True)
            ]
            for row in body
        ]
        deeper = tuple(
            replace(column, path=(over, *column.path)) if column.kind == "money" else column for column in columns
        )
        return deeper, wider

    def _body(self, columns: Sequence[Column], body: list[list[Printed]], depth: int) -> Iterator[DrawnCell]:
        labels = next((n for n, column in enumerate(columns) if column.kind in {"money", "figure"}), 1)
        names = [n for n, column in enumerate(columns[:labels]) if column.kind == "label"]
        owned = columns[0].key == "body"
        for number, row in enumerate(body):
            total = bool(names) and any(_is_total(row[n].text) for n in names)
            start = 0
            if total and (self.look.merged_total or owned) and labels > 1:
                text = next(row[n].text for n in names if row[n].text)
                yield DrawnCell(depth + number, 0, text, 1, labels)
                start = labels
            elif owned:
                start = 1
                inside = [n for n, other in enumerate(body) if not _is_total(other[0].text)]
                if number == inside[0]:
                    yield DrawnCell(depth + number, 0, row[0].text, len(inside), 1, row[0])
            for column in range(start, len(columns)):
                cell = row[column]
                text = cell.text or (self.look.nothing if columns[column].kind == "money" and _is_item(row) else "")
                yield DrawnCell(depth + number, column, text, 1, 1, cell)

    def _shown(self, cell: DrawnCell) -> DrawnCell:
        """The cell with its figure as it is printed; every so often an amount is negative."""
        printed = cell.printed
        if printed is None or not printed.figure:
            return cell
        self.figures += 1
        text, value = cell.text, cell.text.replace(",", "")
        if self.look.numbers == "wide":
            text = text.translate(_WIDE)
        elif self.look.numbers == "gaps":
            text = text.replace(",", " ")
        if self.look.negatives and _may_be_negative(self.figures, printed):
            text = f"{self.look.negatives}{text}{_CLOSED.get(self.look.negatives, '')}"
            value = f"-{value}"
        return replace(cell, text=text, value=value)


def _may_be_negative(number: int, printed: Printed) -> bool:
    return number % _EVERY == 0 and "." in printed.text and bool(printed.text.strip("0.,"))


def _is_total(text: str) -> bool:
    return text.replace(" ", "") == "合计"


def _is_item(row: Sequence[Printed]) -> bool:
    return any(cell.text for cell in row)


def _header(columns: Sequence[Column]) -> Iterator[DrawnCell]:
    depth = max(len(column.path) for column in columns)
    for level in range(depth):
        for (_, words, last, _), group in groupby(
            enumerate(columns),
            key=lambda item: (
                item[1].panel,
                item[1].path[: level + 1],
                len(item[1].path) == level + 1,
                item[0] if len(item[1].path) == level + 1 else -1,
            ),
        ):
            if len(words) <= level:
                continue
            numbers = [number for number, _ in group]
            yield DrawnCell(level, numbers[0], words[-1], depth - level if last else 1, len(numbers))


def _ordinals(columns: Sequence[Column], row: int) -> Iterator[DrawnCell]:
    """栏次 1 2 3 below the header."""
    labels = sum(column.kind not in {"money", "figure"} for column in columns)
    if labels == len(columns) or any(column.panel for column in columns):
        yield from (DrawnCell(row, number, str(number + 1)) for number in range(len(columns)))
        return
    first = next(number for number, column in enumerate(columns) if column.kind in {"money", "figure"})
    if first:
        yield DrawnCell(row, 0, "栏次", 1, first)
    for number in range(first, len(columns)):
        yield DrawnCell(row, number, str(number - first + 1))


def _form(table: PrintedTable) -> Iterator[DrawnCell]:
    """A form of rows of several widths: cells stretched over the width, blank cells merged with the one above."""
    rows = [list(row) for row in table.rows]
    for row, below in pairwise(rows):
        if len(row) > 1 and row[1].text == "支出结构":
            row[0], below[0] = below[0], row[0]
    width = max(len(row) for row in rows)
    placed: list[list[DrawnCell]] = []
    for number, row in enumerate(rows):
        placed.append(list(_stretched(row, number, width, has_target=any(cell.target for cell in row))))
    yield from _merged_down([cell for row in placed for cell in row], rows)


def _stretched(row: Sequence[Printed], number: int, width: int, *, has_target: bool) -> Iterator[DrawnCell]:
    if has_target or len(row) == width:
        for column, cell in enumerate(row):
            yield DrawnCell(number, column, cell.text, 1, 1, cell)
        for column in range(len(row), width):
            yield DrawnCell(number, column, "", 1, 1)
        return
    yield DrawnCell(number, 0, row[0].text, 1, 1, row[0])
    rest, column = width - 1, 1
    for index, cell in enumerate(row[1:]):
        span = rest // (len(row) - 1 - index)
        yield DrawnCell(number, column, cell.text, 1, span, cell)
        column, rest = column + span, rest - span


def _merged_down(cells: Sequence[DrawnCell], rows: Sequence[Sequence[Printed]]) -> Iterator[DrawnCell]:
    above: dict[int, DrawnCell] = {}
    order: list[DrawnCell] = []
    project = ""
    for number, group in groupby(cells, key=lambda cell: cell.row):
        target = next((cell.target for cell in rows[number] if cell.target), None)
        fresh = target is not None and target.project != project
        project = target.project if target else ""
        for cell in group:
            upper = above.get(cell.column)
            leading = cell.column == 0 or (target is not None and (cell.column < len("一二三") or cell.printed is None))
            may = upper is not None and upper.column_span == cell.column_span and leading
            if may and upper and not cell.text and not (fresh and cell.column):
                grown = replace(upper, row_span=upper.row_span + 1)
                order[order.index(upper)] = grown
                above[cell.column] = grown
            else:
                above[cell.column] = cell
                order.append(cell)
    yield from order
