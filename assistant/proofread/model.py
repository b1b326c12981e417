"""What checking a draft gives (核对文稿的结果): each figure with its verdict, what is right, and the places cited."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from assistant.answer.model import Citation, Figure

Outcome = Literal["confirmed", "contradicted", "not_found"]


class CheckedFigure(BaseModel):
    """A figure of a draft: `text` as written, `start` and `end` its offsets in characters of the draft.

    `outcome` is confirmed, contradicted or not_found; `reason` a stable code that says why not, "" else; `rounded` says
    that the draft rounds. `right` is what the documents print or what is computed from them by `formula`; `candidates`
    are figures that may be meant, where that is not certain. `note` says it all in Chinese.
    """

    number: int
    text: str
    start: int
    end: int
    sentence: str
    subject: str = ""
    role: str = ""
    organization: str = ""
    year: int | None = None
    outcome: Outcome
    reason: str = ""
    rounded: bool = False
    right: Figure | None = None
    formula: str = ""
    candidates: list[Figure] = Field(default_factory=list)
    citations: list[int] = Field(default_factory=list)
    note: str = ""


class TextCheck(BaseModel):
    """A draft with the verdicts on its figures and the citations that they refer to by number."""

    text: str
    figures: list[CheckedFigure] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    confirmed: int = 0
    contradicted: int = 0
    not_found: int = 0
    note: str = ""  # said of the whole draft: nothing loaded, no figure in it, an organization that is not known
    elapsed_ms: float = 0.0
