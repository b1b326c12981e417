"""Totals by source of funds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from index.checks.sources import Source, divides_by_source, source_of
from tests.checks_records import Records, outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

RULE, OVER_TABLES = "sources", "sources.tables"
SOURCES = [("合计",), ("一般公共预算拨款收入",), ("政府性基金预算拨款收入",), ("事业收入",), ("上年结转结余",)]
FORMS = ("fiscal_summary", "general_expenditure", "government_fund", "state_capital")


def along(rows: Sequence[tuple[str, ...]], paths: Sequence[tuple[str, ...]] = SOURCES) -> Records:
    records = Records()
    records.table("收入预算总表", paths, rows, side="收入")
    return records


def down(*rows: tuple[str, str]) -> Records:
    records = Records()
    records.table("收支预算总表", [("预算数",)], rows, side="收入")
    return records


def funds(*printed: str | None) -> Records:
    """The total of 财政拨款 and those of the tables of its three funds; None for a table printed empty."""
    records = Records()
    for form, amount in zip(FORMS, printed, strict=False):
        number = records.table(form, [("合计",)], [("合计", amount)] if amount else [], side="支出")
        records.tables[number] = replace(records.tables[number], form=form, empty=amount is None)
    return records


@pytest.mark.parametrize(
    ("word", "source"),
    [
        ("一、一般公共预算拨款收入", Source.GRANT),
        ("2.政府性基金", Source.GRANT),
        ("国有资本经营预算财政拨款", Source.GRANT),
        ("财政拨款收入", Source.FISCAL),
        ("其中：财政资金", Source.FISCAL),
        ("本年财政拨款", Source.FISCAL),
        ("非财政拨款", Source.OTHER),
        ("财政专户管理资金", Source.OTHER),
        ("六、事业单位经营收入", Source.OTHER),
        ("单位自有资金", Source.OTHER),
        ("上年结转结余", Source.CARRIED),
        ("年初结转和结余", Source.CARRIED),
        ("使用非财政拨款结余（含专用结余）", Source.CARRIED),
        ("项目支出", None),
        ("一般公共服务支出", None),
        ("结转下年", None),
    ],
)
def test_words_for_sources(word: str, source: Source | None) -> None:
    assert source_of(word) is source


def test_a_header_divides_by_source_where_all_its_words_do() -> None:
    assert divides_by_source(["财政拨款", "其他资金"])
    assert not divides_by_source(["财政拨款", "项目支出"])
    assert not divides_by_source([])


def test_a_single_row_is_enough() -> None:
    assert outcomes(along([("合计", "42.00", "30.00", "", "12.00", "0.00")]).run(RULE)) == ["exact"]
    assert outcomes(along([("合计", "47.00", "30.00", "", "12.00", "0.00")]).run(RULE)) == ["contradiction"]


def test_what_is_carried_over_may_stand_beside_the_total() -> None:
    rows = [
        ("2010301 行政运行", "42.00", "30.00", "", "12.00", ""),
        ("2010302 事务", "42.00", "30.00", "", "12.00", "9.00"),
    ]
    assert outcomes(along(rows).run(RULE)) == ["exact", "exact"]


def test_one_of_many_rows() -> None:
    rows = [(f"201030{at} 项", "42.00", "30.00", "", "12.00", "") for at in range(1, 4)]
    found = along([*rows, ("2010309 项", "92.00", "30.00", "", "12.00", "")]).run(RULE)
    assert outcomes(found) == ["exact", "exact", "exact", "contradiction"]


def test_a_table_whose_rows_mostly_fail_is_not_understood() -> None:
    rows = [(f"201030{at} 项", "42.00", "30.00", "", f"{at}.00", "") for at in range(1, 4)]
    assert along(rows).run(RULE) == []


def test_a_selection_of_sources_is_no_whole() -> None:
    paths = [("资金总额",), ("其中：财政拨款",)]
    assert along([("数据平台运维费", "42.00", "30.00")], paths).run(RULE) == []


def test_grants_and_the_sum_of_them_beside_one_another_count_once() -> None:
    paths = [("合计",), ("财政拨款",), ("一般公共预算",), ("政府性基金预算",), ("其他资金",)]
    assert outcomes(along([("项目", "42.00", "40.00", "30.00", "10.00", "2.00")], paths).run(RULE)) == ["exact"]


def test_sources_with_parts_of_their_own() -> None:
    paths = [
        ("合计",),
        ("财政拨款", "小计"),
        ("财政拨款", "基本支出"),
        ("财政拨款", "项目支出"),
        ("非财政拨款", "小计"),
    ]
    assert outcomes(along([("合计", "42.00", "40.00", "30.00", "10.00", "2.00")], paths).run(RULE)) == ["exact"]


def test_the_longer_words_for_a_total() -> None:
    paths = [("本年收入合计",), ("财政拨款收入",), ("事业收入",), ("其他收入",)]
    assert outcomes(along([("合计", "42.00", "30.00", "10.00", "2.00")], paths).run(RULE)) == ["exact"]


def test_totals_of_the_side_of_receipts() -> None:
    rows = [
        ("一、财政拨款收入", "30.00"),
        ("二、事业收入", "12.00"),
        ("本年收入合计", "42.00"),
        ("上年结转结余", "3.00"),
    ]
    assert outcomes(down(*rows, ("收入总计", "45.00")).run(RULE)) == ["exact", "exact"]
    assert outcomes(down(*rows, ("收入总计", "46.00")).run(RULE)) == ["exact", "contradiction"]


def test_rows_that_name_something_else_leave_the_total_open() -> None:
    rows = [("一、财政拨款收入", "30.00"), ("二、补助款", "12.00"), ("收入总计", "47.00")]
    assert down(*rows).run(RULE) == []


def test_tables_of_the_single_funds_make_up_the_grants() -> None:
    assert outcomes(funds("840.21", "811.21", "29.00", "0.00").run(OVER_TABLES)) == ["exact"]
    assert outcomes(funds("840.21", "840.21", None, None).run(OVER_TABLES)) == ["exact"]
    assert outcomes(funds("840.21", "811.21", "21.00", None).run(OVER_TABLES)) == ["contradiction"]


def test_a_fund_whose_table_is_not_there_leaves_the_grants_open() -> None:
    assert funds("840.21", "811.21", "21.00").run(OVER_TABLES) == []


def test_what_is_carried_on_is_not_in_the_tables_of_the_funds() -> None:
    records = funds("840.21", "811.21", "29.00", None)
    records.table("续", [("合计",)], [("支出总计", "850.21")], side="支出")
    records.facts[-1] = replace(records.facts[-1], table=0, row=1)
    assert outcomes(records.run(OVER_TABLES)) == ["exact"]
    records.facts[1] = replace(records.facts[1], printed="871.21", value=Decimal("871.21"))
    assert records.run(OVER_TABLES) == []
