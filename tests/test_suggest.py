"""What is offered next can be answered: every suggestion after many questions about the samples is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.answer.model import Answer
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.suggest import MOST, Suggestions
from assistant.ui.examples import example_questions
from assistant.ui.library import IndexLibrary
from tests.sample_index import sample_home

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings(home=sample_home(), embed=False)


def test_every_suggestion_is_answered(settings: Settings) -> None:
    assistant, suggestions = Assistant(settings), Suggestions(settings)
    questions = example_questions(IndexLibrary(settings).askable(), 24)
    offered = 0
    for question in questions:
        found = suggestions.after(assistant.ask(question))
        assert len(found) <= MOST
        for follow_up in found:
            answer = assistant.ask(follow_up, [question])
            assert answer.status == "answered", (question, follow_up, answer.answer)
            offered += 1
    assert offered >= 2 * len(questions)


def test_another_year_is_of_the_same_item(settings: Settings) -> None:
    assistant = Assistant(settings)
    answer = assistant.ask("澄湖市数据管理局2025年公务接待费是多少？")
    found = Suggestions(settings).after(answer)
    year = next(question for question in found if question.startswith("2024年"))
    again = assistant.ask(year, [answer.question])
    assert again.figures[0].label == answer.figures[0].label
    assert again.figures[0].year == 2024


def test_nothing_is_offered_where_nothing_was_answered(settings: Settings, tmp_path: Path) -> None:
    suggestions = Suggestions(settings)
    assert suggestions.after(Answer(question="问", status="not_found", answer="没有")) == []
    assert suggestions.after(Assistant(settings).ask("今天天气怎么样")) == []
    answered = Assistant(settings).ask("澄湖市数据管理局2025年公务接待费是多少？")
    assert Suggestions(Settings(home=tmp_path / "empty")).after(answered) == []
    assert suggestions.after(answered.model_copy(update={"plan": {"operation": "of another make"}})) == []
