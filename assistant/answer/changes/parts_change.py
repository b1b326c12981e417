"""Answering which part changed (分项变化): every part of a figure in two documents, side by side."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.answer.changes.changed_items import say_items, say_pair
from assistant.answer.changes.one_sided import say_one_sided
from assistant.answer.changes.parts_stated import parts_stated
from assistant.answer.draft import entry_label
from assistant.answer.lookups.items import about_projects, projects_meant
from assistant.answer.messages import message
from assistant.execute.against import OF_THIS_YEAR
from assistant.execute.parts import below, items, parts_of
from assistant.execute.resolve import OF_PROJECTS
from assistant.plan import Selection, Target
from assistant.understand.words import asked, cues
from index.store.schema import StatementRow
from index.tables.wording import TIME_OF_ROW

_WHOLES: Final = {*OF_THIS_YEAR, *OF_THIS_YEAR.values()}
_ROUNDING: Final = 5_000  # 分, half of the last digit of what is printed in 万元
_BY_HOW_MUCH: Final = re.compile("[多少增减涨降压砍省][^，,。；;？?哪]{0,4}(?:多少|几[万亿])")
_EACH_BY_HOW_MUCH: Final = re.compile("(?:各|分别)[增减涨降变升][^，,。；;？?]{0,4}(?:多少|几[万亿])")
_LEVEL_SAID: Final = re.compile("([类款项])级")
_SEVERAL: Final = 3  # accounts whose text is a list of all
_STATED_ITEMS: Final = "所列科目"

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source


def parts_changed(work: Work, target: Target, now: Source, before: Source) -> bool:
    """State the whole and each part of two years; parts that did not change are said to be so."""
    later, earlier = (parts_of(work.ledger, target, source, Selection()) for source in (now, before))
    if later is None or earlier is None:
        return False
    say_pair(work, later.whole, earlier.whole)
    old = {part.subject: part for part in earlier.parts}
    for part in later.parts:
        if part.subject in old:
            each = _EACH_BY_HOW_MUCH.search(work.plan.question) is not None
            say_pair(work, part, old[part.subject], asserted=each)
            if part.fen != old[part.subject].fen:
                _say_inner(work, part, (now, before))
    return True


def _say_inner(work: Work, part: Entry, years: tuple[Source, Source]) -> None:
    """What changed within a part that changed: 购置费 and 运行费 of 公务用车购置及运行费, beside it."""
    target = Target(text=part.subject, names=(part.subject,), codes=(part.code,) if part.code else ())
    later, earlier = (parts_of(work.ledger, target, source, Selection()) for source in years)
    if part.code or later is None or earlier is None:
        return
    old = {one.subject: one for one in earlier.parts}
    for one in later.parts:
        if one.subject in old and one.fen != old[one.subject].fen:
            say_pair(work, one, old[one.subject], inner=True)


def items_changed(work: Work, now: Source, before: Source) -> bool:
    """哪些大类支出下降了: the accounts of a level, or the parts of what is named, that changed as the question says."""
    label, later = _listed(work, now)
    _, earlier = _listed(work, before)
    said = say_items(work, now, label, (later, earlier))
    if said and work.plan.targets and _BY_HOW_MUCH.search(work.plan.question):
        wholes = [parts_of(work.ledger, work.plan.targets[0], source, Selection()) for source in (now, before)]
        if wholes[0] is not None and wholes[1] is not None:  # 压了多少，压的是哪几项: the whole too
            say_pair(work, wholes[0].whole, wholes[1].whole, asserted=True)
    return said


def against_budget(work: Work) -> bool:
    """Whether items are asked for by how they came out against their budgets, not against another year."""
    return bool(cues.PLANNED(work.plan.question) or asked.WHICH_LEFT(work.plan.question))


def items_in_table(work: Work, source: Source) -> bool:
    """哪个项目增加了, 哪些科目超了预算: items whose row prints the year before, or the budget, beside."""
    label, listed = _listed(work, source)
    if not _all_there(work, source, listed):
        return False
    planned = source.kind == "决算" and against_budget(work)
    pairs = [pair for one in listed if (pair := _of_row(work, source, one, planned=planned)) is not None]
    if not pairs:
        return False
    return say_items(work, source, label, ([later for later, _ in pairs], [earlier for _, earlier in pairs]))


def say_items_changed(work: Work, pairs: Sequence[tuple[Source, Source]]) -> Status:
    """The items that changed as the question says: against their budgets, or between two years (`pairs`)."""
    question = work.plan.question
    if asked.is_one_sided(question):
        return _only_in_one_year(work, pairs)
    left = asked.WHICH_LEFT(question)
    if work.plan.points and _between_points(work):
        return "answered"
    said = any([items_in_table(work, source) for source in work.chosen])  # noqa: C419 - each is said
    whole = work.plan.targets and all({*target.names} & _WHOLES for target in work.plan.targets)
    if not said and whole and against_budget(work):  # 支出多少，哪个科目超了: of its accounts, whichever table has them
        return say_items_changed(replace(work, plan=work.plan.model_copy(update={"targets": ()})), pairs)
    if left or asked.EXCEEDED(question) or asked.BETWEEN_STAGES(question) or _EXECUTED.search(question):
        said = said or any([items_stated(work, source) for source in work.chosen])  # noqa: C419 - each is said
    years = () if left or asked.BETWEEN_STAGES(question) else pairs  # another year is no budget
    said = said or any([items_changed(work, now, before) for now, before in years])  # noqa: C419 - each is said
    said = said or any([parts_stated(work, source) for source in work.chosen])  # noqa: C419 - each is said
    said = said or any([items_stated(work, source) for source in work.chosen])  # noqa: C419 - each is said
    if not said:
        work.draft.say(message("no_planned_items" if left else "no_year_before"))
    return "answered" if said else "not_found"


def _between_points(work: Work) -> bool:
    """2025年预算比2024年决算增长最多的科目: the items of two documents, of another kind each."""
    said = False
    for now in work.sources:
        for before in work.sources:
            at = {(now.year, now.kind), (before.year, before.kind)}
            meant = {(point.year, point.stage.removeprefix("年初")) for point in work.plan.points}
            later = (now.year or 0) > (before.year or 0) and now.organization_id == before.organization_id
            said = (later and at == meant and items_changed(work, now, before)) or said
    return said


def _only_in_one_year(work: Work, pairs: Sequence[tuple[Source, Source]]) -> Status:
    said = False
    for now, before in pairs:
        label, later = _listed(work, now)
        said = say_one_sided(work, label, later, _listed(work, before)[1]) or said
    if not said:
        work.draft.say(message("no_year_before"))
    return "answered" if said else "not_found"


def items_stated(work: Work, source: Source) -> bool:
    """哪些科目超了预算, where the text alone sets each account's result beside its budget: 年初预算为…，支出决算为…."""
    pairs = _stated_pairs(work, source) if not work.plan.targets else []
    return bool(pairs) and say_items(
        work, source, _STATED_ITEMS, ([later for later, _ in pairs], [earlier for _, earlier in pairs])
    )


