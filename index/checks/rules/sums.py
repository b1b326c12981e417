"""Sums down a column: an account and its sub-accounts, a total and its rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.checks.compare import holds, resembles, sum_check
from index.checks.outline import Node, consecutive, printed_terms, walk
from index.checks.registry import rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence
    from index.checks.term import Term
    from index.model.records import Check

_CARRIED = re.compile(r"结转|结余|弥补|结存")
_ACCOUNT_LENGTHS = (3, 5, 7)


@rule("sum.children", "上级科目 = 下级科目之和", needs="同时印出上级和下级科目的表")
def children(evidence: Evidence) -> Iterator[Check]:
    """《政府收支分类科目》: a 类 is the sum of its 款, a 款 of its 项 (2 or 3 digits more each).

    Where the 款 level is not printed a 类 is the sum of its 项. Rows numbered 一、（一）1.（1） are read alike, but
    contradict one another only where the numbering has no gap and the difference looks like a slip.
    """
    for (table, _), column in evidence.outlines.items():
        if table in evidence.three_public_tables:
            continue
        for node in walk(column):
            if node.children and evidence.facts[node.index].value is not None:
                check = _children_check(evidence, node)
                if check is not None:
                    yield check


def _children_check(evidence: Evidence, node: Node) -> Check | None:
    counted = [child for child in node.children if not child.subset] or node.children
    parts = [term for child in counted for term in printed_terms(evidence, child)]
    check = sum_check("sum", evidence.fact_term(node.index), parts)
    if check is None or holds(check):
        return check if node.code or len(parts) > 1 else None
    if node.code:
        codes = [child.code for child in counted]
        return check if len(set(codes)) == len(codes) and len(node.code) in _ACCOUNT_LENGTHS else None
    complete = not any(child.subset for child in counted) and consecutive(counted) and len(parts) > 1
    return check if complete and resembles(check.expected, check.actual) else None


@rule("sum.total", "合计行 = 各行之和", needs="有合计行的表")
def totals(evidence: Evidence) -> Iterator[Check]:
    """部门预算公开表: the total row is the sum of the top rows of its column.

    In tables of accounts the top rows are those whose parent is not printed; in 收支总表 they are the rows of the first
    numbering, and 收入总计 = 本年收入合计 + 上年结转结余. Rows of 其中 are not counted.
    """
    for (table, _), column in evidence.outlines.items():
        if table in evidence.three_public_tables:
            continue
        roots = [node for node in column if not node.subset]
        for position, node in enumerate(roots):
            if node.total and evidence.facts[node.index].value is not None:
                check = _total_check(evidence, roots, position)
                if check is not None:
                    yield check


def _total_check(evidence: Evidence, roots: Sequence[Node], position: int) -> Check | None:
    result = evidence.fact_term(roots[position].index)
    readings = (
        _account_readings(roots) if any(node.code for node in roots) else _label_readings(evidence, roots, position)
    )
    failed: Check | None = None
    for nodes, complete in readings:
        check = sum_check("sum", result, _terms(evidence, nodes))
        if holds(check):
            return check
        if complete and failed is None:
            failed = check
    return failed


def _account_readings(roots: Sequence[Node]) -> list[tuple[Sequence[Node], bool]]:
    """Rows that may make up the total of a table of accounts; whether a failure would be the document's own."""
    coded = [node for node in roots if node.code]
    others = [node for node in roots if not node.code and not node.total]
    codes = [node.code for node in coded]
    lengths = {len(code) for code in codes}
    one_total = sum(node.total for node in roots) == 1
    complete = (
        one_total
        and not others
        and len(set(codes)) == len(codes)
        and len(lengths) == 1
        and lengths <= set(_ACCOUNT_LENGTHS)
    )
    return [(coded, complete), (others, False)] if others else [(coded, complete)]


def _label_readings(evidence: Evidence, roots: Sequence[Node], position: int) -> list[tuple[Sequence[Node], bool]]:
    """Rows that may make up a total of a table of labels; whether a failure would be the document's own."""
    before, after = roots[:position], roots[position + 1 :]
    if roots[position].level > 0:  # （一）…合计 within 二、: nothing above that heading is a part of it
        before = before[
            max((at for at, node in enumerate(before) if node.level < roots[position].level), default=-1) + 1 :
        ]
    readings: list[tuple[Sequence[Node], bool]] = []
    earlier = [at for at, node in enumerate(before) if node.total and evidence.facts[node.index].value is not None]
    if earlier:
        since = before[earlier[-1] :]
        added = [node for node in since[1:] if printed_terms(evidence, node)]
        readings.append((since, len(added) == 1 and _CARRIED.search(added[0].label) is not None))
    rows = [node for node in before if not node.total]
    if rows:
        readings.append((rows, not earlier and consecutive(rows)))
    else:
        following = [node for node in after if not node.total]
        no_other = not any(node.total for node in after)
        readings.append((following, no_other and consecutive(following)))
    return readings


def _terms(evidence: Evidence, nodes: Sequence[Node]) -> list[Term]:
    return [term for node in nodes for term in printed_terms(evidence, node)]
