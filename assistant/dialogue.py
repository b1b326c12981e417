"""The conversation (对话): what a short question inherits from the questions before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.plan import Operation, Plan, Roles, Selection
from assistant.understand import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOGETHER = re.compile(r"两家|两个|两者|这两|三家|几家|一块|加起来|合起来|合计|加一起|相加")
_POINTING = re.compile(
    r"^(?:那|那么|那个|它|这个|其中|里面|这|上面|再|还有|换|占|为什么|为啥|去年|上年|前年|今年|比)|呢[？?。]?$"
)


def inherit(plan: Plan, earlier: Sequence[Plan]) -> Plan:
    """Fill in what a question leaves out from the earlier ones, latest first."""
    if not earlier:
        return plan
    both = _both(plan, earlier)
    if both is not None:
        return both
    last = earlier[-1]
    selection = _selection(plan, earlier)
    update: dict[str, object] = {"selection": selection}
    if plan.unknown:
        return plan
    if not plan.targets and plan.operation in (Operation.LOOKUP, Operation.NARRATIVE) and not _says_something(plan):
        update |= {
            "operation": last.operation, "targets": last.targets, "against": last.against, "roles": last.roles,
            "words": last.words, "threshold": last.threshold, "top": last.top, "name_filter": last.name_filter,
            "measure_word": last.measure_word, "units": plan.units or last.units,
            "question": last.question if not plan.units else plan.question,
        }  # fmt: skip
        if plan.units and last.operation is not Operation.LOOKUP:
            update["operation"] = Operation.LOOKUP
    elif not plan.targets and plan.operation is not Operation.LOOKUP and plan.operation is not Operation.NARRATIVE:
        keeps = plan.operation is Operation.COUNT
        update |= {} if keeps else {"targets": last.targets}
    if plan.operation is Operation.RATIO and not plan.against and _starts_with_share(plan):
        update |= {"targets": last.targets, "against": plan.targets}
    if plan.operation is Operation.SUM and len(selection.organizations) > 1:
        update["across"] = True
    if cues.BOTH_YEARS(plan.question) and len(selection.years) > 1 and cues.DIFFERENCE(plan.question):
        roles = Roles(level=False, change=True, rate=cues.RATE(plan.question))
        update |= {"operation": Operation.CHANGE, "roles": roles, "question": plan.question}
    return plan.model_copy(update=update)


def _both(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """哪个多, 两项加起来: the two items that the last two questions asked for."""
    about_change = plan.operation in (Operation.CHANGE, Operation.REASON, Operation.RATIO)
    if plan.targets or plan.selection.organizations or about_change or len(earlier) < 2:  # noqa: PLR2004
        return None
    first, second = earlier[-2:]
    same = {name for target in first.targets for name in target.names} & {
        name for target in second.targets for name in target.names
    }
    if (
        same
        or not first.targets
        or not second.targets
        or first.selection.organizations != second.selection.organizations
    ):
        return None
    adding, comparing = cues.SUM(plan.question), cues.WHO(plan.question) or cues.DIFFERENCE(plan.question)
    if not adding and not comparing:
        return None
    return plan.model_copy(
        update={
            "operation": Operation.SUM if adding else Operation.DIFFERENCE,
            "targets": (first.targets[0], second.targets[0]),
            "selection": _selection(plan, earlier),
            "across": False,
            "words": (),
        }
    )


def _says_something(plan: Plan) -> bool:
    """Whether the words left over are more than pointing: then the question stands for itself."""
    words = [word for word in plan.words if len(word) > 1]
    return bool(words) and not (_POINTING.match(plan.question) and len(words) < 2 and plan.selection.years)  # noqa: PLR2004


def _starts_with_share(plan: Plan) -> bool:
    return re.match(r"\s*(?:它|这|那)?占", plan.question) is not None


def _selection(plan: Plan, earlier: Sequence[Plan]) -> Selection:
    """Organizations, years and kind as before where the question names none; both organizations for 两家."""
    own, last = plan.selection, earlier[-1].selection
    update: dict[str, object] = {}
    if not own.organizations and not (plan.every and not _TOGETHER.search(plan.question)):
        update["organizations"] = last.organizations
        if _TOGETHER.search(plan.question) or cues.BOTH(plan.question):
            named = [one for each in earlier for one in each.selection.organizations]
            update["organizations"] = tuple(dict.fromkeys(named))
    if not own.years:
        update["years"] = last.years
        before = tuple(dict.fromkeys(year for each in earlier for year in each.selection.years))
        if cues.BOTH_YEARS(plan.question) and len(before) > 1:
            update["years"] = before
    if not own.kind:
        update["kind"] = last.kind
    if not own.scope:
        update["scope"] = last.scope
    return own.model_copy(update=update)
