"""Many people at once (并发): the real page is served, and asked through its queue as browsers ask.

`python -m benchmarks.load` serves the sample documents, lets 50 visitors put 20 questions each at the same moment, each
in a conversation of its own, and compares each answer with what the assistant answers when it is asked alone.
Reported: errors, answers that are not the question's own, the time from a question to its answer on the page (and to
all that follows it there: evidence, buttons), and the processor time the server took for a question.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import os
import random
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from assistant.service import Assistant
from assistant.settings import Settings
from assistant.ui.session import Conversation, ask, messages
from benchmarks.browsers import Browser
from index.build import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"
ITEMS = (
    "公务接待费",
    "因公出国（境）费",
    "公务用车运行维护费",
    "住房公积金",
    "工资福利支出",
    "基本支出",
    "项目支出",
    "会议费",
)
WAYS = (
    "{who}{year}年{item}是多少？",
    "{who}{year}年{item}比上年增加还是减少？",
    "那{item}呢？",
    "{who}{year}年{item}占支出的百分之几？",
    "各单位{year}年{item}一共多少？",
)
WHOS = ("澄湖市图书馆", "澄湖市数据管理局")
TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def conversation_of(visitor: int, count: int) -> list[str]:
    """Return the questions of a visitor, other ones than those of every other visitor."""
    chance = random.Random(visitor)  # noqa: S311 - a choice of questions
    return [
        chance.choice(WAYS if turn else WAYS[:1]).format(
            who=chance.choice(WHOS), year=chance.choice((2024, 2025)), item=chance.choice(ITEMS)
        )
        for turn in range(count)
    ]


def expected(assistant: Assistant, questions: Sequence[str]) -> list[str]:
    """Return what the page must show for each question when they are put one after the other."""
    conversation, shown = Conversation(), []
    for question in questions:
        conversation = ask(assistant, question, conversation)
        shown.append(messages(conversation)[-1]["content"])
    return shown


@dataclass
class Tally:
    """What came of the questions: seconds to the answer, and to the end of all that follows it on the page; seconds in
    all, and of processor time for the server and for the visitors."""

    answered: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    elapsed: float = 0.0
    served: float = 0.0
    visited: float = 0.0


async def visit(browser: Browser, start: asyncio.Event, talk: Talk, tally: Tally) -> None:
    """Put the questions one after the other, each as soon as the page has settled."""
    try:
        await start.wait()
        for question, wanted in zip(*talk, strict=True):
            began = time.perf_counter()
            asked = await browser.ask(question)
            tally.answered.append(asked.answered - began)
            tally.settled.append(asked.settled - began)
            if asked.shown != wanted:
                tally.mixed.append(f"{question}: {asked.shown[:120]!r} instead of {wanted[:120]!r}")
    except (ValueError, OSError, EOFError) as error:
        tally.errors.append(repr(error))
    finally:
        browser.close()


Talk = tuple[list[str], list[str]]
"""The questions of a conversation and what the page must show for each."""


def talks(assistant: Assistant, visitors: int, count: int) -> list[Talk]:
    """Return the conversations of so many visitors."""
    asked = [conversation_of(visitor, count) for visitor in range(visitors)]
    return [(questions, expected(assistant, questions)) for questions in asked]


async def crowd(url: str, everybody: Sequence[Talk], process: int = 0) -> Tally:
    """Let all of them open the page, and then ask at the same time; the tally's times begin with the first question."""
    start, tally = asyncio.Event(), Tally()
    browsers = [Browser(url, visitor) for visitor in range(len(everybody))]
    for browser in browsers:
        await browser.open()
    tasks = [
        asyncio.create_task(visit(browser, start, talk, tally))
        for browser, talk in zip(browsers, everybody, strict=True)
    ]
    began, served, visited = time.perf_counter(), processor_seconds(process), time.process_time()
    start.set()
    await asyncio.gather(*tasks)
    tally.elapsed = time.perf_counter() - began
    tally.served, tally.visited = processor_seconds(process) - served, time.process_time() - visited
    return tally


@contextmanager
def served(home: Path) -> Iterator[tuple[str, int]]:
    """Serve an index in a process of its own; give its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "assistant", "serve", "--home", str(home), "--port", str(port)]
    environment = {**os.environ, "YUSUAN_EMBED": "false"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - it is a pipe
            for line in process.stdout:
                if "http://" in line:
                    break
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def processor_seconds(process: int) -> float:
    """Return the processor time that a process has taken (Linux); 0 where it is not told."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that so great a share of the values do not exceed."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else math.nan


def report(tally: Tally) -> str:
    """Say in a few lines what came of it."""
    server, visitors = (1000 * used / max(1, len(tally.answered)) for used in (tally.served, tally.visited))
    lines = [
        f"{len(tally.answered)} answers in {tally.elapsed:.1f} s: {len(tally.errors)} errors, {len(tally.mixed)} mixed",
        *(
            f"{name:9} p50 {quantile(times, 0.5):.2f} s, p95 {quantile(times, 0.95):.2f} s, max {max(times):.2f} s"
            for name, times in (("answered", tally.answered), ("settled", tally.settled))
            if times
        ),
        f"processor time a question: server {server:.0f} ms, visitors {visitors:.0f} ms",
        *tally.errors[:5],
        *tally.mixed[:5],
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 for errors or mixed answers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path, default=[SAMPLES])
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--questions", type=int, default=20)
    options = parser.parse_args(arguments)
    settings = Settings(home=Path(mkdtemp(prefix="yusuan-load-")), embed=False)
    build(options.documents, settings)
    assistant = Assistant(settings)
    everybody = talks(assistant, options.visitors, options.questions)
    with served(settings.home) as (url, process):
        asyncio.run(crowd(url, talks(assistant, 2, 2)))  # what is imported and read once is no matter of load
        tally = asyncio.run(crowd(url, everybody, process))
    print(report(tally))
    return 1 if tally.errors or tally.mixed else 0


if __name__ == "__main__":
    sys.exit(main())
