"""Where a question of a conversation looks (到哪里找): organizations, years and kind, its own or those before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.one_by_one import said_number
from assistant.plan import Operation, Plan, Selection
from assistant.understand.scoping.period import steps_back
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger

# 比2024年
YEAR_COMPARED: Final = re.compile(
    r"(?:比|较|对比|相比)\s*(?:20)?\d{2}年|(?:跟|与|和|同)\s*(?:20)?\d{2}年度?的?(?:相?比|对比)"
)
_TOGETHER: Final = re.compile(r"两家|两个|两者|这两|三家|几家|一块|加起来|合起来|合计|加一起|相加")
_WHICH_UNITS: Final = re.compile("谁|哪[一几]?[家个]|各[家局]|[几两三四五六](?:个?(?:单位|局|部门|委|街道)|家)|双方")
_ALL_UNITS: Final = re.compile("所有|全部|各个?(?:单位|部门|局|家)|全[区市省县]|其他|别的|另外|哪些|还有")


def place_of(plan: Plan, earlier: Sequence[Plan]) -> Selection:
    """Organizations, years and kind as before where the question names none; both organizations for 两家."""
    own, last = plan.selection, earlier[-1].selection
    update: dict[str, object] = {}
    # 谁多: of the two asked for; 分别多少: of the one
    of_these = len(last.organizations) > 1 or not _WHICH_UNITS.search(plan.question)
    of_these = of_these and not _ALL_UNITS.search(plan.question)
    if not own.organizations and (of_these or not (plan.every and not _TOGETHER.search(plan.question))):
        update["organizations"] = last.organizations
        items = len(plan.targets) > 1 and not cues.BOTH(plan.question)  # 甲、乙两个项目加起来: of one organization
        if (_TOGETHER.search(plan.question) and not items) or cues.BOTH(plan.question):
            named = [one for each in earlier for one in each.selection.organizations]
            update["organizations"] = tuple(dict.fromkeys(named))
    update["years"] = _years(plan, earlier)
    if not own.kind and "决算" not in own.stages:  # the result, or it and the budget, stands in both kinds
        update["kind"] = last.kind
    if not own.scope:
        update["scope"] = last.scope
    return own.model_copy(update=update)


def _years(plan: Plan, earlier: Sequence[Plan]) -> tuple[int, ...]:
    """The years that are meant: those named, those before, both where they are compared, or the one before it."""
    own, last = plan.selection, earlier[-1].selection
    if not own.years:
        before = tuple(dict.fromkeys(year for each in earlier for year in each.selection.years))
        growing = plan.operation is Operation.CHANGE and not plan.targets and _same_of_two_years(earlier)
        if (cues.BOTH_YEARS(plan.question) and len(before) > 1) or growing:
            return before
        return last.years[:1] if _of_year_compared(plan, earlier[-1]) else last.years
    if len(own.years) == len(last.years) == 1 and YEAR_COMPARED.search(plan.question):
        checked = plan.operation is Operation.VERIFY  # 比2024年少了10万，对吗: of the year asked for before
        return last.years if checked else tuple(dict.fromkeys((*last.years, *own.years)))  # 比2024年多多少
    if len(last.years) == 1 and not own.organizations and not cues.years(plan.question):
        again = _steps(plan) == _steps(earlier[-1])
        spoken = _years_back(plan, last.years[0])  # 上年决算呢, after 上年预算多少: of the same year
        return last.years if again and spoken else spoken or own.years
    return own.years


def _steps(plan: Plan) -> list[int]:
    return [step for step in steps_back(plan.question) if step]


def _years_back(plan: Plan, spoken: int) -> tuple[int, ...]:
    """去年 is the year before the one that is spoken of; 上年是多少，涨了多少 asks for both."""
    found = tuple(dict.fromkeys(spoken - step for step in _steps(plan)))
    return (*found, spoken) if found and plan.operation is Operation.CHANGE else found


def _same_of_two_years(earlier: Sequence[Plan]) -> bool:
    """Whether the last two questions asked for one thing of two years: 涨幅多少 is between them."""
    if len(earlier) < 2:  # noqa: PLR2004
        return False
    first, second = earlier[-2:]
    of_list = second.placed and first.operation is Operation.RANK  # 最贵的是哪个, 它去年多少
    named = first.targets and second.targets and first.targets[0].names == second.targets[0].names
    same = of_list or first.targets == second.targets or named
    years = (first.selection.years, second.selection.years)
    return bool(same) and all(len(one) == 1 for one in years) and years[0] != years[1]


def _of_year_compared(plan: Plan, last: Plan) -> bool:
    """基本支出占比呢, after what changed 比2018年: of the year spoken of, not of the one it was set against."""
    compared = last.operation is Operation.CHANGE and YEAR_COMPARED.search(last.question) is not None
    compared = compared or (last.operation is Operation.REASON and last.roles.change)
    one = plan.operation in (Operation.LOOKUP, Operation.RATIO, Operation.COMPOSITION)
    one = one and bool(plan.targets or plan.against)
    listed = plan.operation is Operation.RANK and not asked.MOST_CHANGED(plan.question)  # 哪项占得最多
    one = one or listed or (plan.operation is Operation.COMPOSITION and len(last.targets) == 1)
    return compared and one and len(last.selection.years) > 1 and not cues.BOTH_YEARS(plan.question)


def in_its_scope(plan: Plan, last: Plan) -> Plan:
    """2024年呢, after 机关运行经费里的差旅费: as that table, or that part of the budget, has it too."""
    place, before = plan.selection, last.selection
    same = len(plan.targets) == len(last.targets) == 1 and plan.targets[0].names == last.targets[0].names
    looked = plan.operation in (Operation.LOOKUP, Operation.CHANGE) and last.operation is Operation.LOOKUP
    if not same or not looked or place.forms or place.nature or place.classification or plan.against:
        return plan
    scope = {"forms": before.forms, "nature": before.nature, "classification": before.classification}
    return _at(plan, **scope) if any(scope.values()) else plan


def of_loaded_kind(ledger: Ledger, own: Plan, plan: Plan, before: Selection | None) -> Plan:
    """今年为什么还安排, after 去年实际花了吗: of the kind that is loaded of the year that is spoken of now.

    2024年呢, 数据局呢, after what a budget says, the only one that is loaded of it: of the budget as well.
    """
    place, moved = plan.selection, own.selection.years or own.selection.organizations
    if own.selection.kind or not moved:
        return plan
    kinds = _kinds_of(ledger, place)
    if not place.kind and not place.stages and before is not None:
        years = [_kinds_of(ledger, _on(before, year)) for year in before.years]
        same = set.intersection(*years) if years else set[str]()  # of 2026 and 2024, of which one has but a budget
        of_one = len(place.years) == len(same) == 1 and same < kinds
        return _at(plan, kind=same.pop()) if of_one else plan
    kept = not place.kind or not kinds or place.kind in kinds or not own.selection.years
    return plan if kept else _at(plan, kind="")


def against_its_budget(ledger: Ledger, plan: Plan) -> Plan:
    """比预算少多少, which names nobody by itself: what was spent, where the final accounts of the year are loaded."""
    place = plan.selection
    asks = plan.operation is Operation.DIFFERENCE and plan.targets and place.kind == "预算" and not place.stages
    if not asks or len(place.years) > 1 or not cues.AGAINST_BUDGET(plan.question):
        return plan
    finals = {one.year for one in ledger.loaded.of(place.organizations) if one.kind == "决算"}
    known = bool({*place.years} & finals) if place.years else len(finals) == 1
    return _at(plan, stages=("决算", "年初预算"), kind="") if known else plan


def of_another(ledger: Ledger, own: Plan, last: Plan) -> Plan:
    """What stands for itself, in the year and kind of the one before where its organization has such documents."""
    place, before = own.selection, last.selection
    loaded = ledger.loaded.of(place.organizations)
    years = place.years or (before.years if any(one.year in before.years for one in loaded) else ())
    loaded = [one for one in loaded if not years or one.year in years]
    kept = place.kind or place.stages or not any(one.kind == before.kind for one in loaded)
    return _at(own, years=years, kind=place.kind if kept else before.kind)


_MOST_BODIES: Final = 8  # organizations of which a later question may speak as of those that were asked for


def of_each_body(ledger: Ledger, plan: Plan) -> Plan:
    """三家各多少, which names none: of those that are loaded, as a later 合计 or 数据局占几成 speaks of them."""
    place = plan.selection
    spoken = plan.operation is Operation.LOOKUP and plan.every and len(plan.targets) == 1 and cues.BOTH(plan.question)
    if place.organizations or not spoken:
        return plan
    loaded = [one for one in ledger.loaded.of(()) if not place.years or one.year in place.years]
    bodies = tuple(dict.fromkeys(one.organization_id for one in loaded if place.kind in ("", one.kind)))
    number = said_number(plan.question) if _BODIES_SAID.search(plan.question) else 0
    known = 1 < len(bodies) <= _MOST_BODIES and number in (0, len(bodies))
    return _at(plan, organizations=bodies) if known else plan


_BODIES_SAID: Final = re.compile("[两三四五六](?:家|个?(?:单位|部门|局))")


def _on(place: Selection, year: int) -> Selection:
    return place.model_copy(update={"years": (year,)})


def _kinds_of(ledger: Ledger, place: Selection) -> set[str]:
    return {one.kind for one in ledger.loaded.of(place.organizations) if one.year in place.years}


def _at(plan: Plan, **place: object) -> Plan:
    return plan.model_copy(update={"selection": plan.selection.model_copy(update=place)})
