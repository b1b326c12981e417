"""Columns, header and rows found by places put together (拼成表格): a table as if its rules were drawn."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.cells import TOTAL_WORD
from index.load.pdf.pages.geometry import box_around
from index.load.pdf.pages.lines import lines_of
from index.load.pdf.with_rules.grid import RuledCell, RuledTable
from index.load.pdf.without_rules.columns import column_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from index.load.pdf.pages.pieces import Piece, PieceRow
    from index.load.pdf.pages.strokes import Segment
    from index.load.pdf.without_rules.bands import Band
    from index.load.pdf.without_rules.columns import Column
    from index.load.pdf.without_rules.headings import Head, HeadCell

_MARGIN: Final = 2.0  # points around the words
_AMOUNT: Final = re.compile(r"\d[.,]\d")
_TOTAL: Final = re.compile(TOTAL_WORD)

Slot = tuple[int, int]


def assembled(
    head: Head,
    numbering: Sequence[PieceRow],
    bands: Sequence[Band],
    top: float,
    level: Sequence[Segment] = (),
    *,
    merged: Mapping[int, Sequence[tuple[int, int, Sequence[Piece]]]] | None = None,
) -> RuledTable:
    """The table of a header and rows over the header's columns; `top` is where it begins.

    `level` are the level rules: a label counts for all rows that none of them parts in its column. `merged` are the
    labels of columns that are known to count for rows from and up to.
    """
    columns = head.columns
    rows = [*(_in_columns(row.pieces, columns) for row in numbering), *(_of_band(band, columns) for band in bands)]
    tops = [min(piece.box[1] for own in row.values() for piece in own) for row in rows]
    feet = [max(piece.box[3] for own in row.values() for piece in own) for row in rows]
    xs = head.borders or _borders(head.reach or [(column.left, column.right) for column in columns])
    inner = [(foot + following) / 2 for foot, following in zip(feet, tops[1:], strict=False)]
    foot = _head_foot(head, tops[0])
    step = (foot - top + _MARGIN) / max(head.depth, 1)
    levels = [top - _MARGIN + step * number for number in range(head.depth)]
    ys = (*levels, foot if levels else top - _MARGIN, *inner, feet[-1] + _MARGIN)
    cells = [*_head_cells(head, xs, ys)]
    down = _reaching_down(rows, len(numbering), xs, level)
    for column, labels in (merged or {}).items():
        for begin, end, pieces in labels:
            rows[begin + len(numbering)][column] = list(pieces)
            down |= {(row + len(numbering), column): 0 for row in range(begin + 1, end)}
            down[begin + len(numbering), column] = end - begin
    for number, row in enumerate(rows):
        for column in range(len(columns)):
            if (number, column) in down and down[number, column] == 0:
                continue  # covered by the cell above
            span = down.get((number, column), 1)
            pieces = [piece for own in rows[number : number + span] for piece in own.get(column, [])]
            cells.append(_cell((number + head.depth, column), (span, 1), pieces or row.get(column, []), xs, ys))
    blank = _lacks_label(rows[len(numbering) :], columns, {(at - len(numbering), column) for at, column in down})
    return RuledTable(xs, ys, tuple(cells), unsure=blank)


def _reaching_down(
    rows: Sequence[Mapping[int, Sequence[Piece]]], first: int, xs: Sequence[float], level: Sequence[Segment]
) -> dict[Slot, int]:
    """How many rows a label of words reaches down, and 0 for what it covers: where rules part the rows beside it."""
    found: dict[Slot, int] = {}
    heights = [_figured_height(row) for row in rows]
    for column in range(len(xs) - 1):
        if any(piece.is_figure for row in rows[first:] for piece in row.get(column, ())):
            continue
        begin = first
        for at in range(first + 1, len(rows) + 1):
            open_above = at < len(rows) and _is_open(heights[at - 1 : at + 1], (xs[column], xs[column + 1]), level)
            if open_above:
                continue
            if at - begin > 1:
                found |= {(row, column): 0 for row in range(begin + 1, at)} | {(begin, column): at - begin}
            begin = at
    return found


def _figured_height(row: Mapping[int, Sequence[Piece]]) -> float | None:
    """The height at which the figures of a row stand."""
    heights = [(piece.box[1] + piece.box[3]) / 2 for own in row.values() for piece in own if piece.is_figure]
    return sum(heights) / len(heights) if heights else None


def _is_open(heights: Sequence[float | None], reach: tuple[float, float], level: Sequence[Segment]) -> bool:
    """Whether rules part two rows, but not in a column that reaches so far."""
    above, below = heights
    if above is None or below is None:
        return False
    between = [rule for rule in level if above < rule.position < below]
    middle = (reach[0] + reach[1]) / 2
    return bool(between) and not any(rule.start <= middle <= rule.end for rule in between)


def _lacks_label(
    rows: Sequence[Mapping[int, Sequence[Piece]]], columns: Sequence[Column], known: Collection[Slot]
) -> bool:
    """Whether a row of figures has no words though others have, or one of several labels is missing.

    Where no rule tells why, a merged label may be that of the row.
    """
    amounts = [
        number
        for number, column in enumerate(columns)
        if column.figures and any(_AMOUNT.search(piece.text) for row in rows for piece in row.get(number, ()))
    ]
    labels = [number for number in range(min(amounts, default=0)) if not columns[number].figures]
    figured = [row for row in rows if any(piece.is_figure for number in amounts for piece in row.get(number, ()))]
    named = [any(not (one.is_figure or one.is_dash) for own in row.values() for one in own) for row in figured]
    if any(named) and not all(named):
        return True
    if len(labels) < len(("merged", "own")):
        return False
    for at, row in enumerate(rows):
        words = [piece.text for number in labels for piece in row.get(number, ())]
        if row not in figured or any(_TOTAL.search(text) for text in words):
            continue
        if any(not row.get(number) and (at, number) not in known for number in labels):
            return True
    return False


def _borders(reach: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Positions that part columns reaching from and to these, with the outer ones."""
    inner = [(right + left) / 2 for (_, right), (left, _) in pairwise(reach)]
    return (reach[0][0] - _MARGIN, *inner, reach[-1][1] + _MARGIN)


