"""Sentences in the wordings of other provinces: bases with their amounts, codes before stages, main parts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from index.load.text import load_text
from index.model.records import Identity, Kind, Role, Scope, Stage, Statement
from index.narrative.statements import read_statements


def read(text: str, kind: Kind = Kind.FINAL_ACCOUNT) -> tuple[Statement, ...]:
    document = load_text(Path("a.txt"), f"二、情况说明\n\n{text}\n".encode())
    return read_statements(document, Identity("澄湖市堤防管理处", 2023, kind, Scope.UNIT), ())


@pytest.mark.parametrize(
    "base", ["比上年决算数5.31万元", "较上年（5.31万元）", "比2022年决算5.31万元", "较上年决算数（5.31万元）"]
)
def test_the_amount_of_the_base_does_not_hide_the_change(base: str) -> None:
    found = read(f"2023年度“三公”经费决算数4.96万元，{base}减少0.35万元，降低6.59%。")
    assert [(one.subject, one.role, one.value) for one in found] == [
        ("“三公”经费", Role.LEVEL, Decimal("4.96")),
        ("“三公”经费", Role.CHANGE, Decimal("-0.35")),
        ("“三公”经费", Role.RATE, Decimal("-6.59")),
    ]


def test_a_code_between_the_name_and_the_stage() -> None:
    found = read("（1）水利工程运行与维护（2130306）年初预算180.00万元，决算数265.61万元，比年初预算增加85.61万元。")
    assert [(one.subject, one.code, one.stage, one.role) for one in found] == [
        ("水利工程运行与维护", "2130306", Stage.INITIAL_BUDGET, Role.LEVEL),
        ("水利工程运行与维护", "2130306", Stage.FINAL, Role.LEVEL),
        ("水利工程运行与维护", "2130306", Stage.FINAL, Role.CHANGE),
    ]


def test_what_is_included_is_named_without_the_word() -> None:
    found = read("2023年度总收入684.32万元（含年初结转和结余12.40万元）。")
    assert [one.subject for one in found] == ["收入总计", "上年结转结余"]


def test_main_parts_are_no_reason() -> None:
    text = "2023年本年收入57.89万元，主要是一般公共预算拨款48.12万元，政府性基金预算拨款9.77万元。"
    found = read(text, Kind.BUDGET)
    assert [(one.subject, one.value, one.parent) for one in found] == [
        ("本年收入合计", Decimal("57.89"), None),
        ("一般公共预算拨款收入", Decimal("48.12"), 0),
        ("政府性基金预算拨款收入", Decimal("9.77"), 0),
    ]


def test_a_reason_stays_one() -> None:
    found = read("2023年基本支出57.89万元，比上年增加9.00万元，主要是办公费3.00万元。", Kind.BUDGET)
    assert [(one.subject, one.role) for one in found][:2] == [("基本支出", Role.LEVEL), ("基本支出", Role.CHANGE)]
    assert not any(one.role is Role.LEVEL and one.value == Decimal("3.00") for one in found)
