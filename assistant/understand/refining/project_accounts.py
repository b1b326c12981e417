"""Projects under an account (科目之下的项目): 列在2010302科目的项目, where a list of projects says which they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.execute.projects import under_accounts
from assistant.plan import Operation
from assistant.understand.scoping.scope import documents
from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_UNDER: Final = re.compile(
    r"[”\"’）)\s]*(?:这一?个|这一?项|该)?(?:[类款项]级?)?(?:功能)?(?:科目|编码|代码)?(?:项下|名下|之下|下面|底下|里面|当中|下|里|中|上)?(?:的|列支的?|安排的?|对应的?)?"
    r"(?:绩效)?(?:项目(?!支出|经费|资金|的钱|总|(?:安排|列支|承担|负担)的)|(?:有|包括|包含|列了?)(?:哪[些几]|几|多少)个?(?:绩效)?项目(?!支出|经费|资金))"
)


def of_project_accounts(ledger: Ledger, plan: Plan) -> Plan:
    """The plan with an account under which projects are asked for as what limits them, and as no item of its own."""
    if not cues.PROJECTS(plan.question):
        return plan
    named = [one for one in plan.targets if one.codes and _UNDER.match(plan.question, one.start + len(one.text))]
    if len(named) != 1 or len(plan.targets) != 1:
        return plan
    codes = named[0].codes
    ids = [one for source in documents(ledger, plan.selection) for one in source.ids]
    if not under_accounts(ledger, ids, codes):
        return plan
    listed = Operation.FILTER if cues.LIST(plan.question) else plan.operation
    return plan.model_copy(update={"targets": (), "accounts": codes, "operation": listed})
