"""Wordings in which figures that look alike are of different things: no contradiction may come of them."""

from __future__ import annotations

import pytest

from index.model.records import Role
from tests.checks_records import Records, outcomes

LEVEL, CHANGE, RATE, SHARE = Role.LEVEL, Role.CHANGE, Role.RATE, Role.SHARE


def part_of(records: Records, whole: str, total: str, part: str, amount: str) -> None:
    figures = ((whole, total, "元", LEVEL), (part, amount, "元", LEVEL))
    first = records.say(f"{whole}{total}元，其中：{part}{amount}元。", *figures)
    records.part_of(first, first + 1)


def test_one_name_within_two_totals_is_two_amounts() -> None:
    records = Records()
    part_of(records, "基本支出", "2476260.58", "商品和服务支出", "445372.24")
    part_of(records, "项目支出", "469500.00", "商品和服务支出", "436372.24")
    assert records.run("repeat.stated") == []


def test_one_name_within_one_total_is_one_amount() -> None:
    records = Records()
    part_of(records, "基本支出", "2476260.58", "商品和服务支出", "445372.24")
    part_of(records, "基本支出", "2476260.58", "商品和服务支出", "436372.24")
    assert "contradiction" in outcomes(records.run("repeat.stated"))


def divided(*shares: tuple[str, str, str]) -> Records:
    """本年支出合计 1,000.00 divided into named amounts, each with its share."""
    records = Records()
    figures = [("本年支出合计", "1000.00", "万元", LEVEL)]
    words = "本年支出合计1000.00万元，其中："
    for name, amount, share in shares:
        words += f"{name}{amount}万元，占{share}%；"
        figures += [(name, amount, "万元", LEVEL), (name, share, "%", SHARE)]
    first = records.say(words, *figures)
    records.part_of(first, *range(first + 1, len(records.statements), 2))
    return records


def test_shares_that_come_to_all_may_be_one_last_digit_off() -> None:
    made_up = (("甲项支出", "637.41", "63.75"), ("乙项支出", "253.84", "25.38"), ("丙项支出", "108.75", "10.87"))
    assert outcomes(divided(*made_up).run("share")) == ["rounding", "exact", "rounding"]


@pytest.mark.parametrize("last", ["10.88", "11.87"])
def test_shares_that_do_not_come_to_all_are_held_to_their_digits(last: str) -> None:
    shares = (("甲项支出", "637.41", "63.75"), ("乙项支出", "253.84", "25.38"), ("丙项支出", "108.75", last))
    assert outcomes(divided(*shares).run("share"))[0] == "contradiction"


def test_a_list_of_shares_behind_a_list_of_amounts_is_of_them_in_turn() -> None:
    records = Records()
    amounts = (("货物采购", "7738.10"), ("工程采购", "14486.80"), ("服务采购", "11704.70"))
    figures = [(name, amount, "万元", LEVEL) for name, amount in amounts]
    figures += [("服务采购", share, "%", SHARE) for share in ("22.8", "42.7", "34.5")]
    words = "货物、工程、服务采购分别为7738.10万元、14486.80万元和11704.70万元，占33929.60万元的22.8%、42.7%和34.5%。"
    first = records.say(words, *figures)
    whole = records.say("采购总额33929.60万元。", ("采购总额", "33929.60", "万元", LEVEL))
    records.part_of(whole, first, first + 1, first + 2)
    assert records.run("share") == []


def test_a_list_of_rates_behind_a_list_of_changes_is_of_them_in_turn() -> None:
    records = Records()
    figures = (("会议费", "125.00", "万元", LEVEL), ("会议费", "25.00", "万元", CHANGE), ("会议费", "51.20", "%", RATE))
    records.say("会议费125.00万元，增加25.00万元，与培训费各增长51.20%、25.00%。", *figures)
    assert records.run("change.rate") == []
