"""Running a checked SELECT (执行): read-only, within a time and a number of rows."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlglot import exp

    from assistant.execute.ledger import Ledger
    from assistant.llm.select.views import Views

MOST_ROWS: Final = 200
_SECONDS: Final = 2.0
_STEPS: Final = 10_000  # steps of the database engine between two looks at the clock


class SelectFailedError(Exception):
    """A SELECT that could not be run to its end."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def run(ledger: Ledger, views: Views, select: exp.Select) -> Sequence[Sequence[Any]]:
    """The rows of a checked SELECT. Raise SelectFailedError when it takes too long, gives too many or cannot be run."""
    sql = f"{views.prefix} {select.sql(dialect='sqlite')}"
    connection = ledger.connection
    if connection.dialect.name != "sqlite":
        raise SelectFailedError("only on SQLite")
    with _limited(connection):
        try:
            rows = connection.exec_driver_sql(sql).fetchmany(MOST_ROWS + 1)
        except DatabaseError as error:
            raise SelectFailedError("stopped or not understood by the database") from error
    if len(rows) > MOST_ROWS:
        raise SelectFailedError("too many rows")
    return [tuple(row) for row in rows]


@contextmanager
def _limited(connection: Any) -> Iterator[None]:
    """Stop a statement that runs longer than its time."""
    raw = connection.connection.dbapi_connection
    end = time.monotonic() + _SECONDS
    raw.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    try:
        yield
    finally:
        raw.set_progress_handler(None, 0)
