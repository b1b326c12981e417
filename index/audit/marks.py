"""What people say of findings (核实意见): 已核实 or 忽略 with a reason, kept when the document is loaded again.

A finding is known by its document's name, its rule and its places with what is printed there; it is the same finding
after the document has been read again, and another one when a figure of it has changed.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from index.model.errors import IndexingError
from index.store.database import write_engine
from index.store.lock import writing
from index.store.schema import MarkRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from index.audit.book import Figure
    from index.settings import IndexSettings

_KEY_LENGTH = 12


class MarkState(StrEnum):
    """What was said of a finding."""

    CONFIRMED = "已核实"
    IGNORED = "忽略"


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding that a person has dealt with: `statement` is the finding as it read then."""

    key: str
    document: str
    state: MarkState
    reason: str
    statement: str
    marked_at: str


class UnknownMarkError(IndexingError):
    """A finding to unmark that has no mark."""

    def __init__(self, key: str) -> None:
        super().__init__(f"没有编号为“{key}”的核实意见。可用 yusuan audit --marks 列出。")


def finding_key(document: str, rule: str, figures: Iterable[tuple[int, Figure]]) -> str:
    """Return the stable key of a finding: document, rule, and each place with its sign and what is printed there."""
    parts = [document, rule]
    for sign, figure in figures:
        place = figure.place
        parts.append(f"{sign}|{place.page}|{place.line}|{figure.container}|{figure.column}|{figure.printed}")
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:_KEY_LENGTH]


def read_marks(connection: Connection) -> dict[str, Mark]:
    """All marks by their key, oldest first."""
    rows = connection.execute(select(*MarkRow.__table__.columns).order_by(MarkRow.marked_at, MarkRow.key)).mappings()
    return {row["key"]: Mark(**{**row, "state": MarkState(row["state"])}) for row in rows}


def set_mark(settings: IndexSettings, mark: Mark) -> None:
    """Keep a mark in place of an earlier one of the same finding. Raise IndexBusyError."""
    row = {
        "key": mark.key,
        "document": mark.document,
        "state": mark.state.value,
        "reason": mark.reason,
        "statement": mark.statement,
        "marked_at": mark.marked_at or datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
    }
    with writing(settings.home_directory):
        engine, _ = write_engine(settings)
        try:
            with engine.begin() as connection:
                connection.execute(delete(MarkRow).where(MarkRow.key == mark.key))
                connection.execute(insert(MarkRow), [row])
        finally:
            engine.dispose()


def remove_mark(settings: IndexSettings, key: str) -> None:
    """Take a mark back. Raise UnknownMarkError where there is none."""
    with writing(settings.home_directory):
        engine, _ = write_engine(settings)
        try:
            with engine.begin() as connection:
                if not connection.execute(delete(MarkRow).where(MarkRow.key == key)).rowcount:
                    raise UnknownMarkError(key)
        finally:
            engine.dispose()
