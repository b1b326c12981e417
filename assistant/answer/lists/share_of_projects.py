"""Answering what selected projects make up (所选项目之占比): their sum over all projects, or over an item named."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.answer.computation import Computed, percent
from assistant.answer.draft import entry_label
from assistant.answer.lookups.items import fund_rows, projects_meant
from assistant.answer.messages import message
from assistant.execute.parts import stated_count
from assistant.execute.resolve import resolve
from assistant.plan import sum_of
from assistant.understand.choosing.lists import is_fund
from assistant.understand.choosing.project_shares import ALL_PROJECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source


def answer_share_of_projects(work: Work) -> Status | None:
    """Answer the share of the projects that the question selects; None where it selects none."""
    if not work.plan.of_projects:
        return None
    said = [_say_share(work, source) for source in work.chosen]
    return "answered" if any(said) else "not_found"


def _say_share(work: Work, source: Source) -> bool:
    part, wholes = _selected(work, source), _wholes(work, source)
    total = sum(entry.fen or 0 for entry in wholes)
    if not part or not total or any(entry.fen is None for entry in (*part, *wholes)):
        return False
    share = percent(Decimal(sum(entry.fen or 0 for entry in part)), Decimal(total))
    names = {"numerator": _name(part, "所选项目"), "denominator": _name(wholes, "全部项目")}
    steps = f"({sum_of(len(part))}) / ({sum_of(len(wholes), len(part))}) * 100"
    label = f"{names['numerator']}占{names['denominator']}比重"
    figure = work.draft.derived(share, "%", label, [*part, *wholes], by=Computed.STEPS, source=source, steps=steps)
    over, under = (_added(work, entries) for entries in (part, wholes))
    formula = f"{over} ÷ {under}"
    work.draft.say(message("ratio", who=work.who(source), figure=figure, formula=formula, **names))
    if len(part) > 1:
        work.draft.say("、".join(f"{entry.subject}{work.draft.operand(entry)}" for entry in part))
    return True


def _selected(work: Work, source: Source) -> Sequence[Entry]:
    """The amounts of the projects selected; of a fund, what each of their own tables prints of it."""
    if work.plan.targets and not all(map(is_fund, work.plan.targets)):
        found = [resolve(work.ledger, one, source, work.plan.selection).main for one in work.plan.targets]
        entries = [entry for entry in found if entry is not None]
        return entries if len(entries) == len(found) else []
    meant = projects_meant(work, source)
    tables = {project.table_id for project in meant}
    funds = [row for row in fund_rows(work, source) if row.value and row.table_id in tables]
    return funds or [project.amount for project in meant if project.amount is not None]


def _wholes(work: Work, source: Source) -> Sequence[Entry]:
    """What the share is of: the item named, the printed total of the list, else all projects that it adds up."""
    named = [target for target in work.plan.against if target != ALL_PROJECTS]
    listed = [project.amount for project in work.ledger.projects(source.ids) if project.amount is not None]
    if named and (main := resolve(work.ledger, named[0], source, work.plan.selection).main) is not None:
        total = _total_of(work, listed) if main.subject == "项目支出" and not main.code else None
        return [total or main]
    if named:
        return []
    total = _total_of(work, listed) or _stated_total(work, source, listed)
    return [total] if total is not None else listed


def _stated_total(work: Work, source: Source, listed: Sequence[Entry]) -> Entry | None:
    """What the text states for as many projects, where those that are listed come to it, or where none are."""
    stated = stated_count(work.ledger, source)
    if stated is None or (listed and stated[0].value != len(listed)):
        return None
    if not listed:
        return stated[1]
    return stated[1] if stated[1].fen == sum(entry.fen or 0 for entry in listed) else None


def _total_of(work: Work, listed: Sequence[Entry]) -> Entry | None:
    """The total that the list of projects prints in the column of their amounts."""
    tables = {entry.table_id for entry in listed if entry.form == "project_list"}
    columns = {entry.column_path for entry in listed}
    totals = [
        fact
        for table in tables
        for fact in work.ledger.table_facts(table or 0)
        if fact.total and fact.column_path in columns and fact.fen is not None
    ]
    return totals[0] if len(totals) == 1 else None


def _name(entries: Sequence[Entry], several: str) -> str:
    if len(entries) == 1:
        return entry_label(entries[0])
    return f"{several}{len(entries)}个合计"


def _added(work: Work, entries: Sequence[Entry]) -> str:
    added = " + ".join(work.draft.operand(entry) for entry in entries)
    return f"({added})" if len(entries) > 1 else added
