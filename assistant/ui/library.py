"""The index as the page's library (文件库): listings from its reader, uploads kept in its directory and loaded."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from assistant.suggest import Suggestions
from assistant.ui.documents_view import year_text
from assistant.ui.labels import label
from assistant.ui.ports import Askable, LoadOutcome
from assistant.ui.removal import Removal
from index.audit.coverage import confirmed
from index.catalogue.vocabulary import measure_entries
from index.leaves import Leaves
from index.model.errors import IndexingError, UnknownDocumentError
from index.store.database import NothingLoadedError
from index.store.reader import LoadedDocument, Reader, StoredTable
from index.store.schema import DocumentRow, FactRow, OrganizationNameRow, OrganizationRow
from index.store.viewing import private_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.answer.model import Answer
    from assistant.settings import Settings
    from index.report import FileResult, Progress

LATEST_DOCUMENTS = 40
SHORTEST_NAME = 4
_LOADED = ("loaded", "replaced", "unchanged")


class IndexLibrary:
    """The documents of an index; uploaded files stay in its directory, under their own names, each owner's apart."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reader = Reader(settings)
        self._leaves = Leaves()
        self._suggestions = Suggestions(settings)
        self._removal = Removal(settings)
        self._confirmed: tuple[frozenset[tuple[int, str]], Mapping[int, int]] | None = None

    def warm(self) -> None:
        """Get ready to show pages, so that the first of them does not wait."""
        self._leaves.warm()

    def documents(self) -> Sequence[LoadedDocument]:
        """Return what is loaded; nothing where there is no index yet."""
        try:
            return self._reader.documents()
        except NothingLoadedError:
            return ()

    def table(self, table_id: int) -> StoredTable | None:
        """Return the table with this id; None when it, or the index, is no longer there."""
        try:
            return self._reader.table(table_id)
        except IndexingError:
            return None

    def document(self, document_id: int) -> LoadedDocument | None:
        """Return the document with this id; None when it, or the index, is no longer there."""
        try:
            return self._reader.document(document_id)
        except IndexingError:
            return None

    def page_size(self, document: LoadedDocument, page: int) -> tuple[float, float]:
        """Return the width and height of a page (1-based) in points. Raise LeafError."""
        return self._leaves.size(document, page)

    def picture(self, document: LoadedDocument, page: int) -> bytes:
        """Return a page (1-based) as a WebP picture. Raise LeafError."""
        return self._leaves.picture(document, page).picture

    def lines(self, document: LoadedDocument) -> Sequence[str]:
        """Return the lines of a text file, none for other formats. Raise LeafError."""
        return self._leaves.lines(document)

    def confirmed(self) -> Mapping[int, int]:
        """Return how many figures of its tables each document confirms, by its id."""
        documents = self.documents()
        if not documents:
            return {}
        key = frozenset((document.id, document.sha256) for document in documents)
        if self._confirmed is None or self._confirmed[0] != key:
            with self._reader.connection() as connection:
                self._confirmed = key, confirmed(connection, [document.id for document in documents])
        return self._confirmed[1]

    def may_remove(self, document: LoadedDocument) -> bool:
        """Whether whoever is at the page may take this document out."""
        return self._removal.may(document)

    def remove(self, document_id: int, sha256: str) -> str:
        """Take a document out and return its name. Raise UnknownDocumentError, NotRemovableError, IndexBusyError."""
        document = self._reader.document(document_id)
        if document is None or document.sha256 != sha256:  # another document may have its number by now
            raise UnknownDocumentError(str(document_id))
        self._removal.remove(document)
        return document.name

    def next_questions(self, answer: Answer) -> Sequence[str]:
        """Return questions that follow an answer and that the documents can answer, the likeliest first."""
        return self._suggestions.after(answer)

    def askable(self) -> Sequence[Askable]:
        """Return the catalogue's measures that have an amount in the latest documents, in the catalogue's order."""
        order = {entry.name: position for position, entry in enumerate(measure_entries())}
        latest = select(DocumentRow.id).order_by(DocumentRow.id.desc()).limit(LATEST_DOCUMENTS)
        figures = (
            select(OrganizationRow.id, OrganizationRow.name, DocumentRow.year, FactRow.subject)
            .join(DocumentRow, DocumentRow.id == FactRow.document_id)
            .join(OrganizationRow, OrganizationRow.id == DocumentRow.organization_id)
            .where(FactRow.document_id.in_(latest), FactRow.subject.in_(order), FactRow.fen != 0)
            .where(FactRow.measure == "", FactRow.doubtful.is_(False))
            .distinct()
        )
        with self._reader.connection() as connection:
            found = connection.execute(figures).all()
            aliases = connection.execute(select(OrganizationNameRow.organization_id, OrganizationNameRow.name)).all()
        shown = _short_names([(number, name) for number, name in aliases])
        found = sorted(found, key=lambda row: (row.name, order[row.subject], -(row.year or 0)))
        return [Askable(shown.get(row.id, row.name), row.year, row.subject) for row in found]

    def load(
        self, paths: Sequence[Path], progress: Callable[[LoadOutcome | str], None], owner: str = ""
    ) -> Sequence[LoadOutcome]:
        """Keep the files and load them; a refused file is not kept. Raise IndexingError when nothing can be loaded."""
        from index.build import build  # noqa: PLC0415 - brings in all that reading documents needs

        shelf = private_directory(self._settings.home_directory, owner)
        kept: dict[str, _Kept] = {}
        for path in paths:
            if path.name not in kept:
                kept[path.name] = _Kept(path, shelf)

        def tell(news: Progress) -> None:
            if news.result is not None:
                progress(_outcome(news.result))
            elif news.stage == "embed":
                progress(label("embedding", done=news.done, total=news.total))
            elif news.stage == "recognize":
                progress(label("recognizing", name=news.document, done=news.done, total=news.total))

        outcomes: dict[str, LoadOutcome] = {}
        try:
            report = build([keeping.place for keeping in kept.values()], self._settings, tell)
            outcomes = {Path(result.path).name: _outcome(result) for result in report.files}
        finally:
            for name, keeping in kept.items():
                keeping.settle(loaded=name in outcomes and outcomes[name].loaded)
        return [
            outcomes.pop(path.name, LoadOutcome(path.name, loaded=False, message=label("same_name"))) for path in paths
        ]


