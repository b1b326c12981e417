"""What is asked of projects listed before (所列项目之后): 占项目总额多少, after those that a fund pays for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.plan import Operation
from assistant.understand import cues
from assistant.understand.lists import is_fund
from assistant.understand.project_shares import ALL_PROJECTS

if TYPE_CHECKING:
    from assistant.plan import Plan

_SELECTING: Final = frozenset({Operation.FILTER, Operation.SUM, Operation.COUNT, Operation.COMPOSITION})


def share_of_listed(plan: Plan, last: Plan) -> dict[str, object]:
    """占项目总额多少, after projects that were selected: the share of all of them; nothing where none were."""
    share = plan.operation is Operation.RATIO and not plan.targets and not plan.selection.organizations
    listed = last.operation in _SELECTING and cues.PROJECTS(last.question) and not last.across
    funds = all(is_fund(target) for target in last.targets)
    selected = last.name_filter or last.threshold or last.accounts or last.targets or cues.CARRIED_OVER(last.question)
    if not share or not listed or not funds or not selected:
        return {}
    return {
        "targets": last.targets, "against": plan.against or (ALL_PROJECTS,), "of_projects": True,
        "name_filter": last.name_filter, "threshold": last.threshold, "ceiling": last.ceiling,
        "accounts": last.accounts, "measure_word": "",
        "question": f"{last.question.rstrip('，,、;；?？。')}，{plan.question}",
    }  # fmt: skip
