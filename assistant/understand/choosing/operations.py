"""Which operation a question asks for (判断操作): one rule an operation, tried in order; the first that fits plans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, Plan, Roles
from assistant.understand.choosing import text_operations
from assistant.understand.choosing.addends import addends, unlinked
from assistant.understand.choosing.composed import compose
from assistant.understand.choosing.compositions import by_nature, composition
from assistant.understand.choosing.differences import (
    in_two_tables,
    item_against_item,
    of_carried,
    of_stages,
    stages_alike,
)
from assistant.understand.choosing.equations import ASKS_RESULT, literals, verification
from assistant.understand.choosing.lists import (
    PAID_FROM,
    bodies,
    changed,
    changes_of_each,
    compared,
    empty,
    having,
    is_fund,
    named_items,
    of_two_years,
    placed,
    shares,
    which_one,
    without_own,
)
from assistant.understand.choosing.natures import of_one_item
from assistant.understand.choosing.project_shares import share_of_projects
from assistant.understand.choosing.project_words import is_told_apart
from assistant.understand.choosing.rates import rates
from assistant.understand.choosing.ratios import ratio
from assistant.understand.choosing.text_operations import of_kind
from assistant.understand.words import asked, bounds, cues

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistant.understand.parse import Parsed

_SAID_OF_ONE = re.compile(
    r"(?:了吧|了吗|了没有?|是吧|对吧|是吗|了么|吗)[?？。]?$|是不是|是否|有没有(?=超|达|到|高|大|低|小|多|少|不)"
)
_OF_SEVERAL = re.compile(r"哪|几(?!乎)|多少(?:个|项|家)|项目|科目|单位|部门|有(?:些|没有)(?:什么|其他)|[里中]面?有没有")
_ALL_IN_ORDER = re.compile(r"(?<![安编减])排(?![第水污放查])|[从由][大高多小低少](?:往|到|至)[大高多小低少]")
_WHICH_UNIT = re.compile(
    r"哪(?:个|家|所)(?:单位|局|部门|学校|[中小]学|幼儿园|医院)|哪一?家|[两二三四五六七八九十\d]+家|各家(?!银行)|单位.{0,10}排|(?:各|几|这些|所有|这几)个?家?(?:单位|部门|局|委办)"
    r"|最[高低多少大小](?:的)?(?:那|这)?(?:一?[个家])?(?:单位|部门(?!预算|决算)|局)"
    r"|最[高低多少大小]的[一-龥]{1,6}?(?:单位|部门|局)(?:是|为)?(?:哪|谁|什么)"
)


def _completion(base: Plan, parsed: Parsed) -> Plan | None:
    if not cues.COMPLETION(parsed.text) or asked.WHICH_LEFT(parsed.text):
        return None
    selection = base.selection.model_copy(update={"stages": (), "kind": "决算"})
    return base.model_copy(update={"operation": Operation.COMPLETION, "selection": selection})


_OBJECTIVES = re.compile(
    "(?:绩效(?:目标|指标)|项目的目标)(?:情况|内容|设置)?(?:是什么|是啥|有哪些|有什么|有啥|都有什么|是怎么定的|如何|怎么样|呢)?[?？。]?$"
)
_TOLD: Final = {"operation": Operation.NARRATIVE, "every": False}


def _indicator(base: Plan, parsed: Parsed) -> Plan | None:
    indicators = of_kind(parsed, "indicator")
    if not indicators:
        projects = of_kind(parsed, "project")
        if parsed.targets and _OBJECTIVES.search(parsed.text):  # 平台升级的绩效目标: what is to be reached, no amount
            told = {"operation": Operation.INDICATOR, "targets": (), "against": projects} if projects else _TOLD
            return base.model_copy(update=told)
        listed = projects and re.search("指标|目标值", parsed.plain) and cues.LIST(parsed.plain)
        bare = {target.start for target in parsed.targets} <= {project.start for project in projects}
        of_level = bare and asked.INDICATORS_OF.search(parsed.text)
        limit = bounds.rate_limit(parsed.plain) if bare and asked.INDICATORS_WITHIN(parsed.text) else None
        update = {"operation": Operation.INDICATOR, "targets": (), "against": projects, "threshold": limit}
        return base.model_copy(update=update) if listed or of_level or limit else None
    only = [target for target in indicators if not any(
        each.start == target.start and (each.names.get("subject") or each.codes) and not cues.INDICATOR(parsed.text)
        and not set(each.of("subject")) <= set(each.of("indicator"))
        for each in parsed.links
    )]  # fmt: skip
    if not only:
        return None
    projects = tuple(t for t in of_kind(parsed, "project") if t.start not in {i.start for i in only})
    if asked.INDICATORS_WITHIN(parsed.text) and (limit := bounds.rate_limit(parsed.plain)) is not None:
        update = {"operation": Operation.INDICATOR, "targets": tuple(only), "against": projects, "threshold": limit}
        return base.model_copy(update=update)
    return base.model_copy(update={"operation": Operation.INDICATOR, "targets": tuple(only), "against": projects})


def _filter(base: Plan, parsed: Parsed) -> Plan | None:
    asks = cues.LIST(parsed.text) or cues.COUNT(parsed.text) or not re.search(r"多少|吗|为什么|几", parsed.plain)
    asks = asks or bool(re.search("有[^，,。]{2,14}的(?:项目|科目|支出)", parsed.plain))
    if base.measure_word not in ("", "项", "个", "家", "条") or asked.PRICE_OF_THINGS.search(parsed.plain):
        return None  # 20万元以上设备多少台 counts things
    listable = parsed.targets or cues.LISTABLE(parsed.text)
    if parsed.targets and _SAID_OF_ONE.search(parsed.text) and not _OF_SEVERAL.search(parsed.plain):
        return None  # 超过500万了吧: one figure is spoken of
    if base.threshold is None or not asks or not listable:
        return None
    whose = bool(parsed.targets) and not cues.PROJECTS(parsed.plain) and cues.WHOSE(parsed.plain)
    return base.model_copy(update={"operation": Operation.FILTER, "every": False, "across": whose})


def _named_projects(base: Plan, parsed: Parsed) -> Plan | None:
    """不动产相关的项目花多少: their sum; 带“升级”字样的项目: all of them."""
    whole = all("支出总计" in target.names for target in parsed.targets)  # 总共花多少, of those projects
    if not whole or not is_told_apart(parsed, base.name_filter):
        return None
    operation = Operation.SUM if re.search("多少|几", parsed.text) else Operation.FILTER
    return base.model_copy(update={"operation": operation, "targets": (), "every": False})


_OF_PURCHASES = re.compile(r"采购.{0,10}(?:项目|品目)")
_EACH_PURCHASE = re.compile(
    r"采购(?!货物|工程|服务)[^，,。；;？?货工服]{0,8}(?:[两二三四五六七八九十]|\d+|几|这些)[项笔个](?:项目|东西)?(?:都)?(?:各|分别)"
)


def _listing(base: Plan, parsed: Parsed) -> Plan | None:
    """有哪些项目: all of them."""
    items = [
        target for target in base.targets
        if not any(re.search(r"项目(?:数|个数)?$", name) for name in target.names)
        and not (cues.CARRIED_OVER(target.text) and cues.CARRIED_OVER(parsed.text))  # 上年结转的项目有哪些
    ]  # fmt: skip
    bought = all("政府采购预算" in target.names for target in items)
    if bought and items and _EACH_PURCHASE.search(parsed.text):  # 政府采购三项各多少
        return base.model_copy(update={"operation": Operation.FILTER, "targets": (), "every": False})
    if items and _OF_PURCHASES.search(parsed.text) and cues.LIST(parsed.plain) and not cues.COMPOSITION(parsed.plain):
        return base.model_copy(update={"operation": Operation.FILTER, "targets": (), "every": False})
    if items and PAID_FROM.search(parsed.text) and all(is_fund(target) for target in items):
        return base.model_copy(update={"operation": Operation.FILTER, "every": False})  # 哪些项目用了财政拨款
    asks = cues.LIST(parsed.plain) or asked.WHICH_PROJECT(parsed.plain)
    if items or not cues.PROJECTS(parsed.text) or not asks or cues.RANK(parsed.plain):
        return None
    if asked.OVERSPENT(parsed.plain) or cues.AGAINST_BUDGET(parsed.text):
        return None  # 比预算超了哪些项目: not all of them
    return base.model_copy(update={"operation": Operation.FILTER, "every": False})


_KIND_OF_CARS = re.compile(
    "哪一?[类种](?:公务)?(?:用)?车(?:辆)?(?:的?数量)?最多|(?:车辆|用车|公务车|公车)[里中]?(?:的?数量)?最多的?(?:是|属于)?(?:哪一?|什么)[类种]"
)


_WHICH_LARGER = re.compile("哪一?个(?:项目)?(?:的)?(?:金额|资金|预算)?(?:更|最)?(?:大|多|高)(?:一?些|一?点)?[?？。]?$")
_WITHIN_ITEM = re.compile("[（(]?(?:基本支出|全口径)?[)）]?(?:里面|里头|当中|之中|里|中|下面)")


def _ranking(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.plain
    if _KIND_OF_CARS.search(parsed.text):  # those that a sentence counts by their kinds
        return base.model_copy(
            update={"operation": Operation.COUNT, "targets": (), "measure_word": "辆", "words": ("车辆",)}
        )
    which = cues.PROJECTS(parsed.text) and _WHICH_LARGER.search(text)
    if not (cues.RANK(text) or asked.PLACE(text) or which) or re.search(
        r"最(?:后(?!一?[名位])|近|终|主要(?!的?(?:收入|支出|[资金]*来源)))", text
    ):
        return None
    listed = cues.PROJECTS(parsed.text) or re.search(r"科目|哪一?[项类]", parsed.text)
    if (named := placed(base, parsed) or named_items(base, parsed)) is not None:
        return named
    several = parsed.named > 1 and not asked.LARGEST_OF_EACH(text)
    inside = len(base.targets) == 1 and _WITHIN_ITEM.match(
        parsed.text, base.targets[0].start + len(base.targets[0].text)
    )
    units = _WHICH_UNIT.search(parsed.text) or ("谁" in text and not listed and not inside)
    comparing = several or units or cues.WHICH_YEAR(text)
    every = _ALL_IN_ORDER.search(text) or (cues.MOST(text) and cues.LEAST(text))
    top = base.top or (0 if every else 1)
    counted = "" if comparing else base.measure_word  # 几个单位从高到低: nothing is counted
    update = {"operation": Operation.RANK, "top": top, "across": bool(comparing), "measure_word": counted}
    return base.model_copy(update=update)


_HOW_MANY_PARTS = re.compile(
    r"(?:几|多少)(?:个|项|种|类)[^，,。；;？?]{0,4}(?:科目|明细|子项|小项|分项)|分成?(?:为|了)?几[项个类种]"
)
_KINDS_OF_WHOLE = re.compile("(?:支出|收入)(?:分(?:为|成)?|有)哪?几大?[类块]")
_BY_HOW_MANY = re.compile("比[^，,。；;]{1,20}[多少](?:了|出)?(?:几|多少)")

_THINGS = frozenset(
    ("辆", "台", "套", "艘", "架", "批次", "批", "人次")
)  # what no amount of an account of that name answers: 公务用车几辆


def _count(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.plain
    over_all = cues.BOTH(text) or _SEVERAL_UNITS.search(parsed.text)
    if parsed.targets and cues.SUM(text) and over_all and base.measure_word in ("", "家", "个"):
        return None  # 几家单位加起来
    if cues.UNITS_OF_DEPARTMENT(parsed.text) and (cues.LIST(text) or cues.COUNT(text)):
        return base.model_copy(update={"operation": Operation.COUNT})
    if len(parsed.targets) > 1 and _BY_HOW_MANY.search(text):
        return None  # 甲比乙多几辆
    each = re.search(r"各|分别", text)
    if each and _KINDS_OF_WHOLE.search(parsed.text):
        return None  # 支出有几类，分别多少
    parts = _HOW_MANY_PARTS.search(text) and not each
    accounts = any(target.codes for target in parsed.targets) and base.measure_word not in _THINGS
    counted = cues.COUNT(text) or base.measure_word in _THINGS
    if not counted or (accounts and not parts):
        return None
    return base.model_copy(update={"operation": Operation.COUNT})


def _difference(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.plain
    special = of_carried(base, parsed) or of_stages(base, parsed) or in_two_tables(base, parsed)
    if special is not None:
        return special
    several = parsed.named > 1 or len(parsed.selection.years) > 1 or len(parsed.targets) > 1
    tables = len(parsed.selection.forms) > 1 and len(parsed.targets) == 1
    scopes = bool(parsed.targets) and (tables or cues.PAIR_OF_SCOPES(parsed.text))
    if tables:
        base = base.model_copy(update={"selection": base.selection.model_copy(update={"nature": ""})})
    if cues.WITHOUT_BASIC(parsed.text) and len(parsed.targets) > 1:
        own = base.selection.model_copy(update={"nature": ""})  # 全口径减去基本支出里的: one item twice
        return base.model_copy(
            update={"operation": Operation.DIFFERENCE, "targets": parsed.targets[:1], "selection": own}
        )
    if not cues.DIFFERENCE(text) or not (several or scopes) or changes_of_each(parsed):
        return None
    of_one_year = several and parsed.named < 2 and len(parsed.selection.years) < 2  # noqa: PLR2004
    if of_one_year and cues.CHANGE(text) and not item_against_item(parsed):
        return None
    years = len(parsed.selection.years) > 1
    if years and parsed.named < 2 and len(parsed.targets) == 1 and not cues.WHO(text):  # noqa: PLR2004
        each = bool(re.search(r"各|分别|多少.{0,6}[，,、;；]", text))
        changed = Roles(level=each, change=True, rate=cues.RATE(text) or "增长" in text)
        return base.model_copy(update={"operation": Operation.CHANGE, "roles": changed})
    roles = Roles(level=not years, change=years, rate=cues.RATE(text))
    update = {"operation": Operation.DIFFERENCE, "across": parsed.named > 1, "roles": roles}
    update["targets"] = compared(base.targets, parsed.text)
    return base.model_copy(update=update)


_SEVERAL_UNITS = re.compile(
    r"[两三四五六]家|[两三四五六](?:个|家)[一-龥]{0,5}?(?:单位|局|部门|委|厅|街道|镇|乡)|(?:所有|各|全部|几)个?(?:单位|部门|局|家)"
)
_EACH = re.compile(r"各(?:是|为|有|多少)|分别")
_NUMBER_IN_ALL = re.compile("(?:一共|总共|共|合计)有?(?:几|多少)[家个]")  # 一共几家预算单位: nothing is added
_ADDED_UP = re.compile(r"(?:合计|总计)(?:共|是|为|有)*多少")


def _sum(base: Plan, parsed: Parsed) -> Plan | None:
    several = parsed.named > 1 or _SEVERAL_UNITS.search(parsed.text)
    years = len(parsed.targets) == 1 and len(parsed.selection.years) > 1 and not _EACH.search(parsed.text)
    # 两家支出预算合计, 基本支出和项目支出合计: 合计 is no part of the name then
    up = len(parsed.targets) > 1 and _ADDED_UP.search(parsed.text)  # 甲和乙的项目支出|合计多少
    text = parsed.text if several or years or up or of_one_item(parsed.targets) else parsed.plain
    counted = parsed.named < 2 and _NUMBER_IN_ALL.search(text) and not cues.PROJECTS(text)  # noqa: PLR2004 - of one
    if not cues.SUM(text) or counted or (cues.VERIFY(text) and not ASKS_RESULT.search(text)):
        return None
    of_projects = len(parsed.targets) == 1 and cues.PROJECTS(text) and not parsed.targets[0].codes
    if base.name_filter or (cues.PROJECT_CLASS(parsed.text) and not parsed.targets) or (of_projects and not several):
        return base.model_copy(update={"operation": Operation.SUM})
    if several:  # 几家 says over what is added, it asks for no number of them
        return base.model_copy(update={"operation": Operation.SUM, "across": True, "measure_word": ""})
    if years:
        return base.model_copy(update={"operation": Operation.SUM, "across": True, "every": True})
    unknown = unlinked(parsed)
    added = (*parsed.targets, unknown) if unknown else (addends(parsed) if len(parsed.targets) > 1 else ())
    if len(added) > 1 and not _EACH.search(text):
        update = {"operation": Operation.SUM, "targets": added, "against": literals(parsed)}
        return base.model_copy(update=update)
    return None


def _average(base: Plan, parsed: Parsed) -> Plan | None:
    if not cues.PER_PROJECT(parsed.text) or not cues.PROJECTS(parsed.text):
        return None
    return base.model_copy(update={"operation": Operation.AVERAGE})


def _change(base: Plan, parsed: Parsed) -> Plan | None:
    text = parsed.plain
    beside = of_two_years(parsed)
    if not cues.CHANGE(text) and not changes_of_each(parsed) and not beside:
        return None
    level = beside or bool(
        re.search(
            r"(?:是|有|为)?多少[，,、;；]|各是多少|预算(?:数)?是多少|多少.{0,4}[，,].{0,4}(?:比|较|同)|以及同比|[，,].{0,3}(?:以及)?同比",
            text,
        )
    )
    roles = Roles(
        level=level,
        change=cues.AMOUNT_OF_CHANGE(text) or not cues.RATE(text) or bool(re.search(r"[多少]了?多少|增加额", text)),
        rate=cues.RATE(text) or "增长" in text,
    )
    return base.model_copy(update={"operation": Operation.CHANGE, "roles": roles})


RULES: Final[tuple[Callable[[Plan, Parsed], Plan | None], ...]] = (
    text_operations.definition,
    text_operations.reason,
    rates,
    share_of_projects,
    compose,
    _completion,
    stages_alike,
    verification,
    _indicator,
    _average,
    shares,
    ratio,
    changed,
    empty,
    having,
    _filter,
    _listing,
    _ranking,
    which_one,
    bodies,
    without_own,
    _count,
    _difference,
    _sum,
    by_nature,
    text_operations.purpose,
    composition,
    _change,
    _named_projects,
    text_operations.narrative,
)
