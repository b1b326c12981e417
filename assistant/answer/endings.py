"""The honest endings besides an answer (如实告知): not loaded, not printed, left empty, asked back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import sum_check
from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money, place_text
from assistant.answer.empty_tables import say_empty_table
from assistant.answer.messages import message
from assistant.answer.points import budget_at
from assistant.execute.bases import base_year, is_against_budget
from assistant.execute.resolve import resolve
from assistant.plan import Operation, Point, Selection
from assistant.understand.scoping.period import asks_both_stages
from assistant.understand.scoping.version import DEPARTMENT, UNIT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Plan, Target

_BASE_ASKED = re.compile(r"(?:比|较|与|和|跟|同|对比)\s*((?:19|20)\d\d)年")
_OF_YEAR_BEFORE = re.compile(r"(?:上一?年|去年)(?:度)?的?(预算|决算|执行)")
_AGAINST_BUDGET = re.compile(r"(?:比|较|与|和|跟|对比|大于|小于|超出?|超过|低于|高于)(?:年初|当年|调整)?预算")
# what documents state the change of, where they do not state it of the total itself
WHOLES: Final = {
    "支出总计": ("收支总计", "财政拨款支出", "一般公共预算支出", "财政拨款收支总计"),
    "收入总计": ("收支总计", "财政拨款收入", "一般公共预算拨款收入", "财政拨款收支总计"),
    # the class of accounts is all that is spent of the grant of that name
    "国有资本经营预算支出": ("国有资本经营预算拨款支出",),
}
_BODY: Final = re.compile("(?<=[一-龥])[局委办馆院厅处]$")
_RESULTS: Final = frozenset({"决算", "执行数"})
_LISTED = 8  # loaded documents named in a message
_VERSIONS: Final = {DEPARTMENT: "部门（含所属单位）", UNIT: "单位（本级）"}


def loaded_text(sources: Sequence[Source]) -> str:
    """Name loaded documents in a sentence."""
    labels = list(dict.fromkeys(source.label for source in sources))
    more = f"等 {len(labels)} 份" if len(labels) > _LISTED else ""
    return "、".join(labels[:_LISTED]) + more


def unknown_organization(work: Work) -> Status:
    """Say that an organization named in the question is not loaded."""
    sources = list(work.ledger.sources.values())
    names = "、".join(work.plan.unknown)
    work.draft.say(message("unknown_organization", names=names, loaded=loaded_text(sources)))
    return "not_found"


def unknown_beside(plan: Plan) -> tuple[str, ...]:
    """The organizations of a question that are not loaded, also those that only stand in a row with loaded ones."""
    if plan.unknown or not plan.across or plan.operation is not Operation.SUM:
        return plan.unknown
    return tuple(word for word in plan.words if _BODY.search(word) and re.search(f"[、和与及]{word}", plan.question))


def set_apart(work: Work) -> bool:
    """甲、乙和没有载入的丙谁最多: an order of the others is told to be of them alone; a sum of them is no answer."""
    known = {source.organization_id for source in work.chosen}
    if work.plan.operation is not Operation.RANK or len(known) < 2:  # noqa: PLR2004 - an order is of several
        return False
    work.draft.unsure = True
    work.draft.lines.insert(0, message("unknown_beside", names="、".join(work.plan.unknown)))
    return True


def unknown_year(work: Work) -> Status:
    """Say that the year (or the kind) asked for is not loaded."""
    selection = work.plan.selection
    who = "、".join(dict.fromkeys(source.organization for source in work.sources))
    years = "、".join(map(str, selection.years))
    other = _of_years(work)
    if selection.kind and other:  # the year is loaded, in the other kind of document
        names = {"who": who, "years": years, "kind": selection.kind, "loaded": loaded_text(other)}
        work.draft.say(message("unknown_year_kind", **names))
        return "not_found"
    work.draft.say(message("unknown_year", who=who, years=years, loaded=loaded_text(work.sources)))
    return "not_found"


def _of_years(work: Work) -> list[Source]:
    """What is loaded of the organizations for the years asked for, of any kind."""
    selection = work.plan.selection
    return [one for one in work.ledger.loaded.of(selection.organizations) if one.year in selection.years]


def unknown_kind(work: Work, sources: Sequence[Source]) -> Status:
    """Say that documents of the kind asked for (决算, 预算) are not loaded."""
    who = "、".join(dict.fromkeys(source.organization for source in sources))
    kind = work.plan.selection.kind
    work.draft.say(message("unknown_kind", who=who, kind=kind, loaded=loaded_text(sources)))
    return "not_found"


def say_stage_not_loaded(work: Work) -> bool:
    """预算和决算各多少, where only budgets are loaded: that the result is in none of them is told."""
    plan, kinds = work.plan, {entry.source.kind for entry in work.draft.entries}
    if plan.operation is not Operation.LOOKUP or kinds != {"预算"} or plan.selection.stages:
        return False
    if not asks_both_stages(plan.question) or any(entry.stage in _RESULTS for entry in work.draft.entries):
        return False
    sources = list(dict.fromkeys(entry.source for entry in work.draft.entries))
    who = "、".join(dict.fromkeys(source.organization for source in sources))
    work.draft.say(message("unknown_kind", who=who, kind="决算", loaded=loaded_text(sources)))
    return True


def not_printed(work: Work, target: Target, sources: Sequence[Source]) -> Status:
    """Say that the documents do not print a figure of this name."""
    who = "、".join(dict.fromkeys(source.label for source in sources[:_LISTED]))
    selection = work.plan.selection
    asked = "、".join(selection.stages or ((selection.kind,) if selection.kind else ()))
    anyway = selection.model_copy(update={"stages": (), "kind": ""})
    other = [each.main for source in sources[:1] if (each := resolve(work.ledger, target, source, anyway)).main]
    if asked and other and other[0] is not None and other[0].stage not in ("", asked):
        work.draft.say(message("other_stage", who=who, label=target.text, stage=other[0].stage, asked=asked))
    else:
        work.draft.say(message("not_printed", who=who, label=target.text))
    for source in sources[:_LISTED]:
        say_empty_table(work, target, source)
    return "not_found"


def not_counted(work: Work, target: Target, amounts: Sequence[Entry]) -> Status:
    """Say of something that the documents print its amounts, and no count (接待费几批次); the amounts are context."""
    word = work.plan.measure_word
    who = "、".join(dict.fromkeys(entry.source.label for entry in amounts[:_LISTED]))
    work.draft.say(message("not_counted", who=who, label=target.text, word=word))
    for entry in amounts[:_LISTED]:
        figure = work.draft.figure(entry, context=True)
        work.draft.say(message("count", who=work.who(entry.source), label=entry_label(entry), figure=figure))
    return "not_found"


def not_listed(work: Work, label: str, sources: Sequence[Source]) -> Status:
    """Say that the documents do not list the items of something."""
    who = "、".join(dict.fromkeys(source.label for source in sources[:_LISTED]))
    work.draft.say(message("no_list", who=who, label=label))
    return "not_found"


def base_asked(work: Work) -> int | None:
    """The year that a question sets a figure against (比2019年); None where it says none, or 上年."""
    named = _BASE_ASKED.search(work.plan.question)
    return int(named[1]) if named else None


def against_another_year(work: Work, source: Source, said: str) -> bool:
    """Whether a question sets a figure against another year than a sentence does (比2019年, 与上年持平)."""
    asked = base_asked(work)
    last = source.year is not None and asked == source.year - 1 and re.search("上年|去年|同期", said)
    return asked is not None and str(asked) not in said and not last


def of_base_asked(work: Work, changes: Sequence[Entry]) -> list[Entry]:
    """The changes that are against what the question names: the year (比2019年), or the budget of the same year."""
    asked = base_asked(work)
    of_year = [entry for entry in changes if asked is None or base_year(entry) == asked]
    found = [entry for entry in of_year if is_against_budget(entry) == _asks_against_budget(work, entry.source)]
    said = _OF_YEAR_BEFORE.search(work.plan.question)  # 比上年决算: not against the budget of the year before
    return [entry for entry in found if said and said[1] in entry.base] or found


def _asks_against_budget(work: Work, source: Source) -> bool:
    """Whether the change asked for is that from the budget to its result."""
    return source.kind == "决算" and _AGAINST_BUDGET.search(work.plan.question) is not None


def change_of(work: Work, target: Target, source: Source, role: str) -> Entry | None:
    """The stated change or growth of a target against the year before, or against the budget where that is asked."""
    stated = work.ledger.stated_named(source.ids, target.names, target.codes)
    stated = [entry for entry in stated if entry.role == role and (role != "rate" or entry.unit == "%")]
    return next(iter(of_base_asked(work, stated)), None)


def last_year_instead(work: Work, target: Target) -> Status:
    """Give the budget of a year whose document is not loaded, or say that it is not.

    It is the next year's less its stated change, or the 年初预算 printed beside the final accounts. Where both are had
    and do not fit together, that is told.
    """
    said = False
    for year in work.plan.selection.years:
        printed = _beside_final(work, target, year)
        for source in work.sources:
            said = (source.year == year + 1 and _less_change(work, target, source, printed)) or said
        printed = printed if printed is not None or said else _told_of_year(work, target, year)
        if printed is not None:
            figure = work.draft.figure(printed)
            work.draft.say(
                message(
                    "figure", who=work.who(printed.source), label=entry_label(printed), figure=figure,
                    stands=f"（{place_text(printed)}）",
                )
            )  # fmt: skip
            said = True
    return "answered" if said else unknown_year(work)


def _beside_final(work: Work, target: Target, year: int) -> Entry | None:
    """The budget that the final accounts of a year print beside their result, of the target or of the whole's parts."""
    if work.plan.selection.kind == "决算":
        return None
    aliases = [name for whole, names in WHOLES.items() if whole in target.names for name in names]
    for names in (target.names, *((name,) for name in aliases)):
        meant = target.model_copy(update={"names": names, "codes": target.codes if names == target.names else ()})
        entry = budget_at(work, meant, Point(year=year, stage="年初预算"))
        if entry is not None and entry.source.kind == "决算":
            return entry
    return None


