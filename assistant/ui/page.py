"""The page (页面): its components and what happens when they are used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.ui import labels, markup
from assistant.ui.documents_view import documents_html, uploads_html
from assistant.ui.evidence import evidence_html
from assistant.ui.examples import EXAMPLE_COUNT, example_questions
from assistant.ui.session import Conversation, ask, messages, turn_of_message
from assistant.ui.uploads import load_all
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.ui.ports import Asks, Library

ASKING_AT_ONCE = 4
EVIDENCE, FILES = "evidence-tab", "files-tab"


class Page:
    """The components of the page and their handlers; it keeps nothing of any visitor."""

    def __init__(self, assistant: Asks, library: Library, upload_limit_mb: int) -> None:
        self._assistant = assistant
        self._library = library
        self._upload_limit_mb = upload_limit_mb

    def build(self, blocks: Any) -> None:
        """Put the components into `blocks` and wire them."""
        import gradio as gr  # noqa: PLC0415 - 3 seconds to import

        self.gr = gr
        gr.HTML(f"<h1>{labels.TITLE}</h1><p>{labels.SUBTITLE}</p>", elem_id="title")
        self.conversation = gr.State(Conversation())
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=5, min_width=340, elem_id="talk"):
                self._build_talk()
            with gr.Column(scale=6, min_width=340, elem_id="proof"), gr.Tabs(selected=FILES) as self.tabs:
                with gr.Tab(labels.EVIDENCE_TAB, id=EVIDENCE):
                    self.evidence = gr.HTML(evidence_html(None, 0, self._library.table), elem_id="evidence")
                with gr.Tab(labels.FILES_TAB, id=FILES):
                    self._build_files()
        self._wire(blocks)

    def _build_talk(self) -> None:
        gr = self.gr
        self.chat = gr.Chatbot(
            label=labels.CHAT,
            show_label=False,
            elem_id="chat",
            height="100%",
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
            sanitize_html=True,
            placeholder=labels.WELCOME,
            allow_file_downloads=False,
            group_consecutive_messages=False,
        )
        with gr.Row(elem_id="asking"):
            self.box = gr.Textbox(
                label=labels.ASK_LABEL,
                show_label=False,
                container=False,
                placeholder=labels.ASK_PLACEHOLDER,
                lines=1,
                max_lines=4,
                scale=8,
                min_width=160,
                elem_id="question",
                autofocus=True,
            )
            self.send = gr.Button(labels.ASK_BUTTON, variant="primary", scale=1, min_width=72, elem_id="send")
            self.renew = gr.Button(labels.NEW_CONVERSATION, scale=1, min_width=80, elem_id="renew")
        with gr.Row(elem_id="examples"):
            self.examples = [gr.Button("", size="sm", visible=False, min_width=0) for _ in range(EXAMPLE_COUNT)]

    def _build_files(self) -> None:
        gr = self.gr
        self.files = gr.File(
            label=labels.UPLOAD.format(limit=self._upload_limit_mb),
            file_count="multiple",
            type="filepath",
            height=140,
            elem_id="upload",
        )
        self.uploads = gr.HTML("", elem_id="uploads")
        self.documents = gr.HTML(documents_html(()), elem_id="documents")

    def _wire(self, blocks: Any) -> None:
        private = {"api_visibility": "private"}
        talk = [self.chat, self.box, self.conversation, self.evidence, self.tabs]
        asking = {"concurrency_limit": ASKING_AT_ONCE, "concurrency_id": "ask", "show_progress": "hidden", **private}
        for event in (self.box.submit, self.send.click):
            event(self._ask, [self.box, self.conversation], talk, **asking)
        for example in self.examples:
            example.click(self._ask, [example, self.conversation], talk, **asking)
        for event in (self.renew.click, self.chat.clear):
            event(self._renew, None, talk, show_progress="hidden", **private)

        # the event's data reaches a handler by the type of its parameter, which is known only here
        gr = self.gr

        def choose(conversation: Conversation, event: Any) -> tuple[str, Any]:
            return self._evidence(conversation, turn_of_message(event.index)), gr.Tabs(selected=EVIDENCE)

        choose.__annotations__["event"] = gr.SelectData
        self.chat.select(choose, [self.conversation], [self.evidence, self.tabs], show_progress="hidden", **private)

        shelf = [self.documents, self.chat, *self.examples]
        blocks.load(self._shelf, None, shelf, show_progress="hidden", **private)
        # one upload after the other: an index has one writer
        self.files.upload(
            self._load,
            [self.files],
            [self.files, self.uploads],
            concurrency_limit=1,
            concurrency_id="load",
            show_progress="hidden",
            **private,
        ).then(self._shelf, None, shelf, show_progress="hidden", **private)

    def _ask(self, question: str, conversation: Conversation) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then the answer with its evidence."""
        skip = self.gr.skip()
        question = question.strip()
        if not question:
            yield skip, skip, skip, skip, skip
            return
        yield messages(conversation, question), "", skip, skip, skip
        conversation = ask(self._assistant, question, conversation)
        evidence = self._evidence(conversation, len(conversation.answers) - 1)
        yield messages(conversation), skip, conversation, evidence, self.gr.Tabs(selected=EVIDENCE)

    def _renew(self) -> tuple[Any, ...]:
        evidence = evidence_html(None, 0, self._library.table)
        return [], "", Conversation(), evidence, self.gr.skip()

    def _evidence(self, conversation: Conversation, turn: int) -> str:
        answer = conversation.answers[turn] if turn < len(conversation.answers) else None
        return evidence_html(answer, turn, self._library.table)

    def _shelf(self) -> list[Any]:
        """List what is loaded, and offer questions about it."""
        gr = self.gr
        try:
            documents = self._library.documents()
            questions = example_questions(self._library.askable()) if documents else []
            listing = documents_html(documents)
        except IndexingError as error:
            documents, questions, listing = (), [], f'<p class="stale">{markup.text(error)}</p>'
        buttons = [gr.Button(question, visible=True) for question in questions]
        buttons += [gr.Button(visible=False)] * (EXAMPLE_COUNT - len(buttons))
        welcome = labels.WELCOME if documents else labels.WELCOME_EMPTY
        return [listing, gr.Chatbot(placeholder=welcome), *buttons]

    def _load(self, uploaded: Sequence[str] | None) -> Iterator[tuple[Any, str]]:
        skip = self.gr.skip()
        for lines, note in load_all(self._library, [Path(path) for path in uploaded or ()]):
            yield skip, uploads_html(lines, note)
        yield None, skip
