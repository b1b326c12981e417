"""Checks between the documents of one organization (前后文件勾稽): of two years, of budget and final accounts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from index.checks import run_editions
from index.checks.evidence import Evidence, Volume
from index.model.records import Identity, Kind, Scope
from index.store.records import StoredRecords
from index.store.schema import DocumentRow, table_of
from index.store.viewing import SHARED
from index.store.writer import drop_editions, write_across

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine import RowMapping

    from index.across import Key
    from index.model.records import Check

_DOCUMENT: Final = table_of(DocumentRow).c
_DOCUMENTS: Final = (
    select(_DOCUMENT.id, _DOCUMENT.name, _DOCUMENT.owner, _DOCUMENT.year, _DOCUMENT.kind)
    .where(_DOCUMENT.organization_id == bindparam("organization"), _DOCUMENT.scope == bindparam("scope"))
    .where(_DOCUMENT.year.is_not(None))
    .order_by(_DOCUMENT.id)
)


@dataclass(frozen=True, slots=True)
class _Edition:
    """The files of one year and kind (一个年度的预算或决算)."""

    year: int
    kind: Kind
    files: tuple[RowMapping, ...]


def renew_editions(connection: Connection, groups: Iterable[Key]) -> None:
    """Make the checks between the years, and between budget and final accounts, of each organization anew.

    `groups` are organization, year, kind and scope, as `groups_of` gives them. Shared files are checked among
    themselves, an owner's with one another and with the shared ones.
    """
    for organization, scope in sorted({(key[0], key[-1]) for key in groups}, key=str):
        rows = _documents(connection, organization, scope)
        if len(rows) > 1:
            drop_editions(connection, [row["id"] for row in rows])
        for owner in dict.fromkeys((SHARED, *(row["owner"] for row in rows))):
            editions = _editions([row for row in rows if row["owner"] in {SHARED, owner}])
            for later, earlier in _pairs(editions):
                _check(connection, later, earlier, owner, Scope(scope))


def _documents(connection: Connection, organization: int, scope: str) -> Sequence[RowMapping]:
    return connection.execute(_DOCUMENTS, {"organization": organization, "scope": scope}).mappings().all()


def _editions(rows: Iterable[RowMapping]) -> list[_Edition]:
    files: dict[tuple[int, str], list[RowMapping]] = defaultdict(list)
    for row in rows:
        files[row["year"], row["kind"]].append(row)
    return [_Edition(year, Kind(kind), tuple(found)) for (year, kind), found in files.items()]


def _pairs(editions: Sequence[_Edition]) -> Iterator[tuple[_Edition, _Edition]]:
    """Each edition with those that it quotes: last year's, and the budget of its own year."""
    for later in editions:
        for earlier in editions:
            own_budget = later.year == earlier.year and later.kind is not earlier.kind and earlier.kind is Kind.BUDGET
            if later.year == earlier.year + 1 or own_budget:
                yield later, earlier


def _check(connection: Connection, later: _Edition, earlier: _Edition, owner: str, scope: Scope) -> None:
    files = {row["id"]: row for row in (*later.files, *earlier.files)}
    if all(row["owner"] != owner for row in files.values()):
        return
    records = StoredRecords(connection, sorted(files), earlier.year)  # no figure of another is compared
    volumes = tuple(_volume(edition, records) for edition in (later, earlier))
    identity = Identity("", None, later.kind, scope)
    evidence = Evidence(identity, records.tables, records.facts, records.statements, (), (), volumes=volumes)
    kept: list[tuple[int, Check]] = []
    for check in run_editions(evidence):
        found = _files(check, records)
        home = next((file for file in found if files[file]["owner"] == owner), None)
        if len(found) > 1 and home is not None:
            names = "、".join(f"《{Path(files[file]['name']).stem}》" for file in found)
            kept.append((home, replace(check, statement=f"{check.statement}（分见{names}）")))
    write_across(connection, kept, records.fact_ids, records.statement_ids)


def _volume(edition: _Edition, records: StoredRecords) -> Volume:
    files = {row["id"] for row in edition.files}
    facts = frozenset(at for at, document in enumerate(records.fact_documents) if document in files)
    statements = frozenset(at for at, document in enumerate(records.statement_documents) if document in files)
    return Volume(edition.year, edition.kind, facts, statements)


def _files(check: Check, records: StoredRecords) -> list[int]:
    """The files that take part in a check, the one that says it first."""
    found: list[int] = []
    for one in check.operands:
        if one.fact is not None:
            found.append(records.fact_documents[one.fact])
        elif one.statement is not None:
            found.append(records.statement_documents[one.statement])
    return list(dict.fromkeys(found))
