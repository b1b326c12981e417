"""What a sum adds (加数): the items of the clause that asks for the sum, never a whole and what is asked of it beside.

三公经费一共多少，其中公务接待费多少 asks for two figures; 水费、电费一共多少，邮电费多少 adds two of three;
水费多少，电费多少，加起来多少 adds both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.plan import Target
from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.understand.parse import Parsed

_CLAUSE: Final = re.compile(r"[，,；;。？?]|(?<![减去除掉扣])(?=其中)")
_ASKS: Final = re.compile("多少|几")
_PART: Final = "其中"
_ENUMERATION: Final = re.compile(
    r"[两二三四五六七八九十几\d]\s*(?:个|项|类|笔|大|种|块)[^（()）]{0,12}"
    r"[（(]([^（()）]*、[^（()）]*)[）)]"
)
_ONTO: Final = re.compile("加|连同|算上")


@dataclass(slots=True)
class _Clause:
    start: int
    text: str
    targets: tuple[Target, ...]

    @property
    def apart(self) -> bool:
        """Whether it asks for figures of its own."""
        return self.text.startswith(_PART) or _ASKS.search(self.text) is not None


def addends(parsed: Parsed) -> tuple[Target, ...]:
    """What of the items of a question is to be added; fewer than two where no sum of several is asked for."""
    targets = _apart(_enumerated(parsed))
    if _is_within(parsed, targets):
        return ()
    clauses = _clauses(parsed.text, targets)
    adding = [clause for clause in clauses if cues.SUM(clause.text)]
    if len(adding) != 1 or not adding[0].targets:
        return targets
    first = min(target.start for target in adding[0].targets)
    if _ONTO.search(parsed.text[adding[0].start : first]):  # 办公费多少，加上会议费一共多少
        return targets
    within = adding[0].text.startswith(_PART)
    beside = [clause for clause in clauses if clause is not adding[0] and (within or clause.apart)]
    left = {id(target) for clause in beside for target in clause.targets}
    return tuple(target for target in targets if id(target) not in left)


_INSIDE: Final = re.compile("(?:里面|里头|当中|[里中内])的?")


def _is_within(parsed: Parsed, targets: tuple[Target, ...]) -> bool:
    """项目支出里资本性支出合计多少: one item within another, of which there is nothing to add."""
    if len(targets) != 2:  # noqa: PLR2004 - a whole and what is in it
        return False
    whole, item = targets
    return _INSIDE.fullmatch(parsed.text, whole.start + len(whole.text), item.start) is not None


_BOUGHT: Final = "政府采购预算"


def _apart(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Without 采购 that runs on from an item (物业管理服务|采购加起来): it says what is done, and is no addend."""
    ends = {target.start + len(target.text) for target in targets}
    kept = tuple(one for one in targets if _BOUGHT not in one.names or one.start not in ends)
    return kept if len(kept) < len(targets) else targets


_JOINED: Final = r"(?:[，,]?(?:还有|以及)|和|与|、|加上?(?!起来|总)|跟|及|\+|＋)"
_JOINS_ON: Final = re.compile(rf"[的钱费]{{0,3}}{_JOINED}")
_JOINED_TO: Final = re.compile(rf"[的钱]{{0,2}}{_JOINED}$")
_NAME_OF_ITEM: Final = re.compile("(?:费|费用|经费|支出|补贴|津贴|补助)$")
_GENERAL: Final = frozenset({"支出", "经费", "费用"})


def unlinked(parsed: Parsed, first: int = 0, end: int | None = None, *, alone: bool = False) -> Target | None:
    """An operand that no document names, within a stretch of the question: without it a sum would only seem right.

    It is joined to one that is named (退休的钱和奖励金合一块, 水费加飞行费), or, if `alone` says so, all that stands
    there (A加B等于C: C).
    """
    end = len(parsed.text) if end is None else end
    named = [(target.start, target.start + len(target.text)) for target in parsed.targets]
    for word in parsed.words:
        at = parsed.text.find(word, first, end) if len(word) > 1 else -1
        after = at + len(word)
        if at < 0 or parsed.text[after : after + 1].isdigit() or any(start <= at < stop for start, stop in named):
            continue
        joins, joined = _JOINS_ON.match(parsed.text, after, end), _JOINED_TO.search(parsed.text[first:at])
        beside = (joins and any(start == joins.end() for start, _ in named)) or (
            joined and any(stop == first + joined.start() for _, stop in named)
        )
        ends_item = _NAME_OF_ITEM.search(word) and word not in _GENERAL  # 行政运行|支出 is one item
        runs_on = ends_item and any(stop == at for _, stop in named)
        only = alone and not any(first <= start < end for start, _ in named)
        if beside or runs_on or (only and not re.search(r"\d", parsed.text[first:end])):
            return Target(text=word, start=at)
    return None


def between(targets: tuple[Target, ...], start: int, end: int) -> tuple[Target, ...]:
    """The items that stand in a part of the question."""
    return tuple(target for target in targets if start <= target.start < end)


def _clauses(text: str, targets: tuple[Target, ...]) -> list[_Clause]:
    marks = [match.span() for match in _CLAUSE.finditer(text)]
    starts, ends = [0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)]
    found = []
    for start, end in zip(starts, ends, strict=True):
        found.append(_Clause(start, text[start:end], between(targets, start, end)))
    return found


def _enumerated(parsed: Parsed) -> tuple[Target, ...]:
    """四个专项（甲、乙、丙、丁）总预算: the bracket says what is added; the words around it only speak of them."""
    for bracket in _ENUMERATION.finditer(parsed.text):
        inside = between(parsed.targets, bracket.start(1), bracket.end(1))
        if len(inside) > 1:
            return inside
    return tuple(target for target in parsed.targets if not _holds(target, parsed)) or parsed.targets


def _holds(target: Target, parsed: Parsed) -> bool:
    """301里基本工资、奖金之和: an account that only says where the others stand."""
    others = [code for other in parsed.targets if other is not target for code in other.codes]
    within = re.match(r"[里中下内]", parsed.text[target.start + len(target.text) :])
    return bool(within and target.codes and others) and all(
        any(code.startswith(own) and code != own for own in target.codes) for code in others
    )
