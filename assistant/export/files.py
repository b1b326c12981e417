"""Exports by the ending of their file (导出格式): .md, .docx, .xlsx."""

from __future__ import annotations

from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.records.receipt import Receipt


class ExportFormat(StrEnum):
    """What a conversation can be exported as."""

    MARKDOWN = "md"
    WORD = "docx"
    WORKBOOK = "xlsx"


def exported(receipts: Sequence[Receipt], form: ExportFormat) -> bytes:
    """A conversation as a file of this format."""
    if form is ExportFormat.MARKDOWN:
        from assistant.export.text import conversation_markdown  # noqa: PLC0415 - each format as it is needed

        return conversation_markdown(receipts).encode("utf-8", "replace")
    target = BytesIO()
    if form is ExportFormat.WORD:
        from assistant.export.word import write_word  # noqa: PLC0415

        write_word(receipts, target)
    else:
        from assistant.export.workbook import write_workbook  # noqa: PLC0415

        write_workbook(receipts, target)
    return target.getvalue()
