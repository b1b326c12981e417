"""Cited places looked up again (原位复查): what stands now where an answer found its figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from index.store.schema import FactRow, IndicatorRow, PassageRow, ProjectRow, StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine import RowMapping

    from assistant.answer.model import Citation

Standing = Literal["same", "changed", "gone", "missing"]


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """A cited place as it is now: the same, printing something else (`printed`), gone, or its document is missing."""

    standing: Standing
    printed: str = ""


def look_up(connection: Connection, documents: Sequence[int], citation: Citation) -> PlaceNow:
    """Look a citation up in these documents: its cell, its indicator, its sentence, or its words."""
    if not documents:
        return PlaceNow("missing")
    if citation.grid_row is not None:
        found = _cells(connection, documents, citation) or _targets(connection, documents, citation)
        return _compared(found, citation)
    if citation.table_id is not None and not citation.printed and not citation.column:
        return _whole_table(connection, documents, citation)
    if citation.quote:
        return _words(connection, documents, citation)
    found = _cells(connection, documents, citation) or _projects(connection, documents, citation)
    return _compared(found, citation)


def _whole_table(connection: Connection, documents: Sequence[int], citation: Citation) -> PlaceNow:
    tables = select(TableRow.id).where(
        TableRow.document_id.in_(documents), TableRow.title == citation.table, TableRow.section == citation.section
    )
    return PlaceNow("same" if connection.execute(tables).first() else "gone")


def _cells(connection: Connection, documents: Sequence[int], citation: Citation) -> list[tuple[bool, str]]:
    """What the cells of this table, row and column print, and whether they stand at the cited place."""
    query = (
        select(FactRow.row, FactRow.column, FactRow.code, FactRow.row_label, FactRow.printed)
        .join(TableRow, TableRow.id == FactRow.table_id)
        .where(FactRow.document_id.in_(documents), TableRow.title == citation.table)
        .where(FactRow.column_path == citation.column)
        .order_by(FactRow.ordinal)
    )
    return [
        ((row["row"], row["column"]) == (citation.grid_row, citation.grid_column), row["printed"])
        for row in connection.execute(query).mappings()
        if _named(row) == citation.row
    ]


def _named(row: RowMapping) -> str:
    return f"{row['code']} {row['row_label']}".strip()


def _targets(connection: Connection, documents: Sequence[int], citation: Citation) -> list[tuple[bool, str]]:
    query = (
        select(IndicatorRow.row, IndicatorRow.printed)
        .where(IndicatorRow.document_id.in_(documents), IndicatorRow.name == citation.row)
        .order_by(IndicatorRow.ordinal)
    )
    return [(row["row"] == citation.grid_row, row["printed"]) for row in connection.execute(query).mappings()]


def _projects(connection: Connection, documents: Sequence[int], citation: Citation) -> list[tuple[bool, str]]:
    query = select(ProjectRow.printed).where(
        ProjectRow.document_id.in_(documents), ProjectRow.name == citation.row.split(" ", 1)[-1]
    )
    return [(False, printed) for printed in connection.scalars(query)]


def _compared(found: Sequence[tuple[bool, str]], citation: Citation) -> PlaceNow:
    if not found:
        return PlaceNow("gone")
    if any(printed.strip() == citation.printed.strip() for _, printed in found):
        return PlaceNow("same", citation.printed)
    return PlaceNow("changed", max(found, key=lambda one: one[0])[1])


def _words(connection: Connection, documents: Sequence[int], citation: Citation) -> PlaceNow:
    """A sentence or passage: the same where the document still has it word for word."""
    stated = select(StatementRow.printed).where(
        StatementRow.document_id.in_(documents), StatementRow.sentence == citation.quote
    )
    printed = list(connection.scalars(stated))
    if printed and (not citation.printed or citation.printed in printed):
        return PlaceNow("same", citation.printed)
    quote = "".join(citation.quote.split())
    passages = select(PassageRow.text).where(PassageRow.document_id.in_(documents))
    whole = any(quote in "".join(text.split()) for text in connection.scalars(passages))
    return PlaceNow("same", citation.printed) if whole and citation.printed in citation.quote else PlaceNow("gone")
