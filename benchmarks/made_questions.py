"""Questions about made documents, with the figures that their truth holds: one generator a kind of question.

Amounts are in 元. A question may have several right answers (`accept`): every figure of one of them has to be asserted.
`sources` are the cells that the answer needs, so that a failure of reading can be told from one of understanding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from typing import Final

from index.catalogue.accounts import accounts
from index.catalogue.vocabulary import measure_entries
from index.model.units import MONEY_UNITS
from samples.generate import Made
from samples.truth import TruthCell, TruthIndicator, TruthStatement

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
        return f"{when}{form}{tail}" if self.random.random() < 0.3 else f"{form}{when}{tail}"


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
THREE: Final = ("abroad", "vehicles", "purchase", "running", "reception")


@template
def _named(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet, name = city.pick(), city.random.choice(list(NAMED))
        if "预算" in name and sheet.kind == FINAL:
            continue
        if (cells := sheet.all(*NAMED[name])) and not (
            sheet.kind == FINAL and name.endswith("经费") and name[0] in "人公"
        ):
            text = f"{city.said(sheet)}{city.random.choice(('', '的'))}{name}{city.random.choice(ASKING)}"
            yield asked("key figure", text, sheet, amounts(*cells), cells[0])


def of_code(sheet: Sheet, code: str) -> tuple[TruthCell, ...]:
    if code[0] == "2":
        return sheet.all(f"expenditure/{code}/total", f"general/{code}/total")
    return sheet.all(f"basic/{code}/amount", f"economic/{code}/amount")


def label_of(cell: TruthCell) -> str:
    """The row label without white space."""
    return re.sub(r"\s+", "", cell.row_label)


# names that are printed for two accounts, both of which may be meant
TWO_FIGURES: Final = {"30108": "2080505", "30109": "2080506", "30113": "2210201", "30217": "", "30231": "", "30110": ""}


@template
def _account(city: City) -> Iterator[Asked]:
    for _ in range(12):
        sheet = city.pick()
        pool = sheet.leaves("basic", "amount", 3) | sheet.leaves("expenditure", "total", 3)
        if not pool:
            continue
        code = city.random.choice(list(pool))
        name, ask = label_of(pool[code]), city.random.choice(ASKING)
        how = city.random.choice(("name", "code", "both"))
        if how == "both":
            text = f"{name}（{code}）" if city.random.random() < 0.5 else f"{code}{name}"
        else:
            text = name if how == "name" else f"{code}科目"
        cells = of_code(sheet, code)
        if how == "name":
            other = next((b if a == code else a for a, b in TWO_FIGURES.items() if code in (a, b)), "")
            cells += of_code(sheet, other) if other else ()
            cells += sheet.all("three/reception/amount") if code == "30217" else ()
            cells += sheet.all("three/running/amount") if code == "30231" else ()
        yield asked(
            f"account by {how}", f"{city.said(sheet)}{text}{ask}", sheet, amounts(*cells), *of_code(sheet, code)[:1]
        )


@template
def _colloquial(city: City) -> Iterator[Asked]:
    entries = [one for one in measure_entries() if one.colloquial and not one.codes]
    for _ in range(10):
        sheet, entry = city.pick(), city.random.choice(entries)
        cells = sheet.all(*NAMED.get(entry.name, ()))
        if not cells:
            codes = [code for code, cell in sheet.leaves("basic", "amount", 3).items() if label_of(cell) == entry.name]
            cells = tuple(cell for code in codes for cell in of_code(sheet, code))
            other = next(
                (b if a == codes[0] else a for a, b in TWO_FIGURES.items() if codes and codes[0] in (a, b)), ""
            )
            cells += of_code(sheet, other) if other else ()
        if entry.name in ("“三公”经费", "公务接待费", "公务用车运行费", "公务用车购置费", "公务用车购置及运行费"):
            key = {"三": "total", "接": "reception", "运": "running"}.get(
                entry.name[1] if entry.name[0] == "“" else "", ""
            )
            key = key or next(
                k
                for w, k in (("接待", "reception"), ("购置及", "vehicles"), ("购置", "purchase"), ("运行", "running"))
                if w in entry.name
            )
            cells = sheet.all(f"three/{key}/amount")
        if cells:
            word = city.random.choice(entry.colloquial)
            yield asked(
                "colloquial", f"{city.said(sheet)}{word}{city.random.choice(ASKING)}", sheet, amounts(*cells), cells[0]
            )


COLUMNS: Final = {
    "基本支出": "basic",
    "项目支出": "project",
    "人员支出": "personnel",
    "公用支出": "public",
    "人员经费": "personnel",
}


@template
def _column(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet, word = city.pick(), city.random.choice(list(COLUMNS))
        pool = sheet.leaves("general", COLUMNS[word], 3)
        if pool:
            code = city.random.choice(list(pool))
            cells = sheet.all(f"general/{code}/{COLUMNS[word]}", f"expenditure/{code}/{COLUMNS[word]}")
            name = city.random.choice((label_of(pool[code]), f"{label_of(pool[code])}（{code}）", code))
            joint = city.random.choice(("的", "里的", "中", ""))
            text = f"{city.said(sheet)}{name}{joint}{word}{city.random.choice(ASKING)}"
            yield asked("column", text, sheet, amounts(*cells), pool[code])


TABLES: Final = {
    "支出总表": ("expenditure", "total"),
    "收入总表": ("receipts", "total"),
    "一般公共预算支出表": ("general", "total"),
    "基本支出表": ("basic", "amount"),
    "机关运行经费表": ("operating", "amount"),
}


@template
def _table(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet = city.pick(BUDGET)
        if city.random.random() < 0.25:
            part = city.random.choice(THREE)
            cell = sheet.cells[f"three/{part}/amount"]
            name = {"abroad": "因公出国（境）费", "vehicles": "公务用车购置及运行费", "purchase": "公务用车购置费"}.get(
                part, {"running": "公务用车运行费", "reception": "公务接待费"}.get(part, "")
            )
            yield asked("table", f"{city.said(sheet)}三公经费表里{name}多少", sheet, amounts(cell), cell)
            continue
        word = city.random.choice(list(TABLES))
        pool = sheet.leaves(*TABLES[word], 5)
        if pool:
            cell = city.random.choice(list(pool.values()))
            text = f"{city.said(sheet)}{city.random.choice((f'{word}里', f'{word}中', f'{word}上'))}{label_of(cell)}{city.random.choice(ASKING)}"
            yield asked("table", text, sheet, amounts(cell), cell)


@template
def _purchase(city: City) -> Iterator[Asked]:
    for _ in range(3):
        sheet = city.pick(BUDGET)
        rows = [c for k, c in sheet.cells.items() if k.startswith("purchases/") and "/all/" not in k]
        if rows and city.random.random() < 0.5:
            cell = city.random.choice(rows)
            text = f"{city.said(sheet)}政府采购{city.random.choice(('里', '中', '预算里'))}{cell.key.split('/')[1]}多少"
            yield asked("purchase", text, sheet, amounts(cell), cell)
            continue
        part = city.random.choice(("货物", "工程", "服务"))
        if statement := sheet.statements.get(f"text/purchases.{part}"):
            yield asked("purchase", f"{city.said(sheet)}政府采购{part}预算多少", sheet, ((Want(worth(statement)),),))


@template
def _project(city: City) -> Iterator[Asked]:
    for _ in range(6):
        sheet = city.pick()
        projects = sheet.projects()
        if projects:
            name = city.random.choice(list(projects))
            quoted = city.random.choice((f"“{name}”", name, f"{name}项目"))
            text = (
                f"{city.said(sheet)}{quoted}{city.random.choice(('多少钱', '的预算是多少', '安排了多少', '资金多少'))}"
            )
            if sheet.kind == FINAL:
                text = f"{city.said(sheet)}{quoted}{city.random.choice(('执行数多少', '花了多少', '支出多少'))}"
            yield asked("project", text, sheet, amounts(projects[name]), projects[name])


def numeric(indicator: TruthIndicator) -> Decimal | None:
    """The target of an indicator when it is a number."""
    return Decimal(indicator.target) if re.fullmatch(r"\d+(?:\.\d+)?", indicator.target) else None


@template
def _indicator(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet = city.pick(BUDGET)
        one = city.random.choice(sheet.made.truth.indicators)
        value = numeric(one)
        same = {i.target for i in sheet.made.truth.indicators if i.name == one.name}
        if value is None:
            continue
        if len(same) == 1 and city.random.random() < 0.5:
            text = f"{city.said(sheet, kind=False)}{one.name}{city.random.choice(('的目标值', '目标值是多少', '要达到多少', '定的是多少'))}"
        else:
            text = f"{city.said(sheet, kind=False)}{one.project}的{one.name}{city.random.choice(('的目标值', '是多少', '要求多少', '指标值'))}"
        yield asked("indicator", text, sheet, ((Want(value, one.unit),),))


CHANGES: Final = {
    "收入预算": "text/receipts",
    "支出预算": "text/total",
    "一般公共预算支出": "text/general",
    "公务接待费": "text/reception",
    "机关运行经费": "text/operating",
    "公务用车购置及运行费": "text/vehicles",
    "因公出国（境）费": "text/abroad",
}


@template
def _change(city: City) -> Iterator[Asked]:
    for _ in range(8):
        sheet, name = city.pick(BUDGET), city.random.choice(list(CHANGES))
        change, rate = (sheet.statements.get(f"{CHANGES[name]}.{part}") for part in ("change", "rate"))
        said = city.said(sheet, kind=False)
        if change and city.random.random() < 0.5:
            verb = "减少" if change.less else "增加"
            text = (
                f"{said}{name}{'' if '预算' in name else '预算'}比上年{city.random.choice((verb, '增减', '变化'))}多少"
            )
            yield asked("change", text, sheet, ((Want(worth(change), tolerance=half(change)),),))
        elif rate:
            verb = "下降" if rate.less else "增长"
            text = f"{said}{name}{'' if '预算' in name else '预算'}比上年{city.random.choice((f'{verb}百分之几', f'{verb}了多少个百分点', '增幅多少', f'{verb}率是多少'))}"
            yield asked("growth", text, sheet, ((Want(worth(rate), "%", Decimal("0.15")),),))


COUNTS: Final = {
    "text/offices": ("内设机构有几个", "有多少个内设机构", "设了几个科室"),
    "text/bodies": ("编报范围的单位有几个", "部门预算包括几个单位"),
    "text/cars": ("有几辆车", "车辆有多少辆", "公务用车有几辆"),
    "text/cars.应急保障用车": ("应急保障用车几辆",),
    "text/cars.其他用车": ("其他用车有多少辆",),
    "text/equipment": ("单价100万元以上的设备有几台", "百万元以上设备几台"),
    "text/projects": ("有几个项目设了绩效目标", "几个项目设置了绩效目标"),
}


@template
def _count(city: City) -> Iterator[Asked]:
    for _ in range(6):
        sheet, key = city.pick(BUDGET), city.random.choice(list(COUNTS))
        if statement := sheet.statements.get(key):
            text = f"{city.said(sheet, kind=False)}{city.random.choice(COUNTS[key])}"
            one = asked("count", text, sheet, ((Want(worth(statement), statement.unit),),))
            before = (sheet.organization, sheet.year - 1)  # 截至上年末
            yield replace(one, scope=(*one.scope, before))
