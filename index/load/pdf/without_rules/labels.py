"""Rows told by the labels in them (按项目名称分行): a line goes on in the next one only where it is full.

Figures stand on the last line of their label, on its first one or in its middle, the same way in all rows of a table.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.cells import HEADER_WORD, TOTAL_WORD
from index.load.pdf.without_rules.bands import Band, upon
from index.load.pdf.without_rules.columns import column_at
from index.load.prose import numbering_level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.load.pdf.pages.pieces import Piece, PieceRow
    from index.load.pdf.without_rules.columns import Column

_PITCH: Final = 2.4  # of the height: between the lines of one label
_EVEN: Final = 0.1  # of the height
_CLOSE: Final = 1.4  # of the height: the lines of one label stand no closer
_CUT: Final = 0.1  # of the lines that may go on: more are not cut by chance
_SLACK: Final = 0.35  # of the height
_BEGINS: Final = re.compile(rf"其中|{TOTAL_WORD}|.{{2,6}}{TOTAL_WORD}$")
_CLOSERS: Final = "，。、；：）)》”！？"
_OPENERS: Final = ("（", "(", "《", "“")
_FULL: Final = 0.9  # of the height: lines that reach this far are full
_FAR: Final = 1e6

Rows = list[tuple[int, int]]  # the lines from and up to
Links = frozenset[tuple[int, int]]  # lines of which the second may go on a label of the first


def rows_by_labels(lines: Sequence[PieceRow], columns: Sequence[Column]) -> list[list[Band]]:
    """The ways in which lines are rows so that every label is whole, the likeliest first; [] where there is none."""
    bands = upon(lines, columns)
    amounts = [number for number, band in enumerate(bands) if has_amount(band)]
    likely, sure = frozenset(_links(bands, columns, alone=True)), frozenset(_links(bands, columns, alone=False))
    found: dict[tuple[tuple[int, int], ...], None] = {}
    for links in dict.fromkeys((likely, sure)):
        found |= dict.fromkeys(_likeliest(bands, amounts, links))
    return [[_joined(bands[first:end]) for first, end in rows] for rows in found]


def begins_row(above: Sequence[PieceRow], lines: Sequence[PieceRow], columns: Sequence[Column]) -> bool:
    """Whether lines above a body may be the beginning of the labels in its first row, each full."""
    names = [column for column in columns if not column.figures]
    if not names or not all(
        not HEADER_WORD.fullmatch(piece.text)
        and any(piece.left >= one.left - piece.size and piece.right <= one.right + piece.size for one in names)
        for row in above
        for piece in row.pieces
    ):
        return False
    rows = rows_by_labels([*above, *lines], columns)
    return bool(rows) and len(rows[0][0].lines) > len(above) and has_amount(rows[0][0])


def _likeliest(bands: Sequence[Band], amounts: Sequence[int], links: Links) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield the rows with figures on the last lines, the first ones or in the middle: as cut the fewest labels.

    Ways in which every row has amounts count for more than others.
    """
    found: dict[tuple[tuple[int, int], ...], int] = {}
    for way in (_at_foot, _at_top, _in_middle):
        rows = way(bands, amounts, links)
        flaws = None if rows is None else _flaws(rows, amounts, links)
        if rows is not None and flaws is not None:
            found[tuple(rows)] = flaws
    whole = {rows: flaws for rows, flaws in found.items() if len(rows) == len(amounts)}
    least = min((whole or found).values(), default=0)
    if not whole and least > _CUT * len(links):
        return
    kept = (rows for rows, flaws in (whole or found).items() if flaws <= 2 * least)
    yield from sorted(kept, key=lambda rows: found[rows])


def has_amount(band: Band) -> bool:
    """Whether a row holds amounts, or dashes for nothing."""
    return any(map(_is_amount, band.lines))


def _is_amount(line: PieceRow) -> bool:
    return line.figured or any(piece.is_dash for piece in line.pieces)


def _joined(bands: Sequence[Band]) -> Band:
    return Band([line for band in bands for line in band.lines])


def _links(bands: Sequence[Band], columns: Sequence[Column], *, alone: bool) -> set[tuple[int, int]]:
    """Which lines may hold one label together: lines of a cell stand evenly, and no further apart than rows."""
    found = {(at, below): apart for at, below, apart in _full_lines(bands, columns, alone=alone)}
    within = [apart for (at, below), apart in found.items() if not (has_amount(bands[at]) and has_amount(bands[below]))]
    size = max(line.size for band in bands for line in band.lines)
    return {link for link, apart in found.items() if apart <= min(within, default=0.0) + _EVEN * size}


