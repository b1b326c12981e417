"""A reason (原因) is that of what its sentence compares: with the budget, or with the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Assistant

FINAL = """澄湖市气象局2024年度部门决算
一、一般公共预算财政拨款支出决算情况说明
（一）总体情况
一般公共预算财政拨款支出820.00万元，与2023年度相比增加30.00万元，增长3.80%。主要原因：新设两个观测站。
（二）具体情况
一般公共预算财政拨款支出年初预算为850.00万元，支出决算为820.00万元，完成年初预算的96.47%。\
决算数小于预算数的主要原因：雷达大修推迟。其中：
1.气象服务（项）年初预算为90.00万元，支出决算为95.00万元。决算数大于预算数的主要原因：追加防汛预警经费。
2.气象装备保障维护（项）年初预算为60.00万元，支出决算为60.00万元。
二、机关运行经费支出情况
2024年度机关运行经费支出44.00万元，比2023年度减少2.00万元，下降4.35%。主要原因是压减会议。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("reasons"), {"气象局2024年部门决算": FINAL})


@pytest.mark.parametrize(
    ("question", "reason", "gap"),
    [
        ("气象局2024年一般公共预算财政拨款支出决算比年初预算少的原因", "雷达大修推迟", "30.00"),
        ("气象局2024年一般公共预算财政拨款支出为什么比上年增加", "新设两个观测站", "30.00"),
        ("气象局2024年气象服务决算为什么比预算多", "追加防汛预警经费", "5.00"),
        ("气象局2024年机关运行经费为什么比上年少", "压减会议", "2.00"),
    ],
)
def test_the_reason_of_the_comparison_that_is_asked_for(
    assistant: Assistant, question: str, reason: str, gap: str
) -> None:
    answer = assistant.ask(question)
    assert f"文件写明“{reason}" in answer.answer
    assert gap in [figure.value for figure in answer.figures]
    assert "与问题中" not in answer.answer


def test_the_other_comparisons_reason_is_none(assistant: Assistant) -> None:
    for question in ("气象局2024年机关运行经费决算为什么比年初预算少", "气象局2024年气象服务为什么比上年增加"):
        answer = assistant.ask(question).answer
        assert "原因：文件写明" not in answer


def test_a_direction_that_is_taken_for_granted_is_put_right(assistant: Assistant) -> None:
    for question in (
        "气象局2024年一般公共预算财政拨款支出决算比年初预算多的原因",
        "气象局2024年气象服务决算为什么比预算少",
    ):
        assert "与问题中" in assistant.ask(question).answer


def test_budget_and_result_that_differ_are_no_contradiction(assistant: Assistant) -> None:
    answer = assistant.ask("气象局2024年一般公共预算财政拨款支出决算数与年初预算数不一致的原因是什么")
    assert "文件写明“雷达大修推迟”" in answer.answer
    assert {"820.00", "850.00"} <= {figure.value for figure in (*answer.figures, *answer.supporting)}


def test_a_change_against_the_budget_is_none_over_the_year(assistant: Assistant) -> None:
    answer = assistant.ask("气象局2024年气象服务决算数是多少，与上年比呢")
    assert [figure.value for figure in answer.figures] == ["95.00"]
    assert "没有写明" in answer.answer


def test_budget_and_result_are_set_against_one_another(assistant: Assistant) -> None:
    answer = assistant.ask("气象局2024年气象服务预决算差异")
    assert {"95.00", "90.00", "5.00"} == {figure.value for figure in answer.figures}
    alone = assistant.ask("气象局2024年气象服务差异")
    assert (alone.status, alone.figures) == ("not_found", [])


OTHER = """澄湖市档案服务中心2024年部门决算
一、收入支出决算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 金额 | 项目 | 金额 |
| 一、一般公共预算财政拨款收入 | 300.00 | 一、一般公共服务支出 | 320.00 |
| 本年收入合计 | 300.00 | 本年支出合计 | 320.00 |
| 年初结转和结余 | 50.00 | 年末结转和结余 | 30.00 |
| 总计 | 350.00 | 总计 | 350.00 |
二、收入决算情况说明
澄湖市档案服务中心2024年度收入合计300.00万元。其中：财政拨款收入300.00万元，占收入合计的100.00%。
"""


def test_a_total_of_this_year_contradicts_no_total_with_what_is_carried_over(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, {"档案服务中心2024年部门决算": OTHER})
    answer = assistant.ask("档案服务中心2024年收入总计多少")
    assert [figure.value for figure in answer.figures] == ["350.00"]
    assert answer.verification.status != "mismatch"
    share = assistant.ask("档案服务中心2024年财政拨款收入占收入总计的比重")
    assert [(figure.value, figure.unit) for figure in share.figures] == [("85.71", "%")]  # 300.00 of 350.00
    assert share.verification.status != "mismatch"
