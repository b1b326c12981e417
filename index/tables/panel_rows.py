"""Rows of a panel (行): what the rows around one add to its name, its unit or its total."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical, strip_numbering
from index.model.frozen import frozen
from index.tables.meaning import plain_of_total
from index.tables.wording import count_unit_in, fold, is_bare_total, squeeze

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERING = tuple(
    map(re.compile, (r"[一二三四五六七八九十]+、", r"[(][一二三四五六七八九十]+[)]", r"\d+[.、]", r"[(]\d+[)]"))
)
_CARRIED = re.compile(r"结转|结余")
_EQUIPMENT, _EQUIPMENT_UNIT = re.compile(r"单(?:位)?(?:价值?|台价值)\d+万元.{0,8}设备"), "台（套）"


@frozen
class PanelRow:
    """A row of a panel: its words, the name that its figures are of, and what the rows around it add."""

    index: int  # in the body
    label: str
    name: str
    code: str
    total: bool
    coded: bool = True  # the code is that of the name, not a property of the item
    parent: str = ""  # the row above that tells this one from another of the same name (上年结转)
    unnamed: bool = False  # nothing says of what its figures are, although other rows have some, too
    counted: str = ""  # what the rows under 车辆数合计（辆） count
    wider: str = ""  # what a total is of that adds more than the form's subject, which has a row of its own


def told_apart(rows: Sequence[PanelRow]) -> list[PanelRow]:
    """Give rows that repeat a name under 上年结转 the name of that row: they are another figure."""
    names = Counter(canonical(row.name) for row in rows if not row.code)
    seen: set[str] = set()
    told: list[PanelRow] = []
    for row in rows:
        name = canonical(row.name)
        if not row.code and row.name and names[name] > 1 and name in seen and not row.total:
            above = _above(told, row)
            if above is not None and _CARRIED.search(above.label):
                told.append(replace(row, parent=canonical(above.name)))
                continue
        seen.add(name)
        told.append(row)
    return told


def counted_alike(rows: Sequence[PanelRow]) -> list[PanelRow]:
    """Give rows that are numbered under one that says what it counts (（一）车辆数合计（辆）) its unit, too.

    So are those that 其中 introduces below it, without numbers of their own.
    """
    found: list[PanelRow] = []
    depth, unit, inside = 0, "", False
    for row in rows:
        rank = _rank(row.label)
        inside = not rank and (inside or row.label.startswith("其中"))
        if rank and rank <= depth:
            depth, unit = 0, ""
        own = count_unit_in(row.name) or (_EQUIPMENT_UNIT if _EQUIPMENT.search(fold(row.name)) else None)
        if rank and own:
            depth, unit = rank, own
        found.append(replace(row, counted=unit) if unit and (rank >= depth or inside) else row)
    return found


def wider_totals(rows: list[PanelRow], subject: str) -> list[PanelRow]:
    """合计 over “三公”经费小计, 会议费 and 培训费 is of all three, and not of the form's own subject."""
    own = next(
        (row for row in rows if subject and not row.code and canonical(plain_of_total(row.name)) == subject), None
    )
    if own is None or not any(is_bare_total(row.name) for row in rows):
        return rows
    beside = [plain_of_total(row.name) for row in rows if row.name and _rank(row.label) == _rank(own.label)]
    parts = [squeeze(strip_numbering(name)) for name in beside if not is_bare_total(name)]
    whole = "、".join(dict.fromkeys(parts)) + "合计"
    if len(set(parts)) < 2 or not _rank(own.label):  # noqa: PLR2004 - the total of one part is the part
        return rows
    return [replace(row, wider=whole) if is_bare_total(row.name) and "小" not in row.name else row for row in rows]


def _above(told: Sequence[PanelRow], row: PanelRow) -> PanelRow | None:
    """The row under which another stands: less deeply numbered, or where neither is numbered the next above."""
    rank = _rank(row.label)
    if rank:
        return next((one for one in reversed(told) if one.label and _rank(one.label) < rank), None)
    return next((one for one in reversed(told) if one.label and not one.parent and not _rank(one.label)), None)


def _rank(label: str) -> int:
    """How deep printed numbering stands: none, 一、, （一）, 1., （1）."""
    folded = fold(label)
    return next((rank for rank, pattern in enumerate(_NUMBERING, start=1) if pattern.match(folded)), 0)


def grand_total(rows: Sequence[PanelRow]) -> PanelRow | None:
    """The row with the panel's total: the last 总计, or the last total."""
    totals = [row for row in rows if row.total]
    return next((row for row in reversed(totals) if "总计" in row.label), totals[-1] if totals else None)
