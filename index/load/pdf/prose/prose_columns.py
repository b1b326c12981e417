"""Narrative in two columns (双栏文字): lines over both are parted, the left column is read to its foot first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.load.pdf.pages.lines import Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.glyphs import Glyph
    from index.load.pdf.pages.page import PageContent

Span = tuple[float, float]

_GAP: Final = 1.2  # of the height: between two columns, at least
_FEWEST: Final = 4  # lines over both columns, one below the other
_WORDS: Final = 6  # Chinese characters of a line of a column, at least
_LONG: Final = 0.4  # of the width of the page: a line over two columns
_FULL: Final = 2.5  # of the height: most lines of the left column end this close to where the space begins
_APART: Final = 3.0  # of the height: lines of a column follow one another more closely
_OVER: Final = 1.0  # points
_CHINESE: Final = re.compile("[一-龥]")
_CLAUSE: Final = re.compile("[，。；、：]")


class _Halves(NamedTuple):
    """A line over both columns, its glyphs, and the space between: where it begins and ends."""

    line: Line
    glyphs: Sequence[Glyph]
    space: Span


def in_columns(content: PageContent, boxes: Sequence[Box], lines: Sequence[Line]) -> tuple[list[Line], dict[int, Span]]:
    """The lines of a page as they are read, and how far the column reaches that a line stands in, by its id.

    `boxes` are those of the page's tables.
    """
    if sum(_may_be_halves(line, content) for line in lines) < _FEWEST:
        return list(lines), {}
    found: list[Line] = []
    spans: dict[int, Span] = {}
    run: list[Line] = []
    halves: list[_Halves] = []
    space: Span | None = None
    for line in sorted(lines, key=lambda one: one.baseline):
        after = not run or line.baseline - run[-1].baseline <= _APART * line.size
        both = _halves(content, boxes, line, 1 if after and space is not None else _WORDS)
        narrowed = _narrowed(space, both) if after and both is not None else None
        aside = after and space is not None and both is None and _is_aside(line.box, space)
        if narrowed is None and not aside:
            found += _read(run, halves, space, spans)
            run, halves, space = [], [], both.space if both is not None else None
        if both is not None:
            space = narrowed or both.space
            halves.append(both)
        run.append(line)
    found += _read(run, halves, space, spans)
    return found, spans


def _may_be_halves(line: Line, content: PageContent) -> bool:
    """Whether a line is long enough for two columns, with a space in it."""
    left, _, right, _ = line.box
    return len(line.text) > 2 * _WORDS and right - left > _LONG * content.width and " " in line.text.strip()


def _halves(content: PageContent, boxes: Sequence[Box], line: Line, least: int) -> _Halves | None:
    """A line with the only wide gap in it, if that parts running text from running text: each of so many characters."""
    long = _may_be_halves(line, content) if least == _WORDS else " " in line.text.strip()
    if not long or any(top < line.baseline <= foot for _, top, _, foot in boxes):
        return None
    left, top, right, foot = line.box
    glyphs = content.glyphs
    inside = (glyphs.x0 >= left - _OVER) & (glyphs.x1 <= right + _OVER)
    inside &= (glyphs.y0 >= top - _OVER) & (glyphs.y1 <= foot + _OVER)
    which = np.flatnonzero(inside)
    which = which[np.argsort(glyphs.x0[which] + glyphs.x1[which], kind="stable")]  # by their middles
    wide = np.flatnonzero(glyphs.x0[which[1:]] - glyphs.x1[which[:-1]] >= _GAP * line.size)
    if len(wide) != 1:
        return None
    own, at = list(glyphs.take(which)), int(wide[0]) + 1
    sides = ["".join(glyph.text for glyph in part) for part in (own[:at], own[at:])]
    if any(len(_CHINESE.findall(side)) < least for side in sides):
        return None
    return _Halves(line, own, (own[at - 1].x1, own[at].x0))


def _narrowed(space: Span | None, halves: _Halves) -> Span | None:
    """What is free of all lines so far and of one more; None if too little is."""
    if space is None:
        return None
    begin, end = max(space[0], halves.space[0]), min(space[1], halves.space[1])
    return (begin, end) if end - begin >= _GAP * halves.line.size else None


def _is_aside(box: Box, space: Span) -> bool:
    return box[2] <= space[1] or box[0] >= space[0]


def _read(run: Sequence[Line], halves: Sequence[_Halves], space: Span | None, spans: dict[int, Span]) -> list[Line]:
    """A run of lines, in columns if it is running text in two."""
    if space is None or not _are_prose(halves, space):
        return list(run)
    over = {id(one.line): one for one in halves}
    middle = (space[0] + space[1]) / 2
    columns: tuple[list[Line], list[Line]] = ([], [])
    for line in run:
        held = over.get(id(line))
        if held is None:
            columns[line.box[0] > middle].append(line)
            continue
        for side in (0, 1):
            columns[side].extend(lines_of(glyph for glyph in held.glyphs if (glyph.middle > middle) is bool(side)))
    for column in columns:
        reach = min(line.box[0] for line in column), max(line.box[2] for line in column)
        spans.update((id(line), reach) for line in column)
    return [*columns[0], *columns[1]]


def _are_prose(halves: Sequence[_Halves], space: Span) -> bool:
    """Whether enough lines have sentences on both sides, and most of the left ones run up to the space."""
    if len(halves) < _FEWEST:
        return False
    middle = (space[0] + space[1]) / 2
    full = sum(space[0] - one.space[0] <= _FULL * one.line.size for one in halves)
    for side in (False, True):
        texts = ("".join(glyph.text for glyph in one.glyphs if (glyph.middle > middle) is side) for one in halves)
        if sum(bool(_CLAUSE.search(text)) for text in texts) * 2 < len(halves):
            return False
    return full * 2 > len(halves)
