"""One question asked of each stage or year that it names: 年初预算和决算各是多少, 2022、2023年预算各多少."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.messages import message
from assistant.execute.resolve import resolve
from assistant.plan import Operation

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work

_TWO: Final = 2
_BY_YEAR: Final = (Operation.LOOKUP, Operation.SUM)


def by_stage(work: Work) -> list[Work]:
    """The same work for each stage that the question names."""
    stages = work.plan.selection.stages
    return [work] if len(stages) < _TWO else [_within(work, stages=(stage,)) for stage in stages]


def by_year(work: Work) -> list[Work]:
    """The same work for each of several years, where the only document of them prints all of what is asked for."""
    plan, years = work.plan, work.plan.selection.years
    loaded = {source.year for source in work.chosen}
    others = [year for year in years if year not in loaded]
    if not others or len(others) + 1 != len(years) or len(loaded) != 1 or plan.operation not in _BY_YEAR:
        return [work]
    apart = [_within(work, years=(year,)).plan.selection for year in others]
    printed = [
        any(resolve(work.ledger, target, source, selection).main is not None for source in work.chosen)
        for target in plan.targets
        for selection in apart
    ]
    return [_within(work, years=(year,)) for year in years] if printed and all(printed) else [work]


def answer_sum_of_years(work: Work) -> Status | None:
    """What one document prints of an item in several years, added: 2024到2026三年合计; None for any other sum."""
    if len(work.plan.targets) != 1 or len(works := by_year(work)) < _TWO:
        return None
    [target], entries = work.plan.targets, []
    for each in works:
        found = [resolve(work.ledger, target, source, each.plan.selection).main for source in work.chosen]
        entries += [entry for entry in found if entry is not None and entry.fen is not None]
    if len(entries) != len(works) or len({entry.unit for entry in entries}) > 1:
        return None
    total, source = sum((entry.amount for entry in entries), Decimal(0)), entries[0].source
    label = f"{target.text}（{'、'.join(str(entry.year) for entry in entries)}年）"
    figure = work.draft.derived(total, entries[0].unit, f"{label}合计", entries, by=Computed.SUM, source=source)
    formula = " + ".join(work.draft.operand(entry) for entry in entries)
    work.draft.say(message("sum", label=f"{work.who(source)}{label} ", figure=figure, formula=formula))
    return "answered"


def _within(work: Work, **update: object) -> Work:
    selection = work.plan.selection.model_copy(update=update)
    return replace(work, plan=work.plan.model_copy(update={"selection": selection}))
