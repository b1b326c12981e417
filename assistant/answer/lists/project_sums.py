"""Answering what projects come to (项目合计与平均): added up or averaged over all that the documents print."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, money
from assistant.answer.lists.listing import not_printed_list, say_list
from assistant.answer.lookups.items import (
    about_projects,
    about_purchases,
    fund_rows,
    narrowed,
    projects_meant,
    purchases,
)
from assistant.answer.messages import message
from assistant.execute.parts import stated_count
from assistant.execute.projects import namesakes
from assistant.plan import Operation, Target, TargetKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source


def answer_project_sum(work: Work) -> Status:
    """Add up the projects meant."""
    said = False
    for source in work.chosen:
        meant = projects_meant(work, source)
        tables = {project.table_id for project in meant}
        funds = [row for row in fund_rows(work, source) if row.value and row.table_id in tables]
        chosen = list(_bought(work, source)) or funds
        chosen = chosen or [project.amount for project in meant if project.amount is not None]
        if not chosen:
            continue
        unit = chosen[0].unit
        total = money(sum(entry.fen or 0 for entry in chosen), unit)
        label = (
            f"名称含“{work.plan.name_filter}”的 {len(chosen)} 个项目"
            if work.plan.name_filter
            else f"{work.plan.body} {len(chosen)} 个项目".strip()
        )
        say_list(work, _of_their_projects(work, source, funds) or chosen, supporting=True)
        text = work.draft.derived(total, unit, f"{label}合计", chosen, by=Computed.SUM, source=source)
        formula = " + ".join(amount_text(entry.amount, "") for entry in chosen)
        work.draft.lines.insert(0, message("sum", label=f"{work.who(source)}{label}", figure=text, formula=formula))
        said = True
    return "answered" if said else not_printed_list(work)


def _of_their_projects(work: Work, source: Source, rows: Sequence[Entry]) -> list[Entry]:
    """Rows of one name, each under the name of the project whose table prints it."""
    names = {project.table_id: project.name for project in work.ledger.projects(source.ids)} if rows else {}
    return [replace(row, row_label=names.get(row.table_id or 0, row.row_label)) for row in rows]


def answer_average(work: Work) -> Status:
    """What a project has on average: of the projects listed, else of their number and amount in the text."""
    said = False
    for source in work.chosen:
        bought = narrowed(work, purchases(work, source)) if about_purchases(work) else ()
        meant = [project.amount for project in projects_meant(work, source) if project.amount is not None]
        chosen = list(bought) if about_purchases(work) else meant
        stated = None if about_purchases(work) else stated_count(work.ledger, source)
        of_all = len(meant) == len([one for one in work.ledger.projects(source.ids) if one.amount is not None])
        if stated is not None and of_all and Decimal(len(chosen)) != stated[0].value:
            _say_average(work, stated[0].amount, stated[1:], stated)
        elif chosen:
            _say_average(work, Decimal(len(chosen)), chosen, chosen)
        else:
            continue
        said = True
    return "answered" if said else not_printed_list(work)


def _say_average(work: Work, number: Decimal, amounts: Sequence[Entry], entries: Sequence[Entry]) -> None:
    source, unit = amounts[0].source, amounts[0].unit
    total = money(sum(entry.fen or 0 for entry in amounts), unit)
    average = (total / number).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    by = Computed.MEAN if entries is amounts else Computed.MEAN_OF
    text = work.draft.derived(average, unit, "平均每个项目", entries, by=by, source=source)
    formula = f"{amount_text(total, unit)} ÷ {number:f}个"
    work.draft.say(message("average", who=work.who(source), figure=text, formula=formula))


def _bought(work: Work, source: Source) -> Sequence[Entry]:
    """The purchases of a kind or a way that the question names (集中采购的项目); none where it names no such."""
    rows = purchases(work, source) if about_purchases(work) else []
    chosen = narrowed(work, rows)
    return chosen if len(chosen) < len(rows) else []


_CARRIED: Final = re.compile("结转(?:结余)?(?:的)?(?:资金)?(?:安排|支付|列支)?的?(?:绩效)?项目")  # not 项目的结转


def is_project_sum(work: Work) -> bool:
    """Whether a sum is one over projects."""
    if work.plan.operation is not Operation.SUM:
        return False
    if any(_bought(work, source) for source in work.chosen):
        return True
    if _CARRIED.search(work.plan.question) and any(projects_meant(work, source) for source in work.chosen):
        return True
    limited = work.plan.name_filter or work.plan.body
    return bool(limited or any(fund_rows(work, source) for source in work.chosen)) or (
        not work.plan.targets and any(about_projects(work, source) for source in work.chosen)
    )


_BOTH_OF_NAME: Final = re.compile("(?:两|俩)个(?:项目|都|加|一共|合计)")


def both_of_name(work: Work) -> Work | None:
    """平台扩容有两个项目，加起来多少: the project and the one that is called so but for the year, as two items."""
    target = work.plan.targets[0] if len(work.plan.targets) == 1 else None
    if target is None or not _BOTH_OF_NAME.search(work.plan.question):
        return None
    found = [one for source in work.chosen for one in namesakes(work.ledger, source.ids, target.names)]
    names = tuple(dict.fromkeys(one.name for one in found))
    items = tuple(Target(text=name, kind=TargetKind.PROJECT, names=(name,)) for name in names)
    plan = work.plan.model_copy(update={"targets": items})
    return replace(work, plan=plan) if len(items) == 2 else None  # noqa: PLR2004 - both
