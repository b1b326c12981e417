"""The share of the largest parts: each of them, and all of them together."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant


def test_the_largest_parts_have_shares_and_one_together() -> None:
    answer = sample_assistant().ask("数据局2025年商品和服务支出最大的三项占比")
    figures = [(figure.label, figure.value) for figure in answer.figures]
    assert [value for label, value in figures if "占" in label] == ["19.51", "18.46", "16.46", "54.43"], answer.answer
    assert figures[-1][0] == "前3项合计占商品和服务支出比重"
    assert "最多的是" not in answer.answer  # the order of the list tells it
    assert [value for label, value in figures if "占" not in label] == ["242.02", "47.23", "44.67", "39.84"]


def test_the_share_of_the_largest_parts_together_is_what_is_asked_for() -> None:
    answer = sample_assistant().ask("数据局2025年商品和服务支出前三项合计占多少")
    assert [figure.value for figure in answer.figures] == ["242.02", "54.43"], answer.answer
    assert {"47.23", "44.67", "39.84"} <= {figure.value for figure in answer.supporting}


@pytest.mark.parametrize("words", ["三公经费合计，分别是多少", "三公经费各是多少"])
def test_each_of_the_three_is_told(words: str) -> None:
    answer = sample_assistant().ask(f"数据局2025年{words}")
    assert [figure.value for figure in answer.figures] == ["35.17", "0.00", "9.12", "26.05"], answer.answer


def test_kinds_written_without_anything_between_are_each_told() -> None:
    answer = sample_assistant().ask("数据局2025年政府采购货物服务工程各多少")
    assert {figure.value for figure in answer.figures} == {"214.00", "349.16", "0.00"}, answer.answer


def test_what_a_project_is_to_reach_is_no_amount() -> None:
    answer = sample_assistant().ask("数据局2025年平台运维项目的目标")
    assert ("新增共享接口数量", "120") in [(figure.label, figure.value) for figure in answer.figures], answer.answer


def test_points_of_a_whole_are_a_share() -> None:
    answer = sample_assistant().ask("数据局2025年公务接待费占总支出几个点")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("0.23", "%")], answer.answer


def test_an_exact_amount_chooses_projects() -> None:
    answer = sample_assistant().ask("数据局2025年324万元的项目是哪个")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("政务云平台扩容", "324.00")], answer.answer


def test_which_within_an_item_exceeds_is_not_the_item() -> None:
    answer = sample_assistant().ask("数据局2025年工资福利支出里有没有超过700万的")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("奖金", "769.03")], answer.answer


def test_a_difference_of_two_is_no_change_of_one() -> None:
    answer = sample_assistant().ask("数据局2025年基本支出和项目支出差多少，为什么")
    assert "2406.17" in [figure.value for figure in answer.figures], answer.answer
    assert "没有写明原因" in answer.answer
