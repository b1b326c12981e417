"""What the words around a figure say of it: level, change, rate or share, its sign, its base, its noun.

The lead of a figure is the text between the figure before it (or the beginning of the sentence) and its own number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.catalogue.vocabulary import canonical
from index.model.frozen import frozen
from index.model.records import Role
from index.narrative.reasons import REASON_MARK

if TYPE_CHECKING:
    from index.narrative.figures import PrintedFigure

_UP = "增加|增长|增支|增收|增幅|涨幅|增速|新增|上升|提高|提升|上涨|上浮|调增|核增|追加|增"
_DOWN = "减少|减支|减收|下降|降低|压减|压缩|缩减|缩小|下调|调减|核减|节约|节省|降幅|减幅|降|减"
_CHANGE = re.compile(
    rf"(?:各|分别|均|共|略有?|小幅|大幅|相应|净|总|仅|预计|再|又|将|约)*"
    rf"(?:(?P<both>(?:{_UP})[（/、或]?(?:{_DOWN})）?|(?:{_DOWN})[（/、或]?(?:{_UP})）?|增减)|(?P<up>{_UP})|(?P<down>{_DOWN}))"
    r"(?:(?P<amount>了|额|数|率|幅度|比例|变化率?|变动率?|金额|的金额)|(?:财政)?(?:预算|支出|经费|资金|收入|拨款)(?:安排)?)?"
    r"(?P<reach>为|是|到|至|达到?)?[：:]?(?:约|近)?$"
)
_NOMINAL = re.compile(r"(?:增长|提升|提高|上升|追加|(?<![调核])增)$")
_SHARE = re.compile(
    r"(?:占比|所占比[重例]|比重|占|完成率为|(?P<done>完成|为|达到?|相当于)(?=(?:了)?(?:全?年|年初|调整|当年|预算|支出预算|收入预算|上年|20\d\d年)))(?:了)?"
    r"(?P<base>[^，；。]{0,40}?)(?:的)?(?:比[重例]|百分比|份额)?(?:约?为|达到?|约|是)?$"
)
_YEARS = r"(?:上一?年度?|上年度|去年|前年|年初|往年|以前年度|(?:19|20)\d\d年(?:度|初)?(?:（[^（）]{1,8}）)?|同期)"
_STAGE_WORDS = (
    r"(?:同期|当年|全年|初|末|财政拨款|部门|单位|本级|年初|调整(?:后)?|预算|决算|执行|完成|实际|支出|收入|"
    r"总|合计|累计|安排|数据?|额|水平|同口径)"
)
# 决算数大于预算数 5 万元: the comparison is the verb itself
_AGAINST = (
    r"(?:大于|高于|多于|超出|超过|小于|低于|少于)"
    r"(?:(?:年初|调整后?|全年|当年)?(?:预算|决算)数?|(?:上一?年度?|去年)(?:的)?(?:预算|决算|执行|实际)?数?)"
)
_OVER = re.compile(rf"{_AGAINST}(?:共计|了)?$")
_MORE = re.compile(r"(?<![减缩增提降升至最])(?:多出?|超支?|高出?|少|低)(?:支出|安排|支|了)*$")  # 比预算数多 5 万元
_SPENT_MORE = re.compile(r"(?<![减缩增提降升至最])[多少](?:支出|支)了?$")  # says by itself that it compares
_LESS = re.compile(r"小于|低于|少|低")
_BASE = re.compile(
    rf"(?:同口径)?(?:(?:与|同|和|跟)(?:{_YEARS}|预算|年初预算|决算|调整预算)[^，。；]{{0,16}}?(?:相比较?|比较|对比|相较|比)(?!率|重|例)"
    rf"|(?:相?比较?|较|对比|相较于?)(?:于|之)?(?:{_YEARS}{_STAGE_WORDS}*|(?:年初|调整)?预算数?|决算数?)|同比|环比|按可比口径"
    rf"|(?:与|同|和|跟){_YEARS}{_STAGE_WORDS}*数?$|^对比$|{_AGAINST})"
)
_BASE_AMOUNT = re.compile(  # 较上年（9 万元）增加, 比上年决算数 9 万元减少
    rf"((?:相?比较?|较|与|同|和|跟)\s*(?:{_YEARS}{_STAGE_WORDS}*|(?:上一?年度?|去年)(?:(?!{_UP}|{_DOWN})[\u4e00-\u9fff“”（）]){{0,16}}?)数?)"
    rf"(?:（\s*[\d,.，]+\s*(?:万|亿)?元\s*）|\s*[\d,.，]+\s*(?:万|亿)?元)"
    rf"(?=[\s，]*(?:相比)?[\s，]*(?:{_UP}|{_DOWN}))"
)
_FROM = re.compile(r"由(?:原来|原先|原有)?的?$|从(?:原来|原先)?的?$|(?<=由)(?:原来|原先)的?$")
_TO = re.compile(rf"^(?:{_UP}|{_DOWN}|精简|合并|整合|扩大|调整|优化|变|改)(?:为|到|至)了?$")
_REACHED = re.compile(rf"(?:{_UP}|{_DOWN}|精简|扩大|调整)(?:到|至)$")
_THAN_YEAR = re.compile(rf"[比较](?:19|20)\d\d年(?:度)?{_STAGE_WORDS}*数?")
_MOVED = re.compile(rf"{_UP}|{_DOWN}")
_THEN_MOVED = re.compile(rf"[，,]?(?:相比)?(?:{_UP}|{_DOWN}|无(?:增减)?变化|持平)")
_DELIMITERS = "，,；;。！？：:"
_PARTS = re.compile(
    r"其中(?:（[^（）]*）)?[，,：:]?|(?:用于|包括)(?:以下|如下)?(?:几个)?(?:方面|内容|项目)?[：:]"
    r"|按照?[^，。；：]{2,16}(?:划分|分类|分)[，,：:]"
)
# 决算数小于预算数的主要原因是厉行节约，与上年相比减少 3 万元: the comparison is no part of the reason
_AFTER_REASON = re.compile(
    r"(?:决算|支出|执行)数?(?:大于|小于|高于|低于|多于|少于|等于|超过|超出)[^，；。]{0,8}预算数?的?(?:主要)?原因[^。；]*"
    r"，(?:与|同|较|比)(?:上一?年|去年|(?:19|20)\d\d年)(?:度|决算|支出|执行|实际|数)*(?:相?比较?|对比|相较)?[^，]{0,8}$"
)
_LISTED = re.compile(r"[）]?[、和及]")
_JOINED = re.compile(r"^[）]?[、和及]|^以及")
_EACH = re.compile(r"(?P<each>分别|均)(?:各?(?:安排|增加|减少))?(?:为|是|达)?$")
_THROUGH_BRACKET = re.compile(r"^.*（(?=[^）]*$)")
_THROUGH_PARTS = re.compile(rf"^.*(?:{_PARTS.pattern})")
_THROUGH_REASON = re.compile(rf"^.*(?:{REASON_MARK.pattern})")
_NOT_AFTER_NOUN = re.compile(
    r"为|是|和|与|及|的|以|左|用于|比|较|增|减|主要|均|全|共|其中|已|并|将|占|未|无|由|从|在(?![职编校岗册建])|对(?!象)|正在|需|可|按|可以|完成|建设|实施|进行|开展|涉及|纳入|达到|"
    r"实现|得到|正常|通过|分别|每|余|多|内(?!设)|外(?![聘设派])|上(?!级)|下(?![属设辖级])|不|等|不含|含"
)
_NOT_ATTRIBUTIVE = re.compile(
    r"用于|主要|其中|比|与|较|同比|占|和|及|以及|等|不含|含|全部|均|由|系|是|为|并|已|将|分别|增|减|完成|支出?决算|下降|上升|安排|来自|来源|属|列入|纳入|用作|到|至|压缩|压减|精简|扩大|提高|提升|缩短|调整|变|优化|合并|整合"
)
_NOUN_STOP = re.compile(
    r"的|设置|实行|组织(?!机)|每[年月日]|全年|进行|实现|进驻|实施|共(?!享|产)|已|均|并|进行|完成|开展|财政拨款|财政|比上年|较上年|用于|达到|覆盖|分别|[，。；：、）（,;:“”\s]|和|与|及|纳入|参加|全部|左右"
)
_MAX_NOUN = 16
_RUNS_ON = re.compile(r"的?[\u4e00-\u9fff](?<!的)")
_CHARACTER = re.compile(r"[\u4e00-\u9fff]")
_SHORT_BRACKETS = re.compile(r"（([^（）]{1,3})）(?=[\u4e00-\u9fff])")
_NO_NOUN = re.compile(r"\d|压缩|增加|减少|(?:费|经费|支出|收入)$")


@frozen
class Clause:
    """A figure's surroundings: `segments` are the comma pieces of the lead, nearest last, with role words taken off.

    `marks` holds the punctuation after each segment but the last. `noun` is the noun after the measure word of a count,
    `consumed` its length in the text behind the figure.
    """

    figure: PrintedFigure
    role: Role
    sign: int
    base: str
    segments: tuple[str, ...]
    marks: tuple[str, ...]
    lead: str
    opens_parts: bool = False
    opens_bracket: bool = False
    closes_bracket: bool = False
    in_reason: bool = False
    noun: str = ""
    consumed: int = 0
    continued: bool = False  # 由 9 个压缩为 4 个: the second figure
    shared: bool = False  # …均为 0, …分别为 …
    each_own: bool = False
    listed: bool = False  # follows the figure before it after 、
    against: str = ""  # 比2024年三公经费预算 3.10 万元减少: the amount is of the year that is compared with
    attributive: bool = False  # 7 万元培训费: the amount belongs to the words behind it


def without_base_amounts(sentence: str) -> str:
    """A folded sentence with spaces for the amount in brackets after the base of a change: 较上年（9 万元）增加."""
    return _BASE_AMOUNT.sub(lambda found: found[1] + " " * (len(found[0]) - len(found[1])), sentence)


def read_clause(figure: PrintedFigure, lead: str, tail: str) -> Clause:
    """Read the words before (`lead`) and after (`tail`) a figure, both folded; `lead` without white space."""
    lead = lead.replace("收、支", "收支").replace("收入、支出", "收入支出")
    opens_bracket, closes_bracket = _brackets(lead)
    listed = bool(_LISTED.match(lead))
    opens_parts = bool(_PARTS.search(lead))
    words = _THROUGH_PARTS.sub("", lead) if opens_parts else lead
    opens_parts = opens_parts or (opens_bracket and lead.startswith("（"))
    gives_reason = REASON_MARK.search(lead) is not None
    words = _THROUGH_REASON.sub("", words) if gives_reason else words
    words = _JOINED.sub("", words)
    words = _THROUGH_BRACKET.sub("", words)
    segments, marks = _segments(words)
    nearest = segments[-1].lstrip("”）")
    compared = any(_BASE.search(segment) for segment in segments)
    against = ""
    role, sign, nearest, base = _role(figure, nearest, compared=compared)
    if role in (Role.CHANGE, Role.RATE):
        nearest, base = _without_base(nearest)
        for index in range(len(segments) - 2, -1, -1):
            segments[index], found = _without_base(segments[index])
            base = base or found
    elif role is not Role.SHARE:
        nearest, found = _without_base(nearest)
        base = "" if found else base
        against = _of_year_before(figure, found, nearest, tail)
        nearest = f"{against[1:]}{nearest}" if against else nearest
    if role in (Role.LEVEL, Role.COUNT) and not _TO.match(nearest):
        nearest = _REACHED.sub("", nearest)
    start = _FROM.search(nearest) if role in (Role.LEVEL, Role.COUNT) else None
    if start:
        base, nearest = start.group(), nearest[: start.start()]
    each = _EACH.search(nearest)
    noun, consumed = _noun_after(figure, tail)
    return Clause(
        figure, role, sign, base, (*segments[:-1], nearest[: each.start()] if each else nearest), tuple(marks), lead,
        opens_parts=opens_parts, opens_bracket=opens_bracket, closes_bracket=closes_bracket,
        in_reason=gives_reason and not _AFTER_REASON.search(lead), noun=noun, consumed=consumed,
        continued=bool(_TO.match(nearest)), attributive=_is_attributive(figure, tail, noun),
        shared=each is not None and each["each"] == "均",
        each_own=each is not None and each["each"] == "分别", listed=listed, against=against,
    )  # fmt: skip


def _brackets(lead: str) -> tuple[bool, bool]:
    """Whether the lead opens a bracket that the figure stands in; whether it first closes an earlier one."""
    depth, lowest = 0, 0
    for character in lead if "（" in lead or "）" in lead else "":
        depth += (character == "（") - (character == "）")
        lowest = min(lowest, depth)
    return depth - lowest > 0, lowest < 0


def _segments(words: str) -> tuple[list[str], list[str]]:
    """Split at commas and colons outside brackets; empty pieces at the end are dropped."""
    segments, marks, depth, start = [], [], 0, 0
    for index, character in enumerate(words):
        depth += (character == "（") - (character == "）")
        if depth <= 0 and character in _DELIMITERS:
            segments.append(words[start:index])
            marks.append(character)
            start = index + 1
    segments.append(words[start:])
    while len(segments) > 1 and not segments[-1]:
        segments.pop()
        marks.pop()
    return segments, marks


def _role(figure: PrintedFigure, words: str, *, compared: bool) -> tuple[Role, int, str, str]:
    """Role, sign, the words left before the role words, and the base of a share."""
    against = None if figure.kind == "count" else _OVER.search(words)
    more = (_MORE if compared else _SPENT_MORE).search(words) if figure.kind != "count" else None
    if against or more:
        kept = words[: more.start()] if more else words
        sign = -1 if _LESS.search((against or more)[0]) else 1  # type: ignore[index]  # one of them was found
        return (Role.CHANGE if figure.kind == "money" else Role.RATE), sign, kept, ""
    change = _CHANGE.search(words) if _MOVED.search(words) else None  # most words tell of none, which is soon seen
    if change and figure.kind == "money" and not compared and _NOMINAL.search(words) and words[: change.start()]:
        change = None  # 能力提升 80 万元: the words name what the money is for
    if change and (change["reach"] not in ("为", "到", "至", "达", "达到") or change["amount"] not in (None, "了")):
        percent = figure.kind == "percent" and "百分点" not in figure.unit
        sign = 0 if change["both"] else (-1 if change["down"] else 1)
        return (Role.RATE if percent else Role.CHANGE), sign, words[: change.start()], ""
    if figure.kind == "percent":
        share = _SHARE.search(words)
        if share:
            return Role.SHARE, 1, words[: share.start()], share["base"]
    return (Role.COUNT if figure.kind == "count" and "/" not in figure.unit else Role.LEVEL), 1, words, ""


def _without_base(words: str) -> tuple[str, str]:
    """Take the comparison (比2023年预算数) out of a segment; the words left, and the comparison as printed."""
    match = _BASE.search(words)
    if not match:
        return words, ""
    before, behind = words[: match.start()], words[match.end() :]
    again = before and behind and canonical(before) == canonical(behind)  # 三公经费预算数比2016年三公经费预算数减少
    return before if again else before + behind, match.group()


def _of_year_before(figure: PrintedFigure, base: str, words: str, tail: str) -> str:
    """The comparison that an amount of the year before stands in: 比2024年 of 比2024年三公经费预算 3.10 万元减少."""
    compared = figure.kind == "money" and _THAN_YEAR.fullmatch(base) and words and not _MOVED.search(words)
    return base if compared and _THEN_MOVED.match(tail.lstrip()) else ""


def _is_attributive(figure: PrintedFigure, tail: str, noun: str) -> bool:
    """Whether words behind a figure run on without a break, so that it may be of them and not of those before."""
    runs_on = _RUNS_ON.match(tail.lstrip()) and not _NOT_ATTRIBUTIVE.match(tail.lstrip())
    return bool(runs_on) and figure.kind in ("money", "count") and not noun


def _noun_after(figure: PrintedFigure, tail: str) -> tuple[str, int]:
    """The noun right behind a measure word (9 个项目绩效目标), and how much of the text it takes."""
    if figure.kind != "count":
        return "", 0
    stripped = tail.lstrip()
    blank = len(tail) - len(stripped)
    if not stripped or _NOT_AFTER_NOUN.match(stripped) or not _CHARACTER.match(stripped):
        return "", 0
    protected = _SHORT_BRACKETS.sub(r"⟦\1⟧", stripped)
    stop = _NOUN_STOP.search(protected)
    noun = protected[: stop.start()] if stop else protected
    if len(noun) > _MAX_NOUN or len(noun) < 1 or _NO_NOUN.search(noun):
        return "", 0
    return noun.replace("⟦", "（").replace("⟧", "）"), blank + len(noun)
