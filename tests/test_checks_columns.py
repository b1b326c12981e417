from __future__ import annotations

from tests.checks_records import Records, outcomes

NATURES = [("合计",), ("基本支出", "小计"), ("基本支出", "人员支出"), ("基本支出", "公用支出"), ("项目支出",)]


def test_total_column_is_the_sum_of_its_groups() -> None:
    records = Records()
    records.table(
        "一般公共预算支出表",
        NATURES,
        [
            ("合计", "15.00", "10.00", "7.00", "3.00", "5.00"),
            ("2010301 行政运行", "10.00", "10.00", "7.00", "3.00", ""),
        ],
    )
    checks = records.run("sum.columns")
    assert outcomes(checks) == ["exact"] * 4
    assert any(check.statement.endswith("15.00 = 10.00 + 5.00") for check in checks)
    assert any(check.statement.endswith("10.00 = 7.00 + 3.00") for check in checks)


def test_one_wrong_row_of_many_is_a_contradiction() -> None:
    records = Records()
    rows = [(f"201030{at} 科目", "3.00", "1.00", "2.00") for at in range(1, 4)]
    wrong = ("2019999 其他一般公共服务支出", "8.00", "1.00", "2.00")
    records.table("支出总表", [("合计",), ("基本支出",), ("项目支出",)], [*rows, wrong])
    checks = records.run("sum.columns")
    assert outcomes(checks) == ["exact"] * 3 + ["contradiction"]


def test_columns_that_do_not_add_up_are_no_contradiction() -> None:
    records = Records()
    rows = [(f"201030{at} 科目", "9.00", "4.00", "3.00") for at in range(1, 5)]
    records.table("政府采购表", [("合计",), ("货物",), ("工程",)], rows)
    assert records.run("sum.columns") == []


def test_standard_columns_of_a_single_row() -> None:
    records = Records()
    records.table("支出总表", [("合计",), ("基本支出",), ("项目支出",)], [("合计", "9.00", "4.00", "6.00")])
    assert outcomes(records.run("sum.columns")) == ["contradiction"]


def test_subtotals_of_groups_make_up_the_total() -> None:
    records = Records()
    paths = [
        ("合计",),
        ("财政拨款", "小计"),
        ("财政拨款", "基本支出"),
        ("财政拨款", "项目支出"),
        ("非财政拨款", "小计"),
    ]
    records.table("支出总表", paths, [("合计", "9.00", "7.00", "3.00", "4.00", "2.00")])
    checks = records.run("sum.columns") + records.run("sources")
    found = {check.statement.split(" ", 1)[1]: check.outcome.value for check in checks}
    assert found == {"7.00 = 3.00 + 4.00": "exact", "9.00 = 7.00 + 2.00": "exact"}
