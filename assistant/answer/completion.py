"""Answering completion rates (完成率): final account ÷ budget of one item, stated or worked out from the two stages."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer.change import percent
from assistant.answer.checks import share_check
from assistant.answer.computation import Computed
from assistant.answer.draft import entry_label
from assistant.answer.endings import not_printed
from assistant.answer.lookup import candidates
from assistant.answer.messages import message
from assistant.execute.resolve import resolve

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target


def answer_completion(work: Work) -> Status:
    """Answer which share of its budget an item used, with both amounts."""
    said = [_complete(work, target, source) for source in candidates(work) for target in work.plan.targets]
    if any(said):
        return "answered"
    return not_printed(work, work.plan.targets[0], candidates(work)) if work.plan.targets else "not_found"


def _complete(work: Work, target: Target, source: Source) -> bool:
    stated = _stated(work, target, source)
    final, budget = (_at(work, target, source, stage) for stage in ("决算", "年初预算"))
    if stated is None and (final is None or budget is None or not budget.fen):
        return False
    for entry in (budget, final):
        if entry is not None:
            figure = work.draft.figure(entry)
            work.draft.say(message("figure", who=work.who(source), label=entry_label(entry), figure=figure, stands=""))
    if stated is not None:
        figure = work.draft.figure(stated, f"{target.text}完成年初预算")
        work.draft.say(message("completion", label=target.text, figure=figure))
        if final is not None and budget is not None and budget.fen:
            share_check(work, stated, final, budget)
        return True
    if final is None or budget is None or not budget.fen:
        return False
    rate = percent(Decimal(final.fen or 0), Decimal(budget.fen))
    figure = work.draft.derived(
        rate, "%", f"{target.text}完成年初预算", [final, budget], by=Computed.SHARE, source=source
    )
    work.draft.say(message("completion", label=target.text, figure=figure))
    return True


def _at(work: Work, target: Target, source: Source, stage: str) -> Entry | None:
    """The figure at a stage; the budget of a year may stand in the budget document alone."""
    selection = work.plan.selection.model_copy(update={"stages": (stage,), "kind": "", "years": ()})
    found = resolve(work.ledger, target, source, selection).main
    if found is not None or stage == "决算":
        return found
    for other in work.ledger.sources.values():
        same = (other.organization_id, other.year, other.scope) == (source.organization_id, source.year, source.scope)
        if same and other.kind == "预算":
            return resolve(work.ledger, target, other, selection.model_copy(update={"stages": ()})).main
    return None


def stage_pairs(work: Work, target: Target) -> list[tuple[Entry, Entry]]:
    """Final account and budget of a target, for each final account meant."""
    pairs = []
    for source in candidates(work):
        if source.kind == "决算":
            final, budget = (_at(work, target, source, stage) for stage in ("决算", "年初预算"))
            if final is not None and budget is not None:
                pairs.append((final, budget))
    return pairs


def _stated(work: Work, target: Target, source: Source) -> Entry | None:
    for entry in work.ledger.stated_named(source.ids, target.names, target.codes):
        if entry.role == "share" and "预算" in entry.base:
            return entry
    return None
