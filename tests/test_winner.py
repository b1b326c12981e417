"""What came first in an order is spoken of afterwards: its share, its change, its other figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from tests.test_averages_and_changes import BUDGET, NEW, OLD, OTHER, shown

if TYPE_CHECKING:
    from pathlib import Path

OTHER_TOTAL = """二、收支预算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 预算数 | 项目 | 预算数 |
| 一般公共预算拨款收入 | 90.00 | 自然资源海洋气象等支出 | 90.00 |
| 收入总计 | 90.00 | 支出总计 | 90.00 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("winner")
    for values in (OLD, NEW):
        (folder / f"园林局{values['year']}.txt").write_text(BUDGET.format(**values), encoding="utf-8")
    (folder / "气象台2025.txt").write_text(OTHER + OTHER_TOTAL, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


@pytest.mark.parametrize(
    ("before", "question", "figure"),
    [
        ("园林局2025年城乡社区公共设施下面最大的是哪项", "占它的多少", ("81.48", "%")),  # 220 ÷ 270
        ("园林局2025年城乡社区公共设施下面最大的是哪项", "比上年增加多少", ("40.00", "万元")),
        ("园林局2025年三公经费里哪项最多", "占三公的比重", ("83.33", "%")),
        ("园林局2025年哪个科目增加最多", "占支出总计多少", ("39.29", "%")),
        ("2025年哪个单位预算最多", "它的三公经费呢", ("18.00", "万元")),
        ("2025年谁的三公经费最低", "它的公务接待费多少", ("2.00", "万元")),
        ("2025年谁的三公经费最低", "该单位的预算总额呢", ("90.00", "万元")),
    ],
)
def test_a_question_goes_on_from_what_came_first(
    assistant: Assistant, before: str, question: str, figure: tuple[str, str]
) -> None:
    answer = assistant.ask(question, [before])
    assert answer.status == "answered"
    assert figure in shown(answer)


def test_units_are_compared_by_their_budgets(assistant: Assistant) -> None:
    answer = assistant.ask("2025年哪个单位预算最多")
    assert (answer.figures[0].value, answer.figures[0].organization) == ("560.00", "澄湖市园林局")
    assert "最多的是澄湖市园林局" in answer.answer


def test_without_a_reason_passages_are_not_taken_for_one(assistant: Assistant) -> None:
    answer = assistant.ask("为什么", ["园林局2025年城乡社区公共设施下面最大的是哪项"])
    assert "没有写明原因" in answer.answer
