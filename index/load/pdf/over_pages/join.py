"""Tables over several pages (续表): which table goes on, its columns brought together, repeated headers dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from index.load.cells import HEADER_WORD
from index.load.pdf.over_pages.beside import side_by_side
from index.load.pdf.over_pages.carried import drawn, gone_on, is_rest
from index.load.pdf.pages.pieces import LEVELS
from index.load.pdf.with_rules.captions import MAX_ABOVE, is_caption, states_unit
from index.load.pdf.with_rules.overflow import cut_off_at
from index.load.pdf.with_rules.rows import Row, TableRows, rows_of, text_in
from index.load.prose import unnumbered
from index.model.document import Cell, Grid
from index.model.quantity import parse_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index.load.pdf.pages.geometry import Box
    from index.load.pdf.pages.page import PageContent
    from index.load.pdf.with_rules.grid import RuledCell, RuledTable

_SAME_COLUMN: Final = 4.0  # points
_SHIFT: Final = 14.0  # points that a whole page may be moved sideways
_MAX_HEADER: Final = 6 + MAX_ABOVE  # title and unit may stand in the frame
_MAX_ORDINAL: Final = 40
_FEWEST: Final = 3  # rows that tell in which column all have words
_UPON: Final = 0.1  # of the height: lines of one text do not lie upon each other
_FIGURE: Final = re.compile(r"\d[.,]\d")
_TOTAL: Final = re.compile(r"(?:合|总|小)计")
_DECORATION: Final = re.compile(r"[\s（()）]|续表?")


@dataclass(frozen=True)
class PageTable:
    """A table on its page, with the texts of the lines above it on that page; `others` are further readings of it.

    `sides` are the tables on further pages that stand right of it; `known` is the same one, whose rows may be known.
    """

    page: PageContent
    table: RuledTable
    above: tuple[str, ...] = ()
    others: tuple[RuledTable, ...] = ()
    sides: tuple[PageTable, ...] = ()
    known: PageTable | None = field(default=None, compare=False)

    @cached_property
    def alone(self) -> TableRows:
        """Its rows, with the columns that it has on this page."""
        if self.known is not None and self.known.table is self.table:  # not another reading of it
            return self.known.alone
        return rows_of(self.table, self.page, range(len(self.table.xs)))

    @cached_property
    def plain(self) -> TableRows:
        """The same with those of the tables right of it."""
        return self._with_sides(self.alone)

    @cached_property
    def by_box(self) -> dict[Box, RuledCell]:
        """Its cells by their boxes as displayed, of equal ones the first."""
        return {self.page.displayed(cell.box): cell for cell in reversed(self.table.cells)}

    def rows(self, columns: Sequence[int]) -> TableRows:
        """Its rows; `columns` gives, for each of its vertical rules, the number of the column right of it."""
        if columns == list(range(len(columns))):
            return self.plain
        return self._with_sides(rows_of(self.table, self.page, columns))

    def _with_sides(self, read: TableRows) -> TableRows:
        if not self.sides:
            return read
        return replace(read, rows=tuple(side_by_side(self, read.rows, self.sides)))


@dataclass(slots=True)
class Growing:
    """A table that may go on over the next page."""

    parts: list[PageTable] = field(default_factory=list)

    @property
    def last_pages(self) -> tuple[int, ...]:
        """The pages after which the next may go on."""
        last = self.parts[-1]
        return (last.page.number, *(side.page.number for side in last.sides[-1:]))

    def takes(self, part: PageTable) -> bool:
        """Whether the table at the top of the next page is the rest of this one."""
        first = self.parts[0]
        follows = part.page.number - 1 in self.last_pages and len(first.sides) == len(part.sides)
        if not follows or not are_aligned(first.table.xs, part.table.xs):
            return False
        rows, base = _plain_rows(part), _plain_rows(first)
        known = {_plain(form) for text in first.above for form in (text, unnumbered(text))}
        known.update(word for row in base[:MAX_ABOVE] if is_caption(row) for word in _words(row))
        if any(_plain(text) not in known for text in part.above):
            return False
        if _repeated(base, rows):
            return True
        if rows and not _mended(_plain_rows(self.parts[-1])[-1:], rows[:1], self.parts[-1]):
            return True
        opens = bool(rows) and bool(_words(rows[0])) and is_caption(rows[0])
        if opens and all(is_caption(row) for row in base) and states_unit(rows[0]):
            return True  # the page break is below the title in the frame
        return not opens and (not _looks_like_header(rows) or self._is_header_only)

    @property
    def _is_header_only(self) -> bool:
        """Whether nothing but a header stands on the pages so far: the page break cut it."""
        return all(_may_head(row) for part in self.parts for row in _plain_rows(part))

    def grid(self) -> tuple[Grid, list[str]]:
        """The grid of all parts, and what was noticed on the way."""
        columns = _columns([part.table.xs for part in self.parts])
        rows: list[Row] = []
        breaks: list[int] = []
        noticed: list[str] = []
        base: Sequence[Row] = ()
        before = self.parts[0]
        for part, own in zip(self.parts, columns, strict=True):
            read = part.rows(own)
            fresh = list(read.rows)
            if rows:
                fresh = _without_header(base, fresh, part)
                while len(rows) > 1 and not _words(rows[-1]):
                    rows.pop()  # lines of rows that go on below what the page shows
                while len(fresh) > 1 and not _words(fresh[0]):
                    fresh = _without_first(fresh)  # what is left of a row whose words stand above the break
                fresh = gone_on(rows, _mended(rows, fresh, before), (before, part))
                if fresh:
                    breaks.append(len(rows))
            else:
                base = read.rows
            rows += fresh
            noticed += _noticed(part, split=bool(read.split))
            before = part
        for part in self.parts:
            before = part
            for side in part.sides:
                noticed += _noticed(side, split=bool(side.alone.split))
                pages = side.page.number, before.page.number
                noticed.append(f"第{pages[0]}页的表格接在第{pages[1]}页的右边，按行并在一起，请核对原件。")
                before = side
        unsure = any(part.table.unsure for part in self.parts)
        return Grid(tuple(rows), tuple(breaks), unsure=unsure), noticed


def _noticed(part: PageTable, *, split: bool) -> Iterator[str]:
    page = f"第{part.page.number}页"
    if split:
        yield f"{page}的表格有几行之间没有横线，按数字的位置分行，请核对原件。"
    if cut_off_at(part.table) is not None:
        yield f"{page}的表格右边没有印全，请核对原件。"
    if part.table.unsure:
        yield f"{page}的表格没有画全框线，哪些数字属于哪一行、哪一栏不能确定，请核对原件。"
    if part.table.uneven:
        yield f"{page}的表格线画得不完整，有的单元格不是矩形，请核对原件。"
    if part.table.cut:
        yield f"{page}的表格有数字压在竖线上，按数字的中心归列，请核对原件。"
    if any(line.split for cell in part.table.cells for line in cell.lines):
        yield f"{page}的表格有一格里并排印着几个数字，没有当作一个数字读取，请核对原件。"


def are_aligned(base: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the vertical rules of one table stand among those of the other, but for a shift of the whole page."""
    shift = other[0] - base[0]
    if abs(shift) > _SHIFT or abs(other[-1] - base[-1] - shift) > _SAME_COLUMN:
        return False
    moved = [x - shift for x in other]
    return _among(moved, base) or _among(base, moved)


