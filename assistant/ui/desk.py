"""What the parts of the page share (页面的公共部分): the components all of them may use, and how they listen to events.

A part (tab, action under an answer, piece of the header) is a small class; it is named in the list of its package and
nothing else of the page knows it.
"""

from __future__ import annotations

import inspect
import logging
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from assistant.ui.labels import Language, speaking

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from assistant.records.database import RecordsDatabase
    from assistant.settings import Settings
    from assistant.ui.ports import Asks, Library
    from assistant.ui.session import Conversation

_LOG = logging.getLogger(__name__)
Listener = tuple["Callable[..., Any]", tuple[Any, ...]]
PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class Services:
    """What the page stands on: one set for all visitors, holding nothing of any of them."""

    assistant: Asks
    library: Library
    settings: Settings
    records: RecordsDatabase | None = None  # where conversations and feedback are kept; None: nowhere


class Part(Protocol):
    """A part of the page: first its components are made, then, when all parts are there, their events are wired."""

    def build(self, desk: Desk) -> None:
        """Make the components, within the layout that is open."""
        ...

    def wire(self, desk: Desk) -> None:
        """Wire the events; every component of the desk exists by now."""
        ...


class Tab(Part, Protocol):
    """A part with a tab of its own beside the conversation."""

    name: ClassVar[str]  # id of the tab, and `{name}_tab` is the key of its label


@dataclass
class Desk:
    """The components that parts share, and the ways to listen to what happens.

    `conversation` (gr.State of Conversation) is the visitor's; its `answer` is the one that is looked at. `tabs` is
    switched by returning `gr.update(selected=name)` for it. `shelf` counts the changes of what is loaded.

    What changes the conversation gives in the same breath what the parts show of it: a second event for that would
    cost as much as the first. Therefore it is wired last (`at_last`), when all who look are known (`looked`).
    """

    gr: Any
    blocks: Any
    services: Services
    language: Language = "zh"
    parts: list[Part] = field(default_factory=list)
    conversation: Any = None
    shelf: Any = None
    chat: Any = None
    box: Any = None
    tabs: Any = None
    tab: dict[str, Any] = field(default_factory=dict)  # by name, for when it is opened
    at_last: list[Callable[[], Any]] = field(default_factory=list)
    _looking: list[Listener] = field(default_factory=list)
    _shelved: list[Listener] = field(default_factory=list)

    def listen(
        self, event: Any, handler: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any], **options: Any
    ) -> Any:
        """Run `handler` at `event`, in the page's language and not as an endpoint; return the event's dependency."""
        return event(self._speaking(handler), list(inputs), list(outputs), **{**PRIVATE, **options})

    def when_looking(self, handler: Callable[[Conversation], Any], outputs: Sequence[Any]) -> None:
        """Run `handler` with the conversation when another answer is looked at: a new one, an earlier one, or none."""
        self._looking.append((handler, tuple(outputs)))

    @property
    def looking(self) -> tuple[Any, ...]:
        """The outputs of all who look at the conversation; complete when what is `at_last` is wired."""
        return tuple(output for _, outputs in self._looking for output in outputs)

    def looked(self, conversation: Conversation | None) -> list[Any]:
        """What they show of a conversation; of None, what they show already."""
        if conversation is None:
            return [self.gr.skip()] * len(self.looking)
        return _together(self._looking, self.gr, conversation)

    def converse(
        self, event: Any, handler: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any], **options: Any
    ) -> Any:
        """Listen with a handler that gives another conversation first, then `outputs`; to be called `at_last`.

        With None for the conversation nothing else is looked at.
        """

        @wraps(handler)
        def conversing(*arguments: Any) -> list[Any]:
            conversation, *others = handler(*arguments)
            kept = self.gr.skip() if conversation is None else conversation
            return [kept, *others, *self.looked(conversation)]

        return self.listen(event, conversing, inputs, [self.conversation, *outputs, *self.looking], **options)

    def when_shelved(self, handler: Callable[[], Any], outputs: Sequence[Any]) -> None:
        """Run `handler` when the page is opened and when other documents are loaded."""
        self._shelved.append((handler, tuple(outputs)))

    def wire_together(self) -> None:
        """Wire what parts want to be told of: one request for all of them, where each would make its own."""
        for wire in self.at_last:
            wire()
        for handler, outputs in _grouped(self._shelved, self.gr):
            self.listen(self.blocks.load, handler, [], outputs)
            self.listen(self.shelf.change, handler, [], outputs)

    def _speaking(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.isasyncgenfunction(handler):

            @wraps(handler)
            async def told(*arguments: Any) -> AsyncIterator[Any]:
                running = handler(*arguments)
                try:
                    while True:
                        with speaking(self.language):
                            try:
                                step = await anext(running)
                            except StopAsyncIteration:
                                return
                        yield step
                finally:
                    await running.aclose()

            return told

        if inspect.isgeneratorfunction(handler):

            @wraps(handler)
            def steps(*arguments: Any) -> Iterator[Any]:
                running = handler(*arguments)
                try:
                    while True:
                        with speaking(self.language):
                            try:
                                step = next(running)
                            except StopIteration:
                                return
                        yield step
                finally:
                    running.close()

            return steps

        @wraps(handler)
        def spoken(*arguments: Any) -> Any:
            with speaking(self.language):
                return handler(*arguments)

        return spoken


def _grouped(listeners: Sequence[Listener], gr: Any) -> Iterator[Listener]:
    """Put the plain handlers into one; generators, and those that Gradio gives the request or the like, stay alone."""
    plain = [one for one in listeners if not inspect.isgeneratorfunction(one[0]) and not _is_given_more(one[0])]
    yield from (one for one in listeners if one not in plain)
    if not plain:
        return

    def together(*arguments: Any) -> list[Any]:
        return _together(plain, gr, *arguments)

    yield together, tuple(output for _, outputs in plain for output in outputs)


def _together(listeners: Sequence[Listener], gr: Any, *arguments: Any) -> list[Any]:
    """Run all of them; what one of them does not manage stays as it is on the page."""
    values: list[Any] = []
    for handler, outputs in listeners:
        try:
            value = handler(*arguments)
            given = [value] if len(outputs) == 1 else list(value)
        except Exception:  # noqa: BLE001 - one part must not cost the others their news; the log has the reason
            _LOG.exception("a part of the page failed")
            given = [gr.skip()] * len(outputs)
        values += given
    return values


def _is_given_more(handler: Callable[..., Any]) -> bool:
    """Whether Gradio fills parameters of a handler by their type."""
    return any(getattr(kind, "__module__", "").startswith("gradio") for kind in handler.__annotations__.values())


def with_event(handler: Callable[..., Any], event_type: Any, parameter: str = "event") -> Callable[..., Any]:
    """Let Gradio give `handler` the event's data: it goes by the type of a parameter, which is known only here.

    `event_type` is gr.SelectData, gr.Request or the like, whose module is not imported where handlers are written.
    """

    @wraps(handler)
    def annotated(*arguments: Any, **named: Any) -> Any:
        return handler(*arguments, **named)

    annotated.__annotations__ = {parameter: event_type}
    return annotated
