"""Indicators by what their targets are (按目标值筛选指标): 满意度指标里低于90%的有哪些, and one indicator told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assistant.answer.limits import COMPARED, condition_text
from assistant.answer.messages import message
from assistant.understand.words import cues
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Source
    from assistant.execute.ledger import IndicatorEntry
    from assistant.plan import Threshold


def list_within(work: Work, projects: Collection[str]) -> Status:
    """Tell the indicators, of the level and the projects that are named, whose targets are on the side asked for."""
    limit = work.plan.threshold
    said = [_say_within(work, source, projects, limit) for source in work.chosen if limit is not None]
    return "answered" if any(said) else "not_found"


def leading(work: Work, shown: Sequence[IndicatorEntry]) -> list[IndicatorEntry]:
    """满意度目标最高的: those with the highest target, or the lowest, of those in the unit that most have."""
    valued = [one for one in shown if one.value is not None]
    units = Counter(one.unit for one in valued)
    of_unit = [one for one in valued if one.unit == units.most_common(1)[0][0]] if units else []
    best = (min if work.plan.ascending else max)((one.value or 0 for one in of_unit), default=None)
    own = [one for one in of_unit if one.value == best]
    return [one for one in own if one.project] or own


def say_without(work: Work, found: Sequence[IndicatorEntry], shown: Sequence[IndicatorEntry]) -> Status:
    """没有成本指标的项目: the projects that have indicators, and none of that level."""
    having = {one.project for one in shown}
    first = {one.project: one for one in reversed(found) if one.project}
    without = [name for name in dict.fromkeys(one.project for one in found if one.project) if name not in having]
    for source in work.chosen:
        own = [name for name in without if first[name].source.id == source.id]
        if own:
            mark = work.draft.cite_indicator(first[own[0]])
            number = work.draft.count(len(own), "个", "没有该类指标的项目", source, mark)
            names = "、".join(f"{name}[{work.draft.cite_indicator(first[name])}]" for name in own)
            work.draft.say(message("count", who=work.who(source), label="没有该类指标的项目", figure=number))
            work.draft.say(names)
    return "answered" if without else "not_found"


def _say_within(work: Work, source: Source, projects: Collection[str], limit: Threshold) -> bool:
    named = {name for target in work.plan.targets for name in target.names}
    found = [one for one in work.ledger.indicators(source.ids) if not named or one.name in named]
    of_level = [entry for entry in found if level_named(entry, work.plan.question)]
    rates: dict[tuple[str, str, str], IndicatorEntry] = {}
    for entry in of_level or found:
        if entry.unit == limit.unit and entry.value is not None and (not projects or entry.project in projects):
            rates.setdefault((normalise(entry.project), normalise(entry.name), str(entry.value)), entry)
    own = {key[1:] for key in rates if key[0]}  # the table of the whole department prints them once more
    rates = {key: one for key, one in rates.items() if key[0] or key[1:] not in own}
    fitting = [one for one in rates.values() if _fits(one, limit)]
    if not rates:
        return False
    condition = condition_text(limit)
    if not fitting:
        work.draft.say(message("nothing_fits", who=work.who(source), label="指标", condition=condition))
        return True
    if cues.COUNT(work.plan.question):
        number = work.draft.count(len(fitting), "个", "指标", source, work.draft.cite_indicator(fitting[0]))
        work.draft.say(message("count", who=work.who(source), label=f"指标{condition}的", figure=number))
    for entry in fitting:
        say_indicator(work, entry)
    return True


def _fits(entry: IndicatorEntry, limit: Threshold) -> bool:
    return entry.value is not None and COMPARED[limit.comparator](entry.value, limit.value)


def level_named(entry: IndicatorEntry, question: str) -> bool:
    """Whether a question names the level that an indicator is of."""
    return any(level and level.removesuffix("指标") in question for level in (entry.level1, entry.level2))


def say_indicator(work: Work, entry: IndicatorEntry) -> None:
    """The target of an indicator, with its project or its table."""
    project = f"《{entry.project}》" if entry.project else f"{entry.table_title}"
    if entry.value is not None:
        text = work.draft.indicator(entry)
        work.draft.say(
            message(
                "indicator",
                who=work.who(entry.source),
                project=project,
                name=entry.name,
                direction=entry.direction,
                figure=text,
            )
        )
        return
    mark = f"[{work.draft.cite_indicator(entry)}]"
    work.draft.say(
        message(
            "indicator_text",
            who=work.who(entry.source),
            project=project,
            name=entry.name,
            text=f"{entry.direction}{entry.target}",
            mark=mark,
        )
    )
