"""Answering completion rates (完成率): final account ÷ budget of one item, stated or worked out from the two stages."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import share_check
from assistant.answer.computation import Computed, percent
from assistant.answer.draft import entry_label
from assistant.answer.endings import not_printed
from assistant.answer.messages import message
from assistant.answer.points import at_stage, of_the_whole, spent_beside
from assistant.plan import sum_of
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_BASE: Final = "年初预算"
_BASES: Final = re.compile("(?:年初|全年|调整)预算")
_FUNDS: Final = re.compile("(?:公共|性基金|资本经营|政府采购)预算")  # 占一般公共预算支出的 84% is of no budget
_ADJUSTED: Final = "全年预算"
_PAIR: Final = 2
_CENT: Final = Decimal("0.01")
_DIGITS: Final = Decimal("0.05")  # rates that differ by less are one, told to more or fewer digits
_OF_PROJECTS: Final = ("performance_project", "project_list")


@dataclass(frozen=True, slots=True)
class _Rate:
    """An item's two amounts, and the rate where a document states it."""

    label: str
    source: Source
    final: Entry | None
    budget: Entry | None
    stated: Entry | None
    base: str

    @property
    def per_cent(self) -> Decimal:
        """The rate, to two decimals."""
        if self.stated is not None:
            return self.stated.amount
        return percent(Decimal(self.final.fen or 0) if self.final else Decimal(0), _worth(self.budget))


def answer_completion(work: Work) -> Status:
    """Answer which share of its budget an item used, with both amounts."""
    found = [_rates(work, target, source) for source in work.chosen for target in work.plan.targets]
    for rates in found:
        for rate in rates:
            _say(work, rate)
    if any(len(rates) > 1 for rates in found):
        work.draft.withdraw()  # one rate was asked for, and not of which spending or of which budget
        work.draft.lines.insert(0, message("clarify_rates"))
        return "clarify"
    if any(found):
        if all(found) and len(work.plan.targets) > 1 and cues.SUM(work.plan.question):
            for source in work.chosen:
                _together(work, source)
        compared = cues.DIFFERENCE(work.plan.question) or cues.WHO(work.plan.question)
        if len(found) == _PAIR and all(found) and compared:
            _apart(work, found[0][0], found[1][0])
        if len(found) > _PAIR and all(found) and cues.WHO(work.plan.question):
            _say_first(work, [rates[0] for rates in found])
        return "answered"
    return _say_one_side(work) if work.plan.targets else "not_found"


def _say_first(work: Work, rates: Sequence[_Rate]) -> None:
    """三家谁的执行率最高: which of them that is, first."""
    least = cues.LEAST(work.plan.question)
    end = (min if least else max)(rates, key=lambda rate: rate.per_cent)
    names = "、".join(rate.source.label for rate in rates if rate.per_cent == end.per_cent)
    told = message("lowest_rate" if least else "highest_rate", name=names, figure=f"{end.per_cent}%")
    work.draft.lines.insert(0, told)


def _apart(work: Work, one: _Rate, other: _Rate) -> None:
    """甲的执行率和乙的差多少: by how many percentage points, of the four amounts, first."""
    entries = [entry for rate in (one, other) for entry in (rate.final, rate.budget) if entry is not None and entry.fen]
    if len(entries) != 2 * _PAIR:
        return
    rates = [Decimal(final.fen or 0) / Decimal(budget.fen or 1) for final, budget in (entries[:2], entries[2:])]
    gap = ((rates[0] - rates[1]) * 100).quantize(_CENT, rounding=ROUND_HALF_UP)
    steps = "({0} / {1} - {2} / {3}) * 100" if gap >= 0 else "({2} / {3} - {0} / {1}) * 100"
    several = one.source.organization != other.source.organization
    years = "" if one.source.year == other.source.year else "年"
    first, second = (
        f"{rate.source.organization if several else ''}{rate.source.year if years else ''}{years}{rate.label}"
        for rate in (one, other)
    )
    label, by = f"{first}与{second}完成率之差", Computed.STEPS
    figure = work.draft.derived(abs(gap), "百分点", label, entries, by=by, source=one.source, steps=steps)
    above = message("more") if gap >= 0 else message("less")
    names = {"left": f"{first}完成率", "right": f"{second}完成率"}
    shown = [work.draft.operand(entry) for entry in entries]
    formula = f"{shown[0]} ÷ {shown[1]}，{shown[2]} ÷ {shown[3]}"
    work.draft.lines.insert(0, message("difference", direction=above, figure=figure, formula=formula, **names))


