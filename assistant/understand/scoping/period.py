"""Years, kinds and stages (年度、文种与阶段) that a question names or means: 去年, 近三年, 决算, 年初预算."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.understand.scoping.scope import Scope, blanked
from assistant.understand.words import bounds, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Source
    from assistant.execute.ledger import Ledger

_RELATIVE_YEAR = re.compile(r"(今年|本年度?|当年|去年|上年|[上前]一年|[上前]一?个年度|前年|明年|来年|后年)")
_COMPARED = re.compile(r"(?:比|较|同|与|跟|和)\s*(?:去年|上年|[上前]一年|[上前]一?个年度|前年)")
_STEPS = {"去年": 1, "上年": 1, "前年": 2, "明年": -1, "来年": -1, "后年": -2}
_LAST_YEAR_ITEM = re.compile(r"上年(?:结转|结余|执行|预算|决算)|(?:当年|本年)(?:财政|收入|支出|预算)")
_STAGE_WORDS = {
    "年初预算": "年初预算", "调整预算": "调整预算", "全年预算": "调整预算", "决算": "决算", "执行数": "执行数",
}  # fmt: skip
# the account books are called 预算 in final accounts, too
_BOOKS = re.compile(
    r"(?:一般公共|公共财政|政府性?基金|国有资本经营|社会保险基金)预算"
    r"(?=财政|当年|拨款|支出|收入|[^，,。；;？?]{0,20}(?:花了|用了|花掉|支出了|[一总]共支出))"
)
_BOOK_OF_RESULT = re.compile(r"(?:一般公共|政府性?基金|国有资本经营|社会保险基金)预算(?=决算)")  # 一般公共预算决算数
_BASE_YEAR = re.compile(
    r"(?:比|较)\s*(20\d{2})年?|(?:与|和|跟|同)\s*(20\d{2})年?(?:度|的|预算|决算)*(?:相?比|对比|比较)"
)
_LAST_YEARS = re.compile(
    r"(?:去年|上年|上一年)度?的?(?:(?:预算)?(?:当年)?(?:实际)?(?P<run>执行)|(?P<final>决算)|预算数)"
)
_RUN = re.compile(r"(?<![\d比较])(?:20)?(\d{2})年(?:度|当年)?的?(?:预算)?(?:实际)?执行(?!率|进度)")
_BASIS = re.compile(
    r"(?:按照?|用|根据|照|从|拿)(?:20)?\d{2}年度?的?(?:预算|决算)?(?:编制)?(?:说明|文件|数据|数)?[^，,。？?]{0,4}(?:倒推|反推|推算|倒算)"
)
_BESIDE = "(?:和|与|跟|及|、|，|,|以及|vs|VS|对)"
_BUDGET_AND_FINAL = re.compile(rf"预算数?{_BESIDE}决算|决算数?{_BESIDE}预算")
_YEAR_BEFORE_ASKED = re.compile(
    "(?<![比较同与和跟])(?:上一?年|去年)度?的?(?:预算|决算)?数?(?:是|有|为|安排了?)?多少(?:钱|万元?)?[?？。]?$"
)
_BASE_EXECUTED = re.compile(r"(?:比|较)\s*(?:(?:20)?\d{2}年|上一?年|去年)(?:度|的|预算)*执行数?")
_PLANNED_THEN_SPENT = re.compile(  # 预算多少，花了多少
    r"(?<!公共)(?<!基金)(?<!经营)预算[^，,。；;?？]*[，,、；;](?:又|到底|最后|最终)?(?:实际|真正)?(?:上)?(?:花|用|支出?|执行|支付|采购)(?:了|掉)?(?:多少|几)"
    r"|预算(?:数|是|为|有|安排)*\s*\d[\d.,]*\s*[万亿]?元?[，,]?(?:实际|到底|最后|最终)*(?:上)?(?:花|用|支出?|采购)(?:了|掉)?(?:多少|几)"
    r"|(?<!公共)(?<!基金)(?<!经营)预算(?:总额|数|里|中)*(?:实际|到底|最后|最终|一共)*(?:花|用|支出?|执行)(?:了|掉)(?:多少|几)"
)
_SPENT_THEN_PLANNED = re.compile(
    r"(?:花|用|支)了?(?:多少|几)[^，,。；;?？]*[，,。；;?？][^，,。；;]*(?<!公共)(?<!基金)(?<!经营)预算(?:数|里|中|内|原|安排|有|多少|是|批|给|列)"
)
_BY_PER_CENT = re.compile(r"[比较](?:年初|当年|全年)?预算数?[多少高低](?:了|出)?(?:百分之|%|几成|几个百分点)")
_NOW_TOO = re.compile(r"今年|本年|安排|[降增涨减比]")
_CARRIED_FROM = re.compile(
    r"(?:20)?\d{2}年度?(?=结转(?:到|过来|下来)?的?(?:绩效)?项目)"
)  # projects of this year's budget


def read_time(ledger: Ledger, scope: Scope, text: str, names: Sequence[tuple[int, int]]) -> Scope:
    """Years, kind and stages, outside the names in a question (23年平台维护费 says no year, 采购预算总额 no kind)."""
    denied = cues.NEGATION.sub(lambda m: "　" * len(m.group()), text)
    books = [match.span() for match in _BOOK_OF_RESULT.finditer(denied)]
    plain = blanked(denied, [*_without_stage(denied, names), *books])
    ids = scope.selection.organizations
    own = ledger.loaded.of(ids)
    latest = max((source.year for source in own if source.year), default=None)  # nothing is carried from it yet
    plain = _CARRIED_FROM.sub(
        lambda m: m.group() if cues.years(m.group()) == (latest,) else "　" * len(m.group()), plain
    )
    told = _BASIS.sub(lambda m: "　" * len(m.group()), plain)
    plain = told if cues.years(told) else plain  # 2023年的多少，按24年的说明倒推: of 2023
    years = cues.years(plain)
    loaded = {source.year for source in own}
    # 比2024年预算多 only compares with a year that is not loaded
    base = {int(match[1] or match[2]) for match in _BASE_YEAR.finditer(plain)} - loaded
    update = {
        "years": tuple(year for year in years if year not in base)
        or _relative_years(plain, own)
        or _recent_years(text, names, own),
        "kind": ("决算" if cues.SPENT(plain) else _kind(_BOOKS.sub("　", plain)))
        or ("预算" if "预算" in _OF_RESULT.sub("　", _BOOKS.sub("　", text)) and not cues.FINAL(text) else ""),
        "stages": _stages(_BASE_EXECUTED.sub("　", plain)),  # 比2024年执行数少: of this year
    }
    if len(years) == 1 and _YEAR_BEFORE_ASKED.search(plain) and plain.count("多少") == 1:
        update["years"] = (years[0] - 1,)  # 2025年公务接待费上年是多少
    last = _LAST_YEARS.search(plain)
    if last and not _NOW_TOO.search(plain):
        base_year = years[0] if years else latest
        if base_year is not None:
            stage = "执行数" if last["run"] else ("决算" if last["final"] else "预算")
            update |= {"years": (base_year - 1,), "stages": (stage,), "kind": ""}
    elif (run := _RUN.search(plain)) and not _NOW_TOO.search(plain):
        year = 2000 + int(run[1])  # in its final accounts, else beside the budget of the year after
        final = any(source.year == year and source.kind == "决算" for source in own)
        update |= {"years": (year,), "stages": () if final else ("执行数",), "kind": "决算" if final else ""}
    elif update["stages"] == ("调整预算",) and _PLANNED_THEN_SPENT.search(text):
        update |= {"stages": ("调整预算", "决算"), "kind": ""}
    elif set(update["stages"]) <= {"年初预算"} and _both_stages(_BOOKS.sub("　", plain), text, own, update["years"]):
        update |= {"stages": ("年初预算", "决算"), "kind": ""}  # the final accounts print both
    elif not update["kind"] and not update["stages"] and _spent_then(text, own, update["years"]):
        update["kind"] = "决算"
    return replace(scope, selection=scope.selection.model_copy(update=update))


_TOTAL_PLANNED = re.compile("(?<!采购)(?<!公共)(?<!基金)(?<!经营)预算(?:总额|总数|总量|总规模)(?!的?(?:执行|完成))")
_GENERAL_FUND = "一般公共预算"  # a fund, of which there are budgets and final accounts alike
_SPENT_THEN = re.compile("(?:花|用|支|开销|开支)(?:掉|出去|出)?了(?!预算)")
_NOT_SPENT = re.compile("预算|安排|计划|比|没(?:有)?[花用]|[花用]了?吗")


def _spent_then(text: str, sources: Sequence[Source], years: Sequence[object]) -> bool:
    """2024年接待费花了多少, of a year of which the final accounts are loaded: what was spent, and no budget."""
    kinds = {source.kind for source in sources if source.year in years}
    of_one = len(years) == 1 and len({source.organization_id for source in sources}) == 1
    return of_one and "决算" in kinds and _SPENT_THEN.search(text) is not None and not _NOT_SPENT.search(text)


def _without_stage(text: str, names: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The names without the 预算 that ends them, where 决算 stands beside it: 培训费预算多少、决算多少."""
    if not cues.FINAL(blanked(text, names)):
        return list(names)
    ended = ((start, end, text[:end]) for start, end in names)
    return [
        (start, end - 2 * (named.endswith("预算") and not named.endswith(_GENERAL_FUND))) for start, end, named in ended
    ]


