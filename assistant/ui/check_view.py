"""A checked draft as HTML (核对结果): the text with its figures marked, and what was found of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.ui import markup
from assistant.ui.cited import mark_html
from assistant.ui.labels import label

if TYPE_CHECKING:
    from assistant.answer.model import Figure
    from assistant.proofread.model import CheckedFigure, TextCheck

_BADGES: Final = {"confirmed": "verified", "contradicted": "mismatch", "not_found": "unverified"}


def check_html(report: TextCheck) -> str:
    """The whole report."""
    note = f'<p class="hint">{markup.text(report.note)}</p>' if report.note else ""
    if not report.figures:
        return note
    counts = " ".join(
        f'<span class="badge {_BADGES[outcome]}">{label(outcome)} {count}</span>'
        for outcome, count in (
            ("confirmed", report.confirmed),
            ("contradicted", report.contradicted),
            ("not_found", report.not_found),
        )
    )
    rows = "".join(_figure_html(report, figure) for figure in report.figures)
    draft = f'<div class="draft">{_draft_html(report)}</div>'
    return f'{note}<p class="counts">{counts}</p>{draft}<ol class="verdicts">{rows}</ol>'


def _draft_html(report: TextCheck) -> str:
    """The draft with each figure in the colour of its outcome, numbered as in the list."""
    pieces, position = [], 0
    for figure in report.figures:
        if figure.start < position:
            continue
        pieces.append(markup.text(report.text[position : figure.start]))
        pieces.append(
            f'<mark class="{_BADGES[figure.outcome]}" title="{markup.text(figure.note)}">{markup.text(figure.text)}'
            f"<sup>{figure.number}</sup></mark>"
        )
        position = figure.end
    pieces.append(markup.text(report.text[position:]))
    return "".join(pieces).replace("\n", "<br>")


def _figure_html(report: TextCheck, figure: CheckedFigure) -> str:
    marks = "".join(mark_html(report.citations[number - 1]) for number in figure.citations)
    badge = f'<span class="badge {_BADGES[figure.outcome]}">{label(figure.outcome)}</span>'
    candidates = "".join(f"<li>{_candidate_html(report, one)}</li>" for one in figure.candidates)
    listed = f'<ul class="hint">{candidates}</ul>' if candidates else ""
    shown = marks if not figure.candidates else ""
    told = f"{badge} <b>{markup.text(figure.text)}</b> {markup.text(figure.note)}{shown}{listed}"
    return f'<li value="{figure.number}">{told}</li>'


def _candidate_html(report: TextCheck, figure: Figure) -> str:
    marks = "".join(mark_html(report.citations[number - 1]) for number in figure.citations)
    year = label("year", year=figure.year) if figure.year else ""
    words = " ".join(part for part in (figure.organization, year, figure.label) if part)
    return f"{label('candidate')}{markup.text(words)} {markup.text(figure.value)}{markup.text(figure.unit)}{marks}"
