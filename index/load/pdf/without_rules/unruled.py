"""Tables without rules, or with level rules alone (无框线与三线表): read by the places of words and figures.

What does not come out whole - two figures in one cell, figures without a word over their column - is no table, and
the page is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from index.load.pdf.pages.geometry import box_around
from index.load.pdf.pages.pieces import Piece, are_broken, has_parts_of_numbers, piece_rows
from index.load.pdf.without_rules.assembled import assembled
from index.load.pdf.without_rules.bands import Band, apart, bands_of, lowered
from index.load.pdf.without_rules.centred import centred_heads
from index.load.pdf.without_rules.columns import Column, column_at, columns_between, columns_of, without_gaps
from index.load.pdf.without_rules.headings import Head, is_repeated, is_word
from index.load.pdf.without_rules.heads import read_heads
from index.load.pdf.without_rules.labels import begins_row, rows_by_labels
from index.load.pdf.without_rules.merged import merged_rows
from index.load.pdf.without_rules.rivers import headers_parted, rivers_between
from index.load.pdf.without_rules.stretches import Stretch, is_numbering, is_year, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.load.pdf.pages.glyphs import Glyph
    from index.load.pdf.pages.pieces import PieceRow
    from index.load.pdf.pages.strokes import Segment
    from index.load.pdf.with_rules.grid import RuledTable

_ACROSS: Final = 0.6  # of a table's width: a rule this long is drawn across it
_FITTING: Final = 1.6  # heights for each cell of a header that fits its columns
_CERTAIN: Final = 0.6  # heights for each cell of a header of which each is certain to be of its columns
_HEADED: Final = 3  # words side by side that are a header
_FORM: Final = re.compile(r"[一二三]级指标|指标值|绩效")  # of such a form the merged cells tell most
_TOUCH: Final = 1.0  # points
_READINGS: Final = 8
_ROWLESS: Final = 3  # rules drawn across a table that part no rows: above and below the header, and at the foot
_LABEL_LINES: Final = 4  # lines of a label at the top of a page
_SAME_EDGE: Final = 4.0  # points


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table on its page; `others` are further readings of it.

    `columns` and `head` are those of a table without rules, which may go on over the page.
    """

    table: RuledTable
    others: tuple[RuledTable, ...] = ()
    columns: tuple[Column, ...] = ()
    head: Head | None = None


@dataclass(frozen=True, slots=True)
class UnruledPage:
    """The tables of a page from the top; `unread` says that there are figures set as in a table that are in none.

    `last` is the table that the page ends with, None where figures that are in none follow.
    """

    tables: tuple[PlacedTable, ...] = ()
    unread: bool = False
    last: PlacedTable | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    """The level rules of a table: all, the heights of those drawn across it, and those over some columns alone."""

    across: tuple[float, ...] = ()
    partial: tuple[Segment, ...] = ()
    near: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True)
class _Parts:
    """The columns of a table, the readings of its header, and the rows that number the columns."""

    columns: tuple[Column, ...]
    heads: tuple[Head, ...]
    numbering: tuple[PieceRow, ...] = ()


def unruled_tables(
    glyphs: Iterable[Glyph], level: Sequence[Segment], before: PlacedTable | None = None, *, follows: bool = False
) -> UnruledPage:
    """The tables that glyphs form; `level` are the horizontal rules, `before` a table that may go on here.

    `follows` says that the glyphs are those of a page after others: what begins it without a title may go on from them.
    """
    found: list[PlacedTable] = []
    unread = False
    made = None
    for number, stretch in enumerate(stretches(piece_rows(glyphs))):
        made = _table(stretch, level, None if number else before, untitled=follows and stretch.topmost)
        if made is None:
            unread = True
        else:
            found.append(made)
    return UnruledPage(tuple(found), unread, made)


