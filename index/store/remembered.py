"""What has been worked out from the loaded documents (记忆), kept while these stay the same and the same are seen.

Everybody who sees the same documents shares it; whoever sees others has his own, because the key says what is seen.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sized
from threading import Lock
from typing import TYPE_CHECKING, Final, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_KEPT: Final = 4096
Value = TypeVar("Value")


class Remembered:
    """The latest used of what has been worked out, each with the SQL that it took; nothing longer than `longest`."""

    def __init__(self, most: int = _KEPT, longest: int | None = None) -> None:
        self._most = most
        self._longest = longest
        self._found: OrderedDict[Hashable, tuple[object, tuple[str, ...]]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value], statements: list[str] | None = None) -> Value:
        """Return the value of a key, made where there is none yet; `statements`, which `make` adds to, gets its SQL.

        Values are shared by threads: nobody may change one.
        """
        statements = [] if statements is None else statements
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
        if found is not None:
            statements.extend(found[1])
            return cast("Value", found[0])
        before = len(statements)
        value = make()
        if self._longest is not None and isinstance(value, Sized) and len(value) > self._longest:
            return value
        with self._lock:
            self._found[key] = (value, tuple(statements[before:]))
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return value


REMEMBERED: Final = Remembered()
