"""What is loaded, and how uploads went (文件清单与上传结果), as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.ui import markup
from assistant.ui.labels import label
from assistant.ui.leaf_view import viewer_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assistant.ui.ports import LoadOutcome
    from index.store.reader import LoadedDocument


_COLUMNS = (
    ("column_document", ""), ("column_pages", "figure"), ("column_figures", "figure"), ("column_confirmed", "figure"),
    ("column_contradictions", "figure"), ("column_findings", "figure"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class UploadLine:
    """The state of one uploaded file (上传进度): `outcome` is None while it is being read."""

    name: str
    outcome: LoadOutcome | None = None


def year_text(year: int | None) -> str:
    """Write a year of account (年度), or that it is not known."""
    return label("year", year=year) if year is not None else label("year_unknown")


def documents_html(
    documents: Sequence[LoadedDocument],
    confirmed: Mapping[int, int] | None = None,
    removable: Callable[[LoadedDocument], bool] = lambda _document: False,
) -> str:
    """List what is loaded: `confirmed` figures by document, and which of them whoever is at the page may take out."""
    heading = f"<h3>{label('loaded', count=len(documents))}</h3>"
    if not documents:
        return f'{heading}<p class="hint">{label("none_loaded")}</p>'
    head = "".join(f'<th class="{style}" scope="col">{label(column)}</th>' for column, style in _COLUMNS)
    counted = confirmed or {}
    rows = "".join(_document_html(one, counted.get(one.id, 0), removable=removable(one)) for one in documents)
    table = (
        f'<table class="documents"><thead><tr class="head">{head}<th></th></tr></thead><tbody>{rows}</tbody></table>'
    )
    return f'{heading}<div class="wide">{table}</div>'


def _document_html(document: LoadedDocument, confirmed: int, *, removable: bool) -> str:
    whose = (label("owned"),) if document.owner else ()
    about = " · ".join((document.unit, year_text(document.year), f"{document.scope}{document.kind}", *whose))
    # a scan or a narrative has no figures in tables: there is no share of nothing
    share = f"{confirmed * 100 // document.figures}%" if document.figures else "—"
    counted = label("confirmed_title", confirmed=f"{confirmed:,}", figures=f"{document.figures:,}")
    told = f' title="{counted}"'
    found = f'<span class="bad">{document.contradictions:,}</span>' if document.contradictions else "0"
    name = (
        f'<td class="name"><a href="{viewer_address(document.id, 1)}" target="_blank" rel="noopener">'
        f"{markup.text(document.name)}</a><span>{markup.text(about)}</span></td>"
    )
    counts = (str(document.pages or "—"), f"{document.figures:,}", share, found, f"{document.findings:,}")
    cells = "".join(
        f'<td class="figure" data-of="{label(column)}"{told if column == "column_confirmed" else ""}>{count}</td>'
        for (column, _), count in zip(_COLUMNS[1:], counts, strict=True)
    )
    return f"<tr>{name}{cells}<td>{_remove_html(document) if removable else ''}</td></tr>"


def _remove_html(document: LoadedDocument) -> str:
    """A button that asks before it takes out: the first press only shows the second."""
    name = markup.text(label("remove_document", document=document.name))
    key = f'data-remove="{document.id}" data-hash="{document.sha256}"'
    return (
        f'<span class="removing"><button type="button" data-ask aria-label="{name}">{label("remove")}</button>'
        f'<button type="button" class="sure" {key} hidden>{label("remove_sure")}</button>'
        f'<button type="button" data-keep hidden>{label("remove_keep")}</button></span>'
    )


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
