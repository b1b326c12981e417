"""Replaying a receipt (复算): every figure of an answer confirmed or contradicted by what is loaded now.

A figure is confirmed where asking again gives it, or where its cited places still print it (for a derived figure: its
operands) and doing the arithmetic again gives it. It is contradicted where neither does and something else stands there
now. Where its document is not loaded and asking again says nothing of it, it stays unchecked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from assistant.answer.computation import UncomputableError, evaluate
from assistant.batch import open_assistant
from assistant.records.messages import message
from assistant.records.places import PlaceNow, look_up
from assistant.records.receipt import program_version
from assistant.records.replayed import CheckReplay, CitationReplay, DocumentReplay, FigureReplay, Outcome, Replay
from index.model.quantity import parse_quantity, print_quantity
from index.store.database import NothingLoadedError
from index.store.reader import Reader
from index.store.schema import DocumentRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from assistant.answer.computation import Computation
    from assistant.answer.model import Answer, CitedDocument, Figure
    from assistant.records.receipt import Receipt
    from assistant.settings import Settings

_Key = tuple[str, str, int | None, str]
_NUMBER = re.compile(r"\d[\d,，]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Now:
    """What there is to compare with: the cited places as they are, and what asking again gives."""

    places: Mapping[int, PlaceNow]
    printed: Mapping[int, str]
    again: Mapping[_Key, list[Decimal]]
    comparable: bool  # the same program over the same documents: nothing may have changed


@dataclass(frozen=True, slots=True)
class _Found:
    """The outcome for a figure, the value found instead, and why."""

    outcome: Outcome
    value: str = ""
    reason: str = ""


def replay(receipt: Receipt, settings: Settings, name: str, *, intact: bool = True) -> Replay:
    """Recompute a receipt over the index of `settings`. Raise IndexingError for an index that cannot be read."""
    answer = receipt.answer
    again = open_assistant(settings).ask(receipt.question, receipt.turns)
    documents, places = _places(receipt, settings)
    printed = {citation.number: citation.printed for citation in answer.citations}
    now = _Now(places, printed, _values(again), _comparable(receipt, again, documents))
    figures = [_figure(figure, now, asserted=True) for figure in answer.figures]
    figures += [_figure(figure, now, asserted=False) for figure in answer.supporting]
    outcomes = {check.statement: check.outcome for check in again.verification.checks}
    checks = [
        CheckReplay(statement=check.statement, outcome=check.outcome, now=outcomes.get(check.statement, ""))
        for check in answer.verification.checks
    ]
    citations = [
        CitationReplay(
            number=citation.number, document=citation.document, printed=citation.printed,
            standing=places[citation.number].standing,
            now=places[citation.number].printed if places[citation.number].standing == "changed" else "",
        )
        for citation in answer.citations
    ]  # fmt: skip
    return Replay(
        name=name, question=receipt.question, made_at=receipt.made_at, program=receipt.program, intact=intact,
        outcome=_whole(answer, again, figures, citations, checks) if intact else "contradicted",
        documents=documents, figures=figures, citations=citations, checks=checks,
        status=answer.status, status_now=again.status,
        verification=answer.verification.status, verification_now=again.verification.status,
    )  # fmt: skip


def _comparable(receipt: Receipt, again: Answer, documents: list[DocumentReplay]) -> bool:
    """Whether the answer must be the same again: the same program, the same documents, nothing to ask back now."""
    same = all(document.state == "same" for document in documents)
    cited = {one.sha256 for one in again.documents} == {one.sha256 for one in receipt.documents}
    return same and cited and receipt.program == program_version() and again.status == receipt.answer.status


def _whole(
    answer: Answer,
    again: Answer,
    figures: list[FigureReplay],
    citations: list[CitationReplay],
    checks: list[CheckReplay],
) -> Outcome:
    """The outcome of the receipt: that of its worst figure; an answer without figures stands on its quotations."""
    outcomes: set[Outcome] = {figure.outcome for figure in figures}
    if any(check.now and check.now != check.outcome for check in checks):
        outcomes.add("contradicted")
    if not figures:
        standings = {citation.standing for citation in citations}
        if standings & {"changed", "gone"}:
            outcomes.add("contradicted")
        elif "missing" in standings:
            outcomes.add("unchecked")
        elif not standings and answer.status != again.status:
            outcomes.add("contradicted")
    return next((one for one in ("contradicted", "unchecked") if one in outcomes), "confirmed")


def _places(receipt: Receipt, settings: Settings) -> tuple[list[DocumentReplay], dict[int, PlaceNow]]:
    """The cited documents and places as they are now."""
    try:
        with Reader(settings).connection() as connection:
            found = [_document(connection, document) for document in receipt.documents]
            ids: dict[str, list[int]] = {}
            for document, numbers in found:
                ids.setdefault(document.name, []).extend(numbers)
            places = {
                citation.number: look_up(connection, ids.get(citation.document, ()), citation)
                for citation in receipt.answer.citations
            }
            return [document for document, _ in found], places
    except NothingLoadedError:
        missing = [DocumentReplay(name=one.name, sha256=one.sha256, state="missing") for one in receipt.documents]
        return missing, {citation.number: PlaceNow("missing") for citation in receipt.answer.citations}


def _document(connection: Connection, document: CitedDocument) -> tuple[DocumentReplay, list[int]]:
    """A cited document now, with the ids under which to look: those of its content, else those of its name."""
    same = list(connection.scalars(select(DocumentRow.id).where(DocumentRow.sha256 == document.sha256)))
    named = list(connection.scalars(select(DocumentRow.id).where(DocumentRow.name == document.name)))
    state: Literal["same", "changed", "missing"] = "same" if same else "changed" if named else "missing"
    return DocumentReplay(name=document.name, sha256=document.sha256, state=state), same or named


def _key(figure: Figure) -> _Key:
    return (figure.label, figure.organization, figure.year, figure.unit)


def _values(answer: Answer) -> dict[_Key, list[Decimal]]:
    """The values that an answer gives, those that it asserts first."""
    values: dict[_Key, list[Decimal]] = {}
    for figure in (*answer.figures, *answer.supporting):
        values.setdefault(_key(figure), []).append(Decimal(figure.value))
    return values


def _figure(figure: Figure, now: _Now, *, asserted: bool) -> FigureReplay:
    again = now.again.get(_key(figure), [])
    value = _decimal(figure.value)
    found = _Found("confirmed", reason=_moved(figure, now))
    if value is None or value not in again:
        found = _by_places(figure, value, now)
        if found.outcome == "unchecked" and again:
            found = _Found("contradicted", print_quantity(again[0]), message("asked_otherwise"))
        elif found.outcome == "confirmed":
            found = _stands(figure, value, now, asserted=asserted)
    return FigureReplay(
        label=figure.label, value=figure.value, unit=figure.unit, organization=figure.organization, year=figure.year,
        asserted=asserted, derived=figure.derived, outcome=found.outcome, now=found.value, reason=found.reason,
    )  # fmt: skip


def _moved(figure: Figure, now: _Now) -> str:
    """Say which cited places are not as they were, of a figure that asking again gives all the same."""
    moved = [number for number in figure.citations if number in now.places and now.places[number].standing != "same"]
    return message("place_moved", numbers="".join(f"[{one}]" for one in moved)) if moved else ""


def _stands(figure: Figure, value: Decimal | None, now: _Now, *, asserted: bool) -> _Found:
    """A figure that stands at its places although asking again does not give it under its name."""
    again = now.again.get(_key(figure), [])
    if again:
        return _Found("confirmed", reason=message("stands_but_asked", value=again[0], unit=figure.unit))
    labels = [key[0] for key, values in now.again.items() if key[1:] == _key(figure)[1:] and value in values]
    if labels:
        return _Found("confirmed", reason=message("other_label", labels="、".join(labels)))
    if asserted and now.comparable:
        return _Found("contradicted", reason=message("asked_without"))
    return _Found("confirmed", reason=message("not_asked"))


def _by_places(figure: Figure, value: Decimal | None, now: _Now) -> _Found:
    """What the cited places say: they must print the same still, and the figure must be what they give."""
    places = [now.places[number] for number in figure.citations if number in now.places]
    if not places or any(place.standing == "missing" for place in places):
        return _Found("unchecked", reason=message("document_missing" if places else "no_place"))
    for place in places:
        if place.standing != "same":
            key = "place_prints" if place.standing == "changed" else "place_gone"
            instead = "" if figure.derived else place.printed
            return _Found("contradicted", instead, message(key, printed=place.printed))
    if figure.computation is not None:
        return _recomputed(figure.computation, figure.unit, value, now)
    if figure.derived:
        return _Found("unchecked", reason=message("counted_rows"))
    printed = now.printed[figure.citations[0]]
    if value is not None and abs(value) in _numbers(printed):
        return _Found("confirmed")
    return _Found("contradicted", printed, message("place_prints", printed=printed))


def _numbers(printed: str) -> set[Decimal | None]:
    """The numbers, without signs, that a cell prints: alone, or within words as in ≥95%."""
    quantity = parse_quantity(printed)
    if quantity is not None:
        return {abs(quantity.value)}
    return {_decimal(number.replace(",", "").replace("，", "")) for number in _NUMBER.findall(printed)}


def _recomputed(computation: Computation, unit: str, value: Decimal | None, now: _Now) -> _Found:
    """Do the arithmetic again over the operands as they are printed."""
    for operand in computation.operands:
        quantity, own = parse_quantity(now.printed.get(operand.citation, "")), _decimal(operand.value)
        if quantity is None or own is None or abs(quantity.value) != abs(own):
            return _Found("contradicted", reason=message("operand_differs", number=operand.citation))
    try:
        result = evaluate(computation, unit)
    except UncomputableError:
        return _Found("contradicted", reason=message("uncomputable"))
    if result == value:
        return _Found("confirmed")
    return _Found("contradicted", print_quantity(result), message("computed_otherwise"))


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
