"""Headers whose words stand in the middle of their cells (居中的表头): cells side by side leave no room between them.

Where rules are not drawn, a word in the middle of its column tells how far the column reaches: as far to the left as to
the right. The borders that follow from the lowest words tell over which columns each of the others stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING, Final

from index.load.pdf.without_rules.columns import Column
from index.load.pdf.without_rules.headings import Head, HeadCell, are_words, is_stacked, is_word
from index.load.pdf.without_rules.levels import is_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.load.pdf.pages.pieces import Piece, PieceRow

_SLACK: Final = 0.15  # of the height: boxes of characters are this uncertain
_PADDING: Final = 1.0  # of the height: figures set at the right leave no more to the border, words at the left
_LEVEL: Final = 0.5  # of the height
_ROOM: Final = 1.2  # of the height: a line that leaves more goes not on in the next
_FAR: Final = 1e6
_MOST: Final = 200  # ways that are tried
_READINGS: Final = 8
_CERTAIN: Final = 1  # reading: with more the header is in doubt, whatever sums hold

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """A column that may have a word of its own: the body's columns in it, with none where the body is empty."""

    columns: tuple[Column, ...]
    leaf: Piece
    stacked: bool = False  # the word is written downwards, and may stand beside the middle

    @property
    def left(self) -> float:
        return min([self.leaf.left, *(column.left for column in self.columns)])

    @property
    def right(self) -> float:
        return max([self.leaf.right, *(column.right for column in self.columns)])


@dataclass(frozen=True, slots=True)
class _Frame:
    """Places side by side with the borders between them: how far each may lie to the left and to the right."""

    places: tuple[_Place, ...]
    borders: tuple[tuple[float, float], ...]
    size: float
    stacked: frozenset[Piece]

    def spans(self, piece: Piece) -> Iterator[Span]:
        """Yield over which places a word may stand, the fewest first."""
        slack = _SLACK * self.size
        count = len(self.places)
        if piece in self.stacked:
            for at in range(count):
                if self.borders[at][0] - slack <= piece.left and piece.right <= self.borders[at + 1][1] + slack:
                    yield at, at
            return
        for width in range(1, count + 1):
            for first in range(count - width + 1):
                (low, high), (low_end, high_end) = self.borders[first], self.borders[first + width]
                if piece.left < low - slack or piece.right > high_end + slack:
                    continue
                if (low + low_end) / 2 - slack <= piece.middle <= (high + high_end) / 2 + slack:
                    yield first, first + width - 1


def centred_heads(rows: Sequence[PieceRow], columns: Sequence[Column]) -> list[Head]:
    """The readings of a header in which every word stands in the middle of its columns; [] where none does."""
    pieces = [piece for row in rows for piece in row.pieces]
    size = max(row.size for row in rows)
    stacked = frozenset(piece for piece in pieces if any(is_stacked(piece, other) for other in pieces))
    for aligned in (True, False):
        for placed in _placed(pieces, columns):
            places = [replace(place, stacked=place.leaf in stacked) for place in placed]
            frame = _framed(places, size, stacked, aligned=aligned)
            if frame is None:
                continue
            for full in (True, False):
                readings = islice(_readings(frame, pieces, full=full), _MOST)
                level = [head for one in readings if (head := _level(frame, one))]
                if level:
                    level.sort(key=_narrowness)
                    return [replace(head, centred=len(level) <= _CERTAIN) for head in level[:_READINGS]]
    return []


def _level(frame: _Frame, reading: dict[Piece, Span]) -> Head | None:
    """The reading as a header whose words stand at the heights of its rows."""
    heads = (_head(frame, reading, join=join) for join in (False, True))
    return next((head for head in heads if is_level(head)), None)


def _narrowness(head: Head) -> int:
    """How few columns stand under words of their own or of a group: as many as may be do."""
    return -sum(last - first + 1 for _, first, last, _ in head.spans)


def _placed(pieces: Sequence[Piece], columns: Sequence[Column]) -> Iterator[list[_Place]]:
    """Yield the ways in which the lowest words are those of the columns, from the left."""
    lowest = sorted((piece for piece in pieces if not any(_is_under(piece, other) for other in pieces)), key=_middle)
    for groups in dict.fromkeys((tuple((column,) for column in columns), tuple(_grouped(columns)))):
        more = len(lowest) - len(groups)
        if more < 0:
            continue
        for left_out in islice(combinations(range(len(lowest)), more), _MOST):
            free = [at for at in left_out if not _is_upon(lowest[at], columns)]
            ways = (free, [at for at in free if not _is_above(lowest, at)])
            for empty in ways if ways[0] != ways[1] else ways[:1]:
                own = iter(groups)
                yield [
                    _Place(() if at in empty else next(own), piece)
                    for at, piece in enumerate(lowest)
                    if at not in left_out or at in empty
                ]


def _middle(piece: Piece) -> float:
    return piece.middle


def _is_under(piece: Piece, other: Piece) -> bool:
    """Whether the other stands below a piece."""
    lower = other.baseline - piece.baseline > _LEVEL * piece.size
    return lower and other.covers(piece.left, piece.right) > _SLACK * piece.size


def _is_above(lowest: Sequence[Piece], at: int) -> bool:
    """Whether a word stands higher than those beside it: it may be over them all."""
    beside = (*lowest[max(at - 1, 0) : at], *lowest[at + 1 : at + 2])
    return any(one.baseline - lowest[at].baseline > _LEVEL * one.size for one in beside)


def _is_upon(piece: Piece, columns: Sequence[Column]) -> bool:
    return any(piece.covers(column.left, column.right) > 0 for column in columns)


