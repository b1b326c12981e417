"""Which characters sound alike (同音字), to forgive one wrong character in a name: 检查院 for 检察院."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _syllables() -> Mapping[str, str]:
    text = files("index.catalogue").joinpath("data/syllables.tsv").read_text(encoding="utf-8")
    sounds: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            syllable, characters = line.split("\t")
            sounds.update(dict.fromkeys(characters, syllable))
    return sounds


def sound(text: str) -> tuple[str, ...]:
    """Return the syllables of a text without tones; a character of unknown sound stands for itself."""
    return tuple(_syllables().get(character, character) for character in text)


def misspells(written: str, meant: str) -> bool:
    """Whether `written` is `meant` with exactly one character replaced by another of the same sound."""
    if len(written) != len(meant) or len(meant) < 2:  # noqa: PLR2004 - one character alone says too little
        return False
    wrong = sum(a != b for a, b in zip(written, meant, strict=True))
    return wrong == 1 and sound(written) == sound(meant)
