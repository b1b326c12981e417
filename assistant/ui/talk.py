"""The conversation's column (对话栏): answers, the question being written, examples."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from assistant.ui.actions import ACTIONS
from assistant.ui.desk import with_event
from assistant.ui.examples import EXAMPLE_COUNT, example_questions
from assistant.ui.keeping import kept
from assistant.ui.labels import label
from assistant.ui.session import Conversation, asking, messages, turn_of_message
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        gr = desk.gr
        talk = [desk.chat, desk.box, desk.conversation, self.send, self.stop]
        side_by_side = {"concurrency_limit": ASKING_AT_ONCE, "concurrency_id": "ask"}
        running = [
            desk.listen(event, self._asks(desk), [desk.box, desk.conversation], talk, **side_by_side)
            for event in (desk.box.submit, self.send.click)
        ]
        running += [
            desk.listen(example.click, self._asks(desk), [example, desk.conversation], talk, **side_by_side)
            for example in self.examples
        ]

        def stop(conversation: Conversation) -> list[Any]:
            gr.Info(label("stopped"))
            return [messages(conversation), gr.Button(visible=True), gr.Button(visible=False)]

        desk.listen(self.stop.click, stop, [desk.conversation], [desk.chat, self.send, self.stop], cancels=running)

        def renew() -> list[Any]:
            return [[], "", Conversation(), gr.Button(visible=True), gr.Button(visible=False)]

        for event in (self.renew.click, desk.chat.clear):
            desk.listen(event, renew, [], talk, cancels=running)

        def choose(conversation: Conversation, event: Any) -> Conversation:
            return replace(conversation, chosen=turn_of_message(event.index))

        desk.listen(desk.chat.select, with_event(choose, gr.SelectData), [desk.conversation], [desk.conversation])
        desk.when_looking(self._leads_on(desk), [self.actions, *self.examples])
        desk.when_shelved(self._offers(desk), [desk.chat, *self.examples])

    def _asks(self, desk: Desk) -> Any:
        gr, skip = desk.gr, desk.gr.skip()

        def asks(question: str, conversation: Conversation) -> Iterator[tuple[Any, ...]]:
            """Show the question at once, then what is being done if it takes a while, then the answer."""
            question = question.strip()
            if not question:
                yield skip, skip, skip, skip, skip
                return
            yield messages(conversation, question), "", skip, gr.Button(visible=False), gr.Button(visible=True)
            for news in asking(desk.services.assistant, question, conversation):
                if isinstance(news, Conversation):
                    conversation = kept(desk.services, news)
                    yield messages(conversation), skip, conversation, gr.Button(visible=True), gr.Button(visible=False)
                else:
                    yield messages(conversation, question, news), skip, skip, skip, skip

        return asks

    def _leads_on(self, desk: Desk) -> Any:
        """Offer what can be asked after the answer that is looked at; with no answer, what is offered at first."""
        gr, library = desk.gr, desk.services.library

        def leads_on(conversation: Conversation) -> list[Any]:
            answer = conversation.answer
            if answer is None:
                return [gr.Row(visible=False), *self._offers(desk)()[1:]]
            return [gr.Row(visible=bool(ACTIONS)), *self._buttons(gr, library.next_questions(answer))]

        return leads_on

    def _buttons(self, gr: Any, questions: Sequence[str]) -> list[Any]:
        buttons = [gr.Button(question, visible=True) for question in questions[:EXAMPLE_COUNT]]
        return buttons + [gr.Button(visible=False)] * (EXAMPLE_COUNT - len(buttons))

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
            return [gr.Chatbot(placeholder=placeholder), *self._buttons(gr, questions)]

        return offers
