"""Ruling lines put together (表格线): pieces joined, lines grouped into frames, open borders closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from index.load.pdf.pages.strokes import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BESIDE: Final = 1.6  # points: pieces of one line lie this close across
_GAP: Final = 4.0  # and leave gaps up to this along
_SHORTEST: Final = 4.0
REACH: Final = 3.0  # lines that come this close meet
_OPEN_ROW: Final = 5.0  # lines that run this far past the outermost crossing line leave a border open
_OPEN_COLUMN: Final = 8.0
_OVER: Final = 36.0  # points: a row over a whole table is at most this high
_MOST_OVER: Final = 2  # rules: over a row of the unit and one of header words
_OPEN_FAR: Final = 20.0
_LIGHTEST: Final = 0.1  # points: what the shortest piece counts for
_ALONG: Final = itemgetter(1, 2)  # start and end
_WIDEST: Final = 150.0  # points: a column of merged cells
_MAX_LINES: Final = 4000
_PAIR: Final = 2
_OPEN_TABLE: Final = 3  # level lines across a lone upright one that make a table of two columns


@dataclass(frozen=True, slots=True)
class Frame:
    """Lines that hang together: one table, as far as lines tell."""

    horizontals: tuple[Segment, ...]
    verticals: tuple[Segment, ...]


def frames(horizontals: Iterable[Segment], verticals: Iterable[Segment]) -> list[Frame]:
    """The frames of a page, in no order; none for a page with so many lines that it is a drawing."""
    level, upright = _joined(horizontals), _joined(verticals)
    if len(level) + len(upright) > _MAX_LINES:
        return []
    groups = _connected(level, upright)
    free = set(level).difference(*(group.horizontals for group in groups))
    alone = set(upright).difference(*(group.verticals for group in groups))
    return [_closed(_topped(_edged(group, alone), free)) for group in groups]


def _edged(frame: Frame, free: set[Segment]) -> Frame:
    """The frame with the border of an outer column in which one merged cell reaches over both ends of the page.

    No level line meets it, as the cell's own ends are on other pages; it is as high as the frame.
    """
    top, bottom = (edge(line.position for line in frame.horizontals) for edge in (min, max))
    first, last = (edge(line.position for line in frame.verticals) for edge in (min, max))
    sides = [
        line
        for line in free
        if abs(line.start - top) + abs(line.end - bottom) <= REACH
        and _OPEN_COLUMN < max(first - line.position, line.position - last) <= _WIDEST
    ]
    return replace(frame, verticals=(*sides, *frame.verticals)) if sides else frame


def _topped(frame: Frame, free: set[Segment]) -> Frame:
    """The frame with the line over its topmost row, which no upright line meets where the row is one cell.

    Only a frame without outer borders hides it: both ends of all its level lines run past the upright ones.
    """
    start, end = min(line.start for line in frame.horizontals), max(line.end for line in frame.horizontals)
    if any(min(line.position - start, end - line.position) <= _OPEN_COLUMN for line in frame.verticals):
        return frame
    top = min(line.position for line in frame.horizontals)
    over = [
        line
        for line in free
        if 0 < top - line.position <= _OVER and abs(line.start - start) + abs(line.end - end) <= REACH
    ]
    return replace(frame, horizontals=(*over, *frame.horizontals)) if 0 < len(over) <= _MOST_OVER else frame


def _joined(segments: Iterable[Segment]) -> list[Segment]:
    """Pieces of one line made one; what stays too short is dropped."""
    groups: list[list[Segment]] = []
    group: list[Segment] = []
    first = last = 0.0  # the positions of the first and the last piece of the group
    for segment in sorted(segments):
        position = segment[0]
        if group and position - last <= _BESIDE and position - first <= _BESIDE * 2:
            group.append(segment)
        else:
            group = [segment]
            groups.append(group)
            first = position
        last = position
    return [line for group in groups for line in _joined_along(group) if line.end - line.start >= _SHORTEST]


def _joined_along(group: list[Segment]) -> list[Segment]:
    """The pieces of a group that follow one another made one line each, at the middle of its own pieces."""
    if len(group) == 1:
        return group
    lines: list[Segment] = []
    middle = begin = reached = weighed = 0.0
    for position, start, end in sorted(group, key=_ALONG):
        weight = end - start
        weight = max(weight, _LIGHTEST)
        if weighed and start <= reached + _GAP:
            middle = (middle * weighed + position * weight) / (weighed + weight)
            reached = max(reached, end)
            weighed += weight
            continue
        if weighed:
            lines.append(Segment(middle, begin, reached))
        middle, begin, reached, weighed = position, start, end, weight
    return [*lines, Segment(middle, begin, reached)]


def _connected(level: Sequence[Segment], upright: Sequence[Segment]) -> list[Frame]:
    """Group lines that meet, directly or through others."""
    parents = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    downs = [(second, x, top - REACH, foot + REACH) for second, (x, top, foot) in enumerate(upright, start=len(level))]
    for first, (y, start, end) in enumerate(level):
        left, right = start - REACH, end + REACH
        mine = root(first)
        for second, x, top, foot in downs:
            if left <= x <= right and top <= y <= foot and parents[second] != mine:
                other = root(second)
                parents[mine] = other
                mine = other
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for index in range(len(parents)):
        own = groups.setdefault(root(index), ([], []))
        if index < len(level):
            own[0].append(level[index])
        else:
            own[1].append(upright[index - len(level)])
    return [Frame(tuple(across), tuple(down)) for across, down in groups.values() if _may_frame(across, down)]


def _may_frame(level: Sequence[Segment], upright: Sequence[Segment]) -> bool:
    """Whether lines make columns: by two upright ones, or by one that many level ones run past on both sides."""
    if not level or len(upright) != 1:
        return len(upright) >= _PAIR and bool(level)
    middle = upright[0].position
    past = [line for line in level if line.start + _OPEN_COLUMN < middle < line.end - _OPEN_COLUMN]
    alike = max(abs(one.start - past[0].start) + abs(one.end - past[0].end) for one in past) <= REACH if past else False
    return len(past) >= _OPEN_TABLE or (len(past) == _PAIR and alike)


def _closed(frame: Frame) -> Frame:
    """Draw the outer border where two or more lines run past the outermost one that crosses them."""
    level = (*frame.horizontals, *_missing(frame.horizontals, frame.verticals, _OPEN_ROW))
    upright = (*frame.verticals, *_missing(frame.verticals, level, _OPEN_COLUMN))
    return Frame(level, upright)


def _missing(lines: Sequence[Segment], crossing: Sequence[Segment], reach: float) -> list[Segment]:
    """The borders before the first and after the last of `lines` that the ends of `crossing` ask for.

    Two ends ask for one, or that of the outermost line alone, where it lies as far off as a column is wide.
    """
    first = min(line.position for line in lines)
    last = max(line.position for line in lines)
    outer = {min(crossing, key=lambda line: line.position), max(crossing, key=lambda line: line.position)}
    ends = (
        [(line.start, first - line.start, line in outer) for line in crossing],
        [(line.end, line.end - last, line in outer) for line in crossing],
    )
    top, bottom = min(line.position for line in crossing), max(line.position for line in crossing)
    found: list[Segment] = []
    for side, edge in zip(ends, (min, max), strict=True):
        past = [end for end, beyond, _ in side if beyond > reach]
        if len(past) >= _PAIR or any(beyond > _OPEN_FAR and outermost for _, beyond, outermost in side):
            found.append(Segment(edge(past), top, bottom))
    return found
