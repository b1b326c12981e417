"""Which questions ask for what texts say (文字类操作): meanings, reasons, purposes, sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.plan import Operation, Plan, Roles, Target, TargetKind
from assistant.understand.parse import to_target
from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.understand.parse import Parsed

_RECEIVED = re.compile(r"接待(?:的(?:都)?是)?(?:谁|哪些|什么人)")  # 接待 itself may be linked to its expense


def of_kind(parsed: Parsed, kind: str) -> tuple[Target, ...]:
    """Targets that the question's names of a kind stand for."""
    return tuple(to_target(each, kind) for each in parsed.links if each.names.get(kind))


def definition(base: Plan, parsed: Parsed) -> Plan | None:
    """What a term means."""
    if not cues.DEFINITION(parsed.text) or cues.RATIO(parsed.plain) or base.threshold or cues.RANK(parsed.plain):
        return None  # 最大的一笔是什么 asks for no meaning
    terms = of_kind(parsed, "term")
    why = cues.REASON(parsed.text.replace("怎么解释", ""))
    if why or (
        not terms
        and not re.search(
            r"意思|含义|定义|名词解释|解释|理解|什么叫|什么是|何为|何谓|指(?:的是)?(?:什么|哪些)", parsed.text
        )
    ):
        return None
    if re.search(r"(?:预算|决算|增|减|少|多|涨|降|为0|是0|为零).{0,12}怎么解释", parsed.text) and not terms:
        return None
    return base.model_copy(update={"operation": Operation.DEFINITION, "targets": terms or parsed.targets})


_WORKED_OUT = re.compile("减去|减掉|扣除|扣掉|除以|乘以")


def reason(base: Plan, parsed: Parsed) -> Plan | None:
    """Why a figure is what it is."""
    of_stages = {"决算", "年初预算"} <= set(base.selection.stages)  # 决算数与预算数不一致 is no contradiction
    conflict = base.conflict and not cues.CHANGE(parsed.plain) and not of_stages
    worked_out = len(parsed.targets) > 1 and _WORKED_OUT.search(parsed.text) is not None
    if not cues.REASON(parsed.plain) or conflict or worked_out:
        return None  # 为什么有两个数: both are shown; 甲减去乙是多少，为什么: first what it comes to
    change = bool(re.search(r"增|减|涨|降|多|少|高|低|变|翻|掉了|跌|砍|缩|升", parsed.text))
    amounts = Roles(level=not change, change=change, rate=cues.RATE(parsed.text))
    return base.model_copy(update={"operation": Operation.REASON, "roles": amounts})


_WHERE = re.compile("(?:花|用)[在到]了?(?:什么|啥|哪)")
_WHOLES = frozenset({"支出总计", "本年支出合计", "财政拨款支出", "一般公共预算支出", "基本支出", "项目支出"})


def purpose(base: Plan, parsed: Parsed) -> Plan | None:
    """这个项目是做什么的, 接待费都用来接待谁: what an item is for."""
    figures = [t for t in parsed.targets if t.kind in (TargetKind.SUBJECT, TargetKind.PROJECT)]
    figures = [target for target in figures if target.start >= 0]  # 钱花在哪些方面 names none
    asked = cues.PURPOSE(parsed.plain) or _RECEIVED.search(parsed.text)
    if not figures or not asked or base.threshold or cues.RANK(parsed.plain):
        return None
    if _WHERE.search(parsed.text) and all({*target.names} & _WHOLES for target in figures):
        return None  # 项目支出用在哪些项目上: its parts are printed
    return base.model_copy(update={"operation": Operation.NARRATIVE, "targets": tuple(figures), "every": False})


def narrative(base: Plan, parsed: Parsed) -> Plan | None:
    """What a section tells."""
    amounts = re.search(r"多少(?!家|人)|几[辆台个家项]|金额|预算数", parsed.text)
    figures = [t for t in parsed.targets if t.kind is TargetKind.SUBJECT or t.kind is TargetKind.PROJECT]
    if cues.NARRATIVE(parsed.text) and not amounts and not (figures and not parsed.words):
        return base.model_copy(update={"operation": Operation.NARRATIVE})
    return None


_OF_CLASSES = re.compile("各(?:大|个)*类(支出|收入)")


def whole_or_heading(base: Plan, parsed: Parsed) -> tuple[Target, ...]:
    """What is to be taken apart where no item is named: the whole by a classification, or what a heading says."""
    if (classes := _OF_CLASSES.search(parsed.text)) is not None:  # 各大类支出
        side = classes[1]
        return (Target(text=f"各类{side}", names=(f"{side}总计", f"本年{side}合计"), start=classes.start()),)
    if cues.NARRATIVE(parsed.text) or not re.search(r"分|明细|构成|组成", parsed.plain):
        return ()
    if base.selection.classification and not cues.PROJECTS(parsed.plain):  # 按经济分类拆开
        return (Target(text="支出总计", names=("支出总计", "本年支出合计")),)
    return tuple(Target(text=word) for word in parsed.words if len(word) > 3)[:1]  # noqa: PLR2004 - a heading
