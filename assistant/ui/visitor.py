"""Who is at the page (访问者): the user who is logged in, or an anonymous browser known by a random id in a cookie.

What belongs to a visitor (kept conversations, uploads) is found by this owner; no other visitor has the same.
"""

from __future__ import annotations

import re
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING, Any, Final

from assistant.ui.tongue import is_page

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE: Final = "yusuan_visitor"
ANONYMOUS: Final = "anonymous:"  # no user's name begins like this
_YEAR: Final = 366 * 24 * 3600
_ID: Final = re.compile(r"[0-9a-f]{32}")


def owner_of(request: Any) -> str:
    """The owner of what is done in a gr.Request: the user's name, else the anonymous id of the browser.

    "" where there is neither, as for a program that sends no cookies: nothing is kept for it.
    """
    if request is None:
        return ""
    username = getattr(request, "username", None)
    if username:
        return str(username)
    headers = getattr(request, "headers", None)
    found = _id_in(str(headers["cookie"])) if headers is not None and "cookie" in headers else ""
    return ANONYMOUS + found if found else ""


def _id_in(header: str) -> str:
    """The visitor's id in a Cookie header, "" where there is none of the right form."""
    try:
        cookie = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return cookie.value if cookie is not None and _ID.fullmatch(cookie.value) else ""


class VisitorCookie:
    """Gives each browser that opens the page a random id of its own, out of reach of scripts, for a year."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the cookie to the answer to a visit of the page."""
        visits = scope["type"] == "http" and scope["method"] == "GET" and is_page(scope["path"])
        if not visits:
            await self._app(scope, receive, send)
            return
        header = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
        visitor = _id_in(header) or secrets.token_hex(16)
        secure = "; Secure" if scope.get("scheme") == "https" else ""
        cookie = f"{COOKIE}={visitor}; Path=/; Max-Age={_YEAR}; HttpOnly; SameSite=Lax{secure}"

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"set-cookie", cookie.encode("latin-1"))]
            await send(message)

        await self._app(scope, receive, send_with_cookie)
