"""Answers from tables in the forms of other provinces, of an invented city."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.service import Assistant

LEVEE = """澄湖市堤防管理处2023年度部门决算
二、财政拨款支出决算情况
（1）水利工程运行与维护（2130306）年初预算180.00万元，决算数265.61万元，比年初预算增加85.61万元，主要是追加水毁修复资金。
"""
FINAL = """澄湖市审计局2023年度部门决算

一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表
单位：万元
项目\t小计\t因公出国（境）费用\t公务接待费\t会议费\t培训费
预算数\t1.50\t0.00\t1.50\t3.00\t4.00
决算数\t1.20\t0.00\t1.20\t2.50\t3.65
"""
BUDGET = """澄湖市文物保护中心2024年单位预算

项目支出表
单位：万元
项目名称\t合计\t一般公共预算
馆藏数字化\t200.00\t200.00
遗址保护\t90.00\t90.00
合计\t290.00\t290.00

政府采购支出表
单位：万元
采购项目\t采购目录\t合计
合计\t\t126.00
馆藏数字化\tC-服务\t126.00

固定资产占用情况表

项目\t数量\t价值（金额单位：万元）
资产总额\t—\t12.00
其中：办公用房（平方米）\t300.00\t8.00
"""
RUNNING = """澄湖市机关事务中心2025年部门预算

部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t90.00\t60.00\t30.00
2010303\t机关服务\t90.00\t60.00\t30.00

一般公共预算基本支出表
单位：万元
经济分类科目\t金额
合计\t60.00
[301]工资福利支出\t40.00
[302]商品和服务支出\t20.00
[30201]办公费\t12.00
[30206]电费\t8.00

二、收支情况说明
2025年收支总预算90.00万元，较上年预算（80.00万元）增加10.00万元，增长12.50%。
三、基本支出情况说明
支出较去年减少9.00万元，主要是基本支出减少6.00万元，项目支出减少3.00万元。
基本支出60.00万元，比2024年减少6.00万元，主要原因是人员调出。
项目支出表
单位：万元
项目名称\t金额
食堂改造\t18.00
绿化养护\t12.00
合计\t30.00

四、机构运行经费
2025年机构运行经费15.00万元，其中办公费8.00万元、电费7.00万元。
第四部分 名词解释
1.机关服务（2010303）：指为机关提供后勤服务的支出。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"final": FINAL, "budget": BUDGET, "running": RUNNING, "levee": LEVEE}
    return assistant_over(tmp_path_factory.mktemp("other_forms"), texts)


def figures(assistant: Assistant, question: str) -> list[tuple[str, str]]:
    return [(one.value, one.unit) for one in assistant.ask(question).figures]


@pytest.mark.parametrize("question", ["培训费预算多少、决算多少", "培训费预算和决算各多少"])
def test_a_name_that_ends_in_budget_does_not_hide_the_stage(assistant: Assistant, question: str) -> None:
    assert figures(assistant, f"澄湖市审计局2023年{question}") == [("4.00", "万元"), ("3.65", "万元")]


def test_a_project_is_all_of_it_and_not_what_is_bought_for_it(assistant: Assistant) -> None:
    assert figures(assistant, "澄湖市文物保护中心2024年馆藏数字化项目预算多少") == [("200.00", "万元")]


def test_an_item_with_columns_of_different_things_is_told_column_by_column(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市文物保护中心办公用房有多少")
    assert answer.status == "clarify"
    assert "300.00平方米" in answer.answer
    assert "8.00万元" in answer.answer


@pytest.mark.parametrize("question", ["机关服务（2010303）支出预算是多少", "机关服务支出预算多少"])
def test_an_account_with_its_code_is_asked_for_alone(assistant: Assistant, question: str) -> None:
    assert figures(assistant, f"澄湖市机关事务中心2025年{question}") == [("90.00", "万元")]


def test_parts_are_taken_within_what_they_are_said_to_be_of(assistant: Assistant) -> None:
    asked = "澄湖市机关事务中心2025年机构运行经费"
    assert figures(assistant, f"{asked}里办公费和电费一共多少") == [("15.00", "万元")]
    assert figures(assistant, f"{asked}中电费多少") == [("7.00", "万元")]


def test_growth_over_an_amount_in_brackets(assistant: Assistant) -> None:
    found = figures(assistant, "澄湖市机关事务中心2025年收支总预算比上年增加多少、增长多少")
    assert {("10.00", "万元"), ("12.50", "%")} <= set(found)


def test_what_the_reason_of_a_whole_says_of_a_part_is_not_the_reason_of_the_part(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市机关事务中心2025年基本支出为什么比上年减少")
    assert "人员调出" in answer.answer


def test_the_accounts_of_bracketed_codes_are_ranked(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市机关事务中心2025年商品和服务支出里最大的一项是什么")
    assert "办公费" in answer.answer
    assert [(one.value, one.unit) for one in answer.figures][:1] == [("12.00", "万元")]


@pytest.mark.parametrize("question", ["公务接待费预算多少，花了多少", "公务接待费预算多少，实际支出多少"])
def test_what_was_planned_and_then_what_was_spent(assistant: Assistant, question: str) -> None:
    assert figures(assistant, f"澄湖市审计局2023年{question}") == [("1.50", "万元"), ("1.20", "万元")]


@pytest.mark.parametrize("question", ["办公费预算和决算各多少", "办公费预算多少，用了多少"])
def test_the_result_of_a_year_of_which_only_the_budget_is_loaded(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(f"澄湖市机关事务中心2025年{question}")
    assert "查不到决算数" in answer.answer
    assert answer.verification.status == "unverified"


def test_the_largest_project_and_what_all_of_them_come_to(assistant: Assistant) -> None:
    found = figures(assistant, "澄湖市机关事务中心2025年项目总额多少，最大的是哪个")
    assert found == [("18.00", "万元"), ("30.00", "万元")]


def test_natures_of_an_account_that_no_table_divides_by_them(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市机关事务中心2025年商品和服务支出，基本和项目各多少")
    assert answer.status == "not_found"
    assert [(one.value, one.unit) for one in answer.figures] == []


def test_the_reason_of_a_difference_from_the_budget(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市堤防管理处2023年水利工程运行与维护比年初预算增加多少，为什么")
    assert "追加水毁修复资金" in answer.answer
    assert ("85.61", "万元") in [(one.value, one.unit) for one in answer.figures]
