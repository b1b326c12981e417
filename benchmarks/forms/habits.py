"""Less common habits of offices (少见的制表习惯): each changes a form, and what is true of its cells with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from benchmarks.pdf.drawing import DrawnCell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random

    from benchmarks.forms.dress import Dress
    from benchmarks.pdf.drawing import DrawnTable

    Habit = Callable[[DrawnTable, Random], DrawnTable]

_HUNDREDTHS: Final = 100
_GROUP: Final = 4  # rows that a 小计 adds up


def _changed(table: DrawnTable, cells: Iterable[DrawnCell], **more: object) -> DrawnTable:
    return replace(table, cells=tuple(cells), **more)  # type: ignore[arg-type]


def _texts(table: DrawnTable, change: Callable[[DrawnCell], DrawnCell]) -> DrawnTable:
    return _changed(table, (change(cell) if cell.value else cell for cell in table.cells))


def hashes(table: DrawnTable, draw: Random) -> DrawnTable:
    """#### where a column is too narrow."""

    def change(cell: DrawnCell) -> DrawnCell:
        return replace(cell, text="#" * len(cell.text), value="", printed=None) if draw.random() < 0.1 else cell  # noqa: PLR2004

    return _texts(table, change)


def spaced(table: DrawnTable, draw: Random) -> DrawnTable:
    """Spaces in the place of the commas of thousands."""
    space = draw.choice((" ", "\u00a0", "\u2009"))
    return _texts(table, lambda cell: replace(cell, text=cell.text.replace(",", space)))


def general(table: DrawnTable, _draw: Random) -> DrawnTable:
    """As many decimals as a figure has: 12.5, 12, 0."""

    def change(cell: DrawnCell) -> DrawnCell:
        short = cell.text.endswith(("0", "．００")) and "." in cell.text and cell.text[-1].isdecimal()
        if not short or "." not in cell.value:
            return cell
        return replace(cell, text=cell.text.rstrip("0").rstrip("."), value=cell.value.rstrip("0").rstrip("."))

    return _texts(table, change)


def currency(table: DrawnTable, draw: Random) -> DrawnTable:
    """The sign of the currency before every figure."""
    sign = draw.choice(("¥", "￥", "￥ "))
    return _texts(table, lambda cell: replace(cell, text=sign + cell.text))


def marks(table: DrawnTable, draw: Random) -> DrawnTable:
    """Marks of notes after some figures, which then are none for sure."""

    def change(cell: DrawnCell) -> DrawnCell:
        if draw.random() > 0.1:  # noqa: PLR2004
            return cell
        return replace(cell, text=cell.text + draw.choice(("①", "*", "¹", "[1]", "注1")), value="", printed=None)

    return _texts(table, change)


def units(table: DrawnTable, _draw: Random) -> DrawnTable:
    """Units in the header cells, 元 and 万元 in turn."""
    leaves: dict[int, DrawnCell] = {}
    for cell in table.cells:
        if cell.row < table.header_rows and cell.column_span == 1 and cell.text and not cell.text.isascii():
            before = leaves.get(cell.column)
            if before is None or before.row < cell.row:
                leaves[cell.column] = cell
    columns = sorted({cell.column for cell in table.cells if cell.value})
    if not columns or any(column not in leaves for column in columns):
        return table
    of = {column: "元" if number % 2 else "万元" for number, column in enumerate(columns)}
    heads = {id(leaves[column]): unit for column, unit in of.items()}
    cells: list[DrawnCell] = []
    for cell in table.cells:
        if id(cell) in heads:
            cells.append(replace(cell, text=f"{cell.text}（{heads[id(cell)]}）"))
        elif cell.value and cell.printed:
            unit = of[cell.column]
            path = (*cell.printed.path[:-1], f"{cell.printed.path[-1]}（{unit}）")
            cells.append(replace(cell, printed=replace(cell.printed, unit=unit, path=path)))
        else:
            cells.append(cell)
    return _changed(table, cells, unit="")


def _first_value(table: DrawnTable) -> int:
    return min((cell.column for cell in table.cells if cell.value), default=0)


def spacer(table: DrawnTable, _draw: Random) -> DrawnTable:
    """An empty column before the figures."""
    at = _first_value(table)
    return _with_column(table, at, "", lambda _row: "")