def _among(few: Sequence[float], many: Sequence[float]) -> bool:
    return all(any(abs(x - y) <= _SAME_COLUMN for y in many) for x in few)


def _columns(parts: Sequence[Sequence[float]]) -> list[list[int]]:
    """For each part, the number of the column right of each of its vertical rules, over all parts."""
    moved = [[x - part[0] for x in part] for part in parts]
    groups: list[list[float]] = []
    for x in sorted(x for part in moved for x in part):
        if groups and x - groups[-1][0] <= _SAME_COLUMN:
            groups[-1].append(x)
        else:
            groups.append([x])
    middles = [sum(group) / len(group) for group in groups]
    return [[min(range(len(middles)), key=lambda n: abs(middles[n] - x)) for x in part] for part in moved]


def _plain(text: str) -> str:
    return _DECORATION.sub("", text)


def _plain_rows(part: PageTable) -> list[Row]:
    return list(part.plain.rows)


def _words(row: Row) -> list[str]:
    return [_plain(cell.text) for cell in row if cell.text]


def _without_header(base: Sequence[Row], rows: list[Row], part: PageTable) -> list[Row]:
    """The rows below the header that is printed again.

    Of a header row, words of cells over several rows may be printed on the row below, where LibreOffice repeats it:
    alone, or upon what stands there.
    """
    count = _repeated(base, rows)
    above = base[count : count + 1]
    if not count or not above or len(rows) < count + 2 or not len(above[0]) == len(rows[count]) == len(rows[count + 1]):
        return rows[count:]
    places = range(len(above[0]))
    words, found = ([_plain(cell.text) for cell in row] for row in (above[0], rows[count]))
    slipped = [at for at in places if words[at] and not found[at]]
    if not slipped or any(found[at] != words[at] for at in places if at not in slipped) or not any(found):
        return rows[count:]
    if not _may_head(rows[count]):
        return rows[count:]
    below = list(rows[count + 1])
    left = {at: _left_of(below[at], words[at], part) for at in slipped}
    if None in left.values():  # or not at all, of cells that reach out of the header
        lost = all(above[0][at].row_span > 1 for at in slipped) and sum(map(bool, found)) > 1
        if not lost:
            return rows[count:]
    for at, text in left.items():
        below[at] = below[at] if text is None else replace(below[at], text=text)
    return [tuple(below), *rows[count + 2 :]]


def _left_of(cell: Cell, word: str, part: PageTable) -> str | None:
    """What a cell holds beside a header word that is printed in it or upon it; None where the word is not there."""
    text = _plain(cell.text)
    if text == word:
        return ""
    if word in LEVELS and text.startswith(word) and text.removeprefix(word).isdecimal():
        return text.removeprefix(word)
    held = drawn(cell, part)
    for line in held.lines if held is not None else ():
        others = tuple(one for one in held.lines if one is not line) if held is not None else ()
        upon = any(min(line.box[3], one.box[3]) - max(line.box[1], one.box[1]) > _UPON * line.size for one in others)
        if _plain(line.text) == word and upon and held is not None:
            return text_in(replace(held, lines=others))
    return None


