"""Questions for lists (所问清单): items by how they changed, the bodies of a department, what is compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.plan import Operation, Plan, Roles
from assistant.understand import asked, cues

if TYPE_CHECKING:
    from assistant.plan import Target
    from assistant.understand.parse import Parsed

_WITHIN = re.compile(r"\s*[”\"]?\s*(?:里面|里头|当中|里|中|内)(?:的|，|,)?\s*[“\"]?")
_YEAR_BEFORE = re.compile(r"(?:比|较|同|与|跟)(?:上|去|前)一?年")


def changed(base: Plan, parsed: Parsed) -> Plan | None:
    """哪些大类支出下降了: items by how they changed between two years."""
    compared = len(parsed.selection.years) > 1 or _YEAR_BEFORE.search(parsed.text) or "同比" in parsed.text
    if not asked.CHANGED_ITEMS(parsed.text) or not compared or parsed.named > 1 or base.threshold:
        return None
    update = {"operation": Operation.CHANGE, "roles": Roles(level=True, change=True), "listed": True}
    named = tuple(target for target in base.targets if target.score >= 1 and "支出总计" not in target.names)
    return base.model_copy(update=update | {"targets": named})


def bodies(base: Plan, parsed: Parsed) -> Plan | None:
    """科室名单, 下面那几家单位叫什么: what the text tells of how the department is made up."""
    text = parsed.text
    spoken = asked.BODIES.pattern.search(text)
    if spoken is None or not asked.NAMES(text) or cues.COUNT(text) or base.threshold or cues.PROJECTS(text):
        return None
    if any(not spoken.start() <= target.start < spoken.end() for target in parsed.targets):
        return None  # 哪些单位的接待费最高
    return base.model_copy(update={"operation": Operation.NARRATIVE, "targets": ()})


def compared(targets: tuple[Target, ...], text: str) -> tuple[Target, ...]:
    """贸易专项里，甲跟乙哪个多: what stands within the first is compared, not the first with one of them."""
    several = len(targets) > 2  # noqa: PLR2004 - two beside it
    return targets[1:] if several and _WITHIN.match(text, targets[0].start + len(targets[0].text)) else targets
