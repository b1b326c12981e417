"""Drafts, audits and introductions on the page, in a real Chromium, over the sample documents."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from assistant.access.door import Visitor
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.ui.app import build_app, serve
from assistant.ui.blocks import visiting
from assistant.ui.library import IndexLibrary
from assistant.ui.tabs.audit import may_mark
from index.audit.marks import read_marks
from index.store.reader import Reader
from tests.page_driver import opened
from tests.sample_index import DOCUMENTS, sample_home

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

DRAFT = "澄湖市数据管理局2025年部门预算\n公务接待费9.21万元，公务用车购置及运行费约26万元。会议室租金5万元。"
AUDITED = "澄湖市数据管理局2024年部门预算.txt"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An index of its own, since marks are written into it."""
    home = tmp_path_factory.mktemp("review") / "home"
    shutil.copytree(sample_home(), home)
    return Settings(home=home, embed=False)


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    """The page over it."""
    blocks = build_app(settings, Assistant(settings))
    yield serve(blocks, settings, "127.0.0.1", None, block=False)
    blocks.close()


def test_only_users_mark_what_is_shared_on_a_page_for_many(settings: Settings) -> None:
    document = Reader(settings).documents()[0]
    many = IndexLibrary(settings.model_copy(update={"host": "0.0.0.0"}))  # noqa: S104 - not served
    alone = IndexLibrary(settings)
    with visiting(Visitor("anonymous:" + "0" * 32)):
        assert may_mark(alone, document)
        assert not may_mark(many, document)
    with visiting(Visitor()):
        assert not may_mark(many, document)
    with visiting(Visitor("王五")):
        assert may_mark(many, document)


def choose(page: Any, field: str, name: str) -> None:
    """Choose an option of a field."""
    page.click(f"{field} input")
    page.get_by_role("option", name=name).click()


def test_a_pasted_draft_is_marked_figure_by_figure(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        page.get_by_role("tab", name="核对文稿").click()
        page.fill("#draft textarea", DRAFT)
        page.click("#check")
        page.wait_for_selector("ol.verdicts li")
        marks = page.locator(".draft mark")
        assert [mark.get_attribute("class") for mark in marks.all()] == ["mismatch", "verified", "unverified"]
        first = page.locator("ol.verdicts li >> nth=0")
        assert "应为 9.12万元" in first.inner_text()
        assert first.locator("a.source-mark").get_attribute("href").startswith("leaf/")
        with page.context.expect_page() as shown:
            first.locator("a.source-mark").click()
        shown.value.wait_for_load_state()
        assert "9.12" in shown.value.inner_text("body")


def test_a_draft_stays_text(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        page.get_by_role("tab", name="核对文稿").click()
        page.fill(
            "#draft textarea",
            "<img src=x onerror=window.hit=1>澄湖市数据管理局2025年公务接待费9.12万元<script>1</script>",
        )
        page.click("#check")
        page.wait_for_selector("ol.verdicts li")
        assert "onerror" in page.inner_text(".draft")
        assert page.locator("#check-report :is(img, script)").count() == 0
        assert page.evaluate("window.hit") is None


def test_what_cannot_be_checked_says_why(browser: Any, address: str) -> None:
    with opened(browser, address) as page:
        page.get_by_role("tab", name="核对文稿").click()
        page.fill("#draft textarea", "公务接待费9.12万元。")
        page.fill("#draft-organization input, #draft-organization textarea", "无此局")
        page.click("#check")
        page.wait_for_selector("#check-report .stale")
        assert "没有载入单位" in page.inner_text("#check-report")


def test_contradictions_are_shown_marked_and_taken_away(browser: Any, address: str, settings: Settings) -> None:
    with opened(browser, address) as page:
        page.get_by_role("tab", name="审核").click()
        choose(page, "#audit-document", AUDITED)
        page.wait_for_selector("ol.findings > li")
        first = page.locator("ol.findings > li >> nth=0")
        assert first.locator("a.where").count() >= 3
        assert "似应为 9.85" in first.inner_text()
        key = first.locator("code").inner_text()
        page.click("#audit-mark button >> nth=0")
        choose(page, "#audit-finding", key)
        page.click("#audit-confirm")
        page.wait_for_selector("#audit-told >> text=请写明理由")
        page.fill("#audit-reason :is(input, textarea)", "已向单位核实，以表为准")
        page.click("#audit-confirm")
        page.wait_for_selector("ol.findings > li.dealt >> text=以表为准")
        with Reader(settings).connection() as connection:
            assert read_marks(connection)[key].reason == "已向单位核实，以表为准"
        page.click("#audit-unmark")
        page.wait_for_selector("#audit-told >> text=已撤回")
        with page.expect_download() as workbook:
            page.click("#audit-xlsx")
            page.locator("#audit-file a[download]").first.click()
        with Path(workbook.value.path()).open("rb") as file:
            sheet = load_workbook(file).worksheets[0]
        assert any(AUDITED in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_a_document_is_introduced_when_it_is_chosen_or_loaded(browser: Any, address: str, tmp_path: Path) -> None:
    with opened(browser, address) as page:
        choose(page, "#introduce", AUDITED)
        page.wait_for_selector("ul.observations li")
        assert page.locator("ul.observations > li").count() == 5
        assert page.locator("ul.observations a.source-mark").count() > 5
        text = (DOCUMENTS / "澄湖市图书馆2025年单位预算.txt").read_text(encoding="gb18030")
        (tmp_path / "澄湖市档案馆2025年单位预算.txt").write_text(text.replace("图书馆", "档案馆"), encoding="utf-8")
        page.set_input_files("#upload input[type=file]", [tmp_path / "澄湖市档案馆2025年单位预算.txt"])
        page.wait_for_selector("ul.observations >> text=13,297,074.00元")
        assert page.input_value("#introduce input") == "澄湖市档案馆2025年单位预算.txt"
