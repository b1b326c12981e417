"""What is loaded, and how uploads went (文件清单与上传结果), as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.ui import markup
from assistant.ui.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.ui.ports import LoadOutcome
    from index.store.reader import LoadedDocument


_COLUMNS = (
    "column_document", "column_unit", "column_year", "column_kind",
    "column_tables", "column_figures", "column_contradictions", "column_findings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UploadLine:
    """The state of one uploaded file (上传进度): `outcome` is None while it is being read."""

    name: str
    outcome: LoadOutcome | None = None


def year_text(year: int | None) -> str:
    """Write a year of account (年度), or that it is not known."""
    return label("year", year=year) if year is not None else label("year_unknown")


def documents_html(documents: Sequence[LoadedDocument]) -> str:
    """List what is loaded."""
    heading = f"<h3>{label('loaded', count=len(documents))}</h3>"
    if not documents:
        return f'{heading}<p class="hint">{label("none_loaded")}</p>'
    head = "".join(f"<th>{label(column)}</th>" for column in _COLUMNS)
    rows = "".join(_document_html(document) for document in documents)
    return f'{heading}<div class="wide"><table class="documents"><tr class="head">{head}</tr>{rows}</table></div>'


def _document_html(document: LoadedDocument) -> str:
    texts = (document.name, document.unit, year_text(document.year), f"{document.scope}{document.kind}")
    counts = (document.tables, document.figures, document.contradictions, document.findings)
    cells = [f"<td>{markup.text(value)}</td>" for value in texts]
    cells += [f'<td class="figure">{count:,}</td>' for count in counts]
    return f"<tr>{''.join(cells)}</tr>"


def uploads_html(lines: Sequence[UploadLine], note: str = "") -> str:
    """List the uploaded files with the state of each, and what else is being done."""
    if not lines:
        return ""
    items = "".join(_upload_html(line) for line in lines)
    told = f'<p class="hint">{markup.text(note)}</p>' if note else ""
    return f'<h3>{label("upload_results")}</h3><ul class="uploads" role="status">{items}</ul>{told}'


def _upload_html(line: UploadLine) -> str:
    if line.outcome is None:
        state, word, message = "pending", label("reading"), ""
    elif line.outcome.loaded:
        state, word, message = "loaded", label("loaded_one"), line.outcome.message
    else:
        state, word, message = "refused", label("refused"), line.outcome.message
    return (
        f'<li class="{state}"><span class="outcome">{markup.text(word)}</span>'
        f'<div><p class="statement">{markup.text(line.name)}</p>'
        f'<p class="arithmetic">{markup.text(message)}</p></div></li>'
    )
