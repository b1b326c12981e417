"""Answering differences (相差、对比): two organizations, two years, two stages or two items."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.changes.change import answer_change
from assistant.answer.changes.difference_rate import AND_BY_WHAT_RATE, BY_RATE, of_one_year, say_growth, say_per_cent
from assistant.answer.changes.off_budget import against_budget
from assistant.answer.changes.other_whole import say_other_whole
from assistant.answer.checks import compare_sum
from assistant.answer.computation import Computed, percent
from assistant.answer.draft import entry_label, money, place_text
from assistant.answer.fit.claims import compare_gap, deny_direction
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.answer.points import at_compared, at_points, planned, stage_pairs
from assistant.answer.stating import against_printed
from assistant.answer.sums.arithmetic import missing_operand, operands_in
from assistant.execute.comparable import of_one_kind
from assistant.execute.parts import parts_of
from assistant.plan import Operation, Selection, Target, sum_of
from assistant.understand.scoping.version import BOTH, DEPARTMENT
from assistant.understand.words import asked, cues
from index.model.quantity import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.execute.resolve import Resolved
    from assistant.plan import Plan

    _Pair = tuple[tuple[str, Entry], tuple[str, Entry]]

_SIDES: Final = re.compile("比(?![例重率较])[^，,。；;比]*$")


def answer_difference(work: Work) -> Status:
    """Compare two figures: of two organizations, of two years, or of two targets."""
    plan = work.plan
    if not plan.targets:
        return "not_found"
    scopes = cues.PAIR_OF_SCOPES(plan.question) or cues.WITHOUT_BASIC(plan.question) or len(plan.selection.forms) > 1
    scopes = scopes or plan.conflict
    by_part = cues.EACH_PART(plan.question) and _of_stages(plan)
    if len(plan.targets) == 1 and ((scopes and _two_scopes(work)) or (by_part and _parts_staged(work))):
        return "answered"
    staged = _staged(work)
    if staged is None or (not plan.points and _leaves_out_a_year(plan, staged)):
        return missing_operand(work)
    if staged:
        for one, other in staged:
            say_difference(work, one, other)
            _say_overrun(work, one[1], other[1])
        if len(staged) == len(plan.targets) > 1 and cues.SUM(plan.question):
            _say_sums_apart(work, staged)
        return "answered"
    if _of_stages(plan) and against_budget(work):
        return "answered"
    return _of_items(work)


def _leaves_out_a_year(plan: Plan, staged: Sequence[_Pair]) -> bool:
    """2024年实际支出比2025年预算少多少: the result against the budget of one of the years is no answer for both."""
    told = {entry.year or entry.source.year for pair in staged for _, entry in pair}
    return bool(staged) and not {*plan.selection.years} <= told


def _say_sums_apart(work: Work, staged: Sequence[_Pair]) -> None:
    """会议费和培训费决算合计比预算合计多多少: the difference of both sums, first."""
    spent, planned = ([pair[side][1] for pair in staged] for side in (0, 1))
    entries, number = [*spent, *planned], len(staged)
    if any(entry.fen is None or entry.unit != entries[0].unit for entry in entries):
        return
    gap = sum(entry.fen or 0 for entry in spent) - sum(entry.fen or 0 for entry in planned)
    sums = [f"({sum_of(number, first)})" for first in ((0, number) if gap >= 0 else (number, 0))]
    label = f"{'＋'.join(target.text for target in work.plan.targets)}差额"
    by, unit = Computed.STEPS, entries[0].unit
    figure = work.draft.derived(abs(money(gap, unit)), unit, label, entries, by=by, steps=" - ".join(sums))
    shown = [" + ".join(work.draft.operand(entry) for entry in side) for side in (spent, planned)]
    left, right = (name.removesuffix(entry_label(entry)) for name, entry in staged[0])
    names = {"left": f"{left}{number}项合计", "right": f"{right}{number}项合计"}
    direction, formula = message("more" if gap >= 0 else "less"), f"({shown[0]}) − ({shown[1]})"
    work.draft.lines.insert(0, message("difference", direction=direction, figure=figure, formula=formula, **names))


def _say_overrun(work: Work, spent: Entry, planned: Entry) -> None:
    """花超了吗: whether the final account is above the budget, in words."""
    if not asked.OVERRUN(work.plan.question) or spent.fen is None or planned.fen is None:
        return
    said = "overrun" if spent.fen > planned.fen else "within_budget" if spent.fen < planned.fen else "as_planned"
    work.draft.lines.insert(0, message(said, label=entry_label(spent), stage=planned.stage or "预算"))


def _parts_staged(work: Work) -> bool:
    """三公各项决算比预算各省多少: each part of the item, as it came out against its budget."""
    finals = [source for source in work.chosen if source.kind == "决算"]
    wholes = [parts_of(work.ledger, work.plan.targets[0], source, Selection()) for source in finals]
    subjects = {part.subject: part.code for whole in wholes if whole is not None for part in whole.parts}
    targets = [Target(text=name, names=(name,), codes=(code,) if code else ()) for name, code in subjects.items()]
    pairs = [pair for target in targets for pair in _staged_of(work, target)]
    for (left, one), (right, other) in pairs:
        say_difference(work, (f"{left}{entry_label(one)}", one), (f"{right}{entry_label(other)}", other))
    return bool(pairs)


def _of_items(work: Work) -> Status:
    if work.plan.points:
        work = replace(work, plan=_planned(work.plan))  # each point has a stage of its own
    plan = work.plan
    of_one = len(plan.targets) < 2  # noqa: PLR2004 - 培训费比会议费多花多少 sets two plans apart
    if of_one and asked.OVERSPENT(plan.question) and not any(source.kind == "决算" for source in work.chosen):
        return _say_no_result(work)
    if len(plan.targets) > 1 and not plan.across and len(plan.selection.years) < 2:  # noqa: PLR2004 - of one year each
        sources = work.chosen
        if len(sources) > 1:
            return _within_documents(work, sources)
    return _between_two(work)


def answer_times(work: Work) -> Status:
    """How many times, or what share, one organization's figure is of another's, or one year's of another year's."""
    if not work.plan.targets:
        return "not_found"
    at = at_compared(work, work.plan.targets[0])
    pairs = at if len(at) > 1 else _pairs(work) or []
    years = work.plan.selection.years  # 2024年是2025年的几倍: in the order of the question
    if len(years) == len(pairs) == 2 and {entry.source.year for _, entry in pairs} == set(years):  # noqa: PLR2004
        pairs = sorted(pairs, key=lambda pair: _said_at(work.plan.question, pair[1].source.year))
    if work.plan.measure_word and cues.WHO(work.plan.question) and not cues.TIMES(work.plan.question):
        pairs = sorted(pairs, key=lambda pair: -(pair[1].fen or 0))  # 哪个高，高几倍
    if work.plan.selection.scope == BOTH:
        pairs.sort(key=lambda pair: pair[1].source.scope == DEPARTMENT)  # the 单位 is a part of the 部门
    if len(pairs) != 2 or any(not entry.fen for _, entry in pairs):  # noqa: PLR2004 - one of the other
        return _between_two(work)
    (left, one), (right, other) = pairs
    entries = [one, other]
    formula = f"{work.draft.operand(one)} ÷ {work.draft.operand(other)}"
    if work.plan.measure_word:
        times = (Decimal(one.fen or 0) / Decimal(other.fen or 1)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        figure = work.draft.derived(times, "倍", f"{left}是{right}的倍数", entries, by=Computed.TIMES)
    else:
        share = percent(Decimal(one.fen or 0), Decimal(other.fen or 1))
        figure = work.draft.derived(share, "%", f"{left}相当于{right}的比例", entries, by=Computed.SHARE)
    names = {"numerator": f"{left}{entry_label(one)}", "denominator": f"{right}{entry_label(other)}"}
    work.draft.say(message("times", who="", figure=figure, formula=formula, **names))
    return "answered"


def _said_at(question: str, year: int | None) -> int:
    """Where a question names a year, in full or by its last two digits."""
    found = re.search(rf"{year}|(?<!\d){str(year)[2:]}(?!\d)", question)
    return found.start() if found else len(question)


def _two_scopes(work: Work) -> bool:
    """One name under two 口径 of one document: the accounts by function and by economic nature, or two tables."""
    said = False
    for each in resolve_all(work, work.plan.targets[0], work.chosen):
        found = each.readings or ((each.main, *each.others) if each.main is not None else ())
        if each.main is not None and (against := against_printed(work, each.main)):
            found = (each.main, *against)
        if len(found) == 2 and all(entry.fen is not None for entry in found):  # noqa: PLR2004 - two to compare
            one, other = (
                (f"{entry.code} {entry_label(entry)}（{place_text(entry)}）".strip(), entry) for entry in found
            )
            say_difference(work, one, other)
            said = True
    return said


def _say_no_result(work: Work) -> Status:
    """少花了多少 of a budget: what was spent is not printed, what is planned is context."""
    for target in work.plan.targets:
        answer_target(replace(work, plan=_planned(work.plan)), target)
    work.draft.withdraw()
    work.draft.lines.insert(0, message("no_result"))
    return "not_found"


def _planned(plan: Plan) -> Plan:
    return plan.model_copy(update={"selection": plan.selection.model_copy(update={"stages": ()})})


def _between_two(work: Work) -> Status:
    """The difference of two figures, or what there is of them."""
    plan = work.plan
    sources = _of_one_kind(work)
    if len(plan.targets) > 1 and len(sources) > 1:
        return _item_by_item(work, sources)
    pairs = _pairs(work)
    if pairs is None or len({(entry.origin, entry.id) for _, entry in pairs}) < len(pairs):
        return missing_operand(work)  # 2025年的和2024年的, of which one is loaded: nothing is compared with itself
    if len(pairs) == 1 and (len(plan.selection.years) > 1 or plan.points):
        return answer_change(work)  # one of the years is not loaded: what the other's document states
    if len(pairs) == 2 and (all(entry.fen is not None for _, entry in pairs) or _counted(*pairs)):  # noqa: PLR2004
        return say_difference(work, *pairs)
    several = len(plan.selection.organizations) > 1 or _of_stages(plan)
    if len(pairs) == 1 and several:
        return missing_operand(work)  # the figure of one of them is no answer to how they differ
    statuses = [answer_target(work, target) for target in plan.targets]
    return statuses[0] if len(pairs) < 2 else "answered"  # noqa: PLR2004 - two figures make a difference


def _within_documents(work: Work, sources: Sequence[Source]) -> Status:
    """Compare two items in each document that prints both: never one of them over the years instead."""
    said = False
    for source in sources:
        entries = operands_in(work, work.plan.targets[:2], source)
        if entries is None or any(entry.fen is None for entry in entries):
            continue
        one, other = ((f"{source.organization}{source.year}年{source.kind}{entry_label(e)}", e) for e in entries)
        say_difference(work, one, other)
        said = True
    return "answered" if said else missing_operand(work)


def _item_by_item(work: Work, sources: Sequence[Source]) -> Status:
    """Compare each of several items over the organizations or years: no item that is named is dropped."""
    targets = {(target.names, target.codes, target.measure): target for target in work.plan.targets}
    for target in targets.values():  # 甲的会议费和乙的会议费 is one item of both
        found = _ordered(work, resolve_all(work, target, sources))
        pairs = [(f"{_name(work, each)}{entry_label(each.main)}", each.main) for each in found if each.main is not None]
        if len(pairs) == 2 and all(entry.fen is not None for _, entry in pairs):  # noqa: PLR2004
            say_difference(work, *pairs)
        else:
            answer_target(work, target)
    return "answered" if work.draft.figures else "not_found"


def _staged(work: Work) -> list[_Pair] | None:
    """Pairs of points or stages that the question names, of each item of it; None where one of them cannot be had.

    2024年决算差旅费比2025年预算培训费多多少 names one item at each of the two points.
    """
    targets = work.plan.targets
    if len(targets) == 1:
        return _staged_of(work, targets[0])
    crossed = _crossed(work.plan)
    if not crossed:
        each = [_staged_of(work, target) for target in targets]
        named = [((f"{a}{entry_label(x)}", x), (f"{b}{entry_label(y)}", y)) for e in each for (a, x), (b, y) in e]
        return named if all(each) or not any(each) else None
    if len(work.plan.points) != len(targets):
        return [] if not any(_staged_of(work, target) for target in targets) else None
    here = [
        at_points(replace(work, plan=work.plan.model_copy(update={"points": (point,)})), target)
        for point, target in zip(work.plan.points, targets, strict=True)
    ]
    named_here = [(f"{name}{entry_label(entry)}", entry) for found in here for name, entry in found]
    return [(named_here[0], named_here[1])] if all(here) else None


def _crossed(plan: Plan) -> bool:
    """Whether each of two items is named on its own side of 比."""
    first, second = plan.targets[0], plan.targets[-1]
    between = plan.question[first.start + len(first.text) : second.start]
    return len(plan.targets) == 2 and 0 <= first.start < second.start and _SIDES.search(between) is not None  # noqa: PLR2004 - one on each side


def _staged_of(work: Work, target: Target) -> list[_Pair]:
    """2024年决算跟2025年预算, 决算比预算, of one item."""
    plan = work.plan
    at = at_compared(work, target)
    if len(at) > 1:
        return [(at[0], at[1])]
    if not _of_stages(plan):
        return []
    pairs = stage_pairs(work, target)
    stage = planned(plan).removeprefix("年初")
    return [((f"{f.source.year}年决算", f), (f"{b.source.year}年{stage}", b)) for f, b in pairs]


def _of_stages(plan: Plan) -> bool:
    return "决算" in plan.selection.stages and len(plan.selection.stages) > 1


def _pairs(work: Work) -> list[tuple[str, Entry]] | None:
    """The figures to compare with their names; None when an operand cannot be had."""
    plan = work.plan
    sources = _of_one_kind(work)
    if len(plan.targets) > 1 and len(sources) == 1:
        entries = operands_in(work, plan.targets[:2], sources[0])
        return None if entries is None else [(entry_label(entry), entry) for entry in entries]
    found = _ordered(work, resolve_all(work, plan.targets[0], sources))
    return [(_name(work, each), each.main) for each in found if each.main is not None]


def _of_one_kind(work: Work) -> list[Source]:
    years = work.plan.selection.years
    return of_one_kind(work.chosen, years) if len(years) > 1 else work.chosen


def _counted(one: tuple[str, Entry], other: tuple[str, Entry]) -> bool:
    """Whether both are counts in one unit: 执法执勤用车 31 辆, 其他用车 5 辆."""
    (_, first), (_, second) = one, other
    return first.role == second.role == "count" and first.unit == second.unit and first.fen is None is second.fen


def _is_other_asked(work: Work, one: Entry, other: Entry) -> bool:
    """谁的多: whether it is the second that is more, or less where that is asked; it is then told first."""
    if one.unit != other.unit or one.fen is None or other.fen is None:
        return False
    less = cues.LEAST(work.plan.question) or re.search("(?<!多)[少低小]", work.plan.question) is not None
    return one.fen > other.fen if less else one.fen < other.fen


def say_difference(work: Work, one: tuple[str, Entry], other: tuple[str, Entry]) -> Status:
    """Two figures with their names, and by how much the first is more or less."""
    if cues.WHO(work.plan.question) and _is_other_asked(work, one[1], other[1]):
        one, other = other, one
    (left, first), (right, second) = one, other
    unit = first.unit if first.unit == second.unit else "万元"
    counted = _counted(one, other)
    gap = first.amount - second.amount if counted else (first.fen or 0) - (second.fen or 0)
    for name, entry in (one, other) if gap >= 0 or not cues.WHO(work.plan.question) else (other, one):
        alone = name == entry_label(entry)
        figure = work.draft.figure(entry, name if alone else f"{name} {entry_label(entry)}")
        who = "" if alone else f"{name}："
        work.draft.say(message("figure", who=who, label=entry_label(entry), figure=figure, stands=""))
    formula = f"{work.draft.operand(first)} − {work.draft.operand(second)}"
    if gap == 0:
        nothing = Decimal(0) if counted else money(0, unit)
        work.draft.derived(nothing, unit, f"{entry_label(first)}差额", [first, second], by=Computed.DIFFERENCE)
        work.draft.say(message("equal", left=left, right=right, figure=work.draft.operand(first)))
        say_other_whole(work, first, second)
        return "answered"
    text = work.draft.derived(
        abs(Decimal(gap)) if counted else abs(money(int(gap), unit)),
        unit,
        f"{entry_label(first)}差额",
        [first, second],
        by=Computed.DIFFERENCE,
    )
    direction = message("more") if gap > 0 else message("less")
    said = message("difference", left=left, right=right, direction=direction, figure=text, formula=formula)
    work.draft.lines.insert(0, said)
    if _is_one(first, second) and compare_sum(first, [second]).outcome is Outcome.ROUNDING:
        work.draft.say(message("gap_of_last_digit"))
    claimed = cues.VERIFY(work.plan.question) and not counted
    if claimed:
        compare_gap(work, money(int(gap), unit), unit)
    if claimed or work.plan.operation is Operation.REASON:  # 决算比预算多的原因, where it is less
        deny_direction(work, Decimal(gap))
    say_other_whole(work, first, second)
    if cues.PER_CENT(work.plan.question) and first.source.year == second.source.year:
        say_per_cent(work, first, second)
    elif _by_rate(work.plan) and of_one_year(first, second) and first.stage != second.stage:
        say_per_cent(work, first, second, down=gap < 0)
    if work.plan.roles.rate and second.fen and first.source.year != second.source.year:
        say_growth(work, first, second)
    return "answered"


def _is_one(one: Entry, other: Entry) -> bool:
    """Whether two tables of one document print one item: what they differ in may be rounding."""
    return all(getattr(one, name) == getattr(other, name) for name in ("source", "subject", "measure", "stage", "year"))


def _by_rate(plan: Plan) -> bool:
    return plan.roles.rate or any(cue.search(plan.question) for cue in (BY_RATE, AND_BY_WHAT_RATE))


def _ordered(work: Work, found: Sequence[Resolved]) -> list[Resolved]:
    """In the order in which the question names organizations, the later year first."""
    order = {one: index for index, one in enumerate(work.plan.selection.organizations)}
    return sorted(found, key=lambda each: (order.get(each.source.organization_id, 99), -(each.source.year or 0)))


def _name(work: Work, each: Resolved) -> str:
    years = {source.year for source in work.sources}
    year = f"{each.source.year}年" if len(years) > 1 else ""
    version = f"{each.source.scope}{each.source.kind}" if work.plan.selection.scope == BOTH else ""
    return f"{each.source.organization}{year}{version}"
