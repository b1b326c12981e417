from __future__ import annotations

from decimal import Decimal

from index.model.quantity import Outcome
from tests.checks_records import Records, outcomes

AMOUNT = [("合计",)]


def accounts(*rows: tuple[str, str]) -> Records:
    records = Records()
    records.table("一般公共预算支出表", AMOUNT, rows)
    return records


def test_account_is_the_sum_of_its_sub_accounts() -> None:
    checks = accounts(
        ("210 卫生健康支出", "30.00"),
        ("21011 行政事业单位医疗", "30.00"),
        ("2101101 行政单位医疗", "12.50"),
        ("2101102 事业单位医疗", "17.50"),
    ).run("sum.children")
    assert [check.statement for check in checks] == [
        "210 卫生健康支出 30.00 = 30.00",
        "21011 行政事业单位医疗 30.00 = 12.50 + 17.50",
    ]
    assert outcomes(checks) == ["exact", "exact"]
    assert [operand.sign for operand in checks[1].operands] == [0, 1, 1]


def test_account_without_the_middle_level() -> None:
    checks = accounts(("201 一般公共服务支出", "30.00"), ("2010301 行政运行", "20.00"), ("2019999 其他", "10.01")).run(
        "sum.children"
    )
    assert outcomes(checks) == ["rounding"]
    assert checks[0].tolerance == Decimal("0.015")
    assert checks[0].difference == Decimal("0.01")
    assert "≈" in checks[0].statement


def test_account_contradicted_by_its_sub_accounts() -> None:
    checks = accounts(("201 一般公共服务支出", "30.00"), ("2010301 行政运行", "20.00"), ("2019999 其他", "11.00")).run(
        "sum.children"
    )
    assert outcomes(checks) == ["contradiction"]
    assert "≠ 20.00 + 11.00 = 31.00，相差 1.00万元" in checks[0].statement


def test_empty_cells_are_nothing() -> None:
    checks = accounts(
        ("201 一般公共服务支出", "30.00"), ("20103 政府办公厅", ""), ("2010301 行政运行", "30.00"), ("20199 其他", "")
    ).run("sum.children")
    assert outcomes(checks) == ["exact"]


def test_doubtful_figures_contradict_nothing() -> None:
    records = Records()
    rows = [("201 一般公共服务支出", "30.00"), ("20103 政府办公厅", "20.00")]
    records.table("一般公共预算支出表", AMOUNT, rows, doubtful=True)
    assert records.run("sum.children") == []


def test_total_row_of_accounts_first_or_last() -> None:
    rows = (("201 一般公共服务支出", "20.00"), ("20103 政府办公厅", "20.00"), ("210 卫生健康支出", "5.00"))
    for made in (accounts(("合计", "25.00"), *rows), accounts(*rows, ("合计：", "25.00"))):
        checks = made.run("sum.total")
        assert outcomes(checks) == ["exact"]
        assert checks[0].statement.endswith("25.00 = 20.00 + 5.00")


def test_total_row_contradicted_only_where_all_rows_are_of_one_level() -> None:
    wrong = accounts(("合计", "26.00"), ("201 一般公共服务支出", "20.00"), ("210 卫生健康支出", "5.00"))
    assert outcomes(wrong.run("sum.total")) == ["contradiction"]
    mixed = accounts(("合计", "26.00"), ("201 一般公共服务支出", "20.00"), ("7 卫生健康支出", "5.00"))
    assert mixed.run("sum.total") == []


def test_table_with_a_unit_row_above_its_accounts() -> None:
    checks = accounts(
        ("合计", "25.00"), ("澄湖市图书馆", "25.00"), ("201 一般公共服务支出", "20.00"), ("210 卫生健康支出", "5.00")
    ).run("sum.total")
    assert outcomes(checks) == ["exact"]


def test_totals_of_labels_with_what_is_carried_over() -> None:
    records = Records()
    records.table(
        "收支总表",
        [("预算数",)],
        [
            ("一、一般公共预算拨款收入", "80.00"),
            ("二、事业收入", "20.00"),
            ("本年收入合计", "100.00"),
            ("上年结转结余", "7.00"),
            ("收入总计", "107.00"),
        ],
    )
    checks = records.run("sum.total")
    assert outcomes(checks) == ["exact", "exact"]
    assert checks[1].statement.endswith("107.00 = 100.00 + 7.00")


def test_total_of_labels_takes_the_parts_of_an_empty_row() -> None:
    records = Records()
    records.table(
        "财政拨款收支总表",
        [("预算数",)],
        [
            ("一、本年收入", ""),
            ("（一）一般公共预算拨款", "80.00"),
            ("（二）政府性基金预算拨款", "3.00"),
            ("二、上年结转", ""),
            ("（一）一般公共预算拨款", "7.00"),
            ("收入总计", "90.00"),
        ],
    )
    assert outcomes(records.run("sum.total")) == ["exact"]


def test_rows_of_which_are_not_added() -> None:
    records = Records()
    records.table(
        "收入表",
        [("预算数",)],
        [("一、财政拨款收入", "80.00"), ("其中：专项", "30.00"), ("二、事业收入", "20.00"), ("收入合计", "100.00")],
    )
    assert outcomes(records.run("sum.total")) == ["exact"]
    assert records.run("sum.children") == []


def test_gap_in_the_numbering_proves_nothing() -> None:
    rows = [("一、财政拨款收入", "80.00"), ("三、事业收入", "19.00"), ("收入合计", "100.00")]
    records = Records()
    records.table("收入表", [("预算数",)], rows)
    assert records.run("sum.total") == []
    complete = Records()
    complete.table("收入表", [("预算数",)], [rows[0], ("二、事业收入", "19.00"), rows[2]])
    assert complete.run("sum.total")[0].outcome is Outcome.CONTRADICTION


def test_rows_beyond_ten_are_numbered() -> None:
    numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
    records = Records()
    rows = [(f"{numeral}、第{numeral}类支出", "1.00") for numeral in numerals]
    records.table("支出表", [("预算数",)], [*rows, ("支出合计", "13.00")])
    assert outcomes(records.run("sum.total")) == ["contradiction"]
