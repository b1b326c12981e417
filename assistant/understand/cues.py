"""Cue words (提示词语): what the small words of a question say about the operation, amounts, years and units."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understand.bounds import DIGITS, NUMBER, chinese_number

_YEAR = re.compile(r"(?<![\d.])(20\d{2})(?!\d|\.\d|\s*[多余几]?\s*[万亿元])(?:年度|年)?")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})年(?!前|后|度?内)|(?<![\d.])(2\d)(?=(?:年初)?(?:决算|预算)(?!数))")
_CHINESE_YEAR = re.compile(r"二[〇零]([〇零一二三四五六七八九])([〇零一二三四五六七八九])年")
_AS_OF = re.compile(
    r"(?:截至|截止到?|到)\s*20\d{2}年?(?:底|末|年底|年末|\d{1,2}月(?:\d{1,2}日|底)?)|20\d{2}年?(?:底|末|年底|年末|\d{1,2}月(?:\d{1,2}日|[底末]))"
)

_YEAR_PAIR = re.compile(
    r"(?<!\d)(?:20)?(\d{2})年?(?:[、和与跟及,，~\-—至到]|以及)(?:20)?(\d{2})(?=年|两年|两个年度|[)）,，])"
)

_POINT = re.compile(
    r"(?<!\d)(20\d{2}|\d{2}(?=年)|2\d(?=(?:年初)?(?:决算|预算)))(?:年度?)?(?:的)?(?:(?!20\d{2}|\d{2}年|预算|决算)[一-龥]){0,10}?(年?初预算|决算|预算|执行数)"
)
_UNITS = re.compile(
    r"(个?亿元?|万元?|元)(?:为|作为)?单位|"
    r"(?:换算|折算|折合|换|合|按|用|以|成|多少|几|为)[^，。；？?]{0,4}?[“”\"'(]*(个?亿元?|万元?|元|块钱)(?=$|[^\d])"
)
_OPEN_DIRECTION = re.compile(
    r"增减|增幅|增长率|增速|增加额|增长额|多少|大小|高低|涨跌|升降|[多少]不[多少]|有没有|[增涨升](?:加|长)?了?还是[减降跌](?:少|低)?了?|是[涨增升多高][是还]?是?[跌减降少低]|变化|至少|不少|减免|增值|增设|新增"
)
_UP = re.compile(
    r"增(?:加|长|多|幅)|涨|上升|提高|多了|多出|高了|超支|比\S{0,4}预算数?[多高大](?![少低小于]|还是|或|不)"
)
_DOWN = re.compile(
    r"减(?:少|幅|了)|降|跌|下滑|少了|低了|压(?:缩|减|了)|省了|缩水|比\S{0,4}预算数?[少低小](?!于|还是|或|不)"
)
_UNIT_LIST = re.compile(r"[“”\"'(](亿元|万元|元)[“”\"')]")
_TOP = re.compile(rf"(?:前|头|top\s*|最.{{0,4}}?的)({NUMBER})(?:项|名|个|位|大|家|条|笔)?", re.IGNORECASE)
_NAME_FILTER = re.compile(
    r"(?:名字|名称|名)(?:里|中|上)?(?:带有?|含有?|包含|有|叫)\s*[“”\"'‘’「『]([^“”\"'‘’」』]{1,20})[“”\"'‘’」』]"
)
MEASURE_WORD = re.compile(
    r"(?:几|多少)\s*(?:个(?=人(?!民|均|才)))?(辆|台|套|家|人次|人|名|项|个(?!百分|亿|点|钱)|件|次|条|处|所|篇|张|场|分(?!之)|天|小时|分钟|本|卷|平方米|万件"
    r"|批次|批|册|万册|万人|万次|期|届|户|亩|吨|公里|页|万页|笔(?!加|合|一共|总)|趟|部|支|门|座|间|栋|盏|只|艘|架|位|起|例|宗|班|课时)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A family of words that point to one thing."""

    pattern: re.Pattern[str]

    def __call__(self, text: str) -> bool:
        """Whether the words occur."""
        return self.pattern.search(text) is not None


def _cue(pattern: str) -> Cue:
    return Cue(re.compile(pattern))


