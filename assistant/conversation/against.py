"""What is named now against what was asked for before (与前问相比): 比培训费多多少, 比水务局少多少, 是图书馆的几倍."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.one_by_one import run_of
from assistant.plan import Operation, Roles
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.plan import Plan, Selection

_AGAINST: Final = re.compile(r"^\s*(?:那|它|这)?(?:比|跟|和|与|同|较)")
_THAN_ITEM: Final = re.compile(
    r"\s*(?:那|那么)?(?:它|其|这|该项)?的?(?:比(?![例重率较])(?P<item>[^，,。；;？?]{2,16}?)(?:[多少高低大小][出了]*(?:多少|几)|相?差)"
    r"|(?:跟|和|与|同)(?P<other>[^，,。；;？?]{2,16}?)(?:相?差|的?差距|的?差额))"
)


def _of_share(last: Plan) -> list[Plan]:
    """The question before, where it asked for the share of one item: 跟基本支出差多少 is of that item's amount."""
    one = last.operation is Operation.RATIO and len(last.targets) == 1 and not last.across and not last.points
    return [last] if one else []


def against_item(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """比培训费多多少: the one figure asked for before, against that of the item that is named now."""
    run, than = run_of(earlier[-1:]) or _of_share(earlier[-1]), _THAN_ITEM.match(plan.question)
    if len(plan.targets) != 1 or len(run) != 1 or than is None:
        return None
    if plan.selection.organizations or plan.selection.years or plan.operation is Operation.RATIO:
        return None
    one, item = run[0].targets[0], plan.targets[0]
    begins = than.start("item") if than["item"] else than.start("other")
    if {*one.names} & {*item.names} or not 0 <= plan.question.find(item.text) <= begins + 1:
        return None
    said = {"classification": plan.selection.classification} if plan.selection.classification else {}  # 经济科目的
    selection = run[0].selection.model_copy(update=said)
    update = {"operation": Operation.DIFFERENCE, "targets": (one, item), "selection": selection, "words": ()}
    return plan.model_copy(update=update | {"roles": Roles(), "measure_word": ""})


_TIMES_OF: Final = re.compile(r"^\s*(?:那|它|这)?(?:是|为|相当于|等于)[^，,。；;？?]{1,20}?的?(?:几|多少)倍")


def times_of_other(plan: Plan, last: Plan) -> Plan | None:
    """是图书馆的几倍: the figure asked for before, as a multiple of that of the organization named now."""
    own, before = plan.selection.organizations, last.selection.organizations
    asks = _TIMES_OF.match(plan.question) is not None
    if last.operation is Operation.RATIO and last.across and last.measure_word == "倍":
        asks, before = asks or not plan.words, before[:1]  # 是财政局的几倍, 那财政局呢: once more of the first
    if not asks or len(own) != 1 or len(before) != 1 or own == before or not last.targets:
        return None
    selection = last.selection.model_copy(update={"organizations": (*before, *own)})
    update = {"operation": Operation.RATIO, "targets": last.targets[:1], "selection": selection, "words": ()}
    return plan.model_copy(update=update | {"across": True, "measure_word": "倍", "units": ()})


def against_last(plan: Plan, last: Plan) -> Plan | None:
    """比水务局少多少: the organization asked for before against the one that is named now."""
    own, before = plan.selection.organizations, last.selection.organizations
    bare = re.search(r"(?<![对占])(?:相?比|比较|对比)(?:一下)?呢?[？?。]?$", plan.question) is not None  # 和数据局比呢
    compared = bare or cues.DIFFERENCE(plan.question) or cues.WHO(plan.question)
    if last.operation in (Operation.RATIO, Operation.COMPUTE, Operation.SUM) and _AGAINST.match(plan.question):
        return plan.model_copy(update={"operation": Operation.LOOKUP, "words": (plan.question,)})  # of their results
    if not _AGAINST.match(plan.question) or not compared or not last.targets or not before or set(own) & set(before):
        return None
    selection: Selection = last.selection.model_copy(
        update={"organizations": (*before, *own), "years": plan.selection.years or last.selection.years}
    )
    update = {"operation": Operation.DIFFERENCE, "targets": last.targets[:1], "selection": selection, "words": ()}
    return plan.model_copy(update=update | {"across": True})
