"""Growth that is stated over several sentences, or by the amounts of two years."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from index.checks.compare import same_check
from index.checks.evidence import folded_name
from index.checks.lists import is_enumerated
from index.checks.registry import rule
from index.checks.rules.changes import rate_check
from index.checks.rules.stated import place_of
from index.checks.slips import is_cut, is_slip
from index.model.quantity import Interval, Outcome, compare
from index.model.records import Check, Role, Statement
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence
    from index.checks.term import Term

_HUNDRED = Decimal(100)
_HARDLY = 1000  # a difference of less than a thousandth
_LONG = Decimal(10_000)  # in 元: smaller amounts may be equal by chance
_FAMILIES = {"财政拨款": re.compile(r"财政拨款|一般公共预算"), "收支总计": re.compile(r"^(?:收入|支出|收支)总计$")}
_SYMBOLS = {Outcome.EXACT: "=", Outcome.ROUNDING: "≈", Outcome.CONTRADICTION: "≠"}


@dataclass(frozen=True, slots=True)
class _Growth:
    """An amount, its change and its rate, by their statements."""

    level: int
    change: int
    rate: int | None


@rule("growth.next", "下一句所说的增长率 = 增减额 ÷ 上年数", needs="分在两句的本年数和增长率")
def next_sentence(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: “X万元。与上年相比增加 Y万元，增长 Z%。” – the amount stands in the sentence before."""
    for growth in _growths(evidence):
        level, change = evidence.statements[growth.level], evidence.statements[growth.change]
        if growth.rate is None or level.sentence == change.sentence:
            continue
        terms = [evidence.statement_term(one) for one in (growth.level, growth.change, growth.rate)]
        converted = terms[1].in_unit(terms[0].unit)
        check = rate_check(terms[0], converted, terms[2]) if converted is not None else None
        if check is not None:
            yield check


@rule("growth.years", "增长率 = 本年数 ÷ 上年数 − 1", needs="同时写出两年的数和增长率的句子")
def two_years(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: a sentence with the amounts of both years and a rate, but no change."""
    for number, stated in enumerate(evidence.statements):
        if stated.role is not Role.RATE or number < 2:  # noqa: PLR2004 -- the two amounts before it
            continue
        now, before = evidence.statements[number - 1], evidence.statements[number - 2]
        if _of_two_years(evidence, now, before) and _alike(stated, now) and stated.sentence == now.sentence:
            check = _years_check(*(evidence.statement_term(one) for one in (number - 1, number - 2, number)))
            if check is not None:
                yield check


@rule("growth.again", "同一数的增减额前后一致", needs="前后两次说到的同一增减额")
def stated_again(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: what is said more than once of one amount's change is the same each time.

    Amounts are one where item and value are the same; receipts and expenditure of one value are, too.
    A difference counts where it is a slip or under a thousandth: last year's amounts may have differed.
    """
    groups: dict[object, list[_Growth]] = defaultdict(list)
    for growth in _growths(evidence):
        level = evidence.statement_term(growth.level).in_unit("元")
        if level is not None and level.value >= _LONG:
            name = next(
                (kind for kind, words in _FAMILIES.items() if words.search(level.name)), folded_name(level.name)
            )
            groups[name, level.value].append(growth)
    for first, *others in groups.values():
        for other in others:
            yield from _again(evidence, first, other)


def _again(evidence: Evidence, first: _Growth, other: _Growth) -> Iterator[Check]:
    for one, two in ((first.change, other.change), (first.rate, other.rate)):
        if one is None or two is None:
            continue
        left, right = evidence.statement_term(one), evidence.statement_term(two)
        check = same_check("change", left, right, (place_of(evidence, one), place_of(evidence, two)))
        if check is None:
            continue
        near = abs(check.difference) * _HARDLY <= abs(check.expected)
        if check.outcome is not Outcome.CONTRADICTION or near or is_slip(left, right):
            yield check


def _growths(evidence: Evidence) -> Iterator[_Growth]:
    """Each change with the amount stated right before it, in its sentence or the one before."""
    for number, change in enumerate(evidence.statements):
        if change.role is not Role.CHANGE or not is_money(change.unit) or not number:
            continue
        level = evidence.statements[number - 1]
        this_year = evidence.year_of(level) == evidence.identity.year
        if level.role is not Role.LEVEL or not is_money(level.unit) or not this_year or not _alike(change, level):
            continue
        following = evidence.statements[number + 1] if number + 1 < len(evidence.statements) else None
        has_rate = following is not None and following.role is Role.RATE and _alike(following, change)
        same = has_rate and following is not None and following.sentence == change.sentence
        same = same and not is_enumerated(evidence.statements[number + 1])
        yield _Growth(number - 1, number, number + 1 if same else None)


def _alike(first: Statement, second: Statement) -> bool:
    same_name = folded_name(first.subject) == folded_name(second.subject) and first.code == second.code
    return same_name and first.section == second.section and first.table == second.table


def _of_two_years(evidence: Evidence, now: Statement, before: Statement) -> bool:
    levels = now.role is Role.LEVEL and before.role is Role.LEVEL and is_money(now.unit) and is_money(before.unit)
    year = evidence.year_of(now)
    return levels and year is not None and before.year == year - 1 and _alike(now, before)


def _years_check(now: Term, before: Term, rate: Term) -> Check | None:
    converted = before.in_unit(now.unit)
    if converted is None or converted.value - converted.half_unit <= 0:
        return None
    ends = [
        _HUNDRED * (this / last - 1)
        for this in (now.value - now.half_unit, now.value + now.half_unit)
        for last in (converted.value - converted.half_unit, converted.value + converted.half_unit)
    ]
    shown = (_HUNDRED * (now.value / converted.value - 1)).quantize(rate.value, ROUND_HALF_UP)
    stated = Interval(rate.value - rate.half_unit, rate.value + rate.half_unit)
    outcome = compare(stated, Interval(min(ends), max(ends)), exact=shown == rate.value)
    if outcome is Outcome.CONTRADICTION and is_cut(rate.value, _HUNDRED * (now.value / converted.value - 1)):
        outcome = Outcome.ROUNDING
    words = f"{now.name}增长率 {rate.value:f}% {_SYMBOLS[outcome]} {now.printed} ÷ {before.printed} − 1"
    tolerance = rate.half_unit + (max(ends) - min(ends)) / 2
    return Check(
        "change",
        words + (f" = {shown:f}%" if outcome is not Outcome.EXACT else ""),
        rate.value,
        shown,
        tolerance.quantize(rate.half_unit / 1000),
        "%",
        outcome,
        (rate.operand(0), now.operand(1), before.operand(-1)),
    )