def asks_both_stages(text: str) -> bool:
    """Whether a question asks for the budget and for the result: 预算和决算各多少, 预算多少，花了多少."""
    return _BUDGET_AND_FINAL.search(text) is not None or _PLANNED_THEN_SPENT.search(text) is not None


def _both_stages(plain: str, text: str, sources: Sequence[Source], years: Sequence[object]) -> bool:
    """Whether a question asks for the budget and the result of one year, whose final accounts are loaded."""
    text = text.replace(_GENERAL_FUND, "　")
    final = {source.year for source in sources if source.kind == "决算"}
    if len(years) > 1 or not final or not (set(years) <= final if years else len(final) == 1):
        return False
    if _BUDGET_AND_FINAL.search(plain) or (_BUDGET_AND_FINAL.search(text) and cues.DIFFERENCE(text)):
        return bool(years) or all(source.kind == "决算" for source in sources)
    in_all = cues.FINAL(plain) and _TOTAL_PLANNED.search(text)  # 决算的预算总额
    if _SPENT_THEN_PLANNED.search(plain) or _PLANNED_THEN_SPENT.search(text) or in_all:
        return True
    if cues.AGAINST_BUDGET(plain):  # 花了多少，比预算多还是少: the budget is what the result is set against
        return not cues.RATE(plain) or _BY_PER_CENT.search(plain) is not None
    planned, actual = cues.PLANNED(plain), cues.ACTUAL(plain)
    return planned and actual and not cues.COMPLETION(plain) and len(cues.points(plain)) < 2  # noqa: PLR2004 - two are compared


