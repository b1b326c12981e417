"""Word of what is being done while an answer is made (进度): understood, looked up, checked.

Whoever wants to hear of it listens in the context in which the question is asked; nobody has to.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Step(StrEnum):
    """What is being done, in this order."""

    UNDERSTAND = "understand"  # 理解问题
    LOOK_UP = "look_up"  # 查表
    CHECK = "check"  # 核对


_LISTENER: ContextVar[Callable[[Step], None] | None] = ContextVar("progress", default=None)


@contextmanager
def following(listener: Callable[[Step], None]) -> Iterator[None]:
    """Hear of every step within the block."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def tell(step: Step) -> None:
    """Say what is done next."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(step)
