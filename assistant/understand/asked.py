"""What is asked for as a list (所问清单): items by how they changed, and the bodies a department is made of."""

from __future__ import annotations

import re

from assistant.understand import bounds
from assistant.understand.cues import Cue


def _cue(pattern: str) -> Cue:
    return Cue(re.compile(pattern))


CHANGED_ITEMS = _cue(
    r"(?:哪(?:些|几|个|一)?|(?:几|多少)个?).{0,3}(?:类|款|项|科目|支出|部分|费用|块).{0,10}"
    r"(?:增(?!值|设)|涨|升|多了|减|降|跌|少了|缩|压|变(?!动率))(?!幅?率?(?:多少|几))"
    r"|(?:增(?:加|长)?|上?涨|多|减少?|下?降|少)(?:主要)?(?:出)?(?:[在到]|体现在|来自)了?(?:哪|什么|啥)"  # 涨在哪个科目
    # 类级科目里哪些增加了
    r"|(?:类|款|项|科目|支出|大类|费用)[里中]?(?:面|当中)?的?(?:有)?哪[些几一][个项类]?[^，,。；;？?]{0,6}?(?:增(?!值|设)|涨|升|多了|减|降|跌|少了|缩|压|变(?!动率))"
)
# 哪些科目超了预算, 哪个项目比年初预算增加了: set against the budget, not against another year
_EXCEEDED = "(?:超(?:出|过)?|突破)了?(?:年初|全年|当年|调整)?(?:的)?预算"
EXCEEDED = _cue(_EXCEEDED)
AGAINST_PLAN = _cue(
    _EXCEEDED
    + r"|决算数?[大小高低多少]于(?:年初|全年|当年|调整)?预算"
    + r"|(?:比|较|跟|与)(?:年初|全年|当年|调整)?预算(?:数)?[^，,。；;？?]{0,8}?(?:增|多|超|高|减|少|低|降)"
)
# 最大的一笔, 最贵的单笔: one purchase, and no class of them
ONE_PURCHASE = _cue("最[大多高贵]的?(?:单|那?一)笔")
# 体检费, 食堂补贴: a name of money that a budget may hold, whether or not one does
NAMES_MONEY = _cue(r"(?<![话学])费(?![劲心力尽解])|支出|补贴|补助|津贴|工资|奖金|慰问金|开支|拨款|采购|结转|预算|决算")
# 哪些科目没花完, 哪块花超了: the items of final accounts by how they came out against the budget
WHICH_LEFT = _cue(
    r"哪(?:[些几]个?|一?[个项块类])(?:[类款项]级?)?(?:科目|项目|支出|费用|经费|方面|部分|钱)?(?:都|还|又|的钱|资金)*"
    r"(?:没(?:有)?(?:花|用|执行|支)(?:完|掉|出去|到位)|(?:花|用|支)?超(?:支|了|出)(?!过)|花超|节约了|省下了|省了)"
    r"|(?:节?省|节约|超支?)(?:下来?|出来?)?的?(?:钱|部分)?(?:主要|都)?(?:是)?在了?(?:哪|什么)"
)
_WAYS = "(?:增(?![值设])|涨|升|减|降|跌|缩|压|变化|变动(?!率)|[少多](?=得最))"
# 主要差在哪一项, 变化主要体现在哪几类
_MOVED = "(?:差别?|差距|多出来?|少掉?了?|增[加长]?|减少?|变化|变动|下降|上升)"
_IN_WHICH = "(?:在|是|来自|到)了?哪[一几些]?[个项类款块]"
_UP_TO = "[^，,。；;？?哪]"
_MAINLY = rf"{_MOVED}{_UP_TO}{{0,8}}主要{_UP_TO}{{0,4}}{_IN_WHICH}|主要{_MOVED}{_UP_TO}{{0,4}}{_IN_WHICH}"
_MAINLY += (
    rf"|主要(?:是|因为)?哪(?:些|几|个|一)?.{{0,3}}(?:类|款|项|科目|支出|部分|费用|块)[^，,。；;？?]{{0,3}}?{_MOVED}"
    rf"|主要(?:是)?{_MOVED}[加长少低了]{{0,2}}在了?(?:哪|什么)"
)
_PLACED = "(?:最|第[一二三四五六七八九十]|前[两三四五六七八九十])"
# 哪项降得最厉害, 减少第二多的科目, 增幅最大的科目, 增长最快的是哪一项
MOST_CHANGED = _cue(
    rf"(?:哪(?:些|几|个|一)?.{{0,3}}(?:类|款|项|科目|支出|部分|费用|块)|科目|项目|大类)[^，,。；;？?]{{0,14}}?{_WAYS}[^，,。；;？?最]{{0,4}}{_PLACED}"
    rf"|{_MAINLY}"
    rf"|{_WAYS}[^，,。；;？?最]{{0,4}}{_PLACED}[^，,。；;？?]{{0,5}}?(?:科目|类|款|项|支出|费用|是(?:哪|什么|啥)|的?(?:哪|什么|啥))"
)
BY_RATE = _cue(r"增幅|降幅|涨幅|跌幅|增速|增长率|下降率|最快|百分比|比例")
# 哪几项没安排, 为零的有哪些
_NOTHING = (
    r"(?:没有?|未)(?:安排|发生|支出|列支|花|用|预算|钱)(?!完|掉|出去|够|好|到位)|(?:为|是|等于|都是)(?:零|0(?![.\d]))"
)
EMPTY_ITEMS = _cue(
    rf"(?:哪[一几些]?[个项类样些块笔]?|什么|有没有|有无)[^，,。；;]{{0,8}}?(?:{_NOTHING})|(?:{_NOTHING})的(?:[是有]|都有)?(?:哪|什么)"
    # 〇 is an item: 谁没有公务接待费
    r"|(?:谁|哪(?:几|些|一)?[家个]?(?:单位|部门|局|街道)?)[^，,。；;？?]{0,8}?(?:没有?|无|未列|未安排)〇"
)
# 比上年减少的项目: what is listed or counted by what it was in another year
AGAINST_YEAR = _cue(
    r"(?:(?:比|较|同|与|跟|和)\s*(?:(?:上|去|前)一?年|(?:20)?\d{2}年)|同比)[^，,。；;]{0,16}(?:增(?!值|设)|涨|升|多|减|降|跌|少|缩|压|变)"
)
# what a department is made of, asked for by name
NAMES = _cue(
    r"叫(?:什么|啥)|名字|名单|名称|哪[一两几二三四五]?[家个](?!最|更|多|高)|都有(?:谁|哪些|什么|啥)|有哪些|列一下|列出|罗列"
)
BODIES = _cue(
    r"科室|处室|内设机构|派出机构|直属机构|(?:下属|所属|下面|下辖).{0,4}(?:单位|机构)|预算单位|那几家单位|哪些单位"
)

