"""Taking documents out through the page (移出文件): one's own always, what is everybody's only on one's own machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assistant.access.users import shares_by_default
from assistant.ui.labels import label
from index.model.errors import IndexingError
from index.store.viewing import current_viewer, private_directory

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.store.reader import LoadedDocument


class NotRemovableError(IndexingError):
    """A document that this visitor may not take out."""

    def __init__(self) -> None:
        super().__init__(label("not_removable"))


class Removal:
    """Decides what a visitor may take out, and does it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._alone = shares_by_default(settings.home_directory, settings.host)

    def may(self, document: LoadedDocument) -> bool:
        """Whether whoever is at the page may take this document out."""
        if document.owner:
            viewer = current_viewer()
            return viewer.everything or document.owner == viewer.owner
        return self._alone

    def remove(self, document: LoadedDocument) -> None:
        """Take the document out of the index, and its file off the shelf if it was uploaded.

        Raise NotRemovableError, IndexBusyError.
        """
        from index.build import remove  # noqa: PLC0415 - brings in all that reading documents needs

        if not self.may(document):
            raise NotRemovableError
        report = remove([document.path], self._settings)
        if report.errors:
            raise IndexingError(report.errors[0])
        path, shelf = Path(document.path), private_directory(self._settings.home_directory, document.owner)
        if path.resolve().is_relative_to(shelf.resolve()):
            path.unlink(missing_ok=True)
