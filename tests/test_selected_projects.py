"""What selected projects come to and make up, projects under an account, what is bought of a kind, posts and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures
from tests.sample_index import sample_assistant

if TYPE_CHECKING:
    from pathlib import Path


def _asserted(question: str) -> list[tuple[str, str]]:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    return [(figure.value, figure.unit) for figure in answer.figures]


def test_projects_of_a_fund_are_listed_with_their_sum_and_their_share() -> None:
    shown = _asserted("图书馆2024年用单位自有资金的项目有哪些，一共多少钱，占项目总额多少")
    assert shown == [("24.80", "万元"), ("8.60", "万元"), ("33.40", "万元"), ("6.94", "%")]


@pytest.mark.parametrize(
    ("question", "share"),
    [
        # of both, not of the one so called
        ("图书馆2024年带“城市书房”字样的项目有哪些，合计多少，占项目支出的比重", "32.55"),
        ("图书馆2024年超过50万元的项目合计占全部项目的百分之几", "76.85"),
        ("数据管理局2025年结转的项目占全部项目的比重", "3.21"),
        ("数据管理局2025年一般行政管理事务下的项目合计占项目支出的比重", "79.50"),
    ],
)
def test_the_share_of_selected_projects_is_of_all_that_are_selected(question: str, share: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.verification.status) == ("answered", "verified")
    assert [figure.value for figure in answer.figures if figure.unit == "%"] == [share]


def test_a_share_goes_on_from_the_projects_that_were_selected() -> None:
    answer = sample_assistant().ask("占全部项目的百分之几", ["图书馆2024年超过50万元的项目有几个，合计多少钱"])
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("76.85", "%")]


@pytest.mark.parametrize(
    "question",
    [
        "数据管理局2025年列在2010302科目的项目有几个，一共多少钱",
        "数据管理局2025年一般行政管理事务的项目有几个，共多少钱",
    ],
)
def test_projects_under_an_account_are_counted_and_added(question: str) -> None:
    assert _asserted(question) == [("3", "个"), ("653.12", "万元")]


def test_what_is_bought_of_a_class_is_counted_and_added() -> None:
    assert _asserted("数据管理局2025年政府采购里货物类有几项，一共多少钱") == [("2", "个"), ("214.00", "万元")]


def test_posts_and_people_of_the_body_that_is_named() -> None:
    assert _asserted("大数据中心2025年编制几个，在职多少人") == [("28", "人"), ("26", "人")]


def test_the_sum_over_bodies_alone_is_asserted() -> None:
    assert _asserted("数据管理局2025年各单位在职人数合计") == [("109", "人")]
    assert _asserted("数据管理局2025年空编多少人") == [("8", "人")]


def test_the_body_with_the_fewest_posts() -> None:
    answer = sample_assistant().ask("数据管理局2025年编制最少的单位是哪个")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("12", "人")]
    assert "澄湖市信息安全测评站" in answer.answer


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("图书馆2024年读者培训与讲座资金总额多少，财政拨款多少，其他资金多少", ["24.80", "0.00", "24.80"]),
        ("图书馆2024年23年城市书房建设资金总额是多少，里面有上年结转吗", ["31.85", "31.85"]),
        ("图书馆2024年地方文献数字化的当年财政拨款和上年结转各多少", ["46.23", "0.00"]),
    ],
)
def test_what_a_part_asks_of_a_project_is_of_its_own_table(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert [figure.value for figure in answer.figures] == values


def test_the_share_of_a_project_in_all_that_have_targets() -> None:
    shown = _asserted("图书馆2024年城市书房建设多少钱，占绩效目标项目总资金的比重")
    assert shown[0] == ("124.87", "万元")
    assert shown[-1][1] == "%"


def test_parts_are_listed_by_their_share() -> None:
    answer = sample_assistant().ask("图书馆2024年工资福利支出里占比超过10%的有哪些")
    told = {figure.label: figure.value for figure in answer.figures if figure.unit == "%"}
    assert set(told.values()) == {"19.79", "39.95", "11.76", "10.50"}


def test_one_item_in_all_and_in_basic_expenditure() -> None:
    shown = _asserted("图书馆2024年商品和服务支出全口径比基本支出里的多多少")
    assert ("104.87", "万元") in shown


def test_a_room_is_no_department() -> None:
    answer = sample_assistant().ask("澄湖市展厅开放几天")
    assert "请先载入该单位的文件" not in answer.answer


def test_a_share_of_two_years_is_told_in_points() -> None:
    shown = _asserted("数据管理局项目支出占支出的比重，2025年比2024年低了几个百分点")
    assert [value for value, unit in shown if unit == "百分点"] == ["0.96"]


LIST = """云泽市水务局2025年部门预算
表5 部门项目支出预算表
部门：云泽市水务局　金额单位：万元
单位名称⇥项目名称⇥合计⇥本年财政拨款⇥上年结转
合计⇥⇥460.00⇥420.00⇥40.00
云泽市水务局（本级）⇥水情监测系统维护⇥120.00⇥120.00⇥0.00
云泽市水务局（本级）⇥水资源调查⇥80.00⇥60.00⇥20.00
云泽市河道管理中心⇥河道保洁⇥150.00⇥150.00⇥0.00
云泽市河道管理中心⇥堤防巡查⇥60.00⇥60.00⇥0.00
云泽市水文站⇥测站更新⇥50.00⇥30.00⇥20.00
"""


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("水务局本级的项目有几个", [("2", "个")]),
        ("河道管理中心的项目一共多少钱", [("210.00", "万元")]),
        ("河道管理中心的项目占全部项目的百分之几", [("45.65", "%")]),
        ("水务局有几个项目", [("5", "个")]),
    ],
)
def test_projects_of_a_body_are_those_of_its_rows(tmp_path: Path, question: str, shown: list[tuple[str, str]]) -> None:
    answer = assistant_over(tmp_path, {"云泽市水务局2025年部门预算": LIST.replace("⇥", "\t")}).ask(question)
    assert (answer.status, figures(answer)) == ("answered", shown)


def test_cars_of_the_year_before_are_what_a_budget_is_divided_by() -> None:
    assert _asserted("数据局2025年平均每辆车的运行费多少") == [("2.75", "万元")]
