"""The rules over what the text says: growth, shares, lists, amounts said again, amounts bound to cells."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from index.checks.slips import is_certain_slip, is_cut, is_slip
from index.checks.term import Term
from index.model.records import Role, Stage
from tests.checks_records import Records, outcomes

LEVEL, CHANGE, RATE, SHARE, COUNT = Role.LEVEL, Role.CHANGE, Role.RATE, Role.SHARE, Role.COUNT


def term(value: str, unit: str = "万元") -> Term:
    number = Decimal(value)
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return Term(number, Decimal(5).scaleb(exponent - 1), unit, value, "")


@pytest.mark.parametrize(
    ("first", "second", "slip"),
    [
        ("239.83", "229.83", True),  # changed
        ("887.36", "87.36", True),  # added
        ("1,234.50".replace(",", ""), "1234.56", True),
        ("240.83", "229.83", False),  # two digits
        ("12.50", "12.00", False),  # too few digits that count
        ("100.00", "200.00", False),
    ],
)
def test_a_slip_is_one_digit(first: str, second: str, slip: bool) -> None:  # noqa: FBT001 -- the expectation
    assert is_slip(term(first), term(second)) is slip
    assert is_slip(term(second), term(first)) is slip


def test_a_slip_is_seen_over_units_and_precisions() -> None:
    assert is_slip(term("887.36"), term("873617.00", "元"))
    assert not is_certain_slip(term("12.36"), term("12.86"))


def test_a_percentage_may_be_cut() -> None:
    assert is_cut(Decimal("0.06"), Decimal("0.0655"))
    assert not is_cut(Decimal("63.75"), Decimal("63.7399"))


@pytest.mark.parametrize(("rate", "outcome"), [("10.00", "exact"), ("13.22", "contradiction")])
def test_growth_of_the_amount_in_the_sentence_before(rate: str, outcome: str) -> None:
    records = Records()
    records.say("项目支出预算数为110.00万元。", ("项目支出", "110.00", "万元", LEVEL))
    records.say(
        f"与上年相比增加10.00万元，增长{rate}%。",
        ("项目支出", "10.00", "万元", CHANGE),
        ("项目支出", rate, "%", RATE),
    )
    assert outcomes(records.run("growth.next")) == [outcome]


def two_years(records: Records, now: str, before: str, rate: str) -> None:
    first = records.say(
        f"上年执行数为{before}万元，本年预算安排{now}万元，增长{rate}%。",
        ("住房公积金", before, "万元", LEVEL),
        ("住房公积金", now, "万元", LEVEL),
        ("住房公积金", rate, "%", RATE),
    )
    records.statements[first] = replace(records.statements[first], year=2023, stage=Stage.EXECUTED)


@pytest.mark.parametrize(("rate", "outcome"), [("25.00", "exact"), ("2.50", "contradiction"), ("24.99", "rounding")])
def test_growth_from_the_amounts_of_two_years(rate: str, outcome: str) -> None:
    records = Records()
    two_years(records, "125.00", "100.00", rate)
    assert outcomes(records.run("growth.years")) == [outcome]


def said_with_change(records: Records, name: str, change: str) -> None:
    records.say(
        f"{name}3,121.42万元，比上年增加{change}万元。",
        (name, "3,121.42", "万元", LEVEL),
        (name, change, "万元", CHANGE),
    )


def test_the_change_of_one_amount_is_the_same_each_time() -> None:
    records = Records()
    said_with_change(records, "财政拨款收入", "107.62")
    said_with_change(records, "财政拨款支出", "107.62")
    assert outcomes(records.run("growth.again")) == ["exact"]
    said_with_change(records, "一般公共预算支出", "107.92")
    assert outcomes(records.run("growth.again")) == ["exact", "contradiction"]


def test_changes_that_are_far_apart_are_from_other_amounts_of_last_year() -> None:
    records = Records()
    said_with_change(records, "财政拨款收入", "107.62")
    said_with_change(records, "财政拨款支出", "41.15")
    assert records.run("growth.again") == []


@pytest.mark.parametrize(
    ("share", "outcome"), [("65.50", "exact"), ("71.73", "contradiction"), ("65.49", "contradiction")]
)
def test_a_share_is_the_part_of_the_whole(share: str, outcome: str) -> None:
    records = Records()
    records.say("本年支出合计200.00万元，其中：", ("本年支出合计", "200.00", "万元", LEVEL))
    first = records.say(
        f"基本支出131.00万元，占{share}%。", ("基本支出", "131.00", "万元", LEVEL), ("基本支出", share, "%", SHARE)
    )
    records.statements[first + 1] = replace(records.statements[first + 1], base="本年支出合计")
    assert outcomes(records.run("share")) == [outcome]


@pytest.mark.parametrize(("rate", "outcome"), [("96.00", "exact"), ("98.20", "contradiction")])
def test_the_rate_of_completion_is_of_the_budget_of_the_same_item(rate: str, outcome: str) -> None:
    records = Records()
    first = records.say(
        f"会议费年初预算为25.00万元，支出决算为24.00万元，完成年初预算的{rate}%。",
        ("会议费", "25.00", "万元", LEVEL),
        ("会议费", "24.00", "万元", LEVEL),
        ("会议费", rate, "%", SHARE),
    )
    for at, stage in enumerate((Stage.INITIAL_BUDGET, Stage.FINAL, Stage.FINAL)):
        base = "年初预算" if at == 2 else ""
        records.statements[first + at] = replace(records.statements[first + at], stage=stage, base=base)
    assert outcomes(records.run("share")) == [outcome]


def test_an_amount_that_the_text_says_twice_item_by_item() -> None:
    records = Records()
    for now in ("125.00", "30.00", "418.80", "12.66", "7.30"):
        records.say(f"某科目{now}万元，主要用于办公。", (f"科目{now}", now, "万元", LEVEL))
        two_years(records, now, "11.00", "1.00")
        renamed = [replace(one, subject=f"科目{now}") for one in records.statements[-3:]]
        records.statements[-3:] = renamed
    assert outcomes(records.run("restated")) == ["exact"] * 5
    records.statements[2] = replace(records.statements[2], value=Decimal("127.00"), printed="127.00")
    assert sorted(outcomes(records.run("restated"))) == ["contradiction", *["exact"] * 4]


@pytest.mark.parametrize(("spent", "found"), [("3,121.42", ["exact"]), ("3,121.92", ["contradiction"]), ("900.00", [])])
def test_the_totals_that_a_passage_states_balance(spent: str, found: list[str]) -> None:
    records = Records()
    records.say("收入预算3,121.42万元。", ("收入总计", "3,121.42", "万元", LEVEL))
    records.say(f"支出预算{spent}万元。", ("支出总计", spent, "万元", LEVEL))
    assert outcomes(records.run("balance.stated")) == found


def listed(
    records: Records, whole: tuple[str, str], *parts: tuple[str, str], unit: str = "万元", words: str = "其中："
) -> None:
    role = LEVEL if unit == "万元" else COUNT
    sentence = f"{whole[0]}{whole[1]}{unit}，{words}" + "，".join(f"{name}{printed}{unit}" for name, printed in parts)
    figures = [(name, printed, unit, role) for name, printed in (whole, *parts)]
    first = records.say(f"{sentence}。", *figures)
    records.part_of(first, *range(first + 1, first + len(figures)))


@pytest.mark.parametrize(("other", "outcome"), [("0", "exact"), ("3", "contradiction")])
def test_a_list_that_prints_zeros_leaves_nothing_out(other: str, outcome: str) -> None:
    records = Records()
    listed(records, ("收入总计", "95.94"), ("财政拨款收入", "95.94"), ("事业收入", "0"), ("其他收入", other))
    assert outcomes(records.run("narrative.parts")) == [outcome]


@pytest.mark.parametrize(("other", "outcome"), [("2", "exact"), ("4", "contradiction")])
def test_numbers_of_a_list_that_prints_zeros(other: str, outcome: str) -> None:
    records = Records()
    parts = (("主要领导干部用车", "0"), ("机要通信用车", "0"), ("其他用车", other))
    listed(records, ("车辆", "2"), *parts, unit="辆")
    assert outcomes(records.run("narrative.parts")) == [outcome]


def test_an_amount_without_decimals_among_others_is_a_whole_one() -> None:
    records = Records()
    listed(
        records,
        ("政府采购预算", "1090.98"),
        ("政府采购货物预算", "98.20"),
        ("政府采购工程预算", "90"),
        ("政府采购服务预算", "902.68"),
    )
    assert outcomes(records.run("narrative.parts")) == ["contradiction"]


def test_what_both_sides_are_made_of_is_no_list_of_one_whole() -> None:
    records = Records()
    parts = (("本年收入", "90.00"), ("年初结转", "10.00"), ("本年支出", "100.00"), ("年末结转", "0.00"))
    listed(records, ("收支总计", "100.00"), *parts)
    assert records.run("narrative.parts") == []


def test_a_selection_need_not_add_up() -> None:
    records = Records()
    listed(records, ("项目支出", "100.00"), ("巡查", "50.00"), ("培训", "30.00"), ("维护", "19.00"), words="主要包括")
    assert records.run("narrative.parts") == []


ACCOUNTS = (
    ("2010301", "行政运行", "623.18"),
    ("2010302", "一般行政管理事务", "10.00"),
    ("2010399", "其他支出", "66.66"),
    ("2080505", "养老保险缴费支出", "74.83"),
)


def accounts(records: Records) -> None:
    rows = [(f"{code} {name}", amount) for code, name, amount in ACCOUNTS]
    records.table("一般公共预算支出表", [("合计",)], rows, side="支出")


def test_a_passage_that_speaks_of_a_column_speaks_of_it_throughout() -> None:
    records = Records()
    accounts(records)
    for _, name, amount in ACCOUNTS[:3]:
        records.say(f"{name}{amount}万元。", (name, amount, "万元", LEVEL))
    records.say("养老保险缴费支出48.37万元。", ("养老保险缴费支出", "48.37", "万元", LEVEL))
    assert outcomes(records.run("narrative.table")) == ["exact"] * 3 + ["contradiction"]


def test_an_amount_that_no_passage_binds_may_be_of_another_scope() -> None:
    records = Records()
    accounts(records)
    records.say("养老保险缴费支出148.37万元。", ("养老保险缴费支出", "148.37", "万元", LEVEL))
    assert records.run("narrative.table") == []


def columns(records: Records, *, total: str, basic: str) -> None:
    names = ("办公费", "水费", "电费", "差旅费")
    amounts = ("123.45", "20.06", "31.50", "418.80")
    for title, last in (("一般公共预算基本支出表", "418.80"), ("机关运行经费表", basic)):
        rows = [*zip(names, (*amounts[:3], last), strict=True), ("会议费", total)]
        records.table(title, [("金额",)], rows, side="支出")


@pytest.mark.parametrize(("basic", "found"), [("418.80", []), ("410.80", ["contradiction"]), ("250.00", [])])
def test_one_slip_between_columns_that_agree_otherwise(basic: str, found: list[str]) -> None:
    records = Records()
    columns(records, total="12.34", basic=basic)
    assert outcomes(records.run("repeat.column")) == found


def test_an_indicator_is_tied_to_the_figure_that_prints_its_target() -> None:
    records = Records()
    for title in ("整体绩效目标表", "项目绩效目标表"):
        table = records.table(title, [("目标值",)], [("巡查次数", "400")], unit="次")
        records.indicator(table, "巡查次数", "≥", "400", "次")
        for name, target in (("培训人数", "30"), ("宣传场次", "8")):
            records.indicator(table, name, "≥", target, "次")
    checks = records.run("indicator")
    assert outcomes(checks) == ["exact"] * 3
    assert sorted(operand.fact for check in checks for operand in check.operands if operand.fact is not None) == [0, 1]
