"""Checks between files that complete one another (跨文件勾稽): the narrative in one, the tables in another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, select

from index.checks import run_across
from index.model.records import Identity, Kind, Scope
from index.store.companions import KEY, companions
from index.store.records import StoredRecords
from index.store.schema import DocumentRow, OrganizationRow, table_of
from index.store.viewing import SHARED
from index.store.writer import drop_across, write_across

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine import RowMapping

    from index.model.records import Check

Key = tuple[Any, ...]

_DOCUMENT: Final = table_of(DocumentRow).c
_ORGANIZATION: Final = table_of(OrganizationRow).c
_COLUMNS: Final = tuple(_DOCUMENT[name] for name in KEY)
# statements are made once: making one takes longer than what it asks for
_GROUPS: Final = select(*_COLUMNS).where(_DOCUMENT.id.in_(bindparam("documents", expanding=True)))
_GROUPS_BY_PATH: Final = select(*_COLUMNS).where(_DOCUMENT.path == bindparam("path"))
_OF_GROUP: Final = (
    select(_DOCUMENT.id, _DOCUMENT.name, _DOCUMENT.owner, _ORGANIZATION.name.label("organization"), *_COLUMNS)
    .where(_ORGANIZATION.id == _DOCUMENT.organization_id)
    .where(*(column.is_not_distinct_from(bindparam(column.name)) for column in _COLUMNS))  # the year may be unknown
    .order_by(_DOCUMENT.id)
)


def groups_of(connection: Connection, documents: Iterable[int] = (), path: str | None = None) -> set[Key]:
    """Return what documents, by id or path, are about: organization, year, kind and scope."""
    wanted = tuple(documents)
    if not wanted and path is None:
        return set()
    query, named = (_GROUPS, {"documents": wanted}) if path is None else (_GROUPS_BY_PATH, {"path": path})
    return {tuple(row) for row in connection.execute(query, named)}


def renew(connection: Connection, groups: Iterable[Key]) -> None:
    """Make the checks between the files of each group anew, in the connection's transaction.

    What comes out depends on the files that are loaded alone, not on the order in which they came or went. Shared files
    are checked among themselves; an owner's files with one another and with the shared ones, and what comes of it is
    kept with the owner's.
    """
    for key in groups:
        rows = _documents(connection, key)
        if len(rows) == 1:
            continue  # alone; what it had with others went with them, or when it was written
        drop_across(connection, [row["id"] for row in rows])
        for owner in dict.fromkeys((SHARED, *(row["owner"] for row in rows))):
            seen = {row["id"]: row for row in rows if row["owner"] in {SHARED, owner}}
            others = companions(connection, seen.values())
            if others:
                _check(connection, seen, others, owner)


def _documents(connection: Connection, key: Key) -> Sequence[RowMapping]:
    return connection.execute(_OF_GROUP, dict(zip(KEY, key, strict=True))).mappings().all()


def _check(
    connection: Connection, documents: Mapping[int, RowMapping], others: Mapping[int, tuple[int, ...]], owner: str
) -> None:
    """Check each document together with those that complete it; keep what spans files, the same figures once.

    Only what some file of `owner` takes part in is kept.
    """
    row = next(iter(documents.values()))
    identity = Identity(row["organization"], row["year"], Kind(row["kind"]), Scope(row["scope"]))
    seen: set[frozenset[tuple[str, int]]] = set()
    for together in sorted({tuple(sorted((one, *companion))) for one, companion in others.items()}):
        records = StoredRecords(connection, together)
        kept: list[tuple[int, Check]] = []
        for check in run_across(identity, records.tables, records.facts, records.statements, records.projects):
            found = _places(check, records)
            files = list(dict.fromkeys(document for document, _, _ in found))
            complete = all(second in others.get(first, ()) for first in files for second in files if first != second)
            figures = frozenset((kind, record) for _, kind, record in found)
            own = [file for file in files if documents[file]["owner"] == owner]
            if len(files) > 1 and own and complete and figures not in seen:
                seen.add(figures)
                names = "、".join(f"《{Path(documents[file]['name']).stem}》" for file in files)
                home = _home(found)
                home = home if documents[home]["owner"] == owner else own[0]
                kept.append((home, replace(check, statement=f"{check.statement}（分见{names}）")))
        write_across(connection, kept, records.fact_ids, records.statement_ids)


def _places(check: Check, records: StoredRecords) -> list[tuple[int, str, int]]:
    """Document, kind and id of each figure that takes part in a check."""
    found = []
    for operand in check.operands:
        if operand.fact is not None:
            found.append((records.fact_documents[operand.fact], "fact", records.fact_ids[operand.fact]))
        elif operand.statement is not None:
            document = records.statement_documents[operand.statement]
            found.append((document, "statement", records.statement_ids[operand.statement]))
    return found


def _home(found: Sequence[tuple[int, str, int]]) -> int:
    """The document that a check is kept with: the one whose text makes the statement, else that of the result."""
    return next((document for document, kind, _ in found if kind == "statement"), found[0][0])
