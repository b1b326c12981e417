"""Feedback on the answer that is looked at (反馈): the answer is wrong, its source is wrong, or it is of use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.records.feedback import LONGEST_REMARK, Verdict, give_feedback
from assistant.ui.keeping import current_owner
from assistant.ui.labels import label
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from assistant.ui.desk import Desk
    from assistant.ui.session import Conversation


class FeedbackAction:
    """Takes a verdict with a remark and keeps it with the answer's receipt."""

    def build(self, desk: Desk) -> None:
        """Make the button, and the form that it opens."""
        gr = desk.gr
        kept = desk.services.records is not None
        self.button = gr.Button(label("feedback"), size="sm", min_width=64, visible=kept, elem_id="feedback")
        with gr.Column(visible=False, elem_id="feedback-form") as self.form:
            choices = [(label(f"verdict_{verdict}"), verdict.value) for verdict in Verdict]
            self.verdict = gr.Radio(
                choices, label=label("feedback_verdict"), show_label=False, elem_id="feedback-verdict"
            )
            self.remark = gr.Textbox(
                "",
                label=label("feedback_remark"),
                show_label=False,
                placeholder=label("feedback_remark"),
                lines=2,
                max_length=LONGEST_REMARK,
                elem_id="feedback-remark",
            )
            gr.HTML(f'<p class="hint">{label("feedback_told")}</p>')
            with gr.Row():
                self.give = gr.Button(label("feedback_give"), size="sm", variant="primary", elem_id="feedback-give")
                self.drop = gr.Button(label("feedback_drop"), size="sm", elem_id="feedback-drop")

    def wire(self, desk: Desk) -> None:
        """Open and close the form; keep what is given. Looking at another answer closes it."""
        gr, records = desk.gr, desk.services.records
        if records is None:
            return
        form = [self.form, self.verdict, self.remark]

        def closed(*_: Any) -> tuple[Any, ...]:
            return gr.update(visible=False), None, ""

        def give(verdict: str | None, remark: str, conversation: Conversation) -> tuple[Any, ...]:
            skipped = (gr.skip(), gr.skip(), gr.skip())
            if verdict is None or conversation.receipt is None:
                gr.Warning(label("feedback_choose"), title=label("notice"))
                return skipped
            owner = current_owner()
            try:
                give_feedback(records, owner, conversation.receipt, Verdict(verdict), remark)
            except IndexingError as error:
                gr.Warning(error.told, title=label("notice"))
                return skipped
            gr.Info(label("feedback_thanks"), title=label("notice"))
            return closed()

        desk.listen(self.button.click, lambda: gr.Column(visible=True), [], [self.form])
        desk.listen(self.drop.click, closed, [], form)
        desk.listen(self.give.click, give, [self.verdict, self.remark, desk.conversation], form)
        desk.when_looking(closed, form)
