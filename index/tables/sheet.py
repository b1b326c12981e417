"""A grid made rectangular (规整表格), with the rows that belong to no table body taken off."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.model.document import Cell, Grid
from index.model.quantity import parse_quantity
from index.tables.wording import (
    AMOUNT_WORD,
    fold,
    is_bare_total,
    is_blank,
    is_label_header,
    is_neutral,
    is_number,
    is_numbered,
    is_text_header,
    is_total,
    is_words,
    stated_unit,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = tuple[Cell, ...]
_NARROW = 2
_SIDES = 2  # 收入合计 and 支出合计 stand in one row of the body
_BLOCK = 3
_MAX_TITLE = 60
_AMOUNTS = re.compile(r".*(?:[数额费]|支出|收入|拨款|资金|预算|决算|[合总小共]计|情况|指标)(?:\(.*\))?")
_MAX_HEADER_WORD = 24
_OWNER = re.compile(r"(?:填报|编制|预算|申报)?(?:单位|部门)?(?:名称)?:?")
_TITLE = re.compile(r"表(?:[（(].*[）)])?$")
_HEADER_WITH_UNIT = re.compile(r"[^(（:：]+[(（](?:金额)?单位[:：]")  # 价值（金额单位：万元）
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of equal width.

    `segments` numbers the runs of rows between which columns may have moved: another page, or another number of cells.
    `widths` are the numbers of cells that the rows had in the file.
    `title` and `unit` are what stood in rows of the grid above its header ("" where nothing did).
    """

    rows: tuple[Row, ...]
    segments: tuple[int, ...]
    widths: tuple[int, ...]
    title: str = ""
    unit: str = ""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


def make_sheet(grid: Grid) -> Sheet:
    """Pad rows to one width, number the segments, and take off blank rows and the rows above the header."""
    joined, breaks = _join_broken(grid)
    width = max(len(row) for row in joined)
    rows: list[Row] = []
    segments: list[int] = []
    widths: list[int] = []
    segment = 0
    title = unit = ""
    last = 0
    for index, row in enumerate(joined):
        segment += index in breaks or len(row) != last
        last = len(row)
        if all(not cell.text for cell in row):
            continue
        if not rows:
            heading, stated = _above_header(row, [cell.text for cell in row])
            if heading is not None:
                title, unit = heading or title, stated or unit
                continue
        rows.append(_padded(row, width))
        segments.append(segment)
        widths.append(len(row))
    return Sheet(tuple(rows), tuple(segments), tuple(widths), title, unit)


def _join_broken(grid: Grid) -> tuple[list[Row], set[int]]:
    """Rows that a line break inside a cell cut in two (or more), put together again; and the breaks among the rows.

    Such pieces are all shorter than the other rows and have, together, exactly their number of cells.
    """
    width = Counter(len(row) for row in grid.rows).most_common(1)[0][0]
    joined: list[Row] = []
    breaks: set[int] = set()
    broken = frozenset(grid.breaks)
    index = 0
    while index < len(grid.rows):
        end, row = _pieces(grid, index, width)
        if not broken.isdisjoint(range(index, end)):
            breaks.add(len(joined))
        joined.append(row)
        index = end
    return joined, breaks


def _pieces(grid: Grid, start: int, width: int) -> tuple[int, Row]:
    row = grid.rows[start]
    end = start + 1
    if len(row) >= width or _in_block(grid, start):
        return end, row
    while len(row) < width and end < len(grid.rows) and end not in grid.breaks:
        following = grid.rows[end]
        if len(row) + len(following) - 1 > width or not _is_cut(row, following):
            break
        row = (*row[:-1], replace(row[-1], text=row[-1].text + following[0].text), *following[1:])
        end += 1
    return (end, row) if len(row) == width else (start + 1, grid.rows[start])


def _in_block(grid: Grid, start: int) -> bool:
    """Whether a row and the two below it are of one length: a block of a form, not the pieces of rows."""
    lengths = {len(row) for row in grid.rows[start : start + _BLOCK]}
    return len(lengths) == 1 and len(grid.rows) >= start + _BLOCK


def _is_cut(row: Row, following: Row) -> bool:
    """Whether the last cell of a row may go on in the first of the next: neither is whole in itself."""
    last, first = row[-1].text, following[0].text
    if not is_words(last) or not is_words(first) or is_total(first) or is_numbered(first):
        return False
    if AMOUNT_WORD.fullmatch(fold(last)):
        return False
    return not all(is_label_header(cell.text) or is_neutral(cell.text) or is_total(cell.text) for cell in row)


def _padded(row: Row, width: int) -> Row:
    if len(row) == width:
        return row
    return row + (replace(row[-1], text=""),) * (width - len(row))


def _above_header(row: Row, texts: Sequence[str]) -> tuple[str | None, str]:
    """The title and the unit that a row above the header states; None for the title of a row of the table itself."""
    filled = [text for text in texts if text]
    unit = next((found for text in filled if (found := stated_unit(text))), "")
    if unit and not any(is_number(text) for text in filled):
        words = [text for text in filled if not stated_unit(text)]
        in_header = sum(is_label_header(word) or is_neutral(word) for word in words) > 1
        in_header |= bool(words) and any(_HEADER_WITH_UNIT.match(fold(text)) for text in filled)
        return (None if in_header else ""), unit
    if len(row) > _NARROW and _is_owner(filled):
        return "", ""
    lone = len(filled) == 1 and len(row) > _NARROW
    if lone and _TITLE.search(filled[0]) and len(filled[0]) < _MAX_TITLE:
        return filled[0], ""
    return None, ""


