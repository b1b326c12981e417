"""A column that a question names beside an item (栏名): 公共卫生的预决算差异率 is what that column prints in its row.

A name that the glossary explains is no item of its own beside another one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import TargetKind
from assistant.understand.scoping.scope import documents
from assistant.understand.words import cues
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_UNIT: Final = re.compile("[（(][^（()）]{1,4}[）)]$")
_RATE: Final = re.compile("率$")


def of_named_columns(ledger: Ledger, plan: Plan) -> Plan:
    """The plan with a rate that only a term names as the column of its items, or without it where no row prints it."""
    rates = [one for one in plan.targets if one.kind is TargetKind.TERM and _RATE.search(one.text)]
    items = [one for one in plan.targets if one not in rates]
    if len(rates) != 1 or not items or cues.DEFINITION(plan.question):
        return plan
    ids = [one for source in documents(ledger, plan.selection) for one in source.ids]
    column = normalise(rates[0].text)
    joined = []
    for item in items:
        facts = ledger.facts_named(ids, item.names, item.codes)
        printed = [
            fact.measure for fact in facts if normalise(_UNIT.sub("", fact.measure)) == column and not fact.blank
        ]
        if not printed:
            return plan.model_copy(update={"targets": tuple(items)})
        joined.append(item.model_copy(update={"measure": printed[0]}))
    return plan.model_copy(update={"targets": tuple(joined)})
