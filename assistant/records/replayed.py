"""What became of a receipt (复算结果): plain records, as `yusuan replay --json` writes them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from assistant.records.places import Standing

Outcome = Literal["confirmed", "contradicted", "unchecked"]


class DocumentReplay(BaseModel):
    """A cited document now: the same content is loaded, other content under its name, or nothing."""

    name: str
    sha256: str
    state: Literal["same", "changed", "missing"]


class FigureReplay(BaseModel):
    """A figure now; `now` is the figure found instead, "" where there is none."""

    label: str
    value: str
    unit: str
    organization: str
    year: int | None
    asserted: bool
    derived: bool
    outcome: Outcome
    now: str = ""
    reason: str = ""


class CitationReplay(BaseModel):
    """A cited place now; `now` is what it prints instead."""

    number: int
    document: str
    printed: str
    standing: Standing
    now: str = ""


class CheckReplay(BaseModel):
    """A check now: `now` is its outcome, "" where asking again does not make it."""

    statement: str
    outcome: str
    now: str


class Replay(BaseModel):
    """What became of a receipt. `intact`: whether the receipt is as it was written."""

    name: str
    question: str
    made_at: str
    program: str
    intact: bool
    outcome: Outcome
    documents: list[DocumentReplay]
    figures: list[FigureReplay]
    citations: list[CitationReplay]
    checks: list[CheckReplay]
    status: str
    status_now: str
    verification: str
    verification_now: str
