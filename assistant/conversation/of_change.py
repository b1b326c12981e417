"""What goes on from a change (增减之后): 主要涨在哪个科目, 百分之几."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, Roles, TargetKind
from assistant.understand.words import asked

if TYPE_CHECKING:
    from assistant.plan import Plan

_IN_PERCENT: Final = re.compile(
    r"[\s，,]*(?:那|那么|也就是|相当于|换算成|换成)?(?:是|合)?百分(?:之(?:几|多少)|比(?:是|呢)?(?:多少)?)(?:呢|啊)?[?？。]?"
)
_OF_CHANGE: Final = (Operation.DIFFERENCE, Operation.CHANGE)


def parts_changed(plan: Plan, last: Plan) -> Plan | None:
    """The parts of the one item whose change was told before, as they changed; None for other questions."""
    own = plan.targets or plan.selection.organizations or plan.selection.years or plan.unknown
    of_one = len(last.targets) == 1 and last.targets[0].kind is TargetKind.SUBJECT and not last.across
    moved = last.operation in _OF_CHANGE or last.operation is Operation.REASON
    if own or not of_one or not moved or not asked.CHANGED_ITEMS(plan.question):
        return None
    update = {
        "operation": Operation.CHANGE, "roles": Roles(level=True, change=True), "listed": True, "points": (),
        "question": plan.question, "words": (), "measure_word": "",
    }  # fmt: skip
    if {"决算", "年初预算"} <= set(last.selection.stages) and not asked.YEAR_BEFORE(plan.question):
        # 主要多在哪个科目, after 决算比预算多多少: against the budget, too
        update["selection"] = last.selection.model_copy(update={"stages": (), "kind": "决算"})
        update["question"] = f"决算比年初预算{plan.question}"
    return last.model_copy(update=update)


def in_percent(plan: Plan, last: Plan) -> Plan | None:
    """百分之几, after how much something changed: by how much in percent."""
    own = plan.targets or plan.selection.organizations or plan.selection.years or plan.unknown
    if own or last.operation is not Operation.CHANGE or last.listed or not _IN_PERCENT.fullmatch(plan.question):
        return None
    roles = last.roles.model_copy(update={"change": False, "rate": True})
    return last.model_copy(update={"roles": roles, "question": plan.question, "words": ()})
