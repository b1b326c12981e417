"""What is asked of several organizations together (问诸单位): 两家一起算呢, 谁减得多, 甲比它多多少."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.conversation.elsewhere import ALL_SPENT
from assistant.conversation.one_by_one import said_number
from assistant.plan import Formula, Operation, Plan, Roles, Term, sum_of
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.plan import Target

_PAIR: Final = 2
_AS_ONE: Final = re.compile(
    "一起算|一块儿?算|放(?:在)?一起|合并|合(?:起来|在一起|计|到一起)|加(?:起来|总|在一起|一起|一块儿?)|一共|总共|整体"
)
_EACH: Final = re.compile("各|分别")
_THAN_IT: Final = re.compile(
    r"\s*(?:那|那么)?[^，,。；;？?比]{2,24}?(?:比(?:它|其|前者|后者|对方|这家|那家|前面那?[个家]|上面那?[个家]|刚才那?[个家])的?(?:这项|这个)?)?"
    r"(?:要)?(?:[多少高低大小][出了]*|相?差)(?:多少|几)"
)
_MORE_TIMES: Final = re.compile(r"\s*(?:那|那么)?(?:[多高大]|相?差)(?:出|了)*(?:几|多少)倍(?:呢)?[?？。]?")


def of_organizations(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """The plan over the organizations that the last questions asked about; None where the question is another."""
    last = earlier[-1]
    own = plan.selection
    if plan.targets or own.years:
        return None
    if own.organizations:
        return _against_it(plan, last)
    return _joint_share(plan, earlier) or _changed_more(plan, earlier) or _more_times(plan, last)


def _run(earlier: Sequence[Plan], operation: Operation) -> tuple[Plan, tuple[int, ...]] | None:
    """The last question and the organizations of which it and those before it asked the same, in that order."""
    last = earlier[-1]
    who: list[int] = []
    for one in reversed(earlier):
        same = (_names(one.targets), _names(one.against), one.selection.years or last.selection.years)
        if one.operation is not operation or same != (
            _names(last.targets),
            _names(last.against),
            last.selection.years,
        ):
            break
        who += [organization for organization in reversed(one.selection.organizations) if organization not in who]
    alone = len(last.targets) == 1 and len(last.against) <= 1 and not last.across
    return (last, tuple(who[::-1])) if alone and len(who) > 1 else None


def _names(targets: Sequence[Target]) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((target.names, target.measure) for target in targets)


def _joint_share(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """两家一起算呢, after one share of several organizations: the share that their parts have in their wholes."""
    run = _run(earlier, Operation.RATIO) if _AS_ONE.search(plan.question) and not _EACH.search(plan.question) else None
    if run is None or earlier[-1].measure_word == "倍":
        return None
    last, who = run
    who = who[-(said_number(plan.question) or len(who)) :]
    if len(who) < max(_PAIR, said_number(plan.question)):
        return None
    wholes = last.against or (ALL_SPENT,)
    terms = tuple(Term(target=one, organization=each) for one in (last.targets[0], wholes[0]) for each in who)
    number = len(who)
    formula = Formula(steps=f"({sum_of(number)}) / ({sum_of(number, number)}) * 100", terms=terms, unit="%")
    selection = last.selection.model_copy(update={"organizations": who})
    update = {"operation": Operation.COMPUTE, "formula": formula, "targets": last.targets, "against": ()}
    return plan.model_copy(update=update | {"selection": selection, "words": (), "measure_word": "", "every": True})


def _changed_more(plan: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """两家谁减得多, after the change of an item of several organizations: the change of each."""
    run = _run(earlier, Operation.CHANGE) if asked.FASTER(plan.question) else None
    if run is None or earlier[-1].listed:
        return None
    last, who = run
    selection = last.selection.model_copy(update={"organizations": who})
    roles = Roles(level=False, change=True, rate=True)
    update = {"operation": Operation.CHANGE, "targets": last.targets, "selection": selection, "roles": roles}
    return plan.model_copy(update=update | {"every": True, "words": (), "across": False, "named": False, "top": 0})


def _more_times(plan: Plan, last: Plan) -> Plan | None:
    """多几倍, after two organizations were compared by an item: the larger as a multiple of the smaller."""
    compared = last.operation is Operation.DIFFERENCE and last.across and len(last.targets) == 1
    two = len(last.selection.organizations) == _PAIR and not last.points
    if not compared or not two or _MORE_TIMES.fullmatch(plan.question) is None:
        return None
    told = {"operation": Operation.RATIO, "measure_word": "倍", "question": f"哪个多，{plan.question.strip('，, ')}"}
    return last.model_copy(update=told | {"words": (), "units": ()})


def _against_it(plan: Plan, last: Plan) -> Plan | None:
    """档案局比它多多少: the organization named now against the one asked for before."""
    own, before = plan.selection.organizations, last.selection.organizations
    of_one = len(own) == len(before) == 1 and own != before and len(last.targets) == 1 and not last.across
    looked = last.operation is Operation.LOOKUP and cues.DIFFERENCE(plan.question)
    if not of_one or not looked or _THAN_IT.match(plan.question) is None:
        return None
    selection = last.selection.model_copy(update={"organizations": (*own, *before)})
    update = {"operation": Operation.DIFFERENCE, "targets": last.targets, "selection": selection, "across": True}
    return plan.model_copy(update=update | {"roles": Roles(), "words": (), "measure_word": "", "units": ()})
