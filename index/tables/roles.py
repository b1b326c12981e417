"""What the columns of a table body hold (列的角色): codes, labels, amounts, words or nothing."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from index.tables.sheet import is_ordinal_row
from index.tables.wording import (
    CODE,
    CellKind,
    cell_kind,
    fold,
    is_account_code_header,
    is_bare_total,
    is_index_header,
    is_label_header,
    is_other_code_header,
    is_text_header,
    is_total,
    is_unread,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.tables.sheet import Row

_LEVELS = ("类", "款", "项")
_LEVEL_DIGITS = re.compile(r"\d{1,2}")
_PLAIN_CODE = re.compile(r"\d{1,7}")


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    LABEL = "label"
    VALUE = "value"
    TEXT = "text"
    INDEX = "index"  # running numbers and codes that are no accounts
    BLANK = "blank"

    @property
    def is_key(self) -> bool:
        """Whether the column says what its row is."""
        return self in {Role.CODE, Role.LABEL, Role.INDEX}


def column_roles(body: Sequence[Row], header: Sequence[Row]) -> list[Role]:
    """The role of each column from what its body cells hold, and from its header where the body says nothing."""
    width = len(body[0]) if body else len(header[0])
    printed = [
        [
            row[column].text
            for row in header
            if row[column].text and (not is_ordinal_row(row) or fold(row[column].text) in _LEVELS)  # 类 款 项 栏次 1 2
        ]
        for column in range(width)
    ]
    roles = [_role([row[column].text for row in body], printed[column]) for column in range(width)]
    for column in range(1, width):  # 208 | 05 | 01 under one word
        below = roles[column - 1] is Role.CODE and roles[column] is Role.VALUE and not printed[column]
        cells = [fold(row[column].text) for row in body if row[column].text]
        if below and cells and all(_LEVEL_DIGITS.fullmatch(cell) for cell in cells):
            roles[column] = Role.CODE
    for column, role in enumerate(roles):
        if role is Role.CODE and not _names_codes(printed[column]) and not _has_label_beside(roles, column):
            roles[column] = Role.VALUE
    return roles


def _role(cells: Sequence[str], header: Sequence[str]) -> Role:
    kinds = [cell_kind(cell) for cell in cells]
    numbers = [fold(cell) for cell, kind in zip(cells, kinds, strict=True) if kind is CellKind.NUMBER]
    words = [cell for cell, kind in zip(cells, kinds, strict=True) if kind is CellKind.TEXT]
    unread = [cell for cell in words if is_unread(cell)]
    named = header[-1] if header else ""
    if is_index_header(named) or is_other_code_header(named):
        return Role.INDEX
    if is_text_header(named) and not numbers:
        unread = []  # 规格 86寸 is a word, no figure with a mark beside it
    if not numbers and not words:
        return _role_by_header(header) if header else Role.BLANK
    plain = [number for number in numbers if _PLAIN_CODE.fullmatch(number)]
    if _names_codes(header) and len(plain) == len(numbers) and (numbers or all(map(_may_stand_in_codes, words))):
        return Role.CODE
    codes = [number for number in numbers if CODE.fullmatch(number)]
    if len(codes) * 10 >= len(numbers) * 9 and len(codes) > 0 and not (named and not is_label_header(named)):
        return Role.CODE
    if len(numbers) + len(unread) >= len(words) - len(unread) and (numbers or unread):
        return Role.VALUE
    return Role.LABEL


def _role_by_header(header: Sequence[str]) -> Role:
    if _names_codes(header):
        return Role.CODE
    name = header[-1]
    if is_label_header(name) and not is_total(name):
        return Role.LABEL
    return Role.TEXT if is_text_header(name) else Role.VALUE


def _names_codes(header: Sequence[str]) -> bool:
    return bool(header) and (is_account_code_header(header[-1]) and fold(header[-1]) != "项目")


def _may_stand_in_codes(word: str) -> bool:
    return fold(word) in _LEVELS or is_bare_total(word)


def _has_label_beside(roles: Sequence[Role], column: int) -> bool:
    """Codes stand left of the labels that they belong to, other code columns between."""
    for role in roles[column + 1 :]:
        if role is Role.CODE:
            continue
        return role is Role.LABEL
    return False


def panels(roles: Sequence[Role]) -> list[int]:
    """The number of the side-by-side panel (分栏) that each column belongs to, from the left."""
    numbers: list[int] = []
    panel = 0
    seen_value = False
    for role in roles:
        if role in {Role.CODE, Role.LABEL} and seen_value:
            panel += 1
            seen_value = False
        seen_value = seen_value or role is Role.VALUE
        numbers.append(panel)
    return numbers
