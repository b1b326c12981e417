"""Answers from final accounts alone: the budget printed beside the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from pathlib import Path

FINAL = """澄湖市水务局2023年度部门决算
财政拨款“三公”经费支出决算表
单位：万元
| {budget} | | | 决算数 | | |
| 合计 | 公务用车运行费 | 公务接待费 | 合计 | 公务用车运行费 | 公务接待费 |
| 16.00 | 12.00 | 4.00 | 9.00 | 7.00 | 2.00 |
"""


@pytest.mark.parametrize("printed", ["预算数", "年初预算数", "全年预算数"])
def test_the_budget_of_final_accounts_is_not_their_result(tmp_path: Path, printed: str) -> None:
    assistant = assistant_over(tmp_path, {"a": FINAL.format(budget=printed)})
    for question, value in (("公务接待费预算数是多少", "4.00"), ("公务接待费决算数是多少", "2.00")):
        answer = assistant.ask(f"澄湖市水务局2023年{question}")
        assert [figure.value for figure in answer.figures] == [value], question
