"""The Gradio application (网页应用): made from an assistant and a library, served without the outside world."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from assistant.access.users import is_local
from assistant.ui.desk import Services
from assistant.ui.endpoints import Endpoints, add_endpoints, tools_give_json
from assistant.ui.labels import Language, label
from assistant.ui.page import build_page
from assistant.ui.talk import ASKING_AT_ONCE
from assistant.ui.theme import build_theme, script, style_sheet
from assistant.ui.tongue import LanguageChoice, other
from assistant.ui.viewer import viewer_routes
from assistant.ui.visitor import VisitorCookie
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.access.door import Door
    from assistant.records.database import RecordsDatabase
    from assistant.settings import Settings
    from assistant.ui.ports import Asks, Library

CACHE_SECONDS = 3600  # uploads are copied into the index directory; Gradio's own copies are deleted after this time
UPLOAD_HEADROOM = 4
STATUS_SECONDS = 5


class AddressTakenError(IndexingError):
    """An address where the page cannot be served."""

    def __init__(self, host: str, port: int | None) -> None:
        super().__init__(label("address_taken", address=f"{host}:{port}" if port else host))


def _quieten_gradio() -> None:
    """Keep Gradio, before it is imported, from what this page has no use for and what takes time at every event."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # otherwise it looks hosts up
    os.environ.setdefault("GRADIO_ANALYTICS_CACHE_FREQUENCY", str(1 << 30))  # a table of all events so far, at each
    os.environ.setdefault("GRADIO_ANALYTICS_MAX_EVENTS", "1")
    if find_spec("matplotlib") is None:
        # it looks for it twice at every event, in all directories, so as to set it back after the event
        sys.modules.setdefault("matplotlib", None)  # type: ignore[arg-type]  # means: not to be found


def build_app(
    settings: Settings,
    assistant: Asks,
    library: Library | None = None,
    language: Language = "zh",
    records: RecordsDatabase | None = None,
) -> Any:
    """Build the page as gr.Blocks, in `language` at `/` and in the other one at `/en` or `/zh`.

    `library` is the index of `settings` unless another is given.

    Conversations and feedback are kept in `records`; without it they are not kept.
    """
    _quieten_gradio()
    import gradio as gr  # noqa: PLC0415 - 3 seconds to import

    from assistant.ui.blocks import VisitorBlocks  # noqa: PLC0415 - imports Gradio
    from assistant.ui.limits import Rationed  # noqa: PLC0415
    from index.store.reader import Reader  # noqa: PLC0415 - brings in the database

    if library is None:
        from assistant.ui.library import IndexLibrary  # noqa: PLC0415 - brings in the database

        library = IndexLibrary(settings)
    with VisitorBlocks(
        title=label("title"), analytics_enabled=False, fill_width=True, delete_cache=(CACHE_SECONDS, CACHE_SECONDS)
    ) as blocks:
        rationed = Rationed(assistant, settings.questions_per_minute)
        services = Services(rationed, library, settings, records)
        build_page(blocks, services, language)
        add_endpoints(gr, Endpoints(rationed, Reader(settings), settings))
    second = other(language)
    with blocks.route(second, f"/{second}", show_in_navbar=False):
        build_page(blocks, services, second)
    blocks.viewer_routes = viewer_routes(library)
    blocks.language = language
    return blocks.queue(
        max_size=settings.queue_size,
        default_concurrency_limit=ASKING_AT_ONCE,
        api_open=False,
        # else everybody in the queue is sent a message whenever anything of anybody begins
        status_update_rate=STATUS_SECONDS,
    )


def serve(blocks: Any, settings: Settings, host: str, port: int | None, *, block: bool = True) -> str:
    """Serve the page and return its address; Gradio looks for a free port when `port` is None.

    Where the index directory has users they must log in. Raise AddressTakenError when the port is in use,
    DamagedUsersError.
    """
    from starlette.middleware import Middleware  # noqa: PLC0415 - comes with Gradio

    from assistant.access.door import Door  # noqa: PLC0415
    from assistant.ui.gate import Gate, visitor_of  # noqa: PLC0415
    from assistant.ui.straight import PageStates, queue_routes  # noqa: PLC0415 - imports Gradio

    door = Door(settings.home_directory, settings.session_hours)
    try:
        _, url, _ = blocks.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            ssr_mode=False,
            show_error=False,
            footer_links=[],
            # the loader refuses a file over the limit with its reason; Gradio would refuse the whole upload
            max_file_size=UPLOAD_HEADROOM * settings.max_file_mb * (1 << 20),
            theme=build_theme(),
            css=style_sheet(),
            js=script(),
            # the gate has let a request through when Gradio asks; "" is somebody without a name, None would be nobody
            auth_dependency=lambda request: visitor_of(request).name if door.closed else "",
            app_kwargs={
                "routes": [*queue_routes(), *blocks.viewer_routes],
                "middleware": [
                    Middleware(LanguageChoice, default=blocks.language),
                    Middleware(Gate, door=door, pages=blocks.open_pages, settings=settings),
                    Middleware(VisitorCookie),
                ],
            },
            allowed_paths=[],
            enable_monitoring=False,
            mcp_server=True,
            run_history=False,
        )
    except OSError as error:
        raise AddressTakenError(host, port) from error
    blocks.app.state_holder = PageStates(blocks.app.state_holder)
    tools_give_json(blocks.mcp_server_obj)
    if block:
        for told in _told(door, host, str(url)):
            print(told, flush=True)  # noqa: T201 - for whoever started it
        blocks.block_thread()
    return str(url)


def _told(door: Door, host: str, url: str) -> Iterator[str]:
    """What whoever starts the page has to know."""
    if door.closed:
        yield label("users_on", count=len(door.users.all()))
    elif not is_local(host):
        yield label("open_to_all", host=host)
    yield label("serving", url=url)


def launch(settings: Settings, host: str = "127.0.0.1", port: int | None = None) -> None:
    """Serve the page over the index of `settings` until interrupted."""
    _quieten_gradio()
    cache = settings.home_directory / "cache"  # Gradio's own is one that every user of the machine can read
    cache.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ.setdefault("GRADIO_TEMP_DIR", str(cache))
    from assistant.records.store import open_database  # noqa: PLC0415 - brings in the database
    from assistant.service import Assistant  # noqa: PLC0415
    from assistant.ui.library import IndexLibrary  # noqa: PLC0415

    library = IndexLibrary(settings)
    library.warm()
    blocks = build_app(settings, Assistant(settings), library, settings.language, open_database(settings))
    serve(blocks, settings, host, port)
