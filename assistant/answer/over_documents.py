"""Figures over documents (跨文件排列、筛选): one subject of all organizations or years."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label
from assistant.answer.endings import not_printed
from assistant.answer.limits import condition_text, fits
from assistant.answer.lookup import candidates, resolve_all
from assistant.answer.messages import message
from assistant.answer.places import say_apart
from assistant.execute.entry import worth
from assistant.plan import Target
from assistant.understand import cues

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work

_FEW: Final = 2  # two compared: both figures are asked for


def rank_documents(work: Work) -> Status:
    """Order organizations or years by each figure that is asked for."""
    targets = work.plan.targets or (Target(text="支出总计", names=("支出总计",)),)
    distinct = {(target.names, target.codes, target.measure): target for target in targets}
    statuses = [_ranked(work, target) for target in distinct.values()]
    return "answered" if "answered" in statuses else "not_found"


def _ranked(work: Work, target: Target) -> Status:
    found = [each.main for each in resolve_all(work, target, candidates(work)) if each.main is not None]
    found = [entry for entry in found if entry.fen is not None or entry.value is not None]
    if not found:
        return not_printed(work, target, candidates(work))
    if say_apart(work, found, lambda entry: entry.source.label):
        return "answered"
    both = cues.MOST(work.plan.question) and cues.LEAST(work.plan.question)
    ordered = sorted(found, key=worth, reverse=not work.plan.ascending or both)
    place = work.plan.position if work.plan.position <= len(ordered) and not both else 0
    work.draft.say(message("each", label=entry_label(ordered[0])))
    lines = []
    for number, entry in enumerate(ordered, start=1):
        few = len(ordered) <= _FEW or not work.plan.top
        shown = few or number <= work.plan.top or (both and number == len(ordered))
        shown = number == place if place else shown
        figure = work.draft.figure(entry, supporting=not shown)
        lines.append(message("list_item", number=number, name=entry.source.label, figure=figure))
    work.draft.say("\n".join(lines))
    if place:  # 第二名是谁
        at = ordered[place - 1]
        amount = amount_text(at.amount, at.unit)
        key = "placed_from_last" if work.plan.ascending else "placed"
        work.draft.say(message(key, place=place, name=at.source.label, figure=amount))
        return "answered"
    key = "winner_least" if work.plan.ascending and not both else "winner_most"
    first = ordered[0]
    work.draft.say(message(key, name=first.source.label, figure=amount_text(first.amount, first.unit)))
    if both:
        last = ordered[-1]
        work.draft.say(message("winner_least", name=last.source.label, figure=amount_text(last.amount, last.unit)))
    return "answered"


def filter_documents(work: Work) -> Status:
    """List the organizations or years whose figure is above or below an amount."""
    target = work.plan.targets[0]
    found = [each.main for each in resolve_all(work, target, candidates(work)) if each.main is not None]
    found = [entry for entry in found if entry.fen is not None]
    if not found:
        return not_printed(work, target, candidates(work))
    limits = [each for each in (work.plan.threshold, work.plan.ceiling) if each is not None]
    fitting = sorted((entry for entry in found if all(fits(entry, each) for each in limits)), key=worth, reverse=True)
    condition, label = " 且 ".join(condition_text(each) for each in limits), entry_label(found[0])
    if not fitting:
        for entry in found:
            work.draft.figure(entry, supporting=True)
        work.draft.say(message("nothing_fits", who="", label=f"各文件的{label}", condition=condition))
        return "answered"
    if cues.COUNT(work.plan.question):
        number, name = Decimal(len(fitting)), f"{label}{condition}的个数"
        work.draft.derived(number, "个", name, fitting, by=Computed.COUNT, source=fitting[0].source)
    work.draft.say(message("list_head", who="", label=f"{label}{condition}的共 {len(fitting)} 个"))
    work.draft.say(
        "\n".join(
            message("list_item", number=number, name=entry.source.label, figure=work.draft.figure(entry))
            for number, entry in enumerate(fitting, start=1)
        )
    )
    return "answered"
