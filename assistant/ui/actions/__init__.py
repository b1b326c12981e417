"""What can be done with the answer that is looked at (答案下的操作): a row of buttons under the conversation.

Each part reads `desk.conversation`, whose `answer` is the one that is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.ui.actions.feedback import FeedbackAction
from assistant.ui.actions.taking import CopyAction, ExportAction, ReceiptAction

if TYPE_CHECKING:
    from assistant.ui.desk import Part

ACTIONS: tuple[type[Part], ...] = (
    CopyAction,
    ExportAction,
    ReceiptAction,
    FeedbackAction,
)
