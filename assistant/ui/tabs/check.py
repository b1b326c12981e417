"""The tab of drafts (核对文稿): a text is pasted, and each of its figures is held against the loaded documents."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

from assistant.access.rates import Rate
from assistant.ui import markup
from assistant.ui.check_view import check_html
from assistant.ui.endpoints import MOST_CHARACTERS
from assistant.ui.labels import label
from index.model.errors import IndexingError
from index.store.reader import Reader

if TYPE_CHECKING:
    from assistant.ui.desk import Desk

_MINUTE = 60.0


class CheckTab:
    """Takes a draft and shows what is found of its figures."""

    name: ClassVar[str] = "check"

    def build(self, desk: Desk) -> None:
        """Make the field of the draft, whom and when it is about, and the place of the report."""
        gr = desk.gr
        self.draft = gr.Textbox(
            label=label("draft"), placeholder=label("draft_placeholder"), lines=7, max_lines=16, elem_id="draft",
            max_length=MOST_CHARACTERS,
        )  # fmt: skip
        with gr.Row(elem_id="draft-about"):
            self.organization = gr.Textbox(label=label("draft_organization"), elem_id="draft-organization", scale=3)
            self.year = gr.Textbox(label=label("draft_year"), elem_id="draft-year", scale=1, max_length=4)
            self.check = gr.Button(label("check"), variant="primary", elem_id="check", scale=1, min_width=90)
        self.report = gr.HTML(f'<p class="hint">{label("check_hint")}</p>', elem_id="check-report")

    def wire(self, desk: Desk) -> None:
        """Check the draft that is there."""
        reader = Reader(desk.services.settings)
        most = getattr(desk.services.settings, "questions_per_minute", 0)
        rate = Rate(most, _MINUTE)

        def check(draft: str, organization: str, year: str) -> str:
            from assistant.proofread.service import check_text  # noqa: PLC0415 - brings in the store
            from assistant.ui.blocks import current_visitor  # noqa: PLC0415 - imports Gradio

            wait = rate.take(current_visitor().key)
            if wait:
                return _refused(label("too_many_questions", most=most, seconds=math.ceil(wait)))
            if len(draft) > MOST_CHARACTERS:
                return _refused(label("draft_too_long", most=MOST_CHARACTERS))
            if year.strip() and not (year.strip().isascii() and year.strip().isdigit()):
                return _refused(label("draft_year_wrong"))
            try:
                return check_html(check_text(reader, draft, organization, int(year) if year.strip() else None))
            except IndexingError as error:
                return _refused(error.told)

        inputs = [self.draft, self.organization, self.year]
        desk.listen(self.check.click, check, inputs, [self.report], show_progress="minimal")


def _refused(reason: str) -> str:
    return f'<p class="stale" role="alert">{markup.text(reason)}</p>'
