"""The tab of the audit (审核): where a document contradicts itself, what people say of it, and the report to keep."""

from __future__ import annotations

import os
import secrets
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from assistant.ui import markup
from assistant.ui.audit_view import audit_html, choice_text
from assistant.ui.introduction import choices, loaded
from assistant.ui.labels import label
from assistant.ui.visitor import ANONYMOUS
from index.model.errors import IndexingError
from index.store.reader import Reader

if TYPE_CHECKING:
    from assistant.ui.desk import Desk, Services
    from assistant.ui.ports import Library
    from index.audit.report import Audit
    from index.store.reader import LoadedDocument

_KEPT_SECONDS: Final = 3600.0
_LONGEST_REASON: Final = 500


class AuditTab:
    """Shows the audit of the document that is chosen; findings are marked, and the report is downloaded."""

    name: ClassVar[str] = "audit"

    def build(self, desk: Desk) -> None:
        """Make the choice of documents, the report, and the fields of a mark."""
        gr = desk.gr
        self.choice = gr.Dropdown([], label=label("audit_document"), elem_id="audit-document", interactive=True)
        self.report = gr.HTML(f'<p class="hint">{label("audit_hint")}</p>', elem_id="audit-report")
        with gr.Accordion(label("audit_mark"), open=False, elem_id="audit-mark"):
            self.finding = gr.Dropdown([], label=label("audit_finding"), elem_id="audit-finding", interactive=True)
            self.reason = gr.Textbox(label=label("audit_reason"), elem_id="audit-reason", max_length=_LONGEST_REASON)
            with gr.Row():
                self.confirm = gr.Button(label("mark_confirmed"), elem_id="audit-confirm", min_width=80)
                self.ignore = gr.Button(label("mark_ignored"), elem_id="audit-ignore", min_width=80)
                self.unmark = gr.Button(label("mark_back"), elem_id="audit-unmark", min_width=80)
            self.told = gr.HTML("", elem_id="audit-told")
        with gr.Row():
            self.workbook = gr.Button(label("audit_xlsx"), elem_id="audit-xlsx", min_width=80)
            self.page = gr.Button(label("audit_html"), elem_id="audit-html", min_width=80)
        self.file = gr.File(label=label("audit_file"), visible=False, interactive=False, elem_id="audit-file")

    def wire(self, desk: Desk) -> None:
        """Follow the choice, the marks and the downloads."""
        gr, services = desk.gr, desk.services
        reader = Reader(services.settings)

        def listing() -> Any:
            return gr.Dropdown(choices=choices(loaded(services.library)))

        def show(chosen: int | None) -> tuple[str, Any, Any]:
            html, findings = shown(reader, chosen)
            return html, gr.Dropdown(choices=findings, value=None), gr.File(visible=False, value=None)

        def marking(state: str) -> Any:
            def mark(chosen: int | None, key: str | None, reason: str) -> tuple[str, str, Any]:
                told = _marked(services, reader, chosen, (key or "", state, reason))
                html, findings = shown(reader, chosen)
                return f'<p role="status">{markup.text(told)}</p>', html, gr.Dropdown(choices=findings)

            return mark

        def written(form: str) -> Any:
            def write(chosen: int | None) -> Any:
                audit = _audit(reader, chosen)
                return gr.skip() if audit is None else gr.File(value=str(_file(audit, form)), visible=True)

            return write

        desk.when_shelved(listing, [self.choice])
        desk.listen(self.choice.change, show, [self.choice], [self.report, self.finding, self.file])
        for button, state in ((self.confirm, "confirmed"), (self.ignore, "ignored"), (self.unmark, "")):
            outputs = [self.told, self.report, self.finding]
            desk.listen(button.click, marking(state), [self.choice, self.finding, self.reason], outputs)
        desk.listen(self.workbook.click, written("xlsx"), [self.choice], [self.file])
        desk.listen(self.page.click, written("html"), [self.choice], [self.file])


def shown(reader: Reader, chosen: int | None) -> tuple[str, list[tuple[str, str]]]:
    """The report on a document, and its findings to choose from."""
    try:
        audit = _audit(reader, chosen)
    except IndexingError as error:
        return f'<p class="stale">{markup.text(error.told)}</p>', []
    if audit is None:
        return f'<p class="hint">{label("audit_hint")}</p>', []
    return audit_html(audit), [(choice_text(finding), finding.key) for finding in audit.findings]


def _audit(reader: Reader, chosen: int | None) -> Audit | None:
    """The audit of the document of this id; None where the visitor sees none."""
    from index.audit.report import audit  # noqa: PLC0415 - brings in the checks

    document = next((one for one in reader.documents() if one.id == chosen), None) if chosen is not None else None
    if document is None:
        return None
    with reader.connection() as connection:
        return audit(connection, document)


def _marked(services: Services, reader: Reader, chosen: int | None, what: tuple[str, str, str]) -> str:
    """Keep a mark of a finding of the chosen document, or take it back; what came of it."""
    from index.audit.marks import Mark, MarkState, remove_mark, set_mark  # noqa: PLC0415 - brings in the store

    key, state, reason = what
    try:
        audit = _audit(reader, chosen)
        finding = next((one for one in audit.findings if one.key == key), None) if audit is not None else None
        if audit is None or finding is None:
            return label("mark_which")
        if not may_mark(services.library, audit.document):
            return label("mark_not_yours")
        if not state:
            remove_mark(services.settings, key)
            return label("mark_taken_back")
        if not reason.strip():
            return label("mark_why")
        kept = MarkState.CONFIRMED if state == "confirmed" else MarkState.IGNORED
        said = reason.strip()[:_LONGEST_REASON]
        set_mark(services.settings, Mark(key, audit.document.name, kept, said, finding.statement, ""))
    except IndexingError as error:
        return error.told
    word = label("mark_confirmed" if state == "confirmed" else "mark_ignored")
    return label("marked", state=word, statement=finding.statement)


def may_mark(library: Library, document: LoadedDocument) -> bool:
    """Whether whoever is at the page may mark findings of a document: a user, its owner, or who has the page alone."""
    from assistant.ui.blocks import current_visitor  # noqa: PLC0415 - imports Gradio

    name = current_visitor().name
    return library.may_remove(document) or (bool(name) and not name.startswith(ANONYMOUS))


def _file(audit: Audit, form: str) -> Path:
    """Write a report where Gradio takes it from; those of an hour ago are deleted."""
    from assistant.audit.page import render_page  # noqa: PLC0415
    from assistant.audit.workbook import write_workbook  # noqa: PLC0415

    root = Path(os.environ.get("GRADIO_TEMP_DIR") or tempfile.gettempdir()) / "yusuan-audits"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    for old in root.glob("*/*"):
        if time.time() - old.stat().st_mtime > _KEPT_SECONDS:
            old.unlink(missing_ok=True)
    folder = root / secrets.token_hex(16)
    folder.mkdir(mode=0o700)
    path = folder / f"{Path(audit.document.name).stem[:60]}-审核.{form}"
    with path.open("wb") as target:
        if form == "xlsx":
            write_workbook([audit], target)
        else:
            target.write(render_page([audit]).encode())
    return path
