"""Merged cells (合并单元格) of formats that tell them: header words over their columns, labels over their rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.tables.roles import Role
from index.tables.wording import is_number, is_total, is_words, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.tables.sheet import Row

_NAMES = {Role.LABEL, Role.CODE}


def is_drawn(rows: Sequence[Row]) -> bool:
    """Whether the columns of rows are drawn on a page or told by the file, so that none has moved."""
    return any(cell.place.exact for row in rows for cell in row)


def header_depth(rows: Sequence[Row], count: int) -> int:
    """How many rows are header: at least `count`, and those into which cells of the header reach down."""
    while 0 < count < len(rows) and any(
        not cell.text and cell.place.exact and cell.place == above.place
        for cell, above in zip(rows[count], rows[count - 1], strict=True)
    ):
        if any(is_number(cell.text) for cell in rows[count]):
            break
        count += 1
    return count


def over_columns(row: Row) -> Row:
    """A row in which the text of a merged cell stands in every column that the cell covers."""
    spread = list(row)
    for column, cell in enumerate(row):
        if cell.text:
            for covered in range(column + 1, min(column + cell.column_span, len(row))):
                spread[covered] = replace(row[covered], text=cell.text)
    return tuple(spread)


def drawn_paths(header: Sequence[Row], width: int) -> tuple[tuple[str, ...], ...]:
    """The header words over each column, top to bottom, as the merged cells are drawn."""
    paths: list[tuple[str, ...]] = []
    levels = [over_columns(row) for row in header]
    for column in range(width):
        words: list[str] = []
        for level in levels:
            word = squeeze(level[column].text)
            if word and word not in words[-1:]:
                words.append(word)
        paths.append(tuple(words))
    return tuple(paths)


def labelled(body: Sequence[Row], roles: Sequence[Role]) -> list[Row]:
    """The body with merged labels where they count: in every row that they cover, and beside the figure they name.

    A label drawn over the amounts of its panel names the figure after them (支出合计 over 项目, 金额 and 项目).
    """
    rows = [list(row) for row in body]
    for index, row in enumerate(body):
        for column, cell in enumerate(row):
            if roles[column] not in _NAMES or not is_words(cell.text):
                continue
            for below in range(index + 1, min(index + cell.row_span, len(body))):
                under = body[below][column]
                if under.place != cell.place or roles[column] is Role.CODE:
                    break
                rows[below][column] = replace(under, text=cell.text)
            covered = range(column, min(column + cell.column_span, len(roles)))
            amounts = [at for at in covered if roles[at] is Role.VALUE]
            target = next((at for at in covered if amounts and at > amounts[-1] and roles[at] is Role.LABEL), None)
            if target is not None:
                rows[index][target] = replace(row[target], text=cell.text)
                rows[index][column] = replace(cell, text="")
    return [tuple(row) for row in rows]


def named_across(body: Sequence[Row], roles: Sequence[Role], panels: Sequence[int]) -> list[Row]:
    """The body with totals beside the figures that they name, where a cell over a panel's end is parted (公用经费合计).

    Such a total stands in a panel without figures, and the next one has figures and no name in this row.
    """
    numbers = sorted(set(panels))
    if len(numbers) == 1:
        return list(body)
    rows = [list(row) for row in body]
    for row in rows:
        for panel, following in pairwise(numbers):
            keys, values = _columns(panel, roles, panels)
            next_keys, next_values = _columns(following, roles, panels)
            words = [at for at in keys if row[at].text]
            if len(words) != 1 or not is_words(row[words[0]].text) or not is_total(row[words[0]].text):
                continue
            if any(row[at].text for at in (*values, *next_keys)) or not any(
                is_number(row[at].text) for at in next_values
            ):
                continue
            target = next((at for at in next_keys if roles[at] is Role.LABEL), None)
            if target is not None:
                row[target] = replace(row[target], text=row[words[0]].text)
                row[words[0]] = replace(row[words[0]], text="")
    return [tuple(row) for row in rows]


def _columns(panel: int, roles: Sequence[Role], panels: Sequence[int]) -> tuple[list[int], list[int]]:
    """The keys and the amounts of a panel."""
    own = [column for column, number in enumerate(panels) if number == panel]
    return [at for at in own if roles[at] in _NAMES], [at for at in own if roles[at] is Role.VALUE]
