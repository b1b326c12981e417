"""What the text says against the tables, and against itself."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from index.checks.compare import holds, repeat_outcome, resembles, same_check, sum_check
from index.checks.evidence import Evidence, folded_name, is_total_word
from index.checks.registry import rule
from index.checks.scope import fact_scope, table_scope
from index.model.quantity import Outcome
from index.model.records import Check, Fact, Role, Statement
from index.model.units import is_money, to_yuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

_FUND_WORDS = ("政府性基金", "国有资本", "转移支付")
_FUND_NAMES = {"政府性基金": "政府性基金预算", "国有资本": "国有资本经营预算"}
_OTHER_YEAR = re.compile(r"上年|去年|上一年|(\d{4})\s*年")
_ORDER = {Outcome.EXACT: 0, Outcome.ROUNDING: 1, Outcome.CONTRADICTION: 2}
_SHORT_NAME = 5
_MANY_FIGURES = 40


@rule("narrative.table", "文字 = 表中数字")
def stated_in_tables(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: an amount stated in the text is the figure of the tables.

    Any figure of the same name, year and stage that is equal confirms it. None equal is a contradiction only where the
    name is the very same, the funds agree and the difference looks like a slip.
    """
    named: dict[str, dict[Decimal, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, fact in enumerate(evidence.facts):
        if fact.value is not None and is_money(fact.unit):
            amount = to_yuan(fact.value, fact.unit)
            for name in {fact.code, evidence.name_of(index)} - {""}:
                named[name][amount].append(index)
    for number, stated in enumerate(evidence.statements):
        if stated.role is Role.LEVEL and is_money(stated.unit):
            name = stated.code if stated.code in named else folded_name(stated.subject)
            check = _against_facts(evidence, number, _candidates(evidence, stated, named.get(name, {})))
            if check is not None:
                yield check


def _candidates(evidence: Evidence, stated: Statement, amounts: dict[Decimal, list[int]]) -> list[int]:
    """Facts to hold a statement against: the equal ones, else all; none where a name has too many figures to choose."""
    same = [
        index for index in amounts.get(to_yuan(stated.value, stated.unit), ()) if _same_time(evidence, stated, index)
    ]
    if same or len(amounts) > _MANY_FIGURES:
        return same[:_MANY_FIGURES]
    every = [index for indices in amounts.values() for index in indices[:_MANY_FIGURES]]
    return [index for index in every if _same_time(evidence, stated, index)]


def _same_time(evidence: Evidence, stated: Statement, index: int) -> bool:
    fact = evidence.facts[index]
    return fact.stage == stated.stage and evidence.year_of(fact) == evidence.year_of(stated)


def _against_facts(evidence: Evidence, number: int, candidates: Sequence[int]) -> Check | None:
    stated = evidence.statement_term(number)
    checks = []
    for index in candidates:
        fact = evidence.facts[index]
        if fact.table == evidence.statements[number].table:
            continue  # the text of a cell and the figure beside it: another rule
        term = evidence.fact_term(index, stated.name)
        check = same_check("narrative", term, stated, (evidence.tables[fact.table].title, _where(evidence, number)))
        if check is not None:
            whole = not fact.measure or is_total_word(fact.measure)
            other_form = fact.table not in evidence.three_public_tables  # 公务接待费 is that of 三公, not 30217
            agree = _funds_agree(evidence, number, fact)
            checks.append((_ORDER[check.outcome], not agree, not whole, other_form, index, check))
    if not checks:
        return None
    best = min(checks, key=lambda entry: entry[:5])
    if holds(best[-1]):
        return best[-1]
    whole_ones = [entry for entry in checks if not entry[1] and not entry[2]]
    values = {evidence.facts[entry[4]].value for entry in whole_ones}
    clear = len(values) == 1 and _about_this_year(evidence, evidence.statements[number])
    return whole_ones[0][-1] if clear and resembles(whole_ones[0][-1].expected, whole_ones[0][-1].actual) else None


def _funds_agree(evidence: Evidence, number: int, fact: Fact) -> bool:
    """Whether the passage speaks of the funds of the fact: headings and sentence name 政府性基金 or do not."""
    stated = evidence.statements[number]
    words = "".join(stated.section[-2:]) + stated.sentence[: stated.start]
    funds = fact_scope(fact, table_scope(evidence.tables[fact.table])).funds
    return all((word in words) == (_FUND_NAMES.get(word) == funds) for word in _FUND_WORDS)


def _about_this_year(evidence: Evidence, stated: Statement) -> bool:
    """Whether no other year is named before the figure."""
    years = [found.group(1) for found in _OTHER_YEAR.finditer(stated.sentence[: stated.start])]
    return all(year is not None and int(year) == evidence.identity.year for year in years)


@rule("narrative.parts", "文字中的总数 = 其中各项之和")
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
        check = sum_check("sum", evidence.statement_term(parent), [evidence.statement_term(one) for one in numbers])
        if check is None:
            continue
        near = abs(check.difference) <= abs(check.expected) / 20
        introduced = is_money(whole.unit) and "其中" in whole.sentence[whole.end :]
        if holds(check) or (near and introduced and _complete(evidence, numbers)):
            yield check


def _complete(evidence: Evidence, numbers: Sequence[int]) -> bool:
    """Whether a list is a whole one: it ends its sentence without 等 or 主要."""
    sentences = {evidence.statements[one].sentence for one in numbers}
    return len(sentences) == 1 and not re.search(r"等|主要", sentences.pop())


@rule("repeat.stated", "文字中同一项目前后一致")
def stated_twice(evidence: Evidence) -> Iterator[Check]:
    """部门预算情况说明: an amount that the text (or a cell of text) states twice is the same both times.

    Names that the tables print are compared with the tables instead; a difference counts where it looks like a slip.
    """
    groups: dict[object, list[int]] = defaultdict(list)
    for number, stated in enumerate(evidence.statements):
        name = folded_name(stated.subject)
        if stated.role is Role.LEVEL and is_money(stated.unit) and len(name) >= _SHORT_NAME:
            groups[name, stated.stage, evidence.year_of(stated)].append(number)
    for (name, *_), numbers in groups.items():  # type: ignore[misc]
        distinct: dict[Decimal, list[int]] = defaultdict(list)
        for number in numbers:
            distinct[evidence.statements[number].value].append(number)
        for alike in distinct.values():
            yield from _pairs(evidence, alike[0], alike[1:2])
        first, *others = (alike[0] for alike in distinct.values())
        if name not in evidence.by_subject and len(others) == 1:  # more figures than two: not one item's name
            yield from _pairs(evidence, first, [one for one in others if _slip(evidence, first, one)])


def _pairs(evidence: Evidence, first: int, others: Sequence[int]) -> Iterator[Check]:
    for other in others:
        if evidence.statements[first].place == evidence.statements[other].place:
            continue
        places = (_where(evidence, first), _where(evidence, other))
        check = same_check("repeat", evidence.statement_term(first), evidence.statement_term(other), places)
        if check is not None:
            yield check


def _slip(evidence: Evidence, first: int, other: int) -> bool:
    left, right = (
        evidence.statement_term(first),
        evidence.statement_term(other).in_unit(evidence.statements[first].unit),
    )
    years = all(_about_this_year(evidence, evidence.statements[one]) for one in (first, other))
    if right is None or not years:
        return False
    return repeat_outcome(left, right) is not Outcome.CONTRADICTION or resembles(left.value, right.value)


def _where(evidence: Evidence, number: int) -> str:
    stated = evidence.statements[number]
    if stated.table is not None:
        return evidence.tables[stated.table].title
    return stated.section[-1] if stated.section else "文字"
