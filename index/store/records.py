"""Rows as records (还原): what the rules need of stored documents, as it was when they were read."""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, or_, select

from index.checks.rules.repeats import CLASS_LENGTH
from index.model.document import Place
from index.model.records import Fact, Project, Role, Stage, Statement, Table
from index.store.rows import SECTION_SEPARATOR
from index.store.schema import Base, FactRow, ProjectRow, StatementRow, TableRow, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Select

    Stored = tuple[Any, ...]  # a row: its own id, its document's, and the columns asked for

_OWN: Final = ("id", "document_id")
_TABLE: Final = (
    "title", "unit", "form", "section", "page", "line", "last_page", "last_line", "header_rows", "note", "empty",
)  # fmt: skip
_FACT: Final = (
    "table_id", "row", "column", "page", "line", "code", "row_label", "column_path", "printed", "value", "unit",
    "subject", "measure", "side", "stage", "year", "total", "parent_code", "doubtful",
)  # fmt: skip
_STATEMENT: Final = (
    "page", "line", "section", "sentence", "subject", "printed", "value", "unit", "role", "start", "end", "year",
    "stage", "base", "code", "parent", "table_id",
)  # fmt: skip
_PROJECT: Final = ("name", "table_id", "page", "line", "value", "printed", "unit", "goal")
_REMEMBERED: Final = 1 << 10  # sections, headers and places, which many rows have in common
_STAGES: Final = {one.value: one for one in Stage}
_ROLES: Final = {one.value: one for one in Role}
_ID: Final = itemgetter(0)
_DOCUMENT: Final = itemgetter(1)


class StoredRecords:
    """The tables, facts, statements and projects of some documents; the ids of each kind in the order of its records.

    Tables come without their columns and grids, which only the rules about one table look at. With a `year`, the facts
    are those of tables in which some are of that year, and those of 类 accounts, whose names tell their codes.
    """

    def __init__(self, connection: Connection, documents: Sequence[int], year: int | None = None) -> None:
        tables = _rows(connection, TableRow, _TABLE, documents)
        numbers = {row[0]: number for number, row in enumerate(tables)}
        self.tables = tuple(map(_table, tables))
        query = _query(FactRow, (*_OWN, *_FACT)) if year is None else _facts_of_year()
        facts = _asked(connection, query, documents, year)
        self.fact_ids: tuple[int, ...] = tuple(map(_ID, facts))
        self.fact_documents: tuple[int, ...] = tuple(map(_DOCUMENT, facts))
        self.facts = tuple(_fact(row, numbers) for row in facts)
        statements = _rows(connection, StatementRow, _STATEMENT, documents)
        self.statement_ids: tuple[int, ...] = tuple(map(_ID, statements))
        self.statement_documents: tuple[int, ...] = tuple(map(_DOCUMENT, statements))
        first: dict[int, int] = {}
        for number, document in enumerate(self.statement_documents):
            first.setdefault(document, number)
        self.statements = tuple(_statement(row, numbers, first[row[1]]) for row in statements)
        self.projects = tuple(_project(row, numbers) for row in _rows(connection, ProjectRow, _PROJECT, documents))


def _rows(
    connection: Connection, model: type[Base], names: tuple[str, ...], documents: Sequence[int]
) -> Sequence[Stored]:
    return _asked(connection, _query(model, (*_OWN, *names)), documents)


def _asked(
    connection: Connection, query: Select[Any], documents: Sequence[int], year: int | None = None
) -> Sequence[Stored]:
    found: Any = connection.execute(query, {"documents": tuple(documents), "year": year}).all()
    rows: Sequence[Stored] = found
    return rows


@cache
def _query(model: type[Base], names: tuple[str, ...]) -> Select[Any]:
    columns = model.__table__.c
    query = select(*(columns[name] for name in names))
    query = query.where(columns.document_id.in_(bindparam("documents", expanding=True)))
    return query.order_by(columns.document_id, columns.ordinal)


@cache
def _facts_of_year() -> Select[Any]:
    facts, other = table_of(FactRow).c, table_of(FactRow).alias().c
    documents: Any = bindparam("documents", expanding=True)
    tables = select(other.table_id).where(other.document_id.in_(documents), other.year == bindparam("year"))
    of_year = or_(facts.table_id.in_(tables), func.length(facts.code) == CLASS_LENGTH)
    return _query(FactRow, (*_OWN, *_FACT)).where(of_year)


@lru_cache(maxsize=_REMEMBERED)
def _place(page: int | None, line: int | None) -> Place:
    return Place(page, line)


@lru_cache(maxsize=_REMEMBERED)
def _section(text: str) -> tuple[str, ...]:
    return tuple(text.split(SECTION_SEPARATOR)) if text else ()


@lru_cache(maxsize=_REMEMBERED)
def _path(text: str) -> tuple[str, ...]:
    return tuple(text.split("/")) if text else ()


def _table(row: Stored) -> Table:
    _, _, title, unit, form, section, page, line, last_page, last_line, header_rows, note, empty = row
    return Table(
        title=title,
        unit=unit,
        form=form,
        section=_section(section),
        place=_place(page, line),
        last_place=_place(last_page, last_line),
        columns=(),
        rows=(),
        row_places=(),
        header_rows=header_rows,
        note=note,
        empty=empty,
    )


def _fact(stored: Stored, tables: Mapping[int, int]) -> Fact:
    (
        _, _, table, row, column, page, line, code, row_label, column_path, printed, value, unit, subject, measure,
        side, stage, year, total, parent_code, doubtful,
    ) = stored  # fmt: skip
    return Fact(
        tables[table], row, column, _place(page, line), code, row_label, _path(column_path), printed, _decimal(value),
        unit, subject, measure, side, _STAGES[stage], year, total, parent_code, doubtful,
    )  # fmt: skip


def _statement(row: Stored, tables: Mapping[int, int], first: int) -> Statement:
    (
        _, _, page, line, section, sentence, subject, printed, value, unit, role, start, end, year, stage, base, code,
        parent, table,
    ) = row  # fmt: skip
    return Statement(
        place=_place(page, line),
        section=_section(section),
        sentence=sentence,
        subject=subject,
        printed=printed,
        value=Decimal(value),
        unit=unit,
        role=_ROLES[role],
        start=start,
        end=end,
        year=year,
        stage=_STAGES[stage],
        base=base,
        code=code,
        parent=None if parent is None else first + parent,
        table=None if table is None else tables[table],
    )


def _project(row: Stored, tables: Mapping[int, int]) -> Project:
    _, _, name, table, page, line, value, printed, unit, goal = row
    return Project(
        name=name,
        table=tables[table],
        place=_place(page, line),
        amount=_decimal(value),
        printed=printed,
        unit=unit,
        goal=goal,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
