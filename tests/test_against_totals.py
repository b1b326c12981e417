"""Sums against a total that has no name, wholes of a grant, what projects with targets get, prices of things."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.over_texts import assistant_over, figures
from tests.sample_index import sample_assistant, wrongly_derived

if TYPE_CHECKING:
    from pathlib import Path

SET_AGAINST = [
    ("数据局2025年政府采购货物加服务跟总额差多少", "0.00", "政府采购预算相等"),
    ("图书馆2024年人员经费加公用经费和合计差多少", "0.00", "基本支出相等"),
    ("图书馆2024年基本支出和人员经费加公用经费相差多少", "0.00", "基本支出与人员支出＋公用支出相等"),
    ("图书馆2024年基本支出加项目支出与支出合计相差多少", "0.00", "支出总计相等"),
    ("数据局2025年行政运行和事业运行加起来跟总数差多少", "1721.16", "比支出总计少"),
]


@pytest.mark.parametrize(("question", "gap", "told"), SET_AGAINST)
def test_a_sum_is_set_against_what_its_parts_make_up(question: str, gap: str, told: str) -> None:
    answer = sample_assistant().ask(question)
    assert figures(answer) == [(gap, "万元")], answer.answer
    assert told in answer.answer
    assert not wrongly_derived(answer)


@pytest.mark.parametrize(
    "question", ["数据局2025年政府采购货物、服务合计与总额一致吗", "数据局2025年政府采购货物和服务加起来跟总额对得上吗"]
)
def test_a_sum_of_purchases_is_checked_against_all_purchases(question: str) -> None:
    answer = sample_assistant().ask(question)
    assert "核对结果：成立" in answer.answer
    assert ("563.16", "万元") in figures(answer)


PURCHASES = """澄湖县水务局2024年度部门决算
一、收入支出决算总体情况
2024年度收入总计905.00万元，支出总计905.00万元。
二、政府采购支出情况
2024年度政府采购支出总额38.24万元，其中：政府采购货物支出5.12万元、政府采购工程支出0.00万元、政府采购服务支出33.13万元。
三、国有资产占用情况
本部门共有车辆3辆，单价20万元（含）以上的设备6台（套）。
四、预算绩效情况
本部门1个预算单位开展了绩效目标编报工作，编报绩效目标的项目4个，涉及项目预算资金61.30万元。
五、机构设置情况
本部门中，行政单位1家，事业单位2家。
"""


def test_parts_that_miss_their_total_by_rounding_are_told_so(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, {"澄湖县水务局2024年度部门决算": PURCHASES})
    answer = assistant.ask("水务局2024年政府采购货物加服务跟总额差多少")
    assert figures(answer) == [("0.01", "万元")], answer.answer
    assert "四舍五入的范围内" in answer.answer


def test_things_are_counted_from_the_price_that_is_asked_for(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, {"澄湖县水务局2024年度部门决算": PURCHASES})
    assert figures(assistant.ask("水务局单价20万元以上的设备多少台")) == [("6", "台（套）")]
    answer = assistant.ask("水务局单价100万元以上的设备多少台")
    assert (answer.status, answer.figures) == ("not_found", [])


def test_units_that_set_targets_are_no_number_of_units(tmp_path: Path) -> None:
    assistant = assistant_over(tmp_path, {"澄湖县水务局2024年度部门决算": PURCHASES})
    answer = assistant.ask("水务局一共多少个预算单位")
    assert answer.figures == []
    assert "行政单位1家，事业单位2家" in answer.answer


OF_GRANT = [
    ("图书馆2024年图书文献购置占一般公共预算项目支出几成", "41.62"),
    ("图书馆2024年城市书房建设占财政拨款项目支出的百分之几", "27.87"),
    ("图书馆2024年财政拨款中项目支出占比", "25.10"),
    ("图书馆2024年项目支出占财政拨款的比例", "25.10"),
    ("图书馆2024年图书文献购置占项目支出几成", "38.73"),
]


@pytest.mark.parametrize(("question", "share"), OF_GRANT)
def test_the_nature_of_a_grant_is_as_its_tables_have_it(question: str, share: str) -> None:
    answer = sample_assistant().ask(question)
    assert figures(answer) == [(share, "%")], answer.answer


OF_TARGETS = [
    ("数据局2025年绩效目标项目多少钱", ["821.55"]),
    ("数据局2025年绩效目标项目的资金占项目支出的比重", ["100.00"]),
    ("图书馆2024年绩效目标项目的钱比项目支出少多少", ["448.09", "481.49", "33.40"]),
    ("图书馆2024年7个绩效项目合计多少，跟项目支出对得上吗", ["448.09", "481.49", "33.40"]),
    ("图书馆2024年绩效目标7个项目的钱跟项目支出481.49对得上吗", ["448.09", "481.49", "33.40"]),
]


@pytest.mark.parametrize(("question", "values"), OF_TARGETS)
def test_what_projects_with_targets_get_is_the_amount_beside_their_number(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert [figure.value for figure in answer.figures] == values, answer.answer


def test_what_a_ranking_counts_is_no_order_by_all_expenditure() -> None:
    answer = sample_assistant().ask("单价100万以上设备最多的单位")
    assert figures(answer)[0] == ("8", "台（套）"), answer.answer
    assert "支出总计" not in answer.answer
    assert "最多的是澄湖市数据管理局" in sample_assistant().ask("2025年车最多的是哪个单位").answer


def test_a_change_between_two_amounts_is_of_the_year_of_the_second() -> None:
    answer = sample_assistant().ask("数据局公务接待费为什么从9.85万降到9.12万")
    assert ("9.12", "万元") in figures(answer)
    assert "压减公务接待支出" in answer.answer
