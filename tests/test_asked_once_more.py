"""Questions in other words than documents use: suppositions, next year, two stages, what runs on from an item."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("数据局2025年水费提高10%是多少", "2.04"),
        ("数据局2025年水费翻番后是多少", "3.70"),
        ("数据局2025年水费以外的公用支出多少", "252.27"),
        ("数据局2025年水费+电费=?", "14.99"),
        ("数据局2025年水费与电费的差值", "11.29"),
        ("数据局2025年水费、电费、邮电费哪个大", "13.14"),
    ],
)
def test_what_is_supposed_is_worked_out(question: str, value: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert value in [figure.value for figure in answer.figures], answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "数据局2025年水费如果涨一倍再打八折是多少",
        "数据局2025年培训费够不够办公费的两成",
        "数据局2025年领导出差多少钱",
        "数据局2025年临聘人员经费",
        "数据局2025年办公费里有多少是项目的",
        "数据局2025年办公费每个职工摊多少",
        "数据局明年的办公费",
    ],
)
def test_what_the_documents_do_not_tell_is_not_answered_by_what_they_do(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status != "answered", answer.answer
    assert answer.figures == []


def test_accounts_below_their_budget_are_all_listed() -> None:
    answer = sample_assistant().ask("数据局2024年决算比预算少的有哪些科目")
    assert answer.status == "answered"
    assert "减少的 12 项" in answer.answer  # each 项 of the table prints less than its 年初预算
    assert {"86.21", "112.60", "675.81", "268.09"} <= {figure.value for figure in answer.figures}


def test_one_of_two_that_is_no_name_is_told() -> None:
    answer = sample_assistant().ask("数据局2025年水费和煤气比谁贵")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "没有印出“煤气”" in answer.answer


def test_a_difference_of_two_items_is_no_saving() -> None:
    answer = sample_assistant().ask("数据局2024年决算水费比电费少花多少")
    assert "水费比电费少" in answer.answer


def test_an_amount_is_no_place() -> None:
    answer = sample_assistant().ask("图书馆2025年电费40万里水费占几成")
    assert {figure.organization for figure in answer.figures} <= {"澄湖市图书馆"}


def test_which_of_two_and_by_how_much() -> None:
    answer = sample_assistant().ask("数据局2025年水费和电费谁大，大多少")
    assert "11.29" in [figure.value for figure in answer.figures]


@pytest.mark.parametrize("question", ["数据局2025年办公费谁发的", "数据局2025年除了水费和电费，公用支出还剩多少"])
def test_one_side_of_what_is_asked_is_no_answer(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status != "answered"
    assert answer.figures == []


def test_what_is_larger_than_the_whole_is_told() -> None:
    answer = sample_assistant().ask("数据局2025年公用支出占三公经费多少")
    assert answer.verification.status == "unverified"
    assert "不是它的一部分" in answer.answer


@pytest.mark.parametrize(
    ("question", "told", "values"),
    [
        ("数据局2024年决算哪些没花完", "减少的 12 项", {"86.21", "112.60"}),  # as for 比预算少的有哪些科目
        ("数据局2024年三公经费哪项没花完", "减少的 2 项", {"9.85", "8.64", "8.60", "8.06"}),
        ("数据局2024年决算哪些项目没花完", "减少的 4 项", {"186.42", "184.67", "298.50", "293.15", "112.60", "86.21"}),
    ],
)
def test_items_are_set_against_their_budgets(question: str, told: str, values: set[str]) -> None:
    """Each item with both of its figures, and not what the whole was left with."""
    answer = sample_assistant().ask(question)
    assert told in answer.answer
    assert values <= {figure.value for figure in answer.figures}
    assert answer.verification.status in ("verified", "rounding")


def test_no_item_that_kept_to_its_budget_is_over_it() -> None:
    """哪些科目超支了, where none is over: so it is said, and no figure is given."""
    answer = sample_assistant().ask("数据局2024年决算哪些科目超支了")
    assert answer.figures == []
    assert "没有符合“增加”的项目" in answer.answer


@pytest.mark.parametrize("question", ["图书馆25年收入多少", "图书馆25年收入预算是多少"])
def test_two_digits_of_a_year_before_a_total_are_a_year(question: str) -> None:
    """25年|收入 is no 年收入 of every year."""
    answer = sample_assistant().ask(question)
    assert [(figure.value, figure.year) for figure in answer.figures] == [("18384975.00", 2025)]


@pytest.mark.parametrize(
    "question",
    [
        "数据局2024年决算行政运行执行率和事业运行执行率差多少",
        "数据局2024年决算事业运行的执行率比行政运行低几个百分点",
        "数据局2024年决算行政运行和事业运行哪个完成率高",
    ],
)
def test_two_rates_are_set_against_each_other(question: str) -> None:
    """1,619.45 ÷ 1,647.52 and 592.84 ÷ 603.96: 98.296… − 98.158…."""
    answer = sample_assistant().ask(question)
    assert ("0.14", "百分点") in [(figure.value, figure.unit) for figure in answer.figures], answer.answer
