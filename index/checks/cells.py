"""Amounts in the text of a table cell against the figure beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from index.checks.compare import holds, resembles, sum_check
from index.checks.evidence import Evidence, Term
from index.checks.registry import rule
from index.model.quantity import parse_quantity
from index.model.records import Check, Role, Table
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LAST_FIGURE = re.compile(r"(?:^|\s)(\d[\d,]*\.\d+)$")


@rule("cells", "单元格内各金额之和 = 涉及资金")
def cell_amounts(evidence: Evidence) -> Iterator[Check]:
    """部门整体支出绩效目标表: the amounts that 涉及项目 lists in a cell come to the figure of 涉及财政资金 beside it.

    The figure stands in the same row, alone in the row below, or behind the text itself. A difference counts where it
    looks like a slip.
    """
    cells: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, stated in enumerate(evidence.statements):
        if stated.table is not None and stated.role is Role.LEVEL and is_money(stated.unit):
            cells[stated.table, stated.sentence].append(number)
    for (table, text), numbers in cells.items():
        rows = _rows_of(evidence.tables[table], text)
        if len(rows) != 1:
            continue
        parts = [evidence.statement_term(one) for one in numbers if evidence.statements[one].parent is None]
        check = _best(_results(evidence, table, rows[0], text), parts)
        if check is not None:
            yield check


def _best(results: Sequence[Term], parts: Sequence[Term]) -> Check | None:
    checks = [check for result in results if (check := sum_check("sum", result, parts)) is not None]
    agreeing = next((check for check in checks if holds(check)), None)
    return agreeing or next((check for check in checks if resembles(check.expected, check.actual)), None)


def _rows_of(table: Table, text: str) -> list[int]:
    """Find the rows with this very text in a cell; a text in several rows tells nothing about its neighbours."""
    wanted = "".join(text.split())
    return [
        number
        for number, row in enumerate(table.rows)
        if any(wanted and "".join(cell.split()).startswith(wanted) for cell in row)
    ]


def _results(evidence: Evidence, table: int, row: int, text: str) -> list[Term]:
    """Figures that may be the sum of the amounts in a cell of this row."""
    found = [_numbered(evidence, index) for index in evidence.rows.get((table, row), ())]
    rows = evidence.tables[table].rows
    if row + 1 < len(rows) and sum(bool(cell.strip()) for cell in rows[row + 1]) == 1:
        found += [_numbered(evidence, index) for index in evidence.rows.get((table, row + 1), ())]
    behind = _behind(evidence.tables[table], row, text)
    return [term for term in [*found, behind] if term is not None]


def _numbered(evidence: Evidence, index: int) -> Term | None:
    fact = evidence.facts[index]
    return evidence.fact_term(index, "涉及资金") if fact.value is not None and is_money(fact.unit) else None


def _behind(table: Table, row: int, text: str) -> Term | None:
    """Find a bare figure at the end of the cell itself, in the unit of the table."""
    start = "".join(text.split())
    for cell in (cell for cell in table.rows[row] if "".join(cell.split()).startswith(start)):
        found = _LAST_FIGURE.search(cell.strip())
        quantity = parse_quantity(found.group(1)) if found else None
        if quantity is not None and is_money(table.unit):
            return Term(quantity.value, quantity.half_unit, table.unit, quantity.text, "涉及资金")
    return None
