"""What the money is for, which year has more, where a change lies, what is left of a whole, cells left empty."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant, wrongly_derived

FIGURES = [
    # 1,420.60 + 224.22 + 58.63 + 114.83 (项 of 207, 208, 210, 221) are all that is spent
    ("图书馆2024年钱都花哪了", ["1818.29", "1420.60", "224.22", "58.63", "114.83"]),
    ("图书馆2024年钱花在哪些方面", ["1818.29", "1420.60", "224.22", "58.63", "114.83"]),
    ("图书馆2024年三公经费里除了公务接待费还有多少", ["4.50"]),  # 6.66 − 2.16
]


@pytest.mark.parametrize(("question", "values"), FIGURES)
def test_the_figures_are_those_asked_for(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered", answer.answer
    assert [one.value for one in answer.figures] == values, answer.answer
    assert not wrongly_derived(answer)


def test_the_year_that_has_less_is_told() -> None:
    answer = sample_assistant().ask("图书馆2024年和2025年哪年的公务接待费低")  # 2.16万元, 19,800.00元
    assert answer.status == "answered", answer.answer
    assert "最少的是澄湖市图书馆2025年" in answer.answer
    more = sample_assistant().ask("图书馆2024年和2025年哪年的公务接待费高")
    assert "最多的是澄湖市图书馆2024年" in more.answer


@pytest.mark.parametrize("follow_up", ["主要涨在哪个科目", "哪些科目增加了"])
def test_the_parts_of_a_change_are_listed_after_it(follow_up: str) -> None:
    first = "图书馆2025年工资福利支出比2024年多多少"
    answer = sample_assistant().ask(follow_up, [first])
    assert answer.status == "answered", answer.answer
    assert "工资福利支出中2025年比2024年增加的" in answer.answer
    assert "基本工资" in answer.answer


def test_empty_cells_are_told_apart_from_zero() -> None:
    answer = sample_assistant().ask("数据局2024年决算哪些项级科目没有项目支出")
    assert "行政运行" in answer.answer
    assert "一般行政管理事务" not in answer.answer
    assert not answer.figures or all(one.value == "0.00" for one in answer.figures)


CONVERSATIONS = [
    (["图书馆2025年工资福利支出比2024年多多少"], "百分之几"),
    (["图书馆2025年工资福利支出比2024年多多少"], "百分比是多少"),
]


@pytest.mark.parametrize(("turns", "question"), CONVERSATIONS)
def test_a_change_is_told_in_percent_after_it(turns: list[str], question: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered", answer.answer
    assert "3.83" in [one.value for one in answer.figures if one.unit == "%"]  # 418,572.00 ÷ 10,935,400
    assert not wrongly_derived(answer)


def test_the_second_of_an_order_of_bodies_is_found_after_questions_about_the_first() -> None:
    turns = ["2025年支出总计哪家单位最多", "它的项目支出多少", "占它支出总计的比重"]
    answer = sample_assistant().ask("第二名呢", turns)
    assert answer.status == "answered", answer.answer
    assert "澄湖市图书馆" in answer.answer  # 18,384,975.00元 beside 4,049.27万元
    assert {one.value for one in answer.figures} >= {"18384975.00"}, answer.answer


EQUATIONS = [
    ("图书馆2024年基本支出加项目支出等于合计吗", "成立", ["1336.80", "481.49", "1818.29", "1818.29"]),
    (
        "图书馆2025年人员经费加公用经费等于合计吗",
        "成立",
        ["11701812.00", "2118103.00", "13819915.00", "13819915.00"],
    ),
]


@pytest.mark.parametrize(("question", "result", "values"), EQUATIONS)
def test_a_bare_total_is_that_of_what_is_added(question: str, result: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert f"核对结果：{result}" in answer.answer, answer.answer
    assert [one.value for one in answer.figures] == values, answer.answer


def test_money_in_all_is_the_whole_budget_of_one_who_is_asked_about_alone() -> None:
    assert [one.value for one in sample_assistant().ask("图书馆2024年一共多少钱").figures] == ["1818.29"]
    both = sample_assistant().ask("一共多少钱", ["图书馆2024年水费多少", "电费呢"])
    assert [one.value for one in both.figures] == ["44.53"], both.answer  # 4.68 + 39.85
