"""Forms of central departments and far regions: bodies beside projects, totals of more, what is carried over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from index.catalogue.organization_forms import cut, spoken_forms
from index.interpret import interpret_document
from index.load.text import load_text
from index.model.quantity import Outcome
from index.model.records import Role

if TYPE_CHECKING:
    from assistant.answer.model import Answer
    from index.model.records import Interpretation

WELFARE = """澄湖区民政局2024年部门预算
一、机关运行经费
2024年澄湖区民政局机关1家行政单位以及0家参照公务员法管理的事业单位的机关运行经费财政拨款预算96.40万元，与2023年预算相比增加2.90万元。
二、国有资产占有使用情况
1.房屋820.50平方米，价值186.30万元。
2.车辆9辆，价值132.50万元；其中：一般公务用车4辆，价值62.40万元；其他车辆5辆，价值70.10万元。
三、部门收入总体情况表
单位：万元
单位名称\t合计\t一般公共预算拨款\t事业收入\t单位上年结余（不包括国库集中支付额度结余）
合计\t940.00\t780.00\t120.00\t40.00
澄湖区民政局机关\t700.00\t660.00\t\t40.00
澄湖区救助管理站\t240.00\t120.00\t120.00\t
四、一般公共预算支出表
单位：万元
科目编码\t科目名称\t2023年执行数\t2024年预算数\t\t
\t\t\t小计\t基本支出\t项目支出
208\t社会保障和就业支出\t700.00\t780.00\t380.00\t400.00
20820\t临时救助\t700.00\t780.00\t380.00\t400.00
2082002\t流浪乞讨人员救助支出\t700.00\t780.00\t380.00\t400.00
\t合计\t700.00\t780.00\t380.00\t400.00
五、支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
208\t社会保障和就业支出\t940.00\t420.00\t520.00
20820\t临时救助\t940.00\t420.00\t520.00
2082002\t流浪乞讨人员救助支出\t940.00\t420.00\t520.00
\t合计\t940.00\t420.00\t520.00
六、收入总表
单位：万元
科目编码\t科目名称\t总计\t一般公共预算\t事业收入\t单位上年结余（不包括国库集中支付额度结余）
208\t社会保障和就业支出\t940.00\t780.00\t120.00\t40.00
20820\t临时救助\t940.00\t780.00\t120.00\t40.00
2082002\t流浪乞讨人员救助支出\t940.00\t780.00\t120.00\t40.00
\t合计\t940.00\t780.00\t120.00\t40.00
七、项目支出表
单位：万元
单位\t项目名称\t合计\t商品和服务支出\t资本性支出
澄湖区民政局机关\t社会组织孵化\t160.00\t160.00\t
澄湖区民政局机关\t养老设施补贴\t120.00\t120.00\t
澄湖区救助管理站\t站房维修\t240.00\t40.00\t200.00
合计\t\t520.00\t320.00\t200.00
"""
HOSPITAL = """柳湾县第二人民医院2024年单位预算
一、“三公”经费、会议费和培训费支出表
单位：元
项目\t上年预算数\t本年预算数\t增减额\t增减%
合计\t62,000.00\t54,600.00\t-7,400.00\t-11.94
一、“三公”经费小计\t20,000.00\t18,600.00\t-1,400.00\t-7.00
1.因公出国（境）费用\t0.00\t0.00\t0.00\t
2.公务接待费\t5,000.00\t3,600.00\t-1,400.00\t-28.00
3.公务用车购置及运行费\t15,000.00\t15,000.00\t0.00\t0.00
二、会议费\t12,000.00\t10,000.00\t-2,000.00\t-16.67
三、培训费\t30,000.00\t26,000.00\t-4,000.00\t-13.33
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("far")
    for name, text in {"民政局2024年部门预算": WELFARE, "第二人民医院2024年单位预算": HOSPITAL}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


def figures(answer: Answer) -> list[tuple[str, str]]:
    return [(figure.value, figure.unit) for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("澄湖区民政局机关的项目都有哪些，各多少钱", [("160.00", "万元"), ("120.00", "万元")]),
        ("澄湖区救助管理站有哪些项目", [("240.00", "万元")]),
        ("澄湖民政局机关项目支出多少", [("280.00", "万元")]),
        ("澄湖区民政局机关有几个项目", [("2", "个")]),
        ("澄湖区民政局机关最大的项目是哪个", [("160.00", "万元")]),
        ("澄湖区民政局有几个项目", [("3", "个")]),
    ],
)
def test_projects_are_those_of_the_body_that_is_named(
    assistant: Assistant, question: str, expected: list[tuple[str, str]]
) -> None:
    assert figures(assistant.ask(question)) == expected


