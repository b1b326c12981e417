"""Who may see which documents (查看权限): decided here alone, for every reading connection.

A document has an owner; "" is everybody's. A viewer sees what is everybody's and what is his own. The rule is laid
under the queries: a reading connection of a viewer from whom something is hidden has temporary views in place of the
tables, so that no query, whoever writes it, can reach a hidden row. Which viewer it is comes from the context
(`viewing`).
"""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, or_, select

from index.model.errors import IndexingError
from index.store.schema import Base, DocumentRow, MarkRow, Meta, OrganizationNameRow, OrganizationRow

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

SHARED: Final = ""
UNOWNED: Final = frozenset({Meta.__tablename__, MarkRow.__tablename__})
"""Tables that are the same for everybody: what they hold says nothing of a document to whoever does not see it."""
REVISION: Final = "revision"  # key of Meta: another value after every writing
_PRIVATE: Final = "private"
_HIDDEN, _SEEN = "hidden", "seen"  # keys of a connection's notes
_OWNER: Final = re.compile(r"[0-9a-f]{32}")


class BadOwnerError(IndexingError):
    """An owner that `owner_key` did not make."""

    def __init__(self, owner: str) -> None:
        super().__init__(f"不是合法的归属标识：{owner!r}。")


class PrivateNeedsSqliteError(IndexingError):
    """A document of one's own in a database that cannot hide it from the others."""

    def __init__(self) -> None:
        super().__init__("设置了别的数据库（database_url）时，不能载入只给自己看的文件；请共享，或改用默认的 SQLite。")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads (查看者): `owner` besides what is shared, or `everything`. Raise BadOwnerError."""

    owner: str = SHARED
    everything: bool = False

    def __post_init__(self) -> None:
        """Refuse an owner that was not made by `owner_key`: it stands in the text of SQL."""
        if self.owner != SHARED and not _OWNER.fullmatch(self.owner):
            raise BadOwnerError(self.owner)


EVERYTHING: Final = Viewer(everything=True)
ANYBODY: Final = Viewer()
_VIEWER: ContextVar[Viewer] = ContextVar("viewer", default=EVERYTHING)


# a connection is opened for each question: what is asked first is put together once
_REVISION_NOW: Final = f"SELECT value FROM {Meta.__tablename__} WHERE key = '{REVISION}'"
_OTHERS: Final = (DocumentRow.owner != SHARED) & (DocumentRow.owner != bindparam("owner"))
_SHARED: Final = select(DocumentRow.sha256).where(DocumentRow.owner == SHARED)
_HIDDEN_FROM_ANYBODY: Final = select(DocumentRow.id).where(DocumentRow.owner != SHARED)
_HIDDEN_FROM: Final = select(DocumentRow.id).where(
    or_(_OTHERS, (DocumentRow.owner == bindparam("owner")) & DocumentRow.sha256.in_(_SHARED))
)


def owner_key(name: str) -> str:
    """Return the owner that stands for a user or a browser, by name or id; these themselves are not stored here."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32] if name else SHARED


def current_viewer() -> Viewer:
    """Return whoever is reading in this context; everything is open to the command line, which sets none."""
    return _VIEWER.get()


@contextmanager
def viewing(viewer: Viewer) -> Iterator[None]:
    """Read as this viewer within the block."""
    token = _VIEWER.set(viewer)
    try:
        yield
    finally:
        _VIEWER.reset(token)


def private_directory(home: Path, owner: str) -> Path:
    """Return where the files of an owner are kept. Raise BadOwnerError."""
    return home.absolute() / _PRIVATE / Viewer(owner).owner if owner else home.absolute() / "uploads"


def owner_of_path(home: Path, path: Path) -> str:
    """Return the owner of a file: a file goes with the directory it is kept in, also when it is read again."""
    if _PRIVATE not in path.parts:
        return SHARED
    private = home.resolve() / _PRIVATE
    if not path.is_relative_to(private):
        return SHARED
    owner = path.relative_to(private).parts[0]
    return owner if _OWNER.fullmatch(owner) else owner_key(f"directory/{owner}")


def restrict(connection: Connection, viewer: Viewer) -> None:
    """Hide from a reading connection, for as long as it is open, what is not for this viewer.

    To be called within the transaction that reads, so that nothing can come in between. Of a file that is both the
    viewer's own and shared, the shared one is shown. Raise PrivateNeedsSqliteError.
    """
    if viewer.everything:
        return
    hidden = sorted(connection.scalars(_HIDDEN_FROM if viewer.owner else _HIDDEN_FROM_ANYBODY, {"owner": viewer.owner}))
    connection.info[_HIDDEN] = (viewer.owner, tuple(hidden)) if hidden else ()
    if not hidden:
        return
    if connection.dialect.name != "sqlite":
        raise PrivateNeedsSqliteError
    connection.exec_driver_sql("PRAGMA query_only = OFF")  # the file itself stays open for reading only
    for table, condition in _conditions(viewer, hidden).items():
        connection.exec_driver_sql(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {condition}")
    connection.exec_driver_sql("PRAGMA query_only = ON")


def seen_state(connection: Connection) -> tuple[Hashable, ...] | None:
    """Return what changes whenever a reading connection of `read_engine` sees other documents or other contents.

    What is worked out from documents may be kept under it. None where it cannot be told: in another database than
    SQLite, whose connections go on to another transaction, and where nothing has been loaded.
    """
    if connection.dialect.name != "sqlite":
        return None
    if _SEEN not in connection.info:
        revision = connection.exec_driver_sql(_REVISION_NOW).scalar()
        hidden = connection.info.get(_HIDDEN, ())
        connection.info[_SEEN] = (str(connection.engine.url), revision, hidden) if revision else None
    found: tuple[Hashable, ...] | None = connection.info[_SEEN]
    return found


def _conditions(viewer: Viewer, hidden: list[int]) -> dict[str, str]:
    """Which rows of each table are for this viewer, as SQL."""
    numbers = ",".join(map(str, hidden))
    ours = f"owner IN ('', '{viewer.owner}')"
    seen = f"IN (SELECT organization_id FROM main.documents WHERE id NOT IN ({numbers}))"
    found = {
        name: f"+document_id NOT IN ({numbers})"  # the plus keeps the choice of index as it is
        for name, table in Base.metadata.tables.items()
        if "document_id" in table.c and name not in UNOWNED
    }
    found[DocumentRow.__tablename__] = f"id NOT IN ({numbers})"
    found[OrganizationRow.__tablename__] = f"id {seen}"
    found[OrganizationNameRow.__tablename__] = f"organization_id {seen} AND {ours}"
    return found
