"""Figures in running text and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.narrative.figures import find_figures, fold

if TYPE_CHECKING:
    from decimal import Decimal


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[figure.start : figure.end], figure.unit, figure.kind) for figure in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入 1,234.50 万元，增长 1.29 %", [("1,234.50", "万元", "money"), ("1.29", "%", "percent")]),
        ("增加３０５．５８亿元", [("３０５．５８", "亿元", "money")]),
        ("设备 12 台(套)、办件 1.5 万件", [("12", "台（套）", "count"), ("1.5", "万件", "count")]),
        ("安排经费 70.00万，支持发展", [("70.00", "万元", "money")]),
        ("提高 2.5 个百分点", [("2.5", "个百分点", "percent")]),
        ("补贴 50 元/人", [("50", "元/人", "count")]),
        ("增加 -5.3 万元", [("-5.3", "万元", "money")]),
        ("增加305.58万元,39.42%", [("305.58", "万元", "money"), ("39.42", "%", "percent")]),
    ],
)
def test_figures(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月31日",
        "（2022）5号",
        "单价 100 万元（含）以上",
        "20万元以下",
        "第3项",
        "7*24小时",
        "3个月、5个工作日",
        "不超过 8 万元",
        "≥5000 件",
        "20-30 万元",
        "90（含）-95分",
        "80分（含）至90分（不含）",
        "2010301-行政运行",
        "“3个一”活动",
        "30 个左右",
        "10余家",
    ],
)
def test_no_figures(text: str) -> None:
    assert found(text) == []


def test_folding_keeps_offsets() -> None:
    text = "（一）１２．５％：a　b,c"
    assert len(fold(text)) == len(text)


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_any_amount_is_read_back(value: Decimal) -> None:
    figures = find_figures(f"公务接待费{value:,}万元。")
    assert [figure.value for figure in figures] == [value]


@given(st.text(alphabet="收入支出0123456789.,，。；（）()万元%个增减比上年其中：“”-", max_size=60))
def test_offsets_on_any_text(text: str) -> None:
    for figure in find_figures(text):
        assert 0 <= figure.start < figure.end < figure.stop <= len(text)
        assert text[figure.start : figure.end].strip() == text[figure.start : figure.end]
