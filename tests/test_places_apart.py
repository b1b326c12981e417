"""Two places of an order set against each other: 最高的比最低的多多少, 第一名是第三名的几倍."""

from __future__ import annotations

import pytest

from assistant.understand.words.gaps import places_apart, with_first_place
from tests.sample_index import sample_assistant

READ = [
    ("最高的比最低的多多少", (0, -1, False)),
    ("机关运行经费最高和最低的单位差多少", (0, -1, False)),
    ("第一名和第三名相差多少", (0, 2, False)),
    ("最大的项目是第二大的几倍", (0, 1, True)),
    ("最小的项目比最大的少多少", (-1, 0, False)),
    ("第二名与最后一名的差距", (1, -1, False)),
]
UNREAD = [
    "最高和最低各是多少",  # both are asked for, and nothing between them
    "最多的是哪家，最少的是哪家",
    "前三名和最后一名差多少",  # three are no place
    "最高的比倒数第二的多多少",
    "第二低的比最低的多多少",
    "三公经费比上年多多少",
]
LARGEST = ["数据局2025年最大的项目是哪个"]
WAGES = ["图书馆2024年工资福利支出里基本工资、绩效工资各多少"]
ANSWERED = [
    ([], "数据局2025年最大的项目比最小的多多少", ("297.61", "万元")),  # 324.00 − 26.39
    ([], "数据局2025年最大和最小的项目差多少", ("297.61", "万元")),
    ([], "数据局2025年项目里最大的比第二大的多多少", ("126.74", "万元")),  # 324.00 − 197.26
    ([], "数据局2025年公务接待费、会议费、培训费最高的比最低的多多少", ("5.77", "万元")),  # 9.12 − 3.35
    ([], "2025年公务接待费最高的单位比最低的多多少", ("7.14", "万元")),  # 9.12 − 1.98
    (["数据局2025年金额最大的项目是哪个"], "比第二大的多多少", ("126.74", "万元")),  # 324.00 − 197.26
    (LARGEST, "比第三大的多多少", ("192.14", "万元")),  # 324.00 − 131.86
    (LARGEST, "是最小的几倍", ("12.28", "倍")),  # 324.00 ÷ 26.39
    (["几个单位2025年公务接待费从高到低排一下"], "第一名和最后一名差多少", ("7.14", "万元")),
    (["数据局和图书馆2025年公务接待费谁最高"], "最高的是最低的几倍", ("4.61", "倍")),  # 9.12 ÷ 1.98
    (["几个单位2025年公务接待费从高到低排一下", "最后一名是谁"], "它的培训费", ("44000.00", "元")),
    (["几个单位2025年公务接待费从高到低排一下"], "最后一名是谁", ("19800.00", "元")),
    ([*LARGEST, "比第三大的多多少"], "第二大的是哪个", ("197.26", "万元")),  # of the order again
    (WAGES, "合计占几成", ("59.74", "%")),  # (216.44 + 436.89) ÷ 1,093.54
    (WAGES, "加起来", ("653.33", "万元")),
    (WAGES, "哪个高，高多少", ("220.45", "万元")),  # 436.89 − 216.44
    (WAGES, "各占总支出多少", ("24.03", "%")),  # 436.89 ÷ 1,818.29
    (WAGES, "分别占工资福利支出的多少", ("39.95", "%")),  # 436.89 ÷ 1,093.54
    (["图书馆2024年工资福利支出里基本工资多少"], "占比", ("19.79", "%")),  # 216.44 ÷ 1,093.54
    (["数据局2025年差旅费多少"], "和培训费相差多少", ("19.04", "万元")),  # 25.16 − 6.12
    ([], "数据局2025年差旅费多少，占商品和服务支出几成，跟培训费差多少", ("19.04", "万元")),
    (["数据局2024年决算公务接待费花了多少"], "年初预算多少，为什么", ("9.85", "万元")),
    ([], "数据局2024年决算公务接待费花了多少，年初预算多少，为什么", ("9.85", "万元")),
    (["数据局2025年三公经费比上年变化多少"], "增长比例", ("90.62", "%")),  # (35.17 − 18.45) ÷ 18.45
]


@pytest.mark.parametrize(("text", "places"), READ)
def test_two_places_of_an_order_are_read(text: str, places: tuple[int, int, bool]) -> None:
    """The first and the other place, from the largest on, and whether a multiple is asked for."""
    found = places_apart(text)
    assert found is not None
    assert (found.first, found.other, found.times) == places


@pytest.mark.parametrize("text", UNREAD)
def test_what_names_no_two_places_is_not_read(text: str) -> None:
    """Nothing is made of places that are not there."""
    assert places_apart(text) is None


def test_the_first_place_is_supplied_after_an_order() -> None:
    """比第二名多多少 goes on from what came first, be it the largest or the smallest."""
    assert with_first_place("比第二名多多少", ascending=False) == "最高的比第二名多多少"
    assert with_first_place("比最高的少多少", ascending=True) == "最低的比最高的少多少"
    assert with_first_place("比上年多多少", ascending=False) == ""


@pytest.mark.parametrize(("turns", "question", "figure"), ANSWERED)
def test_the_figure_between_is_given(turns: list[str], question: str, figure: tuple[str, str]) -> None:
    """By exact arithmetic over printed figures, and confirmed."""
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered", answer.answer
    assert figure in [(one.value, one.unit) for one in answer.figures], answer.answer
    assert answer.verification.status in ("verified", "rounding")


def test_a_container_is_no_addend() -> None:
    """工资福利支出里基本工资、绩效工资 are two items; what holds them is not added to them."""
    answer = sample_assistant().ask("加起来", WAGES)
    assert [(one.value, one.unit) for one in answer.figures] == [("653.33", "万元")]


def test_a_place_that_is_not_there_is_not_compared() -> None:
    """Of six projects, none is the ninth."""
    answer = sample_assistant().ask("比第九大的多多少", LARGEST)
    assert not any(one.derived for one in answer.figures)


def test_the_last_place_is_said_to_be_counted_from_the_end() -> None:
    """倒数第一 of two is not 排在第 1 位."""
    answer = sample_assistant().ask("倒数第一是谁", ["几个单位2025年公务接待费从高到低排一下"])
    assert "倒数第 1 位的是澄湖市图书馆" in answer.answer


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        (["数据局2025年公用经费", "人员经费呢", "两项合计"], "等于基本支出吗"),
        (["数据局2025年公用经费和人员经费合计"], "跟基本支出一致吗"),
        (["数据局2025年公用经费", "人员经费呢"], "合计是不是等于基本支出"),
    ],
)
def test_a_sum_asked_for_before_is_set_against_the_whole(turns: list[str], question: str) -> None:
    """254.12 + 2,973.60 = 3,227.72: the sum is worked out and said to hold."""
    answer = sample_assistant().ask(question, turns)
    assert {"254.12", "2973.60", "3227.72"} <= {figure.value for figure in answer.figures}, answer.answer
    assert "核对结果：成立" in answer.answer


def test_a_gap_after_a_share_is_told_as_one_of_amounts() -> None:
    """跟培训费差多少 after 占比: of the shares or of the amounts; the amounts are given, and not as confirmed."""
    answer = sample_assistant().ask("跟培训费差多少", ["数据局2025年差旅费占商品和服务支出多少"])
    assert "19.04" in {figure.value for figure in answer.figures}  # 25.16 − 6.12
    assert answer.verification.status == "unverified"
