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


FASTER = [
    ("数据局和图书馆2025年公务接待费比去年谁减得多", "减少最多的是澄湖市数据管理局"),  # 0.73 and 0.18
    ("数据局和图书馆2025年公务接待费比去年谁减得快", "下降幅度最大的是澄湖市图书馆"),  # 7.41% and 8.33%
    ("数据局2025年电费和水费比上年哪个涨得多", "增加最多的是电费"),  # 0.54 and 0.00
]


@pytest.mark.parametrize(("question", "told"), FASTER)
def test_which_of_several_changed_most_is_named(question: str, told: str) -> None:
    assert told in sample_assistant().ask(question).answer


def test_nothing_is_named_that_did_not_change_that_way() -> None:
    answer = sample_assistant().ask("数据局和图书馆2025年公务接待费比去年谁涨得多")
    assert "最多的是" not in answer.answer  # both fell


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (["数据局2025年水费", "电费呢", "两个加起来"], "149900.00"),  # 1.85 + 13.14
        (["数据局2025年差旅费比培训费多多少"], "190400.00"),  # 25.16 − 6.12
    ],
)
def test_what_was_worked_out_is_told_in_another_unit(turns: list[str], value: str) -> None:
    answer = sample_assistant().ask("换成元", turns)
    assert (value, "元") in {(one.value, one.unit) for one in answer.figures if one.derived}
    assert wrongly_derived(answer) == []


SCOPED = [
    (
        ["数据局2025年差旅费", "我说的是机关运行经费里的"],
        "去年预算的",
        ("21.40", "万元"),
    ),  # not 26.80 of all basic expenditure
    (["数据局2025年公务接待费", "基本支出里呢"], "图书馆的呢", ("14300.00", "元")),  # not 19,800 with projects
    (["数据局2025年公务接待费", "基本支出里呢"], "比上年少了多少", ("0.53", "万元")),  # 6.85 − 6.32, not 9.85 − 9.12
]


@pytest.mark.parametrize(("turns", "question", "figure"), SCOPED)
def test_a_follow_up_stays_in_the_table_that_was_meant(
    turns: list[str], question: str, figure: tuple[str, str]
) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.status == "answered"
    assert figure in {(one.value, one.unit) for one in answer.figures}


def test_a_share_that_leaves_the_table_that_was_meant_says_so() -> None:
    answer = sample_assistant().ask("占公用经费多少", ["数据局2025年公务接待费", "基本支出里呢"])
    assert answer.verification.status != "verified"
    assert "没有算进去" in answer.answer


CLAIMED = [  # 7.18 − 20.83 = −13.65
    ("少13.65万", "少 136,500.00元，与问题中的“少13.65万”相符"),
    ("少20万", "少 136,500.00元，与问题中的“少20万”不符"),
    ("多13.65万", "少 136,500.00元，与问题中的“多13.65万”不符"),
]


@pytest.mark.parametrize(("claim", "told"), CLAIMED)
def test_by_how_much_two_items_are_said_to_differ_is_checked(claim: str, told: str) -> None:
    answer = sample_assistant().ask(f"图书馆2025年差旅费比办公费{claim}，对吗")
    assert told in answer.answer
    assert "280100.00" not in {one.value for one in answer.figures}  # not the sum of both
    after = sample_assistant().ask(f"比办公费{claim}，没错吧", ["图书馆2025年差旅费"])
    assert told in after.answer


def test_a_name_that_nothing_is_called_by_is_not_taken_for_what_was_asked_before() -> None:
    answer = sample_assistant().ask("数据港项目呢", ["数据局2025年政务云平台扩容多少钱"])
    assert (answer.status, answer.figures) == ("not_found", [])


WITHIN = [
    (["图书馆2024年项目支出多少"], "其中财政拨款安排多少", "其中"),  # 1,784.89 is of all grants, not of the projects
]


@pytest.mark.parametrize(("turns", "question", "word"), WITHIN)
def test_a_figure_of_the_unit_is_not_confirmed_as_one_of_an_item(turns: list[str], question: str, word: str) -> None:
    answer = sample_assistant().ask(question, turns)
    assert answer.verification.status not in ("verified", "rounding")
    assert answer.status != "answered" or word in answer.answer
