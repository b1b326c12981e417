"""From the words before a figure to what the figure is of: the noun phrase, its canonical name, year and stage.

Words are handled folded (see figures.fold) and without white space.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.catalogue.accounts import names_of, parent
from index.catalogue.vocabulary import canonical, canonical_names, strip_numbering
from index.model.frozen import frozen
from index.model.records import Stage
from index.narrative.organization import without_owner

_LEVEL_MARK = re.compile(r"（[类款项]）")
_CODE_BEFORE = re.compile(r"^[“（]?(\d{7}|\d{5}|\d{3})(?:）|[-—_:：、]|\s)*(?=[\u4e00-\u9fff“])")
_CODE_AFTER = re.compile(r"（(\d{7}|\d{5}|\d{3})）$")
_CODE_INSIDE = re.compile(
    r"(?P<name>[^（）]*[\u4e00-\u9fff]{2}[^（）]*)（(?P<code>\d{7}|\d{5}|\d{3})）(?P<rest>[^（）]{2,8})"
)
_ASIDE = re.compile(r"（(?:不含|不包括|含|以|包括|包含|扣除|按|单位|口径|详见|见)[^（）]+）|（下同）")
_SHORT_NAME = re.compile(
    r"（(?:以下)?(?:统称|简称)?为?(?P<name>“[^（）”]{2,8}”[^（）]{0,4})）(?P<rest>(?:支出|预算|决算|安排|总额|合计|数|为|共)*)$"
)
_AS_OF = re.compile(r"截[至止]到?(?:(\d{4})年)?(?:度?[末底])?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?(?:止|为止)?[，,]?")
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d{2})年(?:度|初(?!预算)|[末底](?=固定|资产|国有|占[有用]|共有|实有|在[职编]|编制|车辆|房屋))?(?:当年)?"
    r"|(?P<bare>(?:19|20)\d{2})(?=全[省市县区镇])"
)
_THIS_YEAR = re.compile(r"(?:本年度?|今年|当年(?=预算|支出|收入|购置|新增))(?!.*?(?:末|初))")
_LAST_YEAR = re.compile(r"^(?:上年度?|去年)(?=预算|决算|执行|支出|收入|年初|完成|实际)")
_LEADING = re.compile(
    r"^(?:[，,：:；;、。）”\"]+|关于|经(?:比较|汇总|统计)?[，,]?(?=[全本我该]|[省市县区镇乡]本?级|“?三公)|年初(?=部门预算|单位预算|基本支出|项目支出)|其中|其?(?:包)?含(?=年[初末]|上年|以前年度)|年?[底末](?=共?有|实有|共)|(?:本年|当年)(?=一般公共|财政拨款|政府性基金|国有资本|机关运行|“?三公|基本支出|项目支出)|其(?![他它中])|同时|加上|此外|另外|另有?(?!外)|并(?:且)?(?!购)|以及|即|分别|相应|包括|包含|预算安排|安排预算|"
    r"拟(?!定|采购|购)|实际(?:支出|发生|完成|列支)|具体是|计划(?!生育|单列)|预计|全年(?!预算)|年内|安排|共计|共(?![青产建享同用])|合计|总计|累计|编列|列支|开支(?!统计)|批复|下达|核定|动用|"
    r"现有|拥有|有(?![关限色效线])|为(?!民)|是|的|约|各(?![类项级单部区县])|均|全部|"
    r"(?:[省市县区州]本级|[省市县区州]级各?部门(?:（单位）|单位)?|所属各(?:预算)?单位)(?=一般公共预算|“?三公|政府采购|财政)|"
    r"[省市县区州]级(?=“?三公)|(?:全[省市县区州镇乡]|[省市县区镇乡]?本级)+(?=(?:一般公共|政府性基金|国有资本经营)预算)|"
    r"[省市县区]?财政(?=年初预算安排)|年初预算安排|实现(?=[^，]{0,8}收入)|"
    r"(?:本|我|全)(?:部门|单位|局|委|厅|院|办|馆|中心|处|所|系统|(?<!全)(?:镇|乡|街道|校|园|站|队|社))(?:本级|机关(?!运行|事业)|所属各?(?:预算)?单位)?|"
    r"(?:部门|单位)(?=收入|支出|基本支出|项目支出|预算(?!单位)|决算|的|本年|财政|一般|政府|机关运行|“?三公|共有|现有|拥有|没有))"
)
_TRAILING = re.compile(
    r"(?:[，,：:；;、“\"]|(?<=预算)拨入|为|是|共计|累计|总计为|(?<!公)共有?|达到?|约|计(?<!合计)(?<!总计)|[拟预]?安排|各|仅|近|(?<!实)有|的|需要?|了|列支|支付|实现|(?<=[入出])完成|(?<=[入出金])由|预计|方面|全[区县市镇]|[类款项]级?科目|科目|(?<=支出)类|中|均)$"
)
_STAGES = (
    (
        re.compile(r"(?:当年)?(?:财政拨款)?(?:(?<!公共)(?<!性基金)(?<!本经营)预算)?执行(?:数|额)?$"),
        Stage.EXECUTED,
    ),
    (re.compile(r"(?:调整(?:后)?预算|预算调整|调整后)(?:数|额)?$|全年预算(?:数|额)?$"), Stage.ADJUSTED_BUDGET),
    (re.compile(r"年?初(?:支出|收入)?预算(?:数|额)?$"), Stage.INITIAL_BUDGET),
    (re.compile(r"决算(?:支出)?(?:数据?|额|金额)?$"), Stage.FINAL),
    (re.compile(r"(?:预算(?:总?金额|总额|数据|数额?|额)?)$"), Stage.BUDGET),
)
_QUANTITY_WORD = re.compile(r"(?:汇总数?|总金额|总额|(?<=[入出])总数|金额|合计|总计|数额|(?<=[算出入款])数)$")
_PROTECTED = re.compile(r"(?:公共|性基金|资本经营|社会保险基金|部门|单位|财政|总)预算$")
_GENERIC = frozenset(
    (  # noqa: SIM905  a line of words is easier to read and to extend
        "预算 预算资金 资金 金额 经费 项目 费用 部门 单位 数额 数 总额 总数 合计 总计 "
        "小计 当年 本年 年初 预算安排 全年 预算支出 支出预算安排 实有 项目资金 总预算 实行 涉及 用于 购置 "
        "实施 开展 支持 采购 其他 其它 完成 费用支出"
    ).split()
)
_WHOLE = {
    "收入": "收入总计",
    "支出": "支出总计",
    "收入预算": "收入总计",
    "支出预算": "支出总计",
    "支出决算": "支出总计",
}
_WHOLE |= {"收入决算": "收入总计", "预算支出": "支出总计"}
_WHOLE_STAGES = (("决算", Stage.FINAL), ("预算", Stage.BUDGET))
_FUND = re.compile(r"(?:一般公共预算|财政拨款|财政资金|政府性基金预算|资金|预算|总额|拨款|安排|[支收][出入])*")
_PROJECT_TOTAL = re.compile(r"项目(?:总)?(?:预算|资金|经费|投资)(?:总额|总计|安排)?")
_BOUGHT = re.compile(r"^(购置|拟购置)(.+)$")
_FUNDS_BEFORE = re.compile(
    r"(?:(?:使用|用|预算)?(?:全口径|一般公共预算|政府性基金(?:预算)?|国有资本经营预算|财政)(?:当年)?(?:财政|预算)?(?:拨款)?(?:资金)?(?:预算)?"
    r"(?:[和及与、](?=一般|政府性|国有))?)+(?:安排|开支)?[中的]?"
)
_FUNDED = re.compile(
    r"(?P<name>.+费)(?:当年)?(?:(?:一般)?公共预算|财政)(?:财政)?拨款(?:支出)?(?P<budget>预算)?(?:安排)?(?:支出)?数?"
)
_THIS_PROJECT = re.compile(r"[本该]项目")
_QUOTED = re.compile("“(?P<name>[^“”]+)”")
_NO_NOUN = re.compile(
    r"(?<!罚)没(?!收)|无(?![线障偿形害人纸感证差])|未(?![成来])|根据|按照|为了|由于|因为|因(?!公)|原因|用于|相比|持平|一致|变化|不变|年度|"
    r"[。；？！]|^(?:[一二三四五]是|如|若|当(?!年))|截至|^第[一二三四五六七八九十]+[，,]?$"
)
_PATH_MARK = re.compile(r"（[类款项]）|-{1,2}")
_MAX_PHRASE = 48
_MIN_NOUN = 3
_REMEMBERED = 4096  # the words of a sentence are read for each of its figures
_WORDED = re.compile(r"[\u4e00-\u9fff].")
_ACCOUNT_WORD = re.compile(r"(?:项级)?科目$")
_PROVIDED = re.compile(r"(?:预算|安排|为|共)+$")
_QUOTED_PATH = re.compile(r"[\u4e00-\u9fff（）、]+(?:-{1,2}[\u4e00-\u9fff（）、]+)+")
_TWO_CHARACTERS = re.compile(r"[\u4e00-\u9fff]{2}")
_UP_TO_MARK = re.compile(r"^.*[：:，。；“]")
_FROM_STAGE = re.compile(r"(?:预算|决算|执行|安排|共|合计|为|19\d\d|20\d\d).*$")
_UNMARKED = re.compile(r"[\u4e00-\u9fff（）]{3,}")
_SIDE = re.compile(r"收入|支出")
# all bodies of a place together: 全县…“三公”经费, 各乡镇、县本级…安排的“三公”经费
_OF_ALL = re.compile(
    r"(?:全[省市县区州镇乡]|[省市县区州]级|决算|公开|[省市县区州镇乡]?本级|行政单位|事业单位|其他单位|乡|镇|街道|部门|单位|和|及|、|（[^（）]{1,8}）|使用|用|汇总|当年)*"
    r"(?:(?:(?:一般)?公共预算|财政)(?:当年)?(?:财政)?(?:拨款|资金)?(?:安排|开支)?的?)?(?P<tail>“三公”经费.*)"
)
_ALL_BODIES = re.compile(
    r"全[省市县区州镇乡]|其他单位|乡.*本级|单位.*单位|部门（单位）|决算(?:汇总|公开)|公开(?=“)|[镇乡]本级"
)
_DOUBLED_SPENDING = re.compile(r"(?<=支出)预算支出$")
_FUNDED_SPENDING = re.compile(r"(?:(?<=拨款)|^)预算支出$")
_OF_FUNDS = re.compile(
    r"(?:使用|开支|用)?(?:一般公共预算|政府性基金预算|财政)?(?:财政)?(?:拨款|资金)?(?:预算)?(?:安排|拨款)?的(?P<tail>[^的]{3,})"
)
# 1家行政单位以及0家参照公务员法管理的事业单位的机关运行经费: of all that have it
_RUN_BY_BODIES = re.compile(r"[^，。]*(?:行政|事业)单位的(?P<tail>机关运行经费[^的，。]*)")
# 开展业务活动的交通费、用餐费等公务接待费: the item that the duties are named for
_ON_DUTY = re.compile(
    r"[^，。]*(?:执行公务|开展(?:业务|公务)?活动|业务活动)(?:的[^，。的]*等|的)(?P<tail>[^的等，。]{3,})"
)
_COST_SPENDING = re.compile(r"(?<=费)预算支出$")


@frozen
class Phrase:
    """A noun phrase before a figure: `name` is "" where the words name nothing of their own.

    `whole` marks words that are the whole receipts or expenditure unless the context is about something else
    (收入预算, 支出); `this_project` marks 本项目/该项目, `project_total` 项目总预算.
    """

    name: str = ""
    code: str = ""
    year: int | None = None
    last_year: bool = False
    this_year: bool = False
    stage: Stage | None = None
    whole: bool = False
    this_project: bool = False
    project_total: bool = False


def is_known(name: str) -> bool:
    """Whether a name is one of the catalogue's canonical names."""
    return name in canonical_names()