def _grouped(columns: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    """Yield columns, those of the parts of codes side by side together."""
    group: list[Column] = []
    for column in columns:
        if group and not column.parts:
            yield tuple(group)
            group = []
        if column.parts:
            group.append(column)
        else:
            yield (column,)
    if group:
        yield tuple(group)


def _framed(places: Sequence[_Place], size: float, stacked: frozenset[Piece], *, aligned: bool) -> _Frame | None:
    """The borders that have each lowest word in the middle of its place, None where there are none."""
    slack = _SLACK * size
    limits = [(-_FAR, places[0].left + slack)]
    limits += [(before.right - slack, after.left + slack) for before, after in pairwise(places)]
    limits.append((places[-1].right - slack, _FAR))
    if aligned:
        for at, place in enumerate(places):
            column = place.columns[-1] if place.columns else None
            if column is not None and column.figures and not column.parts and column.flush:
                limits[at + 1] = limits[at + 1][0], min(limits[at + 1][1], column.right + _PADDING * size)
    borders: list[tuple[float, float]] = [limits[0]]
    for at, place in enumerate(places):
        borders.append(_opposite(borders[at], place, limits[at + 1], slack))
    for at in reversed(range(len(places))):
        borders[at] = _opposite(borders[at + 1], places[at], borders[at], slack)
    if any(low > high for low, high in borders):
        return None
    return _Frame(tuple(places), tuple(borders), size, stacked)


def _opposite(
    border: tuple[float, float], place: _Place, limit: tuple[float, float], slack: float
) -> tuple[float, float]:
    if place.stacked:
        return limit
    low, high = border
    middle = place.leaf.middle
    return max(2 * middle - high - slack, limit[0]), min(2 * middle - low + slack, limit[1])


def _readings(frame: _Frame, pieces: Sequence[Piece], *, full: bool) -> Iterator[dict[Piece, Span]]:
    """Yield the ways in which all words stand over places: what is above another covers all of it, or none.

    With `full`, words that fill one place are lines of its own.
    """
    leaves = {place.leaf: (at, at) for at, place in enumerate(frame.places)}
    order = sorted((piece for piece in pieces if piece not in leaves), key=lambda one: -one.baseline)
    choices = [_choices(frame, piece, full=full) for piece in order]
    if not all(choices):
        return

    def further(at: int, taken: dict[Piece, Span]) -> Iterator[dict[Piece, Span]]:
        if at == len(order):
            yield taken
            return
        for span in choices[at]:
            if all(_agree(order[at], span, other, there) for other, there in taken.items()):
                yield from further(at + 1, {**taken, order[at]: span})

    yield from further(0, dict(leaves))


def _choices(frame: _Frame, piece: Piece, *, full: bool) -> list[Span]:
    """Over which places a word may stand: a line of a wrapped cell goes on, a word of its own does not."""
    found = list(frame.spans(piece))
    alone = [span for span in found if span[0] == span[1]]
    if alone and len(found) > 1:
        wider = [span for span in found if span not in alone]
        (low, near), (far, high) = frame.borders[alone[0][0]], frame.borders[alone[0][0] + 1]
        width = (far + high - low - near) / 2
        if width - (piece.right - piece.left) <= _ROOM * piece.size and not is_word(piece):
            return alone if full else [*alone, *wider]
        return [*wider, *alone]
    return found


def _agree(piece: Piece, span: Span, other: Piece, there: Span) -> bool:
    """Whether two words may stand so: beside one another, or one over all that the other covers."""
    if span[1] < there[0] or there[1] < span[0]:
        return True
    if abs(piece.baseline - other.baseline) <= _LEVEL * piece.size / 2:
        return span == there and span[0] == span[1] and piece.covers(other.left, other.right) < 0
    if span == there and abs(piece.middle - other.middle) > 1.5 * _SLACK * piece.size:
        return False
    above, below = (span, there) if piece.baseline < other.baseline else (there, span)
    return above[0] <= below[0] and below[1] <= above[1]


def _head(frame: _Frame, reading: dict[Piece, Span], *, join: bool) -> Head:
    """The reading as a header over the columns of the body; with `join`, header words over the same are one cell."""
    first_of = [0]
    columns: list[Column] = []
    for place in frame.places:
        columns += place.columns or (Column(place.leaf.left, place.leaf.right),)
        first_of.append(len(columns))
    cells: list[tuple[HeadCell, Span]] = []
    for span in dict.fromkeys(reading.values()):
        own = sorted((piece for piece, one in reading.items() if one == span), key=lambda one: one.baseline)
        cells += [(HeadCell(tuple(lines)), span) for lines in _wrapped(own, join=join)]
    spans: list[tuple[HeadCell, int, int, int]] = []
    for cell, span in sorted(cells, key=lambda one: (one[0].height, one[1])):
        depth = max((deep + 1 for _, first, last, deep in spans if first <= first_of[span[0]] <= last), default=0)
        spans.append((cell, first_of[span[0]], first_of[span[1] + 1] - 1, depth))
    return Head(tuple(columns), tuple(spans), 0.0, tuple(_reach(frame, columns, first_of)), centred=True)


def _wrapped(pieces: Sequence[Piece], *, join: bool) -> list[list[Piece]]:
    """The lines over the same places as cells: words that each are a header word may be two."""
    found = [[pieces[0]]]
    for piece in pieces[1:]:
        if not join and are_words(found[-1][-1], piece):
            found.append([piece])
        else:
            found[-1].append(piece)
    return found


def _reach(frame: _Frame, columns: Sequence[Column], first_of: Sequence[int]) -> Iterator[tuple[float, float]]:
    for at, place in enumerate(frame.places):
        own = columns[first_of[at] : first_of[at + 1]]
        for number, column in enumerate(own):
            left = min(column.left, place.leaf.left) if not number else column.left
            right = max(column.right, place.leaf.right) if number + 1 == len(own) else column.right
            yield left, right
