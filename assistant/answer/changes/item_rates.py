"""Answering which items used most or least of their budgets (各项完成率), where no column prints the rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answer.changes.parts_change import planned_items
from assistant.answer.computation import Computed, percent
from assistant.answer.draft import entry_label
from assistant.answer.limits import COMPARED, condition_text
from assistant.answer.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source


@dataclass(frozen=True, slots=True)
class _Rate:
    """What an item spent of its budget, in percent."""

    worth: Decimal
    final: Entry
    budget: Entry


def say_item_rates(work: Work) -> bool:
    """哪项支出完成率最低: the rates of the items, worked out from both amounts; False where they are not printed."""
    return any([_say(work, source) for source in work.chosen])  # noqa: C419 - each is said


def _say(work: Work, source: Source) -> bool:
    if source.kind != "决算" or work.plan.targets:
        return False
    label, pairs = planned_items(work, source)
    rates = [
        _Rate(percent(final.amount, budget.amount), final, budget)
        for final, budget in pairs
        if budget.fen and final.fen is not None and final.unit == budget.unit
    ]
    if not rates:
        return False
    limit = work.plan.threshold
    if limit is not None:
        meant = [rate for rate in rates if COMPARED[limit.comparator](rate.worth, limit.value)]
        head = f"{label}完成率{condition_text(limit)}的共 {len(meant)} 项"
    else:
        meant = _leading(work, rates)
        head = f"{label}按完成率（共 {len(rates)} 项）排在前面的"
    work.draft.say(message("list_head", who=work.who(source), label=head))
    lines = [_line(work, source, number, rate) for number, rate in enumerate(meant, start=1)]
    work.draft.say("\n".join(lines))
    return True


def _line(work: Work, source: Source, number: int, rate: _Rate) -> str:
    """One item: its rate, and the two amounts that it was worked out from."""
    name, pair = entry_label(rate.final), [rate.final, rate.budget]
    formula = " ÷ ".join(work.draft.operand(entry) for entry in pair)
    label = f"{name}完成{rate.budget.stage}"
    figure = work.draft.derived(rate.worth, "%", label, pair, by=Computed.SHARE, source=source)
    return message("list_item", number=number, name=name, figure=f"{figure}（{formula}）")


def _leading(work: Work, rates: Sequence[_Rate]) -> list[_Rate]:
    """As many as are asked for, with those that are the same as the last one."""
    ordered = sorted(rates, key=lambda rate: rate.worth, reverse=not work.plan.ascending)
    count = work.plan.top or len(ordered)
    last = ordered[min(count, len(ordered)) - 1].worth
    return [rate for place, rate in enumerate(ordered) if place < count or rate.worth == last]
