"""Answering sums, differences and shares (加总、相差、占比): exact decimal arithmetic over printed figures, shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.change import answer_change, percent
from assistant.answer.completion import stage_pairs
from assistant.answer.draft import entry_label, money
from assistant.answer.endings import not_printed, unknown_year
from assistant.answer.lookup import answer_target, candidates, resolve_all
from assistant.answer.messages import message
from assistant.execute.resolve import Resolved, common_table, resolve
from assistant.plan import Selection, Target
from assistant.understand import cues
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

TOTAL_EXPENDITURE: Final = Target(text="支出总计", names=("支出总计",))
TOTAL_RECEIPTS: Final = Target(text="收入总计", names=("收入总计",))


def operands_in(work: Work, targets: Sequence[Target], source: Source) -> list[Entry] | None:
    """One figure for each target in a document, of one table where one prints them all; None when one is missing."""
    found = [resolve(work.ledger, target, source, work.plan.selection) for target in targets]
    pools = []
    for target, each in zip(targets, found, strict=True):
        if each.main is None and not each.readings:
            each = resolve_all(work, target, [source])[0]  # noqa: PLW2901 - the wider search of the same target
        pool = [entry for entry in (each.main, *each.same) if entry is not None] or list(each.readings)
        if not pool:
            return None
        pools.append(pool)
    together = common_table(pools)
    if together is not None:
        return together
    if any(each.readings for each in found):
        return None
    return [pool[0] for pool in pools]


def answer_sum(work: Work) -> Status:
    """Add targets of one document, or one target over organizations."""
    plan = work.plan
    if plan.across or len(plan.targets) == 1:
        return _sum_over_documents(work)
    for source in candidates(work):
        entries = operands_in(work, plan.targets, source)
        if entries is None:
            continue
        if len({entry.unit for entry in entries}) > 1 and not all(is_money(entry.unit) for entry in entries):
            continue
        total, unit, formula = _added(work, entries)
        label = "+".join(entry_label(entry) for entry in entries)
        text = work.draft.derived(total, unit, f"{label} 合计", entries, source=source)
        work.draft.say(message("sum", label=f"{work.who(source)}{label} ", figure=text, formula=formula))
        return "answered"
    return _missing(work)


def _missing(work: Work) -> Status:
    """A sum with an operand that cannot be had: say which, and ask back where it may mean several."""
    for target in work.plan.targets:
        for each in resolve_all(work, target, candidates(work)):
            if each.readings:
                return answer_target(work, target)
    missing = [
        t for t in work.plan.targets if not any(e.found or e.blank for e in resolve_all(work, t, candidates(work)))
    ]
    if missing:
        return not_printed(work, missing[0], candidates(work))
    for target in work.plan.targets:
        answer_target(work, target)
    return "answered"


def _added(work: Work, entries: Sequence[Entry]) -> tuple[Decimal, str, str]:
    formula = " + ".join(work.draft.operand(entry) for entry in entries)
    if all(entry.fen is not None for entry in entries):
        unit = entries[0].unit
        total = money(sum(entry.fen or 0 for entry in entries), unit)
        return total, unit, formula
    return sum((entry.amount for entry in entries), Decimal(0)), entries[0].unit, formula


def _sum_over_documents(work: Work) -> Status:
    if work.plan.selection.years and not work.chosen:
        return unknown_year(work)
    entries: list[Entry] = []
    for target in work.plan.targets:
        found = resolve_all(work, target, candidates(work))
        missing = [each.source for each in found if each.main is None and each.blank is None]
        if missing and len(work.plan.targets) == 1 and len(missing) < len(found) and work.plan.selection.organizations:
            return not_printed(work, target, missing)
        entries += [each.main for each in found if each.main is not None]
    if not entries:
        return not_printed(work, work.plan.targets[0], candidates(work)) if work.plan.targets else "not_found"
    if len(entries) == 1:
        return answer_target(work, work.plan.targets[0])
    total, unit, formula = _added(work, entries)
    for entry in entries:
        figure = work.draft.figure(entry, supporting=True)
        work.draft.say(
            message("figure", who=work.who(entry.source), label=entry_label(entry), figure=figure, stands="")
        )
    label = entry_label(entries[0])
    text = work.draft.derived(total, unit, f"{label}合计", entries)
    work.draft.lines.insert(0, message("sum", label=label, figure=text, formula=formula))
    return "answered"


def answer_difference(work: Work) -> Status:
    """Compare two figures: of two organizations, of two years, or of two targets."""
    plan = work.plan
    if plan.targets and {"决算", "年初预算"} <= set(plan.selection.stages):
        pairs_of_stages = stage_pairs(work, plan.targets[0])
        for final, budget in pairs_of_stages:
            _say_difference(work, (f"{final.source.year}年决算", final), (f"{budget.source.year}年预算", budget))
        return "answered" if pairs_of_stages else answer_target(work, plan.targets[0])
    sources = _of_one_kind(candidates(work), plan.selection.years)
    pairs: list[tuple[str, Entry]] = []
    if len(plan.targets) > 1 and len(sources) == 1:
        entries = operands_in(work, plan.targets[:2], sources[0])
        if entries is None:
            return _missing(work)
        pairs = [(entry_label(entry), entry) for entry in entries]
    else:
        pairs = (
            [
                (_name(work, each), each.main)
                for each in _ordered(work, resolve_all(work, plan.targets[0], sources))
                if each.main
            ]
            if plan.targets
            else []
        )
    if len(pairs) == 1 and len(plan.selection.years) > 1:
        return answer_change(work)  # one of the years is not loaded: what the other's document states
    if len(pairs) < 2:  # noqa: PLR2004 - two figures make a difference
        return answer_target(work, plan.targets[0]) if plan.targets else "not_found"
    if len(pairs) > 2 or any(entry.fen is None for _, entry in pairs):  # noqa: PLR2004
        for target in plan.targets:
            answer_target(work, target)
        return "answered"
    (left, first), (right, second) = pairs
    return _say_difference(work, (left, first), (right, second))


def _of_one_kind(sources: Sequence[Source], years: Sequence[int]) -> list[Source]:
    """Years are compared within one kind of document: budgets with budgets, where those cover the years."""
    if len(years) < 2:  # noqa: PLR2004
        return list(sources)
    for kind in ("预算", "决算"):
        same = [source for source in sources if source.kind == kind]
        if {source.year for source in same} >= set(years):
            return same
    return list(sources)


def _say_difference(work: Work, one: tuple[str, Entry], other: tuple[str, Entry]) -> Status:
    (left, first), (right, second) = one, other
    unit = first.unit if first.unit == second.unit else "万元"
    gap = (first.fen or 0) - (second.fen or 0)
    for name, entry in (one, other) if gap >= 0 or not cues.WHO(work.plan.question) else (other, one):
        figure = work.draft.figure(entry, f"{name} {entry_label(entry)}")
        who = "" if name == entry_label(entry) else f"{name}："
        work.draft.say(message("figure", who=who, label=entry_label(entry), figure=figure, stands=""))
    formula = f"{work.draft.operand(first)} − {work.draft.operand(second)}"
    if gap == 0:
        work.draft.derived(money(0, unit), unit, f"{entry_label(first)}差额", [first, second])
        work.draft.say(message("equal", left=left, right=right, figure=work.draft.operand(first)))
        return "answered"
    text = work.draft.derived(abs(money(gap, unit)), unit, f"{entry_label(first)}差额", [first, second])
    direction = message("more") if gap > 0 else message("less")
    said = message("difference", left=left, right=right, direction=direction, figure=text, formula=formula)
    work.draft.lines.insert(0, said)
    if work.plan.roles.rate and second.fen and first.source.year != second.source.year:
        _say_growth(work, first, second)
    return "answered"


def _say_growth(work: Work, one: Entry, other: Entry) -> None:
    """The growth from the earlier of two years to the later."""
    later, earlier = sorted((one, other), key=lambda entry: -(entry.source.year or 0))
    if not earlier.fen:
        return
    rate = percent(Decimal((later.fen or 0) - earlier.fen), Decimal(earlier.fen))
    word = message("growth") if rate >= 0 else message("decline")
    figure = work.draft.derived(abs(rate), "%", f"{entry_label(later)}{word}率", [later, earlier])
    base = f"{later.source.year}年比{earlier.source.year}年"
    formula = f"({work.draft.operand(later)} − {work.draft.operand(earlier)}) ÷ {work.draft.operand(earlier)}"
    names = {"who": "", "label": entry_label(later), "base": base, "direction": word}
    work.draft.say(message("derived_rate", figure=figure, formula=formula, **names))


def _ordered(work: Work, found: Sequence[Resolved]) -> list[Resolved]:
    """In the order in which the question names organizations, the later year first."""
    order = {one: index for index, one in enumerate(work.plan.selection.organizations)}
    return sorted(found, key=lambda each: (order.get(each.source.organization_id, 99), -(each.source.year or 0)))


def _name(work: Work, each: Resolved) -> str:
    years = {source.year for source in work.sources}
    return f"{each.source.organization}{each.source.year if len(years) > 1 else ''}{'年' if len(years) > 1 else ''}"


def answer_ratio(work: Work) -> Status:
    """State a share: the part, the whole and the percentage."""
    plan = work.plan
    if not plan.targets:
        return "not_found"
    answered = False
    winners: list[tuple[Decimal, str]] = []
    for source in candidates(work):
        wholes = plan.against[:1] or (_whole_for(work, plan.targets[0], source),)
        for target in plan.targets:
            entries = _same_basis(work, target, wholes[0], source)
            if entries is None:
                continue
            part, whole = entries
            if plan.measure_word == "倍":
                _say_times(work, part, whole)
                answered = True
                continue
            share = percent(Decimal(part.fen or 0), Decimal(whole.fen or 1))
            formula = f"{work.draft.operand(part)} ÷ {work.draft.operand(whole)}"
            text = work.draft.derived(
                share, "%", f"{entry_label(part)}占{entry_label(whole)}比重", [part, whole], source=source
            )
            work.draft.say(
                message(
                    "ratio",
                    who=work.who(source),
                    numerator=entry_label(part),
                    denominator=entry_label(whole),
                    figure=text,
                    formula=formula,
                )
            )
            winners.append((share, source.organization))
            answered = True
    if not answered:
        return _missing(work)
    if len(winners) > 1 and plan.every:
        best = max(winners)
        work.draft.say(message("winner_most", name=best[1], figure=f"{best[0]}%"))
    return "answered"


def _say_times(work: Work, part: Entry, whole: Entry) -> None:
    """How many times a figure is another, to two decimals."""
    times = (Decimal(part.fen or 0) / Decimal(whole.fen or 1)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    formula = f"{work.draft.operand(part)} ÷ {work.draft.operand(whole)}"
    label = f"{entry_label(part)}是{entry_label(whole)}的倍数"
    text = work.draft.derived(times, "倍", label, [part, whole])
    names = {"numerator": entry_label(part), "denominator": entry_label(whole)}
    work.draft.say(message("times", who=work.who(part.source), figure=text, formula=formula, **names))


def _same_basis(work: Work, part: Target, whole: Target, source: Source) -> tuple[Entry, Entry] | None:
    """Part and whole of one document, in money, the whole not zero."""
    entries = operands_in(work, (part, whole), source)
    if entries is None or any(entry.fen is None for entry in entries) or not entries[1].fen:
        return None
    return entries[0], entries[1]


def _whole_for(work: Work, target: Target, source: Source) -> Target:
    """What a share is of when the question does not say: total receipts for receipts, total expenditure otherwise."""
    main = resolve(work.ledger, target, source, Selection()).main
    receipts = main is not None and main.side == "收入"
    return TOTAL_RECEIPTS if receipts else TOTAL_EXPENDITURE
