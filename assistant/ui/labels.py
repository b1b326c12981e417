"""What the page says (页面用语): one table of messages by key, in Chinese and English, kept in `words/*.toml`.

A message is looked up when it is shown, in the language of the page that asked for it.
"""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Language = Literal["zh", "en"]
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
_LANGUAGE: ContextVar[Language] = ContextVar("language", default="zh")


def label(key: str, /, **values: object) -> str:
    """Return the message of this key in the current language, its places filled with `values`. Raise KeyError."""
    message = table()[key][_LANGUAGE.get()]
    return message.format(**values) if values else message


def language() -> Language:
    """Return the language that messages are given in now."""
    return _LANGUAGE.get()


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Give messages in the chosen language within the block."""
    token = _LANGUAGE.set(chosen)
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


@cache
def table() -> dict[str, dict[Language, str]]:
    """Read the messages of all topics: key → language → words. Raise ValueError for a key that two topics have."""
    messages: dict[str, dict[Language, str]] = {}
    for topic in sorted(files("assistant.ui").joinpath("words").iterdir(), key=lambda path: path.name):
        if topic.name.endswith(".toml"):
            read: dict[str, Any] = tomllib.loads(topic.read_text(encoding="utf-8"))
            if twice := messages.keys() & read.keys():
                raise ValueError(f"{topic.name}: {sorted(twice)}")
            messages |= read
    return messages
