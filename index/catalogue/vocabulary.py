"""Canonical words for what figures are of (口径名称): one name for one meaning over documents and questions.

The data is `data/measures.toml`: each entry has a canonical `name`, the `formal` names that documents print for the
same thing, the `colloquial` names that only people use, and `parts` of it that have no figure of their own. `codes` are
accounts that may be meant, or that are meant together. Formal
names are mapped when documents are read, colloquial ones and parts only when questions are understood.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_DROPPED = re.compile(r"[\s“”\"'‘’「」『』《》〈〉〔〕\[\]【】()（）:：,，、;；.．。·\-—–_*#/]+")
_DATED = re.compile(r"^(?:20)?\d{2}年度?|(?:预算|决算|执行)(?:数据?)?$")
_NUMBERING = re.compile(
    r"^(?:其中[:：]?|第[一二三四五六七八九十]+(?:部分|[章节条项])[、.．]?|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]"
    r"|\d{1,2}[、．]|\d{1,2}\.(?!\d)|\d{1,2}\.(?=(?:19|20)\d\d年)|[①-⑳])\s*"
)
_REMEMBERED: Final = 1 << 13  # the labels and headers of a document are asked for again and again
_THREE_PUBLIC: Final = re.compile("公务接待|公务用车(?:购置|运行)|因公出国")


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """An entry of measures.toml."""

    name: str
    formal: tuple[str, ...]
    colloquial: tuple[str, ...]
    parts: tuple[str, ...]
    codes: tuple[str, ...]
    together: bool = False
    summed: tuple[str, ...] = ()


@lru_cache(maxsize=_REMEMBERED)
def normalise(text: str) -> str:
    """Fold a name for comparing: NFKC, lower case, without white space, quotes, brackets and punctuation."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=_REMEMBERED)
def strip_numbering(label: str) -> str:
    """Drop printed numbering before a label: 一、 （一） 1. 其中：（1） …, repeatedly."""
    label = label.strip()
    while True:
        shorter = _NUMBERING.sub("", label, count=1).strip()
        if shorter == label or not shorter:
            return label
        label = shorter


@cache
def measure_entries() -> tuple[MeasureEntry, ...]:
    """All entries of measures.toml."""
    data = tomllib.loads(files("index.catalogue").joinpath("data/measures.toml").read_text(encoding="utf-8"))
    return tuple(
        MeasureEntry(
            name=entry["name"],
            formal=tuple(entry.get("formal", ())),
            colloquial=tuple(entry.get("colloquial", ())),
            parts=tuple(entry.get("parts", ())),
            codes=tuple(entry.get("codes", ())),
            together=entry.get("together", False),
            summed=tuple(entry.get("summed", ())),
        )
        for entry in data["measure"]
    )


@cache
def _formal_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for entry in measure_entries():
        for name in (entry.name, *entry.formal):
            names[normalise(name)] = entry.name
    return names


@lru_cache(maxsize=_REMEMBERED)
def canonical(text: str) -> str:
    """Return the canonical wording of a printed name, or the name itself without numbering and white space."""
    label = "".join(strip_numbering(text).split()).strip(":：")
    known = _formal_names().get(normalise(label))
    if known is not None:
        return known
    bare = _DATED.sub("", label)  # 2024年“三公”经费预算数 is of “三公”经费
    for variant in (bare, *_variants(bare)):
        known = _formal_names().get(normalise(variant)) if variant else None
        if known is not None:
            return known
    return label


def _variants(label: str) -> Iterator[str]:
    """The same name with another word for 费: 费用, 经费, 费支出, or none in the “三公” names (公务接待 5 万元)."""
    for ending in ("费用支出", "费用", "经费支出", "经费", "费支出"):
        if label.endswith(ending):
            yield label.removesuffix(ending) + "费"
            return
    if _THREE_PUBLIC.match(label):
        yield label.removesuffix("支出") + "费"


@cache
def canonical_names() -> frozenset[str]:
    """The canonical names of all entries."""
    return frozenset(entry.name for entry in measure_entries())


def is_known(name: str) -> bool:
    """Whether the vocabulary has an entry for a name."""
    return normalise(name) in _formal_names()
