"""Questions that stand for themselves in a conversation (另起的问题): another organization, and what is asked of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation

if TYPE_CHECKING:
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_POINTS: Final = re.compile(
    r"[\s，,]*(?:那|那么|再|还有|换|改|同样|一样|它|其|这)|(?:呢|也是|也)[?？。]?$|同样|相比|一样|[比跟和与同](?:它|前面|刚才|上面)"
)
_LISTED: Final = re.compile("项目(?!支出|经费)|科目|[类款项]级|大类")
_OF_LISTS: Final = (Operation.RANK, Operation.FILTER, Operation.COUNT, Operation.SUM, Operation.CHANGE)


def stands_for_itself(own: Plan, last: Plan) -> bool:
    """普陀财政局2024年哪些科目没花完, after a project of another body: nothing of that is meant."""
    place, before = set(own.selection.organizations), set(last.selection.organizations)
    if not place or place & before or _POINTS.search(own.question):
        return False
    named = any(target.start >= 0 for target in own.targets)
    return named or bool(own.name_filter) or (own.operation in _OF_LISTS and _LISTED.search(own.question) is not None)


def of_what_is_loaded(ledger: Ledger, own: Plan, plan: Plan, last: Plan) -> Plan:
    """The plan without a year or a kind of the question before, of which the other organization has no document."""
    if not stands_for_itself(own, last):
        return plan
    place = plan.selection
    loaded = ledger.loaded.of(place.organizations)
    if not own.selection.years and place.years and not any(one.year in place.years for one in loaded):
        place = place.model_copy(update={"years": ()})
    of_years = [one for one in loaded if not place.years or one.year in place.years]
    if not own.selection.kind and place.kind and not any(one.kind == place.kind for one in of_years):
        place = place.model_copy(update={"kind": ""})
    return plan.model_copy(update={"selection": place})
