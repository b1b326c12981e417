"""Parts and wholes that a short question names (所问之部分与整体): 各占总支出多少, 除了劳务费还剩多少, 事业单位的呢."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.of_one import ASKED, END, THEN, item_of
from assistant.conversation.one_by_one import each_asked, run_of, said_number
from assistant.plan import Operation
from assistant.understand.choosing.lists import is_fund
from assistant.understand.words import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_PAIR: Final = 2


_CARRIED_ONE: Final = re.compile(
    rf"{THEN}(?:还有)?(?:(?:20)?\d{{2}}年|去年|上年|往年|以前年度)?(?:的)?结转(?:过来|下来|来)?的?(?:那|这)?(?:个|笔|项|部分|块)?(?:的)?(?:项目|钱)?{ASKED}{END}"
)
_OF_A_YEAR: Final = re.compile(r"(?:20)?\d{2}年(?:度)?")


def carried_namesake(ledger: Ledger, text: str, last: Plan) -> str:
    """24年结转的那个呢, after a project of which another of that name is carried over: 24年地方文献数字化."""
    if _CARRIED_ONE.fullmatch(text) is None or len(last.targets) != 1 or last.across:
        return ""
    names, place = {*last.targets[0].names}, last.selection
    sources = [
        one
        for one in ledger.loaded.of(place.organizations)
        if (not place.years or one.year in place.years) and (not place.kind or one.kind == place.kind)
    ]
    projects = {one.name for source in sources for one in ledger.projects(source.ids)}
    alike = sorted(name for name in projects - names if _OF_A_YEAR.sub("", name, count=1) in names & projects)
    return f"{alike[0]}是多少" if len(alike) == 1 else ""


def part_or_whole(text: str, own: Plan, earlier: Sequence[Plan]) -> str:
    """That question in full; "" where it names neither a part nor a whole of what was asked for before."""
    last = earlier[-1]
    found = (
        _each_left(text, last)
        or _of_fund(text, own, earlier)
        or _each_share(text, earlier)
        or _besides(text, last)
        or _part_of_what(text, own, last)
    )
    return found or _share_of_earlier(text, own, earlier) or _sibling(text, own, last)


_LEFT_OF_EACH: Final = re.compile(
    rf"{THEN}(?:它们|他们|这些|这几个)?(?:项目|科目)?(?:都|还|又)*(?:(?:各自?|分别|每个)(?:都|还|又)*)"
    rf"(?:剩|结余|节余|没(?:有)?(?:花|用)完)(?:下|余|了|的)*(?:有|是)?(?:多少|几)?(?:钱|万元?|资金)?(?:呢)?{END}"
)


def _each_left(text: str, last: Plan) -> str:
    """各剩多少, after a list of projects: what each of them leaves of its budget."""
    listed = last.operation in (Operation.FILTER, Operation.COUNT, Operation.RANK) and not last.across
    projects = listed and cues.PROJECTS(last.question)
    return "各项目还剩多少" if projects and _LEFT_OF_EACH.fullmatch(text) is not None else ""


_PAID_BY: Final = frozenset({"项目支出", "基本支出"})
_FUND_WITHIN: Final = re.compile(rf"{THEN}(?:其中|里面|当中)的?")


def _of_fund(text: str, own: Plan, earlier: Sequence[Plan]) -> str:
    """其中财政拨款安排多少，自有资金占多少, after 项目支出: what that fund pays of it, and not of all expenditure."""
    if len(own.targets) != 1 or not is_fund(own.targets[0]) or own.against:
        return ""
    back = [one for one in reversed(earlier) if not (len(one.targets) == 1 and is_fund(one.targets[0]))][:1]
    last = back[0] if back else None
    item = item_of(last) if last is not None else ""
    inside = _FUND_WITHIN.match(text) is not None or (bool(item) and last is not earlier[-1])
    if last is None or not item or not {*last.targets[0].names} <= _PAID_BY or not inside:
        return ""
    rest = _FUND_WITHIN.sub("", text, count=1).strip("，, ")
    if own.operation is Operation.RATIO:
        return f"{own.targets[0].text}占{item}的比重是多少"
    return f"{item}里{rest}" if own.operation is Operation.LOOKUP else ""


_EACH_SHARE: Final = re.compile(
    rf"{THEN}(?:它们|他们|(?:这|那)?[两三四五](?:个|项|者|样|笔|块))?的?"
    rf"(?:(?:各自?|分别)占(?P<whole>[^，,。；;？?多少几百比]{{0,12}}?)的?(?:多少|几成|百分之几|比例|比重|多大比[例重])(?:是多少)?"
    rf"|(?:占比|比重|比例)(?:各(?:自)?|分别)(?:是|为|有)?(?:多少|多大)|(?:各自?|分别)的?(?:占比|比重)(?:是|为)?(?:多少|多大)?)(?:呢)?{END}"
)


def _each_share(text: str, earlier: Sequence[Plan]) -> str:
    """各占总支出多少, after items that were asked for together or one by one: the share of each of them."""
    asks, last = _EACH_SHARE.fullmatch(text), earlier[-1]
    if asks is None or last.across or last.operation is Operation.RANK:
        return ""
    number = said_number(text)
    several = [target.text for target in last.targets] if len(last.targets) > 1 else []
    items = several or [one.targets[0].text for one in run_of(earlier)][-(number or _PAIR) :]
    apart = len({*items}) == len(items) and len(items) > 1 and number in (0, len(items)) and all(items)
    return f"{'、'.join(items)}各占{asks['whole'] or '支出总计'}的比重是多少" if apart else ""


_SHARE_OF_EARLIER: Final = re.compile(
    rf"(?P<head>{THEN}(?:[^，,。；;？?占]{{2,12}})?占)(?P<whole>[^，,。；;？?多少几百比其它这那]{{2,8}}?)的?(?=多少|几成|百分之|比例|比重|多大)"
)


def _share_of_earlier(text: str, own: Plan, earlier: Sequence[Plan]) -> str:
    """占预留的几成, after 给中小企业预留多少: the whole is what was asked for in those words."""
    share = _SHARE_OF_EARLIER.match(text)
    if share is None or any(target.names and target.text in share["whole"] for target in (*own.targets, *own.against)):
        return ""
    items = [target.text for one in reversed(earlier) for target in one.targets if share["whole"] in target.text]
    return f"{text[: share.start('whole')]}{items[0]}的{text[share.end() :]}" if items else ""


_SIBLINGS: Final = (
    ("行政单位", "事业单位"), ("人员", "公用"), ("年初", "年末"), ("货物", "工程", "服务"), ("收入", "支出"),
)  # fmt: skip
_SIBLING: Final = re.compile(rf"{THEN}(?P<word>[一-龥]{{2,4}}?)的?(?:{ASKED}){END}")


def _sibling(text: str, own: Plan, last: Plan) -> str:
    """事业单位的呢, after 行政单位医疗: 事业单位医疗."""
    word, item = _SIBLING.fullmatch(text), item_of(last)
    if word is None or not item or any(target.text != word["word"] for target in own.targets):
        return ""
    others = next((group for group in _SIBLINGS if word["word"] in group), ())
    spoken = [one for one in others if one != word["word"] and one in item]
    return f"{item.replace(spoken[0], word['word'])}是多少" if len(spoken) == 1 and word["word"] not in item else ""


_PART_OF_WHAT: Final = re.compile(
    rf"{THEN}(?P<what>[^，,。；;？?占是]{{2,12}}?)的(?P<share>[几百千万]分之(?:几|多少)|几成|(?:几|多少)倍)(?:呢)?{END}"
)


_OF_IT: Final = re.compile(
    rf"{THEN}(?P<what>[^，,。；;？?它其占]{{2,12}}?)(?:是|为|相当于)(?:它|其)的?(?P<share>[几百千万]分之(?:几|多少)|几成|(?:几|多少)倍)(?:呢)?{END}"
)


def _part_of_what(text: str, own: Plan, last: Plan) -> str:
    """人员经费的几分之几, after an item: what part the item is of that."""
    part, item = _PART_OF_WHAT.fullmatch(text), item_of(last)
    if item and (of_it := _OF_IT.fullmatch(text)) is not None and item not in of_it["what"]:
        return f"{of_it['what']}是{item}的{of_it['share']}"  # 项目支出是它的几倍
    of_other = part is not None and any(target.text == part["what"] for target in (*own.targets, *own.against))
    return f"{item}是{part['what']}的{part['share']}" if part is not None and of_other and item else ""


_BESIDES_PART: Final = re.compile(
    rf"{THEN}(?:除了?|除去|除开|扣除|扣掉|减去|刨去|去掉|不算)(?P<part>[^，,。；;？?]{{2,12}}?)(?:以外|之外|外)?[，,]?(?:还?剩|还有|剩下|其他|其余)"
)


def _besides(text: str, last: Plan) -> str:
    """除了劳务费还剩多少, after 商品和服务支出里劳务费多少: what is left of the one that it is within."""
    part = _BESIDES_PART.match(text)
    within = last.operation in (Operation.LOOKUP, Operation.RATIO) and not last.across
    items = (*last.against, *last.targets) if last.operation is Operation.RATIO else last.targets
    whole, *others = items or (None,)
    if part is None or not within or whole is None or len(others) != 1 or len(each_asked(last)) > 1:
        return ""
    return f"{whole.text}{text.strip('，, ')}" if others[0].text == part["part"] else ""