def test_a_share_of_the_projects_of_a_body_is_no_share_of_something_else(assistant: Assistant) -> None:
    assert figures(assistant.ask("澄湖区民政局机关项目占全部项目支出的比重")) == [("53.85", "%")]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("澄湖区民政局机关收入预算多少", "700.00"),
        ("澄湖区民政局流浪乞讨人员救助支出的上年结余多少", "40.00"),
        ("澄湖区民政局流浪乞讨人员救助支出（项）一般公共预算支出预算数是多少", "780.00"),
        ("澄湖区民政局项目支出里资本性支出合计多少", "200.00"),
        ("澄湖区民政局其他车辆价值多少", "70.10"),
        ("澄湖区民政局一般公务用车价值多少", "62.40"),
        ("澄湖区民政局机关运行经费多少", "96.40"),
    ],
)
def test_what_is_asked_is_read_from_its_own_row_and_column(assistant: Assistant, question: str, value: str) -> None:
    assert figures(assistant.ask(question))[:1] == [(value, "万元")]


def test_what_cars_are_worth_is_asked_after_their_number(assistant: Assistant) -> None:
    assert figures(assistant.ask("澄湖区民政局一共几辆车，值多少钱")) == [("9", "辆"), ("132.50", "万元")]


def test_last_years_result_and_this_years_budget_are_two_figures(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖区民政局流浪乞讨人员救助支出去年执行数和今年预算数")
    assert [value for value, _ in figures(answer)] == ["700.00", "940.00"]


def test_the_growth_of_an_item_is_not_told_with_that_of_its_grant(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖区民政局流浪乞讨人员救助支出一般公共预算2024年比2023年执行数增长百分之几")
    assert ("11.43", "%") in figures(answer)
    assert {figure.label.startswith("流浪乞讨") for figure in answer.figures} == {True}


def test_a_total_over_three_public_expenses_and_others_is_not_theirs(assistant: Assistant) -> None:
    answer = assistant.ask("柳湾县第二人民医院三公经费多少")
    assert figures(answer) == [("18600.00", "元")]
    assert answer.verification.status == "verified"


def test_columns_of_changes_are_added_up_apart_from_the_amounts() -> None:
    found = interpret_document(load_text(Path("柳湾县第二人民医院2024年单位预算.txt"), HOSPITAL.encode()))
    sums = [check for check in found.checks if check.rule == "three_public"]
    assert len(sums) == 5  # of each year 合计 and “三公”经费, of the changes the latter
    assert {check.outcome for check in sums} == {Outcome.EXACT}


def test_two_questions_of_one_pair_of_figures_tell_it_once(assistant: Assistant) -> None:
    answer = assistant.ask("柳湾县第二人民医院会议费比上年少多少？降了百分之几？")
    values = [value for value, _ in figures(answer)]
    assert len(values) == len(set(values))


OFFICE = """雪岭自治区驻澄湖市办事处2024年度部门决算
一、收入支出总体情况说明
2024年度收入总计442.28万元，支出总计436.22万元，与2023年度相比，收入、支出总计各增加82.18万元、81.45万元，增长22.82%、22.96%。
二、收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t金额\t项目\t金额
一、一般公共预算财政拨款收入\t442.28\t一、一般公共服务支出\t436.22
本年收入合计\t442.28\t本年支出合计\t436.22
年初结转和结余\t20.00\t年末结转和结余\t26.06
总计\t462.28\t总计\t462.28
三、支出决算表
单位：万元
科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出
201\t一般公共服务支出\t436.22\t316.22\t120.00
20103\t政府办公厅（室）及相关机构事务\t326.22\t206.22\t120.00
2010301\t行政运行\t206.22\t206.22\t
2010302\t一般行政管理事务\t120.00\t\t120.00
20131\t党委办公厅（室）及相关机构事务\t110.00\t110.00\t
2013101\t行政运行\t110.00\t110.00\t
\t合计\t436.22\t316.22\t120.00
"""
RENEWAL = """鹏湾区城市更新局2024年部门预算
一、机构编制情况
鹏湾区城市更新局包括局本级和鹏湾区城市更新事务中心共2家基层单位，编制总数102人，其中：行政编制45人，事业编制0人，实有在职人数43人，退休人数8人。
三公经费开支单位包括局本级和1家下属单位。
二、支出总体情况
2024年部门预算支出5,600.00万元，其中：基本支出489.60万元、项目支出5,110.40万元。
三、部门预算支出具体情况
一、鹏湾区城市更新局本级
局本级预算4,500.00万元，包括基本支出389.60万元、项目支出4,110.40万元。
二、鹏湾区城市更新事务中心
事务中心预算1,100.00万元，包括基本支出100.00万元、项目支出1,000.00万元。
四、部门预算收入总表
单位：万元
预算单位\t收入总计\t本年收入\t\t上年结余、结转
\t\t一般公共预算拨款\t政府性基金预算拨款\t
合计\t5,600.00\t4,100.00\t1,500.00\t0.00
鹏湾区城市更新局本级\t4,500.00\t3,000.00\t1,500.00\t0.00
鹏湾区城市更新事务中心\t1,100.00\t1,100.00\t0.00\t0.00
五、部门预算支出总表
单位：万元
预算单位\t功能科目编码\t功能科目名称\t支出总计\t基本支出\t项目支出
合计\t\t\t5,600.00\t489.60\t5,110.40
鹏湾区城市更新局本级\t\t\t4,500.00\t389.60\t4,110.40
\t2120101\t行政运行\t389.60\t389.60\t0.00
\t2120201\t城乡社区规划与管理\t4,000.40\t0.00\t4,000.40
\t2210203\t购房补贴\t110.00\t0.00\t110.00
鹏湾区城市更新事务中心\t\t\t1,100.00\t100.00\t1,000.00
\t2120201\t城乡社区规划与管理\t1,100.00\t100.00\t1,000.00
"""


def interpreted(text: str) -> Interpretation:
    name = text.split("\n", 1)[0]
    return interpret_document(load_text(Path(f"{name}.txt"), text.encode()))


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("offices")
    for name, text in {"办事处2024年部门决算": OFFICE, "城市更新局2024年部门预算": RENEWAL}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("雪岭驻澄湖办2024年支出总计比2023年增加多少", "81.45"),
        ("雪岭办事处党委办公厅的行政运行支出是多少", "110.00"),
        ("鹏湾区城市更新局本级项目支出多少", "4110.40"),
        ("鹏湾区城市更新事务中心2024年支出总计", "1100.00"),
        ("鹏湾区城市更新局本级一般公共预算拨款收入多少", "3000.00"),
        ("鹏湾区城市更新局有几家基层单位", "2"),
        ("鹏湾区城市更新局购房补贴多少", "110.00"),
    ],
)
def test_each_figure_is_of_its_own_body_side_and_account(offices: Assistant, question: str, value: str) -> None:
    answer = offices.ask(question)
    assert answer.status == "answered"
    assert value in [figure for figure, _ in figures(answer)]


