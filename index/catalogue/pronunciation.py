"""Which characters sound alike (同音字), to forgive one wrong character in a name: 检查院 for 检察院."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# what many speakers do not tell apart, and therefore type: 金费 for 经费
_NEAR: Final = (
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("ang", "an"),
    ("eng", "en"),
    ("ing", "in"),
    ("l", "n"),
    ("h", "f"),
)


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


def is_slip(written: str, meant: str, worded: Collection[int] = ()) -> bool:
    """Whether `written` may be `meant` mistyped: characters of a near sound, swapped, left out or typed twice.

    `worded` are the positions of `written` at which a word of several characters stands: there another character makes
    another word (办案费 is no 办公费), elsewhere one alone may be of a like shape (接侍费; 待摊费用 is no 其他费用).
    """
    if sorted(written) == sorted(meant):
        return True
    strange = 0
    for edit in Levenshtein.editops(written, meant):
        heard = edit.tag != "replace" or _near(written[edit.src_pos], meant[edit.dest_pos])
        strange += not heard
        if not heard and (edit.src_pos in worded or strange > 1):
            return False
        if edit.tag == "delete":
            beside = (*written[max(edit.src_pos - 1, 0) : edit.src_pos], *written[edit.src_pos + 1 : edit.src_pos + 2])
            if written[edit.src_pos] not in beside:
                return False
    return True


def _near(one: str, other: str) -> bool:
    return bool({_plain(sound) for sound in sound(one)} & {_plain(sound) for sound in sound(other)})


def _plain(syllable: str) -> str:
    """A syllable without the differences that many speakers do not make."""
    for written, plain in _NEAR:
        if len(written) > 1 and syllable.startswith(written):
            syllable = plain + syllable.removeprefix(written)
        elif syllable.endswith(written) and len(written) > 1:
            syllable = syllable.removesuffix(written) + plain
        elif len(written) == 1 and syllable.startswith(written):
            syllable = plain + syllable[1:]
    return syllable
