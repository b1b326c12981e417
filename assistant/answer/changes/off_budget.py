"""What a text states of a result against its budget (决算比预算少), where only one of the two amounts is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer.changes.change import say_change, say_rate
from assistant.answer.draft import entry_label
from assistant.answer.endings import WHOLES
from assistant.answer.messages import message
from assistant.execute.bases import is_against_budget
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source


def against_budget(work: Work) -> bool:
    """What the text states of the final account against the budget, where only one of the two is printed."""
    said = False
    for source in work.chosen:
        for target in work.plan.targets:
            narrower = [name for whole, names in WHOLES.items() if whole in target.names for name in names]
            for names, codes in ((target.names, target.codes), *(((name,), ()) for name in narrower)):
                stated = work.ledger.stated_named(source.ids, names, codes)
                found = [each for each in stated if each.role in ("change", "rate") and is_against_budget(each)]
                if found:
                    _say_stated(work, source, stated, found)
                    said = True
                    break
    return said


def _say_stated(work: Work, source: Source, stated: Sequence[Entry], found: Sequence[Entry]) -> None:
    """The final account that a sentence states, and by how much and how many percent it is off its budget."""
    change = next((each for each in found if each.role == "change"), None)
    rate = next((each for each in found if each.role == "rate"), None)
    sentence = (change or rate or found[0]).sentence
    level = next((e for e in stated if e.sentence == sentence and e.role == "level" and e.stage == "决算"), None)
    level = level or next((e for e in stated if e.sentence == sentence and e.role == "level"), None)
    if level is not None:
        figure = work.draft.figure(level)
        work.draft.say(message("figure", who=work.who(source), label=entry_label(level), figure=figure, stands=""))
    if change is not None:
        say_change(work, change, entry_label(change))
    if rate is not None and rate.sentence == sentence:
        of_rate = cues.RATE(work.plan.question) or change is None
        say_rate(work, rate, entry_label(rate), supporting=not of_rate)
