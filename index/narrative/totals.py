"""总计 and 合计 side by side: a document that states both means the receipts or the spending of the year by 合计."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.model.records import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.model.records import Stage, Statement

_OF_THE_YEAR: Final = {"收入总计": "本年收入合计", "支出总计": "本年支出合计"}
_BOTH_SIDES: Final = "收支总计"
_GRAND: Final = re.compile(r"[总共]计(?:均?[为是]|各)?$")
_SUM: Final = re.compile(r"[收支][入出]合计(?:[为是])?$")

_Time = tuple[str, "int | None", "Stage"]


def with_sums_of_the_year(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """收入总计 1512 万元 … 收入合计 1494 万元: the second is 本年收入合计, with its changes, rates and shares.

    总计 holds what is carried over, 合计 does not. Where a document states only one of them, or both are the same
    amount and no change tells them apart, 收入合计 stays another word for 收入总计.
    """
    grand: dict[_Time, Statement] = {}
    for one in _levels(statements, _GRAND):
        grand.setdefault((one.subject, one.year, one.stage), one)
    changes = [one for one in statements if one.role is Role.CHANGE]
    renamed = {
        (one.sentence, one.subject)
        for one in _levels(statements, _SUM)
        if (total := grand.get((one.subject, one.year, one.stage))) is not None and _is_less(one, total, changes)
    }
    return tuple(_renamed_all(statements, renamed)) if renamed else tuple(statements)


def _is_less(one: Statement, total: Statement, changes: Sequence[Statement]) -> bool:
    """Whether a sum is not the total: by its amount, or, where both are the same, by how each changed."""
    own = {each.value for each in changes if (each.sentence, each.subject) == (one.sentence, one.subject)}
    whole = {one.subject, _BOTH_SIDES}
    others = {each.value for each in changes if each.sentence != one.sentence and each.subject in whole}
    return one.value < total.value or (one.value == total.value and bool(own and others) and not own & others)


def _renamed_all(statements: Sequence[Statement], renamed: set[tuple[str, str]]) -> Iterator[Statement]:
    """The statements in order: a share is of the whole that was stated last before it."""
    last: dict[str, str] = {}
    for one in statements:
        of_the_year = (one.sentence, one.subject) in renamed
        if one.subject in _OF_THE_YEAR and one.role is Role.LEVEL:
            last[one.subject] = _OF_THE_YEAR[one.subject] if of_the_year else one.subject
        subject = _OF_THE_YEAR[one.subject] if of_the_year else one.subject
        base = last.get(one.base, one.base)
        yield one if (subject, base) == (one.subject, one.base) else replace(one, subject=subject, base=base)


def _levels(statements: Iterable[Statement], ending: re.Pattern[str]) -> Iterable[Statement]:
    """Amounts of the whole whose own words end as they are asked to."""
    return (
        one
        for one in statements
        if one.role is Role.LEVEL
        and one.table is None
        and one.subject in _OF_THE_YEAR
        and ending.search("".join(one.sentence[: one.start].split()))
    )
