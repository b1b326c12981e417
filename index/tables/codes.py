"""Account codes of rows (科目编码): in one cell, or over 类, 款, 项 columns, padded or not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from index.catalogue.accounts import account
from index.identity import names_body
from index.tables.roles import Role
from index.tables.wording import CODED_LABEL, fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.tables.sheet import Row

_LENGTHS = (3, 5, 7)
_REMEMBERED: Final = 1 << 12  # codes
_PLAIN = re.compile(r"\d{1,9}")
_DASHED = re.compile(r"\d{3}(?:-\d{2}){1,2}")
_UNDER_LEVEL = re.compile(r"(\d*)\s*[类款项]\s*(\d*)")
_OWN_DIGITS = 2  # 款 and 项 have two digits each


def row_codes(rows: Sequence[Row], roles: Sequence[Role]) -> list[str]:
    """The code of every row, "" for rows without one.

    Where a row prints only its own level (款 without 类), the levels above are those of the row before.
    """
    return panel_codes(rows, roles, [range(len(roles))])[0]


def panel_codes(rows: Sequence[Row], roles: Sequence[Role], panels: Sequence[Sequence[int]]) -> list[list[str]]:
    """The codes of the rows of side-by-side panels; a list set in halves goes on at the top of the next panel."""
    found: list[list[str]] = []
    above: list[str] = []
    for span in panels:
        code_columns = [column for column in span if roles[column] is Role.CODE]
        if len(code_columns) != len(above):
            above = []
        codes = []
        for row in rows:
            parts = [_digits(row[column].text) for column in code_columns]
            if len(parts) > 1 and any(parts):
                parts = _with_levels_above(parts, above)
                above = parts
            code = _joined(parts) or _code_in_label(row, roles, span)
            codes.append("" if _is_of_body(code, row, roles, span) else code)
        found.append(codes)
    return found


def without_level(text: str) -> str:
    """A code without the header's word in the same cell: a header printed again may reach into the row below it."""
    found = _UNDER_LEVEL.fullmatch(text.strip())
    return "".join(found.groups()) or text if found else text


def _digits(text: str) -> str:
    folded = fold(without_level(text))
    if _PLAIN.fullmatch(folded):
        return folded
    return folded.replace("-", "") if _DASHED.fullmatch(folded) else ""


def _with_levels_above(parts: list[str], above: Sequence[str]) -> list[str]:
    first = next(index for index, part in enumerate(parts) if part)
    filled = list(parts)
    for index in range(min(first, len(above))):
        filled[index] = above[index]
    return filled


def _joined(parts: Sequence[str]) -> str:
    """类 is 3 digits, 款 and 项 2 each; a cell that already holds the levels before it is taken as it is.

    A level without those above it is no code.
    """
    code = ""
    if len(parts) > 1 and not parts[0] and all(len(part) <= _OWN_DIGITS for part in parts):
        return ""
    for part in parts:
        if not part:
            continue
        if code and len(part) > _OWN_DIGITS and part.startswith(code):
            code = part
        else:
            code += part if not code else part.zfill(_OWN_DIGITS)
    return code


def _code_in_label(row: Row, roles: Sequence[Role], span: Sequence[int]) -> str:
    for column in span:
        if roles[column] is Role.LABEL:
            match = CODED_LABEL.match(row[column].text)
            return match.group(1) if match else ""
    return ""


def _is_of_body(code: str, row: Row, roles: Sequence[Role], span: Sequence[int]) -> bool:
    """Whether a code is that of a body (410 某局): it is printed where codes of accounts are, but is none."""
    if not code or (len(code) in _LENGTHS[1:] and account(code) is not None):
        return False
    names = [row[column].text for column in span if roles[column] is Role.LABEL and row[column].text]
    return bool(names) and names_body(names[-1])


@lru_cache(maxsize=_REMEMBERED)
def parent_of(code: str) -> str:
    """The code one level up (2010301 → 20103 → 201), "" for a 类."""
    return next((code[:length] for length in reversed(_LENGTHS) if length < len(code)), "")
