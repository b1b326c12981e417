"""Documents that complete one another (互补文件): narrative and tables of one organization and year apart."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from index.store.schema import TableRow, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection
    from sqlalchemy.engine import RowMapping

KEY: Final = ("organization_id", "year", "kind", "scope")
_LIST: Final = "organization_list"  # a list of units stands in any file


def companions(connection: Connection, documents: Iterable[RowMapping]) -> dict[int, tuple[int, ...]]:
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
