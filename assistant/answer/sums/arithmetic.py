"""Answering sums (加总): exact decimal arithmetic over printed figures, shown."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money, place_text
from assistant.answer.endings import not_printed, unknown_year
from assistant.answer.lookups.crossing import is_held, stands_within, stated_addends
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.answer.sums.pairs import paired
from assistant.answer.sums.under_account import sum_under
from assistant.execute.resolve import common_table, resolve
from assistant.plan import Target, TargetKind
from assistant.understand.choosing.ratios import distinct
from index.catalogue.accounts import classification
from index.model.units import MONEY_UNITS, is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.execute.resolve import Resolved

_NAMED_TOTAL: Final = re.compile("[合总]计$")
_BASIC: Final = "基本支出"
_SAID_BEFORE: Final = "前述"  # 占它多少: of the figure that was told


def operands_in(work: Work, targets: Sequence[Target], source: Source) -> list[Entry] | None:
    """One figure for each target in a document, of one table where one prints them all; None when one is missing."""
    work = _of_basic(work, targets)
    found = [resolve(work.ledger, target, source, work.plan.selection) for target in targets]
    pools = []
    for target, each in zip(targets, found, strict=True):
        if each.main is None and not each.readings:
            each = resolve_all(work, target, [source])[0]  # noqa: PLW2901 - the wider search of the same target
        pool = [entry for entry in (each.main, *each.same) if entry is not None] or list(each.readings)
        if not pool or (each.main is None and _repeated(pool)):
            return None
        pools.append(pool)
    together = common_table(pools)
    if together is not None or any(each.readings for each in found):
        return together if together is None or not _one_of_several(together, pools) else None
    return _beside_parts(work, [pool[0] for pool in pools], found)


def _one_of_several(chosen: Sequence[Entry], pools: Sequence[Sequence[Entry]]) -> bool:
    """Whether a name stands for several accounts in the table that was chosen: no first of them is what it means."""
    return any(
        len({one.worth for one in pool if (one.table_id, one.column_path) == (entry.table_id, entry.column_path)}) > 1
        for entry, pool in zip(chosen, pools, strict=True)
    )


def _beside_parts(work: Work, entries: list[Entry], found: Sequence[Resolved]) -> list[Entry]:
    """水费占商品和服务支出: the account as the table of its parts prints it, where another table has more in it."""
    codes = [entry.code for entry in entries]
    wide = next((n for n, code in enumerate(codes) if code and _are_parts(code, codes[:n] + codes[n + 1 :])), None)
    if wide is None or work.plan.selection.nature == "all" or _SAID_BEFORE in work.plan.question:
        return entries
    tables = {entry.table_id for n, entry in enumerate(entries) if n != wide}
    own = [one for one in found[wide].others if {one.table_id} == tables and one.fen is not None and not one.measure]
    return [*entries[:wide], own[0], *entries[wide + 1 :]] if len(own) == 1 else entries


def _are_parts(code: str, others: Sequence[str]) -> bool:
    return bool(others) and all(other.startswith(code) and other != code for other in others)


def _repeated(readings: Sequence[Entry]) -> bool:
    """Whether a name stands in several rows of one table: none of them alone is what it means."""
    return len({(entry.table_id, entry.code, entry.column_path) for entry in readings}) < len(readings)


def _of_basic(work: Work, targets: Sequence[Target]) -> Work:
    """Beside 基本支出 its own economic accounts are meant: not what is spent on them out of projects too."""
    beside = [target for target in targets if _BASIC not in target.names]
    economic = beside and all(any(classification(code) == "economic" for code in one.codes) for one in beside)
    if work.plan.selection.nature or len(beside) == len(targets) or not economic:
        return work
    selection = work.plan.selection.model_copy(update={"nature": "basic"})
    return replace(work, plan=work.plan.model_copy(update={"selection": selection}))


def answer_sum(work: Work) -> Status:
    """Add targets of one document, or one target over organizations."""
    plan = work.plan
    if plan.across or len(plan.targets) == 1:
        return _sum_over_documents(work)
    if not plan.targets:
        return "not_found"
    totals = [total for source in work.chosen if (total := _sum_in(work, source)) is not None]
    if not totals:
        return missing_operand(work)
    if len(totals) > 1 and len(set(totals)) > 1 and not plan.every:
        work.draft.withdraw()  # one sum was asked for, of a document that the question leaves open
        work.draft.lines.insert(0, message("clarify_years", label="、".join(target.text for target in plan.targets)))
        return "clarify"
    return "answered"


def _sum_in(work: Work, source: Source) -> Decimal | None:
    """Say the sum of the targets in a document that prints them all, and return it in 元 (or as it is)."""
    if (under := sum_under(work, source)) is not None:
        return under
    entries = stated_addends(work, source)
    if entries is None:
        targets = {(one.names, one.codes, one.measure): one for one in within_first(work, source)}
        entries = operands_in(work, list(targets.values()), source)
    if entries is None or not of_one_kind(entries):
        return None
    if len({(entry.origin, entry.id) for entry in entries}) < len(entries):
        return None  # one figure for two addends: one of them is something else
    total, unit, formula = _added(work, entries)
    label = "+".join(entry_label(entry) for entry in entries)
    text = work.draft.derived(total, unit, f"{label} 合计", entries, by=Computed.SUM, source=source)
    work.draft.say(message("sum", label=f"{work.who(source)}{label} ", figure=text, formula=formula))
    for (_, claim), entry in zip(paired(work.plan), entries, strict=False):  # 货物214加服务349: what the question says
        if not claim.fits(entry.amount, entry.unit):
            work.draft.say(message("premise", actual=amount_text(entry.amount, entry.unit), asked=claim.text))
    tables = dict.fromkeys(entry.table_title for entry in entries if entry.table_id is not None)
    if len(tables) > 1:
        work.draft.say(message("several_tables", tables="、".join(f"《{title}》" for title in tables)))
    return total * MONEY_UNITS.get(unit, Decimal(1))


def within_first(work: Work, source: Source) -> tuple[Target, ...]:
    """The addends, without a first one that only says within what the others stand: 甲专项里乙和丙合起来."""
    first, *others = work.plan.targets
    if len(others) < 2 or not is_held(work.plan.question, first, others[0]):  # noqa: PLR2004 - a sum of two
        return work.plan.targets
    inner = operands_in(work, others, source)
    held = inner is not None and all(stands_within(work, first, entry) for entry in inner)
    return tuple(others) if held else work.plan.targets


def missing_operand(work: Work) -> Status:
    """A sum with an operand that cannot be had: say which, and ask back where it may mean several."""
    work = replace(work, plan=work.plan.model_copy(update={"measure_word": ""}))  # 倍 counts none of the operands
    for target in work.plan.targets:
        for each in resolve_all(work, target, work.chosen):
            if each.readings:
                return answer_target(work, target)
    missing = [t for t in work.plan.targets if not any(e.found or e.blank for e in resolve_all(work, t, work.chosen))]
    if missing:
        status = not_printed(work, missing[0], work.chosen)
        if missing[0].measure:  # 甲的基本支出 of a table that tells no 基本支出 apart: what it prints of 甲
            whole = missing[0].model_copy(update={"measure": ""})
            answer_target(work, whole)
            work.draft.withdraw()
        return status
    for target in (*work.plan.targets, *work.plan.against):
        if target.kind is not TargetKind.LITERAL:
            answer_target(work, target)
    work.draft.withdraw()  # what was to be worked out of them is not
    work.draft.lines.insert(0, message("not_computed"))
    return "not_found"


def of_one_kind(entries: Sequence[Entry]) -> bool:
    """Whether figures can be added: all are money, or all are counted in one unit."""
    return all(is_money(entry.unit) for entry in entries) or len({entry.unit for entry in entries}) == 1


def _added(work: Work, entries: Sequence[Entry]) -> tuple[Decimal, str, str]:
    formula = " + ".join(work.draft.operand(entry) for entry in entries)
    if all(entry.fen is not None for entry in entries):
        unit = entries[0].unit
        total = money(sum(entry.fen or 0 for entry in entries), unit)
        return total, unit, formula
    return sum((entry.amount for entry in entries), Decimal(0)), entries[0].unit, formula


def _sum_over_documents(work: Work) -> Status:
    if work.plan.selection.years and not work.chosen:
        return unknown_year(work)
    entries: list[Entry] = []
    empty: list[Entry] = []
    for target in distinct(work.plan.targets):  # 甲的三公经费和乙的三公经费: one item of both
        found = resolve_all(work, target, work.chosen)
        missing = [each.source for each in found if each.main is None and each.blank is None]
        if missing and len(work.plan.targets) == 1 and len(missing) < len(found) and work.plan.selection.organizations:
            return not_printed(work, target, missing)
        entries += [each.main for each in found if each.main is not None]
        empty += [each.blank for each in found if each.main is None and each.blank is not None]
    if not entries:
        return not_printed(work, work.plan.targets[0], work.chosen) if work.plan.targets else "not_found"
    if len(entries) == 1:
        return answer_target(work, work.plan.targets[0])
    if not of_one_kind(entries):
        return missing_operand(work)
    total, unit, formula = _added(work, entries)
    own = len({entry.source.year for entry in entries}) > 1 and _NAMED_TOTAL.search(work.plan.targets[0].text)
    for entry in entries:
        figure = work.draft.figure(entry, supporting=not own)  # 两年三公经费合计: 合计 may be of the name
        work.draft.say(
            message("figure", who=work.who(entry.source), label=entry_label(entry), figure=figure, stands="")
        )
    for each in empty:
        stands = f"（{place_text(each)}）[{work.draft.cite(each)}]"
        work.draft.say(message("unsummed_blank", who=each.source.label, label=entry_label(each), stands=stands))
    label = entry_label(entries[0])
    text = work.draft.derived(total, unit, f"{label}合计", entries, by=Computed.SUM)
    work.draft.lines.insert(0, message("sum", label=label, figure=text, formula=formula))
    return "answered"
