"""Sums along a row: a total column and the columns that its header groups under it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical
from index.checks.compare import holds, sum_check
from index.checks.evidence import Evidence, is_total_word
from index.checks.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.model.records import Check, Column, Table
from index.model.units import is_money

_STANDARD = (frozenset({"基本支出", "项目支出"}), frozenset({"人员支出", "公用支出"}))
_FEW_ROWS = 2
_ENOUGH_ROWS = 3


@dataclass(slots=True)
class _Group:
    """A header word with the columns and words under it."""

    column: int | None = None
    members: dict[str, _Group] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Identity:
    """A total column and the columns that should make it up."""

    total: int
    parts: tuple[int, ...]
    standard: bool
    complete: bool  # no 其中 in the header, and more than one part


@rule("sum.columns", "合计栏 = 各分栏之和", needs="有合计栏和分栏的表")
def columns(evidence: Evidence) -> Iterator[Check]:
    """部门预算公开表: 合计 = 基本支出 + 项目支出; 基本支出小计 = 人员经费 + 公用经费; 合计 = 各资金来源之和.

    The header says which columns are parts of which. An identity counts only where more rows of the table satisfy it
    than break it; one that is not standard needs four agreeing rows for one that does not, and no 其中 in its header.
    """
    for number, table in enumerate(evidence.tables):
        if number in evidence.three_public_tables:
            continue
        rows = _rows(evidence, number)
        for identity in _identities(table):
            yield from _apply(evidence, rows, identity)


def _rows(evidence: Evidence, table: int) -> list[dict[int, int]]:
    rows: dict[int, dict[int, int]] = defaultdict(dict)
    for index in evidence.by_table.get(table, ()):
        fact = evidence.facts[index]
        if fact.value is not None and is_money(fact.unit):
            rows[fact.row][fact.column] = index
    return list(rows.values())


def _apply(evidence: Evidence, rows: Sequence[dict[int, int]], identity: _Identity) -> Iterator[Check]:
    checks = [check for row in rows if (check := _row_check(evidence, row, identity)) is not None]
    agreeing = sum(holds(check) for check in checks)
    failing = len(checks) - agreeing
    trusted = agreeing > failing or (identity.standard and len(checks) <= _FEW_ROWS and len(rows) <= _FEW_ROWS)
    proven = identity.standard or (identity.complete and agreeing >= _ENOUGH_ROWS and failing * 4 <= agreeing)
    if trusted:
        yield from (check for check in checks if proven or holds(check))


def _row_check(evidence: Evidence, row: dict[int, int], identity: _Identity) -> Check | None:
    if identity.total not in row:
        return None
    total = evidence.facts[row[identity.total]]
    like = [
        row[column]
        for column in identity.parts
        if column in row
        and (evidence.facts[row[column]].year, evidence.facts[row[column]].stage) == (total.year, total.stage)
        and evidence.facts[row[column]].unit == total.unit
    ]
    return sum_check("columns", evidence.fact_term(row[identity.total]), [evidence.fact_term(index) for index in like])


def _identities(table: Table) -> list[_Identity]:
    blocks: dict[int, list[Column]] = defaultdict(list)
    for column in table.columns:
        if column.role == "value":
            blocks[column.block].append(column)
    found: list[_Identity] = []
    for members in blocks.values():
        root = _Group()
        for column in members:
            _enter(root, column)
        found.extend(_group_identities(root))
        found.extend(_standard_identities(members, {identity.total for identity in found}))
    return found


def _enter(root: _Group, column: Column) -> None:
    group = root
    for word in column.path:
        group = group.members.setdefault(word, _Group())
    if group.column is None:
        group.column = column.index
    else:  # a second column under the very same header
        group.members.setdefault(f"#{column.index}", _Group(column.index))


def _group_identities(group: _Group) -> list[_Identity]:
    found = [identity for member in group.members.values() for identity in _group_identities(member)]
    total = _total_of(group)
    if total is None:
        return found
    others = {word: member for word, member in group.members.items() if _leaf(member) != total}
    parts = tuple(column for member in others.values() for column in _worth(member))
    words = {canonical(word) for member in ({"": group}, others) for word in member}
    if parts:
        complete = len(parts) > 1 and not any("其中" in word for word in others)
        found.append(_Identity(total, parts, any(names <= words for names in _STANDARD), complete))
    return found


def _leaf(group: _Group) -> int | None:
    return group.column if not group.members else None


def _total_of(group: _Group) -> int | None:
    """Return the column of 合计 or 小计 that stands directly in a group."""
    for word, member in group.members.items():
        if is_total_word(word) and _leaf(member) is not None:
            return member.column
    return group.column if group.members else None


def _worth(group: _Group) -> tuple[int, ...]:
    """Return the columns that a group is worth: its own total, or else all its parts."""
    own = _leaf(group)
    if own is not None:
        return (own,)
    total = _total_of(group)
    if total is not None:
        return (total,)
    return tuple(column for member in group.members.values() for column in _worth(member))


def _standard_identities(members: Sequence[Column], known: set[int]) -> list[_Identity]:
    """基本支出 = 人员支出 + 公用支出 where the three stand beside one another without a common header."""
    named = {canonical(column.path[-1]): column.index for column in members if column.path}
    total = named.get("基本支出")
    if total is None or total in known or not {"人员支出", "公用支出"} <= named.keys():
        return []
    return [_Identity(total, (named["人员支出"], named["公用支出"]), standard=True, complete=True)]
