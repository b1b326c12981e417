"""Prompts (提示词): plain text files of the package `prompts`, with places {{name}} and a version hash."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PLACE = re.compile(r"\{\{(\w+)\}\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ANGLE = str.maketrans({"<": "＜", ">": "＞"})


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt and the hash of its text, by which a trace says what was asked."""

    name: str
    text: str

    @property
    def version(self) -> str:
        """The first twelve digits of the SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    def fill(self, **values: str) -> str:
        """The text with every place filled. Raise KeyError for a place without a value."""
        return _PLACE.sub(lambda place: values[place[1]], self.text)


@cache
def load_prompt(name: str) -> Prompt:
    """The prompt of this name. Raise FileNotFoundError when there is none."""
    return Prompt(name, files("prompts").joinpath(f"{name}.txt").read_text(encoding="utf-8"))


def as_data(text: str) -> str:
    """Quoted material for a prompt: nothing in it can end its own delimiters."""
    return _CONTROL.sub(" ", text).translate(_ANGLE)
