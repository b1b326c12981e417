"""Which part changed, of one year alone (文中写明的分项增减): the parts whose change the text states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer.messages import message
from assistant.execute.bases import is_against_budget
from assistant.understand.words import asked
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source


def parts_stated(work: Work, source: Source) -> bool:
    """三公经费里哪项增加了: the parts whose change against the year before the text states; 哪项降幅最大: in order."""
    names = [name for target in work.plan.targets for name in target.names]
    if not names:
        return False
    stated = work.ledger.stated(source.ids, StatementRow.role.in_(("level", "change", "rate")))
    stated = [entry for entry in stated if not is_against_budget(entry)]
    ranked = asked.MOST_CHANGED(work.plan.question)
    parts = _parts(stated, names, below=not ranked)
    way = asked.way_of_change(work.plan.question)
    meant = _moved(stated, parts, "change", way)
    if not ranked:
        for entry in sorted(meant.values(), key=lambda one: one.ordinal):
            _say(work, source, entry)
        return bool(meant)
    by_rate = asked.BY_RATE(work.plan.question)
    weighed = _moved(stated, parts, "rate", way) if by_rate else meant
    if not weighed or not meant.keys() <= weighed.keys():
        return False  # a part without a rate may be the one
    ordered = sorted(weighed.values(), key=lambda one: -abs(one.amount))
    for place, entry in enumerate(ordered):
        _say(work, source, entry, supporting=place >= (work.plan.top or 1))
        if by_rate and entry.subject in meant:
            _say(work, source, meant[entry.subject], supporting=True)
    told = {entry.subject for entry in stated if entry.role != "level"}
    work.draft.unsure |= not parts <= told  # of the others nothing is known
    return True


def _parts(stated: Sequence[Entry], names: Sequence[str], *, below: bool) -> set[str]:
    """What an item is made of; `below`: also parts of parts (运行费 of 购置及运行费), which come after those."""
    inside = {entry.ordinal for entry in stated if entry.subject in names}
    parts: set[str] = set()
    for entry in stated:
        if entry.parent in inside and entry.role == "level":
            inside |= {entry.ordinal} if below else set()
            parts.add(entry.subject)
    return parts


def _moved(stated: Sequence[Entry], parts: set[str], role: str, way: int) -> dict[str, Entry]:
    """How each part moved in the way that is asked for, as first stated."""
    return {
        entry.subject: entry for entry in reversed(stated)
        if entry.role == role and entry.subject in parts and entry.value and (entry.value * way > 0 or not way)
    }  # fmt: skip


def _say(work: Work, source: Source, entry: Entry, *, supporting: bool = False) -> None:
    up, rate = (entry.value or 0) > 0, entry.role == "rate"
    word = message(("growth" if up else "decline") if rate else ("increase" if up else "decrease"))
    label = f"{entry.subject}{entry.base}{f'{word}率' if rate else '增减额'}"
    figure = work.draft.figure(entry, label, supporting=supporting)
    named = {"who": work.who(source), "label": entry.subject, "base": entry.base, "direction": word}
    work.draft.say(message("change", figure=figure, **named))
