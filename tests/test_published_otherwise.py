"""Documents and questions as other places write them: a department beside its own unit, final accounts, evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.answer.model import Answer

DEPARTMENT = """澄湖县林业局2025年部门预算
一、机构设置
全系统核定编制64名，其中行政编制18名、事业编制46名；实有在职人员60人，退休人员22人。
二、“三公”经费预算情况
2025年“三公”经费预算21.00万元。其中：公务用车运行维护费15.00万元，公务接待费6.00万元。
三、收支预算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 预算数 | 项目 | 预算数 |
| 一般公共预算拨款收入 | 2,400.00 | 农林水支出 | 2,400.00 |
| 收入总计 | 2,400.00 | 支出总计 | 2,400.00 |
四、一般公共预算支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 213 | 农林水支出 | 2,400.00 | 1,500.00 | 900.00 |
| 21302 | 林业和草原 | 2,400.00 | 1,500.00 | 900.00 |
| 2130201 | 行政运行 | 1,500.00 | 1,500.00 | |
| 2130205 | 森林资源培育 | 900.00 | | 900.00 |
| | 合计 | 2,400.00 | 1,500.00 | 900.00 |
五、项目支出表
单位：万元
| 项目名称 | 金额 |
| 苗木繁育 | 520.00 |
| 护林员补助 | 260.00 |
| 古树保护 | 120.00 |
| 合计 | 900.00 |
六、一般公共预算基本支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费 |
| 301 | 工资福利支出 | 1,320.00 | 1,320.00 | |
| 302 | 商品和服务支出 | 180.00 | | 180.00 |
| | 合计 | 1,500.00 | 1,320.00 | 180.00 |
"""
EARLIER = """澄湖县林业局2024年部门预算
一、项目支出表
单位：万元
| 项目名称 | 金额 |
| 苗木繁育 | 480.00 |
| 护林员补助 | 275.00 |
| 古树保护 | 135.00 |
| 合计 | 890.00 |
"""
OWN = """澄湖县林业局（本级）2025年部门预算
一、“三公”经费预算情况
2025年“三公”经费预算9.00万元。其中：公务用车运行维护费4.50万元，公务接待费4.50万元。
二、收支预算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 预算数 | 项目 | 预算数 |
| 一般公共预算拨款收入 | 1,100.00 | 农林水支出 | 1,100.00 |
| 收入总计 | 1,100.00 | 支出总计 | 1,100.00 |
"""
FINAL = """澄湖县柳岸镇人民政府2024年度部门决算
一、收入支出决算总体情况
2024年度收入总计905.00万元，支出总计905.00万元。
二、“三公”经费情况
2024年我镇“三公”经费预算为12.00万元，其中：公务接待费5.00万元，公务用车运行维护费7.00万元。
2024年“三公”经费支出共计8.40万元。未发生因公出国（境）费和公务用车购置支出。
三、收入支出决算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、一般公共预算财政拨款收入 | 880.00 | 一、一般公共服务支出 | 560.00 |
| | | 二、城乡社区支出 | 330.00 |
| 本年收入合计 | 880.00 | 本年支出合计 | 890.00 |
| 年初结转和结余 | 25.00 | 年末结转和结余 | 15.00 |
| 总计 | 905.00 | 总计 | 905.00 |
四、支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 201 | 一般公共服务支出 | 560.00 | 500.00 | 60.00 |
| 2010301 | 行政运行 | 500.00 | 500.00 | |
| 2010308 | 信访事务 | 60.00 | | 60.00 |
| 212 | 城乡社区支出 | 330.00 | | 330.00 |
| 2120501 | 城乡社区环境卫生 | 330.00 | | 330.00 |
| | 合计 | 890.00 | 500.00 | 390.00 |
五、财政拨款“三公”经费支出决算表
单位：万元
| 项目 | 预算数 | 决算数 |
| “三公”经费合计 | 12.00 | 8.40 |
| 公务用车购置及运行费 | 7.00 | |
| 公务接待费 | 5.00 | |
六、项目支出绩效自评表
单位：万元
| 项目名称 | 年初预算数 | 全年预算数 | 全年执行数 | 自评得分 |
| 场镇保洁 | 300.00 | 340.00 | 330.00 | 96 |
| 信访维稳 | 70.00 | 60.00 | 60.00 | 98 |
"""
EXECUTED = """澄湖县档案馆2025年单位预算
一、国内公务接待
公务接待费1.20万元。全年国内公务接待10批次，80人次，共计1.20万元。
二、一般公共预算支出表
单位：万元
| 科目编码 | 科目名称 | 2024年执行数 | 2025年预算数 |
| 2012604 | 档案馆 | 236.00 | 221.50 |
| | 合计 | 236.00 | 221.50 |
"""
CONTEST = """澄湖回族自治县水务局2024年度部门决算
一、“三公”经费
澄湖回族自治县水务局2024年度“三公”经费支出预算为4.00万元，支出决算为5.50万元。
"""
SCHOOLS = """澄湖县教育局2024年部门预算
一、人员情况
全县教育系统在职教职工880人，离休人员4人，退休人员316人。
二、收支情况
2024年收支预算9,000.00万元，收支较上年预算增加600.00万元，增长7.14%，主要原因是工资调标。
三、支出总表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 20502 | 普通教育 | 9,000.00 | 7,600.00 | 1,400.00 |
| 2050202 | 小学教育 | 5,200.00 | 4,500.00 | 700.00 |
| 2050203 | 初中教育 | 3,800.00 | 3,100.00 | 700.00 |
| | 合计 | 9,000.00 | 7,600.00 | 1,400.00 |
"""
HOSPITAL = """澄湖县人民医院2024年单位预算
一、单位基本情况
现有在职职工300人，在校学生120人。截至2023年底，共有车辆8辆，其中救护车6辆、其他用车2辆。
二、“三公”经费预算
2024年“三公”经费预算26.00万元。其中：公务接待费6.00万元，较2023年预算下降25%；\
安排公务用车购置费20.00万元，拟购置1辆。
三、项目支出表
单位：万元
| 项目名称 | 合计 | 财政拨款 | 事业收入 |
| 设备购置 | 900.00 | 300.00 | 600.00 |
| 信息化 | 240.00 | 0.00 | 240.00 |
| 实习带教 | 60.00 | 60.00 | |
| 合计 | 1,200.00 | 360.00 | 840.00 |
"""
HEALTH = """澄湖县卫生健康局2024年部门预算
一、部门收入总表
单位：万元
| 单位名称 | 合计 | 一般公共预算拨款 | 财政专户管理资金 |
| 澄湖县卫生健康局（本级） | 800.00 | 800.00 | |
| 澄湖县人民医院 | 5,000.00 | 1,400.00 | 3,600.00 |
| 合计 | 5,800.00 | 2,200.00 | 3,600.00 |
"""
LABORATORY = """澄湖县疾控中心2024年单位预算
一、单位基本情况
共有车辆9辆，其中冷链运输车6辆、其他用车3辆。
二、“三公”经费预算
2024年“三公”经费预算30.00万元。其中：公务用车购置费20.00万元，比上年增加20.00万元；\
公务用车运行费8.00万元，比上年减少1.00万元；公务接待费2.00万元，与上年持平。
三、“三公”经费预算表
单位：万元
| 年度 | 合计 | 因公出国（境）费 | 公务用车购置费 | 公务用车运行费 | 公务接待费 |
| 2023年 | 11.00 | 0.00 | 0.00 | 9.00 | 2.00 |
| 2024年 | 30.00 | 0.00 | 20.00 | 8.00 | 2.00 |
四、项目支出预算表
单位：万元
| 项目名称 | 本年财政拨款 | 上年结转 | 合计 |
| 应急储备 | 100.00 | 60.00 | 160.00 |
| 检测能力 | 140.00 | | 140.00 |
| 合计 | 240.00 | 60.00 | 300.00 |
"""
VILLAGE = """澄湖县第二中学2023年单位预算
一、支出情况
初中教育支出200.00万元，其中：基本支出200.00万元，项目支出0万元。
高中教育支出360.00万元，其中：基本支出360.00万元，项目支出0万元。
"""
CULTURE = """澄湖县文化馆2024年单位预算
一、单位概况
编制32名，实有在编人员30人，临聘人员6人。
二、“三公”经费
2024年“三公”经费5.00万元，其中：公务用车运行费4.00万元，比上年增加1.00万元；公务接待费1.00万元，比上年减少0.50万元。
三、收支预算总表
单位：万元
| 收入 | | 支出 | |
| 项目 | 预算数 | 项目 | 预算数 |
| 一般公共预算拨款收入 | 600.00 | 文化旅游体育与传媒支出 | 700.00 |
| 事业收入 | 100.00 | | |
| 收入总计 | 700.00 | 支出总计 | 700.00 |
四、一般公共预算支出表
单位：万元
| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |
| 207 | 文化旅游体育与传媒支出 | 600.00 | 400.00 | 200.00 |
| 2070109 | 群众文化 | 600.00 | 400.00 | 200.00 |
| | 合计 | 600.00 | 400.00 | 200.00 |
五、项目支出表
单位：万元
| 项目名称 | 合计 | 一般公共预算 | 事业收入 |
| 免费开放 | 240.00 | 140.00 | 100.00 |
| 群众活动 | 60.00 | 60.00 | |
| 合计 | 300.00 | 200.00 | 100.00 |
"""
STREET = """澄湖县临湖街道办事处2024年度部门决算
一、“三公”经费情况
“三公”经费财政拨款支出预算为16.00万元，支出决算为12.00万元，完成预算的75.00%，决算数较上年减少3.00万元，下降20.00%。
二、人员情况
核定编制50名，在职人员44人。培训费4.40万元。
三、支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 2120501 | 城乡社区环境卫生 | 200.00 | 50.00 | 150.00 |
| 2010301 | 行政运行 | 300.00 | 300.00 | |
| | 合计 | 500.00 | 350.00 | 150.00 |
"""
TOWN = """澄湖县青杨镇人民政府2024年度部门决算
一、“三公”经费情况
2024年“三公”经费支出共计6.00万元，较年初预算数减少4.00万元，下降40.00%，较上年支出数减少2.00万元，下降25.00%。
"""
CIVIL_BUDGET = """澄湖县民政局2023年部门预算
一、“三公”经费预算情况
2023年“三公”经费预算6.00万元，与上年持平，均为公务接待费。
"""
CIVIL = """澄湖县民政局2023年度部门决算
一、一般公共预算财政拨款支出决算情况说明
社会保障和就业支出（类）残疾人事业（款）残疾人生活和护理补贴（项）年初预算为800.00万元，支出决算为760.00万元，\
完成年初预算的95.00%，决算数小于年初预算数的主要原因是：享受人数减少。
二、“三公”经费支出决算情况说明
“三公”经费财政拨款支出预算为6.00万元，支出决算为4.50万元，完成预算的75.00%，其中：公务接待费支出预算为6.00万元，\
支出决算为4.50万元，完成预算的75.00%，决算数小于预算数的主要原因是厉行节约，与上年相比减少0.50万元，减少10.00%。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("otherwise")
    texts = {
        "林业局2025年部门预算": DEPARTMENT, "林业局2024年部门预算": EARLIER, "林业局本级2025年": OWN,
        "柳岸镇2024年部门决算": FINAL, "档案馆2025年单位预算": EXECUTED, "水务局2024年部门决算": CONTEST,
        "教育局2024年部门预算": SCHOOLS, "民政局2023年部门决算": CIVIL,
        "疾控中心2024年单位预算": LABORATORY, "临湖街道2024年部门决算": STREET, "青杨镇2024年部门决算": TOWN,
        "文化馆2024年单位预算": CULTURE, "第二中学2023年单位预算": VILLAGE,
        "人民医院2024年单位预算": HOSPITAL, "卫生健康局2024年部门预算": HEALTH, "民政局2023年部门预算": CIVIL_BUDGET,
    }  # fmt: skip
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "index", embed=False)
    build([folder], settings)
    return Assistant(settings)