DEFINITION = _cue(
    r"什么意思|啥意思|是什么(?!.*多少)|指(?:的是)?(?:什么|哪些)|指的?啥|按.{0,12}的?解释|怎么解释|如何解释|怎么定义|定义|含义|名词解释|怎么理解|如何理解|解释一下|什么叫|什么是|何为|何谓|是啥(?!.*多少)"
)
REASON = _cue(
    r"为什么|为何|为啥|怎么(?:没|不|才|只|会)|什么原因|原因|缘由|缘故|因为(?:啥|什么)|怎么会|理由|凭什么|什么缘故|怎么解释|咋"
    r"|怎么(?:就|都|又|还)?(?:这么|那么|突然|一下子|涨|增|减|降|[多少高低]了|.{0,3}(?:涨|增|减|降|多|少)(?:加|少|长)?了?(?:这么|那么))"
)
VERIFY = _cue(
    r"核对|对得上|是不是[\d]|等不等于|算没算错|算错(?:没|了)|(?:有没有|是不是|是否)(?:算|写|印|搞|弄)错|有没有错|有误|(?<!哪个)(?<!合起来)对不对|准不准|准确吗|算得?(?:对|准|错)|没错吧|没问题吧|不是这个(?:数|比例|结果)|平不平|核实|核一下|核一核|验算|复核|查验|对得上|对不对得上|是不是(?:正好|刚好|恰好)?(?:等于|就是|相等)|是否(?:等于|=|相等|一致|正确|吻合)|等于.*吗"
    r"|一样吗|一致吗|对吗|相符吗|相等吗|正确吗|准不准|算得对|算对|吻合|\d(?!\d?(?:年|决算|预算))[^，,。]{0,8}还是[^，,。]{0,8}\d|是.{0,12}[\d.]+.{0,3}吗|=\s*.*(?:吗|\?|？)"
)
CONFLICT = _cue(r"两个数|两个不同|不一样|对不上|哪个对|哪个是对|到底|究竟|矛盾|不一致|前后.{0,4}(?:两个|不)|打架|出入")
COMPLETION = _cue(
    r"完成率|执行率|执行(?:得)?(?:怎么样|怎样|如何)|执行进度|完成(?:了)?(?:年初|全年|调整)?预算|预算(?:的)?(?:完成|执行)(?:情况|比例|进度|率)"
    r"|(?:花|用|支出|执行|完成)了?(?:年初|全年|调整|当年)?的?预算数?的?(?:百分之?[几多]|多少比例|多大比例|几成|比例)"
)
RATED = _cue(r"完成率|执行率|完成比例|执行进度")
RATIO = _cue(
    r"占比|占[^，,。；;]{0,16}(?:多少(?!钱|万|元|辆|台|个(?!百分|亿))|几(?![辆台人家]|个(?!百分|亿))|比重|比例|百分|份额|多大)|比重|比例|百分之(?:多少|几).{0,6}(?:是|靠|来自|花|用)|(?<![加长涨升降减少多高低了])几成|份额"
)
CHANGE = _cue(
    r"(?:比|较)(?:上|去|前)一?年(?:度)?(?:相?比)?(?:呢|怎么样|如何|怎样)|(?:比|较|同|跟|和|与)上一?年.{0,4}比|(?:比|较)(?:上|去|前|20\d{2}|\d{2})?一?年(?:度|预算|决算|执行)?.{0,14}(?:增|减|涨|降|多(?!少)|少|高|低|变)|(?:同|与|跟|和)(?:上|去|前|20\d{2})一?年.{0,6}比|同比|增长率|增幅|涨幅|降幅|增长(?:了)?(?:多少|百分|几)"
    r"|增加(?:了)?多少|减少(?:了)?多少|下降(?:了)?多少|[增涨升减降跌](?:加|长|少|低)?了?(?:的(?:百分比|比例|比率|幅度)|百分之)|涨了|降了|多了多少|少了多少|变化|怎么变|如何变|两年对比|是增是减|增减|翻了?几|压了多少|增长多少|增长百分"
    r"|[增涨升](?:加|长)?了?还是[减降跌](?:少|低)?了?|变动|[涨增降减]没[涨增降减]|(?:压减|压缩|缩减|削减|核减|精简)了?(?:多少|百分|几)|[涨增降减跌]了?几个(?:百分)?点|砍了多少|缩了多少|[增涨升减降跌省压](?:加|长|少|低)?了?几成|没有?(?:[上下]?[涨降升]|增[加长]|减少)(?:了|吧|吗|呢|么|[?？。]|$)"
)
RATE = _cue(r"百分|几成|(?<!占)比例|几个点|增长率|增幅|涨幅|降幅|幅度|%|涨了几|翻|倍|增速|率")
AMOUNT_OF_CHANGE = _cue(
    r"增加额|减少额|增减额|(?:多|少|增加?|减少?|涨|降|压|砍|跌|缩)(?:了|出)?(?:多少|几多)|多多少|少多少|高出?多少|是增是减|[增涨升](?:加|长)?还是[减降跌]|变化"
)
RANK = _cue(
    r"最(?:多|高|大|少|低|小|花钱|贵|费钱|重)|前\s*(?:\d+|[一二两三四五六七八九十]+)\s*(?:项|名|个|位|大|家|条|笔)|排个?名|排一下|排个?序|按(?:大小|金额|多少)排|排行|从(?:大|高|多)到(?:小|低|少)|从(?:小|低|少)到(?:大|高|多)|排(?:名|行|在)?(?:最)?前[面头]?\s*(?:\d+|[一二两三四五六七八九十]+)(?!年)|(?:倒数)?第[一二三四五六七八九十]名|(?:排|位居|位列)(?:名|行|在)?(?:倒数)?第[一二三四五六七八九十\d]+|[前后倒]数?第[一二三四五六七八九十]|第[二三四五]多|第[二三四五]大|哪个更|谁更|哪一?年.{0,24}(?:更|较)(?:多|高|大|少|低|小)|top"
)
LEAST = _cue(r"最(?:少|低|小|省)|倒数|从(?:小|低|少)到(?:大|高|多)|垫底|更(?:少|低|小)")
MOST = _cue(r"最(?:多|高|大|花钱|贵|费钱|重)|更(?:多|高|大)")
LIST = _cue(r"哪些|哪[几两二三四五]|有哪|哪几|列出|列一下|列名|列举|罗列|都有谁|有没有|名单|分别|清单|列出来|是谁")
COUNT = _cue(
    r"(?:(?<![哪那这])几|多少)\s*(?:个(?!百分|亿|点|钱)|家|项|条|辆|台|套|人|名|件|次|种|类|处|所|篇|张|场|分|天|批|册|期|户|页)|数量|有几(?!个点|个百分)"
)
COMPOSITION = _cue(
    r"各(?:大|个)*类(?:支出|收入|科目)?(?:[有是]?多少|是|有|情况|[？?。]|$)|从哪(?:里|儿|些|几)?(?:方面|地方|渠道)?来|来自哪|(?:有|包括|分)(?:哪|几)(?:些|几|个)?(?:来源|渠道)|来源(?:是|有|都)|明细|构成|组成|怎么拆|拆(?:成|分)|(?:落|列|放|用|投)在(?:了)?哪|包括哪|包含哪|由什么|由哪|怎么分|如何分|怎样分|分成|拆开|细分|花在哪|用在哪|花到哪|都花|花哪|具体项目|结构|(?:各|每一?)项(?:怎么|分别|是)?|下面.{0,6}(?:都|有)|分(?:别|项)?.{1,18}各|都有(?:啥|什么)|分配|[两三四五六几]大?块(?!钱)|哪几样|买了(?:什么|哪些|啥)|(?:包括|包含|有)(?:什么|啥|哪些)(?!意思)|买(?:什么|啥)"
)
MEANING_OF_PARTS = _cue(r"(?:包括|包含|含)(?:哪|什么|啥)(?!.*(?:多少|几|明细))")
SUM = _cue(
    r"(?<![增追附参外更])加(?![快强班大急])|[+＋]|合计|一共|总共|拢共|通共|一总|总额(?=$|[是为有多几？?，,])|合起来|合在一起|合一起|合一块|合到一起|之和|相加|总和|共计|加总|加一块|凑一起|加一起|累计(?!结转|结余)"
)
DIFFERENCE = _cue(
    r"相差|差值|差异|之差|差了?多少|差(?:了)?(?:多远|多大|好多|不少)|差了?几|差额|差距|差别|高出|多出|多多少|少多少|多几|少几|比.{1,24}(?:多|少|高|低|大|小)|压了多少|哪个多|哪家多|哪一?[个项家](?:的)?(?:钱|金额|花得|用得|花钱|用钱)(?:更|比较)?[多高大少低小]|谁(?:[多高大少低小]|更?贵)|[大小高低]多少|哪个高|差几|差别"
)
NO_AMOUNT = _cue(
    r"哪(?:些|几|个|里|家|位|天|期|批|次|儿|来|出(?!国)|开支|列支)|谁|什么时候|何时|什么人|怎么(?!样)|如何"
)
WHOSE = _cue(
    r"谁|(?:哪些|哪几?个|哪几?家|几家|多少家|几个|多少个)(?:单位|部门|局|机构)|哪几?家|(?:各|所有|全部|每个)(?:单位|部门|局|家)"
)
WHICH_YEAR = _cue(r"(?:哪|那一)一?年")
WHO = _cue(r"谁|哪个|哪家|哪边|哪一家|更")
BOTH = _cue(
    r"两家|两个局|两个单位|两局|两单位|双方|各家|各单位|各局|几家|三家|四家|五家|哪家|哪个单位|谁|各(?:列|安排|是|有|多少)|所有单位|所有文件|分别|这(?:两|几|三|四)(?:家|个)|[两三四五六](?:个|家)[一-龥]{0,5}?(?:单位|局|部门|委|厅|街道|镇|乡)"
)
INDICATOR = _cue(r"目标值|指标值|绩效指标|绩效目标值|指标(?:是|定|要求|多少)|目标(?:定|是|为|多少)|定的目标|目标")
NARRATIVE = _cue(
    r"职责|职能|管什么|干什么的?|做什么|负责什么|(?:主要|都|平时|具体)(?:是)?(?:干|做|负责|管)(?:些)?(?:什么|啥|哪些)|主要工作|重点(?:工作|任务|抓|做)|工作任务|任务|抓哪|哪几件|举措|措施|计划做|打算|怎么做|如何做|怎样|内设机构|机构设置|介绍|概况|总体目标|年度目标|依据|用途|用来|用于|主要用|牌子|合署|谁来|实施"
)
PURPOSE = _cue(
    r"用途|去向|流向|(?:用来|用于|拿来|拿去|用作)(?:做|干|[搞弄]|什么|啥|哪|接待)|(?:干|做|搞)(?:什么|啥|嘛|点?什么|些什么|些啥)|干嘛"
    r"|接待(?:的是)?(?:谁|哪些|什么)|(?:总体|年度|年度绩效|绩效)?目标(?:是|有)?(?:什么|啥)|总体目标(?!.*(?:多少|几))"
)
# computations of several steps, of which a plan makes one: what one step gives is no answer
SEVERAL_STEPS = _cue(
    r"(?:加|相加|合计|之和|总和).{0,24}(?:减去|减掉|再减|扣除|扣掉|刨去)|(?:减去|减掉|扣除|扣掉|刨去).{0,24}(?:再加|加上|除以|乘)"
    r"|(?:除以|乘以)|的(?:[两二三四五六七八九十]|\d+)倍(?:是|等于|为)?多少|(?:之和|总和|加起来|合计)的?(?:几|多少)倍"
    r"|翻(?:一|两|[二三四五])?[番倍](?:后|之后|以后|的话|是|为)|(?:提高|上浮|上调|增加|增长|上涨|涨|压减|下浮|下调|减少|降低|砍|压|缩减)(?:了)?\d+(?:\.\d+)?%(?:后|之后|以后|的话|是|为|等于)"
    r"|打[一二三四五六七八九]折|减半|砍半|对半砍|(?:如果|假如|要是|假设).{0,12}(?:增|减|涨|降|翻|压|砍)"
    r"|的(?:一半|[二三四五六七八九十]分之[一二三四五六七八九])(?:是|等于|为)?多少"
)
SITUATION = _cue(r"(?:情况|状况|进展)(?:怎么样|怎样|如何|说明)?[?？。]?$")
OPEN = _cue(r"哪些|什么|怎么|如何|谁|是否|有没有|哪|吗")
AMOUNT = _cue(r"多少|金额|几[万亿元]|预算数|决算数|花了|要花")
CARRIED_OVER = _cue(r"结转")
PER_HEAD = _cue(
    r"人均|生均|户均|日均|月均|每人|每位|每名|人头|每个[^，,。]{0,4}(?:人|职工|干部)|平均|年均|均值|均价|每月|每天|每日|每个?季度|第?[一二三四1-4]个?季度|上半年|下半年"
    r"|(?<![\d截至到])(?:1[0-2]|[1-9])月份?(?!\d|[底末])|[一二三四五六七八九十]{1,2}月份"
)
PER_PROJECT = _cue(
    r"平均(?:每|一)(?:个|项)?(?:绩效)?项目|每(?:个|项)(?:绩效)?项目平均|项目平均|平均每(?:个|项)(?!月|人|季|天|单位|处|科|部|机)"
)
TARGET_VALUE = _cue(r"目标值|指标值|绩效指标")
PROJECTS = _cue(r"项目")
PROJECT_CLASS = _cue(
    r"绩效(?:目标)?(?:的)?项目|项目绩效|哪(?:个|些|几个)项目|个项目|的项目|项目(?:里|中|有|资金)|最.{0,6}项目"
)
LISTABLE = _cue(r"项目|科目|支出|收入|经费|费用|单位|类级|款级|项级")
WHOLE_BUDGET = _cue(r"预算|决算|总盘子|总额")
CLASSES = _cue(r"(?:各|几|[一二三四五六七八九十两])个?(?:大)?类|各项")
EACH_PART = _cue(r"哪一?项|分项|各项|每项|哪些方面|哪几项")
POINTING = _cue(r"呢(?:[?？。,，]|$)|^那|^(?:不对|不是|错了|说错|我(?:问|要|说|指|想问|想要)的|我是[问说指]|应该是)")
PAIR_OF_SCOPES = _cue(r"两个?(?:口径|科目|数)|两张表|两处|功能.{0,6}经济|经济.{0,6}功能")
WITHOUT_BASIC = _cue(r"(?:减去?|减掉|扣除|扣掉|刨去|去掉)(?:其中的?)?基本支出(?:里|中|当中|部分|口径)")
BOTH_YEARS = _cue(r"两年|两个年度|前后年")
RECENT_YEARS = re.compile(
    r"(?:近|最近|过去|前后|这)([两二三四五六])(?:个)?年(?:度)?|(?:两|三)年(?:间|来|对比|比较|合计|一共|总共|加|相?差|变)"
    r"|[两三]年度?(?=[^，,。；;？?]{0,12}(?:平均|合计|总和|之和|[加合]起来|[总一]共|一样|相同|有没有变|变没变))"
)
PER_CENT = _cue(r"[百千万]分之(?:几|多少)|几分之几|[多少高低大小省涨降增减压][了出掉]*几成")
TIMES = _cue(r"(?:是|为|相当于|等于).{1,30}(?:几|多少)倍")
# A与B之比, 两项比是多少: the one over the other
AS_PAIR = _cue(
    r"之比(?![例重率较])|比值|[两二][项者个块家年](?:之间)?(?:的|相)?比(?:[例率])?(?:是|为|等于)?(?:多少|几)|(?<![百分占])的比(?:是|为)?(?:多少|几)|几比几"
)
IN_TIMES = _cue(r"(?:几|多少)倍")
SHARE_OF_OTHER = _cue(r"(?:相当于|是|等于).{1,30}的?(?:[百千万]分之(?:几|多少)|几成|几分之)")
SAME_NAME = _cue(r"同名|变化|对比|比较|区别|相比|不同|两个项目")
ASKING = _cue(r"几|多少|多大|有没有|有无|吗|呢|[?？]|哪|什么|分别|各")
UNITS_OF_DEPARTMENT = _cue(
    r"(?:几|多少)家.{0,4}(?:单位|机构)|下属.{0,4}单位|下属|预算单位|(?:几|多少)个(?!.{0,4}项目).{0,4}单位(?!自有|资金)|哪些[二三]?级?(?:预算)?单位|二级(?:预算)?单位"
)
PARTS = _cue(
    r"下面|款级|各项|分项|子项|明细|下级|(?:十?[一二三四五六七八九十两\d]+|几|各)(?:个)?(?:大)?(?:项|个款|个|类|款).{0,6}(?:加|相加|之和|合计)"
)
BASIC_ONLY = _cue(
    r"基本支出(?:里|中|的(?!几|多少|[一二三四五六七八九十两\d]+[倍成分%]|百分|一半|比[例重])|表|口径|那)|(?:只|仅|单)(?:看|算|要|说|含|统计)?基本支出|[（(]基本支出(?:口径|部分)?[)）]"
)
# words for a 口径 or a sum, which name an item only where nothing else is named
SPOKEN_SCOPE = re.compile(
    r"(?:只|仅|单)(?:看|算|要|说|含|统计)?基本支出(?:部分|口径|那块)?|[（(]基本支出(?:口径|部分)?[)）]|(?:按|用|以)?基本支出(?:这个|那个)?口径"
    r"|(?:一共|总共|拢共|合计|一起|加起来)(?:要)?(?:花|收|用)了?(?:多少|几)钱?|(?:基本|项目)支出(?:里面|里头|里|中)的?(?:那|这)个数"
)
ALL_NATURE = _cue(r"全口径|含项目支出|包括项目支出|包含项目支出|全部口径|不要基本支出|总口径")
FUNCTIONAL = _cue(r"功能(?:分类|科目)")
ECONOMIC = _cue(r"经济(?:分类|科目)")
NEGATION = re.compile(r"(?:不要|(?<!是)不是|别给|而不是|并非)[^，。,；]{1,20}")
_CARRIED_OUT = r"(?<![上去前]年)(?<!年度)执行了(?:多少|几)"
FINAL = _cue(rf"决算|{_CARRIED_OUT}|实际(?:花|支出|用|执行)|(?:最后|最终|到头来|结果)(?:实际)?(?:花|用|支|执行)")
SPENT = _cue(rf"{_CARRIED_OUT}|实际(?:花|支出|用)|(?:最后|最终|到头来|结果)(?:实际)?(?:花|用|支|执行)")
PLANNED = _cue(r"预算|年初(?:批|定|安排|给|报|列|计划|核)|批复|批了|下达")
ACTUAL = _cue(
    rf"决算|{_CARRIED_OUT}|实际(?!上)|(?:最后|最终|到头来|结果)(?:实际)?(?:花|用|支|执行)|真正(?:花|用)|执行数|花掉|花完|用掉"
)
AGAINST_BUDGET = _cue(
    r"预决算数?的?(?:差异|差额|差距|偏差|相差|对比)|(?:和|与|跟|比|较|同|对比|对照)(?:年初|当年|全年|调整)?预算(?:数)?(?:相?比|对比|比较|呢|来|差|省|节约|节省|超|[多少高低]|$)"
)
CURRENT_GRANT = _cue(r"(?:当年|本年|今年)(?:的)?(?:财政)?(?:拨款|资金|安排)")


