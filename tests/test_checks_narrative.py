from __future__ import annotations

from dataclasses import replace

import pytest

from index.model.records import Role
from tests.checks_records import Records, outcomes

LEVEL, CHANGE, RATE = Role.LEVEL, Role.CHANGE, Role.RATE


def with_table(printed: str) -> Records:
    records = Records()
    records.table("一般公共预算支出表", [("合计",)], [("2010301 行政运行", printed)])
    return records


def test_stated_amount_of_a_table() -> None:
    records = with_table("1,234.50")
    records.say("行政运行 1234.50 万元。", ("行政运行", "1234.50", "万元", LEVEL))
    checks = records.run("narrative.table")
    assert outcomes(checks) == ["exact"]
    assert checks[0].statement == "行政运行 1,234.50（一般公共预算支出表） = 1234.50（说明）"
    assert checks[0].operands[1].statement == 0


@pytest.mark.parametrize(("printed", "expected"), [("1234.60", ["contradiction"]), ("88.00", []), ("12.345", [])])
def test_stated_amount_that_looks_like_a_slip(printed: str, expected: list[str]) -> None:
    records = with_table("1,234.50")
    records.say(f"行政运行 {printed} 万元。", ("行政运行", printed, "万元", LEVEL))
    assert outcomes(records.run("narrative.table")) == expected


def test_stated_amount_in_another_unit() -> None:
    records = with_table("12,345.67")
    records.say("行政运行 1.23 亿元。", ("行政运行", "1.23", "亿元", LEVEL))
    assert outcomes(records.run("narrative.table")) == ["rounding"]


def test_sentence_about_other_funds_or_years_contradicts_nothing() -> None:
    for sentence in (
        "政府性基金预算安排行政运行 1234.60 万元。",
        "2023年行政运行 1234.60 万元。",
        "上年行政运行 1234.60 万元。",
    ):
        records = with_table("1,234.50")
        records.say(sentence, ("行政运行", "1234.60", "万元", LEVEL))
        assert records.run("narrative.table") == []


def test_listed_parts_make_up_the_whole() -> None:
    records = Records()
    records.say(
        "基本支出 10.00 万元，其中：人员支出 7.00 万元，公用支出 3.00 万元。",
        ("基本支出", "10.00", "万元", LEVEL),
        ("人员支出", "7.00", "万元", LEVEL),
        ("公用支出", "3.00", "万元", LEVEL),
    )
    records.part_of(0, 1, 2)
    assert outcomes(records.run("narrative.parts")) == ["exact"]


@pytest.mark.parametrize(("last", "expected"), [("2.90", ["contradiction"]), ("1.00", [])])
def test_listed_parts_that_miss_the_whole(last: str, expected: list[str]) -> None:
    records = Records()
    records.say(
        f"基本支出 10.00 万元，其中：人员支出 7.00 万元，公用支出 {last} 万元。",
        ("基本支出", "10.00", "万元", LEVEL),
        ("人员支出", "7.00", "万元", LEVEL),
        ("公用支出", last, "万元", LEVEL),
    )
    records.part_of(0, 1, 2)
    assert outcomes(records.run("narrative.parts")) == expected


def test_one_item_stated_twice() -> None:
    records = Records()
    table = records.table("整体绩效目标表", [("涉及财政资金",)], [("任务", "100.00")])
    records.say("数据平台运维费用 329.51 万元。", ("数据平台运维费用", "329.51", "万元", LEVEL))
    records.say("数据平台运维费用339.51万元", ("数据平台运维费用", "339.51", "万元", LEVEL), table=table)
    checks = records.run("repeat.stated")
    assert outcomes(checks) == ["contradiction"]
    assert checks[0].statement == "数据平台运维费用 329.51（说明） ≠ 339.51（整体绩效目标表），相差 10.00万元"


def growth(level: str, verb: str, change: str, word: str, rate: str) -> Records:
    records = Records()
    records.say(
        f"公务接待费 {level} 万元，比上年{verb}{change} 万元，{word}{rate}%。",
        ("公务接待费", level, "万元", LEVEL),
        ("公务接待费", change, "万元", CHANGE),
        ("公务接待费", rate, "%", RATE),
    )
    return records


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("110.00", "增加", "10.00", "增长", "10.00"), ["exact"]),
        (("90.00", "减少", "10.00", "下降", "10.00"), ["exact"]),
        (("1,066.00", "增加", "6.40", "增长", "0.06"), ["contradiction"]),
        (("1,066.00", "增加", "6.40", "增长", "0.60"), ["exact"]),
        (("0.13", "增加", "0.06", "增长", "80.00"), ["rounding"]),
        (("0.00", "增加", "0.00", "增长", "0.00"), []),
        (("110.00", "增加", "10.00", "增长", "9.09"), []),
    ],
)
def test_growth_rate(words: tuple[str, str, str, str, str], expected: list[str]) -> None:
    assert outcomes(growth(*words).run("change.rate")) == expected


def test_growth_in_two_directions() -> None:
    assert outcomes(growth("110.00", "增加", "10.00", "下降", "10.00").run("change.direction")) == ["contradiction"]
    assert growth("110.00", "增加", "10.00", "增长", "10.00").run("change.direction") == []


def test_change_between_two_stated_years() -> None:
    sentence = "公务接待费 110.00 万元，上年 100.00 万元，增加10.00 万元。"
    records = Records()
    records.say(
        sentence,
        ("公务接待费", "110.00", "万元", LEVEL),
        ("公务接待费", "100.00", "万元", LEVEL),
        ("公务接待费", "10.00", "万元", CHANGE),
    )
    records.statements[1] = replace(records.statements[1], year=2023)
    assert [check.statement for check in records.run("change.amount")] == ["公务接待费 110.00 = 100.00 + 10.00"]