@lru_cache(maxsize=_REMEMBERED)
def read_phrase(words: str, owner: str) -> Phrase:
    """Read the words before a figure; `owner` is the organization's full name, which is no part of a subject."""
    words = _ASIDE.sub("", _short_named(words.strip()))
    item = account_name(words)
    if item is not None:
        behind = words[max((mark.end() for mark in _LEVEL_MARK.finditer(words)), default=len(words)) :]
        rest, year, last_year, _ = _without_year(behind.lstrip('”"支出'), owner)
        return Phrase(canonical(item[1]), item[0], year, last_year, stage=_named(_strip_ends(rest, owner))[1])
    words, year, last_year, this_year = _without_year(words, owner)
    coded = _CODE_INSIDE.fullmatch(strip_numbering(words))
    if coded:  # 水利工程运行与维护（2130306）年初预算
        rest, stage = _shorter(_strip_ends(coded["rest"], owner))
        if not rest and stage is not None:
            name = canonical(_strip_ends(coded["name"], owner))
            return Phrase(name, coded["code"], year, last_year, this_year, stage)
    words = _strip_ends(without_owner(words, owner), owner)
    if _THIS_PROJECT.search(words):
        rest = _THIS_PROJECT.sub("", words)
        if _FUND.fullmatch(_strip_ends(rest, owner)):
            return Phrase(year=year, this_year=this_year, this_project=True)
        words = rest
    if _PROJECT_TOTAL.fullmatch(words):
        return Phrase(year=year, this_year=this_year, project_total=True)
    quoted = _QUOTED.fullmatch(words)  # “公共安全支出”350 万元
    name, stage = _named(quoted["name"] if quoted else words)
    whole = name in _WHOLE
    if whole:
        stage = stage or next((found for ending, found in _WHOLE_STAGES if name.endswith(ending)), None)
        name = _WHOLE[name]
    if name in _GENERIC or _NO_NOUN.search(name) or len(name) > _MAX_PHRASE or not _WORDED.search(name):
        name, whole = "", False
    bought = _BOUGHT.match(name)
    if bought:
        name = bought[1] + canonical(bought[2])
    return Phrase(name, "", year, last_year, this_year, stage, whole)


