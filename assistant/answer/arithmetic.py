"""Answering sums, differences and shares (加总、相差、占比): exact decimal arithmetic over printed figures, shown."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed, percent
from assistant.answer.crossing import in_its_column, is_held, stands_within, stated_addends
from assistant.answer.draft import amount_text, entry_label, money, place_text
from assistant.answer.endings import not_printed, unknown_year
from assistant.answer.lookup import answer_target, candidates, resolve_all
from assistant.answer.messages import message
from assistant.answer.of_their_kind import in_money, of_all_projects
from assistant.answer.own_table import in_own_table
from assistant.answer.pairs import paired
from assistant.answer.stated_share import EXPENDITURE, RECEIPTS, say_shares_alone, say_stated_share
from assistant.execute.entry import worth
from assistant.execute.resolve import common_table, resolve
from assistant.execute.sentences import find_stated
from assistant.plan import Selection, Target, TargetKind
from assistant.understand import cues
from assistant.understand.fractions import supposed
from assistant.understand.ratios import distinct
from index.catalogue.accounts import classification
from index.model.units import MONEY_UNITS, is_money
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.execute.resolve import Resolved

_WHOLE: Final = 100  # per cent
_NAMED_TOTAL: Final = re.compile("[合总]计$")
_BASIC: Final = "基本支出"
_SAID_BEFORE: Final = "前述"  # 占它多少: of the figure that was told
_PURCHASES: Final = "政府采购"


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
        return together
    return _beside_parts(work, [pool[0] for pool in pools], found)


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
    totals = [total for source in candidates(work) if (total := _sum_in(work, source)) is not None]
    if not totals:
        return missing_operand(work)
    if len(totals) > 1 and len(set(totals)) > 1 and not plan.every:
        work.draft.withdraw()  # one sum was asked for, of a document that the question leaves open
        work.draft.lines.insert(0, message("clarify_years", label="、".join(target.text for target in plan.targets)))
        return "clarify"
    return "answered"


def _sum_in(work: Work, source: Source) -> Decimal | None:
    """Say the sum of the targets in a document that prints them all, and return it in 元 (or as it is)."""
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
        for each in resolve_all(work, target, candidates(work)):
            if each.readings:
                return answer_target(work, target)
    missing = [
        t for t in work.plan.targets if not any(e.found or e.blank for e in resolve_all(work, t, candidates(work)))
    ]
    if missing:
        status = not_printed(work, missing[0], candidates(work))
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
        found = resolve_all(work, target, candidates(work))
        missing = [each.source for each in found if each.main is None and each.blank is None]
        if missing and len(work.plan.targets) == 1 and len(missing) < len(found) and work.plan.selection.organizations:
            return not_printed(work, target, missing)
        entries += [each.main for each in found if each.main is not None]
        empty += [each.blank for each in found if each.main is None and each.blank is not None]
    if not entries:
        return not_printed(work, work.plan.targets[0], candidates(work)) if work.plan.targets else "not_found"
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


def answer_ratio(work: Work) -> Status:
    """State a share: the part, the whole and the percentage."""
    plan = work.plan
    unnamed = plan.measure_word == "倍" and not plan.against  # 是几倍: of all expenditure is not meant
    if unnamed or not plan.targets:
        return missing_operand(work) if plan.targets else _share_of_stated(work)
    answered = False
    winners: list[tuple[Decimal, str]] = []
    missing: list[Target] = []
    for source in candidates(work):
        wholes = plan.against[:1] or wholes_for(work, plan.targets[0], source)
        for target in plan.targets:
            pairs = (same_basis(work, target, whole, source) for whole in wholes)
            entries = next((pair for pair in pairs if pair is not None), None)
            if entries is None:
                missing.append(target)
                continue
            part, whole = entries
            if (part.origin, part.id) == (whole.origin, whole.id) or entry_label(part) == entry_label(whole):
                continue  # the whole is no part of itself
            if plan.measure_word == "倍":
                say_times(work, (entry_label(part), part), (entry_label(whole), whole), work.who(part.source))
                _say_supposed(work, part, whole)
                answered = True
                continue
            share = percent(worth(part), worth(whole))
            formula = f"{work.draft.operand(part)} ÷ {work.draft.operand(whole)}"
            label = f"{entry_label(part)}占{entry_label(whole)}比重"
            text = _share_text(work, label, (part, whole), source)
            work.draft.say(
                message(
                    "ratio",
                    who=work.who(source),
                    numerator=entry_label(part),
                    denominator=entry_label(whole),
                    figure=text,
                    formula=formula,
                )
            )
            _say_supposed(work, part, whole)
            if share > _WHOLE and not cues.SHARE_OF_OTHER(plan.question):
                work.draft.unsure = True
                names = {"numerator": entry_label(part), "denominator": entry_label(whole)}
                work.draft.say(message("part_larger", **names))
            say_stated_share(work, target, part, whole)
            _say_plain(work, target, part)
            winners.append((share, source.organization))
            answered = True
    if not answered:
        return say_shares_alone(work) or missing_operand(work)
    _say_missing(work, missing)
    if len({organization for _, organization in winners}) > 1 and plan.every:
        best = min(winners) if plan.ascending else max(winners)
        key = "winner_least" if plan.ascending else "winner_most"
        first = "、".join(name for share, name in winners if share == best[0])
        work.draft.say(message(key, name=first, figure=f"{best[0]}%"))
    return "answered"


def _share_text(work: Work, label: str, pair: tuple[Entry, Entry], source: Source) -> str:
    """The share in per cent, or in per mille where that is asked for (千分之几), as a derived figure."""
    part, whole = (worth(entry) for entry in pair)
    if "千分之" in work.plan.question and whole:
        value = (part / whole * 1000).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        steps = "{0} / {1} * 1000"
        return work.draft.derived(value, "‰", label, list(pair), by=Computed.STEPS, source=source, steps=steps)
    return work.draft.derived(
        percent(part, whole or Decimal(1)), "%", label, list(pair), by=Computed.SHARE, source=source
    )


def _say_missing(work: Work, targets: Sequence[Target]) -> None:
    """行政运行、事业运行各占多少: which of them is not printed, where the others are."""
    sources = candidates(work)
    for target in targets if len(sources) == 1 else ():
        not_printed(work, target, sources)


def _share_of_stated(work: Work) -> Status:
    """What share of a total an amount is that only a sentence states: 编报绩效目标的项目资金占项目支出."""
    said = False
    wholes = "".join(target.text for target in work.plan.against)
    words = [word for word in work.plan.words if word not in wholes]  # 结转占收入: 收入 is the whole
    for source in candidates(work) if wholes and words else ():
        stated = find_stated(work.ledger, source.ids, words, roles=("level",))
        part = next((entry for entry in stated if entry.fen is not None), None)
        whole = resolve(work.ledger, work.plan.against[0], source, work.plan.selection).main
        if part is None or whole is None or not whole.fen or part.agrees(whole):
            continue
        share = percent(Decimal(part.fen or 0), Decimal(whole.fen))
        names = {"numerator": entry_label(part), "denominator": entry_label(whole)}
        formula = f"{work.draft.operand(part)} ÷ {work.draft.operand(whole)}"
        label = f"{names['numerator']}占{names['denominator']}比重"
        text = work.draft.derived(share, "%", label, [part, whole], by=Computed.SHARE, source=source)
        work.draft.say(message("ratio", who=work.who(source), figure=text, formula=formula, **names))
        work.draft.say(message("checked_by", statement=f"“{part.sentence}”"))
        said = True
    return "answered" if said else "not_found"


def _say_plain(work: Work, target: Target, part: Entry) -> None:
    """The figure that an item has when it is asked for alone, where the table of the whole prints another of it."""
    plain = resolve(work.ledger, target, part.source, work.plan.selection).main
    if plain is None or plain.fen is None or plain.agrees(part) or plain.table_id == part.table_id:
        return
    figure = work.draft.figure(plain, context=True)
    work.draft.say(message("other_scope", where=place_text(plain), label=entry_label(plain), figure=figure))


def _say_supposed(work: Work, part: Entry, whole: Entry) -> None:
    """Whether it is the part that the question supposes: 三分之一了吗."""
    asked = supposed(work.plan.question)
    if asked is None:
        return
    gap = worth(part) * asked.below - worth(whole) * asked.above
    key = "supposed_more" if gap > 0 else ("supposed_less" if gap < 0 else "supposed_exact")
    work.draft.say(message(key, asked=asked.text))


def say_times(work: Work, one: tuple[str, Entry], other: tuple[str, Entry], who: str = "") -> None:
    """How many times the first of two named figures is the other, to two decimals."""
    (left, first), (right, second) = one, other
    times = (worth(first) / worth(second)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    formula = f"{work.draft.operand(first)} ÷ {work.draft.operand(second)}"
    figure = work.draft.derived(times, "倍", f"{left}是{right}的倍数", [first, second], by=Computed.TIMES)
    work.draft.say(message("times", who=who, numerator=left, denominator=right, figure=figure, formula=formula))


def same_basis(work: Work, part: Target, whole: Target, source: Source) -> tuple[Entry, Entry] | None:
    """Part and whole of one document, in money, the whole not zero."""
    entries = of_all_projects(work, in_money(work, operands_in(work, (part, whole), source)))
    if entries is None or not _of_one_kind(entries[0], entries[1]):
        return None
    if entries[0].id == entries[1].id and entries[0].origin == entries[1].origin:
        return None  # one figure for both: the whole that is meant is another
    if (column := in_its_column(work, part, entries[0], entries[1])) is not None:
        return (column, entries[1]) if column.fen is not None else None
    own = in_own_table(work, part, entries[0], entries[1])
    return own, _whole_beside(work, own, entries[1])


def _whole_beside(work: Work, part: Entry, whole: Entry) -> Entry:
    """The whole that the sentence of a part names it of: 一般公共预算基本支出 of its 人员经费, not all 基本支出."""
    kinds = ("基本支出", "项目支出")
    if whole.subject not in kinds or part.subject in kinds or (part.origin == "statement" and part.parent is None):
        return whole
    if part.origin == "fact":
        rows = work.ledger.table_facts(part.table_id or 0) if part.table_id != whole.table_id else []
        totals = [row for row in rows if row.total and row.subject == whole.subject and not row.measure and row.fen]
        return totals[0] if len(totals) == 1 else whole
    above = work.ledger.stated([part.source.id], StatementRow.ordinal == part.parent)
    own = [one for one in above if one.role == "level" and one.subject.endswith(whole.subject) and one.fen]
    return own[0] if len(own) == 1 and not own[0].agrees(whole) else whole


def _of_one_kind(part: Entry, whole: Entry) -> bool:
    """Whether both are money, or both counts of one unit (9辆 of 26辆), and the whole is something."""
    if part.fen is not None and whole.fen is not None:
        return bool(whole.fen)
    counted = part.unit == whole.unit and part.unit not in ("", "%")
    return counted and part.role == whole.role == "count" and bool(whole.value)


def wholes_for(work: Work, target: Target, source: Source) -> tuple[Target, ...]:
    """What a share may be of when the question does not say: what the text says, else the whole of its side."""
    stated = work.ledger.stated_named(source.ids, target.names, target.codes)
    bases = dict.fromkeys(each.base for each in stated if each.role == "share" and each.base)
    told = tuple(Target(text=base, names=(base,)) for base in bases if not base.endswith("预算"))
    if any(name.startswith(_PURCHASES) and name != f"{_PURCHASES}预算" for name in target.names):
        told = (*told, Target(text=_PURCHASES, names=(f"{_PURCHASES}预算",)))  # 货物、工程、服务
    main = resolve(work.ledger, target, source, Selection()).main
    receipts = main is not None and (main.side == "收入" or "收入" in main.subject)
    return (*told, *(Target(text=name, names=(name,)) for name in (RECEIPTS if receipts else EXPENDITURE)))
