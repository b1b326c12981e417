"""Figures that a question quotes (所引的数): where a document prints the number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer.fit.claims import claims
from index.store.schema import FactRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.fit.claims import Claim
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source


def quoted_in(work: Work, sources: Sequence[Source]) -> Sequence[Source]:
    """The documents that print every amount that is quoted, where some do: of the others it is no question."""
    quoted = [claim for claim in claims(work.plan) if claim.unit != "%"]
    own = [one for one in sources if quoted and all(printed_as(work, one, claim, ()) for claim in quoted)]
    return own or sources


def printed_as(
    work: Work, source: Source, claim: Claim, near: Sequence[Entry], *, padded: bool = False
) -> Entry | None:
    """A figure of the document that a number of the question quotes, other than those it stands near to.

    Where numbers alone are quoted, 128.6 may be `padded` in print: 128.60.
    """
    operands = {entry.worth for entry in near}
    if claim.fen is not None:
        facts = work.ledger.facts(source.ids, FactRow.fen == claim.fen)
        stated = work.ledger.stated(source.ids, StatementRow.fen == claim.fen)
    else:
        spelt = _spellings(claim.quantity.value) + (_padded(claim.quantity.value) if padded else [])
        facts = work.ledger.facts(source.ids, FactRow.value.is_not(None), FactRow.printed.in_(spelt))
        stated = work.ledger.stated(source.ids, StatementRow.printed.in_(spelt))
    tables, sections = {entry.table_id for entry in near}, {entry.section for entry in near}
    found = [e for e in (*facts, *stated) if e.role == "level" and e.unit and e.worth not in operands]
    found.sort(key=lambda entry: (entry.table_id not in tables, entry.section not in sections))
    return found[0] if found else None


def _padded(number: Decimal) -> list[str]:
    """A number with two decimals, as amounts are printed."""
    full = number.quantize(Decimal("0.01"))
    return [f"{full:f}", f"{full:,f}"] if full == number else []


def _spellings(number: Decimal) -> list[str]:
    """A number as tables and sentences print it: 117, 117.00, 1,117.5, 1117.50."""
    values = dict.fromkeys([number, number.quantize(Decimal("0.01")), number.quantize(Decimal("0.1"))])
    return list(dict.fromkeys(text for value in values if value == number for text in (f"{value:f}", f"{value:,f}")))
