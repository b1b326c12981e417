"""Shares that sentences state (占比、完成率): the part and the whole are stated, too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from index.checks.evidence import folded_name
from index.checks.lists import is_enumerated
from index.checks.registry import rule
from index.checks.slips import is_cut
from index.model.quantity import Interval, Outcome, compare
from index.model.records import Check, Role, Stage, Statement
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence
    from index.checks.term import Term

_HUNDRED = Decimal(100)
_SYMBOLS = {Outcome.EXACT: "=", Outcome.ROUNDING: "≈", Outcome.CONTRADICTION: "≠"}
_BUDGETS = (Stage.INITIAL_BUDGET, Stage.BUDGET, Stage.ADJUSTED_BUDGET)


@rule("share", "占比、完成率 = 部分 ÷ 总数", needs="同时写出部分、总数和占比的句子")
def shares(evidence: Evidence) -> Iterator[Check]:
    """预算、决算情况说明: “本年支出合计 Y万元，其中：基本支出 X万元，占 Z%” – Z = X ÷ Y; 完成年初预算的 Z% likewise.

    Shares that together are 100 % may be one last digit off, so that they are.
    """
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)  # shares and parts of each whole
    for number, stated in enumerate(evidence.statements):
        if stated.role is not Role.SHARE or is_enumerated(stated):
            continue
        part = _part(evidence, number)
        whole = _whole(evidence, number, part) if part is not None else None
        if part is not None and whole is not None:
            found[whole].append((number, part))
    for whole, pairs in found.items():
        made_up = _made_up_to_all(evidence, [number for number, _ in pairs])
        for number, part in pairs:
            check = _share_check(*(evidence.statement_term(one) for one in (number, part, whole)))
            if check is not None:
                yield _made_up(check) if number in made_up else check


def _made_up_to_all(evidence: Evidence, numbers: Sequence[int]) -> set[int]:
    """Of the shares of one whole those that come to 100 % one after another; a whole may be divided more than once."""
    found: set[int] = set()
    run: list[int] = []
    for number in numbers:
        run.append(number)
        total = sum(evidence.statements[one].value for one in run)
        if total == _HUNDRED and len(run) > 1:
            found.update(run)
        if total >= _HUNDRED:
            run = []
    return found


def _made_up(check: Check) -> Check:
    """A share that is one last digit off, among shares that come to 100 %: one of them had to take the remainder."""
    if check.outcome is not Outcome.CONTRADICTION or abs(check.difference) > _step(check.expected):
        return check
    return replace(check, statement=check.statement.replace("≠", "≈") + "，各项占比合计 100%", outcome=Outcome.ROUNDING)


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def _part(evidence: Evidence, number: int) -> int | None:
    """The amount stated right before a share, of the same item."""
    if not number:
        return None
    stated, before = evidence.statements[number], evidence.statements[number - 1]
    return number - 1 if _is_amount(before) and _alike(stated, before) else None


def _whole(evidence: Evidence, number: int, part: int) -> int | None:
    """What a share is of: the budget of the same item, the amount of that name before it, or the total of its part."""
    stated, base = evidence.statements[number], folded_name(evidence.statements[number].base)
    if base.endswith("预算") and evidence.statements[part].stage not in _BUDGETS:
        earlier = evidence.statements[part - 1] if part else None
        fitting = earlier is not None and _is_amount(earlier) and earlier.stage in _BUDGETS and _alike(stated, earlier)
        return part - 1 if fitting else None
    for at in range(part - 1, -1, -1):
        one = evidence.statements[at]
        if one.section != stated.section or one.table != stated.table:
            break
        of_year = evidence.year_of(one) == evidence.year_of(evidence.statements[part])  # not 比2023年的 9 万元
        if _is_amount(one) and folded_name(one.subject) == base and of_year:
            return at
    parent = evidence.statements[part].parent
    named = parent is not None and (not base or folded_name(evidence.statements[parent].subject) == base)
    return parent if named else None


def _is_amount(stated: Statement) -> bool:
    return stated.role is Role.LEVEL and is_money(stated.unit)


def _alike(first: Statement, second: Statement) -> bool:
    return folded_name(first.subject) == folded_name(second.subject) and first.section == second.section


def _share_check(share: Term, part: Term, whole: Term) -> Check | None:
    converted = part.in_unit(whole.unit)
    if converted is None or whole.value - whole.half_unit <= 0 or share.unit != "%":
        return None
    low = _HUNDRED * (converted.value - converted.half_unit) / (whole.value + whole.half_unit)
    high = _HUNDRED * (converted.value + converted.half_unit) / (whole.value - whole.half_unit)
    shown = (_HUNDRED * converted.value / whole.value).quantize(share.value, ROUND_HALF_UP)
    stated = Interval(share.value - share.half_unit, share.value + share.half_unit)
    outcome = compare(stated, Interval(low, high), exact=shown == share.value)
    if outcome is Outcome.CONTRADICTION and is_cut(share.value, _HUNDRED * converted.value / whole.value):
        outcome = Outcome.ROUNDING
    words = f"{part.name}占比 {share.value:f}% {_SYMBOLS[outcome]} {part.printed} ÷ {whole.printed}"
    return Check(
        "share",
        words + (f" = {shown:f}%" if outcome is not Outcome.EXACT else ""),
        share.value,
        shown,
        (share.half_unit + (high - low) / 2).quantize(share.half_unit / 1000),
        "%",
        outcome,
        (share.operand(0), part.operand(1), whole.operand(-1)),
    )