def years(text: str) -> tuple[int, ...]:
    """Years named in the question, in order; dates (截至2023年底) and quoted words do not count."""
    plain = _AS_OF.sub(lambda m: "　" * len(m.group()), _quoted_out(text))
    found = [(m.start(), int(m.group(1))) for m in _YEAR.finditer(plain)]
    found += [(m.start(), 2000 + int(m.group(1) or m.group(2))) for m in _SHORT_YEAR.finditer(plain)]
    for m in _YEAR_PAIR.finditer(plain) if "年" in plain else ():  # 24、25两年; 图书馆24、25
        found += [(m.start(1), 2000 + int(m.group(1))), (m.start(2), 2000 + int(m.group(2)))]
    found += [(m.start(), 2000 + 10 * DIGITS[m.group(1)] + DIGITS[m.group(2)]) for m in _CHINESE_YEAR.finditer(plain)]
    return tuple(dict.fromkeys(year for _, year in sorted(found)))


def points(text: str) -> tuple[tuple[int, str], ...]:
    """Years and stages named together: 2024年初预算、2024决算、2025年预算."""
    found = []
    for match in _POINT.finditer(_quoted_out(text)):
        year = int(match.group(1))
        found.append((year if year > 100 else 2000 + year, match.group(2)))  # noqa: PLR2004 - 24年
    return tuple(dict.fromkeys(found))


