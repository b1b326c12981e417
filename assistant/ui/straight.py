"""The queue's requests on a straight way (队列请求), and pages that keep no more than their state.

A question is two requests: one joins the queue, one hears what comes of it. The web framework finds out anew for each
of them what its function wants, and goes to another thread to ask who it is from, which the gate has seen to already.
"""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from gradio.data_classes import PredictBody
from gradio.state_holder import SessionState, StateHolder
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.responses import Response

JOIN: Final = "/gradio_api/queue/join"
HEAR: Final = "/gradio_api/queue/data"
_LISTENING_NO_MORE: Final = "2.4"  # from this version of ASGI on, an answer finds out by sending


def queue_routes() -> list[Route]:
    """Routes before those of Gradio that call its functions for the queue; they must stand behind the gate."""
    return [Route(JOIN, _join, methods=["POST"]), Route(HEAR, _hear, methods=["GET"])]


async def _join(request: Request) -> Response:
    try:
        body = PredictBody.model_validate(json.loads(await request.body()))
    except (ValueError, RecursionError) as error:
        return JSONResponse({"detail": type(error).__name__}, 422)
    user = request.app.auth_dependency(request)
    return JSONResponse(await _function(request, JOIN)(body, request, user))


async def _hear(request: Request) -> Response:
    page = request.query_params.get("session_hash")
    if page is None:
        return JSONResponse({"detail": "session_hash"}, 422)
    listens = str(request.scope.get("asgi", {}).get("spec_version", "2.0")) < _LISTENING_NO_MORE
    heard = _Listened(request.scope, request.receive) if listens else request
    response: Response = await _function(request, HEAR)(heard, page)
    return response


class _Listened(Request):
    """A request whose answer hears by itself that nobody is there any more.

    To ask before each message takes longer than the message.
    """

    async def is_disconnected(self) -> bool:
        """Say that somebody is there: if not, the answer is broken off."""
        return False


def _function(request: Request, path: str) -> Callable[..., Any]:
    """Gradio's function for a path."""
    known: dict[str, Callable[..., Any]] = request.app.state.__dict__.setdefault("queue_functions", {})
    if path not in known:
        known[path] = next(found for found in _endpoints(request.app.routes, path) if found not in (_join, _hear))
    return known[path]


def _endpoints(routes: Iterable[Any], path: str) -> Iterable[Callable[..., Any]]:
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:
            yield from _endpoints(included.routes, path)
        elif getattr(route, "path", None) == path:
            yield route.endpoint


class PageState(SessionState):  # type: ignore[misc]  # Gradio's types are not looked at
    """What an open page keeps: its state, not the properties of all its components, which are kept for deep links."""

    def __init__(self, blocks: Any) -> None:
        super().__init__(SimpleNamespace(default_config=blocks.default_config, blocks=()))
        self.blocks_config.config_for_block = _nothing


def _nothing(*_: Any) -> dict[str, Any]:
    return {}


class PageStates(StateHolder):  # type: ignore[misc]
    """The states of all open pages."""

    def __init__(self, before: Any) -> None:
        super().__init__()
        self.set_blocks(before.blocks)
        self.session_data.update(before.session_data)
        self.time_last_used.update(before.time_last_used)

    def __getitem__(self, session_id: str) -> Any:
        """Return the state of a page, begun where there is none."""
        if session_id not in self.session_data:
            self.session_data[session_id] = PageState(self.blocks)
        return super().__getitem__(session_id)