def test_expenditure_by_function_is_told_account_by_account(offices: Assistant) -> None:
    answer = offices.ask("鹏湾区城市更新局2024年支出按功能科目分别是多少")
    assert answer.plan["operation"] == "composition"


def test_changes_of_both_sides_are_told_in_turn() -> None:
    told = [(one.subject, one.role, one.printed) for one in interpreted(OFFICE).statements if one.role != Role.LEVEL]
    assert told == [
        ("收入总计", Role.CHANGE, "82.18"),
        ("支出总计", Role.CHANGE, "81.45"),
        ("收入总计", Role.RATE, "22.82"),
        ("支出总计", Role.RATE, "22.96"),
    ]


@pytest.mark.parametrize("text", [OFFICE, RENEWAL])
def test_totals_of_the_year_figures_of_bodies_and_posts_are_no_contradiction(text: str) -> None:
    assert [one.statement for one in interpreted(text).checks if one.outcome is Outcome.CONTRADICTION] == []


def test_the_total_row_of_a_body_is_not_that_of_the_account_above_it() -> None:
    rows = {(fact.subject, fact.printed) for fact in interpreted(RENEWAL).facts if fact.measure == ""}
    assert ("鹏湾区城市更新事务中心", "1,100.00") in rows
    assert ("购房补贴", "1,100.00") not in rows


def test_numbers_of_columns_into_which_a_word_has_run_are_no_figures() -> None:
    text = """澄湖县石门镇人民政府2024年度部门决算
财政拨款“三公”经费支出决算表
单位：万元
预算数\t\t\t\t决算数\t\t\t
合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费\t合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费
1\t2\t费3\t4\t5\t6\t费7\t8
9.00\t\t7.50\t1.50\t7.86\t\t6.90\t0.96
"""
    assert {fact.printed for fact in interpreted(text).facts} - {""} == {"9.00", "7.50", "1.50", "7.86", "6.90", "0.96"}


@pytest.mark.parametrize(
    ("said", "known"), [("澄湖市政府办", False), ("澄湖驻北京办", True), ("澄湖市驻北京办事处", True)]
)
def test_an_office_in_another_place_is_not_the_office_of_the_government(said: str, known: bool) -> None:  # noqa: FBT001
    assert (said in spoken_forms(cut("澄湖市人民政府驻北京办事处"))) is known