def _table(
    stretch: Stretch, level: Sequence[Segment], before: PlacedTable | None, *, untitled: bool
) -> PlacedTable | None:
    rules = _rules(stretch, level)
    if has_parts_of_numbers((*stretch.header, *stretch.body)):
        return None
    for own in _ways(stretch, before if untitled else None):
        header = _header(own, rules)
        columns = columns_between(own.body, own.rivers)
        if not _are_told(own.body, columns):
            columns = columns_of(own.body)
        if not any(column.figures for column in columns[1:]) or not _are_told(own.body, columns):
            continue
        parts = None if header else _going_on(columns, before)
        parts = parts or _as_before(_headed(own, header, columns, rules), before)
        if parts is not None and not _has_second_header(own.body, parts.columns):
            return _placed(own, header, parts, rules, untitled=untitled and not _is_of(parts.heads[0], before))
    return None


def _ways(stretch: Stretch, before: PlacedTable | None) -> Iterator[Stretch]:
    """Yield the stretch with its header as it is likeliest, then with lines above its figures as of the other part."""
    for more in range(1, min(_LABEL_LINES, len(stretch.header))):
        down = stretch.header[-more:]
        opened = replace(stretch, header=stretch.header[:-more], body=(*down, *stretch.body))
        if not begins_row(down, stretch.body, columns_between(stretch.body, stretch.rivers)):
            break
        yield opened
    yield stretch
    lines = next((number for number, row in enumerate(stretch.body) if row.figured), 0)
    for more in range(1, lines + 1 if stretch.header else 1):
        yield replace(stretch, header=(*stretch.header, *stretch.body[:more]), body=stretch.body[more:])
    named = any(is_word(piece) or piece.is_figure for row in stretch.header for piece in row.pieces)
    if before is not None and 0 < len(stretch.header) <= _LABEL_LINES and not named:
        yield replace(stretch, header=(), body=(*stretch.header, *stretch.body))


def _placed(
    stretch: Stretch, header: Sequence[PieceRow], parts: _Parts, rules: _Rules, *, untitled: bool
) -> PlacedTable:
    top = min(row.box[1] for row in (*header, *stretch.body))
    readings = list(dict.fromkeys(_readings(parts, stretch.body, top, rules)))[:_READINGS]
    if untitled or _is_far_off(parts.heads[0]):
        readings = [
            replace(one, unsure=True) for one in readings
        ]  # what goes on from the page before, or what does not
    return PlacedTable(readings[0], tuple(readings[1:]), parts.columns, parts.heads[0])


def _is_of(head: Head, before: PlacedTable | None) -> bool:
    """Whether a header is that of the table on the page before: the same, or one that goes on without any."""
    if before is None or before.head is None:
        return False
    return not head.spans or is_repeated(head, before.head)


def _rules(stretch: Stretch, level: Sequence[Segment]) -> _Rules:
    """The rules near a stretch."""
    boxes = [row.box for row in (*stretch.header, *stretch.body)]
    left, top, right, foot = box_around(boxes)
    size = stretch.body[0].size
    near = [
        rule
        for rule in _whole(level)
        if top - 2 * size <= rule.position <= foot + 2 * size and rule.end > left and rule.start < right
    ]
    across = [rule for rule in near if min(rule.end, right) - max(rule.start, left) >= _ACROSS * (right - left)]
    whole = [rule for rule in across if rule.start <= left + 2 * size and rule.end >= right - 2 * size]
    partial = [rule for rule in near if rule not in whole]
    return _Rules(tuple(sorted(rule.position for rule in across)), tuple(partial), tuple(near))


def _whole(level: Sequence[Segment]) -> list[Segment]:
    """Rules that are drawn cell by cell, put together; those that leave a gap stay apart."""
    found: list[Segment] = []
    for rule in sorted(level, key=lambda one: (round(one.position), one.start)):
        last = found[-1] if found else None
        if last is not None and abs(last.position - rule.position) <= _TOUCH and rule.start <= last.end + _TOUCH:
            found[-1] = last._replace(end=max(last.end, rule.end))
        else:
            found.append(rule)
    return found


def _header(stretch: Stretch, rules: _Rules) -> list[PieceRow]:
    """The rows of the header: words alone on their line above the uppermost rule are none of them."""
    header = list(stretch.header)
    if header and any(rule < header[0].middle for rule in rules.across):
        return header
    while len(header) > 1 and len(header[0].pieces) == 1:
        if not any(header[0].middle < rule < header[1].middle for rule in rules.across):
            break
        header.pop(0)
    return header


