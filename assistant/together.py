"""What a question takes together from those before it (合并前问): 三项加起来, 哪个多, 比商务委少多少, 其中最大的.

The questions before it name one thing each; they differ in the item, in the organization or in the year.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Formula, Operation, Plan, Point, Roles, Selection, Target, Term
from assistant.understand import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALONE: Final = (Operation.CHANGE, Operation.REASON, Operation.RATIO, Operation.COMPLETION)
_NUMBER: Final = re.compile(r"([两俩二三四五六])(?:者|项|个|样|笔|家|块|年|种)?")
_NUMBERS: Final = {"两": 2, "俩": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_AGAINST: Final = re.compile(r"^\s*(?:那|它|这)?(?:比|跟|和|与|同|较)")
_ASIDE: Final = re.compile(r"呢[,，、;；?？]\s*(?P<rest>.+)$")
_WITHIN_LIST: Final = (Operation.RANK, Operation.SUM, Operation.AVERAGE, Operation.COUNT)
_PAIR: Final = 2


def together(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """The plan over what the last questions asked for one by one; None where the question is another."""
    share = _share_of_run(plan, earlier) or _stepped_on(plan, earlier) or _share_of_sum(plan, earlier[-1:])
    if share is not None or plan.targets or not earlier:
        return share
    last = earlier[-1]
    beside = _beside_last(plan, last)
    if beside is not None:
        return beside
    if plan.selection.organizations:
        return _of_sum_of_organizations(plan, last) or _times_of_other(plan, last) or _against_last(plan, last)
    spoken = cues.RECENT_YEARS.search(plan.question) is not None  # 两年加起来: of the two that were asked for
    if plan.selection.years and not spoken:
        return None
    if last.operation is Operation.FILTER and (plan.operation in _WITHIN_LIST or cues.SUM(plan.question)):
        return _within_list(plan, last)
    return None if plan.operation in _ALONE else _of_run(plan, _run(earlier))


_ALL_SPENT: Final = Target(text="支出总计", names=("支出总计",))


def _share_of_run(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """这两个加起来占总额几成: the sum of the last figures asked for, of what 占 names, or of all."""
    number, shares = _NUMBER.search(plan.question), _shares(earlier)
    wholes = plan.against or plan.targets
    together = len(shares) > 1 and not plan.targets  # 合起来呢, after shares of one whole
    asks = (plan.operation is Operation.RATIO and number is not None) or together
    if not asks or not cues.SUM(plan.question) or len(wholes) > 1:
        return None
    wanted = _NUMBERS[number[1]] if number else len(shares)
    taken = (_run(earlier) or shares)[-wanted:]
    if len(taken) < wanted or plan.selection.organizations or plan.selection.years:
        return None
    summed = _of_items(plan, taken, adding=True)
    if summed is None or (wholes and wholes[0].start < plan.question.find("占")):
        return None
    whole = wholes or taken[-1].against or (_ALL_SPENT,)
    terms = tuple(Term(target=target) for target in (*summed.targets, *whole))
    added = " + ".join(f"{{{place}}}" for place in range(len(summed.targets)))
    formula = Formula(steps=f"({added}) / {{{len(summed.targets)}}} * 100", terms=terms, unit="%")
    update = {"operation": Operation.COMPUTE, "formula": formula, "against": (), "measure_word": ""}
    return summed.model_copy(update=update)


def _share_of_sum(plan: Plan, before: Sequence[Plan]) -> Plan | None:
    """三个加起来, 占多少: the share of the sum asked for before, of what is named now or of all expenditure."""
    if not before:
        return None
    [last] = before
    summed = last.operation is Operation.SUM and len(last.targets) > 1 and not last.across and not last.against
    if not summed or plan.operation is not Operation.RATIO or plan.targets or plan.selection.organizations:
        return None
    terms = tuple(Term(target=target) for target in (*last.targets, *(plan.against or (_ALL_SPENT,))))
    added = " + ".join(f"{{{place}}}" for place in range(len(last.targets)))
    formula = Formula(steps=f"({added}) / {{{len(last.targets)}}} * 100", terms=terms, unit="%")
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": last.targets, "against": ()}
    return plan.model_copy(update=update | {"selection": last.selection, "words": (), "measure_word": ""})


_STEP: Final = re.compile(
    r"\s*(?:那|那么)?(?:再|要是|如果)?(?:(?P<less>减去|减掉|扣除|扣掉|除去|去掉|刨去|不算|不含|除了|除开|抛开|刨掉)|加上?)(?P<rest>.+)"
)


def _stepped_on(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """再减去公用经费还剩多少: the last figure asked for, and one step more."""
    step, run = _STEP.match(plan.question), _run(earlier[-1:])
    if step is None or not run or len(plan.targets) != 1 or plan.selection.organizations or plan.selection.years:
        return None
    before, item = run[0].targets[0], plan.targets[0]
    if plan.question.find(item.text) < step.start("rest") or item.names == before.names:
        return None
    terms = (Term(target=before), Term(target=item))
    formula = Formula(steps="{0} - {1}" if step["less"] else "{0} + {1}", terms=terms)
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": (before, item), "against": ()}
    selection = run[0].selection
    return plan.model_copy(update=update | {"selection": selection, "words": (), "measure_word": ""})


def _beside_last(plan: Plan, last: Plan) -> Plan | None:
    """2024年决算呢，差几万: what was asked for before, at the place that is named now, and the two compared."""
    aside = _ASIDE.search(plan.question)
    if aside is None or not (cues.DIFFERENCE(aside["rest"]) or cues.WHO(aside["rest"])) or not _run([last]):
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
    return _of_run(plan, [last, here])


def _of_run(plan: Plan, run: Sequence[Plan]) -> Plan | None:
    """The sum or comparison of the last figures asked for: as many as the question says, else all, or two compared."""
    adding, comparing = cues.SUM(plan.question), cues.WHO(plan.question) or cues.DIFFERENCE(plan.question)
    if not adding and not comparing:
        return None
    number = _NUMBER.search(plan.question)
    wanted = _NUMBERS[number[1]] if number else 0 if adding else _PAIR
    taken = run[-wanted:] if wanted else run
    if len(taken) < max(wanted, _PAIR):
        return None
    if "最" in plan.question and not number and len(run) > _PAIR:  # 其中哪家最多: of all that were asked for
        taken = run
    ways = (_of_items, _of_organizations, _of_years, _of_stages)
    return next((found for way in ways if (found := way(plan, taken, adding)) is not None), None)


def _run(earlier: Sequence[Plan]) -> list[Plan]:
    """The questions before, back to the first that asked for something else than one figure."""
    run: list[Plan] = []
    for plan in reversed(earlier):
        if plan.operation is not Operation.LOOKUP or len(plan.targets) != 1 or plan.across:
            break
        run.append(plan)
    return run[::-1]


def _shares(earlier: Sequence[Plan]) -> list[Plan]:
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
    return target.names, target.codes, target.measure


def _differ(values: Sequence[object]) -> bool:
    return len(set(values)) == len(values)


def _same(values: Sequence[object]) -> bool:
    return len(set(values)) == 1


def _of_items(plan: Plan, taken: Sequence[Plan], adding: bool) -> Plan | None:  # noqa: FBT001
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
    if cues.WHO(plan.question) or len(taken) > _PAIR:
        return plan.model_copy(update=update | {"operation": Operation.RANK, "across": True, "top": 1})
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


_TIMES_OF: Final = re.compile(r"^\s*(?:那|它|这)?(?:是|为|相当于|等于)[^，,。；;？?]{1,20}?的?(?:几|多少)倍")


def _times_of_other(plan: Plan, last: Plan) -> Plan | None:
    """是图书馆的几倍: the figure asked for before, as a multiple of that of the organization named now."""
    own, before = plan.selection.organizations, last.selection.organizations
    if not _TIMES_OF.match(plan.question) or len(own) != 1 or len(before) != 1 or own == before or not last.targets:
        return None
    selection = last.selection.model_copy(update={"organizations": (*before, *own)})
    update = {"operation": Operation.RATIO, "targets": last.targets[:1], "selection": selection, "words": ()}
    return plan.model_copy(update=update | {"across": True, "measure_word": "倍", "units": ()})


def _against_last(plan: Plan, last: Plan) -> Plan | None:
    """比商务委少多少: the organization asked for before against the one that is named now."""
    own, before = plan.selection.organizations, last.selection.organizations
    bare = re.search(r"(?<![对占])(?:相?比|比较|对比)(?:一下)?呢?[？?。]?$", plan.question) is not None  # 和数据局比呢
    compared = bare or cues.DIFFERENCE(plan.question) or cues.WHO(plan.question)
    if last.operation in (Operation.RATIO, Operation.COMPUTE, Operation.SUM) and _AGAINST.match(plan.question):
        return plan.model_copy(update={"operation": Operation.LOOKUP, "words": (plan.question,)})  # of their results
    if not _AGAINST.match(plan.question) or not compared or not last.targets or not before or set(own) & set(before):
        return None
    selection: Selection = last.selection.model_copy(
        update={"organizations": (*before, *own), "years": plan.selection.years or last.selection.years}
    )
    update = {"operation": Operation.DIFFERENCE, "targets": last.targets[:1], "selection": selection, "words": ()}
    return plan.model_copy(update=update | {"across": True})


def _of_sum_of_organizations(plan: Plan, last: Plan) -> Plan | None:
    """两家三公加起来多少, 甲占几成: the share of one of them in what all of them have."""
    own, all_of_them = plan.selection.organizations, last.selection.organizations
    summed = last.operation is Operation.SUM and last.across and len(last.targets) == 1
    if plan.operation is not Operation.RATIO or not summed or len(own) != 1 or own[0] not in all_of_them:
        return None
    terms = tuple(Term(target=last.targets[0], organization=one) for one in (own[0], *all_of_them))
    added = " + ".join(f"{{{place}}}" for place in range(1, len(terms)))
    formula = Formula(steps=f"{{0}} / ({added}) * 100", terms=terms, unit="%")
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": last.targets, "against": ()}
    return plan.model_copy(update=update | {"selection": last.selection, "across": True, "measure_word": ""})


def _within_list(plan: Plan, last: Plan) -> Plan:
    """其中最大的是哪个, 一共多少钱: of the items that were listed before."""
    update = {
        "operation": plan.operation if plan.operation in _WITHIN_LIST else Operation.SUM,
        "targets": last.targets, "threshold": last.threshold, "ceiling": last.ceiling, "rated": last.rated,
        "name_filter": last.name_filter, "selection": last.selection, "words": last.words, "measure_word": "",
        "across": last.across, "question": f"{last.question}，{plan.question}",
    }  # fmt: skip
    return plan.model_copy(update=update)
