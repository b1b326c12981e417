"""What is set side by side: a budget and another year's result, two natures in one item, sums over years."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # items of this year's budget against those of last year's final account
        ("数据局2025年预算比2024年决算增长最多的是哪个科目", ["1619.45", "1701.09", "81.64"]),
        ("数据局2024年基本支出决算里人员经费和公用经费的比例", ["92.04", "7.96"]),
        # a difference that is asked for in so many words after it
        ("数据局2024年实际花的钱比年初批的多还是少，差多少", ["3864.75", "3949.20", "84.45"]),
        ("图书馆两年差旅费合计", ["14.82"]),
        ("图书馆两年差旅费平均一年多少", ["7.41"]),
        ("数据局2025年跟云有关的项目花多少", ["324.00"]),
    ],
)
def test_what_is_set_side_by_side(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)

    assert (answer.status, [figure.value for figure in answer.figures]) == ("answered", values)


def test_the_reception_of_three_years_is_told_for_each() -> None:
    answer = sample_assistant().ask("数据局三年来公务接待费走势")

    assert {"8.64", "9.12"} <= {figure.value for figure in answer.figures}


def test_what_a_class_is_for_is_told_of_its_accounts() -> None:
    answer = sample_assistant().ask("数据局2025年卫生健康支出用来做什么")

    assert answer.status == "answered"
    assert "医疗" in answer.answer


def test_what_a_class_includes_is_told_with_its_amounts() -> None:
    answer = sample_assistant().ask("数据局2024年预算行政事业单位医疗具体包括哪些")

    assert answer.status == "answered"
    assert answer.figures
