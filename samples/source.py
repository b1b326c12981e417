"""What the sample documents say: organizations, budgets and final accounts in whole 元, before any layout.

Everything that a document prints is computed from these records, so totals, parts and changes agree by construction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GENERAL = "一般公共预算"
BUSINESS = "事业收入"
OTHER = "其他收入"


@cache
def accounts(section: str) -> dict[str, str]:
    """Return the account names of accounts.toml by code; `section` is functional, economic or classes."""
    data: dict[str, dict[str, str]] = loads(files("samples").joinpath("accounts.toml").read_text(encoding="utf-8"))
    return data[section]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A performance indicator (绩效指标) with its target (目标值)."""

    first: str
    second: str
    name: str
    direction: str
    target: str
    unit: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project (项目): its accounts, its amount and the part carried over from last year, in 元."""

    name: str
    function: str
    economic: str
    amount: int
    carried: int = 0
    source: str = GENERAL
    goal: str = ""
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class FunctionLine:
    """Basic expenditure (基本支出) on one functional 项, in 元."""

    code: str
    personnel: int
    public: int


@dataclass(frozen=True, slots=True)
class Three:
    """The “三公” expenditure in 元: 因公出国（境）, 公务用车购置, 公务用车运行, 公务接待."""

    abroad: int
    purchase: int
    running: int
    reception: int

    @property
    def vehicles(self) -> int:
        """公务用车购置及运行费."""
        return self.purchase + self.running

    @property
    def total(self) -> int:
        """“三公”经费合计."""
        return self.abroad + self.vehicles + self.reception


@dataclass(frozen=True, slots=True)
class Purchase:
    """An item of government procurement (政府采购): category 货物, 工程 or 服务; amount in 元."""

    name: str
    category: str
    way: str
    amount: int


@dataclass(frozen=True, slots=True)
class Body:
    """A unit that belongs to the budget (预算单位)."""

    name: str
    nature: str
    posts: int
    staff: int


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization with what its documents say of it: duties (职责), offices (内设机构), tasks (主要工作任务)."""

    name: str
    short: str
    city: str
    scope: str
    administrative: bool
    duties: tuple[str, ...]
    offices: tuple[str, ...]
    tasks: tuple[tuple[str, str], ...]
    bodies: tuple[Body, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a narrative compares with (上年数), in 元."""

    total: int
    general: int
    operating: int
    abroad: int
    purchase: int
    running: int
    reception: int


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """A row of a table by functional classification, rolled up to 类, 款 and 项; amounts in 元."""

    code: str
    personnel: int = 0
    public: int = 0
    project: int = 0
    carried: int = 0
    own: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The account's name."""
        return accounts("functional")[self.code]

    @property
    def basic(self) -> int:
        """基本支出."""
        return self.personnel + self.public

    @property
    def total(self) -> int:
        """合计, all sources."""
        return self.basic + self.project

    @property
    def own_total(self) -> int:
        """The part not paid by fiscal grants (非财政拨款)."""
        return sum(self.own.values())

    @property
    def fiscal(self) -> int:
        """The part paid by fiscal grants (财政拨款), with what was carried over."""
        return self.total - self.own_total


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget of one organization and year, or its execution; amounts in 元."""

    organization: Organization
    year: int
    economic: tuple[tuple[str, int], ...]
    functional: tuple[FunctionLine, ...]
    projects: tuple[Project, ...]
    operating: tuple[tuple[str, int], ...]
    three: Three
    purchases: tuple[Purchase, ...]
    vehicles: tuple[tuple[str, int], ...]
    equipment: int
    prior: Comparison
    reasons: Mapping[str, str]

    @property
    def personnel(self) -> int:
        """人员经费: 301 and 303."""
        return sum(amount for code, amount in self.economic if is_personnel(code))

    @property
    def public(self) -> int:
        """公用经费: 302 and 310."""
        return sum(amount for code, amount in self.economic if not is_personnel(code))

    @property
    def basic(self) -> int:
        """基本支出."""
        return self.personnel + self.public

    @property
    def project(self) -> int:
        """项目支出, all sources."""
        return sum(project.amount for project in self.projects)

    @property
    def own(self) -> dict[str, int]:
        """What the organization earns itself (事业收入, 其他收入)."""
        sums = {BUSINESS: 0, OTHER: 0}
        for project in self.projects:
            if project.source != GENERAL:
                sums[project.source] += project.amount
        return sums

    @property
    def carried(self) -> int:
        """上年结转结余, all of it fiscal grants."""
        return sum(project.carried for project in self.projects)

    @property
    def total(self) -> int:
        """支出总计."""
        return self.basic + self.project

    @property
    def fiscal(self) -> int:
        """财政拨款支出, with what was carried over."""
        return self.total - sum(self.own.values())

    @property
    def granted(self) -> int:
        """This year's general public budget grant (一般公共预算拨款收入), without what was carried over."""
        return self.fiscal - self.carried

    @property
    def operating_total(self) -> int:
        """机关运行经费."""
        return sum(amount for _, amount in self.operating)

    def comparison(self) -> Comparison:
        """Tell what next year's document compares with."""
        return Comparison(
            total=self.total,
            general=self.fiscal,
            operating=self.operating_total,
            abroad=self.three.abroad,
            purchase=self.three.purchase,
            running=self.three.running,
            reception=self.three.reception,
        )


@dataclass(frozen=True, slots=True)
class FinalAccount:
    """The final account of a year (决算): the budget it began with, what was executed, what is left over, in 元."""

    initial: Budget
    executed: Budget
    closing: int


def is_personnel(code: str) -> bool:
    """Whether an economic account belongs to 人员经费."""
    return code.startswith(("301", "303"))


def rolled_up(amounts: Mapping[str, int]) -> dict[str, int]:
    """Economic amounts with their 类 sums, in the order of the codes."""
    sums: dict[str, int] = {}
    for code, amount in amounts.items():
        for part in dict.fromkeys((code[:3], code)):
            sums[part] = sums.get(part, 0) + amount
    return dict(sorted(sums.items()))


def general_economic(budget: Budget) -> dict[str, int]:
    """All general public budget expenditure by economic 类."""
    sums: dict[str, int] = {}
    for code, amount in budget.economic:
        sums[code[:3]] = sums.get(code[:3], 0) + amount
    for project in budget.projects:
        if project.source == GENERAL:
            sums[project.economic[:3]] = sums.get(project.economic[:3], 0) + project.amount
    return dict(sorted(sums.items()))


def function_rows(budget: Budget) -> list[FunctionRow]:
    """Expenditure by functional 类, 款 and 项, in the order of the codes."""
    sums: dict[str, dict[str, Any]] = {}
    for code, column, amount in _postings(budget):
        for part in (code[:3], code[:5], code):
            row = sums.setdefault(part, {})
            row[column] = row.get(column, 0) + amount
    own = (BUSINESS, OTHER)
    return [
        FunctionRow(
            code,
            **{column: amount for column, amount in row.items() if column not in own},
            own={column: row[column] for column in own if column in row},
        )
        for code, row in sorted(sums.items())
    ]


def _postings(budget: Budget) -> Iterator[tuple[str, str, int]]:
    for line in budget.functional:
        yield line.code, "personnel", line.personnel
        yield line.code, "public", line.public
    for project in budget.projects:
        yield project.function, "project", project.amount
        yield project.function, "carried", project.carried
        if project.source != GENERAL:
            yield project.function, project.source, project.amount


def problems(budget: Budget) -> list[str]:
    """Tell what does not add up in a budget; empty for a sound one."""
    found = []
    economic = dict(budget.economic)
    if sum(line.personnel for line in budget.functional) != budget.personnel:
        found.append("functional and economic 人员经费 differ")
    if sum(line.public for line in budget.functional) != budget.public:
        found.append("functional and economic 公用经费 differ")
    if any(amount > economic.get(code, 0) for code, amount in budget.operating):
        found.append("机关运行经费 exceeds 公用经费")
    if budget.three.reception < economic.get("30217", 0) or budget.three.running < economic.get("30231", 0):
        found.append("三公 below its part in 基本支出")
    if any(project.carried > project.amount for project in budget.projects):
        found.append("a project carries over more than it has")
    amounts = [*economic.values(), *(line.personnel for line in budget.functional)]
    amounts += [line.public for line in budget.functional] + [project.amount for project in budget.projects]
    if min(amounts) < 0:
        found.append("a negative amount")
    return found