def _head_foot(head: Head, body: float) -> float:
    low = max((cell.box[3] for cell, _, _, _ in head.spans), default=body - 2 * _MARGIN)
    return (low + body) / 2


def _in_columns(pieces: Sequence[Piece], columns: Sequence[Column]) -> dict[int, list[Piece]]:
    if len(pieces) == len(columns):
        return {number: [piece] for number, piece in enumerate(pieces)}
    placed: dict[int, list[Piece]] = {}
    for piece in pieces:
        placed.setdefault(column_at(piece, columns), []).append(piece)
    return placed


def _of_band(band: Band, columns: Sequence[Column]) -> dict[int, list[Piece]]:
    placed: dict[int, list[Piece]] = {}
    for line in band.lines:
        for piece in line.pieces:
            placed.setdefault(column_at(piece, columns), []).append(piece)
    return placed


def _head_cells(head: Head, xs: Sequence[float], ys: Sequence[float]) -> Iterator[RuledCell]:
    """Yield the cells of the header: words reach down to those under them, or to its foot; the rest is empty."""
    over: dict[Slot, HeadCell] = {}
    for cell, first, last, depth in head.spans:
        for column in range(first, last + 1):
            over[depth, column] = cell
    taken: set[Slot] = set()
    for cell, first, last, depth in head.spans:
        below = _free_below(over, depth, range(first, last + 1), head.depth)
        taken.update((depth + down, column) for down in range(below) for column in range(first, last + 1))
        yield _cell((depth, first), (below, last - first + 1), cell.pieces, xs, ys)
    for row in range(head.depth):
        for column in range(len(head.columns)):
            if (row, column) not in taken:
                yield _cell((row, column), (1, 1), (), xs, ys)


def _free_below(over: Mapping[Slot, HeadCell], depth: int, columns: range, foot: int) -> int:
    """How many rows a cell takes, itself included."""
    return next(
        (row - depth for row in range(depth + 1, foot) if any((row, column) in over for column in columns)),
        foot - depth,
    )


def _cell(at: Slot, spans: Slot, pieces: Sequence[Piece], xs: Sequence[float], ys: Sequence[float]) -> RuledCell:
    (row, column), (down, across) = at, spans
    drawn = (xs[column], ys[row], xs[column + across], ys[row + down])
    box = box_around([drawn, *(piece.box for piece in pieces)])
    lines = tuple(lines_of((glyph for piece in pieces for glyph in piece.glyphs), in_cell=True)) if pieces else ()
    return RuledCell(row, column, down, across, box, lines)
