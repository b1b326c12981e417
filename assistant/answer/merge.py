"""Putting the answers to several questions together (多问合答): one text, one numbering of citations."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from assistant.answer.model import Answer, CheckResult, Citation, CitedDocument, Figure, Status, Verification

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK: Final = re.compile(r"\[(\d+)\]")
_BEST: Final[tuple[Status, ...]] = ("answered", "clarify", "not_found", "out_of_scope", "error")
_WORST: Final = ("mismatch", "unverified", "rounding", "verified")


def merged(question: str, answers: Sequence[Answer]) -> Answer:
    """One answer to a question of several: answered when any part is, and no better verified than its worst part."""
    citations: list[Citation] = []
    texts: list[str] = []
    figures: list[Figure] = []
    supporting: list[Figure] = []
    checks: list[CheckResult] = []
    repeated: Counter[str] = Counter()  # checks that several of the answers show
    for answer in answers:
        numbers = _numbered(answer, citations)
        text = _renumbered(answer.answer, numbers)
        if texts and text == texts[-1]:
            continue  # 哪项最多？是多少？ is told once
        texts.append(text)
        figures += _not_yet(figures, [_with_numbers(figure, numbers) for figure in answer.figures])
        supporting += [_with_numbers(figure, numbers) for figure in answer.supporting]
        for check in answer.verification.checks:
            numbered = _check_with_numbers(check, numbers)
            if numbered in checks:
                repeated[check.outcome] += 1
            else:
                checks.append(numbered)
    status = min((answer.status for answer in answers), key=_BEST.index)
    told = [answer for answer in answers if answer.status == "answered"]
    with_figures = [answer for answer in told if answer.figures or answer.verification.checks]
    found = [answer.verification.status for answer in with_figures or told]  # a meaning alone has nothing to verify
    return Answer(
        question=question, status=status, answer="\n\n".join(texts), figures=figures, supporting=supporting,
        citations=citations, documents=_distinct(answers), plan=answers[0].plan,
        sql="\n".join(answer.sql for answer in answers),
        verification=Verification(
            status=min(found, key=_WORST.index, default="unverified"), checks=checks,
            counts=dict(sum((Counter(answer.verification.counts) for answer in answers), Counter()) - repeated),
        ),
    )  # fmt: skip


def _not_yet(told: Sequence[Figure], figures: Sequence[Figure]) -> list[Figure]:
    """The figures without those told before that only lead to a new one: 差多少？完成率多少 has two amounts twice."""
    known = {(figure.value, figure.unit, tuple(figure.citations)) for figure in told}
    new = [figure for figure in figures if (figure.value, figure.unit, tuple(figure.citations)) not in known]
    return new or list(figures)


def _distinct(answers: Sequence[Answer]) -> list[CitedDocument]:
    documents = [document for answer in answers for document in answer.documents]
    return [document for position, document in enumerate(documents) if document not in documents[:position]]


def _numbered(answer: Answer, citations: list[Citation]) -> dict[int, int]:
    """Add the citations of an answer to those of the whole; the same place keeps one number."""
    known = {_place(citation): citation.number for citation in citations}
    numbers: dict[int, int] = {}
    for citation in answer.citations:
        place = _place(citation)
        if place not in known:
            known[place] = len(citations) + 1
            citations.append(citation.model_copy(update={"number": known[place]}))
        numbers[citation.number] = known[place]
    return numbers


def _place(citation: Citation) -> str | tuple[int | None, ...]:
    """What tells a place from others: a cell by itself, however its row is named (with or without its account)."""
    if citation.table_id is None or citation.grid_row is None or citation.grid_column is None:
        return citation.model_copy(update={"number": 0}).model_dump_json()
    return (citation.document_id, citation.table_id, citation.grid_row, citation.grid_column)


def _renumbered(text: str, numbers: dict[int, int]) -> str:
    return _MARK.sub(lambda mark: f"[{numbers.get(int(mark[1]), int(mark[1]))}]", text)


def _check_with_numbers(check: CheckResult, numbers: dict[int, int]) -> CheckResult:
    operands = [
        operand.model_copy(update={"citation": numbers.get(operand.citation)}) if operand.citation else operand
        for operand in check.operands
    ]
    cited = [numbers[n] for n in check.citations if n in numbers]
    return check.model_copy(update={"citations": cited, "operands": operands})


def _with_numbers(figure: Figure, numbers: dict[int, int]) -> Figure:
    update: dict[str, object] = {"citations": [numbers[n] for n in figure.citations if n in numbers]}
    if figure.computation is not None:
        terms = [
            term.model_copy(update={"citation": numbers.get(term.citation, 0)}) for term in figure.computation.operands
        ]
        update["computation"] = figure.computation.model_copy(update={"operands": terms})
    return figure.model_copy(update=update)
