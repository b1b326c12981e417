"""The verdict on a claim (核对结论), before it is written out: what fits, what would be right, what may be meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import IndicatorEntry
    from assistant.proofread.model import Outcome


@dataclass(frozen=True, slots=True)
class Computed:
    """A figure worked out from printed ones: its value in `unit`, the formula shown, the entries it is made of."""

    value: Decimal
    unit: str
    label: str
    formula: str
    operands: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of a claim: `keys` are the messages that say it, with their values.

    `entry`, `computed` or `indicator` is what confirms it or is right instead; `also` are further places to cite.
    """

    outcome: Outcome
    keys: tuple[tuple[str, dict[str, object]], ...]
    reason: str = ""
    rounded: bool = False
    entry: Entry | None = None
    computed: Computed | None = None
    indicator: IndicatorEntry | None = None
    also: tuple[Entry, ...] = ()
    candidates: tuple[Entry, ...] = field(default=())


def not_found(reason: str, *candidates: Entry, **values: object) -> Verdict:
    """Nothing to hold the claim against, or not certain what: `reason` is the code and the message."""
    return Verdict("not_found", ((reason, values),), reason=reason, candidates=candidates)
