"""The tabs beside the conversation (右侧各页), in the order they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.ui.tabs.audit import AuditTab
from assistant.ui.tabs.check import CheckTab
from assistant.ui.tabs.evidence import EvidenceTab
from assistant.ui.tabs.files import FilesTab
from assistant.ui.tabs.history import HistoryTab

if TYPE_CHECKING:
    from assistant.ui.desk import Tab

TABS: tuple[type[Tab], ...] = (
    EvidenceTab,
    FilesTab,
    CheckTab,
    AuditTab,
    HistoryTab,
)
FIRST = FilesTab.name
