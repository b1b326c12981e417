"""Whose a figure of a sentence is: of certain funds, of both sides, of the part right before, of the total."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from index.interpret import interpret_document
from index.load.text import load_text
from index.model.quantity import Outcome
from index.model.records import Identity, Kind, Role, Scope, Stage, Statement
from index.narrative.figures import fold
from index.narrative.statements import read_statements
from tests.test_narrative_other_forms import read


def told(found: tuple[Statement, ...], *roles: Role) -> list[tuple[str, str]]:
    return [(one.subject, str(one.value)) for one in found if one.role in (roles or (Role.LEVEL,))]


def contradictions(text: str) -> list[str]:
    checks = interpret_document(load_text(Path("a.txt"), text.encode())).checks
    return [check.statement for check in checks if check.outcome is Outcome.CONTRADICTION]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2023年度政府性基金预算财政拨款年初结转和结余5万元，本年收入120万元，本年支出125万元，年末结转和结余0万元。",
            [
                ("政府性基金预算（上年结转结余）", "5"),
                ("政府性基金预算拨款收入", "120"),
                ("政府性基金预算拨款支出", "125"),
                ("政府性基金预算（年终结转结余）", "0"),
            ],
        ),
        (
            "2023年度一般公共预算收入总计85万元,本年支出70万元,年末结转和结余15万元。",
            [("一般公共预算拨款收入", "85"), ("一般公共预算支出", "70"), ("一般公共预算（年终结转结余）", "15")],
        ),
        (
            "本单位2023年度国有资本经营预算本年收入3万元，支出2万元。",
            [("国有资本经营预算拨款收入", "3"), ("国有资本经营预算支出", "2")],
        ),
        # a list of receipts opens with funds, too; the whole stays the whole
        ("2023年财政拨款收入80万元，上年结转2万元。", [("财政拨款收入", "80"), ("上年结转结余", "2")]),
        (
            "按一般公共预算口径，2023年收入总计9万元，支出总计9万元。",
            [("收入总计", "9"), ("支出总计", "9")],
        ),
    ],
)
def test_what_is_told_of_certain_funds_is_not_the_whole(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(read(text)) == expected


def test_a_heading_of_special_funds_tells_what_its_sentences_are_of() -> None:
    text = "八、政府性基金预算财政拨款收入支出决算情况说明\n\n本年收入120万元，本年支出125万元。\n"
    document = load_text(Path("a.txt"), text.encode())
    found = read_statements(document, Identity("澄湖市水务局", 2023, Kind.FINAL_ACCOUNT, Scope.UNIT), ())
    assert told(found) == [("政府性基金预算拨款收入", "120"), ("政府性基金预算拨款支出", "125")]


def test_funds_within_the_grant_are_of_its_side() -> None:
    found = read("财政拨款收入94万元（其中，一般公共预算90万元，政府性基金预算4万元），占收入合计99%。")
    assert told(found)[1:] == [("一般公共预算拨款收入", "90"), ("政府性基金预算拨款收入", "4")]


@pytest.mark.parametrize(
    "text",
    [
        "2023年度收入总计25万元，支出总计25万元，与2022年度相比，各增加5万元，增长25%。",
        "2023年收入总计25万元，支出总计25万元，比2022年增加5万元，增长25%。",
        "2023年度收入总计与上年相比增加5万元，支出总计增加5万元，各增长25%。",
    ],
)
def test_a_change_of_both_sides_is_of_each(text: str) -> None:
    found = read(text)
    assert told(found, Role.CHANGE) == [("收入总计", "5"), ("支出总计", "5")]
    assert told(found, Role.RATE) == [("收入总计", "25"), ("支出总计", "25")]


def test_a_change_behind_two_items_is_of_neither() -> None:
    assert told(read("公务接待费4万元，会议费3万元，比上年减少1万元。"), Role.CHANGE) == []


def test_the_side_stands_in_the_comparison() -> None:
    found = read("2023年收入56元，支出52元，比上年收入增加41.2%，支出比上年增加35.7%。")
    assert told(found, Role.RATE) == [("收入总计", "41.2"), ("支出总计", "35.7")]


def test_what_follows_a_part_after_a_semicolon_is_of_the_part() -> None:
    found = read(
        "“三公”经费预算33万元，比上年减少1万元。其中：公务接待费8万元；比上年减少2万元；下降20%。", Kind.BUDGET
    )
    assert told(found, Role.CHANGE) == [("“三公”经费", "-1"), ("公务接待费", "-2")]
    assert told(found, Role.RATE) == [("公务接待费", "-20")]


def test_the_year_before_of_a_part_is_not_of_what_follows() -> None:
    found = read(
        "“三公”经费预算33万元。其中：公务接待费8万元；上年预算数为10万元；会议费3万元，上年预算数为6万元。", Kind.BUDGET
    )
    assert [(one.subject, str(one.value), one.year) for one in found[1:]] == [
        ("公务接待费", "8", 2023),
        ("公务接待费", "10", 2022),
        ("会议费", "3", 2023),
        ("会议费", "6", 2022),
    ]


def test_a_rate_tells_whether_a_change_is_of_the_part_or_of_its_total() -> None:
    whole = read("2023年度收入总计3600.5万元，其中年初结转和结余1300.25万元，较2022年增加200.15万元，增长5.9%。")
    assert {one.subject for one in whole if one.role is not Role.LEVEL} == {"收入总计"}
    part = read("2023年度收入总计3600.5万元，其中年初结转和结余1300.25万元，较2022年增加200.15万元，增长18.2%。")
    assert {one.subject for one in part if one.role is not Role.LEVEL} == {"上年结转结余"}


def test_an_item_of_expense_is_not_what_was_counted() -> None:
    found = read("公务用车保有量18辆，计划购置0辆公务接待费3.6万元，较上年预算增长27.45%。", Kind.BUDGET)
    assert told(found) == [("公务接待费", "3.6")]
    assert told(found, Role.RATE) == [("公务接待费", "27.45")]


def test_quotation_marks_around_a_whole_name_are_none_of_it() -> None:
    found = read(
        "一般公共预算财政拨款支出20万元，主要用于以下方面：\n\n1.“教育支出”8万元，占40%；\n\n2.“公共安全支出”12万元，占60%。"
    )
    assert [(one.subject, one.parent) for one in found if one.role is Role.LEVEL][1:] == [
        ("教育支出", 0),
        ("公共安全支出", 0),
    ]
    assert {one.base for one in found if one.role is Role.SHARE} == {"一般公共预算支出"}


def test_the_places_before_the_owner_are_no_item() -> None:
    text = "松岭省云泽市澄湖县水务局2023年度“三公”经费支出预算为3万元，支出决算为2万元。"
    document = load_text(Path("a.txt"), f"二、情况说明\n\n{text}\n".encode())
    found = read_statements(document, Identity("澄湖县水务局", 2023, Kind.FINAL_ACCOUNT, Scope.UNIT), ())
    assert [(one.subject, one.stage) for one in found] == [("“三公”经费", Stage.BUDGET), ("“三公”经费", Stage.FINAL)]


def test_the_title_of_a_text_is_no_part_of_its_first_sentence() -> None:
    title = "澄湖市水务局2016年“三公经费”预算对比增减说明"
    text = f"{title}\n2016年三公经费预算拨入30万元，2015年三公经费预算拨入52.40万元，与上年对比减少22.40万元。"
    document = load_text(Path("a.txt"), text.encode())
    found = read_statements(document, Identity("澄湖市水务局", 2016, Kind.BUDGET, Scope.UNIT), ())
    assert [(one.subject, one.year, one.value) for one in found] == [
        ("“三公”经费", 2016, Decimal(30)),
        ("“三公”经费", 2015, Decimal("52.40")),
        ("“三公”经费", 2016, Decimal("-22.40")),
    ]


def test_receipts_and_spending_of_a_year_need_not_balance() -> None:
    title = "澄湖市第三小学2023年度部门决算\n\n一、收入支出决算总体情况说明\n\n"
    assert contradictions(f"{title}2023年度收入合计1648.25万元；2023年度支出合计1655.45万元。\n") == []
    assert len(contradictions(f"{title}2023年度收入总计1648.25万元，支出总计1655.25万元。\n")) == 1


def test_a_numbered_line_that_ends_with_a_full_stop_is_a_heading() -> None:
    lines = ("（一）机关运行经费情况说明。", "机关运行经费5万元。", "（二）政府采购预算安排情况说明。", "拨款3万元。")
    document = load_text(Path("a.txt"), "\n\n".join(lines).encode())
    found = read_statements(document, Identity("澄湖市民政局", 2023, Kind.BUDGET, Scope.UNIT), ())
    assert [one.section[-1] for one in found] == ["（一）机关运行经费情况说明。", "（二）政府采购预算安排情况说明。"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [("各是3106.28,3127.54万元", "各是3106.28，3127.54万元"), ("31,508.64万元,支出", "31,508.64万元，支出")],
)
def test_commas_are_folded_but_for_those_of_thousands(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "words",
    [
        "2023年全县一般公共预算财政拨款“三公”经费支出决算汇总数为9万元",
        "2023年，各乡（镇）、县本级一般公共预算拨款安排的“三公”经费决算支出数为9万元",
        "2023年行政单位（含参照公务员法管理的事业单位）、事业单位和其他单位使用当年财政拨款安排的“三公”经费决算总额为9万元",
        "2023年全县县级部门汇总一般公共预算“三公”经费预安排9万元",
    ],
)
def test_the_three_public_expenses_of_a_place(words: str) -> None:
    assert [one.subject for one in read(f"{words}。")] == ["“三公”经费"]


def test_those_of_some_bodies_are_not_the_whole() -> None:
    assert [one.subject for one in read("所属事业单位“三公”经费3万元。")] == ["所属事业单位“三公”经费"]


@pytest.mark.parametrize("base", ["与上年决算数", "比上年累计支出10万元"])
def test_further_words_for_the_year_before(base: str) -> None:
    found = read(f"公务接待费9万元，{base}减少1万元，下降10%。")
    assert {one.subject for one in found} == {"公务接待费"}
    assert told(found, Role.CHANGE, Role.RATE) == [("公务接待费", "-1"), ("公务接待费", "-10")]


def test_an_item_named_again_behind_the_base_is_one() -> None:
    found = read("2023年“三公”经费预算数较2022年“三公”经费预算数减少0.1万元。", Kind.BUDGET)
    assert told(found, Role.CHANGE) == [("“三公”经费", "-0.1")]


def test_people_counted_behind_visits_are_those_who_came() -> None:
    found = read("公务接待费5万元。国内公务接待批次39个，接待人次285人；国（境）外公务接待批次2个，接待人次14人。")
    assert told(found, Role.COUNT) == [
        ("国内公务接待批次", "39"),
        ("国内公务接待人次", "285"),
        ("国（境）外公务接待批次", "2"),
        ("国（境）外公务接待人次", "14"),
    ]


def test_shares_of_a_total_told_at_two_stages_are_of_it() -> None:
    found = read(
        "“三公”经费支出预算为44万元，决算为20万元。其中公务接待费为15万元，占75%；公务用车运行维护费为5万元，占25%。"
    )
    assert {one.base for one in found if one.role is Role.SHARE} == {"“三公”经费"}


@pytest.mark.parametrize(
    "words",
    [
        "2023年市本级部门（单位）使用财政拨款安排“三公”经费9万元",
        "2023年度镇本级“三公”经费决算9万元",
        "2023年部门决算公开“三公”经费合计9万元",
        "2023年我局部门决算汇总“三公”经费公共预算财政拨款支出9万元",
        "2023年部门财政拨款资金安排“三公”经费9万元",
    ],
)
def test_the_three_public_expenses_in_other_words(words: str) -> None:
    assert [one.subject for one in read(f"{words}。")] == ["“三公”经费"]


def test_an_amount_of_the_year_compared_with_is_of_that_year() -> None:
    found = read("较2022年度部门决算公开“三公”经费合计16万元增加15万元。")
    assert [(one.subject, one.role, one.year) for one in found] == [
        ("“三公”经费", Role.LEVEL, 2022),
        ("“三公”经费", Role.CHANGE, 2023),
    ]


def test_a_further_comparison_goes_on_with_the_item() -> None:
    found = read("2023年“三公”经费较上年决算数减少3万元，下降6%；较年初预算数减少6万元，下降12%。")
    assert told(found, Role.CHANGE) == [("“三公”经费", "-3"), ("“三公”经费", "-6")]


def test_receipts_of_the_year_are_told_from_the_total_that_is_the_same() -> None:
    total = "2023年度收入总计103万元，支出总计103万元。收支较上年决算数增加4万元。"
    found = read(f"{total}\n\n2023年度收入合计103万元，较上年决算数增加18万元。")
    assert told(found, Role.CHANGE) == [("收支总计", "4"), ("本年收入合计", "18")]


def test_a_total_told_under_the_heading_before_is_that_of_the_parts() -> None:
    lines = (
        "（一）“三公”经费支出决算总体情况说明。",
        "2023年度“三公”经费支出预算为9万元，支出决算为4万元。",
        "（二）“三公”经费支出决算具体情况说明。",
        "2023年度“三公”经费支出决算中，公务接待费支出决算1万元，占25%；公务用车运行维护费支出决算3万元，占75%。",
    )
    document = load_text(Path("a.txt"), "\n\n".join(lines).encode())
    found = read_statements(document, Identity("澄湖市水务局", 2023, Kind.FINAL_ACCOUNT, Scope.UNIT), ())
    assert [(one.subject, one.base) for one in found if one.role is Role.SHARE] == [
        ("公务接待费", "“三公”经费"),
        ("公务用车运行费", "“三公”经费"),
    ]


def test_a_rate_that_the_printed_digits_do_not_give_moves_no_change() -> None:
    # of the total it is 1000 ÷ 9000 = 11.11 %, which no rounding makes 11.12 %
    found = read("2023年度收入总计10000.00万元，其中年初结转和结余3000.00万元，较2022年增加1000.00万元，增长11.12%。")
    assert {one.subject for one in found if one.role is Role.CHANGE} == {"上年结转结余"}
