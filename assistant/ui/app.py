"""The Gradio application (网页应用): made from an assistant and a library, served without the outside world."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from assistant.ui.desk import Services
from assistant.ui.labels import Language, label
from assistant.ui.page import build_page
from assistant.ui.talk import ASKING_AT_ONCE
from assistant.ui.theme import SCRIPT, build_theme, style_sheet
from assistant.ui.visitor import VisitorCookie
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.ui.ports import Asks, Library
    from index.settings import IndexSettings

QUEUE_SIZE = 64
CACHE_SECONDS = 3600  # uploads are copied into the index directory; Gradio's own copies are deleted after this time
UPLOAD_HEADROOM = 4


class AddressTakenError(IndexingError):
    """An address where the page cannot be served."""

    def __init__(self, host: str, port: int | None) -> None:
        super().__init__(label("address_taken", address=f"{host}:{port}" if port else host))


def build_app(
    settings: IndexSettings, assistant: Asks, library: Library | None = None, language: Language = "zh"
) -> Any:
    """Build the page as gr.Blocks; `library` is the index of `settings` unless another is given."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")  # otherwise Gradio looks hosts up
    import gradio as gr  # noqa: PLC0415 - 3 seconds to import

    if library is None:
        from assistant.ui.library import IndexLibrary  # noqa: PLC0415 - brings in the database

        library = IndexLibrary(settings)
    with gr.Blocks(
        title=label("title"), analytics_enabled=False, fill_width=True, delete_cache=(CACHE_SECONDS, CACHE_SECONDS)
    ) as blocks:
        build_page(blocks, Services(assistant, library, settings), language)
    return blocks.queue(max_size=QUEUE_SIZE, default_concurrency_limit=ASKING_AT_ONCE, api_open=False)


def serve(blocks: Any, settings: IndexSettings, host: str, port: int | None, *, block: bool = True) -> str:
    """Serve the page and return its address; Gradio looks for a free port when `port` is None.

    Raise AddressTakenError when the port is in use.
    """
    from starlette.middleware import Middleware  # noqa: PLC0415 - comes with Gradio

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
            js=SCRIPT,
            app_kwargs={"middleware": [Middleware(VisitorCookie)]},
        )
    except OSError as error:
        raise AddressTakenError(host, port) from error
    if block:
        print(label("serving", url=url), flush=True)  # noqa: T201 - the address is for whoever started it
        blocks.block_thread()
    return str(url)


def launch(settings: Settings, host: str = "127.0.0.1", port: int | None = None) -> None:
    """Serve the page over the index of `settings` until interrupted."""
    os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
    from assistant.service import Assistant  # noqa: PLC0415 - brings in the stores

    serve(build_app(settings, Assistant(settings), language=settings.language), settings, host, port)
