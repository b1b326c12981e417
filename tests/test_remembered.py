"""What is kept of earlier questions never outlives a change of what is loaded, and is never another viewer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.service import Assistant
from assistant.settings import Settings
from index.build import build, remove
from index.store.reader import Reader, one_state
from index.store.remembered import Remembered
from index.store.viewing import ANYBODY, Viewer, seen_state, viewing
from tests.test_viewing import ANNA, BODO, LIBRARY, MUSEUM, TABLE, put

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "澄湖市图书馆2024年公务接待费多少"


def test_values_are_made_once_and_the_oldest_are_dropped() -> None:
    made: list[str] = []

    def make() -> str:
        made.append("x")
        return "value"

    kept = Remembered(2)
    for key in (1, 1, 2, 3, 1):
        assert kept.get(key, make) == "value"
    assert len(made) == 4


def test_what_is_long_is_not_kept() -> None:
    kept, made = Remembered(longest=2), list[int]()

    def listed(length: int) -> list[int]:
        made.append(length)
        return [0] * length

    for length in (2, 2, 3, 3):
        assert len(kept.get(length, lambda length=length: listed(length))) == length  # type: ignore[misc]
    assert made == [2, 3, 3]


def test_within_one_state_all_is_read_through_one_connection(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embed=False)
    put(settings, "", "图书馆.txt", TABLE.format(**LIBRARY, treat="1.50"))
    reader, other = Reader(settings), Reader(settings)
    with one_state():
        with reader.connection() as first, other.connection() as second:
            assert first is second
        put(settings, "", "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
        assert [one.name for one in reader.documents()] == ["图书馆.txt"]
        with viewing(Viewer("0" * 32)), reader.connection() as others:
            assert others is not first
    assert first.closed
    assert len(reader.documents()) == 2


def test_what_fails_within_one_state_leaves_nothing_open(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embed=False)
    put(settings, "", "图书馆.txt", TABLE.format(**LIBRARY, treat="1.50"))
    reader = Reader(settings)
    with pytest.raises(ZeroDivisionError), one_state(), reader.connection() as held:
        raise ZeroDivisionError
    assert held.closed
    with reader.connection() as later:
        assert later is not held


def test_sql_is_told_again_with_what_was_kept() -> None:
    kept, first, second = Remembered(), list[str](), list[str]()

    def make() -> int:
        first.append("SELECT 1")
        return 5

    assert kept.get("key", make, first) == kept.get("key", make, second) == 5
    assert first == second == ["SELECT 1"]


def test_an_answer_follows_every_change(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embed=False)
    path = put(settings, "", "图书馆.txt", TABLE.format(**LIBRARY, treat="1.50"))
    assistant = Assistant(settings)

    def told() -> list[str]:
        first, second = assistant.ask(QUESTION), assistant.ask(QUESTION)
        assert first.sql == second.sql
        assert first.answer == second.answer
        return [figure.value for figure in first.figures]

    assert told() == ["1.50"]
    path.write_text(TABLE.format(**LIBRARY, treat="2.50"), encoding="utf-8")
    build([path], settings)
    assert told() == ["2.50"]
    put(settings, "", "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    assert [figure.value for figure in assistant.ask("澄湖市博物馆公务接待费多少").figures] == ["6.66"]
    remove(["图书馆.txt"], settings)
    assert assistant.ask(QUESTION).status == "not_found"


def test_earlier_questions_are_understood_anew_after_a_change(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embed=False)
    put(settings, "", "图书馆.txt", TABLE.format(**LIBRARY, treat="1.50"))
    assistant = Assistant(settings)
    turns = ["博物馆2024年住房公积金多少"]

    def told() -> list[tuple[str, str]]:
        answer = assistant.ask("那公务接待费呢", turns)
        return [(figure.organization, figure.value) for figure in answer.figures]

    assert ("澄湖市博物馆", "6.66") not in told()
    museum = put(settings, "", "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    assert told() == [("澄湖市博物馆", "6.66")]
    museum.write_text(TABLE.format(**MUSEUM, treat="7.77"), encoding="utf-8")
    build([museum], settings)
    assert told() == [("澄湖市博物馆", "7.77")]
    remove(["博物馆.txt"], settings)
    assert all(name != "澄湖市博物馆" for name, _ in told())


def test_what_is_seen_tells_viewers_apart(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", embed=False)
    put(settings, "", "图书馆.txt", TABLE.format(**LIBRARY, treat="1.50"))

    def state(reader: Reader) -> object:
        with reader.connection() as connection:
            return seen_state(connection)

    anna, bodo, anybody = (Reader(settings, viewer) for viewer in (ANNA, BODO, ANYBODY))
    assert state(anna) == state(bodo) == state(anybody)  # nothing is hidden from anybody
    put(settings, ANNA.owner, "博物馆.txt", TABLE.format(**MUSEUM, treat="6.66"))
    assert state(anna) != state(bodo)
    assert state(anna) != state(anybody)
    table = next(number for number in range(1, 50) if anna.table(number) and not bodo.table(number))
    assert anna.table(table) is not None
    assert bodo.table(table) is None
