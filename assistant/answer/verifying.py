"""Answering "is that right?" (核对): an equation, a list of parts, a percentage, or a figure."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import and_, func

from assistant.answer.arithmetic import of_one_kind, operands_in
from assistant.answer.checks import compare_sum, sum_check
from assistant.answer.claims import claims, compare_amount
from assistant.answer.computation import Computed
from assistant.answer.difference import say_difference
from assistant.answer.draft import amount_text, entry_label, money, place_text
from assistant.answer.left_out import say_left_out
from assistant.answer.lookup import answer_target, candidates, resolve_all
from assistant.answer.messages import message
from assistant.answer.pairs import paired, say_pairs
from assistant.answer.quoted import printed_as, quoted_in
from assistant.answer.stating import say_conflict
from assistant.answer.verifying_change import verify_change, verify_rate
from assistant.answer.verifying_projects import project_amounts
from assistant.answer.verifying_share import is_of_share, verify_share
from assistant.execute.parts import parts_of
from assistant.execute.resolve import resolve
from assistant.plan import Target, TargetKind
from assistant.understand import cues
from assistant.verify.proof import proofs
from index.model.quantity import Outcome
from index.store.schema import FactRow, StatementRow, TableRow

_BALANCES = ([("收入总计",), ("支出总计",)], [("本年收入合计",), ("本年支出合计",)])
_TOTAL_OF_FORM = {"three_public": Target(text="“三公”经费", names=("“三公”经费",))}
_TOTAL_RIGHT = re.compile("(?:合计|总计|总数|总额)数?(?:对不对|对吗|算对|正确|有没有错|算错|有误|准)")
_RANGE = re.compile(r"(?<!\d)(\d{3}|\d{5}|\d{7})\s*(?:到|至|~|-|—)+\s*(\d{3}|\d{5}|\d{7})(?!\d)")

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import CheckResult, Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.execute.parts import Parts
    from assistant.plan import Plan


def answer_verification(work: Work) -> Status:
    """Verify what the question claims."""
    work = _sum_first(work)
    said, pairs = False, paired(work.plan)
    for source in quoted_in(work, candidates(work)):
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
        quoted = (plan.roles.rate and _quoted_rate(work, source)) or _quoted_sum(work, source)
        return quoted or (bool(plan.selection.forms) and (_table_total(work, source) or _form_total(work, source)))
    if (is_of_share(work) and verify_share(work, source)) or _of_change(work, source):
        return True
    if _RANGE.search(plan.question):
        return _range(work, source)
    if len(plan.targets) > 1:
        return _alike(work, source) or _equation(work, source)
    if cues.PARTS(plan.question) or re.search(r"加", plan.question):
        return _children(work, source)
    whole = _TOTAL_RIGHT.search(plan.question) is not None and _children(work, source)
    return whole or _alike(work, source) or _confirm(work, source)


def _projects(work: Work, source: Source) -> bool:
    """五个绩效项目加起来是1811万吗: the amounts of all, against what the text states of them, or the question."""
    parts, whole = project_amounts(work, source)
    if not parts:
        return False
    if whole is None:
        return _against_claim(work, parts)
    figure, stands = work.draft.figure(whole), f"（{place_text(whole)}）"
    work.draft.say(message("figure", who=work.who(source), label=entry_label(whole), figure=figure, stands=stands))
    _say_outcome(work, sum_check(work, whole, parts), parts, whole)
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


def _quoted_sum(work: Work, source: Source) -> bool:
    """842.96是不是356.20加486.76: numbers alone, where the document prints every one of them."""
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
    _say_outcome(work, sum_check(work, whole, parts), parts, whole)
    return True


def _table_total(work: Work, source: Source) -> bool:
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


def _form_total(work: Work, source: Source) -> bool:
    """三公表合计对得上吗: a form whose parts stand in columns has no row of a total; its figure is confirmed."""
    meant = tuple(_TOTAL_OF_FORM[form] for form in work.plan.selection.forms if form in _TOTAL_OF_FORM)
    return len(meant) == 1 and _confirm(replace(work, plan=work.plan.model_copy(update={"targets": meant})), source)


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
        _say_outcome(work, sum_check(work, whole, parts), parts, whole)
    return bool(compared)


def _equation(work: Work, source: Source) -> bool:
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
        return _against_claim(work, parts)
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
    _say_outcome(work, sum_check(work, whole, parts), parts, whole)
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


def _against_claim(work: Work, parts: Sequence[Entry]) -> bool:
    """The sum of the operands against the number that the question quotes and no document prints."""
    quoted = claims(work.plan)[-1:]
    if not quoted or len(parts) < 2 or any(entry.fen is None for entry in parts):  # noqa: PLR2004 - a sum
        return False
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


def _say_outcome(work: Work, result: CheckResult, parts: Sequence[Entry], whole: Entry) -> None:
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


def _children(work: Work, source: Source) -> bool:
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
    _say_outcome(work, sum_check(work, found.whole, found.parts), found.parts, found.whole)
    compare_amount(work, found.whole)
    return True


def _confirm(work: Work, source: Source) -> bool:
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
