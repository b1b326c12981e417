"""Averages of figures that a question names (平均数): over items, over years, over organizations.

平均每个项目 is an average over a list (`Operation.AVERAGE`), 人均 and 每辆 over what a document counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.plan import Formula, Term, mean_of
from assistant.understand.choosing.addends import unlinked
from assistant.understand.choosing.ratios import distinct
from assistant.understand.words import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.plan import Plan, Target
    from assistant.understand.parse import Parsed

_OWN: Final = ("", "平均", "年均", "均值")  # 人均, 月均: over what the question does not name


def averaged(base: Plan, parsed: Parsed, items: Sequence[Target]) -> Formula | None:
    """The sum of what is named, divided by how many they are; None where it is not clear over what."""
    if not asked.AVERAGED(parsed.text) or base.per_head not in _OWN or unlinked(parsed) is not None:
        return None
    several = distinct(tuple(items))
    years = sorted(base.selection.years)
    organizations = base.selection.organizations
    over = [len(several) > 1, len(years) > 1, parsed.named > 1]
    if sum(over) != 1:
        return None
    if len(several) > 1:
        terms = tuple(Term(target=item) for item in several)
    elif len(years) > 1:
        terms = tuple(Term(target=several[0], year=year) for year in years)
    else:
        terms = tuple(Term(target=several[0], organization=one) for one in organizations)
    return Formula(steps=mean_of(len(terms)), terms=terms)