def _short_named(words: str) -> str:
    """公务接待费、公车运行费（以下简称“三公”经费）决算总额 is of “三公”经费: the bracket names what is listed."""
    short = _SHORT_NAME.search(words)
    return short["name"] + short["rest"] if short and is_known(canonical(short["name"])) else words


@lru_cache(maxsize=_REMEMBERED)
def account_name(words: str) -> tuple[str, str] | None:
    """Code and name of an account (科目) named with its code, its （类）（款）（项） or as a quoted path; None else.

    The last level counts: 一般公共服务支出（类）…（款）行政运行（项） is 行政运行.
    """
    words = strip_numbering(words)
    for opener in ("其中：", "其中，", "其中"):
        words = words.removeprefix(opener)
    code = ""
    coded = _CODE_BEFORE.match(words)
    if coded:
        code, words = coded[1], words[coded.end() :]
    bracketed = _CODE_AFTER.search(words)
    if bracketed:
        code, words = bracketed[1], words[: bracketed.start()]
    words = _ACCOUNT_WORD.sub("", words).strip("“”\"'：:，")
    item = _marked_name(words)
    if item is None and code:
        item = _PROVIDED.sub("", words)
    if item is None and _QUOTED_PATH.fullmatch(words):
        item = words.rsplit("-", 1)[1]
    if not item or not _TWO_CHARACTERS.search(item):
        return None
    item = without_quotes(strip_numbering(item))
    return code or _code_of_path(words, item), item


