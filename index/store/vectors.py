"""Chroma adapter (向量库): the vectors of all passages, rebuildable at any time from SQL.

A Chroma folder stands only one process at a time: a reader beside a writer can fail or crash. So every access holds a
file lock for its few milliseconds, and a stamp in the lock file tells other processes to open the folder afresh after a
write. Whatever goes wrong raises a VectorsUnavailableError, upon which search goes on by words alone.
"""

from __future__ import annotations

import hashlib
import shutil
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from threading import RLock
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar

from sqlalchemy import select

from index.model.errors import IndexingError
from index.store.embedding import passage_embeddings
from index.store.schema import DocumentRow, OrganizationRow, PassageRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from index.settings import IndexSettings

_EMBED_BATCH: Final = 64  # a killed run loses no more than these few seconds of work
Item = TypeVar("Item")
_BATCH: Final = 500
_PAGE: Final = 5_000
_READ_PATIENCE: Final = 3.0  # seconds
_WRITE_PATIENCE: Final = 60.0
_TEXT_REVISION: Final = 1  # to be raised when `passage_text` changes


class VectorsUnavailableError(IndexingError):
    """The vectors cannot be used now; search by words still can."""


class NoVectorsError(VectorsUnavailableError):
    """No vectors have been computed with the model in force."""

    def __init__(self) -> None:
        super().__init__("还没有用当前的句向量模型计算过文字段落的向量，暂按词检索。")


class VectorsBusyError(VectorsUnavailableError):
    """Another process holds the folder for too long."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"向量库 {directory} 正被另一个进程使用，暂按词检索。")


class DamagedVectorsError(VectorsUnavailableError):
    """A folder that Chroma cannot open or read; `rebuild` mends it."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(f"向量库 {directory} 不能读写（{reason}），暂按词检索；重新载入文件时可重建。")


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What `sync` did, in passages: embedded, given other metadata only, deleted; `total` is what there is now."""

    embedded: int
    updated: int
    removed: int
    total: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage as Chroma holds it."""

    id: str
    text: str
    metadata: dict[str, str | int]


def passage_text(title: str, section: str, term: str, text: str) -> str:
    """Return what is embedded for a passage: its document's title before headings and text, which helps much."""
    return "\n".join(part for part in (title, section, term, text) if part)


def sync(
    connection: Connection, settings: IndexSettings, progress: Callable[[int, int], None] | None = None
) -> SyncReport:
    """Make Chroma hold exactly the passages of SQL; may be killed and repeated at any time.

    `progress` is told how many passages are embedded so far, of how many. Raise VectorsUnavailableError or
    EmbeddingUnavailableError.
    """
    wanted = {entry.id: entry for entry in _entries(connection)}
    folder = _folder(settings.chroma_directory)
    name = collection_name(settings)
    with folder.session(write=True) as client:
        held = _held(_collection(client, name))
    stale = [key for key in held if key not in wanted]
    texts_new = [entry for key, entry in wanted.items() if held.get(key, {}).get("digest") != entry.metadata["digest"]]
    new_ids = {entry.id for entry in texts_new}
    moved = [entry for key, entry in wanted.items() if key not in new_ids and held[key] != entry.metadata]
    for batch in _batches(stale, _BATCH):
        with folder.session(write=True) as client:
            _collection(client, name).delete(ids=list(batch))
    for entries in _batches(moved, _BATCH):
        with folder.session(write=True) as client:
            _collection(client, name).update(ids=[e.id for e in entries], metadatas=[e.metadata for e in entries])
    _embed(folder, settings, texts_new, progress)
    return SyncReport(embedded=len(texts_new), updated=len(moved), removed=len(stale), total=len(wanted))


def rebuild(
    connection: Connection, settings: IndexSettings, progress: Callable[[int, int], None] | None = None
) -> SyncReport:
    """Throw the folder away, whatever state it is in, and fill it from SQL."""
    _folder(settings.chroma_directory).clear()
    return sync(connection, settings, progress)


def query(settings: IndexSettings, text: str, document_ids: Sequence[int], k: int) -> list[tuple[str, float]]:
    """Return the keys of the k passages of these documents nearest in meaning, best first, with their cosine.

    The cosines of e5 crowd together: they rank, they are no measure of whether a passage fits. Raise
    VectorsUnavailableError or EmbeddingUnavailableError.
    """
    if not document_ids or k < 1:
        return []
    directory = settings.chroma_directory
    if not directory.is_dir():
        raise NoVectorsError
    vector = passage_embeddings(settings).embed_query(text)
    with _folder(directory).session(write=False) as client:
        names = {collection.name for collection in client.list_collections()}
        if collection_name(settings) not in names:
            raise NoVectorsError
        found = _collection(client, collection_name(settings)).query(
            query_embeddings=[vector],
            n_results=k,
            where={"document_id": {"$in": list(document_ids)}},
            include=["distances"],
        )
    return [(key, 1.0 - float(distance)) for key, distance in zip(found["ids"][0], found["distances"][0], strict=True)]


def collection_name(settings: IndexSettings) -> str:
    """Return the name of the collection for the model in force: another model has another collection."""
    state = f"{passage_embeddings(settings).fingerprint}|{_TEXT_REVISION}"
    return f"passages-{hashlib.sha256(state.encode()).hexdigest()[:16]}"


