"""Another year or stage of what was asked before (换年换口径): 预算多少, 去年实际花了多少, 比2024年决算多多少."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.of_one import END, OF_ONE, THEN, TOTALS, item_of, topic
from assistant.conversation.pointing import organization_of
from assistant.plan import Operation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_VERB: Final = "(?:是|为|有|执行了?|花了?|用了?|支出了?|给了?|安排了?|批了?|定了?|列了?|报了?|编了?|要)"
_STAGE: Final = re.compile(
    rf"{THEN}(?:它|其)?的?(?P<stage>年初预算|预算|决算|执行)数?(?:又|当初|原来)?{_VERB}?(?:多少|几何)(?:钱|万元?|呢)?{END}"
    rf"|{THEN}(?:它|其)?的?(?P<bare>年初预算|预算|决算|执行)数?{END}"
)
_STAGE_CLAIMED: Final = re.compile(
    rf"{THEN}(?:它|其)?的?(?P<claim>(?:年初预算|预算|决算)数?(?:应该)?(?:是|为|有)\d[\d.,]*[万亿]?元?[，,]?(?:吧|吗|对吧|对吗|没错吧|对不对|是吧|是吗)){END}"
)
_AT_POINT: Final = re.compile(
    rf"{THEN}(?:它|其|今年|本年)?(?P<item>[^，,。；;？?比]{{0,14}}?)的?(?P<word>比|较|跟|和|与|同)(?P<year>(?:20)?\d{{2}}年|去年|上年)(?:度)?的?"
    r"(?P<stage>年初预算|预算|决算|实际(?:上)?(?:支出|花的|花费|执行|用的)?)(?:数)?(?P<rest>[^，,。；;？?]*(?:[多少高低大小差增减省超涨降]|比)[^。；;]*)"
)
_ASIDE_ASKED: Final = re.compile("呢[，,](?=(?:相?差|[多少高低])了?(?:多少|几))")  # 比2024年决算呢，差多少
_YEAR_AND_STAGE: Final = re.compile(
    rf"{THEN}(?:它|其)?的?(?P<year>(?:20)?\d{{2}}年|去年|今年|上年|前年)(?:度)?的?(?P<stage>年初预算|预算|决算)数?"
    rf"(?:又|呢)?{_VERB}?(?:多少|几何)(?:钱|万元?|呢)?{END}"
)
_YEAR_AND_BARE_STAGE: Final = re.compile(
    rf"{THEN}(?:它|其)?的?(?P<year>(?:20)?\d{{2}}年|今年)(?:度)?的?(?P<stage>年初预算|预算|决算)数?(?:的|里的|里面的)?{END}"
)
_STAGE_SAID: Final = re.compile("(?<=.)(?:年初预算|预算|决算)数?$")
_YEAR_AND_VERB: Final = re.compile(
    rf"{THEN}(?:它|其)?的?(?P<year>(?:20)?\d{{2}}年|今年)(?:度)?(?P<stage>)(?:又|还)?(?:安排|给|批|列|编)了?(?:多少|几何)(?:钱|万元?|呢)?{END}"
)
_PLANNED_OR_SPENT: Final = re.compile(
    rf"{THEN}(?:它|其)?的?(?P<year>(?:20)?\d{{2}}年|去年|今年|上年|前年|前一年|上一年)?(?:度)?的?"
    r"(?:(?P<planned>年初|当初|原来|原先|原本|本来|最初)的?(?:预算)?(?:是|给|批|定|安排|报|列|编|下达|计划|打算)[了的]?"
    r"|(?:又|就)?(?:实际|最后|最终|到底|真正|到头来)上?(?:又|就|才|只)?(?:花|用|支出?|执行|付|开支|掏)[掉去出]?了?)"
    rf"(?:多少|几何)(?:钱|万元?|呢)?{END}"
)
_THAN_BUDGET: Final = re.compile(rf"{THEN}(?:它|其)?比(?:年初)?预算(?:数)?(?P<rest>[多少高低差省超节增减][^，,。；;]*)")
_PAIR: Final = 2


def at_point_of(ledger: Ledger, text: str, own: Plan, last: Plan) -> str:
    """比2024年决算多多少: what was asked for before, at its own year, against that of another year and stage."""
    point, here = _AT_POINT.fullmatch(_ASIDE_ASKED.sub("", text)), last.selection
    said = point["item"] if point is not None else ""
    spoken = [target for target in own.targets if target.start >= 0]  # 决算 alone is no item
    named = len(spoken) == 1 and spoken[0].text == said
    item = (said if named else "") if said or spoken else item_of(last) or _of_times(last) or _carried_out(last)
    if point is None or not item or len(here.years) != 1 or len(here.organizations) != 1:
        return ""
    [now] = here.years
    year = f"{now - 1}年" if point["year"] in ("去年", "上年") else point["year"]
    who = organization_of(ledger, here.organizations[0])
    stage = "决算" if point["stage"].startswith("实际") else point["stage"]
    return f"{who}{now}年{here.kind}{item}{point['word']}{year}{stage}{point['rest']}"


_POINT_OVER: Final = re.compile(
    rf"{THEN}(?P<year>(?:20)?\d{{2}}年|今年|明年)(?:度)?的?(?P<stage>年初预算|预算|决算)?数?比"
    r"(?:这个数?|那个数?|它|其|上面的?|刚才的?|前面的?)?(?:(?P<then>(?:20)?\d{2}年)(?:度)?的?)?(?P<base>年初预算|预算|决算)?数?"
    r"(?P<rest>[多少高低大小差增减省超涨降][^，,。；;]*)"
)


def point_over(ledger: Ledger, text: str, own: Plan, last: Plan) -> str:
    """2025年预算比这个决算多多少, after an item: that of the year named now against that of the year before."""
    point, here = _POINT_OVER.fullmatch(text), last.selection
    item = item_of(last) or _carried_out(last)
    named = any(target.start >= 0 and target.text not in ("预算", "决算") for target in own.targets)
    if point is None or not item or named or len(here.years) != 1 or len(here.organizations) != 1:
        return ""
    then = point["then"] or f"{here.years[0]}年"
    who, stage = organization_of(ledger, here.organizations[0]), _STAGE_SAID.sub("", item)
    return f"{who}{point['year']}{point['stage'] or ''}{stage}比{then}{point['base'] or here.kind}{point['rest']}"


_TIMES_THEN: Final = re.compile(
    rf"{THEN}(?P<year>(?:20)?\d{{2}}年)(?:度)?的?是(?:它|其|这个数)的?(?P<times>(?:几|多少)倍|百分之(?:几|多少)|几分之几)(?:呢)?{END}"
)


def times_then(text: str, last: Plan) -> str:
    """2019年是它的几倍, after an item of one year: of that item in both years."""
    then = _TIMES_THEN.fullmatch(text)
    item = topic(last) or _shared(last)
    if then is None or not item or len(last.selection.years) != 1:
        return ""
    return f"{then['year']}{item}是{last.selection.years[0]}年{item}的{then['times']}"


def _of_times(last: Plan) -> str:
    """The item that was set against another as a multiple of it: its amounts are compared then."""
    alone = last.operation is Operation.RATIO and last.measure_word == "倍" and len(last.targets) == 1
    return last.targets[0].text if alone and not last.across else ""


def _carried_out(last: Plan) -> str:
    """The item whose rate of completion was asked for."""
    return topic(last) if last.operation is Operation.COMPLETION else ""


def against_budget(text: str, last: Plan) -> str:
    """比预算少多少, after a figure of final accounts: against the budget of the item, and not the whole one."""
    than, item = _THAN_BUDGET.fullmatch(text), topic(last)
    if than is None or not item or last.selection.kind != "决算" or {*last.targets[0].names} & TOTALS:
        return ""
    return f"{item}决算比年初预算{than['rest']}"


_SAVED_RATE: Final = re.compile(
    rf"{THEN}(?:它|其|一共)?(?P<rate>节?省|节约|节支|少花|超支?|多花)(?:率(?:是|为|有)?(?:多少|多大)|(?:了|出|下)?(?:百分之(?:几|多少)|几成|多少个?百分(?:点|比)?|几个百分点))(?:呢)?{END}"
)


def saved_rate(text: str, earlier: Sequence[Plan]) -> str:
    """省了几成, after the budget and the result of an item: by what share the result is below the budget."""
    rate, item, last = _SAVED_RATE.fullmatch(text), _STAGE_SAID.sub("", topic(earlier[-1])), earlier[-1]
    kinds = {one.selection.kind for one in earlier[-_PAIR:] if _STAGE_SAID.sub("", topic(one)) == item}
    compared = last.operation is Operation.DIFFERENCE and (last.points or len(last.selection.stages) > 1)
    if rate is None or not item or not (compared or kinds == {"预算", "决算"}):
        return ""
    return f"{item}决算比年初预算差多少，差异率多少"  # of the budget, whichever is more


def _shared(last: Plan) -> str:
    """The item whose share was asked for: 去年预算多少 asks for its amount then."""
    alone = last.operation is Operation.RATIO and len(last.targets) == 1 and not last.across
    return last.targets[0].text if alone else ""


def of_year_and_stage(text: str, last: Plan) -> str:
    """2025年预算又是多少, after an item: its budget of that year, and not the whole one."""
    point = _YEAR_AND_STAGE.fullmatch(text) or _YEAR_AND_VERB.fullmatch(text) or _YEAR_AND_BARE_STAGE.fullmatch(text)
    item = _STAGE_SAID.sub("", topic(last) or _shared(last))
    ends = re.search("年[初末]|结转", item) is not None and "预算" not in text  # 年初是多少, after 年末结转
    if (
        (verb := _PLANNED_OR_SPENT.fullmatch(text)) is not None
        and item
        and not ends
        and not {*last.targets[0].names} & TOTALS
    ):
        planned = "预算" if verb["year"] or last.selection.kind != "决算" else "年初预算"
        return f"{verb['year'] or ''}{item}的{planned if verb['planned'] else '决算'}数是多少"
    if (bare := _YEAR_AND_BARE_STAGE.fullmatch(text)) is not None and len(last.targets) > 1:
        return f"{bare['year']}{bare['stage']}呢"
    if point is None or not item or {*last.targets[0].names} & TOTALS:
        return ""
    return f"{point['year']}{item}的{point['stage'] or '预算'}数是多少"


def of_stage(text: str, last: Plan) -> str:
    """预算多少, after an item: its budget, and not the whole one."""
    stage, [item] = _STAGE.fullmatch(text), last.targets
    of_one = last.operation in OF_ONE or (last.operation is Operation.RATIO and stage is not None and stage["stage"])
    if not of_one or last.across or {*item.names} & TOTALS or not item.text:
        return ""
    if (said := _STAGE_CLAIMED.fullmatch(text)) is not None:
        return f"{_STAGE_SAID.sub('', item.text)}的{said['claim']}"
    if stage is None:
        return ""
    return f"{_STAGE_SAID.sub('', item.text)}的{stage['stage'] or stage['bare']}数是多少"


_LEAST_RATED: Final = re.compile(
    rf"{THEN}(?:其中|里面)?(?P<what>哪一?[个项](?:科目|项目|支出)?|(?:科目|项目)里?)(?:的)?(?:是)?最(?P<end>低|高|差|好|慢|快)(?:的)?(?:是)?(?:哪一?[个项]|什么)?(?:呢)?{END}"
    rf"|{THEN}最(?P<turned>低|高|差|好|慢|快)的(?:科目|项目)?(?:是)?(?P<which>哪一?[个项](?:科目|项目)|(?:哪个)?(?:科目|项目)是?(?:哪一?个|什么)?)(?:呢)?{END}"
)


def least_rated(text: str, last: Plan) -> str:
    """哪个科目最低, after a rate: the lowest rate, and not the least amount."""
    least = _LEAST_RATED.fullmatch(text)
    if least is None or last.operation is not Operation.COMPLETION:
        return ""
    said, end = least["what"] or least["which"], least["end"] or least["turned"]
    what = "哪个项目" if "项目" in said else "哪个科目"
    return f"{what}执行率最{'低' if end in '低差慢' else '高'}"
