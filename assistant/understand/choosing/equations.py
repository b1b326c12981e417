"""Checks that a question asks for (核对): A加B等于C, 是1.9亿吗, 和另一张表对得上吗; and the numbers that it quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.plan import Operation, Plan, Roles, Selection, Target, TargetKind
from assistant.understand.choosing.addends import between, unlinked
from assistant.understand.choosing.bare_total import BARE_TOTAL, whole_of
from assistant.understand.choosing.lists import changes_of_each
from assistant.understand.choosing.ratios import supposed_share
from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.understand.parse import Parsed

_PERCENT = re.compile(r"%|百分")
_EQUATION_SPLIT = re.compile(
    r"(?:是不是|是否|能否|等不)?\s*(?:正好|刚好|恰好)?(?:等于|=|＝|就是|相等于)|(?:是不是|是否)(?:正好|刚好|恰好)?(?=[^，,。；;？?]{2,24}(?:之和|总和|加起来|相加))|(?:和|与|跟|同)(?P<other>[^和与跟同，,。；;？?]{0,18})(?:一样|一致|相等|相符|对得上|对不对得上)"
)
ASKS_RESULT = re.compile(r"[=＝]\s*(?:多少|几|[?？])")  # 甲+乙=? asks for the sum
_NUMBER = re.compile(
    r"(?<![\d.])(\d[\d,]*\.\d+|\d{2,}[\d,]*|\d(?=\s*[亿万%])|0(?=\s*(?:元\s*)?(?:[吗?？]|$)))"
    r"(?![\d.]|\s*(?:年|项|个(?!亿)|家|月|日))"
)


# 办公费和机关运行经费表里的对得上吗: the item itself, as another table prints it
_ELSEWHERE = re.compile(
    r"(?:和|与|跟|同)[^，,。；;？?]{2,16}?(?:表里?|里|中|上)的?(?:那个|数字?|金额)*[^，,。；;？?]{0,2}(?:对得上|一致|一样|相同|相符|吻合)"
)

_LIKE_LAST_YEAR = re.compile("(?:和|与|跟|同)(?:去|上)一?年(?:度|的)?(?:相?比)?(?:一样|相同|一致|持平|没变|不变)")


def verification(base: Plan, parsed: Parsed) -> Plan | None:
    """The plan of a check; None where the question asks for none."""
    text = parsed.text
    if not cues.VERIFY(text) or ASKS_RESULT.search(text) or (base.conflict and not re.search(r"核|加|=|等于", text)):
        return None
    of_target = cues.INDICATOR(text) and parsed.links and all(each.names.get("indicator") for each in parsed.links)
    # 满意度的目标值是不是95%; 甲比乙少13万，对吗; 和去年一样吗: told, and whether it is that
    if of_target or _claims_gap(parsed) or _LIKE_LAST_YEAR.search(text) or changes_of_each(parsed):
        return None
    if "%" not in text and (share := supposed_share(base, parsed)) is not None:
        return share  # 占基本支出的两成对吗
    if (elsewhere := _ELSEWHERE.search(text)) and (own := between(parsed.targets, 0, elsewhere.start())):
        free = base.selection.model_copy(update={"forms": ()})
        return base.model_copy(update={"targets": own[-1:], "conflict": True, "selection": free})
    split = _EQUATION_SPLIT.search(text)
    position = split.start() if split else len(text)
    left = between(parsed.targets, 0, position) or tuple(t for t in parsed.targets if t.start < 0)  # 预算是1.9亿吗
    right = between(parsed.targets, position, len(text) + 1)
    of_total = split is not None and _is_total(text, split)
    asked_of = split is not None and "等" in split.group() and not of_total
    right_side = (split.end(), len(text)) if split is not None and asked_of else (len(text), len(text))
    if (unknown := unlinked(parsed, 0, position) or unlinked(parsed, *right_side, alone=True)) is not None:
        return base.model_copy(update={"targets": (*parsed.targets, unknown)})  # without it nothing can be checked
    if (not left and right) or len(left) == 1 < len(right):
        left, right = right, left  # 公用支出等于商品和服务支出加资本性支出吗: the whole may stand first
    left, right = _without_minus(text, _once(left), right)
    if not left and not parsed.selection.forms and cues.CLASSES(text) and cues.SUM(text):
        name = "收入总计" if "收入" in text else "支出总计"  # 各类支出之和
        left = (Target(text=name, names=(f"本年{name[:2]}合计", name)),)
    numbers = literals(parsed)
    if of_total and not right and not numbers:
        right = whole_of(parsed, left)
    update: dict[str, object] = {
        "operation": Operation.VERIFY,
        "selection": _without_base(base, text),
        "targets": left,
        "against": right + numbers,
        "roles": Roles(
            level=True,
            change=cues.CHANGE(text) or bool(cues.direction(parsed.plain)),
            rate=bool(_PERCENT.search(text)),
        ),
    }
    if not right and len(left) == 2 and len(numbers) == 1 and _is_minus(text, *left):  # noqa: PLR2004
        update = {"operation": Operation.DIFFERENCE, "targets": left}  # 甲减去乙是不是 9 万元
    return base.model_copy(update=update)


def _is_total(text: str, split: re.Match[str]) -> bool:
    """Whether a sum is set against a total without a name: 等于总额吗, 跟总额一致吗."""
    return BARE_TOTAL.match(text, split.end()) is not None or BARE_TOTAL.fullmatch(split["other"] or "") is not None


_CLAIMED_GAP = re.compile(r"(?:要)?(?:多|少|高|低|大|小)(?:了|出)?(?:大?约|近)?\d[\d,.]*\s*(?:个?亿|万|元)")


def _claims_gap(parsed: Parsed) -> bool:
    """Whether a question says by how much one item is more or less than another."""
    if len(parsed.targets) != 2:  # noqa: PLR2004 - one against the other
        return False
    one, other = sorted(parsed.targets, key=lambda target: target.start)
    gap = parsed.text[one.start + len(one.text) : other.start]
    over = one.start >= 0 and re.search("比(?![例重率较])", gap) is not None
    return over and _CLAIMED_GAP.match(parsed.text, other.start + len(other.text)) is not None


_BASE = re.compile(r"(?:比|较)\s*(?:20)?(\d{2})年")


def _without_base(plan: Plan, text: str) -> Selection:
    """2025年三公经费比2024年少了10万，对吗: what is checked is of 2025, told with its base."""
    selection, spoken = plan.selection, _BASE.search(text)
    years = [year for year in selection.years if spoken is None or year != 2000 + int(spoken[1])]
    checked = len(selection.years) == 2 and cues.CHANGE(text) and len(years) == 1  # noqa: PLR2004 - one and its base
    return selection.model_copy(update={"years": tuple(years)}) if checked else selection


def _once(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """One target for what is named twice: 项目总预算2921万和表里的项目支出是一个数吗."""
    return tuple({(target.names, target.codes, target.measure): target for target in targets[::-1]}.values())[::-1]


_MINUS = re.compile("(?:减去?|扣除|去掉|[-－−])")


def _without_minus(
    text: str, one: tuple[Target, ...], other: tuple[Target, ...]
) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """项目支出等于总支出减基本支出吗: what is taken away is added on the other side."""
    for side, beside in ((one, other), (other, one)):
        if len(side) == len(beside) + 1 == 2 and _is_minus(text, *side):  # noqa: PLR2004 - a minus has two sides
            return (side[1], *beside), side[:1]
    return one, other


def _is_minus(text: str, whole: Target, less: Target) -> bool:
    """Whether one item is taken from the other: 甲减去乙."""
    return _MINUS.search(text, whole.start + len(whole.text), less.start) is not None


def literals(parsed: Parsed) -> tuple[Target, ...]:
    """The numbers that a question quotes."""
    masked = [(each.start, each.end) for each in parsed.links]
    return tuple(
        Target(text=m.group(1), kind=TargetKind.LITERAL, start=m.start())
        for m in _NUMBER.finditer(parsed.text)
        if not any(s <= m.start() < e for s, e in masked) and not re.fullmatch(r"20\d\d", m.group(1))
    )
