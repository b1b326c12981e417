"""Checks between a department and its units (部门与所属单位勾稽), where the files of all that it lists are loaded."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, or_, select

from index.catalogue.vocabulary import normalise
from index.checks import run_departments
from index.checks.evidence import Evidence, Volume
from index.model.records import Identity, Kind, Scope
from index.store.records import StoredRecords
from index.store.schema import DocumentRow, OrganizationRow, TableRow, table_of
from index.store.viewing import SHARED
from index.store.writer import drop_departments, write_across

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine import RowMapping

    from index.across import Key
    from index.model.records import Check

_LIST: Final = "organization_list"
_DOCUMENT: Final = table_of(DocumentRow).c
_ORGANIZATION: Final = table_of(OrganizationRow).c
_TABLE: Final = table_of(TableRow).c
_COLUMNS: Final = (_DOCUMENT.id, _DOCUMENT.name, _DOCUMENT.owner)
_NAME: Final = select(_ORGANIZATION.name).where(_ORGANIZATION.id == bindparam("organization"))
_OWN_OFFICES: Final = re.compile(r"[（(]?(?:本级|本部|机关)[）)]?$")
_LIKE: Final = re.compile("[%_/]")  # what LIKE would not take as it is
_LISTING: Final = (
    select(*_COLUMNS, _DOCUMENT.year, _DOCUMENT.kind, _TABLE.grid, _TABLE.header_rows)
    .where(_TABLE.document_id == _DOCUMENT.id)
    .where(_TABLE.form == _LIST, _DOCUMENT.scope == Scope.DEPARTMENT.value)
    .where(_DOCUMENT.year == bindparam("year"), _DOCUMENT.kind == bindparam("kind"))
    .where(
        or_(_DOCUMENT.organization_id == bindparam("organization"), _TABLE.grid.like(bindparam("listed"), escape="/"))
    )
    .order_by(_DOCUMENT.id)
)
_NO_UNIT: Final = re.compile(r"[\d.\s]*|合\s*计|总\s*计|小\s*计|注.*|备注.*|序号")


def renew_departments(connection: Connection, groups: Iterable[Key]) -> None:
    """Make the checks between departments and their units anew, for the years and kinds of `groups`.

    Only departments that one of the documents is of, or that list its organization, are looked at.
    """
    for organization, year, kind, _ in sorted(set(groups), key=str):
        if year is None:
            continue
        for department in _departments(connection, organization, year, kind):
            drop_departments(connection, [department["id"]])
            names = _listed(department["grid"], department["header_rows"])
            units = _units(connection, names, department)
            if units is not None:
                _check(connection, department, units)


def _departments(connection: Connection, organization: int, year: int, kind: str) -> Sequence[RowMapping]:
    """The documents of departments of a year and kind that are of an organization or list it, with their lists."""
    name = connection.scalar(_NAME, {"organization": organization}) or ""
    words = _LIKE.sub(r"/\g<0>", _OWN_OFFICES.sub("", name))
    listed = f"%{words}%" if name else None  # nothing is like NULL
    asked = {"organization": organization, "year": year, "kind": kind, "listed": listed}
    found: dict[int, RowMapping] = {}
    for row in connection.execute(_LISTING, asked).mappings():
        found.setdefault(row["id"], row)
    return list(found.values())


def _listed(grid: str, header_rows: int) -> list[str]:
    """The names in a list of units, folded, without what says that it is the department's own offices."""
    names = []
    for row in json.loads(grid)["rows"][header_rows:]:
        name = next((cell for cell in row if cell and not _NO_UNIT.fullmatch(cell)), "")
        if name:
            names.append(_folded(name))
    return names


def _folded(name: str) -> str:
    return normalise(_OWN_OFFICES.sub("", "".join(name.split())))


def _units(connection: Connection, names: Sequence[str], department: RowMapping) -> list[list[RowMapping]] | None:
    """The documents of each unit of a list; None where one of them is not loaded, or twice in versions."""
    document = _DOCUMENT
    query = (
        select(*_COLUMNS, _ORGANIZATION.name.label("organization"))
        .where(_ORGANIZATION.id == document.organization_id)
        .where(document.scope == Scope.UNIT.value, document.year == department["year"])
        .where(document.kind == department["kind"], document.owner.in_((SHARED, department["owner"])))
        .order_by(document.id)
    )
    by_name: dict[str, list[RowMapping]] = {}
    for row in connection.execute(query).mappings():
        by_name.setdefault(_folded(row["organization"]), []).append(row)
    found = [by_name.get(name, []) for name in dict.fromkeys(names)]
    return found if found and all(len(files) == 1 for files in found) else None


def _check(connection: Connection, department: RowMapping, units: Sequence[Sequence[RowMapping]]) -> None:
    files = [department, *(row for unit in units for row in unit)]
    records = StoredRecords(connection, sorted(row["id"] for row in files))
    kind = Kind(department["kind"])
    volumes = tuple(_volume(row["id"], department["year"], kind, records) for row in files)
    identity = Identity("", department["year"], kind, Scope.DEPARTMENT)
    evidence = Evidence(identity, records.tables, records.facts, records.statements, (), (), volumes=volumes)
    names = {row["id"]: f"《{Path(row['name']).stem}》" for row in files}
    kept: list[tuple[int, Check]] = []
    for check in run_departments(evidence):
        found = [records.fact_documents[one.fact] for one in check.operands if one.fact is not None]
        where = "、".join(names[file] for file in dict.fromkeys(found))
        kept.append((department["id"], replace(check, statement=f"{check.statement}（分见{where}）")))
    write_across(connection, kept, records.fact_ids, records.statement_ids)


def _volume(document: int, year: int, kind: Kind, records: StoredRecords) -> Volume:
    facts = frozenset(at for at, one in enumerate(records.fact_documents) if one == document)
    statements = frozenset(at for at, one in enumerate(records.statement_documents) if one == document)
    return Volume(year, kind, facts, statements)
