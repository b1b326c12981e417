"""Amounts that the text of a document says again in its own pattern (前后两说)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from index.checks.compare import holds, resembles, same_check
from index.checks.evidence import folded_name
from index.checks.registry import rule
from index.checks.stated import place_of
from index.model.records import Role, Statement
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence
    from index.model.records import Check

_ENOUGH_EQUAL = 3
_MOST = 4  # of five pairs that are equal
_NEXT = 3  # an amount is said again among the next figures
_RECEIPTS, _EXPENDITURE = folded_name("收入总计"), folded_name("支出总计")


@rule("restated", "同一段落两次所说的数一致", needs="逐项写出两次同一金额的段落")
def said_twice(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: “某科目 X万元…。上年执行数为 Y万元，本年预算安排 X万元” – item by item, X is the same.

    Where most items of a passage are written so and agree, one that does not is a contradiction.
    """
    pairs: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, stated in enumerate(evidence.statements):
        again = _again(evidence, number) if _is_amount(stated) else None
        if again is not None:
            pairs[stated.section].append((number, again))
    for found in pairs.values():
        checks = [(pair, check) for pair in found if (check := _check(evidence, *pair)) is not None]
        agreeing = sum(holds(check) for _, check in checks)
        if agreeing >= _ENOUGH_EQUAL and agreeing * (_MOST + 1) >= len(checks) * _MOST:
            yield from (check for _, check in checks)


@rule("balance.stated", "文字所说收入总计 = 支出总计", needs="同时写出收入总计和支出总计的段落")
def balance(evidence: Evidence) -> Iterator[Check]:
    """收支预算总体情况说明: the totals that one passage states of both sides balance, or look like a slip."""
    totals: dict[object, dict[str, int]] = defaultdict(dict)
    for number, stated in enumerate(evidence.statements):
        name = folded_name(stated.subject)
        if _is_amount(stated) and name in {_RECEIPTS, _EXPENDITURE}:
            totals[stated.section, stated.stage, evidence.year_of(stated)].setdefault(name, number)
    for sides in totals.values():
        if len(sides) < 2:  # noqa: PLR2004 -- both sides
            continue
        check = _check(evidence, sides[_RECEIPTS], sides[_EXPENDITURE], "balance")
        if check is not None and (holds(check) or resembles(check.expected, check.actual)):
            yield check


def _again(evidence: Evidence, number: int) -> int | None:
    """The next amount of the same item, year and stage, with the amount of another year between."""
    stated = evidence.statements[number]
    between = False
    for at in range(number + 1, min(number + 1 + _NEXT, len(evidence.statements))):
        one = evidence.statements[at]
        if not _is_amount(one) or not _alike(stated, one):
            return None
        if evidence.year_of(one) == evidence.year_of(stated) and one.stage == stated.stage:
            return at if between else None
        between = True
    return None


def _check(evidence: Evidence, first: int, other: int, kind: str = "repeat") -> Check | None:
    left, right = evidence.statement_term(first), evidence.statement_term(other)
    return same_check(kind, left, right, (place_of(evidence, first), place_of(evidence, other)))


def _is_amount(stated: Statement) -> bool:
    return stated.role is Role.LEVEL and is_money(stated.unit) and stated.table is None


def _alike(first: Statement, second: Statement) -> bool:
    return folded_name(first.subject) == folded_name(second.subject) and first.section == second.section
