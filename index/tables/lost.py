"""Header words that a text has lost (丢失的表头): put back where the words beside them say which one it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.catalogue.forms import compositions
from index.tables.wording import fold, is_bare_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.catalogue.forms import Composition


@dataclass(frozen=True, slots=True)
class Restored:
    """A header with a word put back: `depth` is its level, `at` its place among the words of that level."""

    word: str
    depth: int
    at: int
    beside: int  # the column of the word that tells it


def lost_words(levels: Sequence[Sequence[str]]) -> Iterator[Restored]:
    """Yield every word that a composition of the catalogue has between or beside the words that are printed."""
    for depth in range(1, len(levels)):
        above = {fold(word) for level in levels[:depth] for word in level if word}
        for composition in compositions():
            if above & set(composition.whole):
                yield from _lost_at(levels[depth], depth, composition)


def _lost_at(level: Sequence[str], depth: int, composition: Composition) -> Iterator[Restored]:
    printed = [(column, fold(word)) for column, word in enumerate(level) if word]
    places = {word: (place, column) for place, (column, word) in enumerate(printed)}
    present = [part for part in composition.parts if part in places]
    if not any(not is_bare_total(part) for part in present):
        return  # 小计 alone does not tell whose it is
    for number, part in enumerate(composition.parts):
        if part in places:
            continue
        before = next((one for one in reversed(composition.parts[:number]) if one in places), None)
        if before is not None:
            place, column = places[before]
            yield Restored(part, depth, place + 1, column)
        else:
            place, column = places[present[0]]
            yield Restored(part, depth, place, column)


def unsettled(paths: Sequence[tuple[str, ...]], word: str) -> frozenset[int]:
    """The columns that a word put back stands over, and those beside it: only their order tells them apart."""
    own = next((path for path in paths if path and path[-1] == word), ())
    return frozenset(
        column
        for column, path in enumerate(paths)
        if len(path) == len(own) and path[:-1] == own[:-1] and (path == own or not is_bare_total(path[-1]))
    )
