"""An account named with the one above it (科目路径): 党委办公厅的行政运行 is not that of the government's office."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from assistant.plan import Plan, TargetKind
from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.plan import Target

_UNDER: Final = re.compile(r"[（(]?[类款]?[）)]?(?:科目|支出|事务)?(?:下面|项下|里面|[下里中])?的?")


def of_path(plan: Plan) -> Plan:
    """The plan with an account of a common name told by the account that is named right before it."""
    if cues.RATIO(plan.question):
        return plan
    for above, item in pairwise(plan.targets):
        codes = _under(plan.question, above, item)
        if codes:
            told = item.model_copy(update={"names": (), "codes": codes})
            targets = tuple(told if one is item else one for one in plan.targets if one is not above)
            return plan.model_copy(update={"targets": targets})
    return plan


def _under(question: str, above: Target, item: Target) -> tuple[str, ...]:
    """The codes of the item that stand under the account before it, where others of the name do not."""
    accounts = above.kind is item.kind is TargetKind.SUBJECT and not above.measure and not item.measure
    between = question[above.start + len(above.text) : item.start]
    if not accounts or len(item.codes) < 2 or _UNDER.fullmatch(between) is None:  # noqa: PLR2004 - several of a name
        return ()
    kept = tuple(code for code in item.codes if any(code != one and code.startswith(one) for one in above.codes))
    return kept if len(kept) < len(item.codes) else ()
