"""Logging in (登录): who a request is from, by its session; sessions end with the user or the password.

Sessions are kept in memory: a restart of the service asks everybody to log in again.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from assistant.access.rates import Setbacks
from assistant.access.users import Users
from index.store.viewing import Viewer, owner_key

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from assistant.access.users import User

SESSION_COOKIE: Final = "yusuan_session"
_TOKEN_BYTES: Final = 24
_SESSIONS: Final = 10_000
_PAGES: Final = 20_000  # open pages whose visitors are remembered


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who uses the page (访客): a user by name, an anonymous browser by its id, "" a program without either."""

    name: str = ""
    address: str = ""

    @property
    def owner(self) -> str:
        """Whose the documents are that he loads for himself; "" where he cannot have any."""
        return owner_key(self.name)

    @property
    def viewer(self) -> Viewer:
        """What he may see."""
        return Viewer(self.owner)

    @property
    def key(self) -> str:
        """What his questions and uploads are counted under."""
        return self.name or f"address {self.address}"


class Pages:
    """Whose each open page is: whoever used it first. Another one neither acts in it nor hears its events."""

    def __init__(self) -> None:
        self._visitors: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def belongs(self, page: str | None, visitor: Visitor) -> bool:
        """Whether an open page, by the name that Gradio gives it, is this visitor's."""
        if page is None:
            return True
        with self._lock:
            first = self._visitors.setdefault(page, visitor.key)
            self._visitors.move_to_end(page)
            while len(self._visitors) > _PAGES:
                self._visitors.popitem(last=False)
        return first == visitor.key


@dataclass(frozen=True, slots=True)
class _Session:
    user: User
    until: float


@dataclass(frozen=True, slots=True)
class Admission:
    """How a login came out (登录结果): a `token` for the cookie, or the seconds to `wait` before another attempt."""

    token: str = ""
    wait: float = 0.0


class Door:
    """The users, their sessions, and their failed attempts."""

    def __init__(self, home: Path, hours: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.users = Users(home)
        self.closed = bool(self.users.all())  # from the start: adding the first user takes a restart
        self._seconds = hours * 3600
        self._clock = clock
        self._sessions: OrderedDict[str, _Session] = OrderedDict()
        self._by_name, self._by_address = Setbacks(clock), Setbacks(clock)
        self._lock = Lock()
        self._stamp = self.users.stamp()

    def log_in(self, name: str, password: str, address: str) -> Admission:
        """Let a user in, or not. Takes a tenth of a second of a processor: not to be called in an event loop."""
        key = name.strip().casefold()[:80]
        wait = max(self._by_name.wait(key), self._by_address.wait(address))
        if wait:
            return Admission(wait=wait)
        user = self.users.verify(name, password)
        if user is None:
            self._by_name.failed(key)
            self._by_address.failed(address)
            return Admission(wait=max(self._by_name.wait(key), self._by_address.wait(address)))
        self._by_name.succeeded(key)
        self._by_address.succeeded(address)
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        with self._lock:
            self._sessions[_digest(token)] = _Session(user, self._clock() + self._seconds)
            while len(self._sessions) > _SESSIONS:
                self._sessions.popitem(last=False)
        return Admission(token)

    def log_out(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(_digest(token), None)

    def user(self, token: str) -> str | None:
        """Return the name of the user whose session this is; None where there is none, or not any longer."""
        if not token:
            return None
        self._look_again()
        with self._lock:
            session = self._sessions.get(_digest(token))
            if session is not None and session.until < self._clock():
                del self._sessions[_digest(token)]
                return None
        return None if session is None else session.user.name

    def _look_again(self) -> None:
        """End the sessions of users who were removed or have another password since."""
        stamp = self.users.stamp()
        if stamp == self._stamp:
            return
        users = self.users.all()
        with self._lock:
            self._stamp = stamp
            for digest, session in list(self._sessions.items()):
                if users.get(session.user.name) != session.user:
                    del self._sessions[digest]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
