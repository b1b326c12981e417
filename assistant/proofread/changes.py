"""Checking changes and growth (增减额、增长率): as the documents state them, else worked out from two figures."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import percent
from assistant.answer.draft import amount_text, entry_label, money
from assistant.execute.bases import base_year, is_against_budget
from assistant.proofread.amounts import gather, main_of, printed, told
from assistant.proofread.compare import Fit, fit, fit_entry
from assistant.proofread.links import linked, places
from assistant.proofread.messages import message
from assistant.proofread.verdict import Computed, Verdict, not_found
from index.model.records import Role, Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.plan import Target
    from assistant.proofread.claims import Claim
    from assistant.proofread.links import Place

_YEAR: Final = re.compile(r"(?:19|20)\d\d(?=年)")
_SAME: Final = re.compile(
    r"\s*(?:[亿万千]?元)?[，,。；;（(]?\s*(?P<said>(?:与|同|和|跟|比|较)[^，,。；;]{0,14}?(?:持平|一致|相同|相等|不变|未变化|无变化))"
)
_RAN: Final = re.compile(r"决算|执行")
_ALSO: Final = {  # names of the same whole under which documents state its change
    "支出总计": ("收支总计", "财政拨款支出", "一般公共预算支出", "财政拨款收支总计"),
    "收入总计": ("收支总计", "财政拨款收入", "一般公共预算拨款收入", "财政拨款收支总计"),
    "收支总计": ("支出总计", "收入总计", "财政拨款收支总计"),
}


def check_change(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> Verdict:
    """The verdict on a change or a growth."""
    stated = _stated(ledger, claim, where)
    for entry in stated:
        got = fit_entry(claim.figure, entry, signed=claim.value)
        if got is not Fit.NONE:
            return Verdict("confirmed", ((_word(got), _told(entry)),), rounded=got is Fit.ROUNDED, entry=entry)
    computed = [*_from_years(ledger, claim, where), *_from_change(ledger, claim, where)]
    for one in computed:
        got = fit(claim.figure, one.value, one.unit, signed=claim.value)
        if got is not Fit.NONE:
            key = "computed" if got is Fit.EXACT else "computed_rounded"
            keys: list[tuple[str, dict[str, object]]] = [(key, {"formula": one.formula})]
            if stated:
                keys.append(("printed_otherwise", {"printed": printed(stated[0])}))
            return Verdict("confirmed", tuple(keys), rounded=got is Fit.ROUNDED, computed=one, also=tuple(stated[:1]))
    return _none(ledger, claim, where, stated, computed)


def _none(
    ledger: Ledger, claim: Claim, where: Sequence[Place], stated: Sequence[Entry], computed: Sequence[Computed]
) -> Verdict:
    """No change found is the one written."""
    certain = claim.sure and len(claim.organizations) == 1 and len(claim.years) == 1
    refuted = _refuted(ledger, claim, where, stated, computed) if certain else None
    if refuted is not None:
        return refuted
    if stated:
        return not_found("not_sure", *stated[:5])
    if computed:
        return not_found("not_sure", *computed[0].operands)
    now = main_of(gather(ledger, claim, where))
    return not_found("no_base", now, printed=printed(now)) if now is not None else not_found("unclear")


def _refuted(
    ledger: Ledger, claim: Claim, where: Sequence[Place], stated: Sequence[Entry], computed: Sequence[Computed]
) -> Verdict | None:
    """The contradiction where what is stated or worked out is surely what the draft speaks of."""
    if stated and not _ambiguous_base(stated):
        best = stated[0]
        turned = fit_entry(claim.figure, best, signed=abs(claim.value) * _sign(best)) is not Fit.NONE
        if turned:
            told_: dict[str, object] = _told(best) | {"direction": _direction(best.amount)}
            return Verdict("contradicted", (("wrong_direction", told_),), entry=best)
        return Verdict("contradicted", (("wrong", _told(best)),), entry=best, also=tuple(stated[1:2]))
    unchanged = _unchanged(ledger, claim, where) if claim.value else None
    if unchanged is not None:
        entry, said = unchanged
        return Verdict("contradicted", (("unchanged", {"said": said}),), entry=entry, reason="unchanged")
    own = [one for one in computed if _base_said(claim, one)]
    if own and not stated and len({one.value for one in own}) == 1:
        return Verdict("contradicted", (("wrong_computed", {"formula": own[0].formula}),), computed=own[0])
    return None


def _stated(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> list[Entry]:
    """The changes that the documents state of the thing, against the base that the draft names."""
    role = claim.role.value
    found: list[Entry] = []
    sources = [place.source for place in where]
    for target in _targets(ledger, claim, where):
        for source in sources:
            for entry in ledger.stated_named(source.ids, target.names, target.codes):
                own_year = entry.year in (None, source.year)
                same_unit = role != "rate" or entry.unit == claim.figure.unit
                if entry.role == role and own_year and same_unit and _same_base(claim, entry):
                    found.append(entry)
        if found:
            break
    return list({(entry.worth, entry.base): entry for entry in reversed(found)}.values())[::-1]


def _targets(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> list[Target]:
    named = replace(claim, sure=True)  # whether the words are linked for certain is another matter
    targets = [each.target for each in linked(ledger, named, [place.source for place in where]) if each.sure]
    targets += [_called(targets[0], name) for name in _ALSO.get(claim.subject, ()) if targets]
    return targets


def _called(target: Target, name: str) -> Target:
    return target.model_copy(update={"names": (name,), "codes": (), "text": name})


def _same_base(claim: Claim, entry: Entry) -> bool:
    """Whether a stated change is against what the draft compares with; a draft that does not say may mean any."""
    own = claim.years[0] if len(claim.years) == 1 else None
    named = _YEAR.search(claim.base)
    wanted = int(named.group()) if named else (own - 1 if own is not None and not _of_own_year(claim) else own)
    theirs = base_year(entry)
    if wanted is not None and theirs is not None and wanted != theirs:
        return False
    if _of_own_year(claim) != is_against_budget(entry) and entry.base:
        return False
    ran, budget = _RAN.search(claim.base), "预算" in claim.base and not _RAN.search(claim.base)
    if ran:
        return bool(_RAN.search(entry.base))
    return not (budget and _RAN.search(entry.base))


def _of_own_year(claim: Claim) -> bool:
    """比年初预算少: the draft compares with the budget of the same year."""
    own = str(claim.years[0]) if len(claim.years) == 1 else ""
    named = _YEAR.search(claim.base)
    if named:
        return bool(own) and named.group() == own
    return "预算" in claim.base and not re.search(r"上年|去年|同期|上一年", claim.base)


def _ambiguous_base(stated: Sequence[Entry]) -> bool:
    """Whether changes against so many bases are stated that the draft may mean yet another."""
    return len({entry.worth for entry in stated}) > 2  # noqa: PLR2004 - two are both shown


def _base_said(claim: Claim, computed: Computed) -> bool:
    """Whether the draft itself names what a worked out change is against, so that no other can be meant."""
    stages = {entry.stage for entry in computed.operands}
    return (
        "预算" in claim.base or bool(_RAN.search(claim.base)) or (bool(_YEAR.search(claim.base)) and len(stages) == 1)
    )


def _from_years(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> list[Computed]:
    """The change between the thing now and the thing that it is compared with, both printed."""
    now = main_of(gather(ledger, claim, where))
    if now is None or now.fen is None or len(claim.years) != 1:
        return []
    found = []
    for before in _bases(ledger, claim):
        if (before.fen is not None and before.fen != now.fen) or before is not now:
            found += _worked_out(claim, now, before)
    return found


def _bases(ledger: Ledger, claim: Claim) -> list[Entry]:
    """What a change may be against: the year before at its own stage, as executed, or the budget of the same year."""
    named = _YEAR.search(claim.base)
    own = claim.years[0]
    year = own if _of_own_year(claim) else (int(named.group()) if named else own - 1)
    stages = [Stage.INITIAL_BUDGET] if year == own else [claim.stage, Stage.EXECUTED, Stage.FINAL]
    if _RAN.search(claim.base):
        stages = [Stage.EXECUTED, Stage.FINAL]
    elif "预算" in claim.base and year != own:
        stages = [Stage.BUDGET]
    found: list[Entry] = []
    for stage in stages:
        kind = "决算" if stage in (Stage.FINAL, Stage.INITIAL_BUDGET) else claim.kind
        at = _at(claim, year, stage, kind)
        entry = main_of(gather(ledger, at, places(ledger, at)))
        if entry is not None and entry not in found:
            found.append(entry)
    return found


def _at(claim: Claim, year: int, stage: Stage, kind: str) -> Claim:
    return replace(claim, years=(year,), stage=stage, kind=kind, role=Role.LEVEL)


def _worked_out(claim: Claim, now: Entry, before: Entry) -> list[Computed]:
    if now.fen is None or before.fen is None:
        return []
    label = f"{told(now)}与{told(before)}相比"
    left, right = printed(now), printed(before)
    difference = now.fen - before.fen
    if claim.role is Role.CHANGE:
        value = money(difference, now.unit)
        formula = f"{left} − {right} = {amount_text(value, now.unit)}"
        return [Computed(value, now.unit, label, formula, (now, before))]
    if not before.fen:
        return []
    rate = _exact(Decimal(difference), Decimal(before.fen))
    shown = percent(Decimal(difference), Decimal(before.fen))
    return [Computed(rate, "%", label, f"({left} − {right}) ÷ {right} = {shown}%", (now, before))]


def _from_change(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> list[Computed]:
    """A growth from the amount and the change that the documents state."""
    if claim.role is not Role.RATE:
        return []
    now = main_of(gather(ledger, claim, where))
    found = []
    for change in _stated(ledger, replace(claim, role=Role.CHANGE), where):
        if now is None or now.fen is None or change.fen is None or now.fen == change.fen:
            continue
        before = Decimal(now.fen - change.fen)
        shown = percent(Decimal(change.fen), before)
        more, left = printed(change), printed(now)
        sign = "−" if change.fen >= 0 else "+"
        formula = f"{'' if change.fen >= 0 else '−'}{more} ÷ ({left} {sign} {more}) = {shown}%"
        label = f"{entry_label(now)}{change.base}增长率"
        found.append(Computed(_exact(Decimal(change.fen), before), "%", label, formula, (now, change)))
    return found


def _exact(part: Decimal, whole: Decimal) -> Decimal:
    """A percentage with many more digits than anybody writes."""
    with localcontext() as context:
        context.prec = 40
        return part / whole * 100


def _unchanged(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> tuple[Entry, str] | None:
    """The sentence that says in words that the thing did not change (与上年持平)."""
    for target in _targets(ledger, claim, where):
        for place in where:
            for entry in ledger.stated_named(place.source.ids, target.names, target.codes):
                said = _SAME.match(entry.sentence, entry.end)
                if said and entry.role == "level" and entry.year in (None, place.source.year):
                    return entry, said["said"]
    return None


def _word(got: Fit) -> str:
    return "equal" if got is Fit.EXACT else "rounded"


def _told(entry: Entry) -> dict[str, object]:
    base = f"{entry.base}{_direction(entry.amount)}"
    return {"label": f"{told(entry)}{base}", "printed": printed(entry)}


def _direction(value: Decimal) -> str:
    return message("increase") if value >= 0 else message("decrease")


def _sign(entry: Entry) -> int:
    return -1 if entry.amount < 0 else 1
