"""Several answers put together: one numbering, and no better verified than the worst part."""

from __future__ import annotations

from assistant.answer.merge import merged
from assistant.answer.model import Answer, Citation, Figure, Verification


def part(value: str, printed: str, status: str = "verified") -> Answer:
    """An answer of one cited figure."""
    return Answer(
        question="",
        status="answered",
        answer=f"共 {value}[1]",
        figures=[Figure(label="", value=value, unit="万元", citations=[1])],
        citations=[Citation(number=1, document="甲", line=3, printed=printed)],
        verification=Verification.model_validate({"status": status}),
    )


def test_citations_are_numbered_through_and_a_place_keeps_its_number() -> None:
    whole = merged("", [part("1", "1"), part("2", "2"), part("1", "1")])
    assert whole.answer == "共 1[1]\n\n共 2[2]\n\n共 1[1]"
    assert [figure.citations for figure in whole.figures] == [[1], [2], [1]]
    assert [(one.number, one.printed) for one in whole.citations] == [(1, "1"), (2, "2")]


def test_the_worst_verification_counts_and_any_answer_answers() -> None:
    missing = Answer(question="", status="not_found", answer="没有印出")
    whole = merged("", [part("1", "1"), missing, part("2", "2", "mismatch")])
    assert whole.status == "answered"
    assert whole.verification.status == "mismatch"
    assert merged("", [missing, missing]).status == "not_found"
