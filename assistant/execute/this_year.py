"""What final accounts received or spent within the year (本年收入、本年支出), without what is carried over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.execute.against import OF_THIS_YEAR

if TYPE_CHECKING:
    from assistant.execute.entry import Source
    from assistant.execute.ledger import Ledger
    from assistant.plan import Target

_GRAND_TOTAL: Final = re.compile("总计|收支|^(?!.*(?:收入|支出)).*(?:收|进账)")


def names_of_this_year(ledger: Ledger, target: Target, source: Source) -> tuple[str, ...]:
    """What final accounts spent or received: their 支出总计 holds what is left for the year after as well.

    Only who says 总计 means that, or names no side (决算多少), or what came in (一共收多少); () where neither a table
    nor, where no table has the total either, a sentence tells it.
    """
    said = _GRAND_TOTAL.search(target.text)
    if source.kind != "决算" or said or len(target.names) != 1 or target.codes or target.measure:
        return ()
    own = OF_THIS_YEAR.get(target.names[0])
    found = ledger.facts_named(source.ids, (own,), ()) if own else []
    if own and not found and not ledger.facts_named(source.ids, target.names, ()):
        told = ledger.stated_named(source.ids, (own,), ())
        found = [entry for entry in told if entry.role == "level" and entry.year in (None, source.year)]
    return (own,) if own and any(entry.fen is not None for entry in found) else ()