def without_quotes(name: str) -> str:
    """A name without the quotation marks around it: those of one of its words (“两庭”建设) are its own."""
    bare = name.strip("“”\"' ")
    return f"“{bare}" if "”" in bare and "“" not in bare else f"{bare}”" if "“" in bare and "”" not in bare else bare


def _code_of_path(words: str, item: str) -> str:
    """The code of a 项 named with its 款 (宣传事务（款）一般行政管理事务（项）), whose name many accounts share."""
    steps = [without_quotes(strip_numbering(step).strip(" 支出")) for step in _PATH_MARK.split(words)]
    if item.removesuffix("支出") not in steps[1:]:
        return ""
    last = len(steps) - 1 - steps[::-1].index(item.removesuffix("支出"))  # 其他…支出（款）其他…支出（项）
    name = steps[last - 1]
    above = {code for one in (name, f"{name}支出") for code in names_of(one)}
    found = [code for code in names_of(item) if parent(code) in above]
    return found[0] if len(found) == 1 else ""


def _marked_name(words: str) -> str | None:
    """The name before the last （类）（款）（项） mark, with 支出 behind the mark of a 类 kept."""
    marks = list(_LEVEL_MARK.finditer(words))
    if not marks:
        return None
    last = marks[-1]
    start = marks[-2].end() if len(marks) > 1 else 0
    name = _UP_TO_MARK.sub("", words[start : last.start()])
    behind = words[last.end() :].strip('”"')
    if last.group() == "（项）":
        return name
    if behind.startswith("支出"):
        return name if name.endswith("支出") else name + "支出"
    unmarked = _UNMARKED.match(_FROM_STAGE.sub("", behind))
    return unmarked.group() if unmarked else name


