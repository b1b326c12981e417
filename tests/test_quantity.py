from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model.errors import InexactAmountError, UnknownUnitError
from index.model.quantity import Interval, Outcome, Quantity, compare, parse_quantity, print_quantity
from index.model.units import MONEY_UNITS, from_fen, is_money, to_fen, to_yuan

decimals = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15), 10**15),
    st.integers(0, 6),
)
intervals = st.builds(lambda low, width: Interval(low, low + abs(width)), decimals, decimals)
units = st.sampled_from(sorted(MONEY_UNITS))


def inside(interval: Interval, share: int) -> Decimal:
    """A value of the interval, `share` eighths from its lower end."""
    return interval.low + (interval.high - interval.low) * share / 8


@given(decimals)
def test_parsing_what_was_printed_gives_the_value(value: Decimal) -> None:
    quantity = parse_quantity(print_quantity(value))
    assert quantity is not None
    assert quantity.value == value
    assert quantity.value.as_tuple().exponent == value.as_tuple().exponent


@given(decimals)
def test_thousands_separators_and_full_width_digits_change_nothing(value: Decimal) -> None:
    printed = f"{value:,f}"
    full_width = printed.translate(
        {ord(a): ord(b) for a, b in zip("0123456789.,-", "０１２３４５６７８９．，－", strict=True)}
    )
    for text in (printed, full_width, f" {printed}\n"):
        quantity = parse_quantity(text)
        assert quantity is not None
        assert quantity.value == value


@given(decimals.filter(lambda value: value > 0))
def test_brackets_and_minus_signs_are_negative(value: Decimal) -> None:
    for text in (f"({value:f})", f"（{value:f}）", f"-{value:f}", f"−{value:f}", f"－{value:f}"):
        quantity = parse_quantity(text)
        assert quantity is not None
        assert quantity.value == -value


@pytest.mark.parametrize(
    "text", ["", "-", "—", "1,23.00", "12.3.4", "12万元", "1-2", "(-3)", "()", "12.", "合计", "1e5", "NaN"]
)
def test_anything_else_is_no_figure(text: str) -> None:
    assert parse_quantity(text) is None


@given(st.text())
def test_any_text_is_a_figure_or_none(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is None or quantity.value.is_finite()


@given(decimals)
def test_figure_stands_for_half_a_digit_around_it(value: Decimal) -> None:
    quantity = Quantity(print_quantity(value), value)
    assert value in quantity.interval
    assert quantity.interval.high - quantity.interval.low == quantity.half_unit * 2
    assert quantity.half_unit * 2 == Decimal(1).scaleb(int(value.as_tuple().exponent))


@given(intervals, intervals, st.integers(0, 8), st.integers(0, 8))
def test_sums_and_differences_hold_those_of_their_values(a: Interval, b: Interval, i: int, j: int) -> None:
    x, y = inside(a, i), inside(b, j)
    assert x + y in a + b
    assert x - y in a - b


@given(intervals, decimals, st.integers(0, 8))
def test_scaled_interval_holds_scaled_values(a: Interval, factor: Decimal, i: int) -> None:
    scaled = a.scaled(factor)
    assert scaled.low <= scaled.high
    if a.low == a.high or i in {0, 8}:
        assert inside(a, i) * factor in scaled


@given(intervals, intervals, intervals)
def test_addition_is_commutative_and_associative(a: Interval, b: Interval, c: Interval) -> None:
    assert a + b == b + a
    assert (a + b) + c == a + (b + c)


@given(intervals, intervals)
def test_meeting_is_symmetric_and_shares_a_value(a: Interval, b: Interval) -> None:
    assert a.meets(b) == b.meets(a)
    assert a.meets(a)
    assert a.meets(b) == (max(a.low, b.low) in a and max(a.low, b.low) in b)


@given(st.lists(decimals, min_size=1, max_size=12))
def test_rounded_parts_agree_with_their_rounded_total(parts: list[Decimal]) -> None:
    cent = Decimal("0.01")
    printed = [Quantity("", part.quantize(cent)) for part in parts]
    total = Quantity("", sum(parts, Decimal(0)).quantize(cent))
    summed = printed[0].interval
    for one in printed[1:]:
        summed += one.interval
    exact = sum((one.value for one in printed), Decimal(0)) == total.value
    assert compare(total.interval, summed, exact=exact) is not Outcome.CONTRADICTION


@given(st.integers(-(10**15), 10**15), units)
def test_integer_of_fen_survives_every_unit(fen: int, unit: str) -> None:
    assert to_fen(from_fen(fen, unit), unit) == fen


@given(st.integers(-(10**10), 10**10), units, units)
def test_amounts_keep_their_worth_in_another_unit(amount: int, unit: str, other: str) -> None:
    yuan = to_yuan(Decimal(amount), unit)
    assert to_yuan(from_fen(to_fen(Decimal(amount), unit), other), other) == yuan


def test_amounts_finer_than_fen_and_other_units_are_refused() -> None:
    with pytest.raises(InexactAmountError):
        to_fen(Decimal("0.001"), "元")
    for convert in (lambda: to_yuan(Decimal(1), "辆"), lambda: to_fen(Decimal(1), "%"), lambda: from_fen(1, "")):
        with pytest.raises(UnknownUnitError):
            convert()
    assert is_money("万元")
    assert not is_money("辆")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("△12.34", "-12.34"),
        ("△1,234.00", "-1234.00"),
        ("¥1,234.00", "1234.00"),
        ("-￥5.10", "-5.10"),
        ("￥ 0.00", "0.00"),
    ],
)
def test_signs_of_accountants_are_understood(text: str, value: str) -> None:
    quantity = parse_quantity(text)
    assert quantity is not None
    assert quantity.text == text
    assert str(quantity.value) == value


@pytest.mark.parametrize("text", ["△", "¥", "¥¥1", "△-1", "1¥", "▲1.00"])
def test_signs_without_a_figure_of_their_own_are_none(text: str) -> None:
    assert parse_quantity(text) is None
