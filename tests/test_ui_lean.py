"""What an event gives is sent as Gradio itself would send it, whether Gradio makes it ready or the page does."""

from __future__ import annotations

from copy import deepcopy
from threading import current_thread
from typing import TYPE_CHECKING, Any

import gradio as gr
import pytest
from gradio.state_holder import SessionState, StateHolder

from assistant.ui.blocks import VisitorBlocks
from assistant.ui.lean import NOT_PLAIN, plain
from assistant.ui.straight import PageState, PageStates
from tests.waiting import waited

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BOTH = (VisitorBlocks, gr.Blocks)
MESSAGES = [
    {"role": "user", "content": "公务接待费多少"},
    {"role": "assistant", "content": "**12.30 万元** <a>[1]</a>"},
]
VALUES = [
    {"html": "<p>甲</p>", "text": "甲", "button": gr.update(value="乙", visible=True), "chat": MESSAGES, "state": 1},
    {"row": gr.update(visible=False), "column": gr.update(visible=True), "tabs": gr.update(selected="a")},
    {"html": gr.update(value="<p>乙</p>", visible=True), "text": gr.update(value=None), "chat": []},
    {"radio": None, "state": {"甲": 1}},
    {"radio": gr.update(choices=["甲", "乙"], value="乙"), "text": None, "html": None, "state": gr.update(value=2)},
    {"chat": gr.update(placeholder="请问"), "radio": "甲", "button": gr.update(interactive=False)},
    {"chat": [{"role": "assistant", "content": "丙", "metadata": {"title": "丁"}}]},
]


def page() -> tuple[VisitorBlocks, Any]:
    with VisitorBlocks() as blocks:
        outputs = [gr.HTML(elem_id="html"), gr.Textbox(elem_id="text"), gr.Button(elem_id="button")]
        with gr.Row(elem_id="row") as row, gr.Column(elem_id="column") as column, gr.Tabs(elem_id="tabs") as tabs:
            gr.Tab("甲", id="a")
        outputs += [row, column, tabs, gr.Chatbot(elem_id="chat"), gr.Radio(["甲"], elem_id="radio"), gr.State(0)]
        blocks.load(lambda: None, [], outputs)
    return blocks, next(iter(blocks.fns.values()))


def sent(by: Any, values: dict[str, Any]) -> tuple[list[Any], Any]:
    """What is sent for these values, all else being skipped, and the state after it."""
    blocks, event = page()
    state = SessionState(blocks)
    own = deepcopy(values)  # Gradio takes values out of what it is given
    given = [own.get(getattr(one, "elem_id", None) or "state", gr.skip()) for one in event.outputs]
    made = waited(by.postprocess_data(blocks, event, given, state))
    return [_plainly(value) for value in made], state[event.outputs[-1]._id]


def _plainly(value: Any) -> Any:
    """A value as it is written for the browser."""
    if isinstance(value, list):
        return [one.model_dump() if hasattr(one, "model_dump") else one for one in value]
    if isinstance(value, dict) and value.get("props") == {"__type__": "update"}:
        return {name: one for name, one in value.items() if name != "props"}  # Gradio's slip; it changes nothing
    return value


@pytest.mark.parametrize("values", VALUES)
def test_values_are_sent_as_gradio_sends_them(values: dict[str, Any]) -> None:
    assert sent(VisitorBlocks, values) == sent(gr.Blocks, values)


def test_plain_values_are_not_left_to_gradio_and_others_are() -> None:
    _, event = page()
    outputs = {getattr(one, "elem_id", None) or "state": one for one in event.outputs}
    assert all(plain(one, gr.skip()) is not NOT_PLAIN for one in outputs.values())
    for name, value in [*VALUES[0].items(), *VALUES[1].items()]:
        assert (plain(outputs[name], value) is NOT_PLAIN) == (name == "state")
    for name, value in [*VALUES[4].items(), *VALUES[6].items()]:
        assert plain(outputs[name], value) is NOT_PLAIN


def test_texts_and_states_are_given_as_gradio_gives_them_and_others_are_left_to_it() -> None:
    with VisitorBlocks() as blocks:
        inputs = [gr.Textbox(), gr.State({"甲": 1}), gr.Button("乙"), gr.Radio(["丙", "丁"], type="index")]
        blocks.load(lambda *_: None, inputs[:3], [])
        blocks.load(lambda *_: None, inputs, [])
    plainly, not_plainly = blocks.fns.values()
    for event, sent_in in ((plainly, ["问", None, "乙"]), (not_plainly, ["问", None, "乙", "丁"])):
        given = [waited(by.preprocess_data(blocks, event, list(sent_in), PageState(blocks))) for by in BOTH]
        assert given[0] == given[1] == ["问", {"甲": 1}, "乙", 1][: len(sent_in)]
    with pytest.raises(ValueError, match="enough input values"):
        waited(blocks.preprocess_data(plainly, ["问"], PageState(blocks)))


def test_an_event_that_tells_its_steps_begins_here_unless_gradio_adds_to_what_it_takes() -> None:
    begun: list[str] = []

    async def steps(word: str) -> AsyncIterator[str]:
        begun.append(current_thread().name)
        yield word
        yield word * 2

    async def with_progress(word: str, _progress: Any = gr.Progress()) -> AsyncIterator[str]:  # noqa: B008 - Gradio's way
        yield word

    with VisitorBlocks() as blocks:
        box = gr.Textbox()
        for told in (steps, with_progress):
            box.submit(told, [box], [box])

    async def heard(event: Any) -> list[Any]:
        iterator: Any = None
        outputs: list[Any] = []
        while True:
            found = await blocks.call_function(event, [] if iterator else ["甲"], iterator, state=PageState(blocks))
            iterator = found["iterator"]
            if iterator is None:
                return outputs
            outputs.append(found["prediction"])

    assert [waited(heard(event)) for event in blocks.fns.values()] == [["甲", "甲甲"], ["甲"]]
    assert len(begun) == 1


def test_a_page_keeps_its_own_state_and_no_properties() -> None:
    blocks, event = page()
    holder = StateHolder()
    holder.set_blocks(blocks)
    holder["before"][event.outputs[-1]._id] = 7
    states = PageStates(holder)
    assert blocks.state_holder is states
    kept = event.outputs[-1]._id
    states["one"][kept] = 5
    assert [states[name][kept] for name in ("before", "one", "other")] == [7, 5, 0]
    assert not list(states["one"].components)
    assert len(list(SessionState(blocks).components)) > len(event.outputs)
    assert {type(states[name]) for name in ("one", "other")} == {PageState}


def test_states_whose_changes_are_listened_to_are_told_of() -> None:
    with VisitorBlocks() as blocks:
        heeded, other = gr.State(1), gr.State(2)
        blocks.load(lambda: None, [], [heeded, other])
        blocks.load(lambda: None, [], [other])
        heeded.change(lambda: None, [], [])
    state = PageState(blocks)
    tracked = [[by.get_state_ids_to_track(blocks, event, state)[0] for by in BOTH] for event in blocks.fns.values()]
    assert tracked == [[[heeded._id]] * 2, [[], []], [[], []]]
