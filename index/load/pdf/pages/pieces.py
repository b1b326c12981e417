"""Lines of a page in pieces (词块): what stands apart on a line of text may stand in columns of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.cells import SPACED_WORDS
from index.load.pdf.pages.geometry import Box, box_around
from index.load.pdf.pages.glyphs import IN_NUMBER
from index.load.pdf.pages.lines import BY_PLACE, Line, line_of
from index.model.frozen import frozen
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.load.pdf.pages.glyphs import Glyph

_SAME_LINE: Final = 0.35  # of the height
_APART: Final = 0.6  # of the height: a gap wider than a space within a sentence
_APART_IN_ROW: Final = 0.4  # of the height: in a line that has several gaps
_MANY: Final = 3
_LETTERED: Final = 1.2  # of the height: between the characters of a spaced word
LEVELS: Final = "类款项"
_NUMBERS_APART: Final = 0.5  # of the height: no single number has such a gap within it
_AMOUNTS_APART: Final = 0.12  # of the height: two amounts side by side leave as much, the digits of one do not
_AMOUNT_END: Final = 8  # characters
_DECIMALS: Final = re.compile(r"\d[.．]\d\d+[％%]?$")
_SPACED: Final = 6.0  # of the height: a word of two characters is set this wide at most
UPON: Final = 0.9  # of the height: lines this close would lie upon each other if they were two rows
EDGE: Final = 0.35  # of the height: figures below one another share an edge
_STACKED: Final = 2  # lines above and below: of words written downwards in columns side by side
_UNDER: Final = 0.3  # of the height
_NUMBERING: Final = re.compile(
    r"\d{1,2}[.、．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|其中[:：]?"
)
_AMOUNT: Final = re.compile(
    r"(?<![\d.,])[-−－]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\d.,%％]|(?:亿|百万|万|千)?元|[，。；、）)]|[个人年月日])"
)
_BROKEN: Final = 1.7  # of the height: between the lines of one cell
_BEGUN: Final = re.compile(r"[-−－(（]?[\d,，]+[.．]\d*")
_REST: Final = re.compile(r"\d{1,2}[)）]?")
_GROUPED: Final = re.compile(r"[-−－(（]?[\d.．]*[,，][\d,，.．]*")
_IN_THREES: Final = re.compile(r"[-−－(（]?\d{1,3}(?:[,，]\d{3})+(?:[.．]\d+)?")
_DASH: Final = re.compile(r"[-－—–−/／]{1,2}")


@frozen
class Piece:
    """Words or a number set apart from the rest of their line."""

    text: str
    box: Box
    baseline: float
    size: float
    glyphs: tuple[Glyph, ...]

    @property
    def line(self) -> Line:
        """It as a line of its own."""
        return Line(self.text, self.box, self.baseline, self.size)

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.box[0]

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.box[2]

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.box[0] + self.box[2]) / 2

    @property
    def is_figure(self) -> bool:
        """Whether it is a number and nothing else."""
        return parse_quantity(self.text) is not None

    @property
    def is_dash(self) -> bool:
        """Whether it is a dash for "nothing"."""
        return bool(_DASH.fullmatch(self.text))

    def is_mostly_over(self, other: Piece) -> bool:
        """Whether the narrower of two pieces stands over or under the other for the most part."""
        return self.covers(other.left, other.right) > (min(self.right - self.left, other.right - other.left)) / 2

    def covers(self, left: float, right: float) -> float:
        """How much of it lies between two positions; negative: how far it is from them."""
        return min(self.right, right) - max(self.left, left)


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A line of text in pieces, from the left; `figured` says that it holds figures of a table."""

    baseline: float
    size: float
    pieces: tuple[Piece, ...]
    figured: bool = False

    @property
    def text(self) -> str:
        """The pieces with spaces between."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def box(self) -> Box:
        """The box around all pieces."""
        return box_around(piece.box for piece in self.pieces)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        box = self.box
        return (box[1] + box[3]) / 2

    @property
    def has_figure(self) -> bool:
        """Whether a piece is a number."""
        return any(piece.is_figure for piece in self.pieces)


def are_broken(rows: Sequence[PieceRow]) -> bool:
    """Whether figures seem to go on in the next line: amounts with a digit or two right below, at the same place."""
    found = 0
    for row, below in pairwise(rows):
        if below.baseline - row.baseline > _BROKEN * row.size:
            continue
        amounts = [piece for piece in row.pieces if _BEGUN.fullmatch(piece.text)]
        rests = [piece for piece in below.pieces if _REST.fullmatch(piece.text)]
        found += any(one.covers(rest.left, rest.right) > 0 for one in amounts for rest in rests)
    return found >= _STACKED


def has_parts_of_numbers(rows: Sequence[PieceRow]) -> bool:
    """Whether several figures have groups of other than three digits between their commas: parts of broken ones."""
    figures = (piece.text for row in rows for piece in row.pieces if _GROUPED.fullmatch(piece.text))
    return sum(not _IN_THREES.fullmatch(text) for text in figures) >= _STACKED


def piece_rows(glyphs: Iterable[Glyph]) -> list[PieceRow]:
    """The lines of text that glyphs form, from the top, each in pieces."""
    rows: list[list[Glyph]] = []
    base: list[float] = []
    for glyph in sorted(glyphs, key=BY_PLACE):
        if rows and glyph.baseline - base[-1] <= _SAME_LINE * min(glyph.size, rows[-1][-1].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base.append(glyph.baseline)
    return [_in_pieces(row) for row in rows]


def _in_pieces(glyphs: list[Glyph]) -> PieceRow:
    glyphs.sort(key=lambda one: one.middle)
    groups = _parted(glyphs, _APART)
    if len(groups) >= _MANY:
        groups = _parted(glyphs, _APART_IN_ROW)
    sizes = sorted(glyph.size for glyph in glyphs)
    baseline = sum(glyph.baseline for glyph in glyphs) / len(glyphs)
    return PieceRow(baseline, sizes[len(sizes) // 2], _unspaced(map(piece_of, groups)))


def _unspaced(found: Iterable[Piece]) -> tuple[Piece, ...]:
    """Pieces, the characters of a word that is spaced out over its cell made one."""
    pieces: list[Piece] = []
    for piece in found:
        if pieces and (_is_spaced(pieces[-1], piece) or _is_numbering(pieces[-1], piece)):
            pieces[-1] = piece_of([*pieces[-1].glyphs, *piece.glyphs])
        else:
            pieces.append(piece)
    return tuple(_unlettered(pieces))


def _unlettered(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Pieces, the characters of words set with spaces between all of them made one."""
    run: list[Piece] = []
    for piece in pieces:
        lone = len(piece.text) == 1 and not piece.text.isascii()
        if run and not (lone and piece.left - run[-1].right <= _LETTERED * piece.size):
            yield from _lettered(run)
            run = []
        if lone:
            run.append(piece)
        else:
            yield piece
    yield from _lettered(run)


