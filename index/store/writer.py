"""The write side of the store (写入): a document goes in whole, or not at all."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import String, bindparam, delete, exists, func, insert, literal, select, union, union_all, update

from index.catalogue.vocabulary import normalise
from index.store import rows, schema
from index.store.bulk import insert_rows
from index.store.names import NAMELESS, collect_names
from index.store.schema import table_of
from index.store.viewing import SHARED, PrivateNeedsSqliteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import CompoundSelect, Connection, Table

    from index.model.records import Check, Identity, Interpretation

_ORGANIZATION: Final = table_of(schema.OrganizationRow)
_ALIAS: Final = table_of(schema.OrganizationNameRow)
_DOCUMENT: Final = table_of(schema.DocumentRow)
_TABLE: Final = table_of(schema.TableRow)
_FACT: Final = table_of(schema.FactRow)
_STATEMENT: Final = table_of(schema.StatementRow)
_INDICATOR: Final = table_of(schema.IndicatorRow)
_PROJECT: Final = table_of(schema.ProjectRow)
_PASSAGE: Final = table_of(schema.PassageRow)
_NAME: Final = table_of(schema.NameRow)
_FINDING: Final = table_of(schema.FindingRow)
_CHECK: Final = table_of(schema.CheckRow)
_OPERAND: Final = table_of(schema.OperandRow)
# children before what they refer to
_PARTS: Final = (
    _OPERAND, _CHECK, _FINDING, _NAME, _PASSAGE, _STATEMENT, _PROJECT, _INDICATOR, _FACT, _TABLE,
)  # fmt: skip
# statements that each document asks are made once: making one takes longer than what it asks for
_ORGANIZATION_ID: Final = select(_ORGANIZATION.c.id).where(_ORGANIZATION.c.name == bindparam("name"))
_READABLE_NAMES: Final = select(_ALIAS.c.name).where(
    _ALIAS.c.organization_id == bindparam("organization"), _ALIAS.c.owner.in_((SHARED, bindparam("owner")))
)
_DOCUMENT_ID: Final = select(_DOCUMENT.c.id).where(_DOCUMENT.c.path == bindparam("path"))
_OF_KIND: Final = select(_CHECK.c.id).where(
    _CHECK.c.document_id.in_(bindparam("documents", expanding=True)), _CHECK.c.kind == bindparam("kind")
)
_ANY_OF_KIND: Final = _OF_KIND.limit(1)
_LAST_CHECKS: Final = select(_CHECK.c.id).order_by(_CHECK.c.id.desc()).limit(bindparam("count"))
_UNCUT: Final = frozenset({"printed", "value", "expected", "actual", "difference", "tolerance", "code", "key"})


def write_document(connection: Connection, interpretation: Interpretation, owner: str = SHARED) -> int:
    """Store a document in place of the earlier version of the same path; return its id, which stays the same.

    `owner` says whose it is. Raise PrivateNeedsSqliteError.

    Everything happens in the connection's current transaction: the caller commits once, so that readers see either the
    earlier version or the new one.
    """
    if owner and connection.dialect.name != "sqlite":
        raise PrivateNeedsSqliteError
    document_id = _write_identity(connection, interpretation, owner)

    def store(table: Table, records: Iterable[rows.Row]) -> None:
        _insert(connection, table, document_id, records)

    store(_TABLE, map(rows.table_row, interpretation.tables))
    (tables,) = _ids(connection, document_id, _TABLE)
    store(_FACT, (rows.fact_row(item, tables) for item in interpretation.facts))
    store(_STATEMENT, (rows.statement_row(item, tables) for item in interpretation.statements))
    store(_INDICATOR, (rows.indicator_row(item, tables) for item in interpretation.indicators))
    store(_PROJECT, (rows.project_row(item, tables) for item in interpretation.projects))
    store(_FINDING, (rows.finding_row(item, tables) for item in interpretation.findings))
    store(_PASSAGE, rows.passage_rows(interpretation))
    store(_NAME, collect_names(interpretation))
    store(_CHECK, map(rows.check_row, interpretation.checks))
    facts, statements, indicators, checks = _ids(connection, document_id, _FACT, _STATEMENT, _INDICATOR, _CHECK)
    store(_OPERAND, _operands(interpretation.checks, checks, facts, statements, indicators))
    return document_id


def remove_document(connection: Connection, document_id: int) -> None:
    """Take a document and everything read from it out of the store, in the connection's transaction."""
    _clear(connection, document_id)
    connection.execute(delete(_DOCUMENT).where(_DOCUMENT.c.id == document_id))
    _drop_unused_organizations(connection)