class _Kept:
    """An uploaded file on its way to the shelf; the file of the same name before it returns if this one is refused."""

    def __init__(self, source: Path, shelf: Path) -> None:
        shelf.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.place = shelf / source.name
        self._before = shelf / f".{source.name}.before"
        if self.place.exists():
            self.place.replace(self._before)
        shutil.copyfile(source, self.place)

    def settle(self, *, loaded: bool) -> None:
        """Keep the new file, or put back what was there before."""
        if loaded:
            self._before.unlink(missing_ok=True)
        elif self._before.exists():
            self._before.replace(self.place)
        else:
            self.place.unlink(missing_ok=True)


def _short_names(aliases: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Choose for each organization its shortest name that no other organization has."""
    owners: dict[str, set[int]] = {}
    for number, name in aliases:
        owners.setdefault(name, set()).add(number)
    chosen: dict[int, str] = {}
    for name in sorted((name for name in owners if len(name) >= SHORTEST_NAME), key=lambda name: (len(name), name)):
        if len(owners[name]) == 1:
            chosen.setdefault(next(iter(owners[name])), name)
    return chosen


def _outcome(result: FileResult) -> LoadOutcome:
    loaded = result.status in _LOADED
    if not loaded:
        return LoadOutcome(Path(result.path).name, loaded=False, message=result.reason)
    detail = label(
        "loaded_detail",
        unit=result.unit,
        year=year_text(result.year),
        kind=result.kind,
        tables=f"{result.tables:,}",
        figures=f"{result.figures:,}",
        findings=f"{result.findings:,}",
    )
    same = label("unchanged") if result.status == "unchanged" else ""
    return LoadOutcome(Path(result.path).name, loaded=True, message=f"{same}{detail}{result.reason}")
