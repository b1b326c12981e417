"""What a follow-up says and its answer does not take up (未听到之词): 哪个节约得多 answered by which is larger.

A short question takes most of its meaning from those before it, so a word of it that the rules passed over can turn a
well confirmed figure into an answer to something else. Each kind of word that changes what is asked for must show in
the answer: in the kind, the year or the stage of a figure, in the operation, in its unit, or in its names. What does
not is told, and the figures count as unconfirmed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.fit.residue import as_printed, borne_out, content
from assistant.answer.messages import message
from assistant.plan import Operation
from assistant.understand.scoping.period import steps_back
from assistant.understand.words import asked, cues
from index.catalogue.forms import form_by_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.answer.model import Answer
    from assistant.plan import Plan

_CONFIRMED: Final = ("verified", "rounding")
_RATES: Final = frozenset({"%", "倍", "百分点", "‰"})
_MOVED: Final = frozenset({Operation.CHANGE, Operation.REASON})
_SAVED: Final = re.compile("节约|节省|节支|结余|省[了下出]|超支|超预算|没[花用]完|剩(?:[下余了多]|$)")
_JOINED: Final = re.compile(
    "加起来|合起来|加总|相加|之和|一起算|合并|合在一起|加一起|加在一起|加一块|(?:[两三四五]|几)[个项者家样笔](?:一共|总共|合计|共|一起|一块)"
)
_SHARE: Final = re.compile("占(?![用地]|[得的]?最|大头)|比重|比例|百分之|[几两三四五六七八九]成(?![立绩员本果功])")
_GAP: Final = re.compile(
    "(?:增加|减少|[多少])了?几[辆台个家人名套]|相差|差(?:了|出)?(?:多少|几)|差额|差距|[多少高低](?:了|出)?(?:多少|几[万千百])"
)
_TIMES: Final = re.compile("[几多]少?倍")
_SCALED: Final = re.compile("平均|均摊|除以|乘以|(?<!百)分之[一二三四五六七八九]|一半|打[一-九]折|每个?月|人均")
_FINAL: Final = re.compile("决算|实际(?!上)|执行数")
_EACH: Final = re.compile("各(?:自|占|是|有|多少)|分别")
_LISTED: Final = re.compile("哪[些几](?:个|项|块|类|家)?")
_PLANNED: Final = re.compile("年初(?:预算|数|安排|给|批|定|报)")
_POINTS: Final = re.compile(
    r"[这那][两三四五六七八九十几\d]*[项个笔者家样]|回到|前者|后者|[它他]们|第[一二三四五六七八九十\d]+|前[面一]|后[面一]|刚才|上面|那个|这个"
)
_YEAR: Final = re.compile(r"(20\d\d)年")


class _Told:
    """What an answer tells, for the words of its question to be looked for in it."""

    def __init__(self, answer: Answer, plan: Plan) -> None:
        self.plan = plan
        self.figures = (*answer.figures, *answer.supporting)
        self.units = {figure.unit for figure in answer.figures}
        self.years = {figure.year for figure in self.figures} | {*plan.selection.years}
        self.names = "　".join(f"{figure.label}{figure.kind}{figure.organization}" for figure in self.figures)
        self.worked_out = any(figure.derived for figure in answer.figures)
        cited = [one for one in answer.citations if any(one.number in each.citations for each in self.figures)]
        places = (part for one in cited for part in (one.row, one.column, one.table, one.section, one.quote))
        items = (name for target in (*plan.targets, *plan.against) for name in (target.text, *target.names))
        self.text = as_printed("　".join([answer.answer, self.names, *places, *items, plan.question]))

    def says(self, *words: str) -> bool:
        """Whether one of the words stands among the names of the figures."""
        return any(word in self.names for word in words)


def _of_two_stages(told: _Told) -> bool:
    staged = len(told.plan.selection.stages) > 1 or bool(told.plan.points) or len(told.plan.selection.years) > 1
    alone = told.plan.operation in (*_MOVED, Operation.COMPLETION)
    alone = alone or (told.plan.formula is not None and "-" in told.plan.formula.steps)  # 除了甲还剩多少
    return staged or alone or told.says("结余", "结转", "节约", "剩余")


def _is_joined(told: _Told) -> bool:
    return told.worked_out or told.plan.operation in (
        Operation.SUM,
        Operation.COUNT,
        Operation.VERIFY,
        Operation.COMPOSITION,
    )


def _is_gap(told: _Told) -> bool:
    return told.worked_out or told.plan.operation in _MOVED or told.says("增减", "增加", "减少", "差")


_SHOWS: Final[tuple[tuple[re.Pattern[str], Callable[[_Told], bool]], ...]] = (
    (_SAVED, _of_two_stages),
    (_JOINED, _is_joined),
    (_SHARE, lambda told: bool(told.units & _RATES)),
    (_GAP, _is_gap),
    (_TIMES, lambda told: bool(told.units & _RATES)),
    (_SCALED, lambda told: told.worked_out or told.says("均")),
    (_FINAL, lambda told: told.says("决算", "执行") or "决算" in told.text),
    (_EACH, lambda told: len(told.figures) > 1),
    (_LISTED, lambda told: len(told.figures) > 1 or told.plan.operation is not Operation.LOOKUP),
    (_PLANNED, lambda told: told.says("年初", "预算")),
)


def _years_missed(text: str, told: _Told, before: Sequence[Plan]) -> list[str]:
    """2023年, 去年, of which no figure is."""
    named = [match for match in _YEAR.finditer(text) if int(match[1]) not in told.years]
    missed = [match[0] for match in named if match[1] not in told.text]
    spoken = before[-1].selection.years
    back = [step for step in steps_back(text) if step]
    if back and len(spoken) == 1 and told.years <= {None, *spoken} and told.plan.operation not in _MOVED:
        missed += ["去年" if back[0] == 1 else "前年"]
    return missed


_INSIDE: Final = re.compile(r"[\s，,]*(?:那|那么)?(?:其中|里面|里头|这里面|当中)")
_NATURES: Final = frozenset({"基本支出", "项目支出", "人员支出", "公用支出", "人员经费", "公用经费"})
_WHOLES: Final = re.compile("总计|合计|基本支出|财政拨款|一般公共预算")
_FUNDS: Final = re.compile("财政拨款|一般公共预算|政府性基金|自有资金|其他资金")
_ALSO: Final = re.compile("也(?:是|都)?(?:这样|如此|这么|那样)|也(?:给我|帮我)?(?:比|对比|比较)")


_PLACED: Final = re.compile(r"第[一二三四五六七八九十]\S?|[这那][个项家]|它们?|前者|后者|其中")


_BARE: Final = re.compile(r"\s*(?:那|那么)?[^，,。；;？?\d]{2,14}?呢[?？。]?\s*")
_SHORT_ITEM: Final = re.compile(
    r"\s*(?:那|那么)?(?P<what>[^它其这那此们它他你我哪谁去今上本下前后一二三四五六七八九十几多少有〇\d])的?呢[?？。]?"
)
_THAN: Final = re.compile(r"\s*(?:那|那么)?(?:它|其)?(?:比|跟|和|与|较|同)[^，,。；;？?]{2,12}")
_OF_MONEY: Final = re.compile("钱|[万亿]?元|金额|万$")
_WHETHER: Final = re.compile(
    "(?:就是|是不是|等于|正好是|刚好是|应该是)[^，,。；;？?多少几\\d]{2,14}(?:吧|吗|么|不|呢)?[?？。]?$"
)


def _share_missed(text: str, told: _Told, last: Plan) -> list[str]:
    """比2024年高还是低, after a share, that the answer takes for the amount that has the share."""
    share = last.operation is Operation.RATIO and last.measure_word != "倍"
    plan, wholes = told.plan, {name for target in last.against for name in target.names}
    other = {name for target in plan.targets for name in target.names} - wholes
    here = not cues.years(text) and not steps_back(text)
    if share and here and other and plan.operation is Operation.LOOKUP and _BARE.fullmatch(text) is not None:
        return ["占比"]  # 职业年金呢, after a share: its share, and not its amount
    of_amounts = told.plan.operation in (*_MOVED, Operation.DIFFERENCE) and not told.units & _RATES
    than = _THAN.match(text) if share and of_amounts and not _OF_MONEY.search(text) else None
    return [f"{than.group().strip()}（占比）"] if than is not None else []


def _turn_missed(text: str, plan: Plan, last: Plan) -> list[str]:
    """其中 that is within nothing that was asked for before, 也是这样 that asks for something else."""
    missed = [] if plan.operation is last.operation or not (also := _ALSO.search(text)) else [also.group()]
    if plan.operation in (Operation.SUM, Operation.COMPUTE) and (whether := _WHETHER.search(text)) is not None:
        missed.append(whether.group().strip("？?。"))  # 加起来就是收入总计吧, of which only something was added up
    scoped, here = last.selection, plan.selection
    wholes = {name for target in plan.against for name in target.names}
    meant = [form for one in scoped.forms if (form := form_by_id(one)) is not None and form.nature == "basic"]
    basic = any(form.subject not in wholes for form in meant)  # 占多少, of the table's own subject, is of it
    lost = (basic and not here.forms) or (scoped.classification and not here.classification)
    again = last.operation is Operation.LOOKUP and {n for t in last.targets for n in t.names} & {
        n for t in plan.targets for n in t.names
    }
    if lost and again and not plan.selection.nature:
        missed.append(last.question.strip("？?。 "))  # of one table: its share and its sums are not known to be
    inside, own = _INSIDE.match(text), {name for target in plan.targets for name in target.names}
    item = last.targets[0] if len(last.targets) == 1 else None
    of_total = item is None or any(_WHOLES.search(name) for name in item.names)
    whole = len(plan.targets) == 1 and plan.targets[0].start < 0 and plan.targets[0].text in ("支出总计", "支出合计")
    if whole and last.targets != plan.targets and (place := _PLACED.search(text)) is not None:
        missed.append(place.group())  # 第三个去年多少, of no list: not what all of the budget was
    held = [
        target
        for target in plan.targets
        if target.text and re.search(rf"{re.escape(target.text)}(?:里面|里头|里|当中|中)的?", text)
    ]
    if (
        held
        and len(plan.targets) == 1
        and plan.operation is Operation.LOOKUP
        and not own & {n for t in last.targets for n in t.names}
    ):
        missed.append(f"{held[0].text}里的")  # 机关运行经费里的: not all of it
    funds = bool(own) and all(_FUNDS.search(name) for name in own) and item is not None  # 其中财政拨款, of the projects
    funds = funds and not any(re.search("收入|总计|采购", name) for name in item.names) if item is not None else False
    if inside and funds and plan.operation is Operation.LOOKUP:
        missed.append(inside.group().strip("那么，, "))
    unit_wide = own and own <= _NATURES and not any(target.measure for target in plan.targets)
    return [*missed, inside.group().strip("那么，, ")] if inside and unit_wide and not of_total else missed


def unheard(text: str, own: Plan, plan: Plan, before: Sequence[Plan], answer: Answer) -> list[str]:
    """The words of a follow-up that its answer does not take up; `own` is its plan by itself."""
    told = _Told(answer, plan)
    spoken = text
    for target in (*own.targets, *own.against):  # 节约用水项目: a word of a name asks for nothing
        spoken = spoken.replace(target.text, "〇") if target.text else spoken
    missed = [found.group() for pattern, shows in _SHOWS if (found := pattern.search(spoken)) and not shows(told)]
    missed += [*_years_missed(spoken, told, before), *_turn_missed(text, plan, before[-1])]
    missed += _share_missed(spoken, told, before[-1])
    asks = cues.requested_units(spoken) if asked.CONVERTED(spoken) else ()  # 换成元, and not 差多少万
    units = [unit for unit in asks if unit not in told.units and not told.units & _RATES]
    left = [word for word in own.words if len(word) > 1 and not _POINTS.match(word)]
    left = [word for word in left if not (plan.listed and asked.EACH_LEFT(word))]
    short = _SHORT_ITEM.fullmatch(spoken)  # 车的呢: one character names an item here
    left += [short["what"]] if short is not None and as_printed(short["what"]) not in told.text else []
    words = [word for word in left if (len(word) == 1 or content(word)) and not borne_out(word, told.text)]
    return list(dict.fromkeys(word.replace("〇〇", "〇").replace("〇", "…") for word in (*missed, *units, *words)))


def attended(text: str, own: Plan, plan: Plan, before: Sequence[Plan], answer: Answer) -> Answer:
    """The answer to a follow-up, unconfirmed and with a note where words of the question are not taken up in it."""
    if answer.status != "answered" or not answer.figures or not before:
        return answer
    missed = unheard(text, own, plan, before, answer)
    if not missed:
        return answer
    note = message("unheard", words="、".join(missed))
    confirmed = answer.verification.status in _CONFIRMED  # a contradiction of the documents stays one
    update = {"status": "unverified"} if confirmed else {}
    verification = answer.verification.model_copy(update=update)
    return answer.model_copy(update={"verification": verification, "answer": f"{note}\n\n{answer.answer}"})
