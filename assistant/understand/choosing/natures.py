"""Columns of an item that are put together (甲的基本支出和项目支出合计): its own parts, not those of the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.execute.parts import ACCOUNTS_OF
from assistant.plan import TargetKind
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.plan import Plan, Target

_OF: Final = re.compile(r"[\s的“”\"，,：:（(]*(?:里面?|当?中|其中)?[\s的“”\"，,：:（(]*(?:把|将)?")
_INSIDE: Final = re.compile(r"[\s“”\"]*(?:里面?|里头|当?中|其中|内)的?[\s“”\"，,]*")
_AND: Final = re.compile(r"(?:支出|经费|部分)?[\s的“”\"]*(?:加上?|和|与|、|及|以及|跟|＋|\+)\s*")
_PEOPLE: Final = "人员支出"
_NATURES: Final = ("基本支出", "项目支出", "人员支出", "公用支出")
_TOTALS: Final = ("支出总计", "本年支出合计", "支出合计")
_BARE: Final = re.compile(r"(基本|项目|人员|公用)(?:支出|经费|部分)?")


def of_item(plan: Plan) -> Plan:
    """Put the item into each of the columns that follow it, whether or not the documents print them.

    Without it the whole of 项目支出 would be added to the item.
    """
    if not plan.targets or not cues.SUM(plan.question):
        return _within_nature(plan)
    for item in plan.targets:
        if item.measure or item.kind is not TargetKind.SUBJECT or {*item.names} & {*_NATURES, *_TOTALS}:
            continue
        columns = _columns(plan.question, item.start + len(item.text))
        if len(columns) < 2 or item.start < 0:  # noqa: PLR2004 - one and another
            continue
        end = columns[-1][0] + len(columns[-1][1])
        inside = range(item.start, end)
        if any(t.start in inside and t is not item and not {*t.names} <= {*_NATURES} for t in plan.targets):
            continue
        parts = tuple(_part(item, start, text) for start, text in columns)
        rest = tuple(t for t in plan.targets if t.start not in inside)
        words = tuple(word for word in plan.words if not item.start <= plan.question.find(word) < end + 2)
        selection = plan.selection.model_copy(update={"nature": ""})
        return plan.model_copy(update={"targets": (*parts, *rest), "words": words, "selection": selection})
    return plan


def _within_nature(plan: Plan) -> Plan:
    """人员经费中的基本工资: the account alone, all of which is of that nature, as the tables of 基本支出 have it."""
    if len(plan.targets) != 2 or cues.RATIO(plan.question) or cues.DIFFERENCE(plan.question):  # noqa: PLR2004 - a pair
        return plan
    whole, item = sorted(plan.targets, key=lambda target: target.start)
    accounts = ACCOUNTS_OF[_PEOPLE] if _PEOPLE in whole.names else ()  # 办公费 is spent on projects and otherwise, too
    between = plan.question[whole.start + len(whole.text) : item.start]
    own = bool(accounts and item.codes) and all(code.startswith(accounts) for code in item.codes)
    if not own or item.measure or not _INSIDE.fullmatch(between):
        return plan
    selection = plan.selection.model_copy(update={"nature": "basic"})
    return plan.model_copy(update={"targets": (item,), "selection": selection})


def of_one_item(targets: Sequence[Target]) -> bool:
    """Whether several targets are columns of one item."""
    measures = {target.measure for target in targets}
    return len(targets) > 1 and len({(t.names, t.codes) for t in targets}) == 1 and len(measures - {""}) == len(targets)


def _columns(question: str, start: int) -> list[tuple[int, str]]:
    """The columns that stand one after the other from here on, with their places."""
    gap, found = _OF, []
    while (between := gap.match(question, start)) and (column := _BARE.match(question, between.end())):
        found.append((column.start(), column[0]))
        gap, start = _AND, column.end()
    return found


def _part(item: Target, start: int, text: str) -> Target:
    name = next(name for name in _NATURES if name.startswith(text[:2]))
    return item.model_copy(update={"measure": name, "text": f"{item.text}的{name}", "start": start, "loose": ()})
