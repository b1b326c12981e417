"""Answering "is that change right?" (核对增减): a percentage against its amounts, a claimed change against the text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from assistant.answer.changes.change import say_change, say_rate
from assistant.answer.computation import Computed, percent
from assistant.answer.draft import amount_text, entry_label
from assistant.answer.endings import change_of, whole_told
from assistant.answer.fit.claims import compare_amount, deny_direction
from assistant.answer.messages import message
from assistant.answer.model import CheckResult
from assistant.execute.bases import base_year, is_against_budget
from assistant.execute.resolve import resolve
from index.checks.slips import is_cut
from index.model.quantity import Interval
from index.model.units import to_yuan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source


_Outcome = Literal["exact", "rounding", "contradiction"]
_AGAINST_BUDGET: Final = re.compile("(?:比|较|与|和|跟|同|对比)(?:年初|当年|调整)?预算")


def verify_change(work: Work, source: Source) -> bool:
    """A change that the question claims (比上年增加31万，对吗) against the one that the document states."""
    target = work.plan.targets[0]
    alias = whole_told(work, target, source)
    target = alias or target
    change, rate = change_of(work, target, source, "change"), change_of(work, target, source, "rate")
    if change is None:
        return False
    level = resolve(work.ledger, target, source, work.plan.selection).main
    label = entry_label(level) if level is not None else target.text
    say_change(work, change, f"{work.who(source)}{label}")
    if rate is not None and work.plan.roles.rate:
        say_rate(work, rate, label)
    if level is not None:
        text = work.draft.figure(level, supporting=True)
        work.draft.say(message("figure", who="", label=label, figure=text, stands=""))
    deny_direction(work, change.amount)
    compare_amount(work, *(entry for entry in (change, rate, level) if entry is not None))
    return True


def verify_rate(work: Work, source: Source) -> bool:
    """A stated percentage of growth against the amounts it is made of."""
    target = work.plan.targets[0]
    stated = work.ledger.stated_named(source.ids, target.names, target.codes)
    budget = _AGAINST_BUDGET.search(work.plan.question) is not None
    rates = [entry for entry in stated if entry.role == "rate" and entry.value is not None]
    # 较年初预算下降 54%，较上年下降 8%: the one that is spoken of
    for rate in sorted(rates, key=lambda entry: is_against_budget(entry) != budget):
        beside = [e for e in stated if e.sentence == rate.sentence and e.fen is not None]
        alike = (e for e in beside if e.role == "change" and is_against_budget(e) == is_against_budget(rate))
        change = next(alike, None)
        level = (
            next((e for e in beside if e.role == "level" and e.stage == rate.stage), None)
            or next((e for e in beside if e.role == "level"), None)
            or resolve(work.ledger, target, source, work.plan.selection).main
        )
        earlier = _before(rate, beside)
        if change is None and level is not None and level.fen is not None and earlier is not None and earlier.fen:
            _say_growth(work, rate, _of_year(rate, beside) or level, earlier)
            return True
        if change is None or level is None or level.fen is None or change.fen is None or level.fen == change.fen:
            continue
        _say_rate(work, rate, change, level)
        return True
    return False


def _before(rate: Entry, beside: Sequence[Entry]) -> Entry | None:
    """The amount of the year before that the sentence of a growth states itself (2023年执行数为…)."""
    own = [entry for entry in beside if entry.role == "level" and entry.year == base_year(rate)]
    return own[0] if own and base_year(rate) not in (None, rate.year) else None


def _of_year(rate: Entry, beside: Sequence[Entry]) -> Entry | None:
    return next((entry for entry in beside if entry.role == "level" and entry.year == rate.year), None)


def _say_growth(work: Work, rate: Entry, level: Entry, earlier: Entry) -> None:
    """A stated growth against the two amounts that its sentence states."""
    computed = abs(percent(Decimal((level.fen or 0) - (earlier.fen or 0)), Decimal(earlier.fen or 1)))
    now, then = (amount_text(entry.amount, entry.unit) for entry in (level, earlier))
    formula = f"({now} − {then}) ÷ {then}"
    _say_outcome(work, rate, (level, earlier), computed, formula=formula, by=Computed.GROWTH)


def _say_rate(work: Work, rate: Entry, change: Entry, level: Entry) -> None:
    computed = abs(percent(Decimal(change.fen or 0), Decimal((level.fen or 0) - (change.fen or 0))))
    more = amount_text(change.amount, change.unit)
    sign = "+" if change.amount < 0 else "−"
    formula = f"{more.lstrip('-')} ÷ ({amount_text(level.amount, level.unit)} {sign} {more.lstrip('-')})"
    _say_outcome(work, rate, (level, change), computed, formula=formula, by=Computed.CHANGE_RATE)


def _say_outcome(
    work: Work, rate: Entry, amounts: tuple[Entry, Entry], computed: Decimal, *, formula: str, by: Computed
) -> None:
    """Say whether the stated percentage is the one that the two amounts give, and keep the check."""
    printed = work.draft.figure(rate, f"{entry_label(rate)}增长率（印出）")
    text = work.draft.derived(computed, "%", f"{entry_label(rate)}增长率（计算）", list(amounts), by=by)
    for entry in amounts:
        work.draft.operand(entry)
    quantity = abs(rate.amount)
    half = rate.quantity.half_unit
    right = abs(computed - quantity) <= half
    allowed = _allowed(amounts, by)
    close = allowed is not None and allowed.meets(Interval(quantity - half, quantity + half))
    close = close or is_cut(quantity, computed)  # further digits cut off, not rounded
    outcome: _Outcome = "exact" if right else "rounding" if close else "contradiction"
    key = {"exact": "rate_right", "rounding": "rate_close"}.get(outcome, "rate_wrong")
    work.draft.say(message(key, printed=printed, computed=text, formula=f"{formula} = {computed}%"))
    work.draft.checks.append(
        CheckResult(
            kind="change", statement=f"{formula} = {computed}%", expected=str(quantity), actual=str(computed),
            difference=str(computed - quantity), tolerance=str(half + _slack(allowed)), outcome=outcome,
            citations=[work.draft.cite(entry) for entry in (rate, *amounts)],
        )
    )  # fmt: skip
    compare_amount(work, rate, *amounts)


def _allowed(amounts: tuple[Entry, Entry], by: Computed) -> Interval | None:
    """The percentages, without their sign, that two amounts allow within their printed digits (XBRL Calculations 1.1).

    None where the amount of before may be nothing.
    """
    levels, others = (
        [to_yuan(bound, one.unit) for bound in (one.quantity.interval.low, one.quantity.interval.high)]
        for one in amounts
    )
    if by is Computed.GROWTH:
        moved = [(level - before, before) for level in levels for before in others]
    else:
        moved = [(change, level - change) for level in levels for change in others]
    if any(before <= 0 for _, before in moved):
        return None
    rates = [100 * abs(change) / before for change, before in moved]
    return Interval(min(rates), max(rates))


def _slack(allowed: Interval | None) -> Decimal:
    return ((allowed.high - allowed.low) / 2).quantize(Decimal("0.001")) if allowed is not None else Decimal(0)
