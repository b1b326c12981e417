from __future__ import annotations

from tests.checks_records import Records, outcomes

THREE = [
    ("“三公”经费合计",),
    ("因公出国（境）费",),
    ("公务用车购置及运行费", "小计"),
    ("公务用车购置及运行费", "公务用车购置费"),
    ("公务用车购置及运行费", "公务用车运行费"),
    ("公务接待费",),
]


def test_receipts_and_expenditure_balance() -> None:
    records = Records()
    records.both_sides("收支总表", [("一、事业收入", "9.00"), ("收入总计", "9.00")], [("支出总计", "9.00")])
    checks = records.run("balance")
    assert outcomes(checks) == ["exact"]
    assert checks[0].statement.startswith("收入总计 9.00")


def test_unbalanced_totals_contradict_one_another() -> None:
    records = Records()
    records.both_sides("收支总表", [("收入总计", "9.00")], [("支出总计", "9.50")])
    assert outcomes(records.run("balance")) == ["contradiction"]


def test_totals_of_the_year_alone_need_not_balance() -> None:
    records = Records()
    records.both_sides("收支总表", [("本年收入合计", "9.00")], [("本年支出合计", "9.50")])
    assert records.run("balance") == []


def test_three_public_across_and_down() -> None:
    across = Records()
    across.table("“三公”经费支出表", THREE, [("-", "9.00", "1.00", "6.00", "4.00", "2.00", "2.00")])
    down = Records()
    down.table(
        "“三公”经费支出表",
        [("预算数",)],
        [
            ("合计", "9.00"),
            ("1、因公出国（境）费用", "1.00"),
            ("2、公务接待费", "2.00"),
            ("3、公务用车购置及运行费", "6.00"),
            ("其中：（1）公务用车购置费", "4.00"),
            ("（2）公务用车运行费", "2.00"),
        ],
    )
    for records in (across, down):
        statements = {check.statement for check in records.run("three_public")}
        assert statements == {"公务用车购置及运行费 6.00 = 4.00 + 2.00", "“三公”经费 9.00 = 1.00 + 6.00 + 2.00"}


def test_three_public_total_may_include_meetings_and_training() -> None:
    rows = [
        ("合计", "9.00"),
        ("因公出国（境）费", "1.00"),
        ("公务接待费", "2.00"),
        ("会议费", "4.00"),
        ("培训费", "2.00"),
    ]
    records = Records()
    records.table("“三公”经费、会议费、培训费支出表", [("预算数",)], rows)
    assert outcomes(records.run("three_public")) == ["exact"]


def test_three_public_contradiction() -> None:
    rows = [("合计", "9.00"), ("因公出国（境）费", "1.00"), ("公务接待费", "2.00")]
    records = Records()
    records.table("“三公”经费支出表", [("预算数",)], rows)
    assert outcomes(records.run("three_public")) == ["contradiction"]


def test_one_part_of_the_vehicles_is_not_all_of_them() -> None:
    rows = [("公务用车购置及运行费", "9.00"), ("其中：公务用车燃料费", "5.00"), ("公务用车购置费", "4.00")]
    records = Records()
    records.table("“三公”经费支出表", [("预算数",)], rows)
    assert "contradiction" not in outcomes(records.run("three_public"))


def funding(*amounts: str) -> Records:
    labels = ["资金总额：", "财政拨款：", "其中：当年财政拨款：", "上年结转结余财政拨款：", "其他资金："]
    records = Records()
    records.table("数据平台运维费绩效目标表", [()], list(zip(labels, amounts, strict=True)))
    return records


def test_funding_of_a_project() -> None:
    checks = funding("12.00", "10.00", "7.00", "3.00", "2.00").run("funding")
    assert [check.statement for check in checks] == ["资金总额 12.00 = 10.00 + 2.00", "财政拨款 10.00 = 7.00 + 3.00"]


def test_funding_contradiction() -> None:
    assert outcomes(funding("12.00", "10.00", "7.00", "4.00", "2.00").run("funding")) == ["exact", "contradiction"]
    assert outcomes(funding("12.00", "10.00", "", "", "").run("funding")) == []


def test_header_words_that_exclude_one_another_contradict_nothing() -> None:
    paths = [("合计", "小计"), ("因公出国（境）费", "购置费"), ("公务接待费", "运行费")]
    records = Records()
    records.table("“三公”经费支出表", paths, [("-", "1.00", "1.00", "171.00")])
    assert records.run("three_public") == []


def test_operating_expenses_beside_the_three_public_are_not_added() -> None:
    paths = [
        ("“三公”经费预算数", "合计"),
        *(("“三公”经费预算数", *path) for path in THREE[1:]),
        ("机关运行经费预算数",),
    ]
    records = Records()
    records.table(
        "“三公”经费和机关运行经费预算表", paths, [("-", "9.00", "1.00", "6.00", "4.00", "2.00", "2.00", "171.00")]
    )
    assert outcomes(records.run("three_public")) == ["exact", "exact"]