def _are_told(rows: Sequence[PieceRow], columns: Sequence[Column]) -> bool:
    """Whether no two figures of a row, nor a figure and words, nor words far apart stand in one column."""
    for row in rows:
        places: dict[int, list[Piece]] = {}
        for piece in row.pieces:
            places.setdefault(column_at(piece, columns), []).append(piece)
        if any(_is_doubled(own) for own in places.values()):
            return False
    return True


def _is_doubled(pieces: Sequence[Piece]) -> bool:
    """Whether pieces beside one another cannot be of one cell."""
    apart = any(second.left - first.right > second.size for first, second in pairwise(pieces))
    return len(pieces) > 1 and (apart or any(piece.is_figure or piece.is_dash for piece in pieces))


def _going_on(columns: Sequence[Column], before: PlacedTable | None) -> _Parts | None:
    """The parts of a table that goes on from the page before without a header: its columns stand where those did."""
    if before is None or before.head is None:
        return None
    xs = before.table.xs
    at = -1
    for column in columns:
        after = range(at + 1, len(before.columns))
        fitting = (
            number
            for number in after
            if _is_same(column, before.columns[number], first=not number) or _is_within(column, xs[number : number + 2])
        )
        at = next(fitting, len(before.columns))
        if at == len(before.columns):
            return None
    return _Parts(before.columns, (replace(before.head, columns=before.columns, spans=(), borders=xs, reach=()),))


def _is_within(column: Column, borders: Sequence[float]) -> bool:
    return borders[0] - _TOUCH <= column.left and column.right <= borders[1] + _TOUCH


def _as_before(parts: _Parts | None, before: PlacedTable | None) -> _Parts | None:
    """The parts within the borders of the table on the page before, where their header or columns are the same."""
    if parts is None or before is None or len(parts.columns) != len(before.columns):
        return parts
    pairs = enumerate(zip(parts.columns, before.columns, strict=True))
    same = before.head is not None and is_repeated(parts.heads[0], before.head)
    if not same and not all(_is_same(column, other, first=not number) for number, (column, other) in pairs):
        return parts
    count = len(before.columns)
    heads = (replace(head, borders=before.table.xs) if len(head.columns) == count else head for head in parts.heads)
    return replace(parts, heads=tuple(heads))


def _has_second_header(body: Sequence[PieceRow], columns: Sequence[Column]) -> bool:
    """Whether words stand over figures below other rows: another table begins there, or a form does."""
    return any(
        sum(not piece.is_dash for piece in row.pieces) >= _HEADED
        and any(columns[column_at(piece, columns)].figures for piece in row.pieces[1:] if not piece.is_dash)
        for row in body[1:]
        if not row.has_figure
    )


def _is_same(column: Column, other: Column, *, first: bool) -> bool:
    if column.figures and other.figures and not first:
        return abs(column.right - other.right) <= _SAME_EDGE or abs(column.middle - other.middle) <= _SAME_EDGE
    return min(column.right, other.right) - max(column.left, other.left) > 0


def _headed(stretch: Stretch, header: list[PieceRow], columns: Sequence[Column], rules: _Rules) -> _Parts | None:
    """The parts of a table with its header, of which words alone above it may be a title."""
    figured = [row for row in stretch.body if row.figured]
    numbering = [row for row in header if is_numbering(row)]
    words = [row for row in header if row not in numbering]
    pieces = [piece for row in words for piece in row.pieces]
    if any((piece.is_figure and not is_year(piece)) or _FORM.search(piece.text) for piece in pieces):
        return None
    if _FORM.search(stretch.title):
        return None
    while words:
        foot = _foot(words, [*numbering, figured[0]], rules)
        heads = _likeliest(words, (columns, without_gaps(figured, columns)), foot, stretch, rules)
        if heads:
            header[:] = [row for row in header if row in words or row in numbering]
            return _Parts(heads[0].columns, tuple(heads), tuple(map(_numbers, numbering)))
        if stretch.titled or len(words[0].pieces) > 1:
            return None
        words.pop(0)
    return None


