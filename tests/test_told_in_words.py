"""Publications of words alone, without tables: questions about what their sentences state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.answer.model import Answer

RECEPTION = """澄湖市水务局2023年度“三公”经费支出决算情况说明

一、“三公”经费支出决算总体情况说明。

澄湖市水务局2023年度一般公共预算财政拨款“三公”经费支出预算为50万元,支出决算为8万元,完成预算的16%,决算数小于预算数的主要原因是出国考察改期。

2023年度“三公”经费支出决算中,公务接待费支出决算6万元,占75%;公务用车运行维护费支出决算2万元,占25%。

1.公务接待费预算为10万元,支出决算为6万元,完成预算的60%。
"""
FUNDS = """澄湖市第二小学2023年度部门决算

一、收支情况说明

2023年度决算总收入124万元。2023年度年末结转和结余16万元。

二、政府性基金预算情况说明

2023年度政府性基金预算财政拨款年初结转和结余2万元,本年收入5万元,本年支出6万元,年末结转和结余1万元。
"""
PLACE = """横林县2019年“三公”经费决算情况说明
2019年各乡（镇）、县本级使用当年财政拨款安排的“三公”经费决算总额为60万元，较年初预算减少32%。国内公务接待批次410个，接待人次3150人。
"""
OTHER_PLACE = """2018年青川县“三公”经费决算情况
2018年全县“三公”经费决算汇总数为50万元。国内公务接待批次397个。
"""
TOWN = """石门镇2020年“三公”经费决算公开

石门镇2020年“三公”经费决算数共计35万元，比上年预算数下降30%，比上年决算数下降20%。
"""
NOBODY = """会议费情况说明

{year}年会议费支出{amount}万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("words")
    unknown = {f"说明{year}": NOBODY.format(year=year, amount=year - 2010) for year in (2018, 2019)}
    known = {"水务局2023": RECEPTION, "第二小学2023": FUNDS, "甲": PLACE, "乙": OTHER_PLACE, "丙": TOWN}
    for name, text in {**known, **unknown}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


def figures(answer: Answer) -> list[str]:
    return [f"{figure.value}{figure.unit}" for figure in answer.figures]


def test_a_share_of_the_whole_is_no_rate_of_completion(assistant: Assistant) -> None:
    answer = assistant.ask("水务局公务接待费完成预算的百分之几")
    assert "60%" in figures(answer)
    assert "75%" not in figures(answer)


@pytest.mark.parametrize("why", ["原因是什么", "为什么"])
def test_the_rate_of_completion_and_its_reason(assistant: Assistant, why: str) -> None:
    answer = assistant.ask(f"水务局2023年三公经费完成预算的百分之几，{why}")
    assert figures(answer) == ["50万元", "8万元", "16%"]
    assert "出国考察改期" in answer.answer


def test_what_is_left_of_certain_funds_is_not_what_is_left(assistant: Assistant) -> None:
    assert figures(assistant.ask("第二小学2023年年末结转和结余是多少")) == ["16万元"]
    assert figures(assistant.ask("第二小学2023年政府性基金预算支出是多少")) == ["6万元"]
    assert figures(assistant.ask("第二小学2023年本年支出是多少")) == []


def test_those_who_came_are_not_the_times_they_came(assistant: Assistant) -> None:
    assert figures(assistant.ask("横林县2019年国内公务接待多少人次")) == ["3150人"]  # as printed: 接待人次3150人
    assert figures(assistant.ask("横林县2019年国内公务接待多少批次")) == ["410批次"]
    missing = assistant.ask("青川县2018年国内公务接待多少人次")
    assert (missing.status, figures(missing)) == ("not_found", [])


def test_how_far_a_result_is_off_its_budget_is_told_where_one_of_both_is_printed(assistant: Assistant) -> None:
    answer = assistant.ask("横林县2019年三公经费决算比年初预算减少百分之几")
    assert figures(answer) == ["60万元", "32%"]


def test_documents_of_unknown_bodies_are_of_no_body_together(assistant: Assistant) -> None:
    answer = assistant.ask("2019年会议费比2018年增加多少")
    assert not any(figure.derived for figure in answer.figures)
    assert "矛盾" not in answer.answer


def test_what_all_bodies_of_a_place_spend_is_the_whole(assistant: Assistant) -> None:
    assert figures(assistant.ask("青川县2018年三公经费是多少")) == ["50万元"]


@pytest.mark.parametrize(("base", "rate"), [("决算", "20%"), ("预算", "30%")])
def test_the_budget_and_the_result_of_the_year_before_are_two_bases(assistant: Assistant, base: str, rate: str) -> None:
    assert figures(assistant.ask(f"石门镇2020年三公经费比上年{base}下降百分之几")) == ["35万元", rate]
