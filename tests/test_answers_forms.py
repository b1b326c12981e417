"""Answers from sentences in the forms of other provinces: documents of narrative alone, invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over
from tests.sample_index import sample_assistant

if TYPE_CHECKING:
    from assistant.service import Assistant

FINAL = """澄湖市工业和信息化局2023年度部门决算
二、收入决算情况说明
2023年本年收入合计400.00万元，其中：一般公共预算财政拨款收入380.00万元，占95%；事业收入20.00万元，占5%。
三、支出决算情况说明
2023年本年支出合计390.00万元，其中：基本支出156.00万元，占40%；项目支出234.00万元，占60%。
四、一般公共预算财政拨款支出决算情况说明
2023年度一般公共预算财政拨款支出380.00万元，与上年相比减少20.00万元，降低5%；决算数大于预算数8.00万元。
"""
BUDGET = """澄湖市榕城区柳溪镇人民政府2024年部门预算
一、2024年“三公”经费预算安排情况
2024年度“三公”经费预算总计14.00万元，其中：公务接待4.00万元，公务用车运行费用10.00万元。与2023年预算相比公务用车运行费用增加2.00万元。
二、2023年“三公”经费决算情况
2023年度“三公”经费合计支出11.50万元，其中：公务接待3.50万元，公务用车运行费用8.00万元。
三、一般公共预算支出情况
1. 基本支出预算 80 万元，占一般公共预算支出的 80%。其中：
商品和服务支出预算 30 万元，占基本支出预算 37.5%。
2. 项目支出 20 万元，占一般公共预算支出的 20%。其中：
商品和服务支出预算 20 万元，占项目支出预算 100%。
四、政府采购预算情况
2024年政府采购预算 17 万元。
按政府采购资金类型划分，一般公共预算拨款 15 万元，财政专户资金 2 万元。
"""

SWAPPED = """澄湖市司法局2024年部门预算
一、2024年“三公”经费支出预算表
单位：万元
| “三公”经费合计 | 因公出国(境)费 | 公务用车购置及运行费 | | | 公务接待费 |
| | | 小计 | 公务用车购置费 | 公务用车运行费 | |
| 64 | 0 | 60 | 40 | 20 | 4 |
二、2024年“三公”经费支出预算情况说明
“三公”经费支出预算为64万元。其中：因公出国(境)费0万元，公务接待费4万元，公务用车购置及运行费60万元。
公务用车购置及运行费支出预算60万元。其中：公务用车运行费40万元；公务用车购置费20万元，比2023年预算减少20万元，下降50%。
"""

SCHOOL = """澄湖市柳溪中心小学2024年单位预算
二、单位收支总体情况
（一）收入预算：2024年年初预算数88.00万元，其中：一般公共预算拨款80.00万元，事业收入8.00万元。较2023年增加6.00万元，主要是一般公共预算拨款增加5.00万元，事业收入增加1.00万元。
（二）支出预算：2024年年初预算数88.00万元，其中：教育支出预算70.00万元，卫生健康支出预算10.00万元，住房保障支出预算8.00万元。
三、国有资产
截至2023年12月31日，资产原值合计321.50万元。
"""
BESIDE = """澄湖市统计局2024年部门预算
2024年“三公”经费预算表
单位：万元
| 项目 | 2023年预算数 | 2024年预算数 | 增减 |
| 合计 | 8.00 | 9.00 | 1.00 |
| 1、因公出国（境）费用 | 0.00 | 0.00 | 0.00 |
| 2、公务接待费 | 5.00 | 4.00 | -1.00 |
| 3、公务用车购置及运行费 | 3.00 | 5.00 | 2.00 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(
        tmp_path_factory.mktemp("forms"),
        {"决算": FINAL, "预算": BUDGET, "司法": SWAPPED, "小学": SCHOOL, "统计": BESIDE},
    )


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("柳溪中心小学2024年收入比上年增加多少", [("88.00", "万元"), ("6.00", "万元")]),
        ("柳溪小学教育支出占总支出的百分之几", [("79.55", "%")]),
        ("柳溪小学2024年支出里哪类最大", [("70.00", "万元")]),
        ("柳溪小学资产原值是多少", [("321.50", "万元")]),
        ("统计局2024年公务接待费比上年变化多少", [("4.00", "万元"), ("5.00", "万元"), ("1.00", "万元")]),
        ("工信局一般公共预算支出决算比预算多多少", [("8.00", "万元")]),
        ("工信局一般公共预算支出比上年减少多少", [("380.00", "万元"), ("20.00", "万元")]),
        ("工信局2022年一般公共预算支出多少", [("400.00", "万元")]),
        ("澄湖工信局项目支出占比", [("60.00", "%")]),
        ("澄湖工信局事业收入占比多少", [("5.00", "%")]),
        ("柳溪镇2023年三公经费决算多少", [("11.50", "万元")]),
        ("柳溪镇2024年公务接待费", [("4.00", "万元")]),
        ("榕城区柳溪镇公车运行费2023年预算多少", [("8.00", "万元")]),
    ],
)
def test_the_figure_and_nothing_else(assistant: Assistant, question: str, figures: list[tuple[str, str]]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [(one.value, one.unit) for one in answer.figures] == figures
    assert answer.verification.status != "mismatch"


@pytest.mark.parametrize(
    "question",
    ["柳溪镇一般公共预算拨款收入多少", "柳溪镇会议费多少", "柳溪镇2024年三公经费决算多少", "白云镇三公经费多少"],
)
def test_what_is_not_printed_is_not_found(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert answer.figures == []


def test_an_item_of_two_parts_asks_which(assistant: Assistant) -> None:
    answer = assistant.ask("柳溪镇商品和服务支出多少")
    assert answer.status == "clarify"
    assert answer.figures == []
    assert all(text in answer.answer for text in ("基本支出", "30万元", "项目支出", "20万元"))


def test_sums_that_bear_out_both_sides_decide_nothing(assistant: Assistant) -> None:
    answer = assistant.ask("司法局公务用车购置费多少")
    assert answer.verification.status == "mismatch"
    assert {(one.value, one.unit) for one in answer.figures} == {("40", "万元"), ("20", "万元")}
    assert "不能由此判断" in answer.answer
    assert "较可信" not in answer.answer


@pytest.mark.parametrize(
    "computation", ["办公费是水费的两倍和电费之和的几倍", "办公费和水费相加再减去水费的两倍是多少"]
)
def test_a_computation_of_several_steps_is_not_answered_by_one_of_them(computation: str) -> None:
    answer = sample_assistant().ask(f"澄湖市数据管理局2025年{computation}")
    assert answer.status == "clarify"
    assert not answer.figures
    assert answer.supporting


@pytest.mark.parametrize(
    ("computation", "value"),
    [
        ("办公费是水费的几倍", "25.53"),
        ("办公费是水费和电费之和的几倍", "3.15"),
        ("水费加电费是多少", "14.99"),
        ("办公费和水费相加再减去电费是多少", "35.94"),
        ("公务接待费的两倍是多少", "18.24"),
    ],
)
def test_a_computation_whose_steps_are_known_is(computation: str, value: str) -> None:
    answer = sample_assistant().ask(f"澄湖市数据管理局2025年{computation}")
    assert [figure.value for figure in answer.figures] == [value]
