"""Whatever an endpoint does, the figures are those of the rules, within the deadline, and the key stays secret."""

from __future__ import annotations

import logging
import time
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from assistant.service import Assistant
from tests.model_server import KEY, Asked, Reply, Server, plan, says, select, serving
from tests.sample_index import sample_assistant, sample_home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.answer.model import Answer

# what the rules answer with certainty, answer in doubt, ask back, and do not find
QUESTIONS = (
    "数据局2025年公务接待费多少",
    "数据局2025年三公经费除去公务接待费还有多少",
    "2025年公务接待费超过1万元的单位有哪些",
    "公务接待费多少",
    "数据局2025年食堂改造费多少",
    "数据局的主要职责是什么",
)
SLOW = 1.5  # seconds: the deadline of tests in which it passes
NESTED = "SELECT fen FROM v_figures WHERE fen IN ("
TROUBLE = {
    "no JSON": Reply("公务接待费是 99.99 万元"),
    "half a JSON": Reply('{"operation": "lookup", "items": [{"words": "公务'),
    "another schema": says({"answer": "99.99万元", "figures": [99.99]}),
    "more than the schema": says({"operation": "lookup", "items": [], "against": [], "sql": "", "value": "99.99"}),
    "unknown operation": says({"operation": "delete", "items": [], "against": [], "sql": ""}),
    "nothing": Reply(""),
    "another item": plan("lookup", "公务接待费=办公费"),
    "an item that is not asked for": plan("sum", "基本支出", "项目支出"),
    "a name that is not loaded": plan("lookup", "食堂改造费=不存在的费"),
    "everything added": select("SELECT SUM(fen) FROM v_figures"),
    "a write": select("UPDATE facts SET fen = 0"),
    "a number for an answer": select("SELECT 9999"),
    "an endless statement": select(f"SELECT COUNT(*) FROM v_figures WHERE fen IN ({NESTED * 15}1{')' * 16}"),
    "429": Reply(status=429, headers={"retry-after": "60"}),
    "500": Reply(status=500),
    "401": Reply(status=401),
    "dropped": Reply(drop=True),
    "half finished": Reply("{}", half=True),
    "oversized": Reply("9" * 2_000_000),
}  # fmt: skip


@cache
def by_rules(question: str) -> Answer:
    return sample_assistant().ask(question)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.mark.parametrize("trouble", TROUBLE)
def test_figures_are_those_of_the_rules(server: Server, trouble: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.script = lambda _: TROUBLE[trouble]
    assistant = Assistant(server.settings(sample_home()))
    for question in QUESTIONS:
        alone, beside = by_rules(question), assistant.ask(question)
        assert (beside.figures, beside.status, beside.planner) == (alone.figures, alone.status, "rules"), question
        assert beside.verification == alone.verification
        assert KEY not in beside.model_dump_json()
        assert beside.trace["took_part"] == []
        assert "Error" not in beside.answer
    assert KEY not in caplog.text


@pytest.mark.parametrize("reply", [Reply("{}", wait=4), Reply("{}" * 500, drip=0.05)], ids=["late", "byte by byte"])
def test_a_slow_endpoint_is_given_up_in_time(server: Server, reply: Reply) -> None:
    server.script = lambda _: reply
    assistant = Assistant(server.settings(sample_home(), llm_seconds=SLOW))
    assistant.ask(QUESTIONS[0])  # the libraries are brought in
    started = time.monotonic()
    answer = assistant.ask("数据局2025年食堂改造费多少")
    assert time.monotonic() - started < 2 * SLOW
    assert (answer.status, answer.figures) == ("not_found", [])
    assert "语言模型" in answer.answer


def test_a_failing_endpoint_is_left_alone_for_a_while(server: Server) -> None:
    server.script = lambda _: Reply(status=500)
    assistant = Assistant(server.settings(sample_home()))
    server.asked.clear()
    answers = [assistant.ask("数据局2025年食堂改造费多少") for _ in range(5)]
    assert len(server.asked) == 2
    assert all("语言模型" in answer.answer for answer in answers)
    assert answers[-1].trace["steps"][0]["outcome"] == "RestingError"


def test_another_try_may_succeed(server: Server) -> None:
    replies = iter([Reply(status=503), Reply("x"), plan("lookup", "犒劳费=公务接待费")])
    server.script = lambda _: next(replies)
    answer = Assistant(server.settings(sample_home(), llm_retries=2)).ask("数据局2025年犒劳费多少")
    assert answer.status == "clarify"
    assert answer.trace["failure"] == ""


def test_the_next_way_of_structured_output_is_tried(server: Server) -> None:
    refused: list[str] = []

    def script(asked: Asked) -> Reply:
        kind = asked.body.get("response_format", {}).get("type") or "tools"
        refused.append(kind)
        return plan("lookup", "犒劳费=公务接待费") if kind == "json_object" else Reply(status=400)

    server.script = script
    assistant = Assistant(server.settings(sample_home()))
    first, second = (assistant.ask("数据局2025年犒劳费多少") for _ in range(2))
    assert refused == ["json_schema", "tools", "json_object", "json_object"]
    assert first.status == second.status == "clarify"
    assert first.trace["method"] == "json_mode"
    assert "JSON Schema" in server.asked[-1].system


def test_the_key_comes_from_a_file_and_is_sent(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("sk-from-a-file\n", encoding="utf-8")
    server.script = lambda _: plan("none")
    settings = server.settings(sample_home()).model_copy(update={"llm_api_key_file": file})
    Assistant(settings.model_copy(update={"llm_api_key": SecretStr("")})).ask("数据局2025年食堂改造费多少")
    assert server.keys[-1] == "Bearer sk-from-a-file"
    assert KEY not in repr(settings)


def test_a_reply_is_asked_for_no_longer_than_set(server: Server) -> None:
    server.script = lambda _: plan("none")
    Assistant(server.settings(sample_home(), llm_tokens=64)).ask("数据局2025年食堂改造费多少")
    body = server.asked[-1].body
    assert (body.get("max_completion_tokens") or body.get("max_tokens")) == 64


def test_a_key_file_that_is_missing_is_told(server: Server, tmp_path: Path) -> None:
    settings = server.settings(sample_home()).model_copy(
        update={"llm_api_key_file": tmp_path / "none", "llm_api_key": SecretStr("")}
    )
    answer = Assistant(settings).ask(QUESTIONS[0])
    assert answer.figures == sample_assistant().ask(QUESTIONS[0]).figures
    assert "密钥文件" in answer.answer


def test_a_certain_question_asks_no_model(server: Server) -> None:
    server.script = lambda _: Reply(status=500)
    server.asked.clear()
    answer = Assistant(server.settings(sample_home())).ask(QUESTIONS[0])
    assert answer.trace["doubts"] == []
    assert [asked.shape for asked in server.asked if asked.shape == "Proposal"] == []


@pytest.mark.parametrize("given", [{"llm": "nobody:model"}, {"llm": "ollama:qwen3"}, {"llm_base_url": "no address"}])
def test_settings_that_no_model_opens_with_leave_the_rules(server: Server, given: dict[str, str]) -> None:
    answer = Assistant(server.settings(sample_home()).model_copy(update=given)).ask("数据局2025年食堂改造费多少")
    assert (answer.status, answer.planner) == ("not_found", "rules")
    assert "语言模型没有可用的回答" in answer.answer
