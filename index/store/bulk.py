"""Rows by the thousand (批量写入), handed to the driver as they are: no value is looked at or converted one by one."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Table

_NARROW: Final = 8  # columns: of rows with as many, beginning the statement takes longer than writing one
_TOGETHER: Final = 64  # rows of few columns that one statement writes


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows in order, within the connection's transaction.

    All rows have the columns of the first, at least two, with values that every driver takes: text, integers, booleans
    and None.
    """
    if not rows:
        return
    statement, positions = _statement(table, tuple(rows[0]), connection.dialect)
    if not positions:
        connection.exec_driver_sql(statement, [dict(row) for row in rows])
        return
    values = list(map(itemgetter(*positions), rows))
    whole = len(rows) // _TOGETHER * _TOGETHER if len(positions) <= _NARROW else 0
    if whole:
        parts = (values[start : start + _TOGETHER] for start in range(0, whole, _TOGETHER))
        several = _of_several(statement)
        connection.exec_driver_sql(several, [tuple(chain.from_iterable(part)) for part in parts])
    if whole < len(values):
        connection.exec_driver_sql(statement, values[whole:])


@lru_cache(maxsize=64)
def _statement(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """The text of an INSERT, and the columns in the order of its parameters where the driver goes by position."""
    compiled: Any = insert(table).compile(dialect=dialect, column_keys=list(names), for_executemany=True)
    return str(compiled), tuple(compiled.positiontup or ())


def _of_several(statement: str) -> str:
    """The same INSERT of several rows."""
    head, word, values = statement.rpartition(" VALUES ")
    return head + word + ", ".join([values] * _TOGETHER)
