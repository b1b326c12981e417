"""Answering look-ups (查数): one figure for each target and document, or the honest ending that fits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.answer.draft import entry_label, place_text
from assistant.answer.endings import last_year_instead, not_counted, not_printed
from assistant.answer.fit.residue import as_printed, borne_out, content, limits
from assistant.answer.limits import say_whether
from assistant.answer.lookups.apart import by_stage, by_year
from assistant.answer.lookups.choices import (
    ask_document,
    ask_reading,
    say_absent,
    say_blank,
    say_part,
    several_organizations,
)
from assistant.answer.lookups.count_parts import say_kinds
from assistant.answer.lookups.denied import say_denied, say_unread
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.not_in_table import say_not_in_table
from assistant.answer.lookups.other_kind import of_other_kind
from assistant.answer.lookups.own_figures import money_of, of_absent_table
from assistant.answer.lookups.rows import added_up, under_named
from assistant.answer.messages import message
from assistant.answer.points import at_points, stage_pairs
from assistant.answer.stating import contradicted, say_figure
from assistant.execute.projects import namesakes
from assistant.execute.resolve import Resolved, resolve
from assistant.plan import Operation, TargetKind
from assistant.understand.words import cues
from index.catalogue.vocabulary import normalise
from index.model.units import is_money
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_AMOUNT_OF: Final = re.compile("(?:预算|决算|支出|经费|金额|费用|资金)+$")
_WHICH_ITEMS: Final = re.compile("哪(?:些|几个?|一?个)(?:[类款项]级)?(?:科目|项目)")
_YEAR_BEFORE = re.compile(r"((?:20)?\d{2})年度?的?")


def answer_lookup(work: Work) -> Status:
    """Answer a look-up of one or more targets, at each stage named."""
    status = _look_up(work)
    if status == "answered":
        say_whether(work)
    other = of_other_kind(work) if status == "not_found" else None
    if other is None:
        return status
    said = list(work.draft.lines)
    work.draft.lines.clear()
    found = _look_up(other)
    if found == "not_found":
        work.draft.lines[:] = said
    return found


def _look_up(work: Work) -> Status:
    if work.plan.points and all([_say_points(work, target) for target in work.plan.targets]):  # noqa: C419 - each is said
        return "answered"
    both = {"决算", "年初预算"} == set(work.plan.selection.stages) and _say_both_stages(work)
    if both or (len(work.plan.targets) == 1 and _say_narrower(work, work.plan.targets[0])):
        return _of_all_items(work) if both else "answered"
    targets = list({(target.names, target.codes, target.measure): target for target in work.plan.targets}.values())
    statuses = [answer_target(each, target) for target in targets for one in by_year(work) for each in by_stage(one)]
    together = not re.search(r"[、，,；;和与及跟]|分别|各", work.plan.question)
    if "not_found" in statuses and "answered" in statuses and together:
        work.draft.withdraw()  # one thing was asked for, and part of it is not there
        return "not_found"
    work.draft.unsure = work.draft.unsure or len(set(statuses)) > 1  # a part of what is asked for is not there
    for status in ("clarify", "answered"):
        if status in statuses:
            return status
    return "not_found"


def _say_points(work: Work, target: Target) -> bool:
    """The figure of each point named, where all of them are printed."""
    found = at_points(work, target)
    if len(found) < len(work.plan.points):
        return False
    for name, entry in found:
        figure = work.draft.figure(entry, f"{name} {entry_label(entry)}")
        stands = f"（{place_text(entry)}）"
        work.draft.say(message("figure", who=f"{name}：", label=entry_label(entry), figure=figure, stands=stands))
    return True


def _of_all_items(work: Work) -> Status:
    """哪些科目的决算等于预算: the whole at both stages is no answer to what is asked of each of its items."""
    if not _WHICH_ITEMS.search(work.plan.question):
        return "answered"
    work.draft.withdraw()
    work.draft.lines.insert(0, message("not_computed"))
    return "not_found"


def _say_both_stages(work: Work) -> bool:
    """年初预算和决算各是多少: both, of one document or of the two that print them."""
    pairs = {target: stage_pairs(work, target) for target in work.plan.targets}
    if not pairs or not all(pairs.values()):
        return False
    for final, budget in (pair for found in pairs.values() for pair in found):
        for entry in (budget, final):
            printed = entry.stage if entry.source.kind == "决算" else "年初预算"  # 预算数 as it is
            name = f"{entry.source.year}年{'决算' if entry is final else printed} {entry_label(entry)}"
            figure = work.draft.figure(entry, name)
            stands = f"（{place_text(entry)}）"
            work.draft.say(message("figure", who=work.who(entry.source), label=name, figure=figure, stands=stands))
    return True


def _say_narrower(work: Work, target: Target) -> bool:
    """采购预算里预留给中小企业的: a part of the target that sentences state, named by words that nothing else explains.

    Where such words name no part, the figure of the target may not be what is asked for.
    """
    printed = as_printed("　".join(target.names))  # 小微企业的|合同|金额
    spoken = (part for word in work.plan.words if limits(work.plan, word) for part in content(word))
    if not (words := [word for word in spoken if word not in printed]):
        return False
    said = False
    for source in work.chosen:
        held = work.ledger.stated(source.ids, StatementRow.role == "level", StatementRow.fen.is_not(None))
        own = [
            entry for entry in held
            if entry.subject not in target.names and _speaks_of(entry, target)
            and all(word in as_printed(entry.subject) for word in words)
        ]  # fmt: skip
        if own and len({entry.worth for entry in own}) == 1:
            say_figure(work, Resolved(source, target, own[0]))
            said = True
    work.draft.unsure = work.draft.unsure or not said
    return said


def _speaks_of(entry: Entry, target: Target) -> bool:
    """Whether a sentence, or its heading, is about a target."""
    told = normalise(entry.sentence + entry.section)
    names = (_AMOUNT_OF.sub("", name) for name in (target.text, *target.names))
    return any(normalise(name) in told for name in names if name)


def answer_other_kind(work: Work, sources: Sequence[Source]) -> Status | None:
    """What the text of a document of another kind states at the kind asked for: last year's 决算 in a budget."""
    selection = work.plan.selection
    said = False
    for source in sources:
        for target in work.plan.targets:
            stated = work.ledger.stated_named(source.ids, target.names, target.codes)
            fitting = [
                entry
                for entry in stated
                if entry.role == "level"
                and entry.stage == selection.kind
                and (entry.year in selection.years if selection.years else entry.year == source.year)
            ]
            if fitting and len({entry.worth for entry in fitting}) == 1:
                entry = fitting[0]
                figure = work.draft.figure(entry)
                who, label = f"{source.label}：", f"{entry.year}年{entry_label(entry)}"
                stands = f"（{place_text(entry)}）"
                work.draft.say(message("figure", who=who, label=label, figure=figure, stands=stands))
                said = True
    return "answered" if said else None