def _say_one_side(work: Work) -> Status:
    """No rate: the item is not printed, or its final account is, and not the budget."""
    target, sources = work.plan.targets[0], work.chosen
    if any(at_stage(work, target, source, "决算") is not None for source in sources):
        selection = work.plan.selection.model_copy(update={"stages": (_BASE,)})
        work = replace(work, plan=work.plan.model_copy(update={"selection": selection}))
    return not_printed(work, target, sources)


def _rates(work: Work, target: Target, source: Source) -> list[_Rate]:
    """The rates that may be meant: of the whole under each name that is set against a budget, of both budgets."""
    whole = len(of_the_whole(work, target)) > 1
    found: list[_Rate] = []
    for meant in of_the_whole(work, target):
        total = "支出总计" in meant.names
        if whole and total and found:
            continue  # what is carried over is no spending: only where nothing else is printed
        rates = _of_both_budgets(work, meant, source)
        if total and rates and "总计" in work.plan.question:
            return rates
        found += [rate for rate in rates if all(abs(rate.per_cent - one.per_cent) > _DIGITS for one in found)]
    return found


def _of_both_budgets(work: Work, target: Target, source: Source) -> list[_Rate]:
    """The rate of an item; two where it is not said of which of two printed budgets."""
    found = _rate(work, target, source)
    if found is None:
        return []
    final, named = found.final, re.search("年初|(?P<later>调整|全年)", work.plan.question)
    adjusted = at_stage(work, target, source, "调整预算") if final is not None else None
    if named and named["later"] and found.base == _BASE and adjusted is not None and adjusted.fen:
        return [replace(found, budget=adjusted, base="调整预算", stated=None)]
    if final is None or named or found.stated is not None or found.base != _BASE:
        return [found]
    if adjusted is None or not adjusted.fen or (found.budget is not None and adjusted.fen == found.budget.fen):
        return [found]
    return [found, replace(found, budget=adjusted, base="调整预算")]


def _together(work: Work, source: Source) -> None:
    """两项加起来，执行率多少: what all of them spent, as a share of all their budgets."""
    targets, number = work.plan.targets, len(work.plan.targets)
    pairs = [(at_stage(work, t, source, "决算"), at_stage(work, t, source, "年初预算")) for t in targets]
    spent = [final for final, _ in pairs if final is not None and final.fen is not None]
    planned = [budget for _, budget in pairs if budget is not None and budget.fen]
    if len(spent) != number or len(planned) != number:
        return
    sums = [sum_of(number, first) for first in (0, number)]
    steps = f"({sums[0]}) / ({sums[1]}) * 100"
    rate = percent(Decimal(sum(e.fen or 0 for e in spent)), Decimal(sum(e.fen or 0 for e in planned)))
    label = "＋".join(target.text for target in targets)
    entries = [*spent, *planned]
    by = Computed.STEPS
    figure = work.draft.derived(rate, "%", f"{label}完成年初预算", entries, by=by, source=source, steps=steps)
    work.draft.say(message("completion", label=label, base=_BASE, figure=figure))