def _full_lines(bands: Sequence[Band], columns: Sequence[Column], *, alone: bool) -> Iterator[tuple[int, int, float]]:
    """Yield lines that are full and those that may go on from them, with their distance.

    With `alone`, also where no other line reaches as far.
    """
    for number, column in enumerate(columns):
        if column.figures:
            continue
        own = [
            (at, piece)
            for at, band in enumerate(bands)
            for line in band.lines
            for piece in line.pieces
            if column_at(piece, columns) == number
        ]
        reach = max((piece.right for _, piece in own), default=0.0)
        centred = _spread([piece.middle for _, piece in own]) < _spread([piece.left for _, piece in own])
        for (at, piece), (below, following) in pairwise(own):
            if not centred and following.left > piece.left + _SLACK * piece.size:
                continue  # a line that is set in begins a label
            full = alone or any(one is not piece and reach - one.right < _FULL * one.size for _, one in own)
            if at != below and (_goes_on(piece, following, reach if full else _FAR) or _is_bracket(piece, following)):
                yield at, below, following.baseline - piece.baseline


def _spread(places: Sequence[float]) -> float:
    return max(places, default=0.0) - min(places, default=0.0)


def _is_bracket(piece: Piece, following: Piece) -> bool:
    """Whether a bracket that numbers nothing goes on from the words above it (因公出国 / （境）费)."""
    near = following.baseline - piece.baseline <= _PITCH * piece.size
    return near and following.text.startswith(_OPENERS) and numbering_level(following.text) is None


def _goes_on(piece: Piece, following: Piece, reach: float) -> bool:
    """Whether words may be the next line of others: those leave no room for the first of them."""
    if following.baseline - piece.baseline > _PITCH * piece.size:
        return False
    if _BEGINS.match(following.text) or _BEGINS.fullmatch(piece.text) or numbering_level(following.text) is not None:
        return False
    return reach - piece.right < _unbroken(following) + _SLACK * piece.size


def _unbroken(piece: Piece) -> float:
    """How wide the characters at the beginning are that no line break parts."""
    end = 1
    for before, glyph in pairwise(piece.glyphs):
        both = before.text.isascii() and glyph.text.isascii() and before.text.isalnum() and glyph.text.isalnum()
        if not (both or glyph.text in _CLOSERS or before.text in _OPENERS):
            break
        end += 1
    return piece.glyphs[end - 1].x1 - piece.left


def _blocks(count: int, links: Links) -> Rows:
    """Lines that labels hold together, and the others alone."""
    found: Rows = []
    end = 0
    for first in range(count):
        reach = max([first + 1, *(below + 1 for at, below in links if at == first)])
        if first < end:
            found[-1] = found[-1][0], max(found[-1][1], reach)
        else:
            found.append((first, reach))
        end = found[-1][1]
    return found


def _cut(bands: Sequence[Band], links: Links, cuts: Callable[[int, int], list[int]]) -> Rows:
    rows: Rows = []
    for first, end in _blocks(len(bands), links):
        edges = [first, *cuts(first, end), end]
        rows += [(one, other) for one, other in pairwise(edges) if one < other]
    return rows


def _at_foot(bands: Sequence[Band], amounts: Sequence[int], links: Links) -> Rows | None:
    return _cut(bands, links, lambda first, end: [at + 1 for at in amounts if first <= at < end])


def _at_top(bands: Sequence[Band], amounts: Sequence[int], links: Links) -> Rows | None:
    return _cut(bands, links, lambda first, end: [at for at in amounts if first <= at < end])


def _in_middle(bands: Sequence[Band], amounts: Sequence[int], links: Links) -> Rows | None:
    rows: Rows = []
    for first, end in _blocks(len(bands), links):
        own = [at for at in amounts if first <= at < end]
        begin = first
        for at in own:
            if at < begin:
                return None
            middle, size = _middle(bands[at]), bands[at].lines[0].size
            top = bands[begin].lines[0].baseline
            blank = _blank_above(bands, begin) if len(own) == 1 else 0.0
            foot = 2 * middle - top + _SLACK * size
            after = next((one for one in range(at + 1, end) if bands[one].lines[-1].baseline > foot + blank), end)
            off = bands[after - 1].lines[-1].baseline - (2 * middle - top)
            if not -2 * _SLACK * size <= off <= 2 * _SLACK * size + blank:
                return None
            rows.append((begin, after))
            begin = after
        if begin < end:
            rows.append((begin, end))
    return rows


def _blank_above(bands: Sequence[Band], at: int) -> float:
    """How much room above a label its first lines may fill that hold nothing but spaces."""
    if not at:
        return 0.0
    line = bands[at].lines[0]
    return max(0.0, line.baseline - bands[at - 1].lines[-1].baseline - _CLOSE * line.size)


def _middle(band: Band) -> float:
    """The height at which the amounts of a row stand."""
    return next((line.baseline for line in band.lines if _is_amount(line)), band.lines[0].baseline)


def _flaws(rows: Rows, amounts: Sequence[int], links: Links) -> int | None:
    """How many labels that may go on are cut; None where a row has amounts twice or has lines but none."""
    own = {line: number for number, (first, end) in enumerate(rows) for line in range(first, end)}
    held = {own[at] for at in amounts}
    if len(held) < len(amounts) or any(
        number not in held and end - first > 1 for number, (first, end) in enumerate(rows)
    ):
        return None
    return sum(own[at] != own[below] for at, below in links)
