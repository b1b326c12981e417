"""Answering which items are new or gone (新增、取消的科目): those of one year that the other has not, or has with 0."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer.computation import Computed
from assistant.answer.draft import entry_label
from assistant.answer.messages import message
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry


def say_one_sided(work: Work, label: str, later: Sequence[Entry], earlier: Sequence[Entry]) -> bool:
    """The items of the later year that the earlier has not, or those of the earlier that are gone."""
    if not later or not earlier or later[0].form != earlier[0].form:
        return False  # what one table lists another need not
    gone = asked.GONE_ITEMS(work.plan.question)
    own, other = (earlier, later) if gone else (later, earlier)
    there = {(entry.code, entry.subject) for entry in other if entry.fen}
    alone = [entry for entry in own if entry.fen and (entry.code, entry.subject) not in there]
    years = {"has": own[0].source.year, "lacks": other[0].source.year}
    who = work.who(later[0].source)
    if not alone:
        for entry in (own[0], other[0]):
            work.draft.cite(entry)
        work.draft.say(message("none_one_sided", who=who, label=label, **years))
        return True
    counted = cues.COUNT(work.plan.question)
    number = str(len(alone))
    if counted:
        name = message("one_sided_label", label=label, **years)
        number = work.draft.derived(Decimal(len(alone)), "个", name, alone, by=Computed.COUNT, source=own[0].source)
    work.draft.say(message("one_sided_head", who=who, label=label, number=number, **years))
    lines = [
        message(
            "list_item", number=place, name=f"{entry.code} {entry_label(entry)}".strip(),
            figure=work.draft.figure(entry, supporting=counted),
        )
        for place, entry in enumerate(alone, start=1)
    ]  # fmt: skip
    work.draft.say("\n".join(lines))
    return True
