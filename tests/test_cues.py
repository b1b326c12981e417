"""Cue words: amounts, years, units and numbers that questions say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.plan import Comparator
from assistant.understand.choosing.project_words import written
from assistant.understand.words import bounds, cues


@pytest.mark.parametrize(
    ("question", "comparator", "yuan"),
    [
        ("80万以上的有哪些", Comparator.AT_LEAST, 800_000),
        ("单项超过50万元的科目", Comparator.MORE, 500_000),
        ("有没有不到10万块的项目", Comparator.LESS, 100_000),
        ("超过一千万元的都有谁", Comparator.MORE, 10_000_000),
        ("不超过1,200.50元的", Comparator.AT_MOST, Decimal("1200.50")),
        ("两百万以下的", Comparator.AT_MOST, 2_000_000),
        ("大于1.5亿的", Comparator.MORE, 150_000_000),
    ],
)
def test_thresholds(question: str, comparator: Comparator, yuan: Decimal) -> None:
    limit = bounds.threshold(question)
    assert limit is not None
    assert (limit.comparator, limit.value, limit.unit) == (comparator, Decimal(yuan), "元")


@pytest.mark.parametrize("question", ["前三项以上是什么", "公务接待费多少", "三个以上的指标"])
def test_small_counts_are_no_thresholds(question: str) -> None:
    assert bounds.threshold(question) is None


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2024年预算", (2024,)),
        ("2025比2024少了多少", (2025, 2024)),
        ("25年的招待费", (2025,)),
        ("二〇二四年收入", (2024,)),
        ("截至2023年底有几辆车", ()),
        ("名字带“23年”的项目", ()),
        ("公务接待费多少", ()),
        ("科目2010301", ()),
    ],
)
def test_years(question: str, years: tuple[int, ...]) -> None:
    assert cues.years(question) == years


@pytest.mark.parametrize(
    ("question", "units"),
    [
        ("换算成“元”和“亿元”各是多少", ("元", "亿元")),
        ("福利费合多少块钱(元)?", ("元",)),
        ("总预算是几个亿", ("亿元",)),
        ("公务接待费多少", ()),
    ],
)
def test_units_asked_for(question: str, units: tuple[str, ...]) -> None:
    assert cues.requested_units(question) == units


@given(st.integers(1, 99))
def test_chinese_numbers_are_read_back(number: int) -> None:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    text = ("" if tens < 2 else digits[tens]) + ("十" if tens else "") + (digits[ones] if ones else "")
    assert bounds.chinese_number(text) == number


@pytest.mark.parametrize(("question", "top"), [("前三项是哪些", 3), ("前10名", 10), ("第二名呢", 2), ("哪个最多", 0)])
def test_how_many_leaders(question: str, top: int) -> None:
    assert cues.top(question) == top


def test_name_filters_and_measure_words() -> None:
    assert written("名字带“升级”的项目一共多少") == "升级"
    assert written("有多少个项目") == ""
    assert cues.measure_word("共有几辆车") == "辆"


@pytest.mark.parametrize(
    ("question", "direction"),
    [
        ("比上年增加31万,对吗", 1),
        ("预算减少了两亿多,什么原因", -1),
        ("比去年涨了多少", 1),
        ("是增还是减", 0),
        ("增减额是多少", 0),
        ("比上年多多少", 0),
        ("哪个比上年降了", 0),
        ("2024年支出预算增幅", 0),
    ],
)
def test_the_direction_that_a_question_takes_for_granted(question: str, direction: int) -> None:
    assert cues.direction(question) == direction


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("2024年预算是多少?说明里的和表里的不一样", "2024年预算是多少?"),
        ("2024年预算是多少?哪个对", "2024年预算是多少?哪个对"),
        ("2024年预算是多少?用亿元", "2024年预算是多少?用亿元"),
    ],
)
def test_a_comment_after_the_question_asks_nothing(question: str, kept: str) -> None:
    assert cues.without_comment(question) == kept


@pytest.mark.parametrize(
    ("question", "ends"),
    [
        ("30万到70万之间的项目", (300_000, 700_000)),
        ("30到70万之间的项目列一下", (300_000, 700_000)),
        ("50万以上100万以下的科目", (500_000, 1_000_000)),
        ("超过20万但不到1亿的有哪些", (200_000, 100_000_000)),
    ],
)
def test_ranges(question: str, ends: tuple[int, int]) -> None:
    found = bounds.between(question)
    assert found is not None
    assert [limit.value for limit in found] == [Decimal(end) for end in ends]


@pytest.mark.parametrize("question", ["80万以上的有哪些", "2024到2025年变化", "公务接待费多少"])
def test_one_end_is_no_range(question: str) -> None:
    assert bounds.between(question) is None


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("第二名呢", 2),
        ("第三个是什么", 3),
        ("排第二的科目", 2),
        ("第三方服务费多少", 0),
        ("第一季度用多少", 0),
        ("最多的是谁？第二名呢", 0),
    ],
)
def test_places_in_a_list(question: str, place: int) -> None:
    assert cues.position(question) == place


@pytest.mark.parametrize(
    ("question", "word"),
    [("接待了几批", "批"), ("多少人次", "人次"), ("几个人", "人"), ("要新增多少台云主机", "台"), ("涨了几个点", "")],
)
def test_measure_words(question: str, word: str) -> None:
    assert cues.measure_word(question) == word
