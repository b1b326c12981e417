"""Tables with titles of their own side by side on a page (并排的表): read column by column, each below its own lines.

Lines of text run over the whole page. Those next to such tables, and those right above and below them that leave the
space between them free, are parted there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from index.load.pdf.pages.lines import Line, lines_of
from index.load.pdf.with_rules.captions import NOTE
from index.load.prose import UNIT_LINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.page import PageContent

_NEXT: Final = 0.3  # of the lower of two tables: what stands beside the other
_FREE: Final = 1.2  # of the height: two lines of text side by side leave this much between them
_REACH: Final = 4.0  # of the height: lines right above or below tables follow one another this closely
_OVER: Final = 1.0  # points
_CAPTIONS: Final = 10.0  # of the height: a title, its number and a unit need no more above a table


class _Cell(Protocol):
    @property
    def lines(self) -> Sequence[Line]: ...


class _Drawn(Protocol):
    @property
    def box(self) -> Box: ...
    @property
    def cells(self) -> Sequence[_Cell]: ...


class _Placed(Protocol):
    @property
    def table(self) -> _Drawn: ...


T = TypeVar("T", bound=_Placed)


@dataclass(frozen=True, slots=True)
class Abreast:
    """Tables side by side: how high and low they reach, and how far each column of them does, from the left."""

    top: float
    foot: float
    columns: tuple[tuple[float, float], ...]

    @property
    def between(self) -> tuple[tuple[float, float], ...]:
        """The spaces between the columns."""
        return tuple((before[1], after[0]) for before, after in pairwise(self.columns))

    def side(self, box: Box) -> int | None:
        """The column that a box stands in, None where it reaches over a space between two."""
        if any(box[0] < middle < box[2] for middle in map(_middle, self.between)):
            return None
        return sum(_middle(one) <= (box[0] + box[2]) / 2 for one in self.between)


def _middle(span: tuple[float, float]) -> float:
    return (span[0] + span[1]) / 2


def groups_of(boxes: Iterable[Box]) -> list[Abreast]:
    """The groups of tables that stand side by side, from the top."""
    groups: list[list[Box]] = []
    for box in sorted(boxes, key=lambda one: one[1]):
        near = [group for group in groups if any(_is_level(box, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([box, *(other for group in near for other in group)])
    found = [
        Abreast(min(box[1] for box in group), max(box[3] for box in group), columns)
        for group in groups
        if len(columns := _columns(group)) > 1
    ]
    return sorted(found, key=lambda one: one.top)


def _is_level(box: Box, other: Box) -> bool:
    lower = min(box[3] - box[1], other[3] - other[1])
    return min(box[3], other[3]) - max(box[1], other[1]) > _NEXT * lower


def _columns(boxes: Iterable[Box]) -> tuple[tuple[float, float], ...]:
    columns: list[tuple[float, float]] = []
    for left, _, right, _ in sorted(boxes):
        if columns and left < columns[-1][1]:
            columns[-1] = columns[-1][0], max(columns[-1][1], right)
        else:
            columns.append((left, right))
    return tuple(columns)


def with_parted_lines(content: PageContent, tables: Sequence[_Drawn], lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, those of two tables side by side parted between them."""
    found = sorted(lines, key=lambda line: line.baseline)
    for group in groups_of(table.box for table in tables):
        found = [
            part for line in found for part in (_parted(content, group, line) if _is_near(group, line) else [line])
        ]
    return found


def _is_near(group: Abreast, line: Line) -> bool:
    size = line.size
    return group.top - _CAPTIONS * size < line.baseline < group.foot + _REACH * size


def _parted(content: PageContent, group: Abreast, line: Line) -> list[Line]:
    """A line in the parts that stand over one column each; as it is where it runs on over the space between two."""
    left, top, right, foot = line.box
    glyphs = content.glyphs
    inside = (glyphs.x0 >= left - _OVER) & (glyphs.x1 <= right + _OVER)
    inside &= (glyphs.y0 >= top - _OVER) & (glyphs.y1 <= foot + _OVER)
    own = list(glyphs.take(inside))
    parts: list[Line] = []
    for space in group.between:
        before = [glyph for glyph in own if glyph.middle < _middle(space)]
        after = [glyph for glyph in own if glyph.middle >= _middle(space)]
        if not before or not after:
            continue
        gap = min(glyph.x0 for glyph in after) - max(glyph.x1 for glyph in before)
        if gap < min(_FREE * line.size, space[1] - space[0]):
            continue
        parts += lines_of(before)
        own = after
    return [*parts, *lines_of(own)] if parts else [line]


