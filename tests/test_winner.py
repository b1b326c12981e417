"""What came first in an order is spoken of afterwards: its share, its change, its other figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures
from tests.sample_index import sample_assistant, wrongly_derived
from tests.test_averages_and_changes import BUDGET, NEW, OLD, OTHER

if TYPE_CHECKING:
    from assistant.service import Assistant

OTHER_TOTAL = """二、收支预算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 预算数 | 项目 | 预算数 |
| 一般公共预算拨款收入 | 90.00 | 自然资源海洋气象等支出 | 90.00 |
| 收入总计 | 90.00 | 支出总计 | 90.00 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    parks = {f"园林局{values['year']}": BUDGET.format(**values) for values in (OLD, NEW)}
    return assistant_over(tmp_path_factory.mktemp("winner"), {**parks, "气象台2025": OTHER + OTHER_TOTAL})


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
    assert figure in figures(answer)


def test_units_are_compared_by_their_budgets(assistant: Assistant) -> None:
    answer = assistant.ask("2025年哪个单位预算最多")
    assert (answer.figures[0].value, answer.figures[0].organization) == ("560.00", "澄湖市园林局")
    assert "最多的是澄湖市园林局" in answer.answer


def test_without_a_reason_passages_are_not_taken_for_one(assistant: Assistant) -> None:
    answer = assistant.ask("为什么", ["园林局2025年城乡社区公共设施下面最大的是哪项"])
    assert "没有写明原因" in answer.answer


@pytest.mark.parametrize(
    ("turns", "question", "value", "unit"),
    [
        (("数据管理局2025年最大的三个项目是哪些",), "加起来占项目支出的几成", "79.50", "%"),
        (("数据管理局2025年前三大项目",), "合计多少", "653.12", "万元"),
        (("数据管理局2025年前三大项目合计多少",), "占项目支出多少", "79.50", "%"),
        (("数据管理局2025年超过100万的项目有哪些",), "合计占项目支出多少", "79.50", "%"),
        (("数据管理局2025年超过100万的项目有哪些",), "平均每个多少钱", "217.71", "万元"),
        (("数据管理局2025年前三大项目",), "平均多少", "217.71", "万元"),
        (("数据管理局2025年的项目一共几个",), "平均每个多少钱", "136.93", "万元"),  # 821.55 ÷ 6
        ((), "数据管理局2025年项目超过100万的几个，平均每个多少", "217.71", "万元"),
        ((), "数据管理局2025年前三大项目占项目支出总额的比例", "79.50", "%"),
        ((), "数据管理局2025年最大的三个项目一共占项目支出多少", "79.50", "%"),
        ((), "数据管理局2025年项目支出里排前三的项目分别多少，三个合计占项目支出多少", "79.50", "%"),
        ((), "数据管理局2025年前三大项目分别是哪些，合计多少，占项目支出多少", "79.50", "%"),
        ((), "数据管理局2025年最大的三个项目是什么，加起来多少", "653.12", "万元"),
    ],
)
def test_all_that_a_list_shows_are_taken_together(turns: tuple[str, ...], question: str, value: str, unit: str) -> None:
    """324.00 + 197.26 + 131.86 = 653.12, of 821.55."""
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered"
    assert (value, unit) in [(figure.value, figure.unit) for figure in answer.figures if figure.derived]
    assert not wrongly_derived(answer)
