"""Derived figures say how they were worked out, and doing it again gives them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer.computation import (
    Computation,
    Computed,
    MiscomputedError,
    Operand,
    UncomputableError,
    evaluate,
)
from assistant.answer.draft import Draft
from assistant.answer.merge import merged
from assistant.execute.entry import Entry, Source
from tests.sample_index import cases, sample_assistant, wrongly_derived

MONEY = st.sampled_from(["元", "千元", "万元", "亿元"])
AMOUNT = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def computation(kind: Computed, *operands: tuple[str, str]) -> Computation:
    terms = [Operand(citation=number, value=value, unit=unit) for number, (value, unit) in enumerate(operands, 1)]
    return Computation(kind=kind, operands=terms)


@pytest.mark.parametrize(
    ("kind", "operands", "unit", "value"),
    [
        (Computed.SUM, [("1.20", "万元"), ("3000", "元")], "万元", "1.50"),
        (Computed.DIFFERENCE, [("1.20", "万元"), ("3.00", "万元")], "万元", "1.80"),
        (Computed.REMAINDER, [("10.00", "万元"), ("-2.50", "万元")], "万元", "12.50"),
        (Computed.SHARE, [("1.00", "万元"), ("30000", "元")], "%", "33.33"),
        (Computed.GROWTH, [("90.00", "万元"), ("120.00", "万元")], "%", "25.00"),
        (Computed.CHANGE_RATE, [("90.00", "万元"), ("-30.00", "万元")], "%", "25.00"),
        (Computed.TIMES, [("10.00", "万元"), ("4.00", "万元")], "倍", "2.50"),
        (Computed.MEAN, [("10.00", "万元"), ("5.00", "万元"), ("5.00", "万元")], "万元", "6.67"),
        (Computed.MEAN_OF, [("4", "个"), ("10.00", "万元")], "万元", "2.50"),
        (Computed.COUNT, [("4", "万元"), ("10.00", "万元")], "个", "2"),
        (Computed.CONVERSION, [("10.91", "万元")], "元", "109100"),
        (Computed.SUM, [("3", "辆"), ("4", "辆")], "辆", "7"),
    ],
)
def test_each_way_of_computing(kind: Computed, operands: list[tuple[str, str]], unit: str, value: str) -> None:
    assert evaluate(computation(kind, *operands), unit) == Decimal(value)


@pytest.mark.parametrize("kind", [Computed.SHARE, Computed.GROWTH, Computed.TIMES])
def test_a_divisor_of_zero_and_missing_operands_are_refused(kind: Computed) -> None:
    for operands in ([("1", "万元"), ("0.00", "万元")], [("1", "万元")], []):
        with pytest.raises(UncomputableError):
            evaluate(computation(kind, *operands), "%")


@given(st.lists(st.tuples(AMOUNT, MONEY), min_size=1, max_size=6), MONEY)
def test_a_sum_is_the_same_in_any_unit(operands: list[tuple[Decimal, str]], unit: str) -> None:
    terms = [(str(value), of) for value, of in operands]
    yuan = evaluate(computation(Computed.SUM, *terms), "元")
    back = evaluate(computation(Computed.CONVERSION, (str(yuan), "元")), unit)
    assert back == evaluate(computation(Computed.SUM, *terms), unit)
    assert evaluate(computation(Computed.SUM, *reversed(terms)), "元") == yuan


def test_every_derived_figure_about_the_samples_is_what_its_computation_gives() -> None:
    answers = [sample_assistant().ask(case.question, case.turns) for case in cases("samples.jsonl")]
    kinds = {f.computation.kind for a in answers for f in (*a.figures, *a.supporting) if f.computation}
    assert kinds >= {Computed.SUM, Computed.DIFFERENCE, Computed.SHARE, Computed.GROWTH, Computed.CHANGE_RATE}
    assert [problem for answer in answers for problem in wrongly_derived(answer)] == []


SOURCE = Source(1, "甲.txt", 1, "甲局", 2025, "预算", "部门")


def entry(number: int, printed: str) -> Entry:
    """A figure of a table, in 万元."""
    value = Decimal(printed)
    return Entry(
        origin="fact", id=number, source=SOURCE, subject=f"第{number}项", measure="", code="", parent_code="",
        printed=printed, value=value, unit="万元", fen=int(value * 10**6), year=2025, stage="预算", role="level",
        total=False, doubtful=False, page=1, line=None, section="", table_id=1, table_title="表", form="", row=number,
        column=1, row_label=f"第{number}项", column_path="金额",
    )  # fmt: skip


def test_a_figure_that_its_computation_does_not_give_is_never_written() -> None:
    draft = Draft("第1项和第2项一共多少")
    operands = [entry(1, "1.20"), entry(2, "3.00")]
    with pytest.raises(MiscomputedError, match=r"4\.30万元"):
        draft.derived(Decimal("4.30"), "万元", "合计", operands, by=Computed.SUM)
    assert draft.figures == []
    draft.derived(Decimal("4.20"), "万元", "合计", operands, by=Computed.SUM)
    assert [figure.value for figure in draft.figures] == ["4.20"]


def test_answers_put_together_keep_their_operands() -> None:
    first = sample_assistant().ask("澄湖市数据管理局2025年公务接待费多少")
    other = sample_assistant().ask("澄湖市数据管理局2025年公务接待费占三公经费的比重")
    both = merged("两问", [first, other])
    computed = [figure for figure in both.figures if figure.computation]
    assert computed
    assert wrongly_derived(both) == []
    for figure in computed:
        assert figure.computation is not None
        assert {term.citation for term in figure.computation.operands} == set(figure.citations)
