"""Totals by source of funds (按资金来源): along a row, down a column, and over the tables of the single funds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import normalise
from index.checks.compare import holds, sum_check
from index.checks.lists import is_near
from index.checks.outline import printed_terms
from index.checks.registry import rule
from index.checks.rules.columns import HeaderSum, amount_rows, header_sums, row_terms
from index.checks.slips import is_mended
from index.checks.sources import Source, divides_by_source, source_of
from index.model.records import Kind, Side, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence
    from index.checks.outline import Node
    from index.checks.term import Term
    from index.model.records import Check

_OF_THE_YEAR = re.compile(r"本年|当年")
_FUND_TABLES = ("general_expenditure", "government_fund", "state_capital")
_OWN_STAGE = {Kind.BUDGET: Stage.BUDGET, Kind.FINAL_ACCOUNT: Stage.FINAL}


@rule("sources", "合计 = 各资金来源之和", needs="按资金来源分栏或分行列出的表")
def by_source(evidence: Evidence) -> Iterator[Check]:
    """收入总表、支出总表、项目支出表、政府采购预算表: 合计 is 一般公共预算, 政府性基金, 国有资本, 财政专户, 事业 ….

    财政拨款 is one of the sources, or the sum of its own three. What is carried over may be counted or not.
    """
    for number, table in enumerate(evidence.tables):
        sums = [one for one in header_sums(table) if divides_by_source(word for word, _ in one.words)]
        rows = amount_rows(evidence, number) if sums else []
        for one in sums:
            yield from _along(evidence, rows, one)
    for (number, _), column in evidence.outlines.items():
        if number not in evidence.three_public_tables:
            yield from _down(evidence, column)


def _along(evidence: Evidence, rows: Sequence[dict[int, int]], header: HeaderSum) -> Iterator[Check]:
    """Hold each row of a table whose header names sources; a failure counts where most rows agree, or looks a slip."""
    named = [(source_of(word), columns) for word, columns in header.words]
    failed: list[tuple[Check, bool]] = []
    agreeing = 0
    for row in rows:
        read = [terms for columns in _readings(named) if (terms := row_terms(evidence, row, header.total, columns))]
        first: Check | None = None
        for terms in read:
            check = sum_check("columns", terms[0], terms[1:])
            first = first or check
            if check is not None and holds(check):
                agreeing += 1
                yield check
                break
        else:
            if first is not None:
                failed.append((first, is_near(first) or is_mended(read[0][0], read[0][1:])))
    if header.complete and (agreeing > len(failed) or [slip for _, slip in failed] == [True]):
        yield from (check for check, _ in failed)


def _readings(named: Sequence[tuple[Source | None, tuple[int, ...]]]) -> Iterator[tuple[int, ...]]:
    """The columns that may make up a total: with what is carried over and without it, 财政拨款 once."""
    kinds = {source for source, _ in named}
    twice = Source.GRANT if Source.FISCAL in kinds else None
    counted = [(source, columns) for source, columns in named if source is not twice]
    yield tuple(column for _, columns in counted for column in columns)
    if Source.CARRIED in kinds:
        yield tuple(column for source, columns in counted if source is not Source.CARRIED for column in columns)


def _down(evidence: Evidence, column: Sequence[Node]) -> Iterator[Check]:
    """Hold the totals of a column whose rows name sources: 本年收入合计, and 收入总计 with what is carried over."""
    roots = [node for node in column if not node.subset]
    sources = [None if node.total else source_of(node.label) for node in roots]
    for at, node in enumerate(roots):
        before = [(sources[one], roots[one]) for one in range(at) if not roots[one].total]
        if node.total and len(before) > 1 and None not in {source for source, _ in before}:
            yield from _total_check(evidence, node, before)


def _total_check(evidence: Evidence, total: Node, before: Sequence[tuple[Source | None, Node]]) -> Iterator[Check]:
    """The reading of a total that holds; else the first that its words allow, where the difference looks a slip."""
    if evidence.facts[total.index].value is None:
        return
    result = evidence.fact_term(total.index)
    new = [node for source, node in before if source is not Source.CARRIED]
    every = [node for _, node in before]
    readings = [new] if _OF_THE_YEAR.search(total.label) else [every, new]
    failed: list[tuple[Check, list[Term]]] = []
    for nodes in readings:
        terms = [term for node in nodes for term in printed_terms(evidence, node)]
        check = sum_check("sum", result, terms)
        if check is not None and holds(check):
            yield check
            return
        if check is not None:
            failed.append((check, terms))
    if failed and (is_near(failed[0][0]) or is_mended(result, failed[0][1])):
        yield failed[0][0]


@rule("sources.tables", "财政拨款支出 = 各资金支出表之和", needs="财政拨款收支总表和各项资金的支出表")
def over_tables(evidence: Evidence) -> Iterator[Check]:
    """财政拨款收支总表: 财政拨款支出 is that of 一般公共预算, 政府性基金 and 国有资本经营预算, which have tables.

    A table that is printed empty counts as nothing. A difference counts where all three tables are there and the total
    of 财政拨款 has nothing in it that is carried on to the next year.
    """
    by_form: dict[str, list[int]] = {}
    for number, table in enumerate(evidence.tables):
        if table.form in {"fiscal_summary", *_FUND_TABLES}:
            by_form.setdefault(table.form or "", []).append(number)
    if any(len(numbers) > 1 for numbers in by_form.values()) or not {"fiscal_summary", _FUND_TABLES[0]} <= set(by_form):
        return
    parts = [_table_total(evidence, by_form[form][0]) for form in _FUND_TABLES if form in by_form]
    printed = [part for part in parts if part is not None]
    wholes = _wholes(evidence, by_form["fiscal_summary"][0])
    checks = [(whole, check) for whole in wholes if (check := sum_check("sum", whole, printed)) is not None]
    carried = _carried(evidence, by_form["fiscal_summary"][0])  # 一般公共预算当年拨款 leaves it out
    of_both = [sum_check("sum", whole, [*printed, term]) for whole in wholes for term in carried]
    held = next((check for check in (*(check for _, check in checks), *of_both) if holds(check)), None)
    if held is not None:
        yield held
    elif checks and len(parts) == len(_FUND_TABLES) and _alike(wholes):
        whole, check = checks[0]
        if is_near(check) or is_mended(whole, printed):
            yield check


def _carried(evidence: Evidence, table: int) -> list[Term]:
    """What was carried over into the year, as the side of receipts prints it."""
    facts = ((index, evidence.facts[index]) for index in evidence.by_table.get(table, ()))
    own = [i for i, fact in facts if fact.side == Side.RECEIPTS and source_of(fact.row_label) is Source.CARRIED]
    return [evidence.fact_term(index) for index in own if evidence.facts[index].value]


def _alike(wholes: Sequence[Term]) -> bool:
    """Whether 本年支出合计 and 支出总计 are the same: then nothing is carried on."""
    return len({whole.value for whole in wholes}) == 1


def _wholes(evidence: Evidence, table: int) -> list[Term]:
    """The totals of the side of expenditure, over all funds, that are of the document's own year."""
    found = [index for index in evidence.by_table.get(table, ()) if _is_whole(evidence, index, Side.EXPENDITURE)]
    return [evidence.fact_term(index, "财政拨款支出") for index in found]


def _is_whole(evidence: Evidence, index: int, side: str) -> bool:
    fact = evidence.facts[index]
    last = normalise(fact.column_path[-1]) if fact.column_path else ""
    own_year = evidence.year_of(fact) == evidence.identity.year and fact.stage == _OWN_STAGE[evidence.identity.kind]
    return fact.total and fact.value is not None and fact.side == side and own_year and source_of(last) is None


def _table_total(evidence: Evidence, table: int) -> Term | None:
    """The total of a table of one fund: the figure of its total row in the first column; None where it is empty."""
    whole = [index for index in evidence.by_table.get(table, ()) if _is_whole(evidence, index, Side.EXPENDITURE)]
    first = min(whole, key=lambda index: evidence.facts[index].column, default=None)
    return None if first is None else evidence.fact_term(first, evidence.tables[table].title)
