"""Invents other cities from a seed: names, amounts, projects and contradictions; the same seed gives the same city."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from samples.city import Planted, Raw, execute, function_lines, organization_of, project_of, templates
from samples.compose import Subject, budget_of
from samples.source import Budget, Comparison, FinalAccount, Project, Purchase, Three

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = "汐岚霁楠珑苇沚翊砚黛沅筠"
_SECOND = "湖屏埠汀岫渚堤澜坞汛岬浔"
_DISTRICTS = ("", "东屏区", "西汀区", "北渚区", "南岫区", "中埠区")
_FIRST_YEAR = 2020

_COMMON = {
    "30101": (1800000, 4500000),
    "30102": (400000, 6500000),
    "30103": (600000, 7500000),
    "30107": (900000, 4600000),
    "30108": (1100000, 2900000),
    "30109": (560000, 1450000),
    "30110": (480000, 1300000),
    "30112": (70000, 200000),
    "30113": (980000, 2900000),
    "30302": (150000, 380000),
    "30201": (180000, 520000),
    "30206": (80000, 420000),
    "30207": (40000, 110000),
    "30211": (50000, 280000),
    "30213": (40000, 150000),
    "30216": (30000, 70000),
    "30217": (9000, 72000),
    "30228": (160000, 460000),
    "30229": (50000, 110000),
    "30231": (30000, 70000),
    "30299": (20000, 60000),
    "31002": (40000, 170000),
}
_OPERATING = ("30201", "30206", "30207", "30211", "30217", "30228", "31002")
_OLD_MONEY = 0.7  # share of budgets with a project carried over
_REASONS = {
    "total": "项目安排随工作任务调整，人员经费按标准核定",
    "abroad": "根据年度因公出国（境）计划核定",
    "reception": "按照实际接待需要和开支标准核定",
    "vehicles": "按照车辆编制和运行维护标准核定",
    "operating": "公用经费按在职人数和定额标准核定",
}


def city_name(random: Random) -> str:
    """Return the name of a city that does not exist."""
    return f"{random.choice(_FIRST)}{random.choice(_SECOND)}市"


def subjects(seed: int, organizations: int, years: int, *, finals: bool) -> list[Subject]:
    """Return the budgets of an invented city, and the final account of each but the last year of an organization."""
    random = Random(seed)  # noqa: S311 -- made-up figures, not secrets
    city = city_name(random)
    known = list(templates().values())
    found: list[Subject] = []
    for number in range(organizations):
        district = _DISTRICTS[number // len(known) % len(_DISTRICTS)]
        found += _organization(random, known[number % len(known)], f"{city}{district}", years, finals=finals)
    return found


def _organization(random: Random, template: Raw, city: str, years: int, *, finals: bool) -> Iterator[Subject]:
    first = random.randint(_FIRST_YEAR, _FIRST_YEAR + 4)
    amounts = {code: random.randint(*bounds) for code, bounds in _COMMON.items()}
    before: Budget | None = None
    for year in range(first, first + years):
        budget = _budget(random, template, city, year, amounts, before=before)
        yield budget
        if finals and year < first + years - 1:
            yield _final(random, budget)
        before = budget
        amounts = {code: amount * random.randint(960, 1080) // 1000 for code, amount in amounts.items()}


def _budget(
    random: Random, template: Raw, city: str, year: int, economic: dict[str, int], *, before: Budget | None
) -> Budget:
    administrative = template["administrative"]
    operating = {code: economic[code] * random.randint(600, 950) // 1000 for code in _OPERATING if administrative}
    projects = _projects(random, template, year)
    three = Three(
        abroad=random.choice((0, 0, 0, random.randint(40000, 120000))),
        purchase=random.choice((0, 0, random.randint(150000, 240000))),
        running=economic["30231"] + random.choice((0, random.randint(2000, 30000))),
        reception=economic["30217"] + random.choice((0, random.randint(2000, 40000))),
    )
    prior = before.comparison() if before else None
    budget = Budget(
        organization=organization_of(template, city),
        year=year,
        economic=tuple(sorted(economic.items())),
        functional=function_lines(_functional(template, economic), economic, sum(operating.values())),
        projects=projects,
        operating=tuple(operating.items()),
        three=three,
        purchases=_purchases(random),
        vehicles=(("应急保障用车", random.randint(0, 2)), ("其他用车", random.randint(0, 3))),
        equipment=random.randint(0, 12),
        prior=prior or Comparison(0, 0, 0, 0, 0, 0, 0),
        reasons=_REASONS,
    )
    return budget if prior else replace(budget, prior=_earlier(random, budget))


def _functional(template: Raw, economic: dict[str, int]) -> list[list[Any]]:
    main, second = template["main"], template["second"]
    insurance = "2101101" if template["administrative"] else "2101102"
    retired = "2080501" if template["administrative"] else "2080502"
    lines: list[list[Any]] = [[main, "rest", "operating" if main != second else "rest"]]
    if main != second:
        lines.append([second, economic["30107"], "rest"])
    return [
        *lines,
        [retired, economic["30302"], 0],
        ["2080505", economic["30108"], 0],
        ["2080506", economic["30109"], 0],
        [insurance, economic["30110"], 0],
        ["2210201", economic["30113"], 0],
    ]


def _projects(random: Random, template: Raw, year: int) -> tuple[Project, ...]:
    pool = template["project"]
    projects = [project_of(template, entry["name"], random.randint(*entry["amount"])) for entry in pool]
    general = [project for project in projects if "收入" not in project.source]
    if random.random() < _OLD_MONEY:
        old = random.choice(general)
        amount = old.amount * random.randint(80, 400) // 1000
        name = f"{(year - 1) % 100}年{old.name}"
        projects.append(project_of(template, old.name, amount, called=name, carried=amount))
    return tuple(projects)


def _purchases(random: Random) -> tuple[Purchase, ...]:
    return (
        Purchase("办公设备购置", "货物", "政府集中采购", random.randint(80000, 400000)),
        Purchase("业务用房维修", "工程", "分散采购", random.randint(100000, 700000)),
        Purchase("物业管理服务", "服务", "分散采购", random.randint(300000, 900000)),
        Purchase("信息系统运维服务", "服务", "分散采购", random.randint(200000, 1600000)),
    )


def _earlier(random: Random, budget: Budget) -> Comparison:
    now = budget.comparison()

    def then(amount: int) -> int:
        return amount * random.randint(880, 1090) // 1000

    total = then(now.total)
    return Comparison(
        total=total,
        general=total - (now.total - now.general),
        operating=then(now.operating),
        abroad=0,
        purchase=0,
        running=then(now.running),
        reception=then(now.reception),
    )


def _final(random: Random, budget: Budget) -> FinalAccount:
    spent = {
        project.name: project.amount if project.carried else project.amount * random.randint(780, 1000) // 1000
        for project in budget.projects
    }
    three = budget.three
    raw = {
        "personnel": random.randint(965, 998),
        "public": random.randint(900, 985),
        "projects": spent,
        "closing": random.choice((0, random.randint(50000, 400000))),
        "three": {
            "abroad": three.abroad,
            "purchase": three.purchase * random.randint(900, 1000) // 1000,
            "running": three.running * random.randint(985, 1000) // 1000,
            "reception": three.reception * random.randint(985, 1000) // 1000,
        },
        "reasons": _REASONS,
    }
    return execute(budget, raw)


def planted(seed: int, subject: Subject, contradictions: int) -> tuple[Planted, ...]:
    """Contradictions of different kinds for one document, at most five."""
    random = Random(seed)  # noqa: S311 -- made-up figures, not secrets
    budget = budget_of(subject)
    project = random.choice([one for one in budget.projects if one.source == "一般公共预算"])
    indicator = random.choice([one for one in project.indicators if one.direction])
    goal = f"{project.name}/{indicator.name}"
    other = str(Decimal(indicator.target) + random.randint(1, 3))
    basic = f"basic/{random.choice(('30201', '30211', '30229'))}"
    amount = random.randint(5, 90) * 1000
    final = isinstance(subject, FinalAccount)
    whole = "balance/本年收入合计/final1" if final else "balance/收入总计/expenditure"
    main = budget.functional[0].code
    kinds: tuple[tuple[str, dict[str, int | str], tuple[str, str]], ...] = (
        ("reception", {"text/reception": amount}, ("text/reception", "three/reception/amount")),
        ("part", {f"{basic}/amount": amount}, (f"{basic}/amount", "basic/302/amount")),
        ("target", {f"overall/{goal}": other}, (f"overall/{goal}", f"project/{goal}")),
        ("total", {"expenditure/all/total": amount}, ("expenditure/all/total", whole)),
        ("function", {f"text/{main}": amount}, (f"text/{main}", f"general/{main}/total")),
    )
    chosen = random.sample(kinds, min(contradictions, len(kinds)))
    return tuple(Planted("", kind, f"有意设置的矛盾：{kind}", change, places) for kind, change, places in chosen)
