"""Figures asked for one by one, taken together (逐问合计): their sum, their average, which is more or grew faster."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.of_one import TOTALS
from assistant.conversation.wholes import is_below
from assistant.plan import Formula, Operation, Plan, Point, Roles, Selection, Target, Term, mean_of
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER: Final = re.compile(r"([两俩二三四五六])(?:者|项|个|样|笔|家|块|年|种)?")
_NUMBERS: Final = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_PAIR: Final = 2


def said_number(text: str) -> int:
    """How many are spoken of (这两个, 三家); 0 where no number is said."""
    number = _NUMBER.search(text)
    return _NUMBERS[number[1]] if number else 0


def faster(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """谁涨得快, after several items: the change of each; of one item alone nothing is told."""
    if not asked.FASTER(plan.question) or plan.selection.organizations:
        return None
    run: list[Plan] = []
    for one in reversed(earlier):
        if one.operation not in (Operation.LOOKUP, Operation.CHANGE) or len(one.targets) != 1 or one.across:
            break
        if all(_key(one) != _key(other) for other in run):
            run.append(one)
    items = of_items(plan, run[::-1], adding=False) if len(run) > 1 else None
    if items is None:
        return unanswerable(plan, earlier[-1])
    roles = Roles(level=True, change=True, rate=True)
    return items.model_copy(update={"operation": Operation.CHANGE, "roles": roles, "named": False, "every": False})


def of_ranked_years(plan: Plan, last: Plan) -> Plan | None:
    """多出来多少, 幅度呢, after 哪年多: the change between the two years that were put in order."""
    years = last.selection.years
    ranked = last.operation is Operation.RANK and last.across and len(years) == _PAIR and len(last.targets) == 1
    asks = cues.DIFFERENCE(plan.question) or plan.operation is Operation.CHANGE
    if not ranked or not asks or plan.selection.organizations or plan.selection.years:
        return None
    roles = Roles(level=False, change=True, rate=cues.RATE(plan.question))
    update = {"operation": Operation.CHANGE, "targets": last.targets, "selection": last.selection, "roles": roles}
    return plan.model_copy(update=update | {"words": (), "across": False, "every": False})


def _kinds_of(places: Sequence[Selection]) -> list[str]:
    """The kinds of two places, of which one that none is said of is a budget beside final accounts."""
    said = [one.kind for one in places]
    return [kind or ("预算" if "决算" in said else "") for kind in said]


def of_points(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """增加了多少, after 2025年预算多少, 2024年决算呢: between the two, each of its own year and stage."""
    run = run_of(earlier)[-_PAIR:]
    asks = cues.DIFFERENCE(plan.question) or plan.operation is Operation.CHANGE
    if len(run) < _PAIR or not asks or plan.selection.organizations or plan.selection.years or plan.selection.kind:
        return None
    places = [one.selection for one in run]
    same = run[0].targets[0].names == run[1].targets[0].names and places[0].organizations == places[1].organizations
    kinds = _kinds_of(places)
    apart = all(len(one.years) == 1 for one in places) and all(kinds) and kinds[0] != kinds[1]
    if not same or not apart or places[0].years == places[1].years:
        return None
    points = tuple(Point(year=one.years[0], stage=kind) for one, kind in zip(places, kinds, strict=True))
    selection = places[-1].model_copy(update={"years": tuple(point.year for point in points), "kind": ""})
    update = {"operation": Operation.DIFFERENCE, "targets": run[-1].targets, "points": points, "selection": selection}
    roles = Roles(level=True, change=True, rate=cues.RATE(plan.question))
    return plan.model_copy(update=update | {"roles": roles, "words": (), "every": False, "units": ()})


def mean_asked(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """平均每年多少: of the sum that was asked for before, or of the figures asked for one by one."""
    if not asked.AVERAGED(plan.question) or plan.selection.organizations or plan.selection.years:
        return None
    summed = earlier[-1]
    if summed.operation is not Operation.SUM:
        run = run_of(earlier)
        ways = (of_items, _of_organizations, _of_years)
        found = next((one for way in ways if len(run) > 1 and (one := way(plan, run, True)) is not None), None)  # noqa: FBT003
        if found is None:
            return None
        summed = found
    if (terms := _terms_of(summed)) is None:
        return None
    formula = Formula(steps=mean_of(len(terms)), terms=terms)
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": summed.targets, "against": ()}
    update |= {"selection": summed.selection, "words": (), "measure_word": "", "per_head": "", "every": False}
    return plan.model_copy(update=update | {"across": False})


def _terms_of(summed: Plan) -> tuple[Term, ...] | None:
    """What a sum adds up: its items, or the one item of each year or of each organization."""
    if len(summed.targets) > 1 and not summed.across and not summed.against:
        return tuple(Term(target=target) for target in summed.targets)
    years, who = sorted(summed.selection.years), summed.selection.organizations
    if len(summed.targets) != 1 or not summed.across or (len(years) > 1) == (len(who) > 1):
        return None
    if len(years) > 1:
        return tuple(Term(target=summed.targets[0], year=year) for year in years)
    return tuple(Term(target=summed.targets[0], organization=one) for one in who)


_MORE: Final = re.compile("[多少高低大小]")
_OVER: Final = re.compile("超(?:了|出|过)?(?:年初|当年|全年)?预算")
# what stands before 比, where it only points
_SIDES: Final = re.compile(
    r"[，,\s]*(?:那|那么)?(?!它|其|这|那|两|前|后|今年|去年|上年|本年|当年|高的|低的|多的|少的|大的|小的|到底|究竟)[一-龥]{2,8}比(?![例重率较])"
)


_SAME_ASKED: Final = re.compile(
    r"\s*(?:那|那么)?(?:这|那)?(?:两个|两者|两边|两次|前后)?(?:的)?(?:数|数字|金额)?(?:是不是|是否|都)?(?:一样|一致|相同|相等|持平|一个数)(?:多|的)?(?:吗|么|不|没有)?[?？。]?"
)


_IN_ORDER: Final = re.compile("排|[从由][高大多低小少](?:往|到|至)|名次|^(?!.*(?:科目|项目|单位|[类款]级)).*最")


def of_run(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """The sum or comparison of the last figures asked for: as many as the question says, else all, or two compared."""
    adding = cues.SUM(plan.question)
    which = cues.WHO(plan.question) or (cues.WHICH_YEAR(plan.question) and _MORE.search(plan.question) is not None)
    comparing = which or cues.DIFFERENCE(plan.question) or cues.IN_TIMES(plan.question)
    ranking = plan.operation is Operation.RANK and _IN_ORDER.search(plan.question) is not None
    comparing = comparing or ranking or _SAME_ASKED.fullmatch(plan.question) is not None
    if not adding and not comparing:
        return None
    if _SIDES.match(plan.question) or (which and asked.OVERSPENT(plan.question)) or _OVER.search(plan.question):
        return unanswerable(plan, earlier[-1])  # 公用比人员少多少: of others than those asked for; 哪个超预算了
    number, last = said_number(plan.question), each_asked(earlier[-1])
    run = run_of(earlier)
    wanted = number or (0 if adding else _PAIR)
    taken = run[-wanted:] if wanted else run
    if len(taken) < max(wanted, _PAIR):
        return None
    if (
        ("最" in plan.question or ranking) and not number and len(run) > _PAIR
    ):  # 其中哪家最多: of all that were asked for
        taken = last if len(last) > _PAIR else run  # 采购多少，货物、工程、服务各多少，哪类最多: of the three
    elif not adding and not number and len(last) > _PAIR:  # 谁多, of three asked for in one question
        taken = last
    ways = (of_items, _of_organizations, _of_years, _of_stages)
    found = next((found for way in ways if (found := way(plan, taken, adding)) is not None), None)
    return _in_times(found) if found is not None and cues.IN_TIMES(plan.question) else found


def _in_times(compared: Plan) -> Plan | None:
    """两边差几倍: the first of two figures as a multiple of the second."""
    update = {"operation": Operation.RATIO, "measure_word": "倍", "units": ()}
    if compared.operation is not Operation.DIFFERENCE:
        return None
    if compared.across:
        return compared.model_copy(update=update)
    if len(compared.targets) != _PAIR:
        return None
    return compared.model_copy(update=update | {"targets": compared.targets[:1], "against": compared.targets[1:]})


_THESE: Final = re.compile(
    "(?:[两俩二三四五六]|几)(?:个|项|者|样|笔|块)(?!单位|局|部门|年|街道|委|月|口径|数|科目|文件|地方|方面)"
)


_TAKE_SHARE: Final = re.compile("(?:[两俩二三四五六])(?:个|项|者|样|笔|块)(?:费用|支出|项目)?(?:共|总共)?占")


def takes_share(text: str) -> bool:
    """两项占工资福利支出的比重: the two together, where the share of each is not asked for."""
    return _TAKE_SHARE.search(text) is not None and re.search("各|分别", text) is None


def of_too_few(plan: Plan, last: Plan) -> Plan | None:
    """两个一共占几成, 三项合计, where so many figures were not asked for: nothing answers it; None for others."""
    these = _THESE.search(plan.question)
    together = cues.SUM(plan.question) or takes_share(plan.question)
    if these is None or not together or plan.selection.organizations or plan.selection.years:
        return None
    return unanswerable(plan, last)


def unanswerable(plan: Plan, last: Plan) -> Plan:
    """The plan of a question that goes on from what is not known: it is of nothing that is printed."""
    update = {"operation": Operation.LOOKUP, "targets": (), "against": (), "words": (plan.question,), "every": False}
    return plan.model_copy(update=update | {"selection": last.selection, "measure_word": "", "formula": None})


def run_of(earlier: Sequence[Plan]) -> list[Plan]:
    """The questions before, back to the first that asked for something else than figures; each for one of them."""
    run: list[Plan] = []
    for place in range(len(earlier) - 1, -1, -1):
        each = each_asked(earlier[place])
        unknown = earlier[place].operation is Operation.LOOKUP and not earlier[place].targets
        if not each and not unknown and not _compares(earlier[place], earlier[:place]):
            break
        again = len(each) == 1 and len(run) > 0 and _figure_of(each[0]) == _figure_of(run[0])  # 换算成元
        run = run if again else [*each, *run]
    return run


def _figure_of(plan: Plan) -> tuple[object, ...]:
    place = plan.selection
    return (*_key(plan), place.organizations, place.years, place.kind)


def _compares(plan: Plan, earlier: Sequence[Plan]) -> bool:
    """Whether a question only spoke of figures that were asked for before it: 谁多, 前者是后者的几倍, 比上年呢."""
    compares = plan.operation in (Operation.DIFFERENCE, Operation.CHANGE, Operation.REASON) or (
        plan.operation is Operation.RATIO and plan.measure_word == "倍"
    )
    items = {_key_of(target) for target in (*plan.targets, *plan.against)}
    known = {_key_of(target) for one in earlier for target in one.targets if one.operation is Operation.LOOKUP}
    return compares and bool(items) and items <= known


def each_asked(plan: Plan) -> list[Plan]:
    """A question for figures of several items, organizations or years as one question for each of them."""
    place = plan.selection
    looked = plan.operation in (Operation.LOOKUP, Operation.VERIFY)  # 离休费…，退休费…，对吗
    staged = bool(plan.points) or len(place.stages) > 1
    compared = plan.operation is Operation.DIFFERENCE and len(plan.targets) == _PAIR and not staged
    looked = looked or compared  # 差旅费比办公费少多少: both are spoken of
    if not looked or not plan.targets or plan.across or plan.roles.change:
        return []
    if plan.operation is not Operation.LOOKUP:
        plan = plan.model_copy(update={"operation": Operation.LOOKUP, "against": ()})
    items, who, years = len(plan.targets) > 1, len(place.organizations) > 1, len(place.years) > 1
    if items + who + years > 1:
        return []
    if items and _one_within_another(plan):  # 一般公共服务支出里行政运行、机关服务各多少: those within
        inner = without_container(plan)
        return [inner.model_copy(update={"targets": (one,)}) for one in inner.targets] if inner != plan else []
    if items and _CONTEXT.search(plan.question):  # 住房保障支出284.9万，里面公积金多少
        return [plan.model_copy(update={"targets": plan.targets[-1:]})]
    if items:
        return [plan.model_copy(update={"targets": (target,)}) for target in plan.targets]
    organizations = [(one,) for one in place.organizations] if who else [place.organizations]
    each_year = [(one,) for one in sorted(place.years)] if years else [place.years]
    places = [{"organizations": one, "years": other} for one in organizations for other in each_year]
    return [plan.model_copy(update={"selection": place.model_copy(update=update)}) for update in places]


_CONTEXT: Final = re.compile("[，,](?:其中|里面|这里面|当中)")
_HELD: Final = re.compile("^[^，,]*(?:[里中内]|口径)[^，,]*$|^的$")


def without_container(plan: Plan) -> Plan:
    """工资福利支出里基本工资、奖金各多少: the accounts within, and the one that holds them as their whole."""
    container, *inner = plan.targets
    of_total = {*container.names} <= TOTALS  # 收入总计里上年结转多少
    held = inner and _one_within_another(plan) and (of_total or all(is_below(container, one) for one in inner))
    return plan.model_copy(update={"targets": tuple(inner), "against": (container,)}) if held else plan


def _one_within_another(plan: Plan) -> bool:
    """项目支出里的培训费: no two figures."""
    places = sorted((target.start, target.start + len(target.text)) for target in plan.targets)
    gaps = (plan.question[end:start] for (_, end), (start, _) in itertools.pairwise(places) if 0 <= end <= start)
    return any(_HELD.search(gap) for gap in gaps)


def shares_of(earlier: Sequence[Plan]) -> list[Plan]:
    """The questions before that asked for shares of one whole, and the one before them that named the first item."""
    run: list[Plan] = []
    for plan in reversed(earlier):
        share = plan.operation is Operation.RATIO and not plan.across and plan.measure_word != "倍"
        wholes = [[target.names for target in one.against] for one in (plan, *run[:1])]
        if not share or len(plan.targets) != 1 or not _same([str(whole) for whole in wholes]):
            break
        run.append(plan)
    return run[::-1]


def _key(plan: Plan) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    [target] = plan.targets
    return _key_of(target)


def _key_of(target: Target) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    return target.names, target.codes, target.measure


def _differ(values: Sequence[object]) -> bool:
    return len(set(values)) == len(values)


def _same(values: Sequence[object]) -> bool:
    return len(set(values)) == 1


def of_items(plan: Plan, taken: Sequence[Plan], adding: bool) -> Plan | None:  # noqa: FBT001
    """The plan over several items of one organization and year; None where they are not."""
    places = [(one.selection.organizations, one.selection.years) for one in taken]
    names = [name for one in taken for name in one.targets[0].names]
    if not _same(places) or not _differ([_key(one) for one in taken]) or not _differ(names):
        return None
    several = len(taken) > _PAIR and not adding
    operation = Operation.SUM if adding else Operation.RANK if several else Operation.DIFFERENCE
    targets = tuple(one.targets[0] for one in taken)
    update = {
        "operation": operation,
        "targets": targets,
        "named": several,
        "selection": taken[-1].selection,
        "across": False,
        "words": (),
    }
    return plan.model_copy(update=update)


def _of_organizations(plan: Plan, taken: Sequence[Plan], adding: bool) -> Plan | None:  # noqa: FBT001
    named = [one.selection.organizations for one in taken]
    if not _same([(_key(one), one.selection.years) for one in taken]) or not _differ(named):
        return None
    if any(len(one) != 1 for one in named):
        return None
    selection = taken[-1].selection.model_copy(update={"organizations": tuple(one[0] for one in named)})
    several = Operation.RANK if len(taken) > _PAIR else Operation.DIFFERENCE
    return plan.model_copy(
        update={
            "operation": Operation.SUM if adding else several, "targets": taken[-1].targets, "selection": selection,
            "across": True, "words": (), "measure_word": "",
        }
    )  # fmt: skip


def _of_years(plan: Plan, taken: Sequence[Plan], adding: bool) -> Plan | None:  # noqa: FBT001
    years = [one.selection.years for one in taken]
    if not _same([(_key(one), one.selection.organizations) for one in taken]) or not _differ(years):
        return None
    if any(len(one) != 1 for one in years):
        return None
    selection = taken[-1].selection.model_copy(update={"years": tuple(sorted(one[0] for one in years))})
    update: dict[str, object] = {"targets": taken[-1].targets, "selection": selection, "words": ()}
    if adding:
        return plan.model_copy(update=update | {"operation": Operation.SUM, "across": True, "every": True})
    if cues.WHO(plan.question) or cues.WHICH_YEAR(plan.question) or len(taken) > _PAIR:
        least = re.search("[少低小]", plan.question) is not None
        return plan.model_copy(
            update=update | {"operation": Operation.RANK, "across": True, "top": 1, "ascending": least}
        )
    roles = Roles(level=False, change=True, rate=cues.RATE(plan.question))
    return plan.model_copy(update=update | {"operation": Operation.CHANGE, "roles": roles})


def _of_stages(plan: Plan, taken: Sequence[Plan], adding: bool) -> Plan | None:  # noqa: FBT001
    """三公经费决算多少, 预算多少, 差多少: the budget against the result of one year."""
    items = [(one.targets[0].names, one.targets[0].measure) for one in taken]  # codes are those of other documents
    places = [(*item, one.selection.organizations, one.selection.years) for item, one in zip(items, taken, strict=True)]
    kinds = {one.selection.kind for one in taken}
    if adding or len(taken) != _PAIR or not _same(places) or kinds != {"预算", "决算"}:
        return None
    selection = taken[-1].selection.model_copy(update={"stages": ("决算", "年初预算"), "kind": ""})
    update = {"operation": Operation.DIFFERENCE, "targets": taken[-1].targets, "selection": selection, "words": ()}
    return plan.model_copy(update=update)
