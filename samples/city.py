"""Reads city.toml and templates.toml: the budgets and final accounts of the committed samples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import TYPE_CHECKING, Any

from samples.source import (
    GENERAL,
    Body,
    Budget,
    Comparison,
    FinalAccount,
    FunctionLine,
    Indicator,
    Organization,
    Project,
    Purchase,
    Three,
    is_personnel,
)

if TYPE_CHECKING:
    from samples.compose import Subject

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Planted:
    """A contradiction planted on purpose (city.toml says what the fields mean)."""

    document: str
    id: str
    about: str
    change: Mapping[str, int | str]
    places: tuple[str, ...]


def _read(name: str) -> dict[str, Any]:
    return loads(files("samples").joinpath(name).read_text(encoding="utf-8"))


@cache
def templates() -> dict[str, Raw]:
    """Return the templates of organizations by id."""
    return {entry["id"]: entry for entry in _read("templates.toml")["template"]}


def organization_of(template: Raw, city: str) -> Organization:
    """Return an organization of a city."""
    return Organization(
        name=template["name"].format(city=city),
        short=template["short"].format(city=city),
        city=city,
        scope=template["scope"],
        administrative=template["administrative"],
        duties=tuple(template["duties"]),
        offices=tuple(template["offices"]),
        tasks=tuple((task, goal) for task, goal in template["tasks"]),
        bodies=tuple(Body(name.format(city=city), *rest) for name, *rest in template["bodies"]),
    )


def project_of(template: Raw, name: str, amount: int, *, called: str = "", carried: int = 0) -> Project:
    """Return a project of the template, perhaps under another name and paid from last year's money."""
    raw = next(entry for entry in template["project"] if entry["name"] == name)
    return Project(
        name=called or name,
        function=raw["function"],
        economic=raw["economic"],
        amount=amount,
        carried=carried,
        source=raw.get("source", GENERAL),
        goal=raw["goal"],
        indicators=tuple(Indicator(*entry) for entry in raw["indicators"]),
    )


def function_lines(raw: list[list[Any]], economic: Mapping[str, int], operating: int) -> tuple[FunctionLine, ...]:
    """Work out basic expenditure by function; "rest" takes what the other lines leave, "operating" the 机关运行经费."""
    people = sum(amount for code, amount in economic.items() if is_personnel(code))
    public = sum(economic.values()) - people
    fixed = [(code, one, operating if two == "operating" else two) for code, one, two in raw]
    people -= sum(one for _, one, _ in fixed if one != "rest")
    public -= sum(two for _, _, two in fixed if two != "rest")
    return tuple(
        FunctionLine(code, people if one == "rest" else one, public if two == "rest" else two)
        for code, one, two in fixed
    )


def _budget(raw: Raw, city: str, prior: Comparison) -> Budget:
    template = templates()[raw["template"]]
    operating = raw["operating"]
    projects = [project_of(template, name, amount) for name, amount in raw["projects"].items()]
    for name, old in raw["carried"].items():
        amount = old["amount"]
        projects.append(project_of(template, old["of"], amount, called=name, carried=amount))
    return Budget(
        organization=organization_of(template, city),
        year=raw["year"],
        economic=tuple(sorted(raw["economic"].items())),
        functional=function_lines(raw["functional"], raw["economic"], sum(operating.values())),
        projects=tuple(projects),
        operating=tuple(operating.items()),
        three=Three(**raw["three"]),
        purchases=tuple(Purchase(*entry) for entry in raw["purchases"]),
        vehicles=tuple(raw["vehicles"].items()),
        equipment=raw["equipment"],
        prior=prior,
        reasons=raw["reasons"],
    )


def execute(budget: Budget, raw: Raw) -> FinalAccount:
    """Return the final account of a budget: shares spent in thousandths, projects and 三公 in 元."""
    shares: dict[bool, int] = {True: raw["personnel"], False: raw["public"]}

    def spent(code: str, amount: int) -> int:
        return amount * shares[is_personnel(code)] // 1000

    economic = {code: spent(code, amount) for code, amount in budget.economic}
    operating = tuple((code, spent(code, amount)) for code, amount in budget.operating)
    lines: list[list[Any]] = [
        [line.code, line.personnel * raw["personnel"] // 1000, line.public * raw["public"] // 1000]
        for line in budget.functional
    ]
    lines[0][1:] = "rest", "operating" if budget.operating else "rest"
    rest = next((line for line in lines[1:] if line[2]), None)
    if rest is not None:
        rest[2] = "rest"
    executed = replace(
        budget,
        economic=tuple(economic.items()),
        operating=operating,
        functional=function_lines(lines, economic, sum(amount for _, amount in operating)),
        projects=tuple(replace(one, amount=raw["projects"][one.name]) for one in budget.projects),
        three=Three(**raw["three"]),
        reasons=raw["reasons"],
    )
    return FinalAccount(budget, executed, raw["closing"])


def subjects() -> list[tuple[Subject, str]]:
    """Return the committed samples, each with the name of its layout."""
    data = _read("city.toml")
    found: list[tuple[Subject, str]] = []
    budgets: dict[tuple[str, int], Budget] = {}
    for raw in data["budget"]:
        template, year = raw["template"], raw["year"]
        before = budgets.get((template, year - 1))
        prior = before.comparison() if before else Comparison(**raw["prior"])
        budgets[template, year] = _budget(raw, data["city"], prior)
        found.append((budgets[template, year], raw["layout"]))
    for raw in data["final"]:
        account = execute(budgets[raw["template"], raw["year"]], raw)
        found.append((account, raw["layout"]))
    return found


def planted() -> tuple[Planted, ...]:
    """Return the contradictions of the committed samples."""
    return tuple(Planted(**{**raw, "places": tuple(raw["places"])}) for raw in _read("city.toml")["planted"])
