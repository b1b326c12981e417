"""What a follow-up says and its answer does not take up (未听到之词): 哪个节约得多 answered by which is larger.

A short question takes most of its meaning from those before it, so a word of it that the rules passed over can turn a
well confirmed figure into an answer to something else. Each kind of word that changes what is asked for must show in
the answer: in the kind, the year or the stage of a figure, in the operation, in its unit, or in its names. What does
not is told, and the figures count as unconfirmed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.messages import message
from assistant.answer.residue import as_printed, borne_out, content
from assistant.plan import Operation
from assistant.understand import cues
from assistant.understand.scope import steps_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistant.answer.model import Answer
    from assistant.plan import Plan

_CONFIRMED: Final = ("verified", "rounding")
_RATES: Final = frozenset({"%", "倍", "百分点", "‰"})
_MOVED: Final = frozenset({Operation.CHANGE, Operation.REASON})
_SAVED: Final = re.compile("节约|节省|节支|结余|省[了下出]|超支|超预算|没[花用]完|剩(?:[下余了多]|$)")
_JOINED: Final = re.compile(
    "加起来|合起来|加总|相加|之和|一起算|合并|合在一起|加一起|加在一起|加一块|(?:[两三四五]|几)[个项者家样笔](?:一共|总共|合计|共)"
)
_SHARE: Final = re.compile("占(?![用地])|比重|比例|百分之|[几两三四五六七八九]成(?![立绩员本果功])")
_GAP: Final = re.compile("相差|差(?:了|出)?(?:多少|几)|差额|差距|[多少高低](?:了|出)?(?:多少|几[万千百])")
_TIMES: Final = re.compile("[几多]少?倍")
_SCALED: Final = re.compile("平均|均摊|除以|乘以|(?<!百)分之[一二三四五六七八九]|一半|打[一-九]折|每个?月|人均")
_FINAL: Final = re.compile("决算|实际(?:花|用|支|执行|完成|开支)|执行数")
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
    return staged or alone or told.says("结余", "结转", "节约", "剩余")


def _is_joined(told: _Told) -> bool:
    return told.worked_out or told.plan.operation in (Operation.SUM, Operation.COUNT, Operation.VERIFY)


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
_ALSO: Final = re.compile("也(?:是|都)?(?:这样|如此|这么|那样)")


def _turn_missed(text: str, plan: Plan, last: Plan) -> list[str]:
    """其中 that is within nothing that was asked for before, 也是这样 that asks for something else."""
    missed = [] if plan.operation is last.operation or not (also := _ALSO.search(text)) else [also.group()]
    inside, own = _INSIDE.match(text), {name for target in plan.targets for name in target.names}
    item = last.targets[0] if len(last.targets) == 1 else None
    of_total = item is None or any(_WHOLES.search(name) for name in item.names)
    unit_wide = own and own <= _NATURES and not any(target.measure for target in plan.targets)
    return [*missed, inside.group().strip("那么，, ")] if inside and unit_wide and not of_total else missed


def unheard(text: str, own: Plan, plan: Plan, before: Sequence[Plan], answer: Answer) -> list[str]:
    """The words of a follow-up that its answer does not take up; `own` is its plan by itself."""
    told = _Told(answer, plan)
    spoken = text
    for target in (*own.targets, *own.against):  # 节约用水项目: a word of a name asks for nothing
        spoken = spoken.replace(target.text, "〇") if target.text else spoken
    missed = [found.group() for pattern, shows in _SHOWS if (found := pattern.search(spoken)) and not shows(told)]
    missed += [*_years_missed(spoken, told, before), *_turn_missed(spoken, plan, before[-1])]
    units = [unit for unit in cues.requested_units(spoken) if unit not in told.units and not told.units & _RATES]
    left = [word for word in own.words if len(word) > 1 and not _POINTS.match(word)]
    words = [word for word in left if content(word) and not borne_out(word, told.text)]
    return list(dict.fromkeys([*missed, *units, *words]))


def attended(text: str, own: Plan, plan: Plan, before: Sequence[Plan], answer: Answer) -> Answer:
    """The answer to a follow-up, unconfirmed and with a note where words of the question are not taken up in it."""
    if answer.status != "answered" or answer.verification.status not in _CONFIRMED or not before:
        return answer
    missed = unheard(text, own, plan, before, answer)
    if not missed:
        return answer
    note = message("unheard", words="、".join(missed))
    verification = answer.verification.model_copy(update={"status": "unverified"})
    return answer.model_copy(update={"verification": verification, "answer": f"{note}\n\n{answer.answer}"})
