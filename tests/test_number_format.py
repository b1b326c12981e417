"""Numbers as sheets show them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.load.number_format import shown

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (10.91, "General", "10.91"),
        (0.1 + 0.2, "General", "0.3"),
        (2010301, "General", "2010301"),
        (5, "", "5"),
        (1234.5, "#,##0.00", "1234.50"),
        (2.675, "0.00", "2.68"),
        (0, "0.00", "0.00"),
        (0, "#,##0.00;-#,##0.00;", ""),
        (0, ACCOUNTING, "-"),
        (12.3, ACCOUNTING, "12.30"),
        (-12.3, ACCOUNTING, "-12.30"),
        (-3.456, "#,##0.00_);(#,##0.00)", "-3.46"),
        (-0.001, "0.00;-0.00", "0.00"),
        (100, "#,##0.00_);[Red]\\(#,##0.00\\)", "100.00"),
        (0.125, "0.0%", "12.5%"),
        (1, "00", "01"),
        (7, '0"辆"', "7"),
        (0, '0.00;-0.00;"无"', "无"),
        (0, "#", ""),
        (5.5, "#.##", "5.5"),
        (12345678, "#,##0,", "12346"),
        (201, "@", "201"),
        (3, "[>1]0.0;0", "3"),
    ],
)
def test_formats(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


@given(st.decimals(-(10**9), 10**9, places=2))
def test_two_decimals_are_kept_exactly(value: Decimal) -> None:
    assert Decimal(shown(float(value), "0.00")) == value


@given(st.floats(allow_nan=False, allow_infinity=False), st.text('0#?,.%;"\\-_*@[]GeneralE/ 万', max_size=20))
def test_any_format_gives_a_text(value: float, code: str) -> None:
    assert isinstance(shown(value, code), str)
