"""Parts in stepped tables (阶梯表): each level of rows fills a label column further to the right than its whole's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from index.model.quantity import Outcome, compare
from index.store.schema import TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger


def steps_under(ledger: Ledger, whole: Entry, rows: Sequence[Entry]) -> list[Entry]:
    """The rows one step under a figure, of the same column; none where the printed steps do not add up to it."""
    if whole.table_id is None or whole.row is None or whole.column is None:
        return []
    printed = ledger.rows(select(TableRow.grid).where(TableRow.id == whole.table_id))
    grid = json.loads(printed[0]["grid"])["rows"] if printed else []
    levels = {number: _level(cells[: whole.column]) for number, cells in enumerate(grid)}
    own = levels.get(whole.row)
    if own is None:
        return []
    block: list[Entry] = []
    for entry in sorted((row for row in rows if row.row is not None and row.row > whole.row), key=lambda e: e.row or 0):
        level = levels.get(entry.row or 0)
        if level is None or level <= own:
            break
        block.append(entry)
    depths = [levels[entry.row or 0] or 0 for entry in block]
    parts = [entry for entry, depth in zip(block, depths, strict=True) if depth == min(depths)]
    return parts if parts and whole.value and _add_up(whole, parts) else []


def heads(ledger: Ledger, entry: Entry) -> tuple[str, ...]:
    """What the rows say under which a row of a stepped table stands, the outermost first."""
    if entry.table_id is None or entry.row is None or entry.column is None:
        return ()
    printed = ledger.rows(select(TableRow.grid).where(TableRow.id == entry.table_id))
    grid = json.loads(printed[0]["grid"])["rows"] if printed else []
    figures = {fact.row for fact in ledger.table_facts(entry.table_id)}
    found: list[str] = []
    limit = _first(grid[entry.row][: entry.column])
    for number in range(entry.row - 1, -1, -1):
        labels = grid[number][: entry.column]
        if limit and number in figures and _first(labels) < limit:
            found[:0] = [text for text in labels[:limit] if text.strip()]
            limit = _first(labels)
    return tuple(found)


def _first(labels: Sequence[str]) -> int:
    """The first label column that a row fills."""
    return next((column for column, text in enumerate(labels) if text.strip()), len(labels))


def _add_up(whole: Entry, parts: Sequence[Entry]) -> bool:
    added = parts[0].quantity.interval
    for part in parts[1:]:
        added = added + part.quantity.interval
    exact = whole.amount == sum(part.amount for part in parts)
    return compare(whole.quantity.interval, added, exact=exact) is not Outcome.CONTRADICTION


def _level(labels: Sequence[str]) -> int | None:
    """The last label column that a row fills."""
    filled = [column for column, text in enumerate(labels) if text.strip()]
    return filled[-1] if filled else None
