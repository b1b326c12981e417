"""How often (频率): so many times in so many seconds for each visitor, over a sliding window."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from threading import Lock
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_REMEMBERED: Final = 10_000  # visitors; the one that has been quiet for longest is forgotten first


class Rate:
    """Counts what each visitor does; `clock` gives seconds."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str, count: int = 1) -> float:
        """Count what `key` does now and return 0; or count nothing and return the seconds after which it may."""
        if self._most <= 0:
            return 0.0
        now = self._clock()
        with self._lock:
            times = self._times.setdefault(key, deque())
            self._times.move_to_end(key)
            while times and times[0] <= now - self._seconds:
                times.popleft()
            if len(times) + count > self._most:
                first = times[min(len(times), len(times) + count - self._most) - 1] if times else now
                return max(0.1, first + self._seconds - now)
            times.extend([now] * count)
            while len(self._times) > _REMEMBERED:
                self._times.popitem(last=False)
        return 0.0


class Setbacks:
    """Failures in a row (连续失败): after some of them one has to wait, each time twice as long up to a limit."""

    FREE: Final = 5
    FIRST: Final = 30.0  # seconds
    LONGEST: Final = 900.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str) -> float:
        """Return the seconds that `key` has to wait before another attempt."""
        with self._lock:
            failures, last = self._failed.get(key, (0, 0.0))
        if failures < self.FREE:
            return 0.0
        pause = min(self.LONGEST, self.FIRST * 2.0 ** min(failures - self.FREE, 16))
        return max(0.0, last + pause - self._clock())

    def failed(self, key: str) -> None:
        """Count a failure of `key`."""
        with self._lock:
            failures, _ = self._failed.get(key, (0, 0.0))
            self._failed[key] = (failures + 1, self._clock())
            self._failed.move_to_end(key)
            while len(self._failed) > _REMEMBERED:
                self._failed.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forget the failures of `key`."""
        with self._lock:
            self._failed.pop(key, None)
