"""Figures at several points (年度与阶段): 2024年年初预算、2024年决算、2025年预算 of one item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.execute.resolve import resolve

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Plan, Point, Target

_FINAL: Final = ("决算", "执行数")
_NARROWER: Final = ("本年支出合计", "一般公共预算支出")


def at_points(work: Work, target: Target) -> list[tuple[str, Entry]]:
    """The target at each point that the question names, with how to name it; missing ones are left out."""
    found = []
    for point in work.plan.points:
        entry = budget_at(work, target, point)
        if entry is not None:
            found.append((f"{point.year}年{point.stage}", entry))
    return found


def at_compared(work: Work, target: Target) -> list[tuple[str, Entry]]:
    """The target at points that are set against one another: 预算比决算 of no side is of what was spent.

    总计 of final accounts holds what is left for the year after: it is meant only where the question names it.
    """
    spent = "支出总计" in target.names and "总计" not in work.plan.question
    mixed = len({point.stage in _FINAL for point in work.plan.points}) > 1
    return at_points(work, target.model_copy(update={"text": "支出"}) if spent and mixed else target)


def budget_at(work: Work, target: Target, point: Point) -> Entry | None:
    """A budget stands in the budget document, or as 年初预算 in the final accounts of its year."""
    organizations = set(work.plan.selection.organizations)
    final = point.stage in _FINAL
    sources = [
        source for source in work.ledger.loaded.of(tuple(organizations)) if source.year == point.year
    ]  # fmt: skip
    kinds = ("决算",) if final else (("决算", "预算") if point.stage == "年初预算" else ("预算", "决算"))
    for kind in kinds:
        stages = ("年初预算",) if kind == "决算" and not final else ()
        selection = work.plan.selection.model_copy(update={"stages": stages, "kind": "", "years": ()})
        for source in (one for one in sources if one.kind == kind):
            entry = resolve(work.ledger, target, source, selection).main
            if entry is not None:
                return entry
    return _in_year_after(work, target, point)


def _in_year_after(work: Work, target: Target, point: Point) -> Entry | None:
    """What the budget of the year after prints of a year beside its own: 2023年预算数."""
    selection = work.plan.selection.model_copy(update={"stages": (), "kind": "", "years": (point.year,)})
    stages = _FINAL if point.stage in _FINAL else ("预算", "年初预算")
    for source in work.ledger.loaded.of(work.plan.selection.organizations):
        if source.kind == "预算" and source.year == point.year + 1:
            found = resolve(work.ledger, target, source, selection.model_copy(update={"stages": stages})).main
            if found is not None and found.year == point.year:
                return found
    return None


def at_stage(work: Work, target: Target, source: Source, stage: str) -> Entry | None:
    """The figure at a stage; the budget of a year may stand in the budget document alone."""
    selection = work.plan.selection.model_copy(update={"stages": (stage,), "kind": "", "years": ()})
    found = resolve(work.ledger, target, source, selection).main
    if found is not None or stage in ("决算", "调整预算"):
        return found
    for other in work.ledger.loaded.of((source.organization_id,)):
        same = (other.organization_id, other.year, other.scope) == (source.organization_id, source.year, source.scope)
        if same and other.kind == "预算":
            return resolve(work.ledger, target, other, selection.model_copy(update={"stages": ()})).main
    if stage == "年初预算" and "年初" not in work.plan.question:  # 完成全年预算的 80%: the only budget that is told
        return at_stage(work, target, source, "调整预算")
    return None


def stage_pairs(work: Work, target: Target) -> list[tuple[Entry, Entry]]:
    """Final account and budget of a target, for each final account meant; of the whole, as `of_the_whole` puts it."""
    for meant in of_the_whole(work, target):
        if pairs := _stage_pairs(work, meant):
            return pairs
    return []


def of_the_whole(work: Work, target: Target) -> list[Target]:
    """The names under which documents set the whole against its budget, the one that is meant first.

    总计 holds what is carried over, at the end of the year too: it is meant only where the question names it.
    """
    if "支出总计" not in target.names:
        return [target]
    narrower = [target.model_copy(update={"names": (name,), "codes": (), "text": name}) for name in _NARROWER]
    if "总计" in work.plan.question:
        return [target, *narrower]
    return [*narrower, target.model_copy(update={"text": "支出"})]


def _stage_pairs(work: Work, target: Target) -> list[tuple[Entry, Entry]]:
    pairs = []
    for source in work.chosen:
        if source.kind == "决算":
            final, budget = (at_stage(work, target, source, stage) for stage in ("决算", planned(work.plan)))
            if final is not None and budget is not None:
                pairs.append((spent_beside(work, target, final, budget), budget))
    return pairs


def planned(plan: Plan) -> str:
    """The stage that a question sets the final account against: the budget as it was at first, or as adjusted."""
    return next((stage for stage in plan.selection.stages if stage not in ("决算", "执行数")), "年初预算")


def _told_beside(work: Work, target: Target, final: Entry, budget: Entry) -> Entry:
    """The final account that the sentence of the budget sets beside it, where a table has another: of other funds."""
    named = work.ledger.stated_named(budget.source.ids, target.names, target.codes)
    told = [one for one in named if one.sentence == budget.sentence and one.role == "level" and one.stage in _FINAL]
    return told[0] if len(told) == 1 and not told[0].agrees(final) else final


def spent_beside(work: Work, target: Target, final: Entry, budget: Entry) -> Entry:
    """The final account as the row of the budget prints it: of the same funds, where another table has more."""
    if budget.table_id is None:
        return _told_beside(work, target, final, budget)
    if final.source.id != budget.source.id or final.table_id == budget.table_id:
        return final
    facts = work.ledger.facts_named(final.source.ids, target.names, target.codes)
    own = [
        fact for fact in facts
        if (fact.table_id, fact.row, fact.measure) == (budget.table_id, budget.row, final.measure)
        and fact.stage in ("决算", "执行数") and fact.fen is not None
    ]  # fmt: skip
    return own[0] if len(own) == 1 else final