def answer_target(work: Work, target: Target) -> Status:
    """Answer one target."""
    sources = work.chosen or list(work.sources)  # a table may print the year before
    spoken = _spoken_of(work, target, sources)
    reading = _of_readings(work, spoken)
    if reading is not None:
        return reading
    found = [money_of(work, each) for each in spoken if not _of_other_kind(work, each)]
    figures = [each for each in found if each.found]
    if work.plan.selection.years and not work.chosen and not figures:
        return last_year_instead(work, target)
    if not figures:
        return _without_figures(work, target, sources, spoken)
    ending = _not_plainly(work, target, figures)
    if ending is not None:
        return ending
    printed = as_printed("　".join([*target.names, *(each.main.row_label for each in figures if each.main)]))
    loose = [word for word in target.loose if not borne_out(word, printed)]
    if loose:
        places = [(work.plan.question.find(word), len(word)) for word in loose]
        places.append((target.start, len(target.text)))
        words = work.plan.question[min(at for at, _ in places) : max(at + length for at, length in places)]
        work.draft.say(message("loose", words=words, label=target.text))
        work.draft.unsure = True
    absent = of_absent_table(work, figures)
    for each in figures:
        say_figure(work, each)
        if each.main is not None:
            say_kinds(work, each.main)
    if absent:
        work.draft.withdraw()
        work.draft.lines.insert(0, message("no_table"))
        return "not_found"
    _of_other_years(work, target, figures)
    say_absent(work, target, figures)
    if target.kind is TargetKind.PROJECT and work.plan.operation is Operation.LOOKUP:
        _say_namesakes(work, target, figures)
    return "answered"


def _without_figures(work: Work, target: Target, sources: Sequence[Source], spoken: Sequence[Resolved]) -> Status:
    """Why nothing is answered of a target: empty cells, amounts where a count is asked for, nothing of the name.

    `spoken` is what was found, of whatever kind.
    """
    blanks = [each for each in spoken if each.blank and not _of_other_kind(work, each)]
    for each in blanks:
        say_blank(work, each)
    if blanks or _say_undivided(work, target, sources) or say_not_in_table(work, target, sources):
        return "not_found"
    if say_denied(work, target, sources):
        return "answered"
    amounts = [each.main for each in spoken if each.main is not None and _of_other_kind(work, each)]
    if not amounts and not work.plan.selection.stages and say_unread(work, target, sources):
        return "not_found"
    return not_counted(work, target, amounts) if amounts else not_printed(work, target, sources)


def _say_undivided(work: Work, target: Target, sources: Sequence[Source]) -> bool:
    """公用经费里的办公费, where only the whole account is printed: it is told, and is no answer."""
    whole = target.model_copy(update={"measure": ""})
    found = [each for each in resolve_all(work, whole, sources) if each.found] if target.measure else []
    if not found:
        return False
    work.draft.say(message("crossed", item=target.text, within=target.measure))
    told = list(work.draft.figures)
    for each in found:
        say_figure(work, each)
    work.draft.demote([each.main for each in found if each.main is not None])
    work.draft.figures[:0] = [figure for figure in told if figure not in work.draft.figures]
    return True


