"""What is true of a sample document: every figure, indicator and stated figure with its line, and what is planted.

A cell counts when its whole content is a number; its value is as printed without thousands separators, its row label
and column path are without white space, the parts of its code joined, its line 1-based.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_CELLS = {
    "收入总计": ("balance/收入总计/receipts", "balance/总计/final0"),
    "支出总计": ("balance/收入总计/expenditure", "balance/总计/final1"),
    "基本支出": ("basic/all/amount",),
    "一般公共预算支出": ("general/all/total",),
    "“三公”经费": ("three/total/amount",),
    "因公出国（境）费": ("three/abroad/amount",),
    "公务用车购置及运行费": ("three/vehicles/amount",),
    "公务用车购置费": ("three/purchase/amount",),
    "公务用车运行费": ("three/running/amount",),
    "公务接待费": ("three/reception/amount",),
    "机关运行经费": ("operating/all/amount",),
    "政府采购预算": ("purchases/all/amount",),
    "项目支出": ("projects/all/total",),
    "上年结转结余": ("balance/上年结转结余/receipts", "balance/年初结转和结余/final0"),
}
"""Which cell holds a key figure; the first key that the document has."""


@dataclass(frozen=True, slots=True)
class TruthCell:
    """A figure of a table and where it stands."""

    line: int
    table_title: str
    unit: str
    code: str
    row_label: str
    column_path: tuple[str, ...]
    value: str
    key: str


@dataclass(frozen=True, slots=True)
class TruthIndicator:
    """An indicator of a performance table; `table` is "overall" or "project/…"."""

    line: int
    table: str
    project: str
    levels: tuple[str, str]
    name: str
    direction: str
    target: str
    unit: str


@dataclass(frozen=True, slots=True)
class TruthStatement:
    """A figure that a sentence states; `less` says that a change or rate is a decrease (减少, 下降)."""

    line: int
    key: str
    subject: str
    role: str
    unit: str
    printed: str
    less: bool


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure that people ask for: as printed, in the table's unit, and its line."""

    name: str
    value: Decimal
    unit: str
    line: int


@dataclass(frozen=True, slots=True)
class PlantedPlace:
    """One side of a planted contradiction."""

    key: str
    line: int
    printed: str


@dataclass(frozen=True, slots=True)
class PlantedTruth:
    """A contradiction planted on purpose, with both places."""

    id: str
    about: str
    places: tuple[PlantedPlace, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is true of one document."""

    document: str
    organization: str
    year: int
    kind: str
    scope: str
    encoding: str
    cells: tuple[TruthCell, ...]
    indicators: tuple[TruthIndicator, ...]
    statements: tuple[TruthStatement, ...]
    key_figures: Mapping[str, KeyFigure]
    planted: tuple[PlantedTruth, ...] = ()


def key_figures(cells: tuple[TruthCell, ...]) -> dict[str, KeyFigure]:
    """Return the key figures among the cells."""
    by_key = {cell.key: cell for cell in cells}
    found = {}
    for name, keys in KEY_CELLS.items():
        cell = next((by_key[key] for key in keys if key in by_key), None)
        if cell is not None:
            found[name] = KeyFigure(name, Decimal(cell.value), cell.unit, cell.line)
    return found
