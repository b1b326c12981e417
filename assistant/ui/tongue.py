"""Which language a visitor is served in (界面语言): the address of the page says it, and a cookie remembers it.

The page stands at `/` in the language of the settings, and at `/en` or `/zh` in the other one. Who has chosen a
language gets it again: at `/`, and in whatever else the server says to him (login form, viewer, refusals).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse

from assistant.ui.labels import LANGUAGES, Language, language, speaking

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

COOKIE: Final = "yusuan_language"
CODES: Final[dict[Language, str]] = {"zh": "zh-CN", "en": "en"}  # BCP 47
# Gradio words its own buttons and notes in the browser's language; on this page they are to be in the page's.
_HEAD: Final = (
    "<script>document.documentElement.lang = '{code}';"
    "Object.defineProperty(navigator, 'language', {{ get: () => '{code}' }});"
    "Object.defineProperty(navigator, 'languages', {{ get: () => ['{code}'] }});</script>"
)
_YEAR: Final = 366 * 24 * 3600


def other(spoken: Language) -> Language:
    """The language that a page does not speak."""
    return "en" if spoken == "zh" else "zh"


def is_page(path: str) -> bool:
    """Whether the page stands at this address, in whichever language."""
    return path in ("", "/", *(f"/{one}" for one in LANGUAGES))


def head() -> str:
    """What stands in the head of the page before all scripts: it tells them the language of this request."""
    return _HEAD.format(code=CODES[language()])


class LanguageChoice:
    """ASGI middleware around everything else: requests are answered in the language of their visitor."""

    def __init__(self, app: ASGIApp, default: Language) -> None:
        self._app = app
        self._default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in the language chosen now, or before, or else that of the settings."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        root = str(scope.get("root_path", ""))
        path = str(scope["path"]).removeprefix(root)
        chosen = _language(request.cookies.get(COOKIE))
        named = _language(path.removeprefix("/")) if request.method == "GET" else None
        if named is not None and named != chosen:
            await _remembering(named, root, request)(scope, receive, send)
        elif named == self._default:
            await RedirectResponse(f"{root}/", 303)(scope, receive, send)
        elif request.method == "GET" and path in ("", "/") and chosen not in (None, self._default):
            await RedirectResponse(f"{root}/{chosen}", 303)(scope, receive, send)
        else:
            with speaking(named or chosen or self._default):
                await self._app(scope, receive, send)


def _language(word: str | None) -> Language | None:
    return next((one for one in LANGUAGES if one == word), None)


def _remembering(chosen: Language, root: str, request: Request) -> RedirectResponse:
    """Remember the language, and come again."""
    response = RedirectResponse(f"{root}/{chosen}", 303)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, chosen, max_age=_YEAR, httponly=True, samesite="lax", secure=secure)
    return response
