"""The write side of the store (写入): a document goes in whole, or not at all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import String, bindparam, delete, exists, insert, select, union, update

from index.catalogue.vocabulary import normalise
from index.store import rows, schema
from index.store.bulk import insert_rows
from index.store.names import collect_names
from index.store.viewing import SHARED, PrivateNeedsSqliteError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Select, Table
    from sqlalchemy.orm import Session

    from index.model.records import Check, Identity, Interpretation

# children before what they refer to
_PARTS: Final[tuple[type[Any], ...]] = (
    schema.OperandRow,
    schema.CheckRow,
    schema.FindingRow,
    schema.NameRow,
    schema.PassageRow,
    schema.StatementRow,
    schema.ProjectRow,
    schema.IndicatorRow,
    schema.FactRow,
    schema.TableRow,
)
_UNCUT: Final = frozenset({"printed", "value", "expected", "actual", "difference", "tolerance", "code", "key"})


def write_document(session: Session, interpretation: Interpretation, owner: str = SHARED) -> int:
    """Store a document in place of the earlier version of the same path; return its id, which stays the same.

    `owner` says whose it is. Raise PrivateNeedsSqliteError.

    Everything happens in the session's current transaction: the caller commits once, so that readers see either the
    earlier version or the new one.
    """
    if owner and session.get_bind().dialect.name != "sqlite":
        raise PrivateNeedsSqliteError
    document_id = _write_identity(session, interpretation, owner)

    def store(model: type[Any], records: Iterable[rows.Row]) -> None:
        _insert(session, model, document_id, records)

    def ids(model: type[Any]) -> Sequence[int]:
        return _ids(session, model, document_id)

    store(schema.TableRow, map(rows.table_row, interpretation.tables))
    tables = ids(schema.TableRow)
    store(schema.FactRow, (rows.fact_row(item, tables) for item in interpretation.facts))
    store(schema.StatementRow, (rows.statement_row(item, tables) for item in interpretation.statements))
    store(schema.IndicatorRow, (rows.indicator_row(item, tables) for item in interpretation.indicators))
    store(schema.ProjectRow, (rows.project_row(item, tables) for item in interpretation.projects))
    store(schema.FindingRow, (rows.finding_row(item, tables) for item in interpretation.findings))
    store(schema.PassageRow, rows.passage_rows(interpretation))
    store(schema.NameRow, collect_names(interpretation))
    store(schema.CheckRow, map(rows.check_row, interpretation.checks))
    facts, statements, indicators = ids(schema.FactRow), ids(schema.StatementRow), ids(schema.IndicatorRow)
    operands = _operands(interpretation.checks, ids(schema.CheckRow), facts, statements, indicators)
    store(schema.OperandRow, operands)
    return document_id


def remove_document(session: Session, document_id: int) -> None:
    """Take a document and everything read from it out of the store, in the session's transaction."""
    _clear(session, document_id)
    session.execute(delete(schema.DocumentRow).where(schema.DocumentRow.id == document_id))
    _drop_unused_organizations(session)


def drop_across(session: Session, documents: Sequence[int]) -> None:
    """Take out the checks in which figures of these documents meet figures of others, whose checks they may be."""
    operand = schema.OperandRow
    meeting = union(
        *(
            select(operand.check_id)
            .join(model, model.id == column)
            .where(model.document_id.in_(documents), operand.document_id != model.document_id)
            for model, column in ((schema.FactRow, operand.fact_id), (schema.StatementRow, operand.statement_id))
        )
    )
    found = session.scalars(meeting).all()
    if found:
        session.execute(delete(operand).where(operand.check_id.in_(found)))
        session.execute(delete(schema.CheckRow).where(schema.CheckRow.id.in_(found)))


def drop_editions(session: Session, documents: Sequence[int]) -> None:
    """Take out the checks between the years, and between budget and final accounts, that are kept with documents."""
    _drop(session, documents, "edition")


def drop_departments(session: Session, documents: Sequence[int]) -> None:
    """Take out the checks between departments and their units that are kept with documents."""
    _drop(session, documents, "department")


def _drop(session: Session, documents: Sequence[int], kind: str) -> None:
    check, operand = schema.CheckRow, schema.OperandRow
    found = select(check.id).where(check.document_id.in_(documents), check.kind == kind)
    session.execute(delete(operand).where(operand.check_id.in_(found)))
    session.execute(delete(check).where(check.document_id.in_(documents), check.kind == kind))


