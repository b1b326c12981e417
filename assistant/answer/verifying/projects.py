"""Checks of what all projects come to (各项目之和): 五个绩效项目加起来是1811万吗."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.lookups.items import conditional, fund_rows, projects_meant
from assistant.execute.parts import stated_count
from assistant.understand.words import cues
from assistant.understand.words.bounds import NUMBER, chinese_number
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_SO_MANY: Final = re.compile(rf"(?P<number>{NUMBER})\s*个[^，,。；;？?]{{0,6}}项目")
_OF_PROJECTS: Final = re.compile("项目|资金|财政拨款|绩效目标|结转")
_PAIR: Final = 2


def project_amounts(work: Work, source: Source) -> tuple[list[Entry], Entry | None]:
    """What each project has, and what the text states for all of them; no projects where the check is of others."""
    plan = work.plan
    names = [normalise(name) for target in plan.targets for name in target.names]
    other = any(target.codes for target in plan.targets) or not all(map(_OF_PROJECTS.search, names))
    if other or not cues.PROJECTS(plan.question) or not cues.SUM(plan.question):
        return [], None
    meant = projects_meant(work, source)
    said = _SO_MANY.search(plan.question)
    if len(meant) < _PAIR or (said is not None and chinese_number(said["number"]) != len(meant)):
        return [], None
    tables = {project.table_id for project in meant}
    rows = [row for row in fund_rows(work, source) if row.table_id in tables]
    parts = rows if len(rows) == len(meant) else [one.amount for one in meant if one.amount is not None]
    stated = stated_count(work.ledger, source)
    of_all = stated is not None and not conditional(work, source) and stated[0].value == len(meant)
    return parts, stated[1] if of_all and stated is not None else None
