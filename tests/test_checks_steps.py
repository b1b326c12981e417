"""Sums that a table shows by where its labels stand, over made tables that are read from text."""

from __future__ import annotations

from pathlib import Path

from index.checks import Evidence, run_rules
from index.load.text import load_text
from index.model.quantity import Outcome
from index.model.records import Check, Identity, Kind, Scope
from index.tables import read_tables

IDENTITY = Identity("澄湖市数据管理局", 2024, Kind.BUDGET, Scope.UNIT)

PROCUREMENT = """政府采购预算表

单位：万元

品目大类⇥专项名称⇥经济科目⇥采购物品⇥采购方式⇥金额
合计⇥⇥⇥⇥⇥{total}
一、货物⇥⇥⇥⇥⇥90.00
⇥设备购置费⇥办公设备购置⇥⇥⇥90.00
⇥⇥⇥打印机⇥集中采购⇥30.00
⇥⇥⇥复印机⇥分散采购⇥60.00
三、服务⇥⇥⇥⇥⇥46.00
⇥会务经费⇥会议费⇥⇥⇥26.00
⇥⇥⇥会议服务⇥分散采购⇥10.00
⇥⇥⇥住宿服务⇥分散采购⇥{lodging}
⇥⇥培训费⇥⇥⇥20.00
⇥⇥⇥培训服务⇥分散采购⇥20.00
"""
RECEIPTS = """收入预算总表

单位：万元

项目⇥⇥金额
收入总计⇥⇥{total}
一般公共预算资金⇥小计⇥120.00
一般公共预算资金⇥财政拨款资金⇥100.00
一般公共预算资金⇥专项收入⇥20.00
其他资金⇥小计⇥{other}
其他资金⇥事业收入⇥5.00
其他资金⇥其他收入⇥7.50
"""
BOTH_WAYS = """收支预算总表

单位：万元

收入⇥⇥支出⇥⇥⇥
项目⇥金额⇥功能分类⇥⇥支出性质⇥
⇥⇥项目⇥金额⇥项目⇥金额
一、财政拨款⇥150.00⇥一、文化旅游体育与传媒支出⇥{culture}⇥一、基本支出⇥100.00
二、其他收入⇥⇥二、社会保障和就业支出⇥25.00⇥二、项目支出⇥50.00
⇥⇥三、住房保障支出⇥15.00⇥⇥
收入合计⇥150.00⇥⇥⇥支出合计⇥150.00
"""
MEETINGS = """“三公”经费、会议费、培训费支出预算表

单位：万元

合计⇥“三公”经费⇥⇥⇥⇥会议费⇥培训费
⇥小计⇥因公出国（境）费⇥公务用车购置及运行费⇥公务接待费⇥⇥
{total}⇥6.50⇥1.00⇥3.00⇥2.50⇥4.00⇥{training}
"""
CARRIED = """财政拨款收入支出决算总表

单位：万元

收入⇥⇥支出⇥
项目⇥决算数⇥项目⇥决算数
一、一般公共预算财政拨款⇥90.00⇥一、文化旅游体育与传媒支出⇥97.00
二、政府性基金预算财政拨款⇥10.00⇥⇥
本年收入合计⇥100.00⇥本年支出合计⇥97.00
年初财政拨款结转和结余⇥{carried}⇥年末财政拨款结转和结余⇥8.00
一、一般公共预算财政拨款⇥3.00⇥⇥
二、政府性基金预算财政拨款⇥2.00⇥⇥
总计⇥105.00⇥总计⇥105.00
"""


def checks(text: str, rule: str) -> list[Check]:
    document = load_text(Path("澄湖.txt"), text.replace("⇥", "\t").encode())
    read = read_tables(document, IDENTITY)
    found, failures = run_rules(Evidence(IDENTITY, read.tables, read.facts, (), read.indicators, read.projects))
    assert not failures
    return [check for check in found if check.rule == rule]


def told(text: str, rule: str) -> dict[str, Outcome]:
    return {check.statement: check.outcome for check in checks(text, rule)}


def test_each_step_is_the_sum_of_the_steps_below_it() -> None:
    found = told(PROCUREMENT.format(total="136.00", lodging="16.00"), "sum.steps")
    assert set(found.values()) == {Outcome.EXACT}
    sums = {statement.partition(" ")[2] for statement in found}
    assert {"136.00 = 90.00 + 46.00", "90.00 = 30.00 + 60.00", "46.00 = 26.00 + 20.00", "26.00 = 10.00 + 16.00"} <= sums


def test_a_step_with_a_slip_is_a_contradiction_where_the_others_hold() -> None:
    found = told(PROCUREMENT.format(total="136.00", lodging="16.50"), "sum.steps")
    assert [statement for statement, outcome in found.items() if outcome is Outcome.CONTRADICTION] == [
        "会议费 26.00 ≠ 10.00 + 16.50 = 26.50，相差 0.50万元"
    ]


def test_a_figure_far_from_its_steps_is_left_alone() -> None:
    found = told(PROCUREMENT.format(total="900.00", lodging="16.00"), "sum.steps")
    assert Outcome.CONTRADICTION not in found.values()


def test_a_subtotal_is_the_sum_of_its_group_and_the_total_that_of_the_subtotals() -> None:
    found = told(RECEIPTS.format(total="132.50", other="12.50"), "sum.groups")
    assert set(found.values()) == {Outcome.EXACT}
    assert len(found) == 3


def test_a_subtotal_that_its_group_does_not_make_up_is_not_confirmed() -> None:
    found = checks(RECEIPTS.format(total="132.50", other="12.70"), "sum.groups")
    assert [str(check.expected) for check in found if check.outcome is Outcome.EXACT] == ["120.00"]


def test_both_ways_to_divide_the_expenditure_add_up_to_its_total() -> None:
    (check,) = checks(BOTH_WAYS.format(culture="110.00"), "sum.panels")
    assert check.statement == "支出总计 150.00 = 110.00 + 25.00 + 15.00"
    assert check.outcome is Outcome.EXACT
    assert checks(BOTH_WAYS.format(culture="10.00"), "sum.panels") == []


def test_the_total_of_a_table_that_names_meetings_too_is_more_than_three_public() -> None:
    found = told(MEETINGS.format(total="11.50", training="1.00"), "three_public")
    assert set(found.values()) == {Outcome.EXACT}
    assert {statement.partition(" ")[2] for statement in found} == {
        "11.50 = 6.50 + 4.00 + 1.00",
        "6.50 = 1.00 + 3.00 + 2.50",
    }
    wrong = told(MEETINGS.format(total="11.50", training="1.20"), "three_public")
    assert sorted(wrong.values()) == [Outcome.CONTRADICTION, Outcome.EXACT]


def test_what_is_carried_over_is_the_sum_of_what_is_numbered_below_it() -> None:
    found = told(CARRIED.format(carried="5.00"), "sum.children")
    assert found == {"年初财政拨款结转和结余 5.00 = 3.00 + 2.00": Outcome.EXACT}
    totals = {str(check.expected): check.outcome for check in checks(CARRIED.format(carried="5.00"), "sum.total")}
    assert totals["105.00"] is Outcome.EXACT
    assert checks(CARRIED.format(carried="5.10"), "sum.children")[0].outcome is Outcome.CONTRADICTION
