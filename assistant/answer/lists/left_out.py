"""What the parts that a question names leave out of their whole (漏掉的一项): 基本支出, 项目支出, and not 机动经费."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer.checks import sum_check
from assistant.answer.draft import entry_label
from assistant.answer.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import CheckResult
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry


def say_left_out(work: Work, result: CheckResult, whole: Entry, parts: Sequence[Entry]) -> bool:
    """Say which item of the same table the parts lack, and check them with it: the document is in no contradiction.

    `result` is the check of the parts alone; it is given up. False where no one item fills the gap.
    """
    other = _left_out(work, whole, parts)
    if other is None:
        return False
    work.draft.checks.remove(result)
    figure = work.draft.figure(other, context=True)
    work.draft.say(message("left_out", label=entry_label(other), figure=figure, whole=entry_label(whole)))
    sum_check(work, whole, [*parts, other])
    return True


def _left_out(work: Work, whole: Entry, parts: Sequence[Entry]) -> Entry | None:
    """The one other item of the table of the whole whose amount is what the parts lack."""
    if whole.table_id is None or whole.fen is None or any(part.fen is None for part in parts):
        return None
    gap = whole.fen - sum(part.fen or 0 for part in parts)
    named = {part.subject for part in (whole, *parts)}
    found = [
        fact for fact in work.ledger.table_facts(whole.table_id)
        if gap > 0 and fact.fen == gap and not fact.total and fact.year == whole.year and fact.subject not in named
    ]  # fmt: skip
    return found[0] if len({fact.subject for fact in found}) == 1 else None
