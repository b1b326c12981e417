"""What is loaded, and how uploads went (文件清单与上传结果), as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.ui import labels, markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.ui.ports import LoadOutcome
    from index.store.reader import LoadedDocument


@dataclass(frozen=True, slots=True)
class UploadLine:
    """The state of one uploaded file (上传进度): `outcome` is None while it is being read."""

    name: str
    outcome: LoadOutcome | None = None


def year_text(year: int | None) -> str:
    """Write a year of account (年度), or that it is not known."""
    return labels.YEAR.format(year=year) if year is not None else labels.YEAR_UNKNOWN


def documents_html(documents: Sequence[LoadedDocument]) -> str:
    """List what is loaded."""
    heading = f"<h3>{labels.LOADED.format(count=len(documents))}</h3>"
    if not documents:
        return f'{heading}<p class="hint">{labels.NONE_LOADED}</p>'
    head = "".join(f"<th>{column}</th>" for column in labels.DOCUMENT_COLUMNS)
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
    return f'<h3>{labels.UPLOAD_RESULTS}</h3><ul class="uploads" role="status">{items}</ul>{told}'


def _upload_html(line: UploadLine) -> str:
    if line.outcome is None:
        state, word, message = "pending", labels.READING, ""
    elif line.outcome.loaded:
        state, word, message = "loaded", labels.LOADED_ONE, line.outcome.message
    else:
        state, word, message = "refused", labels.REFUSED, line.outcome.message
    return (
        f'<li class="{state}"><span class="outcome">{markup.text(word)}</span>'
        f'<div><p class="statement">{markup.text(line.name)}</p>'
        f'<p class="arithmetic">{markup.text(message)}</p></div></li>'
    )
