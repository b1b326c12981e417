"""The books of an invented department (账): accounts with amounts that add up, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from index.catalogue.accounts import account, accounts

_MAIN = ("201", "204", "205", "206", "207", "210", "211", "212", "213", "214", "215", "216", "217", "220", "222", "224")
_ALWAYS = ("2080501", "2080505", "2080506", "2101101", "2101103", "2210201", "2210203")
_STAFF = (
    "30101",
    "30102",
    "30103",
    "30106",
    "30107",
    "30108",
    "30109",
    "30110",
    "30111",
    "30112",
    "30113",
    "30114",
    "30199",
)
_HELP = ("30301", "30302", "30304", "30305", "30307", "30309", "30399")
_GOODS = (
    "30201",
    "30202",
    "30203",
    "30204",
    "30205",
    "30206",
    "30207",
    "30208",
    "30209",
    "30211",
    "30212",
    "30213",
    "30214",
    "30215",
    "30216",
    "30217",
    "30218",
    "30224",
    "30225",
    "30226",
    "30227",
    "30228",
    "30229",
    "30231",
    "30239",
    "30240",
    "30299",
)
_CAPITAL = ("31002", "31003", "31007", "31013", "31099")
_BODIES = (
    "水务局",
    "文化广电和旅游局",
    "农业农村局",
    "应急管理局",
    "市场监督管理局",
    "生态环境局",
    "科学技术局",
    "档案馆",
    "司法局",
    "退役军人事务局",
    "交通运输局",
    "城市管理局",
    "统计局",
    "图书馆",
    "第三中学",
    "疾病预防控制中心",
)
_PLACES = ("澄湖市", "澄湖市东塘区", "澄湖市鹤溪县", "望川省澄湖市", "望川省", "澄湖市梅岭新区")
_WORK = (
    "河道保洁",
    "智慧平台运行维护",
    "应急抢险物资储备",
    "公共文化服务体系建设",
    "执法能力提升",
    "人才引进补助",
    "农村饮水安全巩固提升",
    "档案数字化加工",
    "基层站所标准化改造",
    "宣传教育",
    "第三方检测评估",
    "信息系统等级保护测评",
)
_TAIL = (
    "",
    "专项经费",
    "补助资金（省级）",
    "项目（跨年度结转）",
    "及配套设施维修改造工程（二期）",
    "（含以前年度结转结余资金，按合同进度支付）",
)

_SPECIAL = {
    "223": "国有资本经营预算支出",
    "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
    "2120899": "其他国有土地使用权出让收入安排的支出",
    "21208": "国有土地使用权出让收入安排的支出",
}

FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")


@dataclass(frozen=True, slots=True)
class Spent:
    """An account of the lowest level: amounts in hundredths of the unit."""

    code: str
    basic: int
    project: int
    fund: int = 0  # of FUNDS

    @property
    def whole(self) -> int:
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Ledger:
    """A department in a year; `spent` by function, `economic` the basic expenditure by economic account."""

    organization: str
    year: int
    final: bool
    unit: str
    spent: tuple[Spent, ...]
    economic: tuple[tuple[str, int], ...]
    receipts: tuple[tuple[str, int], ...]
    carried: int
    left: int
    three: tuple[
        tuple[int, int, int, int], ...
    ]  # 出国, 购置, 运行, 接待: budget of the year, then final or last year's
    projects: tuple[tuple[str, int], ...]

    def codes(self, fund: int | None = None) -> list[tuple[str, list[Spent]]]:
        """All levels with the accounts below each."""
        own = [one for one in self.spent if fund is None or one.fund == fund]
        names = dict.fromkeys(code[:length] for code in sorted(one.code for one in own) for length in (3, 5, 7))
        return [(name, [one for one in own if one.code.startswith(name)]) for name in names]


def chance(draw: Random, share: float) -> bool:
    """True so often."""
    return draw.random() < share


@cache
def _known() -> tuple[str, ...]:
    return tuple(code for code in accounts() if len(code) == len("2010101"))


def name_of(code: str) -> str:
    """The printed name of an account."""
    if code in _SPECIAL:
        return _SPECIAL[code]
    found = account(code)
    return found.name if found else code


def ledger(seed: int, *, final: bool, unit: str) -> Ledger:
    """A department of an invented city."""
    draw = Random(f"{seed} {final}")  # noqa: S311 -- samples, no secrets

    def some(most: float) -> int:
        amount = int(draw.random() ** 2 * most * 100) + 1
        return amount * 10_000 + draw.choice((0, 0, draw.randrange(10_000))) if unit == "元" else amount

    main = draw.choice(_MAIN)
    own = [code for code in _known() if code.startswith(main) and not code.startswith(("23", "229"))]
    own = draw.sample(own, min(len(own), draw.randint(4, 12)))
    spent = []
    for code in dict.fromkeys([*own, *(code for code in _ALWAYS if chance(draw, 0.9))]):
        staff = code in _ALWAYS or code.endswith("01")
        basic = some(2000) if staff or chance(draw, 0.2) else 0
        project = 0 if code in _ALWAYS else some(3000) if chance(draw, 0.9) or not basic else 0
        spent.append(Spent(code, basic, project))
    if chance(draw, 0.6):
        spent.append(Spent("2120899", 0, some(900), 1))
    if chance(draw, 0.4):
        spent.append(Spent("2230105", 0, some(90), 2))
    spent.sort(key=lambda one: one.code)
    basic = sum(one.basic for one in spent)
    items = sorted(
        {
            *draw.sample(_STAFF, 9),
            *draw.sample(_HELP, 4),
            *draw.sample(_GOODS, draw.randint(12, 26)),
            *draw.sample(_CAPITAL, 2),
        }
    )
    weights = [draw.random() ** 2 + 0.01 for _ in items]
    amounts = [int(basic * weight / sum(weights)) for weight in weights]
    amounts[0] += basic - sum(amounts)
    left = some(300) if chance(draw, 0.8) else 0
    whole = sum(one.whole for one in spent) + left
    carried = int(whole * draw.choice((0, 0.03, 0.2)))
    others = [int(whole * share) for share in (0, draw.choice((0, 0.05)), draw.choice((0, 0.02)), 0, 0.003)]
    names = ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    receipts = (whole - carried - sum(others), *others)
    three = tuple(
        (some(30) if chance(draw, 0.4) else 0, some(40) if chance(draw, 0.3) else 0, some(30), some(9))
        for _ in range(2)
    )
    projects = tuple(
        (f"{draw.choice(('', '', f'{draw.randint(2022, 2025)}年'))}{one}{draw.choice(_TAIL)}", some(400))
        for one in draw.sample(_WORK, draw.randint(5, len(_WORK)))
    )
    return Ledger(
        f"{draw.choice(_PLACES)}{draw.choice(_BODIES)}",
        draw.randint(2019, 2025),
        final,
        unit,
        tuple(spent),
        tuple(zip(items, amounts, strict=True)),
        tuple(zip(names, receipts, strict=True)),
        carried,
        left,
        three,
        projects,
    )
