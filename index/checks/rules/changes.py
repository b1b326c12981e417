"""Growth that sentences state: the amount, its change and the rate belong together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical
from index.checks.compare import holds, sum_check
from index.checks.lists import is_enumerated
from index.checks.registry import rule
from index.checks.slips import is_cut, is_mended
from index.model.quantity import Interval, Outcome, compare
from index.model.records import Check, Role
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence
    from index.checks.term import Term

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Growth:
    """An amount with its change and its rate, by their statements."""

    level: int
    change: int
    rate: int | None


@rule("change.rate", "增长率 = 增减额 ÷ 上年数", needs="同时写出本年数、增减额和增长率的句子")
def rates(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: “X万元，比上年增加 Y万元，增长 Z%” – Z = Y ÷ (X − Y), within the digits that are printed."""
    for growth in _growths(evidence):
        if growth.rate is None:
            continue
        level, change, rate = (evidence.statement_term(one) for one in (growth.level, growth.change, growth.rate))
        converted = change.in_unit(level.unit)
        if converted is not None:
            check = rate_check(level, converted, rate)
            if check is not None:
                yield check


def rate_check(level: Term, change: Term, rate: Term) -> Check | None:
    """Compare a stated rate with the one that amount and change make; None where last year's amount was none.

    A rate whose further digits are cut off, not rounded, is within rounding.
    """
    base = level.value - change.value
    spread = level.half_unit + change.half_unit
    if base - spread <= 0:
        return None
    ends = [
        _HUNDRED * part / (whole - part)
        for whole in (level.value - level.half_unit, level.value + level.half_unit)
        for part in (change.value - change.half_unit, change.value + change.half_unit)
    ]
    step = rate.half_unit * 2
    computed = _HUNDRED * change.value / base
    shown = computed.quantize(rate.value, ROUND_HALF_UP)
    stated = Interval(rate.value - rate.half_unit, rate.value + rate.half_unit)
    outcome = compare(stated, Interval(min(ends), max(ends)), exact=shown == rate.value)
    if outcome is Outcome.CONTRADICTION and is_cut(rate.value, computed):
        outcome = Outcome.ROUNDING
    if outcome is Outcome.CONTRADICTION and _known_otherwise(level, change, rate):
        return None
    symbol = {Outcome.EXACT: "=", Outcome.ROUNDING: "≈"}.get(outcome, "≠")
    statement = (
        f"{level.name}增长率 {rate.value:f}% {symbol} {change.value:f} ÷ ({level.printed} − {_bracketed(change.value)})"
        + (f" = {shown:f}%" if outcome is not Outcome.EXACT else "")
    )
    tolerance = rate.half_unit + (max(ends) - min(ends)) / 2
    operands = (rate.operand(0), change.operand(1), level.operand(1))
    return Check("change", statement, rate.value, shown, tolerance.quantize(step / 1000), "%", outcome, operands)


def _known_otherwise(level: Term, change: Term, rate: Term) -> bool:
    """Whether the rate is right with the stated amount as last year's: then the sentence was read the wrong way."""
    return level.value > 0 and abs(_HUNDRED * change.value / level.value - rate.value) <= rate.half_unit


@rule("change.direction", "增减方向一致", needs="同时写出增减额和增长率的句子")
def directions(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: an amount that is said to increase has a rate that is said to grow, and the reverse."""
    for growth in _growths(evidence):
        if growth.rate is None:
            continue
        change, rate = evidence.statement_term(growth.change), evidence.statement_term(growth.rate)
        if change.value * rate.value < 0:
            statement = f"{change.name}增减额 {change.value:f}{change.unit} 与增长率 {rate.value:f}% 方向相反"
            operands = (rate.operand(0), change.operand(1))
            yield Check(
                "change", statement, rate.value, -rate.value, rate.half_unit, "%", Outcome.CONTRADICTION, operands
            )


@rule("change.amount", "本年数 − 上年数 = 增减额", needs="同时写出两年的数和增减额的句子")
def amounts(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: where a sentence states both years, this year's amount is last year's plus the change.

    A difference counts where one digit makes it: the change may be against another amount of last year.
    """
    for group in _sentences(evidence):
        for growth in _growths_of(evidence, group):
            year = evidence.year_of(evidence.statements[growth.level])
            before = [
                one
                for one in group
                if evidence.statements[one].role is Role.LEVEL
                and year is not None
                and evidence.statements[one].year == year - 1
                and _same_subject(evidence, one, growth.level)
            ]
            if len(before) == 1:
                parts = [evidence.statement_term(before[0]), evidence.statement_term(growth.change)]
                result = evidence.statement_term(growth.level)
                check = sum_check("change", result, parts)
                if check is not None and (holds(check) or is_mended(result, parts)):
                    yield check


def _growths(evidence: Evidence) -> Iterator[_Growth]:
    for group in _sentences(evidence):
        yield from _growths_of(evidence, group)


def _sentences(evidence: Evidence) -> Iterator[list[int]]:
    """Yield the statements of each sentence, in its order."""
    group: list[int] = []
    for number, stated in enumerate(evidence.statements):
        if group:
            last = evidence.statements[group[-1]]
            if stated.sentence != last.sentence or stated.start < last.end or stated.table != last.table:
                yield group
                group = []
        group.append(number)
    if group:
        yield group


def _growths_of(evidence: Evidence, group: Sequence[int]) -> Iterator[_Growth]:
    """Each change with the amount nearest before it and the rate right after it, all of one subject.

    决算为 a，完成预算 b 的 80%，比上年决算增加 c: the change is of a, the amount of its own stage.
    """
    for position, number in enumerate(group):
        change = evidence.statements[number]
        if change.role is not Role.CHANGE or not is_money(change.unit):
            continue
        levels = [
            one
            for one in group[:position]
            if evidence.statements[one].role is Role.LEVEL
            and is_money(evidence.statements[one].unit)
            and evidence.year_of(evidence.statements[one]) == evidence.identity.year
            and _same_subject(evidence, one, number)
        ]
        if not levels:
            continue
        staged = [one for one in levels if evidence.statements[one].stage is change.stage]
        following = group[position + 1] if position + 1 < len(group) else None
        is_rate = (
            following is not None
            and evidence.statements[following].role is Role.RATE
            and evidence.statements[following].base in {"", change.base}
            and _same_subject(evidence, following, number)
            and not is_enumerated(evidence.statements[following])
        )
        yield _Growth((staged or levels)[-1], number, following if is_rate else None)


def _same_subject(evidence: Evidence, first: int, second: int) -> bool:
    left, right = evidence.statements[first], evidence.statements[second]
    return canonical(left.subject) == canonical(right.subject) and left.code == right.code


def _bracketed(value: Decimal) -> str:
    return f"({value:f})" if value < 0 else f"{value:f}"
