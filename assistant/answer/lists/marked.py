"""Rows of the table of purchases by how they are bought (采购方式), and what they come to: 政府集中采购, 分散采购."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computation, Computed, Operand, evaluate
from assistant.answer.draft import entry_label, money
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.execute.steps import heads
from assistant.plan import Operation, TargetKind, share_of_sum, sum_of
from assistant.understand.words import cues
from index.store.schema import FactRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_WHOLE: Final = "政府采购预算"
_ASKED: Final = (
    Operation.LOOKUP, Operation.SUM, Operation.COMPOSITION, Operation.FILTER, Operation.RATIO, Operation.COUNT,
)  # fmt: skip
_CLASS: Final = re.compile("政府采购(货物|工程|服务)预算")


def answer_marked(work: Work) -> Status | None:
    """分散采购一共多少, 哪些是政府集中采购, 集中采购占多少; None where no mark is asked for."""
    plan = work.plan
    marks = [one for one in (*plan.targets, *plan.against) if one.kind is TargetKind.MARK]
    if not marks or plan.operation not in _ASKED:
        return None
    beside = [one for one in plan.targets if one.kind is not TargetKind.MARK and _WHOLE not in one.names]
    bought = {source: _bought(work, source) for source in work.chosen}
    subjects = {row.subject for rows in bought.values() for row in rows if not _CLASS.fullmatch(row.subject)}
    items = {name for one in beside for name in one.names} & subjects  # 物业管理服务走部门集中采购的
    others = [one for one in beside if not {*one.names} & subjects]
    kinds = [match[1] for one in others for name in one.names if (match := _CLASS.fullmatch(name))]
    kinds += [word for word in plan.words if word in ("货物", "工程", "服务")]
    if len({*kinds}) == 1 and (not others or all(map(_is_class, others))):  # 货物里部门集中采购的
        others = []
        bought = {source: _of_class(work, rows, kinds[0]) for source, rows in bought.items()}
    if others and plan.operation is not Operation.LOOKUP:
        return None
    say = {Operation.RATIO: _say_share, Operation.COUNT: _say_number}.get(plan.operation, _say_sum)
    said = []
    for source, listed in bought.items():
        for mark in marks:
            rows = [one for one in listed if {*one.row_label.split("/")[1:]} & {*mark.names}]
            rows = [one for one in rows if one.subject in items] if items else rows
            said.append(len({row.unit for row in rows}) == 1 and say(work, source, mark, rows))
    if any(said):
        said += [answer_target(work, other) == "answered" for other in others]
    work.draft.unsure = work.draft.unsure or (any(said) and not all(said))
    return "answered" if any(said) else None if beside else "not_found"


def _is_class(target: Target) -> bool:
    return any(map(_CLASS.fullmatch, target.names))


def _of_class(work: Work, rows: Sequence[Entry], kind: str) -> list[Entry]:
    """Those of a class of purchases: by their own cell, or by what heads them in a stepped table."""
    return [row for row in rows if _is_of(heads(work.ledger, row), row.row_label.split("/")[1:], kind)]


def _is_of(above: Sequence[str], cells: Sequence[str], kind: str) -> bool:
    """Whether the outermost head is of the kind, or a cell where nothing heads the row: PC服务器 is no 服务."""
    return kind in above[0] if above else any(kind == cell.removesuffix("类") for cell in cells)


def _say_number(work: Work, source: Source, mark: Target, rows: Sequence[Entry]) -> bool:
    """有几项是部门集中采购: how many rows are marked so, and which."""
    number = Decimal(len(rows))
    text = work.draft.derived(number, "项", f"{mark.text}的采购项目", rows, by=Computed.COUNT, source=source)
    work.draft.say(message("count", who=work.who(source), label=f"{mark.text}的采购项目", figure=text))
    lines = [
        message("list_figure", number=str(place), who="", name=entry_label(row), figure=work.draft.operand(row))
        for place, row in enumerate(rows, 1)
    ]
    work.draft.say("\n".join(lines))
    return True


def _bought(work: Work, source: Source) -> list[Entry]:
    facts = work.ledger.facts(source.ids, TableRow.form == "procurement", FactRow.measure == "")
    return [one for one in facts if not one.total and one.fen is not None and one.year in (None, source.year)]


def _say_sum(work: Work, source: Source, mark: Target, rows: Sequence[Entry]) -> bool:
    """What the rows come to, with each of them."""
    who = work.who(source)
    if len(rows) == 1:
        figure = work.draft.figure(rows[0])
        label = f"{mark.text}（{entry_label(rows[0])}）"
        work.draft.say(message("figure", who=who, label=label, figure=figure, stands=""))
        return True
    listed = cues.LIST(work.plan.question) and not cues.AMOUNT(work.plan.question)  # 哪些是分散采购: the items first
    shown = [work.draft.figure(row) if listed else work.draft.operand(row) for row in rows]
    total = money(sum(row.fen or 0 for row in rows), rows[0].unit)
    by, steps, label = Computed.STEPS, sum_of(len(rows)), f"{mark.text}合计"
    figure = work.draft.derived(
        total, rows[0].unit, label, rows, by=by, source=source, steps=steps, supporting=bool(listed)
    )
    work.draft.say(message("sum", label=f"{who}{mark.text}", figure=figure, formula=" + ".join(shown)))
    lines = [
        message("list_figure", number=str(number), who="", name=entry_label(row), figure=amount)
        for number, (row, amount) in enumerate(zip(rows, shown, strict=True), 1)
    ]
    work.draft.say("\n".join(lines))
    return True


def _say_share(work: Work, source: Source, mark: Target, rows: Sequence[Entry]) -> bool:
    """分散采购占政府采购的比重: of the total that their table prints; of anything else it is no share."""
    of_others = [one for one in (*work.plan.targets, *work.plan.against) if one.kind is not TargetKind.MARK]
    facts = work.ledger.table_facts(rows[0].table_id or 0)
    totals = [one for one in facts if one.total and not one.measure and one.fen and one.unit == rows[0].unit]
    if not totals or any(totals[0].subject not in one.names for one in of_others):
        return False
    steps, entries = share_of_sum(len(rows)), [*rows, totals[0]]
    operands = [Operand(citation=0, value=str(one.value), unit=one.unit) for one in entries]
    share = evaluate(Computation(kind=Computed.STEPS, operands=operands, steps=steps), "%")
    shown = " + ".join(work.draft.operand(row) for row in rows)
    formula = (
        f"（{shown}）÷ {work.draft.operand(totals[0])}"
        if len(rows) > 1
        else f"{shown} ÷ {work.draft.operand(totals[0])}"
    )
    label = f"{mark.text}占{entry_label(totals[0])}"
    figure = work.draft.derived(share, "%", label, entries, by=Computed.STEPS, source=source, steps=steps)
    work.draft.say(message("computed", who=work.who(source), label=label, figure=figure, formula=formula))
    return True
