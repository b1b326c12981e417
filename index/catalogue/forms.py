"""The forms of budget disclosure (公开表样) and which of them a table is, from its title or its header words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Form:
    """An entry of forms.toml: `subject` is what the total is of, `receipts` and `expenditure` those of the sides."""

    id: str
    title: str
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]
    headers: tuple[str, ...]
    subject: str
    receipts: str
    expenditure: str
    classification: str
    side: str
    fund: str
    nature: str


@dataclass(frozen=True, slots=True)
class Composition:
    """Header words that stand under one word in a fixed order (表头构成): `whole` are the ways to write that word."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]


@cache
def _catalogue() -> dict[str, Any]:
    return tomllib.loads(files("index.catalogue").joinpath("data/forms.toml").read_text(encoding="utf-8"))


@cache
def compositions() -> tuple[Composition, ...]:
    """All compositions of header words."""
    return tuple(Composition(tuple(entry["whole"]), tuple(entry["parts"])) for entry in _catalogue()["composition"])


@cache
def forms() -> tuple[Form, ...]:
    """All forms, in the order in which they are tried."""
    return tuple(
        Form(
            id=entry["id"],
            title=entry["title"],
            must=tuple(tuple(normalise(word) for word in group) for group in entry["must"]),
            must_not=tuple(normalise(word) for word in entry.get("must_not", ())),
            headers=tuple(normalise(word) for word in entry.get("headers", ())),
            subject=entry.get("subject", ""),
            receipts=entry.get("receipts", ""),
            expenditure=entry.get("expenditure", ""),
            classification=entry.get("classification", "none"),
            side=entry.get("side", ""),
            fund=entry.get("fund", "all"),
            nature=entry.get("nature", "all"),
        )
        for entry in _catalogue()["form"]
    )


def form_by_id(form_id: str | None) -> Form | None:
    """Return the form of that id, or None."""
    return next((form for form in forms() if form.id == form_id), None)


def recognise_form(title: str, header_words: Iterable[str]) -> Form | None:
    """Return the form of a table, or None for a table of no known form; the title says more than the header."""
    folded = normalise(title)
    if folded:
        for form in forms():
            if all(any(word in folded for word in group) for group in form.must) and not any(
                word in folded for word in form.must_not
            ):
                return form
    words = "\n".join(normalise(word) for word in header_words)
    return next((form for form in forms() if form.headers and all(word in words for word in form.headers)), None)
