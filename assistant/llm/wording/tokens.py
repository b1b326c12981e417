"""Tokens for what may not be written by a model (占位): figures with their marks, names, places, formulas.

A line of an answer becomes glue and tokens: {F1} a figure with its unit and citation marks, {N1} a name, {P1} what
stands in brackets (a place, a formula), {T1} anything else with digits. The model sees no text of a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.answer.model import Answer

_FIGURE: Final = re.compile(r"\*\*[^*\n]+\*\*(?:\[\d+\])*|[-−]?\d[\d,]*(?:\.\d+)?[^\s\[\]，。（）{}]{0,4}(?:\[\d+\])+")
_BRACKETED: Final = re.compile(r"（(?=[^（）]*[\d《])(?:[^（）]|（[^（）]*）)*）")
_TITLED: Final = re.compile(r"《[^《》]*》")
_QUOTED: Final = re.compile(r"“[^“”]*”")
_WHO: Final = re.compile(r"^[^：{}]{2,80}?(?:预算|决算)(?=：)")
_DIGITS: Final = re.compile(r"第?\d[\d,.]*(?:[A-Za-z%]+|年度?|月|日|行|页|条|项|个|家|种)?")
_PREFIX: Final = re.compile(r"^(?:\d+\. |· |　)")
TOKEN: Final = re.compile(r"\{([FNPT]\d+)\}")
_PROTECTED: Final = ("口径提示", "注意", "说明", "核对", "原因", ">", "文件自身")


@dataclass(frozen=True, slots=True)
class Masked:
    """A line of an answer with tokens for what is not to be written anew."""

    number: int
    prefix: str  # of a list
    text: str
    tokens: dict[str, str]

    def fill(self, text: str) -> str:
        """A text with the tokens of this line filled in."""
        return self.prefix + TOKEN.sub(lambda token: self.tokens[token[1]], text)

    @property
    def glue(self) -> str:
        """What stands between the tokens."""
        return TOKEN.sub(" ", self.text)


def mask(number: int, line: str, names: Iterable[str]) -> Masked:
    """A line with its figures, names and places as tokens."""
    prefix = found[0] if (found := _PREFIX.match(line)) else ""
    tokens: dict[str, str] = {}

    def put(kind: str, text: str) -> str:
        token = f"{kind}{sum(one.startswith(kind) for one in tokens) + 1}"
        tokens[token] = text
        return f"{{{token}}}"

    text = line[len(prefix) :].replace("{", "｛").replace("}", "｝")
    known = "|".join(re.escape(name) for name in sorted({n for n in names if len(n) > 1}, key=len, reverse=True))
    patterns = [("P", _BRACKETED), ("F", _FIGURE), ("N", _WHO), ("N", _TITLED)]
    patterns += [("N", re.compile(known))] if known else []
    for kind, pattern in [*patterns, ("N", _QUOTED), ("T", _DIGITS)]:
        text = "".join(
            piece if TOKEN.fullmatch(piece) else pattern.sub(lambda m, kind=kind: put(kind, m[0]), piece)
            for piece in re.split(r"(\{[FNPT]\d+\})", text)
        )
    return _numbered(Masked(number, prefix, text, tokens))


def _numbered(line: Masked) -> Masked:
    """The same line with its tokens numbered from left to right."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for token in TOKEN.findall(line.text):
        counts[token[0]] = counts.get(token[0], 0) + 1
        names[token] = f"{token[0]}{counts[token[0]]}"
    text = TOKEN.sub(lambda token: f"{{{names[token[1]]}}}", line.text)
    return Masked(line.number, line.prefix, text, {names[token]: line.tokens[token] for token in names})


def masked_lines(answer: Answer, *, every: bool) -> list[Masked]:
    """The lines of an answer that may be put in other words; `every` takes remarks too, for a translation."""
    names = _names(answer)
    lines = [mask(number, line, names) for number, line in enumerate(answer.answer.split("\n\n"), start=1)]
    return [
        one for one in lines
        if "\n" not in one.text and one.tokens
        and (every or (any(token.startswith("F") for token in one.tokens) and not one.text.startswith(_PROTECTED)))
        and not one.text.startswith(">")
    ]  # fmt: skip


def _names(answer: Answer) -> Sequence[str]:
    figures = [*answer.figures, *answer.supporting]
    found = [text for one in figures for text in (one.label, re.sub(r"（[^（）]*）$", "", one.label), one.organization)]
    found += [text for one in answer.citations for text in (one.table, one.row, one.column, one.document)]
    return [name for name in dict.fromkeys(found) if name]
