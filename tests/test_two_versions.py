"""A department beside its own 单位, a school with receipts of its own, and bodies with long names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.catalogue.organization_forms import body_forms
from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.answer.model import Answer
    from assistant.service import Assistant

VERSION = """澄湖市文化和旅游局{own}2024年{kind}预算
一、预算单位基本情况
单位名称\t经费性质\t编制人数\t在职人数
{listed}
二、收支预算总体情况表
单位：万元
收入\t预算数\t支出\t预算数
一、一般公共预算收入\t{all}\t一、文化旅游体育与传媒支出\t{all}
收入总计\t{all}\t支出总计\t{all}
三、一般公共预算支出情况表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计：\t\t{all}\t{basic}\t40.00
2070101\t行政运行\t{basic}\t{basic}\t
2070111\t文化创作与保护\t40.00\t\t40.00
四、一般公共预算基本支出情况表
单位：万元
科目编码\t科目名称\t合计\t人员支出\t公用支出
合计：\t\t{basic}\t{people}\t{office}
301\t工资福利支出\t{people}\t{people}\t
302\t商品和服务支出\t{office}\t\t{office}
30206\t电费\t8.00\t\t8.00
五、项目绩效目标表
项目名称\t非遗传承\t实施期限\t固定性项目
一级指标\t二级指标\t三级指标\t指标方向\t目标值\t计量单位
产出指标\t数量指标\t传习场次\t大于等于\t24\t场
"""
DEPARTMENT = VERSION.format(
    own="", kind="部门", all="500.00", basic="460.00", people="400.00", office="60.00",
    listed="澄湖市文化和旅游局（本级）\t全额\t40\t38\n澄湖市图书馆\t全额\t25\t22\n澄湖市文化馆\t差额\t15\t14",
)  # fmt: skip
OWN = VERSION.format(
    own="（本级）", kind="单位", all="300.00", basic="260.00", people="230.00", office="30.00",
    listed="澄湖市文化和旅游局（本级）\t全额\t40\t38",
)  # fmt: skip
SCHOOL = """澄湖市信息技术职业学校2025年单位预算
一、单位收支预算总表
单位：元
本年收入\t\t本年支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t900,000\t一、教育支出\t1,000,000
二、事业收入\t100,000\t\t
收入总计\t1,000,000\t支出总计\t1,000,000
二、单位支出预算总表
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
2050302\t中等职业教育\t1,000,000\t700,000\t300,000
合计\t\t1,000,000\t700,000\t300,000
三、单位一般公共预算支出功能分类预算表
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
2050302\t中等职业教育\t900,000\t600,000\t300,000
合计\t\t900,000\t600,000\t300,000
"""
CENTRE = """澄湖省潮间带湿地保护中心2023年度部门预算
一、收支预算总表
单位：万元
收入\t\t支出\t
项目名称\t金额\t项目名称\t金额
一、财政拨款\t80.00\t一、节能环保支出\t80.00
收入合计\t80.00\t支出合计\t80.00
二、政府采购支出预算表
单位：万元
采购品目大类\t专项名称\t经济科目\t采购物品名称\t采购组织形式\t总计
合 计\t\t\t\t\t39.00
一、货物A\t办公设备\t办公设备购置\t台式计算机\t政府集中采购\t6.00
一、货物A\t湿地监测\t专用设备购置\t无人机\t部门集中采购\t12.00
三、服务C\t湿地监测\t委托业务费\t遥感解译服务\t分散采购\t21.00
三、政府采购支出预算情况说明
2023年度政府采购支出预算总额39.00万元，其中：拟采购货物支出18.00万元、拟采购服务支出21.00万元。
四、预算绩效目标设置情况说明
2023年本部门共4个项目实行绩效目标管理，涉及财政性资金合计30.00万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"文旅局部门": DEPARTMENT, "文旅局本级": OWN, "职校": SCHOOL, "湿地": CENTRE}
    return assistant_over(tmp_path_factory.mktemp("versions"), texts)


def _figures(answer: Answer) -> list[tuple[str, str]]:
    return [(figure.value, figure.unit) for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("文旅局部门2024年总预算多少", ("500.00", "万元")),
        ("文旅局本级2024年总预算多少", ("300.00", "万元")),
        ("文旅局部门人员支出占基本支出几成", ("86.96", "%")),  # 400.00 ÷ 460.00
        ("市图书馆编制多少人", ("25", "人")),  # the body of the list, and not the account 图书馆
        ("职校支出总计多少", ("1000000", "元")),
        ("职校中等职业教育科目（2050302）一共安排多少", ("1000000", "元")),  # once, and not twice
        ("信息技术职校中等职业教育财政拨款安排多少", ("900000", "元")),
        ("职校一般公共预算基本支出多少", ("600000", "元")),
        ("职校财政拨款基本支出多少", ("600000", "元")),
        ("职校基本支出多少", ("700000", "元")),
        ("财政拨款占职校收入的百分之几", ("90.00", "%")),
        ("湿地保护中心2023年支出合计多少", ("80.00", "万元")),  # 湿地保护 is an account, too
    ],
)
def test_the_body_and_the_version_are_understood(assistant: Assistant, question: str, figure: tuple[str, str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert _figures(answer)[:1] == [figure]


@pytest.mark.parametrize(("question", "value"), [("文旅局电费多少", "8.00"), ("传习场次目标是多少", "24")])
def test_versions_that_print_the_same_are_not_asked_about(assistant: Assistant, question: str, value: str) -> None:
    """Which of the two is meant makes no difference."""
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert {figure.value for figure in answer.figures} == {value}


def test_versions_that_differ_are_asked_about(assistant: Assistant) -> None:
    assert assistant.ask("文旅局人员支出多少").status == "clarify"


def test_posts_of_a_department_are_those_of_all_its_bodies(assistant: Assistant) -> None:
    """40 + 25 + 15, also where the 单位 of that name is loaded beside it."""
    assert _figures(assistant.ask("文旅局的编制有多少人"))[:1] == [("80", "人")]


def test_goods_are_taken_apart_into_their_rows(assistant: Assistant) -> None:
    """6.00 + 12.00, each under the words of its row."""
    answer = assistant.ask("湿地保护中心2023年政府采购货物18万买什么")
    assert _figures(answer) == [("18.00", "万元"), ("6.00", "万元"), ("12.00", "万元")]
    assert "无人机" in answer.answer


def test_the_money_named_after_a_count_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("湿地保护中心2023年多少个项目搞绩效管理、涉及资金")
    assert _figures(answer) == [("4", "个"), ("30.00", "万元")]


def test_short_forms_begin_with_words_of_the_dictionary() -> None:
    assert {"湿地保护中心", "湿地中心"} <= body_forms("潮间带湿地保护中心").keys()
    assert {"职校", "信息技术职校"} <= body_forms("信息技术职业学校").keys()
