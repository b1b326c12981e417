"""One step more on what was asked for before (再算一步): 再减去公用经费还剩多少, 再加上培训费呢."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.one_by_one import run_of
from assistant.plan import Formula, Operation, Plan, Term

if TYPE_CHECKING:
    from collections.abc import Sequence

STEP: Final = re.compile(
    r"\s*(?:那|那么)?(?:再|要是|如果)?(?:(?P<less>减去|减掉|扣除|扣掉|除去|去掉|刨去|不算|不含|除了|除开|抛开|刨掉)|加(?!一起|起来|在一起|总|一块|到一起)上?)(?P<rest>.+)"
)


def stepped_on(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """再减去公用经费还剩多少: the last figure asked for, and one step more."""
    step, run = STEP.match(plan.question), run_of(earlier[-1:])
    more = (_one_more(plan, earlier[-1], step) or _step_more(plan, earlier[-1], step)) if step is not None else None
    if more is not None:
        return more
    if step is None or len(run) != 1 or len(plan.targets) != 1 or plan.selection.organizations or plan.selection.years:
        return None
    before, item = run[0].targets[0], plan.targets[0]
    if plan.question.find(item.text) < step.start("rest") or item.names == before.names:
        return None
    terms = (Term(target=before), Term(target=item))
    formula = Formula(steps="{0} - {1}" if step["less"] else "{0} + {1}", terms=terms)
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": (before, item), "against": ()}
    selection = run[0].selection
    return plan.model_copy(update=update | {"selection": selection, "words": (), "measure_word": ""})


def _one_more(plan: Plan, last: Plan, step: re.Match[str]) -> Plan | None:
    """再加上培训费呢, after the sum of several items: with one more."""
    summed = last.operation is Operation.SUM and len(last.targets) > 1 and not last.across and not last.against
    if not summed or step["less"] or len(plan.targets) != 1 or plan.selection.organizations or plan.selection.years:
        return None
    if any({*plan.targets[0].names} & {*one.names} for one in last.targets):
        return None
    items = tuple(one.model_copy(update={"start": -1}) for one in (*last.targets, *plan.targets))
    update = {"operation": Operation.SUM, "targets": items, "selection": last.selection, "words": ()}
    return plan.model_copy(update=update | {"measure_word": "", "against": ()})


def _step_more(plan: Plan, last: Plan, step: re.Match[str]) -> Plan | None:
    """再去掉差旅费呢, after one amount was taken from another: one step more."""
    formula, place = last.formula, plan.selection
    if formula is None or formula.unit or formula.left or len(plan.targets) != 1 or re.search("[*/]", formula.steps):
        return None
    moved = any(term.year is not None or term.organization is not None or term.back for term in formula.terms)
    item = plan.targets[0].model_copy(update={"start": -1})
    again = any({*item.names} & {*term.target.names} for term in formula.terms)
    if moved or again or place.organizations or place.years or plan.question.find(item.text) < step.start("rest"):
        return None
    steps = f"{formula.steps} {'-' if step['less'] else '+'} {{{len(formula.terms)}}}"
    longer = formula.model_copy(update={"steps": steps, "terms": (*formula.terms, Term(target=item))})
    update = {"formula": longer, "targets": (*last.targets, item), "question": plan.question, "words": ()}
    return last.model_copy(update=update)
