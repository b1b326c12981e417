"""What a question asks for is what it is given: a comparison has two sides, a reason is that of its item."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures
from tests.sample_index import sample_assistant

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.service import Assistant


FINAL = """澄湖市港航局2024年度部门决算
一、收入支出决算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | 610.00 | 一、交通运输支出 | 590.00 |
| 八、其他收入 | 5.00 | 二、住房保障支出 | 21.00 |
| 本年收入合计 | 615.00 | 本年支出合计 | 611.00 |
| 年初结转和结余 | 2.00 | 年末结转和结余 | 6.00 |
| 总计 | 617.00 | 总计 | 617.00 |
二、财政拨款“三公”经费支出决算表
单位：万元
| 项目 | 预算数 | 决算数 |
| “三公”经费合计 | 3.20 | |
| 1.因公出国（境）费 | | |
| 2.公务用车购置及运行费 | | |
| 3.公务接待费 | 3.20 | |
三、财政拨款“三公”经费支出决算情况说明
“三公”经费财政拨款支出年初预算为3.20万元，支出决算为0.00万元，完成预算的0%，其中：因公出国（境）费决算为0.00万元；\
公务用车购置及运行费支出决算为0.00万元；公务接待费支出决算为0.00万元。\
2024年度“三公”经费支出决算数小于预算数的主要原因：当年度没有接待任务。
四、名词解释
机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金，包括办公费、印刷费、差旅费等。
"""
BUDGET = """澄湖市水文站2025年单位预算
一、“三公”经费预算情况说明
2025年“三公”经费预算数为18.00万元，比2024年预算减少4.00万元。其中：
（一）因公出国（境）费0万元，与2024年预算持平。主要原因是没有出访计划。
（二）公务用车购置及运行费15.00万元，比2024年预算减少5.00万元，主要原因是报废测量船配套车。
（三）公务接待费3.00万元，比2024年预算增加1.00万元，主要原因是会商来访增多。
二、会议费、培训费
会议费6.00万元，与2024年预算持平。
培训费2.00万元，比2024年预算减少1.00万元，主要原因是改为网上授课。
三、收支预算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 预算数 | 项目 | 预算数 |
| 一般公共预算拨款收入 | 240.00 | 农林水支出 | 240.00 |
| 收入总计 | 240.00 | 支出总计 | 240.00 |
"""


ARCHIVE = """澄湖市测绘院2025年单位预算
一、单位预算编制说明
住房公积金科目20.60万元，主要用于在职人员缴存。
二、支出预算总表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | 合计 | 80.50 | 80.50 | |
| 201 | 一般公共服务支出 | 60.00 | 60.00 | |
| 221 | 住房保障支出 | 20.50 | 20.50 | |
| 22102 | 住房改革支出 | 20.50 | 20.50 | |
| 2210201 | 住房公积金 | 20.50 | 20.50 | |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(
        tmp_path_factory.mktemp("result"),
        {"港航局2024年部门决算": FINAL, "水文站2025年单位预算": BUDGET, "测绘院2025年单位预算": ARCHIVE},
    )


def test_one_side_is_no_comparison(assistant: Assistant) -> None:
    for question in ("港航局2024年决算收入比预算多多少", "港航局2024年本年支出决算比年初预算少多少"):
        answer = assistant.ask(question)
        assert (answer.status, answer.figures) == ("not_found", [])
        assert "不能由文件中的数算出" in answer.answer


def test_the_result_does_not_contradict_the_budget(assistant: Assistant) -> None:
    answer = assistant.ask("港航局2024年三公经费决算比预算少多少，为什么")
    assert answer.status == "answered"
    assert ("3.20", "万元") in figures(answer)
    assert [figure.value for figure in answer.figures if figure.derived] == ["3.20"]
    assert answer.verification.status != "mismatch"
    assert "当年度没有接待任务" in answer.answer


