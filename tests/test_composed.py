"""Computations of several steps: one typed plan, every figure cited, the steps shown, the result exact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from assistant.plan import Operation, Plan
from tests.sample_index import sample_assistant, wrongly_derived

if TYPE_CHECKING:
    from assistant.answer.model import Answer

COMPUTED = [
    ("数据局2025年支出总计除去项目支出是多少", "3227.72", "万元"),
    ("数据局2025年不含项目支出的支出多少", "3227.72", "万元"),  # of all expenditure, not of 基本支出
    ("数据局2025年三公经费扣除公务接待费后多少", "26.05", "万元"),
    ("数据局2025年办公费加会议费减去培训费是多少", "44.46", "万元"),
    ("数据局2025年办公费和会议费合计占基本支出多少", "1.57", "%"),
    ("数据局2025年人员和公用合计占支出总计的比重", "79.71", "%"),
    ("数据局2025年三公经费占支出总计的比重比上年变化几个百分点", "0.40", "百分点"),
    ("数据局2025年三公经费占基本支出的比重比2024年提高了几个百分点", "0.50", "百分点"),
    ("数据局2025年人员支出占支出总计的比重比公用支出占支出总计的比重高多少", "67.16", "百分点"),
    ("数据局和图书馆2025年人员支出占支出总计的比重差多少个百分点", "9.79", "百分点"),
    ("数据局2025年三公经费增加额占支出总计增加额的比重", "16.71", "%"),
    ("数据局2025年公务接待费的一半是多少", "4.56", "万元"),
    ("数据局2025年公务接待费除以培训费", "1.49", "倍"),
]


def ask(question: str) -> Answer:
    return sample_assistant().ask(question)


@pytest.mark.parametrize(("question", "value", "unit"), COMPUTED)
def test_several_steps_are_worked_out_exactly(question: str, value: str, unit: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert (answer.figures[0].value, answer.figures[0].unit) == (value, unit)
    assert len(answer.figures) == (3 if unit == "百分点" else 1)  # of two shares, each is given too
    assert answer.figures[0].citations
    assert not wrongly_derived(answer)
    assert Plan.model_validate(answer.plan).operation is Operation.COMPUTE


def test_a_fall_is_told_as_one() -> None:
    answer = ask("数据局2025年公务接待费占三公经费的比重是上升还是下降")
    assert "低" in answer.answer.splitlines()[0]
    assert Decimal(answer.figures[0].value) > 0
    assert not wrongly_derived(answer)


@pytest.mark.parametrize(
    "question",
    ["数据局2025年公务接待费不含外宾多少", "数据局2025年办公费减去飞行训练费是多少", "数据局2025年不含项目的支出多少"],
)
def test_what_cannot_be_taken_away_is_no_reason_to_give_the_whole(question: str) -> None:
    answer = ask(question)
    assert answer.status != "answered"
    assert not answer.figures


def test_a_computation_survives_json() -> None:
    plan = Plan.model_validate(ask(COMPUTED[0][0]).plan)
    assert plan.formula is not None
    assert plan.formula.steps == "{0} - {1}"
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_shares_of_each_are_not_those_of_the_sum() -> None:
    shown = [(figure.value, figure.unit) for figure in ask("数据局2025年人员和公用各占支出总计多少").figures]
    assert shown == [("73.44", "%"), ("6.28", "%")]
