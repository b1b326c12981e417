"""Differences take like with like: totals with totals, what was spent with what was planned, and say which."""

from __future__ import annotations

import pytest

from assistant.answer.computation import Computed
from tests.sample_index import sample_assistant


@pytest.mark.parametrize(
    "question",
    [
        "数据局2025年收入多少，支出多少，差多少",
        "数据局2025年收入和支出差多少",
        "数据局2025年收入比支出多多少",
        "数据局2025年收支相抵差多少",
    ],
)
def test_receipts_and_expenditure_are_compared_as_totals(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == ["4049.27", "4049.27", "0.00"]
    assert "本年收入合计" in answer.answer  # what is received this year is another figure, and told as such
    assert "26.39" in [figure.value for figure in answer.supporting]


def test_this_year_is_compared_with_this_year() -> None:
    answer = sample_assistant().ask("数据局2025年本年收入和支出差多少")
    assert [figure.value for figure in answer.figures] == ["4022.88", "4049.27", "26.39"]
    assert "本年收入合计比本年支出合计少" in answer.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("数据局2024年决算培训费少花了多少", "0.34"),
        ("数据局2024年差旅费省了多少钱", "1.58"),
        ("数据局2024年决算差旅费剩下多少没花", "1.58"),
        ("数据局2024年决算公务接待费多花了还是少花了，差多少", "1.21"),
        ("数据局2024年决算公务接待费执行率多少，少花了多少", "1.21"),
        ("数据局2024年决算公务接待费执行率多少，结余多少", "1.21"),
    ],
)
def test_what_was_not_spent_is_of_the_budget(question: str, value: str) -> None:
    answer = sample_assistant().ask(question)
    gaps = [f for f in answer.figures if f.computation and f.computation.kind is Computed.DIFFERENCE]
    assert [figure.value for figure in gaps] == [value]
    assert "2024年决算比2024年预算少" in answer.answer


def test_against_the_year_before_is_no_difference_from_the_budget() -> None:
    answer = sample_assistant().ask("数据局2024年决算培训费比上年少花了多少")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "没有写明培训费的上年数" in answer.answer


def test_a_budget_tells_nothing_of_what_was_spent() -> None:
    answer = sample_assistant().ask("数据局2025年公务接待费少花了多少")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "没有印出实际花了多少" in answer.answer


def test_what_the_unit_carries_over_stays_what_it_is() -> None:
    answer = sample_assistant().ask("数据局2024年决算结余多少")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("年末结转和结余", "26.39")]


@pytest.mark.parametrize("question", ["数据局2025年服务小微企业多少家", "数据局2025年小微企业的办公费多少"])
def test_those_who_are_served_are_no_purchases(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "not_found"
    assert all(target["text"] != "小微企业" for target in answer.plan["targets"])
