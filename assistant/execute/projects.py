"""Projects by what is said of them: of one name but for its year (平台维护费 and 23年平台维护费), under an account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_

from index.catalogue.vocabulary import normalise
from index.store.schema import FactRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.execute.ledger import Ledger, ProjectEntry

_YEAR: Final = re.compile(r"^(?:20)?(\d{2})年度?的?")
_CODE: Final = re.compile(r"^\d{2,12}[-—_－]")
_QUOTES: Final = re.compile(r"[“”‘’\"'《》「」]")


def plain_name(name: str) -> str:
    """A project's name for comparing, without quotation marks."""
    return _QUOTES.sub("", normalise(name))


def bare(name: str) -> str:
    """A project's name without the year it begins with, without quotation marks and without the word 项目 after it."""
    return _YEAR.sub("", plain_name(name)).removesuffix("项目")


def year_of(name: str) -> int | None:
    """The year that a project's name begins with."""
    match = _YEAR.match(normalise(name))
    return 2000 + int(match[1]) if match else None


def listed_under(project: ProjectEntry) -> tuple[str, ...]:
    """What the row of a project says besides its name: whose it is, without that body's code (318002-河道管理所)."""
    cells = project.amount.row_label.split("/") if project.amount is not None else []
    return tuple(_CODE.sub("", cell) for cell in cells if cell != project.name)


def namesakes(ledger: Ledger, documents: Iterable[int], names: Sequence[str]) -> list[ProjectEntry]:
    """All projects with an amount that are called as these but for the year, these among them."""
    within, wanted = tuple(documents), {bare(name) for name in names}
    called = [name for name in ledger.project_names(within) if bare(name) in wanted]
    return [one for one in ledger.projects(within, called) if one.amount is not None] if called else []


def under_accounts(ledger: Ledger, documents: Iterable[int], codes: Sequence[str]) -> set[str]:
    """The names of the projects that a list of them prints under one of these accounts."""
    under = or_(*(FactRow.code.like(f"{code}%") for code in codes))
    return {row.subject for row in ledger.facts(documents, under, TableRow.form == "project_list")}
