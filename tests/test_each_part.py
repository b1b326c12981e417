"""Every part of a question that asks several things is answered (一问多求): none is lost to the others."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant, wrongly_derived

EACH = [
    ("数据局2025年基本支出多少，其中人员多少，公用多少，人员占几成", {"3227.72", "2973.60", "254.12", "92.13"}),
    # 35.17 + 3.35 + 6.12 = 44.64; 44.64 − (18.45 + 3.60 + 5.80)
    ("数据局2025年三公经费、会议费、培训费各多少，合计多少，比2024年增加多少", {"44.64", "16.79"}),
    ("数据局2025年政府采购预算多少，货物、服务各占多少，最大的是哪类", {"563.16", "38.00", "62.00", "349.16"}),
    ("数据局2024年预算和2025年预算差旅费合计，哪年多，多多少", {"51.96", "1.64"}),
    # 2,973.60 − 254.12, 2,973.60 ÷ 254.12, 2,973.60 ÷ 3,227.72
    ("数据局2025年人员经费比公用经费多多少，是公用的几倍，占基本支出几成", {"2719.48", "11.70", "92.13"}),
    ("数据局2025年三公里接待费占几成，车占几成", {"25.93", "74.07"}),  # 9.12 and 26.05 ÷ 35.17
    ("数据局2024年预算会议费比培训费少多少，2025年呢", {"2.20", "2.77"}),  # 5.80 − 3.60, 6.12 − 3.35
]


@pytest.mark.parametrize(("question", "values"), EACH)
def test_no_part_is_lost(question: str, values: set[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert values <= {figure.value for figure in answer.figures}, answer.answer
    assert answer.verification.status in ("verified", "rounding")
    assert wrongly_derived(answer) == []


def test_a_multiple_of_nothing_that_is_named_is_none() -> None:
    """是几倍, of all expenditure is not meant."""
    answer = sample_assistant().ask("数据局2025年三公经费是几倍")
    assert (answer.status, answer.figures) == ("not_found", [])


@pytest.mark.parametrize(
    ("turns", "question", "value"),
    [
        (["数据局2025年三公经费", "跟图书馆比谁多"], "多几倍", "5.56"),  # 35.17 ÷ 6.33
        (["数据局2025年货物、服务各占政府采购多少"], "最大的是哪类", "349.16"),
        (["数据局2025年基本支出多少", "其中人员多少", "公用多少"], "人员占几成", "92.13"),
        (["数据局2024年预算和2025年预算差旅费合计"], "哪年多", "1.64"),
    ],
)
def test_what_goes_on_is_of_what_was_asked(turns: list[str], question: str, value: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert value in {figure.value for figure in answer.figures}, answer.answer
    assert answer.verification.status in ("verified", "rounding")


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        ([], "数据局2024年决算年初结转多少，比年末多多少"),
        (["数据局2024年决算年末结转多少"], "跟年初比怎么变"),
        (["数据局2024年决算年初结转多少"], "比年末多多少"),
    ],
)
def test_both_ends_of_a_year_are_set_against_each_other(turns: list[str], question: str) -> None:
    """71.51 − 26.39."""
    answer = sample_assistant().ask(question, turns)
    assert ("45.12", "万元") in [(figure.value, figure.unit) for figure in answer.figures], answer.answer


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        ([], "数据局2024年决算三公经费比预算省了多少，省在哪"),
        (["数据局2024年决算三公经费比预算省了多少"], "主要省在哪"),
    ],
)
def test_where_something_was_saved_is_told_item_by_item(turns: list[str], question: str) -> None:
    """9.85 → 8.64 and 8.60 → 8.06."""
    answer = sample_assistant().ask(question, turns)
    assert {"9.85", "8.64", "8.60", "8.06"} <= {figure.value for figure in answer.figures}, answer.answer


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("图书馆2025年收入里财政拨款多少", ("17883815.00", "元")),  # without the 143,260.00 carried over
        ("数据局2025年收入中财政拨款有多少", ("4022.88", "万元")),  # without 26.39
        ("数据局2024年决算收入里财政拨款多少", ("3819.62", "万元")),
        ("数据局2025年收入来源中财政拨款占多少", ("99.35", "%")),  # 4,022.88 ÷ 4,049.27
    ],
)
def test_what_is_granted_of_the_receipts_is_no_expenditure(question: str, figure: tuple[str, str]) -> None:
    """财政拨款 over the columns of expenditure holds what is carried over."""
    answer = sample_assistant().ask(question)
    assert [(one.value, one.unit) for one in answer.figures] == [figure], answer.answer
