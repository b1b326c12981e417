"""The sources of an answer (出处): for each cited place the original beside what was read of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.ui import markup
from assistant.ui.labels import label
from assistant.ui.leaf_view import lines_html, link_html, picture_html
from assistant.ui.marks import Mark, cell_marks, sentence_marks
from assistant.ui.table_view import cited_cells, table_html
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistant.answer.model import Answer, Citation
    from assistant.ui.ports import Originals

OPEN_SOURCES = 6
NAMED_CELLS = 3
PICTURES = 3  # of one source; the others can be opened


def sources_html(answer: Answer, turn: int, originals: Originals) -> str:
    """Render the places that the citations of answer `turn` (0-based) name, those of one table together."""
    citations = answer.citations
    read = {document.name: document.sha256 for document in answer.documents}
    if not citations:
        return f'<p class="hint">{label("no_citations")}</p>'
    sources = [_source_html(group, turn, originals, read.get(group[0].document, "")) for group in _grouped(citations)]
    shown, rest = sources[:OPEN_SOURCES], sources[OPEN_SOURCES:]
    more = ""
    if rest:
        told = label("more_sources", count=len(rest))
        more = f"<details class='more'><summary>{told}</summary>{''.join(rest)}</details>"
    return f"<h3>{label('sources')}</h3>{''.join(shown)}{more}"


def _grouped(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Put together the citations that share a table; every other citation stands alone."""
    groups: dict[object, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.table_id if citation.table_id is not None else ("", citation.number), []).append(
            citation
        )
    return list(groups.values())


def _source_html(group: Sequence[Citation], turn: int, originals: Originals, sha256: str) -> str:
    first = group[0]
    table = originals.table(first.table_id) if first.table_id is not None else None
    cells = cited_cells(table, group) if table is not None else None
    if table is not None and cells is not None:
        original = _original_html(group, cell_marks(table, cells), originals, sha256)
        read = f'<p class="reading">{label("as_read")}</p>{table_html(table, cells, turn)}'
        body = _named_html(group) + original + read
        unit = first.unit if len({citation.unit for citation in group}) == 1 else table.unit
    elif first.grid_row is not None:
        # nothing is marked of what may have moved
        body = f'<p class="stale">{label("stale")}</p>' + "".join(_quote_html(citation, turn) for citation in group)
        unit = first.unit
    else:
        quotes = "".join(_quote_html(citation, turn) for citation in group)
        body = quotes + _original_html(group, sentence_marks(group), originals, sha256)
        unit = ""
    return f'<article class="source">{_place_html(group, unit)}{body}</article>'


def _original_html(
    group: Sequence[Citation], marks: Mapping[int, Sequence[Mark]], originals: Originals, sha256: str
) -> str:
    """The original: pictures of pages, or lines; a reason where it is no longer the file that was cited."""
    first = group[0]
    document = originals.document(first.document_id) if first.document_id is not None else None
    if document is None:
        return ""
    if document.name != first.document or sha256 not in ("", document.sha256):
        return f'<p class="stale">{label("stale")}</p>'
    try:
        if document.format == "pdf":
            pages = list(marks) or [citation.page for citation in group if citation.page is not None][:1]
            shown = [
                picture_html(document, page, originals.page_size(document, page), marks.get(page, ()))
                for page in pages[:PICTURES]
            ]
            links = [link_html(document.id, page, marks.get(page, ())) for page in pages[PICTURES:]]
            return "".join(shown) + (f'<p class="printed">{" ".join(links)}</p>' if links else "")
        cited = [citation.line for citation in group if citation.line is not None]
        return lines_html(originals.lines(document), cited, document.id)
    except IndexingError as error:
        return f'<p class="stale">{markup.text(error.told)}</p>'


def _named_html(group: Sequence[Citation]) -> str:
    """Say in words what is marked: on a narrow screen the row's name may be out of sight."""
    if len(group) > NAMED_CELLS:
        return ""
    lines = (f"<b>[{citation.number}]</b> {markup.text(words(citation))}" for citation in group)
    return f'<p class="printed">{"<br>".join(lines)}</p>'


def words(citation: Citation) -> str:
    """What a citation says, in words."""
    return label(
        "printed",
        name=" · ".join(part for part in (citation.row, citation.column) if part),
        printed=citation.printed or label("empty_cell"),
        unit=citation.unit if citation.printed else "",
    )


def _place_html(group: Sequence[Citation], unit: str) -> str:
    first = group[0]
    numbers = "".join(f"[{citation.number}]" for citation in group[:6]) + ("…" if len(group) > 6 else "")  # noqa: PLR2004
    places = " · ".join(list(dict.fromkeys(place for citation in group if (place := place_words(citation))))[:4])
    title = markup.text(first.table)
    if unit and title:
        title += f'<span class="unit">{label("unit", unit=markup.text(unit))}</span>'
    lines = [
        f'<p class="title">{title}</p>' if title else "",
        f'<p class="file"><b>{numbers}</b> {markup.text(first.document)} <span>{places}</span></p>',
        f'<p class="section">{markup.text(first.section)}</p>' if first.section else "",
    ]
    return f"<header>{''.join(lines)}</header>"


def place_words(citation: Citation) -> str:
    """The page or line of a citation, in words."""
    places = []
    if citation.page is not None:
        places.append(label("page", page=citation.page))
    if citation.line is not None:
        places.append(label("line", line=citation.line))
    return " ".join(places)


def _quote_html(citation: Citation, turn: int) -> str:
    """Render a quoted sentence with its figure marked, or, without a sentence, what was cited in words."""
    name = markup.anchor(turn, citation.number)
    if not citation.quote:
        return f'<p class="printed" id="{name}">{markup.text(words(citation))}</p>'
    return f'<blockquote id="{name}">{_marked(citation.quote, citation.printed)}</blockquote>'


def _marked(quote: str, printed: str) -> str:
    """Mark the figure wherever it stands as a whole number in the quote."""
    if not printed.strip():
        return markup.text(quote)
    figure = re.compile(rf"(?<![\d.,，])({re.escape(printed.strip())})(?![\d]|[.,]\d)")
    pieces = figure.split(quote)
    return "".join(
        f"<mark>{markup.text(piece)}</mark>" if index % 2 else markup.text(piece) for index, piece in enumerate(pieces)
    )
