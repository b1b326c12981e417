"""The conversation's column (对话栏): answers, the question being written, examples."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.ui.actions import ACTIONS
from assistant.ui.desk import with_event
from assistant.ui.examples import EXAMPLE_COUNT, example_questions
from assistant.ui.keeping import kept
from assistant.ui.labels import label
from assistant.ui.session import Conversation, ask, asking, messages, turn_of_message
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from assistant.ui.desk import Desk

ASKING_AT_ONCE = 4


class Talk:
    """Asks questions and shows the answers; it keeps nothing of any visitor."""

    def build(self, desk: Desk) -> None:
        """Make the column."""
        gr = desk.gr
        desk.chat = gr.Chatbot(
            label=label("chat"),
            show_label=False,
            elem_id="chat",
            height="100%",
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
            sanitize_html=True,
            placeholder=label("welcome"),
            allow_file_downloads=False,
            group_consecutive_messages=False,
        )
        with gr.Row(elem_id="actions", visible=False) as self.actions:
            for action in ACTIONS:
                part = action()
                desk.parts.append(part)
                part.build(desk)
        with gr.Row(elem_id="asking"):
            desk.box = gr.Textbox(
                label=label("ask_label"),
                show_label=False,
                container=False,
                placeholder=label("ask_placeholder"),
                lines=1,
                max_lines=4,
                scale=8,
                min_width=160,
                elem_id="question",
                autofocus=True,
            )
            self.send = gr.Button(label("ask_button"), variant="primary", scale=1, min_width=72, elem_id="send")
            self.stop = gr.Button(label("stop"), scale=1, min_width=72, elem_id="stop", visible=False)
            self.renew = gr.Button(label("new_conversation"), scale=1, min_width=80, elem_id="renew")
        with gr.Row(elem_id="examples"):
            self.examples = [gr.Button("", size="sm", visible=False, min_width=0) for _ in range(EXAMPLE_COUNT)]

    def wire(self, desk: Desk) -> None:
        """Ask by the box, the button or an example; look at an answer by choosing it."""
        desk.when_looking(self._leads_on(desk), [self.actions, *self.examples])
        desk.when_shelved(self._offers(desk), [desk.chat, *self.examples])
        desk.at_last.append(partial(self._wire_asking, desk))

    def _wire_asking(self, desk: Desk) -> None:
        gr, hidden, shown = desk.gr, desk.gr.update(visible=False), desk.gr.update(visible=True)
        talk = [desk.chat, desk.box, desk.conversation, self.send, self.stop, *desk.looking]
        side_by_side = {"concurrency_limit": ASKING_AT_ONCE, "concurrency_id": "ask"}
        running = [
            desk.listen(event, self._asks(desk), [question, desk.conversation], talk, **side_by_side)
            for event, question in (
                (desk.box.submit, desk.box),
                (self.send.click, desk.box),
                *((example.click, example) for example in self.examples),
            )
        ]

        def stop(conversation: Conversation) -> list[Any]:
            gr.Info(label("stopped"), title=label("notice"))
            return [messages(conversation), shown, hidden]

        desk.listen(self.stop.click, stop, [desk.conversation], [desk.chat, self.send, self.stop], cancels=running)

        def renew() -> list[Any]:
            return [Conversation(), [], "", shown, hidden]

        for event in (self.renew.click, desk.chat.clear):
            desk.converse(event, renew, [], [desk.chat, desk.box, self.send, self.stop], cancels=running)

        def choose(conversation: Conversation, event: Any) -> list[Any]:
            return [replace(conversation, chosen=turn_of_message(event.index))]

        desk.converse(desk.chat.select, with_event(choose, gr.SelectData), [desk.conversation], [])

    def _asks(self, desk: Desk) -> Any:
        skip, hidden, shown = desk.gr.skip(), desk.gr.update(visible=False), desk.gr.update(visible=True)
        services = desk.services

        async def asks(question: str, conversation: Conversation) -> AsyncIterator[tuple[Any, ...]]:
            """Show the answer; if it takes a while, show the question and what is being done for it before that."""
            question = question.strip()
            if not question:
                yield (skip,) * (5 + len(desk.looking))
                return

            def ask_it() -> Conversation:
                return kept(services, ask(services.assistant, question, conversation))

            box: Any = ""  # emptied once: what is typed meanwhile stays
            async with aclosing(asking(ask_it, desk.looked)) as told:
                async for step, asked, seen in told:
                    looked = desk.looked(None) if seen is None else seen
                    if asked is not None:
                        yield messages(asked), box, asked, shown, hidden, *looked
                    elif seen is not None:
                        yield skip, skip, skip, skip, skip, *looked
                    else:
                        yield messages(conversation, question, step), box, skip, hidden, shown, *looked
                    box = skip

        return asks

    def _leads_on(self, desk: Desk) -> Any:
        """Offer what can be asked after the answer that is looked at; with no answer, what is offered at first."""
        gr, library = desk.gr, desk.services.library

        def leads_on(conversation: Conversation) -> list[Any]:
            answer = conversation.answer
            if answer is None:
                return [gr.update(visible=False), *self._offers(desk)()[1:]]
            return [gr.update(visible=bool(ACTIONS)), *self._buttons(gr, library.next_questions(answer))]

        return leads_on

    def _buttons(self, gr: Any, questions: Sequence[str]) -> list[Any]:
        buttons = [gr.update(value=question, visible=True) for question in questions[:EXAMPLE_COUNT]]
        return buttons + [gr.update(visible=False)] * (EXAMPLE_COUNT - len(buttons))

    def _offers(self, desk: Desk) -> Any:
        gr, library = desk.gr, desk.services.library

        def offers() -> list[Any]:
            """Offer questions about what is loaded."""
            try:
                loaded = bool(library.documents())
                questions = example_questions(library.askable()) if loaded else []
            except IndexingError:
                loaded, questions = False, []
            placeholder = label("welcome" if loaded else "welcome_empty")
            return [gr.update(placeholder=placeholder), *self._buttons(gr, questions)]

        return offers
