"""A department against its units (部门与所属单位): what the department prints is the sum of what they print."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from index.checks.compare import holds, resembles, sum_check
from index.checks.registry import rule
from index.checks.rules.repeats import seen_facts
from index.checks.slips import is_mended

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence, Volume
    from index.checks.rules.repeats import Seen
    from index.checks.term import Term
    from index.model.records import Check

_OFFSET = "部门与各单位之间可能有抵销"


@rule("department", "部门数 = 所属各单位数之和", needs="部门文件和它所列全部单位的文件")
def units(evidence: Evidence) -> Iterator[Check]:
    """部门预算、决算编制办法: a 部门预算 is put together from those of all its 预算单位, its own offices among them.

    `Evidence.volumes` are the department and then all units that it lists. A unit that does not print an item has none
    of it. A difference that is no slip of one digit may be what the units pay one another.
    """
    if len(evidence.volumes) < 2 or len({(one.year, one.kind) for one in evidence.volumes}) > 1:  # noqa: PLR2004
        return
    department, *others = evidence.volumes
    seen = list(seen_facts(evidence))
    summed = [_items(evidence, seen, one) for one in others]
    for key, whole in _items(evidence, seen, department).items():
        parts = [found[key] for found in summed if key in found]
        if whole.value and parts:
            check = _sum_check(whole, parts)
            if check is not None:
                yield check


def _items(evidence: Evidence, seen: list[Seen], volume: Volume) -> dict[object, Term]:
    """The amounts of a document by item and scope; those that it prints differently are left out."""
    found: dict[object, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.index in volume.facts and one.scope.certain:
            scope = (one.scope.funds, one.scope.nature, one.scope.side, one.scope.header)
            found[one.item, scope, one.when, one.carried].append(one)
    return {
        key: evidence.fact_term(alike[0].index)
        for key, alike in found.items()
        if len({one.amount for one in alike}) == 1
    }


def _sum_check(whole: Term, parts: list[Term]) -> Check | None:
    check = sum_check("department", replace(whole, name=f"{whole.name}（部门）"), parts)
    if check is None or holds(check) or is_mended(whole, parts):
        return check
    if not resembles(check.expected, check.actual):
        return None
    return replace(check, statement=f"{check.statement}，{_OFFSET}", explanation=_OFFSET)
