"""The share of the largest parts: each of them, and all of them together."""

from __future__ import annotations

import pytest

from tests.sample_index import sample_assistant


@pytest.mark.parametrize("words", ["最大的三项占比", "前三项合计占多少"])
def test_the_largest_parts_have_a_share_together(words: str) -> None:
    answer = sample_assistant().ask(f"数据局2025年商品和服务支出{words}")
    figures = [(figure.label, figure.value) for figure in answer.figures]
    assert [value for label, value in figures if "占" in label] == ["19.51", "18.46", "16.46", "54.43"], answer.answer
    assert figures[-1][0] == "前3项合计占商品和服务支出比重"
    assert [value for label, value in figures if "占" not in label] == ["242.02", "47.23", "44.67", "39.84"]
