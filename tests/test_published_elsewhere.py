"""Budgets and final accounts in the forms of other provinces: funds beside each other, what is carried over, counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures

if TYPE_CHECKING:
    from assistant.service import Assistant

FISHERY = """澄湖市渔业局2024年部门预算
一、绩效情况
2024年实行绩效目标管理的项目2个，涉及一般公共预算拨款300.00万元。
二、收支预算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 预算数 | 项目 | 预算数 |
| 一、一般公共预算拨款收入 | 900.00 | 一、社会保障和就业支出 | 60.00 |
| 二、政府性基金预算拨款收入 | 200.00 | 二、卫生健康支出 | 30.00 |
| 三、其他收入 | 20.00 | 三、城乡社区支出 | 200.00 |
| | | 四、农林水支出 | 870.00 |
| 本年收入合计 | 1,120.00 | 本年支出合计 | 1,160.00 |
| 上年结转 | 40.00 | 结转下年 | |
| 收入总计 | 1,160.00 | 支出总计 | 1,160.00 |
三、支出总体情况表
单位：万元
| 项目 | 2024年预算 |
| 一、基本支出 | 600.00 |
| 二、项目支出 | 560.00 |
| 支出总计 | 1,160.00 |
四、财政拨款收支预算总表
单位：万元
| 收入 | | 支出 | | | |
| 项目 | 预算数 | 项目 | 合计 | 一般公共预算 | 政府性基金预算 |
| 一、本年收入 | 1,100.00 | 一、本年支出 | 1,140.00 | 940.00 | 200.00 |
| （一）一般公共预算拨款 | 900.00 | （一）社会保障和就业支出 | 60.00 | 60.00 | |
| （二）政府性基金预算拨款 | 200.00 | （二）卫生健康支出 | 30.00 | 30.00 | |
| 二、上年结转 | 40.00 | （三）城乡社区支出 | 200.00 | | 200.00 |
| | | （四）农林水支出 | 850.00 | 850.00 | |
| 收入总计 | 1,140.00 | 支出总计 | 1,140.00 | 940.00 | 200.00 |
五、一般公共预算支出表
单位：万元
| 科目编码 | 科目名称 | 2023年执行数 | 2024年预算数 | | |
| | | | 小计 | 基本支出 | 项目支出 |
| | 合计 | 915.00 | 900.00 | 600.00 | 300.00 |
| 208 | 社会保障和就业支出 | 55.00 | 60.00 | 60.00 | |
| 20805 | 行政事业单位养老支出 | 55.00 | 60.00 | 60.00 | |
| 2080505 | 机关事业单位基本养老保险缴费支出 | 55.00 | 60.00 | 60.00 | |
| 210 | 卫生健康支出 | 28.00 | 30.00 | 30.00 | |
| 21011 | 行政事业单位医疗 | 28.00 | 30.00 | 30.00 | |
| 2101101 | 行政单位医疗 | 28.00 | 30.00 | 30.00 | |
| 213 | 农林水支出 | 832.00 | 810.00 | 510.00 | 300.00 |
| 21301 | 农业农村 | 832.00 | 810.00 | 510.00 | 300.00 |
| 2130101 | 行政运行 | 500.00 | 510.00 | 510.00 | |
| 2130135 | 农业生态资源保护 | 332.00 | 300.00 | | 300.00 |
六、政府性基金预算支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | 合计 | 200.00 | | 200.00 |
| 212 | 城乡社区支出 | 200.00 | | 200.00 |
| 21208 | 国有土地使用权出让收入安排的支出 | 200.00 | | 200.00 |
| 2120803 | 城市建设支出 | 200.00 | | 200.00 |
七、国有资本经营预算支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| | | | | |
说明：本部门没有国有资本经营预算支出，本表为空。
八、项目支出预算表
单位：万元
| 项目名称 | 合计 | 一般公共预算 | 政府性基金预算 | 其他资金 |
| 合计 | 560.00 | 300.00 | 200.00 | 60.00 |
| 渔业资源增殖 | 180.00 | 180.00 | | |
| 渔港巡查 | 120.00 | 120.00 | | |
| 渔港道路建设 | 200.00 | | 200.00 | |
| 检测服务成本 | 60.00 | | | 60.00 |
九、政府采购情况
2024年政府采购预算总额90.00万元，其中：政府采购货物预算30.00万元、政府采购工程预算10.00万元、政府采购服务预算50.00万元。
十、“三公”经费情况
公务用车购置费18.00万元，计划更新公务用车1辆，主要用于渔港巡查。
十一、名词解释
1.农林水支出（类）农业农村（款）农业生态资源保护（项）：反映渔业资源保护、增殖放流等方面的支出。
"""
FINAL = """澄湖市渔业局2023年度部门决算
一、“三公”经费支出决算情况
公务接待费支出6.00万元。2023年共接待国内来访团组58个、来宾463人次；没有外事接待。
二、政府采购支出情况
2023年度政府采购支出总额100.00万元。授予中小企业合同金额90.00万元，占政府采购支出总额的90.00%，其中：授予小微企业合同金额63.00万元，占授予中小企业合同金额的70.00%。
三、国有资产占有情况
截至2023年12月31日，本部门共有车辆9辆，其中：应急保障用车2辆，执法执勤用车7辆。
四、一般公共预算财政拨款基本支出决算表
单位：万元
| 科目编码 | 科目名称 | 金额 |
| 301 | 工资福利支出 | 400.00 |
| 30101 | 基本工资 | 400.00 |
| 302 | 商品和服务支出 | 100.00 |
| 30201 | 办公费 | 100.00 |
| | 合计 | 500.00 |
| | 人员经费合计 | 400.00 |
| | 公用经费合计 | 100.00 |
五、一般公共预算财政拨款支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出 | | |
| | | 小计 | 基本支出 | 项目支出 |
| | 合计 | 880.00 | 500.00 | 380.00 |
| 213 | 农林水支出 | 880.00 | 500.00 | 380.00 |
| 21301 | 农业农村 | 880.00 | 500.00 | 380.00 |
| 2130101 | 行政运行 | 500.00 | 500.00 | |
| 2130110 | 执法监管 | 380.00 | | 380.00 |
六、一般公共预算支出决算具体情况
农业农村（款）执法监管（项）年初预算400.00万元，支出决算380.00万元，完成年初预算的95.00%。
七、名词解释
1.执法监管（项）：反映渔政执法、监督检查等方面的支出。
"""
HARBOUR = """澄湖市海事局2024年度部门决算
一、“三公”经费支出决算情况
公务接待费支出决算为12.80万元。2024年国内公务接待累计96批次，接待人次843人（不包括陪同人员）。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {"渔业局2024年部门预算": FISHERY, "渔业局2023年部门决算": FINAL, "海事局2024年部门决算": HARBOUR}
    return assistant_over(tmp_path_factory.mktemp("elsewhere"), texts)


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("渔业局2024年一般公共预算基本支出比项目支出多多少", ["600.00", "300.00", "300.00"]),
        ("渔业局2024年一般公共预算里，基本支出比项目支出多多少", ["600.00", "300.00", "300.00"]),
        ("渔业局2024年基本支出和项目支出差多少（一般公共预算口径）", ["600.00", "300.00", "300.00"]),
        ("渔业局2024年财政拨款基本支出比财政拨款项目支出多多少", ["600.00", "300.00", "300.00"]),
        ("渔业局2024年基本支出比项目支出多多少", ["600.00", "560.00", "40.00"]),
        ("渔业局2023年决算中一般公共预算的基本支出比项目支出多多少", ["500.00", "380.00", "120.00"]),
        ("渔业局2024年一般公共预算支出中基本支出、项目支出合计多少", ["900.00"]),
    ],
)
def test_natures_are_those_of_the_grant_that_is_named(assistant: Assistant, question: str, values: list[str]) -> None:
    answer = assistant.ask(question)
    assert (answer.status, [figure.value for figure in answer.figures]) == ("answered", values)


