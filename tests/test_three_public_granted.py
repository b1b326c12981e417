"""The form whose first column is 一般公共预算财政拨款安排的“三公”经费, and balances at either end of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.service import Assistant

FINAL = """澄湖市地震局2024年部门决算
一、一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表
编制部门：澄湖市地震局　　金额单位：万元
项目\t一般公共预算财政拨款安排的“三公”经费\t\t\t\t\t\t会议费\t培训费
\t小计\t因公出国（境）费用\t公务接待费\t公务用车购置及运行维护费\t\t\t\t
\t\t\t\t小计\t公务用车购置费\t公务用车运行维护费\t\t
预算数\t12.40\t0.00\t4.20\t8.20\t0.00\t8.20\t2.00\t3.00
决算数\t9.30\t0.00\t1.30\t8.00\t0.00\t8.00\t1.50\t2.60
二、财政拨款收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算财政拨款\t500.00\t一、灾害防治及应急管理支出\t520.00
本年收入合计\t500.00\t本年支出合计\t520.00
年初财政拨款结转和结余\t60.00\t年末财政拨款结转和结余\t40.00
总计\t560.00\t总计\t560.00
三、国有资产占有情况说明
截至2024年12月31日，公务用车保有量4辆。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("granted"), {"地震局2024年部门决算": FINAL})


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("地震局2024年三公经费决算数", "9.30", "万元"),
        ("地震局2024年三公经费预算数", "12.40", "万元"),
        ("地震局2024年三公经费完成预算百分之几", "75.00", "%"),
        ("地震局2024年财政拨款结转结余年末多少", "40.00", "万元"),
        ("地震局2024年财政拨款结转结余年初多少", "60.00", "万元"),
        ("地震局2024年公务用车保有量", "4", "辆"),
    ],
)
def test_the_total_of_the_three_and_balances_are_found(
    assistant: Assistant, question: str, value: str, unit: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert (value, unit) in [(figure.value, figure.unit) for figure in answer.figures]
