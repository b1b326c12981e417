"""What the parts of one question name is kept (一问多求): their kinds, years, places and items; nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build
from tests.sample_index import sample_assistant, wrongly_derived

if TYPE_CHECKING:
    from pathlib import Path

TOLD = [
    # the budget, the result and the budget of the year after
    ("数据局机关运行经费2024年预算多少、决算多少、2025年预算又是多少", ["176.72", "166.30", "173.32"]),
    # 17.80 ÷ 35.17
    (
        "数据局2025年三公经费一共多少，其中公务用车购置费和运行费分别多少，购置费占三公几成",
        ["35.17", "17.80", "8.25", "50.61"],
    ),
    # 1,986,000 ÷ 4,565,060; 1,986,000 − 936,800
    ("图书馆2025年哪个项目花钱最多，占项目支出的百分之几，跟第二名差多少", ["1986000.00", "43.50", "1049200.00"]),
    # 324.00 ÷ 821.55
    ("数据局2025年支出多少，其中哪个项目最花钱，占项目支出多少", ["4049.27", "324.00", "39.44"]),
    # of the receipts, 1,753.04 ÷ 1,818.29: 上年结转 is a row of its own
    ("图书馆2024年收入总计里财政拨款、事业收入、其他收入和上年结转各占多少", ["96.41", "1.36", "0.47", "1.75"]),
    # 3,149.66, 446.31 and 284.62 ÷ 4,049.27
    ("数据局2025年前三大支出功能类是什么，分别占多少", ["3149.66", "446.31", "284.62", "77.78", "11.02", "7.03"]),
    ("数据局2025年支出前三大功能类各多少，占比多少", ["3149.66", "446.31", "284.62", "77.78", "11.02", "7.03"]),
    ("数据局2025年基本支出里经济科目前五是哪些，各多少", ["769.03", "658.49", "431.26", "284.62", "281.63"]),
    # 8.60 − 8.06, 9.85 − 8.64
    ("数据局2024年三公各项决算比预算各省多少", ["0.54", "1.21"]),
    # 9.85 − 9.12, 26.05 − 8.60
    ("数据局2025年三公各项比上年各增减多少", ["0.73", "17.45"]),
    # 6.33 + 35.17 in 万元, ÷ (1,838.4975 + 4,049.27)
    ("图书馆和数据局2025年三公合计多少，两家合计占两家总支出多少", ["415000.00", "0.70"]),
    ("图书馆和数据局2025年三公加起来占两家支出合计的几成", ["0.70"]),
    # 84.45 ÷ 3,949.20
    ("数据局2024年决算和预算差多少，差额占预算几成", ["84.45", "2.14"]),
    # 1.75 ÷ 18.45
    ("数据局2024年三公经费预算多少、决算多少，节约率是多少，2025年又安排了多少", ["18.45", "16.70", "9.49", "35.17"]),
    ("数据局2025年人员经费多少，比上年增加多少，支出结构怎样", ["2973.60", "122.62", "3149.66"]),
    ("数据局2025年结转项目是哪个，多少钱", ["26.39"]),
    ("数据局2025年最大的项目多少钱，比第二大的多多少", ["324.00", "126.74"]),
    ("数据局2025年政府采购里货物、服务各多少，最大一笔是什么", ["214.00", "349.16", "196.20"]),
    # 821.55 ÷ 4,049.27
    ("数据局2025年基本支出和项目支出各多少，项目支出占几成", ["3227.72", "821.55", "20.29"]),
    # 431.26 + 658.49 + 769.03 = 1,858.78, ÷ 2,948.28
    ("数据局2025年基本工资、津贴补贴、奖金三项一共多少，占工资福利支出多少，哪项最高", ["1858.78", "63.05", "769.03"]),
    ("数据局机关运行经费2025年比2024年少多少，主要少在哪几项", ["3.40", "2.40", "1.52", "1.42"]),
    # 169.00 + 23.80 in 万元; 72.80 ÷ 281.20
    ("图书馆2025年政府采购总额是多少，其中货物多少，服务占几成", ["2812000.00", "192.80", "25.89"]),
    # 357,900 ÷ 4,565,060
    ("图书馆2025年项目支出多少万元，其中财政拨款安排多少，自有资金占多少", ["456.506", "4207160.00", "7.84"]),
    ("数据局2025年接待费在三公里占多少，在机关运行经费里是多少", ["25.93", "5.74"]),
    # 71.20 and 39.85 ÷ 203.33
    ("图书馆2024年物业管理费和电费哪个高，高多少，占商品和服务支出分别多少", ["31.35", "35.02", "19.60"]),
    # (197.26 + 324.00 + 131.86) ÷ 821.55
    ("数据局2025年项目里超过100万的有几个，分别是什么，合计占项目支出多少", ["3", "79.50"]),
    ("把数据局2025年三公经费换算成元是多少，比2024年多几万", ["351700.00", "16.72"]),
    # (1,701.09 + 627.02) ÷ 3,149.66
    ("数据局2025年行政运行和事业运行各多少，两项之和占一般公共服务支出的比重", ["1701.09", "627.02", "73.92"]),
    # 245.00 ÷ 610.08
    ("数据局2024年政府采购决算多少，和预算一致吗，最大的采购项目占几成", ["610.08", "40.16"]),
    # 17,883,815 − 17,530,400; 17,883,815 ÷ 18,241,715
    ("图书馆2025年财政拨款收入比上年增加多少，为什么增加，占本年收入合计的比重", ["353415.00", "98.04"]),
    # 268.09 − 284.62
    ("数据局2024年决算住房公积金多少，完成率多少，比2025年预算少多少", ["268.09", "98.80", "16.53"]),
    # 35.17 + 6.12 + 3.35; 35.17 and 3.35 ÷ 44.64
    ("数据局2025年三公、培训费和会议费合计多少，其中三公占几成，会议费占几成", ["44.64", "78.79", "7.50"]),
    # 42 + 28 + 35 + 12
    ("数据局下属单位有几家，编制合计多少人", ["4", "117"]),
    # 2.16 ÷ 6.66; 4.35 and 1.98 ÷ 6.33
    (
        "图书馆2024年三公经费中公务用车运行费占多少，接待费占多少，2025年这两个比例分别是多少",
        ["67.57", "32.43", "68.72", "31.28"],
    ),
    ("数据局2025年最大的项目占项目支出几成", ["39.44"]),
    # 158.00 is the largest purchase; 244.40 ÷ 315.60
    ("图书馆2024年政府采购里服务和货物各多少，货物占比多少，最贵的一项是什么", ["71.20", "244.40", "77.44", "158.00"]),
    # of the receipts: 17,883,815 ÷ 18,384,975
    ("图书馆2025年收入总计多少万元，事业收入占比多少，财政拨款占比多少", ["1838.4975", "1.44", "97.27"]),
    # 47.23 + 2.86 + 9.27; 47.23 ÷ 242.02
    (
        "数据局2025年办公费、印刷费、邮电费中最多的是哪个，占商品和服务支出多少，三项合计多少",
        ["47.23", "19.51", "59.36"],
    ),
    # 653.12 ÷ 4,049.27
    ("数据局2025年一般行政管理事务多少，全部是项目支出吗，占总支出几成", ["653.12", "16.13"]),
    # 18.45 ÷ 3,949.20; 35.17 ÷ 18.45
    ("数据局2024年预算三公经费多少，占支出总计的比例，2025年是它的几倍", ["18.45", "0.47", "1.91"]),
    # 17.80 ÷ 8.25
    ("数据局2025年“三公”经费里公车购置花多少，运行花多少，购置是运行的几倍", ["17.80", "8.25", "2.16"]),
    # 173.32 ÷ 1,701.09
    ("数据局2025年行政运行中人员经费和公用经费各多少，公用经费占几成", ["1527.78", "173.32", "10.19"]),
    ("图书馆2025年人员经费、公用经费各多少万元，公用经费占基本支出多少", ["1170.1812", "211.8103", "15.33"]),
]


@pytest.mark.parametrize(("question", "values"), TOLD)
def test_every_part_is_told(question: str, values: list[str]) -> None:
    answer = sample_assistant().ask(question)
    assert answer.status == "answered"
    told = [figure.value for figure in answer.figures]
    assert set(values) <= set(told), answer.answer
    assert wrongly_derived(answer) == []


@pytest.mark.parametrize(
    ("question", "value", "unanswered"),
    [
        # the sum of both years is another computation
        ("图书馆2025年电费和水费加起来多少，占公用经费的比例，比上年增加了没有", "21.18", "比上年增加了没有"),
        ("数据局2025年最大的项目多少钱，比第九大的多多少", "324.00", "只有 6 项"),
        ("数据局2024年哪几个项目没有花完，各剩多少，合计剩多少", "86.21", "无法回答"),
    ],
)
def test_a_part_without_an_answer_is_said_to_be_so(question: str, value: str, unanswered: str) -> None:
    answer = sample_assistant().ask(question)
    assert value in {figure.value for figure in answer.figures}
    assert unanswered in answer.answer


@pytest.mark.parametrize(
    "question", ["数据局2025年最大的项目比第九大的多多少", "数据局2025年三公比2024年多的部分占2024年三公的比例"]
)
def test_nothing_is_compared_with_what_is_not_there(question: str) -> None:
    """An order of six has no ninth place; what an item is of itself is no share of a difference."""
    answer = sample_assistant().ask(question)
    assert (answer.status, answer.figures) == ("not_found", [])


def test_a_rate_after_both_stages_is_of_the_budget() -> None:
    """超支率, where less was spent: 1.75 ÷ 18.45, not ÷ 16.70."""
    answer = sample_assistant().ask("超支率多少", ["数据局2024年三公经费预算多少", "决算呢"])
    assert "9.49" in [figure.value for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # each body's own project, and not which body spends more
        ("数据局和图书馆2025年项目最多的分别是哪个，各多少钱", {"1986000.00", "324.00"}),
        # 26.39 ÷ 4,049.27; what the total itself is of is not asked for
        ("数据局2025年收入总计里上年结转多少，占几成，比上年结转少了多少", {"26.39", "71.51", "45.12", "0.65"}),
    ],
)
def test_nothing_beside_the_parts_is_asserted(question: str, values: set[str]) -> None:
    answer = sample_assistant().ask(question)
    assert {figure.value for figure in answer.figures} == values


def test_neither_nature_is_a_share_of_the_other() -> None:
    """项目支出 ÷ 支出总计, 821.55 ÷ 4,049.27, and not ÷ 基本支出."""
    answer = sample_assistant().ask("项目支出占几成", ["数据局2025年基本支出和项目支出各多少"])
    assert [figure.value for figure in answer.figures] == ["20.29"]


RECEPTION = """澄湖市防汛所2025年单位预算
一、一般公共预算基本支出表（经济科目）
单位：万元
| 科目编码 | 科目名称 | 金额 |
| | 合计 | 90.00 |
| 301 | 工资福利支出 | 80.00 |
| 30101 | 基本工资 | 80.00 |
| 302 | 商品和服务支出 | 10.00 |
| 30201 | 办公费 | 10.00 |
二、一般公共预算“三公”经费支出情况说明
2025年“三公”经费预算4.00万元，其中：公务接待费预算支出4.00万元，占“三公”经费的100%。
"""


def test_a_sentence_of_another_table_is_no_row_of_the_one_that_is_named(tmp_path: Path) -> None:
    """公务接待费 is paid by projects there: the table of 基本支出 has no such row."""
    (tmp_path / "澄湖市防汛所2025年单位预算.txt").write_text(RECEPTION, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", embed=False, jobs=1)
    assert all(result.status == "loaded" for result in build([tmp_path], settings).files)
    assistant = Assistant(settings)
    assert [figure.value for figure in assistant.ask("防汛所2025年公务接待费多少").figures] == ["4.00"]
    answer = assistant.ask("防汛所2025年基本支出里公务接待费多少")
    assert (answer.status, answer.figures) == ("not_found", [])
    answer = assistant.ask("防汛所2025年基本支出里办公费多少")
    assert [figure.value for figure in answer.figures] == ["10.00"]
