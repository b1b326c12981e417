"""Computations of several steps (几步算式): A加B减C, 两项合计占…, 占比比上年变动几个百分点, A的一半.

Each is made of known operations over the items that the question names; what does not fit a form here is asked back.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Formula, Operation, Plan, Target, Term, share_of_sum, sum_of
from assistant.understand.choosing.averages import averaged
from assistant.understand.choosing.ratios import other_part, unnamed_whole
from assistant.understand.choosing.sides import of_sides, of_two_years
from assistant.understand.words import asked, bounds, cues
from index.catalogue.accounts import account

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.understand.parse import Parsed

_WORD: Final = (
    "(?:减去?|减掉|除了?|扣除|扣掉|除去|除开|刨去|刨除|剔除|去掉|去除|不含|不算|不包括|不包含"
    "|够不够(?:付|支付|用于|用在|花在|买|交)?|够(?:付|支付|交|买))"
)
_PLUS: Final = re.compile(r"\s*(?:，|,)?(?:再)?(?:加上?|和|与|、|及|以及|＋|\+)\s*")
_MINUS: Final = re.compile(
    rf"\s*的?(?:里面?|中|合计|之和|相加|加起来|总和)?(?:以后|之后|后)?[，,]?(?:再|如果|要是|若)?(?:{_WORD}|－|-)(?:了|其中的?)?\s*"
)
_BEFORE: Final = re.compile(rf"(?:除了?|{_WORD})$")
_AFTER: Final = re.compile(
    r"(?:以外|之外|外|以后|之后|后|的话)?[，,]?(?:的|其他的?|其余的?|剩下的?|剩余的?|还[有剩]下?(?:多少|几多)?的?)*"
)
_BESIDES: Final = re.compile("(?:[以之]外)的?(?:其他的?|其余的?)?")
_ASKED: Final = re.compile("多少|几|其中")
_SUMMED: Final = re.compile(
    "合计|一共|总共|共计|加起来|之和|相加|合起来|合在一起|总和|[两三四]项共?$|合共?$|共$|加|[+＋]"
)
_EACH: Final = re.compile("各|分别")
_INSIDE: Final = re.compile(r"[”\"\s]*(?:里面|里头|当中|之中|里|中|内)")
_SHARE: Final = re.compile("占(?!地|用)")
_MOVED: Final = re.compile(
    "(?:比|较|同|与|和|跟)(?:上|去|前)一?年|同比|百分点|个点|变化|变动|提高|上升|下降|降低|增减|增加|减少|增长|两年"
)
_CHANGE_OF: Final = re.compile(
    r"\s*(?:比上年|较上年|同比)?的?(?:增加|增长|减少|变化|变动|增减)(?:额|量|数|了?的?(?:钱|部分|金额))"
)
_TIMES: Final = re.compile(
    r"\s*的(?:(?P<half>一半)|(?P<times>[两二三四五六七八九十]|\d+)倍|(?P<below>[二三四五六七八九十])分之(?P<above>[一二三四五六七八九])"
    r"|(?P<percent>\d+)\s*%)(?:是|等于|为)?(?:多少|几)"
)
_GOES_ON: Final = re.compile(r"倍|一半|分之|%|[乘除]以|再[加减乘除]|占|平均")
_OVER: Final = re.compile(r"\s*(?:比|较)\s*")
_TIMES_MORE: Final = re.compile(r"\s*(?:要)?(?:多|高|大|贵)(?:出|了)*(?:去)?(?:几|多少)倍")
_HYPOTHETICAL: Final = re.compile(
    r"\s*(?:如果|要是|假如|若)?(?:再)?(?:(?:(?P<up>提高|上浮|上调|增加|增长|上涨|涨)|压减|下浮|下调|减少|降低|砍掉?|压|缩减)了?(?P<percent>\d+)%"
    r"|(?P<double>翻一?[番倍])|减半|砍半)(?:以后|之后|后|的话)?[，,]?(?:是|为|等于|就是|变成)*(?:多少|几)"
)
_SAVED: Final = re.compile(
    r"\s*(?:如果|要是|假如|若)?(?:再)?(?:提高|上浮|上调|增加|增长|上涨|涨|压减|下浮|下调|减少|降低|砍掉?|压|缩减)了?(?P<percent>\d+)%"
    r"(?:的话)?[，,]?(?:那么?|就)?(?:能|可以?|会|要|应该)?(?:省|节约|节省|少花|减少|压|多花|增加|多)(?:出|下|掉|了)?(?:多少|几)"
)
_BY_NUMBER: Final = re.compile(
    r"\s*的?(?:金额|数)?(?:(?P<over>除以|÷|/)|乘以?|×|\*)\s*(?P<number>[1-9]\d{0,5})(?:个?(?:月|人|家|项|次))?(?:之?后)?(?:是|等于|为|得)?(?:多少|几)"
)
_DISCOUNT: Final = re.compile(
    r"\s*的?打(?P<tenths>[一二三四五六七八九])折(?:以后|之后|后|的话)?(?:是|等于|为|得)?(?:多少|几)"
)
_DIVIDED: Final = re.compile(r"\s*除以\s*")
_PAIR: Final = 2
_TWO_SHARES: Final = 3  # items in A占W的比重比B高多少
_TOTAL: Final = Target(text="支出总计", names=("支出总计",))
_ALL: Final = ("支出", "总支出", "全部支出", "预算支出", "支出预算", "预算")
_STAYS_APART: Final = (cues.VERIFY, cues.REASON, cues.WITHOUT_BASIC)  # one item under two 口径 is a difference


def compose(base: Plan, parsed: Parsed) -> Plan | None:
    """The plan of a computation of several steps, None where the question asks for none that is known."""
    if not parsed.targets or any(cue(parsed.text) for cue in _STAYS_APART):
        return None
    items = tuple(_plain(item) for item in sorted(parsed.targets, key=lambda target: target.start))
    given = _by_given(parsed, items[0]) if len(items) == 1 else None
    formula = given or _times_more(parsed, items) or of_sides(parsed, items) or of_two_years(parsed, items)
    if formula is None and asked.AVERAGED(parsed.text):
        formula = averaged(base, parsed, items)
    elif formula is None and cues.RATIO(parsed.plain):
        formula = _of_shares(base, parsed, items)
    elif formula is None and not cues.CHANGE(parsed.plain):
        formula = _added_and_taken(parsed, items) or _multiplied(parsed, items)
    if formula is None:
        return None
    named = tuple({term.target.names or term.target.codes: term.target for term in formula.terms}.values())
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": named, "against": (), "measure_word": ""}
    supposed = [match.group() for one in (_SAVED, _HYPOTHETICAL) for match in one.finditer(parsed.text)]
    words = () if given else tuple(word for word in base.words if not any(word in each for each in supposed))
    return base.model_copy(update=update | {"per_head": "", "words": words})


def _plain(item: Target) -> Target:
    """支出 alone is all expenditure, not one of the names that it is part of."""
    return _TOTAL.model_copy(update={"text": item.text, "start": item.start}) if item.text in _ALL else item


def _gap(parsed: Parsed, one: Target, other: Target) -> str:
    """What stands between two items; 费 belongs to an item that a list shortens (水、电费)."""
    return parsed.text[one.start + len(one.text) : other.start].removeprefix("费")


def _added_and_taken(parsed: Parsed, items: Sequence[Target]) -> Formula | None:
    """A加B减去C, A不含B, 除B以外的A."""
    first = items[0]
    if len(items) == _PAIR and _BEFORE.search(parsed.text[: first.start]) and _AFTER.fullmatch(_gap(parsed, *items)):
        return Formula(steps="{0} - {1}", terms=(Term(target=items[1]), Term(target=first)))
    if len(items) == _PAIR and _BESIDES.fullmatch(_gap(parsed, *items)):
        return Formula(steps="{0} - {1}", terms=(Term(target=items[1]), Term(target=first)))
    if len(items) == 1 and _BEFORE.search(parsed.text[: first.start]):
        rest = parsed.text[first.start + len(first.text) :]
        whole = re.match(_AFTER.pattern + r"(?:总|全部)?(?:支出|预算|花)", rest)
        return Formula(steps="{0} - {1}", terms=(Term(target=_TOTAL), Term(target=first))) if whole else None
    steps, taken = "{0}", False
    for number, (one, other) in enumerate(itertools.pairwise(items), start=1):
        gap = _gap(parsed, one, other)
        minus = _MINUS.fullmatch(gap) is not None
        if not minus and not (_PLUS.fullmatch(gap)):
            return None
        taken |= minus
        minus = minus or (taken and "加" not in gap)  # 减去B和C: both are taken away; 减去B加C adds
        steps += f" {'-' if minus else '+'} {{{number}}}"
    if _GOES_ON.search(parsed.text, items[-1].start + len(items[-1].text)):
        return None  # 减去水费的两倍: a step more than these
    return Formula(steps=steps, terms=tuple(Term(target=item) for item in items)) if taken else None


def _times_more(parsed: Parsed, items: Sequence[Target]) -> Formula | None:
    """人员支出比公用支出多了多少倍: the difference over the second."""
    if len(items) != _PAIR or not _OVER.fullmatch(_gap(parsed, *items)):
        return None
    if _TIMES_MORE.match(parsed.text, items[1].start + len(items[1].text)) is None:
        return None
    return Formula(steps="({0} - {1}) / {1}", terms=tuple(Term(target=item) for item in items), unit="倍")


def _multiplied(parsed: Parsed, items: Sequence[Target]) -> Formula | None:
    """A的两倍, A的三分之一, A除以B."""
    if len(items) == _PAIR and _DIVIDED.fullmatch(_gap(parsed, *items)):
        return Formula(steps="{0} / {1}", terms=tuple(Term(target=item) for item in items), unit="倍")
    [item, *others] = items
    if not others and (saved := _SAVED.match(parsed.text, item.start + len(item.text))):
        return Formula(steps=f"{{0}} * {saved['percent']} / 100", terms=(Term(target=_bare(item)),))
    if not others and (moved := _HYPOTHETICAL.match(parsed.text, item.start + len(item.text))):
        return Formula(steps=_moved(moved), terms=(Term(target=_bare(item)),))
    end = item.start + len(item.text)
    if not others and (steps := _by_number(parsed.text, end)):
        return Formula(steps=steps, terms=(Term(target=item),))
    match = _TIMES.match(parsed.text, end)
    if match is None or others:
        return None
    if match["percent"]:
        steps = f"{{0}} * {match['percent']} / 100"
    elif match["half"]:
        steps = "{0} / 2"
    elif match["times"]:
        steps = f"{{0}} * {bounds.chinese_number(match['times'])}"
    else:
        steps = f"{{0}} * {bounds.chinese_number(match['above'])} / {bounds.chinese_number(match['below'])}"
    return Formula(steps=steps, terms=(Term(target=item),))


def _by_number(text: str, end: int) -> str:
    """The steps of 除以12, 乘以3 and 打八折 after an item that ends at `end`; "" for others."""
    if (number := _BY_NUMBER.match(text, end)) is not None:
        return f"{{0}} {'/' if number['over'] else '*'} {number['number']}"
    discount = _DISCOUNT.match(text, end)
    return f"{{0}} * {bounds.chinese_number(discount['tenths'])} / 10" if discount is not None else ""


_GIVEN: Final = re.compile(
    r"(?:按照?|以|[（(])[^，,。；;？?\d]{0,6}?(?P<number>[1-9]\d{0,7})\s*(?P<unit>个?(?:人|名|位|辆|台|户|家|天|个月|月|个))(?![^，,。；;？?）)]*[元万])"
)
_AVERAGED: Final = re.compile(
    "人均|户均|日均|月均|均摊|平均|每(?:一|个)?(?:人|名|辆|台|户|家|天|月)|一(?:辆|个人|人|台|户|家|天|个月)"
)


def _by_given(parsed: Parsed, item: Target) -> Formula | None:
    """人均多少（按52人算）: an amount over a number that the question itself gives."""
    given = _GIVEN.search(parsed.plain)
    if given is None or _AVERAGED.search(parsed.plain) is None:
        return None
    return Formula(steps=f"{{0}} / {given['number']}", terms=(Term(target=item),))


def _bare(item: Target) -> Target:
    """项目支出|压减10%: what is supposed of an item is no part of its name."""
    return item.model_copy(update={"loose": ()})


def _moved(match: re.Match[str]) -> str:
    """The item after the change that the question supposes: 提高10%, 翻番, 减半."""
    if match["percent"]:
        return f"{{0}} * (100 {'+' if match['up'] else '-'} {match['percent']}) / 100"
    return "{0} * 2" if match["double"] else "{0} / 2"


_OF_PROJECTS: Final = frozenset({"项目总额", "项目总金额", "项目合计", "项目资金", "项目总数", "全部项目", "所有项目"})


def _of_shares(base: Plan, parsed: Parsed, items: Sequence[Target]) -> Formula | None:
    """Shares of a sum, of two years, of two organizations, of changes."""
    shares = list(_SHARE.finditer(parsed.text))
    named = unnamed_whole(parsed)  # 占项目总额几成: of no total that is named so
    unlinked = named is not None and not named.names and all(item.start < named.start for item in items)
    unknown = other_part(parsed) is not None or unlinked or (named is not None and named.text in _OF_PROJECTS)
    if not shares or unknown or asked.SHARE_OF_GAP(parsed.text):
        return None
    parts = tuple(item for item in items if item.start < shares[0].start())
    rest = tuple(item for item in items if item.start > shares[0].start())
    if _changes(parsed, parts, rest):
        terms = (
            Term(target=parts[0]),
            Term(target=parts[0], back=1),
            Term(target=rest[0]),
            Term(target=rest[0], back=1),
        )
        return Formula(steps="({0} - {1}) / ({2} - {3}) * 100", terms=terms, unit="%")
    whole = rest[0] if rest else _TOTAL
    if len(parts) > 1 and not rest and _INSIDE.match(parsed.text, parts[0].start + len(parts[0].text)):
        whole, parts = parts[0], parts[1:]  # 总支出里，基本支出和项目支出一共占多少
    between = parsed.text[parts[0].start : shares[0].start()] if parts else ""
    apart = len(parts) > 1 and _ASKED.search(parsed.text, parts[0].start, parts[-1].start)  # 项目支出一共多少，甲占多少
    as_one = len(parts) > 1 and len({part.start for part in parts}) == 1  # 水电费: its parts
    summed = as_one or (_SUMMED.search(between) and not _EACH.search(parsed.text))
    if len(parts) > 1 and not apart and len(rest) <= 1 and summed:
        added = tuple(Term(target=item) for item in (*parts, whole))
        return Formula(steps=share_of_sum(len(parts)), terms=added, unit="%")
    of_group = _of_the_group(parts) if apart and not rest else _of_a_sum(parsed, parts, rest)
    if of_group is not None:
        return of_group
    if len(parts) == 1:
        return _two_shares(base, parsed, (parts[0], whole), rest)
    return None


def _of_a_sum(parsed: Parsed, parts: Sequence[Target], rest: Sequence[Target]) -> Formula | None:
    """会议费占会议费、培训费总和的比重: the whole is the sum of what is named after 占."""
    if len(parts) != 1 or len(rest) < _PAIR:
        return None
    after = parsed.text[rest[-1].start + len(rest[-1].text) :]
    gaps = [_gap(parsed, one, other) for one, other in itertools.pairwise(rest)]
    joined = all(not gap or _PLUS.fullmatch(gap) for gap in gaps)  # 会议费培训费总和
    added = all(_ADDED.search(_gap(parsed, one, other)) for one, other in itertools.pairwise(rest))
    if not joined or not (added or _SUM_OF.match(after)):
        return None
    terms = tuple(Term(target=item) for item in (*parts, *rest))
    return Formula(steps=f"{{0}} / ({sum_of(len(rest), 1)}) * 100", terms=terms, unit="%")


def _of_the_group(parts: Sequence[Target]) -> Formula | None:
    """离退休费一共多少，离休占多少: the share of one of those that are added up before, in their sum."""
    *group, last = parts
    place = next((n for n, one in enumerate(group) if _one_item(one, last)), None)
    if len(group) < _PAIR or place is None:
        return None
    steps = f"{{{place}}} / ({sum_of(len(group))}) * 100"
    return Formula(steps=steps, terms=tuple(Term(target=item) for item in group), unit="%")


def _one_item(one: Target, other: Target) -> bool:
    """Whether two targets name one item, by its codes or by its name."""
    known = [[account(code) for code in each.codes] for each in (one, other)]
    names = [
        {*each.names, *(own.name for own in accounts if own is not None)}
        for each, accounts in zip((one, other), known, strict=True)
    ]
    return one.measure == other.measure and bool(names[0] & names[1])


_ADDED: Final = re.compile("加|[+＋]")  # 占甲加乙的比例
_SUM_OF: Final = re.compile(
    "费?(?:这)?(?:[两二三四五六]|几)?(?:项|者|个|类|块)?(?:的)?(?:合计|总和|之和|总额|加起来|一共|的和|合起来|总数)"
)


def _changes(parsed: Parsed, parts: Sequence[Target], rest: Sequence[Target]) -> bool:
    return len(parts) == len(rest) == 1 and all(
        _CHANGE_OF.match(parsed.text, item.start + len(item.text)) for item in (*parts, *rest)
    )


def _two_shares(base: Plan, parsed: Parsed, one: tuple[Target, Target], rest: Sequence[Target]) -> Formula | None:
    """The share of one item in two years or in two organizations, or the shares of two items, and their difference."""
    pairs: tuple[tuple[Term, Term], tuple[Term, Term]]
    if _one_item(*one):
        return None  # what an item is of itself
    own = (Term(target=one[0]), Term(target=one[1]))
    organizations, years = base.selection.organizations, sorted(base.selection.years, reverse=True)
    if len(rest) in (_PAIR, _TWO_SHARES) and re.search("比(?![例重率较])", _gap(parsed, rest[0], rest[1])):
        other = rest[2] if len(rest) == _TWO_SHARES else rest[0]
        pairs = (own, (Term(target=rest[1]), Term(target=other)))
    elif len(rest) > 1:
        return None
    elif len(years) == _PAIR and (_MOVED.search(parsed.plain) or cues.DIFFERENCE(parsed.plain)):
        pairs = _in_both(own, "year", years)
    elif len(organizations) == _PAIR and parsed.named == _PAIR and re.search("差|百分点|高多少|低多少", parsed.plain):
        pairs = _in_both(own, "organization", organizations)
    elif len(years) < _PAIR and _MOVED.search(_IN_POINTS.sub("占", parsed.plain)) and not _LEVELS.search(parsed.plain):
        pairs = _in_both(own, "back", (0, 1))
    else:
        return None
    (a, b), (c, d) = pairs
    return Formula(steps="({0} / {1} - {2} / {3}) * 100", terms=(a, b, c, d), unit="百分点")


_IN_POINTS: Final = re.compile(  # a share, told in points
    "占(?:(?!比(?![重例率])|[变升降增减较]|提高|同比)[^，,。；;？?]){0,14}?(?:多少|几)个?(?:百分)?点"
)
_LEVELS: Final = re.compile("增加额|减少额|[，,]")  # a share and a change, asked for one after the other


def _in_both(own: tuple[Term, Term], field: str, values: Sequence[int]) -> tuple[tuple[Term, Term], tuple[Term, Term]]:
    first, second = (tuple(term.model_copy(update={field: value}) for term in own) for value in values)
    return (first[0], first[1]), (second[0], second[1])
