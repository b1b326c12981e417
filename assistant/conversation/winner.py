"""What comes first in an order, spoken of afterwards (说到名次之首): 最大的是哪项，占几成."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.conversation.one_by_one import of_run
from assistant.plan import Operation
from assistant.understand.words import asked, cues
from assistant.understand.words.bounds import chinese_number
from assistant.understand.words.gaps import with_first_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Answer, Figure
    from assistant.plan import Plan

_PAIR: Final = 2
_OF_IT: Final = re.compile(r"[\s，,]*(?:它|其|该项?|这一?[项个笔类])?的?(?:占|比|较)")
_BRACKETED: Final = re.compile("（(?:[^（）]|（[^（）]*）)*）$")
_POINTS: Final = re.compile(
    r"[\s，,]*(?:那|那么)?(?:它|其(?![他余中])|该(?:单位|部门|局|项目?|科目)|这(?:家|个单位|个部门|一?项|个科目|个项目)|这里)的?"
)
_SHARE_OF_WHOLE: Final = re.compile(
    "占(?:它|其|这|总[额数体])?的?(?:比(?![例重]))?(?:呢[?？]?$)?(?=多少|几|百分|比|是|有|$)"
)
_GOING_ON: Final = frozenset({Operation.RATIO, Operation.CHANGE, Operation.REASON, Operation.COMPLETION})
_YEAR: Final = re.compile(r"^20\d\d年(?:(?:年初|调整|全年)?预算数?|执行数|决算数?)?")
_GAP: Final = re.compile("(?:增加|减少|增长|下降)[额率]$")


def refers_to_winner(part: Plan, before: Plan) -> bool:
    """哪项最多，占总数几成: whether a part is asked of the one that comes first in the order asked for before it."""
    ranked = before.operation is Operation.RANK and part.operation is not Operation.RANK
    if part.position:
        return False  # 第二个呢: another place of that order
    return ranked and (not part.targets or _OF_IT.match(part.question) is not None)


def of_the_winner(part: str, ranked: Answer, *, final: bool = True) -> str:
    """Such a part with the name of what came first; as it is where nothing, or several, did.

    Of several items that are named a part that is not the `final` one may speak of all: a later one adds them up.
    """
    across = bool(ranked.plan.get("across"))
    same = len({figure.label for figure in ranked.figures}) == 1 and not across  # first in each of several documents
    alone = _most_of_named(ranked) if final and ranked.plan.get("named") and not across else None
    if ranked.status != "answered" or not (alone or len(ranked.figures) == 1 or same):
        return part
    first, asked_of_it = alone or ranked.figures[0], part.strip("，, ")
    whole = [one["text"] for one in ranked.plan.get("targets", ())]
    if whole and not across and not ranked.plan.get("named") and not ranked.plan.get("rated"):
        asked_of_it = _share_of(asked_of_it, whole[0])  # of what the list is of
    return f"{first.organization if across else ''}{_BRACKETED.sub('', first.label)}{asked_of_it}"


def _most_of_named(ranked: Answer) -> Figure | None:
    """The one of several named items that comes first: 货物、工程、服务哪类最多，占几成."""
    least = bool(ranked.plan.get("ascending"))
    ordered = sorted((one for one in ranked.figures if not one.derived), key=_amount, reverse=not least)
    apart = len(ordered) == 1 or (len(ordered) > 1 and _amount(ordered[0]) != _amount(ordered[1]))
    return ordered[0] if apart else None


def speaks_of_winner(own: Plan, before: Plan) -> bool:
    """Whether a later question is asked of what came first: 占它的多少, 比上年增加多少, 它的三公经费呢."""
    ordered = before.operation is Operation.RANK or (before.listed and _puts_one_first(before.question))
    several = before.top > 1 and not before.position
    if before.operation is Operation.FILTER and not before.across:  # 结转的项目是哪个, 花完了吗: of the only one
        spent = own.operation is Operation.DIFFERENCE and asked.OVERRUN(own.question)
        plain = not own.unknown and not own.selection.organizations and not any(one.start >= 0 for one in own.targets)
        return plain and (spent or _POINTS.match(own.question) is not None)
    if not ordered or several or own.unknown or own.selection.organizations or own.position:
        return False
    if _POINTS.match(own.question):
        return True
    if cues.PURPOSE(own.question) and not own.targets and not before.across:  # 用来干什么的
        return True
    if not before.across and asked.BARE_BEFORE(own.question):
        return True
    left = own.operation is Operation.DIFFERENCE and asked.OVERSPENT(own.question)  # 还剩多少没花
    return (
        not before.across
        and (left or own.operation in _GOING_ON)
        and (not own.targets or bool(_OF_IT.match(own.question)))
    )


def _puts_one_first(question: str) -> bool:
    """哪项涨得最多, 哪个项目剩得最多."""
    return asked.MOST_CHANGED(question) or (asked.WHICH_LEFT(question) and "最" in question)


def asked_of_winner(text: str, before: Plan, ranked: Answer) -> str:
    """That question with the name of what came first in it; as it is where nothing did, or several."""
    first = _first(before, ranked)
    if first is None:
        return text
    rest = _POINTS.sub("", text, count=1).strip("，, ")
    if asked.BARE_BEFORE(rest):
        rest = "比上年增减多少"
    if before.across:
        return f"{first.organization}{first.year or ''}{'年' if first.year else ''}{rest}"
    name = _GAP.sub("", _YEAR.sub("", _BRACKETED.sub("", first.label)))
    if before.targets and not before.named:
        rest = _share_of(rest, before.targets[0].text)
    return f"{name}{rest}"


def _share_of(text: str, whole: str) -> str:
    """占比, 占多少, of that whole."""
    named = _SHARE_OF_WHOLE.sub(f"占{whole}的", text, count=1)
    return f"{named}比重是多少" if named != text and named.endswith("的") else named


_PLACE: Final = re.compile(r"第([一二三四五六七八九十]|\d{1,2})(?:个|名|项|位|大|多|高|贵)?(?:的)?(?:项目|科目)?")
_LEADING: Final = re.compile(r"前([两二三四五六])(?:个|名|项|位|者)?(?=的|加|合|总|一共|相?差|占|之和)")
_THOSE: Final = re.compile(
    r"(?:这|那)?([两二三四五六])(?:个|项|者|样|笔)(?:项目|科目)?(?=加|合|总|一共|相加|之和|共|占)"
)
_ALL: Final = re.compile(
    r"[\s，,]*(?:那|那么)?(?:它们|他们|这些|那些|[这那]?几[个项])?的?(?:金额|资金|预算)?"
    r"(?P<rest>平均(?:每|一)?[个项]?(?:项目)?(?:是|要|花|有)?多少(?:钱|万元|万|元)?[?？。，,]?|(?:加起来|合起来|合计|一共|总共|加总|总计|共)(?:的?金额)?(?:占.+|(?:是|有|为)?多少(?:钱|万元|万|元)?[?？。，,]?))"
)
_ITS_SHARE: Final = re.compile(r"[\s，,]*(?:(?P<each>分别|各自?)的?)?(?P<rest>占.+)")
_LEADING_SHARE: Final = re.compile(
    r"(?P<list>.*(?:(?:最[大多高]的?|前)(?:[两二三四五六七八九十]|\d{1,2})[^占，,。；;？?]{0,4}(?:项目|科目)"
    r"|(?:项目|科目)(?:里|中|当中|里面|里头)(?:最[大多高]的?|前)(?:[两二三四五六七八九十]|\d{1,2})[个项笔大名]?))"
    r"(?:的?(?:金额|资金|预算))?(?P<rest>(?:一共|总共|合计|加起来|合起来|总计|共)?占.+)"
)
_FIRST_SHARE: Final = re.compile(
    r"(?P<list>[^，,。；;？?]*最[大多高贵]的?(?:那|这)?(?:一)?[个项笔]?(?:采购|绩效)?(?:项目|科目))(?:的?(?:金额|资金|预算))?(?P<rest>占[^，,。；;？?]+[？?]?)"
)
_LISTS: Final = frozenset({Operation.RANK, Operation.FILTER})
_MOST_LISTED: Final = 12  # items of a list that are taken together


def leading_share(text: str) -> tuple[str, str]:
    """最大的三个项目|一共占项目支出多少: the list, and what is asked of it; two times "" for any other question."""
    if (first := _FIRST_SHARE.fullmatch(text)) is not None:
        return first["list"], first["rest"]
    match = _LEADING_SHARE.fullmatch(text)
    if match is None:
        return "", ""
    rest = match["rest"]
    return match["list"], f"合计{rest}" if rest.startswith("占") else rest


def _speaks_of_all(text: str, before: Plan) -> bool:
    """加起来占项目支出几成, 合计多少: of all that the list before shows; a list without an order tells its own sum."""
    several = before.operation is Operation.RANK and before.top > 1 and not before.position
    rest = _of_all(text, before.question, ranked=several)
    if rest is None:
        return False
    told = "占" in rest["rest"] or rest["rest"].startswith("平均")
    return several or told


def _of_all(text: str, listed: str, *, ranked: bool) -> re.Match[str] | None:
    """What is asked of all that a list shows; 占几成 alone where several came first, or their sum was asked for."""
    return _ALL.fullmatch(text) or (_ITS_SHARE.fullmatch(text) if ranked or cues.SUM(listed) else None)


def speaks_of_places(own: Plan, before: Plan) -> bool:
    """Whether a question is asked of several places of a list, or of what one of them is to something else."""
    if before.operation is Operation.COMPOSITION and not before.across and not own.selection.organizations:
        # 第二个占多少, after the parts of a whole
        return len(_PLACE.findall(own.question)) == 1 and own.operation in _GOING_ON and not own.unknown
    if before.operation not in _LISTS or before.across or own.unknown or own.selection.organizations:
        return False
    if _speaks_of_all(own.question, before):
        return True
    places = len(_PLACE.findall(own.question))
    those = _THOSE.search(own.question)
    if those is not None and before.operation is Operation.RANK and before.top == chinese_number(those[1]):
        return True
    moved = own.operation is Operation.LOOKUP and bool(own.selection.years or own.selection.kind)  # 第三个去年多少
    one = places == 1 and (own.operation in _GOING_ON or moved)
    return places > 1 or _LEADING.search(own.question) is not None or one


def last_place(text: str) -> int:
    """The last of the places that a question names; 0 where it names none."""
    return max((chinese_number(place) or 0 for place in _PLACE.findall(text) + _LEADING.findall(text)), default=0)


def asked_of_places(text: str, listed: Answer) -> str:
    """That question with the names that stand at those places; as it is where the list has no such place."""
    printed = [figure for figure in listed.figures if not figure.derived] or listed.supporting  # 有几个，合计占几成
    names = [_BRACKETED.sub("", figure.label) for figure in printed if not figure.derived]
    names = names[1:] if listed.plan.get("operation") == Operation.COMPOSITION else names  # without the whole
    whole = [one["text"] for one in listed.plan.get("targets", ())] if not listed.plan.get("named") else []
    ranked = listed.plan.get("operation") == Operation.RANK and int(listed.plan.get("top", 0)) > 1
    if (rest := _of_all(text, str(listed.plan.get("question", "")), ranked=ranked)) is not None:
        few = listed.status == "answered" and 1 < len(names) <= _MOST_LISTED
        asked_for = _share_of(rest["rest"], whole[0]) if whole else rest["rest"]
        of_each = re.search("各|分别", str(listed.plan.get("question", ""))) and rest["rest"].startswith("占比")
        if rest.groupdict().get("each") or of_each:  # 前三名各多少，占比多少
            asked_for = f"各{asked_for}"
        elif asked_for.startswith("占"):
            asked_for = f"合计{asked_for}"
        elif asked_for.startswith("平均"):
            asked_for = "平均多少"
        return f"{'、'.join(names)}{asked_for}" if few else text
    those = _THOSE.search(text)
    if those is not None and not _LEADING.search(text) and not _PLACE.search(text):
        summed = "合计" if text[those.end() :].startswith("占") and not re.search("各|分别", text) else ""
        return _THOSE.sub("、".join(names) + summed, text) if len(names) == chinese_number(those[1]) else text
    numbers = [chinese_number(place) or 0 for place in _PLACE.findall(text) + _LEADING.findall(text)]
    if listed.status != "answered" or not all(0 < number <= len(names) for number in numbers):
        return text
    if whole:  # of what the list is of
        text = _share_of(text, whole[0])
    together = "" if re.search("各|分别", text) else "合计"  # 前三名占多少
    text = re.sub(
        rf"{_LEADING.pattern}(?=占)", lambda place: "、".join(names[: chinese_number(place[1])]) + together, text
    )
    text = _LEADING.sub(lambda place: "、".join(names[: chinese_number(place[1])]), text)
    return _PLACE.sub(lambda place: names[(chinese_number(place[1]) or 1) - 1], text)


_EXTREME: Final = re.compile(
    r"\s*(?:那|那么|其中)?最(?P<end>[大小多少高低贵])的?(?:那|这)?(?:一)?[个项笔]?(?:项目)?的?(?=占|比|较)"
)


def extreme_asked(text: str, before: Plan) -> tuple[Plan, str] | None:
    """最大的占几成, after a list: the list in that order, and what is asked of what comes first in it."""
    match = _EXTREME.match(text)
    listed = before.operation in (*_LISTS, Operation.COMPOSITION)
    if match is None or not listed or before.across or before.rated:
        return None
    ascending = match["end"] in "小少低"
    order = {"operation": Operation.RANK, "top": 1, "position": 0, "ascending": ascending, "listed": False}
    return before.model_copy(update=order), text[match.end() :]


_BOTH_OF_THEM: Final = re.compile("(?:这|那)?两(?:家|个(?:单位|部门|局)?|者)(?:之间)?|(?:它们|他们)(?:之间)?")
_OF_BOTH: Final = re.compile(
    r"\s*(?:那|那么)?(?P<rest>(?:加起来|合起来|合计|一共|总共|相?差)(?:是|有|了)?(?:多少|几)?(?:钱|万元?)?(?:呢)?[?？。]?)"
)
# 多多少, after 谁的人员经费多 of two organizations
_GAP_OF_BOTH: Final = re.compile(
    r"\s*(?:那|那么)?(?:[多少高低]|多出|高出|领先)(?:了|出)?(?:多少|几)(?:钱|万元?)?(?:呢)?[?？。]?"
)


def first_two_asked(text: str, before: Plan) -> Plan | None:
    """两家差多少, after the second of several organizations in an order: that order, its first two."""
    pair = len(before.selection.organizations) == _PAIR and len(before.selection.years) < _PAIR
    second = before.operation is Operation.RANK and before.across and (pair or _PAIR in (before.position, before.top))
    named = _BOTH_OF_THEM.match(text.removeprefix("那")) is not None or (pair and _GAP_OF_BOTH.fullmatch(text))
    bare = (pair or before.top == _PAIR) and _OF_BOTH.fullmatch(text) is not None
    asks = (named or bare) and len(before.targets) == 1
    return before.model_copy(update={"top": _PAIR, "position": 0}) if second and asks else None


def asked_of_first_two(text: str, ranked: Answer) -> str:
    """That question with the names of the first two; as it is where there are not two."""
    names = list(dict.fromkeys(figure.organization for figure in ranked.figures if not figure.derived))
    if ranked.status != "answered" or len(names) != _PAIR or not all(names):
        return text
    if _GAP_OF_BOTH.fullmatch(text):
        return "和".join(names) + "差多少"
    if (bare := _OF_BOTH.fullmatch(text)) is not None:
        return "和".join(names) + bare["rest"]
    return _BOTH_OF_THEM.sub("和".join(names), text, count=1)


_HIGHEST: Final = "哪个最高"
_EXTREMES: Final = re.compile(
    r"\s*(?:那|那么)?最[多高大贵]的(?:那?一?[个项家笔])?(?:比|和|跟|与)最[少低小]的(?:那?一?[个项家笔])?(?P<rest>.+)"
)


def extremes_asked(text: str, before: Plan) -> Plan | None:
    """最多的比最少的多多少, after an order: all of that order."""
    asks = before.operation is Operation.RANK and not before.rated and _EXTREMES.fullmatch(text) is not None
    return before.model_copy(update={"top": 0, "position": 0, "ascending": False}) if asks else None


def extremes_of_run(text: str, own: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """最高的比最低的多多少, after figures that were asked for one by one: all of them, in order."""
    if _EXTREMES.fullmatch(text) is None:
        return None
    ranked = of_run(own.model_copy(update={"question": _HIGHEST}), earlier)
    return (
        ranked.model_copy(update={"top": 0, "position": 0}) if ranked and ranked.operation is Operation.RANK else None
    )


def asked_of_extremes(text: str, ranked: Answer) -> str:
    """That question with the names of the first and the last; as it is where there are no two."""
    asks, printed = _EXTREMES.fullmatch(text), [figure for figure in ranked.figures if not figure.derived]
    if asks is None or ranked.status != "answered" or len(printed) < _PAIR:
        return text
    ordered = sorted(printed, key=_amount, reverse=True)
    names = [one.organization if ranked.plan.get("across") else _BRACKETED.sub("", one.label) for one in ordered]
    return f"{names[0]}比{names[-1]}{asks['rest']}" if names[0] != names[-1] else text


_ONE_OF_TWO: Final = re.compile(
    r"(?:(?P<more>[多高大贵])|[少低小])的(?:那|这)?一?(?:个|项|家|笔)?(?=是|比(?!例|重)|占|呢|的|去年|上年|20\d\d年|$)"
)


def of_two_asked(text: str, before: Plan) -> bool:
    """Whether 大的那个 and 小的 are spoken of, after two items or two organizations were set against one another."""
    plain = before.operation is Operation.DIFFERENCE and not before.points and len(before.selection.stages) < _PAIR
    several = len(before.selection.organizations) if before.across else len(before.targets)
    pointed = _ONE_OF_TWO.search(text) or (_POINTS.match(text) and cues.WHO(before.question))  # 谁多, 它占多少
    return plain and several == _PAIR and len(before.selection.years) < _PAIR and bool(pointed)


def asked_of_two(text: str, compared: Answer) -> str:
    """That question with the names of the larger and the smaller; as it is where they are the same."""
    printed = [figure for figure in compared.figures if not figure.derived]
    if compared.status != "answered" or len(printed) != _PAIR or _amount(printed[0]) == _amount(printed[1]):
        return text
    across = bool(compared.plan.get("across"))
    larger, smaller = sorted(printed, key=_amount, reverse=True)
    names = [one.organization if across else one.label.rpartition(" ")[2] for one in (larger, smaller)]
    if _ONE_OF_TWO.search(text) is None:
        least = _LESS.search(str(compared.plan.get("question", ""))) is not None
        return _POINTS.sub(names[1] if least else names[0], text, count=1)
    return _ONE_OF_TWO.sub(lambda one: names[0] if one["more"] else names[1], text)


_LESS: Final = re.compile(
    r"(?:谁|哪[个家边项]?|哪一[个家项]|更|比较)[^，,。；;？?]{0,12}?[少低小](?![^，,。；;？?]{0,6}[多高大])"
)


_NEXT: Final = re.compile(
    r"\s*(?:那|那么)?(第(?:[一二三四五六七八九十]|\d{1,2})(?:个|名|项|位|大|多|高|贵)?)(?:的)?呢?[?？。]?\s*"
)


def order_pointed_into(plan: Plan, earlier: Sequence[Plan]) -> Sequence[Plan]:
    """第二名呢: up to the list before, or to the order of organizations that what was asked since goes on from."""
    if not plan.position or plan.targets or plan.selection.organizations:
        return ()
    lists = (*_LISTS, Operation.COMPOSITION)
    place = next((at for at in reversed(range(len(earlier))) if earlier[at].operation in lists), None)
    whole = place is not None and (place == len(earlier) - 1 or earlier[place].across)
    return earlier[: place + 1] if place is not None and whole else ()


def at_next_place(own: Plan, earlier: Sequence[Plan]) -> str:
    """第二个呢, after what was asked of the first of a list: the same, of the second; "" for any other question."""
    listed, last = earlier[-2:]
    place = _NEXT.fullmatch(own.question)
    if (
        place is None
        or listed.operation not in (*_LISTS, Operation.COMPOSITION)
        or listed.across
        or last.operation not in _GOING_ON
    ):
        return ""
    name = last.targets[0].text if last.targets else ""
    return last.question.replace(name, place[1], 1) if name and name in last.question else ""


def _first(before: Plan, ranked: Answer) -> Figure | None:
    """The figure of what came first; None where there is none, or two are the same."""
    if ranked.status != "answered" or not ranked.figures:
        return None
    if before.listed:
        return ranked.figures[0]
    if before.operation is Operation.FILTER:
        return ranked.figures[0] if len({one.label for one in ranked.figures}) == 1 else None
    ordered = sorted(ranked.figures, key=_amount, reverse=not before.ascending)
    alone = len(ordered) == 1 or _amount(ordered[0]) != _amount(ordered[1])
    return ordered[0] if alone else None


def _amount(figure: Figure) -> Decimal:
    return Decimal(figure.yuan or figure.value)


def places_set_apart(plan: Plan, last: Plan) -> Plan | None:
    """最高的比最低的多多少, 比第二名多多少, after an order: between two of its places."""
    text = with_first_place(plan.question, ascending=last.ascending)
    if last.operation is not Operation.RANK or not text or plan.selection.organizations or plan.selection.years:
        return None
    asked_in_full = f"{last.question.rstrip('，,、;；?？。 ')} {text}"
    return last.model_copy(update={"question": asked_in_full, "top": 0, "position": 0})
