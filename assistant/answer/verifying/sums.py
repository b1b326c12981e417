"""Answering whether parts come to their whole (核对合计): an equation, a table, amounts that are quoted."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.answer.checks import compare_sum, sum_check
from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money, place_text
from assistant.answer.fit.claims import claims, compare_amount
from assistant.answer.lists.left_out import say_left_out
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.answer.stating import say_conflict
from assistant.answer.sums.arithmetic import of_one_kind, operands_in
from assistant.answer.verifying.quoted import printed_as
from assistant.execute.parts import parts_of
from assistant.execute.resolve import resolve
from assistant.plan import Target, TargetKind
from assistant.verify.proof import proofs
from index.model.quantity import Outcome
from index.store.schema import FactRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import CheckResult
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.execute.parts import Parts
    from assistant.plan import Plan

_TOTAL_OF_FORM = {"three_public": Target(text="“三公”经费", names=("“三公”经费",))}


def quoted_sum(work: Work, source: Source) -> bool:
    """30.50是不是18.20加12.30: numbers alone, where the document prints every one of them."""
    quoted = [claim for claim in claims(work.plan) if claim.unit != "%"]
    if len(quoted) < 3:  # noqa: PLR2004 - a sum and its parts
        return False
    found: list[Entry] = []
    for claim in quoted:
        entry = printed_as(work, source, claim, found, padded=True)
        if entry is None:
            return False
        found.append(entry)
    parts, whole = _closing(found)
    if whole is None:
        parts, whole = found[1:], found[0]
    for entry in (*parts, whole):
        stands = f"（{place_text(entry)}）"
        figure = work.draft.figure(entry)
        work.draft.say(message("figure", who="", label=entry_label(entry), figure=figure, stands=stands))
    say_outcome(work, sum_check(work, whole, parts), parts, whole)
    return True


def table_total(work: Work, source: Source) -> bool:
    """项目支出表各项相加对不对: the total of a table that the question names against its rows."""
    forms = work.plan.selection.forms
    facts = work.ledger.facts(source.ids, FactRow.total.is_(True), FactRow.measure == "", TableRow.form.in_(forms))
    for total in facts:
        if total.blank or not total.subject:
            continue
        target = Target(text=total.subject, names=(total.subject,))
        found = parts_of(work.ledger, target, source, work.plan.selection)
        if found is not None and found.whole.table_id == total.table_id:
            return _sum_of_parts(work, source, found)
    return False


def form_total(work: Work, source: Source) -> bool:
    """三公表合计对得上吗: a form whose parts stand in columns has no row of a total; its figure is confirmed."""
    meant = tuple(_TOTAL_OF_FORM[form] for form in work.plan.selection.forms if form in _TOTAL_OF_FORM)
    return len(meant) == 1 and confirm(replace(work, plan=work.plan.model_copy(update={"targets": meant})), source)


def equation(work: Work, source: Source) -> bool:
    """A + B = C, all of one document, of one table where it prints them all."""
    plan = work.plan
    subjects = tuple(target for target in plan.against if target.kind is not TargetKind.LITERAL)
    whole_target = subjects[:1]
    pools = _best_operands(work, (*plan.targets, *whole_target), source, closed=bool(whole_target))
    if pools is None:
        return False
    parts, whole = (pools[:-1], pools[-1]) if whole_target else (pools, _printed(work, source, pools))
    if whole is not None and len(parts) > 1:  # the total may be named too: 总额251万，货物、工程、服务相加
        parts = [part for part in parts if part.worth != whole.worth or part.subject != whole.subject] or parts
    if whole is None:
        parts, whole = _closing(parts)
    if whole is None and _first_against_rest(plan):
        whole, *parts = parts
    if not of_one_kind(parts if whole is None else [*parts, whole]):
        return False
    if whole is None:
        return against_claim(work, parts)
    for entry in parts:
        work.draft.say(
            message(
                "figure",
                who="",
                label=entry_label(entry),
                figure=work.draft.figure(entry),
                stands=f"（{place_text(entry)}）",
            )
        )
    work.draft.say(
        message(
            "figure",
            who="",
            label=entry_label(whole),
            figure=work.draft.figure(whole),
            stands=f"（{place_text(whole)}）",
        )
    )
    say_outcome(work, sum_check(work, whole, parts), parts, whole)
    for entry in parts:
        say_conflict(work, entry)
    return True


def _first_against_rest(plan: Plan) -> bool:
    """甲和乙加丙对得上吗: the first is set against the others, which are added."""
    starts = [(target.start, target.start + len(target.text)) for target in plan.targets]
    between = [plan.question[end:begin] for (_, end), (begin, _) in pairwise(starts)]
    if len(between) < 2 or any(begin < 0 for begin, _ in starts):  # noqa: PLR2004 - 甲, 乙 and 丙
        return False
    return re.fullmatch("的?(?:和|与|跟|同)", between[0]) is not None and all("加" in words for words in between[1:])


def against_claim(work: Work, parts: Sequence[Entry]) -> bool:
    """The sum of the operands against the number that the question quotes and no document prints."""
    quoted = claims(work.plan)[-1:]
    if not quoted or len(parts) < 2 or any(entry.fen is None for entry in parts):  # noqa: PLR2004 - a sum
        return False
    if any(claim.fits(part.amount, part.unit) for claim in quoted for part in parts):
        return False  # the number is of one of them
    unit = parts[0].unit
    total = money(sum(entry.fen or 0 for entry in parts), unit)
    formula = " + ".join(work.draft.operand(entry) for entry in parts)
    figure = work.draft.derived(total, unit, "各项之和", list(parts), by=Computed.SUM, source=parts[0].source)
    key = "claim_holds" if any(claim.fits(total, unit) for claim in quoted) else "claim_fails"
    work.draft.say(message(key, asked="、".join(claim.text for claim in quoted), formula=f"{formula} = {figure}"))
    return True


def _best_operands(work: Work, targets: Sequence[Target], source: Source, *, closed: bool) -> list[Entry] | None:
    """The operands; where the first choice does not add up, a table that prints them all is preferred."""
    first = operands_in(work, targets, source)
    if first is None or not closed or _adds_up(first):
        return first
    pools = []
    for target in targets:
        each = resolve(work.ledger, target, source, work.plan.selection)
        pools.append([e for e in (each.main, *each.same, *each.others, *each.readings) if e is not None])
    for attempt in _of_one_table(pools):
        if _adds_up(attempt):
            return attempt
    for i, pool in enumerate(pools):
        for entry in pool:
            attempt = [entry if j == i else first[j] for j in range(len(first))]
            if _adds_up(attempt):
                return attempt
    return first


def _of_one_table(pools: Sequence[Sequence[Entry]]) -> list[list[Entry]]:
    """The operands as each table prints them, with the right side wherever it stands."""
    parts, wholes = pools[:-1], pools[-1]
    tables = set.intersection(*({entry.table_id for entry in pool} for pool in parts))
    found = []
    for table in sorted(one for one in tables if one is not None):
        own = [next(entry for entry in pool if entry.table_id == table) for pool in parts]
        found += [[*own, whole] for whole in wholes]
    return found


def _adds_up(entries: Sequence[Entry]) -> bool:
    if any(entry.fen is None for entry in entries):
        return False
    return sum(entry.fen or 0 for entry in entries[:-1]) == entries[-1].fen


def _printed(work: Work, source: Source, near: Sequence[Entry]) -> Entry | None:
    """The document's own figure that the question quotes: in the table of the operands first."""
    for claim in reversed(claims(work.plan)):  # what comes last is what the others make up
        found = printed_as(work, source, claim, near)
        if found is not None:
            return found
    return None


