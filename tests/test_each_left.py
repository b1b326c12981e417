"""What each of several items leaves of its budget, and what goes on from which of two is more."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant, wrongly_derived

EACH = {"1.75", "5.35", "26.39", "1.46"}  # 839.16 − 804.21 of four projects, two were spent whole


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        ([], "数据管理局2024年项目各剩多少"),
        ([], "数据管理局2024年每个项目没花完多少"),
        ([], "数据管理局2024年哪些项目没花完，各剩多少"),
        (["数据管理局2024年决算项目有哪些"], "分别还剩多少钱"),
        (["数据管理局2024年有哪些项目"], "各剩多少"),
    ],
)
def test_what_each_project_leaves_is_told(turns: list[str], question: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert {one.value for one in answer.figures if one.derived} == EACH
    assert answer.verification.status == "verified"
    assert wrongly_derived(answer) == []


def test_a_budget_alone_leaves_nothing() -> None:
    answer = sample_assistant().ask("各剩多少", ["数据管理局2025年项目有哪些"])
    assert (answer.status, answer.figures) == ("not_found", [])


def test_the_project_that_leaves_most_is_found() -> None:
    answer = sample_assistant().ask("数据管理局2024年哪个项目结余最多")
    assert [one.value for one in answer.figures if one.derived] == ["26.39"]
    assert "网上办事大厅升级" in answer.answer


WHO_MORE = "图书馆和数据管理局2025年三公经费谁多"


@pytest.mark.parametrize(
    ("turns", "question", "value"),
    [
        ([WHO_MORE], "它占支出总额多少", "0.87"),  # 35.17 of 4,049.27, the larger
        (["图书馆和数据管理局2025年三公经费谁少"], "它的接待费多少", "19800.00"),
        (["数据管理局2025年会议费和培训费哪个少"], "它占基本支出的几成", "0.10"),  # 3.35 of 3,227.72
        (["数据管理局2025年前三个项目一共多少"], "占所有项目的比重", "79.50"),  # 653.12 of 821.55
        (["数据管理局2025年哪个项目最大"], "占全部项目的多大比例", "39.44"),
    ],
)
def test_it_is_what_came_first(turns: list[str], question: str, value: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert [one.value for one in answer.figures if one.derived or value == one.value] == [value], answer.answer
    assert wrongly_derived(answer) == []


def test_what_the_largest_project_is_for_is_no_duty_of_the_body() -> None:
    answer = sample_assistant().ask("用来干什么的", ["数据管理局2025年哪个项目最大"])
    assert "扩充政务云计算和存储资源" in answer.answer
    assert "主要职责" not in answer.answer
