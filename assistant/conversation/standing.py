"""Whether a question stands for itself (另起的问题): what it asks for, and what it leaves to the one before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.fit.residue import content
from assistant.plan import Operation
from assistant.understand.linking.lexicon import is_small, speaking
from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.plan import Plan

_GOES_ON: Final = re.compile(
    r"[\s，,]*(?:那|那么|再|还有|换|改|同样|一样|它|其|这)|(?:呢|也是|也)[?？。]?$|同样|相比|一样|[比跟和与同](?:它|前面|刚才|上面)"
    "|两[家个者]|[三四五]家|加起来|合起来|相?差多少|[多少高低]多少|谁|哪家|哪个单位|哪个部门"
)
_PROJECTS: Final = re.compile("项目(?!支出|经费)")
_ACCOUNTS: Final = re.compile("科目|[类款项]级|大类|哪一?[类款项]")
_OF_LISTS: Final = (
    Operation.RANK, Operation.FILTER, Operation.COUNT, Operation.SUM, Operation.AVERAGE, Operation.CHANGE,
)  # fmt: skip


def stands_for_itself(own: Plan, last: Plan) -> bool:
    """水文站2024年哪些科目没花完, after a project of another body: nothing of that is meant."""
    place, before = set(own.selection.organizations), set(last.selection.organizations)
    if not place or place & before or _GOES_ON.search(own.question):
        return False
    named = any(target.start >= 0 for target in own.targets)
    return named or bool(own.name_filter) or _lists(own)


def lists_its_own(plan: Plan, last: Plan) -> bool:
    """数据局2025年前三大项目, after its 三公经费: what names its organization and what it lists is of nothing before.

    Accounts of another organization may be those within what was asked of the one before.
    """
    own = plan.selection.organizations
    of_projects = _PROJECTS.search(plan.question) is not None
    return bool(own) and _lists(plan) and (of_projects or own == last.selection.organizations)


def _lists(plan: Plan) -> bool:
    return plan.operation in _OF_LISTS and any(one.search(plan.question) for one in (_PROJECTS, _ACCOUNTS))


_OF_WHAT: Final = re.compile(
    "(?:用|花|投|放|列|落|去)(?:在|到|去|给|往)?(?:了)?(?:哪|什么|谁|何处)|(?:给|归)(?:了)?(?:谁|哪)"
)


def asks_of_it(plan: Plan, last: Plan) -> bool:
    """Whether something else is asked of the item before than its figure: 这笔钱用在哪个项目了."""
    return len(last.targets) > 0 and _OF_WHAT.search(plan.question) is not None and not cues.AMOUNT(plan.question)


_POINTING: Final = re.compile(
    r"^(?:那|那么|那个|它|这个|其中|里面|这|上面|再|还有|换|占|为什么|为啥|去年|上年|前年|今年|比)|呢(?:[？?。,，]|$)"
)
_AIM: Final = re.compile("目标|指标")
_ASKS_ELSE: Final = re.compile(
    "第[一二三四五六七八九十]|最[大小多少高低贵]|平均|[几多]倍|[这那]?(?:俩|[两三四五][个项者])的?(?:一共|合计|总共|加|之和|相?差)"
)
_BARE_ASKED: Final = re.compile(r"^[\s，,]*(?:那|那么)?[^，,。；;？?]{2,14}?呢[?？。]?$")


def says_something(plan: Plan) -> bool:
    """Whether the words left over are more than pointing: then what is asked for is not what was asked before."""
    words = [word for word in plan.words if len(word) > 1]
    if not plan.selection.organizations and _ASKS_ELSE.search(plan.question):
        return True  # 第二贵的呢: not what was asked for before once more
    if any(word not in speaking() for word in words) and _AIM.search(plan.question):
        return True  # 今年目标册数: no amount again
    here = not (plan.selection.organizations or plan.selection.years)  # 澄湖那个局呢 only moves what was asked
    if here and _BARE_ASKED.search(plan.question) and any(not is_small(word) for word in plan.words):
        return True  # 数据港项目呢: a name of which but one character is no common word
    pointing = _POINTING.match(plan.question) and len(words) < 2 and plan.selection.years  # noqa: PLR2004
    return bool(words) and not (pointing and not content(words[0]))
