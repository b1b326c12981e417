"""The way to the same page in the other language (切换语言)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.ui.labels import label
from assistant.ui.tongue import CODES, other

if TYPE_CHECKING:
    from assistant.ui.desk import Desk


class OtherLanguage:
    """A link at the right of the title, in the words of the language it leads to."""

    def build(self, desk: Desk) -> None:
        """Make the link."""
        to = other(desk.language)
        link = f'<a href="./{to}" lang="{CODES[to]}" hreflang="{CODES[to]}">{label("other_language")}</a>'
        desk.gr.HTML(link, elem_id="other-language")

    def wire(self, desk: Desk) -> None:
        """Nothing happens on the page: the link leads away from it."""
