"""The share of a difference (差额之比): 比2024年多多少，多的部分占2024年几成, within one question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, Roles
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from assistant.plan import Plan

_YEAR_BEFORE: Final = re.compile("(?:上|去|前)一?年")
_PAIR: Final = 2


def share_of_gap(text: str, last: Plan) -> Plan | None:
    """差额占预算几成, after what the difference is: the rate, where the base that is named is that of the rate."""
    if not asked.SHARE_OF_GAP(text) or len(last.targets) != 1 or last.across or last.listed:
        return None
    base = text.partition("占")[2]
    rate = {"roles": Roles(level=False, rate=True)}
    if last.operation is Operation.CHANGE and last.selection.years:
        years = sorted(last.selection.years)
        before = years[0] if len(years) == _PAIR else years[0] - 1
        of_before = _YEAR_BEFORE.match(base) is not None or cues.years(base) == (before,)
        return last.model_copy(update=rate) if of_before else None
    staged = last.operation is Operation.DIFFERENCE and "决算" in last.selection.stages and not last.points
    if staged and "预算" in base:
        return last.model_copy(update=rate | {"question": f"{last.question.rstrip('，,、;；?？。 ')}，差异率多少"})
    return None
