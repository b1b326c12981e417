"""Which answering module takes a plan (分派), and the ending when none finds anything."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.answer import endings
from assistant.answer.asked_for import TEXT, crossed_or_counted, not_asked_for, only_context, restrained
from assistant.answer.changes import change, completion, difference
from assistant.answer.fit.result import beyond
from assistant.answer.lists import counting, indicators, listing, project_sums
from assistant.answer.lists.bodies import answer_bodies
from assistant.answer.lists.marked import answer_marked
from assistant.answer.lists.share_of_projects import answer_share_of_projects
from assistant.answer.lookups import apart, lookup, reverse
from assistant.answer.lookups.other_count import of_what_is_counted
from assistant.answer.lookups.paraphrased import answer_paraphrased
from assistant.answer.lookups.which_total import answer_which_total
from assistant.answer.messages import message
from assistant.answer.ratios import shares
from assistant.answer.ratios.share_of_units import answer_share_of_units
from assistant.answer.sums import arithmetic, composed
from assistant.answer.texts import mentions, narrative, reason
from assistant.answer.verifying import answer as verifying
from assistant.plan import Operation, Selection
from assistant.understand.scoping.scope import documents
from assistant.understand.scoping.version import BOTH, widest
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.plan import Plan


def _sum(work: Work) -> Status:
    if project_sums.is_project_sum(work):
        return project_sums.answer_project_sum(work)
    if (both := project_sums.both_of_name(work)) is not None:
        return arithmetic.answer_sum(both)
    if len(work.plan.targets) == 1 and not work.plan.across:
        return apart.answer_sum_of_years(work) or lookup.answer_lookup(work)  # 一共多少 of one item is the item
    return apart.answer_sum_of_years(work) or arithmetic.answer_sum(work)


def _ratio(work: Work) -> Status:
    own = difference.answer_times if work.plan.across else shares.answer_ratio
    return answer_share_of_projects(work) or answer_share_of_units(work) or own(work)


def _computed(work: Work) -> Status:
    return "answered" if composed.answer_composed(work) == "answered" else _operands(work)


_MODULES: Final[dict[Operation, Callable[[Work], Status]]] = {
    Operation.LOOKUP: lookup.answer_lookup,
    Operation.COMPOSITION: listing.answer_composition,
    Operation.SUM: _sum,
    Operation.AVERAGE: project_sums.answer_average,
    Operation.DIFFERENCE: difference.answer_difference,
    Operation.RATIO: _ratio,
    Operation.COMPLETION: completion.answer_completion,
    Operation.CHANGE: change.answer_change,
    Operation.RANK: listing.answer_rank,
    Operation.FILTER: listing.answer_filter,
    Operation.COUNT: counting.answer_count,
    Operation.INDICATOR: indicators.answer_indicator,
    Operation.DEFINITION: narrative.answer_definition,
    Operation.NARRATIVE: narrative.answer_narrative,
    Operation.REASON: reason.answer_reason,
    Operation.COMPUTE: _computed,
    Operation.VERIFY: verifying.answer_verification,
}
_GAP: Final = re.compile(r"比[^，,。？?]{1,16}?[多少高低大小](?:出|了)?(?:多少|几)|相差|差(?:了)?多少|差额").search
_MANY: Final = 50  # organizations whose figures may stand beside one another in an answer
_OF_WHOLES: Final = (Operation.SUM, Operation.DIFFERENCE, Operation.RANK, Operation.FILTER, Operation.COUNT)


def route(work: Work, *, tampering: bool) -> Status:
    """Answer a plan; where nothing answers it, say honestly why."""
    status = _other_task(work) or _not_loaded(work)
    if status is None and _of_too_many(work):
        work, status = _narrowed(work)
    if status is not None:
        return status
    if (status := _apart_from_operations(work)) is not None:
        return status
    work, held = _without_parts(replace(work, plan=counting.counted_together(work.plan)))
    status = answer_marked(work) or answer_bodies(work) or _MODULES[work.plan.operation](work)
    if status in ("answered", "clarify"):
        return crossed_or_counted(work, status) or restrained(work, status, held)
    if status == "not_found" and not work.draft.lines:
        return _by_other_ways(work, tampering=tampering)
    of_target = status == "not_found" and work.plan.operation is Operation.LOOKUP and cues.INDICATOR(work.plan.question)
    return (indicators.worded_otherwise(work) if of_target else None) or status


def _apart_from_operations(work: Work) -> Status | None:
    """What no operation answers by itself: a part that is not printed, several steps."""
    part = next((target for target in (*work.plan.targets, *work.plan.against) if target.part), None)
    if part is not None and work.plan.operation not in TEXT:
        return lookup.answer_target(work, part)
    return _operands(work) if plan_of_several_steps(work.plan) else None


def _by_other_ways(work: Work, *, tampering: bool) -> Status:
    """What no operation took, if it is what is asked for; else why nothing is answered."""
    if answer_which_total(work) == "clarify":
        return "clarify"
    status = _otherwise(work)
    if status == "answered" and work.draft.figures:
        if whose := beyond(work):
            return only_context(work, "beyond", word=whose)
        return not_asked_for(work, status) or status
    if status == "not_found" and not work.draft.lines and not tampering:
        status = mentions.answer_mentioned(work)
    if status == "not_found" and not work.draft.lines:
        return _nothing(work, tampering=tampering)
    return status


def plan_of_several_steps(plan: Plan) -> bool:
    """Whether a computation is asked for of which the plan makes one step only: A 加 B 减去 C, A 的两倍."""
    one_step = plan.operation in (Operation.LOOKUP, Operation.SUM, Operation.DIFFERENCE, Operation.RATIO)
    question = plan.question
    for target in (*plan.targets, *plan.against):  # 收入合计减去: 合计 is of the name
        question = question.replace(target.text, "〇") if target.text else question
    return one_step and bool(plan.targets) and cues.SEVERAL_STEPS(question)


def _operands(work: Work) -> Status:
    """The figures of a computation of several steps, asking back for one step at a time."""
    work = replace(work, plan=work.plan.model_copy(update={"measure_word": "", "operation": Operation.LOOKUP}))
    for target in (*work.plan.targets, *work.plan.against):
        lookup.answer_target(work, target)
    if work.draft.figures:
        work.draft.lines.insert(0, message("several_steps"))
    return "clarify" if work.draft.figures else "not_found"


def _other_task(work: Work) -> Status | None:
    """The ending of what is no question about documents (翻译…), whatever its words name."""
    if not asked.OTHER_TASK(work.plan.question):
        return None
    work.draft.say(message("out_of_scope", examples=message("examples")))
    return "out_of_scope"


def _not_loaded(work: Work) -> Status | None:
    """The ending where the organization, the kind or the year asked for is not loaded; None where all are."""
    plan = work.plan
    if plan.unknown and not (plan.selection.organizations and plan.across):
        return endings.unknown_organization(work)
    if not work.sources:
        everyone = documents(work.ledger, Selection(organizations=plan.selection.organizations))
        return lookup.answer_other_kind(work, everyone) or endings.unknown_kind(work, everyone)
    if plan.selection.years and not work.chosen and not (plan.operation is Operation.LOOKUP and plan.targets):
        return endings.unknown_year(work)
    return None


def _of_too_many(work: Work) -> bool:
    """Whether a question leaves open which of very many organizations is meant: nobody reads so many figures."""
    plan = work.plan
    if plan.across or plan.operation in (Operation.RANK, Operation.SUM):
        return False
    return len(work.sources) > _MANY and len({source.organization_id for source in work.chosen}) > _MANY


def _narrowed(work: Work) -> tuple[Work, Status | None]:
    """The documents that hold what is asked for, where they are few; else ask back which organization is meant."""
    targets = (*work.plan.targets, *work.plan.against)
    if not targets:
        return replace(work, sources=tuple(work.chosen[-_MANY:])), None
    names = [name for target in targets for name in target.names]
    held = work.ledger.holders(names, [code for target in targets for code in target.codes], limit=10 * _MANY)
    few = [source for source in work.chosen if set(source.ids) & held]
    if few and len({source.organization_id for source in few}) <= _MANY and len(held) < 10 * _MANY:
        return replace(work, sources=tuple(few)), None
    if work.plan.operation is Operation.DEFINITION:
        return replace(work, sources=tuple(work.chosen[-1:])), None
    number = len({source.organization_id for source in work.chosen})
    work.draft.say(message("clarify_which", number=number))
    return work, "clarify"


def _without_parts(work: Work) -> tuple[Work, list[str]]:
    """Documents are added and compared without those that others hold: a 部门预算 has its own 单位预算 in it.

    Also return the names of the organizations of which one was left out.
    """
    plan = work.plan
    apart = plan.selection.scope == BOTH and plan.operation is not Operation.SUM
    if apart or plan.operation not in _OF_WHOLES:
        return work, []
    kept, held = widest(work.sources)
    names = dict.fromkeys(source.organization for source in held if source in work.chosen)
    return replace(work, sources=tuple(kept)), list(names)


def _otherwise(work: Work) -> Status:
    """What no operation took: a figure in a sentence, or a passage."""
    plan = work.plan
    if not plan.targets and (reverse.answer_reverse(work) == "answered" or work.draft.lines):
        return "answered" if work.draft.figures else "not_found"
    if plan.operation in (Operation.COUNT, Operation.LOOKUP):
        spoken = indicators.answer_spoken(work)
        if spoken != "not_found":
            return spoken
    if plan.operation is Operation.COUNT and plan.targets:
        return of_what_is_counted(work, lookup.answer_lookup(work))
    if plan.targets or plan.operation in (*TEXT, Operation.RATIO):
        return "not_found"
    # 甲比乙多多少: one of the two is no answer, nor is an amount where its change is asked for
    single = not _GAP(plan.question) and plan.operation is not Operation.CHANGE
    if plan.words and single and any([counting.answer_stated(work, source) for source in work.chosen]):  # noqa: C419 - all of them
        work.draft.unsure = plan.operation is Operation.LOOKUP and not plan.measure_word
        return "answered"
    return _in_other_words(work)


def _in_other_words(work: Work) -> Status:
    """A name that the words may mean, or a passage that they are of."""
    plan = work.plan
    paraphrased = answer_paraphrased(work)
    if paraphrased != "not_found" or work.draft.lines:
        return paraphrased
    open_to_all = cues.OPEN(plan.question) and not cues.AMOUNT(plan.question)
    about_text = cues.NARRATIVE(plan.question) or cues.SITUATION(plan.question) or open_to_all
    if plan.operation in (Operation.LOOKUP, Operation.COUNT) and plan.words and about_text:
        return narrative.answer_narrative(work)
    return "not_found"


def _nothing(work: Work, *, tampering: bool) -> Status:
    plan = work.plan
    if tampering:
        work.draft.say(message("tampering"))
        return "out_of_scope"
    about_budget = plan.targets or plan.selection.organizations or asked.NAMES_MONEY(plan.question)
    if not about_budget:
        work.draft.say(message("out_of_scope", examples=message("examples")))
        return "out_of_scope"
    listed = any(work.ledger.projects(source.ids) for source in work.chosen)
    if cues.PROJECTS(plan.question) and not plan.words and work.chosen and not listed:
        return endings.not_listed(work, "项目", work.chosen)
    words = "、".join([*(target.text for target in plan.targets), *plan.words]) or plan.question
    work.draft.say(message("not_found_words", words=words))
    return "not_found"
