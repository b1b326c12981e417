"""The kind of figure that is asked for is the kind that is answered: multiples, places, shares, items of an amount."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over
from tests.sample_index import sample_assistant

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("数据局2025年电费比水费多出多少倍", "6.10", "倍"),  # (13.14 − 1.85) ÷ 1.85
        ("数据局2025年公务接待费同三公经费比占几成", "25.93", "%"),
        ("数据局2025年水费在商品和服务支出里排第几", "16", "位"),
        ("数据局2025年办公费在商品和服务支出中排第几位", "1", "位"),
    ],
)
def test_the_kind_of_figure_that_is_asked_for(question: str, value: str, unit: str) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    assert (value, unit) in [(figure.value, figure.unit) for figure in answer.figures], answer.answer


def test_a_place_of_nothing_is_not_answered_by_an_amount() -> None:
    answer = sample_assistant().ask("数据局2025年水费排第几")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_an_amount_is_found_by_its_number() -> None:
    answer = sample_assistant().ask("数据局2025年哪一项是13.14万元")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("电费", "13.14")]
    none = sample_assistant().ask("数据局2025年哪一项是13.15万元")
    assert (none.status, none.figures) == ("not_found", [])
    assert "没有哪一项印为 13.15万元" in none.answer


def test_a_sum_without_one_of_its_parts_is_none() -> None:
    answer = sample_assistant().ask("数据局2025年诉讼的钱和水费合一块多少")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "没有印出“诉讼”" in answer.answer


def test_what_is_negated_is_not_what_is_asked_for() -> None:
    answer = sample_assistant().ask("数据局2025年非财政拨款有多少")
    assert "4049.27" not in [figure.value for figure in answer.figures]


def test_what_is_taken_away_names_no_column() -> None:
    answer = sample_assistant().ask("数据局2025年不含水费的公用支出多少")
    assert answer.plan["operation"] == "compute"
    assert [figure.value for figure in answer.figures] == ["252.27"]  # 254.12 − 1.85


RESERVED = """云泽市财政局2024年度部门决算
一、政府采购支出情况
2024年度云泽市财政局政府采购金额为51.20万元，其中：货物采购金额1.20万元、服务采购金额50.00万元。
2024年度本部门面向中小企业预留政府采购项目预算金额46.30万元，面向小微企业预留政府采购项目预算金额0万元。
"""


def test_what_final_accounts_print_of_the_budget_alone_is_told_as_such(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, {"云泽市财政局2024年度部门决算": RESERVED})
    answer = assistant.ask("财政局2024年给中小企业预留了多少采购额")
    assert answer.status == "answered"
    assert "46.30" in [figure.value for figure in answer.figures]
    assert "51.20" not in [figure.value for figure in answer.figures][:1]
