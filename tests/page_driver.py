"""What the tests of the page in a browser share: a scripted assistant and library, and how a browser is driven."""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answer.model import Answer, CheckResult, Citation, Figure, Verification
from assistant.progress import Step, tell
from assistant.ui.ports import Askable, LoadOutcome
from index.leaves import NoSuchPageError
from index.store.reader import LoadedDocument, StoredTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parent.parent
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROKEN_OFF = re.compile(
    "AbortError: |Unexpected error Connection errored out|Failed to load resource: net::ERR_INTERNET"
)
HOSTILE = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>![x](http://elsewhere.invalid/x.png) & [y](http://z)'
TABLE = StoredTable(
    id=7,
    section="第二部分 2025年部门预算表",
    note="",
    empty=False,
    document=f"澄湖市数据管理局2025年部门预算{HOSTILE}.txt",
    title="一般公共预算基本支出表",
    unit="万元",
    header_rows=2,
    rows=(
        ("科目编码", "科目名称", "本年一般公共预算基本支出", "", ""),
        ("", "", "合计", "人员经费", "公用经费"),
        ("", "合计", "1,200.00", "1,000.00", "200.00"),
        ("301", "工资福利支出", "900.00", "900.00", ""),
        ("30101", "基本工资", "400.00", "400.00", ""),
        ("30102", "津贴补贴", "300.00", "300.00", ""),
        ("302", "商品和服务支出", "200.00", "", "200.00"),
        ("30201", "办公费", "80.00", "", "80.00"),
        ("30211", f"差旅费{HOSTILE}", "60.00", "", "60.00"),
        ("30217", "公务接待费", "12.30", "", "12.30"),
        ("30299", "其他商品和服务支出", "47.70", "", "47.70"),
        ("303", "对个人和家庭的补助", "100.00", "100.00", ""),
    ),
    lines=tuple(range(201, 213)),
    pages=(None,) * 12,
)


def scripted_answer(question: str) -> Answer:
    """An answer with a table citation, a quoted sentence, checks and words that try to become markup."""
    cell = Citation(
        number=1,
        document=TABLE.document,
        line=210,
        section="第二部分 2025年部门预算表",
        table=TABLE.title,
        row="公务接待费",
        column="公用经费",
        printed="12.30",
        unit="万元",
        table_id=7,
        grid_row=9,
        grid_column=4,
    )
    sentence = Citation(
        number=2,
        document=TABLE.document,
        line=318,
        section="第三部分 情况说明",
        printed="12.30",
        unit="万元",
        quote=f"公务接待费12.30万元，比上年减少1.12万元{HOSTILE}。",
    )
    check = CheckResult(
        kind="sum",
        statement="商品和服务支出 200.00 = 80.00 + 60.00 + 12.30 + 47.70",
        expected="200.00",
        actual="200.00",
        difference="0.00",
        tolerance="0.02",
        outcome="exact",
        citations=[1],
    )
    contradiction = check.model_copy(
        update={"statement": "表 12.30 = 文 12.31", "actual": "12.31", "difference": "0.01", "outcome": "contradiction"}
    )
    mismatch = "矛盾" in question
    return Answer(
        question=question,
        status="answered",
        answer=f"澄湖市数据管理局2025年公务接待费 **12.30 万元** [1]，情况说明里也这样写 [2]。\n\n{HOSTILE}",
        figures=[Figure(label="公务接待费", value="12.30", unit="万元", citations=[1])],
        citations=[cell, sentence],
        verification=Verification(
            status="mismatch" if mismatch else "verified", checks=[check, contradiction] if mismatch else [check]
        ),
        plan={"口径": "公务接待费", "原话": question[:80]},
        sql="SELECT 1",
    )


class ScriptedAssistant:
    """Answers every question alike, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []
        self.waiting = Event()  # set to let a slow question go on

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002, ARG002 - the port's
        self.asked.append((question, list(turns)))
        if "出错" in question:
            raise RuntimeError(question)
        if len(question) > 1000:
            return Answer(question=question, status="error", answer="问题太长，请缩短。")
        if "慢" in question:
            for step in Step:
                tell(step)
                self.waiting.wait(5)
                self.waiting.clear()
        else:
            time.sleep(0.3)
        return scripted_answer(question)


@dataclass
class ScriptedLibrary:
    """One document; whatever is not .txt is refused."""

    names: list[str] = field(default_factory=lambda: [TABLE.document])

    def documents(self) -> Sequence[LoadedDocument]:
        return [
            LoadedDocument(
                id=number,
                name=name,
                path=name,
                sha256="",
                format="txt",
                unit="澄湖市数据管理局",
                year=2025,
                kind="预算",
                scope="部门",
                pages=None,
                tables=12,
                figures=480,
                doubtful=0,
                findings=1,
                checks=40,
                contradictions=0,
            )
            for number, name in enumerate(self.names)
        ]

    def document(self, document_id: int) -> LoadedDocument | None:
        return next((one for one in self.documents() if one.id == document_id), None)

    def page_size(self, document: LoadedDocument, page: int) -> tuple[float, float]:
        raise NoSuchPageError(document.name, page)

    def picture(self, document: LoadedDocument, page: int) -> bytes:
        raise NoSuchPageError(document.name, page)

    def lines(self, document: LoadedDocument) -> Sequence[str]:  # noqa: ARG002 - the port's
        return [f"第{number}行 {HOSTILE}" for number in range(1, 401)]

    def table(self, table_id: int) -> StoredTable | None:
        return TABLE if table_id == 7 else None

    def confirmed(self) -> Mapping[int, int]:
        return {0: 240}

    def may_remove(self, document: LoadedDocument) -> bool:
        return document.name != TABLE.document

    def remove(self, document_id: int, sha256: str) -> str:  # noqa: ARG002 - the port's
        return self.names.pop(document_id)

    def next_questions(self, answer: Answer) -> Sequence[str]:
        return ["去年呢？", "为什么？"] if answer.figures else []

    def askable(self) -> Sequence[Askable]:
        subjects = ["公务接待费", "“三公”经费", "基本支出", "支出总计"][: 2 + len(self.names)]
        return [Askable("澄湖市数据局", 2025, subject) for subject in subjects]

    def load(
        self,
        paths: Sequence[Path],
        progress: Callable[[LoadOutcome | str], None],
        owner: str = "",  # noqa: ARG002 - the library's parameter
    ) -> Sequence[LoadOutcome]:
        outcomes = []
        for path in paths:
            time.sleep(0.3)
            loaded = path.suffix == ".txt"
            outcomes.append(
                LoadOutcome(path.name, loaded, "3 张表，20 个数字" if loaded else "不支持的格式。支持：.txt、.md。")
            )
            self.names += [path.name] if loaded else []
            progress(outcomes[-1])
        progress("正在为文字段落计算向量 1/2")
        time.sleep(0.3)
        return outcomes


def chromium() -> str:
    """The browser to drive, or skip."""
    for name in (os.environ.get("YUSUAN_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return found
    pytest.skip("no Chromium found (set YUSUAN_CHROMIUM)")


@dataclass
class Watch:
    """What a page must not do: complain, crash, or ask another host."""

    page: Any
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type == "error" and "upload_progress" not in str(message.location):
            self.complaints.append(f"{message.text} {message.location}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.complaints.append(request.url)


@contextmanager
def opened(
    browser: Any, url: str, width: int = 1440, height: int = 900, *, locale: str = "zh-CN", broken_off: bool = False
) -> Iterator[Any]:
    """Open the page; it must make no complaint, but for Gradio's of broken streams where the test breaks them off."""
    context = browser.new_context(locale=locale, viewport={"width": width, "height": height})
    page = context.new_page()
    page.set_default_timeout(30_000)
    watch = Watch(page)
    page.goto(url)
    page.wait_for_selector("#question textarea")
    page.wait_for_selector("#documents h3")
    yield page
    context.close()
    complaints = [one for one in watch.complaints if not (broken_off and BROKEN_OFF.match(one))]
    assert complaints == [], complaints


def put(page: Any, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
