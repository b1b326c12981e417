"""The endpoints for programs: driven by the real clients of Gradio and of the Model Context Protocol, over HTTP."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client

from assistant.answer.model import Answer
from assistant.proofread.model import TextCheck
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.ui.app import build_app, serve
from assistant.ui.endpoints import MOST_CHARACTERS, NAMES
from tests.sample_index import sample_home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcp.types import CallToolResult

QUESTION = "澄湖市数据管理局2025年公务接待费多少"
WRONG = "澄湖市数据管理局2025年公务接待费9.21万元。"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A page over the samples, served on a free port."""
    settings = Settings(home=sample_home(), embed=False, questions_per_minute=1000)
    blocks = build_app(settings, Assistant(settings))
    url = serve(blocks, settings, "127.0.0.1", None, block=False)
    yield url.rstrip("/")
    blocks.close()


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[Client]:
    """Gradio's client at the page."""
    opened = Client(address, verbose=False, download_files=False, analytics_enabled=False)
    yield opened
    opened.close()


def test_only_the_named_endpoints_are_public(client: Client) -> None:
    info = client.view_api(return_format="dict", print_info=False)
    assert set(info["named_endpoints"]) == {f"/{name}" for name in NAMES}
    assert info["unnamed_endpoints"] == {}
    for name in NAMES:
        endpoint = info["named_endpoints"][f"/{name}"]
        assert endpoint["description"]
        assert endpoint["parameters"]


def test_a_question_is_answered_with_the_answer_object(client: Client) -> None:
    answer = Answer.model_validate(client.predict(QUESTION, api_name="/ask"))
    assert answer.status == "answered"
    assert [(figure.value, figure.unit) for figure in answer.figures] == [("9.12", "万元")]
    assert answer.citations[answer.figures[0].citations[0] - 1].printed == "9.12"
    later = Answer.model_validate(client.predict("差旅费呢", [QUESTION], api_name="/ask"))
    assert [figure.value for figure in later.figures] == ["25.16"]


def test_figures_are_listed_in_pages(client: Client) -> None:
    first = client.predict("澄湖市数据管理局2025年部门预算.txt", "公务接待费", 2, 0, api_name="/figures")
    assert first["total"] > 2
    assert first["next_offset"] == 2
    assert all("公务接待费" in row["row_label"] for row in first["rows"])
    rest = client.predict(
        "澄湖市数据管理局2025年部门预算.txt", "公务接待费", 1000, first["next_offset"], api_name="/figures"
    )
    assert rest["next_offset"] is None
    assert len(first["rows"]) + len(rest["rows"]) == first["total"]


def test_contradictions_are_reported(client: Client) -> None:
    report = client.predict("澄湖市数据管理局2025年部门预算.txt", api_name="/audit")
    (document,) = report["documents"]
    assert document["contradictions"] == len(document["findings"]) > 0
    assert len(document["findings"][0]["places"]) > 1


def test_a_draft_is_checked(client: Client) -> None:
    report = TextCheck.model_validate(client.predict(WRONG, "", 0, api_name="/verify_text"))
    assert (report.confirmed, report.contradicted, report.not_found) == (0, 1, 0)
    right = report.figures[0].right
    assert right is not None
    assert right.value == "9.12"


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("verify_text", ("一" * (MOST_CHARACTERS + 1), "", 0), "太长"),
        ("verify_text", (WRONG, "无此局", 0), "没有载入单位"),
        ("audit", ("无此文件.txt",), "无此文件"),
        ("figures", ("无此文件.txt", "", 10, 0), "无此文件"),
    ],
)
def test_what_cannot_be_done_says_why(client: Client, name: str, arguments: tuple[Any, ...], told: str) -> None:
    with pytest.raises(AppError, match=told):
        client.predict(*arguments, api_name=f"/{name}")


def test_no_other_event_of_the_page_can_be_called(address: str) -> None:
    config = httpx.get(f"{address}/config").json()
    called = [one for one in config["dependencies"] if one["api_name"] not in NAMES]
    assert called
    assert {one["api_visibility"] for one in called} == {"private"}


async def _with_tools(address: str, name: str = "", arguments: dict[str, Any] | None = None) -> Any:
    async with (
        streamable_http_client(f"{address}/gradio_api/mcp/") as (read, write, _),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        return await (session.call_tool(name, arguments or {}) if name else session.list_tools())


def _content(result: CallToolResult) -> Any:
    block = result.content[0]
    assert block.type == "text"
    return json.loads(block.text)


def test_the_tools_are_described_for_a_model(address: str) -> None:
    tools = {tool.name: tool for tool in asyncio.run(_with_tools(address)).tools}
    assert set(tools) == set(NAMES)
    assert "cited" in (tools["ask"].description or "")
    assert set(tools["verify_text"].inputSchema["properties"]) == {"text", "organization", "year"}
    assert "draft" in tools["verify_text"].inputSchema["properties"]["text"]["description"]


def test_tools_answer_as_the_endpoints_do(address: str) -> None:
    answer = Answer.model_validate(_content(asyncio.run(_with_tools(address, "ask", {"question": QUESTION}))))
    assert [figure.value for figure in answer.figures] == ["9.12"]
    report = TextCheck.model_validate(_content(asyncio.run(_with_tools(address, "verify_text", {"text": WRONG}))))
    assert report.contradicted == 1
    listed = _content(asyncio.run(_with_tools(address, "figures", {"contains": "公务接待费", "limit": 3})))
    assert len(listed["rows"]) == 3
    audited = _content(asyncio.run(_with_tools(address, "audit", {})))
    assert len(audited["documents"]) == 5


def test_a_refused_tool_says_why(address: str) -> None:
    result = asyncio.run(_with_tools(address, "audit", {"document": "无此文件.txt"}))
    assert result.isError
    assert "无此文件" in result.content[0].text
