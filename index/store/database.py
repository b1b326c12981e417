"""The SQL database (数据库): engines for writing and for reading, the schema and its version.

SQLite is the default; any other SQLAlchemy URL works too. Readers cannot write: the file is opened read-only. What a
reader sees is what its viewer may see.
"""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from index.model.errors import HomeNotWritableError, IndexingError
from index.store.schema import SCHEMA_VERSION, Base, DocumentRow, MarkRow, Meta, table_of
from index.store.viewing import EVERYTHING, REVISION, Viewer, current_viewer, restrict

if TYPE_CHECKING:
    from index.settings import IndexSettings

BUSY_SECONDS: Final = 30
VIEWER: Final = "viewer"  # execution option of a reading connection: who reads, where it is not who the context says
_VERSION: Final = "schema_version"


class NothingLoadedError(IndexingError):
    """A question to an index that does not exist yet."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.place = str(home)
        super().__init__(f"索引 {home} 里还没有载入任何文件。请先运行：yusuan index 文件或文件夹")


class OtherSchemaError(IndexingError):
    """An index that another version of the program made."""

    def __init__(self, home: Path) -> None:
        self.place = str(home)
        super().__init__(
            f"索引 {home} 由另一版本的程序建立，不能直接读取。请重新运行 yusuan index，会自动重建并重新载入原有文件。"
        )


class DamagedIndexError(IndexingError):
    """A database file that is none, or that cannot be opened."""

    def __init__(self, home: Path, reason: str) -> None:
        self.place = str(home)
        super().__init__(f"索引 {home} 的数据库打不开（{reason}）。请删除该目录后重新载入，或换一个 --home。")


def write_engine(settings: IndexSettings) -> tuple[Engine, tuple[Path, ...]]:
    """Open the index for writing, making or rebuilding its schema as needed.

    Also return the paths of documents that a rebuild of an older schema dropped and that have to be loaded again.
    Raise HomeNotWritableError, DamagedIndexError.
    """
    home = settings.home_directory
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not os.access(home, os.W_OK | os.X_OK):
            raise HomeNotWritableError(home, "没有写入权限")
    except OSError as error:
        raise HomeNotWritableError(home, error.strerror or str(error)) from error
    engine = create_engine(settings.url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", prepare_writer)
        event.listen(engine, "begin", _begin_immediate)
    try:
        with engine.begin() as connection:
            dropped = _ensure_schema(connection)
    except DatabaseError as error:
        engine.dispose()
        raise _open_error(home, error) from error
    return engine, dropped


def read_engine(settings: IndexSettings) -> Engine:
    """Open the index for reading only. Raise NothingLoadedError, OtherSchemaError, DamagedIndexError."""
    home = settings.home_directory
    url = make_url(settings.url)
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        if not file.is_file():
            raise NothingLoadedError(home)
        # no pool: a connection that outlives the file would go on answering from what was deleted
        engine = create_engine(url, creator=lambda: _connect_read_only(file), poolclass=NullPool)
        event.listen(engine, "begin", _begin_deferred)
    else:
        engine = create_engine(url).execution_options(postgresql_readonly=True)
    event.listen(engine, "begin", _restrict)
    try:
        with engine.connect().execution_options(**{VIEWER: EVERYTHING}) as connection:
            _check_version(connection, home)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise DamagedIndexError(home, str(getattr(error, "orig", error))) from error
    return engine


def _check_version(connection: Connection, home: Path) -> None:
    if not inspect(connection).has_table(Meta.__tablename__):
        raise NothingLoadedError(home)
    if read_meta(connection, _VERSION) != str(SCHEMA_VERSION):
        raise OtherSchemaError(home)


def _ensure_schema(connection: Connection) -> tuple[Path, ...]:
    """Create the tables, or drop those of another schema version; all within the caller's transaction."""
    present = set(inspect(connection).get_table_names())
    if Meta.__tablename__ not in present:
        Base.metadata.create_all(connection, checkfirst=bool(present))
        write_meta(connection, _VERSION, str(SCHEMA_VERSION))
        return ()
    if read_meta(connection, _VERSION) == str(SCHEMA_VERSION):
        return tuple(Path(path) for path in json.loads(read_meta(connection, "dropped") or "[]"))
    paths = _paths(connection) if DocumentRow.__tablename__ in present else []
    kept = {MarkRow.__tablename__}  # what people said is not in the documents, so it cannot be read again
    Base.metadata.drop_all(connection, [table for name, table in Base.metadata.tables.items() if name not in kept])
    Base.metadata.create_all(connection)
    write_meta(connection, _VERSION, str(SCHEMA_VERSION))
    write_meta(connection, "dropped", json.dumps(paths, ensure_ascii=False))
    return tuple(Path(path) for path in paths)


def _paths(connection: Connection) -> list[str]:
    columns = {column["name"] for column in inspect(connection).get_columns(DocumentRow.__tablename__)}
    return list(connection.scalars(select(DocumentRow.path))) if "path" in columns else []


def read_meta(connection: Connection, key: str) -> str | None:
    """Return a value about the index itself, None where it was never written."""
    meta = table_of(Meta).c
    found: str | None = connection.scalar(select(meta.value).where(meta.key == key))
    return found


def write_meta(connection: Connection, key: str, value: str) -> None:
    """Set a value about the index itself."""
    table = table_of(Meta)
    connection.execute(table.delete().where(table.c.key == key))
    connection.execute(table.insert().values(key=key, value=value))


def prepare_writer(connection: sqlite3.Connection, _record: object) -> None:
    """Set a new SQLite connection up for writing: WAL, waiting for other writers, transactions begun by SQLAlchemy."""
    connection.isolation_level = None  # SQLAlchemy begins transactions, so that schema changes are inside them too
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA page_size = 8192")  # of a new file: fewer pages are written twice, to the log and back
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    """Begin to write: whatever is written, what was read before is of another revision."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'meta'"
    if connection.exec_driver_sql(known).first():
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO meta VALUES ('{REVISION}', hex(randomblob(16)))")


def _begin_deferred(connection: Connection) -> None:
    """Begin to read, of the state that the index is in now: SQLite would take that of the first query."""
    connection.exec_driver_sql("BEGIN")
    connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").first()


def _restrict(connection: Connection) -> None:
    viewer: Viewer | None = connection.get_execution_options().get(VIEWER)
    restrict(connection, viewer or current_viewer())


def _connect_read_only(file: Path) -> sqlite3.Connection:
    """Open read-only, also in a directory that cannot be written.

    There WAL finds no room for its index, so the file is opened as one that does not change, if nobody is writing.
    """
    try:
        return _connect(file, "mode=ro")
    except sqlite3.OperationalError:
        pending = file.with_name(file.name + "-wal")
        if os.access(file.parent, os.W_OK) or (pending.exists() and pending.stat().st_size):
            raise
        return _connect(file, "mode=ro&immutable=1")


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(file.absolute()))}?{mode}", uri=True, timeout=BUSY_SECONDS, check_same_thread=False
    )
    try:
        connection.isolation_level = None
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _open_error(home: Path, error: DatabaseError) -> IndexingError:
    reason = str(error.orig)
    if "readonly" in reason or "unable to open" in reason:
        return HomeNotWritableError(home, reason)
    return DamagedIndexError(home, reason)
