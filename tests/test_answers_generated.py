"""Answers about made documents that no rule was written for: no wrong figure, and nearly always the right one."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.questions import Judged, measure
from samples.generate import make_city

WRONG = ("wrong", "confident", "invented", "error")


def _own_name(one: Judged) -> bool:
    """Whether the item is called like the organization (图书馆, account 2070104): only measured by the benchmark."""
    names = [name for name, _ in one.asked.scope]
    return any(name.endswith(cell.row_label) for name in names for _, cell in one.asked.sources if cell.row_label)


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """All questions about the documents of one city, each document in a layout of its own."""
    return [one for one in measure(make_city(101), 101) if not _own_name(one)]


def test_no_figure_contradicts_the_truth(judged: list[Judged]) -> None:
    wrong = [(one.outcome, one.asked.turns, one.asked.text) for one in judged if one.outcome in WRONG]
    assert wrong == []


def test_every_figure_is_cited(judged: list[Judged]) -> None:
    assert [one.asked.text for one in judged if one.uncited] == []


def test_nearly_all_answers_are_right(judged: list[Judged]) -> None:
    outcomes = Counter(one.outcome for one in judged)
    assert len(judged) > 100
    assert outcomes["right"] >= 0.95 * len(judged), outcomes


def test_many_kinds_of_question_are_asked(judged: list[Judged]) -> None:
    assert len({one.asked.kind for one in judged}) > 40
