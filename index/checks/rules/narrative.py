"""What the text says against itself: totals and the parts that a sentence lists, one item stated twice."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from index.checks.compare import holds, repeat_outcome, resembles, same_check, sum_check
from index.checks.evidence import Evidence, folded_name
from index.checks.lists import is_closed, sharpened
from index.checks.of_body import body_of
from index.checks.registry import rule
from index.checks.rules.stated import about_this_year, place_of
from index.checks.slips import is_certain_slip
from index.model.quantity import Outcome
from index.model.records import Check, Role
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

_SHORT_NAME = 5
_NOT_ALL = re.compile(r"等|主要")


@rule("narrative.parts", "文字中的总数 = 其中各项之和", needs="写出总数和其中各项的句子")
def stated_parts(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: “…X万元，其中：A万元，B万元” – the parts that a sentence lists make up what they are parts of.

    The list may be a selection: a difference counts only where 其中 introduces it and it is under 5 %.
    """
    parts: dict[int, list[int]] = defaultdict(list)
    for number, stated in enumerate(evidence.statements):
        if stated.parent is not None and stated.role is evidence.statements[stated.parent].role:
            parts[stated.parent].append(number)
    for parent, numbers in parts.items():
        whole = evidence.statements[parent]
        if whole.role not in {Role.LEVEL, Role.COUNT} or len(numbers) < 2:  # noqa: PLR2004  # one part is a selection
            continue
        result, *added = sharpened([evidence.statement_term(one) for one in (parent, *numbers)])
        check = sum_check("sum", result, added)
        if check is None:
            continue
        near = abs(check.difference) <= abs(check.expected) / 20
        introduced = is_money(whole.unit) and "其中" in whole.sentence[whole.end :]
        complete = near and introduced and _complete(evidence, numbers)
        if holds(check) or complete or is_closed(evidence, parent, numbers, check):
            yield check


def _complete(evidence: Evidence, numbers: Sequence[int]) -> bool:
    """Whether a list is a whole one: it ends its sentence without 等 or 主要."""
    sentences = {evidence.statements[one].sentence for one in numbers}
    return len(sentences) == 1 and not _NOT_ALL.search(sentences.pop())


@rule("repeat.stated", "文字中同一项目前后一致", needs="前后两次说到同一项目的文字")
def stated_twice(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: an amount that the text (or a cell of text) states twice is the same both times.

    Names that the tables print are compared with the tables instead; 财政拨款 in the form of one project is not that of
    another. A difference counts where it looks like a slip.
    """
    groups: dict[object, list[int]] = defaultdict(list)
    for number, stated in enumerate(evidence.statements):
        name = folded_name(stated.subject)
        if stated.role is Role.LEVEL and is_money(stated.unit) and name:
            project = evidence.own_project.get(-1 if stated.table is None else stated.table, "")
            body = body_of(stated.section, evidence.identity)
            groups[name, stated.stage, evidence.year_of(stated), project, body].append(number)
    for (name, *_), numbers in groups.items():  # type: ignore[misc]
        distinct: dict[Decimal, list[int]] = defaultdict(list)
        for number in numbers:
            distinct[evidence.statements[number].value].append(number)
        for alike in distinct.values() if len(name) >= _SHORT_NAME else ():
            yield from _pairs(evidence, alike[0], alike[1:2])
        first, *others = (alike[0] for alike in distinct.values())
        if name in evidence.by_subject:
            continue
        if len(others) == 1 and len(name) >= _SHORT_NAME:  # more figures than two: not one item's name
            yield from _pairs(evidence, first, [one for one in others if _slip(evidence, first, one)])
        else:
            for at, one in enumerate((first, *others)):
                yield from _pairs(evidence, one, [two for two in others[at:] if _certain_slip(evidence, one, two)])


def _of_other_wholes(evidence: Evidence, first: int, other: int) -> bool:
    """Whether two figures are said to be parts of different totals: 商品和服务支出 of 基本支出, and of 项目支出."""
    wholes = [evidence.statements[one].parent for one in (first, other)]
    names = [folded_name(evidence.statements[whole].subject) for whole in wholes if whole is not None]
    return len(set(names)) > 1


def _pairs(evidence: Evidence, first: int, others: Sequence[int]) -> Iterator[Check]:
    for other in others:
        same_place = evidence.statements[first].place == evidence.statements[other].place
        if same_place or _of_other_wholes(evidence, first, other):
            continue
        places = (place_of(evidence, first), place_of(evidence, other))
        check = same_check("repeat", evidence.statement_term(first), evidence.statement_term(other), places)
        if check is not None:
            yield check


def _certain_slip(evidence: Evidence, first: int, other: int) -> bool:
    years = all(about_this_year(evidence, evidence.statements[one]) for one in (first, other))
    return years and is_certain_slip(evidence.statement_term(first), evidence.statement_term(other))


def _slip(evidence: Evidence, first: int, other: int) -> bool:
    left, right = (
        evidence.statement_term(first),
        evidence.statement_term(other).in_unit(evidence.statements[first].unit),
    )
    years = all(about_this_year(evidence, evidence.statements[one]) for one in (first, other))
    if right is None or not years:
        return False
    return repeat_outcome(left, right) is not Outcome.CONTRADICTION or resembles(left.value, right.value)
