"""Where receipts come from (收入来源): the sources that a total of receipts adds up, never the accounts of use.

Tables print them as rows (收支总表) or as columns (收入总表, whose rows are the accounts of expenditure).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from index.identity import names_body
from index.model.records import Side
from index.store.schema import CheckRow, OperandRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger

_RULES = ("sources", "sum.total", "sum.columns", "sum.groups", "sum.steps")
_DEPTH = 3
_OFFICE = re.compile("[（(]?(?:本级|机关)+[）)]?$")


def is_receipts(whole: Entry) -> bool:
    """Whether a figure is a total of receipts."""
    return whole.side == Side.RECEIPTS.value and whole.total and not whole.code


def sources_of(ledger: Ledger, wholes: Sequence[Entry]) -> tuple[Entry, list[Entry]] | None:
    """The total whose printed sources are told in most detail, and these sources; sources of 0 are left out."""
    best: tuple[Entry, list[Entry]] | None = None
    for whole in wholes:
        parts = _parts(ledger, whole, _DEPTH)
        if parts and (best is None or len(parts) > len(best[1])):
            best = (whole, parts)
    return best


def _parts(ledger: Ledger, whole: Entry, depth: int) -> list[Entry]:
    """The parts of the identities that the document itself satisfies, subtotals taken apart again."""
    found: list[Entry] = []
    for identity in _identities(ledger, whole):
        parts = [part for part in identity if part.value and part.side == whole.side and not part.code]
        if any(names_body(_OFFICE.sub("", part.subject)) for part in parts):
            continue  # who receives it, and not from where
        if len(parts) > len(found) or not found:
            found = parts
    if depth == 0:
        return found
    apart = [(part, _parts(ledger, part, depth - 1) if part.total and part.id != whole.id else []) for part in found]
    return [one for part, under in apart for one in (under or [part])]


def _identities(ledger: Ledger, whole: Entry) -> list[list[Entry]]:
    mine = select(OperandRow.check_id).where(OperandRow.fact_id == whole.id, OperandRow.sign == 0)
    query = (
        select(OperandRow.check_id, OperandRow.fact_id)
        .join(CheckRow, CheckRow.id == OperandRow.check_id)
        .where(OperandRow.check_id.in_(mine), OperandRow.sign == 1, OperandRow.fact_id.is_not(None))
        .where(CheckRow.rule.in_(_RULES), CheckRow.outcome != "contradiction")
        .order_by(OperandRow.check_id, OperandRow.id)
    )
    checks: dict[int, list[int]] = {}
    for row in ledger.rows(query):
        checks.setdefault(row["check_id"], []).append(row["fact_id"])
    entries = {entry.id: entry for entry in ledger.facts_by_id({one for ids in checks.values() for one in ids})}
    return [[entries[one] for one in ids if one in entries] for ids in checks.values()]
