"""The conversation (对话): what a short question inherits from the questions before it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.conversation.continued import completed
from assistant.conversation.elsewhere import moves_formula
from assistant.conversation.left_over import left_of_item
from assistant.conversation.of_bodies import of_same_body
from assistant.conversation.of_change import in_percent, parts_changed
from assistant.conversation.of_one import TOTALS
from assistant.conversation.of_projects import of_same_project, share_of_listed
from assistant.conversation.one_by_one import said_number, unanswerable, without_container
from assistant.conversation.place import YEAR_COMPARED, against_its_budget, in_its_scope, of_loaded_kind, place_of
from assistant.conversation.standing import asks_of_it, lists_its_own, says_something
from assistant.conversation.together import together, within_list
from assistant.conversation.wholes import WITHIN, of_a_share, unnamed_part
from assistant.conversation.winner import order_pointed_into
from assistant.plan import Operation, Plan, Roles, Target
from assistant.understand.refining.received import share_of_receipts
from assistant.understand.rules import make_plan
from assistant.understand.scoping.version import BOTH, DEPARTMENT, UNIT
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.ledger import Ledger
    from assistant.understand.question import Question


def planned(ledger: Ledger, question: Question, earlier: Sequence[Plan]) -> Plan:
    """The plan of a question by itself, read where the question before looked."""
    return make_plan(ledger, question, alone=not earlier, near=earlier[-1].selection if earlier else None)


def going_on(ledger: Ledger, question: Question, earlier: Sequence[Plan]) -> Plan:
    """The plan of a question that goes on from earlier ones."""
    own = planned(ledger, question, earlier)
    named = any(target.start >= 0 for target in own.targets)
    said = of_same_project(ledger, of_same_body(question.text, own, earlier), own, earlier)
    text = completed(ledger, said, own, earlier)
    if text != question.text:
        own = planned(ledger, replace(question, text=text), earlier)
    plan = inherit(own, earlier)
    plan = in_its_scope(plan, earlier[-1]) if earlier and not named else plan
    plan = of_loaded_kind(ledger, own, plan, earlier[-1].selection if earlier else None)
    return share_of_receipts(ledger, against_its_budget(ledger, plan))


def inherit(plan: Plan, earlier: Sequence[Plan]) -> Plan:
    """Fill in what a question leaves out from the earlier ones, latest first."""
    if not earlier:
        return plan
    last = earlier[-1]
    plan = _without_whole(_without_cue(plan), last)
    again = _converted(plan, last) or parts_changed(plan, last) or in_percent(plan, last)
    if again is None and moves_formula(plan, last):
        again = last.model_copy(update={"selection": place_of(plan, earlier), "question": plan.question})
    if again is not None:
        return again
    taken = together(plan, earlier) or _own_in_department(plan, last, earlier) or _of_what_was_worked_out(plan, last)
    if taken is not None:
        return taken
    if (left := left_of_item(plan, last, earlier)) is not None:
        plan = left
    if order := order_pointed_into(plan, earlier):
        return _at_place(plan, order[-1], order)
    if plan.unknown:
        return plan
    if plan.operation is Operation.RATIO and last.operation is Operation.LOOKUP and len(last.targets) > 1:
        last = without_container(last)
        earlier = (*earlier[:-1], last)
    return plan.model_copy(update=_taken_over(plan, last, earlier))


_UNITS_SAID = re.compile("[两三四五六](?:家|个(?:单位|部门|局))")


def _taken_over(plan: Plan, last: Plan, earlier: Sequence[Plan]) -> dict[str, object]:
    """Where to look, what for, and how, as the questions before say it."""
    selection = place_of(plan, earlier)
    update: dict[str, object] = {"selection": selection, **_left_out(plan, last), **of_a_share(plan, earlier)}
    update |= share_of_listed(plan, last)
    if len(selection.years) > len(plan.selection.years) > 0:
        update["roles"] = Roles(level=True, change=True, rate=plan.roles.rate)
    several = len(selection.organizations) > 1
    number = said_number(plan.question) if _UNITS_SAID.search(plan.question) else 0
    if several and cues.SUM(plan.question) and number not in (0, len(selection.organizations)):
        return dict(unanswerable(plan, last))  # 三家合计, of which one is not known
    several_held = len(selection.years) > 1 or several
    if several and update.get("operation", plan.operation) in (Operation.SUM, Operation.DIFFERENCE):
        update["across"] = True
    elif not plan.targets and last.across and several_held and update.get("operation") is last.operation:
        update["across"] = True  # 档案馆两年合计呢
    if plan.operation is Operation.LOOKUP and not plan.targets and YEAR_COMPARED.search(plan.question):
        update |= {"operation": Operation.CHANGE, "roles": Roles(level=False, change=True)}  # 比2024年呢
    if plan.operation is Operation.REASON and not plan.targets and last.operation is Operation.CHANGE:
        update["roles"] = Roles(level=False, change=True, rate=plan.roles.rate)  # 为什么, after 比去年多多少
    if cues.BOTH_YEARS(plan.question) and len(selection.years) > 1 and cues.DIFFERENCE(plan.question):
        roles = Roles(level=False, change=True, rate=cues.RATE(plan.question))
        update |= {"operation": Operation.CHANGE, "roles": roles, "question": plan.question}
    stages = last.selection.stages
    of_result = last.operation is Operation.DIFFERENCE and {"决算", "年初预算"} <= {*stages}
    if of_result and plan.operation is Operation.CHANGE and not _OWN_BASE.search(plan.question) and plan.targets:
        # 公车和接待各少多少, after 三公比年初预算少多少: against their budgets
        both = selection.model_copy(update={"stages": stages, "kind": ""})
        update |= {"operation": Operation.DIFFERENCE, "selection": both}
    return update


_OWN_BASE = re.compile("[比较]|同比|上一?年|去年|增长率|增幅|降幅")
_EXTREME = re.compile(r"\s*(?:那|那么|其中)?最[大小多少高低贵]的")
_PART_WHAT = re.compile(
    "(?:相?差|多|少|剩|缺)(?:的|下的|出来?的)?(?:那|这)?(?:部分|块|些|点|一部分)?(?:钱|金额)?(?:都|就)?是(?:什么|啥|哪)"
)
_THAN = re.compile(r"\s*(?:那|那么)?(?:比|较|同|跟|和|与)")
_THE_REST = re.compile(r"\s*(?:那|那么)?(?:其他|其余|剩下|剩余|别)的?(?:部分)?(?:呢|是什么|多少|占多少)*[?？。]?")


def _against_a_year(text: str) -> bool:
    """Whether a question begins with 比上年 or 比2024年."""
    return _THAN.match(text) is not None and bool(asked.YEAR_BEFORE(text) or YEAR_COMPARED.search(text))


WORKED_OUT = (Operation.SUM, Operation.DIFFERENCE, Operation.COMPUTE, Operation.CHANGE, Operation.AVERAGE)
_CONVERTS = re.compile(
    r"[\s，,]*(?:那|那么)?(?:麻烦|请|给我|帮我)?(?:再)?(?:换算|换|折算|折合|折|合|按|用|以|改)(?:成|为|到|着)?[^，,。；;？?]{0,3}?"
    r"(?:亿元?|万元?|元)(?:的?单位|来?(?:说|算|表示|计|看|显示))?(?:是|有|为)?(?:多少)?(?:呢|吧)?[?？。]?"
)


def _converted(plan: Plan, last: Plan) -> Plan | None:
    """换成元, after what was worked out: the same in that unit."""
    bare = plan.units and not plan.targets and _CONVERTS.fullmatch(plan.question) is not None
    here = not (plan.selection.organizations or plan.selection.years)
    return last.model_copy(update={"units": plan.units}) if bare and here and last.operation in WORKED_OUT else None


def _without_cue(plan: Plan) -> Plan:
    """完成率多少: of what was asked for before, not the column of that name."""
    if plan.operation is not Operation.COMPLETION:
        return plan
    items = tuple(target for target in plan.targets if not target.names or not all(map(cues.RATED, target.names)))
    return plan.model_copy(update={"targets": items})


_OF_THESE = re.compile("(?:[两三四五六]|几)(?:家|个|项|者)(?:单位|部门|局)?|它们|这些")
_WHOLE_SAID = re.compile("总|一共|全部|整个|整体|全年|单位|部门|收支|支出|收入")


def _without_whole(plan: Plan, last: Plan) -> Plan:
    """预算安排了多少来着, after one item: its budget, and not the whole one that a question alone would mean."""
    implied = len(plan.targets) == 1 and plan.targets[0].start < 0 and {*plan.targets[0].names} <= TOTALS
    said = bool(plan.selection.organizations) or _WHOLE_SAID.search(plan.question) is not None
    said = said and not (_OF_THESE.search(plan.question) and cues.SUM(plan.question))  # 三家总额: of what was asked for
    if implied and not said and last.operation is Operation.LOOKUP and last.words and not last.targets:
        return plan.model_copy(update={"targets": ()})  # 用在哪, after an item that is the name of nothing
    if not implied or said or not last.targets or {*last.targets[0].names} & TOTALS:
        return plan
    return plan.model_copy(update={"targets": ()})


def _of_what_was_worked_out(plan: Plan, last: Plan) -> Plan | None:
    """占多少, after a computation of several steps: of its result, which is none of its terms; nothing answers it."""
    of_change = asked.SHARE_OF_GAP(plan.question) and plan.operation in (Operation.RATIO, Operation.DIFFERENCE)
    of_extreme = _EXTREME.match(plan.question) and plan.operation in (Operation.RATIO, Operation.CHANGE)
    if not plan.targets and (of_change or of_extreme or _PART_WHAT.search(plan.question)):
        return unanswerable(plan, last)
    alone = (Operation.RATIO, Operation.CHANGE, Operation.COMPLETION, Operation.REASON)
    computed = last.operation is Operation.COMPUTE and plan.operation in alone
    compared = last.operation in (Operation.COMPUTE, Operation.SUM) and _against_a_year(plan.question)
    rest = last.operation is Operation.RATIO and _THE_REST.fullmatch(plan.question) is not None
    if plan.targets or plan.selection.organizations or not (computed or compared or rest):
        return None
    update = {"operation": Operation.LOOKUP, "words": (plan.question,), "selection": last.selection}
    return plan.model_copy(update=update)


def _own_in_department(plan: Plan, last: Plan, earlier: Sequence[Plan]) -> Plan | None:
    """本级的公务接待费多少，占全系统的比例: the share that the one item of the 单位 is of the 部门's."""
    names = {name for target in (*plan.targets, *plan.against) for name in target.names}
    same = len(last.targets) == 1 and names <= set(last.targets[0].names)
    if not same or plan.operation is not Operation.RATIO:
        return None
    if plan.selection.scope != DEPARTMENT or last.selection.scope != UNIT:
        return None
    selection = place_of(plan, earlier).model_copy(update={"scope": BOTH})
    update = {"targets": last.targets, "against": (), "across": True, "selection": selection}
    return plan.model_copy(update=update)


