"""Names that a question writes without anything between them: each word is of the name that it belongs to."""

from __future__ import annotations

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build

BUDGET = """澄湖市灯塔局2024年部门预算
一、主要职能
澄湖市灯塔局是主管航标的市政府工作部门，加挂澄湖市航道保护所牌子。澄湖市灯塔局部门预算包括灯塔局本部以及下属0家预算单位。本部门中，行政单位1家，事业单位0家。
二、一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
205\t教育支出\t30.00\t0.00\t30.00
20508\t进修及培训\t30.00\t0.00\t30.00
2050803\t培训支出\t30.00\t0.00\t30.00
208\t社会保障和就业支出\t90.00\t90.00\t0.00
20805\t行政事业单位养老支出\t90.00\t90.00\t0.00
2080505\t机关事业单位基本养老保险缴费支出\t60.00\t60.00\t0.00
2080506\t机关事业单位职业年金缴费支出\t30.00\t30.00\t0.00
221\t住房保障支出\t48.00\t48.00\t0.00
22102\t住房改革支出\t48.00\t48.00\t0.00
2210201\t住房公积金\t48.00\t48.00\t0.00
合计\t\t168.00\t138.00\t30.00
三、一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t金额
301\t工资福利支出\t126.00
30108\t机关事业单位基本养老保险缴费\t58.00
30109\t职业年金缴费\t20.00
30113\t住房公积金\t48.00
302\t商品和服务支出\t12.00
30211\t差旅费\t12.00
合计\t\t138.00
四、财政拨款支出说明
灯塔事务支出19.00万元，其中：行政运行12.00万元，灯塔委托业务支出7.00万元。
3．机关事业单位职业年金缴费（项）支出30.00万元，与上年相比增加2.00万元。
"""
OTHER = """澄湖市档案馆2024年部门预算
一、一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计
2210201\t住房公积金\t15.00
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("run-together")
    for name, text in (("灯塔局2024年部门预算.txt", BUDGET), ("档案馆2024年部门预算.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


def test_an_item_is_no_part_of_another_that_is_added(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局2024年机关事业单位基本养老保险加职业年金一共多少万")
    assert [figure.value for figure in answer.figures] == ["90.00"], answer.answer


def test_a_name_that_several_accounts_begin_with_is_any_of_them(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局2024年机关事业单位基本养老保险是多少")
    assert answer.status == "clarify"
    assert "60.00" in answer.answer
    assert "58.00" in answer.answer


def test_an_organization_begins_where_the_item_before_it_ends(assistant: Assistant) -> None:
    answer = assistant.ask("住房公积金档案馆、灯塔局2024年各列了多少")
    assert {figure.value for figure in answer.figures} == {"15.00", "48.00"}, answer.answer


def test_a_body_that_is_not_loaded_is_told_without_the_item_before_it(assistant: Assistant) -> None:
    answer = assistant.ask("住房公积金澄湖市水族馆2024年列了多少")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "“澄湖市水族馆”" in answer.answer


def test_what_runs_into_an_item_is_none_of_its_neighbours(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔行政运行，灯塔局2024年是多少")
    assert [figure.value for figure in answer.figures] == ["12.00"], answer.answer


def test_units_below_are_counted_as_such(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局部门预算包含几家单位")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("下属预算单位", "0")]


def test_words_that_are_looked_for_stay_apart(assistant: Assistant) -> None:
    answer = assistant.ask("灯塔局还挂着哪几块牌子")
    assert answer.status == "answered"
    assert "航道保护所牌子" in answer.answer


def test_the_figures_of_each_of_two_are_set_against_one_another_once(assistant: Assistant) -> None:
    answer = assistant.ask("2024年灯塔局的住房公积金（2210201）和档案馆的住房公积金（2210201）差多少")
    assert [figure.value for figure in answer.figures if figure.derived] == ["33.00"], answer.answer
    assert answer.answer.count("33.00") == 1
