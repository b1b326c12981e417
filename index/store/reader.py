"""The read side of the store (读取): listings over a read-only connection."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from threading import local
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, literal, select

from index.model.errors import IndexingError, UnknownDocumentError
from index.model.quantity import Outcome
from index.store.database import VIEWER, read_engine
from index.store.remembered import Remembered, Value
from index.store.schema import CheckRow, DocumentRow, FactRow, OrganizationRow, PassageRow, TableRow, table_of
from index.store.viewing import current_viewer, seen_state

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Engine, RowMapping

    from index.settings import IndexSettings
    from index.store.viewing import Viewer

_READ: Final = Remembered(256)  # tables and documents that evidence was shown of
_THREAD: Final = local()


@dataclass(frozen=True, slots=True)
class _Held:
    """The connections that a thread keeps open, by index and viewer."""

    closing: ExitStack
    connections: dict[Hashable, Connection] = field(default_factory=dict)


@contextmanager
def one_state() -> Iterator[None]:
    """Read everything within the block, in this thread, from one state of an index and through one connection.

    An answer and its evidence are of the same state then, and what a viewer may see is laid under the queries once.
    """
    if getattr(_THREAD, "held", None) is not None:
        yield
        return
    with ExitStack() as closing:
        _THREAD.held = _Held(closing)
        try:
            yield
        finally:
            _THREAD.held = None


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """A loaded file (已载入文件): `unit` is the organization (单位) it is about, `owner` whose it is ("": all's)."""

    id: int
    name: str
    path: str
    sha256: str
    format: str
    unit: str
    year: int | None
    kind: str
    scope: str
    pages: int | None
    tables: int
    figures: int
    doubtful: int
    findings: int
    checks: int
    contradictions: int
    owner: str = ""


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A table as it is shown (表): texts by row, with the page and line of each row."""

    id: int
    document: str
    title: str
    unit: str
    section: str
    note: str
    empty: bool
    header_rows: int
    rows: tuple[tuple[str, ...], ...]
    pages: tuple[int | None, ...]
    lines: tuple[int | None, ...]
    boxes: tuple[tuple[tuple[float, float, float, float] | None, ...], ...] = ()  # of the cells, where known
    document_id: int = 0


class AmbiguousDocumentError(IndexingError):
    """A file name that several loaded documents share."""

    def __init__(self, name: str, paths: Sequence[str]) -> None:
        super().__init__(f"有 {len(paths)} 个已载入的文件都叫“{name}”，请写出完整路径：{'；'.join(paths)}")


class Reader:
    """The listings of an index; nothing can be written through it.

    It shows what `viewer` may see; without one, what the viewer of the context may (index.store.viewing).
    """

    def __init__(self, settings: IndexSettings, viewer: Viewer | None = None) -> None:
        self._settings = settings
        self._viewer = viewer

    @cached_property
    def _engine(self) -> Engine:
        return read_engine(self._settings)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Open a read-only connection within one transaction: all that is read through it belongs to one state.

        Raise NothingLoadedError, OtherSchemaError or DamagedIndexError (index.store.database).
        """
        viewer = self._viewer or current_viewer()
        held: _Held | None = getattr(_THREAD, "held", None)
        key = (self._settings.url, viewer)
        if held is not None and key in held.connections:
            yield held.connections[key]
            return
        opening = self._engine.connect().execution_options(**{VIEWER: viewer})
        if held is None:
            with opening as connection:
                yield connection
        else:
            held.connections[key] = held.closing.enter_context(opening)
            held.connections[key].scalar(select(literal(1)))  # its state is that of now, not of the first query
            yield held.connections[key]

    def documents(self) -> list[LoadedDocument]:
        """All documents by organization, year and name."""
        with self.connection() as connection:
            return documents_in(connection)

    def document(self, document_id: int) -> LoadedDocument | None:
        """Return the document of this id, None when there is none."""

        def read(connection: Connection) -> LoadedDocument | None:
            return next(iter(documents_in(connection, DocumentRow.id == document_id)), None)

        return self._remembered(("document", document_id), read)

    def find(self, name: str) -> LoadedDocument:
        """Return the document of this path, file name, or file name without extension, in this order.

        Raise UnknownDocumentError, or AmbiguousDocumentError when the name is that of several documents.
        """
        documents = self.documents()
        matches = [document for document in documents if document.path == name]
        matches = matches or [document for document in documents if document.name == name]
        matches = matches or [document for document in documents if document.name.rpartition(".")[0] == name]
        if not matches:
            raise UnknownDocumentError(name)
        if len(matches) > 1:
            raise AmbiguousDocumentError(name, [document.path for document in matches])
        return matches[0]

    def table(self, table_id: int) -> StoredTable | None:
        """Return the table of this id, None when there is none."""
        query = (
            select(*TableRow.__table__.columns, DocumentRow.name.label("document"))
            .join(DocumentRow, DocumentRow.id == TableRow.document_id)
            .where(TableRow.id == table_id)
        )

        def read(connection: Connection) -> StoredTable | None:
            row = connection.execute(query).mappings().one_or_none()
            return None if row is None else _stored(row)

        return self._remembered(("table", table_id), read)

    def _remembered(self, key: Hashable, read: Callable[[Connection], Value]) -> Value:
        """Read something, or take it as it was read before where nothing has changed since."""
        with self.connection() as connection:
            seen = seen_state(connection)
            return read(connection) if seen is None else _READ.get((seen, key), lambda: read(connection))

    def facts(self, documents: Sequence[int] | None = None) -> Iterator[RowMapping]:
        """Every figure (no empty cells) with its document's name and table's title, in reading order."""
        query = (
            select(*FactRow.__table__.columns, DocumentRow.name.label("document"), TableRow.title.label("table_title"))
            .join(DocumentRow, DocumentRow.id == FactRow.document_id)
            .join(TableRow, TableRow.id == FactRow.table_id)
            .where(FactRow.value.is_not(None))
            .order_by(DocumentRow.name, DocumentRow.id, FactRow.ordinal)
        )
        if documents is not None:
            query = query.where(FactRow.document_id.in_(documents))
        with self.connection() as connection:
            yield from connection.execution_options(yield_per=2000).execute(query).mappings()

    def passages(self, document_id: int) -> list[RowMapping]:
        """Return the passages of a document in order."""
        query = (
            select(*PassageRow.__table__.columns)
            .where(PassageRow.document_id == document_id)
            .order_by(PassageRow.ordinal)
        )
        with self.connection() as connection:
            return list(connection.execute(query).mappings())


def documents_in(connection: Connection, *conditions: ColumnElement[bool]) -> list[LoadedDocument]:
    """Return the documents that a connection sees, those that meet some conditions."""
    document, organization, check = table_of(DocumentRow).c, table_of(OrganizationRow).c, table_of(CheckRow).c
    checked = select(func.count()).where(check.document_id == document.id)
    failed = checked.where(check.outcome == Outcome.CONTRADICTION.value)
    query = (
        select(
            *document,
            organization.name.label("unit"),
            checked.scalar_subquery().label("checks"),
            failed.scalar_subquery().label("contradictions"),
        )
        .where(organization.id == document.organization_id, *conditions)
        .order_by(organization.name, document.year, document.name, document.path)
    )
    return [_loaded(row) for row in connection.execute(query).mappings()]


def _loaded(row: RowMapping) -> LoadedDocument:
    return LoadedDocument(**{name: row[name] for name in LoadedDocument.__slots__})


def _stored(row: RowMapping) -> StoredTable:
    grid = json.loads(row["grid"])
    return StoredTable(
        id=row["id"],
        document=row["document"],
        title=row["title"],
        unit=row["unit"],
        section=row["section"],
        note=row["note"],
        empty=row["empty"],
        header_rows=row["header_rows"],
        rows=tuple(tuple(cells) for cells in grid["rows"]),
        pages=tuple(grid["pages"]),
        lines=tuple(grid["lines"]),
        boxes=tuple(tuple(box and tuple(box) for box in row) for row in grid.get("boxes", ())),
        document_id=row["document_id"],
    )