def figures(answer: Answer) -> list[tuple[str, str]]:
    return [(figure.value, figure.unit) for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("柳岸镇2024年城乡社区环境卫生花了多少", "330.00"),
        ("柳岸镇2024年行政运行决算多少", "500.00"),
        ("柳岸镇2024年信访事务的项目支出多少", "60.00"),
    ],
)
def test_all_that_is_spent_in_the_year_is_the_figure_of_its_row(
    assistant: Assistant, question: str, value: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, figures(answer)) == ("answered", [(value, "万元")])


def test_what_follows_a_budget_is_of_the_budget(assistant: Assistant) -> None:
    answer = assistant.ask("柳岸镇2024年公务接待费决算多少")
    assert (answer.status, answer.figures) == ("not_found", [])
    answer = assistant.ask("柳岸镇2024年公务接待费预算多少")
    assert {figure.value for figure in answer.figures} == {"5.00"}


def test_what_the_text_denies_is_quoted(assistant: Assistant) -> None:
    answer = assistant.ask("柳岸镇2024年出国花了多少钱")
    assert (answer.status, answer.figures) == ("answered", [])
    assert "未发生因公出国（境）费" in answer.answer
    assert answer.citations


def test_totals_without_what_is_carried_over(assistant: Assistant) -> None:
    answer = assistant.ask("柳岸镇2024年支出比收入多多少（不含结转）")
    assert [figure.value for figure in answer.figures] == ["890.00", "880.00", "10.00"]


