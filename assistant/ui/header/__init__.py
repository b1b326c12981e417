"""What stands at the right of the page's title (页眉), in the order it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.ui.header.account import Account
from assistant.ui.header.other_language import OtherLanguage

if TYPE_CHECKING:
    from assistant.ui.desk import Part

HEADER: tuple[type[Part], ...] = (OtherLanguage, Account)