def _lettered(run: Sequence[Piece]) -> Iterator[Piece]:
    text = "".join(piece.text for piece in run)
    if len(run) < _MANY or text in LEVELS:
        yield from run
    else:
        whole = piece_of([glyph for piece in run for glyph in piece.glyphs])
        yield replace(whole, text=text)


def _is_numbering(before: Piece, piece: Piece) -> bool:
    """Whether a piece only numbers the words after it (1. and 一、)."""
    near = piece.left - before.right <= _SPACED * piece.size
    return near and bool(_NUMBERING.fullmatch(before.text)) and not piece.is_figure


def parted_closely(row: PieceRow) -> PieceRow:
    """A row of a header, parted at every gap that words do not have within them."""
    glyphs = [glyph for piece in row.pieces for glyph in piece.glyphs]
    return replace(row, pieces=_unspaced(map(piece_of, _parted(glyphs, _APART_IN_ROW))))


def unstacked(rows: Sequence[PieceRow]) -> Iterator[PieceRow]:
    """Yield the rows of a header; two characters that stand in columns of words written downwards are no word."""
    for at, row in enumerate(rows):
        near = [
            piece
            for other in (*rows[max(at - _STACKED, 0) : at], *rows[at + 1 : at + 1 + _STACKED])
            for piece in other.pieces
        ]
        pieces: list[Piece] = []
        for piece in row.pieces:
            apart = len(piece.glyphs) == len("合计") and piece.glyphs[1].x0 - piece.glyphs[0].x1 > piece.size
            pieces += map(piece_of, ([one] for one in piece.glyphs)) if apart and _is_stacked(piece, near) else [piece]
        yield replace(row, pieces=tuple(pieces))


