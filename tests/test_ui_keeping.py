"""Keeping conversations: for users by name, for browsers by their id, for programs without either not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.access.door import Visitor
from assistant.answer.model import Answer
from assistant.records.store import ConversationStore, open_database
from assistant.settings import Settings
from assistant.ui.blocks import visiting
from assistant.ui.desk import Services
from assistant.ui.keeping import current_owner, kept
from assistant.ui.session import Conversation, ask, reopened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

BROWSER = "anonymous:" + "ab" * 16


class Echo:
    """Answers with the question; fails where it is told to."""

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002, ARG002 - the port's
        if question == "出错":
            raise RuntimeError(question)
        return Answer(question=question, status="answered", answer=f"答：{question}（{len(turns)}）")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    settings = Settings(home=tmp_path / "home")
    database = open_database(settings)
    yield Services(Echo(), object(), settings, database)  # type: ignore[arg-type]  # no documents are needed
    database.close()


def store_of(services: Services) -> ConversationStore:
    assert services.records is not None
    return ConversationStore(services.records)


def asked(services: Services, name: str, *questions: str) -> Conversation:
    conversation = Conversation()
    with visiting(Visitor(name)):
        for question in questions:
            conversation = kept(services, ask(services.assistant, question, conversation))
    return conversation


def test_two_users_of_one_browser_keep_their_own(services: Services) -> None:
    wang, li = asked(services, "王会计", "王的问题", "王的追问"), asked(services, "李会计", "李的问题")
    store = store_of(services)
    assert [one.title for one in store.listed("王会计")] == ["王的问题"]
    assert [one.title for one in store.listed("李会计")] == ["李的问题"]
    assert wang.id != li.id
    again = reopened(store.opened("王会计", wang.id), wang.id)
    assert again.turns == ["王的问题", "王的追问"]
    assert [answer.answer for answer in again.answers] == ["答：王的问题（0）", "答：王的追问（1）"]
    assert again.receipts == wang.receipts


def test_a_browser_keeps_under_its_id_and_a_program_without_one_keeps_nothing(services: Services) -> None:
    assert asked(services, BROWSER, "问题").id
    assert store_of(services).listed(BROWSER)
    assert asked(services, "", "问题").id == ""
    assert store_of(services).listed("") == []
    assert current_owner() == ""


def test_errors_are_not_kept_and_the_conversation_goes_on(services: Services) -> None:
    conversation = asked(services, BROWSER, "出错", "问题", "出错", "再问")
    assert [answer.status for answer in conversation.answers] == ["error", "answered", "error", "answered"]
    assert [one.question for one in store_of(services).opened(BROWSER, conversation.id)] == ["问题", "再问"]
    assert conversation.receipts[-1].turns == ("出错", "问题", "出错")


def test_a_conversation_that_cannot_be_kept_goes_on(services: Services) -> None:
    home = services.settings.home_directory
    home.mkdir()
    (home / "conversations.sqlite3").write_text("这不是数据库" * 500, encoding="utf-8")
    conversation = asked(services, BROWSER, "问题")
    assert (conversation.id, conversation.answers[-1].status) == ("", "answered")
    without = Services(services.assistant, services.library, services.settings)
    assert asked(without, BROWSER, "问题").answers
