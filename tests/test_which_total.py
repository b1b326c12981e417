"""Totals, results and units as they are asked: which total is meant is told or asked back, and never assumed."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant, wrongly_derived


def test_a_budget_of_no_side_is_set_against_what_was_spent_and_the_other_total_is_told() -> None:
    answer = sample_assistant().ask("数据管理局2025年预算比2024年决算多多少")
    assert [one.value for one in answer.figures if one.derived] == ["184.52"]  # 4,049.27 − 3,864.75
    assert "158.14" in [one.value for one in answer.supporting if one.derived]  # 4,049.27 − 3,891.13
    assert "总计含上年结转和年末结转" in answer.answer
    assert wrongly_derived(answer) == []


def test_a_total_of_final_accounts_that_is_named_is_meant() -> None:
    answer = sample_assistant().ask("数据管理局2025年预算的支出总计比2024年决算的支出总计多多少")
    assert [one.value for one in answer.figures if one.derived] == ["158.14"]


@pytest.mark.parametrize("question", ["数据管理局2025年合计是多少", "数据管理局2025年小计多少"])
def test_a_total_of_no_table_is_asked_back_with_those_of_the_tables(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("clarify", [])
    assert {"4049.27", "3227.72", "35.17"} <= {one.value for one in answer.supporting}


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("数据管理局2025年人员经费和公用经费加起来多少元", "32277200.00", "元"),
        ("数据管理局2025年人员经费和公用经费合计是多少亿元", "0.322772", "亿元"),
        ("图书馆2025年水费电费一共多少万", "44.87", "万元"),  # printed in 元
    ],
)
def test_what_is_added_up_is_told_in_the_unit_that_is_asked(question: str, value: str, unit: str) -> None:
    answer = sample_assistant().ask(question)
    assert [(one.value, one.unit) for one in answer.figures] == [(value, unit)]
    assert wrongly_derived(answer) == []


@pytest.mark.parametrize(
    ("question", "gap"),
    [
        ("数据管理局2024年公务用车运行费为什么超预算", "0.54"),  # 8.06 of 8.60
        ("数据管理局2024年政务公开审批为什么没花完", "26.39"),  # 86.21 of 112.60
    ],
)
def test_why_a_result_is_not_as_planned_is_told_from_final_accounts(question: str, gap: str) -> None:
    answer = sample_assistant().ask(question)
    assert gap in [one.value for one in answer.figures if one.derived]
    assert {one.kind for one in answer.figures} == {"决算"}
    assert "主要原因是" in answer.answer
    assert "文件没有写明原因" not in answer.answer


LATER = ("数据局2025年三公经费比2024年多多少", "哪项占得最多")


def test_what_is_most_after_two_years_is_of_the_later_one() -> None:
    answer = sample_assistant().ask(LATER[1], [LATER[0]])
    assert [(one.value, one.year) for one in answer.figures] == [("26.05", 2025)]
    assert answer.verification.status == "verified"
    whole = sample_assistant().ask("数据局2025年三公经费多少，比2024年多多少，哪项占得最多")
    assert {one.year for one in whole.figures if one.label.startswith("公务")} == {2025}


def test_what_it_consists_of_after_a_change_is_no_change() -> None:
    answer = sample_assistant().ask("由哪几块构成", [LATER[0]])
    assert {one.value for one in answer.figures} == {"35.17", "0.00", "9.12", "26.05"}


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("数据管理局2024年收入决算表里哪个科目最多", "1645.83"),  # spent: 1,619.45
        ("数据管理局2024年决算收入表里财政拨款收入最多的科目是哪个", "1645.83"),
        ("图书馆2025年收入总表里事业收入最多的科目是哪个", "265500.00"),
    ],
)
def test_accounts_of_the_table_of_receipts_are_those_that_it_prints(question: str, value: str) -> None:
    assert [one.value for one in sample_assistant().ask(question).figures] == [value]
