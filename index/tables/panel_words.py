"""Words right of amounts (金额右边的文字): the labels of another panel, or notes and properties of the row's item.

What the header calls them does not tell for sure. How they stand does: items have a total, are numbered, differ from
one another, have a header of their own over them and their amounts, and end where their amounts end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.tables.roles import Role
from index.tables.sheet import is_ordinal_row
from index.tables.wording import (
    SIDE_HEADER,
    CellKind,
    cell_kind,
    fold,
    is_attribute_header,
    is_bare_total,
    is_label_header,
    is_neutral,
    is_text_header,
    is_total,
    squeeze,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.tables.sheet import Row

_NUMBERED_ITEM: Final = re.compile(r"[一二三四五六七八九十]+、|[(][一二三四五六七八九十]+[)]")
_NOTE_HEADER: Final = re.compile(r"备注|.*(?:说明|依据|原因|情况|日期|时间)(?:\(.*\))?")
_LONGEST_ITEM: Final = 40  # characters; notes are longer
_FEWEST: Final = 2


def settled_words(roles: list[Role], header: Sequence[Row], body: Sequence[Row]) -> list[Role]:
    """The roles with each column of words right of amounts made labels or text."""
    header = [row for row in header if not is_ordinal_row(row)]
    printed = [[row[column].text for row in header if row[column].text] for column in range(len(roles))]
    found = list(roles)
    for column, role in enumerate(roles):
        if role is Role.LABEL and Role.VALUE in roles[:column]:
            begins = Role.VALUE in roles[column + 1 :] and _begins_panel(roles, printed, header, body, column)
            found[column] = Role.LABEL if begins else Role.TEXT
        elif (
            role is Role.CODE
            and Role.VALUE in roles[:column]
            and roles[max(column - 1, 0) : column + 2].count(role) == 1
        ):
            codes = [squeeze(row[column].text) for row in body if row[column].text]
            found[column] = Role.INDEX if _are_repeated(codes) else role  # of what account the item is
    return found


def unsettled_amounts(roles: Sequence[Role], header: Sequence[Row], body: Sequence[Row]) -> frozenset[int]:
    """The amounts right of words of which nothing tells whether they are items or notes."""
    found: set[int] = set()
    header = [row for row in header if not is_ordinal_row(row)]
    for column, role in enumerate(roles):
        name = next((row[column].text for row in reversed(header) if row[column].text), "")
        words = _words(body, column)
        if role is not Role.TEXT or Role.VALUE not in roles[:column] or len(words) < _FEWEST:
            continue
        if name and not _NOTE_HEADER.fullmatch(fold(name)) and not _are_repeated(words):
            for at in range(column + 1, len(roles)):
                if roles[at] in {Role.LABEL, Role.TEXT, Role.CODE}:
                    break
                found.add(at)
    return frozenset(found)


def _begins_panel(
    roles: Sequence[Role],
    printed: Sequence[Sequence[str]],
    header: Sequence[Row],
    body: Sequence[Row],
    column: int,
) -> bool:
    name = printed[column][-1] if printed[column] else ""
    words = _words(body, column)
    if any(is_bare_total(word) for word in words) or _are_numbered(words):
        return True
    if any(is_total(word) for word in words) and not is_text_header(name):
        return True
    if _are_repeated(words) and (is_attribute_header(name) or not is_label_header(name)):
        return False
    numbers = roles[column + 1] is Role.INDEX and Role.INDEX in roles[:column]  # 行次 once more
    if numbers or _heads_group(roles, header, column) or _ends_with_amounts(roles, body, column):
        return True
    moved = is_neutral(name)  # an amount's header stands here
    named = not name or moved or is_label_header(name) or bool(SIDE_HEADER.fullmatch(fold(name)))
    return (named or _repeats_amount(roles, printed, column)) and not is_text_header(name)


def _words(body: Sequence[Row], column: int) -> list[str]:
    return [squeeze(row[column].text) for row in body if cell_kind(row[column].text) is CellKind.TEXT]


def _are_numbered(words: Sequence[str]) -> bool:
    """Whether words are short, and several of them numbered."""
    return sum(len(word) <= _LONGEST_ITEM and bool(_NUMBERED_ITEM.match(fold(word))) for word in words) >= _FEWEST


def _are_repeated(words: Sequence[str]) -> bool:
    """Whether a third of the words or more stand there already: properties, not items."""
    return len(set(words)) * 3 <= len(words) * 2 and len(words) > _FEWEST


def _heads_group(roles: Sequence[Role], header: Sequence[Row], column: int) -> bool:
    """Whether a header word over several columns begins with these words and covers their amounts."""
    amount = next((at for at in range(column + 1, len(roles)) if roles[at] is Role.VALUE), column)
    for row in header[:-1]:
        own, before, after = row[column], row[column - 1], row[amount]
        exact = own.place.exact
        covers = own.place == after.place if exact else own.text == after.text
        goes_on = own.place == before.place if exact else own.text == before.text
        if own.text and covers and not goes_on and before.text:
            return True
    return False


def _ends_with_amounts(roles: Sequence[Role], body: Sequence[Row], column: int) -> bool:
    """Whether words end some rows before the table does, and their amounts with them."""
    amounts = [at for at in range(column + 1, len(roles)) if roles[at] is Role.VALUE]
    end = next((at for at in range(column + 1, len(roles)) if roles[at] is Role.LABEL), len(roles))
    own = [at for at in amounts if at < end]
    last = max((number for number, row in enumerate(body) if row[column].text), default=-1)
    rest = [row for row in body[last + 1 :] if any(cell.text for cell in row[:column])]
    filled = all(row[column].text for row in body[: last + 1])
    return bool(rest) and filled and last >= _FEWEST - 1 and not any(row[at].text for row in rest for at in own)


def _repeats_amount(roles: Sequence[Role], printed: Sequence[Sequence[str]], column: int) -> bool:
    """Whether the amounts right of a column are headed as amounts left of it are: another panel of the same kind."""
    right = next((at for at in range(column + 1, len(roles)) if roles[at] is Role.VALUE), None)
    if right is None or not printed[right]:
        return False
    return any(roles[at] is Role.VALUE and printed[at] == printed[right] for at in range(column))
