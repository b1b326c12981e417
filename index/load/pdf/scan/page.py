"""A page that is a picture, read by recognition (文字识别): what it shows, as if it had a text layer."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from statistics import median
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from index.load.pdf.pages.glyphs import IN_NUMBER, Glyph, Glyphs
from index.load.pdf.pages.page import PageContent
from index.load.pdf.pages.strokes import Segment
from index.load.pdf.scan.engine import Piece, Words, read_line, read_lines
from index.load.pdf.scan.picture import ink_of, rules_of, straightened, without_rules
from index.model.document import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdfium2 import PdfPage

    from index.load.pdf.scan.engine import Picture
    from index.load.pdf.scan.picture import Mask, Rule, Rules

DPI: Final = 200
_POINTS: Final = 72.0
_MOST_PIXELS: Final = 30_000_000
_SURE: Final = 0.75  # of lines on average: below, the page may be upside down
_TALL: Final = 1.5
_BODY: Final = 0.25  # lines whose height differs less from the page's usual one are of the usual size
_TO_SIZE: Final = 0.92  # of the font size: the height of the ink of Chinese text
_BASELINE: Final = 0.36  # of the font size below the middle of a line
_REACH: Final = 1.4  # of a line's height: how far the engine may have missed its first or last character
_MOST: Final = 3.0  # larger is a drawing
_THINNEST: Final = 0.08  # thinner is what is left of a rule
_NEXT: Final = 0.7  # of a line's height: no wider gap within a line
_MARK: Final = 0.35  # of the usual height: smaller ink is dust
_WORD_GAP: Final = 0.8  # of the font size: characters further apart are words of their own
_LATIN: Final = 0.55  # the width of a digit or a Latin letter, of that of a Chinese character


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A straightened picture, what is drawn on it, and the lines of text."""

    picture: Picture
    rules: Rules
    lines: list[Words]

    @property
    def sureness(self) -> float:
        """How sure the engine is of a character, on average."""
        count = sum(len(line.text) for line in self.lines)
        return sum(line.score * len(line.text) for line in self.lines) / count if count else 0.0


