"""The evidence of an answer (依据): its figures and badge, cited places, checks, what the figures are of, the plan."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer.chart import chart_of
from assistant.ui import markup
from assistant.ui.chart_view import chart_html
from assistant.ui.checks_view import checks_html
from assistant.ui.labels import label
from assistant.ui.plan_view import plan_html
from assistant.ui.sources_view import sources_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Answer, Figure
    from assistant.ui.ports import Originals

SHOWN_FIGURES = 4
_NOTE = "口径"  # how an answer begins a line about what its figures are of (assistant.answer.messages)


def evidence_html(answer: Answer | None, turn: int, originals: Originals) -> str:
    """Render the evidence of `answer`, the conversation's answer number `turn` (0-based)."""
    if answer is None:
        return f'<p class="hint empty">{label("no_evidence")}</p>'
    sources = sources_html(answer, turn, originals)
    checks = checks_html(answer, turn)
    # a contradiction is what the reader must see first
    parts = [checks, sources] if answer.verification.status == "mismatch" else [sources, checks]
    return "".join(
        [f'<div class="evidence" data-turn="{turn}">', *parts, _notes_html(answer, turn), _folded(answer), "</div>"]
    )


def head_html(answer: Answer | None, turn: int) -> str:
    """Render what the evidence is of: the question, the figures that the answer asserts, and how they were verified."""
    if answer is None:
        return ""
    question = markup.text(answer.question[: markup.SHOWN_QUESTION_CHARACTERS])
    parts = [f'<p class="asked"><span>{label("question")}</span>{question}</p>']
    chart = chart_of(answer)
    # what is drawn stands below; of a composition the whole comes first
    asserted = _distinct(answer.figures)
    shown = asserted[:SHOWN_FIGURES] if chart is None else asserted[: 1 if chart.whole else 0]
    figures = "".join(_figure_html(figure, turn) for figure in shown)
    more = len(asserted) - len(shown) if chart is None else 0
    if figures:
        rest = f'<li class="rest">{label("more_figures", count=more)}</li>' if more > 0 else ""
        single = " single" if len(shown) == 1 else ""
        parts.append(f'<ul class="figures{single}">{figures}{rest}</ul>')
    if answer.figures or answer.verification.checks:
        status = answer.verification.status
        badge = f'<span class="badge {status}">{label(f"badge_{status}")}</span>'
        parts.append(f'<p class="verdict">{badge}<span>{label(f"note_{status}")}</span></p>')
    drawn = chart_html(chart, turn) if chart is not None else ""
    return f'<div class="head" data-turn="{turn}">{"".join(parts)}</div>{drawn}'


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    """The figures, each once: what is printed in two places is asserted twice and shown once, by its first place."""
    found: dict[tuple[object, ...], Figure] = {}
    for one in figures:
        found.setdefault((one.label, one.value, one.unit, one.organization, one.year, one.kind), one)
    return list(found.values())


def _figure_html(figure: Figure, turn: int) -> str:
    marks = "".join(markup.citation_link(turn, number) for number in figure.citations[:3])
    about = " · ".join(str(part) for part in (figure.organization, figure.year or "", figure.kind) if part)
    return (
        f"<li><b>{Decimal(figure.value):,}<small>{markup.text(figure.unit)}</small></b>{marks}"
        f'<span class="name">{markup.text(figure.label)}</span><span class="about">{markup.text(about)}</span></li>'
    )


def _notes_html(answer: Answer, turn: int) -> str:
    """What the figures are of and what they must not be mixed with: the answer's own words, together."""
    numbers = {citation.number for citation in answer.citations}
    notes = [line for line in answer.answer.split("\n\n") if line.startswith(_NOTE)]
    if not notes:
        return ""
    items = "".join(f"<li>{markup.line_html(note, turn, numbers)}</li>" for note in notes)
    return f'<h3>{label("notes")}</h3><ul class="notes">{items}</ul>'


def _folded(answer: Answer) -> str:
    parts = [plan_html(answer)]
    if answer.sql:
        parts.append(_folded_html(label("sql"), answer.sql))
    return "".join(parts)


def _folded_html(title: str, content: str) -> str:
    return f'<details class="plan"><summary>{title}</summary><pre>{markup.text(content)}</pre></details>'
