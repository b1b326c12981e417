"""Answering which part changed (分项变化): every part of a figure in two documents, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money
from assistant.answer.messages import message
from assistant.execute.parts import items, parts_of
from assistant.plan import Selection
from assistant.understand import asked, cues

_NAMED: Final = 8  # items of one year alone that are named

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def items_changed(work: Work, now: Source, before: Source) -> bool:
    """哪些大类支出下降了: the accounts of a level, or the parts of what is named, that changed as the question says."""
    label, later = _listed(work, now)
    _, earlier = _listed(work, before)
    old = {(entry.code, entry.subject): entry for entry in earlier}
    pairs = [(entry, old[entry.code, entry.subject]) for entry in later if (entry.code, entry.subject) in old]
    if not pairs:
        return False
    way = asked.way_of_change(work.plan.question)
    gaps = [((one.fen or 0) - (other.fen or 0), one, other) for one, other in pairs]
    meant = [(gap, one, other) for gap, one, other in gaps if gap * way > 0 or (not way and gap)]
    if cues.RANK(work.plan.question):
        meant = sorted(meant, key=lambda each: -abs(each[0]))[: work.plan.top or 1]
    condition = {1: message("increase"), -1: message("decrease"), 0: message("changed")}[way]
    if not meant:
        work.draft.say(message("nothing_fits", who=work.who(now), label=label, condition=condition))
        return True
    base = f"{now.year}年比{before.year}年{condition}"
    work.draft.say(message("list_head", who=work.who(now), label=f"{label}中{base}的 {len(meant)} 项"))
    for _, one, other in meant:
        _say_pair(work, one, other)
    one_sided = [entry for entry in later if (entry.code, entry.subject) not in old]
    one_sided += [e for e in earlier if (e.code, e.subject) not in {(one.code, one.subject) for one in later}]
    if one_sided:
        names = "、".join(f"{entry_label(entry)}（{entry.source.year}年）" for entry in one_sided[:_NAMED])
        work.draft.say(message("one_sided", names=names, number=len(one_sided)))
    return True


def _listed(work: Work, source: Source) -> tuple[str, Sequence[Entry]]:
    for target in work.plan.targets:
        found = parts_of(work.ledger, target, source, Selection())
        if found is not None:
            return entry_label(found.whole), [part for part in found.parts if part.fen is not None]
    level = asked.level_of_accounts(work.plan.question)
    return f"{level}级科目", [entry for entry in items(work.ledger, source, level) if entry.fen is not None]


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
