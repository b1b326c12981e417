"""The parts that a question names (按所说的分): 基本支出按人员、公用怎么分, 支出按基本和项目怎么分."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import compare_sum, parts_check
from assistant.answer.draft import entry_label
from assistant.answer.lists.left_out import say_left_out
from assistant.answer.messages import message
from assistant.execute.parts import Parts
from assistant.execute.resolve import resolve
from index.model.quantity import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_BY: Final = re.compile("按照?|依")
_BESIDE: Final = "项目支出"  # no part of 基本支出


def say_named_parts(work: Work, source: Source) -> bool:
    """List the named parts with their whole, and check those that make it up."""
    plan = work.plan
    if not _BY.search(plan.question):
        return False
    whole = resolve(work.ledger, plan.targets[0], source, plan.selection).main
    parts = [resolve(work.ledger, target, source, plan.selection).main for target in plan.against]
    printed = [part for part in parts if part is not None]
    if whole is None or len(printed) < len(parts):
        return False
    figure = work.draft.figure(whole)
    work.draft.say(message("list_head", who=work.who(source), label=f"{entry_label(whole)} {figure}"))
    items = enumerate(printed, start=1)
    lines = [message("list_item", number=n, name=entry_label(e), figure=work.draft.figure(e)) for n, e in items]
    work.draft.say("\n".join(lines))
    _check(work, whole, printed)
    return True


def _check(work: Work, whole: Entry, parts: Sequence[Entry]) -> None:
    """All the parts against the whole, or those of 基本支出 where what is beside it is named too."""
    inner = [part for part in parts if part.subject != _BESIDE]
    for some in (list(parts), inner):
        if len(some) > 1 and compare_sum(whole, some).outcome is not Outcome.CONTRADICTION:
            parts_check(work, Parts(whole, tuple(some)))
            if len(some) < len(parts):
                work.draft.say(message("beside_whole", label=_BESIDE, whole=entry_label(whole)))
            return
    result = parts_check(work, Parts(whole, tuple(parts)))
    if result.outcome == Outcome.CONTRADICTION.value and result in work.draft.checks:
        say_left_out(work, result, whole, parts)
