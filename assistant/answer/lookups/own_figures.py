"""Whether a figure is of what was asked (所问之数): of the organization and not of one project, money and no count."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.execute.resolve import resolve
from assistant.understand.linking.lexicon import synonyms
from index.catalogue.forms import form_by_id
from index.catalogue.vocabulary import normalise
from index.model.units import is_money
from index.store.schema import StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry
    from assistant.execute.resolve import Resolved
    from assistant.plan import Target

_OF_ONE_PROJECT: Final = "performance_project"
_WHOLES: Final = ("收支总计", "收入总计", "支出总计", "收入", "支出")
_OWN: Final = re.compile("(?:这个|那个)?(?:项目)?(?:里|中)?的?")
_NAMES_TABLE: Final = re.compile("表(?:格)?(?:里|中|上|内|的|显示|列|数|[，,])|按.{0,16}表")
_MONEY: Final = re.compile(
    r"金额|多少(?:钱|元|万|资金|经费)|资金(?:是|有|为)?多少|几[万亿]元?|[花用]了?(?:多少|几)(?!个|家|人|批|次|天|辆|台)"
)


def not_of_a_project(work: Work, each: Resolved) -> Resolved:
    """Without the funding of one project (a row of its own table), where the question names no project.

    财政拨款 is then the organization's: its total, where the document prints one. Of a project that is named, it is
    the row of that project's own table.
    """
    if each.target.within:
        return each
    main = each.main
    project = _named_before(work, each.target)
    if project is not None and work.ledger.projects(each.source.ids, project.names):
        return _of_the_project(work, each, project)
    if main is None or main.form != _OF_ONE_PROJECT or main.subject not in each.target.names:
        return each
    if work.plan.selection.forms or work.ledger.projects(each.source.ids, [main.subject]):
        return each
    for end in _WHOLES:
        names = tuple(f"{name}{end}" for name in each.target.names)
        wider = resolve(work.ledger, each.target.model_copy(update={"names": names}), each.source, work.plan.selection)
        if wider.main is not None and wider.main.form != _OF_ONE_PROJECT:
            return wider
    return replace(each, main=None, same=(), others=())


def of_absent_table(work: Work, figures: Sequence[Resolved]) -> bool:
    """Whether a table is named that no document meant has, and sentences alone gave the figures of something else."""
    wanted = work.plan.selection.forms
    if not wanted or not _NAMES_TABLE.search(work.plan.question):
        return False
    mains = [each.main for each in figures if each.main is not None]
    about = {normalise(form.subject) for one in wanted if (form := form_by_id(one)) is not None and form.subject}
    if not mains or any(main.table_id is not None or normalise(main.subject) in about for main in mains):
        return False
    ids = [one for source in work.chosen for one in source.ids]
    return not work.ledger.facts(ids, TableRow.form.in_(wanted))


def _named_before(work: Work, target: Target) -> Target | None:
    """The item of which a target is said to be: 城市书房建设项目的|财政拨款."""
    for item in work.plan.targets:
        end = item.start + len(item.text)
        if (
            item is not target
            and item.names
            and end <= target.start
            and _OWN.fullmatch(work.plan.question, end, target.start)
        ):
            return item
    return None


def _of_the_project(work: Work, each: Resolved, project: Target) -> Resolved:
    tables = {one.table_id for one in work.ledger.projects(each.source.ids, project.names)}
    facts = work.ledger.facts_named(each.source.ids, each.target.names, ())
    own = [
        fact for fact in facts
        if fact.form == _OF_ONE_PROJECT and not fact.blank
        and (fact.table_id in tables or any(name in fact.table_title for name in project.names))
    ]  # fmt: skip
    return replace(each, main=own[0], same=(), others=(), against=None, parts=(), readings=()) if own else each


def money_of(work: Work, each: Resolved) -> Resolved:
    """绩效自评涉及金额: the amount that the sentence of a count also states; none where it states no amount."""
    main = each.main
    if main is None or main.role != "count" or is_money(main.unit) or not _MONEY.search(work.plan.question):
        return each
    own = resolve(work.ledger, _its_expense(each.target), each.source, work.plan.selection)
    if own.main is not None:
        return own
    beside = _amount_beside(work, main)
    if beside is None and (spent := _spent_on(each.target)) is not None:
        return resolve(work.ledger, spent, each.source, work.plan.selection)
    return replace(each, main=beside, same=(), others=())


def _its_expense(target: Target) -> Target:
    """外事接待费, of what the text counts as 外事接待: the money that it names."""
    names = tuple(f"{name}{end}" for name in target.names for end in ("费", "支出", "经费", "费用"))
    return target.model_copy(update={"names": names, "codes": ()})


def _spent_on(target: Target) -> Target | None:
    """国内公务接待, of which the text counts visits: the money is the 公务接待费."""
    known, text = synonyms(), target.text
    name = next((known[normalise(bare)][0] for bare in (text, text[2:]) if normalise(bare) in known), "")
    counted = name and name not in target.names and not target.codes
    return target.model_copy(update={"names": (name,)}) if counted else None


def _amount_beside(work: Work, entry: Entry) -> Entry | None:
    same = work.ledger.stated(entry.source.ids, StatementRow.sentence == entry.sentence, StatementRow.role == "level")
    return next((one for one in same if one.fen is not None and one.ordinal > entry.ordinal), None)
