"""Entries (数据条目): a figure of a table cell or of a sentence, with everything needed to cite it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import normalise
from index.model.quantity import Quantity
from index.model.units import MONEY_UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Source:
    """A loaded document as answers speak of it."""

    id: int
    name: str
    organization_id: int
    organization: str
    year: int | None
    kind: str
    scope: str
    sha256: str = ""  # of the file
    ids: tuple[int, ...] = ()  # this document and those that hold its tables or its narrative
    recognised: frozenset[int] = frozenset()  # pages that are pictures, read by recognition

    @property
    def label(self) -> str:
        """How an answer names it: organization, year, 部门 or 单位, and kind."""
        year = f"{self.year}年" if self.year else ""
        return f"{self.organization}{year}{self.scope}{self.kind}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed figure with its place. `value` is None for an empty cell; `fen` for what is not money."""

    origin: str  # "fact", "statement" or "indicator"
    id: int
    source: Source
    subject: str
    measure: str
    code: str
    parent_code: str
    printed: str
    value: Decimal | None
    unit: str
    fen: int | None
    year: int | None
    stage: str
    role: str  # "level" for facts
    total: bool
    doubtful: bool
    page: int | None
    line: int | None
    section: str
    table_id: int | None
    table_title: str
    form: str
    row: int | None
    column: int | None
    row_label: str
    column_path: str
    sentence: str = ""
    start: int = 0
    end: int = 0
    base: str = ""
    parent: int | None = None
    ordinal: int = 0
    side: str = ""
    box: tuple[float, float, float, float] | None = None  # on its page, in points from the top left (PDF)

    @property
    def quantity(self) -> Quantity:
        """The figure with its interval; only for entries with a value."""
        if self.value is None:
            raise ValueError(self.printed)
        return Quantity(self.printed, self.value)

    @property
    def amount(self) -> Decimal:
        """The printed value; only for entries with one."""
        return self.quantity.value

    @property
    def worth(self) -> tuple[str, Decimal | int | None]:
        """What two entries of the same worth share: 分 for money, unit and value otherwise."""
        if self.fen is not None:
            return ("分", self.fen)
        return (self.unit, self.value)

    def agrees(self, other: Entry) -> bool:
        """Whether two printed figures may stand for one amount: their intervals meet, whatever their units."""
        if self.fen is None or other.fen is None:
            return self.worth == other.worth
        own, its = (e.quantity.interval.scaled(MONEY_UNITS[e.unit]) for e in (self, other))
        same_digits = self.unit == other.unit and self.quantity.half_unit == other.quantity.half_unit
        return self.fen == other.fen if same_digits else own.meets(its)

    def is_in(self, tables: Sequence[str]) -> bool:
        """Whether it stands in a table that a question calls by these words."""
        title = normalise(self.table_title)
        return any(normalise(words) in title for words in tables)

    @property
    def recognised(self) -> bool:
        """Whether it was read from a picture, by recognition (文字识别)."""
        return self.page in self.source.recognised

    @property
    def blank(self) -> bool:
        """Whether this is an empty cell."""
        return self.value is None


def worth(entry: Entry) -> Decimal:
    """What figures are ordered and divided by: 分 for money, else the printed value."""
    return entry.amount if entry.fen is None else Decimal(entry.fen)
