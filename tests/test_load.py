"""Many at once: the page is served, and asked through its queue by visitors who speak its protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from assistant.ui.straight import HEAR, JOIN
from benchmarks.browsers import Browser, Connection, RefusedError, put_together
from benchmarks.load import crowd, served, talks
from tests.sample_index import sample_assistant, sample_home
from tests.waiting import waited

if TYPE_CHECKING:
    from collections.abc import Iterator

VISITORS, QUESTIONS = 8, 3


@pytest.fixture(scope="module")
def page() -> Iterator[str]:
    with served(sample_home()) as (url, _):
        yield url


def test_visitors_who_ask_at_once_get_their_own_answers(page: str) -> None:
    everybody = talks(sample_assistant(), VISITORS, QUESTIONS)
    assert len({question for questions, _ in everybody for question in questions}) > VISITORS
    tally = waited(crowd(page, everybody))
    assert not tally.errors
    assert not tally.mixed
    assert len(tally.answered) == len(tally.settled) == VISITORS * QUESTIONS


def test_an_answer_comes_with_all_that_is_seen_of_it_in_one_event(page: str) -> None:
    async def asked() -> Browser:
        browser = Browser(page, 1)
        await browser.open()
        await browser.ask("澄湖市图书馆2025年公务接待费是多少？")
        browser.close()
        return browser

    browser = waited(asked())
    assert browser.events == 1
    assert any('class="evidence"' in str(value) for value in browser.shown)


def test_a_page_of_somebody_else_is_refused(page: str) -> None:
    async def taken() -> None:
        one, other = Browser(page, 1), Browser(page, 2)
        await one.open()
        await one.ask("澄湖市图书馆2025年公务接待费是多少？")
        await other.open()
        other.page = one.page
        try:
            await other.ask("它的会议费呢？")
        finally:
            one.close()
            other.close()

    with pytest.raises(RefusedError):
        waited(taken())


def test_what_is_no_request_of_the_queue_is_refused(page: str) -> None:
    async def refusals() -> list[str]:
        told = []
        for method, path, body in (
            ("POST", JOIN, {"data": "甲"}),
            ("POST", JOIN, {"data": [], "fn_index": 0}),
            ("GET", HEAR, None),
        ):
            connection = Connection(page, {})
            try:
                with pytest.raises(RefusedError) as refused:
                    await connection.request(method, path, body)
            finally:
                connection.close()
            told.append(str(refused.value).partition(" ")[0])
        return told

    assert waited(refusals()) == ["422", "400", "422"]


def test_pieces_of_an_output_are_put_together_as_the_page_does() -> None:
    assert put_together("甲", [("append", [], "乙")]) == "甲乙"
    assert put_together({"__type__": "update"}, [("replace", [], ["甲"])]) == ["甲"]
    before = [{"text": "甲"}, {"text": "乙"}, {"text": "丙"}]
    edits: list[tuple[str, list[Any], Any]] = [
        ("replace", [0, "text"], "一"),
        ("delete", [1], None),
        ("delete", [1], None),
        ("add", [1], {"text": "二"}),
    ]
    assert put_together(before, edits) == [{"text": "一"}, {"text": "二"}]
