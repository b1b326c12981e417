"""One project in several tables, and what all projects come to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from index.checks import registered
from index.checks.registry import Obstacle
from index.model.document import Place
from index.model.records import Kind, Project, Role
from tests.checks_records import Records, outcomes

NAME = "数据平台运维费"


def listed(records: Records, table: int, *projects: tuple[str, str], unit: str = "万元") -> None:
    for at, (name, printed) in enumerate(projects):
        place = Place(line=1000 * table + at + 1)
        records.projects.append(Project(name, table, place, Decimal(printed), printed, unit))


def in_list_and_form(amount: str, whole: str, grant: str, unit: str = "万元") -> Records:
    """A list of projects with the columns of their funds, and the form of one of them."""
    records = Records()
    paths = [("合计",), ("本年财政拨款",), ("单位自有资金",)]
    rows = [(NAME, "42.50", "30.00", "12.50"), ("政务大厅租金", "30.50", "30.50", "")]
    table = records.table("项目支出表", paths, rows)
    listed(records, table, *((row[0], row[1]) for row in rows))
    other = "12.50" if unit == "万元" else "125000"
    form = [("资金总额：", whole), ("其中：当年财政拨款：", grant), ("其他资金：", other)]
    table = records.table(f"{NAME}绩效目标表", [()], form, unit=unit)
    listed(records, table, (NAME, amount), unit=unit)
    return records


def obstacles(records: Records) -> list[str]:
    rule = next(one for one in registered() if one.id == "projects.same")
    return [one.reason for one in rule.run(records.evidence()) if isinstance(one, Obstacle)]


def test_a_project_has_one_amount_and_its_funds_too() -> None:
    assert outcomes(in_list_and_form("42.50", "42.50", "30.00").run("projects.same")) == ["exact"] * 3
    assert outcomes(in_list_and_form("425000", "425000", "300000", "元").run("projects.same")) == ["exact"] * 3


def test_an_amount_that_looks_like_a_slip() -> None:
    found = in_list_and_form("42.80", "42.80", "30.00").run("projects.same")
    assert outcomes(found) == ["contradiction", "exact", "exact"]
    assert {one.fact for one in found[0].operands} == {0, 6}


def test_a_fund_that_looks_like_a_slip() -> None:
    found = in_list_and_form("42.50", "42.50", "30.50").run("projects.same")
    assert outcomes(found) == ["exact", "contradiction", "exact"]


def test_an_amount_that_is_far_off_is_another_figure() -> None:
    records = in_list_and_form("128.00", "128.00", "30.00")
    assert outcomes(records.run("projects.same")) == ["exact", "exact"]
    assert obstacles(records) == [f"“{NAME}”在两张表的金额（42.50万元、128.00万元）口径可能不同"]


def test_final_accounts_print_figures_of_several_stages() -> None:
    records = in_list_and_form("42.80", "42.80", "30.00")
    records.identity = replace(records.identity, kind=Kind.FINAL_ACCOUNT)
    assert outcomes(records.run("projects.same")) == ["exact", "exact"]
    assert not obstacles(records)


def test_an_amount_within_words_is_told_with_its_place() -> None:
    records = Records()
    table = records.table("项目支出表", [("合计",)], [(NAME, "42.50")])
    listed(records, table, (NAME, "42.50"))
    form = records.table(f"{NAME}绩效目标表", [()], [])
    listed(records, form, (NAME, "42.80"))
    check = records.run("projects.same")[0]
    assert check.outcome.value == "contradiction"
    assert [one.fact for one in check.operands] == [0]
    assert [(one.container, one.printed) for one in check.spots] == [(f"{NAME}绩效目标表", "42.80")]


def test_a_name_that_a_table_prints_twice_says_too_little() -> None:
    records = in_list_and_form("42.80", "42.80", "30.00")
    listed(records, 0, (NAME, "11.00"))
    assert records.run("projects.same") == []


def in_overall(whole: str, printed: str, kind: Kind = Kind.BUDGET) -> Records:
    """A project in its list, and named in 整体绩效目标表 with what it gets."""
    records = Records()
    table = records.table("项目支出表", [("合计",), ("本年财政拨款",)], [(NAME, whole, whole)])
    listed(records, table, (NAME, whole))
    table = records.table("整体绩效目标表", [("涉及财政资金",)], [(NAME, printed)])
    records.tables[table] = replace(records.tables[table], form="performance_overall")
    records.identity = replace(records.identity, kind=kind)
    return records


@pytest.mark.parametrize(
    ("printed", "kind", "expected"),
    [
        ("186.42", Kind.BUDGET, ["exact"]),
        ("186.72", Kind.BUDGET, ["contradiction"]),
        ("186.72", Kind.FINAL_ACCOUNT, []),
        ("120.00", Kind.BUDGET, []),  # what only some of the funds pay
    ],
)
def test_what_the_table_of_the_whole_says_of_a_project(printed: str, kind: Kind, expected: list[str]) -> None:
    assert outcomes(in_overall("186.42", printed, kind).run("projects.same")) == expected


def all_of(*amounts: str, said: str = "", total: str = "") -> Records:
    records = Records()
    rows = [(f"项目{at}", amount) for at, amount in enumerate(amounts)]
    table = records.table("项目支出表", [("金额",)], rows)
    listed(records, table, *rows)
    if total:
        records.table("支出预算总表", [("项目支出",)], [("合计", total)], side="支出")
    if said:
        records.say(f"项目支出{said}万元。", ("项目支出", said, "万元", Role.LEVEL))
    return records


@pytest.mark.parametrize(
    ("said", "total", "expected"),
    [
        ("742.55", "742.55", ["exact", "exact"]),
        ("742.85", "742.85", ["contradiction", "contradiction"]),
        ("742.85", "742.55", ["exact"]),  # the text is another rule's
        ("1,903.70", "", []),  # only some of the projects are listed
        ("", "", []),
    ],
)
def test_all_projects_come_to_what_is_spent_on_projects(said: str, total: str, expected: list[str]) -> None:
    assert outcomes(all_of("412.05", "330.50", said=said, total=total).run("projects.total")) == expected


def test_one_project_is_no_sum() -> None:
    assert all_of("412.05", said="412.05").run("projects.total") == []


def planned(count: str, total: str, unit: str = "个") -> Records:
    records = all_of("412.05", "330.50")
    sentence = f"2024年部门项目支出预算安排{count}{unit}项目，共{total}万元。"
    records.say(sentence, ("项目", count, unit, Role.COUNT), ("项目支出", total, "万元", Role.LEVEL))
    return records


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [
        ("2", "742.55", ["exact", "exact"]),
        ("3", "742.55", ["contradiction", "exact"]),
        ("2", "742.85", ["exact", "contradiction"]),
        ("2", "500.00", []),  # other projects than those of the tables
    ],
)
def test_sentences_about_planned_projects(count: str, total: str, expected: list[str]) -> None:
    assert outcomes(planned(count, total).run("projects")) == expected
