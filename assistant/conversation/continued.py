"""A question that goes on from others, in full (补全后问): 基本支出里呢, 预算多少, 比去年呢, 变化了多少."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.of_one import ASKED as _ASKED
from assistant.conversation.of_one import BARE_SHARE as _BARE_SHARE
from assistant.conversation.of_one import END as _END
from assistant.conversation.of_one import THEN as _THEN
from assistant.conversation.of_one import TOTALS, as_one, item_of, of_one_item, of_term, topic
from assistant.conversation.one_by_one import each_asked, said_number
from assistant.conversation.parts import carried_namesake, part_or_whole
from assistant.conversation.siblings import most_of_listed, of_like_name, of_project_before, spent_of_item
from assistant.conversation.stages import (
    against_budget,
    at_point_of,
    least_rated,
    of_stage,
    of_year_and_stage,
    point_over,
    saved_rate,
    times_then,
)
from assistant.plan import Operation
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan, Target

_WITHIN_WHAT: Final = re.compile(
    rf"{_THEN}(?:我(?:说|问|要|指|想问|想要)的?(?:就)?是|(?:是|要|看|按)?)(?:在)?(?P<what>[^，,。；;？?其这那]{{2,14}}?)"
    rf"(?:(?:里面|里头|里|当中|中)(?:的|有)*(?:呢|(?:是|有)?多少(?:钱|呢)?)|(?:里面|里头|里|当中|中)的(?:那)?(?:个|项|部分|一?块|笔)?(?:呢)?){_END}"
)
_OTHER: Final = r"(?:[^，,。；;？?\d这那它其年哪还]|其[他余]|年(?=[金终]))"  # 职业年金 is no year
_BARE: Final = re.compile(rf"{_THEN}(?P<what>(?:{_OTHER}|还){{2,14}}?)呢{_END}")
_ALSO: Final = re.compile(rf"{_THEN}(?:还有|以及|再看看?)?(?P<what>{_OTHER}{{2,14}}?){_END}")
_SHARE: Final = re.compile(rf"{_THEN}(?P<share>占[^，,。；;？?多少几百]{{2,12}}?)(?:的)?(?:呢|比例|比重)?{_END}")
_ITEM_SHARE: Final = re.compile(
    rf"{_THEN}(?P<share>[^，,。；;？?占]{{2,12}}占(?!比)[^，,。；;？?多少几百比]{{2,12}}?){_END}"
)
_OF_IT: Final = re.compile(rf"{_THEN}占(?:它|其|前者|前面那个|前一个)的?(?:多少|几成|百分之几|比重|比例)")
# 呢, 高吗, 高还是低, 变化几个百分点: how two shares or figures differ
_HOW: Final = (
    "(?:是|又)?(?:[高低多少大小涨降升][了出]?(?:还是[高低多少大小涨降升]了?)?)?"
    "(?:多少|几个(?:百分)?点|吗|没有?|呢|一些|怎么样|如何|变化|变了?多少)?"
)
_YEAR_BEFORE: Final = re.compile(
    rf"{_THEN}(?:比|跟|和|与|较|同)(?P<year>去年|上年|上一年|前一年)(?:相?比)?{_HOW}{_END}"
)
_TAIL: Final = re.compile(r"(?:是|有|为)?(?:多少|几何)?(?:钱|万元?|元)?呢?[?？。]?$")
_YEAR: Final = r"(?:(?:20)?\d{2}年|去年|今年|上年)(?:度)?的?"
_NATURE: Final = "(?:基本|项目|人员|公用)(?:支出|经费)"
_OF_NATURE: Final = re.compile(
    rf"{_THEN}(?P<before>{_YEAR})?(?:其中|里面|里头|这里面|当中)的?[，,]?(?:{_NATURE}[^，,。；;？?多少几]{{0,3}}\d[\d.,]*[万亿]?元?[，,])?"
    rf"(?P<nature>{_NATURE})的?(?P<after>{_YEAR})?(?:{_ASKED})?{_END}"
    rf"|{_THEN}(?P<other>{_NATURE})(?:{_ASKED})?{_END}"
    rf"|{_THEN}(?:它|其)?(?:是不是|是否)?(?:全部|全都|都|全)(?:是|属于|列在|列入)?(?:在)?(?P<all>{_NATURE})(?:里|中)?的?(?:吗|么)?{_END}"
)
_TOGETHER_BEFORE: Final = re.compile(
    rf"{_THEN}(?:这|那)?[两俩二三四五六](?:个|项|者|样|笔|块)(?:费用|支出)?(?:加(?:在)?一起|加起来|合计|一共|总共|合起来|相加)?(?:后)?[，,]?"
    rf"(?:比(?:上|去)一?年(?:度)?(?:的)?(?:总共|一共|合计|加起来|总的)?(?:呢|如何|怎么样|变化|[增减多少涨降][^，,。；;]*)?|(?P<moved>[多少增减涨降](?:加|长|少)?了?多少)(?:钱)?){_END}"
)
_AVERAGE: Final = re.compile(
    rf"{_THEN}(?:它|其|这笔钱)?(?P<average>(?:平均|均摊)[^，,。；;]{{0,12}}|(?:每个?月|月均|人均|每人|每辆|每天|日均)[^，,。；;]{{0,10}})"
)
_MOVED: Final = re.compile(
    rf"{_THEN}(?:变化|变动|变|相?差|提高|上升|下降|降低|[高低涨降升])了?(?:多少|[几多]少?个?(?:百分)?点|百分之几|大吗|大不大)?{_END}"
    rf"|{_THEN}(?:是)?[高涨升增]了?(?:还是|是)[低跌降减]了?(?:呢)?{_END}"
)
_THAN_YEAR: Final = re.compile(
    rf"{_THEN}(?:比|跟|和|与|较|同)(?P<year>20\d\d)年(?:度)?(?:的)?(?P<kind>预算|决算)?数?(?:相?比)?{_HOW}{_END}"
)
_MOST: Final = re.compile(
    rf"{_THEN}(?:其中|里面)?最[大小多少高低贵]的?(?:[一那][个项笔])?(?:是|叫)?(?:哪一?个|哪一?项|什么|啥|谁)?呢?{_END}"
)
_SHARE_MOVED: Final = re.compile(
    rf"{_THEN}(?:它|其)?(?P<share>占[^，,。；;？?多少几百]{{2,12}}?)的?(?:比重|比例|占比|份额)的?(?:有什么|有没有|有何)?"
    rf"(?:变化|变动|变了|升了还是降了|上升|下降|提高|降低|增减)了?(?:多少|几个?(?:百分)?点|吗|没有|情况)?{_END}"
)
_WHICH_PART: Final = re.compile(
    rf"{_THEN}(?:主要)?(?:是)?哪[一几]?[些项个块](?:费用|经费|支出|内容)?(?:是)?(?:[增减涨降升]了?|[多少](?:了|出来的?|的)|增加了?|减少了?|下降了?|上升了?|变了)(?:最[多大])?(?:的)?{_END}"
)
_ALL_OF_THEM: Final = re.compile(
    rf"{_THEN}(?:它们|这些|合计|总|一共|总共|总的)的?(?:总)?(?:金额|资金|预算|数额|额)?(?:是|有|要)?(?:多少|几何)?(?:钱|万元?)?{_END}"
)
_EACH_OF_THEM: Final = re.compile(
    rf"{_THEN}平均(?:下来)?(?:每|一)?(?:个|项)?(?:项目)?(?:大概|大约)?(?:是|要|花|有)?(?:多少|几何)(?:钱|万|元)*{_END}"
)
_SOME_OF_THEM: Final = re.compile(
    rf"{_THEN}(?:其中|里面)?(?P<which>(?:超过|大于|高于|不到|低于|小于|不足|少于|多于|在)?\d[\d.,]*[万亿]?元?(?:以上|以下|以内)?)的?(?:有|是)?(?P<asked>几个|多少个|哪些|哪几个){_END}"
)
_OF_PROJECTS: Final = (Operation.COUNT, Operation.FILTER, Operation.SUM, Operation.AVERAGE, Operation.RANK)
_SHORT_NATURES: Final = {"人员": "人员经费", "公用": "公用经费", "基本": "基本支出", "项目": "项目支出"}
_OF_CARS: Final = re.compile("[辆台部][^，,。；;？?]{0,4}车|车辆|用车|公车|车")
_ONE_MORE: Final = re.compile(
    rf"{_THEN}(?:再|还|要是|如果)*(?:加上|加|算上)(?P<what>[^，,。；;？?\d这那它其]{{2,14}}?)(?:呢|(?:一共|总共|合计|共)?(?:是|有)?多少(?:钱)?){_END}"
)
_TOTAL_SAID: Final = re.compile(
    rf"(?P<then>{_THEN})(?:加起来|合起来|合计|一共|总共|总计|共)(?:是|为|应该是)?\d[\d.,]*[万亿]?元?[，,]?(?:对不对|对吗|对吧|没错吧|是不是|是吗|准不准)"
)
_BOUGHT: Final = re.compile("买|购|新增|添置")
_PAIR: Final = 2


def completed(ledger: Ledger, text: str, own: Plan, earlier: Sequence[Plan]) -> str:
    """What a question leaves to the ones before it, in full; as it is where it leaves nothing that is known.

    `own` is its plan by itself: 那图书馆呢 and 2024年呢 only move what was asked.
    """
    last, text = earlier[-1] if earlier else None, as_one(text) if earlier else text
    if last is None or own.selection.organizations:
        return text if last is None else of_term(text, own, last) or text
    at_point = (
        spent_of_item(ledger, text, last)
        or _of_share_of_year(text, last)
        or at_point_of(ledger, text, own, last)
        or point_over(ledger, text, own, last)
        or of_year_and_stage(text, last)
    )
    at_point = at_point or times_then(text, last) or against_budget(text, last) or _nature_of(text, last)
    at_point = at_point or carried_namesake(ledger, text, last)
    if at_point or own.selection.years:
        return at_point or text
    whole = _together_before(text, earlier) or _of_projects(text, last) or _of_one_before(text, earlier)
    whole = whole or part_or_whole(text, own, earlier) or _of_cars(text, last) or _which_part(text, last)
    whole = (
        whole
        or _of_several(text, own, last)
        or _sum_of_shared(text, last)
        or _times_it(text, last)
        or saved_rate(text, earlier)
    )
    whole = (
        whole
        or of_project_before(text, own, earlier)
        or most_of_listed(text, last)
        or _claimed_against(text, last)
        or of_term(text, own, last)
        or least_rated(text, last)
    )
    if not whole and len(last.targets) == 1:
        whole = of_stage(text, last) or _of_share(text, earlier) or _within_last(text, last)
    if whole:
        return whole
    if own.selection.kind or own.operation not in (Operation.LOOKUP, Operation.COUNT):
        return text
    if asked.BARE_BEFORE(text) and len(last.targets) == 1 and last.operation is Operation.LOOKUP:
        return "比上年呢"  # 比上年, without more
    within = _of_another_container(text, last) if len(last.targets) == 1 else ""
    return within or of_like_name(ledger, text, own, last) or _of_another(text, own, last)


def _of_several(text: str, own: Plan, last: Plan) -> str:
    """合计31.28对不对, 再加上电费呢, after several items of one organization: their sum, or with one more."""
    named = last.operation is Operation.LOOKUP and len(last.targets) > 1 and not last.across and not last.every
    names = [name for one in last.targets for name in one.names]
    apart = named and len(names) == len({*names}) and len(each_asked(last)) == len(last.targets)
    if not apart or not all(one.text for one in last.targets):
        return ""
    items = "、".join(one.text for one in last.targets)
    more, total = _ONE_MORE.fullmatch(text), _TOTAL_SAID.match(text)
    if more is not None and len(own.targets) == 1 and own.targets[0].text == more["what"] and more["what"] not in items:
        return f"{items}、{more['what']}合计多少"
    return f"{items}{text[total.end('then') :]}" if total is not None and not own.targets else ""


_TIMES_IT: Final = re.compile(rf"{_THEN}(?:是|相当于|等于)(?:它|其|后者)的?(?:几|多少)倍")


_THAN_CLAIMED: Final = re.compile(
    rf"{_THEN}(?:它|其)?比(?![例重率较])[^，,。；;？?\d]{{2,12}}?[多少高低](?:了|出)?\d[\d.,]*[万亿]?元?[，,]?(?:对|没错|是|准|吧|吗)"
)


def _claimed_against(text: str, last: Plan) -> str:
    """比办公费少13.65万，没错吧, after an item: what is claimed is of that item."""
    alone = last.operation in (Operation.LOOKUP, Operation.VERIFY) and len(last.targets) == 1 and not last.across
    item = last.targets[0].text if alone else ""
    return f"{item}{text.strip('，, ')}" if item and _THAN_CLAIMED.match(text) is not None else ""


_SUM_OF_THEM: Final = re.compile(
    rf"{_THEN}(?:这|那)?[两三四五六](?:个|项|者|样|笔)(?:费用|支出)?(?:合计|一共|总共|加起来|合起来|之和|共计)(?:是|为|有)?多少(?:钱)?{_END}"
)


def _sum_of_shared(text: str, last: Plan) -> str:
    """三项合计多少, after what each of them is of a whole: the sum of the items."""
    asks = _SUM_OF_THEM.fullmatch(text) is not None and said_number(text) == len(last.targets)
    each = last.operation in (Operation.RATIO, Operation.CHANGE) or last.named
    return f"{'、'.join(one.text for one in last.targets)}合计多少" if asks and each and not last.across else ""


def _times_it(text: str, last: Plan) -> str:
    """是它的几倍 after 甲比乙多多少: the first of the second."""
    if last.operation is not Operation.DIFFERENCE or len(last.targets) != _PAIR or not _TIMES_IT.match(text):
        return ""
    one, other = (target.text for target in last.targets)
    return f"{one}是{other}的几倍"


def _of_cars(text: str, last: Plan) -> str:
    """要花多少钱 after 有几辆车: what is spent on cars, or on those that are bought."""
    if last.operation is not Operation.COUNT or not _OF_CARS.search(last.question) or not asked.BARE_SPENT(text):
        return ""
    return f"公务用车{'购置费' if _BOUGHT.search(last.question) else '购置及运行费'}多少"


def _which_part(text: str, last: Plan) -> str:
    """是哪一项少了, after what was said of a change: the parts of the item that changed that way."""
    about = last.operation in (Operation.VERIFY, Operation.CHANGE, Operation.DIFFERENCE, Operation.LOOKUP)
    if not about or len(last.targets) != 1 or last.across or _WHICH_PART.fullmatch(text) is None:
        return ""
    return f"{last.targets[0].text}比上年{text.strip('，, ')}"


def _of_projects(text: str, last: Plan) -> str:
    """最小的是哪个, 总金额, 超过50万的有几个, 平均一个多少, after projects were counted or listed: of them."""
    if not cues.PROJECTS(last.question) or last.operation not in _OF_PROJECTS:
        return ""
    if _MOST.fullmatch(text):
        return f"项目里{text.strip('，, ')}"
    if last.name_filter or last.threshold or last.targets or last.words or cues.CARRIED_OVER(last.question):
        return ""  # of some of them: they are taken as they were counted
    if _ALL_OF_THEM.fullmatch(text):
        return "项目合计多少钱"
    if _EACH_OF_THEM.fullmatch(text):
        return "平均每个项目多少钱"
    some = _SOME_OF_THEM.fullmatch(text)
    return f"{some['which']}的项目有{some['asked']}" if some is not None else ""


def _of_one_before(text: str, earlier: Sequence[Plan]) -> str:
    """占总支出, and 占它多少: of the item before the last."""
    if (moved := _share_moved(text, earlier)) != "":
        return moved
    if (share := _SHARE.fullmatch(text)) is not None:
        return f"{share['share']}多少"
    if (share := _ITEM_SHARE.fullmatch(text)) is not None:
        return f"{share['share']}多少"
    it = _OF_IT.match(text) is not None and len(earlier) > 1
    item, whole = (item_of(earlier[-1]), item_of(earlier[-2])) if it else ("", "")
    return f"{item}占前述的{whole}的比重是多少" if item and whole else ""


def _together_before(text: str, earlier: Sequence[Plan]) -> str:
    """两个加一起比上年, after items that were asked for one by one: their sum of both years."""
    asks, last = _TOGETHER_BEFORE.fullmatch(text), earlier[-1]
    if asks is not None and asks["moved"] and last.operation not in (Operation.CHANGE, Operation.REASON):
        return ""
    summed = asks is not None and re.search("加|合|一共|总共|总的", text) is not None
    items: list[str] = []
    for one in reversed(earlier):
        if one.operation is Operation.LOOKUP and not one.targets:
            continue  # of what is not known
        named = [topic(one)] if topic(one) else [each.targets[0].text for each in each_asked(one)][::-1]
        if not named or one.selection.organizations != last.selection.organizations:
            break
        items += [item for item in named if item not in items]
    number = said_number(text) if summed or (asks is not None and asks["moved"]) else 0
    if number < _PAIR or len(items) < number:
        return ""
    return f"{'、'.join(items[:number][::-1])}合计比上年增减多少"


def _nature_of(text: str, last: Plan) -> str:
    """其中项目支出呢, 2024年其中基本支出多少, after an account or a nature of it: that nature of the account."""
    nature = _OF_NATURE.fullmatch(text)
    about = last.operation in (Operation.LOOKUP, Operation.RATIO, Operation.CHANGE) and len(last.targets) == 1
    if nature is None or not about or last.across or last.listed:
        return ""
    [target], spoken = last.targets, nature["nature"] or nature["other"] or nature["all"]
    within = bool(nature["nature"] or nature["all"]) and _is_account(target)
    account = target.text if target.measure else topic(last) if within else ""
    asked_of = _asked_of(last, spoken) if last.operation is Operation.RATIO and target.measure else "是多少"
    year = nature["before"] or nature["after"] or ""
    return f"{year}{account}中的{spoken}{asked_of}" if account and spoken not in account else ""


def _within_last(text: str, last: Plan) -> str:
    """其中项目支出呢, 占比多少 after 其中工程多少, 平均每个月多少: within what was asked for before, or of it."""
    item = item_of(last)
    head, mark, tail = last.question.rpartition("其中")
    if mark and item and _BARE_SHARE.fullmatch(text) and last.words:
        return f"{_TAIL.sub('', head.rstrip('，,、;； '))}其中{_TAIL.sub('', tail)}占比多少"
    if item and (whole := of_one_item(text, item, last)):
        return whole
    average = _AVERAGE.match(text)
    return f"{item}{average['average']}" if average is not None and item else ""


def _is_account(target: Target) -> bool:
    """Whether an item is one of several by function, whose natures are printed: no total, and no nature itself."""
    names = {*target.names}
    natures = any(word in name for name in names for word in ("基本支出", "项目支出", "人员经费", "公用经费"))
    by_function = bool(target.codes) and all(code.startswith("2") for code in target.codes)  # 行政运行
    named = by_function or any(name.endswith(("支出", "事务")) for name in names)
    return not names & TOTALS and not natures and named


def _share_moved(text: str, earlier: Sequence[Plan]) -> str:
    """占总支出的比重变化, after an item of one or of two years: in percentage points between them."""
    moved, item = _SHARE_MOVED.fullmatch(text), topic(earlier[-1])
    if moved is None or not item:
        return ""
    same = [one for one in earlier[-_PAIR:] if topic(one) and one.targets[0].names == earlier[-1].targets[0].names]
    years = sorted({year for one in same for year in one.selection.years}, reverse=True)
    when = (f"{years[0]}年", f"{years[-1]}年") if len(years) == _PAIR else ("", "上年")
    return f"{when[0]}{item}{moved['share']}的比重比{when[1]}变化几个百分点"


def _of_another_container(text: str, last: Plan) -> str:
    """基本支出里呢: the item before, within what is named now."""
    within = _WITHIN_WHAT.fullmatch(text)
    item = last.targets[0].text
    about = last.operation in (Operation.LOOKUP, Operation.RATIO) and last.measure_word != "倍"
    if within is None or not about or not item or item in within["what"]:
        return ""
    return f"{_SHORT_NATURES.get(within['what'], within['what'])}里的{item}是多少"


def _of_share(text: str, earlier: Sequence[Plan]) -> str:
    """比去年呢, 变化了多少, after a share: in percentage points, not in the amount that has the share."""
    last = earlier[-1]
    if last.operation is not Operation.RATIO or last.measure_word == "倍" or last.across:
        return ""
    share = f"{last.targets[0].text}占{last.against[0].text if last.against else '支出总计'}的比重"
    if (before := _YEAR_BEFORE.fullmatch(text)) is not None:
        return f"{share}比{before['year']}变化几个百分点"
    years = [
        one.selection.years
        for one in earlier[-_PAIR:]
        if one.operation is Operation.RATIO
        and [(target.names, target.measure) for target in one.targets]
        == [(target.names, target.measure) for target in last.targets]
    ]
    if _MOVED.fullmatch(text) and len(years) == _PAIR and all(len(one) == 1 for one in years) and years[0] != years[1]:
        (later,), (sooner,) = sorted(years, reverse=True)
        return f"{later}年{share}比{sooner}年变化几个百分点"
    return ""


def _of_share_of_year(text: str, last: Plan) -> str:
    """比2019年高吗, after a share: of that year's share, not of the amount that has it."""
    year = _THAN_YEAR.fullmatch(text)
    if year is None or last.operation is not Operation.RATIO or last.measure_word == "倍" or last.across:
        return ""
    if year["kind"] and year["kind"] != (last.selection.kind or "预算"):
        return ""  # of another kind: no share of the same documents
    share = (
        f"{last.targets[0].text}占{last.against[0].text if last.against else '支出总计'}的比重" if last.targets else ""
    )
    return f"{share}比{year['year']}年变化几个百分点" if share else ""


