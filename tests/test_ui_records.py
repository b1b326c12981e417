"""Keeping and taking along, in a real Chromium: history, copies, exports, receipts, feedback."""

from __future__ import annotations

import json
import urllib.request
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from openpyxl import load_workbook

from assistant.records.feedback import Verdict, all_feedback
from assistant.records.receipt import read_receipt
from assistant.records.store import open_database
from assistant.settings import Settings
from assistant.ui.app import build_app, serve
from tests.page_driver import HOSTILE, ScriptedAssistant, ScriptedLibrary, Watch, put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.records.database import RecordsDatabase

pytestmark = pytest.mark.browser


@contextmanager
def served(settings: Settings, assistant: ScriptedAssistant, database: RecordsDatabase) -> Iterator[str]:
    blocks = build_app(settings, assistant, ScriptedLibrary(), records=database)
    try:
        yield serve(blocks, settings, "127.0.0.1", None, block=False)
    finally:
        blocks.close()


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("records"), max_file_mb=1)


@pytest.fixture(scope="module")
def database(settings: Settings) -> Iterator[RecordsDatabase]:
    opened = open_database(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def keeping(settings: Settings, assistant: ScriptedAssistant, database: RecordsDatabase) -> Iterator[str]:
    with served(settings, assistant, database) as url:
        yield url


def _without_cookies(route: Any) -> None:
    """Keep the cookie of an answer from the browser, as a browser that accepts none does."""
    with urllib.request.urlopen(route.request.url) as answer:  # noqa: S310 - our own address
        route.fulfill(body=answer.read(), content_type="text/html")


@contextmanager
def visit(
    browser: Any, url: str, state: Any = None, *, refusing_cookies: bool = False, script: str = "", **options: Any
) -> Iterator[Any]:
    """A browser at the page; with the `state` of an earlier one it is the same browser, come back."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": 1440, "height": 900}, storage_state=state, **options
    )
    context.add_init_script(script)
    if refusing_cookies:
        context.route(url, _without_cookies)
    page = context.new_page()
    page.set_default_timeout(30_000)
    watch = Watch(page)
    page.goto(url)
    page.wait_for_selector("#question textarea")
    page.wait_for_selector("#documents h3")
    yield page
    context.close()
    assert watch.complaints == []


def asked(page: Any, *questions: str) -> None:
    for number, question in enumerate(questions, 1):
        put(page, question)
        page.wait_for_function(f"document.querySelectorAll('#chat .bot.message a.cite').length >= {2 * number}")
        page.wait_for_selector(f"#evidence .evidence[data-turn='{number - 1}']")
    page.wait_for_selector("#copy-answer:visible")


def history(page: Any) -> Any:
    page.get_by_role("tab", name="历史").click()
    page.wait_for_selector("#history-search :is(input, textarea)")
    return page.locator("#history-list label")


def search(page: Any, words: str, count: int) -> None:
    page.fill("#history-search :is(input, textarea)", words)
    page.wait_for_function(f"document.querySelectorAll('#history-list label').length === {count}")


def downloaded(page: Any, button: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.click(button)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_conversations_outlive_the_program_and_belong_to_their_visitor(
    browser: Any, settings: Settings, assistant: ScriptedAssistant, database: RecordsDatabase
) -> None:
    with served(settings, assistant, database) as url, visit(browser, url) as page:
        asked(page, "丙单位接待费多少", "占比多少")
        history(page)
        page.wait_for_selector("#history-list label >> text=2 问")
        page.click("#renew")
        page.wait_for_selector("#chat .bot.message", state="detached")
        asked(page, "丁单位培训费多少")
        history(page)
        page.wait_for_function("document.querySelectorAll('#history-list label').length === 2")
        state = page.context.storage_state()

    with served(settings, assistant, database) as url:
        address = url.replace("http://", "").split(":")[0]
        assert all(cookie["domain"] == address for cookie in state["cookies"])
        with visit(browser, url) as other:
            assert history(other).count() == 0
            other.wait_for_selector("#history-note >> text=还没有保存的对话")
        with visit(browser, url, state) as page:
            kept = history(page)
            page.wait_for_selector("#history-list label")
            assert ["丁单位培训费多少" in text for text in kept.all_inner_texts()] == [True, False]
            search(page, "没有这几个字", 0)
            page.wait_for_selector("#history-note >> text=没有含这些字词")
            search(page, "占比", 1)
            kept.first.click()
            page.wait_for_selector("#chat >> text=占比多少")
            page.wait_for_selector("#evidence mark")
            assert page.locator("#chat a.cite").count() == 4
            assert history(page).count() == 1  # what was searched for stays
            search(page, "", 2)
            put(page, "那公务用车呢")
            page.wait_for_function("document.querySelectorAll('#chat .bot.message a.cite').length === 6")
            page.wait_for_selector("#evidence .evidence[data-turn='2']")
            assert assistant.asked[-1] == ("那公务用车呢", ["丙单位接待费多少", "占比多少"])
            history(page)
            page.wait_for_selector("#history-list label >> text=3 问")
            assert "丙单位" in kept.first.inner_text()  # the latest comes first

            page.fill("#history-title :is(input, textarea)", f"新名称{HOSTILE[:20]}")
            page.click("#history-rename")
            page.wait_for_selector("#history-list label >> text=新名称<img")
            page.click("#history-delete")
            page.click("#history-no")
            page.wait_for_selector("#history-confirm", state="hidden")
            assert kept.count() == 2
            page.click("#history-delete")
            page.click("#history-yes")
            page.wait_for_function("document.querySelectorAll('#history-list label').length === 1")
            assert page.locator("#chat a.cite").count() == 0
            page.wait_for_selector("#history-open", state="hidden")
            assert "丁单位" in kept.first.inner_text()


def test_an_answer_is_copied_with_its_sources(browser: Any, keeping: str) -> None:
    with visit(browser, keeping, permissions=["clipboard-read", "clipboard-write"]) as page:
        asked(page, "公务接待费多少")
        page.click("#copy-answer")
        page.wait_for_selector("#copy-answer[data-copied=yes]")
        text = page.evaluate("navigator.clipboard.readText()")
        assert text.startswith("澄湖市数据管理局2025年公务接待费 12.30 万元 [1]")
        assert "出处：" in text
        assert "印作 12.30万元" in text
    # as over http from another machine
    with visit(browser, keeping, script="Object.defineProperty(navigator, 'clipboard', { value: undefined })") as page:
        asked(page, "公务接待费多少")
        page.click("#copy-answer")
        page.wait_for_selector("#copy-answer[data-copied=yes]")


def test_conversations_are_exported_and_receipts_handed_out(browser: Any, keeping: str) -> None:
    with visit(browser, keeping) as page:
        asked(page, "公务接待费多少", "再问一次")
        name, content = downloaded(page, "#export-md")
        assert name == "预算问答.md"
        assert "## 2. 再问一次" in content.decode()
        name, content = downloaded(page, "#export-docx")
        assert name == "预算问答.docx"
        assert any(paragraph.text == "1. 公务接待费多少" for paragraph in Document(BytesIO(content)).paragraphs)
        name, content = downloaded(page, "#export-xlsx")
        book = load_workbook(BytesIO(content))
        assert [row[1] for row in book["答案"].iter_rows(min_row=2, values_only=True)] == ["公务接待费多少", "再问一次"]
        name, content = downloaded(page, "#receipt")
        receipt, intact = read_receipt(content, name)
        assert intact
        assert (receipt.question, receipt.turns) == ("再问一次", ("公务接待费多少",))
        assert receipt.digest[:12] in name
        page.click("#chat .bot.message >> nth=0")  # the first answer is looked at
        page.wait_for_selector("#evidence .evidence[data-turn='0']")
        assert json.loads(downloaded(page, "#receipt")[1])["question"] == "公务接待费多少"
        assert page.locator("a[href*='/file=']").count() == 0  # nothing is left where others could fetch it


def test_feedback_tells_a_wrong_answer_from_a_wrong_source(
    browser: Any, keeping: str, database: RecordsDatabase
) -> None:
    with visit(browser, keeping) as page:
        asked(page, "公务接待费多少")
        for label, remark in (("出处不对", f"应在第 3 页{HOSTILE}"), ("有用", "")):
            page.click("#feedback")
            page.wait_for_selector("#feedback-form:visible")
            page.click("#feedback-give")
            page.wait_for_selector("text=请先选一项")
            page.click(f"#feedback-verdict label >> text={label}")
            page.fill("#feedback-remark textarea", remark)
            page.click("#feedback-give")
            page.wait_for_selector("#feedback-form", state="hidden")
        page.click("#feedback")
        page.click("#feedback-drop")
        page.wait_for_selector("#feedback-form", state="hidden")
        cookie = next(one["value"] for one in page.context.cookies() if one["name"] == "yusuan_visitor")
    given = all_feedback(database)
    assert [(one.verdict, one.remark) for one in given] == [
        (Verdict.WRONG_SOURCE, f"应在第 3 页{HOSTILE}"),
        (Verdict.USEFUL, ""),
    ]
    assert {one.owner for one in given} == {f"anonymous:{cookie}"}
    assert {one.receipt.question for one in given} == {"公务接待费多少"}


def test_without_cookies_nothing_is_kept_and_all_else_works(
    browser: Any, keeping: str, database: RecordsDatabase
) -> None:
    with visit(browser, keeping, refusing_cookies=True) as page:
        assert page.context.cookies() == []
        asked(page, "没有 Cookie 的问题")
        assert history(page).count() == 0
        page.wait_for_selector("#history-note >> text=Cookie")
    with database.reading() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM turns WHERE words LIKE '%没有 cookie 的问题%'")
        assert kept.scalar() == 0
