"""The time that one question may spend on the language model (时限)."""

from __future__ import annotations

import time
from dataclasses import dataclass

from assistant.llm.errors import DeadlinePassedError


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in time, on the clock that never goes back."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The point `seconds` from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds left, never negative."""
        return max(self.at - time.monotonic(), 0.0)

    def check(self) -> float:
        """Seconds left; raise DeadlinePassedError where there are none."""
        left = self.left
        if left <= 0:
            raise DeadlinePassedError
        return left
