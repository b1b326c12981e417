"""What a question takes together from those before it (合并前问): 三项加起来, 哪个多, 比水务局少多少, 其中最大的.

The questions before it name one thing each; they differ in the item, in the organization or in the year.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.against import against_item, against_last, times_of_other
from assistant.conversation.between import of_organizations
from assistant.conversation.elsewhere import (
    ALL_SPENT,
    ALONE,
    among_named,
    between_stages,
    compared_in_sum,
    item_against,
    of_carried,
    points_apart,
    rates_compared,
    same_of_item,
    shares_compared,
    sum_elsewhere,
)
from assistant.conversation.equal import both_equal, equal_asked, sum_checked
from assistant.conversation.one_by_one import (
    faster,
    mean_asked,
    of_items,
    of_points,
    of_ranked_years,
    of_run,
    of_too_few,
    run_of,
    said_number,
    shares_of,
    takes_share,
    unanswerable,
    without_container,
)
from assistant.conversation.steps import STEP, stepped_on
from assistant.conversation.these import each_again
from assistant.conversation.winner import places_set_apart
from assistant.plan import (
    Formula,
    Operation,
    Plan,
    Point,
    Term,
    share_of_sum,
    sum_of,
)
from assistant.understand.words import asked, cues
from assistant.understand.words.gaps import without_places

if TYPE_CHECKING:
    from collections.abc import Sequence

_ASIDE: Final = re.compile(r"呢[,，、;；?？]\s*(?P<rest>.+)$")
_WITHIN_LIST: Final = (Operation.RANK, Operation.SUM, Operation.AVERAGE, Operation.COUNT)
_PAIR: Final = 2


def together(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """The plan over what the last questions asked for one by one; None where the question is another."""
    if not earlier:
        return None
    last = earlier[-1]
    share = places_set_apart(plan, last) or of_organizations(plan, earlier) or each_again(plan, earlier)
    share = share or _share_of_run(plan, earlier) or stepped_on(plan, earlier) or _share_of_sum(plan, earlier)
    share = share or against_item(plan, earlier) or same_of_item(plan, last)
    share = share or among_named(plan, last) or sum_elsewhere(plan, last) or sum_checked(plan, earlier)
    share = (
        share
        or both_equal(plan, run_of(earlier))
        or equal_asked(plan, last)
        or item_against(plan, last)
        or _left_unsaid(plan, last)
    )
    if share is None and plan.operation is Operation.RATIO and last.operation is not Operation.RANK:
        share = of_too_few(plan, last)
    if share is not None or plan.targets:
        return share
    joined = (
        _organization_added(plan, earlier)
        or of_carried(plan, earlier)
        or mean_asked(plan, earlier)
        or faster(plan, earlier)
    )
    joined = joined or of_ranked_years(plan, last) or between_stages(plan, last) or points_apart(plan, earlier)
    joined = joined or of_points(plan, earlier)
    joined = joined or _beside_last(plan, last) or shares_compared(plan, earlier) or _placed(plan, last)
    joined = joined or rates_compared(plan, earlier)
    joined = joined or compared_in_sum(plan, last)
    if joined is not None or plan.selection.organizations:
        return joined or _with_organization(plan, last, earlier)
    spoken = cues.RECENT_YEARS.search(plan.question) is not None  # 两年加起来: of the two that were asked for
    if plan.selection.years and not spoken:
        return None
    listed = last.operation is Operation.FILTER or (last.operation is Operation.COUNT and cues.PROJECTS(last.question))
    if listed and (plan.operation in _WITHIN_LIST or cues.SUM(plan.question)):
        return _within_list(plan, last)
    return None if plan.operation in ALONE else of_run(plan, earlier) or _of_too_few_now(plan, last)


_TIMES: Final = re.compile("(?:他们|它们|她们|这|那)[^，,。；;？?]{0,4}的?(?:几|多少)倍")
_LARGER_ONE: Final = re.compile("[多少高低大小]的(?:那|这)?一?(?:个|项|家|笔)")


_THAN_OTHERS: Final = re.compile("比(?:后面?|前面?|另外?|其他|其余|剩下|剩余)的?[两俩二三四几]")
_NOT_THAT_TABLE: Final = re.compile(r"\s*(?:我(?:问|要|说)的)?不是[^，,。；;？?]{1,12}表(?:里|上|中|格)?")
_SO_MUCH: Final = re.compile(r"\s*(?:那|那么)?(?:也?就是|等于|相当于)(?:说)?[多少省节增减涨降差超][约支出了加长]*\d")


def _than_quoted(plan: Plan, last: Plan) -> bool:
    """少了还是多了, after an amount that the question before quoted: of which one is not known."""
    return asked.MORE_OR_LESS.fullmatch(plan.question) is not None and bool(re.search(r"\d[万亿元]", last.question))


_THAN_PLACE: Final = re.compile(r"\s*(?:那|那么)?(?:它|其)?比(?:第|倒数|最|前|后)")
_GAP_ASKED: Final = re.compile(
    r"\s*(?:那|那么)?(?:它们|他们|两者|两个|俩)?(?:之间)?相?差(?:了)?(?:多少|几)[^，,。；;]{0,4}[?？。]?"
)
_SAVED_RATE: Final = re.compile(
    r"\s*(?:那|那么)?(?:一共)?(?:节?省|节约|节支|少花|超支?|多花)(?:了|出)?(?:百分之几|几成|多少个?百分)"
)


def _of_two_places(plan: Plan, last: Plan) -> bool:
    """比第二大的多多少, 差多少 after the first and the last, 省了百分之几 of one amount: one side is not known."""
    one = last.operation is Operation.RANK and last.top <= 1 and not last.across and not last.named
    saved = last.operation is Operation.LOOKUP and len(last.targets) == 1 and not last.points
    than_place = last.operation is Operation.RANK and _THAN_PLACE.match(plan.question) is not None
    gap = one and _GAP_ASKED.fullmatch(plan.question) is not None
    return than_place or gap or (saved and not last.selection.stages and _SAVED_RATE.match(plan.question) is not None)


def _left_unsaid(plan: Plan, last: Plan) -> Plan | None:
    """加上接待费呢, of no one figure; 合计36.56对不对; 多的那个比财政局多多少: of what nobody said, nothing is told."""
    steps = STEP.match(plan.question) is not None and len(plan.targets) == 1 and last.operation is not Operation.SUM
    summed = plan.operation is Operation.VERIFY and not plan.targets and cues.SUM(plan.question)
    larger = _LARGER_ONE.match(plan.question) is not None and "比" in plan.question
    of_sum = last.operation is Operation.SUM and not plan.targets and not plan.against
    times = of_sum and _TIMES.search(plan.question) is not None
    several = of_sum and last.across and len(last.targets) > 1
    least = several and plan.operation is Operation.RANK and cues.WHO(plan.question)
    nothing = last.operation is Operation.LOOKUP and not last.targets and bool(last.words)  # 第二大的, of no list
    placed = nothing and plan.position > 0 and not plan.targets and not cues.PROJECTS(plan.question)
    others = plan.operation is Operation.LOOKUP and _THAN_OTHERS.search(plan.question) is not None
    quoted = not plan.targets and (
        _NOT_THAT_TABLE.match(plan.question) or _SO_MUCH.match(plan.question) or _than_quoted(plan, last)
    )
    quoted = quoted or (not plan.targets and _of_two_places(plan, last))
    unsaid = steps or (summed and len(last.targets) > 1) or larger or times or least or placed or others or quoted
    return unanswerable(plan, last) if unsaid and not plan.selection.years else None


def _of_too_few_now(plan: Plan, last: Plan) -> Plan | None:
    """这三个加起来, of what is no list and was not asked for one by one."""
    listed = (Operation.RANK, Operation.FILTER, Operation.COMPOSITION, Operation.COUNT, Operation.SUM)
    return None if last.operation in listed else of_too_few(plan, last)


def _with_organization(plan: Plan, last: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """What is asked of an organization that is named now, with what was asked for before of another one."""
    ways = (_of_sum_of_organizations, times_of_other, against_last)
    return _years_elsewhere(plan, earlier) or next((found for way in ways if (found := way(plan, last))), None)


def _years_elsewhere(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """档案馆两年合计呢: the sum of the years that were asked for of another organization."""
    last, own = earlier[-1], plan.selection
    spoken = cues.RECENT_YEARS.search(plan.question) is not None and cues.SUM(plan.question)
    years = tuple(dict.fromkeys(year for one in earlier for year in one.selection.years))
    if not spoken or len(own.organizations) != 1 or len(last.targets) != 1 or len(years) < _PAIR:
        return None
    selection = own.model_copy(update={"years": tuple(sorted(years)), "kind": own.kind or last.selection.kind})
    update = {"operation": Operation.SUM, "targets": last.targets, "selection": selection, "across": True}
    return plan.model_copy(update=update | {"every": True, "words": (), "measure_word": "", "formula": None})


_AND: Final = re.compile(r"\s*(?:那|那么|要是|如果)?(?:再)?(?:加上?|算上|连同|带上|连上)")


def _organization_added(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """加上区府办三家一共多少: what was asked for before of one organization, or of several, and of one more."""
    last, own = earlier[-1], plan.selection
    summed = last.operation in (Operation.SUM, Operation.DIFFERENCE, Operation.RANK) and last.across
    if not _AND.match(plan.question) or not own.organizations or own.years or len(last.targets) != 1:
        return None
    place = (last.targets, last.selection.years)
    run = [one for one in run_of(earlier) if (one.targets, one.selection.years) == place]
    before = last.selection.organizations if summed else tuple(o for one in run for o in one.selection.organizations)
    together = tuple(dict.fromkeys((*before, *own.organizations)))
    number = said_number(plan.question)
    if not before or len(together) < _PAIR or number not in (0, len(together)):
        return None
    selection = last.selection.model_copy(update={"organizations": together})
    update = {"operation": Operation.SUM, "targets": last.targets, "selection": selection, "across": True}
    return plan.model_copy(update=update | {"words": (), "measure_word": "", "every": False})


def _share_of_run(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """这两个加起来占总额几成: the sum of the last figures asked for, of what 占 names, or of all."""
    number, shares = said_number(plan.question), shares_of(earlier)
    wholes = plan.against or plan.targets
    together = len(shares) > 1 and not plan.targets  # 合起来呢, after shares of one whole
    asks = (plan.operation is Operation.RATIO and number > 0) or together
    if not asks or not (cues.SUM(plan.question) or takes_share(plan.question)) or len(wholes) > 1:
        return None
    wanted = number or len(shares)
    taken = (run_of(earlier) or shares)[-wanted:]
    if len(taken) < wanted or plan.selection.organizations or plan.selection.years:
        return None
    summed = of_items(plan, taken, adding=True)
    if asked.IN_UNIT(plan.question) and not takes_share(plan.question):
        return summed  # 这两个加起来多少元, after their shares: an amount
    if summed is None or (wholes and wholes[0].start < plan.question.find("占")):
        return None
    whole = wholes or taken[-1].against or (ALL_SPENT,)
    terms = tuple(Term(target=target) for target in (*summed.targets, *whole))
    formula = Formula(steps=share_of_sum(len(summed.targets)), terms=terms, unit="%")
    update = {"operation": Operation.COMPUTE, "formula": formula, "against": (), "measure_word": ""}
    return summed.model_copy(update=update)


def _share_of_sum(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """三个加起来, 占多少: the share of the sum asked for before, of what is named now or of all expenditure."""
    last = earlier[-1]
    if (of_member := _share_of_member(plan, last)) is not None:
        return of_member
    added = last.operation is Operation.SUM or (last.operation is Operation.LOOKUP and cues.SUM(plan.question))
    summed = added and len(last.targets) > 1 and not last.across and not last.against
    inner = without_container(last) if summed else last
    if not summed or plan.operation is not Operation.RATIO or plan.targets or plan.selection.organizations:
        return None
    share = plan.question.find("占")
    if said_number(plan.question[: max(share, 0)]) not in (0, len(inner.targets)):  # 三个占多少, after a sum of two
        return _share_of_run(plan, earlier[:-1]) or unanswerable(plan, last)
    if any(len(word) > 1 and plan.question.find(word) < share for word in plan.words):
        return None  # 燃气占几成: the share of something else
    shared = [one.against for one in earlier[-3:] if one.operation is Operation.RATIO and len(one.against) == 1]
    # 工程占采购多少, 货物和服务加起来, 占多少
    whole = plan.against or inner.against or (shared[-1] if shared else (ALL_SPENT,))
    terms = tuple(Term(target=target) for target in (*inner.targets, *whole))
    formula = Formula(steps=share_of_sum(len(inner.targets)), terms=terms, unit="%")
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": inner.targets, "against": ()}
    return plan.model_copy(update=update | {"selection": last.selection, "words": (), "measure_word": ""})


_OF_GROUP: Final = re.compile(r"\{\d+\} / \((\{\d+\}(?: \+ \{\d+\})+)\) \* 100")


def _share_of_member(plan: Plan, last: Plan) -> Plan | None:
    """三公、会议费、培训费合计多少，其中三公占几成，会议费占几成: the share that one of them has in their sum."""
    again = last.formula is not None and _OF_GROUP.fullmatch(last.formula.steps) is not None
    added = last.operation is Operation.SUM and len(last.targets) > 1 and not last.against
    if not (added or again) or last.across or plan.operation is not Operation.RATIO or plan.selection.organizations:
        return None
    group = tuple(term.target for term in last.formula.terms) if last.formula is not None and again else last.targets
    places = [n for n, one in enumerate(group) if len(plan.targets) == 1 and {*one.names} & {*plan.targets[0].names}]
    here = plan.selection.years or plan.selection.kind
    if plan.against or len(places) != 1 or here:
        return None
    steps = f"{{{places[0]}}} / ({sum_of(len(group))}) * 100"
    formula = Formula(steps=steps, terms=tuple(Term(target=one) for one in group), unit="%")
    update = {"operation": Operation.COMPUTE, "formula": formula, "against": (), "selection": last.selection}
    return plan.model_copy(update=update | {"words": (), "measure_word": ""})


def _beside_last(plan: Plan, last: Plan) -> Plan | None:
    """2024年决算呢，差几万: what was asked for before, at the place that is named now, and the two compared."""
    aside = _ASIDE.search(plan.question)
    if aside is None or not (cues.DIFFERENCE(aside["rest"]) or cues.WHO(aside["rest"])) or len(run_of([last])) != 1:
        return None
    own, before = plan.selection, last.selection
    selection = own.model_copy(
        update={
            "organizations": own.organizations or before.organizations, "years": own.years or before.years,
            "kind": own.kind or before.kind, "scope": own.scope or before.scope,
        }
    )  # fmt: skip
    here = last.model_copy(update={"selection": selection})
    if len(selection.years) == len(before.years) == 1 and selection.kind and selection.kind != before.kind:
        points = tuple(Point(year=one.years[0], stage=one.kind or "预算") for one in (before, selection))
        update = {"operation": Operation.DIFFERENCE, "targets": last.targets, "selection": selection, "words": ()}
        return plan.model_copy(update=update | {"points": points, "units": ()})
    return of_run(plan, [last, here])


def _placed(plan: Plan, last: Plan) -> Plan | None:
    """财政局排第几, 最低的呢, after organizations were put in order: that order; beyond it nothing is known."""
    if last.operation is not Operation.RANK or not last.across or plan.operation is not Operation.RANK:
        return None
    if asked.PLACE(plan.question):
        return last.model_copy(update={"top": 0, "position": 0})
    if cues.DIFFERENCE(plan.question):
        return unanswerable(plan, last)
    turned = {
        "ascending": plan.ascending, "top": plan.top or 1, "position": plan.position,
        "question": without_places(last.question),
    }  # fmt: skip
    return None if plan.selection.organizations else last.model_copy(update=turned)  # 最低的呢


def _of_sum_of_organizations(plan: Plan, last: Plan) -> Plan | None:
    """两家三公加起来多少, 甲占几成: the share of one of them in what all of them have."""
    own, all_of_them = plan.selection.organizations, last.selection.organizations
    summed = last.operation is Operation.SUM and last.across and len(last.targets) == 1
    if plan.operation is not Operation.RATIO or not summed or len(own) != 1 or own[0] not in all_of_them:
        return None
    terms = tuple(Term(target=last.targets[0], organization=one) for one in (own[0], *all_of_them))
    formula = Formula(steps=f"{{0}} / ({sum_of(len(all_of_them), 1)}) * 100", terms=terms, unit="%")
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": last.targets, "against": ()}
    return plan.model_copy(update=update | {"selection": last.selection, "across": True, "measure_word": ""})


def within_list(last: Plan, plan: Plan) -> str:
    """A question within a list that was asked for before, as one question: no part of it asks for the list again."""
    return f"{without_places(last.question).rstrip('，,、;；?？。 ')} {plan.question}"


def _within_list(plan: Plan, last: Plan) -> Plan:
    """其中最大的是哪个, 一共多少钱: of the items that were listed before."""
    bounded = plan.threshold is not None or plan.ceiling is not None  # 超过50万的加起来
    if bounded and (last.threshold is not None or last.ceiling is not None):
        return unanswerable(plan, last)
    bounds = plan if bounded else last
    update = {
        "operation": plan.operation if plan.operation in _WITHIN_LIST else Operation.SUM,
        "targets": last.targets, "threshold": bounds.threshold, "ceiling": bounds.ceiling, "rated": bounds.rated,
        "name_filter": last.name_filter, "selection": last.selection, "words": last.words, "measure_word": "",
        "across": last.across, "question": within_list(last, plan),
    }  # fmt: skip
    return plan.model_copy(update=update)