def share(table: DrawnTable, draw: Random) -> DrawnTable:
    """A last column of shares."""
    figured = {cell.row for cell in table.cells if cell.value}
    said = {row: f"{draw.randrange(10_000) / _HUNDREDTHS:.2f}%" for row in sorted(figured)}
    return _with_column(table, table.columns, "占比", lambda row: said.get(row, ""))


def _with_column(table: DrawnTable, at: int, head: str, text: Callable[[int], str]) -> DrawnTable:
    cells: list[DrawnCell] = []
    covered: set[int] = set()
    for cell in table.cells:
        if cell.column < at < cell.column + cell.column_span or cell.column_span == table.columns == at:
            cells.append(replace(cell, column_span=cell.column_span + 1))
            covered.update(range(cell.row, cell.row + cell.row_span))
        else:
            cells.append(replace(cell, column=cell.column + 1) if cell.column >= at else cell)
    free = [row for row in range(table.header_rows) if row not in covered]
    if free:
        cells.append(DrawnCell(free[0], at, head, len(free)))
    cells += [DrawnCell(row, at, text(row)) for row in range(table.header_rows, table.rows) if row not in covered]
    return _changed(table, cells, columns=table.columns + 1)


def gaps(table: DrawnTable, _draw: Random) -> DrawnTable:
    """Empty rows in the body."""
    return _with_rows(table, lambda _rows: {})


def subtotals(table: DrawnTable, _draw: Random) -> DrawnTable:
    """A row 小计 below every few rows."""
    first = _first_value(table)
    labels = [cell.column for cell in table.cells if cell.row >= table.header_rows and cell.column < first]
    keys = {(cell.row, cell.printed.label) for cell in table.cells if cell.printed}
    if not first or not labels or len({row for row, _ in keys}) < len(keys):
        return table  # a second panel would need a label of its own
    by_row: dict[int, list[DrawnCell]] = {}
    for cell in table.cells:
        if cell.value:
            by_row.setdefault(cell.row, []).append(cell)
    return _with_rows(table, lambda rows: {first - 1: DrawnCell(0, 0, "小计"), **_added(rows, by_row)})


def _added(rows: range, by_row: dict[int, list[DrawnCell]]) -> dict[int, DrawnCell]:
    """A cell a column: the sum of its figures in some rows."""
    found: dict[int, DrawnCell] = {}
    for row in rows:
        for cell in by_row.get(row, ()):
            if cell.printed is None:
                continue
            before = found.get(cell.column)
            whole = round(float(cell.value) * _HUNDREDTHS) + round(float(before.value if before else 0) * _HUNDREDTHS)
            value = f"{'-' if whole < 0 else ''}{abs(whole) // _HUNDREDTHS}.{abs(whole) % _HUNDREDTHS:02d}"
            found[cell.column] = replace(
                cell, text=value, value=value, printed=replace(cell.printed, code="", label="小计")
            )
    return found


def _with_rows(table: DrawnTable, made: Callable[[range], dict[int, DrawnCell]]) -> DrawnTable:
    crossed = {
        row for cell in table.cells for row in range(cell.row + 1, cell.row + cell.row_span) if cell.row_span > 1
    }
    cells: list[DrawnCell] = []
    moved: dict[int, int] = {}
    down, since = 0, table.header_rows
    for row in range(table.rows):
        if row >= table.header_rows and row - since >= _GROUP and row not in crossed:
            extra = made(range(since, row))
            for column in range(table.columns):
                one = extra.get(column, DrawnCell(0, 0, ""))
                cells.append(replace(one, row=row + down, column=column, row_span=1, column_span=1))
            down, since = down + 1, row
        moved[row] = row + down
    cells += [replace(cell, row=moved[cell.row]) for cell in table.cells]
    return _changed(table, cells, rows=table.rows + down)


