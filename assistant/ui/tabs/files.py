"""The tab of the documents (文件): what is loaded, and uploads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from assistant.ui import markup
from assistant.ui.documents_view import documents_html, uploads_html
from assistant.ui.labels import label
from assistant.ui.uploads import load_all
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.ui.desk import Desk


class FilesTab:
    """Lists what is loaded and takes uploads."""

    name: ClassVar[str] = "files"

    def build(self, desk: Desk) -> None:
        """Make the upload field and the lists."""
        gr = desk.gr
        self.files = gr.File(
            label=label("upload", limit=desk.services.settings.max_file_mb),
            file_count="multiple",
            type="filepath",
            height=140,
            elem_id="upload",
        )
        self.uploads = gr.HTML("", elem_id="uploads")
        self.documents = gr.HTML(documents_html(()), elem_id="documents")

    def wire(self, desk: Desk) -> None:
        """Load what is uploaded, and list what is loaded."""
        skip, library = desk.gr.skip(), desk.services.library

        def load(uploaded: Sequence[str] | None, shelf: int) -> Iterator[tuple[Any, Any, Any]]:
            for lines, note in load_all(library, [Path(path) for path in uploaded or ()]):
                yield skip, uploads_html(lines, note), skip
            yield None, skip, shelf + 1

        def listing() -> str:
            try:
                return documents_html(library.documents())
            except IndexingError as error:
                return f'<p class="stale">{markup.text(error)}</p>'

        # one upload after the other: an index has one writer
        outputs = [self.files, self.uploads, desk.shelf]
        once = {"concurrency_limit": 1, "concurrency_id": "load"}
        desk.listen(self.files.upload, load, [self.files, desk.shelf], outputs, **once)
        desk.when_shelved(listing, [self.documents])
