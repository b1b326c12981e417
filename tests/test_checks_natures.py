"""人员经费 and 公用经费 by the codes of 支出经济分类."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.checks import registered
from index.checks.registry import Obstacle
from index.model.records import Role
from tests.checks_records import Records, outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

RULE = "basic.codes"
PATHS = [("合计",), ("人员经费",), ("公用经费",)]
ROWS = [
    ("合计", "857.21", "800.00", "57.21"),
    ("301 工资福利支出", "700.00", "700.00", ""),
    ("30101 基本工资", "700.00", "700.00", ""),
    ("302 商品和服务支出", "53.21", "", "53.21"),
    ("303 对个人和家庭的补助", "100.00", "100.00", ""),
    ("310 资本性支出", "4.00", "", "4.00"),
]


def basic(rows: Sequence[tuple[str, ...]] = ROWS, title: str = "一般公共预算基本支出表", unit: str = "万元") -> Records:
    records = Records()
    columns = PATHS[: len(rows[0]) - 1]
    records.table(title, columns, rows, side="支出", unit=unit)
    return records


def say(records: Records, whole: str, people: str, office: str) -> None:
    sentence = f"基本支出{whole}万元，其中：人员经费{people}万元，公用经费{office}万元。"
    named = (("基本支出", whole), ("人员支出", people), ("公用支出", office))
    first = records.say(sentence, *((name, printed, "万元", Role.LEVEL) for name, printed in named))
    records.part_of(first, first + 1, first + 2)


def obstacles(records: Records) -> list[str]:
    rule = next(one for one in registered() if one.id == RULE)
    return [one.reason for one in rule.run(records.evidence()) if isinstance(one, Obstacle)]


def changed(at: int, *row: str) -> list[tuple[str, ...]]:
    return [row if number == at else one for number, one in enumerate(ROWS)]


def test_columns_of_the_table_are_the_sums_of_their_accounts() -> None:
    found = basic().run(RULE)
    assert outcomes(found) == ["exact"] * 3
    assert found[1].statement == "人员支出（301、303） 800.00 = 700.00 + 100.00"
    assert found[2].statement == "公用支出（302、310） 57.21 = 53.21 + 4.00"


def test_a_total_of_a_column_that_its_accounts_do_not_make() -> None:
    found = basic(changed(0, "合计", "857.21", "800.00", "51.21")).run(RULE)
    assert outcomes(found) == ["exact", "exact", "contradiction"]


def test_the_text_is_held_against_a_table_of_codes_alone_in_another_unit() -> None:
    rows = [("合计", "8572100"), ("301 工资福利支出", "7000000"), ("302 商品和服务支出", "572100")]
    records = basic([*rows, ("303 对个人和家庭的补助", "1000000")], unit="元")
    say(records, "857.21", "800.00", "57.21")
    assert outcomes(records.run(RULE)) == ["exact"] * 3
    say(records, "857.21", "800.00", "57.27")
    assert outcomes(records.run(RULE)) == ["exact"] * 4 + ["contradiction"]


def test_the_text_about_another_total_is_not_compared() -> None:
    records = basic()
    say(records, "957.21", "830.00", "127.21")  # with what other funds pay
    assert outcomes(records.run(RULE)) == ["exact"] * 3
    assert not obstacles(records)


def test_single_accounts_on_the_other_side_of_the_form_are_no_contradiction() -> None:
    rows = changed(3, "302 商品和服务支出", "53.21", "13.21", "40.00")
    rows[0] = ("合计", "857.21", "813.21", "44.00")
    records = basic(rows)
    assert outcomes(records.run(RULE)) == ["exact"]
    assert obstacles(records) == ["人员经费与公用经费的划分与经济分类科目不同，以所印的划分为准"]


def test_a_text_that_draws_the_line_elsewhere_is_no_contradiction() -> None:
    records = basic([row[:2] for row in ROWS])
    say(records, "857.21", "813.21", "44.00")
    assert outcomes(records.run(RULE)) == ["exact"]
    assert len(obstacles(records)) == 1


def test_an_account_that_may_be_either_leaves_the_two_open() -> None:
    rows = [("合计", "857.21"), ("301 工资福利支出", "800.00"), ("302 商品和服务支出", "50.00")]
    records = basic([*rows, ("399 其他支出", "7.21")])
    say(records, "857.21", "800.00", "57.27")
    assert records.run(RULE) == []


def test_a_table_with_projects_in_it_is_read_by_its_column_of_basic_expenditure() -> None:
    records = Records()
    rows = [
        ("合计", "900.00", "857.21", "42.79"),
        ("301 工资福利支出", "800.00", "800.00", ""),
        ("302 商品和服务支出", "57.21", "57.21", ""),
        ("310 资本性支出", "42.79", "", "42.79"),
    ]
    paths = [("合计",), ("基本支出",), ("项目支出",)]
    records.table("一般公共预算支出表（经济分类）", paths, rows, side="支出")
    say(records, "857.21", "800.00", "57.21")
    found = records.run(RULE)
    assert outcomes(found) == ["exact"] * 3
    assert "310" not in found[2].statement


def test_codes_of_both_classifications_are_summed_apart() -> None:
    rows = [("合计", "857.21"), ("301 工资福利支出", "800.00"), ("302 商品和服务支出", "57.21")]
    rows += [("501 机关工资福利支出", "800.00"), ("502 机关商品和服务支出", "57.21")]
    records = basic(rows)
    say(records, "857.21", "800.00", "57.21")
    assert outcomes(records.run(RULE)) == ["exact", "exact"]


def test_last_years_column_is_not_this_years() -> None:
    records = basic([("301 工资福利支出", "700.00"), ("302 商品和服务支出", "53.21")])
    records.facts = [replace(fact, year=2023) for fact in records.facts]
    say(records, "753.21", "700.00", "53.27")
    assert records.run(RULE) == []
