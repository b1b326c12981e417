"""An item within a source of funds, a nature, a function or a project: a figure of one of the two is no answer."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant

APART = [
    ("数据局2025年上级补助的办公费", "上级补助", "办公费"),
    ("数据局2025年项目支出里的办公费", "项目支出", "办公费"),
    ("数据局2025年行政运行里的办公费", "行政运行", "办公费"),
    ("数据局2025年事业收入安排的办公费", "事业收入", "办公费"),
    ("数据局2025年政府性基金的公务接待费多少", "政府性基金", "公务接待费"),
    ("数据局2025年办公费里上级补助的部分多少", "办公费", "上级补助"),
    ("数据局2025年政务云平台扩容项目里的办公费多少", "政务云平台扩容", "办公费"),
    ("数据局2025年项目支出的公务接待费比上年增加多少", "项目支出", "公务接待费"),
    ("数据局2025年项目支出里的公务接待费和培训费一共多少", "项目支出", "公务接待费"),
    ("数据局2025年公用经费里的办公费", "公用支出", "办公费"),
]


@pytest.mark.parametrize(("question", "within", "item"), APART)
def test_what_no_table_crosses_is_said_to_be_so(question: str, within: str, item: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])
    assert f"没有把“{item}”按“{within}”分开印出" in answer.answer
    assert answer.supporting  # what is printed of the two


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("数据局2025年三公经费里的公务接待费", "9.12"),
        ("数据局2025年基本支出里的办公费", "47.23"),
        ("数据局2025年商品和服务支出里的办公费", "47.23"),
        ("数据局2025年财政拨款的办公费", "47.23"),
        ("数据局2025年一般公共预算的公务接待费", "9.12"),
        ("数据局2025年一般公共服务支出里的行政运行多少", "1701.09"),
        ("数据局2025年项目支出里政务云平台扩容多少", "324.00"),
        ("数据局2025年机关运行经费里的办公费", "37.13"),
        ("数据局2025年人员经费里的基本工资", "431.26"),
    ],
)
def test_what_a_table_prints_of_the_two_is_the_answer(question: str, value: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert {figure.value for figure in answer.figures} == {value}  # the wider figure is context
    assert answer.verification.status in ("verified", "rounding")


def test_an_increase_of_two_items_is_no_sum_of_them() -> None:
    answer = sample_assistant().ask("数据局2025年公务接待费和培训费比上年增加多少")
    assert answer.plan["operation"] == "change"
    assert not [figure for figure in answer.figures if "合计" in figure.label]
