"""The page where users log in (登录页): a form without any script."""

from __future__ import annotations

import json
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from assistant.access.door import SESSION_COOKIE
from assistant.ui import markup
from assistant.ui.labels import label, language
from assistant.ui.tongue import CODES

if TYPE_CHECKING:
    from starlette.requests import Request

    from assistant.access.door import Door

LOGIN: Final = "/login"
LOGOUT: Final = "/logout"
_FORM_BYTES: Final = 4096


def login_page(note: str = "", status: int = 200) -> Response:
    """Show the form, with what went wrong before."""
    template = Template(files("assistant.ui").joinpath("login.html").read_text(encoding="utf-8"))
    words = ("title", "login_title", "login_name", "login_password", "login_button")
    page = template.substitute(
        {word: markup.text(label(word)) for word in words},
        language=CODES[language()],
        note=markup.text(note),
    )
    return HTMLResponse(page, status)


async def log_in(request: Request, door: Door, hours: float) -> Response:
    """Answer the form: a session and the page, or the form again. Programs get JSON instead."""
    if request.method == "GET":
        return login_page()
    form = await _form(request)
    if form is None:
        return PlainTextResponse(label("body_too_large"), 413)
    name, password = (form.get(field, [""])[0] for field in ("username", "password"))
    address = request.client.host if request.client else ""
    admission = await run_in_threadpool(door.log_in, name, password, address)
    program = "text/html" not in request.headers.get("accept", "")
    if not admission.token:
        told = label("login_wait", seconds=int(admission.wait) + 1) if admission.wait else label("login_wrong")
        status = 429 if admission.wait else 401
        return _json({"error": told}, status) if program else login_page(told, status)
    home = str(request.scope.get("root_path", "")) + "/"
    response = _json({"success": True}, 200) if program else RedirectResponse(home, 303)
    response.set_cookie(
        SESSION_COOKIE,
        admission.token,
        max_age=int(hours * 3600),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def log_out(door: Door, token: str) -> Response:
    """End the session and show the form."""
    door.log_out(token)
    response = login_page(label("logged_out"))
    response.delete_cookie(SESSION_COOKIE)
    return response


async def _form(request: Request) -> dict[str, list[str]] | None:
    """Read the few fields of the form; None for a body beyond all measure."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _FORM_BYTES:
            return None
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=8)


def _json(content: dict[str, object], status: int) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), status, media_type="application/json")
