"""Drafts made of what documents state (核对文稿的度量): as they are, with one digit changed, of a year not loaded.

    python -m benchmarks.drafts [HOME]        an index; without one, the sample documents are loaded for it

Printed for each kind: how many figures were confirmed, contradicted with the right figure, contradicted with another,
and not found. A changed figure that is confirmed, and a right one that is contradicted, are what must not happen;
documents that contradict themselves make some of the latter.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from assistant.execute.ledger import Ledger
from assistant.proofread.service import check_text
from assistant.settings import Settings
from index.build import build
from index.store.reader import Reader
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import RowMapping

    from assistant.execute.entry import Entry
    from assistant.proofread.model import CheckedFigure

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"
ABSENT = 1999  # a year of no document


@dataclass(frozen=True)
class Tried:
    """A figure of a draft that was made: which way, what it was made of, and what checking it gave."""

    way: str  # "right", "changed" or "absent"
    draft: str
    entry: Entry
    written: str
    checked: CheckedFigure | None

    @property
    def outcome(self) -> str:
        """How it came out; a contradiction tells whether the figure given instead is the one that was changed."""
        if self.checked is None:
            return "unseen"
        if self.checked.outcome != "contradicted" or self.way == "right":
            return self.checked.outcome
        right = self.checked.right
        same = (
            right is not None and abs(Decimal(right.value)) == abs(self.entry.amount) and right.unit == self.entry.unit
        )
        yuan = right is not None and self.entry.fen is not None and right.yuan is not None
        same = same or (
            yuan and right is not None and abs(Decimal(right.yuan or 0) * 100 - abs(self.entry.fen or 0)) < 10**6
        )
        return "contradicted" if same else "contradicted otherwise"


def measure(reader: Reader, seed: int = 1, share: float = 1.0) -> list[Tried]:
    """Try the figures that the narrative of each document states, or a `share` of them."""
    chance = random.Random(seed)  # noqa: S311 - drafts, not secrets
    with reader.connection() as connection:
        ledger = Ledger(connection)
        stated = ledger.stated(ledger.sources, StatementRow.table_id.is_(None))
    passages = {
        source.id: reader.passages(source.id) for source in {entry.source.id: entry.source for entry in stated}.values()
    }
    tried = []
    for entry in stated:
        if chance.random() > share:
            continue
        changed = one_digit(entry.printed, chance)
        source = entry.source
        for way, number, year in (("right", entry.printed, source.year), ("changed", changed, source.year)):
            if number is not None:
                tried.append(_try(reader, entry, (way, number, year or ABSENT), passages[source.id]))
    return tried


def one_digit(printed: str, chance: random.Random) -> str | None:
    """A printed figure with one digit changed, not to a leading zero; None for a zero."""
    digits = [i for i, character in enumerate(printed) if character.isdigit()]
    if not any(printed[i] != "0" for i in digits):
        return None
    at = chance.choice(digits)
    fitting = [d for d in "0123456789" if d != printed[at] and not (d == "0" and at == digits[0])]
    return printed[:at] + chance.choice(fitting) + printed[at + 1 :]


def _try(reader: Reader, entry: Entry, what: tuple[str, str, int], passages: Sequence[RowMapping]) -> Tried:
    """Check a figure in its paragraph, under a title and the paragraph's heading."""
    way, number, year = what
    source = entry.source
    held = next((p for p in passages if p["section"] == entry.section and entry.sentence in p["text"]), None)
    text = str(held["text"]) if held is not None else entry.sentence
    at = text.index(entry.sentence) + entry.start
    title = f"{source.organization}{year}年{source.scope}{source.kind}\n"
    heading = entry.section.rpartition("/")[2].strip() + "\n" if entry.section else ""
    draft = title + heading + text[:at] + number + text[at + len(entry.printed) :]
    start = len(title) + len(heading) + at
    report = check_text(reader, draft, source.organization, year)
    checked = next((one for one in report.figures if one.start <= start < one.end), None)
    return Tried(way, draft, entry, number, checked)


def sample_reader() -> Reader:
    """The sample documents, loaded into an index of their own."""
    settings = Settings(home=Path(mkdtemp(prefix="yusuan-drafts-")), embed=False, jobs=1)
    build([SAMPLES], settings)
    return Reader(settings)


def main() -> None:
    """Measure and print."""
    reader = Reader(Settings(home=Path(sys.argv[1]), embed=False)) if len(sys.argv) > 1 else sample_reader()
    tried = measure(reader, share=float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)  # noqa: PLR2004 - an argument
    for (way, outcome), number in sorted(Counter((one.way, one.outcome) for one in tried).items()):
        print(f"{way:8} {outcome:24} {number}")
    for one in tried:
        bad = (one.way, one.outcome) in {
            ("right", "contradicted"),
            ("changed", "confirmed"),
            ("changed", "contradicted otherwise"),
        }
        if bad and one.checked is not None:
            told = f"{one.checked.subject} {one.checked.note} | {one.entry.sentence}"
            print(f"{one.way} {one.entry.printed} → {one.written}: {told}")


if __name__ == "__main__":
    main()
