"""Which documents of several organizations go together (可比文件): one year and kind for all."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Source


def comparable(sources: Sequence[Source]) -> list[Source]:
    """Those of the latest year and kind that all organizations have, budgets first; all where none is."""
    organizations = {source.organization_id for source in sources}
    groups: dict[tuple[int, str], list[Source]] = defaultdict(list)
    for source in sources:
        if source.year is not None:
            groups[source.year, source.kind].append(source)
    common = [key for key, group in groups.items() if {one.organization_id for one in group} == organizations]
    if len(organizations) < 2 or not common:  # noqa: PLR2004 - one organization is compared with itself over years
        return list(sources)
    return groups[max(common, key=lambda key: (key[0], key[1] == "预算"))]


def of_one_kind(sources: Sequence[Source], years: Sequence[int]) -> list[Source]:
    """Years are compared within one kind of document: budgets with budgets, where those cover the years; else all."""
    organizations = {source.organization_id for source in sources}
    for kind in ("预算", "决算"):
        same = [source for source in sources if source.kind == kind]
        covered = {(source.organization_id, source.year) for source in same}
        if all((one, year) in covered for one in organizations for year in years):
            return same
    return list(sources)


_EACH_DATED = re.compile(
    r"(?<=[一-龥])(20\d\d)年[^，,。；;？?]{0,14}?(?:和|与|跟|同|比|、|还是)(?!20)[一-龥]{2,12}?(20\d\d)年"
)


def in_own_years(sources: Sequence[Source], organizations: Sequence[int], question: str) -> list[Source]:
    """图书馆2025年和数据局2026年: each organization in the year said with it; [] where they are not so said."""
    said = _EACH_DATED.search(question)
    if said is None or len(organizations) != 2:  # noqa: PLR2004 - one with each year
        return []
    meant = set(zip(organizations, map(int, said.groups()), strict=True))
    own = [source for source in sources if (source.organization_id, source.year) in meant]
    for kind in ("预算", "决算"):
        same = [source for source in own if source.kind == kind]
        if {(source.organization_id, source.year) for source in same} == meant:
            return same
    return own
