"""部门 or 单位 (口径): a budget with the units of an organization and one without them are two documents."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.execute.entry import Source

DEPARTMENT: Final = "部门"
UNIT: Final = "单位"
BOTH: Final = "部门和单位"
_BUDGET: Final = r"(?=的?(?:预算|决算|预决算|口径|版|汇总))"
_PLAIN: Final = {
    UNIT: re.compile(r"[（(]?(?:机关)?(?:本级|本部)[）)]?(?!财政|政府|安排|补助|下达)"),
    DEPARTMENT: re.compile(r"[（(]汇总[）)]|全部门|全系统|(?:含|包括|连同|加上)(?:所有)?(?:下属|所属)(?:各)?(?:单位)?"),
}
_LOOSE: Final = {
    UNIT: re.compile(rf"单位{_BUDGET}"),
    DEPARTMENT: re.compile(rf"部门{_BUDGET}|(?<=[局厅委办院府会馆校站所中])的?部门(?![间之])"),  # 水务局部门2024年…
}
_BARE: Final = re.compile(r"部门|整体|全部")  # 本级和部门: the other one, beside a word for the one
# 比本级多, 除本级以外: the 部门 is set against its own 单位
_AGAINST_OWN: Final = re.compile(
    "(?:比|除了?|减去?|扣除|扣掉|去掉|刨去|刨除|剔除|不含|不算)(?:了|其|它)?(?:机关)?(?:本级|本部)(?!财政|政府|安排|补助)"
)
_OWN: Final = re.compile(r"[（(]?(?:机关)?(?:本级|本部|机关|汇总)[）)]?$")


def asked_version(text: str, sources: Iterable[Source]) -> tuple[str, list[tuple[int, int]]]:
    """Return the version that a question names, BOTH or "" for none, and where its words stand.

    Where `sources` hold but one version of each organization, 部门预算 says nothing, because people call either so;
    本级 and 汇总 say what they mean even there.
    """
    several = any(len({source.scope for source in group}) > 1 for group in _groups(sources))
    plain = {scope: [match.span() for match in words.finditer(text)] for scope, words in _PLAIN.items()}
    loose = {scope: [match.span() for match in words.finditer(text)] for scope, words in _LOOSE.items()}
    if several:
        if plain[UNIT] and not plain[DEPARTMENT] + loose[DEPARTMENT]:
            loose[DEPARTMENT] = [match.span() for match in _BARE.finditer(text)]
        plain = {scope: spans + loose[scope] for scope, spans in plain.items()}
    named = [scope for scope, spans in plain.items() if spans or (several and _AGAINST_OWN.search(text))]
    asked = BOTH if len(named) > 1 else "".join(named)
    return asked, [span for found in (plain, loose) for spans in found.values() for span in spans]


def family(everyone: Iterable[Source], ids: Sequence[int]) -> tuple[int, ...]:
    """Organizations with the other version of each: 文化局 beside 文化局（本级）."""
    sources = list(everyone)
    bodies = {_body(source.organization) for source in sources if source.organization_id in ids}
    others = (source.organization_id for source in sources if _body(source.organization) in bodies)
    return tuple(dict.fromkeys((*ids, *others)))


def apart_from_own(text: str) -> bool:
    """Whether the 部门 is asked for without its own 单位: 除本级以外的下属单位."""
    found = _AGAINST_OWN.search(text)
    return found is not None and not found.group().startswith("比")


def of_version(sources: Sequence[Source], scope: str) -> list[Source]:
    """Those of the version asked for; all of an organization, year and kind that has only the other one."""
    if scope in {"", BOTH}:
        return list(sources)
    lacking = {id(one) for group in _groups(sources) if all(one.scope != scope for one in group) for one in group}
    return [source for source in sources if source.scope == scope or id(source) in lacking]


def one_organization(sources: Sequence[Source]) -> bool:
    """Whether documents are the 部门 and the 单位 of one organization, year and kind, and nothing else."""
    return len({source.scope for source in sources}) > 1 and len(list(_groups(sources))) == 1


def widest(sources: Sequence[Source]) -> tuple[list[Source], list[Source]]:
    """Those that may be added and compared with one another, and those left out: a 部门 holds its own 单位 already."""
    held = [
        source
        for group in _groups(sources)
        if any(one.scope == DEPARTMENT for one in group)
        for source in group
        if source.scope == UNIT
    ]
    return [source for source in sources if source not in held], held


def _groups(sources: Iterable[Source]) -> Iterable[list[Source]]:
    """Documents of one organization, year and kind; 文化局 and 文化局（本级） are one organization here."""
    groups: dict[tuple[str, int | None, str], list[Source]] = defaultdict(list)
    for source in sources:
        groups[_body(source.organization), source.year, source.kind].append(source)
    return groups.values()


@lru_cache(maxsize=4096)
def _body(organization: str) -> str:
    return _OWN.sub("", organization)
