"""Rows by the thousand (批量写入), handed to the driver as they are: no value is looked at or converted one by one."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Dialect, Table


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows in order, within the connection's transaction.

    All rows have the columns of the first, at least two, with values that every driver takes: text, integers, booleans
    and None.
    """
    if not rows:
        return
    names = tuple(rows[0])
    statement, positions = _statement(table, names, connection.dialect)
    if positions:
        pick = itemgetter(*positions)
        connection.exec_driver_sql(statement, [pick(row) for row in rows])
    else:
        connection.exec_driver_sql(statement, [dict(row) for row in rows])


@lru_cache(maxsize=64)
def _statement(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """The text of an INSERT, and the columns in the order of its parameters where the driver goes by position."""
    compiled: Any = insert(table).compile(dialect=dialect, column_keys=list(names), for_executemany=True)
    return str(compiled), tuple(compiled.positiontup or ())