# what is no question about documents at all, whatever its words name
OTHER_TASK = _cue(r"翻译|翻成.{0,2}文|译成|作一?首|写一?首|讲个?(?:笑话|故事)|唱一?首")
_COUNTED = re.compile(r"那\s*(?P<number>\d+|[一二两三四五六七八九十]+)\s*(?P<unit>辆|台|套|家|个|名|处)")


def claimed_count(text: str) -> tuple[int, str] | None:
    """The count that a question takes for granted (那3辆公务车) and its measure word; None without one."""
    match = _COUNTED.search(text)
    number = bounds.chinese_number(match["number"]) if match else None
    return (number, match["unit"]) if match and number is not None else None


def way_of_change(text: str) -> int:
    """Which way the items that are asked for changed: 1 up, -1 down, 0 either."""
    up = re.search(r"增|涨|升|多了|多出|多得最|翻|超|突破|比[^，,。；;？?最]{1,10}[多高](?!少)", text)
    left = re.search(r"没(?:有)?(?:花|用|执行|支)|结余|节余|剩|节约|省[了下在的]", text)
    down = left or re.search(r"减|降|跌|少了|少得最|缩|压|比[^，,。；;？?最多]{1,10}[少低]", text)
    return (up is not None) - (down is not None)


def level_of_accounts(text: str) -> str:
    """The level of the accounts that are asked for: 类 (大类), 款, or 项."""
    match = re.search(r"(类|款)(?=级|支出|科目|是|下|上|增|减|涨|降|的|比)|(?<=哪[一几])(类|款)", text)
    return (match[1] or match[2]) if match else "项"


