"""What a short question asks of the one item before it: where it is spent, what is in it, its share, the other end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation
from assistant.understand.words import asked

if TYPE_CHECKING:
    from assistant.plan import Plan

THEN: Final = r"[\s，,]*(?:那|那么)?"
END: Final = r"(?:来着|啊|呀|哈|哦|嘛|么)?[?？。\s]*"
ASKED: Final = r"(?:呢|(?:是|有|为)?多少(?:钱|呢)?)"
BARE_SHARE: Final = re.compile(
    rf"{THEN}(?:它|其)?(?:占比|占|的?比[重例])(?:是|有|为)?(?:多少|几成|多大|百分之几|几个点)?(?:呢)?{END}"
)
_IT: Final = "(?:它|其|这笔钱|这些钱|这里面|里面|其中)?"
_SPENT_ON: Final = re.compile(
    rf"{THEN}(?:{_IT}|钱)(?:主要|都|具体)*(?:是)?[花用](?:在|到|去)了?"
    rf"(?:哪[里儿]?了?|什么(?:地方|上面|方面)?了?|哪些(?:地方|方面))(?:呢)?{END}"
)
_FUNDED: Final = re.compile(
    rf"{THEN}(?:{_IT}|这个)(?:的)?(?:钱|资金|经费)(?:都|主要)?(?:是)?(?:(?:从|由)哪[里儿]?(?:来|出)(?:的)?|哪[里儿]?来的|谁出的?|来源(?:是)?(?:哪里|什么|哪)?)(?:呢)?{END}"
)
_SO_MUCH: Final = re.compile("的?(?:又|都)?(?:有|是|为|要|花了?|安排了?|预算)?(?:多少|几何)")
_GAP: Final = re.compile(rf"{THEN}相?差(?:额|值|距)?(?:呢)?{END}")
_TOGETHER: Final = re.compile(
    rf"{THEN}(?P<these>(?:这|那)?[两三四五](?:个|项|笔|家|样)(?:单位|项目)?)(?:在)?一(?:起|块儿?)(?:呢|(?:是|有)?多少(?:钱)?(?:呢)?)?{END}"
)
_CHANGE_ALONE: Final = re.compile(
    rf"{THEN}(?:它|其)?的?(?P<way>增加|减少|增长|下降|增减|变化|变动)(?:额|量|数额|金额)(?:是|有)?(?:多少)?(?:呢)?{END}"
)
_SAVED: Final = re.compile(rf"{THEN}(?P<saved>节?省|节约|超支|少花|多花)了(?:呢)?{END}")
_AS_ONE: Final = re.compile("(?<![加合在])一起占")
_END_OF_YEAR: Final = re.compile("年[初末底]")
_THAN_END: Final = re.compile(
    rf"{THEN}(?:它|其)?(?:比|较|跟|和|与)(?P<end>年[初末底])的?(?:相?比)?(?P<rest>[多少高低差增减][^，,。；;]*)?"
)
_OTHER_END: Final = re.compile(rf"{THEN}(?P<end>年[初末底])(?:的)?{ASKED}{END}")
_CONTAINS_IT: Final = re.compile(
    rf"{THEN}{_IT}(?:包括|包含|含|有没有|有)(?:了)?(?P<part>[^，,。；;？?\d这那它其哪什多]{{2,12}}?)(?:吗|么|没有|没){END}"
)
_SCALED: Final = re.compile(
    rf"{THEN}(?:(?:用|拿|把)?(?:它|其|这个数|这笔钱|这个钱|这些|上面的?数?)?(?:的)?)(?P<what>(?:除以|÷|乘以|乘|×)\d{{1,6}}(?:个?月|人)?|打[一二三四五六七八九]折"
    rf"|(?:一半|[两二三四五六七八九十]倍|[二三四五六七八九十]分之[一二三四五六七八九]|\d{{1,3}}[%％]))"
    rf"(?:以后|之后|后)?(?:就)?(?:是|等于|为|得)?(?:多少|几何|几)?(?:钱|万元?|元)?(?:呢)?{END}"
)


def as_one(text: str) -> str:
    """一起占多少: 加起来占多少; 差: 差多少."""
    if _GAP.fullmatch(text):
        return "差多少"
    if (these := _TOGETHER.fullmatch(text)) is not None:
        return f"{these['these']}加起来多少"
    if (moved := _CHANGE_ALONE.fullmatch(text)) is not None:
        return f"{moved['way']}了多少" if moved["way"] in ("增加", "减少", "增长", "下降") else "增减多少"
    if (saved := _SAVED.fullmatch(text)) is not None:
        return f"{saved['saved']}了多少"
    return _AS_ONE.sub("加起来占", text)


def of_term(text: str, own: Plan, last: Plan) -> str:
    """某局2025年有多少, after what a term means: the figure of that name; "" for any other question."""
    defined = last.operation is Operation.DEFINITION and len(last.targets) == 1
    if not defined or own.targets or own.words or not _SO_MUCH.search(text):
        return ""
    return _SO_MUCH.sub(f"的{last.targets[0].text}多少", text, count=1)


def _of_other_end(text: str, item: str) -> str:
    """年末呢, 比年末多多少, after 年初结转多少."""
    found = _THAN_END.match(text) or _OTHER_END.fullmatch(text)
    if found is None or not _END_OF_YEAR.search(item):
        return ""
    other = _END_OF_YEAR.sub(found["end"].replace("底", "末"), item)
    compared = found.re is _THAN_END
    return f"{item}比{other}{found['rest'] or '差多少'}" if compared else f"{other}是多少"


def of_one_item(text: str, item: str, last: Plan) -> str:
    """That question in full; "" where it asks nothing of the kind."""
    if ended := _of_other_end(text, item):
        return ended
    if (part := _CONTAINS_IT.fullmatch(text)) is not None and part["part"] not in item:
        return f"{item}里的{part['part']}是多少"
    if BARE_SHARE.fullmatch(text.removeprefix(item)) and "operating" in last.selection.forms:
        return f"{item}占机关运行经费的比重是多少"  # of the table that it was found in
    if (scaled := _SCALED.fullmatch(text)) is not None:
        link = "" if scaled["what"][0] in "除÷乘×打" else "的"
        return f"{item}{link}{scaled['what'].replace('％', '%')}是多少"
    if _FUNDED.fullmatch(text) or _SPENT_ON.fullmatch(text):
        return f"{item}的资金从哪来" if _FUNDED.fullmatch(text) else f"{item}主要用在哪些方面"
    than_before = asked.MORE_OR_LESS.fullmatch(text) and not re.search(r"\d[万亿元]", last.question)
    return "比上年增减多少" if than_before else ""


TOTALS: Final = frozenset({"支出总计", "收入总计", "收支总计", "本年支出合计", "本年收入合计"})
OF_ONE: Final = frozenset(
    {Operation.LOOKUP, Operation.DIFFERENCE, Operation.CHANGE, Operation.COMPLETION, Operation.REASON}
)


def topic(plan: Plan) -> str:
    """The one item that was asked about: its figure, its change, or how it was carried out; "" where it was no one."""
    about = plan.operation in OF_ONE and len(plan.targets) == 1 and not plan.across
    return plan.targets[0].text if about else ""


def item_of(plan: Plan) -> str:
    """The one item whose figure was asked for; "" where it was anything else."""
    plain = plan.operation is Operation.LOOKUP and len(plan.targets) == 1 and not plan.across
    return plan.targets[0].text if plain else ""
