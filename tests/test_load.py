"""Many at once: the page is served, and asked through its queue by visitors who speak its protocol."""

from __future__ import annotations

import json
import re
from asyncio import IncompleteReadError, StreamReader, StreamWriter, start_server, timeout
from contextlib import suppress
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


@pytest.mark.parametrize(
    "stream",
    [
        [
            {"msg": "process_generating", "event_id": "e", "success": True, "output": {"data": [[], ""]}},
            {"msg": "?"},
            "甲",
        ],
        [{"msg": "process_generating", "event_id": "e", "success": True, "output": {"data": [["甲"], ""]}}] * 2,
        [{"msg": "process_generating", "event_id": "e", "success": False, "output": {}}, "甲"],
        [{"msg": "unexpected_error", "message": "closed"}],
    ],
)
def test_a_stream_that_breaks_off_is_an_error_and_no_waiting(stream: list[Any]) -> None:
    """A server that ends its stream within an answer, or with what is no message."""
    told = b"".join(f"data: {json.dumps(one) if isinstance(one, dict) else one}\n\n".encode() for one in stream)
    config = {
        "page": {"": {"components": [1, 2, 3]}},
        "components": [
            {"id": 1, "type": "chatbot", "props": {"elem_id": "chat"}},
            {"id": 2, "type": "textbox", "props": {"elem_id": "question"}},
            {"id": 3, "type": "state", "props": {}},
        ],
        "dependencies": [{"id": 0, "targets": [[2, "submit"]], "inputs": [2, 3], "outputs": [1, 3]}],
    }
    bodies = {"/": b"", "/config": json.dumps(config).encode(), JOIN: b'{"event_id": "e"}'}

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = re.search(r"content-length: (\d+)", head)
                await reader.readexactly(int(length[1]) if length else 0)
                body = bodies.get(head.split()[1])
                if body is None:
                    writer.write(
                        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n%x\r\n" % len(told) + told + b"\r\n"
                    )
                    break
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        writer.close()

    async def asked() -> None:
        server = await start_server(serve, "127.0.0.1", 0)
        browser = Browser(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", 1)
        await browser.open()
        try:
            async with timeout(20):
                await browser.ask("甲")
        finally:
            browser.close()
            server.close()

    with pytest.raises(RefusedError):
        waited(asked())


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
