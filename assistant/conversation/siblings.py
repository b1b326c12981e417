"""Follow-ups that say half of what they ask (半个名称): 初中呢 after 小学教育, 支出多少 after the budget of an item."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, TargetKind
from assistant.understand.scoping.scope import documents, of_years
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_HALF: Final = re.compile(r"[\s，,]*(?:那|那么)?(?P<what>[一-龥]{2,6}?)(?:的)?呢?[?？。]?")
_SHORTEST: Final = 2  # characters of each half


_SPENT: Final = re.compile(
    r"[\s，,]*(?:那|那么)?(?:实际|最后|最终|到底)*(?:支出|花|用|执行|支付)(?:了|掉|出)?(?:多少|几)(?:钱|万元?)?[?？。]?"
)
_OF_ALL: Final = re.compile("^(?:本年)?(?:收入|支出|收支)(?:总计|合计)$|收入$")


def spent_of_item(ledger: Ledger, text: str, last: Plan) -> str:
    """支出多少, after the budget of one item: what was spent of that item, and not all expenditure."""
    names = [name for target in last.targets for name in target.names]
    planned = last.selection.kind == "预算" or "年初预算" in last.selection.stages
    one = len(last.targets) == 1 and last.operation is Operation.LOOKUP and planned
    if not one or any(map(_OF_ALL.search, names)) or _SPENT.fullmatch(text) is None:
        return ""
    sources = of_years(ledger.loaded.of(last.selection.organizations), last.selection.years)
    return "决算多少" if any(source.kind == "决算" for source in sources) else ""


_MOST_OF_THEM: Final = re.compile(
    r"[\s，,]*(?:那|那么|其中|里面)*(?P<way>[^，,。；;？?最哪]{1,6}得?)最(?P<end>[多少大小])的(?:是)?(?:哪一?[个项]|什么|啥)?(?:呢)?[?？。]?"
)


def most_of_listed(text: str, last: Plan) -> str:
    """剩得最多的是哪个, after the projects that were not spent in full: of them."""
    most = _MOST_OF_THEM.fullmatch(text) if last.listed and last.operation is Operation.CHANGE else None
    what = "项目" if cues.PROJECTS(last.question) else "科目"
    return f"哪个{what}{most['way']}最{most['end']}" if most is not None else ""


_OF_PROJECT: Final = frozenset({Operation.COUNT, Operation.INDICATOR})


def of_project_before(text: str, own: Plan, earlier: Sequence[Plan]) -> str:
    """满意度目标呢, after what a project is to buy: the target of that project."""
    if own.operation is not Operation.INDICATOR or own.against or earlier[-1].operation not in _OF_PROJECT:
        return ""
    for plan in reversed(earlier):
        named = [one.text for one in (*plan.targets, *plan.against) if one.kind is TargetKind.PROJECT and one.text]
        if named or plan.operation not in _OF_PROJECT:
            return f"{named[0]}的{text.strip('，, ').removeprefix('那')}" if len(named) == 1 else ""
    return ""


def of_like_name(ledger: Ledger, text: str, own: Plan, last: Plan) -> str:
    """The follow-up with the rest of the name, as the item before ends, where the documents print an item of it."""
    said = _HALF.fullmatch(text)
    plain = last.operation in (Operation.LOOKUP, Operation.RATIO, Operation.CHANGE, Operation.COMPLETION)
    if said is None or not plain or not last.targets or any(target.score >= 1 for target in own.targets):
        return ""
    sources = of_years(documents(ledger, last.selection), last.selection.years)
    ids = [one for source in sources for one in source.ids]
    item = last.targets[0]
    for name in dict.fromkeys((item.text, *item.names)):
        for cut in range(_SHORTEST, len(name) - _SHORTEST + 1):
            whole = f"{said['what']}{name[cut:]}"
            if whole != name and any(fact.code for fact in ledger.facts_named(ids, (whole,), ())):
                return f"{whole}呢"
    return ""