def _left_out(plan: Plan, last: Plan) -> dict[str, object]:
    """What is asked for, of what was asked before: all of it (那图书馆呢), or its targets alone (降了多少)."""
    looking = plan.operation in (Operation.LOOKUP, Operation.NARRATIVE)
    gap = (
        looking
        and last.operation in (Operation.LOOKUP, Operation.VERIFY)
        and cues.DIFFERENCE(plan.question)
        and not plan.points
    )
    if plan.targets or lists_its_own(plan, last):
        return {}
    disputed = plan.conflict and looking and bool(last.targets) and not plan.selection.organizations  # 怎么有两个数
    if disputed or gap:  # 差多少, of one figure alone: of nothing, or of the two that the documents print
        operation = Operation.LOOKUP if disputed else Operation.DIFFERENCE
        words = () if disputed else plan.words
        conflict = disputed or last.conflict
        return {"operation": operation, "targets": last.targets, "words": words, "conflict": conflict}
    if looking and WITHIN.match(plan.question) and len(last.targets) == 1 and plan.words:  # 其中小微企业多少
        target = last.targets[0].model_copy(update={"start": last.question.find(last.targets[0].text)})
        within: dict[str, object] = {
            "targets": (target,),
            "question": f"{last.question.rstrip('，,、;；?？。')}，{plan.question}",
        }
        return within | {"operation": Operation.LOOKUP}
    counted = plan.operation is last.operation is Operation.COUNT and not plan.words  # 2025年几个
    if (looking or counted) and not says_something(plan) and not asks_of_it(plan, last):
        return _all_of_it(plan, last)
    projects = last.operation in (*_LISTS, Operation.SUM, Operation.COUNT) and cues.PROJECTS(last.question)
    if plan.operation is Operation.RANK and projects and (last.operation in _LISTS or not last.targets):
        return {"targets": last.targets, "question": within_list(last, plan)}  # 最大的一个是什么
    purpose = plan.operation is Operation.NARRATIVE and cues.PURPOSE(plan.question) and len(last.targets) == 1
    kept = plan.operation is Operation.COUNT or (looking and not purpose and not asks_of_it(plan, last))
    named = unnamed_part(plan)
    targets = (named,) if named is not None else None if kept else _beside(plan, last)
    of_project = plan.operation is Operation.INDICATOR and targets and not any(one.codes for one in targets)
    if of_project and plan.against:
        targets = None  # of the project that is named now
    return {} if targets is None else {"against" if of_project else "targets": targets}  # 它的满意度目标


