"""The evidence of an answer (依据): badge, cited places, checks with their arithmetic, and the plan."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.ui import markup
from assistant.ui.labels import label
from assistant.ui.table_view import cited_cells, table_html
from index.store.reader import StoredTable

if TYPE_CHECKING:
    from assistant.answer.model import Answer, CheckResult, Citation

OPEN_SOURCES = 8
NAMED_CELLS = 3
_SEVERITY = {"contradiction": 0, "rounding": 1, "exact": 2}
TableOf = Callable[[int], StoredTable | None]


def evidence_html(answer: Answer | None, turn: int, table_of: TableOf) -> str:
    """Render the evidence of `answer`, the conversation's answer number `turn` (0-based)."""
    if answer is None:
        return f'<p class="hint">{label("no_evidence")}</p>'
    sources = _sources_html(answer.citations, turn, table_of)
    checks = _checks_html(answer, turn)
    # a contradiction is what the reader must see first
    parts = [checks, sources] if answer.verification.status == "mismatch" else [sources, checks]
    return "".join(
        [f'<div class="evidence" data-turn="{turn}">', _head_html(answer), *parts, _plan_html(answer), "</div>"]
    )


def _head_html(answer: Answer) -> str:
    question = markup.text(answer.question[: markup.SHOWN_QUESTION_CHARACTERS])
    asked = f'<p class="asked"><span>{label("question")}</span>{question}</p>'
    if not answer.figures and not answer.verification.checks:
        return asked
    status = answer.verification.status
    badge = f'<span class="badge {status}">{label(f"badge_{status}")}</span>'
    return f'{asked}<p class="verdict">{badge}<span>{label(f"note_{status}")}</span></p>'


def _checks_html(answer: Answer, turn: int) -> str:
    checks = answer.verification.checks
    if not checks:
        return f"<h3>{label('checks')}</h3><p class='hint'>{label('no_checks')}</p>" if answer.figures else ""
    # what fails comes first
    items = "".join(_check_html(check, turn) for check in sorted(checks, key=lambda check: _SEVERITY[check.outcome]))
    return f'<h3>{label("checks")}</h3><ul class="checks">{items}</ul>'


def _check_html(check: CheckResult, turn: int) -> str:
    marks = "".join(markup.citation_link(turn, number) for number in check.citations)
    values = {name: markup.text(getattr(check, name)) for name in ("expected", "actual", "difference", "tolerance")}
    arithmetic = label("arithmetic", **values)
    if check.outcome != "exact":
        arithmetic += label("tolerance", **values)
    return (
        f'<li class="{check.outcome}"><span class="outcome">{label(f"outcome_{check.outcome}")}</span>'
        f'<div><p class="statement">{markup.text(check.statement)} {marks}</p>'
        f'<p class="arithmetic">{arithmetic}</p></div></li>'
    )


def _sources_html(citations: Sequence[Citation], turn: int, table_of: TableOf) -> str:
    if not citations:
        return f'<p class="hint">{label("no_citations")}</p>'
    sources = [_source_html(group, turn, table_of) for group in _grouped(citations)]
    shown, rest = sources[:OPEN_SOURCES], sources[OPEN_SOURCES:]
    more = ""
    if rest:
        more = f"<details><summary>{label('more_sources', count=len(rest))}</summary>{''.join(rest)}</details>"
    return f"<h3>{label('sources')}</h3>{''.join(shown)}{more}"


def _grouped(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Put together the citations that share a table; every other citation stands alone."""
    groups: dict[object, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.table_id if citation.table_id is not None else ("", citation.number), []).append(
            citation
        )
    return list(groups.values())


def _source_html(group: Sequence[Citation], turn: int, table_of: TableOf) -> str:
    first = group[0]
    table = table_of(first.table_id) if first.table_id is not None else None
    cells = cited_cells(table, group) if table is not None else None
    if table is not None and cells is not None:
        body = _named_html(group) + table_html(table, cells, turn)
        unit = first.unit if len({citation.unit for citation in group}) == 1 else table.unit
    else:
        stale = f'<p class="stale">{label("stale")}</p>' if first.grid_row is not None else ""
        body = stale + "".join(_quote_html(citation, turn) for citation in group)
        unit = first.unit if first.grid_row is not None else ""
    return f'<article class="source">{_place_html(group, unit)}{body}</article>'


def _named_html(group: Sequence[Citation]) -> str:
    """Say in words what is marked: on a narrow screen the row's name may be out of sight."""
    if len(group) > NAMED_CELLS:
        return ""
    lines = (f"<b>[{citation.number}]</b> {markup.text(_words(citation))}" for citation in group)
    return f'<p class="printed">{"<br>".join(lines)}</p>'


def _words(citation: Citation) -> str:
    return label(
        "printed",
        row=citation.row,
        column=citation.column,
        printed=citation.printed or label("empty_cell"),
        unit=citation.unit if citation.printed else "",
    )


def _place_html(group: Sequence[Citation], unit: str) -> str:
    first = group[0]
    numbers = "".join(f"[{citation.number}]" for citation in group)
    places = " · ".join(dict.fromkeys(place for citation in group if (place := _place(citation))))
    title = markup.text(first.table)
    if unit and title:
        title += f'<span class="unit">{label("unit", unit=markup.text(unit))}</span>'
    lines = [
        f'<p class="file"><b>{numbers}</b> {markup.text(first.document)} <span>{places}</span></p>',
        f'<p class="title">{title}</p>' if title else "",
        f'<p class="section">{markup.text(first.section)}</p>' if first.section else "",
    ]
    return f"<header>{''.join(lines)}</header>"


def _place(citation: Citation) -> str:
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
        return f'<p class="printed" id="{name}">{markup.text(_words(citation))}</p>'
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


def _plan_html(answer: Answer) -> str:
    parts = [_folded_html(label("copy"), plain_text(answer))] if answer.citations else []
    if answer.plan:
        plan = json.dumps(answer.plan, ensure_ascii=False, indent=2, default=str)
        parts.append(_folded_html(label("plan"), plan))
    if answer.sql:
        parts.append(_folded_html(label("sql"), answer.sql))
    return "".join(parts)


def _folded_html(title: str, content: str) -> str:
    return f'<details class="plan"><summary>{title}</summary><pre>{markup.text(content)}</pre></details>'


def plain_text(answer: Answer) -> str:
    """Write the answer and its citations without markup, to be pasted elsewhere."""
    lines = [answer.answer.replace("**", "").strip(), ""]
    for citation in answer.citations:
        words = _words(citation) if citation.row or citation.column else citation.quote
        where = (citation.document, _place(citation), citation.table or citation.section, words)
        lines.append(f"[{citation.number}] {'，'.join(part for part in where if part)}")
    return "\n".join(lines)
