"""What was spent in one year, however that is said, is set against the budget of the year that is named with it."""

from __future__ import annotations

import pytest

from tests.over_texts import figures
from tests.sample_index import sample_assistant, wrongly_derived


@pytest.mark.parametrize(
    "question",
    [
        "数据局2024年公务接待费实际支出比2025年预算少多少",
        "数据局2024年公务接待费实际花了多少，比2025年预算少多少",
        "数据局2024年公务接待费最终花的钱比2025年预算少多少",
        "数据局2025年公务接待费预算比2024年实际花的多多少",
        "数据局2025年公务接待费比2024年实际支出多多少",
        "数据局2025年公务接待费预算比去年决算多多少",
        "数据局2025年公务接待费预算比去年实际执行多多少",
        "数据局公务接待费预算比上年决算多多少",
    ],
)
def test_the_result_of_one_year_is_set_against_the_budget_of_the_other(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert ("0.48", "万元") in figures(answer)  # 9.12 - 8.64
    assert ("1.21", "万元") not in figures(answer)  # 9.85 - 8.64, both of 2024
    assert wrongly_derived(answer) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("数据局2024年三公经费实际支出占2025年预算的几成", [("47.48", "%")]),  # 16.70 of 35.17
        ("数据局2024年三公经费决算占2024年预算的几成", [("90.51", "%")]),  # 16.70 of 18.45
        ("数据局2025年三公经费占2025年预算的百分之几", [("0.87", "%")]),  # of the whole budget
    ],
)
def test_a_share_of_what_was_planned_then_is_of_the_same_item(question: str, expected: list[tuple[str, str]]) -> None:
    assert figures(sample_assistant().ask(question)) == expected


def test_growth_over_the_result_of_the_year_before_is_not_that_over_its_budget() -> None:
    shown = figures(sample_assistant().ask("数据局2025年三公经费预算比上年决算增长百分之几"))
    assert ("110.60", "%") in shown  # 35.17 over 16.70
    assert ("90.62", "%") not in shown  # over 18.45


def test_a_share_within_one_of_two_years_is_no_share_over_both() -> None:
    answer = sample_assistant().ask("数据局2024年三公经费决算占2025年预算总额的几成")
    assert (answer.status, answer.figures) == ("not_found", [])
