"""Items that the text says in words not to have changed (与上年持平), with or without their amount beside it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select

from assistant.answer.draft import entry_label
from assistant.answer.endings import against_another_year
from assistant.answer.fit.claims import deny_direction
from assistant.answer.lookups.denied import printed_names
from assistant.answer.messages import message
from assistant.answer.passage import as_hit
from assistant.execute.resolve import resolve
from assistant.plan import Selection
from index.narrative.figures import squeezed
from index.store.schema import PassageRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_SAME: Final = r"(?P<said>(?:与|同|和|跟|比|较)[^，,。；;]{0,14}?(?:持平|一致|相同|相等|不变))"
_AFTER_AMOUNT: Final = re.compile(rf"\s*(?:[亿万千]?元)?[，,。；;（(]?\s*{_SAME}")


def unchanged(work: Work, target: Target, source: Source) -> bool:
    """Give the amount of an item of which a sentence says that it did not change: behind the amount, or by itself."""
    for entry in work.ledger.stated_named(source.ids, target.names, target.codes):
        said = _AFTER_AMOUNT.match(entry.sentence, entry.end)
        other = said is not None and against_another_year(work, source, said["said"])
        if said and not other and entry.role == "level" and entry.year in (None, source.year):
            _say(work, source, entry, said["said"])
            return True
    return _by_itself(work, target, source)


def _by_itself(work: Work, target: Target, source: Source) -> bool:
    """（二）培训费较上年预算持平。: the amount stands elsewhere."""
    main = resolve(work.ledger, target, source, Selection()).main
    names = printed_names(target) if main is not None else ()
    if main is None or not names:
        return False
    own = re.compile(
        rf"(?:^|[^\u4e00-\u9fff”])(?:{'|'.join(map(re.escape, map(squeezed, names)))})(?:支出)?(?:预算)?{_SAME}"
    )
    told = or_(
        *(part.contains(name, autoescape=True) for part in (PassageRow.text, PassageRow.section) for name in names)
    )
    query = select(*PassageRow.__table__.columns).where(PassageRow.document_id.in_(source.ids), told)
    for row in work.ledger.rows(query.order_by(PassageRow.ordinal)):
        said = own.search(squeezed(f"{row['section']}\n{row['text']}"))
        if said is not None and not against_another_year(work, source, said["said"]):
            mark = work.draft.cite_passage(as_hit(row), source)
            _say(work, source, main, said["said"], f"[{mark}]")
            return True
    return False


def _say(work: Work, source: Source, entry: Entry, said: str, mark: str = "") -> None:
    figure = work.draft.figure(entry)
    label = entry_label(entry)
    line = message("unchanged_stated", who=work.who(source), label=label, said=said, figure=figure)
    work.draft.say(f"{line}{mark}")
    deny_direction(work, Decimal(0))
