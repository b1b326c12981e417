"""What the reading of one file may cost (读取上限): the memory of the reading process, and word of slow pages."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Listener = Callable[["SlowPage"], None]

_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


@dataclass(frozen=True, slots=True)
class SlowPage:
    """A page whose reading takes long (文字识别): it is the `done`-th of `total`, and is given `seconds` for itself."""

    done: int
    total: int
    seconds: float


def limit_memory(megabytes: int) -> None:
    """Let this process hold that much data and no more; nothing happens where the platform has no such limit."""
    _set_limit(lambda _now: megabytes << 20)


def allow_memory(megabytes: int) -> None:
    """Let this process hold that much more, where its memory is limited."""
    _set_limit(lambda now: None if now is None else now + (megabytes << 20))


def _set_limit(change: Callable[[int | None], int | None]) -> None:
    try:
        import resource  # noqa: PLC0415 - not on every platform
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = change(None if soft == resource.RLIM_INFINITY else soft)
    if limit is not None:
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hear of slow pages for as long as a file is read."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no cycles meanwhile: what a file brings is kept till it is done, so that none would be found.

    What was made meanwhile counts as old afterwards, or the next search would go through all of it at once.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def tell_slow_page(page: SlowPage) -> None:
    """Say that a slow page is being read; whoever waits for the file then waits longer."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(page)
