"""Questions for lists (所问清单): items by how they changed, the bodies of a department, what is compared."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from assistant.plan import Comparator, Operation, Plan, Roles, Target, Threshold
from assistant.understand.choosing.ratios import distinct
from assistant.understand.scoping.version import BOTH, apart_from_own
from assistant.understand.words import asked, bounds, cues

if TYPE_CHECKING:
    from assistant.understand.parse import Parsed

_WITHIN = re.compile(r"\s*[”\"]?\s*(?:里面|里头|当中|里|中|内)(?:的|，|,)?\s*[“\"]?")
_EACH_SIDE = re.compile(
    r"各[项类种个]?(?P<side>收入|支出)(?:来源|科目|项目)?|(?P<other>收入|支出)(?:来源)?的?(?:构成|结构)"
)
_EACH_SHARE = re.compile(
    r"(?:各(?:自|项|类|部分|块|功能|经济|分类|类别|科目|大类|支出)*|[两三四五六几][项块类个样][^，,。；;]{0,4}?分别)的?(?:占|比重|比例|份额)"
    r"|哪一?[项个类块部样]分?[^，,。；;]{0,3}?占(?:比|的比[重例])?最|占(?:比|的比[重例])最[高大多低小少][^，,。；;]{0,8}?是?哪"
    r"|占(?:比|的比[重例])最[高大多低小少]的(?:[类款项]级)?(?:科目|部分|项目?|是)"
)
_WHICH_CHANGED = re.compile(
    "(?:增加|减少|上升|下降|上涨|涨|降|压减?掉?|压缩|砍掉?|多出来?|多(?=了)|少掉|少(?=了)|省下|省(?=了))了?的(?:是|有|在)?哪[一几些]?[项些个块笔类]|"
    "[里中内]?(?:的)?哪[一几些]?[项些个]?(?:费用|经费|支出|收入)?(?:是)?(?:增加?|减少?|上升|下降|上涨|涨|降)了?(?:的)?[?？。]?$"
)
_PART = "(?:[类款项]级)?的?(?:支出|功能|经济)?(?:分类)?(?:科目|项目|部分|支出|分项|子项|大类)"
_CLASSES = re.compile("[类款项]级|大类|功能|科目")
_WHICH_PARTS = re.compile(
    f"(?:哪[些几]?[个项]?|[几多]少?个|的){_PART}|{_PART}[^，,。；;？?]{{0,14}}(?:有|是)(?:哪|几|多少个)"
)
# parts by their share: 占比超过20%的有哪些
_SHARE_LIMITED = re.compile(
    r"占(?:比|的?比[例重])?[^，,。；;？?]{0,5}\d+(?:\.\d+)?%(?:以[上下])?的?[^，,。；;？?]{0,6}(?:有|是)?(?:哪|几)"
    r"|[哪几][些几项个块样]*[^，,。；;？?]{0,6}占(?:比|的?比[例重])?[^，,。；;？?]{0,5}\d"
)
_ITEMS = re.compile(
    "哪[些几一]?个?(?:[类款项]级?)?(?:科目|项目|大类)|(?:科目|项目|大类)[^，,。；;？?]{0,12}(?:有|是)哪"
)
# 构成呢, 下面有哪几项: of what was asked for before
BARE_PARTS = re.compile(
    r"[，,。\s]*(?:那|那么)?(?:它|其)?的?(?:各个?分项|各项|每项)(?:分别|各)?(?:是|为|有)?多少(?:钱)?[?？。]?|"
    r"[，,。\s]*(?:那|那么)?(?:都|具体)?买了?(?:些)?(?:什么|啥|哪些)(?:东西)?(?:呢)?[?？。]?|[，,。\s]*(?:那|那么)?(?:它|其)?的?(?:请)?(?:分项|逐项)(?:列|说|讲|给|看)(?:一下|出来|清楚)?(?:呢|吧)?[?？。]?|[，,。\s]*(?:那|那么)?(?:它|其|这笔钱)?(?:具体)?(?:是)?(?:怎么|如何)(?:分|拆)(?:配|开)?的(?:呢)?[?？。]?|[，,。\s]*(?:那|那么)?(?:它|其)?的?(?:具体)?(?:构成|组成|明细|结构)(?:是?(?:什么|怎样|怎么样|如何))?(?:呢|情况)?[?？。]?"
    r"|[，,。\s]*(?:那|那么)?(?:它|其)?(?:都|具体)?(?:是|又)?(?:由|按)?(?:哪[些几](?:块|个|项|类|部分|个部分|样)|什么|啥)(?:构成|组成|加起来)的?(?:呢)?[?？。]?"
    r"|[，,。\s]*(?:那|那么)?(?:它|其)?(?:下面|里面|底下|下级|当中|其中)?(?:都|又|具体)?(?:有|包括|包含|分)(?:了)?(?:哪[些几][个项块类]?(?:科目|支出|费用|内容|明细)?|什么|啥)(?:呢)?[?？。]?"
)


def changed(base: Plan, parsed: Parsed) -> Plan | None:
    """哪些大类支出下降了, 增幅最大的科目: items by how they changed between two years."""
    compared = len(parsed.selection.years) > 1 or asked.YEAR_BEFORE(parsed.text) or asked.AGAINST_YEAR(parsed.text)
    told = bool(base.targets) and _WHICH_CHANGED.search(parsed.text) is not None and base.selection.kind != "决算"
    compared = bool(compared or told)
    if asked.FASTER(parsed.plain) and len(base.targets) > 1 and parsed.named < 2:  # noqa: PLR2004
        words = tuple(word for word in base.words if not set(word) <= set("增涨长升降减快慢更得"))
        faster = {"operation": Operation.CHANGE, "roles": Roles(level=True, change=True, rate=True), "words": words}
        return base.model_copy(update=faster)  # the growth of each
    most = asked.MOST_CHANGED(parsed.text)  # without a word of the other year it is the year before
    # 哪个项目增加了: what its table prints beside it, or the year before; 哪些科目超了预算: the budget of the year
    bare = asked.CHANGED_ITEMS(parsed.text) and not base.targets and parsed.named == 1
    planned = asked.AGAINST_PLAN(parsed.text) and _ITEMS.search(parsed.plain) is not None
    planned = planned or bool(most and asked.BETWEEN_STAGES(parsed.text) and len(parsed.selection.years) < 2)  # noqa: PLR2004
    planned = parsed.named < 2 and (planned or (asked.WHICH_LEFT(parsed.text) and base.selection.kind != "预算"))  # noqa: PLR2004
    one_sided = asked.is_one_sided(parsed.text)
    limit = bounds.rate_limit(parsed.plain) if asked.CHANGED_BY_RATE(parsed.plain) else None
    listed = most or told or bare or planned or one_sided or limit or (compared and asked.CHANGED_ITEMS(parsed.text))
    if not listed or parsed.named > 1 or base.threshold or cues.REASON(parsed.plain):
        return None
    update = {"operation": Operation.CHANGE, "roles": Roles(level=True, change=True), "listed": True}
    update["threshold"] = limit
    update["points"] = base.points if len({point.year for point in base.points}) > 1 else ()
    if planned and not update["points"]:
        update["selection"] = base.selection.model_copy(update={"stages": (), "kind": "决算"})
    named = tuple(target for target in base.targets if target.score >= 1 and "支出总计" not in target.names)
    if asked.WHICH_LEFT(parsed.text):  # 哪个项目结余最多: of each, and not what the unit carries over
        named = tuple(target for target in named if not any("结余" in name for name in target.names))
    if most and len(named) > 1:
        return None  # 接待费、会议费哪项降得最多: those alone are put in order
    return base.model_copy(update=update | {"targets": named})


_LARGEST_SHARE = re.compile(
    r"(?:类|功能|支出|科目|项(?!目))[^，,。；;？?]{0,6}占(?:比|的?比重|的?比例)?最|占(?:比|的?比重|的?比例)?最[大高多]的(?:是)?(?:哪|支出|功能|科目|类)"
)


def shares(base: Plan, parsed: Parsed) -> Plan | None:
    """三公经费的构成及占比, 各项收入占多少: all parts of a whole, each with its share."""
    which = _WHICH_PARTS.search(parsed.plain) or _SHARE_LIMITED.search(parsed.plain)
    limit = bounds.rate_limit(parsed.plain) if which else None
    share = cues.RATIO(parsed.plain) or (limit is not None and "占" in parsed.plain)
    if not share or len(parsed.targets) > 1 or any(target.measure for target in parsed.targets):
        return None
    sides = _EACH_SIDE.search(parsed.text)
    several = base.top > 1 and not base.position  # 前三项占多少; 第二个占多少 is of one
    asks = limit or cues.COMPOSITION(parsed.plain) or _EACH_SHARE.search(parsed.text) or several
    if parsed.targets and not asks:
        return None
    classes = limit is not None and _CLASSES.search(parsed.plain) is not None and not cues.PROJECTS(parsed.plain)
    largest = _LARGEST_SHARE.search(parsed.text) is not None  # 哪类支出占比最大
    if not parsed.targets and sides is None and not classes and not largest:
        return None
    side = (sides["side"] or sides["other"]) if sides else "支出"
    whole = parsed.targets or (Target(text=side, names=(f"本年{side}合计", f"{side}总计")),)
    update = {"operation": Operation.COMPOSITION, "targets": whole, "words": (), "threshold": limit, "measure_word": ""}
    return base.model_copy(update=update)


def empty(base: Plan, parsed: Parsed) -> Plan | None:
    """三公里哪几项没有安排: the parts of an item for which 0 is printed."""
    listable = bool(parsed.targets) or cues.PROJECTS(parsed.text)
    if not asked.EMPTY_ITEMS(parsed.plain) or base.threshold is not None or not listable or cues.REASON(parsed.plain):
        return None
    nothing = Threshold(comparator=Comparator.AT_MOST, value=Decimal(0), unit="元")
    whose = bool(parsed.targets) and not cues.PROJECTS(parsed.plain) and cues.WHOSE(parsed.plain)
    update = {"operation": Operation.FILTER, "threshold": nothing, "every": False, "across": whose}
    return base.model_copy(update=update)


_WHO_HAS = re.compile(
    "(?:谁|哪(?:些|几)?(?:家|个)?(?:单位|部门|局|街道|机构))[^，,。；;？?没]{0,12}?(?<!没)有(?!没有?|多少|几|哪)"
)


def having(base: Plan, parsed: Parsed) -> Plan | None:
    """哪些单位有上年结转: the organizations that print more than nothing of it."""
    if not _WHO_HAS.search(parsed.plain) or len(distinct(base.targets)) != 1 or base.threshold or base.measure_word:
        return None
    if cues.REASON(parsed.plain) or cues.PROJECTS(parsed.plain) or parsed.named:
        return None
    something = Threshold(comparator=Comparator.MORE, value=Decimal(0), unit="元")
    return base.model_copy(
        update={"operation": Operation.FILTER, "threshold": something, "every": False, "across": True}
    )


def bodies(base: Plan, parsed: Parsed) -> Plan | None:
    """科室名单, 下面那几家单位叫什么: what the text tells of how the department is made up."""
    text = parsed.text
    spoken = asked.BODIES.pattern.search(text)
    if spoken is None or not asked.NAMES(text) or cues.COUNT(text) or base.threshold or cues.PROJECTS(text):
        return None
    if any(not spoken.start() <= target.start < spoken.end() for target in parsed.targets):
        return None  # 哪些单位的接待费最高
    return base.model_copy(update={"operation": Operation.NARRATIVE, "targets": ()})


def compared(targets: tuple[Target, ...], text: str) -> tuple[Target, ...]:
    """贸易专项里，甲跟乙哪个多: what stands within the first is compared, not the first with one of them."""
    several = len(targets) > 2  # noqa: PLR2004 - two beside it
    return targets[1:] if several and _WITHIN.match(text, targets[0].start + len(targets[0].text)) else targets


_WHOLE_OF = re.compile(r"\s*(?:里面|里头|当中|里|中|内|下面|科目)")


def placed(base: Plan, parsed: Parsed) -> Plan | None:
    """印刷费在商品和服务支出里排第几: the place of an item among what the whole consists of."""
    if not asked.PLACE(parsed.plain) or parsed.named > 1 or len(base.targets) != _SOME:
        return None
    wholes = [
        t for t in base.targets
        if _WHOLE_OF.match(parsed.text, t.start + len(t.text)) or parsed.text[: t.start].endswith(("排在", "列在"))
    ]  # fmt: skip
    if len(wholes) != 1:
        return None
    item = next(target for target in base.targets if target is not wholes[0])
    update = {"operation": Operation.RANK, "targets": tuple(wholes), "against": (item,), "across": False, "top": 0}
    return base.model_copy(update=update)


_WHICH_ONE = re.compile(
    r"(?:谁|哪一?[个项样种])(?:的?(?:钱|金额|预算|支出|花得|用得|花钱|用钱))?(?:更|比较)?(?:多|高|大|贵|(?P<less>少|低|小|便宜|省))"
)


def which_one(base: Plan, parsed: Parsed) -> Plan | None:
    """甲、乙、丙哪个大; 甲和乙谁贵, where one of the two is no name: two that are known are a difference."""
    asks = _WHICH_ONE.search(parsed.plain)
    planned = named_items(base, parsed) if asks else None
    if asks is None or planned is None:
        return None
    if len(planned.targets) == _SOME and all(target.names or target.codes for target in planned.targets):
        return None
    return planned.model_copy(update={"ascending": bool(asks["less"]), "top": 0})


_BETWEEN_ITEMS = re.compile(r"\s*(?:、|，|,|和|与|跟|及|以及|还是|或者?)\s*")
_ORDERED = re.compile(
    r"(?:这|那)?[两二三四五六七八九十几\d]*[个项样类笔]?(?:费用|经费|支出|当?中|里面?|之中)*[，,]?(?:哪|谁|最|按|排|从|第)"
)
_SOME = 2  # items that can be put in order


def named_items(base: Plan, parsed: Parsed) -> Plan | None:
    """公务接待费、会议费、培训费哪个最多: several items of one organization, those that no document names too."""
    if parsed.named > 1 or len(parsed.selection.years) > 1 or cues.PROJECTS(parsed.plain):
        return None
    if asked.ONE_PURCHASE(parsed.plain):
        return None  # 货物、服务各多少，最大一笔是什么: one purchase, and no class of them
    inside = compared(base.targets, parsed.text)
    end = _ORDERED.search(parsed.plain, max((one.start + len(one.text) for one in inside), default=0))
    if not inside or end is None:
        return None
    begin = inside[0].start if inside != base.targets else 0  # 商品和服务支出里，水费、电费…
    items: list[Target] = []
    pieces = _pieces(parsed, begin, end.start())
    for start, stop in pieces:
        own = [target for target in inside if start <= target.start < stop]
        spoken = [word for word in parsed.words if word in parsed.text[start:stop]]
        if own:
            items += own[:1]
        elif spoken:
            items.append(Target(text=spoken[0], start=parsed.text.find(spoken[0], start)))
    linked = any(item.names or item.codes for item in items)
    if not linked or len(items) < max(_SOME, len(pieces)) or any(target not in items for target in inside):
        return None
    unknown = {item.text for item in items}
    words = tuple(word for word in base.words if word not in unknown)
    update = {"operation": Operation.RANK, "targets": tuple(items), "named": True, "across": False, "words": words}
    return base.model_copy(update=update)


def _pieces(parsed: Parsed, begin: int, end: int) -> list[tuple[int, int]]:
    """The stretches between the marks of an enumeration, outside names and what says where to look."""
    marks = list(_BETWEEN_ITEMS.finditer(parsed.plain, begin, end))
    starts = [begin, *(mark.end() for mark in marks)]
    stops = [*(mark.start() for mark in marks), end]
    return [(start, stop) for start, stop in zip(starts, stops, strict=True) if start < stop]


_SUBORDINATE = re.compile("[以之]?外?的?(?:各|其他|所有|全部)*(?:下属|所属|下级|二级)*(?:预算)?(?:单位|机构)?")


def without_own(base: Plan, parsed: Parsed) -> Plan | None:
    """除本级以外的下属单位: the 部门 less its own 单位."""
    if parsed.selection.scope != BOTH or len(distinct(parsed.targets)) != 1 or not apart_from_own(parsed.text):
        return None
    words = tuple(word for word in base.words if not _SUBORDINATE.fullmatch(word))
    targets = tuple(
        t.model_copy(update={"loose": tuple(w for w in t.loose if not _SUBORDINATE.fullmatch(w))}) for t in base.targets
    )
    update = {"operation": Operation.DIFFERENCE, "across": True, "words": words, "targets": targets}
    return base.model_copy(update=update)


PAID_FROM = re.compile(
    "(?:安排|支付|出资|承担|列支)的项目(?:有|是)?哪[些几]|(?:使用|动用|[用靠花])(?:了)?[^，,。；;？?项]{2,12}的项目(?:都)?(?:有|是)?哪[些几]|哪[些几]个?项目(?:是|都)?(?:使?用|动用|由|靠|来自|有|花|列)"
)
_FUND = re.compile("财政拨款|一般公共预算|政府性基金|国有资本经营|自有资金|单位资金|事业收入|专户|结转|其他资金")


def is_fund(target: Target) -> bool:
    """Whether a target is money that things are paid from (财政拨款, 上年结转)."""
    return any(_FUND.search(name) for name in target.names)


_EACH_MOVED = re.compile("(?:各自?|分别)(?:又|都)?(?:[多少增减降涨]|上升|下降|增加|减少)(?:了|出)?(?:多少|几|百分)")


def changes_of_each(parsed: Parsed) -> bool:
    """甲和乙比去年谁减得多, 甲和乙各少多少: the change of each, and not which of the two is larger."""
    each = parsed.named > 1 and len(parsed.selection.years) < 2  # noqa: PLR2004 - one year, against the one before
    if len(parsed.targets) > 1 and _EACH_MOVED.search(parsed.plain):
        return True
    return each and (asked.YEAR_BEFORE(parsed.plain) or asked.FASTER(parsed.plain))


def of_two_years(parsed: Parsed) -> bool:
    """2024和2025项目支出对比: one item of two years is set side by side, with what lies between."""
    years = len(parsed.selection.years) == 2 and parsed.named < 2  # noqa: PLR2004 - two years, one organization
    return (
        years and len(parsed.targets) == 1 and re.search("对比|相比|比较(?![多少高低大小])", parsed.plain) is not None
    )