# 预算执行率, 超预算: both are told of a result
_OF_RESULT = re.compile(
    "预算(?:数)?的?(?=(?:执行|完成)(?:率|比例|进度|情况|度))|超(?:了|出|过|支)?(?:年初|当年|全年)?预算"
)


def _kind(text: str) -> str:
    """预算 or 决算, where the question says one; 年初预算 is printed in final accounts."""
    text = _OF_RESULT.sub("　", text)
    stages = text.replace("年初预算", "").replace("全年预算", "").replace("调整预算", "")
    final, budget = cues.FINAL(text), "预算" in stages
    if final and budget:
        return ""
    if final or (stages != text and not budget):
        return "决算"
    return "预算" if budget else ""


def _stages(text: str) -> tuple[str, ...]:
    """The stages of final accounts that a question names: 年初预算 beside 决算."""
    found = [(text.find(word), stage) for word, stage in _STAGE_WORDS.items() if word in text]
    if "决算" in text and "预算数" in text:
        found.append((text.find("预算数"), "年初预算"))  # the column beside 决算数
    stages = tuple(dict.fromkeys(stage for _, stage in sorted(found)))
    if not stages and cues.SPENT(text) and "预算" in text:
        return ("年初预算", "决算")
    return stages if stages != ("决算",) else ()


def _recent_years(text: str, names: Sequence[tuple[int, int]], sources: Sequence[Source]) -> tuple[int, ...]:
    """近三年, 这两年, 两年|三公经费合计: the latest of the loaded years, as many as are said outside of names."""
    match = cues.RECENT_YEARS.search(text)
    if match is None or any(start <= match.start() < end for start, end in names):
        return ()
    number = bounds.chinese_number(match.group(1) or match.group()[0]) or 2
    latest = sorted({source.year for source in sources if source.year}, reverse=True)[:number]
    return tuple(sorted(latest)) if len(latest) > 1 else ()


def _relative_years(text: str, sources: Sequence[Source]) -> tuple[int, ...]:
    """今年 is the latest year loaded for the organizations; 去年 the one before, unless it is only compared with."""
    latest = max((source.year for source in sources if source.year), default=None)
    if latest is None:
        return ()
    return tuple(dict.fromkeys(latest - step for step in steps_back(text)))


def steps_back(text: str) -> list[int]:
    """How many years 今年, 去年, 前年 go back, in the order in which they are said; what is compared with says none."""
    plain = _LAST_YEAR_ITEM.sub("　　", _COMPARED.sub("　　", text))
    return [_STEPS.get(match.group(1), int(match.group(1)[0] in "上前")) for match in _RELATIVE_YEAR.finditer(plain)]
