"""Header words over columns without rules (无框线的表头): which columns each word stands over, by its place."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.pdf.pages.pieces import LEVELS
from index.load.pdf.without_rules.columns import Column
from index.load.pdf.without_rules.headings import STACKED, Head, HeadCell, are_words, is_stacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.load.pdf.pages.pieces import Piece, PieceRow
    from index.load.pdf.pages.strokes import Segment
    from index.load.pdf.without_rules.headings import Place

_WRAPPED: Final = 1.5  # of the height: between the baselines of one wrapped cell
_EVEN: Final = 0.02  # of the height: the lines of cells lie this evenly
_CLOSE: Final = 2.0  # of the height: the same, where nothing else stands under it
_LEVEL: Final = 0.5  # of the height: words this close in height are of one level
_BLANK: Final = 3.0  # heights: what a column without any cell costs
_CHAIN: Final = 0.5  # what a word over a single word costs
_OPEN: Final = 0.7  # what a column costs with nothing at the top of the header
_DROPPED: Final = 0.35  # of the height that a middle of words may be off theirs
_NEAR: Final = 1.6  # heights: a reading that costs this much more is still possible
_READINGS: Final = 4
_KEPT: Final = 12
_SLACK: Final = 2.0  # points
_TOP_FOOT: Final = 0.75  # of the height: below the middle of the only line of a low row is its foot


@dataclass(frozen=True, slots=True)
class _Split:
    """How lines of a header are told to be one cell: by their distance in heights.

    With `words`, two that each are a header word of their own are none.
    """

    pitch: float
    words: bool = True

    def joins(self, above: Piece, piece: Piece) -> bool:
        """Whether a piece is the next line of the cell above it."""
        pitch = max(self.pitch, STACKED) if is_stacked(above, piece) else self.pitch
        if not 0 < piece.baseline - above.baseline <= pitch * piece.size:
            return False
        if self.words and are_words(above, piece):
            return False
        aligned = abs(above.middle - piece.middle) <= piece.size or abs(above.left - piece.left) <= _SLACK
        return aligned and above.covers(piece.left, piece.right) > 0


@dataclass(frozen=True, slots=True)
class _Stack:
    """A column with the cells over it so far, the lowest first."""

    column: Column
    cells: tuple[HeadCell, ...] = ()

    @property
    def reach(self) -> tuple[float, float]:
        boxes = [cell.box for cell in self.cells[:1]]
        return min([self.column.left, *(box[0] for box in boxes)]), max([self.column.right, *(box[2] for box in boxes)])

    @property
    def balanced(self) -> tuple[float, float]:
        """How far the column reaches if its lowest word stands in the middle of it."""
        left, right = self.reach
        if not self.cells:
            return left, right
        half = max(self.cells[0].middle - left, right - self.cells[0].middle)
        return self.cells[0].middle - half, self.cells[0].middle + half


@dataclass(frozen=True, slots=True)
class _State:
    stacks: tuple[_Stack, ...]
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class _Level:
    cells: tuple[HeadCell, ...]
    size: float
    foot: float  # where the header ends
    rules: tuple[Segment, ...] = field(default=())


def read_heads(
    rows: Sequence[PieceRow], columns: Sequence[Column], foot: float, rules: Sequence[Segment]
) -> list[Head]:
    """The readings of header rows over columns, the likeliest first; [] where some figures have no word over them.

    `foot` is the height at which the header ends, `rules` the level rules drawn across parts of it.
    """
    size = max(row.size for row in rows)
    ways = list(dict.fromkeys(tuple(_cells(rows, split)) for split in _splits(rows)))
    found = [head for cells in ways for head in _over(list(cells), columns, foot, (size, rules))]
    if not found:
        found = list(_over(_cells(rows, _Split(_WRAPPED, words=False)), columns, foot, (size, rules)))
    found = sorted((head for head in found if not any(map(_is_left_over, head.spans))), key=lambda head: head.cost)
    return [head for head in found if head.cost <= found[0].cost + _NEAR][:_READINGS]


def _is_left_over(span: tuple[HeadCell, int, int, int]) -> bool:
    """Whether a cell is a lone character of words written downwards, or half of a bracket: what belongs to others."""
    text = "".join(piece.text for piece in span[0].pieces)
    lone = len(text) == 1 and not text.isascii() and text not in LEVELS
    return lone or sum(map(text.count, "（(")) != sum(map(text.count, "）)"))


def _splits(rows: Sequence[PieceRow]) -> Iterator[_Split]:
    """Yield how far apart the lines of one cell may be, in heights: as far as is usual, or as the closest are."""
    yield _Split(_WRAPPED)
    apart = [
        (piece.baseline - above.baseline) / piece.size
        for row, below in pairwise(rows)
        for above in row.pieces
        for piece in below.pieces
        if _Split(_WRAPPED).joins(above, piece)
    ]
    if apart:
        yield _Split(min(apart) + _EVEN)
        yield _Split(0.0)


def _over(
    cells: list[HeadCell], columns: Sequence[Column], foot: float, drawn: tuple[float, Sequence[Segment]]
) -> Iterator[Head]:
    """Yield the readings of cells over columns; `drawn` are their size and the rules under some of them."""
    if not cells:
        return
    size, rules = drawn
    cells = _aligned(cells, size)
    if cells[0].at == "top":
        foot = min(foot, max(cell.height for cell in cells) + _TOP_FOOT * size)
    states = [_State(tuple(_Stack(column) for column in columns))]
    for level in reversed(_levels(cells, size)):
        at = _Level(tuple(level), size, foot, tuple(rules))
        states = _best(state for before in states for state in _covered(before, at))
    top = min(cell.height for cell in cells) + _DROPPED * size
    for state in states:
        if _is_whole(state):
            yield _head(replace(state, cost=state.cost + _OPEN * _open(state, top, foot)))


def _cells(rows: Sequence[PieceRow], split: _Split) -> list[HeadCell]:
    """Words on lines close below one another, one over the other, are one cell."""
    groups: list[list[Piece]] = []
    for row in rows:
        levels = sum(piece.text in LEVELS for piece in row.pieces) > 1  # 类 款 项, the foot of no words above them
        for piece in row.pieces:
            above = [group for group in groups if split.joins(group[-1], piece)]
            above = [] if levels and piece.text in LEVELS else above
            lone = len(above) == 1
            if lone and not any(split.joins(above[0][-1], other) for other in row.pieces if other != piece):
                above[0].append(piece)
            else:
                groups.append([piece])
    return [HeadCell(tuple(group)) for group in groups]


def _aligned(cells: list[HeadCell], size: float) -> list[HeadCell]:
    """The cells as they stand in their rows: in the middle, unless first or last lines make fewer levels."""
    places: tuple[Place, ...] = ("middle", "top", "foot")
    ways = [[replace(cell, at=at) for cell in cells] for at in places]
    return min(ways, key=lambda way: len(_levels(way, size)))


def _levels(cells: Sequence[HeadCell], size: float) -> list[list[HeadCell]]:
    levels: list[list[HeadCell]] = []
    for cell in sorted(cells, key=lambda one: one.height):
        if levels and cell.height - levels[-1][-1].height <= _LEVEL * size:
            levels[-1].append(cell)
        else:
            levels.append([cell])
    return [sorted(level, key=lambda one: one.middle) for level in levels]


def _best(states: Iterator[_State]) -> list[_State]:
    return sorted(states, key=lambda one: one.cost)[:_KEPT]


def _covered(state: _State, level: _Level) -> list[_State]:
    """The ways in which the cells of a level stand over the columns, in order and without a column twice."""
    stacks = state.stacks

    @cache
    def ways(cell: int, first: int) -> tuple[tuple[float, tuple[tuple[int, int], ...]], ...]:
        """Cost and, for each further cell, the columns from and up to; the same twice before a blank column."""
        if cell == len(level.cells):
            return ((0.0, ()),)
        found: list[tuple[float, tuple[tuple[int, int], ...]]] = []
        for start, end, cost in _choices(level, level.cells[cell], stacks, first):
            found += [(cost + more, ((start, end), *rest)) for more, rest in ways(cell + 1, end)]
        return tuple(sorted(found)[:_KEPT])

    return [_State(_stacked(stacks, level.cells, taken), state.cost + cost) for cost, taken in ways(0, 0)]


def _choices(level: _Level, cell: HeadCell, stacks: Sequence[_Stack], first: int) -> Iterator[tuple[int, int, float]]:
    """The columns that a cell may stand over, from and up to, with what each costs in heights."""
    left, _, right, _ = cell.box
    drawn = _drawn_under(level, cell)
    for start in range(first, len(stacks) + 1):
        before = stacks[start - 1].column.middle if start else float("-inf")
        after = stacks[start].column.middle if start < len(stacks) else float("inf")
        if before < cell.middle < after and drawn is None:
            yield start, start, _BLANK
        if start == len(stacks):
            return
        if not stacks[start].cells:
            column = stacks[start].column
            apart = max(0.0, left - column.right, column.left - right)
            yield start, start + 1, (apart + 0.1 * abs(column.middle - cell.middle)) / level.size
            for end in range(start + 2, _parts_end(stacks, start) + 1):
                yield start, end, _off_middle(level, cell, stacks[start:end])
            continue
        for end in range(start + 1, len(stacks) + 1):
            if not stacks[end - 1].cells or _reaches(stacks[end - 1], level, cell):
                break
            cost = (
                _off_middle(level, cell, stacks[start:end])
                if drawn is None
                else _off_rule(level, drawn, stacks[start:end])
            )
            yield start, end, cost + _CHAIN * (end == start + 1)


def _parts_end(stacks: Sequence[_Stack], start: int) -> int:
    """Up to which column those from `start` hold parts of codes (类 款 项) that may have one word over them all."""
    end = start
    while end < len(stacks) and stacks[end].column.parts and not stacks[end].cells:
        end += 1
    return end


def _reaches(stack: _Stack, level: _Level, cell: HeadCell) -> bool:
    """Whether the cell at the foot, set in the middle of its height, reaches up beside another: it is under nothing."""
    top = stack.cells[-1]
    return len(stack.cells) == 1 and 2 * top.height - level.foot < cell.height - _DROPPED * level.size


def _off_middle(level: _Level, cell: HeadCell, group: Sequence[_Stack]) -> float:
    ends = [(group[0].reach[0], group[-1].reach[1]), (group[0].balanced[0], group[-1].balanced[1])]
    apart = max(0.0, ends[0][0] - cell.box[0], cell.box[2] - ends[0][1]) if len(group) > 1 else 0.0
    return (min(abs((left + right) / 2 - cell.middle) for left, right in ends) + apart) / level.size


def _drawn_under(level: _Level, cell: HeadCell) -> Segment | None:
    """The rule right under a cell that is drawn over its columns alone."""
    under = [
        rule
        for rule in level.rules
        if cell.box[3] - _SLACK <= rule.position <= cell.box[3] + 2 * level.size
        and rule.start <= cell.box[0] + _SLACK
        and rule.end >= cell.box[2] - _SLACK
    ]
    return min(under, key=lambda rule: rule.position, default=None)


def _off_rule(level: _Level, rule: Segment, group: Sequence[_Stack]) -> float:
    outside = sum(not rule.start <= stack.column.middle <= rule.end for stack in group)
    ends = abs(group[0].reach[0] - rule.start) + abs(group[-1].reach[1] - rule.end)
    return outside * _BLANK + ends / level.size / 4


def _stacked(
    stacks: Sequence[_Stack], cells: Sequence[HeadCell], taken: Sequence[tuple[int, int]]
) -> tuple[_Stack, ...]:
    found: list[_Stack] = []
    at = 0
    for cell, (start, end) in zip(cells, taken, strict=True):
        found += stacks[at:start]
        if start == end:
            found.append(_Stack(Column(cell.box[0], cell.box[2]), (cell,)))
        found += [_Stack(stack.column, (*stack.cells, cell)) for stack in stacks[start:end]]
        at = end
    return (*found, *stacks[at:])


def _is_whole(state: _State) -> bool:
    return all(stack.cells or not stack.column.figures for stack in state.stacks)


def _open(state: _State, top: float, foot: float) -> int:
    """How many columns have room for another word: nothing at the top of the header, or right above the lowest word."""
    leaves = [stack.cells[0].height for stack in state.stacks if stack.cells]
    row = 2 * (foot - max(leaves))
    found = 0
    for stack in state.stacks:
        if not stack.cells:
            continue
        begins = 2 * stack.cells[0].height - foot  # of the lowest cell, if its words stand in its middle
        highest = begins if len(stack.cells) == 1 else stack.cells[-1].height
        found += highest > top or (len(stack.cells) > 1 and begins - stack.cells[1].height > row)
    return found


def _joined(state: _State) -> _State:
    """Words close over a single word, over the same columns, are one cell that is wrapped."""
    stacks = list(state.stacks)
    while True:
        pair = next(
            (
                (low, high)
                for stack in stacks
                for low, high in pairwise(stack.cells)
                if 0 < low.pieces[0].baseline - high.pieces[-1].baseline <= _CLOSE * low.pieces[0].size
                and not are_words(high.pieces[-1], low.pieces[0])
                and sum(low in one.cells for one in stacks) == sum(high in one.cells for one in stacks) == 1
            ),
            None,
        )
        if pair is None:
            return replace(state, stacks=tuple(stacks))
        whole = replace(pair[1], pieces=(*pair[1].pieces, *pair[0].pieces))
        stacks = [
            replace(one, cells=tuple(whole if cell == pair[0] else cell for cell in one.cells if cell != pair[1]))
            for one in stacks
        ]


def _head(state: _State) -> Head:
    """Cells from the top with their depths: one stands below the deepest of those over its columns."""
    state = _joined(state)
    spans: list[tuple[HeadCell, int, int, int]] = []
    cells = dict.fromkeys(cell for stack in state.stacks for cell in reversed(stack.cells))
    for cell in cells:
        over = [number for number, stack in enumerate(state.stacks) if cell in stack.cells]
        above = max(len(stack.cells) - 1 - stack.cells.index(cell) for stack in state.stacks if cell in stack.cells)
        spans.append((cell, over[0], over[-1], above))
    return Head(tuple(stack.column for stack in state.stacks), tuple(spans), state.cost, _reach(state.stacks))


def _reach(stacks: Sequence[_Stack]) -> tuple[tuple[float, float], ...]:
    """How far the columns reach with the words that stand over each alone, where the columns beside leave room."""
    found: list[tuple[float, float]] = []
    for number, stack in enumerate(stacks):
        left, right = stack.reach
        if number:
            left = max(left, min(found[-1][1], stack.column.left))
        if number + 1 < len(stacks):
            right = min(right, max(stacks[number + 1].column.left, stack.column.right))
        found.append((left, right))
    return tuple(found)
