from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from index.catalogue.forms import form_by_id, forms, recognise_form
from index.model.quantity import Outcome, Quantity, parse_quantity
from index.tables.judge import Identity, Score, check_sum, column_identities, row_identities, score_sums


def figures(*texts: str) -> list[Quantity | None]:
    return [parse_quantity(text) for text in texts]


def test_sums_exact_rounded_and_contradictory() -> None:
    total, *parts = figures("10.00", "4.00", "6.00")
    assert check_sum(total, parts) is Outcome.EXACT
    assert check_sum(parse_quantity("10.01"), parts) is Outcome.ROUNDING
    assert check_sum(parse_quantity("10.10"), parts) is Outcome.CONTRADICTION
    assert check_sum(None, parts) is Outcome.CONTRADICTION
    assert check_sum(None, [None]) is None


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=8))
def test_a_printed_sum_always_holds(cents: list[int]) -> None:
    parts = [Quantity(str(cent), Decimal(cent).scaleb(-2)) for cent in cents]
    total = sum((part.value for part in parts), Decimal(0))
    assert check_sum(Quantity(str(total), total), parts) is Outcome.EXACT


def test_identities_of_headers() -> None:
    paths = [("合计",), ("基本支出", "小计"), ("基本支出", "人员支出"), ("基本支出", "公用支出"), ("项目支出",)]
    assert column_identities(paths) == (Identity(1, (2, 3)), Identity(0, (1, 4)))
    assert column_identities([("合计",), ("其中：", "甲"), ("其中：", "乙")]) == (Identity(0, (1, 2)),)
    assert column_identities([("合计",), ("甲",), ("其中：乙",), ("上年预算数",)]) == (Identity(0, (1,)),)


def test_identities_of_codes() -> None:
    codes = ["", "201", "20103", "2010301", "2010302", "204"]
    totals = [True, False, False, False, False, False]
    assert row_identities(codes, totals) == (Identity(1, (2,)), Identity(2, (3, 4)), Identity(0, (1, 5)))
    assert row_identities(["", "201", "201"], [True, False, False]) == ()


def test_scores_add_up() -> None:
    identity = Identity(0, (1, 2))
    good, bad = score_sums(figures("3", "1", "2"), [identity]), score_sums(figures("9", "1", "2"), [identity])
    assert (good, bad, good + bad) == (Score(1, 0), Score(0, 1), Score(1, 1))
    assert (good + bad).net == -1


def test_forms_are_told_by_title_then_by_header() -> None:
    titles = {
        "部门收支预算总体情况表": "budget_summary",
        "收入支出决算总表": "budget_summary",
        "财政拨款收入支出决算总表": "fiscal_summary",
        "2025年度收入预算总表": "receipts_summary",
        "支出决算表": "expenditure_summary",
        "一般公共预算支出情况表": "general_expenditure",
        "一般公共预算财政拨款收入支出决算表": "general_flow",
        "一般公共预算财政拨款收入支出决算总表": "fiscal_summary",
        "一般公共预算基本支出情况表（经济分类款级科目）": "basic_economic",
        "一般公共预算支出经济分类情况表": "general_economic",
        "一般公共预算“三公”经费支出预算表": "three_public",
        "政府性基金预算财政拨款收入支出决算表": "government_fund",
        "国有资本经营预算支出表": "state_capital",
        "市对区转移支付支出预算表": "transfer",
        "2025年政府采购预算表": "procurement",
        "一般公共预算机关运行经费支出预算表": "operating",
        "部门（单位）整体支出绩效目标表": "performance_overall",
        "阅读推广绩效目标表": "performance_project",
        "项目支出预算表": "project_list",
    }
    found = {title: form.id if (form := recognise_form(title, ())) else None for title in titles}
    assert found == titles
    by_header = recognise_form("", ["单位名称", "经费性质"])
    assert by_header is not None
    assert by_header.id == "organization_list"
    assert recognise_form("澄湖市天气表", ["气温"]) is None


def test_form_ids_are_unique() -> None:
    ids = [form.id for form in forms()]
    assert len(ids) == len(set(ids))
    assert all(form_by_id(one) is not None for one in ids)
    assert form_by_id(None) is None
