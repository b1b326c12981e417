"""A hospital with receipts of its own, and a street office with bodies under it: what is granted, and what each has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.answer.model import Answer
    from assistant.service import Assistant

HOSPITAL = """2024 年度澄湖市第二医院单位预算
一、收支预算总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t3000.00\t一、卫生健康支出\t9100.00
二、政府性基金预算拨款收入\t0.00\t二、住房保障支出\t400.00
三、国有资本经营预算拨款收入\t0.00\t\t
四、事业收入\t6500.00\t\t
收入合计\t9500.00\t支出合计\t9500.00
二、支出预算总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t9500.00\t7300.00\t2200.00
2100201\t综合医院\t9100.00\t6900.00\t2200.00
2210201\t住房公积金\t400.00\t400.00\t0.00
三、一般公共预算拨款支出预算表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t3000.00\t1800.00\t1200.00
2100201\t综合医院\t3000.00\t1800.00\t1200.00
四、一般公共预算基本支出经济分类情况表
单位：万元
科目编码\t科目名称\t预算数
合计\t\t1800.00
301\t工资福利支出\t1700.00
30101\t基本工资\t1700.00
302\t商品和服务支出\t100.00
30217\t公务接待费\t1.60
30231\t公务用车运行维护费\t98.40
五、一般公共预算“三公”经费支出预算表
单位：万元
项目\t预算数
合计\t101.10
1、因公出国（境）费用\t0.00
2、公务接待费\t2.70
3、公务用车购置及运行费\t98.40
其中：（1）公务用车购置费\t0.00
（2）公务用车运行费\t98.40
六、一般公共预算“三公”经费支出情况
2024 年“三公”经费预算 101.10 万元，其中：公务接待费 2.70 万元，公务用车运行费 98.40 万元。
（一）公务接待费
2024 年预算安排 2.70 万元，比上年减少 0.30 万元，降低 10.00%。主要原因是：接待批次减少。
七、预算收支总体情况
2024 年收入预算为 9,500.00 万元，比上年增加 500.00 万元，主要原因是门诊量增加。
八、预算绩效目标情况
2024 年共设置 3 个项目绩效目标，共涉及财政拨款资金 1,200.00 万元。
病房改造绩效目标表
项目资金（万元）\t资金总额：\t700.00\t\t
\t财政拨款：\t700.00\t\t
\t其中：当年财政拨款：\t700.00\t\t
\t上年结转结余财政拨款：\t0.00\t\t
总体目标\t改造病房。
绩效目标指标\t一级指标\t二级指标\t三级指标\t目标值
\t产出指标\t数量指标\t改造面积\t≥500平方米
设备更新绩效目标表
项目资金（万元）\t资金总额：\t300.00\t\t
\t财政拨款：\t300.00\t\t
\t其中：当年财政拨款：\t300.00\t\t
\t上年结转结余财政拨款：\t0.00\t\t
总体目标\t更新设备。
绩效目标指标\t一级指标\t二级指标\t三级指标\t目标值
\t产出指标\t数量指标\t更新台数\t=2台
学员培养绩效目标表
项目资金（万元）\t资金总额：\t200.00\t\t
\t财政拨款：\t200.00\t\t
\t其中：当年财政拨款：\t200.00\t\t
\t上年结转结余财政拨款：\t0.00\t\t
总体目标\t培养学员。
绩效目标指标\t一级指标\t二级指标\t三级指标\t目标值
\t产出指标\t数量指标\t在培人数\t≥40人
"""
STREET = """2024 年度
澄湖市柳湾街道办事处部门预算
一、部门预算单位基本情况
纳入预算编制范围的单位包括：
单位名称\t经费性质
澄湖市柳湾街道办事处\t全额
柳湾街道便民服务中心\t全额
柳湾街道文体中心\t差额
二、部门收入预算总体情况表
单位：万元
单位编码\t单位名称\t合计\t财政拨款\t其他收入
合计：\t\t900.00\t880.00\t20.00
701\t澄湖市柳湾街道办事处\t600.00\t600.00\t
702\t柳湾街道便民服务中心\t180.00\t180.00\t
703\t柳湾街道文体中心\t120.00\t100.00\t20.00
三、“三公”经费财政拨款预算情况
2024 年“三公”经费财政拨款预算数为 5.00 万元，其中：公务接待费 5.00 万元。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(
        tmp_path_factory.mktemp("own"), {"第二医院2024年单位预算": HOSPITAL, "柳湾街道2024年部门预算": STREET}
    )