def test_items_of_a_level_within_a_grant_that_changed(assistant: Assistant) -> None:
    answer = assistant.ask("渔业局2024年一般公共预算里比2023年执行数下降的项级科目有哪些")
    assert {(figure.label, figure.value) for figure in answer.figures} == {
        ("2023年农业生态资源保护（2023年执行数）", "332.00"),
        ("2024年农业生态资源保护", "300.00"),
    }


@pytest.mark.parametrize(
    "question", ["渔业局2023年授予小微企业的合同金额", "渔业局2023年授予小微企业的合同金额是多少万元"]
)
def test_a_name_with_a_particle_in_it_is_that_name(assistant: Assistant, question: str) -> None:
    assert figures(assistant.ask(question)) == [("63.00", "万元")]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("渔业局2023年有多少辆车，执法执勤用车几辆", [("9", "辆"), ("7", "辆")]),
        ("渔业局2023年接待了多少批次、多少人", [("58", "个"), ("463", "人次")]),
        ("渔业局2023年国内接待几批次", [("58", "个")]),
        ("海事局2024年国内公务接待几批、多少人次", [("96", "批次"), ("843", "人")]),
    ],
)
def test_counts_that_are_asked_for_together(
    assistant: Assistant, question: str, expected: list[tuple[str, str]]
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, figures(answer)) == ("answered", expected)
    assert "累：" not in answer.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [("渔业局2023年公用经费中办公费支出多少", "100.00"), ("渔业局2023年人员经费里的基本工资多少", "400.00")],
)
def test_an_account_within_its_nature_is_told_alone(assistant: Assistant, question: str, value: str) -> None:
    assert figures(assistant.ask(question)) == [(value, "万元")]


def test_what_is_put_together_is_added(assistant: Assistant) -> None:
    assert figures(assistant.ask("渔业局2024年预算的货物采购和服务采购加在一起")) == [("80.00", "万元")]


def test_an_account_before_the_word_project(assistant: Assistant) -> None:
    assert ("95.00", "%") in figures(assistant.ask("渔业局2023年执法监管项目（科目）完成年初预算的比例"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("渔业局预算里农业生态资源保护（项）反映什么支出", "增殖放流"),
        ("渔业局决算里执法监管反映的是哪些支出", "渔政执法"),
        ("渔业局2024年公务用车购置费花在什么上面", "渔港巡查"),
    ],
)
def test_what_an_account_is_for(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer


def test_classes_are_counted_and_listed(assistant: Assistant) -> None:
    answer = assistant.ask("渔业局2024年支出按功能分几类，各多少")
    assert ("4", "项") in figures(answer)
    assert "农林水支出" in answer.answer


def test_what_is_carried_over_and_other_scopes_are_no_contradiction(assistant: Assistant) -> None:
    answer = assistant.ask("渔业局2024年实行绩效目标管理的项目有几个")
    assert (figures(answer), answer.verification.status) == ([("2", "个")], "verified")
    answer = assistant.ask("渔业局2024年支出总计是多少")
    assert (figures(answer), answer.verification.status) == ([("1160.00", "万元")], "verified")