_EXECUTED: Final = re.compile("(?:上|去)一?年(?:度)?(?:预算)?执行|20\\d{2}年(?:度)?(?:当年)?(?:预算)?执行")


def _times(source: Source) -> tuple[tuple[int | None, tuple[str, ...]], tuple[int | None, tuple[str, ...]]]:
    """What a text sets side by side: the result and the budget, or a budget and what the year before came to."""
    if source.kind == "决算":
        return (None, ("决算",)), (None, ("年初预算",))
    before = (source.year or 0) - 1
    return (source.year, ("预算", "年初预算")), (before, ("执行数", "决算"))


def _is_at(entry: Entry, year: int | None, stages: tuple[str, ...]) -> bool:
    return entry.stage in stages and year in (None, entry.year)


def _stated_pairs(work: Work, source: Source) -> list[tuple[Entry, Entry]]:
    """The accounts of which the text states both: the final account and the budget, in the order of the text."""
    stated = work.ledger.stated(source.ids, StatementRow.role == "level", StatementRow.code != "")
    own = [entry for entry in stated if entry.table_id is None and entry.fen is not None]
    later, earlier = ({e.code: e for e in reversed(own) if _is_at(e, *time)} for time in _times(source))
    both = [code for code in later if code in earlier and later[code].section == earlier[code].section]
    ordered = sorted(both, key=lambda code: later[code].ordinal)
    return [(later[code], earlier[code]) for code in ordered] if len(both) >= _SEVERAL else []


