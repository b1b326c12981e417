"""What is asked of projects listed before (所列项目之后): 占项目总额多少, after those that a fund pays for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, TargetKind
from assistant.understand.choosing.lists import is_fund
from assistant.understand.choosing.project_shares import ALL_PROJECTS
from assistant.understand.refining.project_rows import spoken_rows
from assistant.understand.scoping.scope import documents
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_INSIDE: Final = re.compile(
    r"[\s，,]*(?:其中|里面|这里面|当中|里头|它|其|这个项目|该项目)*的?(?:还|又)?(?:有没有|有|含|包括|包含|没有|是不是|属于|来自|用)*"
)
_SELECTING: Final = frozenset({Operation.FILTER, Operation.SUM, Operation.COUNT, Operation.COMPOSITION})


def share_of_listed(plan: Plan, last: Plan) -> dict[str, object]:
    """占项目总额多少, after projects that were selected: the share of all of them; nothing where none were."""
    share = plan.operation is Operation.RATIO and not plan.targets and not plan.selection.organizations
    listed = last.operation in _SELECTING and cues.PROJECTS(last.question) and not last.across
    funds = all(is_fund(target) for target in last.targets)
    selected = bool(last.name_filter or last.threshold or last.accounts or last.body or last.targets)
    selected = selected or cues.CARRIED_OVER(last.question)
    if not share or not listed or not funds or not selected:
        return {}
    return {
        "targets": last.targets, "against": plan.against or (ALL_PROJECTS,), "of_projects": True,
        "name_filter": last.name_filter, "threshold": last.threshold, "ceiling": last.ceiling,
        "accounts": last.accounts, "body": last.body, "measure_word": "",
        "question": f"{last.question.rstrip('，,、;；?？。')}，{plan.question}",
    }  # fmt: skip


def of_same_project(ledger: Ledger, text: str, own: Plan, earlier: Sequence[Plan]) -> str:
    """资金总额多少，里面有上年结转吗: the fund of that project, as its own table prints it, not of the whole body."""
    last = earlier[-1] if earlier else None
    if last is None or not last.targets or own.selection.organizations or own.against:
        return text
    before = last.targets[0]
    names = before.within or (before.names if before.kind is TargetKind.PROJECT else ())
    alone = all(target.within == before.within for target in last.targets)
    inside = _INSIDE.match(text)
    if not names or not alone or inside is None:
        return text
    ids = [one for source in documents(ledger, last.selection) for one in source.ids]
    spoken = spoken_rows(ledger, ids, names, text)
    return f"{names[0]}的{text[inside.end() :]}" if spoken and spoken[0][2] == inside.end() else text
