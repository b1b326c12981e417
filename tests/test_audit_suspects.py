"""The figure that is named as likeliest wrong, on invented records with one slip each."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from index.audit.book import Book, book_of
from index.audit.coverage import shares, unchecked
from index.audit.suspects import faults
from index.model.document import Document
from index.model.records import Interpretation, Role
from tests.checks_records import IDENTITY, Records

PATHS = [("合计",), ("基本支出",), ("项目支出",)]


def book(records: Records) -> Book:
    evidence = records.evidence()
    document = Document(Path("澄湖.txt"), "0" * 64, "txt", ())
    return book_of(
        Interpretation(
            document=document,
            identity=IDENTITY,
            tables=evidence.tables,
            facts=evidence.facts,
            indicators=evidence.indicators,
            projects=evidence.projects,
            statements=evidence.statements,
            passages=(),
            checks=records.run_all(),
            findings=(),
        )
    )


def likeliest(records: Records) -> list[tuple[str, str, int]]:
    """Printed figure, the value it would have, contradictions that this explains."""
    found = book(records)
    return [
        (found.figures[best.key].printed, f"{best.value:f}", len(fault.equations))
        for fault in faults(found)
        for best in fault.proposals[:1]
    ]


def accounts(records: Records, **printed: str) -> None:
    """一般公共预算支出表 whose rows and columns add up, with other figures where they are given."""
    cells = {
        "total": ("300.00", "180.00", "120.00"),
        "first": ("200.00", "130.00", "70.00"),
        "second": ("100.00", "50.00", "50.00"),
    }
    rows = [
        ("合计", *cells["total"]),
        ("201 一般公共服务支出", *cells["first"]),
        ("213 农林水支出", *cells["second"]),
    ]
    changed = [
        tuple(printed.get(f"r{at}c{column}", cell) for column, cell in enumerate(row)) for at, row in enumerate(rows)
    ]
    records.table("一般公共预算支出表", PATHS, changed)


def test_nothing_is_named_where_everything_agrees() -> None:
    records = Records()
    accounts(records)
    assert likeliest(records) == []


def test_the_figure_at_the_crossing_of_a_row_and_a_column() -> None:
    records = Records()
    accounts(records, r1c2="136.00")
    assert likeliest(records) == [("136.00", "130.00", 2)]


def test_the_total_that_breaks_its_row_and_its_column() -> None:
    records = Records()
    accounts(records, r0c1="380.00")
    assert likeliest(records) == [("380.00", "300.00", 2)]


def test_the_amount_of_a_sentence_that_the_table_and_the_rate_deny() -> None:
    records = Records()
    records.table(
        "一般公共预算“三公”经费支出表",
        [("预算数",)],
        [("合计", "9.85"), ("因公出国（境）费", "0.00"), ("公务用车购置及运行费", "0.00"), ("公务接待费", "9.85")],
    )
    records.say(
        "公务接待费11.85万元，比上年增加0.85万元，增长9.44%。",
        ("公务接待费", "11.85", "万元", Role.LEVEL),
        ("公务接待费", "0.85", "万元", Role.CHANGE),
        ("公务接待费", "9.44", "%", Role.RATE),
    )
    assert likeliest(records) == [("11.85", "9.85", 2)]


def test_a_rate_is_corrected_to_the_computed_one() -> None:
    records = Records()
    records.say(
        "会议费110.00万元，比上年增加10.00万元，增长19.00%。",
        ("会议费", "110.00", "万元", Role.LEVEL),
        ("会议费", "10.00", "万元", Role.CHANGE),
        ("会议费", "19.00", "%", Role.RATE),
    )
    assert ("19.00", "10.00", 1) in likeliest(records)


def test_the_difference_that_is_carried_over_is_explained_and_no_contradiction() -> None:
    records = Records()
    for title, amount in (("收支预算总表", "100.00"), ("财政拨款收支预算总表", "120.00")):
        records.table(
            title,
            [("预算数",)],
            [("一般公共预算拨款收入", amount), ("上年结转结余", "20.00")],
            side="收入",
        )
    found = book(records)
    assert found.contradictions == []
    assert [equation.explanation for equation in found.explained] == ["差额 20.00 = 上年结转结余"]


def test_coverage_counts_figures_and_says_why_the_rest_is_not_checkable() -> None:
    records = Records()
    accounts(records)
    records.say("共发放宣传册8册，占5.00%。", ("宣传册", "8", "册", Role.COUNT), ("宣传册", "5.00", "%", Role.SHARE))
    found = book(records)
    assert [(share.kind, share.figures, share.checked, share.proven) for share in shares(found)] == [
        ("表中数字", 9, 9, 9),
        ("文字数字", 2, 0, 0),
    ]
    assert [(one.figure.printed, one.reason.partition("：")[0]) for one in unchecked(found)] == [
        ("8", "个数"),
        ("5.00", "占比"),
    ]


def test_only_figures_of_the_contradiction_are_named() -> None:
    records = Records()
    accounts(records, r2c1="107.00")
    found = book(records)
    taking_part = {key for equation in found.contradictions for _, key in equation.operands}
    for fault in faults(found):
        assert {proposal.key for proposal in fault.proposals} <= taking_part
        assert fault.proposals[0].value == Decimal("100.00")
