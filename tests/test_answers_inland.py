"""Questions about documents of inland provinces: a budget and the final accounts of one year in two documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.answer.model import Answer

BUDGET = """澄湖市林业局2023年部门预算
一、部门人员情况
纳入本部门2023年部门预算编制范围的二级预算单位共有2个，包括：澄湖市林业站、澄湖市苗圃。
截至2022年底，本部门人员编制142人，其中行政编制98人、事业编制44人；实有人员131人。
截至2022年12月31日，我部门资产总额2,846.51万元，其中固定资产2,410.66万元。
二、机关运行经费
2023年本部门当年机关运行经费预算安排121.86万元，较上年减少3.28万元。
三、“三公”经费
我部门2023年公务接待费预算为1.22万元，较上年增加0.32万元，国内公务接待批次为18次，共计接待142人次。
四、部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t950.63\t380.63\t570.00
21302\t林业和草原\t950.63\t380.63\t570.00
2130201\t行政运行\t380.63\t380.63\t
2130205\t森林资源培育\t420.00\t\t420.00
2130207\t森林资源管理\t150.00\t\t150.00
\t合计\t950.63\t380.63\t570.00
"""
FINAL = """澄湖市林业局2023年度部门决算
一、支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
213\t农林水支出\t961.63\t406.73\t554.90
21302\t林业和草原\t961.63\t406.73\t554.90
2130201\t行政运行\t406.73\t406.73\t0.00
2130205\t森林资源培育\t381.26\t0.00\t381.26
2130207\t森林资源管理\t173.64\t0.00\t173.64
\t合计\t961.63\t406.73\t554.90
二、一般公共预算财政拨款支出决算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
213\t农林水支出\t940.98\t406.73\t534.25
21302\t林业和草原\t940.98\t406.73\t534.25
2130201\t行政运行\t406.73\t406.73\t0.00
2130205\t森林资源培育\t381.26\t0.00\t381.26
2130207\t森林资源管理\t152.99\t0.00\t152.99
\t合计\t940.98\t406.73\t534.25
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("inland")
    (folder / "林业局2023年部门预算.txt").write_text(BUDGET, encoding="utf-8")
    (folder / "林业局2023年部门决算.txt").write_text(FINAL, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


def figures(answer: Answer) -> list[tuple[str, str]]:
    return [(figure.value, figure.unit) for figure in answer.figures]


def test_the_budget_document_tells_what_was_planned_first(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市林业局2023年森林资源培育年初预算多少")
    assert (answer.status, figures(answer)) == ("answered", [("420.00", "万元")])


@pytest.mark.parametrize("question", ["花的钱超没超年初预算", "有没有超年初预算", "超年初预算了吗"])
def test_whether_more_was_spent_than_planned(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(f"澄湖市林业局2023年森林资源培育{question}")
    assert ("-38.74", "万元") in figures(answer) or ("38.74", "万元") in figures(answer)


@pytest.mark.parametrize("words", ["一般公共预算决算数是多少", "一般公共预算决算合计多少"])
def test_a_book_that_is_called_budget_is_no_stage(assistant: Assistant, words: str) -> None:
    answer = assistant.ask(f"澄湖市林业局2023年林业和草原{words}")
    assert (answer.status, figures(answer)) == ("answered", [("940.98", "万元")])


def test_spending_behind_an_account_is_no_item_beside_it(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市林业局2023年行政运行支出决算对吗")
    assert (answer.status, figures(answer)) == ("answered", [("406.73", "万元")])
    assert answer.verification.status == "verified"


@pytest.mark.parametrize("words", ["共花了多少", "加一块儿花了多少"])
def test_what_was_spent_on_both_is_added(assistant: Assistant, words: str) -> None:
    answer = assistant.ask(f"澄湖市林业局2023年决算里森林资源培育和森林资源管理{words}")
    assert figures(answer)[0] == ("554.90", "万元")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("有多少编制", ("142", "人")),
        ("国内公务接待多少人次", ("142", "人次")),
        ("机关运行经费安排多少", ("121.86", "万元")),
    ],
)
def test_what_the_text_states_is_found(assistant: Assistant, question: str, figure: tuple[str, str]) -> None:
    answer = assistant.ask(f"澄湖市林业局2023年预算{question}")
    assert figure in figures(answer)


def test_what_there_is_at_the_end_of_a_year_is_no_budget_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖市林业局2023年预算资产总额多少")
    assert [figure.label for figure in answer.figures] == ["资产总额（2022年末）"]
