"""Averages over numbers that a document prints: of one thing, cited, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over
from tests.sample_index import sample_assistant

if TYPE_CHECKING:
    from assistant.service import Assistant

FINAL = """云泽市档案馆2023年度部门决算
一、“三公”经费支出决算情况说明
2023年度“三公”经费支出决算9.40万元，其中：公务用车运行费支出5.20万元，公务接待费支出4.20万元。
公务接待费支出4.20万元。国内公务接待42批次，国内公务接待400人次。
二、国有资产占用情况
截至2023年12月31日，本部门公务用车保有量4辆。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("per-unit"), {"云泽市档案馆2023年度部门决算": FINAL})


@pytest.mark.parametrize(
    ("question", "average"),
    [
        ("档案馆公务用车运行费平均每辆车多少", ("1.30", "万元")),
        ("档案馆2023年每批次公务接待费多少", ("1000.00", "元")),  # less than one 万元 is said in 元
        ("档案馆2023年公务接待费平均每人次多少", ("105.00", "元")),
    ],
)
def test_an_amount_is_divided_by_the_number_that_is_printed(
    assistant: Assistant, question: str, average: tuple[str, str]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, [(one.value, one.unit) for one in answer.figures]) == ("answered", [average]), answer.answer
    assert len(answer.figures[0].citations) == 2  # the amount and the number


@pytest.mark.parametrize(
    "question",
    ["档案馆2023年人均公务接待费多少", "档案馆2023年平均每月公务接待费多少", "档案馆2023年每批次外宾公务接待费多少"],
)
def test_what_nothing_counts_is_not_divided(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


def test_no_number_no_average() -> None:
    answer = sample_assistant().ask("数据局2024年决算公务接待每人次花了多少")
    assert (answer.status, answer.figures) == ("not_found", [])
