"""Coroutines in tests: a browser that is open has a loop running in its thread, where no other can be run."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

Value = TypeVar("Value")


def waited(coroutine: Coroutine[Any, Any, Value]) -> Value:
    """Run a coroutine in a thread of its own, in the context of this one, and return what it returns."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(copy_context().run, asyncio.run, coroutine).result()
