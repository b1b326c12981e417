"""Glyphs to lines of text (成行): by baseline, as punctuation and digits of another height still share it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Final

import numpy as np

from index.load.pdf.pages.geometry import Box, box_around
from index.load.pdf.pages.glyphs import IN_NUMBER
from index.model.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.load.pdf.pages.glyphs import Glyph, Glyphs
    from index.load.pdf.pages.native import Indices

SAME_LINE: Final = 0.45  # of the smaller height
LEAST_HEIGHT: Final = 2.0
DOUBLED: Final = 0.8  # points: the same glyph printed twice to look bold
SPACE: Final = 0.35  # of the height: a gap that separates words
APART: Final = 0.5  # of the height: a gap that no single number has within it
OVERLAP: Final = 0.12  # of the height: digits that lie upon each other are no number
SMALL: Final = 0.75  # of the height of the digits beside: a note's mark
_LOOK_BACK: Final = 6
BY_PLACE: Final = attrgetter("baseline", "x0")
SEPARATOR: Final = " ｜ "
_GROUPS: Final = re.compile(r"[-−△(（]?[0-9０-９]{1,3}(?: [0-9０-９]{3})+(?:[.．][0-9０-９]{1,2})?[)）]?")
_LETTERED: Final = (0.03, 0.3)  # of the height: between the digits of a number that is set with spaces
_EVEN: Final = 0.06  # of the height: as gaps of one number are
_BLANK: Final = 0.65  # of the height: a space is no wider


@frozen
class Line:
    """A line of text; `size` is the height of its glyphs and `split` says that it holds several numbers set apart."""

    text: str
    box: Box
    baseline: float
    size: float
    split: bool = False


@dataclass(slots=True)
class _Forming:
    baseline: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)

    def takes(self, glyph: Glyph) -> bool:
        height = max(min(glyph.size, self.height), LEAST_HEIGHT)
        return abs(self.baseline - glyph.baseline) <= SAME_LINE * height

    def add(self, glyph: Glyph) -> None:
        self.glyphs.append(glyph)
        self.baseline += (glyph.baseline - self.baseline) / len(self.glyphs)


def lines_of(glyphs: Iterable[Glyph], *, in_cell: bool = False) -> list[Line]:
    """The lines that glyphs form, from the top; in a cell, numbers far apart are marked as several."""
    forming: list[_Forming] = []
    for glyph in sorted(glyphs, key=BY_PLACE):
        for line in reversed(forming[-_LOOK_BACK:]):
            if line.takes(glyph):
                break
        else:
            line = _Forming(glyph.baseline, glyph.size)
            forming.append(line)
        line.add(glyph)
    return [_finished(one, in_cell=in_cell) for one in sorted(forming, key=attrgetter("baseline"))]


def line_of(glyphs: Sequence[Glyph]) -> Line:
    """Glyphs of one baseline as a line of a cell."""
    baselines = [glyph.baseline for glyph in glyphs]
    reach = SAME_LINE * max(min(glyph.size for glyph in glyphs), LEAST_HEIGHT)
    if max(baselines) - min(baselines) > reach:
        return lines_of(glyphs, in_cell=True)[0]
    return _finished(_Forming(sum(baselines) / len(baselines), glyphs[0].size, list(glyphs)), in_cell=True)


def _finished(forming: _Forming, *, in_cell: bool) -> Line:
    glyphs = list(_undoubled(sorted(forming.glyphs, key=lambda one: one.middle)))
    in_cell = in_cell and not is_grouped(glyphs)
    pieces = [glyphs[0].text]
    split = False
    for before, glyph in pairwise(glyphs):
        if in_cell and _are_apart(before, glyph):
            pieces.append(SEPARATOR)
            split = True
        elif glyph.x0 - before.x1 > SPACE * glyph.size:
            pieces.append(" ")
        pieces.append(glyph.text)
    heights = sorted(glyph.size for glyph in glyphs)
    return Line(
        "".join(pieces), box_around(glyph.box for glyph in glyphs), forming.baseline, heights[len(heights) // 2], split
    )


def _are_apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether two neighbours cannot be of one number: far apart, one upon the other, or a note's mark."""
    if before.text not in IN_NUMBER or glyph.text not in IN_NUMBER:
        return False
    gap, size = glyph.x0 - before.x1, max(glyph.size, before.size)
    small = min(glyph.size, before.size) < SMALL * size and (before.text + glyph.text).isdigit()
    return gap > APART * size or gap < -OVERLAP * size or small


def is_grouped(glyphs: Sequence[Glyph]) -> bool:
    """Whether glyphs are one number, set with spaces between its digits and wider ones between its thousands."""
    size = max((glyph.size for glyph in glyphs), default=0.0)
    gaps = [after.x0 - before.x1 for before, after in pairwise(glyphs)]
    close, wide = [gap for gap in gaps if gap <= APART * size], [gap for gap in gaps if gap > APART * size]
    if not close or not wide or not _LETTERED[0] * size <= min(close) <= max(close) <= _LETTERED[1] * size:
        return False
    if max(max(close) - min(close), max(wide) - min(wide)) > _EVEN * size or max(wide) > _BLANK * size + 2 * min(close):
        return False
    text = "".join(glyph.text + " " * (gap > APART * size) for glyph, gap in zip(glyphs, [*gaps, 0.0], strict=True))
    return bool(_GROUPS.fullmatch(text))


def _undoubled(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    kept: Glyph | None = None
    for glyph in glyphs:
        if (
            kept is not None
            and glyph.text == kept.text
            and abs(glyph.x0 - kept.x0) < DOUBLED
            and abs(glyph.y0 - kept.y0) < DOUBLED
        ):
            continue
        kept = glyph
        yield glyph


def number_starts(glyphs: Glyphs, begins: Indices | None = None) -> Indices:
    """Where words start in glyphs as printed: those of one number are together, so that it is never cut in two.

    Brackets and signs that touch it are of it: a negative figure too wide for its column keeps them. Where
    another page `begins`, a word does.
    """
    if not len(glyphs):
        return np.zeros(0, dtype=np.intp)
    in_number = glyphs.in_number
    continues = (in_number[1:] | glyphs.closes[1:]) & (in_number[:-1] | glyphs.opens[:-1])
    continues &= (in_number[1:] | in_number[:-1]) & (abs(np.diff(glyphs.baseline)) < 1)
    continues &= abs(glyphs.x0[1:] - glyphs.x1[:-1]) < DOUBLED
    if begins is not None:
        continues[begins[(begins > 0) & (begins < len(glyphs))] - 1] = False
    return np.flatnonzero(np.append(True, ~continues))
