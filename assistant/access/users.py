"""The users of the page (用户): names and salted scrypt hashes in one file that only its owner can read.

The cost is OWASP's for scrypt (N = 2^15, r = 8, p = 3: 32 MiB and about a tenth of a second).
https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import os
import re
import secrets
import unicodedata
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from index.model.errors import HomeNotWritableError, IndexingError

if TYPE_CHECKING:
    from pathlib import Path

MIN_PASSWORD: Final = 8
MAX_PASSWORD: Final = 256
_NAME: Final = re.compile(r"[\w.@-]{1,40}")
_SALT_BYTES: Final = 16
_KEY_BYTES: Final = 32


class BadUserNameError(IndexingError):
    """A name that cannot be a user's."""

    def __init__(self) -> None:
        super().__init__("用户名应为 1 至 40 个字：汉字、字母、数字或 . _ @ -。")


class WeakPasswordError(IndexingError):
    """A password that is too short, too long or the user's name."""

    def __init__(self) -> None:
        super().__init__(f"密码应有 {MIN_PASSWORD} 至 {MAX_PASSWORD} 个字符，且不能与用户名相同。")


class UserExistsError(IndexingError):
    """A user to add who is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"已有用户“{name}”。改密码请用：yusuan users passwd {name}")


class UnknownUserError(IndexingError):
    """A user who is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有用户“{name}”。可用 yusuan users list 查看。")


class DamagedUsersError(IndexingError):
    """A file of users that cannot be read: nobody is let in, rather than everybody."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"用户文件 {path} 读不了（{reason}）。请恢复备份，或删除它后重新用 yusuan users add 添加。")


@dataclass(frozen=True, slots=True)
class User:
    """A user (用户): the hash of the password with its salt (Base64) and its cost; printing one shows neither."""

    name: str
    salt: str = field(repr=False)
    key: str = field(repr=False)
    n: int = 1 << 15
    r: int = 8
    p: int = 3

    def matches(self, password: str) -> bool:
        """Whether this is the password; takes the same time whatever the outcome."""
        return hmac.compare_digest(base64.b64decode(self.key), _derive(self, password))


class Users:
    """The users kept in an index directory."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.path = home / "users.json"

    def all(self) -> dict[str, User]:
        """All users by name. Raise DamagedUsersError."""
        try:
            read = json.loads(self.path.read_text(encoding="utf-8"))
            return {one["name"]: User(**one) for one in read["users"]}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DamagedUsersError(self.path, type(error).__name__) from error

    def stamp(self) -> tuple[int, int, int] | None:
        """Something that changes when the file does; None where there is none."""
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def add(self, name: str, password: str) -> None:
        """Add a user. Raise BadUserNameError, WeakPasswordError, UserExistsError."""
        name = plain_name(name)
        users = self.all()
        if name in users:
            raise UserExistsError(name)
        self._write({**users, name: _made(name, password)})

    def remove(self, name: str) -> None:
        """Take a user out. Raise UnknownUserError."""
        name = plain_name(name)
        users = self.all()
        if users.pop(name, None) is None:
            raise UnknownUserError(name)
        self._write(users)

    def change_password(self, name: str, password: str) -> None:
        """Give a user another password. Raise UnknownUserError, WeakPasswordError."""
        name = plain_name(name)
        users = self.all()
        if name not in users:
            raise UnknownUserError(name)
        self._write({**users, name: _made(name, password)})

    def verify(self, name: str, password: str) -> User | None:
        """Return the user whose name and password these are; an unknown name takes as long as a wrong password."""
        try:
            user = self.all().get(plain_name(name))
        except BadUserNameError:
            user = None
        if len(password) > MAX_PASSWORD:
            return None
        right = (user or _NOBODY).matches(password)
        return user if right else None

    def _write(self, users: dict[str, User]) -> None:
        """Replace the file in one step; it never exists with wider rights than 600."""
        content = json.dumps({"users": [asdict(user) for user in users.values()]}, ensure_ascii=False, indent=1)
        fresh = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        try:
            self._home.mkdir(parents=True, exist_ok=True)
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise HomeNotWritableError(self._home, error.strerror or str(error)) from error


def plain_name(name: str) -> str:
    """Return a name in the one form in which it is kept. Raise BadUserNameError."""
    plain = unicodedata.normalize("NFKC", name).strip()
    if not _NAME.fullmatch(plain):
        raise BadUserNameError
    return plain


def _made(name: str, password: str) -> User:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD or password.strip().casefold() == name.casefold():
        raise WeakPasswordError
    bare = User(name, base64.b64encode(secrets.token_bytes(_SALT_BYTES)).decode(), "")
    return User(name, bare.salt, base64.b64encode(_derive(bare, password)).decode())


def _derive(user: User, password: str) -> bytes:
    plain = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    memory = 256 * user.n * user.r * user.p
    return hashlib.scrypt(
        plain, salt=base64.b64decode(user.salt), n=user.n, r=user.r, p=user.p, maxmem=memory, dklen=_KEY_BYTES
    )


_NOBODY: Final = User("", base64.b64encode(bytes(_SALT_BYTES)).decode(), base64.b64encode(bytes(_KEY_BYTES)).decode())


def is_local(host: str) -> bool:
    """Whether an address to serve on can be reached from this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def shares_by_default(home: Path, host: str) -> bool:
    """Whether uploads are for everybody unless said otherwise: where there is one person, at this machine."""
    return is_local(host) and not Users(home).all()
