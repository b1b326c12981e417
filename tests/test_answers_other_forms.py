"""Answers from tables in the forms of other provinces, of an invented city."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build

if TYPE_CHECKING:
    from pathlib import Path

FINAL = """澄湖市审计局2023年度部门决算

一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表
单位：万元
项目\t小计\t因公出国（境）费用\t公务接待费\t会议费\t培训费
预算数\t1.50\t0.00\t1.50\t3.00\t4.00
决算数\t1.20\t0.00\t1.20\t2.50\t3.65
"""
BUDGET = """澄湖市文物保护中心2024年单位预算

项目支出表
单位：万元
项目名称\t合计\t一般公共预算
馆藏数字化\t200.00\t200.00
遗址保护\t90.00\t90.00
合计\t290.00\t290.00

政府采购支出表
单位：万元
采购项目\t采购目录\t合计
合计\t\t126.00
馆藏数字化\tC-服务\t126.00

固定资产占用情况表

项目\t数量\t价值（金额单位：万元）
资产总额\t—\t12.00
其中：办公用房（平方米）\t300.00\t8.00
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("other_forms")
    for name, text in (("final", FINAL), ("budget", BUDGET)):
        (folder / f"{name}.txt").write_text(text, "utf-8")
    settings = Settings(home=folder / "home", embed=False)
    build([folder / "final.txt", folder / "budget.txt"], settings)
    return Assistant(settings)


def figures(assistant: Assistant, question: str) -> list[tuple[str, str]]:
    return [(one.value, one.unit) for one in assistant.ask(question).figures]


@pytest.mark.parametrize("question", ["培训费预算多少、决算多少", "培训费预算和决算各多少"])
def test_a_name_that_ends_in_budget_does_not_hide_the_stage(assistant: Assistant, question: str) -> None:
    assert figures(assistant, f"澄湖市审计局2023年{question}") == [("4.00", "万元"), ("3.65", "万元")]


def test_a_project_is_all_of_it_and_not_what_is_bought_for_it(assistant: Assistant) -> None:
    assert figures(assistant, "澄湖市文物保护中心2024年馆藏数字化项目预算多少") == [("200.00", "万元")]


def test_an_item_with_columns_of_different_things_is_told_column_by_column(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市文物保护中心办公用房有多少")
    assert answer.status == "clarify"
    assert "300.00平方米" in answer.answer
    assert "8.00万元" in answer.answer
