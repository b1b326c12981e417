"""Visitors of the page: known by a cookie of their own, or by the name they log in with."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.ui.visitor import ANONYMOUS, COOKIE, VisitorCookie, owner_of

ONE = "ab" * 16


def request(cookie: str | None = None, username: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(username=username, headers={} if cookie is None else {"cookie": cookie})


@pytest.fixture
def client() -> TestClient:
    page = Starlette(routes=[Route(path, lambda _request: PlainTextResponse("")) for path in ("/", "/other")])
    return TestClient(VisitorCookie(page))


def test_a_user_owns_by_name_and_a_browser_by_its_cookie() -> None:
    assert owner_of(request(f"a=1; {COOKIE}={ONE}")) == ANONYMOUS + ONE
    assert owner_of(request(f"{COOKIE}={ONE}", "王会计")) == "王会计"


@pytest.mark.parametrize(
    "cookie", [None, "", f"{COOKIE}=", f"{COOKIE}=甲", f"{COOKIE}={ONE}0", f"{COOKIE}=王会计", "=;=;"]
)
def test_without_a_cookie_of_the_right_form_there_is_no_owner(cookie: str | None) -> None:
    assert owner_of(request(cookie)) == ""
    assert owner_of(None) == ""


def test_each_browser_gets_an_id_and_keeps_it(client: TestClient) -> None:
    first = client.get("/").headers["set-cookie"]
    found = re.match(rf"{COOKIE}=([0-9a-f]{{32}}); ", first)
    assert found
    assert "HttpOnly" in first
    assert "SameSite=Lax" in first
    assert "Secure" not in first
    assert found[1] in client.get("/").headers["set-cookie"]
    client.cookies.clear()
    assert found[1] not in client.get("/").headers["set-cookie"]
    assert "set-cookie" not in client.get("/other").headers


def test_over_https_the_cookie_stays_there() -> None:
    page = Starlette(routes=[Route("/", lambda _request: PlainTextResponse(""))])
    assert "Secure" in TestClient(VisitorCookie(page), base_url="https://office").get("/").headers["set-cookie"]
