"""Items put in order by name: each of them is told, as a figure, as an empty cell or as not printed."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant


@pytest.mark.parametrize(
    ("question", "values", "first"),
    [
        ("数据局2025年公务接待费、会议费、培训费哪个最多", ["9.12", "6.12", "3.35"], "公务接待费"),
        ("数据局2025年会议费、公务接待费、培训费里最少的是哪个", ["3.35", "6.12", "9.12"], "会议费"),
        ("数据局2025年水费、电费、邮电费按金额从大到小排一下", ["13.14", "9.27", "1.85"], "电费"),
        ("数据局2025年商品和服务支出里，水费、电费和办公费哪个最高", ["47.23", "13.14", "1.85"], "办公费"),
        ("数据局2025年水费和电费哪个更高", ["13.14", "1.85"], "电费"),
    ],
)
def test_the_items_named_are_put_in_order(question: str, values: list[str], first: str) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == values
    assert f"是{first}（" in answer.answer
    assert answer.verification.status == "verified"


def test_the_item_at_a_place_is_named() -> None:
    answer = sample_assistant().ask("数据局2025年水费、电费、邮电费里排第二的是哪个")
    assert "排在第 2 位的是邮电费（9.27万元）" in answer.answer


@pytest.mark.parametrize(
    ("question", "missing", "values"),
    [
        ("数据局2025年公务接待费、会议费、诉讼费哪个最多", "诉讼费", ["9.12", "3.35"]),
        ("数据局2025年因公出国费、公务接待费和取暖费哪项最大", "取暖费", ["9.12", "0.00"]),
    ],
)
def test_an_item_that_is_not_printed_is_named_and_the_order_not_confirmed(
    question: str, missing: str, values: list[str]
) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == values  # 0.00 is a figure, what is not printed is none
    assert f"没有印出“{missing}”" in answer.answer
    assert answer.verification.status == "unverified"


def test_one_figure_cannot_be_compared() -> None:
    answer = sample_assistant().ask("数据局2025年诉讼费、公务接待费哪个最多")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "没有印出“诉讼费”" in answer.answer


def test_each_item_is_compared_over_organizations() -> None:
    answer = sample_assistant().ask("数据局和图书馆2025年水费、电费谁更高")
    assert [figure.value for figure in answer.figures] == ["47500.00", "1.85", "401200.00", "13.14"]


def test_an_order_of_no_organization_is_asked_back() -> None:
    assert sample_assistant().ask("水费、电费、邮电费哪个最多").status == "clarify"
