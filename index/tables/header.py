"""Header cells over columns (表头判读): the face reading, the other orderly readings, and the choice by arithmetic.

When a header with merged cells is flattened, its words keep their order but not always their columns. A reading gives
every column a path of header words. Readings that the sums of the body contradict lose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import combinations, islice
from typing import TYPE_CHECKING

from index.model.records import Reading
from index.tables.judge import Identity, Score, column_identities, score_rows
from index.tables.lost import lost_words, unsettled
from index.tables.roles import Role, panels
from index.tables.sheet import Row, is_ordinal_row
from index.tables.spans import drawn_paths, is_drawn
from index.tables.wording import (
    fold,
    is_bare_total,
    is_blank,
    is_change_header,
    is_label_header,
    is_neutral,
    is_total,
    squeeze,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.model.quantity import Quantity

Paths = tuple[tuple[str, ...], ...]
_MAX_READINGS = 3000
_MAX_SHIFT = 3
_SHOWN = 5
_PARENTED = 2
_MANY = 3  # sums that are no chance
_VEHICLES = re.compile(r"公务用车(?:购置|运行)")
_BASIC_PARTS = re.compile(r"(?:人员|公用|日常公用)(?:支出|经费)")


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """The header path of every column (() where it has none); `certain` is False where another reading is as good.

    `unsettled` are columns whose words only the usual order tells, because one of them was lost.
    """

    paths: Paths
    reading: Reading | None = None
    certain: bool = True
    unsettled: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    column: int


@dataclass(frozen=True, slots=True)
class _Leaf:
    path: tuple[str, ...]
    column: int  # where its last word is printed


@dataclass(frozen=True, slots=True)
class _Body:
    """What a reading is judged by: the roles and the figures of the columns, and which of them hold anything."""

    roles: Sequence[Role]
    rows: Sequence[Sequence[Quantity | None]]
    live: Sequence[bool]


@dataclass(frozen=True, slots=True)
class _Judged:
    paths: Paths
    flaws: int
    score: Score
    shift: int
    lost: str = ""  # the word put back

    @property
    def rank(self) -> tuple[int, int]:
        return self.flaws, -self.score.net


def read_header(
    header: Sequence[Row],
    roles: Sequence[Role],
    rows: Sequence[Sequence[Quantity | None]],
    live: Sequence[bool],
    width: int,
) -> HeaderReading:
    """Choose the reading of the header: `rows` are the body's figures, `live` says which columns hold anything.

    `width` is how many columns the header and these rows have; those behind it are the surplus of later rows.
    """
    if width < len(roles):
        own = [row[:width] for row in header]
        reading = read_header(own, roles[:width], [row[:width] for row in rows], live[:width], width)
        return replace(reading, paths=(*reading.paths, *[()] * (len(roles) - width)))
    levels = [[squeeze(cell.text) for cell in row] for row in header if not is_ordinal_row(row)]
    drawn = [row for row in header if not is_ordinal_row(row)]
    face = drawn_paths(drawn, len(roles)) if is_drawn(drawn) else face_paths(levels, len(roles))
    body = _Body(roles, rows, live)
    judged = _judge(face, 0, levels, body)
    stands = _stands_as_drawn(judged) if is_drawn(drawn) else judged.score.fails * 3 <= judged.score.holds
    if judged.flaws == 0 and stands:
        return HeaderReading(face)
    tokens = [[_Token(text, column) for column, text in enumerate(level) if text] for level in levels]
    others = {paths: shift for paths, shift in islice(_orderly(tokens, roles, live), _MAX_READINGS) if paths != face}
    candidates = [judged, *(_judge(paths, shift, levels, body) for paths, shift in others.items())]
    if all(item.flaws for item in candidates):
        candidates += _restored(levels, tokens, body)
    candidates.sort(key=lambda item: (item.rank, item.shift))
    if is_drawn(drawn) and judged.flaws == 0 and not _is_proven(candidates[0]):
        return HeaderReading(face)
    chosen = _choose(candidates, judged, body)
    if is_drawn(drawn) and any(live[column] and _is_headless(face, column) for column in range(len(roles))):
        # a word that was lost does not move those that are drawn beside it
        moved = frozenset(at for at, path in enumerate(chosen.paths) if live[at] and path != face[at])
        chosen = replace(chosen, unsettled=chosen.unsettled | moved)
    return chosen


def _is_headless(face: Paths, column: int) -> bool:
    """Whether a column only has the word over several columns, of which others have words of their own."""
    own = face[column]
    return bool(own) and any(other[: len(own)] == own and len(other) > len(own) for other in face)


def _stands_as_drawn(judged: _Judged) -> bool:
    """Words drawn over their columns stand there although some sums fail; not where row upon row says otherwise."""
    return judged.score.fails < _MANY or judged.score.fails <= judged.score.holds * _MANY


def _is_proven(judged: _Judged) -> bool:
    return judged.flaws == 0 and judged.score.fails == 0 and judged.score.holds >= _MANY


def _restored(levels: Sequence[Sequence[str]], tokens: Sequence[Sequence[_Token]], body: _Body) -> Iterator[_Judged]:
    """Readings of the header with one lost word put back."""
    for lost in lost_words(levels):
        more = [list(level) for level in tokens]
        more[lost.depth].insert(lost.at, _Token(lost.word, lost.beside + 1))
        for paths, shift in dict(islice(_orderly(more, body.roles, body.live), _MAX_READINGS)).items():
            yield replace(_judge(paths, shift, levels, body), lost=lost.word)


def _choose(candidates: Sequence[_Judged], face: _Judged, body: _Body) -> HeaderReading:
    roles = body.roles
    best = face if face.rank == candidates[0].rank else candidates[0]
    filled = [column for column, role in enumerate(roles) if role is Role.VALUE and body.live[column]]
    rivals = {tuple(item.paths[column] for column in filled) for item in candidates if item.rank == best.rank}
    certain = (best is face and not best.flaws) or (len(rivals) == 1 and best.score.fails * 3 <= best.score.holds)
    if best.flaws and filled:
        certain = certain and best.score.holds > 0
    shown = sorted(candidates[:_SHOWN] if face in candidates[:_SHOWN] else [*candidates[: _SHOWN - 1], face], key=_rank)
    reading = Reading(
        question="表头各栏对应哪一列",
        chosen=describe(best.paths, roles),
        scores=tuple((describe(item.paths, roles), item.score.holds, item.score.fails) for item in shown),
    )
    return HeaderReading(best.paths, reading, certain, unsettled(best.paths, best.lost) if best.lost else frozenset())


def _rank(item: _Judged) -> tuple[int, int]:
    return item.rank


def _value_paths(paths: Paths, roles: Sequence[Role]) -> Paths:
    return tuple(path for path, role in zip(paths, roles, strict=True) if role is Role.VALUE)


def describe(paths: Paths, roles: Sequence[Role]) -> str:
    """A reading in words: 合计 | 基本支出/小计 | …."""
    shown = _value_paths(paths, roles)
    return " | ".join("/".join(path) or "（无表头）" for path in shown)


def face_paths(levels: Sequence[Sequence[str]], width: int) -> Paths:
    """Read every header word where it is printed; a word spreads to the right over the words below it."""
    origin: list[tuple[int, ...]] = [() for _ in range(width)]
    for depth, texts in enumerate(levels):
        spread = list(origin)
        for column in range(width):
            if texts[column]:
                spread[column] = (*origin[column], column)
            elif column and _spreads(levels, depth, column, origin) and len(spread[column - 1]) > len(origin[column]):
                spread[column] = (*origin[column], spread[column - 1][-1])
        origin = spread
    return tuple(_path_at(levels, origin[column]) for column in range(width))


def _spreads(levels: Sequence[Sequence[str]], depth: int, column: int, origin: Sequence[tuple[int, ...]]) -> bool:
    below = any(level[column] for level in levels[depth + 1 :])
    return below and origin[column] == origin[column - 1]


def _path_at(levels: Sequence[Sequence[str]], origins: Sequence[int]) -> tuple[str, ...]:
    words: list[str] = []
    depth = 0
    for source in origins:
        while not levels[depth][source]:
            depth += 1
        text = levels[depth][source]
        depth += 1
        if not words or words[-1] != text:
            words.append(text)
    return tuple(words)


def _judge(paths: Paths, shift: int, levels: Sequence[Sequence[str]], body: _Body) -> _Judged:
    score = Score()
    for identities in panel_identities(paths, body.roles):
        score = score + score_rows(body.rows, identities)
    return _Judged(paths, _flaws(paths, levels, body.roles, body.live), score, shift)


def panel_identities(paths: Paths, roles: Sequence[Role]) -> Iterator[tuple[Identity, ...]]:
    """Yield the column identities of each side-by-side panel."""
    numbers = panels(roles)
    for panel in sorted(set(numbers)):
        own = [
            path if role is Role.VALUE and number == panel else ()
            for path, role, number in zip(paths, roles, numbers, strict=True)
        ]
        yield column_identities(own)


def _flaws(paths: Paths, levels: Sequence[Sequence[str]], roles: Sequence[Role], live: Sequence[bool]) -> int:
    """Count what a proper header does not have: columns without words, words over the wrong kind of column, gaps."""
    flaws = 0
    numbers = panels(roles)
    seen: set[tuple[int, tuple[str, ...]]] = set()
    for column, (path, role) in enumerate(zip(paths, roles, strict=True)):
        if role is Role.VALUE:
            flaws += (not path and live[column]) or any(is_label_header(word) for word in path)
            flaws += bool(path) and ((numbers[column], path) in seen)
            flaws += _is_misparented(path)
            flaws += bool(path) and any(other[: len(path)] == path and len(other) > len(path) for other in paths)
            seen.add((numbers[column], path))
        elif role.is_key and path:
            flaws += is_neutral(path[-1]) or is_total(path[-1])
            flaws += role is Role.CODE and any("名称" in word for word in path)
    used = [word for path in set(paths) for word in path]
    return flaws + _split_panels(paths, numbers) + sum(text not in used for level in levels for text in level if text)


def _is_misparented(path: tuple[str, ...]) -> bool:
    """What the classification rules out: vehicles outside 公务用车, 人员 or 公用 within 项目支出."""
    if len(path) < _PARENTED:
        return False
    parent, word = fold(path[-2]), fold(path[-1])
    if _VEHICLES.match(word):
        plain = is_neutral(parent) or is_change_header(parent)  # 2024年预算数, 增减变化情况
        return "用车" not in parent and not plain and "三公" not in parent
    return bool(_BASIC_PARTS.match(word)) and "项目支出" in parent and "基本" not in parent


def _split_panels(paths: Paths, numbers: Sequence[int]) -> int:
    """Count panels that share some of their top words with another panel, but not all (as two halves of a list do)."""
    tops: dict[int, set[str]] = {number: set() for number in numbers}
    for path, number in zip(paths, numbers, strict=True):
        tops[number] |= set(path[:1])
    flaws = 0
    for panel, own in tops.items():
        others = [words for number, words in tops.items() if number != panel]
        deep = any(len(path) > 1 for path, number in zip(paths, numbers, strict=True) if number == panel)
        flaws += deep and len(own) > 1 and own not in others and any(own & words for words in others)
    return flaws


def _orderly(
    tokens: Sequence[Sequence[_Token]], roles: Sequence[Role], live: Sequence[bool]
) -> Iterator[tuple[Paths, int]]:
    """Yield readings in which the words of every level keep their order, with how far words have moved."""
    width = len(roles)
    spare = [column for column in range(width) if not live[column]]
    for leaves in islice(_trees(tokens), _MAX_READINGS * 10):
        excess = width - len(leaves)
        if not 0 <= excess <= len(spare):
            continue
        for skipped in islice(combinations(reversed(spare), excess), 30):
            columns = [column for column in range(width) if column not in skipped]
            if not all(
                _fits(leaf, roles[column] if live[column] else None)
                for leaf, column in zip(leaves, columns, strict=True)
            ):
                continue
            paths: list[tuple[str, ...]] = [()] * width
            for leaf, column in zip(leaves, columns, strict=True):
                paths[column] = leaf.path
            shift = sum(abs(leaf.column - column) for leaf, column in zip(leaves, columns, strict=True))
            yield tuple(paths), shift


def _fits(leaf: _Leaf, role: Role | None) -> bool:
    word = leaf.path[-1]
    if role is None:
        return True
    if role.is_key:
        return not (is_neutral(word) or is_total(word))
    return not is_label_header(word) if role is Role.VALUE else True


def _trees(tokens: Sequence[Sequence[_Token]]) -> Iterator[list[_Leaf]]:
    """Yield the leaves of every orderly way to hang the words of each level under those of the level above."""
    if not tokens:
        yield []
        return
    yield from _grow([_Leaf((token.text,), token.column) for token in tokens[0]], {*range(len(tokens[0]))}, tokens[1:])


def _grow(leaves: list[_Leaf], open_: set[int], rest: Sequence[Sequence[_Token]]) -> Iterator[list[_Leaf]]:
    """`open_` are the leaves of the level just placed: only they may have children."""
    if not rest:
        yield leaves
        return
    for grown, opened in _hang(leaves, open_, 0, list(rest[0]), []):
        yield from _grow(grown, opened, rest[1:])


def _hang(
    leaves: list[_Leaf], open_: set[int], at: int, tokens: list[_Token], placed: list[tuple[_Leaf, bool]]
) -> Iterator[tuple[list[_Leaf], set[int]]]:
    """Give the leaf at `at` the next 0, 1, 2 … words as children, and so on to the last."""
    if at == len(leaves):
        done = placed if not tokens else []
        if done or not leaves:
            yield [leaf for leaf, _ in done], {index for index, (_, new) in enumerate(done) if new}
        return
    leaf = leaves[at]
    if not tokens or tokens[0].column + _MAX_SHIFT >= leaf.column - 1:
        yield from _hang(leaves, open_, at + 1, tokens, [*placed, (leaf, False)])
    if at not in open_:
        return
    children: list[tuple[_Leaf, bool]] = []
    words: set[str] = set()
    for count, token in enumerate(tokens, start=1):
        misplaced = token.column + _MAX_SHIFT < leaf.column
        if misplaced or token.text in words or (is_bare_total(token.text) and count > 1):
            break
        words.add(token.text)
        children.append((_Leaf((*leaf.path, token.text), token.column), True))
        yield from _hang(leaves, open_, at + 1, tokens[count:], [*placed, *children])


def live_columns(body: Sequence[Row]) -> list[bool]:
    """Which columns hold anything in the body."""
    width = len(body[0]) if body else 0
    return [any(not is_blank(row[column].text) for row in body) for column in range(width)]
