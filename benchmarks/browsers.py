"""Browsers that open the page (模拟浏览器): they speak the queue's protocol as Gradio's own page does.

They share the machine with what they measure, so they read HTTP by hand instead of with a library that costs as much as
the server. A browser keeps its cookies, joins the queue with an event, reads the stream of its page, and puts the
pieces of an output together as the page does: an answer is there when the page would show it.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

_WHOLE_LINES = 1 << 22  # bytes: an event of the stream is a line
_IDLE_SECONDS = 3.0  # the server closes what is idle for five
_PATIENCE = 120.0  # seconds: what is not answered by then is an error


class RefusedError(ValueError):
    """What the server answers when it does not do what is asked."""


@dataclass
class Asked:
    """A question that was put: `shown` is the last message of the chat, `answered` when it was there, `settled` when
    all that follows it was."""

    shown: str = ""
    answered: float = 0.0
    settled: float = 0.0


class Connection:
    """A connection that is kept open for one request after the other."""

    def __init__(self, url: str, cookies: dict[str, str]) -> None:
        parts = urlsplit(url)
        self._host, self._port = str(parts.hostname), parts.port or 80
        self._cookies = cookies
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._used = 0.0

    async def request(self, method: str, path: str, body: Any = None) -> bytes:
        """Make a request and return the body of its answer. Raise RefusedError for an answer other than 200."""
        whole = b"".join([piece async for piece in self.pieces(method, path, body)])
        self._used = time.monotonic()
        return whole

    async def pieces(self, method: str, path: str, body: Any = None) -> AsyncIterator[bytes]:
        """Make a request and give the body of its answer as it comes: a chunk, or all of a body of known length."""
        reader, status, headers = await self._ask(method, path, body)
        if "chunked" in headers.get("transfer-encoding", ""):
            refused = b""
            while size := int(await _line(reader), 16):
                chunk = (await reader.readexactly(size + 2))[:-2]
                if status == "200":
                    yield chunk
                else:
                    refused += chunk
            await _line(reader)
        else:
            whole = await reader.readexactly(int(headers.get("content-length", "0")))
            refused = whole if status != "200" else b""
            if not refused:
                yield whole
        if status != "200":
            raise RefusedError(f"{status} {refused.decode(errors='replace')[:300]}")

    def close(self) -> None:
        """Close the connection."""
        if self._writer is not None:
            self._writer.close()

    async def _ask(self, method: str, path: str, body: Any) -> tuple[asyncio.StreamReader, str, dict[str, str]]:
        idle = time.monotonic() - self._used > _IDLE_SECONDS
        if self._reader is None or self._writer is None or idle or self._reader.at_eof():
            self.close()
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port, limit=_WHOLE_LINES)
        content = b"" if body is None else json.dumps(body).encode()
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        lines = [f"{method} {path} HTTP/1.1", f"host: {self._host}:{self._port}"]
        lines += [f"cookie: {cookies}"] * bool(cookies)
        lines += ["content-type: application/json", f"content-length: {len(content)}"] * (body is not None)
        self._writer.write("\r\n".join([*lines, "", ""]).encode() + content)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in head[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                key, _, kept = value.strip().partition(";")[0].partition("=")
                self._cookies[key] = kept
        return self._reader, head[0].split()[1], headers


async def _line(reader: asyncio.StreamReader) -> bytes:
    return await reader.readuntil(b"\n")


@dataclass
class _Running:
    """An event that has been joined: its outputs as they are by now."""

    done: asyncio.Future[None]
    data: list[Any] = field(default_factory=list)
    asked: Asked = field(default_factory=Asked)


class Browser:
    """One visitor with an open page."""

    def __init__(self, url: str, visitor: int) -> None:
        cookies: dict[str, str] = {}
        self._joining, self._hearing = Connection(url, cookies), Connection(url, cookies)
        self.page = f"load{visitor:04d}{secrets.token_hex(3)}"
        self.events = 0  # that were joined
        self.shown: list[Any] = []  # the outputs of the latest question
        self._running: dict[str, _Running] = {}
        self._early: list[dict[str, Any]] = []
        self._listening: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Open the page, and learn which event asking is, and which run when the conversation changes."""
        await self._joining.request("GET", "/")
        config = json.loads(await self._joining.request("GET", "/config"))
        page = set(config["page"][""]["components"])  # of the pages at other addresses there are ids of the same name
        components = [part for part in config["components"] if part["id"] in page]
        parts = {part["props"].get("elem_id"): part["id"] for part in components}
        events = config["dependencies"]
        asking = next(one for one in events if [parts["question"], "submit"] in map(list, one["targets"]))
        self._asking: int = asking["id"]
        self._chat: int = asking["outputs"].index(parts["chat"])
        self._inputs = len(asking["inputs"])
        states = [part["id"] for part in components if part["type"] == "state"]
        conversation = next(one for one in asking["inputs"] if one in states)
        self._following = [
            (one["id"], len(one["inputs"])) for one in events if [conversation, "change"] in map(list, one["targets"])
        ]

    async def ask(self, question: str) -> Asked:
        """Put a question and wait until the page has settled. Raise RefusedError for an error of the server."""
        asked = await self._run(self._asking, [question, *([None] * (self._inputs - 1))])
        await asyncio.gather(*(self._run(event, [None] * inputs) for event, inputs in self._following))
        asked.settled = time.perf_counter()
        return asked

    def close(self) -> None:
        """Close the page."""
        self._joining.close()
        self._hearing.close()

    async def _run(self, event: int, data: list[Any]) -> Asked:
        body = {"data": data, "fn_index": event, "session_hash": self.page, "event_data": None, "trigger_id": None}
        answer = json.loads(await self._joining.request("POST", "/gradio_api/queue/join", body))
        running = _Running(asyncio.get_running_loop().create_future())
        self._running[answer["event_id"]] = running
        self.events += 1
        early, self._early = self._early, []
        for message in early:
            self._hear(message)
        if self._listening is None or self._listening.done():
            self._listening = asyncio.create_task(self._listen())
        async with asyncio.timeout(_PATIENCE):
            await running.done
        self.shown = running.data if event == self._asking else self.shown
        return running.asked

    async def _listen(self) -> None:
        """Read the stream of this page's events until the server closes it, as it does when none is left."""
        path = f"/gradio_api/queue/data?session_hash={self.page}"
        try:
            async for piece in self._hearing.pieces("GET", path):
                for line in piece.split(b"\n"):
                    if line.startswith(b"data:"):
                        self._hear(json.loads(line[5:]))
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits for what was to come
            for running in self._running.values():
                if not running.done.done():
                    running.done.set_exception(RefusedError(repr(error)))
            self._running.clear()
        if self._running:
            self._listening = asyncio.create_task(self._listen())

    def _hear(self, message: dict[str, Any]) -> None:
        """Take a message of the stream; one may come before it is known which event it is of."""
        if message["msg"] == "unexpected_error":
            raise RefusedError(json.dumps(message, ensure_ascii=False)[:300])
        if message["msg"] not in ("process_generating", "process_completed"):
            return
        running = self._running.get(message["event_id"])
        if running is None:
            self._early.append(message)
            return
        completed = message["msg"] == "process_completed"
        if not message.get("success"):
            told = json.dumps(message.get("output"), ensure_ascii=False)
            running.done.set_exception(RefusedError(told[:300]))
        else:
            data = message["output"]["data"]
            generated = running.data and not completed
            running.data = [put_together(*one) for one in zip(running.data, data, strict=True)] if generated else data
            self._see(running)
        if completed:
            del self._running[message["event_id"]]
            if not running.done.done():
                running.done.set_result(None)

    def _see(self, running: _Running) -> None:
        """Look at the last message of the chat, where the event gives one."""
        chat = running.data[self._chat] if self._chat < len(running.data) else None
        if not isinstance(chat, list) or not chat:
            return
        content = chat[-1]["content"]
        shown = content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
        if shown != running.asked.shown:
            running.asked.shown, running.asked.answered = shown, time.perf_counter()


def put_together(before: Any, edits: Sequence[tuple[str, list[Any], Any]]) -> Any:
    """Apply to an output what has changed of it, as Gradio's client does."""
    root = [before]
    for action, path, value in edits:
        place: Any = root
        *way, last = [0, *path]
        for step in way:
            place = place[step]
        if action == "append":
            place[last] += value
        elif action == "delete":
            del place[last]
        elif action == "add" and isinstance(place, list):
            place.insert(last, value)
        else:
            place[last] = value
    return root[0]
