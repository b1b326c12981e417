"""Stages, comparisons with the budget, and sources of funds in sentences of other provinces' forms."""

from __future__ import annotations

from decimal import Decimal

from index.model.records import Role, Stage
from tests.test_narrative_statements import FINAL, brief, read


def test_final_account_greater_than_its_budget_is_a_change_against_the_budget() -> None:
    found = read(
        "2024年度教育支出决算为 105.00 万元，完成年初预算的 105%，决算数大于预算数 5.00 万元。",
        "培训费支出决算为 8.00 万元，决算数小于年初预算数 2.00 万元。",
        "会议费支出决算为 9.00 万元，比预算数多 1.50 万元，比上年少 0.50 万元。",
        identity=FINAL,
    )
    changes = [(s.subject, s.value, s.base) for s in found if s.role is Role.CHANGE]
    assert changes == [
        ("教育支出", Decimal("5.00"), "大于预算数"),
        ("培训费", Decimal("-2.00"), "小于年初预算数"),
        ("会议费", Decimal("1.50"), "比预算数"),
        ("会议费", Decimal("-0.50"), "比上年"),
    ]


def test_less_than_last_year_is_a_change_against_it() -> None:
    found = read(
        "公务接待费预算支出 6.50 万元，本年数小于上年预算数 1.50 万元，主要是厉行节约。",
        "培训费预算 9.00 万元，高于去年 2.00 万元。",
    )
    assert [(s.subject, s.role, s.value, s.base) for s in found] == [
        ("公务接待费", Role.LEVEL, Decimal("6.50"), ""),
        ("公务接待费", Role.CHANGE, Decimal("-1.50"), "小于上年预算数"),
        ("培训费", Role.LEVEL, Decimal("9.00"), ""),
        ("培训费", Role.CHANGE, Decimal("2.00"), "高于去年"),
    ]


def test_less_and_more_inside_other_words_are_no_comparison() -> None:
    assert brief("与2023年度相比，印刷费减少 3 万元。") == ["change 印刷费 -3万元"]


def test_budget_and_final_account_of_one_item_keep_their_stages() -> None:
    found = read(
        "“三公”经费支出预算为 6.40 万元，支出决算为 6.10 万元，完成预算的 95.31%；较上年增加 0.60 万元。",
        identity=FINAL,
    )
    assert [(s.role, s.stage, s.value) for s in found] == [
        (Role.LEVEL, Stage.BUDGET, Decimal("6.40")),
        (Role.LEVEL, Stage.FINAL, Decimal("6.10")),
        (Role.SHARE, Stage.FINAL, Decimal("95.31")),
        (Role.CHANGE, Stage.FINAL, Decimal("0.60")),
    ]


def test_heading_of_an_earlier_year_dates_its_figures() -> None:
    found = read("## 二、2023年“三公”经费决算情况", "公务接待费支出 3.20 万元。", "2024年度公务接待费预算 4.00 万元。")
    assert [(s.year, s.stage, s.value) for s in found] == [
        (2023, Stage.FINAL, Decimal("3.20")),
        (2024, Stage.BUDGET, Decimal("4.00")),
    ]


def test_year_in_a_project_heading_is_part_of_its_name() -> None:
    found = read("## 三、2023年档案项目预算情况", "项目预算安排 5.00 万元。")
    assert {s.year for s in found} == {2024}


def test_where_the_money_comes_from_is_no_part_of_the_name() -> None:
    assert brief("一般公共预算及政府性基金财政拨款“三公”经费支出 6 万元。", "财政拨款安排“三公”经费 5 万元。") == [
        "level “三公”经费 6万元",
        "level “三公”经费 5万元",
    ]
    assert brief("一般公共预算支出 6 万元。") == ["level 一般公共预算支出 6万元"]


def test_other_words_for_fees() -> None:
    assert brief("“三公”经费 12 万元，其中：公务接待 7 万元，公务用车运行费用 5 万元。") == [
        "level “三公”经费 12万元",
        "level 公务接待费 7万元 <0",
        "level 公务用车运行费 5万元 <0",
    ]


def test_source_of_funds_of_a_part_is_not_that_of_the_whole() -> None:
    assert brief(
        "2024年政府采购预算 17 万元。",
        "按政府采购资金类型划分，一般公共预算拨款 15 万元，财政专户资金 2 万元。",
        "按政府采购项目类型，分为三类。其中：货物类采购 10 万元，占政府采购预算 58.8%；服务类采购 7 万元。",
    ) == [
        "level 政府采购预算 17万元",
        "level 政府采购预算（一般公共预算拨款收入） 15万元 <0",
        "level 财政专户资金 2万元 <0",
        "level 政府采购货物预算 10万元 <0",
        "share 政府采购货物预算 58.8%",
        "level 政府采购服务预算 7万元 <0",
    ]


