"""Sums that a table shows by where its labels stand: in steps from column to column, in groups, in panels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.checks.compare import holds, resembles, sum_check
from index.checks.evidence import Evidence, is_total_word
from index.checks.outline import consecutive, outline, printed_terms
from index.checks.registry import rule
from index.checks.slips import is_mended

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.term import Term
    from index.model.records import Check, Table

_TWO = 2
_ENOUGH = 4  # identities of a table that hold, to each fault, before one that does not is the document's own


@dataclass(slots=True)
class _Step:
    """A row of a stepped table: its figure, how far to the right its labels reach, the rows under it."""

    index: int
    level: int
    children: list[_Step] = field(default_factory=list)


@rule("sum.steps", "梯级表：上一级 = 下一级之和", needs="各级名称分列的表")
def steps(evidence: Evidence) -> Iterator[Check]:
    """政府采购预算表: 品目大类 | 专项名称 | 经济科目 | 采购物品 – a row is the sum of the rows below it that step in.

    How far its labels reach to the right is a row's level. Where an identity does not hold, it is told in a table in
    which the others hold.
    """
    for (number, column), members in evidence.columns.items():
        if number in evidence.three_public_tables or any(evidence.facts[index].code for index in members):
            continue
        labels = _label_columns(evidence.tables[number], column)
        rows = [_Step(index, _level(evidence, index, labels)) for index in members]
        if len(labels) < _TWO or len({row.level for row in rows if row.level >= 0}) < _TWO:
            continue
        checks = [check for row in _nested(rows) if (check := _step_check(evidence, row)) is not None]
        yield from _believed(evidence, checks)


def _label_columns(table: Table, column: int) -> list[int]:
    """The label columns of the panel that a column of figures belongs to."""
    block = next((one.block for one in table.columns if one.index == column), 0)
    return [one.index for one in table.columns if one.role == "label" and one.block == block]


def _level(evidence: Evidence, index: int, labels: Sequence[int]) -> int:
    fact = evidence.facts[index]
    if fact.total:
        return -1
    rows = evidence.tables[fact.table].rows
    cells = rows[fact.row] if fact.row < len(rows) else ()
    filled = [at for at, column in enumerate(labels) if column < len(cells) and cells[column].strip()]
    return filled[-1] if filled else len(labels)


def _nested(rows: Sequence[_Step]) -> list[_Step]:
    """All rows, each with those right under it."""
    stack: list[_Step] = []
    for row in rows:
        while stack and stack[-1].level >= row.level:
            stack.pop()
        if stack:
            stack[-1].children.append(row)
        stack.append(row)
    return list(rows)


def _step_check(evidence: Evidence, row: _Step) -> Check | None:
    if not row.children or evidence.facts[row.index].value is None:
        return None
    return sum_check("sum", evidence.fact_term(row.index), _worth(evidence, row.children))


def _worth(evidence: Evidence, rows: Sequence[_Step]) -> list[Term]:
    """The figures of rows; where a cell is empty, those of the rows under it."""
    found: list[Term] = []
    for row in rows:
        printed = evidence.facts[row.index].value is not None
        found += [evidence.fact_term(row.index)] if printed else _worth(evidence, row.children)
    return found


def _believed(evidence: Evidence, checks: Sequence[Check], *, enough: int = _ENOUGH) -> Iterator[Check]:
    """Those that hold; the others, too, where most hold and one digit, or little, is amiss.

    Identities that fail over one figure are one fault, and proof of it where they miss by the same. A row with a single
    row under it equals that one where another such pair of the table does.
    """
    failing = [check for check in checks if not holds(check)]
    held = len(checks) - len(failing)
    shared = set.intersection(*({one.fact for one in check.operands} for check in failing)) if failing else set()
    twice = bool(shared) and len(failing) > 1 and len({abs(check.difference) for check in failing}) == 1
    proven = twice or held >= enough * (1 if shared else len(failing))
    alone = sum(holds(check) and len(check.operands) == _TWO for check in checks)
    for check in checks:
        several = len(check.operands) > _TWO or alone > 0
        if holds(check) or (proven and several and _near(evidence, check)):
            yield check


def _near(evidence: Evidence, check: Check) -> bool:
    result, *parts = (evidence.fact_term(one.fact) for one in check.operands if one.fact is not None)
    return resembles(check.expected, check.actual) or is_mended(result, parts)


@rule("sum.groups", "小计 = 本组各行之和", needs="分组列小计的表")
def groups(evidence: Evidence) -> Iterator[Check]:
    """收入预算总表: 一般公共预算资金 | 小计, 财政拨款资金, 专项收入 – 小计 of a label that covers rows is their sum.

    The total of the column is the sum of its groups.
    """
    for members in evidence.columns.values():
        found = _grouped(evidence, members)
        if not any(_subtotal(evidence, group) is not None for group in found.values()):
            continue
        checks: list[Check | None] = []
        for group in found.values():
            subtotal = _subtotal(evidence, group)
            rows = [index for index in group if index != subtotal and _counts(evidence, index)]
            if subtotal is not None and rows:
                checks.append(_group_check(evidence, subtotal, rows))
        grand = [index for index in members if evidence.facts[index].total and not _prefix(evidence, index)]
        parts = [one for group in found.values() for one in _group_worth(evidence, group)]
        alone = [index for index in members if not evidence.facts[index].total and not _prefix(evidence, index)]
        if len(grand) == 1 and not any(evidence.facts[index].value for index in alone):
            checks.append(_group_check(evidence, grand[0], parts))
        yield from _believed(evidence, [check for check in checks if check is not None], enough=_TWO)


def _grouped(evidence: Evidence, members: Sequence[int]) -> dict[str, list[int]]:
    """The rows of each label that covers several rows; a label met again further down is another group."""
    found: dict[str, list[int]] = defaultdict(list)
    run, last = 0, ""
    for index in members:
        prefix = _prefix(evidence, index)
        if prefix != last:
            run, last = run + 1, prefix
        if prefix:
            found[f"{run}/{prefix}"].append(index)
    return found


def _prefix(evidence: Evidence, index: int) -> str:
    return evidence.facts[index].row_label.rpartition("/")[0]


def _subtotal(evidence: Evidence, group: Sequence[int]) -> int | None:
    totals = [one for one in group if is_total_word(evidence.facts[one].row_label.rpartition("/")[2])]
    printed = [one for one in totals if evidence.facts[one].value is not None]
    return printed[0] if len(printed) == len(totals) == 1 else None


def _counts(evidence: Evidence, index: int) -> bool:
    """Whether a row is a part of its group: printed, and not one of which something else is said (其中)."""
    fact = evidence.facts[index]
    return fact.value is not None and not fact.row_label.rpartition("/")[2].startswith("其中")


def _group_worth(evidence: Evidence, group: Sequence[int]) -> list[int]:
    subtotal = _subtotal(evidence, group)
    return [subtotal] if subtotal is not None else [index for index in group if _counts(evidence, index)]


def _group_check(evidence: Evidence, total: int, parts: Sequence[int]) -> Check | None:
    if evidence.facts[total].value is None or not parts:
        return None
    return sum_check("sum", evidence.fact_term(total), [evidence.fact_term(index) for index in parts])


@rule("sum.panels", "合计 = 另一分类各行之和", needs="两种分类并列的表")
def panels(evidence: Evidence) -> Iterator[Check]:
    """收支预算总表: 支出 by 功能分类 and by 支出用途 side by side under one total – each adds up to it."""
    totals: dict[tuple[int, str], list[int]] = defaultdict(list)
    for (table, _), members in evidence.columns.items():
        for index in members:
            fact = evidence.facts[index]
            if fact.total and fact.side and fact.value is not None:
                totals[table, fact.side].append(index)
    for (table, column), members in evidence.columns.items():
        side = next((evidence.facts[index].side for index in members if evidence.facts[index].side), "")
        if any(evidence.facts[index].total or evidence.facts[index].code for index in members):
            continue
        others = [one for one in totals.get((table, side), ()) if evidence.facts[one].column != column]
        roots = [node for node in outline(evidence, members) if not node.subset]
        parts = [term for node in roots for term in printed_terms(evidence, node)]
        if len(parts) < _TWO or not others or _measures(evidence, members, others):
            continue
        checks = [sum_check("sum", evidence.fact_term(one), parts) for one in others]
        chosen = next((check for check in checks if holds(check)), checks[0])
        slip = chosen is not None and consecutive(roots) and resembles(chosen.expected, chosen.actual)
        if chosen is not None and (holds(chosen) or slip):
            yield chosen


def _measures(evidence: Evidence, members: Sequence[int], totals: Sequence[int]) -> bool:
    """Whether a column says something else than the total beside it: of another year, stage, or a part of it."""
    scope = {(evidence.facts[index].stage, evidence.year_of(evidence.facts[index])) for index in (*members, *totals)}
    return len(scope) > 1 or any(evidence.facts[index].measure for index in members)