def write_across(
    session: Session, checks: Sequence[tuple[int, Check]], facts: Sequence[int], statements: Sequence[int]
) -> None:
    """Store checks between documents, each with the id of the one it is kept with.

    `facts` and `statements` are the ids that the operands refer to.
    """
    if not checks:
        return
    table, operand_table = _table(schema.CheckRow), _table(schema.OperandRow)
    values = [{**rows.check_row(check), "document_id": document_id} for document_id, check in checks]
    _fit(table, values)
    ids = session.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), values).all()
    operands = [
        {**operand, "document_id": document_id}
        for (document_id, check), check_id in zip(checks, ids, strict=True)
        for operand in _operands([check], [check_id], facts, statements, ())
    ]
    insert_rows(session.connection(), operand_table, operands)


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


def _clear(session: Session, document_id: int) -> None:
    drop_across(session, [document_id])
    for part in _PARTS:
        session.execute(delete(part).where(part.document_id == document_id))


def _write_identity(session: Session, interpretation: Interpretation, owner: str) -> int:
    document = schema.DocumentRow
    values = rows.document_row(interpretation)
    values["owner"] = owner
    values["organization_id"] = _organization(session, interpretation.identity, owner)
    _fit(_table(document), [values])
    earlier = session.scalar(select(document.id).where(document.path == values["path"]))
    if earlier is None:
        return session.scalars(insert(document).returning(document.id), [values]).one()
    _clear(session, earlier)
    session.execute(update(document).where(document.id == earlier).values(values))
    _drop_unused_organizations(session)
    return earlier


def _organization(session: Session, identity: Identity, owner: str) -> int:
    """Return the id of the organization, made where it is new, its short names brought up to date.

    A name that is not shared yet is the owner's.
    """
    from index.catalogue.organizations import short_names  # noqa: PLC0415 - its data is read only when writing

    organization, alias = schema.OrganizationRow, schema.OrganizationNameRow
    name = identity.organization
    found = session.scalar(select(organization.id).where(organization.name == name))
    if found is None:
        found = session.scalars(insert(organization).returning(organization.id), [{"name": name}]).one()
    readable = alias.owner.in_((SHARED, owner))
    known = set(session.scalars(select(alias.name).where(alias.organization_id == found, readable)))
    wordings = {normalise(wording) for wording in (name, *identity.short_names, *short_names(name))}
    fresh = sorted(wordings - known - {""})
    if fresh:
        named = [{"organization_id": found, "name": wording, "owner": owner} for wording in fresh]
        session.execute(insert(alias), named)
    return found


def _drop_unused_organizations(session: Session) -> None:
    organization, alias = schema.OrganizationRow, schema.OrganizationNameRow
    used = select(schema.DocumentRow.organization_id)
    session.execute(delete(alias).where(alias.organization_id.not_in(used)))
    own = exists().where(
        schema.DocumentRow.organization_id == alias.organization_id, schema.DocumentRow.owner == alias.owner
    )
    session.execute(delete(alias).where(alias.owner != SHARED, ~own))
    session.execute(delete(organization).where(organization.id.not_in(used)))


def _insert(session: Session, model: type[Any], document_id: int, records: Iterable[rows.Row]) -> None:
    """Insert records of a document in order."""
    values, table = list(records), _table(model)
    numbered = "ordinal" in table.c
    for ordinal, row in enumerate(values):
        row["document_id"] = document_id
        if numbered:
            row["ordinal"] = ordinal
    _fit(table, values)
    insert_rows(session.connection(), table, values)


def _ids(session: Session, model: type[Any], document_id: int) -> Sequence[int]:
    """Return the ids of the records of a document in the order in which they were inserted."""
    return session.scalars(_ids_of(_table(model)), {"document": document_id}).all()


@cache
def _ids_of(table: Table) -> Select[Any]:
    columns = table.c
    return select(columns.id).where(columns.document_id == bindparam("document")).order_by(columns.id)


def _table(model: type[Any]) -> Table:
    table: Table = model.__table__
    return table


def _fit(table: Table, values: list[rows.Row]) -> None:
    """Cut wordings to the width of their column, which other databases than SQLite enforce; never a figure."""
    for name, width in _widths(table):
        for row in [row for row in values if row[name] and len(row[name]) > width]:
            row[name] = row[name][:width]


@cache
def _widths(table: Table) -> tuple[tuple[str, int], ...]:
    """The columns of wordings that have a width."""
    return tuple(
        (column.name, column.type.length)
        for column in table.c
        if isinstance(column.type, String) and column.type.length and column.name not in _UNCUT
    )
