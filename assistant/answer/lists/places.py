"""Two places of an order set against each other (两名之差): 最高的单位比最低的多多少."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answer.changes.difference import say_difference
from assistant.answer.draft import entry_label
from assistant.answer.messages import message
from assistant.answer.ratios.shares import say_times
from assistant.execute.entry import worth
from assistant.understand.words.gaps import places_apart

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry


def beyond_order(work: Work, entries: Sequence[Entry]) -> bool:
    """比第九大的多多少, of an order of six: said to be so, and nothing else is told instead."""
    apart = places_apart(work.plan.question)
    if apart is None or max(apart.first, apart.other) < len(entries):
        return False
    work.draft.say(message("no_such_place", number=len(entries), place=max(apart.first, apart.other) + 1))
    return True


def say_apart(work: Work, entries: Sequence[Entry], name: Callable[[Entry], str] = entry_label) -> bool:
    """The difference, or the multiple, of two places of an order, where the question asks for it and both exist.

    All that stand in the order are context; the two are asserted with what is between them.
    """
    apart = places_apart(work.plan.question)
    if apart is None or max(apart.first, apart.other) >= len(entries) or len(entries) < 2:  # noqa: PLR2004 - two places
        return False
    ordered = sorted(entries, key=worth, reverse=True)
    lines = (
        message("list_item", number=number, name=name(entry), figure=work.draft.figure(entry, supporting=True))
        for number, entry in enumerate(ordered, start=1)
    )
    listed = "\n".join(lines)
    one, other = ordered[apart.first], ordered[apart.other]
    if not apart.times or not worth(other):
        say_difference(work, (name(one), one), (name(other), other))
    else:
        say_times(work, (name(one), one), (name(other), other))
    work.draft.say(listed)
    return True
