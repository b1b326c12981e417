"""The lines of all cells of many pages at once (成批成行): what `lines_of` gives for each, where that is clear.

Most cells hold one line, or some that stand well apart. These are found, ordered and measured in columns, all together.
What is not clear (lines that nearly meet, glyphs printed twice) is left to `lines_of`, which says what a line is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.load.pdf.pages.glyphs import decoded
from index.load.pdf.pages.lines import (
    APART,
    DOUBLED,
    LEAST_HEIGHT,
    OVERLAP,
    SAME_LINE,
    SEPARATOR,
    SMALL,
    SPACE,
    Line,
    is_grouped,
    lines_of,
)

if TYPE_CHECKING:
    from index.load.pdf.pages.glyphs import Glyphs
    from index.load.pdf.pages.native import Flags, Floats, Indices

_EXACT: Final = 1e-6  # points by which a comparison holds however the baseline of a line is averaged


class _Bands(NamedTuple):
    """Where lines begin in glyphs that are sorted by group and baseline, and which of them are clear."""

    starts: Indices
    groups: Indices
    clear: Flags


def lines_by_group(glyphs: Glyphs, groups: Indices) -> dict[int, list[Line]]:
    """The lines of each group of glyphs, from the top; a group is a cell, or if negative what is free of cells."""
    found: dict[int, list[Line]] = {}
    if not len(glyphs):
        return found
    order = np.argsort(groups, kind="stable")
    groups = groups[order]
    order = order[_order_within(groups, glyphs.baseline[order], glyphs.x0[order])]
    glyphs = glyphs.take(order)
    bands = _bands(glyphs, groups)
    ends = [*bands.starts[1:].tolist(), len(glyphs)]
    for group, start, end, line in zip(
        bands.groups.tolist(), bands.starts.tolist(), ends, _lines(glyphs, bands), strict=True
    ):
        own = found.setdefault(group, [])
        if line is None:
            own += lines_of(glyphs[start:end], in_cell=group >= 0)
        else:
            own.append(line)
    return found


def _order_within(groups: Indices, *keys: Floats) -> Indices:
    """The order of items by their keys, the first one counting most, within groups that follow one another.

    Most are printed in it: only groups that are not are sorted.
    """
    order = np.arange(len(groups))
    tied = groups[1:] == groups[:-1]
    begins = np.append(True, ~tied)
    back = np.zeros(len(tied), dtype=np.bool_)
    for key in keys:
        back |= tied & (key[1:] < key[:-1])
        tied = tied & (key[1:] == key[:-1])
    if back.any():
        number = np.cumsum(begins) - 1
        mixed = np.zeros(number[-1] + 1, dtype=np.bool_)
        mixed[number[1:][back]] = True
        which = np.flatnonzero(mixed[number])
        order[which] = which[np.lexsort((*(key[which] for key in reversed(keys)), number[which]))]
    return order


def _bands(glyphs: Glyphs, groups: Indices) -> _Bands:
    """Part glyphs where no line can reach over; a band is clear if its glyphs are within reach of one another."""
    begins = np.diff(groups, prepend=groups[0] - 1) != 0
    reach = SAME_LINE * np.maximum(glyphs.size, LEAST_HEIGHT)
    widest = np.maximum.reduceat(reach, np.flatnonzero(begins))[np.cumsum(begins) - 1]
    begins[1:] |= np.diff(glyphs.baseline) > widest[1:] + _EXACT
    starts = np.flatnonzero(begins)
    height = np.maximum.reduceat(glyphs.baseline, starts) - glyphs.baseline[starts]
    return _Bands(starts, groups[starts], height <= np.minimum.reduceat(reach, starts) - _EXACT)


def _lines(glyphs: Glyphs, bands: _Bands) -> list[Line | None]:
    """The line of each band; None for those that are not clear."""
    starts = bands.starts
    lengths = np.diff(starts, append=len(glyphs))
    number = np.repeat(np.arange(len(starts)), lengths)
    baselines = _baselines(glyphs, starts, lengths)
    same = number[1:] == number[:-1]
    middle = glyphs.middle
    if (same & (np.diff(middle) < 0)).any():
        glyphs = glyphs.take(_order_within(number, middle))
    doubled = same & (glyphs.codes[1:] == glyphs.codes[:-1])
    doubled &= (abs(np.diff(glyphs.x0)) < DOUBLED) & (abs(np.diff(glyphs.y0)) < DOUBLED)
    clear = bands.clear.copy()
    clear[number[1:][doubled]] = False
    spaced, apart = _gaps(glyphs, same, (bands.groups >= 0)[number[1:]])
    for line in np.unique(number[1:][apart]).tolist():
        whole = slice(starts[line], starts[line] + lengths[line])
        if is_grouped(list(glyphs[whole])):
            inside = slice(whole.start, whole.stop - 1)
            spaced[inside] |= apart[inside]
            apart[inside] = False
    split = np.zeros(len(starts), dtype=np.bool_)
    split[number[1:][apart]] = True
    boxes = zip(
        np.minimum.reduceat(glyphs.x0, starts).tolist(),
        np.minimum.reduceat(glyphs.y0, starts).tolist(),
        np.maximum.reduceat(glyphs.x1, starts).tolist(),
        np.maximum.reduceat(glyphs.y1, starts).tolist(),
        strict=True,
    )
    sizes = glyphs.size[_order_within(number, glyphs.size)][starts + lengths // 2].tolist()
    texts = _texts(glyphs, starts, spaced, apart)
    lines: list[Line | None] = list(map(Line, texts, boxes, baselines, sizes, split.tolist()))
    for index in np.flatnonzero(~clear).tolist():
        lines[index] = None
    return lines


def _baselines(glyphs: Glyphs, starts: Indices, lengths: Indices) -> list[float]:
    """The baselines of lines: averaged as `lines_of` does, one glyph after another from the top."""
    found: list[float] = glyphs.baseline[starts].tolist()
    for index in np.flatnonzero(np.maximum.reduceat(glyphs.baseline, starts) != glyphs.baseline[starts]).tolist():
        start = starts[index]
        for count, baseline in enumerate(glyphs.baseline[start : start + lengths[index]].tolist(), start=1):
            found[index] += (baseline - found[index]) / count
    return found


def _gaps(glyphs: Glyphs, same: Flags, in_cell: Flags) -> tuple[Flags, Flags]:
    """Before which glyphs but the first stands a space, and before which another number begins in the same cell."""
    before, after = glyphs[:-1], glyphs[1:]
    gap = after.x0 - before.x1
    size, least = np.maximum(before.size, after.size), np.minimum(before.size, after.size)
    in_number, digits = glyphs.in_number, glyphs.digits
    small = (least < SMALL * size) & digits[:-1] & digits[1:]
    apart = same & in_cell & in_number[:-1] & in_number[1:]
    apart &= (gap > APART * size) | (gap < -OVERLAP * size) | small
    return same & ~apart & (gap > SPACE * after.size), apart


def _texts(glyphs: Glyphs, starts: Indices, spaced: Flags, apart: Flags) -> list[str]:
    """The texts of lines, cut from one text of all their glyphs and what stands between them."""
    ends = np.arange(1, len(glyphs) + 1)
    ends[1:] += np.cumsum(spaced + len(SEPARATOR) * apart)
    codes = np.full(ends[-1], ord(" "), dtype=np.uint32)
    codes[ends - 1] = glyphs.codes
    for place, one in enumerate(SEPARATOR, start=1):
        codes[ends[:-1][apart] + place - 1] = ord(one)
    text = decoded(codes)
    first = (ends[starts] - 1).tolist()
    last = [*ends[starts[1:] - 1].tolist(), len(text)]
    return [text[start:end] for start, end in zip(first, last, strict=True)]