def planned_items(work: Work, source: Source) -> tuple[str, list[tuple[Entry, Entry]]]:
    """Each item's final account with its budget, as one row prints both or as the text sets them side by side."""
    label, listed = _listed(work, source)
    pairs = [pair for one in listed if (pair := _of_row(work, source, one, planned=True)) is not None]
    return (label, pairs) if pairs else (_STATED_ITEMS, _stated_pairs(work, source))


def _all_there(work: Work, source: Source, listed: Sequence[Entry]) -> bool:
    """Whether the parts of what is named come to it: an order of some of them alone is none."""
    for target in work.plan.targets:
        found = parts_of(work.ledger, target, source, Selection())
        if found is not None and found.whole.fen is not None:
            gap = abs(sum(entry.fen or 0 for entry in listed) - found.whole.fen)
            return gap <= (len(listed) + 1) * _ROUNDING
    return True


def _of_row(work: Work, source: Source, listed: Entry, *, planned: bool) -> tuple[Entry, Entry] | None:
    """An item's figure and the one that it is set against, in one row of one table."""
    named = work.ledger.facts_named(source.ids, (listed.subject,), (listed.code,) if listed.code else ())
    rows: dict[tuple[int | None, int | None], list[Entry]] = {}
    for fact in named:
        if fact.fen is not None and fact.measure == listed.measure and fact.code == listed.code:
            rows.setdefault((fact.table_id, fact.row), []).append(fact)
    for row in rows.values():
        if planned:
            now = [fact for fact in row if fact.stage in ("决算", "执行数")]
            before = [fact for fact in row if fact.stage == _planned_stage(work, row)]
        else:
            now = [fact for fact in row if fact.year == source.year and fact.stage == source.kind]
            before = [fact for fact in row if fact.year is not None and fact.year + 1 == source.year]
        if len(now) == len(before) == 1:
            return now[0], before[0]
    return None


def _planned_stage(work: Work, row: Sequence[Entry]) -> str:
    """The budget that a result is set against; 执行率 of a project in its evaluation is of the whole year's."""
    rated = cues.RATED(work.plan.question) and "年初" not in work.plan.question
    evaluated = any(fact.form in OF_PROJECTS and fact.stage == "调整预算" for fact in row)
    return "调整预算" if cues.ADJUSTED(work.plan.question) or (rated and evaluated) else "年初预算"


def set_beside(one: Entry, other: Entry) -> bool:
    """Whether two figures of a table are of two years: of one row, or of one column whose rows are years."""
    rows = TIME_OF_ROW.fullmatch(one.row_label) and TIME_OF_ROW.fullmatch(other.row_label)
    return one.row == other.row or (rows is not None and one.column_path == other.column_path)


def _listed(work: Work, source: Source) -> tuple[str, Sequence[Entry]]:
    whole = all({*target.names} & {*_WHOLES, "项目支出"} for target in work.plan.targets)
    if cues.PROJECTS(work.plan.question) and whole and (projects := projects_meant(work, source)):  # 少在哪些项目上
        return "项目", [one.amount for one in projects if one.amount is not None and one.amount.fen]
    for target in work.plan.targets:
        found = parts_of(work.ledger, target, source, Selection())
        if found is not None:
            parts = [part for part in found.parts if part.fen is not None]
            return entry_label(found.whole), _of_level_said(work, parts) or parts
    if about_projects(work, source):
        return "项目", [one.amount for one in projects_meant(work, source) if one.amount is not None and one.amount.fen]
    level, economic = asked.level_of_accounts(work.plan.question), cues.ECONOMIC(work.plan.question)
    listed = [entry for entry in items(work.ledger, source, level, economic=economic) if entry.fen is not None]
    return ("经济科目" if economic else f"{level}级科目"), listed


def _of_level_said(work: Work, parts: Sequence[Entry]) -> list[Entry]:
    """一般公共预算里减少的项级科目: the accounts of the level that is said."""
    said = _LEVEL_SAID.search(work.plan.question)
    return below(work.ledger, parts, said[1]) if said is not None else []
