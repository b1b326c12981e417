"""Checks that an answer makes itself (答案自核): parts against the whole, an equation the user asks about."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from assistant.answer.draft import amount_text, entry_label, place_text
from assistant.answer.messages import message
from assistant.answer.model import CheckResult
from index.model.quantity import Interval, Outcome, compare, print_quantity
from index.model.units import FEN_PER_YUAN, MONEY_UNITS, is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry
    from assistant.execute.parts import Parts

_ALIKE = 85  # of 100: sentences that differ in hardly more than the figure
_PARTIAL = Decimal("0.05")
_KEYS = {Outcome.EXACT: "parts_agree", Outcome.ROUNDING: "parts_round", Outcome.CONTRADICTION: "parts_differ"}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A sum of parts beside its printed whole, in the unit of the whole."""

    value: Decimal
    tolerance: Decimal
    outcome: Outcome


def compare_sum(whole: Entry, parts: Sequence[Entry]) -> Comparison:
    """Compare parts with a whole in intervals of their printed digits (XBRL Calculations 1.1)."""
    total = whole.quantity
    added, value, tolerance = Interval(Decimal(0), Decimal(0)), Decimal(0), total.half_unit
    for part in parts:
        money = is_money(part.unit) and is_money(whole.unit)
        factor = MONEY_UNITS[part.unit] / MONEY_UNITS[whole.unit] if money else Decimal(1)
        added = added + part.quantity.interval.scaled(factor)
        value += part.quantity.value * factor
        tolerance += part.quantity.half_unit * factor
    return Comparison(value, tolerance, compare(total.interval, added, exact=value == total.value))


def _taking_part(work: Work, result: Entry, *others: Entry, signs: Sequence[int] = ()) -> dict[str, Any]:
    """The citations and operands of a check: the result first, then what it is compared with."""
    entries = (result, *others)
    citations = [work.draft.cite(entry) for entry in entries]
    told = signs or (0, *(1 for _ in others))
    return {
        "citations": citations,
        "operands": [work.draft.operand_of(entry, sign) for entry, sign in zip(entries, told, strict=True)],
    }


def sum_check(work: Work, whole: Entry, parts: Sequence[Entry]) -> CheckResult:
    """Check that parts add up to a whole, and keep the check with the answer."""
    compared = compare_sum(whole, parts)
    formula = " + ".join(amount_text(part.amount, "") for part in parts)
    result = CheckResult(
        kind="sum", statement=f"{whole.subject} {amount_text(whole.amount, '')} = {formula}",
        expected=print_quantity(whole.amount), actual=print_quantity(compared.value),
        difference=print_quantity(compared.value - whole.amount), tolerance=print_quantity(compared.tolerance),
        outcome=compared.outcome.value, **_taking_part(work, whole, *parts),
    )  # fmt: skip
    work.draft.checks.append(result)
    return result


def computed_share(share: Entry, part: Entry, whole: Entry) -> Decimal:
    """The percentage that two amounts come to, with the digits that a stated share prints."""
    return _ratio(part, whole).quantize(share.amount, rounding=ROUND_HALF_UP)


def _ratio(part: Entry, whole: Entry) -> Decimal:
    return part.amount * MONEY_UNITS[part.unit] / (whole.amount * MONEY_UNITS[whole.unit]) * 100


def _share_slack(part: Entry, whole: Entry) -> Decimal:
    """By how many percent the digits that two amounts print let their percentage differ from what they come to."""
    first, second = (one.quantity.half_unit * MONEY_UNITS[one.unit] for one in (part, whole))
    amount, base = part.amount * MONEY_UNITS[part.unit], whole.amount * MONEY_UNITS[whole.unit]
    if abs(base) <= second:
        return Decimal(100)
    return ((abs(amount) + first) / (abs(base) - second) - abs(amount / base)) * 100


def share_check(work: Work, share: Entry, part: Entry, whole: Entry) -> None:
    """Check a stated percentage against the two amounts it is made of, within the digits that they all print.

    What differs is told with two digits more than the percentage prints: 45.40 is no 46, though both are near 45.5.
    """
    ratio, rounded = _ratio(part, whole), computed_share(share, part, whole)
    slack = _share_slack(part, whole)
    exact, finest = rounded == share.amount, share.quantity.half_unit / 50
    outcome = compare(share.quantity.interval, Interval(ratio - slack, ratio + slack), exact=exact)
    told = rounded if exact else ratio.quantize(finest, rounding=ROUND_HALF_UP)
    work.draft.checks.append(
        CheckResult(
            kind="share",
            statement=f"{amount_text(part.amount, part.unit)} ÷ {amount_text(whole.amount, whole.unit)} = {told}%",
            expected=print_quantity(share.amount), actual=print_quantity(told),
            difference=print_quantity(told - share.amount),
            tolerance=print_quantity((share.quantity.half_unit + slack).quantize(share.quantity.half_unit / 500)),
            outcome=outcome.value, **_taking_part(work, share, part, whole, signs=(0, 1, -1)),
        )
    )  # fmt: skip


