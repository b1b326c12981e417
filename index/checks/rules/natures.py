"""基本支出 by its accounts: what the codes of 支出经济分类 make of 人员经费 and 公用经费."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from index.catalogue.accounts import nature_of
from index.checks.compare import holds, sum_check
from index.checks.evidence import folded_name
from index.checks.lists import is_near
from index.checks.outline import printed_terms
from index.checks.registry import Obstacle, rule
from index.checks.scope import TableScope, fact_scope, table_scope
from index.checks.slips import is_mended
from index.model.records import Role
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence
    from index.checks.outline import Node
    from index.checks.term import Term
    from index.model.records import Check, Fact, Statement

_BASIC, _PEOPLE, _OFFICE = "基本支出", "人员支出", "公用支出"
_FOLDED = {folded_name(name): name for name in (_PEOPLE, _OFFICE)}
_CODES = frozenset("35")  # how the codes of 支出经济分类 begin, for departments and for governments


@dataclass(frozen=True, slots=True)
class _Set:
    """The rows of a column of 基本支出 that make up 人员支出 and 公用支出 by their codes, and the column's total."""

    table: int
    when: tuple[str, int | None]
    total: Term | None
    parts: dict[str, tuple[Term, ...]]
    codes: dict[str, str]  # as told: 301、303
    parted: bool  # the form's own columns draw another line between the two

    def name(self, nature: str) -> str:
        """The words for one of the two with its codes."""
        return f"{nature}（{self.codes[nature]}）"


@dataclass(frozen=True, slots=True)
class _Pair:
    """人员支出 and 公用支出 as one place prints them, and the total that this place says they make."""

    terms: dict[str, Term]
    when: tuple[str, int | None]
    whole: Term | None
    own: int | None = None  # the table that prints them


@rule("basic.codes", "人员、公用经费 = 各自经济分类科目之和", needs="按经济分类科目列出的基本支出表")
def by_codes(evidence: Evidence) -> Iterator[Check | Obstacle]:
    """《部门预算支出经济分类科目》、一般公共预算基本支出表: 人员经费 is 301 and 303, 公用经费 is 302, 309 and 310.

    Held against the table's own 人员 and 公用 totals, and those of other tables and of the text with the same 基本支出.
    Where a form itself puts single accounts on the other side, its columns hold and nothing is said.
    """
    sets = [one for key in evidence.columns for one in _sets(evidence, key)]
    if not sets:
        return
    for each in sets:
        if each.total is not None:
            yield from _told(each.total, [term for terms in each.parts.values() for term in terms])
    for pair in (*_printed(evidence), *_stated(evidence)):
        one = next((one for one in sets if _same_whole(one, pair)), None)
        if one is None:
            continue
        if one.parted or _other_line(one, pair):
            place = evidence.tables[one.table].place
            yield Obstacle("人员经费与公用经费的划分与经济分类科目不同，以所印的划分为准", place, one.table)
            continue
        for nature, term in pair.terms.items():
            yield from _told(replace(term, name=one.name(nature)), one.parts[nature])


def _sets(evidence: Evidence, key: tuple[int, int]) -> Iterator[_Set]:
    """The sets of a column: one, or one for each classification where codes of both stand in it."""
    table, _ = key
    members = evidence.columns[key]
    if not any(evidence.facts[index].code[:1] in _CODES for index in members if evidence.facts[index].code):
        return
    scope = table_scope(evidence.tables[table])
    if not all(_is_of_basic(evidence.facts[index], scope) for index in members):
        return
    roots = [node for node in evidence.outlines[key] if not node.subset]
    totals = [node.index for node in roots if _is_total(evidence.facts[node.index])]
    total = evidence.fact_term(totals[0]) if len(totals) == 1 else None
    for first in sorted(_CODES):
        coded = [node for node in roots if node.code.startswith(first)]
        parts, codes = _parts(evidence, coded)
        if parts is not None:
            alone = total if len(coded) == sum(bool(node.code) for node in roots) else None
            yield _Set(
                table, _when(evidence, evidence.facts[members[0]]), alone, parts, codes, _is_parted(evidence, table)
            )


def _when(evidence: Evidence, record: Fact | Statement) -> tuple[str, int | None]:
    return record.stage.value, evidence.year_of(record)


