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
    "|两[家个者]|[三四五]家|加起来|合起来|相?差多少|[多少高低]多少|谁|哪家|哪个单位|哪个部门"
)
_LISTED: Final = re.compile("项目(?!支出|经费)|科目|[类款项]级|大类|哪一?[类款项]")
_OF_LISTS: Final = (Operation.RANK, Operation.FILTER, Operation.COUNT, Operation.SUM, Operation.CHANGE)


def stands_for_itself(own: Plan, last: Plan) -> bool:
    """水文站2024年哪些科目没花完, after a project of another body: nothing of that is meant."""
    place, before = set(own.selection.organizations), set(last.selection.organizations)
    if not place or place & before or _POINTS.search(own.question):
        return False
    named = any(target.start >= 0 for target in own.targets)
    return named or bool(own.name_filter) or (own.operation in _OF_LISTS and _LISTED.search(own.question) is not None)


def on_its_own(ledger: Ledger, own: Plan, last: Plan) -> Plan:
    """Such a question in the year and kind of the one before, of which the other organization has documents."""
    place, before = own.selection, last.selection
    loaded = ledger.loaded.of(place.organizations)
    if not place.years and any(one.year in before.years for one in loaded):
        place = place.model_copy(update={"years": before.years})
    loaded = [one for one in loaded if not place.years or one.year in place.years]
    if not place.kind and not place.stages and any(one.kind == before.kind for one in loaded):
        place = place.model_copy(update={"kind": before.kind})
    return own.model_copy(update={"selection": place})