def _of_another(text: str, own: Plan, last: Plan) -> str:
    """公用呢, after a share or a rate: that of another item."""
    bare = _BARE.fullmatch(text) or _ALSO.fullmatch(text)
    plain = bare is not None and (text.endswith(("呢", "？", "?")) or own.targets[:1] != ())
    if bare is None or not plain or "占" in text or last.across or last.selection.stages:
        return text
    if not text.strip("？?。 ").endswith("呢") and (len(own.targets) != 1 or own.targets[0].text != bare["what"]):
        return text
    what = _SHORT_NATURES.get(bare["what"], bare["what"])
    if what != bare["what"] and last.operation is Operation.LOOKUP:
        return f"{what}呢"
    return f"{what}{rest}" if (rest := _asked_of(last, what)) else text


def _asked_of(last: Plan, item: str) -> str:
    """What was asked of the item before, to be asked of another; "" where nothing but its figure was."""
    whole = last.against[0].text if last.against else ""
    if last.operation is Operation.RATIO and whole != item:
        times = last.measure_word == "倍" and whole
        return f"是{whole}的几倍" if times else f"占{whole}的比重是多少" if whole else "占比是多少"
    if last.operation is Operation.COMPLETION:
        return "的预算完成率是多少"
    return "合计多少" if last.operation is Operation.SUM and len(last.targets) == 1 else ""
