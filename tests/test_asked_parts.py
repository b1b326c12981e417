"""Questions for parts, for money beside a count, for months: what is asked is what is answered."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("数据局2025年支出按人员、公用、项目怎么分", ["4049.27", "2973.60", "254.12", "821.55"]),
        ("数据局2025年支出按基本和项目怎么分", ["4049.27", "3227.72", "821.55"]),
        ("数据局2025年基本支出按人员和公用怎么分", ["3227.72", "2973.60", "254.12"]),
    ],
)
def test_parts_that_a_question_names_are_listed_and_added(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == values
    assert answer.verification.status == "verified"
    assert "各项相加" in answer.answer


def test_what_is_beside_the_whole_is_told_apart() -> None:
    answer = sample_assistant().ask("数据局2025年基本支出按人员、公用、项目怎么分")
    assert "项目支出不在基本支出之内" in answer.answer
    assert answer.verification.status == "verified"


def test_all_expenditure_by_its_classification() -> None:
    answer = sample_assistant().ask("数据局2025年支出按功能分类怎么分")
    assert (answer.status, answer.figures[0].value) == ("answered", "4049.27")
    assert len(answer.figures) > 3


def test_a_follow_up_asks_for_the_parts_of_what_was_asked_before() -> None:
    answer = sample_assistant().ask("构成呢？", ["数据局2025年三公经费多少"])
    assert [figure.value for figure in answer.figures] == ["35.17", "0.00", "9.12", "26.05"]
    assert sample_assistant().ask("构成呢？").status != "answered"


@pytest.mark.parametrize("question", ["数据局2024年绩效自评涉及的金额", "数据局2024年自评项目涉及金额多少"])
def test_the_amount_beside_a_count(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("804.21", "万元")]


def test_a_month_is_no_year() -> None:
    answer = sample_assistant().ask("数据局2025年3月份办公费")
    assert answer.status == "not_found"
    assert "没有印出3月份数" in answer.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("图书馆2024年总分馆通借通还服务项目的财政拨款多少", "58.64"),  # its own table, not the first of a project
        ("图书馆2024年城市书房建设项目的财政拨款多少", "124.87"),
    ],
)
def test_the_funding_of_the_project_that_is_named(question: str, value: str) -> None:
    answer = sample_assistant().ask(question)
    assert {figure.value for figure in answer.figures} == {value}


def test_the_funding_of_one_project_is_none_of_the_organization() -> None:
    answer = sample_assistant().ask("图书馆2024年财政拨款多少")
    assert answer.figures
    assert not {"186.50", "58.64", "124.87"} & {figure.value for figure in answer.figures}


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("图书馆2025年三公经费一共安排多少钱，其中公务用车运行费多少", ["63300.00", "43500.00"]),
        ("图书馆2025年三公经费一共多少其中公务用车运行费多少", ["63300.00", "43500.00"]),
        ("图书馆2025年三公经费合计多少，公务接待费多少", ["63300.00", "19800.00"]),
        ("图书馆2025年水费、电费一共多少，邮电费多少", ["448700.00", "57100.00"]),
        ("图书馆2025年基本支出里，其中水费、电费合计多少", ["448700.00"]),
        ("图书馆2025年水费多少，电费多少，加起来多少", ["47500.00", "401200.00", "448700.00"]),
        ("图书馆2025年水费多少，加上电费一共多少", ["47500.00", "448700.00"]),
        ("图书馆2025年水费，电费，邮电费合计多少", ["505800.00"]),
    ],
)
def test_a_whole_is_not_added_to_what_is_asked_of_it(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == values


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("图书馆2025年三公经费多少，公务接待费占多少", ["63300.00", "31.28"]),
        ("图书馆2025年三公经费多少，其中公务接待费占比多少", ["63300.00", "31.28"]),
        ("图书馆2025年政府采购预算多少，货物类占多少", ["2812000.00", "68.56"]),
        ("图书馆2025年项目支出一共多少，城市书房建设占多少", ["4565060.00", "20.52"]),
        ("图书馆2025年基本支出多少，其中人员经费占比多少", ["13819915.00", "84.67"]),
        ("图书馆2025年基本支出多少，项目支出占多少", ["75.17", "24.83"]),
        ("图书馆2025年基本支出多少，占比多少", ["13819915.00", "75.17"]),
    ],
)
def test_a_share_is_of_what_was_asked_before_it(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == values


def test_two_shares_of_one_organization_have_no_winner() -> None:
    assert "最多的是" not in sample_assistant().ask("图书馆2025年基本支出和项目支出各占多少").answer


def test_units_are_put_in_order() -> None:
    answer = sample_assistant().ask("各单位2025年培训费排个名")
    assert [figure.value for figure in answer.figures] == ["6.12", "44000.00"]
    assert answer.plan["operation"] == "rank"


def test_each_item_of_a_whole() -> None:
    answer = sample_assistant().ask("数据局2025年三公经费每项分别多少")
    assert [figure.value for figure in answer.figures] == ["35.17", "0.00", "9.12", "26.05"]
