"""Tables that the contents list (目录所列各表) against those that were read: which of them are missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from index.catalogue.forms import recognise_form
from index.catalogue.vocabulary import normalise
from index.contents import ListedTable, listed_tables
from index.model.records import Finding
from index.tables.surroundings import clean_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.catalogue.forms import Form
    from index.model.document import Document
    from index.model.records import Table

_NOISE: Final = re.compile(r"(?:19|20)\d{2}年?度?|^(?:本?部门|本?单位)|情况|[（(][^（()）]*[）)]")
_SHARED: Final = frozenset({"three_public", "operating"})  # “三公”经费和机关运行经费预算表
_ALIKE: Final = 80  # of 100: titles that differ in a word or two
_ALL: Final = 3  # so many missing, where none was found, are told together; so many found show that tables are here


@dataclass(frozen=True, slots=True)
class Listed:
    """A table of the contents: its title, its form by that title, and the number of the table that it is, or None."""

    entry: ListedTable
    title: str
    form: str | None
    table: int | None


def compare_contents(document: Document, tables: Sequence[Table]) -> tuple[Listed, ...]:
    """Find for each table that the contents list the one that was read: by title, else by form; each only once."""
    entries = listed_tables(document)
    titles = [clean_title(entry.title) for entry in entries]
    forms = [recognise_form(title, ()) for title in titles]
    scores = sorted(
        (
            (-score, number, index)
            for number, title in enumerate(titles)
            for index, table in enumerate(tables)
            if (score := _score(title, forms[number], table)) > 0
        ),
    )
    chosen: dict[int, int] = {}
    for _, number, index in scores:
        if number not in chosen and (index not in chosen.values() or _shares(forms[number], tables[index])):
            chosen[number] = index
    return tuple(
        Listed(entry, titles[number], form.id if form else None, chosen.get(number))
        for number, (entry, form) in enumerate(zip(entries, forms, strict=True))
    )


def surely_missing(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    """The tables that should stand in this file: of a known form, where most of what the contents list does."""
    found = sum(one.table is not None for one in listed)
    if found < _ALL or found * 3 < len(listed) * 2:
        return ()
    return tuple(one for one in listed if one.table is None and one.form is not None)


def missing_tables(listed: Sequence[Listed]) -> Iterator[Finding]:
    """Name each table that the contents list and that may be in another file; all at once where none is found."""
    missing = [one for one in listed if one.table is None]
    if len(missing) == len(listed) and len(missing) >= _ALL:
        names = "、".join(f"“{one.title}”" for one in missing)
        yield Finding("table-missing", f"目录列有{names}，本文件未见其中任何一张表。", missing[0].entry.place)
        return
    sure = {id(one) for one in surely_missing(listed)}
    for one in missing:
        if id(one) not in sure:  # else it is a contradiction
            yield Finding("table-missing", f"目录列有“{one.title}”，未见此表。", one.entry.place)


def _score(title: str, form: Form | None, table: Table) -> float:
    """How surely a table is the one listed: 3 by its title, 2 and more by its form, else by likeness of the titles."""
    own, other = _key(title), _key(table.title)
    if own == other:
        return 3
    likeness = float(fuzz.ratio(own, other)) / 100
    if form is not None and (form.id == table.form or _shares(form, table)):
        return 2 + likeness
    unknown = form is None or table.form is None
    return likeness if unknown and table.title and likeness * 100 >= _ALIKE else 0


def _shares(form: Form | None, table: Table) -> bool:
    """Whether a table of several forms holds this one too."""
    if form is None or table.form not in _SHARED or form.id not in _SHARED:
        return False
    folded = normalise(table.title)
    return all(any(word in folded for word in group) for group in form.must)


@lru_cache(maxsize=1 << 10)
def _key(title: str) -> str:
    shorter = _NOISE.sub("", _NOISE.sub("", title))
    return normalise(shorter)
