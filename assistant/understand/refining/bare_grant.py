"""财政拨款 alone (单说财政拨款): what is received of it, where a document heads only a column of projects so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.execute.resolve import OF_PROJECTS
from assistant.understand.scoping.scope import documents, of_years
from index.store.schema import FactRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan, Target

_NAME: Final = ("财政拨款",)
_OF_ITEMS: Final = re.compile("项目|采购|绩效")
_RECEIVED: Final = ("财政拨款收入", "财政拨款支出", "财政拨款收支总计")
_GENERAL: Final = "一般公共预算拨款收入"
_OTHERS: Final = ("政府性基金预算拨款收入", "国有资本经营预算拨款收入")


def of_bare_grant(ledger: Ledger, plan: Plan) -> Plan:
    """The plan with 财政拨款 as the receipts of it, and not as the part of the projects that it pays."""
    bare = [one for one in (*plan.targets, *plan.against) if one.names == _NAME and not one.measure and not one.within]
    if not bare or plan.selection.forms or _OF_ITEMS.search(plan.question):
        return plan
    chosen = of_years(documents(ledger, plan.selection), plan.selection.years)
    ids = [one for source in chosen for one in source.ids]
    printed = [*ledger.facts(ids, FactRow.measure == _NAME[0]), *ledger.facts_named(ids, _NAME, ())]
    if not printed or not {fact.form for fact in printed} <= OF_PROJECTS:
        return plan
    names = _received(ledger, ids)

    def received(target: Target) -> Target:
        return target.model_copy(update={"names": names}) if target in bare else target

    update = {"targets": tuple(map(received, plan.targets)), "against": tuple(map(received, plan.against))}
    return plan.model_copy(update=update)


def _received(ledger: Ledger, ids: Sequence[int]) -> tuple[str, ...]:
    """The names that the grant goes by in these documents: that of the general budget where it is all of it."""
    own = tuple(name for name in _RECEIVED if ledger.facts_named(ids, (name,), ()))
    others = any(fact.fen for fact in ledger.facts_named(ids, _OTHERS, ()))
    return own or ((_RECEIVED[0],) if others else (_RECEIVED[0], _GENERAL))