def _of_readings(work: Work, found: Sequence[Resolved]) -> Status | None:
    """The ending where rows of one name are to be added, or where the words may mean several accounts."""
    for each in found:
        if cues.SUM(work.plan.question) and added_up(work, each):
            return "answered"
        if each.readings:
            return ask_reading(work, each)
    return None


def _say_namesakes(work: Work, target: Target, figures: Sequence[Resolved]) -> None:
    """The projects of the same name but for the year in it (23年…): which one is meant is for the asker to see."""
    told = {each.main.subject for each in figures if each.main is not None}
    names = [name for one in work.plan.targets for name in one.names]
    for each in figures:
        for other in namesakes(work.ledger, each.source.ids, target.names):
            if other.amount is not None and other.name not in told and other.name not in names:
                figure = work.draft.figure(other.amount, context=True)
                work.draft.say(message("namesake", label=other.name, figure=figure))


def _of_other_years(work: Work, target: Target, figures: Sequence[Resolved]) -> None:
    """去年多少，今年多少: what there is of a year named beside those whose documents are loaded."""
    years = work.plan.selection.years
    told = {source.year for source in work.chosen}
    told |= {each.main.year for each in figures if each.main is not None}
    if len(years) < 2 or work.plan.operation is not Operation.LOOKUP:  # noqa: PLR2004
        return
    for year in years:
        if year not in told:
            selection = work.plan.selection.model_copy(update={"years": (year,)})
            last_year_instead(replace(work, plan=work.plan.model_copy(update={"selection": selection})), target)


def _spoken_of(work: Work, target: Target, sources: Sequence[Source]) -> list[Resolved]:
    """What the target comes to in each document; what was executed in a year, the budget of the year after tells."""
    found = resolve_all(work, target, sources)
    if "执行数" in work.plan.selection.stages and not any(each.found for each in found):
        found = resolve_all(work, target, work.sources)
    return [_spoken_reading(work, each) for each in found]


def _not_plainly(work: Work, target: Target, figures: Sequence[Resolved]) -> Status | None:
    """Ask back, or say that only a wider figure is there, where the figures found are no plain answer."""
    if target.part:
        return say_part(work, target, figures)
    otherwise = _as_year(work, target)
    if otherwise:
        return ask_document(work, target, [*figures, *otherwise])
    worths = {each.main.worth for each in figures if each.main}
    documents = {each.source.id for each in figures}
    disputed = [each for each in figures if each.main is not None and contradicted(work, (each.main, *each.same))]
    if work.plan.conflict and len(documents) > 1 and len(disputed) == 1:  # 怎么有两个数
        say_figure(work, disputed[0])
        return "answered"
    if len(documents) > 1 and not work.plan.every and (len(worths) > 1 or several_organizations(figures)):
        return ask_document(work, target, figures)
    return None


def _as_year(work: Work, target: Target) -> list[Resolved]:
    """24年平台升级 is a project's name, and may as well mean 平台升级 of the year 2024 where that is loaded."""
    spoken = year_before(work, target)
    if spoken is None:
        return []
    year, meant = spoken
    selection = work.plan.selection.model_copy(update={"years": (year,)})
    found = [resolve(work.ledger, meant, source, selection) for source in work.sources if source.year == year]
    return [each for each in found if each.found]


def year_before(work: Work, target: Target) -> tuple[int, Target] | None:
    """The year that a name begins with and the rest of the name, where the question says no year besides."""
    spoken = _YEAR_BEFORE.match(target.text)
    if work.plan.selection.years or spoken is None:
        return None
    bare = tuple(name[match.end() :] for name in target.names if (match := _YEAR_BEFORE.match(name)))
    meant = target.model_copy(update={"names": bare, "codes": ()})
    return (2000 + int(spoken[1]) % 100, meant) if bare else None


_OF_MONEY = re.compile("多少(?:钱|万|亿|元)|金额")


def _spoken_reading(work: Work, each: Resolved) -> Resolved:
    """The reading whose row the question describes by another word (部门集中采购), when only one fits."""
    words = [normalise(word) for word in work.plan.words if len(word) > 1]
    fitting = [e for e in each.readings if any(word in normalise(e.row_label) for word in words)]
    if not fitting and _OF_MONEY.search(work.plan.question):
        fitting = [entry for entry in each.readings if is_money(entry.unit)]  # 多少钱 asks for no number of things
    fitting = list(under_named(work, each.target, fitting or each.readings))
    return replace(each, main=fitting[0], readings=()) if len(fitting) == 1 else replace(each, readings=tuple(fitting))


def _of_other_kind(work: Work, each: Resolved) -> bool:
    """多少辆 asks for a count: an amount of money is no answer to it."""
    return bool(work.plan.measure_word) and each.main is not None and is_money(each.main.unit)
