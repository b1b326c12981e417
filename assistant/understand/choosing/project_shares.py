"""What selected projects make up (所选项目之占比): 带“升级”的项目占项目总额多少, 结转项目占全部项目的比重.

The part is the sum of the projects that the question selects by a word, an amount, a fund or an account, and not the
figure of one that goes by that word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, Plan, Target, TargetKind
from assistant.understand.choosing.lists import is_fund
from assistant.understand.choosing.project_words import is_told_apart
from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.understand.parse import Parsed

ALL_PROJECTS: Final = Target(text="全部项目", names=())
# what the text states for all projects that have targets: 编报绩效目标的项目共4个，涉及资金…
_OF_PERFORMANCE: Final = re.compile(
    r"[^，,。；;？?]{0,12}?绩效(?:目标)?(?:管理)?(?:的)?项目(?:的)?(?:总|预算)?(?:资金|金额|经费|总额)(?:总额|总量|合计)?的?(?=百分|几|多|比|$)"
)
_SPLIT: Final = re.compile(r"占(?!地|用)")
# things and not the nature of expenditure
_THINGS: Final = re.compile("项目(?!支出(?!最)|经费|资金|绩效目标表)")
_OF_ALL: Final = re.compile(
    r"(?:了)?(?:(?:全部|所有|整个|这|那|全体)?(?:\d+|[一二两三四五六七八九十]+)?个?(?:绩效)?(?:目标)?项目(?:的)?(?:总)?(?:支出)?(?:资金|金额|经费|预算)?(?:总额|总量|总数|总和|合计)?|总额|总数|总量)"
    r"(?:的)?(?=百分|几|多|比|$)"
)
_ALL_SAID: Final = re.compile(
    r"(?:了)?(?:全部|所有|全体|这|\d+个|[一二两三四五六七八九十]+个)(?:\d+个)?(?:绩效)?(?:目标)?项目(?:的)?(?:总)?(?:资金|金额|总额|经费|预算)"
)
_NUMBER: Final = r"(?:[两二三四五六七八九十]+|\d+|几|这些|所有)"
_OF_THINGS: Final = ("项目的钱", "项目的资金", "项目资金")  # what the projects selected come to
_SELECTED: Final = re.compile("结转(?:结余)?(?:的)?(?:资金)?(?:安排|支付|列支)?的?(?:绩效)?项目|结转项目")


def share_of_projects(base: Plan, parsed: Parsed) -> Plan | None:
    """The plan of the share that selected projects have; None where none are selected, or one is named."""
    split = _SPLIT.search(parsed.text)
    if split is None or not cues.RATIO(parsed.plain) or parsed.named > 1:
        return None
    before = parsed.text[: split.start()]
    part = tuple(target for target in parsed.targets if 0 <= target.start < split.start())
    whole = whole_of_projects(parsed, split.end())
    if _of_all_that_have_targets(parsed, before, part, split.end()):
        return _share(base, part, (ALL_PROJECTS,)).model_copy(update={"words": ()})
    if part and whole == (ALL_PROJECTS,) and _ALL_SAID.match(parsed.text, split.end()) and _are_projects(part):
        return _share(base, part, whole).model_copy(update={"words": ()})
    return _of_selected(base, parsed, before, whole)


def _of_selected(base: Plan, parsed: Parsed, before: str, whole: tuple[Target, ...]) -> Plan | None:
    """The plan of the share of projects that are selected before 占."""
    if not _THINGS.search(before) or cues.RANK(parsed.plain) or cues.COMPLETION(parsed.text):
        return None
    part = tuple(target for target in parsed.targets if 0 <= target.start < len(before))
    of_word = _is_word_of(base, parsed, before)
    funds = tuple(target for target in part if is_fund(target))
    if not of_word and not _is_selected(base, before) and not _paid_from(before, funds):
        return None
    told = (base.name_filter, *_OF_THINGS) if of_word else _OF_THINGS
    if any(target not in funds and not any(word and word in target.text for word in told) for target in part):
        return None
    return _share(base, () if of_word or _SELECTED.search(before) else funds, whole)


def _share(base: Plan, part: tuple[Target, ...], whole: tuple[Target, ...]) -> Plan:
    update = {"operation": Operation.RATIO, "targets": part, "against": whole}
    return base.model_copy(update=update | {"measure_word": "", "of_projects": True})


def _of_all_that_have_targets(parsed: Parsed, before: str, part: tuple[Target, ...], start: int) -> bool:
    """占绩效项目资金的比重: of the amount that the text states for all projects with targets."""
    said = _OF_PERFORMANCE.match(parsed.text, start) is not None and not cues.RANK(parsed.plain)
    return said and not (_THINGS.search(before) and not part)


def _is_word_of(base: Plan, parsed: Parsed, before: str) -> bool:
    """Whether the projects are those whose names hold a word: 带“升级”的, 两个三级等保项目."""
    counted = rf"{_NUMBER}个{re.escape(base.name_filter)}的?(?:类|相关)?的?项目"
    told = is_told_apart(parsed, base.name_filter) or re.search(counted, before) is not None
    return bool(base.name_filter) and told


def _is_selected(base: Plan, before: str) -> bool:
    """Whether an amount, an account, a body or what is carried over selects the projects."""
    limited = base.threshold is not None and base.threshold.unit != "%"
    return limited or _SELECTED.search(before) is not None or bool(base.accounts or base.body)


def _are_projects(targets: tuple[Target, ...]) -> bool:
    return all(target.kind is TargetKind.PROJECT for target in targets)


def _paid_from(before: str, funds: tuple[Target, ...]) -> bool:
    """用自有资金的项目, 财政拨款安排的项目: projects that a fund pays for."""
    names = [re.escape(fund.text) for fund in funds]
    return any(re.search(rf"[用靠由花]{name}|{name}(?:安排|支付|出资|承担|列支)", before) for name in names)


def whole_of_projects(parsed: Parsed, start: int) -> tuple[Target, ...]:
    """What the share is of: what is named after 占, else all projects that are listed."""
    named = tuple(target for target in parsed.targets if target.start >= start)[:1]
    if _OF_ALL.match(parsed.text, start) is not None and not any("支出" in target.text for target in named):
        return (ALL_PROJECTS,)
    return named or (ALL_PROJECTS,)