@pytest.mark.parametrize(
    "question", ["水文站2025年三公里哪几项没有安排", "水文站三公经费中为零的有哪些", "水文站2025年三公经费里哪项是0"]
)
def test_items_without_an_amount_are_listed(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, [(one.label, one.value) for one in answer.figures]) == (
        "answered",
        [("因公出国（境）费", "0")],
    )


def test_what_is_not_spent_to_the_end_is_not_nothing(assistant: Assistant) -> None:
    assert "为 0" not in assistant.ask("水文站2025年三公里哪几项没花完").answer


def test_an_item_is_given_no_other_items_reason(assistant: Assistant) -> None:
    assert "会商来访增多" in assistant.ask("水文站2025年公务接待费为什么增加").answer
    unchanged = assistant.ask("水文站2025年会议费为什么没变").answer
    assert "文件没有写明原因" in unchanged
    assert "原因：" not in unchanged


def test_the_reason_for_the_part_that_changed_most_stands_for_a_whole_without_one(assistant: Assistant) -> None:
    answer = assistant.ask("水文站2025年三公经费为什么减少")
    assert ("4.00", "万元") in figures(answer)
    assert "公务用车购置及运行费”写明“报废测量船配套车" in answer.answer


@pytest.mark.parametrize(
    "question",
    ["水文站2025年三公经费多少，其中公务接待费多少，占比多少", "水文站三公经费是多少？其中接待费多少，占百分之几"],
)
def test_each_amount_asked_for_is_given_beside_the_share(assistant: Assistant, question: str) -> None:
    assert figures(assistant.ask(question)) == [("18.00", "万元"), ("3.00", "万元"), ("16.67", "%")]


def test_an_amount_and_its_share_of_another(assistant: Assistant) -> None:
    found = figures(assistant.ask("水文站2025年公务接待费多少，占三公经费多少"))
    assert found == [("3.00", "万元"), ("16.67", "%")]


def test_what_has_no_name_within_a_whole_is_given_no_share(assistant: Assistant) -> None:
    answer = assistant.ask("水文站2025年三公经费里鲜花占多少")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_the_whole_is_no_part_of_itself(assistant: Assistant) -> None:
    found = figures(assistant.ask("水文站2025年三公经费里公务接待费一共占多少"))
    assert found == [("16.67", "%")]


