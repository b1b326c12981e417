"""Projects that are said by parts of their names (项目简称): 数据港, 掌上大厅, 邻里中心一体机.

Names of projects are long, and people say the words that tell them apart. A stretch of the question that nothing else
explains means the project that holds it whole or in pieces, in their order, where few hold it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import rjieba
from rapidfuzz.distance import Hamming

from assistant.understand.linking.lexicon import words
from index.catalogue.organizations import find_mentions
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from assistant.execute.ledger import Ledger
    from index.catalogue.organization_lexicon import Lexicon

    Named = tuple[str, str, str]  # kind, canonical, code
    Found = tuple[int, int, tuple[set[Named], float]]
    Names = Callable[[Ledger, Sequence[int]], Mapping[str, set[Named]]]

_SHORTEST: Final = 3  # characters that may say a project
_LONGEST: Final = 20
_PIECE: Final = 2  # characters of each piece of it
_PIECES: Final = 3
_SURE: Final = 5  # characters of a stretch of which one may be wrong
_VAGUE: Final = 3  # a stretch that may mean more projects than this means none
_YEARS: Final = 3  # characters by which the names of one project in two years differ: 23年
_PART: Final = 0.15  # under this share, the stretch says too little of the name
_SCORE: Final = 0.74
_WITHIN: Final = re.compile("下属|所属|直属|下辖|下面|底下")
_NAME: Final = re.compile("[一-龥A-Za-z0-9+·]+")


@cache
def _apart() -> frozenset[str]:
    """Words between which names stand."""
    listed: list[str] = words()["apart"]  # type: ignore[assignment]  # a list in the file
    return frozenset(listed)


def said_by_parts(text: str, taken: Sequence[tuple[int, int]], names: Mapping[str, set[Named]]) -> list[Found]:
    """Stretches of the question outside of `taken` that mean projects: where they stand, and what they may mean.

    What no project holds may be a part of the name of an indicator: 大厅设备故障|修复响应时间.
    """
    projects, indicators = (_of_kind(names, kind) for kind in ("project", "indicator"))
    found = []
    for start, end in _stretches(text, taken) if projects or indicators else ():
        piece = normalise(text[start:end])
        meanings = _meant(piece, projects) or (_held(piece, indicators) if len(piece) > _SHORTEST else set())
        if meanings:
            found.append((start, end, (meanings, _SCORE)))
    return found


def may_say_project(text: str, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch outside of `taken` is long enough to say a project."""
    return next(_stretches(text, taken), None) is not None


def _of_kind(names: Mapping[str, set[Named]], kind: str) -> dict[str, set[Named]]:
    of_kind = ((surface, {one for one in meanings if one[0] == kind}) for surface, meanings in names.items())
    return {surface: meanings for surface, meanings in of_kind if meanings}


def _held(piece: str, names: Mapping[str, set[Named]]) -> set[Named]:
    """What the one name means that holds a stretch."""
    holders = [surface for surface in names if piece in surface]
    return names[holders[0]] if len(holders) == 1 else set()


def runs_on(ledger: Ledger, text: str, unknown: Sequence[tuple[int, int]], names: Names) -> list[tuple[int, int]]:
    """Where what follows an organization is part of a project, and with it looks like another one: 审批局|掌上大厅."""
    loaded = ledger.loaded.lexicon
    found = []
    for start, end in unknown:
        begin = _after_loaded(loaded, text, start, end)
        if begin is None:
            continue
        if _WITHIN.match(text, begin):  # 审批局|下属中心
            found.append((begin, end))
            continue
        ids = {one for mention in find_mentions(text[start:begin], loaded).found for one in mention.ids}
        known = names(ledger, [one for source in ledger.loaded.of(tuple(ids)) for one in source.ids])
        stretches = [span for span in _stretches(text, [(0, begin)]) if span[0] == begin]
        found += [span for span in stretches if _is_named(text, span, known)]
    return found


def _is_named(text: str, span: tuple[int, int], names: Mapping[str, set[Named]]) -> bool:
    """Whether a stretch is part of a name (大厅设备故障|修复响应时间), or means a project by parts of its name."""
    piece = normalise(text[slice(*span)])
    whole = len(piece) > _SHORTEST and any(piece in surface for surface in names)
    return whole or bool(said_by_parts(text, [(0, span[0]), (span[1], len(text))], names))


def _after_loaded(loaded: Lexicon, text: str, start: int, end: int) -> int | None:
    """Where a loaded organization ends that an unknown name begins with; None without one."""
    for cut in range(end - 1, start + 1, -1):
        mentions = find_mentions(text[start:cut], loaded)
        if not mentions.unknown and mentions.found and mentions.found[0].end == cut - start:
            return cut
    return None


def _stretches(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of words of which none stands between names."""
    characters = list(text)
    for start, end in taken:
        characters[start:end] = "　" * (end - start)
    begin, at = -1, 0
    for token in [*rjieba.cut("".join(characters), hmm=False), "　"]:
        inside = token not in _apart() and _NAME.fullmatch(token) is not None
        if inside and begin < 0:
            begin = at
        elif not inside and begin >= 0:
            if _SHORTEST <= at - begin <= _LONGEST:
                yield begin, at
            begin = -1
        at += len(token)


def _meant(piece: str, projects: Mapping[str, set[Named]]) -> set[Named]:
    if len(piece) < _SHORTEST or piece.isdigit():
        return set()
    holders = [surface for surface in projects if piece in surface]
    holders = holders or [surface for surface in projects if _in_pieces(piece, surface, _PIECES)]
    if not holders and len(piece) >= _SURE:
        holders = [surface for surface in projects if _slips(piece, surface)]
    holders = [surface for surface in holders if len(piece) >= _PART * len(surface)]
    shortest = min(map(len, holders), default=0)
    close = [surface for surface in holders if len(surface) <= shortest + _YEARS]
    distinct = {canonical for surface in holders for _, canonical, _ in projects[surface]}
    return {one for surface in close for one in projects[surface]} if len(distinct) <= _VAGUE else set()


def _slips(piece: str, surface: str) -> bool:
    """Whether a name holds a stretch with one character that is another: 入学一|件|事."""
    windows = (surface[at : at + len(piece)] for at in range(len(surface) - len(piece) + 1))
    return any(Hamming.distance(piece, window, score_cutoff=1) <= 1 for window in windows)


def _in_pieces(piece: str, surface: str, most: int) -> bool:
    """Whether a name holds a stretch in pieces of two characters or more, in their order."""
    if not piece:
        return True
    if most == 0:
        return False
    for length in range(len(piece), _PIECE - 1, -1):
        at = surface.find(piece[:length])
        if at >= 0 and _in_pieces(piece[length:], surface[at + length :], most - 1):
            return True
    return False