LEGAL = """赣溪县司法局2024年部门预算
一、支出预算情况
2024年赣溪县司法局支出预算总额为1,239.70万元。其中：
按支出项目类别划分：基本支出1,007.90万元，其中：工资福利支出742.30万元、商品和服务支出198.60万元、对个人和家庭的补助67.00万元；项目支出231.80万元，其中：商品和服务支出213.50万元、资本性支出18.30万元。
按支出经济分类划分：工资福利支出742.30万元；商品和服务支出412.10万元；对个人和家庭的补助67.00万元；资本性支出18.30万元。
二、公务接待情况
国内公务接待批次41个，国内公务接待人次362人。
"""


@pytest.fixture(scope="module")
def legal(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("legal")
    (folder / "司法局2024年部门预算.txt").write_text(LEGAL, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


@pytest.mark.parametrize("scope", ["（按经济分类，全部支出）", "含项目支出的全口径"])
def test_an_item_of_all_expenditure_is_not_that_of_a_part(legal: Assistant, scope: str) -> None:
    assert figures(legal.ask(f"赣溪县司法局商品和服务支出{scope}多少")) == [("412.10", "万元")]


def test_receptions_are_counted_in_batches(legal: Assistant) -> None:
    assert figures(legal.ask("赣溪县司法局国内公务接待了几批、多少人次")) == [("41", "批次"), ("362", "人")]


WATER = """苍林旗水务局2024年部门预算
一、国有资产占有使用情况
2023年末，苍林旗水务局占有使用国有资产总额8,462.35万元，其中：固定资产3,286.75万元，在建工程5,175.60万元。2023年度罚没收入36.85万元。
二、项目支出表
单位：万元
类型\t项目名称\t项目单位\t合计\t本年拨款\t上年结转
31-部门项目\t河湖治理工程\t318001-苍林旗水务局\t3,080.75\t2,600.00\t480.75
22-其他运转类\t防汛物资储备\t318002-苍林旗河道管理所\t134.20\t98.00\t36.20
22-其他运转类\t堤防巡查\t318002-苍林旗河道管理所\t52.00\t52.00\t
合计\t\t\t3,266.95\t2,750.00\t516.95
三、政府采购预算表
单位：万元
单位名称\t采购品目\t采购数量\t合计\t一般公共预算
合计\t\t\t1,148.00\t1,148.00
苍林旗水务局\t治理服务\t1\t1,100.00\t1,100.00
苍林旗河道管理所\t抽水泵\t12\t48.00\t48.00
四、国有资产占用情况表
项目\t数量\t价值（万元）
1.房屋（平方米）\t3,260.00\t1,980.40
2.车辆（辆）\t4\t86.50
其中：机要通信用车\t1\t22.30
应急保障用车\t3\t64.20
"""
TOWN = """红旗镇人民政府2024年部门预算
一、“三公”经费预算情况表
单位：万元
项目\t2023年预算数\t2024年预算数
合计\t9.20\t8.60
公务接待费\t1.20\t1.10
公务用车购置及运行维护费\t8.00\t7.50
公务用车运行维护费\t8.00\t7.50
"""


@pytest.fixture(scope="module")
def banner(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("banner")
    for name, text in {"水务局2024年部门预算": WATER, "红旗镇2024年部门预算": TOWN}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("苍林旗河道管理所有哪些项目", [("134.20", "万元"), ("52.00", "万元")]),
        ("苍林旗水务局河湖治理工程今年拨款多少", [("2600.00", "万元")]),
        ("苍林旗水务局抽水泵采购预算多少钱", [("48.00", "万元")]),
        ("苍林旗水务局国有资产总额多少", [("8462.35", "万元")]),
        ("苍林旗水务局应急保障用车有几辆", [("3", "辆")]),
        ("苍林旗水务局2023年罚没收入多少", [("36.85", "万元")]),
        ("红旗镇公务用车运行维护费2023年和2024年预算", [("8.00", "万元"), ("7.50", "万元")]),
        ("红旗镇公务接待费多少", [("1.10", "万元")]),
    ],
)
def test_each_is_of_the_body_and_the_row_that_are_named(
    banner: Assistant, question: str, expected: list[tuple[str, str]]
) -> None:
    assert figures(banner.ask(question)) == expected


@pytest.mark.parametrize("name", ["红旗镇人民政府", "新市镇人民政府", "东区街道办事处"])
def test_the_ending_of_a_larger_place_may_be_part_of_a_towns_name(name: str) -> None:
    [place] = cut(name).places
    assert place.full == name.removesuffix("人民政府").removesuffix("办事处")
