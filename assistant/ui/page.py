"""The page (页面): the conversation on the left, tabs on the right, each part in a module of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.ui.desk import Desk, Services
from assistant.ui.header import HEADER
from assistant.ui.labels import Language, label, speaking
from assistant.ui.session import Conversation
from assistant.ui.tabs import FIRST, TABS
from assistant.ui.talk import Talk

if TYPE_CHECKING:
    from assistant.ui.desk import Part


def build_page(blocks: Any, services: Services, language: Language) -> None:
    """Put the page into `blocks`, in this language, and wire it."""
    import gradio as gr  # noqa: PLC0415 - 3 seconds to import

    desk = Desk(gr=gr, blocks=blocks, services=services, language=language)
    with speaking(language):
        desk.conversation = gr.State(Conversation())
        desk.shelf = gr.State(0)
        _build(desk)
        for part in desk.parts:
            part.wire(desk)
        desk.wire_together()


def _build(desk: Desk) -> None:
    gr = desk.gr
    with gr.Row(elem_id="top"):
        gr.HTML(f"<h1>{label('title')}</h1><p>{label('subtitle')}</p>", elem_id="title")
        for piece in HEADER:
            _add(desk, piece())
    with gr.Row(elem_id="desk"):
        with gr.Column(scale=5, min_width=340, elem_id="talk"):
            _add(desk, Talk())
        with gr.Column(scale=6, min_width=340, elem_id="proof"), gr.Tabs(selected=FIRST) as desk.tabs:
            for tab in TABS:
                with gr.Tab(label(f"{tab.name}_tab"), id=tab.name) as desk.tab[tab.name]:
                    _add(desk, tab())


def _add(desk: Desk, part: Part) -> None:
    desk.parts.append(part)
    part.build(desk)
