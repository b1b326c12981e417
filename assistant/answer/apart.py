"""One question asked of each stage or year that it names: 年初预算和决算各是多少, 2022、2023年预算各多少."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.execute.resolve import resolve
from assistant.plan import Operation

if TYPE_CHECKING:
    from assistant.answer.work import Work

_TWO = 2


def by_stage(work: Work) -> list[Work]:
    """The same work for each stage that the question names."""
    stages = work.plan.selection.stages
    return [work] if len(stages) < _TWO else [_within(work, stages=(stage,)) for stage in stages]


def by_year(work: Work) -> list[Work]:
    """The same work for each of two years, where the only document of them prints both of everything asked for."""
    plan, years = work.plan, work.plan.selection.years
    loaded = {source.year for source in work.chosen}
    others = [year for year in years if year not in loaded]
    if len(years) != _TWO or len(loaded) != 1 or len(others) != 1 or plan.operation is not Operation.LOOKUP:
        return [work]
    before = _within(work, years=tuple(others)).plan.selection
    printed = [
        any(resolve(work.ledger, target, source, before).main is not None for source in work.chosen)
        for target in plan.targets
    ]
    return [_within(work, years=(year,)) for year in years] if printed and all(printed) else [work]


def _within(work: Work, **update: object) -> Work:
    selection = work.plan.selection.model_copy(update=update)
    return replace(work, plan=work.plan.model_copy(update={"selection": selection}))
