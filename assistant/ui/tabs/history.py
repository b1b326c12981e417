"""The tab of kept conversations (历史): listed, searched, opened, renamed, deleted by their owner."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from assistant.records.store import ConversationStore, KeptConversation
from assistant.ui import markup
from assistant.ui.keeping import current_owner
from assistant.ui.labels import label
from assistant.ui.session import Conversation, messages, reopened
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from assistant.ui.desk import Desk


class HistoryTab:
    """Shows each visitor his own conversations and no one else's."""

    name: ClassVar[str] = "history"

    def build(self, desk: Desk) -> None:
        """Make the search field, the list, and what can be done with the conversation that is open."""
        gr = desk.gr
        self.search = gr.Textbox(
            "",
            label=label("history_search"),
            show_label=False,
            container=False,
            placeholder=label("history_search"),
            elem_id="history-search",
        )
        self.note = gr.HTML("", elem_id="history-note")
        with gr.Row(visible=False, elem_id="history-open") as self.tools:
            self.title = gr.Textbox(
                "", label=label("history_title"), show_label=False, container=False, scale=6, elem_id="history-title"
            )
            self.rename = gr.Button(label("history_rename"), size="sm", scale=1, min_width=64, elem_id="history-rename")
            self.delete = gr.Button(label("history_delete"), size="sm", scale=1, min_width=64, elem_id="history-delete")
        with gr.Row(visible=False, elem_id="history-confirm") as self.confirm:
            gr.HTML(f"<p>{label('history_confirm')}</p>")
            self.yes = gr.Button(label("history_yes"), size="sm", variant="stop", min_width=88, elem_id="history-yes")
            self.no = gr.Button(label("history_no"), size="sm", min_width=64, elem_id="history-no")
        self.listing = gr.Radio(
            [], show_label=False, label=label("history_tab"), container=False, elem_id="history-list"
        )

    def wire(self, desk: Desk) -> None:
        """List at every change; open what is chosen; rename and delete what is open."""
        if desk.services.records is None:
            return
        gr, store = desk.gr, ConversationStore(desk.services.records)
        shown = [self.listing, self.note, self.tools, self.title, self.confirm]
        known = [self.search, desk.conversation]

        def show(words: str, conversation: Conversation) -> list[Any]:
            return self._shown(gr, store, words, conversation)

        def rename(title: str, words: str, conversation: Conversation) -> list[Any]:
            try:
                store.rename(current_owner(), conversation.id, title)
            except IndexingError as error:
                gr.Warning(error.told, title=label("notice"))
            return self._shown(gr, store, words, conversation)

        desk.listen(desk.blocks.load, show, known, shown)
        desk.listen(desk.tab[self.name].select, show, known, shown)
        desk.when_looking(lambda conversation: self._followed(gr, store, conversation), [*shown, self.search])
        desk.listen(self.search.change, show, known, shown, trigger_mode="always_last")
        for event in (self.rename.click, self.title.submit):
            desk.listen(event, rename, [self.title, *known], shown)
        for event, confirming in ((self.delete.click, True), (self.no.click, False)):
            desk.listen(event, partial(gr.update, visible=confirming), [], [self.confirm])

        desk.at_last.append(partial(self._wire_opening, desk, store))

    def _wire_opening(self, desk: Desk, store: ConversationStore) -> None:
        """Open the conversation that is chosen; delete the one that is open."""
        gr = desk.gr

        def remove(conversation: Conversation) -> tuple[Any, ...]:
            try:
                store.remove(current_owner(), conversation.id)
            except IndexingError as error:
                gr.Warning(error.told, title=label("notice"))
                return None, gr.skip()
            return Conversation(), []

        def reopen(number: str, words: str) -> tuple[Any, ...]:
            try:
                conversation = reopened(store.opened(current_owner(), number), number, words)
            except IndexingError as error:
                gr.Warning(error.told, title=label("notice"))
                return None, gr.skip()
            return conversation, messages(conversation)

        desk.converse(self.listing.input, reopen, [self.listing, self.search], [desk.chat])
        desk.converse(self.yes.click, remove, [desk.conversation], [desk.chat])

    def _followed(self, gr: Any, store: ConversationStore, conversation: Conversation) -> list[Any]:
        """What the tab shows, and the words searched for, when there is news of the conversation."""
        if conversation.chosen is not None:  # another answer of the same conversation: nothing here changes
            return [gr.skip()] * 6
        if conversation.answers:  # the evidence comes to the front; what is listed is looked up when the tab is opened
            return [*[gr.skip()] * 5, conversation.found_by]
        return [*self._shown(gr, store, conversation.found_by, conversation), conversation.found_by]

    @staticmethod
    def _shown(gr: Any, store: ConversationStore, words: str, conversation: Conversation) -> list[Any]:
        """What the tab shows: the list, a note where there is nothing, and the tools where a conversation is open."""
        owner, told = current_owner(), ""
        listed: list[KeptConversation] = []
        try:
            listed = store.listed(owner, words) if owner else []
        except IndexingError as error:
            told = error.told
        if not told and not listed:
            told = label(
                "history_no_cookie" if not owner else "history_none_found" if words.strip() else "history_none"
            )
        current = next((one for one in listed if one.id == conversation.id), None)
        title = current.title if current else conversation.turns[0] if conversation.answers else ""
        return [
            gr.Radio(choices=[(_line(one), one.id) for one in listed], value=current.id if current else None),
            f'<p class="hint">{markup.text(told)}</p>' if told else "",
            gr.update(visible=bool(conversation.id)),
            title,
            gr.update(visible=False),
        ]


def _line(one: KeptConversation) -> str:
    """How a conversation is listed: its title, when it was last used, how many questions it has."""
    at = datetime.fromisoformat(one.updated_at).astimezone()
    return label("history_line", title=one.title, at=f"{at:%Y-%m-%d %H:%M}", count=one.answers)
