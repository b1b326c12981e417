"""Counts that changed (数量增减): 比去年少了几辆, 增加了多少批次, where a sentence states by how many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.changes.change import say_change
from assistant.execute.sentences import counts_in, find_stated
from assistant.understand.words import cues
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_MOVED: Final = re.compile(
    "[比较](?:去|上)一?年[^，,。；;？?]{0,6}[多少增减](?:了|出|加)?(?:几|多少)"
    "|(?:增加|减少|[多少增减降涨]了)(?:几|多少)(?=[辆台批人个])"
)


def asks_change(piece: str) -> bool:
    """Whether a part of a question asks by how many a count changed."""
    return _MOVED.search(piece) is not None


def say_counted_change(work: Work, source: Source, piece: str, words: Sequence[str], before: Entry | None) -> bool:
    """By how many what was counted before, or what the part names, is more or less than it was."""
    word = cues.measure_word(piece)
    if before is not None:
        named = StatementRow.subject == before.subject
        stated = work.ledger.stated([before.source.id], StatementRow.role == "change", named)
    else:
        stated = find_stated(work.ledger, source.ids, words, word, ("change",))
    found = [one for one in stated if word and counts_in(word, one.unit)]
    if len({one.subject for one in found}) != 1:
        return False
    say_change(work, found[0], found[0].subject)
    return True
