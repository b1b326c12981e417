"""Final accounts in wordings of courts, police and streets: kinds of cars, parts of purchases, shares of the grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures

if TYPE_CHECKING:
    from assistant.service import Assistant

POLICE = """澄湖市公安局2023年度部门决算
一、“三公”经费支出决算情况
公务用车购置费支出决算24.00万元，当年购置公务用车16辆；公务用车运行维护费支出决算68.00万元，年末公务用车保有量286辆；国内公务接待128批次，1046人次，其中外事接待2批次，9人次。
二、政府采购支出情况
2023年度政府采购支出总额4862.50万元，其中：货物支出1936.20万元、工程支出862.00万元、服务支出2064.30万元。
三、国有资产占用情况
截至2023年12月31日，共有车辆286辆，其中：机要通信用车2辆、应急保障用车4辆、执法执勤用车262辆、特种专业技术用车18辆。
四、预算绩效情况
组织对2023年度项目支出全面开展绩效自评，共涉及项目18个，涉及资金900.00万元。
五、收入支出决算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 金额 | 项目 | 金额 |
| 一、一般公共预算财政拨款收入 | 900.00 | 四、公共安全支出 | 830.00 |
| 八、其他收入 | 30.00 | 八、社会保障和就业支出 | 100.00 |
| 本年收入合计 | 930.00 | 本年支出合计 | 930.00 |
| 总计 | 930.00 | 总计 | 930.00 |
六、财政拨款收入支出决算总表
单位：万元
| 收入 | | 支出 | | |
| 项目 | 金额 | 项目 | 合计 | 一般公共预算财政拨款 |
| 一、一般公共预算财政拨款 | 900.00 | 四、公共安全支出 | 800.00 | 800.00 |
| | | 八、社会保障和就业支出 | 100.00 | 100.00 |
| 本年收入合计 | 900.00 | 本年支出合计 | 900.00 | 900.00 |
| 总计 | 900.00 | 总计 | 900.00 | 900.00 |
七、项目支出绩效自评表
| 项目名称 | 预算执行情况（万元） | | | 分值 | 得分 |
| | 年初预算数 | 全年预算数 | 全年执行数 | | |
| 执法办案 | 2,000.00 | 2,250.00 | 2,186.40 | 10 | 9.72 |
| 智慧警务平台 | 1,000.00 | 1,000.00 | 964.20 | 10 | 9.64 |
| 交通安全设施 | 620.00 | 580.00 | 580.00 | 10 | 10.00 |
八、一般公共预算支出决算具体情况
公安（款）特别业务（项）年初预算为42.00万元，支出决算为42.00万元，完成年初预算的100%。公安（款）信息化建设（项）年初预算为100.00万元，支出决算为96.00万元，完成年初预算的96.00%。
九、财政拨款收入支出决算总体情况说明
2023年度财政拨款收、支总计900.00万元。
"""
STREET = """澄湖市滨江区松涛街道办事处2023年度部门决算
一、“三公”经费支出决算情况
公务接待费支出决算为3.40万元，全年共接待来访团组42个、来宾316人次，主要是上级检查指导发生的接待支出。
行政编制138人，实际132人；事业编制6人，实际5人。
二、部门绩效评价情况
评价得分在90（含）—100分的11个、评价得分在75（含）—90分的1个。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_over(tmp_path_factory.mktemp("police"), {"公安局2023年决算": POLICE, "松涛街道2023年决算": STREET})


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("公安局2023年当年购置公务用车多少辆，年末一共有多少辆", [("16", "辆"), ("286", "辆")]),
        ("公安局2023年新购了几辆车", [("16", "辆")]),
        ("公安局2023年开展绩效自评的项目几个", [("18", "个")]),
        ("松涛街道2023年接待来访团组多少个、来宾多少人次", [("42", "个"), ("316", "人次")]),
        ("松涛街道2023年评价得分90分以上的项目有几个", [("11", "个")]),
        ("松涛街道行政编制多少，实际多少人", [("138", "人"), ("132", "人")]),
        ("公安局智慧警务平台全年预算和执行数各多少", [("1000.00", "万元"), ("964.20", "万元")]),
        ("公安局2023年交通安全设施项目花了多少", [("580.00", "万元")]),
        ("松涛街道23年招待花销", [("3.40", "万元")]),
    ],
)
def test_counts_in_their_wordings(assistant: Assistant, question: str, expected: list[tuple[str, str]]) -> None:
    answer = assistant.ask(question)
    assert (answer.status, figures(answer)) == ("answered", expected)


def test_projects_of_an_evaluation_are_ranked_by_the_budget_of_the_whole_year(assistant: Assistant) -> None:
    answer = assistant.ask("公安局三个自评项目里执行率最低的是哪个")
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("96.42", "%")]
    assert "智慧警务平台" in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [("公安局2023年特别业务预算和决算一样吗", "相等"), ("公安局2023年信息化建设预算与决算一致吗", "少 **4.00万元**")],
)
def test_whether_the_result_is_the_budget(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).answer


def test_kinds_of_cars_are_put_in_order(assistant: Assistant) -> None:
    answer = assistant.ask("公安局车辆里哪类车最多")
    assert figures(answer)[:2] == [("286", "辆"), ("262", "辆")]
    assert "1. 执法执勤用车" in answer.answer


def test_parts_of_what_is_bought_are_its_own(assistant: Assistant) -> None:
    answer = assistant.ask("公安局采购支出总额4862.5是不是货物、工程、服务三项之和")
    assert "成立" in answer.answer
    assert ("862.00", "万元") in figures(assistant.ask("那工程呢", ["公安局2023年政府采购货物支出多少"]))
    assert "政府采购货物支出" in assistant.ask("公安局2023年政府采购货物多少").answer


def test_a_share_of_the_grants_is_of_what_they_pay(assistant: Assistant) -> None:
    answer = assistant.ask("公安局2023年公共安全支出占财政拨款支出百分之几")
    assert [figure.value for figure in answer.figures if figure.unit == "%"] == ["88.89"]


def test_a_question_of_a_meeting_names_no_body(assistant: Assistant) -> None:
    assert "请先载入该单位的文件" not in assistant.ask("松涛街道2023年会议费花了多少，多少人参会").answer
