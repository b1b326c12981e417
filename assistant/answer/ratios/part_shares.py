"""The shares of all parts in their whole (各项占比): each part as printed, with its share worked out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer.checks import parts_check
from assistant.answer.computation import Computed, percent
from assistant.answer.draft import entry_label
from assistant.answer.limits import COMPARED, condition_text
from assistant.answer.messages import message
from assistant.execute.parts import Parts
from assistant.plan import share_of_sum
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry
    from assistant.plan import Threshold


def _within(limit: Threshold, share: Decimal) -> bool:
    """Whether a share (%) is as the question wants it: 占比超过10%的科目."""
    return COMPARED[limit.comparator](share, limit.value)


def say_shares(work: Work, whole: Entry, parts: Sequence[Entry]) -> bool:
    """List the parts with their shares in %, and check that the parts add up; False where they are no amounts."""
    if not whole.fen or any(part.fen is None for part in parts):
        return False
    lines, limit = [], work.plan.threshold
    of_whole = Decimal(whole.fen)
    meant = [part for part in parts if limit is None or _within(limit, percent(Decimal(part.fen or 0), of_whole))]
    if work.plan.top > 1:
        meant = sorted(meant, key=lambda part: part.fen or 0, reverse=not work.plan.ascending)[: work.plan.top]
    added = len(meant) == work.plan.top > 1 and cues.SUM(work.plan.question)  # 前三项合计占多少: of all together
    for number, part in enumerate(meant or parts, start=1):  # where none fits, all of them: that none does is seen
        name = f"{part.code} {entry_label(part)}".strip()
        aside = not part.value or not meant or added
        figure = work.draft.figure(part, supporting=aside)
        share = percent(Decimal(part.fen or 0), Decimal(whole.fen))
        label = f"{entry_label(part)}占{entry_label(whole)}比重"
        given = work.draft.derived(share, "%", label, [part, whole], by=Computed.SHARE, supporting=aside)
        lines.append(message("list_item_share", number=number, name=name, figure=figure, share=given))
    condition = condition_text(limit) if limit is not None else ""
    if not meant:
        work.draft.say(message("nothing_fits", who="", label=entry_label(whole), condition=condition))
    elif limit is not None and cues.COUNT(work.plan.question):
        work.draft.say(message("number_fits", label=entry_label(whole), condition=condition, number=len(meant)))
    work.draft.say("\n".join(lines))
    if len(meant) == work.plan.top > 1:
        _say_together(work, whole, meant)
    if cues.RANK(work.plan.question) and meant and work.plan.top < 2:  # noqa: PLR2004 - several stand in their order
        shares = [(Decimal(part.fen or 0), entry_label(part)) for part in meant]
        leading, name = min(shares) if work.plan.ascending else max(shares)
        key = "winner_least" if work.plan.ascending else "winner_most"
        work.draft.lines.insert(0, message(key, name=name, figure=f"{percent(leading, of_whole)}%"))
    parts_check(work, Parts(whole, tuple(parts)))
    return True


def _say_together(work: Work, whole: Entry, parts: Sequence[Entry]) -> None:
    """前三项占多少: also the share of those that are named first together."""
    number = len(parts)
    together = percent(Decimal(sum(part.fen or 0 for part in parts)), Decimal(whole.fen or 0))
    label, steps = f"前{number}项合计占{entry_label(whole)}比重", share_of_sum(number)
    figure = work.draft.derived(together, "%", label, [*parts, whole], by=Computed.STEPS, steps=steps)
    added = " + ".join(work.draft.operand(part) for part in parts)
    formula = f"({added}) ÷ {work.draft.operand(whole)}"
    names = {"numerator": f"前{number}项合计", "denominator": entry_label(whole)}
    work.draft.say(message("ratio", who="", figure=figure, formula=formula, **names))
