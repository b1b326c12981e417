"""Which of several changed most (谁涨得多): said above the changes of each, which are given with their figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.messages import message
from assistant.understand.words import asked
from index.model.units import is_money

if TYPE_CHECKING:
    from assistant.answer.work import Work

_BY_RATE: Final = re.compile("快|慢|幅|率|猛")
_DOWN: Final = re.compile("减|降|跌|缩")
_DERIVED: Final = re.compile("(?P<up>增加|增长)?(?:减少|下降)?(?P<kind>额|率)$")
_LEAST: Final = re.compile("慢|小|最少")


def say_faster(work: Work) -> None:
    """Name the one that rose, or fell, most; nothing where two are the same, or none went that way."""
    said = asked.FASTER.pattern.search(_without_items(work))
    if said is None or _LEAST.search(said.group()):
        return
    by_rate, down = _BY_RATE.search(said.group()) is not None, _DOWN.search(said.group()) is not None
    changes = _changes(work, by_rate=by_rate)
    ordered = sorted(changes.items(), key=lambda one: one[1] if down else -one[1])
    asked_for = max(len(work.plan.selection.organizations), len(work.plan.targets))
    if len(ordered) < max(asked_for, 2) or ordered[0][1] == ordered[1][1]:  # the change of each is known, and apart
        return
    name, most = ordered[0]
    if (most < 0) == down and most:
        key = ("decline" if down else "growth") if by_rate else ("decrease" if down else "increase")
        told = "faster_rate" if by_rate else "faster"
        work.draft.lines.insert(0, message(told, name=name, direction=message(key)))


def _without_items(work: Work) -> str:
    """The question with its items left blank, which may stand in between: 谁的会议费涨得多."""
    plain = work.plan.question
    for target in work.plan.targets:
        plain = plain.replace(target.text, "〇" * len(target.text))
    return plain


def _changes(work: Work, *, by_rate: bool) -> dict[str, Decimal]:
    """The changes that the answer gives, by the organization or the item that they are of, down ones below zero."""
    several = len(work.plan.selection.organizations) > 1
    found: dict[str, Decimal] = {}
    for entry in work.draft.entries:
        if entry.role == ("rate" if by_rate else "change") and (by_rate or is_money(entry.unit)):
            amount = entry.amount if by_rate else Decimal(entry.fen or 0)
            found.setdefault(entry.source.organization if several else entry.subject, amount)
    for figure in (*work.draft.figures, *work.draft.supporting):
        way = _DERIVED.search(figure.label) if figure.derived else None
        if way is None or (way["kind"] == "率") != by_rate or not figure.label[: way.start()]:
            continue
        amount = Decimal(figure.value) if by_rate else Decimal(figure.yuan or 0) * 100
        name = figure.organization if several else figure.label[: way.start()]
        found.setdefault(name, amount if way["up"] else -amount)
    return found
