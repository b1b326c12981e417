"""What a question points back to (所指): 回到刚才的会议费, 前者, 它们, 第二个 of an earlier list."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.conversation.one_by_one import run_of
from assistant.conversation.said_short import in_full
from assistant.plan import Operation, TargetKind
from assistant.understand.rules import make_plan
from assistant.understand.words.bounds import chinese_number
from assistant.understand.words.everyday import in_usual_words
from assistant.understand.words.gaps import with_first_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan
    from assistant.understand.question import Question

_EARLIER: Final = "刚才|刚刚|前面|之前|最?开始|一开始|最初|最早|上面|先前|原来|头一个"
_RETURN: Final = re.compile(
    r"\s*(?:好的?|嗯|行|那|那么|对了|算了|再)?[，,]?\s*(?:我们|咱们|我)?(?:还是|再|先|又)?"
    r"(?:回到|说回(?:到)?|绕回(?:到)?|回过头来?(?:再)?(?:说|看|问)?|回头(?:再)?(?:说|看|问))"
    rf"(?:(?:{_EARLIER})(?:说|问|提|讲|聊|查)*(?:到|过)?的?)*(?:那个|那项|那家)?"
    r"(?P<what>[^，,。；;：:？?]*?)(?:的?(?:问题|话题|事情?|那个|上来|来|本身|这边|那边|上))?"
    r"(?:[，,：:；;。？?]\s*(?P<rest>.*))?"
)
_FIRST: Final = re.compile("前者|前一[个项家]|前面那[个项家]|前面这[个项家]")
_SECOND: Final = re.compile("后者|后一[个项家]|后面那[个项家]|后面这[个项家]")
_NTH: Final = re.compile("第([一二三四五])(?:个|项|者|笔)(?!季度|部分)")
_THEY: Final = re.compile(
    r"(?:它们|他们|这些|(?:这|那)?(?:[两二三四五])(?:个|项|者|样|笔)(?:项目|科目)?)(?=加|合|总|一共|相加|之和|共|占)"
)
_ALL_THEY: Final = re.compile("它们|他们|这些(?=加|合|总|一共|相加|之和|共|占)")
_AT: Final = re.compile(
    r"(?:倒数)?第[一二三四五六七八九十\d]{1,2}(?:个|名|项|位|大|多|的|呢)|前[两二三四五六](?:个|名|项|位|者)"
    r"|最[大小多少高低贵]的?(?:[那这]?一?[个项笔]|那[个项笔]|呢|是)"
)
_LISTS: Final = frozenset({Operation.RANK, Operation.FILTER})
_ENUMERATE: Final = frozenset({*_LISTS, Operation.COMPOSITION, Operation.COUNT})
_PAIR: Final = 2
_RECENT: Final = 3  # questions before of which 人员 and 公用 may be said
_NATURES: Final = frozenset({"基本支出", "人员支出", "公用支出", "人员经费", "公用经费"})
_SHORT: Final = re.compile(
    "(人员|公用)(?:部分|那块|这块)?(?=[比占呢和与跟、，,各多几是]|加|的?(?:比重|比例|几倍|多少倍)|$)"
)
_OF_PURCHASES: Final = re.compile(
    "(?:(?<![一-龥])|(?<=[和与跟及占的中里面比说看是]))(货物|工程|服务)类?(?=[和与跟、，,占呢多各加比是有为的]|$)"
)
_CLASSES: Final = frozenset({"货物", "工程", "服务"})
_WHICH_CLASS: Final = re.compile(r"(?:其中|里面)?哪一?类(?=[^，,。；;？?]{0,6}最)")
_LARGEST_PURCHASE: Final = re.compile(
    "(?:其中)?(?:金额)?最(?:[大多高贵]的?(?:单|那?一)笔|贵的(?:那)?一?[项个])(?:采购)?"
)
_PARTS_OF_CARS: Final = re.compile(
    "(?:(?<![一-龥])|(?<=[一全每]年)|(?<=一年的)|(?<=车的)|(?<=其中)|(?<=里面))(?:(?P<buy>购置费?|购车费?|买车的?)|(?P<run>运行费?|运行维护费?|养车的?))(?=[占呢多是有为和与跟、，,各比？?]|[花用]了?多|$)"
)
_THESE_TWO: Final = re.compile("[它他她]们?(?=两个|三个)")
_MOVED_TO: Final = re.compile("(?:[涨升增降减跌]|变)(?:到|成|为)了?(?=多少|几)")
_OF_THE_YEAR: Final = re.compile("(?<=占)(?:当年|全年|同期)(?=总)")
_WAGES: Final = frozenset({"基本工资", "津贴补贴", "奖金", "绩效工资", "工资福利支出"})
_OF_WAGES: Final = re.compile("(?<![一-龥])(?P<word>绩效|津贴|津补贴)(?=呢|多少|是|有|占|[？?]|$)")
# 数据港那个项目 names its project itself
_THIS_PROJECT: Final = re.compile(
    "(?:(?<![一-龥])|(?<=[年度下问看说查么呢的对]))(?:这|那|该)一?个?项目(?![里中的]?(?:有|一共|总))"
)
_INSIDE_SAID: Final = re.compile("里[边头](?!的?(?:界|缘))")
_CONVERTED: Final = re.compile("(?:折|兑|化|转)(?:换)?[成为](?=元|万|亿)")
_SAME_YEAR: Final = re.compile("同一?年度?(?!级|比|期)|那一?年(?=的|度|[一-龥])|该年度?")
_YEAR_AFTER: Final = re.compile("翌年|次年|下一个?年度?|转年|来年|第二年(?!度)")
_TWO: Final = re.compile("哥?俩(?:个|项|者)?(?!家)")
_THREE: Final = re.compile("仨(?:个|项|者)?(?!家)")
_OF_CARS: Final = frozenset({"“三公”经费", "公务接待费", "因公出国（境）费", "因公出国（境）费用"})
_CAR: Final = re.compile(
    "(?<![一-龥])车(?:这块|那块|这一块|方面|的)?(?=[占呢多是有为]|$)|(?<=其中)车(?=[占呢多是有为]|$)"
)
_EACH_SHARE: Final = re.compile(
    r"\s*(?:那|那么)?(?:它们|他们|[这那]?[两三四五几][个项者])?(?:各自?|分别)(?=占(?!比)[^，,。；;？?多少几]{2})"
)
_COURTESY: Final = re.compile(
    r"^\s*(?:(?:谢谢(?:你|您)?|多谢|好的?|嗯+|哦|噢|明白了?|知道了|收到|了解|行|可以|不好意思|对了|OK|ok)[，,。！!～~\s]+)*"
    r"(?:(?:那)?(?:再|顺便)(?:帮我|麻烦)?(?:问|查|看)(?:一?下|下子)?|我?(?:还)?想(?:再)?(?:问|知道|了解)(?:一?下)?)?[，,：:\s]*"
)
_CORRECTED: Final = re.compile(
    r"^\s*(?:哦|噢|啊|呃)?(?:不好意思)?[，,]?(?:我)?(?:说错了?|打错了?|问错了?|搞错了?|弄错了?|错了|不对|哦不|更正一?下?)[，,。！!\s]+(?:应该)?(?:我(?:想)?(?:问|要|说|查|指)的(?:应该)?是|是|看|查|改成?|换成?)(?=[一-龥\d])"
)
# 和住房公积金这两个加起来: with what was asked for before
_WITH_IT: Final = re.compile(
    r"\s*(?:那|那么)?(?:再)?(?:和|与|跟)(?P<other>(?!去年|上年|前年|它|前面|上面|刚才)[^，,。；;？?\d和与跟]{2,16}?)(?:这)?(?:两|俩)?[个项者笔]?"
    r"(?:加起来|合起来|合计|加一起|加总)(?:是|有)?(?:多少(?:钱|万元?)?)?(?:呢)?[?？。]?"
)
_CHINESE: Final = "零一两三四五六七八九"


def plainly(text: str, earlier: Sequence[Plan]) -> str:
    """A question that goes on, without courtesies before it, and with 人员 and 公用 in full after such figures."""
    rest = in_usual_words(_COURTESY.sub("", _CORRECTED.sub("", text)))
    text = in_full(_with_it(rest if re.search("[一-龥]{2}", rest) else text, earlier), earlier)
    text = _INSIDE_SAID.sub("里面", _CONVERTED.sub("换成", text))
    text = _THESE_TWO.sub("这", _THREE.sub("三个", _TWO.sub("两个", text)))
    text = _of_project(_dated(_OF_THE_YEAR.sub("", _MOVED_TO.sub("是", text)), earlier), earlier)
    if _of_two_organizations(earlier):
        text = _EITHER_SIDE.sub("哪家", _BOTH_SIDES.sub("两家", text))
    natures = {
        name for plan in earlier[-_RECENT:] for target in plan.targets for name in (*target.names, target.measure)
    }
    of_account = any(code.startswith("2") for plan in earlier[-1:] for one in plan.targets for code in one.codes)
    text = _SHORT.sub(r"\1经费", text) if natures & _NATURES or of_account else text
    if natures & _WAGES:
        text = _OF_WAGES.sub(lambda said: "绩效工资" if said["word"] == "绩效" else "津贴补贴", text)
    if any(name.startswith("政府采购") for name in natures):
        text = _OF_PURCHASES.sub(r"政府采购\1", text)  # 货物和服务加起来
        classes = natures & _CLASSES  # that were told already are put in order as they are
        text = text if "采购" in text or classes else _WHICH_CLASS.sub("政府采购货物、工程、服务哪类", text)
        text = text if "采购" in text else _LARGEST_PURCHASE.sub("采购项目里最大的一笔", text, count=1)
    cars = any(re.search("[辆台]|用车|公车|车", plan.question) for plan in earlier[-1:])
    if cars or any("公务用车" in name for name in natures) or natures & _OF_CARS:
        text = _PARTS_OF_CARS.sub(lambda part: f"公务用车{'购置' if part['buy'] else '运行'}费", text)
    return _CAR.sub("公务用车购置及运行费", text) if natures & _OF_CARS else text


_BOTH_SIDES: Final = re.compile("两边|两方|双方")
_EITHER_SIDE: Final = re.compile("哪一?边|哪一?方(?!面)")


def _with_it(text: str, earlier: Sequence[Plan]) -> str:
    """和住房公积金这两个加起来, with the one item that was asked for before."""
    match, last = _WITH_IT.fullmatch(text), earlier[-1] if earlier else None
    one = last is not None and last.operation is Operation.LOOKUP and len(last.targets) == 1
    return f"{last.targets[0].text}和{match['other']}加起来多少" if match and last is not None and one else text


def _of_two_organizations(earlier: Sequence[Plan]) -> bool:
    """Whether the last questions asked about two organizations, together or one by one."""
    return len({who for plan in earlier[-_RECENT:] for who in plan.selection.organizations}) > 1


def _of_project(text: str, earlier: Sequence[Plan]) -> str:
    """2025年这个项目给了多少, with the name of the project that was asked about last."""
    projects = [
        target.text
        for plan in reversed(earlier)
        for target in (*plan.targets, *plan.against)
        if target.kind is TargetKind.PROJECT and target.text
    ]
    spoken = [
        f"{one.text}项目" for plan in reversed(earlier) for one in plan.targets if f"{one.text}项目" in plan.question
    ]
    named = (projects or [one for one in spoken if one != "项目"] or [""])[0]
    return _THIS_PROJECT.sub(named, text, count=1) if named else text


def _dated(text: str, earlier: Sequence[Plan]) -> str:
    """同年, 那年 and 翌年 as the years that they are after a question of one year."""
    if not earlier or len(earlier[-1].selection.years) != 1:
        return text
    [year] = earlier[-1].selection.years
    return _YEAR_AFTER.sub(f"{year + 1}年", _SAME_YEAR.sub(f"{year}年", text))


def returned(ledger: Ledger, question: Question, earlier: Sequence[Plan]) -> tuple[Question, list[Plan]]:
    """回到刚才的会议费，比上年呢: the rest of the question, asked after what asked for that; else as they are."""
    back = _RETURN.fullmatch(question.text)
    if back is None or not earlier or not (back["what"] or back["rest"]):
        return question, [*earlier]
    what, rest = back["what"].strip(), (back["rest"] or "").strip()
    if not what:
        return replace(question, text=rest), [*earlier]
    named = make_plan(ledger, replace(question, text=what), alone=False)
    about = [plan for plan in reversed(earlier) if _is_about(plan, named)]
    topic = next((plan for plan in about if _is_single(plan)), about[0] if about else None)
    if topic is None:
        return replace(question, text=f"{what}，{rest}" if rest else what), [*earlier]
    if rest:
        return replace(question, text=rest), [*earlier, topic]
    asked = named.operation is not Operation.LOOKUP or "多少" in what
    return replace(question, text=what if asked else f"{what}呢"), [*earlier, topic]


def _is_about(plan: Plan, named: Plan) -> bool:
    """Whether a question asked for the item that is named now, of the organization that is named now."""
    where = set(named.selection.organizations)
    if where and not where & set(plan.selection.organizations):
        return False
    names = {name for target in named.targets for name in target.names}
    own = {name for target in (*plan.targets, *plan.against) for name in target.names}
    return bool(names & own) if names else bool(where)


def of_pair(ledger: Ledger, text: str, earlier: Sequence[Plan]) -> str:
    """前者占多少, 后者呢: with the name of the one of the two that was asked for; as it is where there are no two."""
    text = _each_share(_enumerated(text, earlier), earlier)
    if not (_FIRST.search(text) or _SECOND.search(text)):
        return text
    for number in range(len(earlier), 0, -1):
        pair = _pair(ledger, earlier[:number])
        if pair:
            text = _FIRST.sub(pair[0], text)
            return _SECOND.sub(pair[1], text)
    return text


def _each_share(text: str, earlier: Sequence[Plan]) -> str:
    """各占总支出多少, after several items: the share of each of them, and not what the whole consists of."""
    share = _EACH_SHARE.match(text)
    run = run_of(earlier) if share is not None else []
    names = tuple(dict.fromkeys(one.targets[0].text for one in run))
    if share is None or len(names) < _PAIR or len({one.selection.organizations for one in run}) > 1:
        return text
    return f"{'、'.join(names)}各{text[share.end() :]}"


def _enumerated(text: str, earlier: Sequence[Plan]) -> str:
    """第二项占多少, after several items that one question named: the second of them; no list was asked for since."""
    if not _NTH.search(text) or any(plan.operation in _ENUMERATE for plan in earlier):
        return text
    names = next(([t.text for t in plan.targets] for plan in reversed(earlier) if len(plan.targets) > 1), [])
    numbers = [chinese_number(place) or 0 for place in _NTH.findall(text)]
    if not all(0 < number <= len(names) for number in numbers):
        return text
    return _NTH.sub(lambda place: names[(chinese_number(place[1]) or 1) - 1], text)


def _pair(ledger: Ledger, earlier: Sequence[Plan]) -> tuple[str, ...]:
    """The two things, or the two organizations, that the last question, or the last two, asked for."""
    last = earlier[-1]
    if len(last.targets) == _PAIR and len(last.selection.organizations) < _PAIR and not last.against:
        return tuple(target.text for target in last.targets)
    if len(last.selection.organizations) == _PAIR and len(last.targets) == 1:
        return tuple(organization_of(ledger, one) for one in last.selection.organizations)
    if len(earlier) < _PAIR or any(not _is_single(plan) for plan in earlier[-_PAIR:]):
        return ()
    one, other = earlier[-_PAIR:]
    if one.targets[0].names != other.targets[0].names:
        return one.targets[0].text, other.targets[0].text
    (here,), (there,) = one.selection.organizations, other.selection.organizations
    return (organization_of(ledger, here), organization_of(ledger, there)) if here != there else ()


def _is_single(plan: Plan) -> bool:
    lookup = plan.operation is Operation.LOOKUP and not plan.across
    return lookup and len(plan.targets) == 1 and len(plan.selection.organizations) == 1


def organization_of(ledger: Ledger, organization: int) -> str:
    """The name of an organization, as its documents print it."""
    return next((source.organization for source in ledger.loaded.of((organization,))), "")


def of_places(text: str, earlier: Sequence[Plan]) -> str:
    """它们加起来, after the first and the second of a list: those of its places that were asked for."""
    if not earlier or _THEY.search(text) is None:
        return text
    last = earlier[-1]
    if last.operation is Operation.RANK and 1 < last.top < len(_CHINESE) and not last.across and not last.position:
        return _ALL_THEY.sub(f"这{_CHINESE[last.top]}个", text)
    if len(earlier) < _PAIR:
        return text
    listed = earlier[-2]
    in_order = last.operation is listed.operation is Operation.RANK and not last.across
    if not in_order or last.targets != listed.targets or listed.position or last.position != _PAIR:
        return text
    return _THEY.sub(f"前{_CHINESE[last.position]}个", text)


def since_list(text: str, own: Plan, earlier: Sequence[Plan]) -> list[Plan]:
    """The questions up to the last list, where a place of it is asked for after others asked about its items."""
    of_place = _AT.match(text.removeprefix("那")) is not None or with_first_place(text, ascending=False) != ""
    if own.targets or own.selection.organizations or own.selection.years or not of_place:
        return [*earlier]
    for number in range(len(earlier), 0, -1):
        plan = earlier[number - 1]
        if plan.operation in _LISTS and not plan.position:
            return [*earlier[:number]]
        if plan.operation is Operation.LOOKUP and plan.targets and not plan.placed:
            break
    return [*earlier]