def test_source_of_funds_of_the_whole_stays() -> None:
    assert brief("2024年收入预算 17 万元，其中：一般公共预算拨款 15 万元，上年结转 2 万元。") == [
        "level 收入总计 17万元",
        "level 一般公共预算拨款收入 15万元 <0",
        "level 上年结转结余 2万元 <0",
    ]


def test_parts_greater_than_the_amount_before_them_are_no_parts_of_it() -> None:
    assert brief("采购预算 3 万元。", "办公费 1 万元。其中：印刷费 5 万元，邮电费 4 万元。")[-2:] == [
        "level 印刷费 5万元",
        "level 邮电费 4万元",
    ]


def test_a_bracket_with_full_stops_is_one_with_its_sentence() -> None:
    found = brief(
        "“三公”经费 9 万元，其中：公务用车购置及运行费 6 万元（公务用车购置费 2 万元，比上年增加 1 万元；"
        "公务用车运行维护费 4 万元，比上年增加 0 万元。）比上年增加 1 万元；公务接待费 3 万元。"
    )
    assert "change 公务用车购置及运行费 1万元" in found
    assert not any(line.startswith("change “三公”经费") for line in found)


def test_a_year_goes_on_over_a_semicolon_but_one_compared_with_does_not() -> None:
    found = read(
        "2025年“三公”经费预算 9 万元，其中：因公出国（境）费预算 2 万元；公务用车购置及运行费 3 万元，均与上年持平。"
    )
    assert {s.year for s in found} == {2025}
    compared = read("公务接待费 3 万元，与2023年预算一致 3 万元；会议费 2 万元。")
    assert [s.year for s in compared if s.subject == "会议费"] == [2024]


def test_spent_less_says_by_itself_that_it_compares() -> None:
    found = read("公务用车购置及运行费较2023年预算少支出 5 万元，公务接待费少支出 2 万元。")
    assert [(s.role, s.subject, s.value) for s in found] == [
        (Role.CHANGE, "公务用车购置及运行费", Decimal(-5)),
        (Role.CHANGE, "公务接待费", Decimal(-2)),
    ]


def test_parts_follow_the_final_account_where_the_budget_is_the_same() -> None:
    found = read(
        "“三公”经费支出年初预算为 6 万元，支出决算为 6 万元，完成年初预算的 100%。"
        "其中：公务用车运行费 2 万元，公务接待费 4 万元。",
        identity=FINAL,
    )
    parents = {s.subject: s.parent for s in found}
    assert found[parents["公务接待费"] or 0].stage is Stage.FINAL


def test_counted_vehicles_are_no_fee() -> None:
    assert brief("共有公务用车 5 辆。") == ["count 公务用车 5辆"]


def test_names_with_general_words_around_them() -> None:
    assert brief(
        "2024年本年一般公共预算支出 9 万元。",
        "卫生健康支出类科目 2 万元，占支出总预算 20%。",
        "单位预算全口径安排“三公”经费支出预算 1 万元。",
        "收入总预算 9 万元，其中：一般公共财政预算拨款 9 万元。",
    ) == [
        "level 一般公共预算支出 9万元",
        "level 卫生健康支出 2万元",
        "share 卫生健康支出 20%",
        "level “三公”经费 1万元",
        "level 收入总计 9万元",
        "level 一般公共预算拨款收入 9万元 <4",
    ]
    assert read("工资福利支出预算 7 万元，占基本支出预算 70%。")[1].base == "基本支出"


def test_a_definition_names_what_the_next_sentence_is_about() -> None:
    assert brief("## 一、收入项目", "（一）非税收入：指由政府部门依法取得的财政资金。2024年预算安排75万元。") == [
        "level 非税收入 75万元"
    ]


def test_a_year_before_a_department_is_no_count() -> None:
    assert brief("（2024部门预算公开）本单位内设 5 个部室。") == ["count 部室 5个"]


def test_an_amount_of_nothing_has_no_parts() -> None:
    found = read("政府采购预算 17 万元。分散采购 0 万元。其中：货物类采购 10 万元，服务类采购 7 万元。")
    assert [found[s.parent].subject for s in found if s.parent is not None] == ["政府采购预算"] * 2


def test_a_list_of_no_names_names_nothing() -> None:
    found = read("下属两家单位，2024年人员支出 3,120.50 万元，人均 18 万元。", identity=FINAL)
    assert [(s.subject, s.value) for s in found if s.role is Role.LEVEL][:1] == [("人员支出", Decimal("3120.50"))]
