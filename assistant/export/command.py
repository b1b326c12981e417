"""`yusuan ask … --export FILE`: an answer as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.console import refuse_arguments
from assistant.export.files import ExportFormat, exported
from assistant.records.receipt import make_receipt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.answer.model import Answer


def write_export(path: Path, answer: Answer, turns: Sequence[str]) -> None:
    """Write an answer in the format of the file's ending; end with status 2 when it cannot be written."""
    form = ExportFormat(path.suffix.lower().removeprefix("."))
    try:
        path.write_bytes(exported([make_receipt(answer, turns)], form))
    except OSError as error:
        refuse_arguments(f"不能写入 {path}（{error.strerror}）。")
