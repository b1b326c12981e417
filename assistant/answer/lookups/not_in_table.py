"""What a table that the question names does not print (表中未列): it is told, and where else the documents print it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.answer.draft import entry_label, place_text
from assistant.answer.messages import message
from assistant.execute.resolve import resolve
from index.catalogue.forms import form_by_id
from index.store.schema import TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Source
    from assistant.plan import Target

_TOLD: Final = 3


def prints_the_table(work: Work, target: Target, sources: Sequence[Source]) -> bool:
    """Whether the documents hold a table that the question names, of something else than the item itself.

    基本支出 of 基本支出决算表, which adds up only its parts, may be told from the text.
    """
    selection = work.plan.selection
    if not selection.tables:
        return False
    own = {form.subject for one in selection.forms if (form := form_by_id(one)) is not None}
    ids = [one for source in sources for one in source.ids]
    return not own & {*target.names} and bool(work.ledger.facts(ids, TableRow.form.in_(selection.forms)))


def say_not_in_table(work: Work, target: Target, sources: Sequence[Source]) -> bool:
    """三公表里会议费多少: that the table does not print it, and the figures of other tables as context."""
    selection = work.plan.selection
    if not prints_the_table(work, target, sources):
        return False
    anyway = selection.model_copy(update={"forms": (), "tables": ()})
    found = [main for one in sources if (main := resolve(work.ledger, target, one, anyway).main) is not None]
    if not found:
        return False
    who = "、".join(dict.fromkeys(entry.source.label for entry in found[:_TOLD]))
    work.draft.say(message("not_in_table", who=who, table=selection.tables[0], label=target.text))
    for entry in found[:_TOLD]:
        figure, stands = work.draft.figure(entry, context=True), f"（{place_text(entry)}）"
        label, name = entry_label(entry), work.who(entry.source)
        work.draft.say(message("figure", who=name, label=label, figure=figure, stands=stands))
    return True
