"""Differences as rates (差额之率): 高百分之几, 节约率, the growth between two years."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed, percent
from assistant.answer.draft import entry_label
from assistant.answer.messages import message

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry

_BY_LESS: Final = re.compile(
    "(?:低|少|省|减|降|压|便宜|节约|节省|结余)[了出花用支低少下掉]*(?:的?比例(?:是|为)?|了)?(?:百分之|几成|多少个?百分)"
)


# 比预算多多少，增长多少: beside the amount that is more, the rate
_BARE_RATE: Final = r"(?:增长|上升|下降|降低|增幅|降幅)(?:了|率|幅度)?(?:是|为)?(?:多少)?[?？。]?$"
BARE_RATE: Final = re.compile(rf"[\s，,]*{_BARE_RATE}")
AND_BY_WHAT_RATE: Final = re.compile(
    rf"[多少高低超差增减](?:出|加|了)?(?:多少|几)[^，,。；;？?]{{0,4}}[，,、]{_BARE_RATE}"
)
BY_RATE: Final = re.compile("(?:节约|节支|节省|压减|超支|超|结余|差异)率")


def of_one_year(first: Entry, second: Entry) -> bool:
    """Whether both are of one organization and one year, be it of its budget and of its final accounts."""
    one, other = ((each.source.organization_id, each.year or each.source.year) for each in (first, second))
    return one == other


def say_per_cent(work: Work, first: Entry, second: Entry, *, down: bool | None = None) -> None:
    """哪个高，高百分之几: the difference as a share of the lower one; 低百分之几: of the higher one."""
    higher, lower = sorted((first, second), key=lambda entry: -(entry.fen or 0))
    down = _BY_LESS.search(work.plan.question) is not None if down is None else down
    one, base = (lower, higher) if down else (higher, lower)
    if not base.fen:
        return
    rate = percent(Decimal((one.fen or 0) - base.fen), Decimal(base.fen))
    word = message("less") if down else message("more")
    names = [entry_label(one), entry_label(base)]
    if names[0] == names[1]:  # of two organizations, of two years, or of the budget and the final accounts of one
        pair, several = (one, base), one.source.organization_id != base.source.organization_id
        apart = one.source.year != base.source.year and not several
        names = [
            f"{e.source.organization}{n}" if several else f"{e.source.year}年{n}" if apart else f"{n}（{e.stage}）"
            for n, e in zip(names, pair, strict=True)
        ]
    figure = work.draft.derived(abs(rate), "%", f"{names[0]}比{names[1]}{word}", [one, base], by=Computed.GROWTH)
    formula = f"({work.draft.operand(one)} − {work.draft.operand(base)}) ÷ {work.draft.operand(base)}"
    told = {"who": "", "label": names[0], "base": f"比{names[1]}", "direction": word}
    work.draft.say(message("derived_rate", figure=figure, formula=formula, **told))


def say_growth(work: Work, one: Entry, other: Entry) -> None:
    """The growth from the earlier of two years to the later."""
    later, earlier = sorted((one, other), key=lambda entry: -(entry.source.year or 0))
    if not earlier.fen:
        return
    rate = percent(Decimal((later.fen or 0) - earlier.fen), Decimal(earlier.fen))
    word = message("growth") if rate >= 0 else message("decline")
    figure = work.draft.derived(abs(rate), "%", f"{entry_label(later)}{word}率", [later, earlier], by=Computed.GROWTH)
    base = f"{later.source.year}年比{earlier.source.year}年"
    formula = f"({work.draft.operand(later)} − {work.draft.operand(earlier)}) ÷ {work.draft.operand(earlier)}"
    names = {"who": "", "label": entry_label(later), "base": base, "direction": word}
    work.draft.say(message("derived_rate", figure=figure, formula=formula, **names))