def test_projects_are_ranked_by_their_own_columns(assistant: Assistant) -> None:
    answer = assistant.ask("柳岸镇2024年自评得分最高的项目是哪个")
    assert [(figure.label, figure.value, figure.unit) for figure in answer.figures] == [
        ("信访维稳（自评得分）", "98", "")
    ]
    answer = assistant.ask("柳岸镇2024年场镇保洁项目执行率多少")
    assert ("97.06", "%") in figures(answer)
    assert "全年预算" in answer.answer


@pytest.mark.parametrize("question", ["林业局2025年有几个项目比2024年减少了", "林业局2025年哪些项目比上年减少"])
def test_projects_by_how_they_changed(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    told = {(figure.label, figure.value) for figure in answer.figures}
    assert {("2025年护林员补助", "260.00"), ("2025年古树保护", "120.00")} <= told
    assert not any("苗木繁育" in label for label, _ in told)
    assert (("2", "个") in figures(answer)) == ("几个" in question)


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("林业局2025年公务接待费比本级多多少", "1.50", "万元"),
        ("林业局2025年除本级以外的下属单位公务接待费合计多少", "1.50", "万元"),
        ("林业局本级2025年公务接待费占全系统的比例是多少", "75.00", "%"),
        ("林业局本级2025年公务接待费是多少，占全系统公务接待费的比例", "75.00", "%"),
    ],
)
def test_a_department_is_set_against_its_own_unit(assistant: Assistant, question: str, value: str, unit: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [(figure.value, figure.unit) for figure in answer.figures if figure.derived] == [(value, unit)]


def test_lists_and_counts_take_the_department(assistant: Assistant) -> None:
    answer = assistant.ask("林业局2025年核定编制多少人，其中事业编制多少")
    assert figures(answer) == [("64", "名"), ("46", "名")]
    answer = assistant.ask("林业局2025年一般公共预算支出里哪些项级科目超过500万元")
    assert figures(answer) == [("1500.00", "万元"), ("900.00", "万元")]


def test_one_item_of_two_organizations_is_added_once(assistant: Assistant) -> None:
    answer = assistant.ask("林业局2025年公务接待费和档案馆2025年公务接待费一共多少")
    assert [figure.value for figure in answer.figures] == ["7.20"]


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [("林业局2025年人均公用经费多少", "3.00", "万元"), ("林业局2025年按编制算人均公用经费多少", "2.81", "万元")],
)
def test_costs_are_divided_by_the_staff(assistant: Assistant, question: str, value: str, unit: str) -> None:
    assert figures(assistant.ask(question)) == [(value, unit)]


