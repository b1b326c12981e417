"""Answering which part changed (分项变化): every part of a figure in two documents, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed, percent
from assistant.answer.draft import amount_text, entry_label, money
from assistant.answer.items import about_projects, projects_meant
from assistant.answer.lookup import candidates
from assistant.answer.messages import message
from assistant.answer.one_sided import say_one_sided
from assistant.execute.against import OF_THIS_YEAR
from assistant.execute.bases import is_against_budget
from assistant.execute.parts import below, items, parts_of
from assistant.execute.resolve import OF_PROJECTS
from assistant.plan import Selection, Target
from assistant.understand import asked, cues
from index.store.schema import StatementRow
from index.tables.wording import TIME_OF_ROW

_WHOLES: Final = {*OF_THIS_YEAR, *OF_THIS_YEAR.values()}
_ROUNDING: Final = 5_000  # 分, half of the last digit of what is printed in 万元
_BY_HOW_MUCH: Final = re.compile("[多少增减涨降压砍省][^，,。；;？?哪]{0,4}(?:多少|几[万亿])")
_EACH_BY_HOW_MUCH: Final = re.compile("(?:各|分别)[增减涨降变升][^，,。；;？?]{0,4}(?:多少|几[万亿])")
_SEVERAL_OF_THEM: Final = re.compile("哪[几些]|几[项个类]")
_LEVEL_SAID: Final = re.compile("([类款项])级")
_LEADING: Final = 5  # items that are told where several are asked for
_SEVERAL: Final = 3  # accounts whose text is a list of all
_STATED_ITEMS: Final = "所列科目"
_NAMED: Final = 8  # items of one year alone that are named

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
    _say_pair(work, later.whole, earlier.whole)
    old = {part.subject: part for part in earlier.parts}
    for part in later.parts:
        if part.subject in old:
            each = _EACH_BY_HOW_MUCH.search(work.plan.question) is not None
            _say_pair(work, part, old[part.subject], asserted=each)
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
            _say_pair(work, one, old[one.subject], inner=True)


@dataclass(frozen=True, slots=True)
class _Changed:
    """An item in two years."""

    later: Entry
    earlier: Entry

    @property
    def gap(self) -> int:
        """The change in 分."""
        return (self.later.fen or 0) - (self.earlier.fen or 0)

    @property
    def rate(self) -> Decimal:
        """The change as a share of the year before, which is not zero."""
        return Decimal(self.gap) / Decimal(self.earlier.fen or 1)


def items_changed(work: Work, now: Source, before: Source) -> bool:
    """哪些大类支出下降了: the accounts of a level, or the parts of what is named, that changed as the question says."""
    label, later = _listed(work, now)
    _, earlier = _listed(work, before)
    said = _say_items(work, now, label, (later, earlier))
    if said and work.plan.targets and _BY_HOW_MUCH.search(work.plan.question):
        wholes = [parts_of(work.ledger, work.plan.targets[0], source, Selection()) for source in (now, before)]
        if wholes[0] is not None and wholes[1] is not None:  # 压了多少，压的是哪几项: the whole too
            _say_pair(work, wholes[0].whole, wholes[1].whole, asserted=True)
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
    return _say_items(work, source, label, ([later for later, _ in pairs], [earlier for _, earlier in pairs]))


def say_items_changed(work: Work, pairs: Sequence[tuple[Source, Source]]) -> Status:
    """The items that changed as the question says: against their budgets, or between two years (`pairs`)."""
    question = work.plan.question
    if asked.is_one_sided(question):
        return _only_in_one_year(work, pairs)
    left = asked.WHICH_LEFT(question)
    if work.plan.points and _between_points(work):
        return "answered"
    said = any([items_in_table(work, source) for source in candidates(work)])  # noqa: C419 - each is said
    whole = work.plan.targets and all({*target.names} & _WHOLES for target in work.plan.targets)
    if not said and whole and against_budget(work):  # 支出多少，哪个科目超了: of its accounts, whichever table has them
        return say_items_changed(replace(work, plan=work.plan.model_copy(update={"targets": ()})), pairs)
    if left or asked.EXCEEDED(question) or asked.BETWEEN_STAGES(question):
        said = said or any([items_stated(work, source) for source in candidates(work)])  # noqa: C419 - each is said
    years = () if left or asked.BETWEEN_STAGES(question) else pairs  # another year is no budget
    said = said or any([items_changed(work, now, before) for now, before in years])  # noqa: C419 - each is said
    said = said or any([parts_stated(work, source) for source in candidates(work)])  # noqa: C419 - each is said
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
    pairs = _stated_pairs(work, source) if source.kind == "决算" and not work.plan.targets else []
    return bool(pairs) and _say_items(
        work, source, _STATED_ITEMS, ([later for later, _ in pairs], [earlier for _, earlier in pairs])
    )


def _stated_pairs(work: Work, source: Source) -> list[tuple[Entry, Entry]]:
    """The accounts of which the text states both: the final account and the budget, in the order of the text."""
    stated = work.ledger.stated(source.ids, StatementRow.role == "level", StatementRow.code != "")
    own = [entry for entry in stated if entry.table_id is None and entry.fen is not None]
    later, earlier = ({e.code: e for e in reversed(own) if e.stage == stage} for stage in ("决算", "年初预算"))
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


def _say_items(work: Work, now: Source, label: str, listed: tuple[Sequence[Entry], Sequence[Entry]]) -> bool:
    later, earlier = listed
    old = {(entry.code, entry.subject): entry for entry in earlier}
    both = [_Changed(one, old[one.code, one.subject]) for one in later if (one.code, one.subject) in old]
    if not both:
        return False
    question = work.plan.question
    way = asked.way_of_change(question)
    each_left = asked.EACH_LEFT(question)
    if each_left and not _WHICH.search(question):  # 各项目还剩多少: of all of them
        return _say_each(work, now, label, both)
    meant = [each for each in both if each.gap * way > 0 or (not way and each.gap)]
    ranked = cues.RANK(question) or asked.MOST_CHANGED(question)
    by_rate = asked.BY_RATE(question)
    if ranked:
        meant = _in_order(meant, by_rate=by_rate)
        meant = (
            meant[work.plan.position - 1 : work.plan.position] if work.plan.position else meant[: _number(work, meant)]
        )
    condition = {1: message("increase"), -1: message("decrease"), 0: message("moved" if ranked else "changed")}[way]
    if not meant:
        nothing = message("nothing_fits", who=work.who(now), label=label, condition=condition)
        work.draft.say(nothing + _of_stages(both[0], way))
        return True
    base = f"{_time(both[0].later)}比{_time(both[0].earlier)}{condition}"
    place = f"排在第 {work.plan.position} 位" if work.plan.position else f"排在前面的 {len(meant)} 项"
    head = (
        f"{label}中按{base}的{'比率' if by_rate else '数额'}{place}" if ranked else f"{label}中{base}的 {len(meant)} 项"
    )
    work.draft.say(message("list_head", who=work.who(now), label=head))
    if cues.COUNT(question) and not ranked:
        entries = [each.later for each in meant]
        work.draft.derived(Decimal(len(meant)), "个", f"{base}的{label}", entries, by=Computed.COUNT, source=now)
    for each in meant:
        _say_pair(work, each.later, each.earlier, asserted=bool(ranked or each_left))
        if ranked and by_rate:
            _say_rate(work, each)
    _say_one_sided(work, later, earlier, meant if ranked else ())
    return True


def _of_stages(each: _Changed, way: int) -> str:
    """What no item is, where two stages of one year are set side by side: 决算多于年初预算."""
    later, earlier = each.later.stage, each.earlier.stage
    words = {1: "多于", -1: "少于", 0: "不同于"}
    apart = later != earlier and later and earlier
    return message("no_item_apart", later=later, than=words[way], earlier=earlier) if apart else ""


def _say_each(work: Work, now: Source, label: str, both: Sequence[_Changed]) -> bool:
    head = f"{label}（共 {len(both)} 项）的{_time(both[0].later)}与{_time(both[0].earlier)}"
    work.draft.say(message("list_head", who=work.who(now), label=head))
    for each in both:
        _say_pair(work, each.later, each.earlier, asserted=True, inner=True)
    return True


_WHICH: Final = re.compile("哪")


def _number(work: Work, meant: Sequence[_Changed]) -> int:
    """How many that changed most are asked for: 主要少在哪几项 asks for more than one."""
    several = _SEVERAL_OF_THEM.search(work.plan.question) is not None
    return work.plan.top or (min(len(meant), _LEADING) if several else 1)


def _time(entry: Entry) -> str:
    """The year of a figure, and its stage where a final account prints others too."""
    stage = entry.stage if entry.source.kind == "决算" and entry.stage else ""
    return f"{entry.year or entry.source.year}年{stage}"


def _in_order(meant: Sequence[_Changed], *, by_rate: bool) -> list[_Changed]:
    """The items by the size of their change, or by its share of the year before, of which there must be something."""
    if by_rate:
        return sorted((each for each in meant if each.earlier.fen), key=lambda each: -abs(each.rate))
    return sorted(meant, key=lambda each: -abs(each.gap))


def _say_rate(work: Work, each: _Changed) -> None:
    rate = percent(Decimal(abs(each.gap)), Decimal(each.earlier.fen or 1))
    label = f"{entry_label(each.later)}{message('growth' if each.gap > 0 else 'decline')}率"
    figure = work.draft.derived(rate, "%", label, [each.later, each.earlier], by=Computed.GROWTH)
    work.draft.lines[-1] += f"，{message('growth' if each.gap > 0 else 'decline')} {figure}"


def _say_one_sided(work: Work, later: Sequence[Entry], earlier: Sequence[Entry], leading: Sequence[_Changed]) -> None:
    """Name the items of one year alone; where one is larger than the change that leads, nothing confirms the order."""
    names = [{(entry.code, entry.subject) for entry in entries} for entries in (later, earlier)]
    alone = [entry for entry in later if (entry.code, entry.subject) not in names[1]]
    alone += [entry for entry in earlier if (entry.code, entry.subject) not in names[0]]
    if not alone:
        return
    told = "、".join(f"{entry_label(entry)}（{entry.source.year}年）" for entry in alone[:_NAMED])
    work.draft.say(message("one_sided", names=told, number=len(alone)))
    if leading and any(abs(entry.fen or 0) > abs(leading[0].gap) for entry in alone):
        work.draft.unsure = True


def set_beside(one: Entry, other: Entry) -> bool:
    """Whether two figures of a table are of two years: of one row, or of one column whose rows are years."""
    rows = TIME_OF_ROW.fullmatch(one.row_label) and TIME_OF_ROW.fullmatch(other.row_label)
    return one.row == other.row or (rows is not None and one.column_path == other.column_path)


def parts_stated(work: Work, source: Source) -> bool:
    """三公经费里哪项增加了, of one year alone: the parts whose change against the year before the text states."""
    names = [name for target in work.plan.targets for name in target.names]
    if not names:
        return False
    stated = work.ledger.stated(source.ids, StatementRow.role.in_(("level", "change")))
    inside = {entry.ordinal for entry in stated if entry.subject in names}
    parts: set[str] = set()
    for entry in stated:  # parts of parts (运行费 of 购置及运行费) come after what they are parts of
        if entry.parent in inside and entry.role == "level":
            inside.add(entry.ordinal)
            parts.add(entry.subject)
    way = asked.way_of_change(work.plan.question)
    meant = {
        entry.subject: entry for entry in reversed(stated)
        if entry.role == "change" and entry.subject in parts and entry.value and not is_against_budget(entry)
        and (entry.value * way > 0 or not way)
    }  # fmt: skip
    for entry in sorted(meant.values(), key=lambda one: one.ordinal):
        word = message("increase") if (entry.value or 0) > 0 else message("decrease")
        figure = work.draft.figure(entry, f"{entry.subject}{entry.base}增减额")
        names_of = {"who": work.who(source), "label": entry.subject, "base": entry.base, "direction": word}
        work.draft.say(message("change", figure=figure, **names_of))
    return bool(meant)


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


def _say_pair(work: Work, later: Entry, earlier: Entry, *, asserted: bool = False, inner: bool = False) -> None:
    """Say an item in both years and its change, which is `asserted` where it is what is asked for.

    What is `inner` stands beside the answer.
    """
    gap = (later.fen or 0) - (earlier.fen or 0)
    named = [(entry, f"{_time(entry)}{entry_label(entry)}") for entry in (earlier, later)]
    each = "分别" in work.plan.question or "各" in work.plan.question
    figures = [work.draft.figure(entry, name, supporting=inner or (not gap and not each)) for entry, name in named]
    word = message("increase") if gap > 0 else message("decrease") if gap < 0 else message("same")
    amount = f" {amount_text(abs(money(gap, later.unit)), later.unit)}" if gap else ""
    if gap:
        label = f"{entry_label(later)}{word}额"
        work.draft.derived(
            abs(money(gap, later.unit)), later.unit, label, [later, earlier], by=Computed.DIFFERENCE,
            supporting=not asserted,
        )  # fmt: skip
    names = {"label": entry_label(later), "before": _time(earlier), "now": _time(later)}
    work.draft.say(message("part_changed", old=figures[0], new=figures[1], change=f"{word}{amount}", **names))
