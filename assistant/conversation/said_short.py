"""Short follow-ups in full (接话补全): 金额多少 of what was counted, 离休呢 after 退休费, 那个1.33%呢 after a check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.one_by_one import run_of
from assistant.plan import Operation
from assistant.understand.refining.target_money import TARGET_MONEY
from index.catalogue.accounts import accounts
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.plan import Plan

_THEN: Final = r"\s*(?:那|那么|它们|这些|这)*[，,]?"
_MONEY: Final = re.compile(
    rf"{_THEN}(?:一共|总共|合计|都|涉及到?的?)*的?总?(?:(?:金额|资金|钱)(?:一共|总共|合计)?(?:是|有|为)?(?:多少|几何)"
    r"|(?:是|有|要|花)?多少(?:钱|资金|金额|万元?))(?:呢)?[?？。]?"
)
_MEAN: Final = re.compile(
    rf"{_THEN}平均(?:下来)?(?:一个|每个|每项|每一个|一项)(?:是|有|要)?(?:多少|几)(?:钱|万元?)?(?:呢)?[?？。]?"
)
_BARE: Final = re.compile(rf"{_THEN}(?P<what>[一-龥]{{2,4}}?)(?:的)?呢[?？]?")
_QUOTED: Final = re.compile(r"(?P<said>.*\d\s*(?:%|万元?|亿元?|元)[^，,。；;？?]{0,3}?)呢[?？]?")
_ADDED: Final = re.compile(
    r"\s*(?:那|那么)?(?:再)?(?:把)?(?P<what>[一-龥]{2,12}?)(?:也|再)?(?:加上去|加进去|加进来|算上|算进去)(?:呢|的话)?"
    r"[，,]?(?:一共|总共|合计)?(?:是|有)?(?:多少)?(?:钱|万元?)?(?:呢)?[?？。]?"
)


def in_full(text: str, earlier: Sequence[Plan]) -> str:
    """A follow-up with what it leaves out of its own words; as it is where it leaves out nothing so."""
    if not earlier:
        return text
    last = earlier[-1]
    if _of_performance(earlier):
        text = _MEAN.sub("平均每个绩效项目多少钱", text) if _MEAN.fullmatch(text) else text
        text = f"{TARGET_MONEY}多少" if _MONEY.fullmatch(text) else text
    if last.operation is Operation.VERIFY and (said := _QUOTED.fullmatch(text)):
        text = f"{said['said']}对吗"
    if (added := _ADDED.fullmatch(text)) and (names := _spoken(earlier)):
        text = f"{'、'.join([*names, added['what']])}加起来多少"
    return _expense(text, last)


def _spoken(earlier: Sequence[Plan]) -> list[str]:
    """The items that were asked for one by one, or set against one another: what more is added to."""
    last = earlier[-1]
    pair = (*last.against, *last.targets) if last.operation is Operation.RATIO else ()
    run = pair or [target for plan in run_of(earlier) for target in plan.targets] or last.targets
    return list(dict.fromkeys(target.text for target in run if target.text))


def _of_performance(earlier: Sequence[Plan]) -> bool:
    """Whether the projects with targets were counted, or their money was asked for."""
    last = earlier[-1]
    counted = last.operation is Operation.COUNT and "绩效" in last.question and "项目" in last.question
    counted = counted and not last.name_filter  # of those alone whose names hold a word
    return counted or any(target.text == TARGET_MONEY for target in last.targets)


def _expense(text: str, last: Plan) -> str:
    """离休呢, after 退休费: an account that is named with 费, as the one before was."""
    said = _BARE.fullmatch(text)
    of_expense = any(name.endswith("费") for target in last.targets for name in (target.text, *target.names))
    if said is None or not of_expense:
        return text
    names = {normalise(one.name) for one in accounts().values()}
    known = normalise(f"{said['what']}费") in names and normalise(said["what"]) not in names
    return text.replace(said["what"], f"{said['what']}费", 1) if known else text
