"""Each table with what its checks say (逐表勾稽), and why a table has none (不能核对的原因)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from index.model.document import Place
from index.model.quantity import Outcome
from index.store.schema import FactRow, FindingRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, RowMapping

    from index.audit.book import Book
    from index.audit.coverage import Unchecked

_NOT_CHECKABLE = "not-checkable"


@dataclass(frozen=True, slots=True)
class TableAudit:
    """A table: its figures, those that take part in a check, its checks by outcome, and what cannot be checked.

    `reason` says why no figure takes part in any check, "" where one does; `reasons` why single ones do not.
    """

    title: str
    place: Place
    figures: int
    checked: int
    exact: int
    rounding: int
    contradiction: int
    reason: str
    reasons: tuple[tuple[str, int], ...]


def tables(connection: Connection, document_id: int, book: Book, unchecked: Sequence[Unchecked]) -> list[TableAudit]:
    """Every table of a document, in its order."""
    figures: Counter[int | None] = Counter()
    checked: Counter[int | None] = Counter()
    for key, figure in book.own.items():
        if key[0] == "fact":
            figures[figure.table] += 1
            checked[figure.table] += key in book.taking_part
    outcomes = _outcomes(book)
    reasons: dict[int | None, Counter[str]] = defaultdict(Counter)
    for one in unchecked:
        if one.figure.key[0] == "fact":
            reasons[one.figure.table][one.reason.removeprefix("表：")] += 1
    told = _told(connection, document_id)
    cells = _cells(connection, document_id)
    found = []
    for row in _rows(connection, document_id):
        exact, rounding, contradiction = (outcomes[row["id"]][outcome] for outcome in Outcome)
        alone = reasons[row["id"]].most_common()
        reason = "" if checked[row["id"]] else _reason(row, alone, told.get(row["id"], []), cells.get(row["id"], 0))
        place = Place(row["page"], row["line"])
        count = (figures[row["id"]], checked[row["id"]])
        found.append(TableAudit(row["title"], place, *count, exact, rounding, contradiction, reason, tuple(alone)))
    return found


def _rows(connection: Connection, document_id: int) -> Sequence[RowMapping]:
    columns = (TableRow.id, TableRow.title, TableRow.form, TableRow.note, TableRow.empty, TableRow.page, TableRow.line)
    query = select(*columns).where(TableRow.document_id == document_id).order_by(TableRow.ordinal)
    return connection.execute(query).mappings().all()


def _outcomes(book: Book) -> Mapping[int | None, Counter[Outcome]]:
    """The checks of each table by outcome; one between two tables counts in both."""
    found: dict[int | None, Counter[Outcome]] = defaultdict(Counter)
    for equation in book.equations:
        figures = (book.figures[key] for _, key in equation.operands if key[0] == "fact")
        for table in {figure.table for figure in figures if not figure.elsewhere}:
            found[table][equation.outcome] += 1
    return found


def _told(connection: Connection, document_id: int) -> dict[int, list[str]]:
    """What rules said of tables that they could not check."""
    query = select(FindingRow.table_id, FindingRow.message).where(
        FindingRow.document_id == document_id, FindingRow.code == _NOT_CHECKABLE
    )
    found: dict[int, list[str]] = defaultdict(list)
    for table, message in connection.execute(query):
        if table is not None:
            found[table].append(message.rstrip("。"))
    return found


def _cells(connection: Connection, document_id: int) -> dict[int, int]:
    """How many cells for figures each table has, empty ones included."""
    query = select(FactRow.table_id, func.count()).where(FactRow.document_id == document_id).group_by(FactRow.table_id)
    return {row[0]: row[1] for row in connection.execute(query)}


def _reason(row: RowMapping, alone: Sequence[tuple[str, int]], told: Sequence[str], cells: int) -> str:
    """Why no figure of a table takes part in a check: it has none, or what its figures lack."""
    if not alone:
        return _emptiness(row["note"], empty=row["empty"], cells=cells)
    parts = ["认不出是哪种表，不能与其他表对照"] if row["form"] is None else []
    parts += told or [reason for reason, _ in alone[:1]]
    return "；".join(parts)


def _emptiness(note: str, *, empty: bool, cells: int) -> str:
    """Why a table has no figures."""
    said = f"，表注“{note}”" if note else "，没有说明"
    if empty or cells:
        return f"空表：各格都没有印出数字{said}"
    return "只有名单或文字，没有数字"
