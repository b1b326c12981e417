"""The database of records (记录库): beside the index and apart from it, because the index may be rebuilt."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, create_engine, event, inspect, make_url, select
from sqlalchemy.exc import DatabaseError

from assistant.records.schema import RECORDS_VERSION, RecordsBase, RecordsMeta
from index.model.errors import IndexingError
from index.store.database import prepare_writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from sqlalchemy import Engine

_WRITES: Final = "yusuan_writes"
_VERSION: Final = "schema_version"


class RecordsUnavailableError(IndexingError):
    """A database of records that cannot be opened or written."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        super().__init__(f"对话记录库 {place} 不能使用（{reason}）。问答不受影响，但对话不能保存；请检查目录的权限。")


class OtherRecordsError(IndexingError):
    """A database of records that a later version of the program made: it is left as it is."""

    def __init__(self, place: str, version: str) -> None:
        self.place = place
        super().__init__(
            f"对话记录库 {place} 是较新版本的程序建立的（第 {version} 版结构），本程序不改动它。请升级程序。"
        )


class RecordsDatabase:
    """Transactions over the database of records; it is made, readable by its owner alone, when first written."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._opened: Engine | None = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction to write in. Raise RecordsUnavailableError, OtherRecordsError."""
        with self._failures(), self._transaction(self._engine()) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction to read in. Raise RecordsUnavailableError, OtherRecordsError."""
        with self._failures(), self._engine().connect() as connection:
            yield connection

    @property
    def exists(self) -> bool:
        """Whether anything was ever kept."""
        return self._file is None or self._file.is_file()

    def close(self) -> None:
        """Close all connections."""
        if self._opened is not None:
            self._opened.dispose()
            self._opened = None

    @property
    def _file(self) -> Path | None:
        return Path(self._url.database or "") if self._url.get_backend_name() == "sqlite" else None

    @staticmethod
    @contextmanager
    def _transaction(engine: Engine) -> Iterator[Connection]:
        with engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _failures(self) -> Iterator[None]:
        place = str(self._file or self._url.render_as_string(hide_password=True))
        try:
            yield
        except DatabaseError as error:
            raise RecordsUnavailableError(place, str(error.orig)) from error
        except OSError as error:
            raise RecordsUnavailableError(place, error.strerror or str(error)) from error

    def _engine(self) -> Engine:
        if self._opened is not None and (self._file is None or self._file.is_file()):
            return self._opened
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o600))  # what people ask is for nobody else to read
        engine = create_engine(self._url)
        if self._file is not None:
            event.listen(engine, "connect", prepare_writer)
            event.listen(engine, "connect", _overwrite_deleted)
            event.listen(engine, "begin", _begin)
        with self._transaction(engine) as connection:
            self._ensure_schema(connection)
        self._opened = engine
        return engine

    def _ensure_schema(self, connection: Connection) -> None:
        if not inspect(connection).has_table(RecordsMeta.__tablename__):
            RecordsBase.metadata.create_all(connection)
            table = RecordsBase.metadata.tables[RecordsMeta.__tablename__]
            connection.execute(table.insert().values(key=_VERSION, value=str(RECORDS_VERSION)))
            return
        found = connection.scalar(select(RecordsMeta.value).where(RecordsMeta.key == _VERSION))
        if found != str(RECORDS_VERSION):
            raise OtherRecordsError(str(self._file or self._url.render_as_string()), found or "?")


def _overwrite_deleted(connection: sqlite3.Connection, _record: object) -> None:
    """What is deleted is gone from the file too."""
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