def _is_of_basic(fact: Fact, scope: TableScope) -> bool:
    read = fact_scope(fact, scope)
    return read.nature == _BASIC or (fact.total and fact.subject in {_PEOPLE, _OFFICE})


def _is_total(fact: Fact) -> bool:
    return fact.total and fact.value is not None and fact.subject not in {_PEOPLE, _OFFICE}


def _parts(evidence: Evidence, coded: Sequence[Node]) -> tuple[dict[str, tuple[Term, ...]] | None, dict[str, str]]:
    """The figures of each nature; None where an account with an amount has none, or an account stands there twice."""
    found: dict[str, list[Term]] = {_PEOPLE: [], _OFFICE: []}
    codes: dict[str, list[str]] = {_PEOPLE: [], _OFFICE: []}
    if not coded or len({node.code for node in coded}) < len(coded):
        return None, {}
    for node in coded:
        terms, nature = printed_terms(evidence, node), nature_of(node.code)
        if nature is None and any(term.value for term in terms):
            return None, {}
        if nature is not None and terms:
            found[nature] += terms
            codes[nature].append(node.code)
    if not all(found.values()):
        return None, {}
    return {name: tuple(terms) for name, terms in found.items()}, {name: "、".join(one) for name, one in codes.items()}


def _is_parted(evidence: Evidence, table: int) -> bool:
    """Whether a column 人员 or 公用 prints an amount for an account that the classification puts on the other side."""
    for index in evidence.by_table[table]:
        fact = evidence.facts[index]
        if fact.value and fact.measure in {_PEOPLE, _OFFICE} and fact.code[:1] in _CODES:
            nature = nature_of(fact.code)
            if nature is not None and nature != fact.measure:
                return True
    return False


def _printed(evidence: Evidence) -> Iterator[_Pair]:
    """The totals 人员支出 and 公用支出 of each table, by stage and year, with the total 基本支出 beside them."""
    found: dict[tuple[int, tuple[str, int | None]], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, fact in enumerate(evidence.facts):
        if fact.total and fact.value is not None and fact.subject in {_BASIC, _PEOPLE, _OFFICE}:
            found[fact.table, _when(evidence, fact)][fact.subject].append(index)
    for (table, when), named in found.items():
        terms = {name: evidence.fact_term(at[0]) for name, at in named.items() if len(at) == 1}
        whole = terms.pop(_BASIC, None)
        if terms:
            yield _Pair(terms, when, whole, table)


def _stated(evidence: Evidence) -> Iterator[_Pair]:
    """人员支出 and 公用支出 that the text names as parts of 基本支出."""
    found: dict[int, dict[str, Term]] = defaultdict(dict)
    for number, one in enumerate(evidence.statements):
        name = _FOLDED.get(folded_name(one.subject))
        if name and one.parent is not None and one.role is Role.LEVEL and is_money(one.unit) and one.table is None:
            found[one.parent].setdefault(name, evidence.statement_term(number))
    for parent, terms in found.items():
        whole = evidence.statements[parent]
        if whole.role is Role.LEVEL and is_money(whole.unit) and _BASIC in folded_name(whole.subject):
            yield _Pair(terms, _when(evidence, whole), evidence.statement_term(parent))


def _same_whole(one: _Set, pair: _Pair) -> bool:
    """Whether a place is about the same 基本支出: it is the table itself, or has the same total."""
    if pair.when != one.when:
        return False
    if pair.own == one.table:
        return True
    if pair.whole is None or not pair.whole.value:
        return False
    parts = [term for terms in one.parts.values() for term in terms]
    return holds(sum_check("sum", pair.whole, [one.total] if one.total is not None else parts))


def _other_line(one: _Set, pair: _Pair) -> bool:
    """Whether what one of the two has too much the other has too little: single accounts are counted elsewhere."""
    checks = [sum_check("sum", term, one.parts[nature]) for nature, term in pair.terms.items()]
    told = [check for check in checks if check is not None and not holds(check)]
    gaps = [check.difference for check in told]
    return len(gaps) == len(_FOLDED) and abs(sum(gaps, Decimal(0))) <= max(check.tolerance for check in told)


def _told(result: Term, parts: Sequence[Term]) -> Iterator[Check]:
    check = sum_check("sum", result, parts)
    if check is not None and (holds(check) or is_near(check) or is_mended(result, parts)):
        yield check
