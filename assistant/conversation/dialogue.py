"""The conversation (对话): what a short question inherits from the questions before it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.residue import content
from assistant.conversation.elsewhere import moves_formula
from assistant.conversation.left_over import left_of_item
from assistant.conversation.of_change import in_percent, parts_changed
from assistant.conversation.of_one import TOTALS
from assistant.conversation.one_by_one import said_number, unanswerable, without_container
from assistant.conversation.together import together, within_list
from assistant.conversation.wholes import WITHIN, of_a_share, unnamed_part
from assistant.conversation.winner import order_pointed_into
from assistant.plan import Operation, Plan, Roles, Selection, Target
from assistant.understand import asked, cues
from assistant.understand.lexicon import is_small, speaking
from assistant.understand.scope import steps_back
from assistant.understand.version import BOTH, DEPARTMENT, UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOGETHER = re.compile(r"两家|两个|两者|这两|三家|几家|一块|加起来|合起来|合计|加一起|相加")
_POINTING = re.compile(
    r"^(?:那|那么|那个|它|这个|其中|里面|这|上面|再|还有|换|占|为什么|为啥|去年|上年|前年|今年|比)|呢(?:[？?。,，]|$)"
)


_COMPARED = re.compile(r"(?:比|较|对比|相比)\s*(?:20)?\d{2}年|(?:跟|与|和|同)\s*(?:20)?\d{2}年度?的?(?:相?比|对比)")


def inherit(plan: Plan, earlier: Sequence[Plan]) -> Plan:
    """Fill in what a question leaves out from the earlier ones, latest first."""
    if not earlier:
        return plan
    last = earlier[-1]
    plan = _without_whole(_without_cue(plan), last)
    again = _converted(plan, last) or parts_changed(plan, last) or in_percent(plan, last)
    if again is None and moves_formula(plan, last):
        again = last.model_copy(update={"selection": _selection(plan, earlier), "question": plan.question})
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


def _taken_over(plan: Plan, last: Plan, earlier: Sequence[Plan]) -> dict[str, object]:
    """Where to look, what for, and how, as the questions before say it."""
    selection = _selection(plan, earlier)
    update: dict[str, object] = {"selection": selection, **_left_out(plan, last), **of_a_share(plan, earlier)}
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
    if plan.operation is Operation.LOOKUP and not plan.targets and _COMPARED.search(plan.question):
        update |= {"operation": Operation.CHANGE, "roles": Roles(level=True, change=True)}  # 比2024年呢
    if cues.BOTH_YEARS(plan.question) and len(selection.years) > 1 and cues.DIFFERENCE(plan.question):
        roles = Roles(level=False, change=True, rate=cues.RATE(plan.question))
        update |= {"operation": Operation.CHANGE, "roles": roles, "question": plan.question}
    return update


def in_its_scope(plan: Plan, last: Plan) -> Plan:
    """2024年呢, after 机关运行经费里的差旅费: as that table, or that part of the budget, has it too."""
    place, before = plan.selection, last.selection
    same = len(plan.targets) == len(last.targets) == 1 and plan.targets[0].names == last.targets[0].names
    looked = plan.operation in (Operation.LOOKUP, Operation.CHANGE) and last.operation is Operation.LOOKUP
    if not same or not looked or place.forms or place.nature or place.classification or plan.against:
        return plan
    scope = {"forms": before.forms, "nature": before.nature, "classification": before.classification}
    return plan.model_copy(update={"selection": place.model_copy(update=scope)}) if any(scope.values()) else plan


_EXTREME = re.compile(r"\s*(?:那|那么|其中)?最[大小多少高低贵]的")
_PART_WHAT = re.compile(
    "(?:相?差|多|少|剩|缺)(?:的|下的|出来?的)?(?:那|这)?(?:部分|块|些|点|一部分)?(?:钱|金额)?(?:都|就)?是(?:什么|啥|哪)"
)
_THAN = re.compile(r"\s*(?:那|那么)?(?:比|较|同|跟|和|与)")
_THE_REST = re.compile(r"\s*(?:那|那么)?(?:其他|其余|剩下|剩余|别)的?(?:部分)?(?:呢|是什么|多少|占多少)*[?？。]?")


def _against_a_year(text: str) -> bool:
    """Whether a question begins with 比上年 or 比2024年."""
    return _THAN.match(text) is not None and bool(asked.YEAR_BEFORE(text) or _COMPARED.search(text))


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
    selection = _selection(plan, earlier).model_copy(update={"scope": BOTH})
    update = {"targets": last.targets, "against": (), "across": True, "selection": selection}
    return plan.model_copy(update=update)


_PROJECTS = re.compile("项目(?!支出|经费)")
_ACCOUNTS = re.compile("科目|[类款项]级|大类")
_OF_LISTS = (Operation.RANK, Operation.FILTER, Operation.COUNT, Operation.SUM, Operation.AVERAGE)


def _is_of_its_own(plan: Plan, last: Plan) -> bool:
    """数据局2025年前三大项目, after its 三公经费: what names its organization and what it lists stands for itself."""
    own = plan.selection.organizations
    listed = plan.operation in _OF_LISTS and bool(own)
    same = own == last.selection.organizations
    accounts = same and _ACCOUNTS.search(plan.question) is not None
    return listed and (_PROJECTS.search(plan.question) is not None or accounts)


def _left_out(plan: Plan, last: Plan) -> dict[str, object]:
    """What is asked for, of what was asked before: all of it (那图书馆呢), or its targets alone (降了多少)."""
    looking = plan.operation in (Operation.LOOKUP, Operation.NARRATIVE)
    gap = (
        looking
        and last.operation in (Operation.LOOKUP, Operation.VERIFY)
        and cues.DIFFERENCE(plan.question)
        and not plan.points
    )
    if plan.targets or _is_of_its_own(plan, last):
        return {}
    if gap and not plan.targets:  # 差多少, of one figure alone: of nothing
        return {"operation": Operation.DIFFERENCE, "targets": last.targets}
    if looking and WITHIN.match(plan.question) and len(last.targets) == 1 and plan.words:  # 其中小微企业多少
        target = last.targets[0].model_copy(update={"start": last.question.find(last.targets[0].text)})
        within: dict[str, object] = {
            "targets": (target,),
            "question": f"{last.question.rstrip('，,、;；?？。')}，{plan.question}",
        }
        return within | {"operation": Operation.LOOKUP}
    counted = plan.operation is last.operation is Operation.COUNT and not plan.words  # 2025年几个
    if (looking or counted) and not _says_something(plan) and not _asks_of_it(plan, last):
        return _all_of_it(plan, last)
    projects = last.operation in (*_LISTS, Operation.SUM, Operation.COUNT) and cues.PROJECTS(last.question)
    if plan.operation is Operation.RANK and projects and (last.operation in _LISTS or not last.targets):
        return {"targets": last.targets, "question": within_list(last, plan)}  # 最大的一个是什么
    purpose = plan.operation is Operation.NARRATIVE and cues.PURPOSE(plan.question) and len(last.targets) == 1
    kept = plan.operation is Operation.COUNT or (looking and not purpose and not _asks_of_it(plan, last))
    named = unnamed_part(plan)
    targets = (named,) if named is not None else None if kept else _beside(plan, last)
    of_project = plan.operation is Operation.INDICATOR and targets and not any(one.codes for one in targets)
    return {} if targets is None else {"against" if of_project else "targets": targets}  # 它的满意度目标


def _beside(plan: Plan, last: Plan) -> tuple[Target, ...]:
    """What was asked for before, without what it is set against now: 是水费的几倍, after 电费比水费多多少."""
    others = {name for target in plan.against for name in target.names}
    return tuple(target for target in last.targets if not others & {*target.names}) or last.targets


_OF_WHAT = re.compile("(?:用|花|投|放|列|落|去)(?:在|到|去|给|往)?(?:了)?(?:哪|什么|谁|何处)|(?:给|归)(?:了)?(?:谁|哪)")


def _asks_of_it(plan: Plan, last: Plan) -> bool:
    """Whether something else is asked of the item before than its figure: 这笔钱用在哪个项目了."""
    return len(last.targets) > 0 and _OF_WHAT.search(plan.question) is not None and not cues.AMOUNT(plan.question)


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
    if last.operation is Operation.REASON and _WHETHER.search(plan.question):  # 去年有吗
        update |= {"operation": Operation.LOOKUP, "roles": Roles(), "question": plan.question}
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
        "selection": _selection(plan, earlier).model_copy(update={"forms": last.selection.forms}),
    }  # fmt: skip
    return last.model_copy(update=update)


def _same_of_two_years(earlier: Sequence[Plan]) -> bool:
    """Whether the last two questions asked for one thing of two years: 涨幅多少 is between them."""
    if len(earlier) < 2:  # noqa: PLR2004
        return False
    first, second = earlier[-2:]
    same = first.targets == second.targets or (
        first.targets and second.targets and first.targets[0].names == second.targets[0].names
    )
    years = (first.selection.years, second.selection.years)
    return bool(same) and all(len(one) == 1 for one in years) and years[0] != years[1]


_AIM = re.compile("目标|指标")


_ASKS_ELSE = re.compile(
    "第[一二三四五六七八九十]|最[大小多少高低贵]|平均|[几多]倍|[这那]?(?:俩|[两三四五][个项者])的?(?:一共|合计|总共|加|之和|相?差)"
)


_BARE_ASKED = re.compile(r"^[\s，,]*(?:那|那么)?[^，,。；;？?]{2,14}?呢[?？。]?$")


def _says_something(plan: Plan) -> bool:
    """Whether the words left over are more than pointing: then the question stands for itself."""
    words = [word for word in plan.words if len(word) > 1]
    if not plan.selection.organizations and _ASKS_ELSE.search(plan.question):
        return True  # 第二贵的呢: not what was asked for before once more
    if any(word not in speaking() for word in words) and _AIM.search(plan.question):
        return True  # 今年目标册数: no amount again
    here = not (plan.selection.organizations or plan.selection.years)  # 澄湖那个局呢 only moves what was asked
    if here and _BARE_ASKED.search(plan.question) and any(not is_small(word) for word in plan.words):
        return True  # 数据港项目呢: a name of which but one character is no common word
    pointing = _POINTING.match(plan.question) and len(words) < 2 and plan.selection.years  # noqa: PLR2004
    return bool(words) and not (pointing and not content(words[0]))


def _years_back(plan: Plan, spoken: int) -> tuple[int, ...]:
    """去年 is the year before the one that is spoken of; 上年是多少，涨了多少 asks for both."""
    back = [step for step in steps_back(plan.question) if step]
    found = tuple(dict.fromkeys(spoken - step for step in back))
    return (*found, spoken) if found and plan.operation is Operation.CHANGE else found


_WHICH_UNITS = re.compile("谁|哪[一几]?[家个]|各[家局]|[几两三四五六](?:个?(?:单位|局|部门|委|街道)|家)|双方")
_UNITS_SAID = re.compile("[两三四五六](?:家|个(?:单位|部门|局))")
_ALL_UNITS = re.compile("所有|全部|各个?(?:单位|部门|局|家)|全[区市省县]|其他|别的|另外|哪些|还有")


def _of_year_compared(plan: Plan, last: Plan) -> bool:
    """基本支出占比呢, after what changed 比2018年: of the year spoken of, not of the one it was set against."""
    compared = last.operation is Operation.CHANGE and _COMPARED.search(last.question) is not None
    compared = compared or (last.operation is Operation.REASON and last.roles.change)
    one = plan.operation in (Operation.LOOKUP, Operation.RATIO, Operation.COMPOSITION)
    one = one and bool(plan.targets or plan.against)
    listed = plan.operation is Operation.RANK and not asked.MOST_CHANGED(plan.question)  # 哪项占得最多
    one = one or listed or (plan.operation is Operation.COMPOSITION and len(last.targets) == 1)
    return compared and one and len(last.selection.years) > 1 and not cues.BOTH_YEARS(plan.question)


def _selection(plan: Plan, earlier: Sequence[Plan]) -> Selection:
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
    if not own.years:
        update["years"] = last.years
        before = tuple(dict.fromkeys(year for each in earlier for year in each.selection.years))
        growing = plan.operation is Operation.CHANGE and not plan.targets and _same_of_two_years(earlier)
        if (cues.BOTH_YEARS(plan.question) and len(before) > 1) or growing:
            update["years"] = before
        elif _of_year_compared(plan, earlier[-1]):
            update["years"] = last.years[:1]
    elif len(own.years) == len(last.years) == 1 and _COMPARED.search(plan.question):
        checked = plan.operation is Operation.VERIFY  # 比2024年少了10万，对吗: of the year asked for before
        update["years"] = last.years if checked else tuple(dict.fromkeys((*last.years, *own.years)))  # 比2024年多多少
    elif len(last.years) == 1 and not own.organizations and not cues.years(plan.question):
        again = [one for one in steps_back(plan.question) if one] == [
            one for one in steps_back(earlier[-1].question) if one
        ]
        spoken = _years_back(plan, last.years[0])  # 上年决算呢, after 上年预算多少: of the same year
        update["years"] = last.years if again and spoken else spoken or own.years
    if not own.kind and "决算" not in own.stages:  # the result, or it and the budget, stands in both kinds
        update["kind"] = last.kind
    if not own.scope:
        update["scope"] = last.scope
    return own.model_copy(update=update)
