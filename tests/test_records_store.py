"""Kept conversations and feedback, in a real SQLite file: each owner's own, over restarts."""

from __future__ import annotations

import json
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from assistant.answer.model import Answer
from assistant.cli import app
from assistant.records.database import OtherRecordsError, RecordsDatabase, RecordsUnavailableError
from assistant.records.feedback import Verdict, all_feedback, give_feedback
from assistant.records.receipt import Receipt, make_receipt, read_receipt, receipt_bytes
from assistant.records.schema import RecordsBase
from assistant.records.store import LONGEST_TITLE, ConversationStore, UnknownConversationError, open_database
from assistant.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOBODY = "anonymous:" + "0" * 32


def receipt(question: str, answer: str = "公务接待费：**1,234.50万元**[1]") -> Receipt:
    return make_receipt(Answer(question=question, status="answered", answer=answer))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture
def database(settings: Settings) -> Iterator[RecordsDatabase]:
    opened = open_database(settings)
    yield opened
    opened.close()


@pytest.fixture
def store(database: RecordsDatabase) -> ConversationStore:
    return ConversationStore(database)


def test_nothing_is_made_before_something_is_kept(settings: Settings, store: ConversationStore) -> None:
    assert store.listed("甲") == []
    assert not settings.home.exists()


def test_a_conversation_is_there_after_a_restart(settings: Settings, store: ConversationStore) -> None:
    number = store.keep("甲", "", receipt("数据局公务接待费多少"))
    assert store.keep("甲", number, receipt("占三公经费多少")) == number
    again = ConversationStore(open_database(settings))
    listed = again.listed("甲")
    assert [(one.id, one.title, one.answers) for one in listed] == [(number, "数据局公务接待费多少", 2)]
    kept = again.opened("甲", number)
    assert [one.question for one in kept] == ["数据局公务接待费多少", "占三公经费多少"]
    assert kept[0].answer.answer.startswith("公务接待费")
    assert kept[0].digest


def test_no_owner_reaches_what_belongs_to_another(store: ConversationStore) -> None:
    number = store.keep("甲", "", receipt("甲的问题"))
    for other in ("乙", NOBODY, "", "甲 ", "%"):
        assert store.listed(other) == []
        assert store.listed(other, "甲的问题") == []
        for act in (
            lambda: store.opened(other, number),  # noqa: B023 - called at once
            lambda: store.rename(other, number, "x"),  # noqa: B023
            lambda: store.remove(other, number),  # noqa: B023
        ):
            with pytest.raises(UnknownConversationError):
                act()
    begun = store.keep("乙", number, receipt("乙的问题"))  # a conversation of somebody else is not continued
    assert begun != number
    assert [one.question for one in store.opened("甲", number)] == ["甲的问题"]


def test_every_row_has_an_owner(settings: Settings, store: ConversationStore, database: RecordsDatabase) -> None:
    number = store.keep("甲", "", receipt("问题"))
    give_feedback(database, "甲", store.opened("甲", number)[0], Verdict.USEFUL)
    with sqlite3.connect(settings.home / "conversations.sqlite3") as connection:
        for table in RecordsBase.metadata.tables:
            if table != "meta":
                assert connection.execute(f"SELECT owner FROM {table}").fetchall() == [("甲",)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("接待", True),
        ("1234.5", True),
        ("１，２３４", True),
        ("1,234.50万元", True),
        ("接待 数据局", True),
        ("接待 税务局", False),
        ("ABC", True),
        ("%", False),
        ("_", False),
        ("**", True),  # nothing but marks: all there is
        ("'; DROP TABLE turns; --", False),
        ("", True),
    ],
)
def test_conversations_are_found_by_words_of_questions_and_answers(
    store: ConversationStore,
    words: str,
    found: bool,  # noqa: FBT001
) -> None:
    number = store.keep("甲", "", receipt("数据局 abc 接待费多少"))
    store.keep("甲", number, receipt("再问", "没有找到"))
    assert bool(store.listed("甲", words)) is found


def test_renaming_and_deleting(settings: Settings, store: ConversationStore) -> None:
    first, second = (store.keep("甲", "", receipt(question)) for question in ("密语" * 100, "第二个"))
    assert [one.id for one in store.listed("甲")] == [second, first]
    assert len(store.listed("甲")[1].title) == LONGEST_TITLE
    store.keep("甲", first, receipt("后来又问"))
    assert [one.id for one in store.listed("甲")] == [first, second]
    store.rename("甲", first, "  新的\n名称 ")
    assert store.listed("甲", "新的")[0].title == "新的 名称"
    store.rename("甲", first, "  ")
    assert store.listed("甲")[0].title == "新的 名称"
    store.remove("甲", first)
    assert [one.id for one in store.listed("甲")] == [second]
    with sqlite3.connect(settings.home / "conversations.sqlite3") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert "密语密语".encode() not in (settings.home / "conversations.sqlite3").read_bytes()
    assert store.keep("甲", first, receipt("接着问")) != first  # what was deleted is not brought back


