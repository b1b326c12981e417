from __future__ import annotations

from dataclasses import replace

from tests.checks_records import Records, outcomes

NATURES = [("合计",), ("基本支出",), ("项目支出",)]


def test_same_account_in_two_tables() -> None:
    records = Records()
    records.table("部门支出总表", NATURES, [("2010301 行政运行", "30.00", "30.00", "")])
    records.table("一般公共预算支出表", NATURES, [("2010301 行政运行", "30.00", "30.00", "")])
    checks = records.run("repeat")
    assert outcomes(checks) == ["exact", "exact"]
    assert checks[0].statement == "2010301 行政运行 30.00（部门支出总表） = 30.00（一般公共预算支出表）"


def test_other_funds_are_no_contradiction() -> None:
    records = Records()
    records.table("部门支出总表", NATURES, [("2010301 行政运行", "30.00", "30.00", "")])
    records.table("一般公共预算支出表", NATURES, [("2010301 行政运行", "20.00", "20.00", "")])
    assert records.run("repeat") == []


def test_same_scope_and_different_figures() -> None:
    records = Records()
    records.table("一般公共预算支出表（功能分类）", NATURES, [("2010301 行政运行", "30.00", "30.00", "")])
    records.table("一般公共预算支出明细表", NATURES, [("2010301 行政运行", "31.00", "30.00", "")])
    assert sorted(outcomes(records.run("repeat"))) == ["contradiction", "exact"]


def test_receipts_of_one_kind_of_funds_explained_by_what_is_carried_over() -> None:
    records = Records()
    records.table(
        "2024年度收支预算总表",
        [("预算数",)],
        [("一、一般公共预算拨款收入", "80.00"), ("二、上年结转结余", "7.00"), ("收入合计", "87.00")],
        side="收入",
    )
    records.table(
        "2024年度财政拨款收支预算总表",
        [("预算数",)],
        [("一、一般公共预算拨款收入", "87.00"), ("收入合计", "87.00")],
        side="收入",
    )
    found = [check for check in records.run("repeat") if check.outcome == "contradiction"]
    assert len(found) == 1
    assert found[0].statement.endswith("，差额 7.00 = 上年结转结余")


def test_row_under_carried_over_is_another_figure() -> None:
    records = Records()
    records.table("收支预算总表", [("预算数",)], [("一、一般公共预算拨款收入", "80.00")], side="收入")
    rows = [("二、上年结转", ""), ("（一）一般公共预算拨款", "7.00")]
    records.table("财政拨款收支预算总表", [("预算数",)], rows, side="收入")
    assert records.run("repeat") == []


def test_basic_expenditure_table_supports_the_total_of_its_column() -> None:
    records = Records()
    records.table("一般公共预算支出表", NATURES, [("合计", "15.00", "10.00", "5.00")], side="支出")
    records.table("一般公共预算基本支出表", [("合计",), ("人员支出",)], [("合计", "10.00", "8.00")], side="支出")
    statements = [check.statement for check in records.run("repeat")]
    assert "基本支出 10.00（一般公共预算支出表） = 10.00（一般公共预算基本支出表）" in statements
    assert len(statements) == 1


def test_three_public_and_economic_account_support_but_never_contradict() -> None:
    for printed, expected in (("2.00", ["exact"]), ("1.50", [])):
        records = Records()
        records.table("一般公共预算“三公”经费支出表", [("公务接待费",)], [("-", "2.00")])
        records.table("一般公共预算基本支出表", [("合计",)], [("30217 公务接待费", printed)])
        records.facts[0] = replace(records.facts[0], subject="公务接待费", measure="")
        checks = records.run("repeat")
        assert outcomes(checks) == expected


def test_two_sets_of_one_form_are_two_units() -> None:
    records = Records()
    for printed in ("30.00", "31.00"):
        records.table("一般公共预算支出表", NATURES, [("2010301 行政运行", printed, "30.00", "")])
    assert all(check.outcome == "exact" for check in records.run("repeat"))


def test_units_of_money_are_converted() -> None:
    records = Records()
    records.table("部门支出总表", NATURES, [("2010301 行政运行", "304512.00", "304512.00", "")], unit="元")
    records.table("单位支出总表", NATURES, [("2010301 行政运行", "30.45", "30.46", "")])
    checks = records.run("repeat")
    assert sorted(outcomes(checks)) == ["contradiction", "rounding"]


def test_totals_far_apart_are_left_alone() -> None:
    records = Records()
    records.table("部门支出总表", NATURES, [("合计", "90.00", "50.00", "40.00")], side="支出")
    records.table("单位支出总表", NATURES, [("合计", "20.00", "10.00", "10.00")], side="支出")
    assert records.run("repeat") == []
