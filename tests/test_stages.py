"""年初预算、调整预算、决算 and the year before are stages of one item: a question gets the one that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.service import Assistant

TEXT = """澄湖市图书馆
2024年度部门决算

目录

第一部分 澄湖市图书馆概况

澄湖市图书馆的主要职责是：负责公共阅读服务。

第二部分 2024年度部门决算表

支出决算表

单位：万元

科目编码	科目名称	年初预算数	调整预算数	决算数
合计		170.00	180.00	175.50
2070104	图书馆	150.00	158.00	154.00
2210201	住房公积金	20.00	22.00	21.50

“三公”经费支出决算表

单位：万元

项目	上年决算数	预算数	决算数
“三公”经费合计	1.80	2.00	1.50
公务接待费	0.80	1.00	0.50
公务用车运行费	1.00	1.00	1.00
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("stages"), {"决算": TEXT})


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2024年住房公积金年初预算多少？", ["20.00"]),
        ("住房公积金调整预算数是多少？", ["22.00"]),
        ("住房公积金全年预算多少？", ["22.00"]),
        ("2024年住房公积金决算数是多少？", ["21.50"]),
        ("住房公积金多少？", ["21.50"]),
        ("住房公积金年初预算、调整预算、决算各多少？", ["20.00", "22.00", "21.50"]),
        ("公务接待费2024年预算和决算分别是多少？", ["1.00", "0.50"]),
        ("公务接待费上年决算数多少？", ["0.80"]),
        ("2023年公务接待费多少？", ["0.80"]),
        ("住房公积金决算比年初预算多多少？", ["21.50", "20.00", "1.50"]),
        ("住房公积金完成年初预算的百分之多少？", ["20.00", "21.50", "107.50"]),
    ],
)
def test_the_stage_named_answers(assistant: Assistant, question: str, values: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert sorted(figure.value for figure in answer.figures) == sorted(values)


def test_a_figure_of_another_year_or_stage_says_so(assistant: Assistant) -> None:
    assert "公务接待费（2023年决算）" in assistant.ask("公务接待费上年决算数多少？").answer
    assert "住房公积金（年初预算）" in assistant.ask("住房公积金年初预算多少？").answer


def test_stages_are_never_held_against_one_another(assistant: Assistant) -> None:
    for question in ("住房公积金年初预算多少？", "住房公积金调整预算数是多少？", "2024年住房公积金决算数是多少？"):
        assert assistant.ask(question).verification.status == "verified"
