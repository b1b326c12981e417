"""Names and figures that stand in two lists: 收入、支出分别为 5 万元、4 万元; 甲、乙均为 0 万元."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.model.records import Role
from index.narrative.subjects import read_phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.narrative.clauses import Clause

_BARE = re.compile(r"[、，,和及与以]*")
_BOTH_SIDES = re.compile(r"(?:收入支出|收支)(?:预算|决算)?(?:总计|合计|总额|总数)?$")
_SIDES = (("收入总计",), ("支出总计",))
_CARS = re.compile(r"((?:公务)?用?车辆?)(?:购置|更新)")
_HELD = re.compile(r"(?:年末)?保有(?:量|数量?)")
_CHANGES = (Role.CHANGE, Role.RATE)


def with_names(clauses: Sequence[Clause]) -> list[tuple[Clause, tuple[str, ...] | None]]:
    """Give each figure the names that 均 or 分别 give it; () where the lists do not match, None without such words."""
    paired: list[tuple[Clause, tuple[str, ...] | None]] = []
    waiting: list[tuple[str, ...]] = []
    for position, clause in enumerate(clauses):
        if waiting and _BARE.fullmatch(clause.lead):
            first = paired[-1][0]
            alike = {"role": first.role, "sign": first.sign, "base": first.base} if first.role in _CHANGES else {}
            paired.append((replace(clause, **alike), waiting.pop(0)))  # type: ignore[arg-type]
            continue
        waiting = []
        if _moves_both(clauses, position, told=len(paired) > 1 and paired[-2][1] == _SIDES[0]):
            paired.append((clause, _SIDES[0]))
            waiting = [_SIDES[1]]
            continue
        figures = 1 + _followers(clauses, position) if clause.each_own else 0
        names = _names(clause.segments[-1], figures) if clause.shared or clause.each_own else []
        if clause.shared:
            paired.append((clause, tuple(names)))
        elif clause.each_own:
            waiting = [(name,) for name in names] if len(names) == figures else [()] * figures
            paired.append((clause, waiting.pop(0)))
        else:
            paired.append((clause, None))
    return paired


def _moves_both(clauses: Sequence[Clause], position: int, *, told: bool) -> bool:
    """Whether 收入、支出总计各增加 5 万元、4 万元: a change of each side; `told`, as was said before (增长 8%、5%)."""
    clause = clauses[position]
    if clause.role not in _CHANGES or _followers(clauses, position) != 1:
        return False
    alike = clauses[position + 1].figure.kind == clause.figure.kind
    return alike and (_BOTH_SIDES.search(clause.segments[-1]) is not None or (told and not clause.segments[-1]))


def _names(words: str, figures: int) -> list[str]:
    """The names of a list: 因公出国（境）费、公务接待费和会议费; 及 may be within one (购置及运行费).

    `figures` is how many there should be, 0 where the words do not tell.
    """
    found: list[str] = []
    for joiners in ("、和与及", "、和", "、"):
        pieces = re.split(rf"[{joiners}](?![^（]*）)", words.removesuffix("各"))
        names = [name for name in (read_phrase(piece, "").name for piece in pieces) if name]
        if figures and len(names) == figures:
            head = _CARS.match(names[0])  # 公务用车购置数及保有量: both of cars
            return [f"{head[1]}{name}" if head and _HELD.fullmatch(name) else name for name in names]
        found = found or names
    return found


def _followers(clauses: Sequence[Clause], position: int) -> int:
    """How many figures follow with nothing but a comma before them."""
    count = 0
    for clause in clauses[position + 1 :]:
        if not _BARE.fullmatch(clause.lead):
            break
        count += 1
    return count
