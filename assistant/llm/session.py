"""One question's dealings with the model (一次问答): prompts filled, replies taken, failures noted, one deadline."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from assistant.llm.client import Request
from assistant.llm.errors import InvalidReplyError, ModelError
from assistant.llm.prompts import load_prompt

if TYPE_CHECKING:
    from assistant.llm.client import Client
    from assistant.llm.deadline import Deadline
    from assistant.llm.trace import Trace

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(slots=True)
class Session:
    """A client, the time that is left, and the trace. After the endpoint failed, it is not asked again."""

    client: Client
    deadline: Deadline
    trace: Trace
    failed: bool = False

    def ask(self, prompt: str, shape: type[Shape], user: str, **values: str) -> Shape | None:
        """A record that the model gives, None where it gives none; never raises for what the model does."""
        if self.failed:
            return None
        loaded = load_prompt(prompt)
        started = time.perf_counter()
        outcome = "answered"
        reply = None
        try:
            reply = self.client.ask(Request(loaded.fill(**values), user), shape, self.deadline)
        except ModelError as error:
            outcome = type(error).__name__
            self.trace.failure = str(error)
            self.failed = not isinstance(error, InvalidReplyError)
        self.trace.asked(loaded, (time.perf_counter() - started) * 1000, outcome)
        return reply
