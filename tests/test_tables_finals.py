"""What the figures of the forms of final accounts are of: sides, stages, carried-over money, amounts that total."""

from __future__ import annotations

from pathlib import Path

from index.model.document import Document, Grid, Heading, Place
from index.model.records import Fact, Identity, Kind, Scope
from index.tables import read_tables
from tests.test_tables_spans import rows

IDENTITY = Identity("澄湖市水务局", 2024, Kind.FINAL_ACCOUNT, Scope.DEPARTMENT)


def facts_of(title: str, *drawn: tuple[str | tuple[str, int, int], ...]) -> dict[str, Fact]:
    """The facts of a table by their printed figures."""
    heading = Heading(title, 6, Place(page=1))
    document = Document(Path("a.pdf"), "", "pdf", (heading, Grid(tuple(rows(*drawn)))), 1)
    return {fact.printed: fact for fact in read_tables(document, IDENTITY).facts}


def said(fact: Fact) -> tuple[str, str, str]:
    return fact.subject, fact.measure, fact.side


def test_receipts_in_a_table_of_expenditure_are_no_expenditure() -> None:
    facts = facts_of(
        "政府性基金预算财政拨款收入支出决算表",
        (("项目", 1, 2), "<", ("年初结转和结余", 2, 1), ("本年收入", 2, 1), ("本年支出", 1, 2), "<"),
        ("科目编码", "科目名称", "^", "^", "小计", "项目支出"),
        (("合计", 1, 2), "<", "1.00", "8.00", "7.00", "7.01"),
        ("212", "城乡社区支出", "1.10", "8.10", "7.10", "7.11"),
    )
    assert said(facts["8.00"]) == ("本年收入合计", "", "收入")
    assert said(facts["7.00"]) == ("政府性基金预算拨款支出", "", "支出")
    assert said(facts["8.10"]) == ("城乡社区支出", "本年收入合计", "收入")
    assert said(facts["7.10"]) == ("城乡社区支出", "", "支出")
    assert said(facts["7.11"]) == ("城乡社区支出", "项目支出", "支出")


def test_basic_expenditure_under_both_sides_is_that_of_the_expenditure() -> None:
    facts = facts_of(
        "一般公共预算财政拨款收入支出决算表",
        (("项目", 1, 2), "<", ("本年收入", 1, 2), "<", ("本年支出", 1, 2), "<"),
        ("科目编码", "科目名称", "合计", "基本支出", "合计", "基本支出"),
        (("合计", 1, 2), "<", "8.00", "5.00", "7.00", "4.00"),
        ("213", "农林水支出", "8.10", "5.10", "7.10", "4.10"),
    )
    assert said(facts["7.00"]) == ("一般公共预算支出", "", "支出")
    assert said(facts["4.10"]) == ("农林水支出", "基本支出", "支出")
    assert said(facts["8.10"])[2] == said(facts["5.10"])[2] == "收入"
    assert said(facts["5.10"])[1] != "基本支出"


def test_funds_named_again_below_what_was_carried_in_are_other_figures() -> None:
    facts = facts_of(
        "财政拨款收入支出决算总表",
        (("收入", 1, 2), "<", ("支出", 1, 2), "<"),
        ("项目", "金额", "项目", "合计"),
        ("一、一般公共预算财政拨款", "9.00", "一、农林水支出", "11.00"),
        ("二、政府性基金预算财政拨款", "2.00", "", ""),
        ("本年收入合计", "11.01", "本年支出合计", "11.02"),
        ("年初财政拨款结转和结余", "3.00", "年末财政拨款结转和结余", "3.01"),
        ("一般公共预算财政拨款", "2.50", "", ""),
        ("政府性基金预算财政拨款", "0.50", "", ""),
    )
    assert facts["9.00"].subject == "一般公共预算拨款收入"
    assert facts["2.50"].subject == "年初财政拨款结转和结余一般公共预算拨款收入"
    assert facts["0.50"].subject == "年初财政拨款结转和结余政府性基金预算拨款收入"


def test_funds_over_the_columns_of_receipts_are_receipts() -> None:
    facts = facts_of(
        "部门收入总表",
        (("单位名称", 2, 1), ("合计", 2, 1), ("本年收入", 1, 2), "<"),
        ("^", "^", "一般公共预算", "事业收入"),
        ("合计", "5.00", "4.00", "1.00"),
        ("澄湖市水务局（本级）", "5.10", "4.10", "1.10"),
    )
    assert said(facts["4.00"]) == ("一般公共预算拨款收入", "", "收入")


def test_a_column_of_statistics_says_nothing_of_what() -> None:
    facts = facts_of(
        "机关运行经费及政府采购情况表", ("项目", "统计数"), ("一、机关运行经费", "3.00"), ("二、政府采购支出", "2.00")
    )
    assert said(facts["3.00"])[:2] == ("机关运行经费", "")
