"""Whether header words stand in the middle of cells that fill a table (表头居中): cells side by side leave no room.

Where rules are not drawn, a word in the middle of its column tells how far the column reaches: as far to the left as to
the right. From one border follow all others; a header of which all words fit is read as it was set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.load.pdf.heads import Head, HeadCell

_SLACK: Final = 0.15  # of the height: boxes of characters are this uncertain
_FAR: Final = 1e6


@dataclass(slots=True)
class _Chain:
    """A border of which others follow: how far it may lie to the left and to the right."""

    low: float
    high: float

    def limits(self, sign: int, low: float, high: float) -> None:
        """Take in that the border times `sign` lies between two values."""
        if sign < 0:
            low, high = -high, -low
        self.low, self.high = max(self.low, low), min(self.high, high)


@dataclass(frozen=True, slots=True)
class _Border:
    """A border as that of its chain, forwards or backwards, and an offset."""

    chain: _Chain
    sign: int
    offset: float


def is_tiled(head: Head) -> bool:
    """Whether borders exist with every header word in the middle of its cell and nothing printed across them."""
    if not head.spans:
        return False
    size = max(piece.size for cell, _, _, _ in head.spans for piece in cell.pieces)
    slack = _SLACK * size
    leaves = _leaves(head)
    reach = [_reach(head, leaves, number) for number in range(len(head.columns))]
    borders = _borders(leaves, reach, slack)
    chains = [border.chain for border in borders]
    for cell, first, last, _ in head.spans:
        if first < last:
            _hold(borders[first], borders[last + 1], 2 * cell.middle, slack)
    return all(chain.low <= chain.high for chain in chains)


def _leaves(head: Head) -> list[HeadCell | None]:
    """The lowest word over each column, if it stands over that column alone."""
    found: list[HeadCell | None] = []
    for number in range(len(head.columns)):
        over = [(depth, cell, first == last) for cell, first, last, depth in head.spans if first <= number <= last]
        lowest = max(over, key=lambda one: one[0], default=None)
        found.append(lowest[1] if lowest and lowest[2] else None)
    return found


def _reach(head: Head, leaves: Sequence[HeadCell | None], number: int) -> tuple[float, float]:
    column, leaf = head.columns[number], leaves[number]
    if leaf is None:
        return column.left, column.right
    return min(column.left, leaf.box[0]), max(column.right, leaf.box[2])


def _borders(
    leaves: Sequence[HeadCell | None], reach: Sequence[tuple[float, float]], slack: float
) -> list[_Border]:
    borders = [_Border(_Chain(-_FAR, reach[0][0] + slack), 1, 0.0)]
    for number, leaf in enumerate(leaves):
        low = reach[number][1] - slack
        high = reach[number + 1][0] + slack if number + 1 < len(reach) else _FAR
        before = borders[-1]
        if leaf is None:
            borders.append(_Border(_Chain(low, high), 1, 0.0))
            continue
        here = _Border(before.chain, -before.sign, 2 * leaf.middle - before.offset)
        here.chain.limits(here.sign, low - here.offset, high - here.offset)
        borders.append(here)
    return borders


def _hold(left: _Border, right: _Border, total: float, slack: float) -> None:
    """Take in that two borders stand as far from the middle of a word."""
    if left.chain is not right.chain:
        return
    rest = total - left.offset - right.offset
    if left.sign + right.sign == 0:
        if abs(rest) > 2 * slack:
            left.chain.low = _FAR
        return
    sign = left.sign
    left.chain.limits(sign, rest / 2 - slack, rest / 2 + slack)
