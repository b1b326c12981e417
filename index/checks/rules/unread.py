"""Sums over figures that could not be read (未能读出的数字): what is missing there contradicts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.model.quantity import Outcome
from index.tables.wording import is_unread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.model.records import Check, Fact, Table

_ADDING: Final = frozenset({"sum", "columns"})  # kinds of checks in which a figure can be missing


def without_unread(checks: tuple[Check, ...], tables: Sequence[Table], facts: Sequence[Fact]) -> tuple[Check, ...]:
    """The checks less those sums that fail beside a figure, in a row or a column, that could not be read.

    What is printed twice, or said in words too, stays contradicted: there nothing is added.
    """
    columns, rows = set(), set()
    for table, row, column in _unread(tables):
        rows.add((table, row))
        columns.add((table, column))
    if not rows:
        return checks

    def may_lack(check: Check) -> bool:
        if check.kind not in _ADDING:
            return False
        own = [facts[operand.fact] for operand in check.operands if operand.fact is not None]
        return any((one.table, one.row) in rows or (one.table, one.column) in columns for one in own)

    return tuple(one for one in checks if one.outcome is not Outcome.CONTRADICTION or not may_lack(one))


def _unread(tables: Sequence[Table]) -> Iterator[tuple[int, int, int]]:
    for number, table in enumerate(tables):
        for row, cells in enumerate(table.rows[table.header_rows :], start=table.header_rows):
            yield from ((number, row, column) for column, text in enumerate(cells) if text and is_unread(text))
