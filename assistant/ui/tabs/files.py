"""The tab of the documents (文件): what is loaded, and uploads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from assistant.access.users import shares_by_default
from assistant.ui import markup
from assistant.ui.desk import with_event
from assistant.ui.documents_view import documents_html, uploads_html
from assistant.ui.introduction import Introduction
from assistant.ui.labels import label
from assistant.ui.limits import UploadLimits, UploadRefusedError
from assistant.ui.uploads import load_all, refused
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.ui.desk import Desk


# a first press asks, a second takes out
_REMOVING = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('.removing button');
  if (!button) return;
  const { remove, hash } = button.dataset;
  if (remove) { trigger('delete', { id: Number(remove), hash }); return; }
  const asking = 'ask' in button.dataset;
  for (const one of button.parentElement.children) one.hidden = ('ask' in one.dataset) === asking;
  button.parentElement.querySelector(asking ? '[data-keep]' : '[data-ask]').focus();
});
"""


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
        settings = desk.services.settings
        self.share = gr.Checkbox(
            shares_by_default(settings.home_directory, settings.host),
            label=label("share_upload"),
            info=label("share_upload_info"),
            elem_id="share",
        )
        self.uploads = gr.HTML("", elem_id="uploads")
        self.documents = gr.HTML(documents_html(()), elem_id="documents", js_on_load=_REMOVING)
        self.introduction = Introduction()
        self.introduction.build(desk)

    def wire(self, desk: Desk) -> None:
        """Load what is uploaded, and list what is loaded."""
        skip, library = desk.gr.skip(), desk.services.library

        limits = UploadLimits(desk.services.settings)

        def load(uploaded: Sequence[str] | None, share: bool, shelf: int) -> Iterator[tuple[Any, Any, Any]]:  # noqa: FBT001 - Gradio gives values in order
            paths = [Path(path) for path in uploaded or ()]
            try:
                owner = limits.check(paths, share=share)
                for lines, note in load_all(library, paths, owner):
                    yield skip, uploads_html(lines, note), skip
            except UploadRefusedError as error:
                yield skip, uploads_html(refused(paths, error.told)), skip
            finally:
                for path in paths:
                    path.unlink(missing_ok=True)  # what is loaded is kept elsewhere, and Gradio's copy is nobody's
            yield None, skip, shelf + 1

        def listing() -> str:
            try:
                return documents_html(library.documents(), library.confirmed(), library.may_remove)
            except IndexingError as error:
                return f'<p class="stale">{markup.text(error.told)}</p>'

        # one upload after the other: an index has one writer
        outputs = [self.files, self.uploads, desk.shelf]
        once = {"concurrency_limit": 1, "concurrency_id": "load"}
        desk.listen(self.files.upload, load, [self.files, self.share, desk.shelf], outputs, **once)
        desk.when_shelved(listing, [self.documents])

        def remove(shelf: int, event: Any) -> int:
            try:
                desk.gr.Info(label("removed", document=library.remove(int(event.id), str(event.hash))))
            except IndexingError as error:
                desk.gr.Warning(markup.text(error.told))
            return shelf + 1

        removing = with_event(remove, desk.gr.EventData)
        desk.listen(self.documents.delete, removing, [desk.shelf], [desk.shelf], **once)
        self.introduction.wire(desk)
