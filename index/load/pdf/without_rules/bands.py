"""Rows without rules between them (按位置分行): which lines of words belong to which row of figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.pdf.pages.pieces import UPON
from index.load.pdf.without_rules.columns import column_at
from index.load.prose import numbering_level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.load.pdf.pages.pieces import Piece, PieceRow
    from index.load.pdf.without_rules.columns import Column

_TIGHTER: Final = 0.82  # of the distance of rows: lines closer than this are of one row
_WRAPPED: Final = 1.5  # of the height: lines of one cell, where no two rows tell the distance of rows
_AS_FAR: Final = 0.15  # of the distance of rows
_ROOM: Final = 1.2  # heights: a line that leaves less room may go on in the next
_NEARER: Final = 0.9  # of the distance above: a line this much nearer to the one below may be of it
_OPENING: Final = ("（", "(")
_BEGINS: Final = re.compile(r"其中|[合总小共]计|\d")


@dataclass(slots=True)
class Band:
    """A row of a table: its lines of text, and those among them that may be rows of their own."""

    lines: list[PieceRow] = field(default_factory=list)
    loose: list[PieceRow] = field(default_factory=list)

    @property
    def figured(self) -> bool:
        """Whether it holds figures."""
        return any(line.figured for line in self.lines)


def bands_of(lines: Sequence[PieceRow], columns: Sequence[Column], rules: Sequence[float]) -> list[Band]:
    """The rows of a body; `rules` are the heights of the level rules drawn across it."""
    bands: list[Band] = []
    for between in _between(lines, rules):
        close = upon(between, columns)
        if len(rules) > 1 and sum(band.figured for band in close) <= 1:
            bands.append(Band(list(between)))
        else:
            bands += _by_distance(close, columns)
    return bands


def apart(bands: Sequence[Band]) -> Iterator[Band]:
    """Yield rows in which the lines that may be rows of their own are."""
    for band in bands:
        kept = [line for line in band.lines if line not in band.loose]
        parts = [Band(kept), *(Band([line]) for line in band.loose)]
        yield from sorted(parts, key=lambda part: part.lines[0].baseline)


def lowered(bands: Sequence[Band], columns: Sequence[Column]) -> list[Band]:
    """Rows in which lines of words that fill their columns go on in the row below them instead of the one above."""
    found: list[Band] = []
    for band in apart(bands):
        before = found[-1] if found else None
        if before is not None and band.figured and not before.figured:
            nearer = len(found) > 1 and _gap(before, band) < _NEARER * _gap(found[-2], before)
            if nearer or _may_begin(before, band, columns):
                before.lines += band.lines
                continue
            found.append(Band(list(band.lines)))
        else:
            found.append(Band(list(band.lines)))
    return found


def _may_begin(before: Band, band: Band, columns: Sequence[Column]) -> bool:
    """Whether lines of words alone may be the beginning of the labels right below them."""
    first = {column_at(piece, columns) for piece in band.lines[0].pieces if not piece.is_figure}
    return all(
        column_at(piece, columns) in first
        and columns[column_at(piece, columns)].right - piece.right <= _ROOM * piece.size
        for piece in before.lines[-1].pieces
    )


def _between(lines: Sequence[PieceRow], rules: Sequence[float]) -> list[list[PieceRow]]:
    """The lines between each two rules."""
    groups: dict[int, list[PieceRow]] = {}
    for line in lines:
        groups.setdefault(sum(rule < line.middle for rule in rules), []).append(line)
    return [groups[key] for key in sorted(groups)]


def upon(lines: Sequence[PieceRow], columns: Sequence[Column]) -> list[Band]:
    """Lines that would lie upon each other are one row, unless both have a figure in one column."""
    bands: list[Band] = []
    held: set[int] = set()
    for line in lines:
        own = {column_at(piece, columns) for piece in line.pieces if piece.is_figure}
        if bands and line.baseline - bands[-1].lines[-1].baseline <= UPON * line.size and not own & held:
            bands[-1].lines.append(line)
            held |= own
        else:
            bands.append(Band([line]))
            held = own
    return bands


def _by_distance(bands: Sequence[Band], columns: Sequence[Column]) -> list[Band]:
    """Lines that stand closer than rows do are one row; words evenly spaced go on where the words above are full."""
    limit = _limit(bands)
    size = max(line.size for band in bands for line in band.lines)
    gaps = [_gap(band, following) for band, following in pairwise(bands)]
    found: list[Band] = []
    for index, band in enumerate(bands):
        before = found[-1] if found else None
        above = gaps[index - 1] if index else float("inf")
        below = gaps[index] if index < len(gaps) else float("inf")
        if before is not None and above <= limit and not (before.figured and band.figured):
            if not band.figured and (above > _WRAPPED * size or abs(above - below) <= _AS_FAR * (above + below)):
                before.loose += band.lines
            elif not before.figured and above > _WRAPPED * size:
                before.loose += before.lines
            before.lines += band.lines
        elif before is not None and below > limit and _goes_on(before, band, columns):
            before.lines += band.lines
            before.loose += band.lines
        else:
            found.append(Band(list(band.lines)))
    return found


def _gap(band: Band, following: Band) -> float:
    return following.lines[0].baseline - band.lines[-1].baseline


def _limit(bands: Sequence[Band]) -> float:
    """How far apart the lines of one row may be: less than the rows of figures that follow one another."""
    steps = [_gap(band, following) for band, following in pairwise(bands) if band.figured and following.figured]
    return min(steps) * _TIGHTER if steps else _WRAPPED * max(line.size for band in bands for line in band.lines)


def _goes_on(before: Band, band: Band, columns: Sequence[Column]) -> bool:
    """Whether a line of words may be the rest of a label above it that fills its column."""
    line = band.lines[0]
    if not before.figured or band.figured or len(band.lines) > 1:
        return False
    if _BEGINS.match(line.text) or numbering_level(line.text) is not None:
        return False
    return all(_is_rest(before, piece, columns) for piece in line.pieces)


def _is_rest(before: Band, piece: Piece, columns: Sequence[Column]) -> bool:
    """Whether words may be the rest of the label right above them: in panels, each of its own."""
    if _BEGINS.match(piece.text) or numbering_level(piece.text) is not None:
        return False
    column = column_at(piece, columns)
    above = [one for one in before.lines[-1].pieces if column_at(one, columns) == column]
    if len(above) != 1 or columns[column].figures:
        return False
    if piece.text.startswith(_OPENING):
        return True  # no label begins with 因公出国 and ends there: a bracket that numbers nothing goes on
    return columns[column].right - above[0].right <= _ROOM * piece.size and piece.left - above[0].left <= 2 * piece.size
