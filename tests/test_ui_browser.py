"""The page in a real Chromium: over a scripted assistant first, then over the whole program."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answer.model import Answer, CheckResult, Citation, Figure, Verification
from assistant.settings import Settings
from assistant.ui.app import build_app, serve
from assistant.ui.ports import Askable, LoadOutcome
from index.store.reader import LoadedDocument, StoredTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
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

    def ask(self, question: str, turns: Sequence[str] = (), id: str | None = None) -> Answer:  # noqa: A002, ARG002 - the port's
        self.asked.append((question, list(turns)))
        if "出错" in question:
            raise RuntimeError(question)
        if len(question) > 1000:
            return Answer(question=question, status="error", answer="问题太长，请缩短。")
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

    def table(self, table_id: int) -> StoredTable | None:
        return TABLE if table_id == 7 else None

    def askable(self) -> Sequence[Askable]:
        subjects = ["公务接待费", "“三公”经费", "基本支出", "支出总计"][: 2 + len(self.names)]
        return [Askable("澄湖市数据局", 2025, subject) for subject in subjects]

    def load(self, paths: Sequence[Path], progress: Callable[[LoadOutcome | str], None]) -> Sequence[LoadOutcome]:
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


DOCUMENT = """澄湖市数据管理局2031年部门预算

第一部分 部门概况

一、部门主要职责

澄湖市数据管理局负责全市数据资源管理工作。

第二部分 2031年部门预算表

表1

收支预算总表

单位：万元

收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t500.00\t一、基本支出\t420.00
二、事业收入\t0.00\t人员支出\t360.00
三、其他收入\t0.00\t公用支出\t60.00
\t\t二、项目支出\t80.00
收入总计\t500.00\t支出总计\t500.00

表2

一般公共预算“三公”经费支出情况表

单位：万元

“三公”经费合计\t因公出国（境）费\t公务用车购置及运行费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行费\t
16.80\t0.00\t9.35\t0.00\t9.35\t7.45

第三部分 2031年部门预算情况说明

一、“三公”经费财政拨款预算情况

