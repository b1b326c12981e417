"""The page in two languages: chosen in its header, remembered, and spoken by everything that the server says."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.page_driver import opened, put

if TYPE_CHECKING:
    from http.client import HTTPResponse

pytestmark = pytest.mark.browser
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CONTROLS = "#send, #new, .tab-container button, #actions button"


def controls(page: Any) -> str:
    return "\n".join(page.locator(CONTROLS).all_inner_texts())


def test_the_language_is_chosen_in_the_header_and_remembered(browser: Any, scripted: str) -> None:
    with opened(browser, scripted, broken_off=True) as page:
        assert (page.evaluate("document.documentElement.lang"), page.title()) == ("zh-CN", "预算问答")
        page.click("#other-language a")
        page.wait_for_function("document.documentElement.lang === 'en' && document.querySelector('#send')")
        page.wait_for_function("document.title === 'Yusuan'")
        put(page, "公务接待费多少")
        page.wait_for_selector("#evidence mark")
        assert page.inner_text("#asked .badge") == "Checked"
        assert not CHINESE.search(controls(page))
        page.goto(scripted)
        page.wait_for_selector("#send >> text=Ask")
        page.click("#other-language a")
        page.wait_for_selector("#send >> text=提问")
        page.goto(scripted)
        page.wait_for_selector("#send >> text=提问")


def test_gradio_words_its_own_parts_in_the_language_of_the_page(browser: Any, scripted: str) -> None:
    with opened(browser, scripted, locale="en-US", broken_off=True) as page:
        page.click("button[role=tab] >> text=文件")
        page.wait_for_selector("text=将文件拖放到此处")
        page.goto(f"{scripted}en")
        page.click("button[role=tab] >> text=Documents")
        page.wait_for_selector("text=Drop File Here")


def test_a_lost_server_is_told_in_chinese(browser: Any, scripted: str) -> None:
    with opened(browser, scripted, broken_off=True) as page:
        page.context.set_offline(True)
        page.fill("#question textarea", "公务接待费多少")
        page.click("#send")
        told = page.wait_for_selector("[data-testid=toast-text] >> text=与服务器的连接断了")
        assert told is not None
        assert not re.search("[A-Za-z]{4}", page.inner_text(".toast-body"))


def answered(url: str, cookie: str = "") -> HTTPResponse:
    response: HTTPResponse = urlopen(Request(url, headers={"Cookie": cookie, "Accept": "text/html"}), timeout=20)  # noqa: S310 - the server of this test
    return response


def test_what_the_server_says_is_in_the_language_chosen(scripted: str) -> None:
    for cookie, told in (("", "没有"), ("yusuan_language=en", "no such"), ("yusuan_language=xx", "没有")):
        with pytest.raises(HTTPError) as refused:
            answered(f"{scripted}leaf/999/1", cookie)
        assert refused.value.code == HTTPStatus.NOT_FOUND
        assert told in refused.value.read().decode().lower()


def test_each_language_has_its_address(scripted: str) -> None:
    assert answered(scripted).url == scripted
    assert answered(scripted, "yusuan_language=en").url == f"{scripted}en"
    assert answered(f"{scripted}zh", "yusuan_language=zh").url == scripted
