"""What a line claims (陈述检查): the same as the template's, in whatever words and language, and not a number more."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import rjieba

from assistant.llm.wording.tokens import TOKEN

if TYPE_CHECKING:
    from assistant.llm.wording.tokens import Masked

_MARKUP: Final = re.compile(r"[\[\]<>*`#|\\_~^$]|https?:|www\.")
_GLUED: Final = re.compile(r"\}\s*(?:[元万亿千百倍成%％‰]|个百分点|percent|yuan|million|billion)", re.IGNORECASE)
_LONGEST: Final = 4  # times as long as the template, and a little
_ENGLISH: Final = re.compile(r"[A-Za-z']+")
# families whose lack changes what is said; the others may be left out, but not added
_KEPT: Final = ("up", "down", "most", "least", "equal", "negation", "empty")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("assistant.llm").joinpath("data/glue.toml").read_text(encoding="utf-8"))


def objection(template: Masked, text: str, *, translated: bool = False) -> str:
    """Why a line may not stand in place of its template, "" where it may; a word for the trace."""
    stripped = text.strip()
    if not stripped or "\n" in stripped or len(stripped) > _LONGEST * len(template.text) + 120:
        return "length"
    if not _same_tokens(template, text, translated=translated):
        return "tokens"
    glue = TOKEN.sub(" ", text)
    if "{" in glue or "}" in glue or _MARKUP.search(glue):
        return "markup"
    if has_number(glue) or _GLUED.search(text):
        return "number"
    own, its = claims(template.glue), claims(glue)
    if any((family in own) != (family in its) for family in _KEPT) or its - own:
        return "claim"
    return "words" if _foreign(glue, "" if translated else template.glue) else ""


def _same_tokens(template: Masked, text: str, *, translated: bool) -> bool:
    """Each token once and in its order; in a translation figures and names each keep their own order."""
    wanted, found = TOKEN.findall(template.text), TOKEN.findall(text)
    if sorted(wanted) != sorted(found):
        return False
    if not translated:
        return wanted == found
    return all([t for t in wanted if t[0] == kind] == [t for t in found if t[0] == kind] for kind in "FNPT")


def has_number(text: str) -> bool:
    """Whether a text holds a number in any writing: digits, Chinese numerals, number words, units of money."""
    for idiom in _words()["numbers"]["idioms"]:
        text = text.replace(idiom, " ")
    if any(unicodedata.category(character)[0] == "N" for character in text):
        return True
    if any(character in _words()["numbers"]["characters"] for character in text):
        return True
    english = " ".join(_ENGLISH.findall(text.lower()))
    return any(_occurs(word, text, english) for word in _words()["numbers"]["words"])


def claims(text: str) -> set[str]:
    """The families of words that claim something."""
    english = " ".join(_ENGLISH.findall(text.lower()))
    return {
        family for family, words in _words()["claims"].items() if any(_occurs(word, text, english) for word in words)
    }


def _occurs(word: str, text: str, english: str) -> bool:
    return f" {word} " in f" {english} " if word.isascii() else word in text


def is_harmless(word: str) -> bool:
    """Whether a word claims nothing by itself."""
    return word in _words()["zh"] or word in _words()["en"]


def _foreign(glue: str, template: str) -> str:
    """The first word that neither the template has nor the list of harmless words, "" for none."""
    loaded = [word for words in _words()["claims"].values() for word in words]
    known = {*_words()["zh"], *_words()["en"], *loaded, *(rjieba.cut(template, hmm=False) if template else ())}
    for phrase in sorted((word for word in known if " " in word), key=len, reverse=True):
        glue = re.sub(rf"\b{re.escape(phrase)}\b", " ", glue)
    for word in rjieba.cut(glue, hmm=False):
        plain = word.strip().lower()
        if not plain or not any(unicodedata.category(character)[0] == "L" for character in plain):
            continue
        if plain not in known and not all(character in known for character in plain):
            return plain
    return ""