def _is_owner(filled: Sequence[str]) -> bool:
    """Whether a row only says whose table it is: 单位名称 and a name, or 名称 and a name."""
    if len(filled) != _NARROW or not _OWNER.fullmatch(fold(filled[0])):
        return False
    name = filled[1]
    header = is_label_header(name) or is_text_header(name) or _AMOUNTS.fullmatch(fold(name))
    return is_words(name) and not header


def texts_of(row: Row) -> list[str]:
    """The texts of a row."""
    return [cell.text for cell in row]


def is_ordinal_row(row: Row) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3)."""
    texts = texts_of(row)
    numbers: list[str] = []
    for text in texts:
        if is_number(text):
            numbers.append(fold(text))
            if not numbers[-1].isdigit():
                return False
    if not numbers:
        return False
    words = [text for text in texts if is_words(text)]
    said = any(fold(word) == "栏次" for word in words)
    if len(numbers) < _NARROW and not said:
        return False
    if _are_places(row):
        return True
    values = [int(number) for number in numbers]
    in_order = values == list(range(values[0], values[0] + len(values))) and values[0] in {0, 1}
    return in_order and all(is_label_header(word) or fold(word) in {"**", "合计"} for word in words)


def _are_places(row: Row) -> bool:
    """Whether whole numbers say in what place each stands, where a word of the row above has run into some."""
    at = [(column, int(fold(cell.text))) for column, cell in enumerate(row) if is_number(cell.text)]
    return len(at) > _BLOCK and at[0][1] in {0, 1} and len({value - column for column, value in at}) == 1


def count_header_rows(rows: Sequence[Row]) -> int:
    """How many rows at the top are header; 0 for a table without one."""
    for index, row in enumerate(rows):
        if is_ordinal_row(row):
            return index + 1
        if _divides_above(rows, index) or _heads_figures(rows, index):
            continue
        if _begins_body(texts_of(row), index) or _is_blank_total(rows, index):
            return index
    return len(rows)


def _divides_above(rows: Sequence[Row], index: int) -> bool:
    """Whether a row only holds words, and tells the columns below a merged cell of the row above apart.

    Amounts must stand under one of these words.
    """
    if not index or any(is_number(cell.text) for cell in rows[index]):
        return False
    for column, above in enumerate(rows[index - 1]):
        under = range(column, min(column + above.column_span, len(rows[index])))
        words = [at for at in under if is_words(rows[index][at].text)]
        if above.text and len(words) > 1 and len(words) == len(under) - _covered(rows[index], under):
            return any(is_number(row[at].text) for row in rows[index + 1 :] for at in words)
    return False


def _heads_figures(rows: Sequence[Row], index: int) -> bool:
    """Whether a row has words in every column, and below it stand figures in every one: rows without labels."""
    if not 0 < index < len(rows) - 1 or len(rows[index]) <= _SIDES:
        return False
    words = all(is_words(cell.text) and not is_total(cell.text) for cell in rows[index])
    return words and all(is_number(cell.text) for cell in rows[index + 1])


def _covered(row: Row, columns: Sequence[int]) -> int:
    """How many of the columns are covered by a merged cell that begins left of them, among them."""
    return sum(row[at].column_span - 1 for at in columns if row[at].text)


def _is_blank_total(rows: Sequence[Row], index: int) -> bool:
    """Whether a row says 合计 under a header of labels, and nothing else: the total of an empty table."""
    filled = [column for column, cell in enumerate(rows[index]) if not is_blank(cell.text)]
    if len(filled) != 1 or not is_bare_total(rows[index][filled[0]].text):
        return False
    above = [row[filled[0]].text for row in rows[:index] if row[filled[0]].text]
    return bool(above) and is_label_header(above[-1]) and not is_total(above[-1])


def _begins_body(texts: Sequence[str], index: int) -> bool:
    filled = [text for text in texts if not is_blank(text)]
    numbers = [text for text in filled if is_number(text)]
    if not filled:
        return index > 0
    if numbers:
        return not all(_YEAR.fullmatch(fold(number)) for number in numbers)
    if texts[0] and len(filled) == 1 and is_total(texts[0]):
        return True
    return index > 0 and _is_item(texts[0], filled)


def _is_item(first: str, filled: Sequence[str]) -> bool:
    """Whether a row without figures is an item of the body, not another row of the header."""
    if is_numbered(filled[0]) and not is_label_header(filled[0]):
        return True
    if is_blank(first):
        return False
    heads = is_label_header(first) or is_neutral(first)
    heads |= is_total(first) and len(filled) > _SIDES  # “三公”经费合计 | 因公出国（境）费 | …
    return not heads or not all(_is_header_like(text) for text in filled)


def _is_header_like(text: str) -> bool:
    words = is_label_header(text) or is_neutral(text) or is_text_header(text) or is_total(text)
    return words or (len(fold(text)) < _MAX_HEADER_WORD and parse_quantity(text) is None)


def is_header_repeated(row: Row, header: Sequence[Row]) -> bool:
    """Whether a body row prints a header row again, as on a new page."""
    first = fold(row[0].text) if row else ""
    return any(
        len(row) == len(above)
        and first == fold(above[0].text)
        and all(fold(a.text) == fold(b.text) for a, b in zip(row, above, strict=True))
        for above in header
    )
