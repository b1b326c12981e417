"""Whether figures are the same (是否相等): 两个数一样吗, 它跟机关运行经费一样多吗, 合计等于基本支出吗."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.one_by_one import of_items, run_of
from assistant.plan import Operation
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.plan import Plan

_PAIR: Final = 2
_BOTH_EQUAL: Final = re.compile(
    r"\s*(?:那|那么)?(?:这|那)?(?:两个|俩|两者|二者|两项|两笔)(?:数|数字|金额|钱)?(?:是不是|是否|都)?(?:一样|一致|相等|相同|一个数)(?:多|的|吗|么)*[?？。]?"
)
_EQUAL: Final = re.compile(
    r"\s*(?:那|那么)?(?:它|其|这)?(?:是不是|是否)?(?:跟|和|与|同)[^，,。；;？?]{2,16}?(?:是不是|是否)?"
    r"(?:一样|一致|相等|相同|一个数|一回事)[^，,。；;？?]{0,3}[?？。]?"
)
_EQUAL_AGAIN: Final = re.compile(
    r"\s*(?:那|那么)?(?:20\d\d年|去年|上年|前年)(?:的)?(?:预算|决算)?(?:也|还|是不是|是否|都)*(?:是)?"
    r"(?:一样|一致|相等|相同)(?:多|的|吗|么|嘛)*[?？。]?"
)
_MAKES_UP: Final = re.compile(
    r"\s*(?:那|那么)?(?:这|那)?(?:[两三四五][个项者])?(?:加(?:起来|一起|在一起|总)|合(?:起来|计|在一起)|相加|之和)(?:就|刚好|正好|应该)?(?:是|等于)(?:不是|不等于)?[^，,。；;？?多少几]{2,12}(?:吗|么|吧|不)?[?？。]?"
)


_EQUALS: Final = re.compile(
    r"\s*(?:那|那么)?(?:它们?|这个?)?(?:是不是|是否|正好|刚好|就|跟|和|与|同)*(?:等于|相等|[^，,。；;？?]{2,14}(?:相等|一致|一样|对得上))"
)


def both_equal(plan: Plan, run: Sequence[Plan]) -> Plan | None:
    """两个数一样吗, after two figures that were asked for one by one."""
    if plan.targets or _BOTH_EQUAL.fullmatch(plan.question) is None or len(run) < _PAIR:
        return None
    one, other = run[-_PAIR:]
    here, there = one.selection, other.selection
    apart = not {*one.targets[0].names} & {*other.targets[0].names}
    if not apart or here.organizations != there.organizations or here.years != there.years:
        return None
    update = {"operation": Operation.VERIFY, "targets": one.targets, "against": other.targets, "words": ()}
    return plan.model_copy(update=update | {"selection": there, "measure_word": "", "every": False})


def equal_asked(plan: Plan, last: Plan) -> Plan | None:
    """它跟机关运行经费一样多吗: the one figure asked for before, against that of the item that is named now.

    2018年也一样吗, after it: the same two in another year.
    """
    again = _EQUAL_AGAIN.fullmatch(plan.question) and last.operation is Operation.VERIFY and len(last.against) == 1
    if again and len(plan.selection.years) == 1 and not plan.selection.organizations:
        elsewhere = {"years": plan.selection.years, "kind": plan.selection.kind, "stages": plan.selection.stages}
        selection = last.selection.model_copy(update=elsewhere)
        return last.model_copy(update={"question": plan.question, "selection": selection, "words": ()})
    looked = last.operation is Operation.LOOKUP and len(last.targets) == 1 and not last.across
    if not looked or len(plan.targets) != 1 or _EQUAL.fullmatch(plan.question) is None:
        return None
    if plan.selection.organizations or plan.selection.years or {*plan.targets[0].names} & {*last.targets[0].names}:
        return None
    update = {"operation": Operation.VERIFY, "targets": last.targets, "against": plan.targets, "words": ()}
    return plan.model_copy(update=update | {"selection": last.selection, "measure_word": ""})


def sum_checked(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """合计是不是等于基本支出, after its parts were asked for one by one: the whole against their sum."""
    run, last = run_of(earlier), earlier[-1]
    verified = plan.operation is Operation.VERIFY or _MAKES_UP.match(plan.question) is not None
    if not verified or len(plan.targets) != 1 or plan.selection.years or plan.selection.organizations or plan.against:
        return None
    added = last.operation is Operation.SUM and len(last.targets) > 1 and not last.across and not last.against
    apart = of_items(plan, run, adding=True) if cues.SUM(plan.question) and len(run) >= _PAIR else None
    parts = last if added and _EQUALS.match(plan.question) else apart
    if parts is None or any({*plan.targets[0].names} & {*one.names} for one in parts.targets):
        return None
    told = {"operation": Operation.VERIFY, "against": parts.targets, "selection": parts.selection, "words": ()}
    return plan.model_copy(update=told)
