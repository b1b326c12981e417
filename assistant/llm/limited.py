"""HTTP answers held to a size and a time (限长限时): the only place that meets the HTTP client."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Final

from httpx2 import SyncByteStream
from openai import DefaultHttpxClient

from assistant.llm.errors import OversizedReplyError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.llm.deadline import Deadline

MOST_BYTES: Final = 1 << 20  # no answer to one question is longer
current: ContextVar[Deadline] = ContextVar("current")


class _Limited(SyncByteStream):
    """A response's body that ends with an error when it grows too large or takes too long."""

    def __init__(self, body: Any) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        deadline = current.get(None)
        size = 0
        for chunk in self._body:
            size += len(chunk)
            if size > MOST_BYTES:
                raise OversizedReplyError
            if deadline is not None:
                deadline.check()
            yield chunk

    def close(self) -> None:
        """Close the connection's stream."""
        self._body.close()


def _limit(response: Any) -> None:
    response.stream = _Limited(response.stream)


def http_client() -> Any:
    """An HTTP client for the OpenAI library whose answers are limited."""
    return DefaultHttpxClient(event_hooks={"response": [_limit]})
