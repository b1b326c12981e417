"""Counts of things (几辆、几批次、几个科室): an account of that name holds an amount, which is no answer to them."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("数据管理局2025年公务用车有几辆", "3", "辆"),
        ("数据管理局2025年公车多少台", "3", "辆"),
        ("数据管理局2025年有几个科室", "5", "个"),
    ],
)
def test_the_count_that_a_sentence_states_is_given(question: str, value: str, unit: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert [(figure.value, figure.unit) for figure in answer.figures] == [(value, unit)]
    assert "注意" not in answer.answer


@pytest.mark.parametrize(
    "question", ["数据管理局2024年决算公务接待费几批次", "数据管理局2024年决算公务接待多少批次多少人"]
)
def test_an_amount_is_context_where_no_count_is_printed(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "有多少批次" in answer.answer
    assert [(figure.value, figure.unit) for figure in answer.supporting] == [("8.64", "万元")]


@pytest.mark.parametrize(
    "question", ["数据管理局2025年金额排前三的项目分别多少", "数据管理局2025年项目排名前三位的有哪些"]
)
def test_those_that_stand_first_are_an_order(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == ["324.00", "197.26", "131.86"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("图书馆2025年支出总表中图书馆支出多少", "13297074.00"),
        ("数据管理局2025年经济分类表里的公务用车运行维护费", "6.05"),
        ("数据管理局2025年支出总表里其他政府办公厅（室）及相关机构事务支出多少", "46.80"),
    ],
)
def test_words_of_a_table_before_an_item_name_no_organization(question: str, value: str) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == [value]