def test_many_visitors_at_once_keep_their_own(store: ConversationStore) -> None:
    def talk(visitor: int) -> list[str]:
        number = ""
        for turn in range(5):
            number = store.keep(f"{visitor}", number, receipt(f"{visitor}号的第{turn}问"))
            store.listed(f"{visitor}")
        return [one.question for one in store.opened(f"{visitor}", number)]

    with ThreadPoolExecutor(12) as pool:
        for visitor, questions in enumerate(pool.map(talk, range(12))):
            assert questions == [f"{visitor}号的第{turn}问" for turn in range(5)]


def test_the_file_is_for_its_owner_alone(settings: Settings, store: ConversationStore) -> None:
    store.keep("甲", "", receipt("问题"))
    for file in settings.home.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_a_database_of_a_later_program_is_left_alone(settings: Settings, store: ConversationStore) -> None:
    store.keep("甲", "", receipt("问题"))
    with sqlite3.connect(settings.home / "conversations.sqlite3") as connection:
        connection.execute("UPDATE meta SET value = '99'")
    later = ConversationStore(open_database(settings))
    with pytest.raises(OtherRecordsError, match="99"):
        later.keep("甲", "", receipt("问题"))
    with sqlite3.connect(settings.home / "conversations.sqlite3") as connection:
        assert connection.execute("SELECT count(*) FROM turns").fetchone() == (1,)


def test_a_file_that_is_no_database_is_told(settings: Settings, store: ConversationStore) -> None:
    settings.home.mkdir()
    (settings.home / "conversations.sqlite3").write_text("这不是数据库" * 500, encoding="utf-8")
    with pytest.raises(RecordsUnavailableError, match="不能保存"):
        store.keep("甲", "", receipt("问题"))


def test_a_place_of_its_own_can_be_set(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", conversations_url=f"sqlite:///{tmp_path / 'elsewhere.db'}")
    ConversationStore(open_database(settings)).keep("甲", "", receipt("问题"))
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "home").exists()


def test_a_deleted_file_is_begun_anew(settings: Settings, store: ConversationStore) -> None:
    store.keep("甲", "", receipt("问题"))
    for file in settings.home.iterdir():
        file.unlink()
    assert store.listed("甲") == []
    store.keep("甲", "", receipt("新的问题"))
    assert [one.title for one in store.listed("甲")] == ["新的问题"]


def test_feedback_is_kept_with_its_receipt_and_outlives_the_conversation(
    settings: Settings, store: ConversationStore, database: RecordsDatabase
) -> None:
    number = store.keep("甲", "", receipt("问题"))
    kept = store.opened("甲", number)[0]
    give_feedback(database, "甲", kept, Verdict.WRONG_ANSWER, "应为 10.91\x1b[2J")
    give_feedback(database, "甲", kept, Verdict.WRONG_ANSWER, "应为 10.92")
    give_feedback(database, NOBODY, kept, Verdict.WRONG_SOURCE)
    store.remove("甲", number)
    given = all_feedback(database)
    assert [(one.owner, one.verdict, one.remark) for one in given] == [
        ("甲", Verdict.WRONG_ANSWER, "应为 10.92"),
        (NOBODY, Verdict.WRONG_SOURCE, ""),
    ]
    assert all(one.receipt == kept for one in given)

    home = ["--home", str(settings.home)]
    text = CliRunner().invoke(app, ["feedback", *home]).stdout
    assert all(word in text for word in ("答案不对", "出处不对", "应为 10.92", kept.digest))
    listed = json.loads(CliRunner().invoke(app, ["feedback", "--format", "json", *home]).stdout)
    assert [one["verdict"] for one in listed] == ["wrong_answer", "wrong_source"]
    assert listed[0]["receipt"]["digest"] == kept.digest


def test_halves_of_characters_do_no_harm(store: ConversationStore, database: RecordsDatabase) -> None:
    number = store.keep("甲", "", receipt("\ud800问题", "\udfff答案"))
    kept = store.opened("甲", number)[0]
    assert kept.question == "\ud800问题"
    assert store.listed("甲", "\ud800") == store.listed("甲", "?")
    store.rename("甲", number, "\ud800")
    give_feedback(database, "甲", kept, Verdict.USEFUL, "\ud800")
    assert read_receipt(receipt_bytes(kept), "x") == (kept, True)


def test_no_feedback_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["feedback", "--home", str(tmp_path / "home")])
    assert (done.exit_code, "还没有反馈" in done.stdout) == (0, True)
