"""Answering which part changed (分项变化): every part of a figure in two documents, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money
from assistant.answer.messages import message
from assistant.execute.parts import parts_of
from assistant.plan import Selection

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target


def parts_changed(work: Work, target: Target, now: Source, before: Source) -> bool:
    """State the whole and each part of two years; parts that did not change are said to be so."""
    later, earlier = (parts_of(work.ledger, target, source, Selection()) for source in (now, before))
    if later is None or earlier is None:
        return False
    _say_pair(work, later.whole, earlier.whole)
    old = {part.subject: part for part in earlier.parts}
    for part in later.parts:
        if part.subject in old:
            _say_pair(work, part, old[part.subject])
    return True


def _say_pair(work: Work, later: Entry, earlier: Entry) -> None:
    gap = (later.fen or 0) - (earlier.fen or 0)
    named = [(entry, f"{entry.source.year}年{entry_label(entry)}") for entry in (earlier, later)]
    each = "分别" in work.plan.question or "各" in work.plan.question
    figures = [work.draft.figure(entry, name, supporting=not gap and not each) for entry, name in named]
    word = message("increase") if gap > 0 else message("decrease") if gap < 0 else message("same")
    amount = f" {amount_text(abs(money(gap, later.unit)), later.unit)}" if gap else ""
    if gap:
        label = f"{entry_label(later)}{word}额"
        work.draft.derived(
            abs(money(gap, later.unit)), later.unit, label, [later, earlier], by=Computed.DIFFERENCE, supporting=True
        )
    names = {"label": entry_label(later), "before": earlier.source.year, "now": later.source.year}
    work.draft.say(message("part_changed", old=figures[0], new=figures[1], change=f"{word}{amount}", **names))