def _without_year(words: str, owner: str) -> tuple[str, int | None, bool, bool]:
    """Take year words out: the rest, the year, whether it is last year, whether it is said to be this year."""
    year: int | None = None
    last_year = this_year = False
    as_of = _AS_OF.search(words)
    if as_of and as_of[1]:
        year = int(as_of[1])
        words = words[: as_of.start()] + words[as_of.end() :]
    matches = list(_YEAR.finditer(words))
    if matches:
        year = int(matches[-1]["year"] or matches[-1]["bare"])
        before = without_owner(words[: matches[0].start()], owner)
        words = before + _YEAR.sub("", words[matches[0].start() :])
    elif _THIS_YEAR.search(words):
        this_year = True
        match = _THIS_YEAR.search(words)
        assert match is not None  # noqa: S101  searched a line above
        kept = "本年" if _SIDE.match(words[match.end() :]) else ""
        words = without_owner(words[: match.start()], owner) + kept + words[match.end() :]
    if _LAST_YEAR.match(words):
        last_year = True
        words = _LAST_YEAR.sub("", words)
    return words, year, last_year, this_year


def _strip_ends(words: str, owner: str) -> str:
    """Take conjunctions, verbs of provision and the owner off both ends."""
    while True:
        shorter = without_owner(strip_numbering(words), owner)
        if not is_known(canonical(shorter)):
            shorter = _TRAILING.sub("", _LEADING.sub("", shorter))
        if shorter == words:
            return words.removeprefix("“") if words.startswith("“") and "”" not in words else words
        words = shorter


def _named(words: str) -> tuple[str, Stage | None]:
    """The canonical name of a phrase after taking 预算数, 总额, 决算 … off its end one by one; the stage they tell."""
    stage: Stage | None = None
    words = _DOUBLED_SPENDING.sub("", _FUNDED_SPENDING.sub("支出", words))
    of_all = _OF_ALL.fullmatch(words) if _ALL_BODIES.search(words) else None
    words = of_all["tail"] if of_all else words
    words = _COST_SPENDING.sub("", _tail_of_funding(words))
    funded = _FUNDED.fullmatch(words)
    if funded and is_known(canonical(funded["name"])):
        return canonical(funded["name"]), Stage.BUDGET if funded["budget"] else None
    while not (is_known(canonical(words)) or words in _WHOLE or _PROTECTED.search(words)):
        shorter, found = _shorter(words)
        if shorter == words:
            break
        stage, words = stage or found, _tail_of_funding(shorter)
    return (words if words in _WHOLE else canonical(words)), stage or _stage_within(words)


def _stage_within(words: str) -> Stage | None:
    """The stage that a known name says at its end (“三公”经费支出预算); 一般公共预算 is no stage."""
    if _PROTECTED.search(words):
        return None
    return next((stage for pattern, stage in _STAGES if pattern.search(words)), None)


def _shorter(words: str) -> tuple[str, Stage | None]:
    if words.startswith("涉及"):
        return words, None
    for pattern, stage in _STAGES:
        match = pattern.search(words)
        if match:
            rest = words[: match.start()]
            return _TRAILING.sub("", rest), stage
    rest = _QUANTITY_WORD.sub("", words)
    if rest != words and len(rest) >= _MIN_NOUN and not rest.endswith("合同"):
        return rest, None
    spent = canonical(words.removesuffix("支出"))
    return (words.removesuffix("支出") if is_known(spent) and not spent.endswith("收入") else words), None


def _tail_of_funding(words: str) -> str:
    """财政拨款安排的机关运行经费 is 机关运行经费: the words before only say where the money comes from.

    Before the whole (一般公共预算支出) they say what it is, and stay.
    """
    match = _OF_FUNDS.fullmatch(words) or _RUN_BY_BODIES.fullmatch(words) or _ON_DUTY.fullmatch(words)
    if match:
        return match["tail"]
    funded = _FUNDS_BEFORE.match(words)
    tail = words[funded.end() :] if funded else ""
    whole = canonical(tail).endswith(("支出", "收入", "总计", "合计", "结余", "预算"))
    return tail if is_known(canonical(tail)) and not whole else words