def agreement_check(work: Work, first: Entry, other: Entry) -> None:
    """The same figure in another table of the document confirms it, within the digits that both print."""
    names = [f"{entry.code} {entry.subject} {entry.printed}{entry.unit}".strip() for entry in (first, other)]
    gap = Decimal((other.fen or 0) - (first.fen or 0))
    work.draft.checks.append(
        CheckResult(
            kind="repeat",
            statement=f"{names[0]}（{place_text(first)}） = {names[1]}（{place_text(other)}）",
            expected=print_quantity(first.amount), actual=print_quantity(other.amount),
            difference=print_quantity(gap / (MONEY_UNITS.get(first.unit, Decimal(1)) * FEN_PER_YUAN)),
            tolerance=print_quantity(first.quantity.half_unit),
            outcome="exact" if first.worth == other.worth else "rounding",
            **_taking_part(work, first, other),
        )
    )  # fmt: skip


def contradiction_check(work: Work, printed: Entry, stated: Entry) -> None:
    """The text gives another figure for the same thing than every table: both are shown."""
    places = [f"{entry.printed}{entry.unit}（{place_text(entry)}）" for entry in (printed, stated)]
    gap = Decimal((stated.fen or 0) - (printed.fen or 0)) / (MONEY_UNITS[printed.unit] * FEN_PER_YUAN)
    work.draft.checks.append(
        CheckResult(
            kind="narrative", statement=f"{printed.subject} {places[0]} ≠ {places[1]}",
            expected=print_quantity(printed.amount), actual=print_quantity(stated.amount),
            difference=print_quantity(gap), tolerance=print_quantity(stated.quantity.half_unit),
            outcome="contradiction", **_taking_part(work, printed, stated),
        )
    )  # fmt: skip
    work.draft.say(message("contradiction_head", statement=work.draft.checks[-1].statement))
    figure = work.draft.figure(stated, f"{entry_label(stated)}（文字说明）")
    work.draft.say(message("contradiction_place", where=place_text(stated), figure=figure))


def empty_note_check(work: Work, main: Entry, note: str) -> None:
    """A table that prints figures while its note calls it empty."""
    statement = message("empty_note", table=main.table_title, note=note, figure=amount_text(main.amount, main.unit))
    work.draft.checks.append(
        CheckResult(
            kind="empty", statement=statement, expected="0", actual=print_quantity(main.amount),
            difference=print_quantity(main.amount), tolerance="0", outcome="contradiction",
            **_taking_part(work, main),
        )
    )  # fmt: skip
    work.draft.say(message("contradiction_head", statement=statement))


def repeated_check(work: Work, first: Entry, other: Entry) -> None:
    """Two sentences that say the same with another figure contradict each other."""
    alike = fuzz.ratio(_without_figure(first), _without_figure(other)) >= _ALIKE
    together = first.sentence == other.sentence and first.subject != other.subject  # and another of the same list
    if not alike or together or first.unit != other.unit:
        return
    work.draft.checks.append(
        CheckResult(
            kind="repeat",
            statement=f"{first.subject} {first.printed}{first.unit}（{place_text(first)}） ≠ "
            f"{other.printed}{other.unit}（{place_text(other)}）",
            expected=print_quantity(first.amount), actual=print_quantity(other.amount),
            difference=print_quantity(other.amount - first.amount), tolerance="0", outcome="contradiction",
            **_taking_part(work, first, other),
        )
    )  # fmt: skip
    work.draft.say(message("contradiction_head", statement=work.draft.checks[-1].statement))


def _without_figure(entry: Entry) -> str:
    return entry.sentence[: entry.start] + entry.sentence[entry.end :]


def parts_check(work: Work, found: Parts) -> CheckResult:
    """Check listed parts against their whole and say how it came out; the result, which may have been given up.

    A sentence may list only some parts: a large gap there is no contradiction.
    """
    result = sum_check(work, found.whole, found.parts)
    gap = abs(Decimal(result.difference))
    if found.whole.origin == "statement" and gap > abs(found.whole.amount) * _PARTIAL:
        work.draft.checks.remove(result)
        added = " + ".join(amount_text(part.amount, "") for part in found.parts)
        printed = amount_text(found.whole.amount, found.whole.unit)
        work.draft.say(message("parts_incomplete", formula=f"{added} = {Decimal(result.actual):,}", printed=printed))
        return result
    formula = " + ".join(amount_text(part.amount, "") for part in found.parts) + f" = {Decimal(result.actual):,}"
    work.draft.say(
        message(
            _KEYS[Outcome(result.outcome)], formula=formula, difference=result.difference.lstrip("-"),
            printed=amount_text(found.whole.amount, found.whole.unit),
        )
    )  # fmt: skip
    return result