def read_scanned_page(page: PdfPage, number: int) -> PageContent:
    """Read a page from its picture; raise pypdfium2's PdfiumError where it cannot be drawn."""
    width, height = page.get_size()
    dpi = min(DPI, _POINTS * (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    picture = page.render(scale=dpi / _POINTS, rev_byteorder=False).to_numpy()[:, :, :3]
    sheet, turn = _upright(np.ascontiguousarray(picture))
    if turn % 2:
        width, height = height, width
    scale = _POINTS / dpi
    return PageContent(
        number=number,
        width=width,
        height=height,
        quarters=turn,
        glyphs=Glyphs.of(sorted(_glyphs(sheet, scale), key=lambda glyph: (round(glyph.baseline), glyph.x0))),
        horizontals=tuple(_segments(sheet.rules.horizontals, scale)),
        verticals=tuple(_segments(sheet.rules.verticals, scale)),
        images=0,
        crowded=False,
        turned=(Glyphs.of(()), Glyphs.of(())),
    )


def _upright(picture: Picture) -> tuple[_Sheet, int]:
    """The sheet turned so that its text stands upright, and by how many clockwise quarters."""
    first = _sheet(picture)
    tall = sum(line.y1 - line.y0 > _TALL * (line.x1 - line.x0) for line in first.lines)
    turns = (1, 3) if tall * 2 > len(first.lines) else (2,) if first.lines and first.sureness < _SURE else ()
    tried = [(first, 0), *((_sheet(np.ascontiguousarray(np.rot90(picture, -turn))), turn) for turn in turns)]
    return max(tried, key=lambda one: one[0].sureness * sum(len(line.text) for line in one[0].lines))


def _sheet(picture: Picture) -> _Sheet:
    level = straightened(picture)
    ink = ink_of(level)
    rules = rules_of(ink)
    cleaned = without_rules(level, rules, ink)
    found = read_lines(cleaned)
    free = _uncovered(rules.ink, found)
    return _Sheet(cleaned, rules, [_completed(line, cleaned, rules.verticals, free) for line in found])


def _uncovered(ink: Mask, lines: Sequence[Words]) -> Mask:
    """The ink that no recognised line covers."""
    rest = ink.copy()
    for line in lines:
        rest[max(int(line.y0), 0) : int(line.y1) + 1, max(int(line.x0), 0) : int(line.x1) + 1] = 0
    return rest


def _completed(line: Words, picture: Picture, verticals: Sequence[Rule], free: Mask) -> Words:
    """A line of words with the characters beside it that the engine missed: it takes 一 alone for a rule.

    A number stays as it is: what stands beside it may be no part of it.
    """
    x0, x1 = _extent(line, verticals, free)
    if (x0, x1) == (line.x0, line.x1):
        return line
    margin = (line.y1 - line.y0) / 6
    left, right = max(int(x0 - margin), 0), int(x1 + margin) + 1
    text, score = read_line(picture[max(int(line.y0), 0) : int(line.y1) + 1, left:right])
    before, found, after = text.partition(line.text)
    before, after = before.replace("-", "一"), after.replace("-", "一")
    if not found or any(_cuts_number(*pair) for pair in ((before, line.text[:1]), (after, line.text[-1:]))):
        return line
    pieces = list(line.pieces)
    if before:
        pieces.insert(0, Piece(before, x0, line.x0))
    if after:
        pieces.append(Piece(after, line.x1, x1))
    return Words(x0, line.y0, x1, line.y1, tuple(pieces), min(line.score, score))


def _cuts_number(added: str, beside: str) -> bool:
    return bool(added) and (beside in IN_NUMBER or any(text in IN_NUMBER for text in added))


def _extent(line: Words, verticals: Sequence[Rule], free: Mask) -> tuple[float, float]:
    """From where to where ink that no line covers goes on beside a line, up to a rule."""
    height = line.y1 - line.y0
    bounds = [rule.position for rule in verticals if rule.start < line.y1 and rule.end > line.y0]
    left = max([line.x0 - _REACH * height, 0.0, *(at + 2 for at in bounds if at < line.x0 + height / 2)])
    right = min(
        [line.x1 + _REACH * height, free.shape[1] - 1.0, *(at - 2 for at in bounds if at > line.x1 - height / 2)]
    )
    columns = free[int(line.y0 + height / 5) : int(line.y1 - height / 5)].max(axis=0, initial=0)
    x0, x1 = line.x0, line.x1
    for column in range(int(line.x0), int(left), -1):
        if columns[column] and x0 - column <= _NEXT * height:
            x0 = float(column)
    for column in range(int(line.x1), int(right)):
        if columns[column] and column - x1 <= _NEXT * height:
            x1 = float(column)
    short = _MARK * height / 2
    return (x0 if line.x0 - x0 >= short else line.x0), (x1 if x1 - line.x1 >= short else line.x1)


def _segments(rules: Sequence[Rule], scale: float) -> Iterator[Segment]:
    for rule in rules:
        yield Segment(rule.position * scale, rule.start * scale, rule.end * scale)


def _glyphs(sheet: _Sheet, scale: float) -> Iterator[Glyph]:
    heights = [_ink_height(line, sheet.rules.ink) for line in sheet.lines]
    usual = median(heights) if heights else 0.0
    for line, own in zip(sheet.lines, heights, strict=True):
        size = (usual if abs(own - usual) <= _BODY * usual else own) / _TO_SIZE
        yield from _line_glyphs(line, size, scale)
    if usual:
        yield from _unread(sheet, usual, scale)


def _ink_height(line: Words, ink: Mask) -> float:
    rows = np.flatnonzero(ink[int(line.y0) : int(line.y1) + 1, int(line.x0) : int(line.x1) + 1].any(axis=1))
    return float(rows[-1] - rows[0] + 1) if len(rows) else line.y1 - line.y0


def _line_glyphs(line: Words, size: float, scale: float) -> Iterator[Glyph]:
    middle = (line.y0 + line.y1) / 2
    for piece in _bridged(line.pieces, size):
        shares = [_LATIN if text.isascii() else 1.0 for text in piece.text]
        unit = (piece.x1 - piece.x0) / sum(shares)
        x = piece.x0
        for text, share in zip(piece.text, shares, strict=True):
            yield _glyph(text, (x, middle, x + share * unit), size, scale)
            x += share * unit


def _bridged(pieces: Sequence[Piece], size: float) -> Iterator[Piece]:
    """Pieces with the small gaps closed that the engine leaves between characters; never between numbers."""
    for piece, following in zip_longest(pieces, pieces[1:]):
        near = following is not None and following.x0 - piece.x1 < _WORD_GAP * size
        if near and not (piece.text[-1] in IN_NUMBER and following.text[0] in IN_NUMBER):
            yield piece._replace(x1=max(following.x0, piece.x1))
        else:
            yield piece


def _glyph(text: str, place: tuple[float, float, float], size: float, scale: float) -> Glyph:
    x0, middle, x1 = place
    top, bottom = middle - size / 2, middle + size / 2
    return Glyph(
        text, x0 * scale, top * scale, x1 * scale, bottom * scale, (middle + _BASELINE * size) * scale, size * scale
    )


def _unread(sheet: _Sheet, usual: float, scale: float) -> Iterator[Glyph]:
    """Ink within tables that no recognised line covers: a cell that holds it is not empty."""
    if not sheet.rules.verticals or not sheet.rules.horizontals:
        return
    ink = _uncovered(sheet.rules.ink, sheet.lines)
    ys = [rule.position for rule in sheet.rules.horizontals]
    xs = [rule.position for rule in sheet.rules.verticals]
    count, _, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=8)
    for index in range(1, count):
        left, _, width, height, _ = (int(value) for value in stats[index])
        x, y = (float(value) for value in middles[index])
        if not _MARK * usual <= max(width, height) <= _MOST * usual or min(width, height) < _THINNEST * usual:
            continue
        if min(xs) < x < max(xs) and min(ys) < y < max(ys):
            yield _glyph(UNKNOWN, (left, y, left + width), usual, scale)
