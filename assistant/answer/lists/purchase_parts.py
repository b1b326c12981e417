"""What is bought of a kind (采购货物的明细): the rows of the table of purchases that make up 货物, 工程 or 服务."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import compare_sum, sum_check
from assistant.answer.draft import entry_label
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.items import purchases
from assistant.answer.messages import message
from index.model.quantity import Outcome

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_KIND: Final = re.compile("政府采购(货物|工程|服务)")


def say_purchases_of(work: Work, target: Target, source: Source) -> bool:
    """List the rows of the kind, where they come to what is printed of it."""
    kind = next((match[1] for name in target.names if (match := _KIND.match(name))), "")
    if not kind:
        return False
    rows = [row for row in purchases(work, source) if kind in row.row_label.split("/")[0]]
    whole = resolve_all(work, target, [source])[0].main
    if whole is None or whole.fen is None or not rows:
        return False
    if compare_sum(whole, rows).outcome is Outcome.CONTRADICTION:
        return False
    label = f"{entry_label(whole)} {work.draft.figure(whole)}"
    work.draft.say(message("list_head", who=work.who(source), label=label))
    lines = (
        message("list_item", number=number, name=_named(row), figure=work.draft.figure(row))
        for number, row in enumerate(rows, start=1)
    )
    work.draft.say("\n".join(lines))
    if len(rows) > 1:
        sum_check(work, whole, rows)
    return True


def _named(row: Entry) -> str:
    """What a row says of what is bought, without the kind that all of them share."""
    return " / ".join(row.row_label.split("/")[1:]) or entry_label(row)
