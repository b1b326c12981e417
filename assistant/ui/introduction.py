"""A document introduced (文件介绍): five observations about the one that is chosen, or that was loaded last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.ui import markup
from assistant.ui.cited import cited_html
from assistant.ui.labels import label
from index.model.errors import IndexingError
from index.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.ui.desk import Desk
    from assistant.ui.ports import Library
    from index.store.reader import LoadedDocument


class Introduction:
    """A choice of documents, and the observations about the chosen one."""

    def build(self, desk: Desk) -> None:
        """Make the choice and the place of the observations."""
        gr = desk.gr
        self.choice = gr.Dropdown([], label=label("introduce"), elem_id="introduce", interactive=True)
        self.told = gr.HTML("", elem_id="introduction")

    def wire(self, desk: Desk) -> None:
        """Introduce what is chosen; when something has been loaded, the newest document is chosen."""
        gr, reader, library = desk.gr, Reader(desk.services.settings), desk.services.library

        def listing() -> Any:
            return gr.Dropdown(choices=choices(loaded(library)))

        def newest() -> Any:
            documents = loaded(library)
            return gr.Dropdown(choices=choices(documents), value=max((one.id for one in documents), default=None))

        def show(chosen: int | None) -> str:
            return introduction_html(reader, loaded(library), chosen)

        desk.when_shelved(listing, [self.choice])
        desk.listen(desk.shelf.change, newest, [], [self.choice])
        desk.listen(self.choice.change, show, [self.choice], [self.told])


def choices(documents: Sequence[LoadedDocument]) -> list[tuple[str, int]]:
    """Documents to choose from, by their names."""
    return [(document.name, document.id) for document in documents]


def loaded(library: Library) -> Sequence[LoadedDocument]:
    """What is loaded; nothing where the index cannot be read, which is told elsewhere."""
    try:
        return library.documents()
    except IndexingError:
        return ()


def introduction_html(reader: Reader, documents: Sequence[LoadedDocument], chosen: int | None) -> str:
    """The observations about a document; nothing where none is chosen."""
    document = next((one for one in documents if one.id == chosen), None)
    if document is None:
        return ""
    from assistant.observe.introduce import introduce  # noqa: PLC0415 - brings in the audit

    try:
        told = introduce(reader, document)
    except (IndexingError, KeyError) as error:  # gone meanwhile
        return f'<p class="stale">{markup.text(getattr(error, "told", error))}</p>'
    items = "".join(f"<li>{cited_html(line, told.citations)}</li>" for line in told.answer.split("\n\n"))
    return f'<ul class="observations">{items}</ul>'
