"""What projects with performance targets get (绩效目标项目资金): the amount beside their count, as a document words it.

编报绩效目标的项目 6 个，涉及项目预算资金 821.55 万元 states it under a name that nobody asks for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_

from assistant.understand.scoping.scope import documents, of_years
from assistant.understand.words import cues
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan, Target

TARGET_MONEY: Final = "绩效目标项目资金"
_HAVE_TARGETS: Final = re.compile("绩效(?:目标|管理)")


def of_target_money(ledger: Ledger, plan: Plan) -> Plan:
    """The plan with the amount of the projects with targets under the names that the documents state it by."""
    others = tuple(target for target in plan.targets if TARGET_MONEY not in target.names)
    if len(others) == len(plan.targets):
        return plan
    if plan.top or plan.threshold or cues.RANK(plan.question):  # 绩效项目资金前五名: the projects themselves
        return plan.model_copy(update={"targets": others})
    chosen = of_years(documents(ledger, plan.selection), plan.selection.years)
    names = _stated(ledger, [one for source in chosen for one in source.ids])

    def named(target: Target) -> Target:
        return target.model_copy(update={"names": names}) if names and TARGET_MONEY in target.names else target

    return plan.model_copy(update={"targets": tuple(map(named, plan.targets))})


def _stated(ledger: Ledger, ids: Sequence[int]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for count in ledger.stated(ids, StatementRow.role == "count", StatementRow.subject.contains("项目")):
        if _HAVE_TARGETS.search(count.sentence):
            beside = and_(StatementRow.sentence == count.sentence, StatementRow.ordinal > count.ordinal)
            amounts = ledger.stated([count.source.id], beside, StatementRow.role == "level")
            names.update(dict.fromkeys(one.subject for one in amounts[:1] if one.fen is not None))
    return tuple(names)
