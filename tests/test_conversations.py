"""Conversations of several turns over the sample documents and the real ones, and what a follow-up leaves unheard.

The figures are worked out by hand from the printed cells; each line of a file is one turn with those before it.
"""

from __future__ import annotations

import pytest

from assistant.service import Assistant
from tests.sample_index import Case, cases, problems, sample_assistant, wrongly_derived
from tests.test_corpus import PDFS, TEXTS, everything


def _named(case: Case) -> str:
    return f"{case.id} {case.question}"


@pytest.mark.parametrize("case", cases("conversations_samples.jsonl"), ids=_named)
def test_a_turn_over_the_samples(case: Case) -> None:
    answer = sample_assistant().ask(case.question, case.turns)
    assert problems(case, answer) == []
    assert wrongly_derived(answer) == []


@pytest.mark.corpus
@pytest.mark.skipif(not (TEXTS and PDFS), reason="no real documents")
@pytest.mark.parametrize("case", cases("conversations_corpus.jsonl"), ids=_named)
def test_a_turn_over_the_real_documents(case: Case) -> None:
    answer = Assistant(everything()).ask(case.question, case.turns)
    assert problems(case, answer) == []
    assert wrongly_derived(answer) == []


UNHEARD = [
    (["数据管理局2024年预算的会议费和培训费各多少", "决算呢"], "哪个节约得多", "节约"),
]


@pytest.mark.parametrize(("turns", "question", "word"), UNHEARD)
def test_what_a_follow_up_says_beyond_its_answer_is_told(turns: list[str], question: str, word: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered"
    assert answer.verification.status == "unverified"
    assert f"“{word}”没有算进去" in answer.answer


@pytest.mark.parametrize("before", ["2023年", "前年"])
def test_a_change_is_never_told_against_another_year_than_the_one_named(before: str) -> None:
    answer = sample_assistant().ask(f"数据局2025年三公经费比{before}多多少")
    assert (answer.status, answer.figures) == ("not_found", [])  # 2023 is not loaded; 16.72 is against 2024


EACH = ["数据局和图书馆2025年公务接待费比去年谁减得多", "数据局和图书馆2025年公务接待费各比去年减了多少"]


@pytest.mark.parametrize("question", EACH)
def test_two_organizations_set_against_the_year_before_have_a_change_each(question: str) -> None:
    answer = sample_assistant().ask(question)
    changes = {(one.organization, one.value) for one in answer.figures}
    assert {("澄湖市数据管理局", "0.73"), ("澄湖市图书馆", "0.18")} <= changes  # 9.85 − 9.12, 2.16 − 1.98
    assert "7.14" not in {one.value for one in answer.figures}  # not 9.12 − 1.98