def _repeated(base: Sequence[Row], rows: Sequence[Row]) -> int:
    """How many rows at the top print the header of the base again, with or without the title in its frame."""
    if count := _same(base, rows):
        return count
    titles = next((index for index, row in enumerate(base[:MAX_ABOVE]) if not is_caption(row)), 0)
    return _same(base[titles:], rows) if titles else 0


def _same(base: Sequence[Row], rows: Sequence[Row]) -> int:
    count = 0
    for above, row in zip(base[:_MAX_HEADER], rows, strict=False):
        if not _words(row) or not _are_same_words(_words(above), _words(row)) or not _may_head(row):
            break
        count += 1
    return count


def _are_same_words(base: Sequence[str], words: Sequence[str]) -> bool:
    """Whether header words are those of another page, where a low row may hide the end of one."""
    if len(base) != len(words):
        return False
    other = [(one, two) for one, two in zip(base, words, strict=True) if one != two]
    return len(other) * 2 <= len(base) and all(
        (len(two) * 2 >= len(one) and one.startswith(two)) or (len(other) == 1 and two.startswith(one))
        for one, two in other
    )


def _may_head(row: Row) -> bool:
    """Whether a row may be part of a header: no figures in it but running numbers."""
    words = _words(row)
    numbers = [quantity.value for word in words if (quantity := parse_quantity(word))]
    running = len(numbers) > 1 or "栏次" in words
    return not numbers or (running and all(value <= _MAX_ORDINAL and value == int(value) for value in numbers))


def _looks_like_header(rows: Sequence[Row]) -> bool:
    words = _words(rows[0]) if rows else []
    return len(words) > 1 and _may_head(rows[0]) and sum(bool(HEADER_WORD.fullmatch(word)) for word in words) > 1


def _mended(rows: list[Row], fresh: list[Row], before: PageTable) -> list[Row]:
    """Put a row that the page break cut in two together again: the rest of it heads the next page."""
    if not fresh or not rows or [cell.column_span for cell in rows[-1]] != [cell.column_span for cell in fresh[0]]:
        return fresh  # the two halves of a row have the same cells
    last, first = rows[-1], fresh[0]
    merged = {index: cell.text for index, cell in enumerate(first) if cell.row_span > 1 and not last[index].text}
    first = tuple(replace(cell, text="") if index in merged else cell for index, cell in enumerate(first))
    filled = [index for index, cell in enumerate(first) if cell.text]
    gone_on = [index for index in filled if last[index].text]
    if _is_named_below(rows, first, filled):
        rows[-1] = tuple(_put_together(cell, rest) for cell, rest in zip(last, first, strict=True))
        return _without_first(fresh, merged)
    if not gone_on or not all(is_rest(last[index], first[index], before) for index in gone_on):
        return fresh
    broken = any(parse_quantity(last[index].text + first[index].text) is not None for index in gone_on)
    if len(gone_on) < len(filled) and not broken and any(_FIGURE.search(cell.text) for cell in last):
        return fresh  # a row that has its figures waits for no others
    rows[-1] = tuple(_put_together(cell, rest) for cell, rest in zip(last, first, strict=True))
    return _without_first(fresh, merged)


def _is_named_below(rows: Sequence[Row], first: Row, filled: Sequence[int]) -> bool:
    """Whether the label of the last row stands below the page break: alone, and all other rows with figures have one.

    So it is where words that are broken over lines need more room than what is left of the page.
    """
    last = rows[-1]
    if not filled or any(last[index].text or parse_quantity(first[index].text) is not None for index in filled):
        return False
    figured = [row for row in rows if any(parse_quantity(cell.text) is not None for cell in row[max(filled) + 1 :])]
    if not figured or figured[-1] is not last or len(figured) < _FEWEST or _TOTAL.search(_plain(first[filled[0]].text)):
        return False
    return all(_is_named(row, index) for row in figured[:-1] for index in filled)


def _is_named(row: Row, column: int) -> bool:
    """Whether a cell has words, or is covered by one left of it."""
    return bool(row[column].text) or (column > 0 and row[column].place == row[column - 1].place)


def _without_first(rows: Sequence[Row], labels: Mapping[int, str] = MappingProxyType({})) -> list[Row]:
    """The rows after the first, with the merged cells that begin in it, of which these are the labels by column."""
    kept = list(rows[1:])
    if kept and len(kept[0]) == len(rows[0]):
        begun = zip(rows[0], kept[0], strict=True)
        kept[0] = tuple(
            replace(cell, row_span=one.row_span - 1, text=labels.get(at, cell.text)) if one.row_span > 1 else cell
            for at, (one, cell) in enumerate(begun)
        )
    return kept


def _put_together(cell: Cell, rest: Cell) -> Cell:
    if not rest.text:
        return cell
    return replace(cell, text=cell.text + rest.text) if cell.text else rest
