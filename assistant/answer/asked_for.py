"""Whether what was found is what was asked for (是否所问): else it stays as context, and the answer says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer import endings
from assistant.answer.fit.claims import deny_quoted
from assistant.answer.fit.residue import chooses, leaves_out, limits, unexplained, unit_missing
from assistant.answer.fit.result import beyond, is_missing
from assistant.answer.lists import indicators
from assistant.answer.lookups import lookup
from assistant.answer.lookups.choices import answered_apart
from assistant.answer.lookups.crossing import common, crossed
from assistant.answer.messages import message
from assistant.answer.ratios.per_unit import say_per_unit
from assistant.answer.stating import say_figure
from assistant.execute.sentences import clause
from assistant.plan import Operation, TargetKind
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.plan import Plan, Target

_EACH_OF: Final = re.compile(
    r"(?:和|与|跟|同|还是)[^，,。？?]{1,20}?(?:谁|哪[个家边]|哪一家)[^，,。？?]{0,12}?[多少高低大小]|更[多少高低大小]"
)
_WHO_DOES: Final = re.compile(
    "谁来?(?:发|管|审?批|审核|给|定|决定|付|出钱|负责|分管|主管|领|拿|签|经手|报销|支付|采购|提出)"
)
TEXT: Final = (Operation.DEFINITION, Operation.NARRATIVE, Operation.REASON)


def restrained(work: Work, status: Status, held: Sequence[str]) -> Status:
    """What was found, unless the figures are not what the question asked for or of several it did not name.

    `held` are organizations whose own 单位 budget was left out beside the one of the 部门.
    """
    if (otherwise := not_asked_for(work, status)) is not None:
        return otherwise
    if status == "answered" and (whose := beyond(work)):
        return only_context(work, "beyond", word=whose)
    if status == "answered" and work.plan.operation is Operation.LOOKUP and deny_quoted(work):
        work.draft.unsure = True
    if status == "answered" and (left := unexplained(work)):
        exact = work.plan.operation is not Operation.INDICATOR  # 办事群众满意度 is told as 群众满意度, with a note
        narrower = [w for w in left if exact and (limits(work.plan, w) or chooses(work.plan, w))]
        if narrower:
            return only_context(work, "beyond", word=_spoken_with(work.plan, narrower))
        work.draft.unsure = True
        work.draft.say(message("unexplained", words="、".join(left)))
    if status == "answered" and _of_several(work):
        work.draft.withdraw()
        work.draft.lines.insert(0, message("clarify_answers"))
        return "clarify"
    if status == "answered" and (unknown := endings.unknown_beside(work.plan)) and not endings.set_apart(work):
        return only_context(work, "unknown_beside", names="、".join(unknown))  # 甲、乙和没有载入的丙合计
    if status == "answered":
        endings.say_version(work, held)
    return status


def not_asked_for(work: Work, status: Status) -> Status | None:
    """The ending where the figures found are of another kind than the one asked for."""
    if _of_another_kind(work.plan):
        words = "、".join(target.text for target in work.plan.targets)
        return indicators.worded_otherwise(work) or only_context(work, "no_indicator", word=words)
    apart = _EACH_OF.search(work.plan.question) is not None and unexplained(work)  # 甲和乙谁的高: one is not known
    missing = status == "answered" and (is_missing(work) or bool(apart))
    if _averages(work) or missing or (leaves_out(work.plan) and work.draft.figures):
        return only_context(work, "per_head" if _averages(work) else "not_computed", word=work.plan.per_head)
    listed = work.plan.operation in (Operation.FILTER, Operation.COUNT) and not work.plan.listed
    listed = listed and asked.AGAINST_YEAR(work.plan.question)  # 比上年减少的项目几个: not all that there are
    listed = listed and not any(entry.role == "change" for entry in work.draft.entries)  # 比上年多几辆, as it is told
    if status == "answered" and (listed or _of_one_point(work)):
        return only_context(work, "not_computed")
    if status == "answered" and (unit := unit_missing(work)):
        return indicators.instead_of_amount(work) or only_context(work, "not_in_unit", word=unit)
    if _asks_no_amount(work.plan) and not _told_in_sentence(work):
        return only_context(work, "no_detail", word=work.plan.question)
    return None


def _of_one_point(work: Work) -> bool:
    """2024年三公经费决算占2025年预算总额的几成: whether a share within one of the years is no answer for both."""
    asked_of = {point.year for point in work.plan.points} if work.plan.operation is Operation.RATIO else set()
    return not asked_of <= {figure.year for figure in (*work.draft.figures, *work.draft.supporting)}


def crossed_or_counted(work: Work, status: Status) -> Status | None:
    """The ending where what was found is of two things, or is to be divided by a number that is printed."""
    pair = crossed(work) if status == "answered" else None
    if pair is not None and work.plan.operation is Operation.LOOKUP and (within := common(work, *pair)) is not None:
        work.draft.restart()
        say_figure(work, within)
        return "answered"
    if pair is not None:
        return _apart(work, *pair)
    return "answered" if say_per_unit(work) else None


def _apart(work: Work, within: Target, item: Target) -> Status:
    """What is printed of two things of which the common part is asked for."""
    work.draft.restart()
    for target in (within, item):
        lookup.answer_target(work, target)
    return only_context(work, "crossed", within=within.text, item=item.text)


def _spoken_with(plan: Plan, words: Sequence[str]) -> str:
    """The stretch of a question from the words that limit an item to the item, as it is asked."""
    spoken = [(plan.question.find(word), word) for word in words]
    named = [(target.start, target.text) for target in (*plan.targets, *plan.against)]
    if not named:
        return f"{'、'.join(words)}的项目"
    first = min(spoken)[0]
    start, text = min(named, key=lambda one: abs(one[0] - first))
    places = [*((at, word) for at, word in spoken), (start, text)]
    whole = plan.question[min(at for at, _ in places) : max(at + len(word) for at, word in places)]
    return f"{text}{'、'.join(words)}" if re.search(r"[，,；;?？]", whole) else whole


def only_context(work: Work, key: str, **words: str) -> Status:
    """What was found is not what was asked for: it stays as context, and the answer says so."""
    work.draft.withdraw()
    work.draft.lines.insert(0, message(key, **words))
    return "not_found"


def _averages(work: Work) -> bool:
    """Whether an average is asked for that no figure found is printed as."""
    word = work.plan.per_head
    if not word or work.plan.operation in (*TEXT, Operation.INDICATOR, Operation.AVERAGE):
        return False
    return not any(word[:2] in clause(entry) + entry.subject + entry.row_label for entry in work.draft.entries)


def _of_another_kind(plan: Plan) -> bool:
    """Whether the target of an indicator is asked for (目标值), and only amounts of that name were found."""
    return plan.operation is Operation.LOOKUP and cues.TARGET_VALUE(plan.question) and bool(plan.targets)


def _asks_no_amount(plan: Plan) -> bool:
    """Whether something else about an item is asked (出国去哪些国家) than the amount that was found."""
    listed = plan.every or any(one.kind is TargetKind.MARK for one in plan.targets)  # 哪些是分散采购
    named = plan.conflict or plan.units or plan.points or (listed and not _WHO_DOES.search(plan.question))
    if plan.operation is not Operation.LOOKUP or named:
        return False
    return cues.NO_AMOUNT(plan.question) and not (cues.AMOUNT(plan.question) or cues.COUNT(plan.question))


def _told_in_sentence(work: Work) -> bool:
    """哪几个派出机构: the sentence that counts them names them, and is quoted."""
    counted = [entry for entry in work.draft.entries if entry.role == "count" and entry.sentence]
    if not counted or len(counted) < len(work.draft.entries) or not cues.LIST(work.plan.question):
        return False
    for entry in counted:
        work.draft.say(message("checked_by", statement=f"“{entry.sentence}”"))
    return True


def _of_several(work: Work) -> bool:
    """Whether one question was answered for several organizations that it did not name: then it asks back."""
    plan = work.plan
    named = plan.every or plan.across or plan.operation in (*TEXT, Operation.RANK)
    return not named and answered_apart(work)
