"""A figure is no answer to a question that asks for less, or for something else."""

from __future__ import annotations

import pytest

from benchmarks.narrowed import Narrowed, narrowed, taken_for_answer
from tests.sample_index import sample_assistant


@pytest.mark.parametrize("one", list(narrowed(240, 20261130)), ids=lambda one: one.question)
def test_the_plain_figure_is_no_answer(one: Narrowed) -> None:
    assistant = sample_assistant()
    assert not taken_for_answer(assistant.ask(one.plain), assistant.ask(one.question))


def test_the_plain_figure_answers_the_plain_question() -> None:
    plain = sample_assistant().ask("数据局2025年差旅费多少")
    assert taken_for_answer(plain, plain)
