"""Keeping what visitors ask (保存对话), under the name of the user or the id of the browser."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.records.store import ConversationStore
from index.model.errors import IndexingError

if TYPE_CHECKING:
    from assistant.ui.desk import Services
    from assistant.ui.session import Conversation

_LOG = logging.getLogger(__name__)


def current_owner() -> str:
    """Whose the conversations are that the running event may keep and open; "" where nothing can be kept."""
    from assistant.ui.blocks import current_visitor  # noqa: PLC0415 - imports Gradio

    return current_visitor().name


def kept(services: Services, conversation: Conversation) -> Conversation:
    """Keep the newest answer of a conversation, unless it is an error; that it cannot be kept does not stop anybody."""
    owner = current_owner()
    if services.records is None or not owner or conversation.receipts[-1].answer.status == "error":
        return conversation
    try:
        number = ConversationStore(services.records).keep(owner, conversation.id, conversation.receipts[-1])
    except IndexingError as error:
        _LOG.warning("conversation not kept: %s", error)
        return conversation
    return replace(conversation, id=number)
