"""Columns by where words and figures stand (按位置分列): figures share an edge, words a left edge."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from index.load.pdf.pages.pieces import EDGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index.load.pdf.pages.pieces import Piece, PieceRow
    from index.load.pdf.without_rules.rivers import River

_MOSTLY: Final = 0.5  # of the narrower: words over figures this much stand in their column
_PART: Final = re.compile(r"\d{1,3}|[类款项]")
_TOUCH: Final = 1.0  # points


@dataclass(frozen=True, slots=True)
class Column:
    """A column without rules: how far its cells reach, and whether they hold figures, or parts of codes."""

    left: float
    right: float
    figures: bool = False
    parts: bool = False  # of codes: 类, 款 or 项
    flush: bool = False  # figures of several lengths end at one place

    @property
    def middle(self) -> float:
        """The middle of what it holds."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class _Cluster:
    left: float
    right: float
    rows: set[int]
    figures: int
    words: int

    def takes(self, other: _Cluster) -> None:
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)
        self.rows |= other.rows
        self.figures += other.figures
        self.words += other.words

    def overlap(self, other: _Cluster) -> float:
        return min(self.right, other.right) - max(self.left, other.left)

    @property
    def width(self) -> float:
        return max(self.right - self.left, _TOUCH)


def columns_of(rows: Sequence[PieceRow]) -> list[Column]:
    """The columns of the rows of a body, from the left; words across figures tell nothing of them."""
    items = [
        (number, piece, row.figured) for number, row in enumerate(rows) for piece in row.pieces if not piece.is_dash
    ]
    figures = _clusters([(number, piece) for number, piece, own in items if own and piece.is_figure], _right)
    words = [
        (number, piece)
        for number, piece, own in items
        if not piece.is_figure and (own or all(piece.covers(one.left, one.right) < 0 for one in figures))
    ]
    clusters = _merged([*figures, *_clusters(words, _left)], _mostly_over)
    clusters.sort(key=lambda one: (one.left + one.right, one.left))
    return [Column(one.left, one.right, figures=one.figures > one.words) for one in clusters]


@dataclass(slots=True)
class _Between:
    """What stands between two rivers, with the rows that it is of."""

    pieces: list[Piece]
    rows: set[int]

    @property
    def column(self) -> Column:
        figures = 2 * sum(piece.is_figure or piece.is_dash for piece in self.pieces) > len(self.pieces)
        left, right = min(piece.left for piece in self.pieces), max(piece.right for piece in self.pieces)
        parts = all(_PART.fullmatch(piece.text) for piece in self.pieces)
        ends = [piece for piece in self.pieces if piece.is_figure]
        flush = len({round(one.left) for one in ends}) > 1 and all(right - one.right < _TOUCH for one in ends)
        return Column(left, right, figures=figures, parts=parts, flush=flush)

    @property
    def dashes(self) -> bool:
        return all(piece.is_dash for piece in self.pieces)


def columns_between(rows: Sequence[PieceRow], rivers: Sequence[River]) -> list[Column]:
    """The columns that rivers leave between them; dashes and figures that fill all rows together are one."""
    ends = [river.left for river in rivers]
    held: dict[int, _Between] = {}
    for number, row in enumerate(rows):
        for piece in row.pieces:
            at = bisect_left(ends, piece.left + _TOUCH / 2)
            begins = not at or piece.left >= rivers[at - 1].right - _TOUCH / 2
            if begins and at == bisect_left(ends, piece.right - _TOUCH / 2):
                own = held.setdefault(at, _Between([], set()))
                own.pieces.append(piece)
                own.rows.add(number)
    figured = {number for number, row in enumerate(rows) if row.figured or any(one.is_dash for one in row.pieces)}
    found: list[_Between] = []
    for _, own in sorted(held.items()):
        before = found[-1] if found else None
        if before and before.dashes != own.dashes and before.column.figures and own.column.figures:
            left = found[-2].column.right if len(found) > 1 else float("-inf")
            beside = found[-2].rows if len(found) > 1 else set()
            whole = not ((figured - before.rows - own.rows) & beside)
            middle = before.dashes and 2 * before.column.middle - own.column.right >= left - _TOUCH
            if not before.rows & own.rows and (whole or middle):
                before.pieces += own.pieces
                before.rows |= own.rows
                continue
        found.append(own)
    return [one.column for one in found]


def _right(piece: Piece) -> float:
    return piece.right


def _left(piece: Piece) -> float:
    return piece.left


def _clusters(items: Iterable[tuple[int, Piece]], edge: Callable[[Piece], float]) -> list[_Cluster]:
    """Pieces that share an edge; then those whose reach meets, unless they stand in one row."""
    found: list[_Cluster] = []
    last = 0.0
    for number, piece in sorted(items, key=lambda item: edge(item[1])):
        own = _Cluster(piece.left, piece.right, {number}, int(piece.is_figure), int(not piece.is_figure))
        if found and edge(piece) - last <= EDGE * piece.size and number not in found[-1].rows:
            found[-1].takes(own)
        else:
            found.append(own)
        last = edge(piece)
    return _merged(found, lambda first, other: first.overlap(other) > -_TOUCH)


def _merged(clusters: list[_Cluster], meet: Callable[[_Cluster, _Cluster], bool]) -> list[_Cluster]:
    """Clusters that meet made one, the nearest first, unless a row holds both."""
    left = list(clusters)
    while True:
        pairs = [
            (first, other)
            for first, other in combinations(left, 2)
            if not first.rows & other.rows and meet(first, other)
        ]
        if not pairs:
            return left
        first, other = max(pairs, key=lambda pair: pair[0].overlap(pair[1]) / min(pair[0].width, pair[1].width))
        first.takes(other)
        left.remove(other)


def _mostly_over(first: _Cluster, other: _Cluster) -> bool:
    return first.overlap(other) >= _MOSTLY * min(first.width, other.width)


def column_at(piece: Piece, columns: Sequence[Column]) -> int:
    """The column that a piece stands in: the one it covers most, or the nearest; a dash in one of figures."""
    allowed = [number for number, column in enumerate(columns) if column.figures or not piece.is_dash]
    return max(
        allowed or range(len(columns)),
        key=lambda number: (
            round(piece.covers(columns[number].left, columns[number].right), 2),
            -abs(piece.right - columns[number].right),
        ),
    )


def without_gaps(rows: Sequence[PieceRow], columns: Sequence[Column]) -> list[Column]:
    """Columns of words side by side that no row fills both are one (合计 set in the middle over indented labels)."""
    filled = [{column_at(piece, columns) for piece in row.pieces} for row in rows]
    joined: list[Column] = []
    held: list[set[int]] = []
    for number, column in enumerate(columns):
        own = {index for index, row in enumerate(filled) if number in row}
        if joined and not column.figures and not joined[-1].figures and not held[-1] & own:
            joined[-1] = replace(joined[-1], right=max(joined[-1].right, column.right))
            held[-1] |= own
        else:
            joined.append(column)
            held.append(own)
    return joined