def drop_across(connection: Connection, documents: Sequence[int]) -> None:
    """Take out the checks in which figures of these documents meet figures of others, whose checks they may be."""
    operand = _OPERAND.c
    meeting = union(
        *(
            select(operand.check_id).where(
                met.c.id == column, met.c.document_id.in_(documents), operand.document_id != met.c.document_id
            )
            for met, column in ((_FACT, operand.fact_id), (_STATEMENT, operand.statement_id))
        )
    )
    found = connection.scalars(meeting).all()
    if found:
        connection.execute(delete(_OPERAND).where(operand.check_id.in_(found)))
        connection.execute(delete(_CHECK).where(_CHECK.c.id.in_(found)))


def drop_editions(connection: Connection, documents: Sequence[int]) -> None:
    """Take out the checks between the years, and between budget and final accounts, that are kept with documents."""
    _drop(connection, documents, "edition")


def drop_departments(connection: Connection, documents: Sequence[int]) -> None:
    """Take out the checks between departments and their units that are kept with documents."""
    _drop(connection, documents, "department")


def _drop(connection: Connection, documents: Sequence[int], kind: str) -> None:
    asked = {"documents": tuple(documents), "kind": kind}
    if connection.scalar(_ANY_OF_KIND, asked) is None:
        return  # as always, while documents are loaded for the first time
    connection.execute(delete(_OPERAND).where(_OPERAND.c.check_id.in_(_OF_KIND)), asked)
    connection.execute(delete(_CHECK).where(_CHECK.c.id.in_(_OF_KIND)), asked)


def write_across(
    connection: Connection, checks: Sequence[tuple[int, Check]], facts: Sequence[int], statements: Sequence[int]
) -> None:
    """Store checks between documents, each with the id of the one it is kept with.

    `facts` and `statements` are the ids that the operands refer to.
    """
    if not checks:
        return
    values = [{**rows.check_row(check), "document_id": document_id} for document_id, check in checks]
    _fit(_CHECK, values)
    insert_rows(connection, _CHECK, values)
    ids = connection.scalars(_LAST_CHECKS, {"count": len(values)}).all()[::-1]
    operands = [
        {**operand, "document_id": document_id}
        for (document_id, check), check_id in zip(checks, ids, strict=True)
        for operand in _operands([check], [check_id], facts, statements, ())
    ]
    insert_rows(connection, _OPERAND, operands)


def _operands(
    checks: Sequence[Check],
    ids: Sequence[int],
    facts: Sequence[int],
    statements: Sequence[int],
    indicators: Sequence[int],
) -> Iterable[rows.Row]:
    for check, check_id in zip(checks, ids, strict=True):
        for operand in check.operands:
            yield rows.operand_row(operand, check_id, facts, statements, indicators)


def _clear(connection: Connection, document_id: int) -> None:
    drop_across(connection, [document_id])
    for part in _PARTS:
        connection.execute(delete(part).where(part.c.document_id == document_id))


def _write_identity(connection: Connection, interpretation: Interpretation, owner: str) -> int:
    values = rows.document_row(interpretation)
    values["owner"] = owner
    values["organization_id"] = _organization(connection, _body(connection, interpretation), owner)
    _fit(_DOCUMENT, [values])
    earlier: int | None = connection.scalar(_DOCUMENT_ID, {"path": values["path"]})
    if earlier is None:
        return int(connection.scalars(insert(_DOCUMENT).returning(_DOCUMENT.c.id), values).one())
    _clear(connection, earlier)
    connection.execute(update(_DOCUMENT).where(_DOCUMENT.c.id == earlier).values(values))
    _drop_unused_organizations(connection)
    return earlier


