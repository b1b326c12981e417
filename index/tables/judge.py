"""Judging readings by arithmetic (以勾稽判读): which columns are which, by the sums that hold over the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.model.frozen import frozen
from index.model.quantity import Interval, Outcome, Quantity, compare
from index.tables.wording import fold, is_bare_total, is_change_header, is_count_header, is_neutral, is_total

Figures = Sequence[Quantity | None]
_ZERO = Interval(Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Identity:
    """A sum that ought to hold (勾稽关系): the figure at `total` equals those at `parts` together (columns or rows)."""

    total: int
    parts: tuple[int, ...]


@frozen
class Score:
    """How many identities hold and how many fail."""

    holds: int = 0
    fails: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.holds + other.holds, self.fails + other.fails)

    @property
    def net(self) -> int:
        """A failing identity weighs more than a holding one: documents seldom contradict themselves."""
        return self.holds - 2 * self.fails


def check_sum(total: Quantity | None, parts: Iterable[Quantity | None]) -> Outcome | None:
    """Compare a total with its parts; a blank counts as nothing; None where there is nothing to compare."""
    present = [part for part in parts if part is not None]
    if total is None and not any(part.value for part in present):
        return None
    if not present and not (total and total.value):
        return None
    interval = _ZERO
    for part in present:
        interval = interval + part.interval
    value = total.value if total else Decimal(0)
    exact = value == sum((part.value for part in present), Decimal(0))
    return compare(total.interval if total else _ZERO, interval, exact=exact)


def score_sums(figures: Figures, identities: Iterable[Identity]) -> Score:
    """Count how the identities come out over one row (or one column) of figures."""
    holds = fails = 0
    for identity in identities:
        outcome = check_sum(figures[identity.total], (figures[part] for part in identity.parts))
        if outcome is Outcome.CONTRADICTION:
            fails += 1
        elif outcome is not None:
            holds += 1
    return Score(holds, fails)


def score_rows(rows: Iterable[Figures], identities: Sequence[Identity]) -> Score:
    """Count over many rows."""
    return sum((score_sums(row, identities) for row in rows), Score())


def column_identities(paths: Sequence[tuple[str, ...]]) -> tuple[Identity, ...]:
    """The sums that header paths promise: 合计 = its sibling groups, 小计 = its siblings; () marks no value column."""
    columns = [index for index, path in enumerate(paths) if path]
    return tuple(_sums_below(paths, columns, 0))


def _sums_below(paths: Sequence[tuple[str, ...]], columns: Sequence[int], depth: int) -> list[Identity]:
    groups = _groups(paths, columns, depth)
    found: list[Identity] = []
    for group in groups:
        if len(group) > 1 and any(len(paths[column]) > depth + 1 for column in group):
            found += _sums_below(paths, group, depth + 1)
    total = next((group[0] for group in groups if _is_leaf_total(paths, group, depth)), None)
    if total is None:
        return found
    others = [
        group
        for group in groups
        if total not in group and not _is_aside(paths[group[0]], depth) and not _is_leaf_total(paths, group, depth)
    ]
    amounts = [group for group in others if not is_count_header(paths[group[0]][depth])]
    # 数量 beside amounts is no part of their 合计; of 在职 and 退休人员 it may be
    parts = [part for group in amounts or others for part in _representatives(paths, group, depth)]
    return [*found, Identity(total, tuple(parts))] if parts else found


def _groups(paths: Sequence[tuple[str, ...]], columns: Sequence[int], depth: int) -> list[list[int]]:
    groups: list[list[int]] = []
    for column in columns:
        if len(paths[column]) <= depth:
            continue
        if groups and paths[groups[-1][0]][depth] == paths[column][depth] and len(paths[column]) > depth + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    return groups


def _is_leaf_total(paths: Sequence[tuple[str, ...]], group: Sequence[int], depth: int) -> bool:
    path = paths[group[0]]
    return len(group) == 1 and len(path) == depth + 1 and is_total(path[depth])


def _is_aside(path: tuple[str, ...], depth: int) -> bool:
    """其中：X is counted in another column; one that compares, or holds another year's amount, is no part either."""
    folded = fold(path[depth])
    of_which = folded.startswith("其中") and folded.strip(":") != "其中"
    return of_which or is_change_header(folded) or (is_neutral(folded) and len(path) == depth + 1)


def _representatives(paths: Sequence[tuple[str, ...]], group: Sequence[int], depth: int) -> list[int]:
    """The columns whose sum is the group's amount: its own 小计, or all its leaves."""
    if len(group) == 1:
        return list(group)
    for column in group:
        path = paths[column]
        if len(path) == depth + 2 and is_bare_total(path[-1]):
            return [column]
    below = _groups(paths, group, depth + 1)
    return [part for inner in below for part in _representatives(paths, inner, depth + 1)]


def row_identities(codes: Sequence[str], totals: Sequence[bool]) -> tuple[Identity, ...]:
    """The sums that codes promise: a code's row = the rows right below it; the first total row = the topmost rows."""
    rows = [row for row, code in enumerate(codes) if code]
    named = {codes[row]: row for row in rows}
    if len(named) < len(rows):
        return ()
    children: dict[str, list[int]] = {}
    top: list[int] = []
    for row in rows:
        parent = next(
            (named[codes[row][:n]] for n in range(len(codes[row]) - 1, 2, -1) if codes[row][:n] in named), None
        )
        if parent is None:
            top.append(row)
        else:
            children.setdefault(codes[parent], []).append(row)
    found = [Identity(named[code], tuple(parts)) for code, parts in children.items()]
    total = next((row for row, flag in enumerate(totals) if flag and not codes[row]), None)
    if total is not None and top:
        found.append(Identity(total, tuple(top)))
    return tuple(found)