def _quoted_out(text: str) -> str:
    return re.sub(r"[“‘「『\"][^”’」』\"]*[”’」』\"]", lambda m: "　" * len(m.group()), text)


def requested_units(text: str) -> tuple[str, ...]:
    """Units of money the answer is asked in: 换算成“元”和“亿元” → 元, 亿元."""
    found = [m.group(1) for m in _UNIT_LIST.finditer(text)]
    found += [match.group(1) or match.group(2) for match in _UNITS.finditer(text)]
    names = {"亿": "亿元", "个亿": "亿元", "个亿元": "亿元", "万": "万元", "块钱": "元"}
    return tuple(dict.fromkeys(names.get(unit, unit) for unit in found))


def top(text: str) -> int:
    """How many leading items are asked for; 0 when no number is said."""
    match = _TOP.search(text)
    if match:
        return chinese_number(match.group(1)) or 0
    if "第二" in text:
        return 2
    return 3 if "第三" in text else 0


def per_head(text: str) -> str:
    """The word that asks for an average (人均, 每月), or ""."""
    match = PER_HEAD.pattern.search(text)
    return match.group() if match else ""


_DENIED = re.compile(
    r"(?<![有])(?:没有?|未|并未|不)(?:怎么|见|再|能)?(?:(?P<up>增[加长]?|上?涨|上?升|提高)|(?P<down>减少?|下?降|下?跌|压缩))"
)