def _closing(entries: list[Entry]) -> tuple[list[Entry], Entry | None]:
    """Without a right side: the operand that is the sum of the others within rounding, if there is one."""
    for i, whole in enumerate(entries):
        parts = entries[:i] + entries[i + 1 :]
        if len(parts) > 1 and compare_sum(whole, parts).outcome is not Outcome.CONTRADICTION:
            return parts, whole
    return entries, None


def say_outcome(work: Work, result: CheckResult, parts: Sequence[Entry], whole: Entry) -> None:
    """Say whether the parts come to the whole: exactly, within rounding, or not."""
    computed = work.draft.derived(Decimal(result.actual), whole.unit, "各项之和", list(parts), by=Computed.SUM)
    formula = f"{' + '.join(amount_text(p.amount, '') for p in parts)} = {computed}"
    key = {Outcome.EXACT: "holds", Outcome.ROUNDING: "holds_rounding", Outcome.CONTRADICTION: "fails"}[
        Outcome(result.outcome)
    ]
    work.draft.lines.insert(
        0, message(key, difference=amount_text(abs(Decimal(result.difference)), whole.unit), formula=formula)
    )
    if key == "fails":
        say_left_out(work, result, whole, parts)


def children(work: Work, source: Source) -> bool:
    """The parts of a figure against the figure."""
    found = parts_of(work.ledger, work.plan.targets[0], source, work.plan.selection)
    return found is not None and _sum_of_parts(work, source, found)


def _sum_of_parts(work: Work, source: Source, found: Parts) -> bool:
    whole = work.draft.figure(found.whole)
    work.draft.say(
        message(
            "figure",
            who=work.who(source),
            label=entry_label(found.whole),
            figure=whole,
            stands=f"（{place_text(found.whole)}）",
        )
    )
    for part in found.parts:
        work.draft.operand(part)
    say_outcome(work, sum_check(work, found.whole, found.parts), found.parts, found.whole)
    compare_amount(work, found.whole)
    return True


def confirm(work: Work, source: Source) -> bool:
    """One figure: say it, and the document's own checks of it."""
    each = resolve_all(work, work.plan.targets[0], [source])[0]
    if each.main is None:
        return False
    answer_target(work, work.plan.targets[0])
    compare_amount(work, each.main, *each.same, *each.others)
    found = proofs(work.ledger, [each.main])
    for proof in found[:4]:
        work.draft.say(message("checked_by", statement=proof.statement))
    if not found:
        work.draft.say(message("nothing_to_check"))
    return True
