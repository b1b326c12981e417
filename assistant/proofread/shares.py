"""Checking shares (占比): worked out exactly from the part and the whole, or as the documents state it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import percent
from assistant.answer.draft import entry_label
from assistant.execute.resolve import common_table
from assistant.proofread.amounts import gather, printed, told
from assistant.proofread.compare import Fit, fit, fit_entry
from assistant.proofread.links import linked, places
from assistant.proofread.verdict import Computed, Verdict, not_found
from index.model.records import Role, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.proofread.amounts import Found
    from assistant.proofread.claims import Claim
    from assistant.proofread.links import Place

_COMPLETED: Final = re.compile(r"(?:年初|全年|调整后?|当年)?(?:财政拨款)?(?:支出|收入)?预算数?的?")
_EXPENDITURE: Final = ("支出总计", "本年支出合计", "财政拨款支出")
_RECEIPTS: Final = ("收入总计", "本年收入合计", "财政拨款收入")


def check_share(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> Verdict:
    """The verdict on a share: confirmed where some whole that may be meant gives it."""
    if _COMPLETED.fullmatch(claim.base):
        claim = replace(claim, stage=Stage.FINAL)
        where = places(ledger, claim) or where
    stated = _stated(ledger, claim, where)
    computed = _computed(ledger, claim, where)
    for one in computed:
        got = fit(claim.figure, one.value, one.unit)
        if got is not Fit.NONE:
            return Verdict("confirmed", (("computed_rounded", {"formula": one.formula}),), rounded=True, computed=one)
    for entry in stated:
        got = fit_entry(claim.figure, entry)
        if got is not Fit.NONE:
            told_: dict[str, object] = {"label": told(entry), "printed": printed(entry)}
            return Verdict("confirmed", (("equal" if got is Fit.EXACT else "rounded", told_),), entry=entry)
    certain = claim.sure and len(claim.organizations) == 1 and len(claim.years) == 1 and len(where) == 1
    values = {percent_of(one) for one in computed}
    if certain and computed and (len(values) == 1 or claim.base):
        return Verdict("contradicted", (("wrong_computed", {"formula": computed[0].formula}),), computed=computed[0])
    if computed:
        return not_found("not_sure", *computed[0].operands)
    return not_found("not_sure", *stated[:5]) if stated else not_found("unclear")


def percent_of(computed: Computed) -> Decimal:
    """A worked out share to two decimals."""
    return computed.value.quantize(Decimal("0.01"))


def _stated(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> list[Entry]:
    found: list[Entry] = []
    sources = [place.source for place in where]
    for each in linked(ledger, replace(claim, sure=True), sources):
        if each.sure:
            for source in sources:
                stated = ledger.stated_named(source.ids, each.target.names, each.target.codes)
                found += [entry for entry in stated if entry.role == "share"]
    return found


def _computed(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> list[Computed]:
    """The share of the thing in each whole that may be meant, the surest first; one of each document is taken."""
    found: list[Computed] = []
    for place in where:
        parts = _pool(gather(ledger, replace(claim, role=Role.LEVEL), [place]))
        if not parts:
            continue
        if _COMPLETED.fullmatch(claim.base):
            found += _completed(ledger, claim, parts)
            continue
        for name in _wholes(claim, parts[0]):
            whole = replace(claim, subject=name, code="", role=Role.LEVEL, parent="", lead=name)
            wholes = _pool(gather(ledger, whole, [place]))
            if wholes:
                found.append(_share(parts, wholes))
                break
    return [one for one in found if one.operands]


def _completed(ledger: Ledger, claim: Claim, parts: Sequence[Entry]) -> list[Computed]:
    """完成年初预算的 98%: the result in the budget of its own year."""
    budget = replace(claim, role=Role.LEVEL, stage=Stage.INITIAL_BUDGET, base="", years=claim.years)
    wholes = _pool(gather(ledger, budget, places(ledger, budget)))
    return [_share(parts, wholes)] if wholes else []


def _wholes(claim: Claim, part: Entry) -> tuple[str, ...]:
    """What the share is of: what the draft says, else the whole of its side."""
    if claim.base:
        return (claim.base,)
    if claim.parent:
        return (claim.parent,)
    return _RECEIPTS if part.side == "收入" or "收入" in part.subject else _EXPENDITURE


def _pool(finds: Sequence[Found]) -> list[Entry]:
    """The figure taken and those that print the same, of the surest find."""
    for one in sorted(finds, key=lambda found: not found.sure):
        if one.resolved.main is not None:
            return [entry for entry in (one.resolved.main, *one.resolved.same) if entry.fen is not None]
    return []


def _share(parts: Sequence[Entry], wholes: Sequence[Entry]) -> Computed:
    pair = common_table([parts, wholes]) or [parts[0], wholes[0]]
    part, whole = pair
    if not whole.fen:
        return Computed(Decimal(0), "%", "", "", ())
    with localcontext() as context:
        context.prec = 40
        value = Decimal(part.fen or 0) / Decimal(whole.fen) * 100
    shown = percent(Decimal(part.fen or 0), Decimal(whole.fen))
    formula = f"{printed(part)} ÷ {printed(whole)} = {shown}%"
    return Computed(value, "%", f"{entry_label(part)}占{entry_label(whole)}比重", formula, (part, whole))
