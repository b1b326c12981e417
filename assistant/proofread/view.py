"""The report on a draft as text (核对文稿的文字报告)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.proofread.messages import message

if TYPE_CHECKING:
    from assistant.answer.model import Citation
    from assistant.proofread.model import CheckedFigure, TextCheck

_AROUND: Final = 24  # characters of the draft shown on either side of a figure


def as_text(report: TextCheck) -> str:
    """Each figure with its verdict and places, and how many of each kind there are."""
    lines = [report.note] if report.note else []
    for figure in report.figures:
        lines += _figure(report, figure)
    if report.figures:
        counts = {
            "total": len(report.figures), "confirmed": report.confirmed, "contradicted": report.contradicted,
            "not_found": report.not_found,
        }  # fmt: skip
        lines.append(message("summary", **counts))
    return "\n".join(lines) + "\n"


def _figure(report: TextCheck, figure: CheckedFigure) -> list[str]:
    mark = message(f"mark_{figure.outcome}")
    lines = [
        message("row", number=figure.number, mark=mark, text=figure.text, sentence=context_of(report.text, figure)),
        f"　　{figure.note}",
    ]
    lines += [message("candidate", label=one.label, printed=f"{one.value}{one.unit}") for one in figure.candidates]
    cited = [report.citations[number - 1] for number in figure.citations]
    if cited:
        lines.append(message("cited", places="；".join(place(one) for one in cited)))
    return lines


def context_of(text: str, figure: CheckedFigure) -> str:
    """The words around a figure."""
    start, end = max(figure.start - _AROUND, 0), min(figure.end + _AROUND // 3, len(text))
    before = "…" if start else ""
    after = "…" if end < len(text) else ""
    return before + " ".join(text[start:end].split()) + after


def place(citation: Citation) -> str:
    """Where a cited figure stands, in one line."""
    at = f"第 {citation.page} 页" if citation.page else f"第 {citation.line} 行" if citation.line else ""
    where = f"《{citation.table}》{citation.row}" if citation.table else citation.section
    return "，".join(part for part in (citation.document, at, where) if part)
