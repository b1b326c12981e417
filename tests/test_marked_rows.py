"""What is bought, by how it is bought (采购方式): sums, lists and shares of the rows that say so."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant, wrongly_derived

# 图书馆2024: 纸质图书 158.00 and 物业管理服务 71.20 分散, 书房自助借还设备 86.40 集中, 315.60 in all
MARKED = [
    ("图书馆2024年分散采购一共多少", [("229.20", "万元")]),
    ("图书馆2024年政府集中采购多少", [("86.40", "万元")]),
    ("图书馆2024年集中采购多少钱", [("86.40", "万元")]),
    ("图书馆2024年哪些是分散采购", [("158.00", "万元"), ("71.20", "万元")]),
    ("图书馆2024年集中采购和分散采购各多少", [("86.40", "万元"), ("229.20", "万元")]),
    ("图书馆2024年分散采购占政府采购的比重", [("72.62", "%")]),  # 229.20 ÷ 315.60
    ("数据局2025年政府集中采购是多少", [("214.00", "万元")]),  # 17.80 + 196.20
]


@pytest.mark.parametrize(("question", "figures"), MARKED)
def test_rows_are_added_by_how_they_are_bought(question: str, figures: list[tuple[str, str]]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered", answer.answer
    assert [(one.value, one.unit) for one in answer.figures] == figures, answer.answer
    assert not wrongly_derived(answer)


def test_the_rows_are_named() -> None:
    answer = sample_assistant().ask("图书馆2024年哪些是分散采购").answer
    assert "纸质图书" in answer
    assert "物业管理服务" in answer
    assert "自助借还设备" not in answer


def test_what_no_row_is_bought_by_is_not_found() -> None:
    answer = sample_assistant().ask("图书馆2024年公开招标采购多少")
    assert answer.status != "answered" or not answer.figures, answer.answer
