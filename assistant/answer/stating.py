"""Stating a figure (陈述数字): the figure, where it stands, what else prints it, and what contradicts it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import agreement_check, contradiction_check, empty_note_check
from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money, place_text
from assistant.answer.messages import message
from assistant.verify.proof import counterparts, proofs
from index.catalogue.accounts import names_of
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry
    from assistant.execute.resolve import Resolved

_MANY_PARTS: Final = 8
_CLASS: Final = 3  # digits of a 类
_NATURES: Final = frozenset({"基本支出", "项目支出", "人员支出", "公用支出"})


def say_figure(work: Work, each: Resolved) -> None:
    """State a figure: first the figure, then where it stands, then what confirms or contradicts it."""
    main = each.main
    if main is None:
        return
    if work.plan.units and is_money(main.unit):
        say_converted(work, each)
        return
    draft, who = work.draft, work.who(each.source)
    key = "zero" if main.value == 0 and is_money(main.unit) else "figure"
    row = f"，{main.row_label}" if main.form == "procurement" else ""  # 采购方式 and the like stand in the row
    stands = f"（{place_text(main)}{row}）"
    draft.say(message(key, who=who, label=entry_label(main), figure=draft.figure(main), stands=stands))
    for part in _told_parts(each, main):
        if part.value:
            text = draft.figure(part, context=True)
            draft.say(message("figure_part", measure=part.measure, figure=text))
    if each.blank is not None:
        number = draft.cite(each.blank)
        stated = amount_text(main.amount, main.unit)
        draft.say(place_text(each.blank) + message("blank_but_stated", cell=f"[{number}]", figure=stated))
    _say_others(work, each, main)
    if main.doubtful and not main.recognised:
        draft.say(message("doubtful"))
    note = work.ledger.note(main)
    if note and main.value:
        empty_note_check(work, main, note)


def _told_parts(each: Resolved, main: Entry) -> list[Entry]:
    """What columns of the row take of the figure; of a very wide table those that are no single accounts."""
    parts = [part for part in each.parts if part.id != main.id] if not each.target.measure else []
    if len(parts) <= _MANY_PARTS:
        return parts
    return [part for part in parts if part.measure in _NATURES or any(len(c) == _CLASS for c in names_of(part.measure))]


def _say_others(work: Work, each: Resolved, main: Entry) -> None:
    """What else prints the figure, contradicts it, or goes by its name under another 口径."""
    said = any([say_conflict(work, entry) for entry in (main, *each.same)][:4])
    if not said and each.against:
        contradiction_check(work, main, each.against)
    for other in each.others[:2]:
        if _conflicting(work, (main, *each.same), other):
            _say_conflicting(work, main, other)
        elif not _contradicts(work, main, other):
            text = work.draft.figure(other, context=True)
            work.draft.say(message("other_scope", where=place_text(other), label=entry_label(other), figure=text))
    for same in each.same[:3]:
        work.draft.cite(same)
        work.draft.entries.append(same)  # what contradicts it contradicts the answer
        if same.table_id != main.table_id and same.origin == "fact":
            agreement_check(work, main, same)


def _conflicting(work: Work, taken: Sequence[Entry], other: Entry) -> bool:
    """Whether a check of the document sets another figure against one like ours, or against a sum that comes to it."""
    for proof in proofs(work.ledger, [other]):
        sums = {Decimal(proof.expected), Decimal(proof.actual)} if proof.kind in _ARITHMETIC else set[Decimal]()
        if proof.outcome == "contradiction" and other.value in sums and any(entry.value in sums for entry in taken):
            return True  # a total of which the parts come to our figure
        against = counterparts(work.ledger, other, [proof])
        if any(one.worth == entry.worth for one in against for entry in taken):
            return True
    return False


def _say_conflicting(work: Work, main: Entry, other: Entry) -> None:
    sides = frozenset(str(one.worth) for one in (main, other))
    if sides in work.draft.told:
        return
    work.draft.told.add(sides)
    statement = next(p for p in proofs(work.ledger, [other]) if p.outcome == "contradiction").statement
    work.draft.say(message("contradiction_head", statement=statement))
    for entry in (main, other):
        figure = work.draft.figure(entry)
        work.draft.say(message("contradiction_place", where=place_text(entry), figure=figure))


def _contradicts(work: Work, main: Entry, other: Entry) -> bool:
    return any(one.id == other.id for one in counterparts(work.ledger, main, proofs(work.ledger, [main])))


_ARITHMETIC: Final = ("sum", "columns", "narrative_sum", "parts", "change", "share")


def say_conflict(work: Work, main: Entry) -> bool:
    """Show the other side where the document contradicts itself about this figure, and what the sums say."""
    found = proofs(work.ledger, [main])
    others = counterparts(work.ledger, main, found)
    if not others:
        return False
    sides = frozenset(str(one.worth) for one in (main, *others))
    if sides in work.draft.told:
        return True
    work.draft.told.add(sides)
    proof = next(p for p in found if p.outcome == "contradiction")
    work.draft.say(message("contradiction_head", statement=proof.statement))
    for other in (main, *others):
        work.draft.say(
            message("contradiction_place", where=place_text(other), figure=work.draft.figure(other, entry_label(other)))
        )
    _say_support(work, (main, *others))
    return True


def _say_support(work: Work, sides: Sequence[Entry]) -> None:
    """Which side the sums bear out; where they bear out several, that they do not decide."""
    borne: list[tuple[str, list[str]]] = []
    for side in sides:
        exact = [p.statement for p in proofs(work.ledger, [side]) if p.outcome == "exact" and p.kind in _ARITHMETIC]
        if exact:
            borne.append((amount_text(side.amount, side.unit), list(dict.fromkeys(exact))))
    if len(borne) == 1:
        figure, statements = borne[0]
        work.draft.say(message("supported_by_sums", figure=figure, statement=statements[0]))
    elif borne:
        each = "；".join(f"{figure} 有 {len(found)} 条（如 {found[0]}）" for figure, found in borne)
        work.draft.say(message("supported_both", each=each))


def contradicted(work: Work, entries: Sequence[Entry]) -> bool:
    """Whether the document prints another figure for one of these elsewhere."""
    return any(against_printed(work, entry) for entry in entries)


def against_printed(work: Work, entry: Entry) -> list[Entry]:
    """What the document prints elsewhere for the same thing, and differs from it."""
    return counterparts(work.ledger, entry, proofs(work.ledger, [entry]))


def note_contradiction(work: Work, part: Entry) -> None:
    """Tell, in a list, that the document prints another figure for one of its items elsewhere."""
    for other in counterparts(work.ledger, part, proofs(work.ledger, [part]))[:1]:
        figure = work.draft.figure(other, context=True)
        work.draft.say(message("note_contradiction", label=entry_label(part), where=place_text(other), figure=figure))


def say_converted(work: Work, each: Resolved) -> None:
    """State a figure in the units asked for, with the printed one beside it."""
    main = each.main
    if main is None or main.fen is None:
        return
    texts = []
    for unit in work.plan.units:
        if unit == main.unit:
            texts.append(work.draft.figure(main))
        else:
            value = money(main.fen, unit)
            texts.append(
                work.draft.derived(value, unit, f"{entry_label(main)}（{unit}）", [main], by=Computed.CONVERSION)
            )
    printed = work.draft.figure(main, supporting=True)
    work.draft.say(
        message(
            "converted", who=work.who(each.source), label=entry_label(main), figures="，".join(texts), figure=printed
        )
    )