def _rate(work: Work, target: Target, source: Source) -> _Rate | None:
    if "率" in target.measure:
        target = target.model_copy(update={"measure": ""})  # the rate is of the two amounts
    final, budget = (at_stage(work, target, source, stage) for stage in ("决算", "年初预算"))
    if final is not None and budget is not None:
        final = spent_beside(work, target, final, budget)
    stated = _stated(work, target, source) or _printed(work, target, source)
    base = _BASE
    if final is not None and (adjusted := _adjusted(work, target, final, (stated, budget))) is not None:
        budget, base = adjusted, _ADJUSTED
    if stated is None and (final is None or budget is None or not budget.fen):
        return None
    return _Rate(target.text, source, final, budget, stated, base)


def _say(work: Work, rate: _Rate) -> None:
    """The two amounts, and the rate as it is stated or as it comes to."""
    final, budget, source = rate.final, rate.budget, rate.source
    for entry in (budget, final):
        if entry is not None:
            figure = work.draft.figure(entry)
            work.draft.say(message("figure", who=work.who(source), label=entry_label(entry), figure=figure, stands=""))
    base = _stated_base(rate)
    label = f"{rate.label}完成{base}"
    both = final is not None and budget is not None and bool(budget.fen)
    if rate.stated is not None:
        figure = work.draft.figure(rate.stated, label)
        if final is not None and budget is not None and both:
            share_check(work, rate.stated, final, budget)
    elif final is not None and budget is not None:
        worth, by = rate.per_cent, Computed.SHARE
        figure = work.draft.derived(worth, "%", label, [final, budget], by=by, source=source)
    else:
        return
    work.draft.say(message("completion", label=rate.label, base=base, figure=figure))


def _stated_base(rate: _Rate) -> str:
    """The budget that a sentence says the rate to be of (完成全年预算的 80%)."""
    said = _BASES.search(rate.stated.base) if rate.stated is not None else None
    if said:
        return said.group()
    plain = rate.stated is not None and (rate.budget is None or rate.budget.stage == "预算")
    return "预算" if plain and rate.base == _BASE else rate.base  # 完成预算的 80%


def _adjusted(work: Work, target: Target, final: Entry, others: tuple[Entry | None, Entry | None]) -> Entry | None:
    """The budget as it came to be, where the rate is of it: as the row prints, or in the evaluation of a project."""
    stated, budget = others
    adjusted = at_stage(work, target, final.source, "调整预算")
    if adjusted is None:
        return None
    if stated is not None:
        own = stated.table_id is not None and not _is_rate(stated, final, budget)
        return adjusted if own and _is_rate(stated, final, adjusted) else None
    beside = (adjusted.table_id, adjusted.row) == (final.table_id, final.row)
    return adjusted if final.form in _OF_PROJECTS and beside and "年初" not in work.plan.question else None


def _worth(entry: Entry | None) -> Decimal:
    return Decimal(entry.fen or 1) if entry is not None else Decimal(1)


def _is_rate(rate: Entry, final: Entry, budget: Entry | None) -> bool:
    """Whether a printed rate is that of two amounts, to the digits that it prints."""
    if budget is None or not budget.fen:
        return False
    return percent(Decimal(final.fen or 0), Decimal(budget.fen)).quantize(rate.amount) == rate.amount


def _printed(work: Work, target: Target, source: Source) -> Entry | None:
    """The rate that a table prints in the row of the item: 执行率, 完成率."""
    rates: list[Entry] = []
    for fact in work.ledger.facts_named(source.ids, target.names, target.codes):
        if fact.table_id is None or fact.measure or fact.total or fact.stage not in ("决算", "执行数"):
            continue  # the total's row prints the rate of the whole beside each of its columns
        row = [one for one in work.ledger.table_facts(fact.table_id) if one.row == fact.row and one.unit == "%"]
        rates += [one for one in row if not one.blank and re.search(r"完成|执行", one.column_path)]
    return rates[0] if len({one.value for one in rates}) == 1 else None


def _stated(work: Work, target: Target, source: Source) -> Entry | None:
    for entry in work.ledger.stated_named(source.ids, target.names, target.codes):
        if entry.role == "share" and "预算" in _FUNDS.sub("", entry.base):
            return entry
    return None
