"""White space between columns (列间空白): what no row of a body prints anything in, from its top to its foot."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from index.load.cells import TOTAL_WORD
from index.load.pdf.pages.pieces import LEVELS, piece_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.load.pdf.pages.glyphs import Glyph
    from index.load.pdf.pages.pieces import Piece, PieceRow
    from index.load.pdf.without_rules.columns import Column

_LEAST: Final = 0.12  # of the height: characters of one word leave less between them
_LEAST_IN_MANY: Final = 0.06  # of the height: the same, over many rows
_MANY: Final = 4  # rows
_LEAST_IN_WORDS: Final = 0.15  # of the height: the same, between words
_NARROW: Final = 0.3  # of the height
_LEAST_WORDS: Final = 3  # that a narrow river parts
_SPACED: Final = 0.4  # of the height: wider gaps are those of a word that is spaced out
_UNDER: Final = 0.3  # of the height: how far lines of one narrow cell may be off one another
_NEAR: Final = 2.2  # of the height: how far apart they stand
_TOUCH: Final = 0.3  # points
_TOTAL: Final = re.compile(".{0,12}" + TOTAL_WORD)
_WORD: Final = re.compile(TOTAL_WORD)


class River(NamedTuple):
    """White space from left to right between two columns."""

    left: float
    right: float


def rivers_of(rows: Sequence[PieceRow]) -> tuple[River, ...]:
    """The rivers of a body, from the left; words that stand over several columns do not stop them."""
    telling = list(_telling(rows))
    ink = sorted((glyph.x0, glyph.x1) for piece in telling for glyph in piece.glyphs)
    size = min((row.size for row in rows), default=0.0)
    least = (_LEAST_IN_MANY if len(rows) >= _MANY else _LEAST) * size
    found: list[River] = []
    reach = ink[0][1] if ink else 0.0
    for left, right in ink:
        river = River(reach, left)
        if left - reach > least and not _parts_words(river, telling, size):
            found.append(river)
        reach = max(reach, right)
    return tuple(found)


def _parts_words(river: River, pieces: Iterable[Piece], size: float) -> bool:
    """Whether a narrow river runs through words, whose boxes are not exact, and through few of them."""
    width = river.right - river.left
    if width > _NARROW * size:
        return False
    parted = {
        piece.text
        for piece in pieces
        if piece.left < river.left and river.right < piece.right
        for before, glyph in pairwise(piece.glyphs)
        if before.x1 <= river.left + _TOUCH
        and river.right - _TOUCH <= glyph.x0
        and not (before.text.isascii() or glyph.text.isascii())
    }
    if not parted or width <= _LEAST_IN_WORDS * size:
        return bool(parted)
    beside = any(river.left - size < piece.right <= river.left + _TOUCH for piece in pieces)
    return len(parted) < _LEAST_WORDS and not beside


def _telling(rows: Sequence[PieceRow]) -> Iterator[Piece]:
    """Yield what stands in one column: no words of totals, nor words alone on their line that reach over figures."""
    figures = [piece for row in rows for piece in row.pieces if row.figured and piece.is_figure]
    for row in rows:
        for piece in row.pieces:
            if _TOTAL.fullmatch(piece.text):
                continue
            if not row.figured and any(piece.covers(one.left, one.right) > 0 for one in figures):
                continue
            yield piece


def rivers_between(columns: Sequence[Column]) -> list[River]:
    """The white space that columns leave between them."""
    return [River(before.right, after.left) for before, after in pairwise(columns)]


def parted_by(row: PieceRow, rivers: Sequence[River]) -> PieceRow:
    """A row with its pieces parted where they leave a river free; words of totals stay whole."""
    pieces = [part for piece in row.pieces for part in _parts(piece, rivers)]
    return replace(row, pieces=tuple(pieces)) if len(pieces) > len(row.pieces) else row


def _parts(piece: Piece, rivers: Iterable[River]) -> list[Piece]:
    across = [river for river in rivers if piece.left < river.left and river.right < piece.right]
    if not across or _WORD.fullmatch(piece.text):
        return [piece]
    groups: list[list[Glyph]] = [[piece.glyphs[0]]]
    for before, glyph in pairwise(piece.glyphs):
        if any(before.x1 <= river.left + _TOUCH and river.right - _TOUCH <= glyph.x0 for river in across):
            groups.append([])
        groups[-1].append(glyph)
    return [piece_of(group) for group in groups] if len(groups) > 1 else [piece]


def headers_parted(rows: Sequence[PieceRow], rivers: Sequence[River]) -> Iterator[list[PieceRow]]:
    """Yield header rows with words of narrow columns parted over the rivers of the body.

    First where another row has a gap there, too; then not at all; then wherever there is one.
    """
    cuts = [[cut for piece in row.pieces for cut in _cuts(piece, rivers)] for row in rows]
    gaps = [
        [*own, *(River(before.right, after.left) for before, after in pairwise(row.pieces))]
        for own, row in zip(cuts, rows, strict=True)
    ]
    held = [
        [cut for cut in own if any(_meet(cut, gap) for other, there in enumerate(gaps) if other != at for gap in there)]
        for at, own in enumerate(cuts)
    ]
    for ways in dict.fromkeys((tuple(map(tuple, held)), ((),) * len(rows), tuple(map(tuple, cuts)))):
        parted = [parted_by(row, way) for row, way in zip(rows, ways, strict=True)]
        yield [
            row if any(_is_left_over(piece, parted) for piece in own.pieces if piece not in row.pieces) else own
            for row, own in zip(rows, parted, strict=True)
        ]


def _is_left_over(piece: Piece, rows: Sequence[PieceRow]) -> bool:
    """Whether a piece is a lone character with nothing of its column near above or below: it belongs to its word."""
    if len(piece.text) > 1 or piece.text in LEVELS:
        return False
    near = (other for row in rows for other in row.pieces if abs(other.baseline - piece.baseline) > 0)
    return not any(
        abs(other.middle - piece.middle) <= _UNDER * piece.size
        and abs(other.baseline - piece.baseline) <= _NEAR * piece.size
        for other in near
    )


def _meet(first: River, other: River) -> bool:
    return first.left < other.right and other.left < first.right


def _cuts(piece: Piece, rivers: Sequence[River]) -> list[River]:
    """Where a word leaves a gap over a river, unless it is one that is spaced out."""
    gaps = [River(before.x1, after.x0) for before, after in pairwise(piece.glyphs)]
    if all(right - left > _SPACED * piece.size for left, right in gaps):
        return []
    wide = (gap for gap in gaps if gap.right - gap.left > _LEAST_IN_WORDS * piece.size)
    return [gap for gap in wide if any(_meet(gap, river) for river in rivers)]