澄湖市数据管理局2031年“三公”经费财政拨款预算数为16.80万元，其中：因公出国（境）费0.00万元，公务用车购置及运行费9.35万元，公务接待费7.45万元。
"""


def chromium() -> str:
    """The browser to drive, or skip."""
    for name in (os.environ.get("YUSUAN_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name) if name else None
        if found:
            return found
    pytest.skip("no Chromium found (set YUSUAN_CHROMIUM)")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = chromium()
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where there is a browser

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()


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
def opened(browser: Any, url: str, width: int = 1440, height: int = 900) -> Iterator[Any]:
    context = browser.new_context(locale="zh-CN", viewport={"width": width, "height": height})
    page = context.new_page()
    page.set_default_timeout(30_000)
    watch = Watch(page)
    page.goto(url)
    page.wait_for_selector("#question textarea")
    page.wait_for_selector("#documents h3")
    yield page
    context.close()
    assert watch.complaints == []


def put(page: Any, question: str) -> None:
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")


@pytest.fixture(scope="module")
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant()


@pytest.fixture(scope="module")
def scripted(assistant: ScriptedAssistant) -> Iterator[str]:
    settings = Settings(max_file_mb=1)
    blocks = build_app(settings, assistant, ScriptedLibrary())
    yield serve(blocks, settings, "127.0.0.1", None, block=False)
    blocks.close()


def test_evidence_is_shown_and_pointed_at(browser: Any, scripted: str) -> None:
    with opened(browser, scripted) as page:
        page.click("#examples button >> nth=0")
        page.wait_for_selector("#evidence mark")
        assert page.inner_text("#evidence td mark") == "12.30"
        assert "已核对" in page.inner_text("#evidence .verdict")
        put(page, "这里自相矛盾吗？")
        page.wait_for_selector("#evidence .contradiction")
        assert page.inner_text("#evidence .checks li >> nth=0").startswith("矛盾")
        page.click("#chat a.cite >> nth=0")  # of the first answer
        page.wait_for_selector("#evidence .pointed >> text=公务接待费")
        assert page.locator("#evidence .contradiction").count() == 0
        assert page.evaluate("document.documentElement.scrollHeight") <= 900


def test_words_of_documents_stay_words(browser: Any, scripted: str) -> None:
    with opened(browser, scripted) as page:
        put(page, HOSTILE)
        page.wait_for_selector("#evidence mark")
        assert "onerror" in page.inner_text("#chat")
        assert page.evaluate("window.hit") is None
        assert page.locator(":is(#chat, #evidence, #documents) :is(img, script)").count() == 0
        assert page.locator("#chat a:not(.cite)").count() == 0


def test_page_survives_failures_and_long_questions(browser: Any, scripted: str, assistant: ScriptedAssistant) -> None:
    with opened(browser, scripted) as page:
        put(page, "请出错")
        page.wait_for_selector("#chat >> text=程序内部出错")
        put(page, "问" * 10_000)
        page.wait_for_selector("#chat >> text=问题太长")
        assert assistant.asked[-1] == ("问" * 10_000, ["请出错"])
        put(page, "公务接待费多少")
        page.wait_for_selector("#evidence mark")
        page.click("#renew")
        page.wait_for_selector("#evidence mark", state="detached")
        put(page, "重新问")
        page.wait_for_selector("#evidence mark")
        assert assistant.asked[-1] == ("重新问", [])


def test_visitors_do_not_see_each_other(browser: Any, scripted: str, assistant: ScriptedAssistant) -> None:
    with opened(browser, scripted) as one, opened(browser, scripted) as other:
        put(one, "甲的问题")
        put(other, "乙的问题")
        one.wait_for_selector("#evidence mark")
        other.wait_for_selector("#evidence mark")
        assert "乙的问题" not in one.inner_text("#chat")
        assert ("乙的问题", []) in assistant.asked


def test_uploads_report_every_file_and_refresh_the_examples(browser: Any, scripted: str, tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.pdf"):
        (tmp_path / name).write_text("内容", encoding="utf-8")
    with opened(browser, scripted) as page:
        page.wait_for_selector("#examples button:visible")
        before = page.locator("#examples button:visible").count()
        page.set_input_files("#upload input[type=file]", [tmp_path / "甲.txt", tmp_path / "乙.pdf"])
        page.wait_for_selector("#uploads .refused")
        assert "不支持的格式" in page.inner_text("#uploads .refused")
        page.wait_for_selector("#documents td >> text=甲.txt")
        assert page.locator("#examples button:visible").count() == before + 1


def test_usable_on_a_phone(browser: Any, scripted: str) -> None:
    with opened(browser, scripted, 390, 844) as page:
        put(page, "公务接待费多少")
        page.wait_for_selector("#evidence mark")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.click("#chat a.cite >> nth=0")
        page.wait_for_selector("#evidence .pointed")
        box = page.locator("#evidence td mark").bounding_box()
        assert 0 <= box["x"] <= 390 - box["width"]
        page.wait_for_function("document.querySelector('#evidence td mark').getBoundingClientRect().top < innerHeight")


@pytest.fixture
def program(tmp_path: Path) -> Iterator[str]:
    """The whole program on a free port, over an index that is empty at first."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "YUSUAN_HOME": str(home), "YUSUAN_PORT": str(port), "YUSUAN_EMBED": "false"}
    log = home / "page.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            if process.poll() is not None:
                pytest.fail(log.read_text(encoding="utf-8"))
            try:
                urllib.request.urlopen(url, timeout=5).close()  # our own address
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_the_program_loads_answers_and_refuses(browser: Any, program: str, tmp_path: Path) -> None:
    budget = tmp_path / "澄湖市数据管理局2031年部门预算.txt"
    budget.write_text(DOCUMENT, encoding="utf-8")
    bad = tmp_path / "坏文件.txt"
    bad.write_bytes(bytes(range(256)) * 8)
    with opened(browser, program) as page:
        assert "还没有载入文件" in page.inner_text("#documents")
        page.set_input_files("#upload input[type=file]", [budget, bad])
        page.wait_for_selector("#uploads .refused")
        assert "坏文件.txt" in page.inner_text("#uploads .refused")
        assert "不是文本" in page.inner_text("#uploads .refused")
        page.wait_for_selector("#documents td >> text=澄湖市数据管理局2031年部门预算.txt")
        page.wait_for_selector("#examples button:visible")
        put(page, "澄湖市数据管理局2031年公务接待费是多少？")
        page.wait_for_selector("#evidence td mark")
        assert "7.45" in page.inner_text("#chat .bot")
        assert page.locator("#chat a.cite").count() >= 1
        assert "7.45" in page.locator("#evidence td mark").all_inner_texts()
        assert page.locator("#evidence .checks li").count() >= 1
        put(page, "那公务用车运行费呢？")
        page.wait_for_selector("#chat .bot >> text=9.35")
        put(page, "问" * 10_000)
        page.wait_for_function("document.querySelectorAll('#chat .bot').length >= 3")


def test_the_sample_documents_can_be_asked(browser: Any, program: str) -> None:
    samples = sorted(path for path in (ROOT / "samples" / "documents").iterdir() if path.suffix in {".txt", ".md"})
    asked = {
        "澄湖市数据管理局2025年公务接待费是多少？": "澄湖市数据管理局2025年部门预算.txt",
        "澄湖市图书馆2024年公务接待费是多少？": "澄湖市图书馆2024年单位预算.md",
    }
    with opened(browser, program) as page:
        page.set_input_files("#upload input[type=file]", samples)
        page.wait_for_selector(f"#documents h3 >> text=已载入的文件（{len(samples)}）", timeout=120_000)
        assert page.locator("#uploads .refused").count() == 0
        assert page.locator("#examples button:visible").count() == 6
        for turn, (question, name) in enumerate(asked.items(), start=1):
            text = next(path for path in samples if path.name == name).read_text(encoding="utf-8")
            printed = re.findall(r"(?m)^(?:\| )?\d、公务接待费(?:\t| \| )([\d.]+)", text)
            put(page, question)
            page.wait_for_function(f"document.querySelectorAll('#chat .bot .badge').length === {turn}")
            assert printed[0] in page.locator("#chat .bot").last.inner_text()
            page.wait_for_selector(f"#evidence .asked >> text={question}")
            assert printed[0] in page.locator("#evidence td mark").all_inner_texts()
            assert name in page.inner_text("#evidence")
            assert page.locator("#evidence .checks li").count() >= 1
        page.click("#examples button >> nth=0")
        page.wait_for_function(f"document.querySelectorAll('#chat .bot .badge').length === {len(asked) + 1}")
