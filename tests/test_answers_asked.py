"""Questions as people put them, over invented documents: shares and growth checked, follow-ups, lists of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over

if TYPE_CHECKING:
    from assistant.service import Assistant

FINAL = """澄湖市商贸局2024年度部门决算
一、机构设置
纳入部门决算编制范围的单位包括：
| 序号 | 单位名称 | 备注 |
| 1 | 澄湖市商贸局（本级） | |
| 2 | 澄湖市商贸信息服务中心 | 不单独核算，并入本级 |
二、支出决算表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | 合计 | 820.00 | 600.00 | 220.00 |
| 201 | 一般公共服务支出 | 620.00 | 400.00 | 220.00 |
| 20113 | 商贸事务 | 620.00 | 400.00 | 220.00 |
| 2011301 | 行政运行 | 420.00 | 400.00 | 20.00 |
| 2011308 | 招商引资 | 200.00 | | 200.00 |
| 208 | 社会保障和就业支出 | 200.00 | 200.00 | |
三、基本支出决算表
单位：万元
| 科目编码 | 科目名称 | 决算数 |
| 302 | 商品和服务支出 | 50.00 |
| 30201 | 办公费 | 12.50 |
四、收入决算情况说明
本年收入合计825.00万元，其中：财政拨款收入820.00万元，占99.39%；其他收入5.00万元，占0.61%；
五、支出决算情况说明
本年支出合计820.00万元，其中：基本支出600.00万元，占73.17%；项目支出220.00万元，占27.83%；
六、一般公共预算财政拨款支出决算情况说明
一般公共预算财政拨款支出820.00万元。与2023年度相比，一般公共预算财政拨款支出减少30.00万元，下降3.53%。
（一）一般公共服务支出（类）商贸事务（款）招商引资（项）。年初预算为210.00万元，支出决算为200.00万元。决算数小于预算数的主要原因：部分展会延期。
"""
BUDGET = """澄湖市商贸局2025年部门预算
一、2025年部门预算编制说明
收入预算900.00万元，其中：财政拨款收入900.00万元，比2024年预算减少100.00万元。
支出预算900.00万元，其中：财政拨款支出预算900.00万元，比2024年预算减少100.00万元。
1. “一般公共服务支出（类）商贸事务（款）招商引资（项）”150.00万元。\
2024年当年预算执行数为200.00万元，2025年预算安排150.00万元，比2024年预算执行数减少25.00%。主要原因是：展会减少。
2. “一般公共服务支出（类）宣传事务（款）一般行政管理事务（项）”30.00万元。\
2024年当年预算执行数为20.00万元，2025年预算安排30.00万元，比2024年预算执行数增加50.00%。主要原因是：活动增加。
3. “一般公共服务支出（类）商贸事务（款）一般行政管理事务（项）”40.00万元。\
2024年当年预算执行数为0.00万元，2025年预算安排40.00万元。
二、一般公共预算支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | 合计 | 900.00 | 680.00 | 220.00 |
| 201 | 一般公共服务支出 | 900.00 | 680.00 | 220.00 |
| 20113 | 商贸事务 | 870.00 | 680.00 | 190.00 |
| 2011301 | 行政运行 | 680.00 | 680.00 | |
| 2011302 | 一般行政管理事务 | 40.00 | | 40.00 |
| 2011308 | 招商引资 | 150.00 | | 150.00 |
| 20133 | 宣传事务 | 30.00 | | 30.00 |
| 2013302 | 一般行政管理事务 | 30.00 | | 30.00 |
三、基本支出表
单位：元
| 科目编码 | 科目名称 | 合计 |
| 302 | 商品和服务支出 | 520000.00 |
| 30201 | 办公费 | 110000.00 |
四、政府采购预算情况
2025年政府采购预算60.00万元。
2025年本部门面向中小企业预留政府采购项目预算金额36.00万元，其中，预留给小型和微型企业的政府采购项目预算为9.00万元。
五、绩效目标设置情况
2025年度，本部门编报绩效目标的项目共3个，涉及项目预算资金110.00万元。
六、国有资产占有使用情况
截至2024年8月31日，商贸局共有车辆2辆，其中：其他用车2辆。
## 市场繁荣与品质提升专项（政策资金）经费情况说明
七、年度预算安排
2025年度项目总预算80.00万元，其中市级支持连锁经营50.00万元，区级支持连锁经营18.00万元，展会推进专项12.00万元，合计80.00万元。
"""
BODIES = """澄湖市档案局2025年部门预算
一、部门主要职责
管理全市档案事业。
二、部门机构设置
本部门包括3个内设机构和2个派出机构，具体包括：
（一）内设机构
1.办公室
2.法规处
3.保管利用处
（二）派出机构
1.澄湖东区分局
2.澄湖西区分局
三、“三公”经费情况
公务接待费预算支出 6.50 万元，本年数小于上年预算数 1.50 万元，主要是厉行节约。
"""


SPORT = """澄湖市体育局{year}年部门预算
一、一般公共预算支出表
单位：万元
| 科目编码 | 科目名称 | 合计 |
| | 合计 | {total} |
| 207 | 文化旅游体育与传媒支出 | {sport} |
| 20703 | 体育 | {sport} |
| 2070307 | 体育场馆 | {halls} |
| 2070308 | 群众体育 | {games} |
| 208 | 社会保障和就业支出 | {social} |
| 20805 | 行政事业单位养老支出 | {social} |
| 2080505 | 机关事业单位基本养老保险缴费支出 | {social} |
二、政府采购支出预算表
单位：万元
| 采购品目大类 | 专项名称 | 经济科目 | 采购物品名称 | 采购组织形式 | 总计 |
| | | | | 合计 | 48.00 |
| 一、货物A | | | | | 3.00 |
| | 办公费 | 办公设备购置 | | | 3.00 |
| | | | 打印设备 | 分散自行组织 | 3.00 |
| 三、服务C | | | | | 45.00 |
| | 赛事经费 | 委托业务费 | | | 45.00 |
| | | | 会议服务 | 分散自行组织 | 20.00 |
| | | | 会议服务 | 部门集中采购 | 20.00 |
| | | | 场馆及其他设施租赁服务 | 分散自行组织 | 5.00 |
"""
SPORTS = {
    2024: {"total": "100.00", "sport": "80.00", "halls": "60.00", "games": "20.00", "social": "20.00"},
    2025: {"total": "103.00", "sport": "85.00", "halls": "58.00", "games": "27.00", "social": "18.00"},
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    sports = {f"体育{year}": SPORT.format(year=year, **amounts) for year, amounts in SPORTS.items()}
    texts = {"决算": FINAL, "预算": BUDGET, "档案": BODIES, **sports}
    return assistant_over(tmp_path_factory.mktemp("asked"), texts)


@pytest.mark.parametrize(
    ("question", "figures", "verification"),
    [
        ("商贸局2024年其他收入占全部收入0.61%，没算错吧", [("0.61", "%")], "verified"),
        ("商贸局2024年决算说项目支出占27.83%，这个比例算得对不", [("27.83", "%"), ("26.83", "%")], "mismatch"),
        ("商贸局2024年招商引资占一般公共服务支出32.26%，对吗", [("32.26", "%")], "verified"),
        ("商贸局2025年招商引资减少25%，这数算对了没", [("25.00", "%")], "verified"),
        ("商贸局2025年招商引资比24年执行数砍了多少", [("50.00", "万元")], None),
        ("商贸局2025年宣传事务是增加还是减少", [("30.00", "万元"), ("10.00", "万元")], None),
        ("商贸局24年一般公共预算财政拨款支出比23年少了多少，降几个点", [("30.00", "万元"), ("3.53", "%")], None),
        ("商贸局2025年预算下降了百分之几", [("10.00", "%")], None),
        ("商贸局25年预算跟24年预算比降幅百分之几", [("10.00", "%")], None),
        ("商贸局2024年行政运行，基本支出400加项目支出20等不等于420", [("420.00", "万元")], "verified"),
        ("商贸局2024年行政运行的基本支出和项目支出各多少", [("400.00", "万元"), ("20.00", "万元")], None),
        ("商贸局市场专项80万怎么拆的", [("50.00", "万元"), ("18.00", "万元"), ("12.00", "万元")], None),
        ("市场专项里，市级支持连锁经营跟区级支持连锁经营哪个多、多多少", [("32.00", "万元")], None),
        ("商贸局2025年采购给小微企业留了多少", [("9.00", "万元")], None),
        ("商贸局2025年给中小企业预留了多少", [("36.00", "万元")], None),
        ("档案局2024年公务接待费多少，能倒推吗", [("8.00", "万元")], None),
        ("档案局2024年公务接待费多少，用2025年的说明倒推一下", [("8.00", "万元")], None),
        ("体育局群众体育两年差多少", [("7.00", "万元")], None),
        ("商贸局2025年财政拨款为什么少了", [("100.00", "万元")], None),
    ],
)
def test_figures(assistant: Assistant, question: str, figures: list[tuple[str, str]], verification: str | None) -> None:
    answer = assistant.ask(question)
    shown = [(figure.value, figure.unit) for figure in answer.figures]
    assert answer.status == "answered", answer.answer
    assert set(figures) <= set(shown), answer.answer
    if verification is not None:
        assert answer.verification.status == verification, answer.answer


def test_a_question_of_last_years_execution_is_not_answered_with_this_years_budget(assistant: Assistant) -> None:
    answer = assistant.ask("商贸局2025年“招商引资”150万，2024年执行了多少")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("200.00", "万元")]
    answer = assistant.ask("去年执行多少", ["商贸局2025年招商引资多少"])
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("200.00", "万元")]


def test_one_of_many_accounts_of_a_name_is_known_by_its_path(assistant: Assistant) -> None:
    answer = assistant.ask("商贸局2025年2013302科目去年执行多少")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("20.00", "万元")]


def test_another_stage_is_compared_with_the_question_before(assistant: Assistant) -> None:
    answer = assistant.ask("24年决算呢，差几万", ["商贸局2025年办公费预算"])
    shown = [(figure.value, figure.unit) for figure in answer.figures]
    assert ("12.50", "万元") in shown
    assert ("1.50", "万元") in shown


@pytest.mark.parametrize(
    ("question", "named", "left_out"),
    [
        ("体育局25年跟24年比，哪些大类支出是下降的", ["社会保障和就业支出"], ["文化旅游体育与传媒支出"]),
        ("体育局2025年比2024年哪个科目增加最多", ["群众体育"], ["体育场馆"]),
        ("体育局25年比24年哪些支出科目减少了", ["体育场馆", "机关事业单位基本养老保险缴费支出"], ["群众体育"]),
    ],
)
def test_items_by_how_they_changed(assistant: Assistant, question: str, named: list[str], left_out: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert all(name in answer.answer for name in named), answer.answer
    assert not any(name in answer.answer for name in left_out), answer.answer


def test_rows_of_one_name_are_added_where_a_sum_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("体育局2025年采购会议服务一共多少")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("40.00", "万元")]
    answer = assistant.ask("体育局2025年采购场馆租赁服务的钱")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("5.00", "万元")]


def test_a_count_taken_for_granted_is_denied(assistant: Assistant) -> None:
    answer = assistant.ask("商贸局那3辆公务车是做什么用的")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("2", "辆")]
    assert "不符" in answer.answer


def test_the_share_of_an_amount_that_only_a_sentence_states(assistant: Assistant) -> None:
    answer = assistant.ask("商贸局2025年编了绩效目标的项目资金占项目支出的百分之多少")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("50.00", "%")]


def test_another_task_is_no_question_about_documents(assistant: Assistant) -> None:
    assert assistant.ask("帮我把这段话翻成英文：今天开会").status == "out_of_scope"


def test_what_was_not_spent_is_explained(assistant: Assistant) -> None:
    assert "展会延期" in assistant.ask("商贸局2024年招商引资怎么没花完").answer


def test_a_claimed_growth_that_is_not_printed_is_denied(assistant: Assistant) -> None:
    assert "不符" in assistant.ask("商贸局2025年招商引资减少35%，算得对吗").answer


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("档案局处室名单列一下", ["办公室", "法规处", "保管利用处"]),
        ("档案局两个派出机构是哪两家", ["澄湖东区分局", "澄湖西区分局"]),
        ("商贸信息服务中心是不是单独核算", ["不单独核算"]),
    ],
)
def test_names_are_quoted(assistant: Assistant, question: str, names: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert all(name in answer.answer for name in names), answer.answer
    assert answer.citations
    assert not answer.figures


def test_nothing_named_in_the_text_is_no_answer_to_how_much(assistant: Assistant) -> None:
    assert assistant.ask("商贸局2025年商贸信息服务中心装修花多少").status == "not_found"