def _numbers(row: PieceRow) -> PieceRow:
    """A row that numbers the columns without a lone character of 栏次, which is broken over lines."""
    return replace(row, pieces=tuple(piece for piece in row.pieces if piece.is_figure or len(piece.text) > 1))


def _likeliest(
    words: Sequence[PieceRow], ways: Iterable[Sequence[Column]], foot: float, stretch: Stretch, rules: _Rules
) -> list[Head]:
    """The readings of a header over columns found in several ways: in the middle of its cells, or as fits best."""
    different = list(dict.fromkeys(map(tuple, ways)))
    for columns in different:
        for rows in headers_parted(words, rivers_between(columns)):
            heads = centred_heads(rows, columns)
            if heads and (stretch.titled or not _is_title(heads[0])):
                return heads
    for columns in different:
        heads = read_heads(words, columns, foot, rules.partial)
        if heads and _is_fitting(heads) and (stretch.titled or not _is_title(heads[0])):
            return heads
    return []


def _is_fitting(heads: Sequence[Head]) -> bool:
    """Whether words stand over their columns, or there are as many of them as columns and no other reading."""
    best = heads[0]
    one_each = best.depth == 1 and len(best.spans) == len(best.columns) and len(heads) == 1
    return one_each or best.cost <= _FITTING * len(best.spans)


def _is_far_off(head: Head) -> bool:
    """Whether words of a header stand off the middles of their columns, so that they may be of others."""
    if head.centred:
        return False
    wrapped = any(len(cell.pieces) > 1 for cell, *_ in head.spans)
    return wrapped or head.depth > 1 or head.cost > _CERTAIN * len(head.spans)


def _is_title(head: Head) -> bool:
    """Whether the topmost words stand over all columns: a title, no header."""
    return any(not depth and (first, last) == (0, len(head.columns) - 1) for _, first, last, depth in head.spans)


def _foot(words: Sequence[PieceRow], after: Sequence[PieceRow], rules: _Rules) -> float:
    """Where the header ends: at the rule under it, or half way to the row after it, which may number the columns."""
    low = next((row for row in reversed(words) if row.middle < after[0].middle), words[-1])
    following = next((row for row in after if row.middle > low.middle), after[-1])
    drawn = [rule for rule in rules.across if low.middle < rule < following.middle]
    return drawn[0] if drawn else (low.middle + following.middle) / 2


def _readings(parts: _Parts, body: Sequence[PieceRow], top: float, rules: _Rules) -> Iterator[RuledTable]:
    """Yield the likeliest reading, then those with other rows or another header."""
    broken = are_broken(body)
    if len(rules.across) <= _ROWLESS and (merged := merged_rows(body, parts.columns)) is not None:
        for head in parts.heads:
            made = assembled(head, parts.numbering, merged.bands, top, rules.near, merged=merged.labels)
            yield replace(made, unsure=made.unsure or broken)
        return
    ways = rows_by_labels(body, parts.columns) if len(rules.across) <= _ROWLESS else []
    unsure = not ways and len(rules.across) <= _ROWLESS
    ways = ways or list(_by_distance(parts, body, rules))
    pairs = [(parts.heads[0], way) for way in ways]
    pairs += [(head, way) for head in parts.heads[1:] for way in (ways[0], *ways[1:][-1:])]
    for head, way in pairs:
        made = assembled(head, parts.numbering, way, top, rules.near)
        yield replace(made, unsure=made.unsure or unsure or broken)


def _by_distance(parts: _Parts, body: Sequence[PieceRow], rules: _Rules) -> Iterator[list[Band]]:
    """Yield the rows as lines stand apart, then with lines that may be rows of their own or of the row below."""
    bands = bands_of(body, parts.columns, rules.across)
    yield bands
    if any(band.loose for band in bands):
        yield list(apart(bands))
    down = lowered(bands, parts.columns)
    if [band.lines for band in down] != [band.lines for band in apart(bands)]:
        yield down
