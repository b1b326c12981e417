"""The sample documents: up to date, sound where nothing is planted, and their truth says what they print."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model.quantity import Interval, parse_quantity
from samples import city, generate
from samples.compose import budget_of
from samples.generate import Made, UnknownKeyError, committed, make_city, make_document
from samples.layout import layouts
from samples.source import function_rows, problems

if TYPE_CHECKING:
    from pathlib import Path

    from samples.truth import Truth, TruthCell

SEEDS = st.integers(min_value=0, max_value=10_000)
few = settings(max_examples=8, deadline=None)
NOTHING = Interval(Decimal(0), Decimal(0))


@cache
def samples() -> dict[str, Made]:
    return {made.name: made for made in committed()}


def interval(value: str) -> Interval:
    quantity = parse_quantity(value)
    assert quantity is not None
    return quantity.interval


def total_of(values: list[str]) -> Interval:
    return sum((interval(value) for value in values), NOTHING)


def by_key(truth: Truth) -> dict[str, TruthCell]:
    cells = {cell.key: cell for cell in truth.cells if cell.key}
    assert len(cells) == len([cell for cell in truth.cells if cell.key]), "a key stands for one cell"
    return cells


def form(truth: Truth, name: str, column: str) -> dict[str, str]:
    """The amounts of one column of a form by row key."""
    found = {}
    for key, cell in by_key(truth).items():
        parts = key.split("/")
        if parts[0] == name and parts[-1] == column and len(parts) == 3:
            found[parts[1]] = cell.value
    return found


def check_accounts(truth: Truth) -> list[str]:
    """Sums by code, 合计 = parts and 收入 = 支出 that fail beyond rounding."""
    failed = []
    for name, column in (("general", "total"), ("expenditure", "total"), ("basic", "amount"), ("operating", "amount")):
        amounts = form(truth, name, column)
        roots = [code for code in amounts if code != "all" and code[:-2] not in amounts]
        sums = {"all": roots} | {
            code: [child for child in amounts if len(child) == len(code) + 2 and child.startswith(code)]
            for code in amounts
            if code != "all"
        }
        failed += [
            f"{name}/{code}"
            for code, children in sums.items()
            if children and not interval(amounts[code]).meets(total_of([amounts[child] for child in children]))
        ]
    cells = by_key(truth)
    for code in form(truth, "general", "total"):
        parts = [cells.get(f"general/{code}/{column}") for column in ("basic", "project")]
        values = [cell.value for cell in parts if cell is not None]
        if not interval(cells[f"general/{code}/total"].value).meets(total_of(values)):
            failed.append(f"general/{code}: 合计 = 基本 + 项目")
    vehicles = total_of([cells[f"three/{part}/amount"].value for part in ("purchase", "running")])
    if not interval(cells["three/vehicles/amount"].value).meets(vehicles):
        failed.append("three/vehicles")
    if truth.key_figures["收入总计"].value != truth.key_figures["支出总计"].value:
        failed.append("收入 = 支出")
    whole = cells.get("balance/本年收入合计/final1", cells.get("balance/收入总计/expenditure"))
    assert whole is not None
    if whole.value != cells["expenditure/all/total"].value:
        failed.append("支出总表 = 收支总表")
    return failed


STATED = {
    "text/basic": "basic/all/amount",
    "text/basic.again": "basic/all/amount",
    "text/reception": "three/reception/amount",
    "text/running": "three/running/amount",
    "text/three": "three/total/amount",
    "text/abroad": "three/abroad/amount",
    "text/operating": "operating/all/amount",
    "text/purchases": "purchases/all/amount",
    "text/general": "general/all/total",
    "text/project": "projects/all/total",
}


def check_narrative(truth: Truth) -> list[str]:
    """Stated amounts that their tables do not hold."""
    cells = by_key(truth)
    failed = []
    for one in truth.statements:
        key = one.key.removeprefix("text/")
        cell = cells.get(STATED.get(one.key, f"general/{key}/total"))
        if cell is None or one.role != "level":
            continue
        scale = Decimal(10_000) if cell.unit == "元" else Decimal(1)
        if not interval(one.printed.replace(",", "")).meets(interval(cell.value).scaled(1 / scale)):
            failed.append(one.key)
    return failed


def check_changes(truth: Truth) -> list[str]:
    """Stated rates that their stated amounts do not give."""
    stated = {one.key: one for one in truth.statements}
    failed = []
    for key, one in stated.items():
        if one.role != "rate":
            continue
        now = Decimal(stated[key.removesuffix(".rate")].printed.replace(",", ""))
        change = Decimal(stated[key.replace(".rate", ".change")].printed.replace(",", ""))
        half = Decimal("0.005")
        before = now + change if one.less else now - change
        low = 100 * max(change - half, Decimal(0)) / (before + 2 * half)
        if before > 2 * half:
            possible = Interval(low, 100 * (change + half) / (before - 2 * half))
        else:
            possible = Interval(low, Decimal("Infinity"))
        if not interval(one.printed).meets(possible):
            failed.append(key)
    return failed


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def check_lines(made: Made) -> None:
    lines = made.text.split("\n")
    titles = {squeezed(text).lstrip("#"): number for number, text in reversed(list(enumerate(lines, 1)))}
    for cell in made.truth.cells:
        line = lines[cell.line - 1]
        cells = [part.strip() for part in line.strip("|").split("|" if line.startswith("|") else "\t")]
        assert cell.value in [part.replace(",", "") for part in cells], (cell, line)
        for label in cell.row_label.split("/"):
            amounts_below = label.startswith(("项目资金", "预算金额"))
            assert amounts_below or label in squeezed(line), (cell, line)
        if cell.table_title:
            assert titles[cell.table_title] < cell.line, cell
    for one in made.truth.statements:
        assert one.printed in lines[one.line - 1], (one, lines[one.line - 1])
    for indicator in made.truth.indicators:
        line = lines[indicator.line - 1]
        assert indicator.name in line
        assert indicator.target in line


def check_all_figures_known(made: Made) -> None:
    """Every cell of a table that holds a number is a figure of the truth, a code or a doubled copy."""
    known: dict[int, list[str]] = {}
    for cell in made.truth.cells:
        known.setdefault(cell.line, []).append(cell.value)
    for number, line in enumerate(made.text.split("\n"), 1):
        if "\t" not in line and not line.startswith("|"):
            continue
        for part in re.split(r"[\t|]", line):
            text = part.strip().replace(",", "")
            if re.fullmatch(r"\d+\.\d+", text):
                assert text in known.get(number, []), (number, line)


def test_committed_documents_are_up_to_date() -> None:
    assert generate.outdated(list(samples().values())) == []
    assert generate.main(["--check"]) == 0


def test_check_reports_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "DOCUMENTS", tmp_path)
    assert generate.main(["--check"]) == 1
    assert "澄湖市图书馆2024年单位预算.md" in capsys.readouterr().err


def test_there_are_five_documents_in_several_layouts() -> None:
    assert len(samples()) == 5
    assert {made.name.rsplit(".")[-1] for made in samples().values()} == {"txt", "md"}
    assert len({layout for _, layout in city.subjects()}) >= 3
    for made in samples().values():
        assert 200 <= len(made.text.splitlines()) <= 700


@pytest.mark.parametrize("name", sorted(samples()))
def test_truth_stands_where_it_says(name: str) -> None:
    made = samples()[name]
    check_lines(made)
    check_all_figures_known(made)
    assert made.content.decode(made.truth.encoding) == made.text


@pytest.mark.parametrize("name", sorted(samples()))
def test_only_what_is_planted_contradicts(name: str) -> None:
    truth = samples()[name].truth
    expected = {
        "reception": ["text/reception", "text/reception.rate"],
        "growth": ["text/total.rate"],
        "part": ["basic/302"],
        "target": [],
        "total": ["expenditure/all", "支出总表 = 收支总表"],
    }
    failed = check_accounts(truth) + check_narrative(truth) + check_changes(truth)
    assert sorted(failed) == sorted(key for planted in truth.planted for key in expected[planted.id])
    targets: dict[tuple[str, str], set[str]] = {(one.project, one.name): set() for one in truth.indicators}
    for one in truth.indicators:
        targets[one.project, one.name].add(one.target)
    differing = [key for key, values in targets.items() if len(values) > 1]
    assert len(differing) == len([one for one in truth.planted if one.id == "target"])


def test_every_planted_contradiction_is_listed_with_both_places() -> None:
    text = generate.README.read_text(encoding="utf-8")
    planted = [(made.name, one) for made in samples().values() for one in made.truth.planted]
    assert len(planted) == len(city.planted()) == 5
    for name, one in planted:
        row = next(line for line in text.splitlines() if name in line and one.about in line)
        assert all(f"第{place.line}行 {place.printed}" in row for place in one.places)
        assert one.places[0].printed != one.places[1].printed


def test_source_of_the_committed_city_adds_up() -> None:
    for subject, _ in city.subjects():
        assert problems(budget_of(subject)) == []


def test_years_compare_with_one_another() -> None:
    first, second = (samples()[f"澄湖市数据管理局{year}年部门预算.txt"].truth for year in (2024, 2025))
    before, now = (truth.key_figures["支出总计"].value for truth in (first, second))
    change = next(one for one in second.statements if one.key == "text/total.change")
    assert abs(Decimal(change.printed) - (now - before)) <= Decimal("0.01")


def test_final_account_begins_with_the_budget() -> None:
    budget = by_key(samples()["澄湖市数据管理局2024年部门预算.txt"].truth)
    final = by_key(samples()["澄湖市数据管理局2024年部门决算.md"].truth)
    codes = [key.split("/")[1] for key in final if re.fullmatch(r"general/\w+/initial", key)]
    assert len(codes) > 10
    for code in codes:
        assert final[f"general/{code}/initial"].value == budget[f"general/{code}/total"].value


@few
@given(seed=SEEDS)
def test_generated_cities_add_up_and_say_where(seed: int) -> None:
    for made in make_city(seed, organizations=2, years=2):
        check_lines(made)
        check_all_figures_known(made)
        assert check_accounts(made.truth) + check_narrative(made.truth) + check_changes(made.truth) == []
        assert "澄湖市" not in made.text


@few
@given(seed=SEEDS, count=st.integers(min_value=1, max_value=5))
def test_planted_contradictions_contradict(seed: int, count: int) -> None:
    for made in make_city(seed, organizations=1, years=2, contradictions=count):
        assert len(made.truth.planted) == count
        for planted in made.truth.planted:
            first, second = planted.places
            assert first.printed.replace(",", "") != second.printed.replace(",", "")
        tabled = {planted.id for planted in made.truth.planted} - {"target"}
        failed = check_accounts(made.truth) + check_narrative(made.truth)
        assert bool(failed) == bool(tabled)


@pytest.mark.parametrize("layout", sorted(layouts()))
def test_every_layout_prints_the_same_amounts(layout: str) -> None:
    made = make_city(11, organizations=2, years=2, layout=layout)
    plain = make_city(11, organizations=2, years=2, layout="lake")
    for one, other in zip(made, plain, strict=True):
        check_lines(one)
        check_all_figures_known(one)
        for name, figure in one.truth.key_figures.items():
            scale = Decimal(10_000) if figure.unit == "元" else Decimal(1)
            assert abs(figure.value / scale - other.truth.key_figures[name].value) <= Decimal("0.005")


def test_same_seed_same_city() -> None:
    assert make_city(5) == make_city(5)
    assert make_city(5)[0].text != make_city(6)[0].text


def test_a_place_that_is_not_there_is_refused() -> None:
    subject, layout = city.subjects()[0]
    wrong = city.Planted("", "wrong", "", {"general/999/total": 1}, ())
    with pytest.raises(UnknownKeyError, match="general/999/total"):
        make_document(subject, layouts()[layout], (wrong,))


def test_budget_of_functions_equals_budget_of_economics() -> None:
    for subject, _ in city.subjects():
        budget = budget_of(subject)
        classes = [row for row in function_rows(budget) if len(row.code) == 3]
        assert sum(row.total for row in classes) == budget.total
        assert sum(row.fiscal for row in classes) == budget.fiscal
