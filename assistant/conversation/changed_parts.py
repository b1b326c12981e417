"""Which parts of an item changed (增减在哪), after its change: 主要涨在哪个科目, 哪些科目减了."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, Roles, TargetKind
from assistant.understand import asked

if TYPE_CHECKING:
    from assistant.plan import Plan

_OF_CHANGE: Final = (Operation.DIFFERENCE, Operation.CHANGE)


def parts_changed(plan: Plan, last: Plan) -> Plan | None:
    """The parts of the one item whose change was told before, as they changed; None for other questions."""
    own = plan.targets or plan.selection.organizations or plan.selection.years or plan.unknown
    of_one = len(last.targets) == 1 and last.targets[0].kind is TargetKind.SUBJECT and not last.across
    if own or not of_one or last.operation not in _OF_CHANGE or not asked.CHANGED_ITEMS(plan.question):
        return None
    update = {
        "operation": Operation.CHANGE, "roles": Roles(level=True, change=True), "listed": True, "points": (),
        "question": plan.question, "words": (), "measure_word": "",
    }  # fmt: skip
    return last.model_copy(update=update)
