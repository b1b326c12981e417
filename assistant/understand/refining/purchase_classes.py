"""Classes of purchases (采购品目大类): 政府采购货物 where a document prints 货物 alone, in its table of purchases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.understand.scoping.scope import documents, of_years
from index.store.schema import FactRow, TableRow

if TYPE_CHECKING:
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan, Target

_CLASS: Final = re.compile("政府采购(货物|工程|服务)预算")


def of_purchase_classes(ledger: Ledger, plan: Plan) -> Plan:
    """The plan with classes of purchases under the name that the documents print them by."""
    if not any(_CLASS.fullmatch(name) for one in (*plan.targets, *plan.against) for name in one.names):
        return plan
    chosen = of_years(documents(ledger, plan.selection), plan.selection.years)
    ids = [one for source in chosen for one in source.ids]

    def printed(target: Target) -> Target:
        name = _CLASS.fullmatch(target.names[0]) if len(target.names) == 1 else None
        if name is None or ledger.facts_named(ids, target.names, ()) or ledger.stated_named(ids, target.names, ()):
            return target
        rows = ledger.facts(ids, FactRow.subject == name[1], TableRow.form == "procurement")
        return target.model_copy(update={"names": (name[1],)}) if rows else target

    update = {"targets": tuple(map(printed, plan.targets)), "against": tuple(map(printed, plan.against))}
    return plan.model_copy(update=update)
