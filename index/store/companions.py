"""Documents that complete one another (互补文件): narrative and tables of one organization and year apart."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from index.store.schema import FactRow, StatementRow, TableRow, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

KEY: Final = ("organization_id", "year", "kind", "scope")
_ENOUGH: Final = 4  # amounts that are the same by no chance
_LIST: Final = "organization_list"  # a list of units stands in any file


def companions(connection: Connection, documents: Iterable[Mapping[Any, Any]]) -> dict[int, tuple[int, ...]]:
    """Find for each document those that complete it, in the order of their ids.

    `documents` are rows with `id`, `organization` (its name) and the columns of KEY. Documents of one organization,
    year, kind and scope complete one another where no form is filled in both: two files with the same tables are two
    versions, each of which stands for itself. Where organization or year are not known nothing is put together.
    """
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in documents:
        if row["organization"] and row["year"] is not None:
            groups[tuple(row[name] for name in KEY)].append(row["id"])
    several = [sorted(ids) for ids in groups.values() if len(ids) > 1]
    if not several:
        return {}
    forms = _forms(connection, [one for ids in several for one in ids])
    found: dict[int, list[int]] = defaultdict(list)
    for ids in several:
        for first, second in combinations(ids, 2):
            if forms[first] | forms[second] and not forms[first] & forms[second]:
                found[first].append(second)
                found[second].append(first)
    return {one: tuple(sorted(others)) for one, others in found.items()}


def told_years(connection: Connection, documents: Iterable[Mapping[Any, Any]]) -> dict[int, int]:
    """The years of documents that print none (a workbook of tables that says 本年预算), from the text beside them.

    Tables are of the year of the one text of their organization, kind and scope whose amounts they print: most of them,
    and of several years only one.
    """
    by_body: dict[tuple[Any, ...], list[Mapping[Any, Any]]] = defaultdict(list)
    for row in documents:
        if row["organization"]:
            by_body[tuple(row[name] for name in KEY if name != "year")].append(row)
    found: dict[int, int] = {}
    for rows in by_body.values():
        undated = [row["id"] for row in rows if row["year"] is None]
        dated = [row for row in rows if row["year"] is not None] if undated else []
        for one in undated if dated else ():
            printed = _amounts(connection, FactRow, one)
            fitting = {row["year"] for row in dated if _are_in(_amounts(connection, StatementRow, row["id"]), printed)}
            if len(fitting) == 1:
                found[one] = fitting.pop()
    return found


def _amounts(connection: Connection, record: type[FactRow | StatementRow], document: int) -> set[int]:
    """The amounts that a document prints in tables, or states as amounts of its own year."""
    columns = table_of(record).c
    query = select(columns.fen).where(columns.document_id == document, columns.fen > 0)
    own = query if record is FactRow else query.where(columns.role == "level")
    return set(connection.execute(own.distinct()).scalars())


def _are_in(stated: set[int], printed: set[int]) -> bool:
    shared = len(stated & printed)
    return shared >= _ENOUGH and shared * 2 >= len(stated)


def _forms(connection: Connection, documents: Iterable[int]) -> dict[int, set[str]]:
    """The forms that each document prints with figures."""
    forms: dict[int, set[str]] = defaultdict(set)
    table = table_of(TableRow).c
    query = select(table.document_id, table.form).where(
        table.document_id.in_(tuple(documents)), table.empty.is_(False), table.form.is_not(None)
    )
    for document, form in connection.execute(query.distinct()):
        if form is not None and form != _LIST:
            forms[document].add(form)
    return forms
