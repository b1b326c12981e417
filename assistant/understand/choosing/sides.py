"""Sums on either side of a comparison (两边算式): 甲比乙和丙加起来多多少, 甲、乙合计是丙的几倍.

Each side is what the question joins by 和, 加 or 、, or says in one word (水电费). A comparison that takes
one item of a side only would look complete and be of something else.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Formula, Target, Term, sum_of
from assistant.understand.choosing.bare_total import whole_of
from assistant.understand.words.asked import YEAR_BEFORE
from assistant.understand.words.fractions import Supposed, supposed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.understand.parse import Parsed

_TOGETHER: Final = (
    "(?:的|这|那|[两二三四五]|者|项|个|样|笔|合计|总计|总共|一共|共计|加起来|合起来|合在一起|加一起|加在一起|相加"
    "|之和|总和|的和|总额|全部|都|算上|在内)*"
)
_JOINED: Final = re.compile(rf"费?\s*(?:再?加上?|、|和|与|跟|同|及|以及|连同|＋|\+)\s*{_TOGETHER}")
_OVER: Final = re.compile(rf"费?{_TOGETHER}[，,]?(?:比|较|跟|和|与|同)(?![例重率])[^，,。；;？?]{{0,12}}?")
_AS_MANY: Final = re.compile(
    rf"费?{_TOGETHER}[，,]?(?:是不是|是否|是|为|相当于|抵得上|等于|有没有|够不够|占|达到|超过)[^，,。；;？?]{{0,12}}?"
)
_MORE: Final = re.compile(
    rf"费?{_TOGETHER}[，,]?(?:还|要)?(?:多|少|高|低|大|小|贵|便宜|省|相差|差)(?:出|了|花|用)*"
    "(?:多少|几|吗|[?？]|$|[，,])"
)
_TIMES: Final = re.compile(rf"费?{_TOGETHER}(?:几|多少)倍")
_SUMMED: Final = re.compile("一共|总共|合计|共计|加起来|合起来|加一起|两项共|之和")
_MOVED: Final = re.compile("(?:多|少|增加?|减少?|涨|降|差|升|压)(?:了|出)?(?:多少|几)|增减|变化")
_TOTAL_SIDE: Final = re.compile(
    rf"费?{_TOGETHER}[，,]?(?:比|较|跟|和|与|同)(?:表里|表中|文件里?|印的|其|它们?)?的?(?:合计|总计|总额|总数|总和)数?"
)
_ADDING: Final = re.compile(r"费?\s*(?:再?加上?|＋|\+)\s*")
_FEW: Final = 2


def of_sides(parsed: Parsed, items: Sequence[Target]) -> Formula | None:
    """The computation over both sides, where one of them is a sum; None for any other question."""
    items = _with_total(parsed, items)
    groups = _groups(items)
    elsewhere = parsed.named > 1 or len(parsed.selection.years) > 1 or YEAR_BEFORE(parsed.text)
    if len(groups) < _FEW or len(items) == _FEW or elsewhere:
        return None
    asked, end = supposed(parsed.text), _end(items[-1])
    relation = _OVER if _MORE.match(parsed.text, end) else None
    if _TIMES.match(parsed.text, end) or (asked is not None and end <= asked.start):
        relation = _AS_MANY
    split = _split(parsed, groups, relation) if relation is not None else 0
    if not split:
        return None
    left, right = ([item for group in side for item in group] for side in (groups[:split], groups[split:]))
    terms = tuple(Term(target=item) for item in (*left, *right))
    one, other = _sum(0, len(left)), _sum(len(left), len(right))
    if relation is _OVER:
        return Formula(steps=difference_of(len(left), len(right)), terms=terms, left=len(left))
    as_share = asked is not None and not asked.times
    steps = f"{one} / {other} * 100" if as_share else f"{one} / {other}"
    return Formula(steps=steps, terms=terms, unit="%" if as_share else "倍", left=len(left))


def _with_total(parsed: Parsed, items: Sequence[Target]) -> Sequence[Target]:
    """货物加服务跟总额差多少: what a sum is set against is what its addends make up, where it has no name."""
    last = items[-1] if len(items) >= _FEW else None
    said = _TOTAL_SIDE.match(parsed.text, _end(last)) if last is not None else None
    whole = whole_of(parsed, items) if said is not None and _MORE.match(parsed.text, said.end()) else ()
    return (*items, *(one.model_copy(update={"text": "", "start": said.end()}) for one in whole if said)) or items


def _end(item: Target) -> int:
    return item.start + len(item.text)


def difference_of(left: int, right: int) -> str:
    """The steps of a sum of so many terms less the sum of so many others."""
    return f"{_sum(0, left)} - {_sum(left, right)}"


def of_two_years(parsed: Parsed, items: Sequence[Target]) -> Formula | None:
    """甲和乙一共比上年多了多少: the sum of a year less the sum of the year before, or of the other year named."""
    years = sorted(parsed.selection.years, reverse=True)
    compared = len(years) == _FEW or (len(years) < _FEW and YEAR_BEFORE(parsed.text))
    if len(items) < _FEW or parsed.named > 1 or not compared or not _SUMMED.search(parsed.plain):
        return None
    groups = _groups(items)
    gaps = (parsed.text[one[0].start + len(one[0].text) : other[0].start] for one, other in itertools.pairwise(groups))
    if not _MOVED.search(parsed.plain) or not all(_JOINED.fullmatch(gap) for gap in gaps):
        return None
    if len(years) == _FEW:
        terms = tuple(Term(target=item, year=year) for year in years for item in items)
    else:
        terms = tuple(Term(target=item, back=back) for back in (0, 1) for item in items)
    return Formula(steps=difference_of(len(items), len(items)), terms=terms, left=len(items))


def gap_to(formula: Formula, asked: Supposed) -> str:
    """The steps of what the left side is above the part of the right side that is asked about."""
    one, other = _sum(0, formula.left), _sum(formula.left, len(formula.terms) - formula.left)
    (above, raised), (below, scale) = (_whole(number) for number in (asked.above, asked.below))
    return f"{one} * {below * raised} - {other} * {above * scale}"


def _whole(number: object) -> tuple[int, int]:
    """A number as a whole one and what it was multiplied by: steps hold whole numbers alone."""
    digits = str(number).partition(".")[2]
    scale = 10 ** len(digits)
    return int(str(number).replace(".", "")), scale


def _groups(items: Sequence[Target]) -> list[list[Target]]:
    """The items by where they are named: the parts of 水电费 stand at one place."""
    groups: list[list[Target]] = []
    for item in items:
        if groups and groups[-1][0].start == item.start:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _split(parsed: Parsed, groups: Sequence[Sequence[Target]], relation: re.Pattern[str]) -> int:
    """How many groups stand on the left side; 0 where anything else stands between them."""
    found, gaps = 0, [parsed.text[_end(one[0]) : other[0].start] for one, other in itertools.pairwise(groups)]
    for number, gap in enumerate(gaps, start=1):
        unnamed = not groups[number][0].text  # the total that has no name
        if _JOINED.fullmatch(gap) and not unnamed and not _turns(gaps, number):
            continue
        if found or not relation.fullmatch(gap):
            return 0
        found = number
    return found


_BARE: Final = re.compile("费?(?:和|与|跟|同)")


def _turns(gaps: Sequence[str], number: int) -> bool:
    """甲加乙与丙相差多少: what 加 joins is one side, and the only 与 sets it against the other."""
    others = [*gaps[: number - 1], *gaps[number:]]
    return _BARE.fullmatch(gaps[number - 1]) is not None and bool(others) and all(map(_ADDING.fullmatch, others))


def _sum(first: int, number: int) -> str:
    added = sum_of(number, first)
    return f"({added})" if number > 1 else added
