"""Answering performance indicators (绩效指标): targets with direction and unit, for the project meant."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import or_

from assistant.answer.draft import Draft
from assistant.answer.fit.claims import compare_target
from assistant.answer.lists.indicators_within import leading, level_named, list_within, say_indicator, say_without
from assistant.answer.lookups.lookup import answer_lookup, year_before
from assistant.answer.messages import message
from assistant.answer.model import CheckResult
from assistant.understand.words import asked, cues
from index.catalogue.vocabulary import normalise
from index.store.schema import IndicatorRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.ledger import IndicatorEntry
    from assistant.plan import Target

_HOW_MANY = re.compile(r"(?:几|多少)[一-龥]{1,3}(?:$|[一-龥])")
_WITHOUT = re.compile(
    "(?:没有?|未|不)(?:设置?|定|列|含|安排)?[^，,。；;？?有]{0,8}指标的?[^，,。；;？?]{0,4}(?:项目|有|是)"
)
_LISTED = 12  # targets of a level that are told one by one
_CITED = 6  # places that are cited of targets that are the same
_FEW = 2  # different targets told side by side; more are not told apart by the question
_EMPTY_WORDS = frozenset(
    {"多少", "数量", "目标", "项目", "完成", "年度", "本年", "今年", "要求", "计划", "预算", "情况", "面积"}
)


def answer_indicator(work: Work) -> Status:
    """Answer what targets are set for indicators."""
    limit = work.plan.threshold
    if not work.plan.targets or (limit is not None and limit.unit == "%"):
        return _list(work)
    statuses = [_answer(work, target) for target in work.plan.targets]
    for status in ("clarify", "answered"):
        if status in statuses:
            _say_left(work)
            compare_target(work)
            return status
    return "not_found" if statuses else answer_lookup(work)


def _say_left(work: Work) -> None:
    """Tell which part of the question no indicator was found for: 买几台、能办多少事项."""
    begin = 0
    for match in re.finditer(r"[^、，,；;。？?]+", work.plan.question):
        begin, end = match.span()
        named = (*work.plan.targets, *work.plan.against)
        inside = any(begin <= target.start < end for target in named)
        word = cues.measure_word(match.group())
        counted = word and any(word in figure.unit for figure in work.draft.figures)
        if work.plan.targets[0].start < begin and not inside and not counted and _HOW_MANY.search(match.group()):
            work.draft.say(message("indicator_left", words=match.group().strip()))


def _list(work: Work) -> Status:
    """All indicators of the projects named, of the level named (产出, 效益, 满意度 …) where one is."""
    names = {normalise(name) for target in work.plan.against for name in target.names}
    if work.plan.threshold is not None:
        return list_within(work, names)
    if not names:
        return _list_level(work)
    found = work.ledger.indicators([one for source in work.chosen for one in source.ids])
    own = [entry for entry in found if normalise(entry.project) in names and entry.target]
    of_level = [entry for entry in own if level_named(entry, work.plan.question)]
    named_level = any(level_named(entry, work.plan.question) for entry in found)
    shown = of_level if named_level else own
    for entry in shown:
        say_indicator(work, entry)
    return "answered" if shown else "not_found"


def _list_level(work: Work) -> Status:
    """满意度指标有哪些: all targets of a level, or whose names hold its word; those that are many by what they set."""
    level = asked.INDICATORS_OF.search(work.plan.question)
    word = level["level"] if level else ""
    found = work.ledger.indicators([one for source in work.chosen for one in source.ids])
    shown = [one for one in found if word and one.target and word in f"{one.level1}{one.level2}{one.name}"]
    if _WITHOUT.search(work.plan.question):
        return say_without(work, found, shown)
    shown = leading(work, shown) if cues.RANK(work.plan.question) else shown
    if len(shown) <= _LISTED:
        for entry in shown:
            say_indicator(work, entry)
        return "answered" if shown else "not_found"
    alike: defaultdict[tuple[int, str, str], list[IndicatorEntry]] = defaultdict(list)
    for entry in shown:
        alike[entry.source.id, entry.direction, f"{entry.target}{entry.unit}"].append(entry)
    for group in alike.values():
        first = next((one for one in group if one.value is not None), group[0])
        target = work.draft.indicator(first) if first.value is not None else first.target
        names = "、".join(dict.fromkeys(one.name for one in group))
        marks = "".join(f"[{work.draft.cite_indicator(one)}]" for one in group[1:_CITED])
        work.draft.say(
            message(
                "indicators_alike",
                who=work.who(first.source),
                names=names,
                direction=first.direction,
                figure=target,
                marks=marks,
            )
        )
    return "answered"


def answer_spoken(work: Work) -> Status:
    """Targets of the unit asked for (几天), or asked for as such, whose names the question words otherwise."""
    word = work.plan.measure_word
    wanted = word or cues.INDICATOR(work.plan.question) or "要求" in work.plan.question
    if cues.ACTUAL(work.plan.question) or not wanted:
        return "not_found"
    asked = _bigrams(work.plan.question)
    for source in work.sources:  # 数据管理局|会议: its name asks for no 数据
        asked -= _bigrams(source.organization)
    scored: list[tuple[tuple[int, int], IndicatorEntry]] = []
    for entry in work.ledger.indicators([one for source in work.chosen for one in source.ids]):
        own, name = _bigrams(entry.name) & asked, _bigrams(entry.name)
        enough = len(own) >= max(1, len(entry.name) // 4) if word else 2 * len(own) >= len(name) > 1
        if entry.value is not None and enough and (not word or _counts(entry.unit, word)):
            scored.append(((len(own), len(_bigrams(entry.project) & asked)), entry))
    if not scored:
        return "not_found"
    best = max(score for score, _ in scored)
    leading = [entry for score, entry in scored if score == best]
    targets = {(entry.value, entry.unit) for entry in leading}
    if len({(*one, entry.name) for one in targets for entry in leading}) > _FEW:
        return "not_found"
    for entry in leading:
        say_indicator(work, entry)
    if len(targets) > 1 and len({entry.source.id for entry in leading}) > 1:
        work.draft.withdraw()
        work.draft.lines.insert(0, message("clarify_years", label=leading[0].name))
        return "clarify"
    _compare(work, leading)
    return "answered"


def of_its_project(work: Work) -> Status | None:
    """The target of that unit of a project that is named; None where the project has none."""
    word, names = work.plan.measure_word, {name for target in work.plan.targets for name in target.names}
    rows = work.ledger.indicators([one for source in work.chosen for one in source.ids]) if word and names else []
    own = [one for one in rows if one.project in names and _counts(one.unit, word)]
    told = instead_of_amount(work) if own else None
    if told is None and len({(one.name, one.target) for one in own}) == 1 and own[0].value is not None:
        say_indicator(work, own[0])  # 要替换多少台: the one target of the project in that unit
        return "answered"
    return told


def worded_otherwise(work: Work) -> Status | None:
    """教师培训项目的培训人数指标值: the indicator that the words are of (培训教师人数), where only money was found."""
    trial = replace(work, draft=Draft(work.plan.question))
    if answer_spoken(trial) != "answered":
        return None
    work.draft.restart()
    return answer_spoken(work)


def instead_of_amount(work: Work) -> Status | None:
    """河道保洁多少公里: the target of that unit, where only money was found; None where no indicator has it."""
    return worded_otherwise(work) if work.plan.measure_word else None


def _bigrams(text: str) -> set[str]:
    folded = normalise(text)
    return {folded[i : i + 2] for i in range(len(folded) - 1) if folded[i : i + 2] not in _EMPTY_WORDS}


def _counts(unit: str, word: str) -> bool:
    """Whether a printed unit counts what a measure word asks for: 万件 by 件, 日 by 天; 万元/公里 counts no 公里."""
    unit = unit.partition("/")[0]
    return word in unit or (word == "天" and "日" in unit) or (word in ("人", "名") and unit[:1] in ("人", "名"))


def _answer(work: Work, target: Target) -> Status:
    if not target.names:
        return "not_found"  # what no document names
    shortest = min(target.names, key=len)
    found = work.ledger.indicators(
        [one for source in work.chosen for one in source.ids],
        or_(IndicatorRow.name.in_(target.names), IndicatorRow.name.startswith(shortest, autoescape=True)),
    )
    found = _of_project(work, _spoken(work, found, target)) or _within_project(work, target)
    if not found:
        return "not_found"
    filled = [entry for entry in found if entry.target]
    if not filled:
        first = found[0]
        number = work.draft.cite_indicator(first)
        work.draft.say(
            message(
                "indicator_blank", who=work.who(first.source), name=f"{first.project} {first.name}".strip(),
                table=f"《{first.table_title}》[{number}]",
            )
        )  # fmt: skip
        return "not_found"
    filled += _elsewhere(work, filled)
    otherwise = _of_the_year(work, found)
    for entry in (*otherwise, *filled):
        say_indicator(work, entry)
    if otherwise:
        work.draft.withdraw()
        work.draft.lines.insert(0, message("clarify_years", label=target.text))
        return "clarify"
    _compare(work, filled)
    return "answered"


def _of_the_year(work: Work, found: Sequence[IndicatorEntry]) -> list[IndicatorEntry]:
    """The indicators found, of a project of a year, where the year before its name may say so: 24年|平台升级."""
    names = {entry.name for entry in found}
    for project in work.plan.against:
        spoken = year_before(work, project)
        if spoken is None:
            continue
        sources = [one for source in work.sources if source.year == spoken[0] for one in source.ids]
        others = work.ledger.indicators(sources, IndicatorRow.name.in_(names))
        return [entry for entry in others if entry.project in spoken[1].names and entry.target]
    return []


def _elsewhere(work: Work, found: Sequence[IndicatorEntry]) -> list[IndicatorEntry]:
    """The same indicator with another target in another table of the document: the overall table names no project."""
    more: list[IndicatorEntry] = []
    for first in found:
        same = work.ledger.indicators([first.source.id], IndicatorRow.name == first.name)
        for other in same:
            own = not other.project or not first.project or normalise(other.project) == normalise(first.project)
            differs = (other.value, other.unit) != (first.value, first.unit) and other.value is not None
            known = other.id in {one.id for one in (*found, *more)}
            if own and differs and not known and other.table_id != first.table_id and _only(same, other, first):
                more.append(other)
    return more


def _only(same: Sequence[IndicatorEntry], other: IndicatorEntry, first: IndicatorEntry) -> bool:
    """Whether a table names the indicator once: only then is it surely the same one."""
    return all(sum(one.table_id == table for one in same) == 1 for table in (other.table_id, first.table_id))


def _spoken(work: Work, found: Sequence[IndicatorEntry], target: Target) -> list[IndicatorEntry]:
    """Among indicators of like names, those whose own names hold other words of the question; else the named ones."""
    folded = {normalise(word) for word in work.plan.words if len(word) > 1}
    spoken = [entry for entry in found if any(word in normalise(entry.name) for word in folded)]
    if not spoken and folded:  # 一件事的办件量, linked as 审批服务办件量: 一件事集成套餐办件量
        others = work.ledger.indicators([one for source in work.chosen for one in source.ids])
        like = [entry for entry in others if normalise(target.text) in normalise(entry.name)]
        spoken = [entry for entry in like if any(word in normalise(entry.name) for word in folded)]
    return spoken or [entry for entry in found if entry.name in target.names]


def _of_project(work: Work, found: Sequence[IndicatorEntry]) -> list[IndicatorEntry]:
    """The indicators of the projects named in the question, where it names any that have them."""
    named = {normalise(name) for target in work.plan.against for name in target.names}
    named |= {normalise(word) for word in work.plan.words if len(word) > 2}  # noqa: PLR2004 - shorter words say too little
    exact = [entry for entry in found if normalise(entry.project) in named]
    if exact and not cues.SAME_NAME(work.plan.question):
        return exact
    close = [entry for entry in found if any(word in normalise(entry.project) for word in named)]
    if work.plan.against and not close and any(entry.project for entry in found):
        return []  # the project named has no such indicator
    return close or list(found)


def _within_project(work: Work, target: Target) -> list[IndicatorEntry]:
    """完成时限, of a project whose own indicator says more: 项目完成时限."""
    named = {normalise(name) for project in work.plan.against for name in project.names}
    own = work.ledger.indicators([one for source in work.chosen for one in source.ids]) if named else []
    word = normalise(target.text)
    return [entry for entry in own if normalise(entry.project) in named and word in normalise(entry.name)]


def _compare(work: Work, found: Sequence[IndicatorEntry]) -> None:
    """The same indicator of the same project in two tables of one document: equal targets confirm each other."""
    groups: dict[tuple[int, str], list[IndicatorEntry]] = defaultdict(list)
    for entry in found:
        if entry.value is not None:
            groups[(entry.source.id, normalise(entry.name))].append(entry)
    for entries in groups.values():
        first = entries[0]
        for other in entries[1:]:
            same_project = (
                not first.project or not other.project or normalise(first.project) == normalise(other.project)
            )
            if not same_project or other.table_id == first.table_id or first.value is None or other.value is None:
                continue
            equal = (first.value, first.unit) == (other.value, other.unit)
            places = [f"{one.table_title} {one.printed}" for one in (first, other)]
            work.draft.checks.append(
                CheckResult(
                    kind="indicator",
                    statement=f"{first.name}：{places[0]} / {places[1]}",
                    expected=str(first.value), actual=str(other.value), difference=str(other.value - first.value),
                    tolerance="0", outcome="exact" if equal else "contradiction",
                    citations=[work.draft.cite_indicator(first), work.draft.cite_indicator(other)],
                )
            )  # fmt: skip
