"""Sentences against tables (文字与表不符): which sentence states another amount of the same thing than any table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.catalogue.forms import form_by_id
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.plan import Target

FINAL_STAGES: Final = ("决算", "执行数")
OF_THIS_YEAR: Final = {"收入总计": "本年收入合计", "支出总计": "本年支出合计"}


def against(ledger: Ledger, printed: Sequence[Entry], stated: Sequence[Entry], target: Target) -> Entry | None:
    """The first sentence of the text that agrees with no table, where it speaks of money as they do."""
    subjects = {*target.names, *(fact.subject for fact in printed)}
    final = {fact.stage in FINAL_STAGES for fact in printed}
    basic = all(is_basic(fact) for fact in printed)
    if {fact.subject for fact in printed} <= {*OF_THIS_YEAR.values()}:
        subjects -= {*OF_THIS_YEAR}  # 总计 holds what is carried over as well
    for entry in stated:
        own = entry.table_id is None and entry.role == "level" and entry.fen is not None
        own = own and (entry.stage in FINAL_STAGES) in final  # the result is no other amount of the budget
        differs = own and entry.subject in subjects and not any(e.agrees(entry) for e in printed)
        if not differs or (basic and _is_of_wider_table(ledger, entry)):
            continue  # 30217 of 基本支出 against the 公务接待费 of the 三公 table: another 口径
        if _is_of_running(ledger, entry) or _is_of_this_year(ledger, entry):
            continue
        if entry.subject not in {fact.subject for fact in printed} and _is_printed_so(ledger, entry):
            continue  # 收入总计 of the sentence is that of the table, and what is printed here is 本年收入合计
        return entry
    return None


def is_basic(fact: Entry) -> bool:
    """Whether a figure stands in a table of 基本支出 alone."""
    form = form_by_id(fact.form) if fact.form else None
    return form is not None and form.nature == "basic"


def _is_of_wider_table(ledger: Ledger, entry: Entry) -> bool:
    """Whether a sentence states what a table of more than 基本支出 prints under that name."""
    facts = ledger.facts_named(entry.source.ids, (entry.subject,), ())
    return any(not fact.blank and not is_basic(fact) and fact.agrees(entry) for fact in facts)


def _is_of_this_year(ledger: Ledger, entry: Entry) -> bool:
    """Whether a sentence's 收入合计 is what a table prints as 本年收入合计, without what is carried over."""
    own = OF_THIS_YEAR.get(entry.subject)
    facts = ledger.facts_named(entry.source.ids, (own,), ()) if own else ()
    return any(not fact.blank and fact.agrees(entry) for fact in facts)


def _is_printed_so(ledger: Ledger, entry: Entry) -> bool:
    """Whether a table prints under the sentence's own name what the sentence states."""
    facts = ledger.facts_named(entry.source.ids, (entry.subject,), ())
    return any(not fact.blank and not fact.measure and fact.agrees(entry) for fact in facts)


def _is_of_running(ledger: Ledger, entry: Entry) -> bool:
    """Whether a sentence lists the figure as a part of 机关运行经费, which only some bodies have: another 口径."""
    if entry.parent is None:
        return False
    parents = ledger.stated([entry.source.id], StatementRow.ordinal == entry.parent)
    return any(parent.subject == "机关运行经费" for parent in parents)
