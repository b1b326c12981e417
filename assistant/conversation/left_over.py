"""What an item leaves of its budget (结余): 公务接待费执行率多少，结余多少."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.plan import Plan

_LEFT_OVER: Final = re.compile(
    r"\s*(?:还|那|那么)?(?:有)?(?:结余|节余|结转|剩余|剩下|余下|剩|没花完|没用完)(?:的|了|下)?(?:(?:还|钱)?(?:有|是)?(?:多少|几)[^，,。；;]{0,4}|呢)?[，,。；;？?]?"
)


def left_of_item(plan: Plan, last: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """公务接待费执行率多少，结余多少: what the item leaves of its budget, not what the unit carries over."""
    place = last.selection
    final = [one for one in earlier if one.selection.kind == "决算" and one.selection.years == place.years]
    carried_out = last.operation is Operation.COMPLETION or (
        last.operation in (Operation.LOOKUP, Operation.DIFFERENCE) and bool(final)
    )
    named = len(last.targets) == 1 or last.operation is Operation.COMPLETION
    item = carried_out and named and any(target.codes or target.names for target in last.targets)
    if (
        not item
        or any("支出总计" in target.names for target in last.targets)
        or not _LEFT_OVER.fullmatch(plan.question)
    ):
        return None
    selection = plan.selection.model_copy(update={"stages": ("决算", "年初预算"), "kind": "决算"})
    return plan.model_copy(update={"operation": Operation.DIFFERENCE, "targets": (), "selection": selection})
