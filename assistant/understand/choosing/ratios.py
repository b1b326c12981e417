"""Which figures a share or a multiple is of (占比、倍数): the part, and the whole where the question names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.execute.parts import ACCOUNTS_OF
from assistant.plan import Operation, Plan, Target
from assistant.understand.choosing.addends import between
from assistant.understand.scoping.version import BOTH
from assistant.understand.words import bounds, cues
from assistant.understand.words.asked import YEAR_BEFORE
from assistant.understand.words.fractions import supposed
from index.catalogue.accounts import names_of
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from assistant.understand.parse import Parsed

_RATIO_SPLIT = re.compile(r"占(?!地|用)")
_RATIO_INSIDE = re.compile(
    r"(?:里|中|当中|里头|里面|这一?块|这部分)[，,]?(?:有)?(?:百分之(?:多少|几)|多大比例|几成|多少比例)"
)
_INSIDE = re.compile(r"\s*[”\"]?\s*(?:支出|经费)?(?:[预决]算数?)?(?:里面|里头|当中|里|中|内)(?:的|，|,)?\s*[“\"]?")
_UNNAMED = re.compile(
    r"\s*[”\"]?\s*(?:里面|里头|当中|里|中|内)的?[，,]?(?:用于|花在|买)?"
    r"(?P<what>(?!哪|谁|什么|最|一?共|总共|所|大概|大约|又|分别|各)[^，,。；;？?]{1,10}?)(?:大概|大约|一?共|总共|分别|又)?"
)
_RATIO_WITHIN = re.compile(
    r"在(?P<whole>[^，,。；;]{2,24}?)(?:里面|里头|当中|里|中|内|上)?(?:所|的)?(?:占|比例|比重|份额)"
)
_OF = re.compile(r"\s*(?:里面?|中|当中)?的\s*")
_AGAINST = re.compile(r"(?:相?比|来比|对比|相较)(?![例重率])")

_MORE_BY = re.compile("[多少高低大小省涨降增减压加长升跌缩][了出掉]*(?:几成|百分之|几分之)")
_PAIR = 2
_PURCHASES = "政府采购预算"
_IS = re.compile(r"\s*[，,]?(?:它|那|又|也|还|再)*(?:是|相当于|等于)")
_COLUMN_OF = re.compile("(?:里面?|里头|当?中|内)(?:的|，|,)?(?:基本|项目|人员|公用)(?:支出|经费)?")


def ratio(base: Plan, parsed: Parsed) -> Plan | None:
    """The plan of a share or of a multiple; None where the question asks for neither."""
    text = parsed.text
    both = parsed.named > 1 or len(parsed.selection.years) > 1
    of_department = parsed.selection.scope == BOTH and cues.RATIO(parsed.plain)  # 本级占全系统的比例
    pair = _pair(base, parsed)
    if pair is not None:
        return pair
    of_other = cues.TIMES(text) or cues.SHARE_OF_OTHER(text) or of_department
    # 数据局和图书馆哪个电费高，高几倍
    of_other = of_other or (parsed.named == _PAIR and bool(cues.IN_TIMES(text)) and bool(cues.WHO(text)))
    of_points = len(base.points) == _PAIR and _OF_POINT.search(text) is not None
    if ((both and of_other) or of_points) and len(distinct(parsed.targets)) <= 1:
        update = {"operation": Operation.RATIO, "targets": parsed.targets[:1], "across": True}
        return base.model_copy(update=update | {"measure_word": "倍" if cues.IN_TIMES(text) else ""})
    if (planned := _of_other(base, parsed)) is not None:
        return planned
    if len(parsed.targets) == 1 and _IS.match(text) and (cues.IN_TIMES(text) or cues.PER_CENT(text)):
        update = {"operation": Operation.RATIO, "targets": (), "against": parsed.targets}  # 又是基本工资的百分之几
        return base.model_copy(update=update | {"measure_word": "倍" if cues.IN_TIMES(text) else ""})
    return supposed_share(base, parsed) or _share(base, parsed)


# 2024年三公经费决算占2025年预算的几成: of the same item then
_OF_POINT = re.compile("占了?(?:20)?\\d{2}年度?的?(?:年?初)?(?:预算|决算)数?的?(?=百分|几|多少|多大|比)")


def _pair(base: Plan, parsed: Parsed) -> Plan | None:
    """A与B之比, 两家的A之比: the first over the second, as a number."""
    if not cues.AS_PAIR(parsed.text) or base.points or len(base.selection.stages) > 1:
        return None
    items = distinct(parsed.targets)
    update = {
        "operation": Operation.RATIO,
        "measure_word": "倍",
        "words": tuple(w for w in base.words if w not in _SAYS),
    }
    if len(items) == _PAIR and parsed.named < _PAIR and len(parsed.selection.years) < _PAIR:
        return base.model_copy(update=update | {"targets": items[:1], "against": items[1:]})
    if len(items) == 1 and (parsed.named == _PAIR) != (len(parsed.selection.years) == _PAIR):
        return base.model_copy(update=update | {"targets": items, "across": True})
    return None


_SAYS = frozenset({"之", "比值", "两项", "之比", "几比几"})
_OVER = re.compile(r"\s*的?(?:比|较)\s*")
_IT = re.compile("它|其(?!他|余)|前者|前面那个|这个数")
_OF_OTHER = re.compile("(?:是|为|相当于|等于)(?!多少)")


def _of_other(base: Plan, parsed: Parsed) -> Plan | None:
    """A是B的几倍, 基本支出里的A是B的百分之几: what stands last before 是, and first after it."""
    times = cues.TIMES(parsed.text)
    share = cues.SHARE_OF_OTHER(parsed.text) and not _RATIO_SPLIT.search(parsed.text)
    if not (times or share) or len(parsed.targets) < _PAIR:
        return None
    for word in _OF_OTHER.finditer(parsed.plain):
        before = between(parsed.targets, 0, word.start())
        after = between(parsed.targets, word.end(), len(parsed.text) + 1)
        if not after and len(before) >= _PAIR and _IT.match(parsed.text, word.end()):
            turned = _OVER.fullmatch(_between(parsed.text, *before[:2])) is None  # 甲比乙多多少，是它的几倍
            before, after = (before[1:], before[:1]) if turned else (before[:1], before[1:2])  # 甲只有…，乙是它的几倍
        if before and after:
            update = {"operation": Operation.RATIO, "targets": before[-1:], "against": after[:1]}
            return base.model_copy(update=update | {"measure_word": "倍" if times else ""})
    return None


def _share(base: Plan, parsed: Parsed) -> Plan | None:
    """The plan of a share of what is named before 占, or of what it is named within."""
    text = parsed.text
    if not cues.RATIO(parsed.plain) or cues.REASON(parsed.plain):
        return None
    if "占" not in text and _MORE_BY.search(text):
        return None  # 退休费比离休费多几成: a difference
    if parsed.named > 1 and len(distinct(parsed.targets)) == 1 and cues.SUM(parsed.plain.partition("占")[0]):
        return None  # 两家三公加起来多少，甲占几成: the sum is asked for first
    if "占" not in text and YEAR_BEFORE(text) and cues.CHANGE(parsed.plain):
        return None  # 较上年压了多少、比例: the rate of a change
    part, whole = _part_and_whole(parsed)
    if not whole and len(part) == _PAIR and _PURCHASES in part[0].names:
        part, whole = part[1:], part[:1]  # 政府采购中小企业拿了多少，占比
    if (named := unnamed_whole(parsed)) is not None:
        whole = (named,)
    part = _of_its_column(part, whole)
    if len(whole) == len(part) == 1 and whole[0].measure[:2] and part[0].text.startswith(whole[0].measure[:2]):
        part, whole = whole, ()  # 水利工程里基本支出占多大比例: the column of the account is the part
    part, whole = (part, whole) if whole else _within_column(part, text)
    update = {"operation": Operation.RATIO, "targets": part, "against": whole}
    whose = cues.WHOSE(parsed.plain) and (cues.RANK(parsed.plain) or cues.WHO(parsed.plain))  # 哪个部门占比最高
    base = base.model_copy(update=update | {"every": base.every or whose})
    if len(whole) > 1 and _OF.fullmatch(text, whole[0].start + len(whole[0].text), whole[1].start):
        nature = "basic" if "基本支出" in whole[0].names else base.selection.nature  # 基本支出的商品和服务支出
        selection = base.selection.model_copy(update={"nature": nature})
        return base.model_copy(update={"against": whole[1:], "selection": selection})
    return base


def _within_column(part: tuple[Target, ...], text: str) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """事业运行中项目支出占比: of the account; 公用经费229万，福利费占多少: of all that is so spent."""
    measure = part[0].measure if len(part) == 1 else ""
    plain = tuple(one.model_copy(update={"measure": ""}) for one in part)
    if measure and _COLUMN_OF.search(text):
        return part, plain
    economic = all(one.codes and all(code.startswith("3") for code in one.codes) for one in part)
    held = measure in ACCOUNTS_OF and economic
    return (plain, (Target(text=measure, names=(measure,)),)) if held else (part, ())


def _of_its_column(part: tuple[Target, ...], whole: tuple[Target, ...]) -> tuple[Target, ...]:
    """一般公共服务支出的人员支出里，行政运行占几成: what stands within a column of an account is of that column."""
    if len(whole) != 1 or not whole[0].measure:
        return part
    column = {"measure": whole[0].measure}
    return tuple(one if one.measure or not _is_part(whole[0], one) else one.model_copy(update=column) for one in part)


_ASKS_FIRST = re.compile("(?:多少|几)[^，,。；;占]{0,6}[，,；;]")


_GAP_ITSELF = re.compile("(?:差额|差距|差值|相差(?:的)?(?:部分|金额|数)?|多出来?的(?:部分|钱)?|少掉?的(?:部分|钱)?)$")


def other_part(parsed: Parsed) -> Target | None:
    """甲和乙合计多少，丙占几成: what stands before 占, in a clause of its own, and is the name of nothing."""
    split = _RATIO_SPLIT.search(parsed.text)
    if split is not None and (gap := _GAP_ITSELF.search(parsed.text, 0, split.start())) is not None:
        return Target(text=gap[0], start=gap.start())  # 差额占高的那项几成
    asked = list(_ASKS_FIRST.finditer(parsed.text, 0, split.start())) if split else []
    if split is None or not asked or between(parsed.targets, asked[-1].end(), split.start()):
        return None
    start = asked[-1].end()
    for word in parsed.words:
        if len(word) > 1 and (at := parsed.text.find(word, start, split.start())) >= 0:
            return Target(text=word, start=at)
    return None


_HALF = ("过半", "半数", "对半")
_OF_WHOLE = re.compile(r"[”\"）)\s]*的?[”\"\s]*")


def supposed_share(base: Plan, parsed: Parsed) -> Plan | None:
    """职业年金是不是养老保险的一半, 物业费占公用经费的三分之一了吗: the share, or the multiple, that is asked about."""
    asked = supposed(parsed.text)
    if asked is None or parsed.named > 1 or len(parsed.selection.years) > 1:
        return None
    split = _RATIO_SPLIT.search(parsed.text)
    if split is not None:
        part, whole = _part_and_whole(parsed)
    elif len(parsed.targets) == _PAIR:
        part, whole = parsed.targets[:1], parsed.targets[1:]
        if not _OF_WHOLE.fullmatch(parsed.text, whole[0].start + len(whole[0].text), asked.start):
            return None
    else:
        return None
    update = {"operation": Operation.RATIO, "targets": part, "against": whole, "threshold": None}
    words = tuple(word for word in base.words if asked.text not in word and word not in _HALF)
    return base.model_copy(update=update | {"words": words, "measure_word": "倍" if asked.times else ""})


_NEXT_CLAUSE = re.compile("[，,；;。？?]")
_BARE_SHARE = re.compile("比[例重]?[，,；;。、？?]")


def _between(text: str, one: Target, other: Target) -> str:
    """What stands between two items, without an amount that is quoted of the first: 1130.74万元|里."""
    return bounds.QUOTED.sub("", text[one.start + len(one.text) : other.start], count=1)


_OF_THREE_PUBLIC = re.compile("因公出国|公务接待|公务用车")


def _is_part(whole: Target, part: Target) -> bool:
    """Whether accounts or kinds of purchases say that one item is within the other."""
    bought = "政府采购预算" in whole.names and any(name.startswith("政府采购") for name in part.names)
    bought = bought or ("“三公”经费" in whole.names and any(map(_OF_THREE_PUBLIC.match, part.names)))
    within = (
        whole.codes
        and part.codes
        and all(any(code.startswith(own) and code != own for own in whole.codes) for code in part.codes)
    )
    # 基本支出八百多万，工资福利占多少: accounts by economic classification, as its table prints them
    codes = part.codes or [code for name in part.names for code in names_of(normalise(name))]
    basic = "基本支出" in whole.names and codes and all(code[0] in "35" for code in codes)
    basic = basic or ("基本支出" in whole.names and bool({*part.names} & {*ACCOUNTS_OF}))
    own = tuple(start for name in whole.names for start in ACCOUNTS_OF.get(name, ()))
    return bought or bool(within or basic or (own and codes and all(code.startswith(own) for code in codes)))


def _part_and_whole(parsed: Parsed) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """What stands before 占 and after it, or within what (里, 在…中) the part is named."""
    if parsed.text.count("占比") == parsed.text.count("占") > 1:  # 甲占比和乙占比: each of the whole
        return tuple(distinct(parsed.targets)), ()
    text = parsed.text
    inside, split = _RATIO_INSIDE.search(text), _RATIO_SPLIT.search(text)
    if inside:
        whole = between(parsed.targets, 0, inside.start() + 1)
        return between(parsed.targets, inside.start() + 1, len(text) + 1), whole
    if not split:
        return _first_or_within(text, parsed.targets)
    if (other := other_part(parsed)) is not None:
        return (other,), between(parsed.targets, split.start(), len(text) + 1) or parsed.targets[:1]
    return _around_share(parsed, split)


def _first_or_within(text: str, targets: tuple[Target, ...]) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """甲在乙的比例: the first of the second; 商品和服务支出中物业管理费的比重: what stands within the first."""
    within = (
        len(targets) > 1
        and (
            _INSIDE.match(_between(text, *targets[:2]))
            or "其中" in _between(text, *targets[:2])  # 采购预算多少，其中小微企业的份额
            or _is_part(*targets[:2])
        )
    )
    return (targets[1:], targets[:1]) if within else (targets[:1], targets[1:])


def _around_share(parsed: Parsed, split: re.Match[str]) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    text = parsed.text
    part = between(parsed.targets, 0, split.start())
    whole = between(parsed.targets, split.start(), _clause_end(text, split.end()))
    if not whole and (within := _RATIO_WITHIN.search(text)):
        whole = between(part, within.start("whole"), within.end("whole"))
        part = tuple(target for target in part if target not in whole) or part
    if not whole and len(part) == _PAIR and _AGAINST.match(text, part[1].start + len(part[1].text)):
        return part[:1], part[1:]  # 住房公积金同住房保障支出比占几成
    if not whole and len(part) > 1 and _INSIDE.fullmatch(_between(text, *part[:2])):
        return part[1:], part[:1]  # 基本支出里工资福利占多大比例
    apart = not whole and len(part) >= _PAIR and _NEXT_CLAUSE.search(_between(text, *part[:2])) is not None
    if apart and all(_is_part(part[0], one) for one in part[1:]):
        return part[1:], part[:1]  # 政府采购一千多万，货物类占十分之一吗; 政府采购金额，其中货物、服务各占多少
    unnamed = _unnamed_inside(text, part[0], split.start()) if len(part) == 1 and not whole else None
    return ((unnamed,), part) if unnamed else (part, whole)


_NO_WHOLE = re.compile(
    '[了的是为比大约概占各自又还就有到在和与及加、里内面“”"（）()]|中(?!小)|前述|这[个项笔类]?|那[个项笔类]?|该|此|其|它|一共|总共|合计|总额|总数|总量|总计'
    "|总体|整体|分别|全部|所有|全年|整个|总|当年|本年|今年|年度|单位|部门|财政|支出|预算|决算|经费|费用|金额|花费|开支|[\\d年度]"
)


def unnamed_whole(parsed: Parsed) -> Target | None:
    """占项目资金的百分之几, 占三公加会务的比例: what 占 names and no document does, where it is not simply all."""
    split = _RATIO_SPLIT.search(parsed.text)
    asked = _ASKED_SHARE.search(parsed.text, split.end()) if split else None
    if split is None or asked is None or _CLAUSE.search(parsed.text, split.end(), asked.start()):
        return None
    plain = bounds.QUOTED.sub("", parsed.plain[split.end() : asked.start()])
    said = re.sub("[（(][^）)]*[）)]", "", plain).replace("〇", "")
    named = re.sub("^(?:这|那|该|此)一?[个项笔类]?|的$", "", parsed.text[split.end() : asked.start()])
    of_all = _RECEIPTS.fullmatch(named) or _RECEIPTS.fullmatch(
        said.removesuffix("的")
    )  # 占收入多少, 占二院收入多少: of all of them
    names = ("收入总计",) if of_all else ()
    return Target(text=named, start=split.end(), names=names) if len(_NO_WHOLE.sub("", said)) > 1 else None


_RECEIPTS = re.compile("(?:这|那)?(?:总|全部|全年|所有)?的?收入(?:总额|总数|预算)?")

_ASKED_SHARE = re.compile("[百千万]分|几成|多少|比重|比例|百分|几分|份额|几")
_CLAUSE = re.compile("[，,；;。？?]")


def _clause_end(text: str, start: int) -> int:
    """Where the clause of 占 ends that has asked: what is named after it (占几成，货物呢) is no whole."""
    if _BARE_SHARE.match(text, start):
        return start  # 接待费占比，用车占比
    asked = _ASKED_SHARE.search(text, start)
    end = _CLAUSE.search(text, asked.end()) if asked else None
    return end.start() if end else len(text) + 1


def _unnamed_inside(text: str, whole: Target, end: int) -> Target | None:
    """三公经费里车占多少: what stands within the whole before 占 and is the name of nothing."""
    inside = _UNNAMED.fullmatch(text, whole.start + len(whole.text), end)
    return Target(text=inside["what"], start=inside.start("what")) if inside else None


def distinct(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """One target for the same thing named twice: 2024年采购决算 and 2025年采购预算."""
    return tuple({(target.names, target.codes, target.measure): target for target in targets}.values())
