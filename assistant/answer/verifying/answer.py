"""Answering "is that right?" (核对): an equation, a list of parts, a percentage, or a figure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import and_, func

from assistant.answer.changes.difference import say_difference
from assistant.answer.checks import sum_check
from assistant.answer.draft import entry_label, place_text
from assistant.answer.fit.claims import claims, compare_amount
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.answer.sums.arithmetic import operands_in
from assistant.answer.sums.pairs import paired, say_pairs
from assistant.answer.verifying.change import verify_change, verify_rate
from assistant.answer.verifying.projects import project_amounts
from assistant.answer.verifying.quoted import quoted_in
from assistant.answer.verifying.share import is_of_share, verify_share
from assistant.answer.verifying.sums import (
    against_claim,
    children,
    confirm,
    equation,
    form_total,
    quoted_sum,
    say_outcome,
    table_total,
)
from assistant.execute.resolve import resolve
from assistant.plan import Target, TargetKind
from assistant.understand.words import cues
from index.store.schema import FactRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_BALANCES = ([("收入总计",), ("支出总计",)], [("本年收入合计",), ("本年支出合计",)])
_TOTAL_RIGHT = re.compile("(?:合计|总计|总数|总额)数?(?:对不对|对吗|算对|正确|有没有错|算错|有误|准)")
_RANGE = re.compile(r"(?<!\d)(\d{3}|\d{5}|\d{7})\s*(?:到|至|~|-|—)+\s*(\d{3}|\d{5}|\d{7})(?!\d)")


def answer_verification(work: Work) -> Status:
    """Verify what the question claims."""
    work = _sum_first(work)
    said, pairs = False, paired(work.plan)
    for source in quoted_in(work, work.chosen):
        checked = say_pairs(work, pairs, source) if pairs else _projects(work, source) or _verify(work, source)
        said = checked or said
    if said:  # of which of several nothing was said: it asks back
        return "answered" if work.draft.figures or work.draft.checks or work.draft.supporting else "clarify"
    statuses = [answer_target(work, target) for target in work.plan.targets]
    if len(statuses) > 1 and "加" in work.plan.question:  # what was to be added was not
        work.draft.withdraw()
        work.draft.lines.insert(0, message("not_computed"))
        return "not_found"
    return "answered" if "answered" in statuses else ("clarify" if "clarify" in statuses else "not_found")


def _sum_first(work: Work) -> Work:
    """等于基本支出吗, of a sum that was asked for before: its parts against the whole, as 甲加乙等于丙吗."""
    plan = work.plan
    parts = tuple(target for target in plan.against if target.kind is not TargetKind.LITERAL)
    if len(plan.targets) != 1 or len(parts) < 2:  # noqa: PLR2004 - a sum
        return work
    return replace(work, plan=plan.model_copy(update={"targets": parts, "against": plan.targets}))


def _verify(work: Work, source: Source) -> bool:
    plan = work.plan
    if not plan.targets:
        quoted = (plan.roles.rate and _quoted_rate(work, source)) or quoted_sum(work, source)
        return quoted or (bool(plan.selection.forms) and (table_total(work, source) or form_total(work, source)))
    if (is_of_share(work) and verify_share(work, source)) or _of_change(work, source):
        return True
    if _RANGE.search(plan.question):
        return _range(work, source)
    if len(plan.targets) > 1:
        return _alike(work, source) or equation(work, source)
    if cues.PARTS(plan.question) or re.search(r"加", plan.question):
        return children(work, source)
    whole = _TOTAL_RIGHT.search(plan.question) is not None and children(work, source)
    return whole or _alike(work, source) or confirm(work, source)


def _projects(work: Work, source: Source) -> bool:
    """五个绩效项目加起来是1811万吗: the amounts of all, against what the text states of them, or the question."""
    parts, whole = project_amounts(work, source)
    if not parts:
        return False
    if whole is None:
        return against_claim(work, parts)
    figure, stands = work.draft.figure(whole), f"（{place_text(whole)}）"
    work.draft.say(message("figure", who=work.who(source), label=entry_label(whole), figure=figure, stands=stands))
    say_outcome(work, sum_check(work, whole, parts), parts, whole)
    compare_amount(work, whole)
    return True


def _alike(work: Work, source: Source) -> bool:
    """收入总计与支出总计一致吗: two items set against one another, both told, and by how much they differ."""
    others = [target for target in work.plan.against if target.kind is not TargetKind.LITERAL]
    sides = [*work.plan.targets, *others]
    balance = not others and [target.names[:1] for target in sides] in _BALANCES  # 收支平不平
    if len(sides) != 2 or sides[0].names == sides[1].names or not (others or balance):  # noqa: PLR2004 - two sides
        return False
    entries = operands_in(work, sides, source) or _one_elsewhere(work, sides, source)
    if entries is None or len(entries) != 2 or any(entry.fen is None for entry in entries):  # noqa: PLR2004 - two sides
        return False
    one, other = entries
    names = [entry_label(entry) for entry in entries]
    if names[0] == names[1]:
        names = [f"{name}（{place_text(entry)}）" for name, entry in zip(names, entries, strict=True)]
    return say_difference(work, (names[0], one), (names[1], other)) == "answered"


def _one_elsewhere(work: Work, sides: Sequence[Target], source: Source) -> list[Entry] | None:
    """三公表的公务接待费和30217一样吗: the side that the table named does not print stands in another one."""
    if not work.plan.selection.forms:
        return None
    free = work.plan.selection.model_copy(update={"forms": ()})
    found = [resolve(work.ledger, side, source, work.plan.selection).main for side in sides]
    entries = [one or resolve(work.ledger, side, source, free).main for one, side in zip(found, sides, strict=True)]
    return [one for one in entries if one is not None] if any(found) and all(entries) else None


def _quoted_rate(work: Work, source: Source) -> bool:
    """写增长9.41%，算错没有: the growth that the document states with this number, of whatever it is of."""
    for claim in claims(work.plan):
        rates = work.ledger.stated(source.ids, StatementRow.role == "rate", StatementRow.unit == "%")
        for rate in rates:
            if rate.value is not None and claim.unit == "%" and claim.fits(rate.value, "%"):
                target = Target(text=rate.subject, names=(rate.subject,))
                asked = work.plan.model_copy(update={"targets": (target,)})
                if verify_rate(replace(work, plan=asked), source):
                    return True
    return False


def _of_change(work: Work, source: Source) -> bool:
    """Whether the question is about a change, and the document states one."""
    plan = work.plan
    rate = plan.roles.rate and re.search(r"%|百分比|增幅|增长率|涨幅|降幅", plan.question)
    if rate and verify_rate(work, source):
        return True
    return plan.roles.change and len(plan.targets) == 1 and verify_change(work, source)


def _range(work: Work, source: Source) -> bool:
    """301到399各类加起来: the accounts of a range against the total of the table that prints them."""
    match = _RANGE.search(work.plan.question)
    if match is None or len(match[1]) != len(match[2]):
        return False
    inside = and_(FactRow.code >= match[1], FactRow.code <= match[2], func.length(FactRow.code) == len(match[1]))
    tables: dict[int | None, list[Entry]] = {}
    for entry in work.ledger.facts(source.ids, inside, FactRow.measure == ""):
        if not entry.blank:
            tables.setdefault(entry.table_id, []).append(entry)
    compared = []
    for table, parts in tables.items():
        totals = work.ledger.facts(
            source.ids, FactRow.table_id == table, FactRow.total.is_(True), FactRow.measure == ""
        )
        compared += [(total, parts) for total in totals if not total.blank and len(parts) > 1]
    quoted = {literal.text.replace(",", "") for literal in work.plan.against}
    compared.sort(key=lambda pair: (str(pair[0].amount) not in quoted, pair[0].ordinal))
    for whole, parts in compared[:1]:
        figure = work.draft.figure(whole)
        work.draft.say(
            message("figure", who="", label=entry_label(whole), figure=figure, stands=f"（{place_text(whole)}）")
        )
        for part in parts:
            work.draft.operand(part)
        say_outcome(work, sum_check(work, whole, parts), parts, whole)
    return bool(compared)
