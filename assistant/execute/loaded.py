"""What is loaded (已载入的文件): documents and organizations by id and name, read once for each state of the index.

A question needs few of thousands of documents, but must know all their names. They are kept as long as the index does
not change, for viewers who see other documents apart.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from assistant.execute.entry import Source
from index.catalogue.organization_lexicon import Lexicon, lexicon_of
from index.store.companions import companions, told_years
from index.store.schema import DocumentRow, OrganizationNameRow, OrganizationRow
from index.store.viewing import seen_state

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from index.catalogue.organization_lexicon import Organization

_KEPT: Final = 16  # states of indexes, or viewers of one who see other documents than the others


@dataclass(frozen=True)
class Loaded:
    """The documents of an index, and its organizations with all names by which they go."""

    sources: dict[int, Source]
    organizations: tuple[Organization, ...]

    @cached_property
    def lexicon(self) -> Lexicon:
        """The spoken forms of the organizations."""
        return lexicon_of(self.organizations)

    @cached_property
    def by_organization(self) -> dict[int, tuple[Source, ...]]:
        """The documents of each organization."""
        found: dict[int, list[Source]] = {}
        for source in self.sources.values():
            found.setdefault(source.organization_id, []).append(source)
        return {identity: tuple(own) for identity, own in found.items()}

    @cached_property
    def by_name(self) -> dict[str, int]:
        """Organizations by their full names."""
        return {source.organization: source.organization_id for source in self.sources.values()}

    def of(self, organizations: Sequence[int]) -> list[Source]:
        """The documents of these organizations; all where none is named."""
        if not organizations:
            return list(self.sources.values())
        found = [one for identity in dict.fromkeys(organizations) for one in self.by_organization.get(identity, ())]
        return sorted(found, key=lambda source: source.id)


_cache: OrderedDict[Hashable, Loaded] = OrderedDict()
_lock = Lock()


def loaded(connection: Connection) -> Loaded:
    """Return what the viewer of a connection sees of its index, read anew only where the index has changed."""
    key = seen_state(connection)
    if key is None:
        return _read(connection)
    with _lock:
        found = _cache.get(key)
        if found is not None:
            _cache.move_to_end(key)
            return found
    found = _read(connection)
    with _lock:
        _cache[key] = found
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)
    return found


def _read(connection: Connection) -> Loaded:
    document, organization = DocumentRow, OrganizationRow
    query = select(
        document.id, document.name, document.organization_id, organization.name.label("organization"),
        document.year, document.kind, document.scope, document.recognised, document.sha256,
    ).join(organization, organization.id == document.organization_id).order_by(document.id)  # fmt: skip
    rows = connection.execute(query).mappings().all()
    told = told_years(connection, rows)
    dated = [{**row, "year": told.get(row["id"], row["year"])} for row in rows]
    others = companions(connection, dated)
    names: dict[int, list[str]] = {}
    for identity, name in connection.execute(select(OrganizationNameRow.organization_id, OrganizationNameRow.name)):
        names.setdefault(identity, []).append(name)
    listed = connection.execute(select(organization.id, organization.name).order_by(organization.id))
    organizations = tuple((identity, name, tuple(names.get(identity, ()))) for identity, name in listed)
    return Loaded({row["id"]: _source(row, others.get(row["id"], ())) for row in dated}, organizations)


def _source(row: Mapping[Any, Any], others: Iterable[int]) -> Source:
    values = {**row, "recognised": frozenset(json.loads(row["recognised"]))}
    return Source(**values, ids=(row["id"], *others))
