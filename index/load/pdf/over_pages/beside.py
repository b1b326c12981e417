"""Wide sheets printed over pages side by side (横向分页): the columns of the next page stand right of the last one.

The rows of both stand at the same heights. The next page has the labels of all rows again, or none at all.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.pdf.over_pages.carried import drawn
from index.load.pdf.with_rules.grid import RuledCell
from index.load.prose import TITLE
from index.model.document import UNKNOWN, Cell
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.over_pages.join import PageTable
    from index.load.pdf.pages.lines import Line
    from index.load.pdf.with_rules.grid import RuledTable
    from index.load.pdf.with_rules.rows import Row

_SAME_HEIGHT: Final = 1.0  # points
_FEWEST: Final = 3  # rows that tell
_TOPMOST: Final = 80.0  # points: the top rows of a header that a table may seem to lack
_MOSTLY: Final = 0.6  # of the rules of tables side by side are those of all


def repeated_columns(first: PageTable, part: PageTable) -> int | None:
    """How many columns of a table the next page prints again, where its table goes on to the right; None if not."""
    ys = common_rows((first.table, part.table))
    if not ys:
        return None
    first, part = (one if len(one.table.ys) == len(ys) else _on_rows(one, ys) for one in (first, part))
    rows, others = first.alone.rows, part.alone.rows
    if len(rows) != len(others) or len(rows) < _FEWEST:
        return None
    figured = [at for at, row in enumerate(others) if any(parse_quantity(cell.text) is not None for cell in row)]
    if len(figured) < _FEWEST - 1 or not all(any(is_words(cell) for cell in rows[at]) for at in figured):
        return None
    if not any(is_words(cell) for at in figured for cell in others[at]):
        return 0
    if any(TITLE.fullmatch(text) for text in first.above) and any(TITLE.fullmatch(text) for text in part.above):
        return None
    count = 0
    for one, other in zip(zip(*rows, strict=True), zip(*others, strict=True), strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other]:
            break
        count += 1
    rest = [cell for at in figured for cell in others[at][count:]]
    return count if count and rest and not any(is_words(cell) for cell in rest) else None


def side_by_side(first: PageTable, rows: Sequence[Row], sides: Sequence[PageTable]) -> list[Row]:
    """Rows with those of the tables right of them, less columns that are printed again."""
    found = list(rows)
    before = first
    for part in sides:
        count = repeated_columns(first, part) or 0
        own = [row[count:] for row in part.alone.rows]
        for at, row in enumerate(own[: len(found)]):
            below = own[at + 1][0] if at + 1 < len(own) and own[at + 1] else None
            heads = bool(row) and not row[0].text and below is not None and is_words(below)
            found[at] = _put_beside(found[at], row, (before, part), heads=heads, follows=found[at + 1 : at + 2])
        before = part
    return found


def are_level(first: RuledTable, part: RuledTable) -> bool:
    """Whether two tables have their rows at the same heights."""
    return bool(common_rows((first, part)))


def common_rows(tables: Sequence[RuledTable]) -> tuple[float, ...]:
    """The heights of the rules of tables side by side, () where they are not level.

    All end alike; of the rules between, one may lack those that part the words of another's header, and its first
    where its topmost row is one cell that goes on beyond the side of the page.
    """
    tops, feet = [one.ys[0] for one in tables], [one.ys[-1] for one in tables]
    if max(feet) - min(feet) > _SAME_HEIGHT or max(tops) - min(tops) > _TOPMOST:
        return ()
    found: list[float] = []
    for y in sorted(y for one in tables for y in one.ys):
        if not found or y - found[-1] > _SAME_HEIGHT:
            found.append(y)
    shared = sum(all(_has(one, y) for one in tables) for y in found)
    return tuple(found) if shared == len(found) or (shared > _FEWEST and shared >= _MOSTLY * len(found)) else ()


def _has(table: RuledTable, y: float) -> bool:
    at = bisect_left(table.ys, y - _SAME_HEIGHT)
    return at < len(table.ys) and table.ys[at] <= y + _SAME_HEIGHT


def on_rows(table: RuledTable, ys: tuple[float, ...], free: Sequence[Line] = ()) -> RuledTable:
    """A table with its rows counted by rules of which it has some; `free` lines above it are words of its top rows."""
    numbers = [bisect_left(ys, y - _SAME_HEIGHT) for y in table.ys]
    left, right, width = table.xs[0], table.xs[-1], len(table.xs) - 1
    cells = [
        RuledCell(row, 0, 1, width, (left, top, right, foot), tuple(line for line in free if is_over(line, top, foot)))
        for row, (top, foot) in enumerate(pairwise(ys[: numbers[0] + 1]))
    ]
    for cell in table.cells:
        row = numbers[cell.row]
        cells.append(replace(cell, row=row, row_span=numbers[cell.row + cell.row_span] - row))
    return replace(table, ys=ys, cells=tuple(cells))


def _on_rows(part: PageTable, ys: tuple[float, ...]) -> PageTable:
    return replace(part, table=on_rows(part.table, ys), sides=())


def is_over(line: Line, top: float, foot: float) -> bool:
    """Whether a line stands between two heights."""
    return top < (line.box[1] + line.box[3]) / 2 < foot


def is_words(cell: Cell) -> bool:
    """Whether a cell holds words: no number, and no dash for nothing."""
    return bool(cell.text.strip("-—–－ ")) and parse_quantity(cell.text) is None


def _put_beside(row: Row, more: Row, parts: tuple[PageTable, PageTable], *, heads: bool, follows: Sequence[Row]) -> Row:
    """A row with the cells of the next page, where the page break may have cut a merged cell in two.

    `heads` says that the first of them has no words but stands over some: the rest of what is over its neighbours. So
    does the last of the row, whose next one `follows`, if it has none and what goes on from it does.
    """
    start = next(at for at in range(len(row)) if row[at].place == row[-1].place)
    last = row[start]
    if not more or last.row_span != more[0].row_span:
        return row + more
    over = not last.text and is_words(more[0]) and any(start < len(one) and is_words(one[start]) for one in follows)
    across = start == 0 and more[0].column_span == len(more)  # each is the whole row
    across = across and (not last.text or not more[0].text or _is_title_of_both(last.text, more[0].text))
    if not (heads or over or across or _is_cut(last, more[0], parts)):
        return row + more
    whole = replace(
        last, text=put_together(last.text, more[0].text), column_span=last.column_span + more[0].column_span
    )
    covered = [Cell("", last.place)] * (len(row) - start - 1 + more[0].column_span)
    return (*row[:start], whole, *covered, *more[more[0].column_span :])


def put_together(text: str, rest: str) -> str:
    """The text of a line that the side of the page cuts: a character of which either page shows a half is one."""
    if text[-1:] == rest[:1] or rest.startswith(UNKNOWN):
        return text + rest[1:]
    return text[:-1] + rest if text.endswith(UNKNOWN) else text + rest


def _is_title_of_both(text: str, rest: str) -> bool:
    return bool(TITLE.fullmatch(put_together(text, rest))) and not TITLE.fullmatch(text)


def _is_cut(cell: Cell, rest: Cell, parts: tuple[PageTable, PageTable]) -> bool:
    """Whether a text stands at the right border of its cell, and the rest of it at the left border of the next page."""
    if not is_words(cell) or not is_words(rest):
        return False
    before, after = drawn(cell, parts[0]), drawn(rest, parts[1])
    if before is None or after is None or len(before.lines) != 1 or len(after.lines) != 1:
        return False
    one, other = before.lines[0], after.lines[0]
    left, right = one.box[0] - before.box[0], before.box[2] - one.box[2]
    start, end = other.box[0] - after.box[0], after.box[2] - other.box[2]
    return right <= one.size < left and start <= other.size < end
