"""Figures that a question quotes item by item (逐项核对): 收入总计和支出总计分别是A和B万元吗, 货物A加服务B."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money, place_text
from assistant.answer.fit.claims import Claim, quoted
from assistant.answer.lookups.found import resolve_all
from assistant.answer.messages import message
from assistant.plan import Target, TargetKind
from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Plan

_EACH: Final = re.compile(r"分别|各[是为有]|依次")
_BESIDE: Final = re.compile(r"[\s（(：:]*(?:是|为|有|=|等于)?[\s（(]*")
_BOTH_SIDES: Final = "收支总计"


def paired(plan: Plan) -> list[tuple[Target, Claim]]:
    """The items of a question, each with the figure quoted for it; none where they do not go together one by one."""
    literals = [target for target in plan.against if target.kind is TargetKind.LITERAL]
    items = sorted(plan.targets, key=lambda target: target.start)
    if len(items) == 1 and _BOTH_SIDES in items[0].text and len(literals) == 2:  # noqa: PLR2004 - receipts, expenditure
        items = [_side(items[0], side) for side in ("收入", "支出")]
    if len(items) < 2 or len(items) != len(literals) or len(plan.against) > len(literals):  # noqa: PLR2004
        return []
    each = _EACH.search(plan.question)
    listed = each is not None and all(item.start < each.start() < one.start for item in items for one in literals)
    if not listed and not all(_follows(plan, item, one) for item, one in zip(items, literals, strict=True)):
        return []
    claims = [quoted(plan, literal) for literal in literals]
    return [(item, claim) for item, claim in zip(items, claims, strict=True) if claim is not None]


def _follows(plan: Plan, item: Target, literal: Target) -> bool:
    end = item.start + len(item.text)
    return end <= literal.start and _BESIDE.fullmatch(plan.question[end : literal.start]) is not None


def _side(both: Target, side: str) -> Target:
    """收支总计 as its receipts or its expenditure."""
    names = tuple(name for name in both.names if side in name)
    return both.model_copy(update={"text": both.text.replace("收支", side), "names": names})


def say_pairs(work: Work, pairs: list[tuple[Target, Claim]], source: Source) -> bool:
    """State each figure, and whether it is the one that the question quotes."""
    shown_entries: list[Entry] = []
    for target, claim in pairs:
        each = resolve_all(work, target, [source])[0]
        if each.main is None:
            work.draft.say(message("not_printed", who=source.label, label=target.text))
            continue
        printed = [entry for entry in (each.main, *each.same) if not entry.blank]
        fitting = next((entry for entry in printed if claim.fits(entry.amount, entry.unit)), None)
        shown = fitting or each.main
        figure, label = work.draft.figure(shown), entry_label(shown)
        stands = f"（{place_text(shown)}）"
        work.draft.say(message("figure", who=work.who(source), label=label, figure=figure, stands=stands))
        if fitting is not None:
            work.draft.say(message("pair_holds", label=label, asked=claim.text))
        else:
            actual = amount_text(shown.amount, shown.unit)
            work.draft.say(message("premise", actual=actual, asked=claim.text))
        shown_entries.append(shown)
    if cues.SUM(work.plan.question) and len(shown_entries) > 1 and all(e.fen is not None for e in shown_entries):
        _say_sum(work, shown_entries)
    return bool(shown_entries)


def _say_sum(work: Work, entries: list[Entry]) -> None:
    """合起来, 加: the sum of what the documents print for the items."""
    unit = entries[0].unit
    total = money(sum(entry.fen or 0 for entry in entries), unit)
    label = "+".join(entry_label(entry) for entry in entries)
    formula = " + ".join(work.draft.operand(entry) for entry in entries)
    figure = work.draft.derived(total, unit, f"{label} 合计", entries, by=Computed.SUM)
    work.draft.say(message("sum", label=f"{label} ", figure=figure, formula=formula))