def denied_direction(text: str) -> int:
    """The direction that a question says a change did not have (为什么没有下降: -1); 0 where it says none."""
    match = _DENIED.search(text)
    return 0 if match is None else 1 if match["up"] else -1


def direction(text: str) -> int:
    """The direction of a change that a question takes for granted: 1 up, -1 down, 0 when it leaves it open."""
    plain = "" if re.search(r"[哪谁]", text) else _OPEN_DIRECTION.sub("　", _DENIED.sub("　", text))
    up, down = _UP.search(plain), _DOWN.search(plain)
    return (up is not None) - (down is not None)


_POSITION = re.compile(rf"(?:倒数)?第\s*({NUMBER})\s*(?:名|个|位|项|大|高|多|的|呢|是|科目)|排\S{{0,2}}第({NUMBER})")


def position(text: str) -> int:
    """The place in a list or a ranking that alone is asked for (第二名, 排第三的); 0 where the first is asked too."""
    if re.search(
        r"最(?:多|高|大|少|低|小|贵)|前(?:\d|[一二两三四五六七八九十])|季度|第.{1,2}(?:部分|条|页|张|批|类)", text
    ):
        return 0
    match = _POSITION.search(text)
    return (chinese_number(match.group(1) or match.group(2)) or 0) if match else 0


def name_filter(text: str) -> str:
    """The word that the names of the wanted items contain: 名字带“…”的."""
    match = _NAME_FILTER.search(text)
    return match.group(1) if match else ""


def without_comment(text: str) -> str:
    """A question without what is said after it of two figures that differ: that asks nothing more, and names others."""
    question, mark, comment = text.partition("?")
    return question + mark if CONFLICT(comment) and not ASKING(comment) else text


_CAR = re.compile("车[^，,。；;？?的]{0,3}$")  # 公车多少台: documents count cars in 辆


def measure_word(text: str) -> str:
    """The measure word after 几 or 多少: 辆, 台, 个; empty when none."""
    match = MEASURE_WORD.search(text)
    if match is None:
        return ""
    return "辆" if match.group(1) in ("台", "部") and _CAR.search(text, 0, match.start()) else match.group(1)
