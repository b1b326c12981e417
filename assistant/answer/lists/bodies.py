"""Answering from the table of a department's bodies (所属单位的人数): what its column prints of each, and their sum.

澄湖市数据管理局在职多少人 is no question about the first row, the department's own 本级.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed, percent
from assistant.answer.draft import amount_text
from assistant.answer.lists.indicators import of_its_project
from assistant.answer.lists.places import say_apart
from assistant.answer.lookups.count_parts import answer_count_claim
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.lookups.quantities import answer_quantity
from assistant.answer.messages import message
from assistant.plan import Operation, Target, sum_of
from assistant.understand.choosing.ratios import distinct
from assistant.understand.refining.unit_rows import rows_of_bodies
from assistant.understand.scoping.version import UNIT, one_organization
from assistant.understand.words import cues
from index.model.units import is_money
from index.store.schema import FactRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_KINDS: Final = {"学校": ("学校", "小学", "中学", "大学", "学院"), "医院": ("医院", "卫生院")}
_OF_ONE: Final = (Operation.LOOKUP, Operation.COUNT, Operation.SUM, Operation.RANK)
_EACH: Final = re.compile("各|分别|每个|每家|列出|哪些|明细")
_ONLY_SUM: Final = re.compile(
    "(?!.*(?:分别|列出|明细|哪些))[^，,、；;]*(?:合计|总和|之和|加起来|一共|总共|总计)[^，,、；;]*"
)
# 三个单位中谁最多, 各单位的三公经费: of the bodies of the one department that is named
_OF_BODIES: Final = re.compile(
    r"(?:[几两二三四五六七八九\d]|各|下属|所属|每)(?:个|家)?(?:预算|下属|所属|二级|基层)*单位|(?:下属|所属|哪|各)(?:个|家)?(?:预算|下属|所属|二级|基层)*(?:单位|机构)"
    r"|哪一?[个家所](?:学校|[中小]学|幼儿园|医院|卫生院)"
)
# 下属单位里预算最少的: the column of the totals, which a table prints of one side alone
_EITHER: Final = Target(text="预算", names=("支出总计", "收入总计"))
_SIDES: Final = {word: Target(text=word, names=(f"{word}总计",)) for word in ("收入", "支出")}
_PAIR: Final = 2


def answer_bodies(work: Work) -> Status | None:
    """Answer about the counts of several bodies; None where the question is of something else."""
    plan, items = work.plan, distinct(work.plan.targets)
    counted = answer_quantity(work) or answer_count_claim(work) or of_its_project(work)
    if counted is not None:
        return counted
    named = {source.organization_id for source in work.chosen} if plan.selection.organizations else set()
    several = len(named) > 1 and not one_organization(work.chosen)
    if plan.selection.scope == UNIT or several:
        return None
    if plan.operation is Operation.RATIO and len(items) == 1 and len(plan.against) == 1:
        said = [_say_shares(work, source) for source in work.chosen]
        return "answered" if any(said) else None
    if plan.operation is Operation.DIFFERENCE and len(items) == _PAIR and not plan.across:
        said = [_say_gap(work, source) for source in work.chosen]
        return "answered" if any(said) else None
    apart = bool(plan.selection.organizations) and _OF_BODIES.search(plan.question) is not None
    if apart and (_is_whole(items) or (plan.operation is Operation.RANK and not items)):
        items = (next((each for word, each in _SIDES.items() if word in plan.question), _EITHER),)
    if plan.operation not in _OF_ONE or len(items) != 1 or plan.per_head:
        return None
    return _of_each(work, items[0], apart=apart)


def _of_each(work: Work, item: Target, *, apart: bool) -> Status | None:
    """What a table prints of the bodies; `apart`: they are asked for in so many words."""
    rows = {source.id: found for source in work.chosen if len(found := body_rows(work, item, source)) > 1}
    if not rows and apart:
        rows = {source.id: found for source in work.chosen if (found := _amounts(work, item, source))}
    if not rows:
        asked = apart and (work.plan.operation is Operation.RANK or _EACH.search(work.plan.question))
        return _not_apart(work, item) if asked else None
    for source in work.chosen:
        if source.id in rows:
            _say(work, source, rows[source.id])
    return "answered"


def _is_whole(items: Sequence[Target]) -> bool:
    return len(items) == 1 and not items[0].codes and {*items[0].names} <= {"支出总计", "收入总计", "收支总计"}


def _not_apart(work: Work, item: Target) -> Status:
    """Say that no table tells the bodies apart: what all of the department has is no answer, and stays context."""
    answer_target(work, item)
    work.draft.withdraw()
    work.draft.lines.insert(0, message("bodies_not_apart", label=item.text))
    return "not_found"


def body_rows(work: Work, item: Target, source: Source) -> list[Entry]:
    """What the one table with such a column prints in the rows of the bodies."""
    if item.codes:
        return []  # an account is no count of people
    facts = work.ledger.facts(source.ids, FactRow.measure.in_(item.names), FactRow.code == "")
    rows = [
        fact for fact in facts
        if fact.value is not None and not fact.total and fact.unit and not is_money(fact.unit) and fact.unit != "%"
    ]  # fmt: skip
    tables = {row.table_id for row in rows}
    named = {row.subject for row in rows}
    return rows if len(tables) == 1 and len(named) == len(rows) else []


def _amounts(work: Work, item: Target, source: Source) -> list[Entry]:
    """The amounts that a table prints of an item in the rows of the bodies, each under the name of the item."""
    found = [(name, rows_of_bodies(work.ledger, source.ids, (name,))) for name in item.names]
    name, rows = max(found, key=lambda one: len(one[1]), default=("", []))
    return [replace(row, measure=name) for row in rows]


def _of_kind(work: Work, rows: Sequence[Entry]) -> Sequence[Entry]:
    """Those that are of the kind asked for (哪所学校), where some are."""
    asked = cues.KIND_OF_BODY.search(work.plan.question) if cues.WHICH_BODY(work.plan.question) else None
    ends = _KINDS.get(asked["kind"], (asked["kind"],)) if asked else ()
    return [row for row in rows if ends and row.subject.endswith(ends)] or rows


def _say(work: Work, source: Source, rows: Sequence[Entry]) -> None:
    """The rows in order, or their sum."""
    ranked = work.plan.operation is Operation.RANK
    rows = _of_kind(work, rows) if ranked else rows
    if ranked and say_apart(work, rows, lambda row: row.subject):
        return
    ordered = sorted(rows, key=lambda row: row.amount, reverse=not work.plan.ascending) if ranked else list(rows)
    each = len(rows) == 1 or (_EACH.search(work.plan.question) and not _ONLY_SUM.fullmatch(work.plan.question))
    shown = (work.plan.top or len(rows)) if ranked else len(rows) if each else 0
    work.draft.say(message("list_head", who=work.who(source), label=rows[0].measure))
    lines = []
    for number, row in enumerate(ordered, start=1):
        figure = work.draft.figure(row, f"{row.subject}{row.measure}", supporting=number > shown)
        lines.append(message("list_item", number=number, name=row.subject, figure=figure))
    work.draft.say("\n".join(lines))
    if ranked:
        first = ordered[0]
        key = "winner_least" if work.plan.ascending else "winner_most"
        work.draft.say(message(key, name=first.subject, figure=amount_text(first.amount, first.unit)))
        return
    if len(rows) == 1:
        return  # 是哪个单位的: the only one that has any
    total, unit = sum((row.amount for row in rows), Decimal(0)), rows[0].unit
    label = f"{len(rows)} 家单位{rows[0].measure}"
    text = work.draft.derived(total, unit, f"{label}合计", rows, by=Computed.SUM, source=source)
    formula = " + ".join(work.draft.operand(row) for row in rows)
    work.draft.lines.insert(0, message("sum", label=f"{work.who(source)}{label}", figure=text, formula=formula))


def _say_shares(work: Work, source: Source) -> bool:
    """在职人数占编制的比例 of each body, and of all of them."""
    parts, wholes = (body_rows(work, item, source) for item in (work.plan.targets[0], work.plan.against[0]))
    if work.plan.targets[0].names == work.plan.against[0].names:
        return _say_share_of_one(work, source, parts)
    of = {row.subject: row for row in wholes}
    pairs = [(row, of[row.subject]) for row in parts if row.subject in of and of[row.subject].value]
    if len(pairs) < _PAIR or len(pairs) < len(parts):
        return False
    label = f"{parts[0].measure}占{wholes[0].measure}"
    work.draft.say(message("list_head", who=work.who(source), label=label))
    lines = []
    for number, (part, whole) in enumerate(pairs, start=1):
        share = percent(part.amount, whole.amount)
        name = f"{part.subject}{label}比重"
        figure = work.draft.derived(share, "%", name, [part, whole], by=Computed.SHARE, source=source)
        shown = f"{figure}（{work.draft.operand(part)} ÷ {work.draft.operand(whole)}）"
        lines.append(message("list_item", number=number, name=part.subject, figure=shown))
    work.draft.say("\n".join(lines))
    _say_share_of_all(work, source, pairs, label)
    shares = [(percent(part.amount, whole.amount), part.subject) for part, whole in pairs]
    best, least = max(shares), min(shares)
    work.draft.say(message("winner_most", name=best[1], figure=f"{best[0]}%"))
    work.draft.say(message("winner_least", name=least[1], figure=f"{least[0]}%"))
    return True


def _say_share_of_all(work: Work, source: Source, pairs: Sequence[tuple[Entry, Entry]], label: str) -> None:
    """What all bodies together have of the one column in the other."""
    parts, wholes = [part for part, _ in pairs], [whole for _, whole in pairs]
    added, of = (sum((row.amount for row in rows), Decimal(0)) for rows in (parts, wholes))
    steps = f"({sum_of(len(pairs))}) / ({sum_of(len(pairs), len(pairs))}) * 100"
    name = f"{len(pairs)} 家单位合计{label}比重"
    operands = [*parts, *wholes]
    figure = work.draft.derived(percent(added, of), "%", name, operands, by=Computed.STEPS, source=source, steps=steps)
    work.draft.say(message("composed", who="", label=name, figure=figure, formula=f"{added:f} ÷ {of:f}"))


def _say_gap(work: Work, source: Source) -> bool:
    """编制人数比在职人数多多少: between the sums of both columns over all bodies."""
    one, other = (body_rows(work, item, source) for item in work.plan.targets)
    if len(one) < _PAIR or {row.subject for row in one} != {row.subject for row in other}:
        return False
    first, second = (sum((row.amount for row in rows), Decimal(0)) for rows in (one, other))
    high, low = (one, other) if first >= second else (other, one)
    steps = f"{sum_of(len(high))} - ({sum_of(len(low), len(high))})"
    label = f"{len(one)} 家单位{high[0].measure}与{low[0].measure}之差"
    figure = work.draft.derived(
        abs(first - second), one[0].unit, label, [*high, *low], by=Computed.STEPS, source=source, steps=steps
    )
    over, under = (" + ".join(work.draft.operand(row) for row in rows) for rows in (high, low))
    work.draft.say(message("composed", who=work.who(source), label=label, figure=figure, formula=f"{over} − ({under})"))
    return True


def _say_share_of_one(work: Work, source: Source, rows: Sequence[Entry]) -> bool:
    """大数据中心在职人数占全部的百分之几: the share of the one body that is named, of all of them."""
    before = work.plan.question.partition("占")[0]
    named = [row for row in rows if any(row.subject[cut:] in before for cut in range(len(row.subject) - 3))]
    if len(named) != 1 or len(rows) < _PAIR:
        return False
    ordered = [*named, *(row for row in rows if row not in named)]
    total, [part] = sum((row.amount for row in rows), Decimal(0)), named
    label, steps = f"{part.subject}{part.measure}占{len(rows)} 家单位合计比重", f"{{0}} / ({sum_of(len(rows))}) * 100"
    share = percent(part.amount, total)
    figure = work.draft.derived(share, "%", label, ordered, by=Computed.STEPS, source=source, steps=steps)
    added = " + ".join(work.draft.operand(row) for row in ordered)
    formula = f"{work.draft.operand(part)} ÷ ({added})"
    work.draft.say(message("composed", who=work.who(source), label=label, figure=figure, formula=formula))
    return True
