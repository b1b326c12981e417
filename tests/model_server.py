"""A scripted endpoint that speaks as OpenAI-compatible servers do, over real HTTP, for tests of the language model."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from assistant.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "sk-invented-key-5f1c"


@dataclass(frozen=True)
class Asked:
    """A request as the server got it: the record that is wanted, the messages, the whole body."""

    shape: str
    system: str
    user: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the server does: a content, or trouble."""

    content: str = ""
    status: int = 200
    wait: float = 0.0  # seconds before the first byte
    drop: bool = False  # close without a word
    half: bool = False  # close in the middle of the body
    drip: float = 0.0  # seconds between single bytes
    headers: dict[str, str] = field(default_factory=dict)


Script = Callable[[Asked], Reply]


def says(value: Any) -> Reply:
    """A reply whose content is this record as JSON."""
    return Reply(json.dumps(value, ensure_ascii=False))


def plan(operation: str, *items: str, against: tuple[str, ...] = (), sql: str = "") -> Reply:
    """A proposal over names as the question writes them; `words=name` says what words mean."""
    named = [
        [dict(zip(("words", "name"), (one.split("=") * 2)[:2], strict=True)) for one in group]
        for group in (items, against)
    ]
    return says({"operation": operation, "items": named[0], "against": named[1], "sql": sql})


def select(sql: str) -> Reply:
    """A proposal of a SELECT."""
    return plan("select", sql=sql)


class Server(ThreadingHTTPServer):
    """The endpoint: `script` answers, `asked` remembers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: Script = lambda _: Reply(status=500)
        self.asked: list[Asked] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        """Its address as a base URL."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def settings(self, home: Path, **given: Any) -> Settings:
        """Settings for an assistant with this model."""
        values: dict[str, Any] = {"llm_seconds": 20.0, "llm_retries": 0} | given
        return Settings(
            home=home, embed=False, llm="openai:scripted", llm_base_url=self.url, llm_api_key=SecretStr(KEY), **values
        )

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        asked = Asked(_shape(body), body["messages"][0]["content"], body["messages"][-1]["content"], body)
        self.server.asked.append(asked)
        self.server.keys.append(self.headers.get("authorization", ""))
        self._answer(self.server.script(asked), body)

    def _answer(self, reply: Reply, body: dict[str, Any]) -> None:
        time.sleep(reply.wait)
        if reply.drop:
            self.close_connection = True
            return
        data = json.dumps(
            _completion(reply.content, body) if reply.status == 200 else {"error": {"message": "trouble"}}
        )
        encoded = data.encode()
        self.send_response(reply.status)
        for name, value in {
            "content-type": "application/json",
            "content-length": str(len(encoded)),
            **reply.headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.half:
            self.wfile.write(encoded[: len(encoded) // 2])
            self.close_connection = True
        elif reply.drip:
            for byte in encoded:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(reply.drip)
        else:
            self.wfile.write(encoded)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


def _shape(body: dict[str, Any]) -> str:
    wanted = body.get("response_format", {}).get("json_schema", {}).get("name", "")
    tools = body.get("tools") or [{"function": {"name": ""}}]
    return str(wanted or tools[0]["function"]["name"])


def _completion(content: str, body: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": content}
    if body.get("tools"):
        called = {"name": body["tools"][0]["function"]["name"], "arguments": content}
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "1", "type": "function", "function": called}],
        }
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [choice]}


@contextmanager
def serving() -> Iterator[Server]:
    """The endpoint while it runs."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