def _told_of_year(work: Work, target: Target, year: int) -> Entry | None:
    """The amount of a year that a sentence of the next year's document states (2022年…收入 9 万元)."""
    for source in work.sources:
        stated = work.ledger.stated_named(source.ids, target.names, target.codes) if source.year == year + 1 else []
        levels = [one for one in stated if one.role == "level" and one.year == year and one.fen is not None]
        if len({one.fen for one in levels}) == 1:
            return levels[0]
    return None


def whole_told(work: Work, target: Target, source: Source) -> Target | None:
    """The narrower name (财政拨款支出) under which a document states the change of the whole budget's amount."""
    now = resolve(work.ledger, target, source, Selection()).main
    if now is None or change_of(work, target, source, "change") is not None:
        return None
    for name in next((names for whole, names in WHOLES.items() if whole in target.names), ()):
        alias = target.model_copy(update={"names": (name,), "codes": ()})
        amount = resolve(work.ledger, alias, source, Selection()).main
        both = amount is None and name == "收支总计"  # 收支总计各增加: what is said of the two totals alike
        if (both or (amount is not None and amount.agrees(now))) and change_of(
            work, alias, source, "change"
        ) is not None:
            return alias
    return None


def _less_change(work: Work, target: Target, source: Source, printed: Entry | None) -> bool:
    """A year's figure from the next year's and the change that its document states."""
    now = resolve(work.ledger, target, source, Selection()).main
    change = change_of(work, whole_told(work, target, source) or target, source, "change")
    if now is None or change is None or now.fen is None or change.fen is None or now.value is None:
        return False
    if {now.year, change.year} - {None, source.year}:  # a report on the year before tells its change
        return False
    year = (source.year or 0) - 1
    if base_year(change) not in (year, None):
        return False
    value = money(now.fen - change.fen, now.unit)
    operands = [now, change]
    sign = "-" if change.fen >= 0 else "+"
    formula = f"{work.draft.operand(now)} {sign} {amount_text(abs(change.value or value), change.unit)}"
    label = f"{year}年{target.text}"
    text = work.draft.derived(value, now.unit, label, operands, by=Computed.REMAINDER, source=source, year=year)
    work.draft.operand(change)
    work.draft.say(
        message(
            "derived_last_year", who=f"{source.organization}：", year=year, label=target.text, figure=text,
            base_year=source.year, formula=formula,
        )
    )  # fmt: skip
    if printed is not None and sum_check(work, now, [printed, change]).outcome == "contradiction":
        work.draft.say(message("contradiction_head", statement=work.draft.checks[-1].statement))
    return True


def say_version(work: Work, held: Sequence[str]) -> None:
    """Say which version or stage was left out, or that the one asked for is not loaded."""
    work.draft.unsure |= say_stage_not_loaded(work)
    asked = work.plan.selection.scope
    if held:
        work.draft.say(message("held", names="、".join(held)))
    fits = any(one.scope == asked or one.organization.endswith("级") for one in work.chosen)  # 某省级: no body's own
    if asked in (DEPARTMENT, UNIT) and work.draft.figures and not fits:
        work.draft.unsure = True
        loaded = _VERSIONS[DEPARTMENT if asked == UNIT else UNIT]
        work.draft.lines.insert(0, message("other_version", asked=_VERSIONS[asked], loaded=loaded))
