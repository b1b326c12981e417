"""The reason clause of a sentence."""

from __future__ import annotations

import pytest

from index.narrative.reasons import explain


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("比上年增加 5 万元，增长 2%，主要原因是新购图书。", "新购图书"),
        ("2024 年预算安排 0.00 万元，与上年持平。主要原因是：本年没有接待任务。", "本年没有接待任务"),
        ("与上年相比减少 3 万元。主要是压缩会议规模和人数，节俭办会。", "压缩会议规模和人数，节俭办会"),
        ("主要原因一般性支出压减；其中：会议费 1 万元。", "一般性支出压减"),
        ("决算数小于预算数的主要原因：人员变化，减少开支。", "人员变化，减少开支"),
        ("主要是因为基本支出增加。", "基本支出增加"),
        ("由于系统升级，比上年增加 2 万元。", "系统升级"),
        ("主要原因：一是贯彻节约要求；二是减少采购。其中：货物 1 万元。", "一是贯彻节约要求；二是减少采购"),
        ("比上年增加 5 万元。", None),
    ],
)
def test_explain(sentence: str, reason: str | None) -> None:
    assert explain(sentence) == reason