def _embed(
    folder: _Folder,
    settings: IndexSettings,
    entries: Sequence[_Entry],
    progress: Callable[[int, int], None] | None,
) -> None:
    if not entries:
        return
    model, name, done = passage_embeddings(settings), collection_name(settings), 0
    try:
        model.prepare(len(entries))
        for batch in _batches(entries, _EMBED_BATCH):
            vectors = model.embed_documents([entry.text for entry in batch])
            with folder.session(write=True) as client:
                _collection(client, name).upsert(
                    ids=[entry.id for entry in batch],
                    embeddings=vectors,
                    documents=[entry.text for entry in batch],
                    metadatas=[entry.metadata for entry in batch],
                )
            done += len(batch)
            if progress is not None:
                progress(done, len(entries))
    finally:
        model.release()


def _entries(connection: Connection) -> Iterator[_Entry]:
    """Read all passages."""
    rows = connection.execute(
        select(
            *(PassageRow.key, PassageRow.document_id, PassageRow.section, PassageRow.term, PassageRow.text),
            *(PassageRow.kind.label("passage"), PassageRow.page, PassageRow.line),
            *(DocumentRow.organization_id, DocumentRow.year, DocumentRow.kind, DocumentRow.scope, OrganizationRow.name),
        )
        .join(DocumentRow, DocumentRow.id == PassageRow.document_id)
        .join(OrganizationRow, OrganizationRow.id == DocumentRow.organization_id)
        .order_by(PassageRow.id)
    )
    for row in rows:
        title = f"{row.name}{f'{row.year}年' if row.year else ''}{row.scope}{row.kind}"
        text = passage_text(title, row.section, row.term, row.text)
        metadata = {
            "digest": hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32],
            "document_id": row.document_id,
            "organization_id": row.organization_id,
            "year": row.year,
            "kind": row.kind,
            "passage": row.passage,
            "page": row.page,
            "line": row.line,
        }
        yield _Entry(row.key, text, {name: value for name, value in metadata.items() if value is not None})


def _collection(client: Any, name: str) -> Any:
    return client.get_or_create_collection(
        name,
        embedding_function=None,  # the default one downloads a model
        configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
    )


def _held(collection: Any) -> dict[str, dict[str, str | int]]:
    held: dict[str, dict[str, str | int]] = {}
    while True:
        page = collection.get(limit=_PAGE, offset=len(held), include=["metadatas"])
        if not page["ids"]:
            return held
        held.update(zip(page["ids"], page["metadatas"], strict=True))


def _batches(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


class _Folder:
    """A Chroma folder as this process sees it: one client, opened afresh when another process has written."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.lock_path = directory.with_name(f"{directory.name}.lock")
        self._threads = RLock()
        self._client: Any = None
        self._stamp = ""

    @contextmanager
    def session(self, *, write: bool) -> Iterator[Any]:
        """Give the client under the lock. Raise VectorsUnavailableError for all that can go wrong within."""
        with self._threads, self._locked(write=write):
            try:
                if self._client is None:
                    self._client = _open_client(self.directory)
                yield self._client
            except VectorsUnavailableError:
                raise
            except (KeyboardInterrupt, SystemExit, GeneratorExit):
                self._close()
                raise
            except BaseException as error:  # Chroma's Rust part panics with a BaseException
                self._close()
                raise DamagedVectorsError(self.directory, f"{type(error).__name__}: {error}"[:200]) from error

    def clear(self) -> None:
        """Delete the folder."""
        with self._threads, self._locked(write=True):
            self._close()
            shutil.rmtree(self.directory, ignore_errors=True)

    @contextmanager
    def _locked(self, *, write: bool) -> Iterator[None]:
        try:
            self.lock_path.parent.mkdir(parents=True, exist_ok=True)
            file = self.lock_path.open("a+", encoding="ascii")
        except OSError as error:
            raise DamagedVectorsError(self.directory, str(error)) from error
        with file:
            _acquire(file, self.directory, write=write)
            file.seek(0)
            if file.read() != self._stamp:
                self._close()
            if write:  # before the write, so that also a killed one is seen
                self._renew_stamp(file)
            else:
                file.seek(0)
                self._stamp = file.read()
            yield

    def _renew_stamp(self, file: IO[str]) -> None:
        self._stamp = uuid.uuid4().hex
        file.seek(0)
        file.truncate()
        file.write(self._stamp)
        file.flush()

    def _close(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


def _open_client(directory: Path) -> Any:
    import chromadb  # noqa: PLC0415 - takes most of a second
    from chromadb.config import Settings  # noqa: PLC0415

    directory.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(str(directory), settings=Settings(anonymized_telemetry=False))


def _acquire(file: IO[str], directory: Path, *, write: bool) -> None:
    """Wait for the lock, which ends with the file or the process. Raise VectorsBusyError after some patience."""
    try:
        import fcntl  # noqa: PLC0415 - only where the system has it; elsewhere one process at a time is up to the user
    except ImportError:
        return
    deadline = time.monotonic() + (_WRITE_PATIENCE if write else _READ_PATIENCE)
    while True:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if write else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() > deadline:
                raise VectorsBusyError(directory) from error
            time.sleep(0.02)
        else:
            return


@lru_cache(maxsize=8)
def _folder(directory: Path) -> _Folder:
    return _Folder(directory)
