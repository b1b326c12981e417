"""Shares of what is granted, in a hospital that pays most by itself: of the granted basic expenditure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.understand.words.cues import points
from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.service import Assistant

HOSPITAL = """2024 年度澄湖市第二医院单位预算
一、支出预算总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t9500.00\t7300.00\t2200.00
2100201\t综合医院\t9500.00\t7300.00\t2200.00
二、一般公共预算拨款支出预算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t3000.00\t1800.00\t1200.00
2100201\t综合医院\t3000.00\t1800.00\t1200.00
三、一般公共预算拨款基本支出情况
2024 年度一般公共预算拨款基本支出 1,800.00 万元，其中：
（一）人员经费 1,710.00 万元，主要包括：基本工资、津贴补贴。
（二）公用经费 90.00 万元，主要包括：办公费、差旅费。
"""
SCHOOL = """澄湖市职业学校2024年单位预算
一、单位支出预算总表
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
2050302\t中等职业教育\t1,000,000\t800,000\t200,000
合计\t\t1,000,000\t800,000\t200,000
二、单位一般公共预算基本支出部门预算经济分类预算表
单位：元
科目编码\t科目名称\t合计\t人员经费\t公用经费
301\t工资福利支出\t450,000\t450,000\t0
302\t商品和服务支出\t50,000\t0\t50,000
合计\t\t500,000\t450,000\t50,000
"""
STREET = """澄湖市柳湾街道办事处2024年部门预算
一、收支预算总表
单位：万元
收入\t预算数\t支出\t预算数
一、一般公共预算收入\t12000.00\t一、城乡社区支出\t12000.00
收入总计\t12000.00\t支出总计\t12000.00
二、支出预算总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
2120501\t城乡社区环境卫生\t118.00\t\t118.00
2120101\t行政运行\t11882.00\t11882.00\t
合计\t\t12000.00\t11882.00\t118.00
三、一般公共预算支出情况
（一）城乡社区支出（类）城乡社区环境卫生（款）城乡社区环境卫生（项）181.00万元。主要用于保洁。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("basis"), {"二院": HOSPITAL, "职校": SCHOOL, "街道": STREET})


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("二院公用经费占基本支出多少", "5.00"),  # 90.00 ÷ 1,800.00, of which the sentence lists it
        ("二院人员经费占基本支出比重", "95.00"),  # and not of 7,300.00
        ("职校人员经费占基本支出多少", "90.00"),  # 450,000 ÷ 500,000 of its own table
        ("职校项目支出占总支出多少", "20.00"),
    ],
)
def test_a_share_is_of_the_whole_that_the_part_is_printed_with(assistant: Assistant, question: str, value: str) -> None:
    answer = assistant.ask(question)
    assert [(figure.value, figure.unit) for figure in answer.figures] == [(value, "%")]


def test_organizations_above_an_amount_are_listed_whichever_way_they_are_asked_for(assistant: Assistant) -> None:
    """Those whose whole is above it, and no accounts of theirs."""
    answer = assistant.ask("2024年预算总额超过1亿的单位有哪些")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("12000.00", "万元")]


def test_a_question_of_two_amounts_that_contradict_is_no_confirmed_one(assistant: Assistant) -> None:
    answer = assistant.ask("柳湾街道城乡社区环境卫生是181万还是118万")
    assert answer.verification.status == "mismatch"
    assert {"181.00", "118.00"} <= {figure.value for figure in answer.figures}


def test_a_stage_beside_another_is_of_the_same_year() -> None:
    found = points("2024年预算、决算、2025年预算分别是多少")
    assert found == ((2024, "预算"), (2024, "决算"), (2025, "预算"))
