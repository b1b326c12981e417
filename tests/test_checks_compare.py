from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.checks.compare import repeat_outcome, resembles, sum_check
from index.checks.term import Term
from tests.checks_records import Records

CENT = Decimal("0.01")
amounts = st.integers(0, 10**12).map(lambda digits: Decimal(digits).scaleb(-6))


def term(printed: str, unit: str = "万元") -> Term:
    value = Decimal(printed)
    half = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
    return Term(value, half, unit, printed, "项目支出")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("1.00", "1.00", "exact"),
        ("1", "1.00", "exact"),
        ("1.00", "1.01", "contradiction"),
        ("1.2", "1.24", "rounding"),
        ("1.2", "1.25", "rounding"),
        ("1.2", "1.29", "rounding"),  # cut, not rounded
        ("1.2", "1.31", "contradiction"),
    ],
)
def test_one_figure_printed_twice(first: str, second: str, expected: str) -> None:
    assert repeat_outcome(term(first), term(second)) == expected
    assert repeat_outcome(term(second), term(first)) == expected


def test_units_that_do_not_measure_the_same_are_not_compared() -> None:
    assert sum_check("sum", term("1.00"), [term("1.00", "辆")]) is None
    assert sum_check("sum", term("1.00"), []) is None
    check = sum_check("sum", term("1.00"), [term("4000.00", "元"), term("6000.00", "元")])
    assert check is not None
    assert check.outcome == "exact"
    assert check.statement == "项目支出 1.00 = 4000.00元 + 6000.00元"


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("329.51", "339.51", True), ("61.50", "611.50", True), ("100.00", "104.00", True), ("9", "7", False),
     ("2718.36", "3409.77", False), ("0.00", "5.00", False)],
)  # fmt: skip
def test_slips(first: str, second: str, expected: bool) -> None:  # noqa: FBT001  # a parameter of the test
    assert resembles(Decimal(first), Decimal(second)) is expected


@given(st.lists(st.lists(amounts, min_size=1, max_size=6), min_size=1, max_size=6))
def test_rounded_tables_never_contradict_themselves(groups: list[list[Decimal]]) -> None:
    rows = [("合计", str(sum((one for group in groups for one in group), Decimal(0)).quantize(CENT)))]
    for number, group in enumerate(groups):
        rows.append((f"{201 + number} 第{number}类支出", str(sum(group, Decimal(0)).quantize(CENT))))
        rows += [(f"{201 + number}{at + 1:02} 第{at}款支出", str(one.quantize(CENT))) for at, one in enumerate(group)]
    records = Records()
    records.table("一般公共预算支出表", [("合计",)], rows)
    several = [check for check in records.run_all() if len(check.operands) > 2]
    assert "contradiction" not in {check.outcome for check in several}
