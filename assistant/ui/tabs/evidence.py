"""The tab of the evidence (依据): of whichever answer is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from assistant.ui.evidence import evidence_html, head_html

if TYPE_CHECKING:
    from assistant.ui.desk import Desk
    from assistant.ui.session import Conversation


class EvidenceTab:
    """Shows the evidence of an answer, and comes to the front when another answer is looked at."""

    name: ClassVar[str] = "evidence"

    def build(self, desk: Desk) -> None:
        """Make the places of the answer's figures and of the evidence."""
        self.head = desk.gr.HTML("", elem_id="asked")
        self.evidence = desk.gr.HTML(evidence_html(None, 0, desk.services.library), elem_id="evidence")

    def wire(self, desk: Desk) -> None:
        """Follow the conversation."""
        gr, library = desk.gr, desk.services.library

        def show(conversation: Conversation) -> list[Any]:
            answer, turn = conversation.answer, conversation.turn
            tabs = gr.update(selected=self.name) if conversation.answers else gr.skip()
            return [head_html(answer, turn), evidence_html(answer, turn, library), tabs]

        desk.when_looking(show, [self.head, self.evidence, desk.tabs])
