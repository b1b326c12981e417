"""Columns, header and rows found by places put together (拼成表格): a table as if its rules were drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.pdf.columns import column_at
from index.load.pdf.geometry import box_around
from index.load.pdf.grid import RuledCell, RuledTable
from index.load.pdf.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.load.pdf.bands import Band
    from index.load.pdf.columns import Column
    from index.load.pdf.heads import Head, HeadCell
    from index.load.pdf.pieces import Piece, PieceRow

_MARGIN: Final = 2.0  # points around the words

Slot = tuple[int, int]


def assembled(head: Head, numbering: Sequence[PieceRow], bands: Sequence[Band], top: float) -> RuledTable:
    """The table of a header and rows over the header's columns; `top` is where it begins."""
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
    for number, row in enumerate(rows, start=head.depth):
        cells += [_cell((number, column), (1, 1), row.get(column, []), xs, ys) for column in range(len(columns))]
    return RuledTable(xs, ys, tuple(cells))


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
