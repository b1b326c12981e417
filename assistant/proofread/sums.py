"""Checking sums and differences that a draft works out of its own figures (合计、相差)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.answer.draft import amount_text, money
from assistant.proofread.amounts import printed
from assistant.proofread.compare import Fit, fit
from assistant.proofread.verdict import Computed, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.proofread.claims import Claim

_NUMBER: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8}
_SUM: Final = re.compile(
    r"(?:^|[，,、；;])(?:以上|上述|这)?(?P<number>[两二三四五六七八])?(?:项|者|家|个|类|笔|部分)?(?:单位|部门|费用|支出|经费)?"
    r"(?:合计|共计|总计|相加|加起来|之和|合在一起|一共|总共)(?:为|是|达|约)*$"
)
_GAP: Final = re.compile(r"相差|差额|(?:比|较)(?:前者|后者)?[^0-9%]{0,16}?(?:多|(?<!减)少|高|(?<!降)低)(?:出|了)?$")
_LAST_YEAR: Final = re.compile(r"上年|去年|同期|同比|年")
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of the same sentence that has been checked: what the documents print for it, None where nothing."""

    claim: Claim
    entry: Entry | None


def combines(claim: Claim, before: Sequence[Known]) -> str:
    """Whether a figure is worked out of those before it: "sum", "gap" or "" ."""
    if claim.figure.kind != "money" or len(before) < _LEAST or claim.base:
        return ""
    if _SUM.search(claim.lead):
        return "sum"
    return "gap" if _GAP.search(claim.lead) and not _LAST_YEAR.search(claim.lead) else ""


def check_combined(claim: Claim, before: Sequence[Known], how: str) -> Verdict | None:
    """The verdict on a sum or difference; None where one of its figures is not known for certain."""
    terms = _terms(claim, before, how)
    entries = [one.entry for one in terms if one.entry is not None and one.entry.fen is not None]
    if len(entries) < _LEAST or len(entries) != len(terms):
        return None
    computed = _sum(entries) if how == "sum" else _gap(entries)
    got = fit(claim.figure, computed.value, computed.unit)
    if got is not Fit.NONE:
        key = "computed" if got is Fit.EXACT else "computed_rounded"
        return Verdict(
            "confirmed", ((key, {"formula": computed.formula}),), rounded=got is Fit.ROUNDED, computed=computed
        )
    if _clear(claim, terms, how):
        return Verdict("contradicted", (("wrong_computed", {"formula": computed.formula}),), computed=computed)
    return None


def _terms(claim: Claim, before: Sequence[Known], how: str) -> list[Known]:
    """The figures that are added: as many as the words say (三项合计), else all of the sentence that are no parts."""
    levels = [one for one in before if one.claim.role.value == "level" and one.claim.figure.kind == "money"]
    match = _SUM.search(claim.lead)
    if how == "gap":
        return levels[-_LEAST:]
    number = _NUMBER.get(match["number"] or "", 0) if match else 0
    return levels[-number:] if number else levels


def _clear(claim: Claim, terms: Sequence[Known], how: str) -> bool:
    """Whether nothing else can be meant than these figures: their number is said, or they are two."""
    match = _SUM.search(claim.lead)
    return (how == "gap" and len(terms) == _LEAST) or bool(match and match["number"])


def _sum(entries: Sequence[Entry]) -> Computed:
    unit = entries[0].unit
    total = money(sum(entry.fen or 0 for entry in entries), unit)
    formula = f"{' + '.join(printed(entry) for entry in entries)} = {amount_text(total, unit)}"
    return Computed(total, unit, "各项合计", formula, tuple(entries))


def _gap(entries: Sequence[Entry]) -> Computed:
    first, second = sorted(entries, key=lambda entry: -(entry.fen or 0))
    unit = first.unit
    gap = money((first.fen or 0) - (second.fen or 0), unit)
    return Computed(
        gap, unit, "相差", f"{printed(first)} − {printed(second)} = {amount_text(gap, unit)}", (first, second)
    )