def _body(connection: Connection, interpretation: Interpretation) -> Identity:
    """The identity of a document; where no organization is known, its own file is named, and no other is of it."""
    identity, document = interpretation.identity, interpretation.document
    if identity.organization:
        return identity
    taken = connection.scalars(select(_DOCUMENT.c.path).where(_DOCUMENT.c.name == document.name)).all()
    alone = not set(taken) - {str(document.path)}
    name = document.name if alone else f"{document.path.parent.name}/{document.name}"
    return replace(identity, organization=f"{NAMELESS}{name}》")


def _organization(connection: Connection, identity: Identity, owner: str) -> int:
    """Return the id of the organization, made where it is new, its short names brought up to date.

    A name that is not shared yet is the owner's.
    """
    from index.catalogue.organizations import short_names  # noqa: PLC0415 - its data is read only when writing

    name = identity.organization
    found: int | None = connection.scalar(_ORGANIZATION_ID, {"name": name})
    if found is None:
        found = int(connection.scalars(insert(_ORGANIZATION).returning(_ORGANIZATION.c.id), {"name": name}).one())
    known = set(connection.scalars(_READABLE_NAMES, {"organization": found, "owner": owner}))
    wordings = {normalise(wording) for wording in (name, *identity.short_names, *short_names(name))}
    fresh = sorted(wordings - known - {""})
    if fresh:
        named = [{"organization_id": found, "name": wording, "owner": owner} for wording in fresh]
        connection.execute(insert(_ALIAS), named)
    return found


def _drop_unused_organizations(connection: Connection) -> None:
    document, alias = _DOCUMENT.c, _ALIAS.c
    used = select(document.organization_id)
    connection.execute(delete(_ALIAS).where(alias.organization_id.not_in(used)))
    own = exists().where(document.organization_id == alias.organization_id, document.owner == alias.owner)
    connection.execute(delete(_ALIAS).where(alias.owner != SHARED, ~own))
    connection.execute(delete(_ORGANIZATION).where(_ORGANIZATION.c.id.not_in(used)))


def _insert(connection: Connection, table: Table, document_id: int, records: Iterable[rows.Row]) -> None:
    """Insert records of a document in order."""
    values = list(records)
    numbered = "ordinal" in table.c
    for ordinal, row in enumerate(values):
        row["document_id"] = document_id
        if numbered:
            row["ordinal"] = ordinal
    _fit(table, values)
    insert_rows(connection, table, values)


def _ids(connection: Connection, document_id: int, *tables: Table) -> Iterable[Sequence[int]]:
    """The ids of the records of a document in each of some tables, in the order in which they were inserted."""
    asked = {"document": document_id}
    for table, (_, first, last, count) in zip(tables, connection.execute(_spans(tables), asked), strict=True):
        if not count:
            yield ()
        elif last - first + 1 == count:
            yield range(first, last + 1)  # as always where one process writes
        else:
            query = select(table.c.id).where(table.c.document_id == document_id).order_by(table.c.id)
            yield connection.scalars(query).all()


@cache
def _spans(tables: tuple[Table, ...]) -> CompoundSelect[Any]:
    """The first and the last id of the records of a document in each table, and how many these are."""
    return union_all(
        *(
            select(literal(number).label("number"), func.min(table.c.id), func.max(table.c.id), func.count()).where(
                table.c.document_id == bindparam("document")
            )
            for number, table in enumerate(tables)
        )
    ).order_by("number")


def _fit(table: Table, values: list[rows.Row]) -> None:
    """Cut wordings to the width of their column, which other databases than SQLite enforce; never a figure."""
    for name, width in _widths(table):
        if max(map(len, filter(None, map(itemgetter(name), values))), default=0) <= width:
            continue  # as always
        for row in values:
            if row[name]:
                row[name] = row[name][:width]


@cache
def _widths(table: Table) -> tuple[tuple[str, int], ...]:
    """The columns of wordings that have a width."""
    return tuple(
        (column.name, column.type.length)
        for column in table.c
        if isinstance(column.type, String) and column.type.length and column.name not in _UNCUT
    )