def _is_stacked(piece: Piece, near: Sequence[Piece]) -> bool:
    """Whether a character stands right above or below one of a piece's own."""
    return any(
        len(other.text) == 1 and abs(other.middle - glyph.middle) <= _UNDER * piece.size
        for other in near
        for glyph in piece.glyphs
    )


def money_ends(row: PieceRow) -> list[float]:
    """Where the figures of a row end, also of those that touch words."""
    touching = [piece.glyphs[end - 1].x1 for piece in row.pieces for _, end in _money(piece)]
    return [*touching, *(piece.right for piece in row.pieces[1:] if piece.is_figure)]


def parted_at(row: PieceRow, edges: Sequence[float]) -> PieceRow:
    """A row in which a figure that ends where others do is set apart from the words beside it, which it may touch."""
    pieces: list[Piece] = []
    for piece in row.pieces:
        cuts = {0, len(piece.glyphs)}
        money = _money(piece)
        for start, end in money or _numbers(piece):
            right = piece.glyphs[end - 1].x1
            begins = bool(money and pieces and not start)
            if begins or any(abs(right - edge) <= EDGE * piece.size for edge in edges):
                cuts |= {start, end}
        pieces += [piece_of(piece.glyphs[start:end]) for start, end in pairwise(sorted(cuts))]
    return replace(row, pieces=tuple(pieces))


def _money(piece: Piece) -> list[tuple[int, int]]:
    """Where amounts begin and end among the glyphs of a piece: with decimals or thousands, and no unit behind."""
    return [match.span() for match in _AMOUNT.finditer("".join(glyph.text for glyph in piece.glyphs))]


def _numbers(piece: Piece) -> list[tuple[int, int]]:
    """Where the numbers set apart by a space begin and end among the glyphs of a piece."""
    found: list[tuple[int, int]] = []
    at = 0
    for group in _parted(piece.glyphs, _APART_IN_ROW):
        if len(group) < len(piece.glyphs) and piece_of(group).is_figure:
            found.append((at, at + len(group)))
        at += len(group)
    return found


def _parted(glyphs: Sequence[Glyph], apart: float) -> list[list[Glyph]]:
    """Glyphs in groups with gaps between, in heights; numbers are parted by their own gap at most."""
    groups = [[glyphs[0]]]
    for before, glyph in pairwise(glyphs):
        both = before.text in IN_NUMBER and glyph.text in IN_NUMBER
        gap, size = glyph.x0 - before.x1, max(glyph.size, before.size)
        if gap > (_NUMBERS_APART if both else apart) * size or (
            both and gap > _AMOUNTS_APART * size and _ends_amount(groups[-1])
        ):
            groups.append([])
        groups[-1].append(glyph)
    return groups


def _ends_amount(glyphs: Sequence[Glyph]) -> bool:
    """Whether glyphs end an amount with decimals: what follows it after a gap is of another."""
    return bool(_DECIMALS.search("".join(glyph.text for glyph in glyphs[-_AMOUNT_END:])))


def piece_of(glyphs: Sequence[Glyph]) -> Piece:
    """Glyphs as one piece."""
    line = line_of(glyphs)
    text = "".join(line.text.split()) if len(glyphs) == len("合计") else line.text
    return Piece(text, line.box, line.baseline, line.size, tuple(glyphs))


def _is_spaced(before: Piece, piece: Piece) -> bool:
    """Whether two characters are a word spaced out over its cell (合　计)."""
    near = piece.left - before.right <= _SPACED * piece.size
    return near and len(before.text) == len(piece.text) == 1 and before.text + piece.text in SPACED_WORDS