# what was spent against what was planned; without 比上年 nothing else is compared
OVERSPENT = _cue(
    r"超支|超预算|省下|节约了|(?:比|较)预算(?:节约|节省|结余)|预算.{0,6}(?:节约|节省|结余|剩)|[少多][花用]了?|超花|花超|用超|花冒|超(?:了|出|过)?(?:年初)?预算(?:了|数)?(?:多少|几)"
    r"|没(?:有)?(?:花|用)(?:完|掉|出去)|(?:还)?(?:剩|余)(?:下|余|了)*(?:多少|几)|(?:结余|节余|节省|节约|省)(?:了|下|出)*(?:多少|几)|超(?:了|出)?(?:多少|几)"
    r"|[，,。；;]超(?:支|预算)?了?(?:没有?|吗|么)?[?？。]?$"
)
OVER_BUDGET = _cue(r"超(?:了|出|过)?(?:年初|当年|全年)?预算(?:了|数)?(?:多少|几)")
_BEFORE = "(?:上|去|前)一?年(?:度)?"
YEAR_BEFORE = _cue(rf"(?:比|较|同|与|跟|和|对比)\s*{_BEFORE}|同比")
# 三项合计比去年: set against it, and not 今年和去年合计
AGAINST_BEFORE = _cue(rf"(?:比(?![例重率较])|较){_BEFORE}")
# 谁涨得快: the growth of each
FASTER = _cue(
    "(?:谁|哪一?[个项家])的?〇*(?:比(?:上|去|前)一?年)?(?:更|比较)?(?:增|涨|长|升|降|减)[加长幅少]?了?得?(?:更|比较|最)?[快慢多大小猛]"
)
# 少的1.64万占去年几成, 差额占预算的百分之几: the share of a difference, not that of an item
SHARE_OF_GAP = _cue(
    r"(?:多|少|增加|减少|增长|相?差|省|超)(?:出来?|下来?|掉)?的(?:那|这)?(?:部分|钱|金额|额|\d[\d.,]*[万亿]?元?)?占|(?:差额|差距|差值)的?占"
)
# 多了还是少了
MORE_OR_LESS = re.compile(
    r"\s*(?:那|那么)?(?:它|其)?(?:是)?[多少高低增减涨降升][加长]?了?(?:还是|或)[多少高低增减涨降升][加少]?了?(?:呢)?[?？。]?"
)
# 比上年呢: of what was asked for before
BARE_BEFORE = _cue(
    rf"^[\s，,]*(?:那|那么)?(?:它|其)?(?:比|较|同|跟|和|与){_BEFORE}(?:的)?(?:相?比|对比)?(?:起来)?(?:呢|怎么样|如何|怎样|变化)?[?？。]?$"
)
# 出处在哪, 在哪一页: where a figure stands
SOURCED = re.compile(
    r"[，,、]?(?:(?:这个|那个|该|这些|上面的?|以上)?(?:数字|数据|数|金额)?)?的?"
    r"(?:(?<!资金)(?<!经费)(?<!收入)(?<!主要)(?<!主要的)(?<!大)(?<!大的)(?:数据|信息|数字)?(?:出处|来源)(?:是|在|于)?(?:哪[里儿]?|什么(?:地方|文件|表)?|何处|呢)?"
    r"|(?:是|都)?(?:从|在|出自|来自|见于?|引自|写在|印在|列在)(?:文件|报告|原文|表格)?的?(?:第)?(?:哪|几)(?:一)?(?:页|行|张表(?!是)|个表|份文件|个文件)(?:上|里|中)?(?:的|呢|看到的?|查到的?|写的?|印的?)?"
    r"|(?:在)?第几(?:页|行)|(?:给|标|注|附)(?:一下|出|上|个)?(?:出处|来源|页码|页数|原文位置)|页码(?:是)?多少|哪一?[页行](?:上)?(?:的|呢)?(?=[?？。]?$))"
    r"[?？。]?"
)
PLACE = _cue(r"[中里]?(?:排|列|名列|位居)?在?第几(?:名|位|大|高|多|少|低|小)?")

# 结转项目是哪个: one of them, or all
WHICH_PROJECT = _cue("项目(?:是|叫)(?:哪一?个|什么)(?:项目)?(?:呢)?[?？，,。]?$")

# 两家项目最大的分别是哪个: of each of them
LARGEST_OF_EACH = _cue(
    "项目[^，,。；;？?]{0,8}最[大多高贵][^，,。；;？?]{0,6}(?:分别|各自?)是|(?:分别|各自)[^，,。；;？?]{0,6}最[大多高贵][^，,。；;？?]{0,4}项目"
)

_EACH = "每一?(?:年|家|个?单位|个?部门|项(?!目))"
# an average of what the question names; 平均工资 and 平均响应时间 are names
AVERAGED = _cue(
    rf"平均(?:下来|一下|算下来|到)?{_EACH}|{_EACH}平均|年均|的?均值|的?平均(?:数|值)|(?<=[年家个项])的?平均(?=[一-龥])"
    "|的?平均(?:一下|下来|起来|算下来)?(?=是|为|有|多少|花|要|[？?，,。]|$)"
)
# 没用财政钱的项目: those that no grant pays for
UNFUNDED = _cue(
    r"(?:没有?|未|不)(?:用|使用|动用|花|安排|靠|拿|占用)?(?:到|过|了)?(?:本级|本年|当年)?财政(?:拨款|资金|的?钱)?"
)

BY_UNIT = _cue(
    r"(?:分|按|依)(?:各|预算|下属|二级)?单位(?:来|地)?(?:列|分|看|拆|统计|汇总|说)?|每个(?:下属|预算|二级)单位"
)
# asked after something else it is of that: 有几辆车，要花多少钱
BARE_SPENT = _cue(
    r"^[，,。；;\s]*(?:那|那么)?(?:一年|每年|全年|当年|今年)?(?:下来)?(?:一共|总共)?(?:大概|大约)?(?:要|得|需要?|能)?(?:花|用)(?:了|掉|费)?(?:多少|几)(?:钱|万元?|个?亿)?[?？。！]?$"
)
# 合计多少元, 相差几个亿
IN_UNIT = _cue(r"(?:多少|几)个?(?:亿元?|万元?|元|块钱)(?![一-龥]{0,3}以[上下内])")
# 换成元, 用万元表示: what is worked out is told in that unit
CONVERTED = _cue(
    r"换算|[换折兑化转][成为算合]|(?:按|用|以|改)(?:成|为)?(?:亿元?|万元?|元)(?:的?单位|来?(?:说|算|表示|计|看|显示))"
)
