"""Projects said by parts of their names: whole, in pieces, with one wrong character; and what is none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.linking.project_parts import said_by_parts
from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.service import Assistant

NAMES = (
    ("“湖畔书屋+”邻里中心便民服务自助借阅机购置经费", "26.00", "≥95%"),
    ("湖区渔民上岸数据港项目", "40.00", "≥90%"),
    ("掌上服务大厅", "12.00", "≥91%"),
    ("23年湖心岛云服务器租赁、升级费用", "8.50", "≥92%"),
    ("24个湖村代办点运作和村级视频监控经费", "14.30", "≥93%"),
)
PROJECT = """
{0}绩效目标表

项目资金（万元）	资金总额：	{1}
	财政拨款：	{1}
	其他资金：	0.00
总体目标	按期完成。
绩效目标指标	一级指标	二级指标	三级指标	目标值
	产出指标	时效指标	前厅设备故障修复响应时间	≤4小时
	满意度指标	服务对象满意度指标	群众满意度	{2}
"""
HEAD = """澄湖市湖区便民局2024年单位预算

一、一般公共预算基本支出预算表

单位：万元

科目编码	科目名称	预算数
合计		30.00
302	商品和服务支出	30.00
30201	办公费	12.00
30202	印刷费	18.00
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    text = HEAD + "".join(PROJECT.format(*one) for one in NAMES)
    return assistant_over(tmp_path_factory.mktemp("parts"), {"预算": text})


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("湖区便民局数据港多少钱", ["40.00万元"]),
        ("湖区便民局渔民数据港项目花多少", ["40.00万元"]),
        ("湖区便民局邻里中心借阅机多少钱", ["26.00万元"]),
        ("湖区便民局掌上大厅多少钱", ["12.00万元"]),
        ("湖区便民局云服务器要花多少", ["8.50万元"]),
        ("湖区便民局村代办点项目多少钱", ["14.30万元"]),
        ("湖区便民局湖心岛云服务机租赁多少钱", ["8.50万元"]),
        ("湖区便民局数据港比掌上大厅多多少", ["40.00万元", "12.00万元", "28.00万元"]),
        ("湖区便民局云服务器项目的满意度指标是多少", ["92%"]),
    ],
)
def test_the_project_that_holds_the_words(assistant: Assistant, question: str, figures: list[str]) -> None:
    answer = assistant.ask(question)

    assert answer.status == "answered"
    assert [f"{figure.value}{figure.unit}" for figure in answer.figures] == figures


def test_an_organization_does_not_reach_into_a_name(assistant: Assistant) -> None:
    answer = assistant.ask("湖区便民局前厅设备故障多久修好")

    assert {f"{figure.value}{figure.unit}" for figure in answer.figures} == {"4小时"}


@pytest.mark.parametrize(
    "question",
    [
        "湖区便民局食堂改造多少钱",
        "湖区便民局数据港扩建多少钱",
        "湖区便民局智慧渔村项目多少钱",
        "湖区便民局邻里广场借阅机多少钱",
    ],
)
def test_a_name_that_no_project_holds_is_none(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)

    assert answer.status == "not_found"
    assert not answer.figures


def test_a_printed_name_comes_first(assistant: Assistant) -> None:
    answer = assistant.ask("湖区便民局印刷费多少")

    assert [figure.value for figure in answer.figures] == ["18.00"]


@given(st.text("湖区渔民上岸数据港掌厅云", min_size=0, max_size=12))
def test_what_is_meant_is_always_among_the_names(text: str) -> None:
    names = {name: {("project", name, "")} for name, _, _ in NAMES}

    for start, end, (meanings, _) in said_by_parts(text, [], names):
        assert 0 <= start < end <= len(text)
        assert meanings <= {one for group in names.values() for one in group}
        assert all(sum(map(name.count, set(text[start:end]))) for _, name, _ in meanings)
