"""`yusuan doctor`: what it looks at, in words and as JSON, and its exit status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from tests.model_server import KEY, Reply, Server, plan, serving
from tests.sample_index import sample_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("YUSUAN_EMBED", "false")
    with serving() as running:
        monkeypatch.setenv("YUSUAN_LLM", "openai:scripted")
        monkeypatch.setenv("YUSUAN_LLM_BASE_URL", running.url)
        monkeypatch.setenv("YUSUAN_LLM_API_KEY", KEY)
        monkeypatch.setenv("YUSUAN_LLM_RETRIES", "0")
        yield running


def doctor(home: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["doctor", "--home", str(home), *arguments])
    return result.exit_code, result.output


def checks(output: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(output)["checks"]
    return found


def test_all_is_in_order(server: Server) -> None:
    server.script = lambda _: plan("none")
    status, output = doctor(sample_home(), "--json")
    found = checks(output)
    assert status == 0
    assert found["model"]["method"] == "json_schema"
    assert found["model"]["milliseconds"] > 0
    assert "5 个文件" in found["index"]["message"]


def test_a_method_that_the_endpoint_does_not_know_is_passed_over(server: Server) -> None:
    server.script = lambda asked: plan("none") if asked.body.get("tools") else Reply(status=400)
    assert checks(doctor(sample_home(), "--json")[1])["model"]["method"] == "function_calling"


@pytest.mark.parametrize("reply", [Reply(status=401), Reply("x"), Reply(drop=True)], ids=["key", "no JSON", "dropped"])
def test_an_endpoint_in_trouble_is_told(server: Server, reply: Reply) -> None:
    server.script = lambda _: reply
    status, output = doctor(sample_home())
    assert status == 1
    assert "语言模型：有问题" in output
    assert KEY not in output


def test_an_empty_index_is_told(server: Server, tmp_path: Path) -> None:
    server.script = lambda _: plan("none")
    status, output = doctor(tmp_path, "--json")
    assert status == 1
    assert not checks(output)["index"]["ok"]


def test_no_model_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUSUAN_EMBED", "false")
    status, output = doctor(sample_home())
    assert status == 0
    assert "没有设置语言模型" in output
