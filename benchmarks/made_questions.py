"""What questions about made documents are made from: their truth by key, and the words of people for it.

Amounts are in 元. A question may have several right answers (`accept`): every figure of one of them has to be asserted.
`sources` are the cells that the answer needs, so that a failure of reading can be told from one of understanding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Final

from index.model.units import MONEY_UNITS
from samples.truth import TruthCell, TruthIndicator, TruthStatement

if TYPE_CHECKING:
    from samples.generate import Made

BUDGET, FINAL = "预算", "决算"
ABOVE, BELOW = "超过", "低于"


@dataclass(frozen=True, slots=True)
class Want:
    """A figure that an answer should assert: 元 for money, else in `unit`; differences count without their sign."""

    value: Decimal
    unit: str = "元"
    tolerance: Decimal = Decimal(0)


Wants = tuple[Want, ...]
Source = tuple[str, TruthCell]  # the document's name and a cell of it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what is right: figures (`accept`), an ending without figures, or words in the text."""

    kind: str
    text: str
    accept: tuple[Wants, ...] = ()
    turns: tuple[str, ...] = ()
    ending: str = ""  # "clarify" or "not_found" when no figure is right
    claim: str = ""  # "true" or "false" for what the question asserts, "contradiction" for what the document does
    scope: tuple[tuple[str, int], ...] = ()  # organizations and years that a figure may be of
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document and its truth, cells by key."""

    made: Made
    cells: dict[str, TruthCell]
    statements: dict[str, TruthStatement]

    @property
    def organization(self) -> str:
        """The full name of the organization."""
        return self.made.truth.organization

    @property
    def year(self) -> int:
        """The year of the document."""
        return self.made.truth.year

    @property
    def kind(self) -> str:
        """预算 or 决算."""
        return self.made.truth.kind

    def first(self, *keys: str) -> TruthCell | None:
        """The first of these cells that the document has."""
        return next((self.cells[key] for key in keys if key in self.cells), None)

    def all(self, *keys: str) -> tuple[TruthCell, ...]:
        """Those of these cells that the document has."""
        return tuple(self.cells[key] for key in keys if key in self.cells)

    def leaves(self, table: str, column: str, least: int = 5) -> dict[str, TruthCell]:
        """Cells of one column by code, of rows with a code of at least so many digits and an amount."""
        return {
            cell.code: cell
            for key, cell in self.cells.items()
            if key.startswith(f"{table}/")
            and key.endswith(f"/{column}")
            and len(cell.code) >= least
            and Decimal(cell.value)
        }

    def projects(self) -> dict[str, TruthCell]:
        """The total of each project by its name."""
        return {
            key.split("/")[1]: cell
            for key, cell in self.cells.items()
            if key.startswith("projects/") and key.endswith("/total") and "/all/" not in key
        }


@dataclass(frozen=True, slots=True)
class City:
    """The documents of a made city."""

    random: Random
    sheets: tuple[Sheet, ...]
    texts: dict[str, str] = field(default_factory=dict)

    def pick(self, kind: str = "") -> Sheet:
        """Some document of the kind."""
        return self.random.choice([one for one in self.sheets if not kind or one.kind == kind])

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() < share

    def twin(self, sheet: Sheet, kind: str = "", shift: int = 0) -> Sheet | None:
        """The document of the same organization of another kind or year."""
        wanted = (sheet.organization, sheet.year + shift, kind or sheet.kind)
        return next((one for one in self.sheets if (one.organization, one.year, one.kind) == wanted), None)

    def said(self, sheet: Sheet, *, kind: bool | None = None, year: bool = True) -> str:
        """Organization and year in some of the ways that people say them; the kind where it tells documents apart."""
        full = sheet.organization
        place, _, body = full.partition("市")
        form = self.random.choice((full, full, body, f"市{body}", f"{place}{body}"))
        when = self.random.choice((f"{sheet.year}年", f"{sheet.year}年", f"{sheet.year}年度", f"{sheet.year % 100}年"))
        both = self.twin(sheet, FINAL if sheet.kind == BUDGET else BUDGET) is not None
        tail = sheet.kind if (both if kind is None else kind) else ""
        if not year:
            return form
        return f"{when}{form}{tail}" if self.chance(0.3) else f"{form}{when}{tail}"


def city_of(seed: int, documents: list[Made]) -> City:
    """Prepare the truth of a city for asking."""
    sheets = tuple(
        Sheet(made, {one.key: one for one in made.truth.cells}, {one.key: one for one in made.truth.statements})
        for made in documents
    )
    return City(Random(seed), sheets, {made.name: re.sub(r"\s+", "", made.text) for made in documents})  # noqa: S311 - no secret


def worth(cell: TruthCell | TruthStatement) -> Decimal:
    """The value of a cell or statement: 元 for money, else as printed."""
    printed = cell.value if isinstance(cell, TruthCell) else cell.printed
    return Decimal(printed.replace(",", "")) * MONEY_UNITS.get(cell.unit, Decimal(1))


def half(cell: TruthCell | TruthStatement) -> Decimal:
    """Two of the last printed digit of money, in 元: what rounding may leave between two printed figures."""
    return Decimal("0.02") * MONEY_UNITS.get(cell.unit, Decimal(1)) if cell.unit != "元" else Decimal(2)


def amounts(*cells: TruthCell) -> tuple[Wants, ...]:
    """Each cell as one right answer."""
    return tuple((Want(value),) for value in dict.fromkeys(worth(cell) for cell in cells))


def asked(kind: str, text: str, sheet: Sheet, accept: tuple[Wants, ...], *cells: TruthCell) -> Asked:
    """A question about one document."""
    scope = ((sheet.organization, sheet.year),)
    return Asked(kind, text, accept, scope=scope, sources=tuple((sheet.made.name, cell) for cell in cells))


Template = Callable[[City], Iterator[Asked]]
TEMPLATES: Final[list[Template]] = []


def template(function: Template) -> Template:
    """Register a kind of question."""
    TEMPLATES.append(function)
    return function


# the words of people for key figures, and the cells that they may mean
NAMED: Final[dict[str, tuple[str, ...]]] = {
    "总支出": ("balance/收入总计/expenditure", "balance/总计/final1", "expenditure/all/total"),
    "支出总计": ("balance/收入总计/expenditure", "balance/总计/final1"),
    "收入总计": ("balance/收入总计/receipts", "balance/总计/final0"),
    "收入合计": ("balance/收入总计/receipts", "balance/总计/final0", "receipts/all/total"),
    "基本支出": ("expenditure/all/basic", "general/all/basic", "basic/all/amount"),
    "项目支出": ("projects/all/total", "expenditure/all/project", "general/all/project"),
    "人员支出": ("basic/all/personnel", "general/all/personnel"),
    "人员经费": ("basic/all/personnel", "general/all/personnel"),
    "公用经费": ("basic/all/public", "general/all/public"),
    "三公经费": ("three/total/amount",),
    "公务接待费": ("three/reception/amount",),
    "接待费": ("three/reception/amount",),
    "因公出国（境）费": ("three/abroad/amount",),
    "出国费": ("three/abroad/amount",),
    "公车购置及运行费": ("three/vehicles/amount",),
    "公务用车购置费": ("three/purchase/amount",),
    "公务用车运行维护费": ("three/running/amount", "basic/30231/amount"),
    "机关运行经费": ("operating/all/amount",),
    "政府采购预算总额": ("purchases/all/amount",),
    "一般公共预算支出": ("general/all/total", "economic/all/amount"),
}
ASKING: Final = ("多少", "是多少", "有多少", "是多少钱", "安排了多少", "一共多少", "？", "几多", "多少万元", "的数额")

# names that are printed for two accounts, both of which may be meant
TWO_FIGURES: Final = {"30108": "2080505", "30109": "2080506", "30113": "2210201", "30217": "", "30231": "", "30110": ""}


def label_of(cell: TruthCell) -> str:
    """The row label without white space."""
    return re.sub(r"\s+", "", cell.row_label)


def of_code(sheet: Sheet, code: str) -> tuple[TruthCell, ...]:
    """The whole amounts of an account, functional or economic."""
    if code[0] == "2":
        return sheet.all(f"expenditure/{code}/total", f"general/{code}/total")
    return sheet.all(f"basic/{code}/amount", f"economic/{code}/amount")


def numeric(indicator: TruthIndicator) -> Decimal | None:
    """The target of an indicator when it is a number."""
    return Decimal(indicator.target) if re.fullmatch(r"\d+(?:\.\d+)?", indicator.target) else None
