"""One writer at a time (写锁): a lock of the operating system, gone when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.model.errors import HomeNotWritableError, IndexBusyError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Hold the index of `home` for writing. Raise IndexBusyError at once when another process holds it."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        handle = os.open(home / "write.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise HomeNotWritableError(home, error.strerror or str(error)) from error
    try:
        if not _acquire(handle):
            raise IndexBusyError(home)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
