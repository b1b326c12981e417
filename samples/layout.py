"""How a document looks (版式): the declarative options of layouts.toml."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

YUAN_OF = {"元": Decimal(1), "万元": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class Layout:
    """The options of one layout.

    header     "flat": a merged header cell stands in its first column; "shifted": as extracted from a PDF, where a
               merged cell takes one column less than it should, so that what follows stands too far left
    code       "one" column, "split" over 类/款/项, "unpadded" (301 | 2), "own" (a row gives only its own level)
    page_break rows after which a long table is interrupted; `doubled` prints its first figure twice from there on
    halves     sets a long list of accounts in `panels` side by side
    dense      no blank line between paragraphs; `all_classes` prints every 类 in 收支总表, also those without a figure
    nothing    what stands where there is nothing: "" or "0.00"
    performance  targets in "columns" (指标方向, 目标值, 计量单位) or "combined" in one cell (≥90%)
    """

    name: str
    suffix: str = ".txt"
    words: str = "lake"
    encoding: str = "utf-8"
    unit: str = "万元"
    pipes: bool = False
    thousands: bool = True
    header: Literal["flat", "shifted"] = "flat"
    code: Literal["one", "split", "unpadded", "own"] = "one"
    total: Literal["first", "last"] = "first"
    title: Literal["numbered", "markdown", "plain"] = "numbered"
    nothing: str = ""
    page_break: int = 0
    doubled: bool = False
    halves: bool = False
    panels: int = 2
    wrap: bool = False
    page_numbers: bool = False
    spaces: bool = False
    form_numbers: bool = False
    unit_once: bool = False
    tables_first: bool = True
    dense: bool = False
    all_classes: bool = True
    three: Literal["long", "wide"] = "long"
    performance: Literal["columns", "combined"] = "columns"

    def money(self, yuan: int, unit: str = "") -> str:
        """Return an amount as printed in the layout's unit (or another), rounded half up to two decimals."""
        value = (Decimal(yuan) / YUAN_OF[unit or self.unit]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return f"{value:,f}" if self.thousands else f"{value:f}"


@cache
def _data() -> dict[str, Any]:
    return loads(files("samples").joinpath("layouts.toml").read_text(encoding="utf-8"))


def layouts() -> dict[str, Layout]:
    """All layouts by name."""
    return {name: Layout(name=name, **options) for name, options in _data()["layouts"].items()}


def words(family: str) -> Mapping[str, str]:
    """Return the titles and headings of a family of words; {year} and {scope} are filled in by the tables."""
    found: Mapping[str, str] = _data()["words"][family]
    return found