def in_order(tables: Sequence[T], lines: Sequence[Line]) -> Iterator[tuple[T | Line, tuple[float, float] | None]]:
    """Yield the tables and lines of a page as they are read, with how far the column reaches that they stand in.

    Lines stand between tables one below the other; of tables side by side, each column is read to its foot.
    """
    groups = groups_of(one.table.box for one in tables)
    boxes = [one.table.box for one in tables]
    stacks: list[_Stack[T]] = [_stacked(group, tables, lines, boxes) for group in groups]
    taken = {id(item) for stack in stacks for item, _ in stack.items}
    stacks += [_Stack(one.table.box[1], [(one, None)]) for one in tables if id(one) not in taken]
    free = [line for line in lines if id(line) not in taken]
    done = 0
    for stack in sorted(stacks, key=lambda one: one.top):
        above = [line for line in free[done:] if line.baseline <= stack.top + _OVER]
        done += len(above)
        yield from ((line, None) for line in above)
        yield from stack.items
    yield from ((line, None) for line in free[done:])


@dataclass(frozen=True, slots=True)
class _Stack(Generic[T]):
    """What is read together: where it begins, and its tables and lines with the columns that they stand in."""

    top: float
    items: list[tuple[T | Line, tuple[float, float] | None]]


def _stacked(group: Abreast, tables: Sequence[T], lines: Sequence[Line], boxes: Sequence[Box]) -> _Stack[T]:
    others = [box for box in boxes if not (group.top <= box[1] and box[3] <= group.foot)]
    own = [*_above(group, lines, others), *_beside(group, lines), *_below(group, lines, others)]
    placed: list[tuple[int, float, T | Line]] = []
    for line in own:
        side = group.side(line.box)
        placed.append((side or 0, line.baseline, line))
    for one in tables:
        box = one.table.box
        if group.top <= box[1] and box[3] <= group.foot:
            placed.append((group.side(box) or 0, box[1] + _OVER, one))
    placed += _shared_units(group, placed)
    placed.sort(key=lambda item: item[:2])
    top = min([group.top - _OVER, *(line.baseline for line in own)])
    return _Stack(top, [(item, group.columns[side]) for side, _, item in placed])


def _shared_units(
    group: Abreast, placed: Sequence[tuple[int, float, T | Line]]
) -> Iterator[tuple[int, float, T | Line]]:
    """Yield the unit that stands over the last column alone once more for each of the others: it is that of all."""
    units = [(side, at, item) for side, at, item in placed if isinstance(item, Line) and UNIT_LINE.search(item.text)]
    above = [one for one in units if one[1] <= group.top + _OVER]
    last = len(group.columns) - 1
    if not above or any(side < last for side, _, _ in units):
        return
    for side in range(last):
        own = [item for at, _, item in placed if at == side and not isinstance(item, Line)]
        if not any(_has_unit(one.table) for one in own):
            yield side, above[-1][1], above[-1][2]


def _has_unit(table: _Drawn) -> bool:
    return any(UNIT_LINE.search(line.text) for cell in table.cells for line in cell.lines)


def _above(group: Abreast, lines: Sequence[Line], others: Sequence[Box]) -> Iterator[Line]:
    """Yield the lines above tables, from the lowest, up to one that runs on over the space between them."""
    top = group.top
    for line in sorted(lines, key=lambda one: -one.baseline):
        if line.baseline > group.top + _OVER:
            continue
        if top - line.baseline > _REACH * line.size or group.side(line.box) is None:
            return
        if any(line.baseline < box[3] <= group.top + _OVER for box in others):
            return
        top = line.baseline
        yield line


def _beside(group: Abreast, lines: Sequence[Line]) -> Iterator[Line]:
    return (line for line in lines if group.top + _OVER < line.baseline <= group.foot + _OVER)


def _below(group: Abreast, lines: Sequence[Line], others: Sequence[Box]) -> Iterator[Line]:
    """Yield the notes right below tables."""
    foot = group.foot
    for line in lines:
        if line.baseline <= group.foot + _OVER:
            continue
        if line.box[1] - foot > line.size * (_FREE if foot > group.foot else _REACH) or group.side(line.box) is None:
            return
        if any(group.foot - _OVER <= box[1] < line.baseline for box in others):
            return
        if foot == group.foot and not NOTE.match(line.text):
            return
        foot = max(foot, line.box[3])
        yield line
