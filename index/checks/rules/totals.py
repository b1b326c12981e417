"""The total that opens the account of receipts and expenditure (总体情况) against the table of that name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import normalise
from index.checks.compare import holds, same_check
from index.checks.registry import rule
from index.checks.rules.stated import about_this_year, place_of
from index.model.records import Role, Side
from index.model.units import is_money, to_yuan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from index.checks.evidence import Evidence
    from index.model.records import Check, Statement

_HEADING = re.compile(r"(?P<fiscal>财政拨款)?(?:收入支出|收支)(?:预算|决算)?总体情况")
_SUBJECT = re.compile(r"(?:财政拨款)?(?:收支|收入支出|收入、支出)(?:预算|决算)?(?:总计|总额|合计)")
_FORMS = {True: "fiscal_summary", False: "budget_summary"}


@rule("narrative.total", "总体情况说明的收支总计 = 收支总表的总计", needs="收支总体情况说明和收支总表")
def stated_totals(evidence: Evidence) -> Iterator[Check]:
    """收入支出决算总体情况说明、财政拨款收入支出决算总体情况说明: the 总计 is that of the table of the same name.

    Both sides of the table must have that total. A difference counts where no table prints the stated amount at all:
    else it is the total without what is carried over.
    """
    for number, stated in enumerate(evidence.statements):
        heading = _HEADING.search(normalise(stated.section[-1])) if stated.section else None
        if heading is None or not _is_total(evidence, stated):
            continue
        fact = _total_of(evidence, stated, _FORMS[heading.group("fiscal") is not None])
        if fact is None:
            continue
        places = (evidence.tables[evidence.facts[fact].table].title, place_of(evidence, number))
        check = same_check("narrative", evidence.fact_term(fact, "总计"), evidence.statement_term(number), places)
        if check is not None and (holds(check) or not _is_printed(evidence, to_yuan(stated.value, stated.unit))):
            yield check


def _is_printed(evidence: Evidence, amount: Decimal) -> bool:
    """Whether a table prints an amount in 元 at all."""
    amounts = (to_yuan(fact.value, fact.unit) for fact in evidence.facts if fact.value and is_money(fact.unit))
    return amount in amounts


def _is_total(evidence: Evidence, stated: Statement) -> bool:
    amount = stated.role is Role.LEVEL and is_money(stated.unit) and stated.table is None and stated.parent is None
    return amount and about_this_year(evidence, stated) and _SUBJECT.fullmatch(normalise(stated.subject)) is not None


def _total_of(evidence: Evidence, stated: Statement, form: str) -> int | None:
    """The total on which both sides of the only table of a form agree, at the stage and of the year of a statement."""
    tables = [number for number, table in enumerate(evidence.tables) if table.form == form and not table.empty]
    if len(tables) != 1:
        return None
    last: dict[str, int] = {}
    for index in evidence.by_table.get(tables[0], ()):
        fact = evidence.facts[index]
        same = fact.stage == stated.stage and evidence.year_of(fact) == evidence.year_of(stated)
        if fact.total and same and fact.value is not None and fact.side and not fact.measure:
            last[fact.side] = index
    sides = [last.get(side.value) for side in (Side.RECEIPTS, Side.EXPENDITURE)]
    if sides[0] is None or sides[1] is None or evidence.facts[sides[0]].value != evidence.facts[sides[1]].value:
        return None
    return sides[0]
