"""The conversation on the page, in a real Chromium, over a scripted assistant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.page_driver import HOSTILE, opened, put

if TYPE_CHECKING:
    from pathlib import Path

    from tests.page_driver import ScriptedAssistant

pytestmark = pytest.mark.browser


def test_evidence_is_shown_and_pointed_at(browser: Any, scripted: str) -> None:
    with opened(browser, scripted) as page:
        page.click("#examples button >> nth=0")
        page.wait_for_selector("#evidence mark")
        assert page.inner_text("#evidence td mark") == "12.30"
        assert "已核对" in page.inner_text("#asked .verdict")
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


def test_steps_are_told_and_a_question_is_given_up(browser: Any, scripted: str, assistant: ScriptedAssistant) -> None:
    with opened(browser, scripted) as page:
        assistant.waiting.clear()
        put(page, "慢慢来")
        page.wait_for_selector("#chat .steps .now >> text=理解问题")
        assistant.waiting.set()
        page.wait_for_selector("#chat .steps .now >> text=查表")
        assert page.locator("#chat .steps .done").all_inner_texts() == ["理解问题"]
        page.wait_for_selector("#stop:visible")
        with page.expect_response("**/reset"):  # until then Gradio takes news of a next question for that of this one
            page.keyboard.press("Escape")
        page.wait_for_selector("#send:visible")
        page.wait_for_selector("#chat .steps", state="detached")
        assert page.locator("#chat .user").count() == 0
        assistant.waiting.set()
        put(page, "公务接待费多少")
        page.wait_for_selector("#evidence mark")
        assert assistant.asked[-1] == ("公务接待费多少", [])


def test_what_comes_next_is_offered_and_asked_in_the_conversation(
    browser: Any, scripted: str, assistant: ScriptedAssistant
) -> None:
    with opened(browser, scripted) as page:
        put(page, "公务接待费多少")
        page.wait_for_selector("#examples button:visible >> text=去年呢？")
        assert page.locator("#examples button:visible").count() == 2
        page.click("#examples button >> text=去年呢？")
        page.wait_for_selector("#asked .asked >> text=去年呢？")
        assert assistant.asked[-1] == ("去年呢？", ["公务接待费多少"])
        page.click("#renew")
        page.wait_for_selector("#examples button:visible >> text=是多少？")


def test_the_page_can_be_used_by_keys_alone(browser: Any, scripted: str) -> None:
    with opened(browser, scripted) as page:
        page.locator("#question textarea").evaluate("box => box.blur()")
        page.keyboard.press("/")
        page.keyboard.type("公务接待费多少")
        page.keyboard.press("Enter")
        page.wait_for_selector("#evidence mark")
        page.keyboard.press("ArrowUp")
        page.wait_for_function("document.querySelector('#question textarea').value === '公务接待费多少'")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.closest('#question')") is None
        page.locator("#chat a.cite").first.focus()
        shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert shown == "solid"
        page.keyboard.press("Enter")
        page.wait_for_selector("#evidence .pointed")
        assert page.evaluate("document.activeElement.classList.contains('pointed')")
