"""Figures and audits as plain data (数字清单、审核结果)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.audit.view import as_json
from index.audit.report import audit
from index.catalogue.vocabulary import normalise
from index.store.database import NothingLoadedError
from index.store.export import COLUMNS, printed_value

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

    from index.store.reader import Reader


def list_figures(reader: Reader, document: str, contains: str, span: tuple[int, int]) -> dict[str, Any]:
    """Rows as `yusuan facts` writes them, from an offset on and so many; all rows are counted.

    Raise UnknownDocumentError, AmbiguousDocumentError, or what opening the index raises.
    """
    offset, limit = span
    chosen = [reader.find(document).id] if document else None
    wanted = normalise(contains)
    rows: list[dict[str, Any]] = []
    total = 0
    try:
        for fact in reader.facts(chosen):
            if wanted and wanted not in normalise(f"{fact['code']}{fact['row_label']}"):
                continue
            if offset <= total < offset + limit:
                rows.append(_row(fact))
            total += 1
    except NothingLoadedError:
        pass
    end = offset + len(rows)
    return {"rows": rows, "total": total, "next_offset": end if end < total else None}


def audit_documents(reader: Reader, document: str = "") -> dict[str, Any]:
    """The audits of all documents, or of one.

    Raise UnknownDocumentError, AmbiguousDocumentError, or what opening the index raises.
    """
    try:
        documents = [reader.find(document)] if document else reader.documents()
        with reader.connection() as connection:
            return {"documents": as_json([audit(connection, one) for one in documents])}
    except NothingLoadedError:
        return {"documents": []}


def _row(fact: RowMapping) -> dict[str, Any]:
    return {**{name: fact[name] for name in COLUMNS}, "value": printed_value(fact["printed"], fact["value"])}
