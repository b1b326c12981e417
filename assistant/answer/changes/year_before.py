"""What the year before had (推算的上年数): beside a stated change, where a question sets the two years side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money
from assistant.answer.messages import message

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry

_BESIDE: Final = re.compile(
    "(?:跟|和|与|同)(?:20[0-9]{2}|[0-9]{2}|上一?|去)年(?:度|的|预算|决算)*(?:相?比|对比|比较)|两年"
)
_ASKED: Final = re.compile(
    "[，,；;、](?:上一?|去)年(?:度)?的?(?:数)?(?:是|为|有|花了)?(?:多少|几)(?:钱|万元?)?[?？。]?$"
)


def say_year_before(work: Work, level: Entry | None, change: Entry | None, base: Entry | None) -> None:
    """和2023年比; 比上年增加多少，上年多少: the amount without its change, where no sentence states it."""
    asked = _ASKED.search(work.plan.question) is not None
    if level is None or change is None or base is not None or not (asked or _BESIDE.search(work.plan.question)):
        return
    if level.fen is None or change.fen is None or change.year not in (None, level.year):
        return
    label = f"{entry_label(level)}推算的上年数"
    before = money(level.fen - change.fen, level.unit)
    by = Computed.REMAINDER
    text = work.draft.derived(before, level.unit, label, [level, change], by=by, supporting=not asked)
    gap = amount_text(money(abs(change.fen), level.unit), level.unit)
    formula = f"（{amount_text(level.amount, level.unit)} {'−' if change.fen >= 0 else '+'} {gap}）"
    work.draft.say(message("figure", who="", label=label, figure=text, stands=formula))