def _figures(answer: Answer) -> list[tuple[str, str]]:
    return [(figure.value, figure.unit) for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("二院综合医院（2100201）这科目，财政拨款安排的项目支出多少", "1200.00"),  # and not 2200.00 of all receipts
        ("二院2100201一般公共预算拨款支出里的项目支出", "1200.00"),
        ("二院综合医院项目支出多少", "2200.00"),
        ("二院综合医院财政拨款多少", "3000.00"),
        ("二院财政拨款的项目支出多少", "1200.00"),
        ("二院财政拨款安排的基本支出", "1800.00"),
        ("二院财政拨款的公务接待费多少", "2.70"),
        ("二院财政拨款收入多少", "3000.00"),  # the one grant that there is
        ("倒推二院2023年收入预算是多少", "9000.00"),  # 9500.00 − 500.00; 倒推 is no part of the name
        ("二院公务接待费30217多少", "1.60"),
    ],
)
def test_an_item_of_the_grant_is_that_of_its_tables(assistant: Assistant, question: str, value: str) -> None:
    """The grant said beside an account chooses the table, and is no item of its own."""
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert _figures(answer) == [(value, "万元")]


def test_receipts_named_beside_others_are_the_grant_received(assistant: Assistant) -> None:
    """财政拨款 beside 事业收入 is the row of receipts, and not what single projects are paid from."""
    answer = assistant.ask("二院财政拨款和事业收入各多少")
    assert _figures(answer) == [("3000.00", "万元"), ("6500.00", "万元")]


def test_the_row_of_a_code_does_not_contradict_the_text_of_the_other_table(assistant: Assistant) -> None:
    """30217 of 基本支出 and the 公务接待费 of the 三公 table are two figures by design."""
    answer = assistant.ask("二院公务接待费30217多少")
    assert answer.verification.status != "mismatch"


@pytest.mark.parametrize(
    "question",
    ["二院公务接待费，三公表里的比基本支出表里的30217多多少", "二院三公表的公务接待费和30217公务接待费一样吗"],
)
def test_one_item_of_two_tables_is_compared(assistant: Assistant, question: str) -> None:
    """Both figures and the gap: 2.70 − 1.60 = 1.10."""
    values = _figures(assistant.ask(question))
    assert {("2.70", "万元"), ("1.60", "万元"), ("1.10", "万元")} <= set(values)


def test_what_receipts_are_made_of_is_no_meaning_of_a_term(assistant: Assistant) -> None:
    answer = assistant.ask("二院收入由哪几块构成")
    assert _figures(answer)[1:] == [("3000.00", "万元"), ("6500.00", "万元")]


@pytest.mark.parametrize("question", ["二院三个绩效项目加起来是1200万吗", "二院绩效项目资金合计对得上1,200.00万元吗"])
def test_all_projects_are_added_up_where_a_check_asks_for_them(assistant: Assistant, question: str) -> None:
    """700.00 + 300.00 + 200.00, against what the text states of them."""
    answer = assistant.ask(question)
    assert answer.verification.status == "verified"
    assert ("1200.00", "万元") in _figures(answer)
    assert "700.00 + 300.00 + 200.00" in answer.answer


def test_the_year_before_is_told_where_two_years_are_set_side_by_side(assistant: Assistant) -> None:
    """2.70 + 0.30, beside the change that is stated."""
    answer = assistant.ask("二院公务接待费跟2023年比")
    assert ("0.30", "万元") in _figures(answer)
    assert ("3.00", "万元") in [(figure.value, figure.unit) for figure in answer.supporting]


@pytest.mark.parametrize(
    ("question", "value", "name"),
    [
        ("柳湾街道下面几家单位，预算最少的是哪家", "120.00", "柳湾街道文体中心"),
        ("柳湾街道下属单位里收入最多的是哪家", "600.00", "柳湾街道办事处"),
        ("柳湾街道便民服务中心今年收入多少", "180.00", "柳湾街道便民服务中心"),
        ("柳弯街道便民服务中心今年收入多少", "180.00", "柳湾街道便民服务中心"),
    ],
)
def test_what_bodies_have_is_read_from_their_rows(assistant: Assistant, question: str, value: str, name: str) -> None:
    """The department itself is no answer to which of its bodies has least."""
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert _figures(answer) == [(value, "万元")]
    assert name in answer.answer


@pytest.mark.parametrize(
    "question",
    ["柳湾街道下属单位三公经费最多的是哪家", "柳湾街道各下属单位三公经费分别多少", "柳湾街道便民服务中心三公经费多少"],
)
def test_what_no_table_tells_of_bodies_is_not_answered(assistant: Assistant, question: str) -> None:
    """The figure of all of the department stays context."""
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert not answer.figures


def test_bodies_of_one_kind_are_counted(assistant: Assistant) -> None:
    answer = assistant.ask("柳湾街道编了几家单位，差额的有几家")
    assert _figures(answer) == [("3", "家"), ("1", "家")]
    assert assistant.ask("柳湾街道自收自支的单位有几家").status == "not_found"
