"""Totals whose parts are laid down: 政府采购, “三公”经费, 基本支出, in sentences and in tables."""

from __future__ import annotations

import pytest

from index.model.records import Role
from tests.checks_records import Records, outcomes

LEVEL = Role.LEVEL
PROCURED = ("政府采购货物预算", "政府采购工程预算", "政府采购服务预算")
ITEMS = ("因公出国（境）费", "公务用车购置及运行费", "公务接待费")


def stated(whole: str, parts: tuple[str, ...], total: str, *amounts: str) -> Records:
    records = Records()
    listed = "，".join(f"{name}{amount}万元" for name, amount in zip(parts, amounts, strict=True))
    figures = [(name, amount, "万元", LEVEL) for name, amount in zip((whole, *parts), (total, *amounts), strict=True)]
    records.say(f"{whole}{total}万元，其中：{listed}。", *figures)
    return records


@pytest.mark.parametrize(
    ("rule", "whole", "parts", "amounts"),
    [
        ("procurement", "政府采购预算", PROCURED, ("38.20", "7.80", "0", "30.40")),
        ("three_public.stated", "“三公”经费", ITEMS, ("12.50", "0", "9.50", "3.00")),
        ("three_public.stated", "公务用车购置及运行费", ("公务用车购置费", "公务用车运行费"), ("9.50", "0", "9.50")),
        ("basic.stated", "基本支出", ("人员支出", "公用支出"), ("841.71", "784.50", "57.21")),
    ],
)
def test_the_parts_make_up_the_total(rule: str, whole: str, parts: tuple[str, ...], amounts: tuple[str, ...]) -> None:
    assert outcomes(stated(whole, parts, *amounts).run(rule)) == ["exact"]
    slipped = (*amounts[:-1], "8" + amounts[-1][1:])
    assert outcomes(stated(whole, parts, *slipped).run(rule)) == ["contradiction"]


def test_of_nothing_there_are_no_parts() -> None:
    assert outcomes(stated("政府采购预算", PROCURED, "0.00", "0.00", "0.50", "0.00").run("procurement")) == [
        "contradiction"
    ]


def test_a_difference_that_no_digit_makes_is_of_another_scope() -> None:
    assert stated("政府采购预算", PROCURED, "500.00", "171.36", "0", "30.41").run("procurement") == []


def test_a_total_of_some_suppliers_is_not_the_whole() -> None:
    assert stated("面向中小企业预留政府采购项目", PROCURED, "38.20", "7.80", "0", "30.41").run("procurement") == []


def test_meetings_and_training_may_be_told_with_the_three() -> None:
    records = stated("“三公”经费", (*ITEMS, "会议费"), "15.50", "0", "9.50", "3.00", "3.00")
    assert records.run("three_public.stated") == []


@pytest.mark.parametrize(("services", "outcome"), [("30.40", "exact"), ("36.40", "contradiction")])
def test_rows_of_a_table_of_procurement(services: str, outcome: str) -> None:
    records = Records()
    rows = [("合计", "38.20"), ("货物", "7.80"), ("工程", "0.00"), ("服务", services)]
    records.table("政府采购预算表", [("预算数",)], rows)
    assert outcomes(records.run("procurement")) == [outcome]


@pytest.mark.parametrize(("services", "outcome"), [("30.40", "exact"), ("36.40", "contradiction")])
def test_columns_of_a_table_of_procurement(services: str, outcome: str) -> None:
    records = Records()
    paths = [("合计",), ("货物",), ("工程",), ("服务",)]
    records.table("政府采购预算表", paths, [("澄湖市图书馆", "38.20", "7.80", "0.00", services)])
    assert outcomes(records.run("procurement")) == [outcome]
