"""The answer object (答案): what every surface shows and what scripts read as JSON."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from assistant.answer.computation import Computation

Status = Literal["answered", "clarify", "not_found", "out_of_scope", "error"]
VerificationStatus = Literal["verified", "rounding", "mismatch", "unverified"]


class Figure(BaseModel):
    """A figure of an answer: `value` is a plain decimal string in `unit`; `yuan` the same amount in 元 for money.

    `computation` says how a derived figure was worked out; None also where rows of a table were counted.
    """

    label: str
    value: str
    unit: str
    yuan: str | None = None
    organization: str = ""
    year: int | None = None
    kind: str = ""
    derived: bool = False
    citations: list[int] = Field(default_factory=list)
    computation: Computation | None = None


class Citation(BaseModel):
    """Where a figure or a sentence stands; `printed` is what stands there."""

    number: int
    document: str
    page: int | None = None
    line: int | None = None
    section: str = ""
    table: str = ""
    row: str = ""
    column: str = ""
    printed: str = ""
    unit: str = ""
    quote: str = ""
    table_id: int | None = None
    grid_row: int | None = None
    grid_column: int | None = None
    document_id: int | None = None
    box: tuple[float, float, float, float] | None = None  # on the page, in points from its top left (PDF)


class CheckOperand(BaseModel):
    """A figure that takes part in a check: `sign` is 0 for the result, +1 or -1 for what it is compared with.

    `citation` is its number among the answer's citations; a figure that the answer does not cite has a `place` instead.
    """

    sign: int
    label: str
    printed: str
    unit: str = ""
    citation: int | None = None
    place: Citation | None = None


class CitedDocument(BaseModel):
    """A document that an answer cites (所引文件); `sha256` is that of the file as it was loaded."""

    name: str
    sha256: str
    organization: str = ""
    year: int | None = None
    kind: str = ""


class CheckResult(BaseModel):
    """An identity behind an answer and how it came out; amounts are plain decimal strings in the printed unit."""

    kind: str
    statement: str
    expected: str
    actual: str
    difference: str
    tolerance: str
    outcome: Literal["exact", "rounding", "contradiction"]
    citations: list[int] = Field(default_factory=list)
    operands: list[CheckOperand] = Field(default_factory=list)


class Verification(BaseModel):
    """What the documents say about the answer's figures."""

    status: VerificationStatus = "unverified"
    checks: list[CheckResult] = Field(default_factory=list)
    counts: dict[str, int] = Field(default_factory=dict)  # of all checks by outcome, shown or not


class Answer(BaseModel):
    """One answer.

    `planner` says who read the question; where a language model was asked, `trace` tells its name, the versions of the
    prompts, each step with its outcome, and in which it took part.
    """

    id: str | None = None
    question: str
    status: Status
    answer: str
    figures: list[Figure] = Field(default_factory=list)
    supporting: list[Figure] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    documents: list[CitedDocument] = Field(default_factory=list)
    verification: Verification = Field(default_factory=Verification)
    plan: dict[str, Any] = Field(default_factory=dict)
    sql: str = ""
    planner: Literal["rules", "model", "rules+model"] = "rules"
    trace: dict[str, Any] = Field(default_factory=dict)  # what a language model was asked and what became of it
    elapsed_ms: float = 0.0
