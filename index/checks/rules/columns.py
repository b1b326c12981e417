"""Sums along a row: a total column and the columns that its header groups under it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical, normalise
from index.checks.compare import holds, sum_check
from index.checks.evidence import is_total_word
from index.checks.registry import rule
from index.checks.sources import divides_by_source
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence
    from index.checks.term import Term
    from index.model.records import Check, Column, Table

_STANDARD = (frozenset({"基本支出", "项目支出"}), frozenset({"人员支出", "公用支出"}))
_LONGER_TOTAL = re.compile(r"(?:本年|当年|全年)?(?:收入|支出|资金)(?:预算|决算)?(?:合计|总计|总额)")
_FEW_ROWS = 2
_ENOUGH_ROWS = 3


@dataclass(slots=True)
class _Group:
    """A header word with the columns and words under it."""

    column: int | None = None
    members: dict[str, _Group] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeaderSum:
    """A total column and the columns that the header says it is made of, under the words of each."""

    total: int
    parts: tuple[int, ...]
    standard: bool
    complete: bool  # no 其中 in the header, and more than one part
    words: tuple[tuple[str, tuple[int, ...]], ...] = ()


@rule("sum.columns", "合计栏 = 各分栏之和", needs="有合计栏和分栏的表")
def columns(evidence: Evidence) -> Iterator[Check]:
    """部门预算公开表: 合计 = 基本支出 + 项目支出; 基本支出小计 = 人员经费 + 公用经费; 合计 = 各资金来源之和.

    The header says which columns are parts of which. An identity counts only where more rows of the table satisfy it
    than break it; one that is not standard needs four agreeing rows for one that does not, and no 其中 in its header.
    """
    for number, table in enumerate(evidence.tables):
        if number in evidence.three_public_tables:
            continue
        rows = amount_rows(evidence, number)
        for identity in header_sums(table):
            if not divides_by_source(word for word, _ in identity.words):  # those have a rule of their own
                yield from _apply(evidence, rows, identity)


def amount_rows(evidence: Evidence, table: int) -> list[dict[int, int]]:
    """The amounts of each row of a table, by column."""
    rows: dict[int, dict[int, int]] = defaultdict(dict)
    for index in evidence.by_table.get(table, ()):
        fact = evidence.facts[index]
        if fact.value is not None and is_money(fact.unit):
            rows[fact.row][fact.column] = index
    return list(rows.values())


def _apply(evidence: Evidence, rows: Sequence[dict[int, int]], identity: HeaderSum) -> Iterator[Check]:
    checks = [check for row in rows if (check := _row_check(evidence, row, identity)) is not None]
    agreeing = sum(holds(check) for check in checks)
    failing = len(checks) - agreeing
    trusted = agreeing > failing or (identity.standard and len(checks) <= _FEW_ROWS and len(rows) <= _FEW_ROWS)
    proven = identity.standard or (identity.complete and agreeing >= _ENOUGH_ROWS and failing * 4 <= agreeing)
    if trusted:
        yield from (check for check in checks if proven or holds(check))


def _row_check(evidence: Evidence, row: dict[int, int], identity: HeaderSum) -> Check | None:
    terms = row_terms(evidence, row, identity.total, identity.parts)
    return sum_check("columns", terms[0], terms[1:]) if terms else None


def row_terms(evidence: Evidence, row: dict[int, int], whole: int, parts: Sequence[int]) -> list[Term]:
    """The figure of a row in one column, then those in others, of the same year, stage and unit; empty without it."""
    if whole not in row:
        return []
    total = evidence.facts[row[whole]]
    like = [
        row[column]
        for column in parts
        if column in row
        and (evidence.facts[row[column]].year, evidence.facts[row[column]].stage) == (total.year, total.stage)
        and evidence.facts[row[column]].unit == total.unit
    ]
    return [evidence.fact_term(index) for index in (row[whole], *like)]


def header_sums(table: Table) -> list[HeaderSum]:
    """The sums of columns that the header of a table tells."""
    blocks: dict[int, list[Column]] = defaultdict(list)
    for column in table.columns:
        if column.role == "value":
            blocks[column.block].append(column)
    found: list[HeaderSum] = []
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


def _group_identities(group: _Group) -> list[HeaderSum]:
    found = [identity for member in group.members.values() for identity in _group_identities(member)]
    total = _total_of(group)
    if total is None:
        return found
    others = {word: member for word, member in group.members.items() if _leaf(member) != total}
    parts = tuple(column for member in others.values() for column in _worth(member))
    words = {canonical(word) for member in ({"": group}, others) for word in member}
    if parts:
        complete = len(parts) > 1 and not any("其中" in word for word in others)
        worth = tuple((word, _worth(member)) for word, member in others.items())
        found.append(HeaderSum(total, parts, any(names <= words for names in _STANDARD), complete, worth))
    return found


def _leaf(group: _Group) -> int | None:
    return group.column if not group.members else None


def _total_of(group: _Group) -> int | None:
    """Return the column of the total that stands directly in a group: 合计 or 小计, else the only 本年收入合计."""
    for word, member in group.members.items():
        if is_total_word(word) and _leaf(member) is not None:
            return member.column
    if group.members and group.column is not None:
        return group.column
    longer = [member.column for word, member in group.members.items() if _LONGER_TOTAL.fullmatch(normalise(word))]
    return longer[0] if len(longer) == 1 and len(group.members) > 1 else None


def _worth(group: _Group) -> tuple[int, ...]:
    """Return the columns that a group is worth: its own total, or else all its parts."""
    own = _leaf(group)
    if own is not None:
        return (own,)
    total = _total_of(group)
    if total is not None:
        return (total,)
    return tuple(column for member in group.members.values() for column in _worth(member))


def _standard_identities(members: Sequence[Column], known: set[int]) -> list[HeaderSum]:
    """基本支出 = 人员支出 + 公用支出 where the three stand beside one another without a common header."""
    named = {canonical(column.path[-1]): column for column in members if column.path}
    total = named.get("基本支出")
    if total is None or total.index in known or not {"人员支出", "公用支出"} <= named.keys():
        return []
    parts = [named["人员支出"], named["公用支出"]]
    above = total.path[:-1]
    if any(part.path[: len(above)] != above for part in parts):  # 本年收入/基本支出 beside 本年支出/基本支出/人员经费
        return []
    return [HeaderSum(total.index, tuple(part.index for part in parts), standard=True, complete=True)]
