"""Answering shares and times (占比、倍数): exact decimal arithmetic over printed figures of one basis, shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed, percent
from assistant.answer.draft import entry_label, place_text
from assistant.answer.endings import not_printed
from assistant.answer.lookups.crossing import in_its_column
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.own_table import in_own_table
from assistant.answer.messages import message
from assistant.answer.ratios.of_their_kind import in_money, of_all_projects
from assistant.answer.ratios.stated_share import EXPENDITURE, RECEIPTS, say_shares_alone, say_stated_share
from assistant.answer.sums.arithmetic import missing_operand, operands_in
from assistant.execute.entry import worth
from assistant.execute.resolve import resolve
from assistant.execute.sentences import find_stated
from assistant.plan import Target
from assistant.understand.words import cues
from assistant.understand.words.fractions import supposed
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_WHOLE: Final = 100  # per cent
_PURCHASES: Final = "政府采购"


def answer_ratio(work: Work) -> Status:
    """State a share: the part, the whole and the percentage."""
    plan = work.plan
    unnamed = plan.measure_word == "倍" and not plan.against  # 是几倍: of all expenditure is not meant
    if unnamed or not plan.targets:
        return missing_operand(work) if plan.targets else _share_of_stated(work)
    answered = False
    winners: list[tuple[Decimal, str]] = []
    missing: list[Target] = []
    for source in work.chosen:
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
    sources = work.chosen
    for target in targets if len(sources) == 1 else ():
        not_printed(work, target, sources)


def _share_of_stated(work: Work) -> Status:
    """What share of a total an amount is that only a sentence states: 编报绩效目标的项目资金占项目支出."""
    said = False
    wholes = "".join(target.text for target in work.plan.against)
    words = [word for word in work.plan.words if word not in wholes]  # 结转占收入: 收入 is the whole
    for source in work.chosen if wholes and words else ():
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
    entries = in_money(work, operands_in(work, (part, whole), source))
    entries = entries if whole.forms else of_all_projects(work, entries)
    if entries is None or not _of_one_kind(entries[0], entries[1]):
        return None
    if entries[0].id == entries[1].id and entries[0].origin == entries[1].origin:
        return None  # one figure for both: the whole that is meant is another
    if (column := in_its_column(work, part, entries[0], entries[1])) is not None:
        return (column, entries[1]) if column.fen is not None else None
    own = in_own_table(work, part, entries[0], entries[1])
    return own, entries[1] if whole.forms else _whole_beside(work, own, entries[1])


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
    main = next((each.main for each in resolve_all(work, target, [source])), None)
    names = (*target.names, *((main.subject,) if main is not None else ()))  # as the sentence calls it that tells it
    stated = work.ledger.stated_named(source.ids, names, target.codes)
    bases = dict.fromkeys(each.base for each in stated if each.role == "share" and each.base)
    whole = [base for base in bases if base.startswith(_PURCHASES) or not base.endswith("预算")]
    told = tuple(Target(text=base, names=(base,)) for base in whole)
    if any(name.startswith(_PURCHASES) and name != f"{_PURCHASES}预算" for name in target.names):
        told = (*told, Target(text=_PURCHASES, names=(f"{_PURCHASES}预算",)))  # 货物、工程、服务
    receipts = main is not None and (main.side == "收入" or "收入" in main.subject)
    return (*told, *(Target(text=name, names=(name,)) for name in (RECEIPTS if receipts else EXPENDITURE)))
