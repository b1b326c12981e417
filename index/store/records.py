"""Rows as records (还原): what the rules need of stored documents, as it was when they were read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from index.model.document import Place
from index.model.records import Fact, Project, Role, Stage, Statement, Table
from index.store.rows import SECTION_SEPARATOR
from index.store.schema import Base, FactRow, ProjectRow, StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine import RowMapping


class StoredRecords:
    """The tables, facts, statements and projects of some documents; the ids of each kind in the order of its records.

    Tables come without their columns and grids, which only the rules about one table look at.
    """

    def __init__(self, connection: Connection, documents: Sequence[int]) -> None:
        tables = _rows(connection, TableRow, documents)
        self._numbers = {row["id"]: number for number, row in enumerate(tables)}
        self.tables = tuple(map(_table, tables))
        facts = _rows(connection, FactRow, documents)
        self.fact_ids = tuple(row["id"] for row in facts)
        self.fact_documents = tuple(row["document_id"] for row in facts)
        self.facts = tuple(_fact(row, self._numbers) for row in facts)
        statements = _rows(connection, StatementRow, documents)
        self.statement_ids = tuple(row["id"] for row in statements)
        self.statement_documents = tuple(row["document_id"] for row in statements)
        first: dict[int, int] = {}
        for number, row in enumerate(statements):
            first.setdefault(row["document_id"], number)
        self.statements = tuple(_statement(row, self._numbers, first[row["document_id"]]) for row in statements)
        self.projects = tuple(_project(row, self._numbers) for row in _rows(connection, ProjectRow, documents))


def _rows(connection: Connection, model: type[Any], documents: Sequence[int]) -> Sequence[RowMapping]:
    columns: type[Base] = model
    query = select(*columns.__table__.columns).where(model.document_id.in_(tuple(documents)))
    return connection.execute(query.order_by(model.document_id, model.ordinal)).mappings().all()


def _place(row: RowMapping) -> Place:
    return Place(row["page"], row["line"])


def _section(text: str) -> tuple[str, ...]:
    return tuple(text.split(SECTION_SEPARATOR)) if text else ()


def _table(row: RowMapping) -> Table:
    return Table(
        title=row["title"],
        unit=row["unit"],
        form=row["form"],
        section=_section(row["section"]),
        place=_place(row),
        last_place=Place(row["last_page"], row["last_line"]),
        columns=(),
        rows=(),
        row_places=(),
        header_rows=row["header_rows"],
        note=row["note"],
        empty=row["empty"],
    )


def _fact(row: RowMapping, tables: Mapping[int, int]) -> Fact:
    return Fact(
        table=tables[row["table_id"]],
        row=row["row"],
        column=row["column"],
        place=_place(row),
        code=row["code"],
        row_label=row["row_label"],
        column_path=tuple(row["column_path"].split("/")) if row["column_path"] else (),
        printed=row["printed"],
        value=_decimal(row["value"]),
        unit=row["unit"],
        subject=row["subject"],
        measure=row["measure"],
        side=row["side"],
        stage=Stage(row["stage"]),
        year=row["year"],
        total=row["total"],
        parent_code=row["parent_code"],
        doubtful=row["doubtful"],
    )


def _statement(row: RowMapping, tables: Mapping[int, int], first: int) -> Statement:
    return Statement(
        place=_place(row),
        section=_section(row["section"]),
        sentence=row["sentence"],
        subject=row["subject"],
        printed=row["printed"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        role=Role(row["role"]),
        start=row["start"],
        end=row["end"],
        year=row["year"],
        stage=Stage(row["stage"]),
        base=row["base"],
        code=row["code"],
        parent=None if row["parent"] is None else first + row["parent"],
        table=None if row["table_id"] is None else tables[row["table_id"]],
    )


def _project(row: RowMapping, tables: Mapping[int, int]) -> Project:
    return Project(
        name=row["name"],
        table=tables[row["table_id"]],
        place=_place(row),
        amount=_decimal(row["value"]),
        printed=row["printed"],
        unit=row["unit"],
        goal=row["goal"],
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
