"""The honest endings besides an answer (如实告知): not loaded, not printed, left empty, asked back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.draft import amount_text, money
from assistant.answer.messages import message
from assistant.execute.bases import base_year, is_against_budget
from assistant.execute.resolve import resolve
from assistant.plan import Selection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_AGAINST_BUDGET = re.compile(r"(?:比|较|与|和|跟|对比|大于|小于|超出?|超过|低于|高于)(?:年初|当年|调整)?预算")
_LISTED = 8  # loaded documents named in a message


def loaded_text(sources: Sequence[Source]) -> str:
    """Name loaded documents in a sentence."""
    labels = list(dict.fromkeys(source.label for source in sources))
    more = f"等 {len(labels)} 份" if len(labels) > _LISTED else ""
    return "、".join(labels[:_LISTED]) + more


def unknown_organization(work: Work) -> Status:
    """Say that an organization named in the question is not loaded."""
    sources = list(work.ledger.sources.values())
    names = "、".join(work.plan.unknown)
    work.draft.say(message("unknown_organization", names=names, loaded=loaded_text(sources)))
    return "not_found"


def unknown_year(work: Work) -> Status:
    """Say that the year (or the kind) asked for is not loaded."""
    selection = work.plan.selection
    who = "、".join(dict.fromkeys(source.organization for source in work.sources))
    years = "、".join(map(str, selection.years))
    work.draft.say(message("unknown_year", who=who, years=years, loaded=loaded_text(work.sources)))
    return "not_found"


def unknown_kind(work: Work, sources: Sequence[Source]) -> Status:
    """Say that documents of the kind asked for (决算, 预算) are not loaded."""
    who = "、".join(dict.fromkeys(source.organization for source in sources))
    kind = work.plan.selection.kind
    work.draft.say(message("unknown_kind", who=who, kind=kind, loaded=loaded_text(sources)))
    return "not_found"


def not_printed(work: Work, target: Target, sources: Sequence[Source]) -> Status:
    """Say that the documents do not print a figure of this name."""
    who = "、".join(dict.fromkeys(source.label for source in sources[:_LISTED]))
    work.draft.say(message("not_printed", who=who, label=target.text))
    return "not_found"


def change_of(work: Work, target: Target, source: Source, role: str) -> Entry | None:
    """The stated change or growth of a target against the year before, or against the budget where that is asked."""
    budget = source.kind == "决算" and _AGAINST_BUDGET.search(work.plan.question) is not None
    stated = [
        entry
        for entry in work.ledger.stated_named(source.ids, target.names, target.codes)
        if entry.role == role and (role != "rate" or entry.unit == "%") and is_against_budget(entry) == budget
    ]
    return stated[0] if stated else None


def last_year_instead(work: Work, target: Target) -> Status:
    """Work a year that is not loaded out of the next year's stated change, or say that it is not loaded."""
    for year in work.plan.selection.years:
        for source in work.sources:
            if source.year != year + 1:
                continue
            now = resolve(work.ledger, target, source, Selection()).main
            change = change_of(work, target, source, "change")
            if now is None or change is None or now.fen is None or change.fen is None or now.value is None:
                continue
            if base_year(change) not in (year, None):
                continue
            value = money(now.fen - change.fen, now.unit)
            operands = [now, change]
            sign = "-" if change.fen >= 0 else "+"
            formula = f"{work.draft.operand(now)} {sign} {amount_text(abs(change.value or value), change.unit)}"
            text = work.draft.derived(value, now.unit, f"{year}年{target.text}", operands, source=source, year=year)
            work.draft.operand(change)
            work.draft.say(
                message(
                    "derived_last_year", who=f"{source.organization}：", year=year, label=target.text, figure=text,
                    base_year=source.year, formula=formula,
                )
            )  # fmt: skip
            return "answered"
    return unknown_year(work)
