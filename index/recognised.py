"""Figures of pages that are pictures (文字识别的数字): each is doubtful, and what they contradict is likely misread."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.model.document import Place
from index.model.quantity import Outcome
from index.model.records import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model.document import Document
    from index.model.records import Check, Fact, Indicator, Statement


def doubted(document: Document, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The facts, those of recognised pages marked as doubtful."""
    if not document.recognised:
        return facts
    pages = frozenset(document.recognised)
    return tuple(replace(fact, doubtful=True) if fact.place.page in pages else fact for fact in facts)


def without_misread(
    document: Document,
    checks: tuple[Check, ...],
    records: tuple[Sequence[Fact], Sequence[Statement], Sequence[Indicator]],
) -> tuple[tuple[Check, ...], tuple[Finding, ...]]:
    """The checks less the contradictions that rest on a recognised page, and these as findings.

    `records` are the facts, statements and indicators that the operands of the checks count.
    """
    if not document.recognised:
        return checks, ()
    pages = frozenset(document.recognised)
    kept: list[Check] = []
    findings: list[Finding] = []
    for check in checks:
        places = _places(check, *records)
        if check.outcome is Outcome.CONTRADICTION and any(place.page in pages for place in places):
            message = f"{check.statement}。所涉数字由文字识别读出，多半是识别有误，请核对原件。"
            findings.append(Finding("misread", message, places[0] if places else Place()))
        else:
            kept.append(check)
    return tuple(kept), tuple(findings)


def _places(
    check: Check, facts: Sequence[Fact], statements: Sequence[Statement], indicators: Sequence[Indicator]
) -> list[Place]:
    places = [spot.place for spot in check.spots]
    for operand in check.operands:
        if operand.fact is not None:
            places.append(facts[operand.fact].place)
        if operand.statement is not None:
            places.append(statements[operand.statement].place)
        if operand.indicator is not None:
            places.append(indicators[operand.indicator].place)
    return places
