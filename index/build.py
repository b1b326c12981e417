"""Building the index (建立索引): which files are new, read them, write them, embed the passages."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from index.across import groups_of, renew
from index.agenda import plan
from index.departments import renew_departments
from index.editions import renew_editions
from index.interpret import interpret, reading_version
from index.limits import uncollected
from index.load.guard import find_files
from index.model.errors import IndexingError
from index.report import BuildReport, FileResult, Progress, RemovalReport, failed, written
from index.store.database import read_meta, write_engine, write_meta
from index.store.lock import writing
from index.store.reader import Reader, documents_in
from index.store.viewing import EVERYTHING, owner_of_path
from index.store.writer import remove_document, write_document
from index.workers import in_order, read_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Engine

    from index.agenda import Agenda
    from index.limits import SlowPage
    from index.settings import IndexSettings
    from index.store.reader import LoadedDocument
    from index.workers import Read, ReadResult

    Tell = Callable[[Progress], None]


def build(
    paths: Sequence[Path],
    settings: IndexSettings,
    progress: Tell | None = None,
    *,
    read: Read = interpret,
) -> BuildReport:
    """Load files and folders; a file that cannot be read is reported and does not stop the others.

    Raise HomeNotWritableError, DamagedIndexError, or IndexBusyError when another process is writing.
    """
    started = time.monotonic()
    tell = progress or (lambda _progress: None)
    with writing(settings.home_directory):
        engine, dropped = write_engine(settings)
        try:
            agenda, notes = _agenda(paths, settings, engine, dropped)
            results, home = dict(agenda.settled), settings.home_directory
            tell(Progress("read", len(results), len(agenda.files)))
            _take_out(engine, agenda.leaving[None])

            def tell_page(path: Path, page: SlowPage) -> None:
                tell(Progress("recognize", page.done, page.total, document=path.name))

            for outcome in in_order(read_files(agenda.reading, settings, read, tell_page), agenda.reading):
                results[outcome.path] = _store(engine, agenda, outcome, home)
                tell(Progress("read", len(results), len(agenda.files), results[outcome.path]))
            _mark_current(engine)
        finally:
            engine.dispose()
        warnings = (*notes, *_embed(settings, tell))
    return BuildReport(tuple(results[path] for path in agenda.files), warnings, time.monotonic() - started)


def remove(names: Sequence[str], settings: IndexSettings) -> RemovalReport:
    """Take documents out of the index, by file name or path. Raise IndexBusyError, NothingLoadedError and the like."""
    removed: list[LoadedDocument] = []
    errors: list[str] = []
    reader = Reader(settings)
    reader.documents()
    with writing(settings.home_directory):
        engine, _ = write_engine(settings)
        try:
            for name in dict.fromkeys(names):
                try:
                    document = reader.find(name)
                except IndexingError as error:
                    errors.append(str(error))
                    continue
                _take_out(engine, [document.id])
                removed.append(document)
        finally:
            engine.dispose()
        warnings = _embed(settings, lambda _progress: None) if removed else ()
    return RemovalReport(tuple(removed), tuple(errors), warnings)


def _agenda(
    paths: Sequence[Path], settings: IndexSettings, engine: Engine, dropped: Sequence[Path]
) -> tuple[Agenda, tuple[str, ...]]:
    """Plan the reading of what is named and of all that another version of the program had read."""
    with engine.connect() as connection:
        outdated = (read_meta(connection, "reading_version") or reading_version()) != reading_version()
        stored = documents_in(connection)
    earlier = [*dropped, *(Path(document.path) for document in stored if outdated)]
    present = [path for path in earlier if path.is_file()]
    notes = [f"程序已更新，先前载入的 {len(present)} 个文件一并重新读取。"] if present else []
    for path in earlier:
        if path not in present:
            lost = "已从索引中去掉" if path in dropped else "索引中仍是旧版程序读取的结果"
            notes.append(f"程序已更新，但原文件 {path} 已不在，无法重新读取，{lost}。")
    return plan(find_files([*paths, *present]), settings, stored, outdated=outdated), tuple(notes)


def _store(engine: Engine, agenda: Agenda, outcome: ReadResult, home: Path) -> FileResult:
    """Write what was read of a file, in one transaction."""
    earlier = outcome.path in agenda.earlier
    if outcome.interpretation is None:
        return failed(outcome.path, outcome.reason, earlier=earlier, seconds=outcome.seconds)
    started = time.monotonic()
    try:
        with uncollected(), engine.begin() as connection:
            groups = groups_of(connection, agenda.leaving[outcome.path])
            groups |= groups_of(connection, path=str(outcome.interpretation.document.path)) if earlier else set()
            written_as = write_document(connection, outcome.interpretation, owner_of_path(home, outcome.path))
            for document_id in agenda.leaving[outcome.path]:
                remove_document(connection, document_id)
            groups |= groups_of(connection, [written_as])
            renew(connection, groups)
            renew_editions(connection, groups)
            renew_departments(connection, groups)
    except Exception as error:  # noqa: BLE001 - nothing of it was committed, and the other files go on
        reason = f"写入索引失败（{type(error).__name__}：{str(error).splitlines()[0]}）。"
        return failed(outcome.path, reason, earlier=earlier, seconds=outcome.seconds)
    return written(
        outcome.interpretation,
        earlier=earlier or bool(agenda.leaving[outcome.path]),
        seconds=outcome.seconds + time.monotonic() - started,
    )


def _take_out(engine: Engine, documents: Sequence[int]) -> None:
    if not documents:
        return
    with engine.begin() as connection:
        groups = groups_of(connection, documents)
        for document_id in documents:
            remove_document(connection, document_id)
        renew(connection, groups)
        renew_editions(connection, groups)
        renew_departments(connection, groups)


def _mark_current(engine: Engine) -> None:
    """Note that everything has been read by this version of the program."""
    with engine.begin() as connection:
        write_meta(connection, "reading_version", reading_version())
        write_meta(connection, "dropped", "[]")


def _embed(settings: IndexSettings, tell: Tell) -> tuple[str, ...]:
    """Bring the vectors up to what SQL holds; what goes wrong there is a warning, the figures stand."""
    if not settings.embed:
        return ()
    try:
        from index.store.vectors import DamagedVectorsError, rebuild, sync  # noqa: PLC0415 - brings Chroma

        with Reader(settings, EVERYTHING).connection() as connection:
            try:
                sync(connection, settings, lambda done, total: tell(Progress("embed", done, total)))
            except DamagedVectorsError:  # everything in it stands in SQL too
                rebuild(connection, settings, lambda done, total: tell(Progress("embed", done, total)))
    except Exception as error:  # noqa: BLE001 - whatever the embedding model or Chroma does, SQL is complete
        reason = str(error) if isinstance(error, IndexingError) else f"{type(error).__name__}：{error}"
        return (f"数字已全部载入，但文字段落的向量没有建成，检索暂按词进行。原因：{reason}",)
    return ()
