"""Of what whole a rate is, and against what an item's row sets it (按哪个口径): small invented documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.answer.model import Answer

FINAL = """云泽市园林局2024年度部门决算
一、支出决算总表
单位：万元
| 项目 | 年初预算数 | 调整预算数 | 决算数 |
| 本年支出合计 | 200.00 | 250.00 | 225.00 |
二、项目支出情况表
单位：万元
| 项目名称 | 2023年预算数 | 2024年预算数 |
| 行道树补种 | 10.00 | 12.00 |
| 公园保洁 | 30.00 | 25.00 |
"""


def _ask(tmp_path: Path, question: str) -> Answer:
    return assistant_over(tmp_path, {"a": FINAL}).ask(question)


def test_a_rate_of_which_of_two_budgets_is_asked_back(tmp_path: Path) -> None:
    answer = _ask(tmp_path, "园林局2024年预算执行率是多少")
    assert (answer.status, answer.figures) == ("clarify", [])
    assert {"112.50", "90.00"} <= {figure.value for figure in answer.supporting}  # 225 ÷ 200, 225 ÷ 250


def test_a_rate_of_the_budget_that_is_named(tmp_path: Path) -> None:
    answer = _ask(tmp_path, "园林局2024年支出完成年初预算的百分之几")
    assert answer.status == "answered"
    assert "112.50" in [figure.value for figure in answer.figures]


HEALTH = """云泽市卫健局2024年度部门决算
一、支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| | 合计 | 500.00 | 300.00 | 200.00 |
| 21004 | 公共卫生 | 120.00 | | 120.00 |
| 2100408 | 基本公共卫生服务 | 120.00 | | 120.00 |
二、一般公共预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 年初预算数 | 调整预算数 | 决算数 |
| | 合计 | 440.00 | 480.00 | 460.00 |
| 2100408 | 基本公共卫生服务 | 90.00 | 110.00 | 105.00 |
三、收入支出决算总表
单位：万元
| 项目 | 决算数 |
| 年初结转和结余 | 40.00 |
| 年末结转和结余 | 56.30 |
"""


def _health(tmp_path: Path, question: str) -> Answer:
    return assistant_over(tmp_path, {"h": HEALTH}).ask(question)


def test_a_final_account_is_set_against_the_adjusted_budget_of_its_own_row(tmp_path: Path) -> None:
    answer = _health(tmp_path, "卫健局2024年基本公共卫生服务的决算数比调整预算少了多少")
    assert [figure.value for figure in answer.figures] == ["105.00", "110.00", "5.00"]


def test_a_share_of_the_adjusted_budget(tmp_path: Path) -> None:
    answer = _health(tmp_path, "卫健局2024年基本公共卫生服务决算占调整预算的百分之几")
    assert "95.45" in [figure.value for figure in answer.figures]


def test_what_is_left_at_the_end_of_a_year_against_its_beginning(tmp_path: Path) -> None:
    answer = _health(tmp_path, "卫健局2024年年末结转比年初多了多少")
    assert "16.30" in [figure.value for figure in answer.figures]


def test_who_has_something_of_an_item(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(
        "云泽市园林局2024年度部门决算\n收入支出决算总表\n单位：万元\n| 项目 | 决算数 |\n| 年初结转和结余 | 0.00 |\n",
        encoding="utf-8",
    )
    answer = _health(tmp_path, "哪些单位在2024年有上年结转结余，分别多少")
    assert [(figure.organization, figure.value) for figure in answer.figures] == [("云泽市卫健局", "40.00")]
