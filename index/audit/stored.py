"""The book of a document from the store (读取勾稽)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import and_, select, true, union

from index.audit.book import (
    Book,
    Equation,
    Figure,
    Key,
    fact_figure,
    indicator_figure,
    operand_key,
    spot_figures,
    statement_figure,
)
from index.model.document import Place
from index.model.quantity import Outcome
from index.store.rows import SECTION_SEPARATOR, read_spots
from index.store.schema import CheckRow, DocumentRow, FactRow, IndicatorRow, OperandRow, StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection, Row

    from index.model.records import Spot


def stored_book(connection: Connection, document_id: int) -> Book:
    """Return all figures of a loaded document and the equations between them.

    Equations with figures of other files (说明与公开表分成两个文件) are there too, and those figures with them. Where
    such an equation does not hold it belongs to the file that it is kept with, and to no other.
    """
    figures = {figure.key: figure for figure in _figures(connection, document_id)}
    equations = (*_equations(connection, document_id), *_held_elsewhere(connection, document_id))
    for equation_id, spots in _spots(connection, document_id):
        figures |= {figure.key: figure for figure in spot_figures(equation_id, spots)}
    missing = {key for equation in equations for _, key in equation.operands} - figures.keys()
    return Book(figures | _elsewhere(connection, missing), equations)


def _elsewhere(connection: Connection, keys: set[Key]) -> dict[Key, Figure]:
    """Figures of other files, told by the file's name."""
    found: dict[Key, Figure] = {}
    facts, statements = (sorted(number for kind, number in keys if kind == name) for name in ("fact", "statement"))
    of_files: set[int] = set()
    for model, ids in ((FactRow, facts), (StatementRow, statements)):
        of_files |= set(connection.scalars(select(model.document_id).where(model.id.in_(ids)))) if ids else set()
    rows = select(DocumentRow.id, DocumentRow.name).where(DocumentRow.id.in_(of_files))
    for document_id, name in connection.execute(rows).all() if of_files else ():
        titles = _titles(connection, document_id)
        wanted = _fact_figures(connection, document_id, titles, FactRow.id.in_(facts))
        said = _statement_figures(connection, document_id, titles, StatementRow.id.in_(statements))
        for figure in (*wanted, *said):
            container = f"《{name}》{figure.container}"
            found[figure.key] = replace(figure, container=container, elsewhere=name)
    return found


def _figures(connection: Connection, document_id: int) -> Iterator[Figure]:
    titles = _titles(connection, document_id)
    yield from _fact_figures(connection, document_id, titles, FactRow.value.is_not(None))
    yield from _statement_figures(connection, document_id, titles, true())
    targets = select(*IndicatorRow.__table__.columns).where(IndicatorRow.document_id == document_id)
    for row in connection.execute(targets.order_by(IndicatorRow.ordinal)):
        yield indicator_figure(("indicator", row.id), row, _place(row), titles[row.table_id])


def _titles(connection: Connection, document_id: int) -> dict[int, str]:
    rows = connection.execute(select(TableRow.id, TableRow.title).where(TableRow.document_id == document_id))
    return {row.id: row.title for row in rows}


def _fact_figures(
    connection: Connection, document_id: int, titles: dict[int, str], condition: ColumnElement[bool]
) -> Iterator[Figure]:
    facts = select(*FactRow.__table__.columns).where(FactRow.document_id == document_id, condition)
    for row in connection.execute(facts.order_by(FactRow.ordinal)):
        yield fact_figure(("fact", row.id), row, _place(row), titles[row.table_id], Decimal(row.value))


def _statement_figures(
    connection: Connection, document_id: int, titles: dict[int, str], condition: ColumnElement[bool]
) -> Iterator[Figure]:
    stated = select(*StatementRow.__table__.columns).where(StatementRow.document_id == document_id, condition)
    for row in connection.execute(stated.order_by(StatementRow.ordinal)):
        container = titles.get(row.table_id) or row.section.rpartition(SECTION_SEPARATOR)[2]
        yield statement_figure(("statement", row.id), row, _place(row), container)


def _place(row: Row[tuple[object, ...]]) -> Place:
    edges = [float(edge) for edge in row.box.split(",")] if row.box else []
    box = (edges[0], edges[1], edges[2], edges[3]) if edges else None
    return Place(row.page, row.line, box)


def _equations(connection: Connection, document_id: int) -> Iterator[Equation]:
    yield from _read(connection, CheckRow.document_id == document_id)


def _spots(connection: Connection, document_id: int) -> Iterator[tuple[int, tuple[Spot, ...]]]:
    """The words that checks of a document are about."""
    query = select(CheckRow.id, CheckRow.spots).where(CheckRow.document_id == document_id, CheckRow.spots != "")
    for row in connection.execute(query):
        yield row.id, read_spots(row.spots)


def _held_elsewhere(connection: Connection, document_id: int) -> Iterator[Equation]:
    """Checks kept with other files that confirm figures of this one."""
    confirming = (
        select(OperandRow.check_id)
        .join(model, model.id == column)
        .where(model.document_id == document_id, OperandRow.document_id != document_id)
        for model, column in ((FactRow, OperandRow.fact_id), (StatementRow, OperandRow.statement_id))
    )
    held = CheckRow.outcome != Outcome.CONTRADICTION.value
    yield from _read(connection, and_(CheckRow.id.in_(union(*confirming)), held))


def _read(connection: Connection, condition: ColumnElement[bool]) -> Iterator[Equation]:
    operands: dict[int, list[tuple[int, Key]]] = defaultdict(list)
    taking_part = select(*OperandRow.__table__.columns).join(CheckRow, CheckRow.id == OperandRow.check_id)
    for row in connection.execute(taking_part.where(condition).order_by(OperandRow.id)):
        key = operand_key(row.fact_id, row.statement_id, row.indicator_id)
        if key is not None:
            operands[row.check_id].append((row.sign, key))
    checks = select(*CheckRow.__table__.columns).where(condition).order_by(CheckRow.id)
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
            operands=(
                *operands[row.id],
                *((0, figure.key) for figure in spot_figures(row.id, read_spots(row.spots))),
            ),
            explanation=row.explanation,
        )
