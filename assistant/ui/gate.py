"""Before every request (网关): who it is from, whether it is let through, and the headers that every answer carries.

It stands around the whole application, so that a route which is added later is behind it too.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from assistant.access.door import SESSION_COOKIE, Visitor
from assistant.ui.labels import label
from assistant.ui.login import LOGIN, LOGOUT, log_in, log_out, login_page
from assistant.ui.tongue import head, is_page
from assistant.ui.visitor import owner_of
from index.store.viewing import viewing

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant.access.door import Door, Pages
    from assistant.settings import Settings

VISITOR: Final = "yusuan_visitor"  # key of the visitor in the scope of a request
_BODY_BYTES: Final = 4 << 20  # of a request that uploads no file: a long article is a tenth of it
_UPLOAD: Final = "/gradio_api/upload"
_STARTING: Final = "/gradio_api/startup-events"  # Gradio asks itself for it and tells nothing
_PAGE_PATHS: Final = ("/gradio_api/heartbeat/", "/gradio_api/stream/")
_WRITING: Final = ("POST", "PUT", "PATCH", "DELETE")
# What Gradio serves and this page has no use for: fetching other addresses, records of what was asked, developing.
_UNUSED: Final = (
    "/proxy=",
    "/runs",
    "/run-history",
    "/monitoring",
    "/deep_link",
    "/dev/",
    "/vibe-",
    "/undo-vibe-",
    "/profiling",
    "/custom_component",
    "/process_recording",
    "/token",
)
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
# Gradio compiles the scripts of its components at run time, hence unsafe-eval; no inline script runs without the nonce,
# and nothing is fetched from or sent to anywhere else.
_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; "
    "worker-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class Gate:
    """ASGI middleware around the page."""

    def __init__(self, app: ASGIApp, door: Door, pages: Pages, settings: Settings) -> None:
        self._app = app
        self._door = door
        self._pages = pages
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through as its visitor, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)
        # Gradio 6 uses no websocket: none is accepted

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        answered = _Answering(send, secrets.token_urlsafe(16))
        visitor = self._visitor(request)
        response = _refusal(request) or await self._entrance(request, visitor)
        if response is not None:
            await response(scope, receive, answered)
            return
        visitor = visitor or Visitor()
        if not self._pages.belongs(_page(request), visitor):
            await PlainTextResponse(label("other_session"), 403)(scope, receive, answered)
            return
        scope[VISITOR] = visitor
        if is_page(_path(request)):
            answered.head = head()
        with viewing(visitor.viewer):
            await self._app(scope, _limited(receive, request), answered)

    def _visitor(self, request: Request) -> Visitor | None:
        """Who a request is from; None where users must log in and this one has not."""
        if self._door.closed:
            user = self._door.user(request.cookies.get(SESSION_COOKIE, ""))
            return None if user is None else Visitor(user)
        return Visitor(owner_of(request), request.client.host if request.client else "")

    async def _entrance(self, request: Request, visitor: Visitor | None) -> Response | None:
        """Answer what has to do with logging in; None for what goes on to the page."""
        if not self._door.closed:
            return None
        path = _path(request)
        if path == LOGIN:
            return await log_in(request, self._door, self._settings.session_hours)
        if path == LOGOUT:
            return log_out(self._door, request.cookies.get(SESSION_COOKIE, ""))
        if visitor is not None or path == _STARTING:
            return None
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return login_page() if is_page(path) else RedirectResponse(_root(request), 303)
        return PlainTextResponse(label("not_logged_in"), 401)


def visitor_of(request: Any) -> Visitor:
    """Return who a request is from: a request of the web framework, or Gradio's around it, or none."""
    inner = getattr(request, "request", None) or request
    scope = getattr(inner, "scope", None)
    found = scope.get(VISITOR) if isinstance(scope, dict) else None
    return found if isinstance(found, Visitor) else Visitor()


def _path(request: Request) -> str:
    root = str(request.scope.get("root_path", ""))
    return request.url.path.removeprefix(root).rstrip("/") or "/"


def _page(request: Request) -> str | None:
    """The open page whose events a request wants to hear; None for other requests."""
    path = request.url.path
    if path.startswith(_PAGE_PATHS):
        return path.split("/")[3]
    return request.query_params.get("session_hash")


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", "")) + "/"


def _refusal(request: Request) -> Response | None:
    """Refuse what no visitor needs, whoever it is from."""
    path = request.url.path
    inner = path.removeprefix("/gradio_api")
    if inner.startswith(_UNUSED):
        return PlainTextResponse(label("no_such_page"), 404)
    if inner.startswith(("/file=", "/file/")) and "://" in inner.replace(":/", "://", 1):
        return PlainTextResponse(label("no_such_page"), 404)  # Gradio would fetch it from there
    if request.method in _WRITING and request.headers.get("sec-fetch-site") == "cross-site":
        return PlainTextResponse(label("other_site"), 403)
    length = request.headers.get("content-length", "0")
    if path.rstrip("/") != _UPLOAD and (not length.isdigit() or int(length) > _BODY_BYTES):
        return PlainTextResponse(label("body_too_large"), 413)
    return None


def _limited(receive: Receive, request: Request) -> Receive:
    """Receive a body of unknown length no further than the limit."""
    if request.url.path.rstrip("/") == _UPLOAD or "content-length" in request.headers:
        return receive
    received = 0

    async def limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return message if received <= _BODY_BYTES else {"type": "http.disconnect"}

    return limited


class _Answering:
    """What is sent to the browser, with the headers; a page gets its head, and a nonce in each of its scripts."""

    def __init__(self, send: Send, nonce: str) -> None:
        self._send = send
        self._nonce = nonce
        self.head = ""  # what the page's head is to begin with
        self._start: Message | None = None
        self._page: list[bytes] = []

    async def __call__(self, message: Message) -> None:
        """Send on a piece of the answer; a page is held back until it is whole."""
        if message["type"] == "http.response.start":
            page = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            self._decorate(message, page=page)
            if page:
                self._start = message
                return
        elif self._start is not None:
            self._page.append(message.get("body", b""))
            if not message.get("more_body"):
                await self._send_page(self._start)
            return
        await self._send(message)

    def _decorate(self, message: Message, *, page: bool) -> None:
        headers = MutableHeaders(raw=message["headers"])
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("content-security-policy", _POLICY.format(nonce=self._nonce))
        if page:
            headers["cache-control"] = "no-store"
        message["headers"] = headers.raw

    async def _send_page(self, start: Message) -> None:
        body = b"".join(self._page).replace(b"<head>", f"<head>{self.head}".encode(), 1)
        body = body.replace(b"<script", f'<script nonce="{self._nonce}"'.encode())
        headers = MutableHeaders(raw=start["headers"])
        headers["content-length"] = str(len(body))
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": body})
