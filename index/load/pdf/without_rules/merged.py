"""Labels merged over several rows without rules (无框线的合并名称): told by where they stand in their rows.

A merged label stands at the top, the foot or in the middle of its rows, and labels below one another cover all rows:
where one way alone comes out, it is that of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.cells import TOTAL_WORD
from index.load.pdf.without_rules.columns import column_at
from index.load.pdf.without_rules.labels import has_amount, rows_by_labels

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.load.pdf.pages.pieces import Piece, PieceRow
    from index.load.pdf.without_rules.bands import Band
    from index.load.pdf.without_rules.columns import Column

_PITCH: Final = 1.9  # of the height: between the lines of one label
_OFF: Final = 0.45  # of the height that a label may be off its place
_TOTAL: Final = re.compile(".{0,12}" + TOTAL_WORD)

Spans = tuple[tuple[int, int], ...]  # the rows from and up to


@dataclass(frozen=True, slots=True)
class MergedRows:
    """The rows of a body; `labels` are the merged ones by their column: the rows from and up to, and their words."""

    bands: tuple[Band, ...]
    labels: Mapping[int, tuple[tuple[int, int, tuple[Piece, ...]], ...]]


def merged_rows(lines: Sequence[PieceRow], columns: Sequence[Column]) -> MergedRows | None:
    """The rows of a body in which a column of labels has one for several rows each; None where none has."""
    amounts = sum(line.figured and not _is_total(line.pieces) for line in lines)
    first = next((number for number, column in enumerate(columns) if number and column.figures), 0)
    counts = {
        number: sum(1 for _ in _own(lines, columns, number)) for number in range(first) if not columns[number].figures
    }
    merged = [number for number, count in counts.items() if 0 < count < amounts and number < max(counts)]
    if len(merged) != 1 or not any(count >= amounts for count in counts.values()):
        return None
    blocks = _blocks(_own(lines, columns, merged[0]))
    ways = rows_by_labels(list(_without(lines, [piece for block in blocks for piece in block])), columns)
    if len(ways) != 1:
        return None
    at = [number for number, band in enumerate(ways[0]) if not any(_is_total(line.pieces) for line in band.lines)]
    rows = [ways[0][number] for number in at]
    if at != list(range(at[0], at[0] + len(at))) or not all(map(has_amount, rows)):
        return None
    borders = _borders(ways[0], at[0], len(at))
    found = {spans for spans in (_middle(blocks, borders), _top(blocks, rows), _foot(blocks, rows)) if spans}
    if len(found) != 1:
        return None
    spans = found.pop()
    labels = tuple(
        (first + at[0], end + at[0], tuple(block)) for (first, end), block in zip(spans, blocks, strict=True)
    )
    return MergedRows(tuple(ways[0]), {merged[0]: labels})


def _is_total(pieces: Sequence[Piece]) -> bool:
    return any(_TOTAL.fullmatch(piece.text) for piece in pieces)


def _own(lines: Sequence[PieceRow], columns: Sequence[Column], number: int) -> Iterator[Piece]:
    """Yield the labels that stand in a column, from the top."""
    for line in lines:
        for piece in line.pieces:
            if column_at(piece, columns) == number and not _TOTAL.fullmatch(piece.text):
                yield piece


def _blocks(pieces: Iterator[Piece]) -> list[list[Piece]]:
    """Lines close below one another, as of one label."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and piece.baseline - found[-1][-1].baseline <= _PITCH * piece.size:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _without(lines: Sequence[PieceRow], pieces: Sequence[Piece]) -> Iterator[PieceRow]:
    for line in lines:
        left = tuple(piece for piece in line.pieces if piece not in pieces)
        if left:
            yield replace(line, pieces=left)


def _ends(band: Band) -> tuple[float, float]:
    """The heights of the first and the last line of a row."""
    return band.lines[0].baseline, band.lines[-1].baseline


def _borders(bands: Sequence[Band], first: int, count: int) -> list[float]:
    """Where rows begin, and where the last of them ends."""
    ends = [_ends(band) for band in bands]
    half = [(following[0] - before[1]) / 2 for before, following in pairwise(ends)]
    room = min(half, default=ends[0][1] - ends[0][0])
    own = ends[first : first + count]
    inner = [(before[1] + following[0]) / 2 for before, following in pairwise(own)]
    above = half[first - 1] if first else room
    below = half[first + count - 1] if first + count < len(bands) else room
    return [own[0][0] - above, *inner, own[-1][1] + below]


def _middle(blocks: Sequence[Sequence[Piece]], borders: Sequence[float]) -> Spans:
    """The rows that labels cover whose middles they stand in; () where they do not cover all."""
    found: list[tuple[int, int]] = []
    at = 0
    for block in blocks:
        end = block[0].baseline + block[-1].baseline - borders[at]
        near = [number for number in range(at + 1, len(borders)) if abs(borders[number] - end) <= _OFF * block[0].size]
        if len(near) != 1:
            return ()
        found.append((at, near[0]))
        at = near[0]
        if at == len(borders) - 1:
            break
    return tuple(found) if at == len(borders) - 1 and len(found) == len(blocks) else ()


def _top(blocks: Sequence[Sequence[Piece]], rows: Sequence[Band]) -> Spans:
    """The rows that labels cover of which they stand at the top."""
    begins = [_row_at(block[0], [_ends(row)[0] for row in rows]) for block in blocks]
    ends = [*begins[1:], len(rows)]
    spans = tuple(zip(begins, ends, strict=True))
    return spans if begins[0] == 0 and all(0 <= first < end for first, end in spans) else ()


def _foot(blocks: Sequence[Sequence[Piece]], rows: Sequence[Band]) -> Spans:
    """The rows that labels cover of which they stand at the foot."""
    ends = [_row_at(block[-1], [_ends(row)[1] for row in rows]) + 1 for block in blocks]
    begins = [0, *ends[:-1]]
    spans = tuple(zip(begins, ends, strict=True))
    return spans if ends[-1] == len(rows) and all(first < end for first, end in spans) else ()


def _row_at(piece: Piece, heights: Sequence[float]) -> int:
    """The row at whose height words stand, or -1."""
    return next(
        (number for number, height in enumerate(heights) if abs(height - piece.baseline) <= _OFF * piece.size), -1
    )