def _beside(plan: Plan, last: Plan) -> tuple[Target, ...]:
    """What was asked for before, without what it is set against now: 是水费的几倍, after 电费比水费多多少."""
    others = {name for target in plan.against for name in target.names}
    return tuple(target for target in last.targets if not others & {*target.names}) or last.targets


_OF_ITS_FIGURE = (Operation.REASON, Operation.RATIO, Operation.CHANGE, Operation.COMPLETION)
_WHETHER = re.compile("(?:也|还|又)?有(?:没有)?(?:这笔|这项)?(?:钱|安排)?(?:吗|么|没有?|不)?[?？。]?$")
_LEVEL_ASKED = re.compile("(?:是|有|为)多少(?:钱|万元?)?[?？。]?$")


def _all_of_it(plan: Plan, last: Plan) -> dict[str, object]:
    """Everything that was asked before, elsewhere or in another unit: 那图书馆呢, 换算成元."""
    update: dict[str, object] = {
        "operation": last.operation, "targets": last.targets, "against": last.against, "roles": last.roles,
        "words": last.words, "threshold": plan.threshold or last.threshold,
        "ceiling": plan.ceiling if plan.threshold else last.ceiling, "top": last.top,
        "rated": last.rated, "ascending": last.ascending, "position": last.position,
        "name_filter": last.name_filter, "measure_word": last.measure_word, "units": plan.units or last.units,
        "question": _asked_again(plan, last),
    }  # fmt: skip
    if last.operation is Operation.COUNT and cues.PROJECTS(last.question) and _HOW_MUCH_EACH.search(plan.question):
        listed = {"operation": Operation.FILTER, "measure_word": "", "question": f"项目有哪些，{plan.question}"}
        return update | listed | {"targets": ()}
    if last.operation in _OF_ITS_FIGURE and _WHETHER.search(plan.question):  # 去年有吗, 图书馆有这项吗
        update |= {"operation": Operation.LOOKUP, "against": (), "roles": Roles(), "question": plan.question}
    level = _LEVEL_ASKED.search(plan.question) and plan.selection.years and not plan.selection.organizations
    if last.operation is Operation.CHANGE and level and not last.listed:  # 那上年是多少
        update |= {"operation": Operation.LOOKUP, "roles": Roles(), "question": plan.question}
    of_one = last.across and len(last.selection.organizations) > 1 and len(plan.selection.organizations) == 1
    if of_one and last.operation in (Operation.DIFFERENCE, Operation.SUM, Operation.RANK):  # 图书馆的是多少
        update |= {"operation": Operation.LOOKUP, "across": False, "question": plan.question, "top": 0, "position": 0}
    if last.operation is Operation.DIFFERENCE and cues.PER_CENT(plan.question):  # 多百分之几
        update["roles"] = last.roles.model_copy(update={"rate": True})
    converting = plan.units and last.operation is not Operation.LOOKUP
    return update | ({"operation": Operation.LOOKUP} if converting else {})


_AMOUNT = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:亿元?|万元?|元)(?!以上|以下|以内)")


def _asked_again(plan: Plan, last: Plan) -> str:
    """The question before as it is asked again; an amount that it quoted was of where it looked."""
    if plan.units:
        return plan.question
    moved = bool(plan.selection.organizations or plan.selection.years)
    quoted = last.operation in (Operation.LOOKUP, Operation.RATIO) and last.threshold is None
    return _AMOUNT.sub("", last.question) if moved and quoted else last.question


_HOW_MUCH_EACH = re.compile("(?:各|分别|每[个项]|都)(?:自|是|要|为|有)?(?:多少钱|多少万|金额|多少)")


_LISTS = (Operation.RANK, Operation.FILTER, Operation.COMPOSITION)


def _at_place(plan: Plan, last: Plan, earlier: Sequence[Plan]) -> Plan:
    update = {
        "question": within_list(last, plan), "position": plan.position,
        "top": plan.position if last.operation is Operation.RANK else last.top,
        "selection": place_of(plan, earlier).model_copy(update={"forms": last.selection.forms}),
    }  # fmt: skip
    return last.model_copy(update=update)
