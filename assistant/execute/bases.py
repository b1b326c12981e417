"""What a stated change compares with (增减的比较基数): last year, an earlier year, or the same year's budget."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from assistant.execute.entry import Entry

_LAST_YEAR: Final = re.compile(r"上一?年|去年|同比|往年|同期|^对比$")
_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=年)")
_BUDGET: Final = re.compile(r"预算")


def base_year(entry: Entry) -> int | None:
    """The year that a change is against; None where its words do not tell.

    大于年初预算数 is against the budget of the same year, 比上年预算 against that of the year before.
    """
    own = entry.year or entry.source.year
    named = _YEAR.search(entry.base)
    if named:
        return int(named[0])
    if own is not None and _LAST_YEAR.search(entry.base):
        return own - 1
    return own if _BUDGET.search(entry.base) else None


def is_against_budget(entry: Entry) -> bool:
    """Whether a change compares with the budget of its own year (决算数大于预算数)."""
    return bool(_BUDGET.search(entry.base)) and base_year(entry) == (entry.year or entry.source.year)
