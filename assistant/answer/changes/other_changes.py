"""Another change of the same thing (另一处增减): two sentences that state two changes of one amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import contradiction_check
from assistant.execute.bases import base_year
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_FUND: Final = re.compile("一般公共预算|政府性基金|国有资本经营")
_NEAR: Final = 2  # statements between an amount and its change


def say_other_change(work: Work, target: Target, source: Source, anchor: Entry, level: Entry | None) -> None:
    """Another sentence that states another change of the same thing, of the same fund, against the same base."""
    named = work.ledger.stated_named(source.ids, target.names, target.codes)
    stated = [each for each in named if each.subject == anchor.subject and _fund_of(each) == _fund_of(anchor)]
    if work.plan.conflict:  # two figures are spoken of: the other one may go by another name of the same amount
        stated = [*stated, *_of_the_same_amount(work, source, level)]
    for entry in stated:
        same = entry.role == anchor.role == "change" and entry.unit == anchor.unit and entry.table_id is None
        executed = [bool(re.search(r"决算|执行", each.base)) for each in (entry, anchor)]
        years = [(each.year, base_year(each)) for each in (entry, anchor)]
        if same and entry.fen != anchor.fen and executed[0] == executed[1] and years[0] == years[1]:
            contradiction_check(work, anchor, entry)
            return


def _fund_of(entry: Entry) -> str:
    """The fund that a sentence, or else its heading, speaks of: 政府性基金 is no other word of 一般公共预算."""
    found = _FUND.search(entry.sentence) or _FUND.search(entry.section)
    return found.group() if found else ""


def _of_the_same_amount(work: Work, source: Source, level: Entry | None) -> list[Entry]:
    """Changes that sentences state of the same amount under another name: 财政拨款 beside 一般公共预算."""
    if level is None or level.fen is None:
        return []
    same = work.ledger.stated(source.ids, StatementRow.fen == level.fen, StatementRow.role == "level")
    sentences = tuple({entry.sentence for entry in same})
    found = work.ledger.stated(source.ids, StatementRow.sentence.in_(sentences), StatementRow.role == "change")
    levels = {entry.sentence: entry.ordinal for entry in same}
    return [entry for entry in found if 0 < entry.ordinal - levels[entry.sentence] <= _NEAR]
