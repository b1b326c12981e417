"""Documents and questions as other places write them: a department beside its own unit, final accounts, evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures
from tests.published_texts import (
    CIVIL,
    CIVIL_BUDGET,
    CONTEST,
    CULTURE,
    DEPARTMENT,
    EARLIER,
    EXECUTED,
    FINAL,
    HEALTH,
    HOSPITAL,
    LABORATORY,
    OWN,
    SCHOOLS,
    STREET,
    TOWN,
    VILLAGE,
)

if TYPE_CHECKING:
    from assistant.service import Assistant


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    texts = {
        "林业局2025年部门预算": DEPARTMENT, "林业局2024年部门预算": EARLIER, "林业局本级2025年": OWN,
        "柳岸镇2024年部门决算": FINAL, "档案馆2025年单位预算": EXECUTED, "水务局2024年部门决算": CONTEST,
        "教育局2024年部门预算": SCHOOLS, "民政局2023年部门决算": CIVIL,
        "疾控中心2024年单位预算": LABORATORY, "临湖街道2024年部门决算": STREET, "青杨镇2024年部门决算": TOWN,
        "文化馆2024年单位预算": CULTURE, "第二中学2023年单位预算": VILLAGE,
        "人民医院2024年单位预算": HOSPITAL, "卫生健康局2024年部门预算": HEALTH, "民政局2023年部门预算": CIVIL_BUDGET,
    }  # fmt: skip
    return assistant_over(tmp_path_factory.mktemp("otherwise"), texts)


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
