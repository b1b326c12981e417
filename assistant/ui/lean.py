"""What an event gives to the page, made ready without detours (页面输出的快捷处理).

Gradio makes a component anew, twice over, for every property that an event changes, and goes to another thread for
every text that it shows. With some thirty outputs of a question that costs more than the answer. Plain values, which
need neither, are passed on here as Gradio would pass them on in the end; all others are left to it.
"""

from __future__ import annotations

from copy import copy
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import gradio as gr
from gradio.components.base import _Keywords

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TEXTS: Final = (gr.HTML, gr.Textbox, gr.Button)
# properties that are shown as they are given, and that nothing on the server reads again
_PLAIN: Final = {
    gr.HTML: {"visible", "value"},
    gr.Textbox: {"visible", "value"},
    gr.Button: {"visible", "value"},
    gr.Row: {"visible"},
    gr.Column: {"visible"},
    gr.Tabs: {"selected"},
    gr.Chatbot: {"placeholder"},
}
_KEPT_MESSAGES: Final = 2048
_MESSAGE: Final = {"role", "content"}


class _NotPlain:
    """Stands for a value that is left to Gradio."""


NOT_PLAIN: Final = _NotPlain()


def is_skipped(value: Any) -> bool:
    """Whether an event leaves an output as it is."""
    return isinstance(value, dict) and value == {"__type__": "update"}


def plain(block: Any, value: Any) -> Any:
    """Return what the page is sent for a value of an output, or NOT_PLAIN."""
    kind = type(block)
    if value is _Keywords.FINISHED_ITERATING or (value is None and kind is gr.Radio):
        return None
    if is_skipped(value):
        return None if block.stateful else value
    if isinstance(value, dict) and value.get("__type__") == "update":
        return _changed(_PLAIN.get(kind, set()), value)
    if kind in _TEXTS and type(value) is str:
        return value
    if kind is gr.Chatbot and type(value) is list and all(map(_is_message, value)):
        return [_message(block, one["role"], one["content"]) for one in value]
    return NOT_PLAIN


def is_plain_input(block: Any, value: Any) -> bool:
    """Whether an input is handed on as it comes: a text, or a state, which the server has."""
    return type(block) is gr.State or (type(block) in (gr.Textbox, gr.Button) and type(value) is str)


def is_new_state(block: Any, value: Any) -> bool:
    """Whether an output is a state that an event gives anew."""
    return type(block) is gr.State and not (isinstance(value, dict) and "__type__" in value)


def remaining(block_fn: Any, places: Sequence[int]) -> Any:
    """Return an event like this one with only the outputs at these places."""
    rest = copy(block_fn)
    rest.outputs = [block_fn.outputs[place] for place in places]
    return rest


def _changed(known: set[str], change: Mapping[str, Any]) -> Any:
    given = {name: value for name, value in change.items() if value is not None or name == "value"}
    if given.keys() - {"__type__"} - known or type(given.get("value", "")) is not str:
        return NOT_PLAIN
    return given


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == _MESSAGE and type(value["content"]) is str


@lru_cache(maxsize=_KEPT_MESSAGES)
def _message(chat: Any, role: str, content: str) -> dict[str, Any]:
    """A message as the chat sends it: those that stood there before are the same as before."""
    sent: dict[str, Any] = chat.postprocess([{"role": role, "content": content}]).model_dump()[0]
    return sent
