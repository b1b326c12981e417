"""The trace of a model's part in an answer (经过): what was asked, by which prompt, and what became of it.

It holds no text of the model and no key; reasons are words of the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.llm.prompts import Prompt


@dataclass(slots=True)
class Trace:
    """The steps so far."""

    model: str
    prompts: dict[str, str] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)
    took_part: list[str] = field(default_factory=list)
    doubts: tuple[str, ...] = ()
    failure: str = ""  # why the endpoint gave nothing, in words for the person who asks

    def asked(self, prompt: Prompt, milliseconds: float, outcome: str) -> None:
        """Note a request and how it ended."""
        self.prompts[prompt.name] = prompt.version
        self.steps.append({"step": prompt.name, "outcome": outcome, "ms": round(milliseconds, 1)})

    def judged(self, step: str, outcome: str) -> None:
        """Note what was done with a reply."""
        self.steps.append({"step": step, "outcome": outcome})

    def took(self, part: str) -> None:
        """Note that the model had a part in the answer."""
        if part not in self.took_part:
            self.took_part.append(part)

    def record(self, method: str | None) -> dict[str, Any]:
        """As the answer carries it."""
        return {
            "model": self.model, "method": method, "took_part": self.took_part, "doubts": list(self.doubts),
            "prompts": self.prompts, "steps": self.steps, "failure": self.failure,
        }  # fmt: skip
