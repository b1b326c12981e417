"""The book of a document from the store (读取勾稽)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from index.audit.book import Book, Equation, Figure, Key, fact_figure, indicator_figure, statement_figure
from index.model.document import Place
from index.model.quantity import Outcome
from index.store.rows import SECTION_SEPARATOR
from index.store.schema import CheckRow, FactRow, IndicatorRow, OperandRow, StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row


def stored_book(connection: Connection, document_id: int) -> Book:
    """Return all figures of a loaded document and the equations between them."""
    tables = connection.execute(select(TableRow.id, TableRow.title).where(TableRow.document_id == document_id))
    titles = {row.id: row.title for row in tables}
    figures = {figure.key: figure for figure in _figures(connection, document_id, titles)}
    return Book(figures, tuple(_equations(connection, document_id)))


def _figures(connection: Connection, document_id: int, titles: dict[int, str]) -> Iterator[Figure]:
    facts = select(*FactRow.__table__.columns).where(FactRow.document_id == document_id, FactRow.value.is_not(None))
    for row in connection.execute(facts.order_by(FactRow.ordinal)):
        yield fact_figure(("fact", row.id), row, _place(row), titles[row.table_id], Decimal(row.value))
    stated = select(*StatementRow.__table__.columns).where(StatementRow.document_id == document_id)
    for row in connection.execute(stated.order_by(StatementRow.ordinal)):
        container = titles.get(row.table_id) or row.section.rpartition(SECTION_SEPARATOR)[2]
        yield statement_figure(("statement", row.id), row, _place(row), container)
    targets = select(*IndicatorRow.__table__.columns).where(IndicatorRow.document_id == document_id)
    for row in connection.execute(targets.order_by(IndicatorRow.ordinal)):
        yield indicator_figure(("indicator", row.id), row, _place(row), titles[row.table_id])


def _place(row: Row[tuple[object, ...]]) -> Place:
    edges = [float(edge) for edge in row.box.split(",")] if row.box else []
    box = (edges[0], edges[1], edges[2], edges[3]) if edges else None
    return Place(row.page, row.line, box)


def _equations(connection: Connection, document_id: int) -> Iterator[Equation]:
    operands: dict[int, list[tuple[int, Key]]] = defaultdict(list)
    taking_part = select(*OperandRow.__table__.columns).where(OperandRow.document_id == document_id)
    for row in connection.execute(taking_part.order_by(OperandRow.id)):
        for kind, number in (("fact", row.fact_id), ("statement", row.statement_id), ("indicator", row.indicator_id)):
            if number is not None:
                operands[row.check_id].append((row.sign, (kind, number)))
    checks = select(*CheckRow.__table__.columns).where(CheckRow.document_id == document_id).order_by(CheckRow.id)
    for row in connection.execute(checks):
        yield Equation(
            number=row.id,
            rule=row.rule,
            kind=row.kind,
            statement=row.statement,
            expected=Decimal(row.expected),
            actual=Decimal(row.actual),
            tolerance=Decimal(row.tolerance),
            unit=row.unit,
            outcome=Outcome(row.outcome),
            operands=tuple(operands[row.id]),
            explanation=row.explanation,
        )
