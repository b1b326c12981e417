"""Counts of something else than was asked for: how many visits there were is no answer to how many people came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer.messages import message
from assistant.execute.sentences import tells_count

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work


def of_what_is_counted(work: Work, status: Status) -> Status:
    """An answer by name, which is none where it counts something else: 接待批次 is no answer to 多少人次."""
    counts = [entry for entry in work.draft.entries if entry.role == "count"]
    others = not any(tells_count(work.plan.measure_word, entry) for entry in counts)
    if status != "answered" or not work.plan.measure_word.startswith(("人次", "批")) or not counts or not others:
        return status
    work.draft.withdraw()
    work.draft.say(message("part_not_found", part=work.plan.question.strip("?？。")))
    return "not_found"
