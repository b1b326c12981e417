"""The tab of the evidence (依据): of whichever answer is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from assistant.ui.evidence import evidence_html

if TYPE_CHECKING:
    from assistant.ui.desk import Desk
    from assistant.ui.session import Conversation


class EvidenceTab:
    """Shows the evidence of an answer, and comes to the front when another answer is looked at."""

    name: ClassVar[str] = "evidence"

    def build(self, desk: Desk) -> None:
        """Make the place of the evidence."""
        self.evidence = desk.gr.HTML(evidence_html(None, 0, desk.services.library.table), elem_id="evidence")

    def wire(self, desk: Desk) -> None:
        """Follow the conversation."""
        gr, library = desk.gr, desk.services.library

        def show(conversation: Conversation) -> tuple[str, Any]:
            html = evidence_html(conversation.answer, conversation.turn, library.table)
            return html, gr.Tabs(selected=self.name) if conversation.answers else gr.skip()

        desk.when_looking(show, [self.evidence, desk.tabs])
