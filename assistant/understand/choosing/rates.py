"""Items, or organizations, by the rates at which they carried out their budgets (按完成率排列): 执行率最低的项目."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.plan import Operation
from assistant.understand.words import bounds, cues

if TYPE_CHECKING:
    from assistant.plan import Plan
    from assistant.understand.parse import Parsed

_WHICH_OF = re.compile(rf"{cues.LIST.pattern.pattern}|{cues.COUNT.pattern.pattern}|哪一?[个项]")


_WHOSE_RATE = re.compile("谁|哪一?(?:家|个(?:单位|部门|局))|[两三四五六]家")


def rates(base: Plan, parsed: Parsed) -> Plan | None:
    """执行率最低的项目, 完成率低于95%的科目: items listed by their rates."""
    limit = bounds.rate_limit(parsed.plain) or bounds.rate_limit(parsed.text)
    ranked = cues.RANK(parsed.plain) and not re.search(r"最(?:后|终)", parsed.plain)
    listed = ranked or (limit is not None and _WHICH_OF.search(parsed.plain))
    if not cues.RATED(parsed.text) or not listed or not re.search(r"项目|科目|哪[个项些几]|什么", parsed.text):
        return None
    selection = base.selection.model_copy(update={"stages": (), "kind": "决算"})
    items = tuple(target for target in base.targets if "支出总计" not in target.names)  # 完成预算比例: no item
    named = tuple(one for one in items if not all(map(cues.RATED, one.names)))
    if named and ranked and _WHOSE_RATE.search(parsed.text):  # 三家谁的项目支出执行率最高: that of each of them
        each = {"operation": Operation.COMPLETION, "targets": named, "selection": selection, "every": True}
        return base.model_copy(update=each)
    update = {"selection": selection, "rated": True, "threshold": limit, "ceiling": None, "every": False}
    update["targets"] = items
    if limit is not None and not ranked:
        return base.model_copy(update=update | {"operation": Operation.FILTER})
    return base.model_copy(update=update | {"operation": Operation.RANK, "top": base.top or 1})
