"""Whether the words of a header stand at the heights of its rows (表头分行): in their middle, at their top or foot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from index.load.pdf.pages.pieces import LEVELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.without_rules.headings import Head, HeadCell

_SLACK: Final = 0.2  # of the height
_ABOVE: Final = (0.0, 0.15, 0.3, 0.5, 0.8, 1.2, 1.8)  # heights that a header may begin above its highest words
_LOWEST: Final = 0.9  # of the height: no row is lower

_Rows = tuple["HeadCell", int, int]  # a cell with the rows from and up to


def is_level(head: Head) -> bool:
    """Whether rows of some heights exist in which all cells have room, with their words set the same way in all.

    类, 款 and 项 may stand in a row of their own or in that of the total below the header.
    """
    above = tuple(span for span in head.spans if not _is_part(span[0]))
    return _has_rows(head) or (len(above) < len(head.spans) and _has_rows(replace(head, spans=above)))


def _has_rows(head: Head) -> bool:
    cells = [(cell, depth, depth + _down(head, cell)) for cell, _, _, depth in head.spans if not _is_apart(cell)]
    if not cells:
        return True
    size = max(piece.size for cell, _, _ in cells for piece in cell.pieces)
    slack = _SLACK * size
    return _share(cells, slack, side=0) or _share(cells, slack, side=1) or _are_middle(cells, head.depth, size, slack)


def _is_part(cell: HeadCell) -> bool:
    return len(cell.pieces) == 1 and cell.pieces[0].text in LEVELS


def _is_apart(cell: HeadCell) -> bool:
    """Whether a cell's words are written downwards, or 类, 款 or 项 above a total: they may stand anywhere in it."""
    if len(cell.pieces) == 1:
        return _is_part(cell)
    return all(len(piece.text) == 1 for piece in cell.pieces)


def _down(head: Head, cell: HeadCell) -> int:
    """How many rows a cell takes: down to those under it, or to the foot."""
    own = next((first, last, depth) for one, first, last, depth in head.spans if one is cell)
    below = [depth for _, first, last, depth in head.spans if depth > own[2] and first <= own[1] and last >= own[0]]
    return min(below, default=head.depth) - own[2]


def _share(cells: Sequence[_Rows], slack: float, *, side: int) -> bool:
    """Whether all cells that begin (end) with one row begin (end) at one height, each row below the one before."""
    heights: dict[int, list[float]] = {}
    for cell, *rows in cells:
        heights.setdefault(rows[side], []).append(cell.box[3 if side else 1])
    if any(max(own) - min(own) > slack for own in heights.values()):
        return False
    bounds = {row: min(own) if not side else max(own) for row, own in heights.items()}
    for cell, first, last in cells:
        if not side and last in bounds and cell.box[3] > bounds[last] + slack:
            return False
        if side and first in bounds and cell.box[1] < bounds[first] - slack:
            return False
    return True


def _are_middle(cells: Sequence[_Rows], depth: int, size: float, slack: float) -> bool:
    """Whether rows exist of which all words stand in the middle."""
    top = min(cell.box[1] for cell, _, _ in cells)
    sums = np.zeros((len(cells), depth + 1))
    for number, (_, first, last) in enumerate(cells):
        sums[number, [first, last]] += 1
    middles = np.array([cell.box[1] + cell.box[3] for cell, _, _ in cells])
    for above in _ABOVE:
        begin = top - above * size
        rest, *_ = np.linalg.lstsq(sums[:, 1:], middles - sums[:, 0] * begin, rcond=None)
        rows = np.concatenate([[begin], rest])
        if np.any(np.diff(rows) < _LOWEST * size) or np.any(np.abs(sums @ rows - middles) > 2 * slack):
            continue
        if all(cell.box[1] >= rows[first] - slack and cell.box[3] <= rows[last] + slack for cell, first, last in cells):
            return True
    return False
