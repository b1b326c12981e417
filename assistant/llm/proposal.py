"""What a model may propose (提议): records without a place for a figure."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Reply(BaseModel):
    """A reply of the model; anything beside its fields makes it invalid."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(_Reply):
    """A name: the words of the question, and what the tables call it."""

    words: str
    name: str


class Proposal(_Reply):
    """How a question may be read: an operation over names of the question, or a SELECT."""

    operation: Literal[
        "lookup", "composition", "sum", "average", "difference", "ratio", "completion", "change", "rank", "filter",
        "count", "indicator", "definition", "narrative", "reason", "verify", "select", "none",
    ]  # fmt: skip
    items: list[Named]
    against: list[Named]
    sql: str


class Rewritten(_Reply):
    """A follow-up as a question of its own."""

    question: str


class Line(_Reply):
    """A line of the answer in other words: its number, and its text with the tokens."""

    line: int
    text: str


class Wording(_Reply):
    """The answer in other words."""

    lines: list[Line]


class Supported(_Reply):
    """A sentence and the number of the passage that bears it out."""

    text: str
    passage: int


class Digest(_Reply):
    """Quoted passages in a few sentences."""

    sentences: list[Supported]
