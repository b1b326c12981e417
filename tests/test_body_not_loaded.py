"""A body that is not loaded is said not to be, though it stands without a place and one other body is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.service import Assistant

BUDGET = """云泽市水木街道办事处2025年部门预算
一般公共预算“三公”经费支出预算表
单位：万元
合计	因公出国（境）费	公务用车购置及运行费	公务接待费
6.20	0.00	5.00	1.20
一般公共预算基本支出经济分类表
单位：万元
科目编码	科目名称	金额
30228	工会经费	8.10
30215	会议费	2.00
30229	福利费	3.00
“三公”经费预算情况说明
2025年“三公”经费预算6.20万元，其中公务接待费1.20万元。
"""
BODIES = [
    "青石街道", "档案局", "数据局", "档案馆", "残联", "妇联", "团委", "实验小学", "人民医院", "供销社", "科协", "党校",
    "信访办", "公安分局", "红十字会", "工商联", "区人大", "纪委", "武装部", "编办", "投促办", "老干部局", "社保中心",
    "公积金中心", "融媒体中心", "殡仪馆", "公园管理处", "路灯所", "消防支队", "海关", "统计局", "民宗办",
    "青石市", "青石县",
]  # fmt: skip
OWN = [
    "水木街道2025年三公经费多少",
    "水木街办三公经费",
    "街道2025年三公经费",
    "这个街道2025年三公经费多少",
    "本单位2025年三公经费",
    "全部三公经费多少",
    "三公经费多少",
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("one-body"), {"云泽市水木街道办事处2025年部门预算": BUDGET})


@pytest.mark.parametrize("body", BODIES)
def test_the_figure_of_another_body_is_no_answer(assistant: Assistant, body: str) -> None:
    """Whatever is asked of it: the one body that is loaded is not meant."""
    for question in (f"{body}2025年三公经费多少", f"请问{body}的公务接待费是多少", f"{body}三公经费"):
        answer = assistant.ask(question)
        assert (answer.status, answer.figures, answer.supporting) == ("not_found", [], []), question
        assert f"文件中没有“{body}”" in answer.answer


@pytest.mark.parametrize("question", OWN)
def test_the_loaded_body_is_meant_by_its_short_forms(assistant: Assistant, question: str) -> None:
    """Its own forms, a bare ending and words for all of it are no other body."""
    answer = assistant.ask(question)
    assert [figure.value for figure in answer.figures] == ["6.20"], answer.answer


@pytest.mark.parametrize(("question", "value"), [("工会经费多少", "8.10"), ("会议费2025年多少", "2.00")])
def test_an_item_whose_name_begins_like_a_body_is_the_item(assistant: Assistant, question: str, value: str) -> None:
    """工会|经费, 会议|费."""
    assert [figure.value for figure in assistant.ask(question).figures] == [value]


def test_a_follow_up_about_another_body_has_no_figure(assistant: Assistant) -> None:
    """档案局呢, after the loaded one's."""
    answer = assistant.ask("档案局呢", ["水木街道2025年三公经费多少"])
    assert (answer.status, answer.figures) == ("not_found", [])


@pytest.mark.parametrize("question", ["体检费多少", "食堂补贴2025年多少", "慰问金多少", "绿化费"])
def test_a_cost_that_no_document_prints_is_a_question_about_them(assistant: Assistant, question: str) -> None:
    """It is not found; it is not said to be about something else."""
    answer = assistant.ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


@pytest.mark.parametrize("question", ["今天天气怎么样", "学费多少", "你是谁"])
def test_what_is_about_something_else_is_out_of_scope(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "out_of_scope"
