"""Lists of amounts or numbers that leave nothing out (完整列示)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from index.checks.evidence import folded_name
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.checks.evidence import Evidence
    from index.checks.term import Term
    from index.model.records import Check, Statement

_SELECTION = re.compile(r"等|主要|重点|包括|部分")
_POSTS = "编制"
_ENOUGH_PARTS = 3
_LONG_FIGURE = 4  # significant digits
_STANDARD = {
    "基本支出": ("人员", "公用"),
    "政府采购": ("货物", "工程", "服务"),
    "三公": ("出国", "用车购置及运行", "接待"),
}
_SMALL_PART = 20  # a difference of less than a twentieth
_PERCENTAGE_BEFORE = re.compile(r"\d\s*[%％]\s*[、和及与,，]\s*$")
_PERCENTAGE_BEHIND = re.compile(r"\s*[%％]?\s*[、和及与,，]\s*\d[\d.]*\s*[%％]")
_OPENERS = re.compile(r"其中|如下|具体")


def _both_sides(values: Sequence[Decimal], check: Check) -> bool:
    """Whether a list makes up its whole twice: of receipts, then of expenditure."""
    total = sum(values, Decimal(0))
    sums = (sum(values[:at], Decimal(0)) for at in range(1, len(values)))
    return any(
        abs(one - check.expected) <= check.tolerance and (total - one) * 2 >= check.expected
        for first in sums
        for one in (first, total - first)
    )


def is_closed(evidence: Evidence, whole: int, parts: Sequence[int], check: Check) -> bool:
    """Whether a list is meant to add up to its whole.

    基本支出 is made of 人员支出 and 公用支出, 政府采购 of 货物, 工程 and 服务: a small difference, or one in a single
    digit, counts whatever else is said. A list that also prints what is zero leaves nothing out. Another one counts
    where it is introduced as what the whole is made of, has no word of a selection, and misses by under a twentieth.
    """
    first = evidence.statements[whole]
    listed = [evidence.statements[number] for number in parts]
    if any(name in folded_name(first.subject) and _made_of(listed, kinds) for name, kinds in _STANDARD.items()):
        return is_near(check) or _is_one_digit(check)
    if len(parts) < _ENOUGH_PARTS or any((one.section, one.unit) != (first.section, first.unit) for one in listed):
        return False
    if len({_POSTS in one.subject for one in listed}) > 1 and not is_money(first.unit):
        return False  # 编制 and those who are there are not added up
    if check.expected and is_money(first.unit) and _both_sides([one.value for one in listed], check):
        return False
    return any(not one.value for one in listed) or _is_introduced(first, listed, check)


def _is_introduced(first: Statement, listed: Sequence[Statement], check: Check) -> bool:
    """Whether a list is introduced as what the whole is made of, without a word of a selection, and nearly adds up."""
    if not is_money(first.unit) or any(_SELECTION.search(one.sentence[: one.start]) for one in (first, *listed)):
        return False
    inline = all(one.sentence == first.sentence for one in listed)
    return is_near(check) and (not inline or _OPENERS.search(first.sentence[first.end :]) is not None)


def is_enumerated(stated: Statement) -> bool:
    """Whether a percentage stands in a list (分别占22.8%、42.7%和34.5%), of as many amounts in turn."""
    before, behind = stated.sentence[: stated.start], stated.sentence[stated.end :]
    return _PERCENTAGE_BEFORE.search(before) is not None or _PERCENTAGE_BEHIND.match(behind) is not None


def is_near(check: Check) -> bool:
    """Whether a sum misses by under a twentieth."""
    return abs(check.difference) * _SMALL_PART <= abs(check.expected)


def _is_one_digit(check: Check) -> bool:
    """Whether changing one digit would mend a sum of long figures."""
    return _digits(check.difference) == 1 and max(_digits(check.expected), _digits(check.actual)) >= _LONG_FIGURE


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _made_of(listed: Sequence[Statement], kinds: tuple[str, ...]) -> bool:
    """Whether a list names each of some kinds, and nothing else."""
    return len(listed) == len(kinds) and all(any(kind in one.subject for one in listed) for kind in kinds)


def sharpened(terms: Sequence[Term]) -> list[Term]:
    """Terms as precise as most of them are printed: 90 among amounts with two decimals is 90.00."""
    finest = min(term.half_unit for term in terms)
    counted = [term for term in terms if term.value]
    if sum(term.half_unit == finest for term in counted) * 2 < len(counted):
        return list(terms)
    return [replace(term, half_unit=finest) for term in terms]