def vertical(table: DrawnTable, _draw: Random) -> DrawnTable:
    """A first column with one merged cell, written downwards."""
    labels: dict[int, set[str]] = {}
    for cell in table.cells:
        if cell.printed:
            labels.setdefault(cell.row, set()).add(cell.printed.label)
    if not labels or any(len(found) > 1 for found in labels.values()):
        return table
    body = range(table.header_rows, table.rows)
    wide = [cell for cell in table.cells if cell.column_span == table.columns]
    last = min((cell.row for cell in wide if cell.row in body), default=table.rows)
    if last - body[0] <= len("本年支出"):
        return table  # too low for its label
    cells = [DrawnCell(0, 0, "类别", table.header_rows), DrawnCell(body[0], 0, "本\n年\n支\n出", last - body[0])]
    for cell in table.cells:
        if cell in wide:
            cells.append(replace(cell, column_span=cell.column_span + 1))
        else:
            printed = (
                replace(cell.printed, label=f"本年支出/{cell.printed.label}".rstrip("/")) if cell.printed else None
            )
            cells.append(replace(cell, column=cell.column + 1, printed=printed))
    return _changed(table, cells, columns=table.columns + 1)


def joined(table: DrawnTable, draw: Random) -> DrawnTable:
    """Code and name of an account in one cell."""
    between = draw.choice(("", " ", "-", "　"))
    codes = {cell.printed.code: cell.row for cell in table.cells if cell.printed and cell.printed.code}
    body = [cell for cell in table.cells if cell.row >= table.header_rows and not cell.value]
    at = {cell.column for cell in body if cell.text in codes}
    if len(at) != 1:
        return table
    column = at.pop()
    text = {cell.row: cell.text for cell in body if cell.column == column and cell.column_span == 1}
    if not codes.keys() <= set(text.values()):
        return table  # codes over several columns
    if any(cell.column == column and cell.row_span > 1 for cell in body):
        return table
    return _changed(table, _without(table, column, text, between), columns=table.columns - 1)


def _without(table: DrawnTable, column: int, text: dict[int, str], between: str) -> Iterator[DrawnCell]:
    for cell in table.cells:
        if cell.column <= column < cell.column + cell.column_span:
            if cell.column_span > 1:
                yield replace(cell, column_span=cell.column_span - 1)
        elif cell.column > column:
            code = text.get(cell.row, "") if cell.column == column + 1 and cell.row >= table.header_rows else ""
            own = f"{code}{between}{cell.text.strip()}" if code else cell.text
            yield replace(cell, column=cell.column - 1, text=own)
        else:
            yield cell


def as_is(table: DrawnTable, _draw: Random) -> DrawnTable:
    """The form as it is: the habit is one of dress."""
    return table


HABITS: Final[dict[str, tuple[Habit, dict[str, object]]]] = {
    "hashes": (hashes, {}),
    "spaced": (spaced, {}),
    "general": (general, {}),
    "currency": (currency, {}),
    "marks": (marks, {}),
    "units": (units, {}),
    "spacer": (spacer, {}),
    "share": (share, {}),
    "gaps": (gaps, {}),
    "subtotals": (subtotals, {}),
    "vertical": (vertical, {}),
    "joined": (joined, {}),
    "triangle": (as_is, {"negative": "△"}),
    "wide paper": (as_is, {"paper": "A3", "landscape": True}),
    "shrunk": (as_is, {"shrunk": True, "producer": "sheet"}),
    "wrapped": (as_is, {"wrapped": True, "producer": "word"}),
    "crammed": (as_is, {"crammed": True, "wrapped": False, "producer": "page", "size": 9.0}),
    "turned": (as_is, {"turned": True}),
    "beside": (as_is, {"producer": "page", "arranged": "beside", "paper": "A3", "landscape": True, "size": 8.0}),
    "bare": (as_is, {"producer": "page", "arranged": "bare", "border": "thin"}),
    "stamped": (as_is, {"producer": "page", "arranged": "stamped"}),
    "spread": (as_is, {"producer": "sheet", "arranged": "spread", "landscape": False}),
    "lined": (as_is, {"producer": "page", "arranged": "lined", "border": "thin"}),
}
"""By name: what it changes of each table, and of the dress."""


def dressed(one: Dress, habit: str) -> Dress:
    """A dress with a habit."""
    more = HABITS[habit][1]
    if habit == "vertical" and one.producer == "page":
        more = {**more, "producer": "sheet"}  # a page breaks no line where a text does
    return replace(one, **more)  # type: ignore[arg-type]