def test_against_what_was_executed(assistant: Assistant) -> None:
    answer = assistant.ask("档案馆2025年一般公共预算里档案馆科目比2024年执行数减少多少")
    assert ("14.50", "万元") in figures(answer)
    assert "2025年比2024年执行数减少" in answer.answer


def test_money_of_what_is_counted(assistant: Assistant) -> None:
    assert figures(assistant.ask("档案馆2025年国内公务接待花了多少钱")) == [("1.20", "万元")]


def test_the_full_name_of_an_autonomous_place_is_no_part_of_an_item(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖水务局2024年三公经费决算超了预算多少")
    assert ("1.50", "万元") in figures(answer)


@pytest.mark.parametrize(
    "question",
    ["教育局2024年小学教育的项目支出比初中教育多多少", "教育局2024年小学教育和初中教育的项目支出差多少"],
)
def test_a_column_said_once_is_of_both_accounts(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [figure.value for figure in answer.figures] == ["700.00", "700.00", "0.00"]


def test_a_column_said_once_is_added_of_both_accounts(assistant: Assistant) -> None:
    answer = assistant.ask("教育局2024年小学教育和初中教育的项目支出合计多少")
    assert figures(answer) == [("1400.00", "万元")]


def test_a_part_asked_after_its_whole_is_a_share_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("其中初中教育占多少", ["教育局2024年普通教育支出多少"])
    assert figures(answer) == [("42.22", "%")]


def test_both_kinds_of_the_retired_are_counted(assistant: Assistant) -> None:
    for question in ("教育局2024年离退休人员一共多少", "教育局2024年离退休人员多少人"):
        assert figures(assistant.ask(question)) == [("320", "人")]


def test_both_sides_together_have_a_change(assistant: Assistant) -> None:
    answer = assistant.ask("教育局2024年收支增长了多少，为什么")
    assert ("600.00", "万元") in figures(answer)
    assert "工资调标" in answer.answer
    assert ("8400.00", "万元") in figures(assistant.ask("教育局2023年收支预算总数是多少"))


def test_a_comparison_after_a_reason_is_no_part_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("民政局2023年公务接待费比上年减少多少")
    assert ("0.50", "万元") in figures(answer)


def test_budget_and_result_are_no_contradiction(assistant: Assistant) -> None:
    answer = assistant.ask("民政局2023年残疾人两项补贴完成年初预算的百分之多少")
    assert figures(answer) == [("95.00", "%")]
    assert answer.verification.status != "mismatch"


def test_a_figure_of_somebody_else_is_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask("上垟史志编纂室事业编制几个")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_counts_of_one_unit_have_a_share(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县人民医院2024年救护车占全部车辆的比例")
    assert figures(answer) == [("75.00", "%")]


def test_each_part_of_a_question_has_a_figure_of_its_kind(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县人民医院2024年买车要花多少钱，买几辆")
    assert {("20.00", "万元"), ("1", "辆")} <= set(figures(answer))


def test_a_rate_alone_is_no_amount_of_a_change(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县人民医院2024年公务接待费比2023年减少多少元")
    assert ("25", "%") in figures(answer)
    assert "没有印出增减额" in answer.answer
    assert answer.verification.status == "unverified"


def test_projects_are_listed_by_their_funds(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县人民医院2024年哪些项目用了财政拨款")
    told = [(figure.label, figure.value) for figure in answer.figures]
    assert told == [("设备购置（财政拨款）", "300.00"), ("实习带教（财政拨款）", "60.00")]


def test_a_table_of_a_department_prints_its_units_in_rows(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县卫生健康局2024年收入总表里人民医院的财政专户管理资金是多少")
    assert figures(answer) == [("3600.00", "万元")]


def test_what_a_list_is_asked_without_is_not_listed(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县卫生健康局2024年哪家单位的收入最多（不算本级）")
    assert answer.status != "answered" or "人民医院" in answer.answer


def test_the_reason_why_nothing_was_spent_is_of_the_final_accounts(assistant: Assistant) -> None:
    answer = assistant.ask("民政局2023年公务接待费为什么没花完")
    assert "厉行节约" in answer.answer


def test_which_of_two_costs_more(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县人民医院2024年设备购置和信息化哪个钱多")
    assert [figure.value for figure in answer.figures if figure.derived] == ["660.00"]


def test_an_organization_without_a_figure_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县人民医院和澄湖县教育局2024年公务接待费各多少")
    assert figures(answer) == [("6.00", "万元")]
    assert "澄湖县教育局的文件中没有印出" in answer.answer
    assert answer.verification.status == "unverified"


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("澄湖县疾控中心2024年三公经费多少", "30.00", "万元"),
        ("澄湖县疾控中心2024年公务接待费多少", "2.00", "万元"),
        ("澄湖县疾控中心2024年公务用车购置费多少", "20.00", "万元"),
        ("澄湖县疾控中心2024年检测能力项目的本年财政拨款多少", "140.00", "万元"),
    ],
)
def test_rows_named_by_their_year_are_of_their_columns(
    assistant: Assistant, question: str, value: str, unit: str
) -> None:
    assert figures(assistant.ask(question)) == [(value, unit)]


def test_rows_of_two_years_are_set_beside_one_another(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县疾控中心2024年公务用车运行费比2023年减少多少")
    assert ("1.00", "万元") in figures(answer)


def test_projects_are_ordered_by_the_fund_that_is_named(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县疾控中心2024年项目里本年财政拨款最多的是哪个")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("检测能力（本年财政拨款）", "140.00")]


def test_which_part_rose_is_told_by_the_text(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县疾控中心2024年三公经费里哪项增加了")
    assert figures(answer) == [("20.00", "万元")]
    assert "公务用车购置费" in answer.answer


def test_counts_are_subtracted(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县疾控中心2024年冷链运输车比其他用车多几辆")
    assert [(figure.value, figure.unit) for figure in answer.figures if figure.derived] == [("3", "辆")]


def test_a_sum_with_somebody_not_loaded_is_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县疾控中心、人民医院、财政局2024年公务接待费合计")
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "财政局" in answer.answer


def test_what_runs_on_from_several_items_is_no_item_beside_them(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县第二中学2023年初中教育和高中教育项目支出一共多少")
    assert answer.status == "not_found" or figures(answer) == [("0.00", "万元")]


def test_a_project_is_a_share_of_all_projects(assistant: Assistant) -> None:
    assert figures(assistant.ask("澄湖县文化馆2024年免费开放占全部项目支出多少")) == [("80.00", "%")]


def test_two_counts_are_added(assistant: Assistant) -> None:
    assert figures(assistant.ask("澄湖县文化馆在编和临聘一共多少人")) == [("36", "人")]
    answer = assistant.ask("澄湖县文化馆在编和志愿者一共多少人")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_which_item_is_asked_for_is_no_amount_of_the_whole(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县文化馆2024年三公经费中增加的是哪一项")
    assert figures(answer) == [("1.00", "万元")]
    assert "公务用车运行费" in answer.answer


def test_more_than_the_budget_is_a_difference(assistant: Assistant) -> None:
    answer = assistant.ask("柳岸镇2024年三公经费支出超年初预算多少")
    assert [figure.value for figure in answer.figures if figure.derived] == ["3.60"]


def test_what_was_carried_over_is_not_what_was_spent_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("柳岸镇2024年年初结转用掉了多少")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_projects_by_where_their_money_is_from(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县文化馆2024年事业收入安排的项目有哪些")
    assert [(figure.label, figure.value) for figure in answer.figures] == [("免费开放（事业收入）", "100.00")]


def test_a_stated_growth_is_of_the_result(assistant: Assistant) -> None:
    answer = assistant.ask("临湖街道2024年三公经费降幅写的是20%，核对一下")
    assert answer.verification.status != "mismatch"
    assert "算得对" in answer.answer


def test_a_column_within_an_account_is_its_part(assistant: Assistant) -> None:
    answer = assistant.ask("临湖街道2024年城乡社区环境卫生里基本支出占多大比例")
    assert figures(answer) == [("25.00", "%")]


def test_one_count_is_no_difference(assistant: Assistant) -> None:
    answer = assistant.ask("临湖街道2024年在职人员比编制少多少人")
    assert answer.status == "not_found" or ("6", "人") in figures(answer)


def test_the_trained_are_others_than_the_staff(assistant: Assistant) -> None:
    answer = assistant.ask("临湖街道2024年培训费人均多少")
    assert (answer.status, answer.figures) == ("not_found", [])


@pytest.mark.parametrize(
    ("question", "value"),
    [("青杨镇2024年三公经费较上年下降25%对吗", "25.00"), ("青杨镇2024年三公经费较年初预算下降40%对吗", "40.00")],
)
def test_the_growth_that_is_spoken_of_is_checked(assistant: Assistant, question: str, value: str) -> None:
    answer = assistant.ask(question)
    assert {figure.value for figure in answer.figures if figure.unit == "%"} == {value}
    assert answer.verification.status in ("verified", "rounding")


def test_the_year_before_is_worked_out_from_the_change(assistant: Assistant) -> None:
    assert figures(assistant.ask("澄湖县文化馆2024年公务用车运行费上年是多少")) == [("3.00", "万元")]
    assert figures(assistant.ask("林业局2025年苗木繁育项目上年是多少")) == [("480.00", "万元")]


def test_a_sum_with_a_body_that_nobody_is_called_is_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask("澄湖县疾控中心、人民医院、方志局2024年公务接待费合计")
    assert (answer.status, answer.figures) == ("not_found", [])
