"""Amounts in the text of a table cell against the figure beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from index.checks.compare import holds, resembles, sum_check
from index.checks.registry import rule
from index.checks.term import Term
from index.model.quantity import parse_quantity
from index.model.records import Check, Role, Table
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.checks.evidence import Evidence

_LAST_FIGURE = re.compile(r"(?:^|\s)(\d[\d,]*\.\d+)$")


@rule("cells", "单元格内各金额之和 = 涉及资金", needs="单元格里逐项列出金额的绩效目标表")
def cell_amounts(evidence: Evidence) -> Iterator[Check]:
    """部门整体支出绩效目标表: the amounts that 涉及项目 lists in a cell come to the figure of 涉及财政资金 beside it.

    The figure stands in the same row, alone in the row below, or behind the text itself. A difference counts where it
    looks like a slip.
    """
    stated: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, one in enumerate(evidence.statements):
        if one.table is not None and one.role is Role.LEVEL and is_money(one.unit) and one.parent is None:
            stated[one.table, "".join(one.sentence.split())].append(number)
    cells: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for (table, sentence), numbers in stated.items():
        at = _cells_with(evidence.tables[table], sentence)
        if len(at) == 1:  # a sentence in several cells tells nothing about its neighbours
            cells[table, *at[0]].extend(numbers)
    for (table, row, column), numbers in cells.items():
        parts = [evidence.statement_term(one) for one in numbers]
        check = _best(_results(evidence, table, row, column), parts)
        if check is not None:
            yield check


def _best(results: Sequence[Term], parts: Sequence[Term]) -> Check | None:
    checks = [check for result in results if (check := sum_check("sum", result, parts)) is not None]
    agreeing = next((check for check in checks if holds(check)), None)
    return agreeing or next((check for check in checks if resembles(check.expected, check.actual)), None)


def _cells_with(table: Table, sentence: str) -> list[tuple[int, int]]:
    return [
        (number, column)
        for number, row in enumerate(table.rows)
        for column, cell in enumerate(row)
        if len(cell) >= len(sentence) and sentence in "".join(cell.split())
    ]


def _results(evidence: Evidence, table: int, row: int, column: int) -> list[Term]:
    """Figures that may be the sum of the amounts in a cell: beside it, alone in the row below, or behind its text."""
    found = [_numbered(evidence, index) for index in evidence.rows.get((table, row), ())]
    rows = evidence.tables[table].rows
    if row + 1 < len(rows) and sum(bool(cell.strip()) for cell in rows[row + 1]) == 1:
        found += [_numbered(evidence, index) for index in evidence.rows.get((table, row + 1), ())]
    found.append(_behind(evidence.tables[table], rows[row][column]))
    return [term for term in found if term is not None]


def _numbered(evidence: Evidence, index: int) -> Term | None:
    fact = evidence.facts[index]
    return evidence.fact_term(index, "涉及资金") if fact.value is not None and is_money(fact.unit) else None


def _behind(table: Table, cell: str) -> Term | None:
    """Find a bare figure at the end of the cell itself, in the unit of the table."""
    found = _LAST_FIGURE.search(cell.strip())
    quantity = parse_quantity(found.group(1)) if found else None
    if quantity is None or not is_money(table.unit):
        return None
    return Term(quantity.value, quantity.half_unit, table.unit, quantity.text, "涉及资金")
