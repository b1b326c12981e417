"""Text that does not count (叠印文字): white on white, or printed upon other text as a stamp or a watermark.

White text shows on a dark ground alone. Text in a colour, pale or in a transparent form is a stamp where it lies upon
other text, with all that is printed in the same way; digits never are: a figure may be corrected in red.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index.load.pdf.pages.fills import light_of
from index.load.pdf.pages.geometry import IDENTITY
from index.load.pdf.pages.glyphs import in_number
from index.load.pdf.pages.native import BOUNDS, DRAW_MODE, FILL_COLOUR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.pages.native import Flags, Floats, Indices
    from index.load.pdf.pages.objects import PageObjects
    from index.load.pdf.pages.visible import Texts

_WHITE: Final = 250.0  # of 255: as light as paper
_PALE: Final = 150.0
_TINTED: Final = 80.0  # of 255: between the strongest and the weakest of red, green and blue
_DARK_GROUND: Final = 225.0  # light of a ground on which white is seen
_THICK: Final = (4.0, 40.0)  # points: a stroke as wide as a row may be its ground
_UPON: Final = 0.15  # of the area of the smaller of two characters
_MOST: Final = 4000  # characters of one kind on a page: more are no stamp


Kind = tuple[float, ...]
"""How a stamp is printed: its colour and its size."""


def hide_overprinted(texts: Texts, pages: Sequence[PageObjects], stamps: set[Kind]) -> None:
    """Mark text objects as not visible that a reader does not see, or sees as a stamp upon the text of the page.

    `stamps` are the kinds of stamps of the pages before, and then of these, too.
    """
    styles = texts.styles
    colours = styles.colours
    light = light_of(colours)
    red, green, blue, _ = colours.T
    tint = np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue)
    shown = styles.visible[:-1]
    white = shown & (light >= _WHITE)
    faint = shown & ~white & ((light >= _PALE) | (tint >= _TINTED))
    if any(page.faint for page in pages):
        faint |= shown & np.isin(styles.items, list(set().union(*(page.faint for page in pages))))
    for page in np.unique(texts.bearers[white]).tolist():
        _hide_white(texts, page, white, pages[page])
    if faint.any():
        _hide_stamps(texts, faint, stamps)


def _hide_white(texts: Texts, page: int, white: Flags, drawn: PageObjects) -> None:
    """Hide the white text of a page that stands on no dark ground; a picture or shading may be one."""
    if drawn.images or drawn.shadings:
        return
    grounds = _grounds(drawn)
    for owner in np.flatnonzero(white & (texts.bearers == page)).tolist():
        left, top, right, bottom = texts.boxes[texts.owners == owner].T
        x, y = (left.min() + right.max()) / 2, (bottom.min() + top.max()) / 2
        x0, y0, x1, y1 = grounds.T
        if not ((x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)).any():
            texts.styles.visible[owner] = False


def _grounds(drawn: PageObjects) -> Floats:
    """The boxes around what is painted darker than paper, in the page's own space."""
    if not drawn.paths:
        return np.empty((0, 4))
    handles = np.array(drawn.paths)
    known, modes = DRAW_MODE.each(handles)
    coloured, colours = FILL_COLOUR.each(handles)
    dark = ~coloured | (light_of(colours) <= _DARK_GROUND)
    filled, stroked = (known & dark & (mode != 0) for mode in modes.T)
    which = np.flatnonzero(filled | stroked)
    bounds = BOUNDS.each(handles[which])[1].tolist()
    boxes = [
        drawn.in_forms.get(drawn.paths[at], IDENTITY).box((left, bottom), (right, top))
        for at, (left, bottom, right, top) in zip(which.tolist(), bounds, strict=True)
    ]
    found = np.array(boxes).reshape(-1, 4)
    height = np.minimum(found[:, 2] - found[:, 0], found[:, 3] - found[:, 1])
    grounds: Floats = found[filled[which] | ((height >= _THICK[0]) & (height <= _THICK[1]))]
    return grounds


def _hide_stamps(texts: Texts, faint: Flags, kinds: set[Kind]) -> None:
    """Hide text that lies upon other text, with all of the same colour and size: a stamp is printed on every page."""
    numbers = np.unique(texts.owners[in_number(texts.codes)])
    upon = {owner for page in np.unique(texts.bearers[faint]).tolist() for owner in _upon(texts, page, faint)}
    kinds.update(_kind(texts, owner) for owner in upon.difference(numbers.tolist()))
    if kinds:
        for owner in np.setdiff1d(np.flatnonzero(faint), numbers).tolist():
            if _kind(texts, owner) in kinds:
                texts.styles.visible[owner] = False


def _upon(texts: Texts, page: int, faint: Flags) -> list[int]:
    """The text objects of a page that lie upon others."""
    own = np.flatnonzero((texts.pages == page) & (texts.owners < len(faint)))
    own = own[texts.styles.visible[texts.owners[own]]]
    stamped = faint[texts.owners[own]]
    over, under = own[stamped], own[~stamped]
    if not len(over) or not len(under) or len(over) > _MOST:
        return []
    found: list[int] = np.unique(texts.owners[over[_lie_upon(texts.boxes[over], texts.boxes[under])]]).tolist()
    return found


def _kind(texts: Texts, owner: int) -> Kind:
    return (*texts.styles.colours[owner].tolist(), round(float(texts.styles.sizes[owner]), 1))


def _lie_upon(boxes: Floats, others: Floats) -> Indices:
    """Which boxes cover a part of one of the others."""
    found = np.zeros(len(boxes), dtype=np.bool_)
    x0, y1, x1, y0 = others.T  # y runs upwards
    areas = (x1 - x0) * (y1 - y0)
    for at, (left, top, right, bottom) in enumerate(boxes.tolist()):
        across = np.minimum(x1, right) - np.maximum(x0, left)
        down = np.minimum(y1, top) - np.maximum(y0, bottom)
        least = _UPON * np.minimum(areas, (right - left) * (top - bottom))
        found[at] = ((across > 0) & (down > 0) & (across * down > least)).any()
    return np.flatnonzero(found)
