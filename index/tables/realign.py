"""Rows whose columns moved after a break (续页错列): candidate repairs, judged by the sums that hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from index.model.quantity import Quantity, parse_quantity
from index.model.records import Reading
from index.tables.codes import row_codes
from index.tables.header import Paths, panel_identities
from index.tables.judge import Score, row_identities, score_rows, score_sums
from index.tables.roles import Role
from index.tables.wording import CODE, CellKind, cell_kind, fold, is_total

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.tables.sheet import Row


@dataclass(frozen=True, slots=True)
class Move:
    """A repair of a run of rows: `drop` the cell of a column, then `insert` a blank cell."""

    drop: int | None = None
    insert: int | None = None

    @property
    def size(self) -> int:
        """How much it changes."""
        return (self.drop is not None) + (self.insert is not None)

    def apply(self, row: Row) -> Row:
        """The row with its cells moved; what does not fit at the end falls off only when blank."""
        cells = list(row)
        blank = replace(cells[-1], text="")
        if self.drop is not None:
            cells.pop(self.drop)
            cells.append(blank)
        if self.insert is not None:
            cells.insert(self.insert, replace(blank, place=cells[0].place))
        return tuple(cells)

    def describe(self) -> str:
        """In words, for the reading that is kept."""
        words = []
        if self.drop is not None:
            words.append(f"去掉第{self.drop + 1}列")
        if self.insert is not None:
            words.append(f"第{self.insert + 1}列补空")
        return "、".join(words) or "原样"


@dataclass(frozen=True, slots=True)
class Realigned:
    """The body after repairs; `doubtful` are indices of rows whose columns are uncertain."""

    body: tuple[Row, ...]
    readings: tuple[Reading, ...] = ()
    doubtful: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Tried:
    move: Move
    rows: tuple[Row, ...]
    flaws: int
    score: Score
    own: Score  # along the rows of the run alone

    @property
    def rank(self) -> tuple[int, int, int]:
        return self.flaws, -self.score.net, self.move.size


def realign(body: Sequence[Row], segments: Sequence[int], roles: Sequence[Role], paths: Paths) -> Realigned:
    """Repair the runs of rows that do not fit the columns, where a repair makes more sums hold."""
    current = list(body)
    readings: list[Reading] = []
    doubtful: set[int] = set()
    runs = list(_runs(segments))
    for run in sorted(runs, key=lambda one: -_try(body, one, Move(), roles, paths).flaws):
        kept = _try(current, run, Move(), roles, paths)
        sound = kept.own.fails == 0 if run.start == 0 else kept.score.fails == 0
        if kept.flaws == 0 and (sound or len(runs) == 1):
            continue  # the rows right below the header stand as the header does
        moved = [_try(current, run, move, roles, paths) for move in _moves(len(roles))]
        better = [item for item in moved if item.flaws < kept.flaws or item.score.net > kept.score.net + 1]
        tried = sorted([kept, *better], key=lambda item: item.rank)
        best = tried[0]
        if best.move.size:
            readings.append(_reading(current, run, tried))
        rivals = {_figures_text(item.rows) for item in tried if item.rank == best.rank}
        if (
            best.flaws
            or best.move.size > 1
            or (best.move.size and len(rivals) > 1)
            or (len(runs) > 1 and best.own.fails > best.own.holds)
        ):
            doubtful.update(run)
        current[run.start : run.stop] = best.rows
    return Realigned(tuple(current), tuple(readings), frozenset(doubtful))


def _runs(segments: Sequence[int]) -> Iterator[range]:
    start = 0
    for index in range(1, len(segments) + 1):
        if index == len(segments) or segments[index] != segments[start]:
            yield range(start, index)
            start = index


def _moves(width: int) -> Iterator[Move]:
    for column in range(width):
        yield Move(drop=column)
        yield Move(insert=column)
    for drop in range(width):
        for insert in range(width):
            if drop != insert:
                yield Move(drop, insert)


def _try(body: Sequence[Row], run: range, move: Move, roles: Sequence[Role], paths: Paths) -> _Tried:
    moved = tuple(move.apply(body[index]) for index in run)
    width = len(roles)
    flaws = sum(flaws_of(row, roles, paths) for row in moved)
    flaws += sum(_loses(body[index], move) for index in run)
    rows = tuple(row[:width] for row in moved)
    whole = [*body[: run.start], *rows, *body[run.stop :]]
    own = sums_along(rows, roles, paths)
    return _Tried(move, rows, flaws, own + sums_down(whole, roles), own)


def _loses(row: Row, move: Move) -> bool:
    """Whether dropping a cell loses something: it holds what no cell beside it repeats."""
    if move.drop is None or not row[move.drop].text:
        return False
    beside = [row[column].text for column in (move.drop - 1, move.drop + 1) if 0 <= column < len(row)]
    return row[move.drop].text not in beside


def sums_along(rows: Sequence[Row], roles: Sequence[Role], paths: Paths) -> Score:
    """How the sums along the rows come out."""
    score = Score()
    for identities in panel_identities(paths, roles):
        score = score + score_rows([figures_of(row) for row in rows], identities)
    return score


def sums_down(whole: Sequence[Row], roles: Sequence[Role]) -> Score:
    """How the sums down the columns of the whole table come out."""
    score = Score()
    codes = row_codes(whole, roles)
    totals = [any(is_total(cell.text) for cell in row) for row in whole]
    sums = row_identities(codes, totals)
    for column, role in enumerate(roles):
        if role is Role.VALUE:
            score = score + score_sums([_figure(row[column].text) for row in whole], sums)
    return score


def figures_of(row: Row) -> list[Quantity | None]:
    """The figures of a row, None where a cell holds none."""
    return [_figure(cell.text) for cell in row]


@lru_cache(maxsize=1 << 14)
def _figure(text: str) -> Quantity | None:
    """A cell as a figure; the same cells are tried in many places."""
    return parse_quantity(text)


def flaws_of(row: Row, roles: Sequence[Role], paths: Paths) -> int:
    """Count cells that do not belong where they stand."""
    flaws = sum(bool(cell.text) for cell in row[len(roles) :])
    for cell, role, path in zip(row, roles, paths, strict=False):
        kind = cell_kind(cell.text)
        if role is Role.VALUE:
            flaws += kind is CellKind.TEXT or (kind is CellKind.NUMBER and not path)
        elif role is Role.LABEL:
            flaws += kind is CellKind.NUMBER
        elif role is Role.CODE:
            flaws += (kind is CellKind.TEXT and not is_total(cell.text)) or "." in cell.text
        elif role is Role.BLANK:
            flaws += kind in {CellKind.NUMBER, CellKind.TEXT}
    coded = any(role is Role.CODE and CODE.fullmatch(fold(cell.text)) for cell, role in zip(row, roles, strict=False))
    labelled = any(role is Role.LABEL and cell.text for cell, role in zip(row, roles, strict=False))
    return flaws + (coded and Role.LABEL in roles and not labelled)


def _figures_text(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.text for cell in row) for row in rows)


def _reading(body: Sequence[Row], run: range, tried: Sequence[_Tried]) -> Reading:
    line = body[run.start][0].place.line
    where = f"第{line}行起" if line else f"第{run.start + 1}行起"
    kept = next(item for item in tried if item.move.size == 0)
    shown = tried[:4] if kept in tried[:4] else [*tried[:4], kept]
    return Reading(
        question=f"{where}的 {len(run)} 行各列是否错位",
        chosen=tried[0].move.describe(),
        scores=tuple((item.move.describe(), item.score.holds, item.score.fails) for item in shown),
    )
