"""The page's events (页面事件): each runs as the visitor whose request it is, and sees what he may see."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from inspect import Parameter, isasyncgenfunction, signature
from typing import TYPE_CHECKING, Any, Final

import gradio as gr
from gradio.utils import get_function_with_locals

from assistant.access.door import Pages, Visitor
from assistant.ui.gate import visitor_of
from assistant.ui.labels import label
from assistant.ui.lean import NOT_PLAIN, is_new_state, is_plain_input, plain, remaining
from index.store.viewing import viewing

if TYPE_CHECKING:
    from collections.abc import Iterator

_VISITOR: ContextVar[Visitor | None] = ContextVar("visitor", default=None)
_CALL: Final = signature(gr.Blocks.call_function)


def current_visitor() -> Visitor:
    """Return the visitor whose event is running; one who sees what is shared where there is none."""
    return _VISITOR.get() or Visitor()


@contextmanager
def visiting(visitor: Visitor) -> Iterator[None]:
    """Run as this visitor within the block."""
    token = _VISITOR.set(visitor)
    try:
        with viewing(visitor.viewer):
            yield
    finally:
        _VISITOR.reset(token)


class VisitorBlocks(gr.Blocks):  # type: ignore[misc]  # Gradio's types are not looked at
    """A page whose events run as their visitors, whatever part of it, endpoint or tool they belong to."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.open_pages = Pages()

    async def process_api(self, block_fn: Any, inputs: Any, *arguments: Any, **named: Any) -> dict[str, Any]:
        """Run an event as its visitor. Raise gr.Error for the page of another visitor, or an address for a file."""
        request = named.get("request", arguments[1] if len(arguments) > 1 else None)
        visitor = visitor_of(request[0] if isinstance(request, list) else request)
        if not self.open_pages.belongs(named.get("session_hash"), visitor):
            raise gr.Error(label("other_session"))
        if _fetches(inputs):
            raise gr.Error(label("no_addresses"))
        outputs = getattr(block_fn, "outputs", None)
        if outputs is not None and not any(isinstance(block, gr.File) for block in outputs):
            named["root_path"] = None  # Gradio would look through all that is sent for files, to complete their address
        with visiting(visitor):
            result: dict[str, Any] = await super().process_api(block_fn, inputs, *arguments, **named)
        return result

    def get_state_ids_to_track(self, block_fn: Any, state: Any) -> tuple[list[int], list[Any]]:
        """Look at those states of an event alone whose changes are listened to: of most, they are not."""
        if not any(block.stateful and block._id in self._listened_to for block in block_fn.outputs):  # noqa: SLF001 - as Gradio finds it
            return [], []
        found: tuple[list[int], list[Any]] = super().get_state_ids_to_track(block_fn, state)
        return found

    @cached_property
    def _listened_to(self) -> frozenset[int]:
        """The components whose changes are listened to; when the first event runs, all events are there."""
        return frozenset(block for event in self.fns.values() for block, name in event.targets if name == "change")

    async def preprocess_data(self, block_fn: Any, inputs: Any, state: Any, explicit_call: bool = False) -> list[Any]:  # noqa: FBT001, FBT002 - Gradio's own
        """Make ready what an event is given: texts and states here, all others as Gradio does."""
        if block_fn.component_prop_inputs or state is None or not all(map(is_plain_input, block_fn.inputs, inputs)):
            made: list[Any] = await super().preprocess_data(block_fn, inputs, state, explicit_call)
            return made
        self.validate_inputs(block_fn, inputs)
        return [state[block._id] if block.stateful else value for block, value in zip(block_fn.inputs, inputs)]  # noqa: B905, SLF001 - the client may send more

    async def call_function(self, block_fn: Any, processed_input: Any, *arguments: Any, **named: Any) -> dict[str, Any]:
        """Run an event; one that tells its steps begins here, for which Gradio would go to another thread."""
        call = _CALL.bind(self, block_fn, processed_input, *arguments, **named).arguments
        if call.get("iterator") is None and _begins_here(getattr(block_fn, "fn", None), len(processed_input)):
            told = {name: call.get(name) for name in ("event_id", "in_event_listener", "state")}
            begun = get_function_with_locals(block_fn.fn, self, request=call.get("requests"), **told)
            call["iterator"] = begun(*processed_input)
        result: dict[str, Any] = await super().call_function(
            **{name: given for name, given in call.items() if name != "self"}
        )
        return result

    async def postprocess_data(self, block_fn: Any, predictions: Any, state: Any) -> list[Any]:
        """Make ready what an event gives: plain values and states here, all others as Gradio does."""
        outputs = block_fn.outputs
        values = [predictions] if len(outputs) == 1 else predictions
        if block_fn.batch or not isinstance(values, list | tuple) or len(values) != len(outputs):
            made: list[Any] = await super().postprocess_data(block_fn, predictions, state)
            return made
        sent = [plain(block, value) for block, value in zip(outputs, values, strict=True)]
        left = []
        for place, value in enumerate(sent):
            if value is NOT_PLAIN and state is not None and is_new_state(outputs[place], values[place]):
                state[outputs[place]._id] = values[place]  # noqa: SLF001 - as Gradio itself finds it
                sent[place] = None
            elif value is NOT_PLAIN:
                left.append(place)
        if left:
            given = [values[place] for place in left]
            rest = remaining(block_fn, left)
            made = await super().postprocess_data(rest, given if len(left) > 1 else given[0], state)
            for place, value in zip(left, made, strict=True):
                sent[place] = value
        return sent


@lru_cache(maxsize=256)
def _begins_here(function: Any, inputs: int) -> bool:
    """Whether an event tells its steps and takes nothing but its inputs, which Gradio would add to."""
    if not isasyncgenfunction(function):
        return False
    taken = list(signature(function).parameters.values())
    plain_kinds = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
    return len(taken) == inputs and all(one.kind in plain_kinds and one.default is Parameter.empty for one in taken)


def _fetches(value: Any) -> bool:
    """Whether an input names a file by an address, which Gradio would fetch."""
    if isinstance(value, dict):
        if any(isinstance(value.get(key), str) and "://" in value[key] for key in ("path", "url")) and "path" in value:
            return not _local(value)
        return any(map(_fetches, value.values()))
    return isinstance(value, list) and any(map(_fetches, value))


def _local(value: dict[str, Any]) -> bool:
    """Whether a file has a path of its own beside the address under which the page shows it."""
    path = value.get("path")
    return isinstance(path, str) and "://" not in path and bool(path)