@pytest.mark.parametrize("question", ["水文站2025年三公经费的构成及占比", "水文站三公经费各项占比多少"])
def test_each_part_is_given_its_share(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [figure.value for figure in answer.figures if figure.unit == "%"] == ["83.33", "16.67"]
    assert {("18.00", "万元"), ("15.00", "万元"), ("3.00", "万元")} <= set(figures(answer))


def test_what_came_first_is_what_goes_on_being_asked_of(assistant: Assistant) -> None:
    answer = assistant.ask("水文站2025年三公里哪项最多，占三公经费百分之几")
    assert figures(answer) == [("15.00", "万元"), ("83.33", "%")]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("水文站2025年公务接待费有没有超过2万元", "3.00万元 符合"),
        ("水文站2025年公务接待费超过5万元吗", "3.00万元 不符合"),
    ],
)
def test_whether_a_figure_is_beyond_an_amount(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert figures(answer) == [("3.00", "万元")]
    assert told in answer.answer


def test_the_most_of_a_kind_is_sought_among_all_kinds(assistant: Assistant) -> None:
    assert [figure.label for figure in assistant.ask("港航局2024年哪类支出最多").figures] == ["交通运输支出"]


def test_an_amount_is_no_multiple(assistant: Assistant) -> None:
    answer = assistant.ask("港航局2025年预算支出是2024年决算支出的多少倍")
    assert (answer.status, answer.figures) == ("not_found", [])


@pytest.mark.parametrize(
    "question", ["港航局2025年三公经费和2024年决算的三公经费比，哪个高", "水文站2025年最大的两项支出占总支出多少"]
)
def test_nothing_is_compared_with_itself(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


def test_what_is_left_out_is_taken_away(assistant: Assistant) -> None:
    [figure] = assistant.ask("水文站2025年除公务接待外的三公经费").figures
    assert (Decimal(figure.value), figure.unit) == (Decimal(15), "万元")


def test_a_definition_is_no_reason(assistant: Assistant) -> None:
    answer = assistant.ask("港航局2024年办公费增长的原因")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_the_amount_of_what_came_first_is_no_question_of_its_own(assistant: Assistant) -> None:
    assert figures(assistant.ask("水文站2025年三公里哪项最多，预算是多少")) == [("15.00", "万元")]


def test_the_unit_with_the_greatest_share_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("哪个单位的公务接待费占三公经费的比例最高")
    assert answer.status == "answered"
    assert {figure.unit for figure in answer.figures} == {"%"}


def test_an_earlier_year_goes_on_the_comparison(assistant: Assistant) -> None:
    answer = assistant.ask("比2024年呢", turns=["水文站2025年公务接待费多少"])
    assert ("1.00", "万元") in figures(answer)


def test_an_equation_is_not_checked_without_one_of_its_terms(assistant: Assistant) -> None:
    for question in ("港航局2024年年初盈余加本年收入等于总额吗", "港航局2024年决算里上级返还加本年收入等于收入总计吗"):
        answer = assistant.ask(question)
        assert "成立" not in answer.answer
        assert answer.verification.status != "verified"
    whole = assistant.ask("港航局2024年年初结转和结余加本年收入合计等于收入总计吗")
    assert "成立。2.00 + 615.00" in whole.answer


def test_higher_by_how_many_per_cent(assistant: Assistant) -> None:
    found = figures(assistant.ask("水文站2025年会议费和培训费，哪个高，高百分之几"))
    assert ("200.00", "%") in found


def test_items_beyond_their_budget_are_not_all_items(assistant: Assistant) -> None:
    assert assistant.ask("港航局2024年决算比预算超了哪些项目").figures == []


def test_a_year_without_a_stage_is_of_the_kind_that_is_loaded(tmp_path: Path) -> None:
    budget = BUDGET.replace("水文站2025年单位预算", "港航局2025年部门预算")
    answer = assistant_over(tmp_path, {"预算": budget, "决算": FINAL}).ask("港航局2025年三公经费比2024年决算多多少")
    assert figures(answer) == [("18.00", "万元"), ("0.00", "万元"), ("18.00", "万元")]


def test_the_largest_is_not_what_changed_most(assistant: Assistant) -> None:
    answer = assistant.ask("水文站2025年因公出国、公车、公务接待三项哪项降幅最大")
    assert "最多的是" not in answer.answer
    assert ("5.00", "万元") in figures(answer)
    assert ("15.00", "万元") not in figures(answer)[:1]


@pytest.mark.parametrize(
    "question",
    [
        "测绘院2025年住房公积金文字和表格一致吗",
        "测绘院2025年住房公积金为什么有两个数",
        "测绘院住房公积金正文和表里怎么对不上",
        "测绘院2025年住房公积金为什么有两个不同的金额",
    ],
)
def test_both_sides_are_shown_where_the_question_speaks_of_two(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.verification.status) == ("answered", "mismatch")
    assert {("20.50", "万元"), ("20.60", "万元")} <= set(figures(answer))


def test_a_list_tells_its_sum() -> None:
    answer = sample_assistant().ask("图书馆2025年超过30万元的项目有哪些，合计多少")
    assert [figure.value for figure in answer.figures if figure.derived] == ["4063900.00"]
    listed = [Decimal(figure.value) for figure in answer.figures if not figure.derived]
    assert (len(listed), sum(listed)) == (4, Decimal("4063900.00"))


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("图书馆2025年除了人员经费还有多少基本支出", "2118103", "元"),
        ("图书馆2025年事业收入和其他收入加起来够不够付物业费", "-370100", "元"),
        ("图书馆2025年政府采购货物预算占比多少", "68.56", "%"),
    ],
)
def test_what_is_left_and_what_is_enough(question: str, value: str, unit: str) -> None:
    [figure] = sample_assistant().ask(question).figures
    assert (Decimal(figure.value), figure.unit) == (Decimal(value), unit)
