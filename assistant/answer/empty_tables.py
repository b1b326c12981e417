"""What a table that is printed empty says of itself (空表注): 本部门没有政府性基金预算支出，本表为空."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_

from assistant.answer.messages import message
from index.catalogue.forms import form_by_id
from index.store.schema import TableRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Source
    from assistant.plan import Target

_HEAD: Final = re.compile("^(?:备注|说明|注)[:：]")
_FUNDS: Final = {"government_fund": "政府性基金", "state_capital": "国有资本经营"}


def say_empty_table(work: Work, target: Target, source: Source) -> None:
    """Quote the note of the empty table of the fund that is asked for, beside what is not printed of it."""
    table = TableRow.__table__
    empty = and_(TableRow.document_id.in_(source.ids), TableRow.empty.is_(True), TableRow.note != "")
    for row in work.ledger.rows(table.select().where(empty)):
        form = form_by_id(row["form"]) if row["form"] else None
        fund = _FUNDS.get(form.id, "") if form is not None else ""
        if fund and any(fund in name for name in (*target.names, target.text)):
            mark = f"[{work.draft.cite_table(work.ledger.sources[row['document_id']], row, row['note'])}]"
            note = _HEAD.sub("", row["note"]).strip("。；; ")
            work.draft.say(message("empty_table", who=work.who(source), table=row["title"], note=note, mark=mark))
            return
