"""The same asked of something else (同问他项): 人员经费呢 after a comparison, 2024年呢 after what was worked out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.one_by_one import of_items, run_of
from assistant.plan import Formula, Operation, Plan, Roles, Target, Term
from assistant.understand.choosing.natures import of_one_item
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

# what is asked of one figure alone
ALONE: Final = (Operation.CHANGE, Operation.REASON, Operation.RATIO, Operation.COMPLETION)
ALL_SPENT: Final = Target(text="支出总计", names=("支出总计",))
_BARE_ITEM: Final = re.compile(r"\s*(?:那|那么)?[^，,。；;？?\d]{2,14}?呢[?？。]?\s*")
_ALSO: Final = re.compile(
    r"\s*(?:那|那么)?[^，,。；;？?\d]{2,14}?也(?:是|都|这样|如此|[省降减增涨升少多超高低][了加长少低]*)+[吗么没]?[?？。]?\s*"
    r"|\s*(?:那|那么|再)?(?:把|看看|说说)?[^，,。；;？?\d]{2,14}?也(?:给我|帮我|照样|同样|一样|一起|一并|这样|这么|照这样)?(?:比|算|看|来|查|说|列|对比|比较)(?:一?下|一?[比算看]|个|出来|进去)*(?:吧|呢)?[?？。]?\s*"
)
_POINTS: Final = re.compile("[几多]少?个?(?:百分)?点|百分点")
# 哪个高，多多少, after two shares
_HIGHER_ONE: Final = re.compile(
    r"\s*(?:那|那么)?(?:谁|哪一?[个项])的?(?:占比|比重|比例)?(?:更|比较)?[高低多少大小](?:一些|些|呢)?(?:[，,、]?[高低多少大小]多少)?[?？。]?"
)
_PAIR: Final = 2


def same_of_item(plan: Plan, last: Plan) -> Plan | None:
    """人员经费呢, after two organizations, two years or two stages were compared by an item: the same of another."""
    place = plan.selection
    if len(plan.targets) != 1 or place.organizations or place.years or place.kind:
        return None
    [item] = plan.targets
    told: dict[str, object] = {"targets": plan.targets, "question": plan.question, "words": ()}
    if _is_staged(last) and plan.operation in (Operation.CHANGE, Operation.DIFFERENCE):
        before = asked.YEAR_BEFORE(plan.question) or len(last.targets) != 1
        return None if before else last.model_copy(update=told)  # 行政运行少了多少
    alike = plan.operation is Operation.LOOKUP or (last.across and plan.operation is last.operation)
    bare = _BARE_ITEM.fullmatch(plan.question) or plan.question.strip("？?。 ") == item.text
    bare = bool(bare) or _ALSO.fullmatch(plan.question) is not None
    return _of_bare_item(plan, last, told) if alike and bare else None


def _is_staged(plan: Plan) -> bool:
    """Whether a question set two years or two stages of an item against one another."""
    return plan.operation is Operation.DIFFERENCE and bool(plan.points or len(plan.selection.stages) > 1)


def _of_bare_item(plan: Plan, last: Plan, told: dict[str, object]) -> Plan | None:
    """What was asked before, of the one item that is named alone; None where nothing but its figure was."""
    if last.operation is Operation.LOOKUP and of_one_item(last.targets) and not plan.targets[0].measure:
        [item] = plan.targets  # 行政运行的人员和公用, 事业运行呢
        columns = tuple(item.model_copy(update={"measure": one.measure}) for one in last.targets)
        return plan.model_copy(update={"targets": columns, "selection": last.selection, "words": ()})
    if len(last.targets) != 1:
        return None
    if last.operation in (Operation.DIFFERENCE, Operation.SUM, Operation.RANK) and last.across:
        return last.model_copy(update={"targets": plan.targets, "words": ()})
    if _is_staged(last):
        rate = last.roles.rate or cues.RATE(last.question)
        return last.model_copy(update=told | {"roles": last.roles.model_copy(update={"rate": rate})})
    changed = last.operation is Operation.CHANGE and not last.listed and not last.across
    roles = last.roles.model_copy(update={"level": last.roles.level or changed})
    of_one = changed or last.operation is Operation.REASON
    return last.model_copy(update=told | {"roles": roles}) if of_one else None


def between_stages(plan: Plan, last: Plan) -> Plan | None:
    """差额多少, after 预算多少、决算多少 in one question: between the two."""
    staged = last.points or len(last.selection.stages) > 1
    asks = cues.DIFFERENCE(plan.question) or plan.operation is Operation.CHANGE
    if last.operation is not Operation.LOOKUP or not staged or len(last.targets) != 1 or not asks or plan.targets:
        return None
    if asked.SHARE_OF_GAP(plan.question):
        return None
    if plan.selection.organizations or plan.selection.years:
        return None
    update = {"operation": Operation.DIFFERENCE, "question": plan.question, "words": (), "every": False}
    return last.model_copy(update=update | {"roles": Roles(rate=cues.RATE(plan.question))})


_GAP_ALONE: Final = re.compile(
    r"[\s，,]*(?:那|那么)?(?:这|那)?(?:两个|两者|两项|俩|二者|它们)?(?:之间)?的?(?:比重|占比|比例)?相?差了?(?:多少|几个点|距)?(?:呢)?[?？。\s]*"
)


def _of_each(last: Plan) -> list[Plan]:
    """The share of two organizations as one of each of them; [] for any other question."""
    place = last.selection
    if last.operation is not Operation.RATIO or last.across or len(place.organizations) != _PAIR:
        return []
    alone = ({"selection": place.model_copy(update={"organizations": (one,)})} for one in place.organizations)
    return [last.model_copy(update=update) for update in alone]


def points_apart(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """差几个百分点, after two shares: of one item in two organizations, or of two items in one."""
    two = _of_each(earlier[-1]) or earlier[-_PAIR:]
    asks = _POINTS.search(plan.question) and (cues.DIFFERENCE(plan.question) or re.search("差|高|低", plan.question))
    asks = asks or _GAP_ALONE.fullmatch(plan.question) or _HIGHER_ONE.fullmatch(plan.question)
    if not asks or plan.targets or plan.selection.organizations or plan.selection.years or len(two) < _PAIR:
        return None
    shares = all(one.operation is Operation.RATIO and not one.across and one.measure_word != "倍" for one in two)
    if not shares or any(len(one.targets) != 1 or len(one.selection.organizations) != 1 for one in two):
        return None
    first, second = two
    items = [(one.targets[0].names, one.targets[0].measure) for one in two]
    wholes = [(one.against or (ALL_SPENT,))[0] for one in two]
    (here,), (there,) = first.selection.organizations, second.selection.organizations
    if wholes[0].names != wholes[1].names or first.selection.years != second.selection.years:
        return None
    if (items[0] == items[1]) == (here == there):
        return None
    pinned = here != there
    terms = tuple(
        Term(target=target, organization=who if pinned else None)
        for one, whole, who in zip(two, wholes, (here, there), strict=True)
        for target in (one.targets[0], whole)
    )
    formula = Formula(steps="({0} / {1} - {2} / {3}) * 100", terms=terms, unit="百分点")
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": first.targets, "against": ()}
    selection = first.selection.model_copy(update={"organizations": (here, there) if pinned else (here,)})
    return plan.model_copy(update=update | {"selection": selection, "words": (), "measure_word": "", "every": pinned})


def shares_compared(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """谁的占比更高, after one share of two organizations: the share of each of them."""
    last = earlier[-1]
    if last.operation is not Operation.RATIO or not cues.WHO(plan.question) or plan.selection.organizations:
        return None
    who: list[int] = []
    for one in reversed(earlier):
        if one.operation is not Operation.RATIO or (one.targets, one.against) != (last.targets, last.against):
            break
        who += [organization for organization in one.selection.organizations if organization not in who]
    compares = plan.operation in (Operation.RATIO, Operation.RANK, Operation.LOOKUP)
    if len(who) < _PAIR and compares and (items := _items_of_one_whole(earlier)):
        return last.model_copy(update={"targets": items, "question": plan.question, "every": False})
    if len(who) < _PAIR or not compares:
        return None
    selection = last.selection.model_copy(update={"organizations": tuple(who[::-1])})
    return last.model_copy(update={"selection": selection, "every": True, "question": plan.question})


def _items_of_one_whole(earlier: Sequence[Plan]) -> tuple[Target, ...]:
    """Several items whose shares of one whole were asked for one by one; () where they are not."""
    last, items = earlier[-1], list[Target]()
    for one in reversed(earlier):
        wholes = [[whole.names for whole in each.against] for each in (one, last)]
        same = one.operation is Operation.RATIO and one.selection == last.selection and wholes[0] == wholes[1]
        if not same or len(one.targets) != 1:
            break
        items.append(one.targets[0])
    return tuple(items[::-1]) if len(items) > 1 else ()


def rates_compared(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """哪个完成得好, after the rates of several items: the rate of each."""
    last = earlier[-1]
    rated = Operation.COMPLETION in (plan.operation, last.operation) and not plan.rated  # 哪个科目执行率最低: of all
    if not rated or not (cues.WHO(plan.question) or plan.operation is Operation.RANK) or plan.targets:
        return None
    if last.operation is Operation.COMPLETION and last.every and plan.operation is Operation.RANK and not plan.targets:
        return last.model_copy(update={"question": f"谁{plan.question}"})  # 最低的呢, after 三家谁的执行率最高
    if (bodies := _rated_bodies(earlier)) and not plan.selection.organizations:  # 哪家完成得好, after two of them
        selection = last.selection.model_copy(update={"organizations": bodies})
        return last.model_copy(update={"selection": selection, "question": plan.question, "every": True})
    items: list[Target] = []
    for one in reversed(earlier):
        own = [target for target in one.targets if not target.names or not all(map(cues.RATED, target.names))]
        looked = one.operation in (Operation.COMPLETION, Operation.LOOKUP) and len(own) == 1 and not one.across
        if not looked or one.selection.organizations != last.selection.organizations:
            break
        items += own if all(own[0].names != item.names for item in items) else []
    if len(items) < _PAIR or plan.selection.organizations:
        return None
    update = {"targets": tuple(items[::-1]), "selection": last.selection.model_copy(update={"stages": ()}), "words": ()}
    return plan.model_copy(update=update | {"operation": Operation.COMPLETION, "every": False, "measure_word": ""})


def _rated_bodies(earlier: Sequence[Plan]) -> tuple[int, ...]:
    """The organizations whose rate of one item was asked for one by one; () where it was asked of one."""
    last, found = earlier[-1], list[int]()
    for one in reversed(earlier):
        same = [target.names for target in one.targets] == [target.names for target in last.targets]
        if one.operation is not Operation.COMPLETION or not same or one.selection.years != last.selection.years:
            break
        found += [who for who in one.selection.organizations if who not in found]
    return tuple(found[::-1]) if len(found) > 1 else ()


def among_named(plan: Plan, last: Plan) -> Plan | None:
    """会议费最多吗, after several items were asked for together: those in order, not what the one consists of."""
    named = (Operation.SUM, Operation.LOOKUP, Operation.DIFFERENCE, Operation.RATIO)
    of_several = (last.operation in named or _is_share_of_sum(last)) and len(last.targets) > 1
    if plan.operation is not Operation.RANK or len(plan.targets) > 1 or not of_several or last.across:
        return None
    if asked.ONE_PURCHASE(plan.question):
        return None  # 最大的一笔: one purchase, and no class of them
    one_of_them = any({*one.names} & {*item.names} for one in plan.targets for item in last.targets)
    summed = last.operation in (Operation.SUM, Operation.COMPUTE) and _WHICH_OF_THEM.search(plan.question) is not None
    bare = not plan.targets and (summed or last.operation is Operation.RATIO) and not cues.PROJECTS(plan.question)
    if not one_of_them and (not bare or plan.selection.organizations or plan.selection.years):
        return None  # 货物、工程、服务各占多少: 最大的是哪类
    update = {"operation": Operation.RANK, "named": True, "top": 0, "ascending": plan.ascending, "words": ()}
    return last.model_copy(update=update | {"question": plan.question, "against": (), "formula": None})


_WHICH_OF_THEM: Final = re.compile("哪一?[项个样笔种]")


def _is_share_of_sum(last: Plan) -> bool:
    """三项一共多少，占工资福利支出多少: the share of those that are added up."""
    added = last.formula is not None and last.formula.steps.startswith("({0} + ")
    return added and last.formula is not None and len(last.formula.terms) == len(last.targets) + 1


def item_against(plan: Plan, last: Plan) -> Plan | None:
    """接待费比图书馆多多少: of the organization asked for before, against the one that is named now."""
    own, before = plan.selection.organizations, list(last.selection.organizations)
    others = [one for one in before if one not in own]
    compared = _ITEM_OVER.match(plan.question) and cues.DIFFERENCE(plan.question) and not plan.selection.years
    if len(plan.targets) != 1 or len(own) != 1 or not others or not compared:
        return None
    selection = last.selection.model_copy(update={"organizations": (others[0], *own)})
    update = {"operation": Operation.DIFFERENCE, "selection": selection, "across": True, "words": ()}
    return plan.model_copy(update=update | {"roles": Roles(), "measure_word": ""})


_ITEM_OVER: Final = re.compile(r"\s*(?:那|那么)?[^，,。；;？?比]{2,12}比(?![例重率较])")


def sum_elsewhere(plan: Plan, last: Plan) -> Plan | None:
    """2024年这俩加起来呢, after several items: their sum in that year; 三个一共, after they were put in order."""
    several = len(last.targets) > 1 and not last.across and not last.against
    moved = plan.selection.organizations
    added = last.operation is Operation.SUM or (last.formula is not None and last.formula.unit == "%")
    asks = cues.SUM(plan.question) and not plan.targets and (not moved or added)
    if not several or not asks or plan.operation not in (Operation.SUM, Operation.LOOKUP) or plan.per_head:
        return None
    ordered = last.operation is Operation.RANK and last.named
    if len(plan.selection.years) != 1 and not ordered and len(moved) != 1:
        return None
    years = plan.selection.years or last.selection.years
    kind = plan.selection.kind or ("" if plan.selection.years else last.selection.kind)
    where = {"years": years, "kind": kind, "organizations": moved or last.selection.organizations}
    selection = last.selection.model_copy(update=where)
    formula = last.formula
    share = formula is not None and formula.unit == "%" and len(formula.terms) == len(last.targets)
    parts = last.targets[:-1] if share else last.targets  # not the whole that they are a share of
    items = tuple(one.model_copy(update={"start": -1}) for one in parts)  # named in another question
    update = {"operation": Operation.SUM, "targets": items, "selection": selection, "formula": None}
    return plan.model_copy(update=update | {"words": (), "every": False, "measure_word": ""})


def moves_formula(plan: Plan, last: Plan) -> bool:
    """Whether 2024年呢, 图书馆呢 or 2024年占多少 moves what was worked out before, whose terms have no place."""
    if last.formula is None or plan.targets or not (plan.selection.organizations or plan.selection.years):
        return False
    free = all(term.year is None and term.organization is None and not term.back for term in last.formula.terms)
    share = plan.operation is Operation.RATIO and last.formula.unit == "%" and not plan.against
    again = cues.SUM(plan.question) and cues.SUM(last.question)  # 区府办这三项合起来呢
    again = again and (last.formula.unit != "%" or "占" in plan.question)  # 去年两项合计呢: the sum, not its share
    looking = plan.operation in (Operation.LOOKUP, Operation.SUM)
    bare = looking and (again or not [word for word in plan.words if len(word) > 1])
    return (
        free and bool(share or bare) and not cues.DIFFERENCE(plan.question) and (again or not cues.SUM(plan.question))
    )


def compared_in_sum(plan: Plan, last: Plan) -> Plan | None:
    """谁多, 多多少, after a sum over organizations or of items: what was added, set against one another."""
    asks = cues.WHO(plan.question) or cues.DIFFERENCE(plan.question) or cues.WHICH_YEAR(plan.question)
    free = not plan.selection.years and plan.operation not in ALONE and not cues.SUM(plan.question)
    place = last.selection
    several = max(len(place.organizations), len(place.years)) if last.across else len(last.targets)
    compared = last.operation is Operation.DIFFERENCE and not last.points and len(last.selection.stages) < _PAIR
    if (
        compared
        and several == _PAIR
        and cues.SUM(plan.question)
        and not plan.selection.years
        and plan.operation not in ALONE
    ):
        return last.model_copy(update={"operation": Operation.SUM, "question": plan.question, "words": ()})  # 加起来呢
    if last.operation is not Operation.SUM or last.against or not asks or not free or several < _PAIR:
        return None
    ranked = {"operation": Operation.RANK, "top": 1, "named": not last.across}
    update = {"operation": Operation.DIFFERENCE} if several == _PAIR else ranked
    return last.model_copy(update=update | {"question": plan.question, "words": (), "measure_word": ""})


_CARRIED: Final = (frozenset({"年终结转结余"}), frozenset({"上年结转结余"}))


def of_carried(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """少了多少, after what is carried over at both ends of a year: between the two, and not against another year."""
    run = run_of(earlier)[-_PAIR:]
    asks = cues.DIFFERENCE(plan.question) or plan.operation is Operation.CHANGE
    if len(run) < _PAIR or not asks or plan.targets or plan.selection.organizations or plan.selection.years:
        return None
    ends = [next((n for n, end in enumerate(_CARRIED) if end & {*one.targets[0].names}), -1) for one in run]
    if sorted(ends) != [0, 1]:
        return None
    return of_items(plan.model_copy(update={"roles": Roles()}), run, adding=False)
