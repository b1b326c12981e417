"""Organizations in order: ties are all told, and what has no place in the order is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over
from tests.sample_index import sample_assistant

if TYPE_CHECKING:
    from assistant.service import Assistant

BUDGET = """云泽市{name}2025年部门预算
一般公共预算“三公”经费支出预算表
单位：万元
合计	因公出国（境）费	公务用车购置及运行费	公务接待费
{total}	0.00	{cars}	{meals}
"""
BODIES = [
    ("档案馆", "6.20", "5.00", "1.20"),
    ("气象局", "6.20", "5.00", "1.20"),
    ("粮食局", "3.00", "2.10", "0.90"),
    ("地震局", "0.80", "", "0.80"),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {
        f"云泽市{name}2025年部门预算": BUDGET.format(name=name, total=total, cars=cars, meals=meals)
        for name, total, cars, meals in BODIES
    }
    return assistant_over(tmp_path_factory.mktemp("ranked"), texts)


def test_all_that_come_first_are_told(assistant: Assistant) -> None:
    """Two of 5.00: neither alone is the most."""
    answer = assistant.ask("2025年哪个单位公务用车购置及运行费最高")
    assert [(figure.value, figure.organization) for figure in answer.figures] == [
        ("5.00", "云泽市档案馆"),
        ("5.00", "云泽市气象局"),
    ]
    assert "最多的是云泽市档案馆2025年部门预算、云泽市气象局2025年部门预算" in answer.answer


def test_an_empty_cell_has_no_place_in_the_order(assistant: Assistant) -> None:
    """It is named, and of a smallest one nothing is confirmed: empty is not 0.00."""
    most = assistant.ask("2025年哪个单位公务用车购置及运行费最高")
    assert "云泽市地震局2025年部门预算：公务用车购置及运行费：表中该格为空，没有排进来" in most.answer
    least = assistant.ask("2025年哪个单位公务用车购置及运行费最低")
    assert [figure.value for figure in least.figures] == ["2.10"]
    assert "以上排序不完整" in least.answer
    assert least.verification.status == "unverified"


def test_where_all_have_a_place_nothing_is_missing(assistant: Assistant) -> None:
    """Every body prints what it plans for receptions."""
    answer = assistant.ask("2025年哪个单位公务接待费最低")
    assert [figure.value for figure in answer.figures] == ["0.80"]
    assert "不完整" not in answer.answer


def test_a_share_of_the_sum_of_several_is_no_sum() -> None:
    """占公用经费的比, without 重 or 例: (25.16 + 6.12) ÷ 254.12."""
    answer = sample_assistant().ask("数据局2025年差旅费和培训费合计占公用经费的比")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("12.31", "%")]


def test_a_sum_is_told_beside_the_average_of_it() -> None:
    """Over two years: 26.80 + 25.16, and half of it."""
    answer = sample_assistant().ask("数据局2024年预算和2025年预算的差旅费合计多少，平均每年多少")
    assert {("51.96", "万元"), ("25.98", "万元")} <= {(figure.value, figure.unit) for figure in answer.figures}


def test_an_order_from_the_largest_to_the_smallest_is_of_all(assistant: Assistant) -> None:
    """从高到低 asks for every place, not for the first."""
    answer = assistant.ask("2025年各单位公务接待费从高到低")
    assert [figure.value for figure in answer.figures] == ["1.20", "1.20", "0.90", "0.80"]


def test_a_comparison_without_a_verb_is_a_comparison() -> None:
    """差旅费比上年: 26.80 − 25.16, and not the amount of the year alone."""
    answer = sample_assistant().ask("数据局2025年差旅费比上年")
    assert ("1.64", "万元") in [(figure.value, figure.unit) for figure in answer.figures]
