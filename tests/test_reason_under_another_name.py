"""Why all expenditure rose, told where the text speaks of it under a narrower name with the same change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """澄湖市灯塔局2024年部门预算
一、收支总体情况
澄湖市灯塔局2024年支出预算为500.00万元，比2023年预算数增加20.00万元，增长4.17%，具体情况如下：
1.基本支出300.00万元；
2.项目支出200.00万元。
二、一般公共预算支出情况
2024年度一般公共预算支出{amount}万元，比2023年预算数增加{change}万元，主要是因为航标增多。
"""


def test_the_reason_of_the_same_change_is_told(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, {"a": TEXT.format(amount="500.00", change="20.00")})
    answer = assistant.ask("灯塔局2024年支出预算比2023年增加多少，主要原因是什么")
    assert "航标增多" in answer.answer
    assert "20.00" in [figure.value for figure in answer.figures]


def test_the_reason_of_another_change_is_not(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, {"a": TEXT.format(amount="490.00", change="15.00")})
    answer = assistant.ask("灯塔局2024年支出预算比2023年增加多少，主要原因是什么")
    assert "航标增多" not in answer.answer.split("没有写明原因")[0]
    assert "15.00" not in [figure.value for figure in answer.figures]
