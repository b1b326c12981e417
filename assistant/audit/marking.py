"""Marking findings from the command line (核实意见): 已核实 or 忽略 with a reason, taken back, listed."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant.console import print_json
from index.audit.marks import Mark, MarkState, read_marks, remove_mark, set_mark
from index.audit.report import audit
from index.model.errors import IndexingError
from index.store.reader import Reader

if TYPE_CHECKING:
    from index.settings import IndexSettings


class UnknownFindingError(IndexingError):
    """A number under which no loaded document has a contradiction."""

    def __init__(self, key: str) -> None:
        super().__init__(f"没有编号为“{key}”的矛盾。编号见 yusuan audit 的结果。")


def mark(settings: IndexSettings, key: str, *, confirmed: bool, reason: str) -> None:
    """Mark a finding. Raise UnknownFindingError where no loaded document has it."""
    reader = Reader(settings)
    documents = reader.documents()
    with reader.connection() as connection:
        found = next(
            (
                (document.name, finding)
                for document in documents
                for one in [audit(connection, document)]
                for finding in (*one.findings, *one.explained)
                if finding.key == key
            ),
            None,
        )
    if found is None:
        raise UnknownFindingError(key)
    document_name, finding = found
    state = MarkState.CONFIRMED if confirmed else MarkState.IGNORED
    set_mark(settings, Mark(key, document_name, state, reason, finding.statement, ""))
    sys.stdout.write(f"已标为“{state.value}”：{document_name}：{finding.statement}\n")


def unmark(settings: IndexSettings, key: str) -> None:
    """Take a mark back."""
    remove_mark(settings, key)
    sys.stdout.write(f"已撤回对 {key} 的核实意见。\n")


def show(settings: IndexSettings, *, as_json: bool) -> None:
    """List all marks, oldest first."""
    with Reader(settings).connection() as connection:
        marks = list(read_marks(connection).values())
    if as_json:
        print_json([asdict(one) for one in marks])
        return
    for one in marks:
        sys.stdout.write(f"{one.key}　{one.state.value}　{one.document}\n    {one.statement}\n    理由：{one.reason}\n")
    sys.stdout.write(f"共 {len(marks)} 条核实意见。\n")
