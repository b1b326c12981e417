"""When an answer is drawn and when not: only comparable figures, never two for the same thing."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import Any

import pytest

from assistant.answer.chart import chart_of
from assistant.answer.model import Answer, Citation, Figure, Status, Verification
from assistant.ui.chart_view import chart_html, csv_of


def figure(value: str, label: str = "公务接待费", **changes: Any) -> Figure:
    base: dict[str, Any] = {"unit": "万元", "organization": "甲局", "year": 2025, "kind": "预算", "citations": [1]}
    return Figure(label=label, value=value, **{**base, **changes})


def answer(figures: list[Figure], operation: str = "lookup", status: Status = "answered", **changes: Any) -> Answer:
    cited = [Citation(number=1, document="甲局预算.pdf"), Citation(number=2, document="乙局预算.pdf")]
    return Answer(
        question="问", status=status, answer="答", figures=figures, citations=cited, **changes,
        plan={"operation": operation},
    )  # fmt: skip


def test_parts_that_make_up_their_whole_are_drawn() -> None:
    parts = [figure("35.17", "三公"), figure("0.00", "出国"), figure("9.12", "接待"), figure("26.05", "用车")]
    chart = chart_of(answer(parts, "composition"))
    assert chart is not None
    assert (chart.kind, chart.title, chart.unit) == ("composition", "甲局2025年三公", "万元")
    assert [(point.name, point.text) for point in chart.points] == [
        ("出国", "0.00万元"), ("接待", "9.12万元"), ("用车", "26.05万元"),
    ]  # fmt: skip
    assert chart.whole is not None
    assert chart.whole.value == Decimal("35.17")


@pytest.mark.parametrize(
    "figures",
    [
        [figure("35.17", "三公"), figure("9.12", "接待"), figure("6.05", "用车")],  # not all of the parts
        [figure("1.00", "三公"), figure("2.00", "接待"), figure("-1.00", "用车")],  # a negative part is no part
        [figure("9.12", "三公"), figure("9.12", "接待"), figure("0.00", "用车")],  # one part is the whole
        [figure("9.12", "三公"), figure("4.12", "接待"), figure("5.00", "接待")],  # one name for two
    ],
)
def test_what_is_no_composition_is_not_drawn(figures: list[Figure]) -> None:
    assert chart_of(answer(figures, "composition")) is None


def test_years_are_put_in_order_and_joined_from_three_on() -> None:
    years = [
        figure("3.00", year=2025),
        figure("1.00", year=2023),
        figure("2.00", "公务接待费（2024年决算）", year=2024),
    ]
    chart = chart_of(answer(years))
    assert chart is not None
    assert chart.is_line
    assert [point.name for point in chart.points] == ["2023", "2024", "2025"]
    two = chart_of(answer(years[:2]))
    assert two is not None
    assert not two.is_line


def test_organizations_in_two_units_are_drawn_in_one_and_told_in_their_own() -> None:
    several = [figure("9.12"), figure("19800.00", organization="乙馆", unit="元", citations=[2])]
    chart = chart_of(answer(several))
    assert chart is not None
    assert (chart.kind, chart.unit, chart.sources) == ("organizations", "万元", ("甲局预算.pdf", "乙局预算.pdf"))
    assert [(point.value, point.text) for point in chart.points] == [
        (Decimal("9.12"), "9.12万元"), (Decimal("1.98"), "19,800.00元"),
    ]  # fmt: skip


def test_budget_stands_before_final() -> None:
    chart = chart_of(answer([figure("8.00", kind="决算"), figure("9.00")]))
    assert chart is not None
    assert [point.name for point in chart.points] == ["预算", "决算"]


@pytest.mark.parametrize(
    "asked",
    [
        answer([figure("1.00")]),
        answer([figure("1.00"), figure("2.00")]),  # two figures for one thing
        answer([figure("1.00"), figure("2.00", year=2024, kind="决算")]),  # they differ in two things
        answer([figure("1.00"), figure("2.00", "培训费")]),
        answer([figure("1.00"), figure("2.00", "公务接待费（基本支出）", year=2024)]),
        answer([figure("1.00"), figure("2", year=2024, unit="辆")]),
        answer([figure("1.00"), figure("2.00", year=2024)], status="clarify"),
        answer([figure("1.00"), figure("2.00", year=2024)], verification=Verification(status="mismatch")),
    ],
)
def test_what_does_not_compare_is_not_drawn(asked: Answer) -> None:
    assert chart_of(asked) is None


def test_every_point_is_labelled_as_printed_and_cited() -> None:
    chart = chart_of(answer([figure("1234.50"), figure("-2.00", organization="<b>乙</b>", citations=[2])]))
    assert chart is not None
    html = chart_html(chart, 3)
    assert "1,234.50万元" in html
    assert "-2.00万元" in html
    assert "#cite-3-2" in html
    assert "<b>乙</b>" not in html
    assert "http" not in html
    assert [float(width) for width in re.findall(r"\* ([\d.]+) / 100", html)] == [100.0, 0.16]


def test_a_line_starts_at_zero() -> None:
    chart = chart_of(answer([figure(value, year=year) for year, value in enumerate(("100", "101", "102"), 2023)]))
    assert chart is not None
    html = chart_html(chart, 0)
    heights = [float(pair.split(",")[1]) for pair in re.findall(r'polyline points="([^"]+)"', html)[0].split()]
    assert heights[0] - heights[2] == pytest.approx(136 * 2 / 102, abs=0.2)  # of 136 units of height


def test_data_is_exact_and_no_word_becomes_a_formula() -> None:
    chart = chart_of(answer([figure("1.10"), figure("-2.00", organization="=cmd|'/c calc'!A1", citations=[2])]))
    assert chart is not None
    rows = list(csv.reader(io.StringIO(csv_of(chart).decode("utf-8-sig"))))
    assert rows[1:] == [["甲局", "1.10", "万元", "1.10万元"], ["'=cmd|'/c calc'!A1", "-2.00", "万元", "-2.00万元"]]
