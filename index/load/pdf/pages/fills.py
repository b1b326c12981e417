"""Light cells on a darker ground (底色上的格子): what shows of the ground between them are the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.load.pdf.pages.native import Flags, Floats

_DARKER: Final = 16.0  # of 255: how much darker a ground is than its cells, at least
_COVERED: Final = 0.6  # of a ground: what its cells leave of it are lines
_LEAST: Final = 4  # cells that make a grid
_MOST: Final = 2000  # cells of a table on one page
_WITHIN: Final = 1.0  # points
_TOUCH: Final = 0.1  # points: cells this close have no line between them
_WEIGHTS: Final = (0.299, 0.587, 0.114)  # of red, green and blue in what is seen as light


class Fills(NamedTuple):
    """Filled rectangles as they are painted one upon the other: left, top, right, bottom (rows), and their light."""

    boxes: Floats
    light: Floats


def light_of(colours: Floats) -> Floats:
    """How light colours of red, green, blue and opacity are: 0 black, 255 white or unpainted."""
    opacity = colours[:, 3] / 255
    found: Floats = (colours[:, :3] @ np.array(_WEIGHTS)) * opacity + 255 * (1 - opacity)
    return found


def sides(fills: Fills) -> Iterator[Floats]:
    """Yield the sides of cells that lie on a darker ground: rows of x0, y0, x1, y1."""
    if len(fills.boxes) <= _LEAST:
        return
    x0, y0, x1, y1 = fills.boxes.T
    areas = (x1 - x0) * (y1 - y0)
    order = np.arange(len(areas))
    for ground in np.flatnonzero(fills.light < fills.light.max() - _DARKER).tolist():
        cells = (order > ground) & (fills.light >= fills.light[ground] + _DARKER)
        cells &= (x0 >= x0[ground] - _WITHIN) & (x1 <= x1[ground] + _WITHIN)
        cells &= (y0 >= y0[ground] - _WITHIN) & (y1 <= y1[ground] + _WITHIN)
        if _LEAST <= np.count_nonzero(cells) <= _MOST and areas[cells].sum() >= _COVERED * areas[ground]:
            yield from _sides(fills.boxes[cells])


def _sides(boxes: Floats) -> Iterator[Floats]:
    """Yield the sides of cells, less those where another cell follows at once."""
    x0, y0, x1, y1 = boxes.T
    for low, high, start, end, upright in ((x0, x1, y0, y1, True), (y0, y1, x0, x1, False)):
        for side, other in ((low, high), (high, low)):
            shown = ~_touched(side, other, start, end)
            at, first, last = side[shown], start[shown], end[shown]
            yield np.stack((at, first, at, last) if upright else (first, at, last, at), axis=1)


def _touched(side: Floats, other: Floats, start: Floats, end: Floats) -> Flags:
    """Of which cells the side meets the opposite side of another along half of it."""
    close = abs(side[:, None] - other[None, :]) <= _TOUCH
    along = np.minimum(end[:, None], end[None, :]) - np.maximum(start[:, None], start[None, :])
    found: Flags = np.logical_or.reduce(close & (along >= (end - start)[:, None] / 2), axis=1)
    return found
