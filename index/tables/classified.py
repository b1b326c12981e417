"""Rows under two classifications (两种分类并列): code and name by each, 部门预算经济分类 beside 政府预算经济分类.

A row is of one account: the columns of the classification that tells the rows apart name it. The codes of the other
are a property of the row, no further levels of its code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.tables.roles import Role, panels
from index.tables.wording import fold, is_total, is_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.tables.sheet import Row

_OWN: Final = "部门"  # 部门预算支出经济分类, where both tell the rows apart


def of_one_classification(roles: Sequence[Role], header: Sequence[Row], body: Sequence[Row]) -> list[Role]:
    """The roles with the codes, and the names, of a second classification of the same rows as no keys."""
    settled = list(roles)
    numbers = panels(roles)
    for panel in sorted(set(numbers)):
        runs = _runs([column for column, number in enumerate(numbers) if number == panel], roles)
        if len(runs) < 2:  # noqa: PLR2004 - one classification
            continue
        telling = [run for run in runs if _tells_rows(run, roles, body)]
        own = min(telling, key=lambda run: not _says_own(run, header)) if telling else None
        for run in runs:
            for column in run:
                if run is own:
                    continue
                if roles[column] is Role.CODE:
                    settled[column] = Role.INDEX
                elif own is not None:
                    settled[column] = Role.TEXT
    return settled


def _runs(columns: Sequence[int], roles: Sequence[Role]) -> list[list[int]]:
    """Codes with the names right after them, where more than one such run stands side by side."""
    runs: list[list[int]] = []
    before = None
    for column in columns:
        role = roles[column]
        if role is Role.CODE and before is not Role.CODE:
            runs.append([])
        if role in {Role.CODE, Role.LABEL} and runs:
            runs[-1].append(column)
        before = role
    return [run for run in runs if any(roles[column] is Role.LABEL for column in run)]


def _tells_rows(run: Sequence[int], roles: Sequence[Role], body: Sequence[Row]) -> bool:
    """Whether every row has another code in a run, totals aside."""
    seen: list[tuple[str, ...]] = []
    for row in body:
        if any(is_words(cell.text) and is_total(cell.text) for cell in row):
            continue
        code = tuple(fold(row[column].text) for column in run if roles[column] is Role.CODE)
        if any(code) or any(cell.text for cell in row):
            seen.append(code)
    return bool(seen) and all(any(code) for code in seen) and len(set(seen)) == len(seen)


def _says_own(run: Sequence[int], header: Sequence[Row]) -> bool:
    """Whether the word over a run, or left of it where a merged cell has become one cell, names 部门预算."""
    for row in header:
        word = next((row[column].text for column in range(run[0], -1, -1) if row[column].text), "")
        if _OWN in fold(word):
            return True
    return False
