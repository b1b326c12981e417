"""Checking amounts and counts (金额与个数): the printed figure of the same thing, organization, year and stage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz

from assistant.answer.draft import amount_text, entry_label
from assistant.execute.resolve import resolve
from assistant.execute.sentences import find_stated
from assistant.proofread.compare import Fit, finest, fit, fit_entry
from assistant.proofread.links import is_whole, linked
from assistant.proofread.verdict import Verdict, not_found
from assistant.proofread.written import Hedge, in_unit
from index.catalogue.vocabulary import normalise
from index.model.records import Role
from index.model.units import is_money
from index.store.schema import FactRow, IndicatorRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry, Source
    from assistant.execute.ledger import IndicatorEntry, Ledger
    from assistant.execute.resolve import Resolved
    from assistant.proofread.claims import Claim
    from assistant.proofread.links import Linked, Place
    from assistant.proofread.written import Figure

_MANY: Final = 4  # different amounts of one name
_NOUN: Final = 2  # characters of the noun at the end of what is counted (公务|车辆)
_ALIKE: Final = 70  # likeness of two names of one thing in one sentence, of 100


@dataclass(frozen=True, slots=True)
class Found:
    """What a claim's thing comes to in one document, and how sure it is that the claim means it."""

    resolved: Resolved
    sure: bool


def check_amount(ledger: Ledger, claim: Claim, where: Sequence[Place], before: Sequence[Entry] = ()) -> Verdict:
    """The verdict on an amount or a count; `before` are what the figures before it in its sentence were found to be."""
    sources = [place.source for place in where]
    finds = gather(ledger, claim, where)
    hit = _hit(claim.figure, finds)
    if hit is not None:
        return hit
    if claim.figure.kind != "money":
        counted = _counted(ledger, claim, sources) or _targeted(ledger, claim, sources)
        if counted is not None:
            return counted
    if not any(_any(one.resolved) for one in finds) and (told_beside := _in_the_same_sentence(ledger, claim, before)):
        return told_beside
    return _missing(ledger, claim, where, finds)


def _in_the_same_sentence(ledger: Ledger, claim: Claim, before: Sequence[Entry]) -> Verdict | None:
    """…50个，涉及资金…: what the sentence that states the figure before states of the like."""
    for entry in before:
        if entry.origin != "statement" or not claim.subject:
            continue
        beside = [
            one
            for one in ledger.stated(entry.source.ids, StatementRow.sentence == entry.sentence)
            if one.role == claim.role.value and in_unit(one.amount, one.unit, claim.figure.unit) is not None
            and one.id != entry.id and fuzz.ratio(one.subject, claim.subject) >= _ALIKE
        ]  # fmt: skip
        for one in beside:
            got = fit_entry(claim.figure, one)
            if got is not Fit.NONE:
                return Verdict(
                    "confirmed", ((_word(claim.figure, got), _told(one)),), rounded=got is Fit.ROUNDED, entry=one
                )
        if len(beside) == 1:
            return wrong(claim, beside[0])
    return None


def gather(ledger: Ledger, claim: Claim, where: Sequence[Place]) -> list[Found]:
    """What the claim's thing comes to in each document; the first way of linking that finds anything sure is taken."""
    found: list[Found] = []
    for each in linked(ledger, claim, [place.source for place in where]):
        here = [_resolved(ledger, each, place) for place in where]
        found += [one for one in here if _any(one.resolved)]
        if each.sure and any(_any(one.resolved) for one in here) and not is_whole(claim.subject):
            break
    return found


def main_of(finds: Sequence[Found], *, money: bool = True) -> Entry | None:
    """The figure that is surely or most likely meant."""
    ordered = sorted(finds, key=lambda one: not one.sure)
    mains = [one.resolved.main for one in ordered if one.resolved.main is not None]
    return next((entry for entry in mains if not money or entry.fen is not None), None)


def _resolved(ledger: Ledger, each: Linked, place: Place) -> Found:
    selection = place.selection.model_copy(
        update={name: value for name, value in each.selection.model_dump().items() if value}
    )
    return Found(resolve(ledger, each.target, place.source, selection), each.sure and place.sure)


def _any(resolved: Resolved) -> bool:
    return resolved.main is not None or bool(resolved.readings) or resolved.blank is not None


def _hit(figure: Figure, finds: Sequence[Found]) -> Verdict | None:
    """The verdict where some figure found is the one written."""
    for one in sorted(finds, key=lambda found: not found.sure):
        resolved = one.resolved
        if resolved.main is not None:
            plain = finest(figure, [resolved.main, *resolved.same])
            verdict = _confirmed(figure, plain, resolved, sure=one.sure)
            if verdict is not None:
                return verdict
    for one in sorted(finds, key=lambda found: not found.sure):
        resolved = one.resolved
        near = (*resolved.readings, *resolved.others, *((resolved.against,) if resolved.against else ()))
        for entry in finest(figure, near):
            got = fit_entry(figure, entry)
            if got is not Fit.NONE:
                return _beside(figure, entry, resolved, got)
    return None


def _confirmed(figure: Figure, entries: Sequence[Entry], resolved: Resolved, *, sure: bool) -> Verdict | None:
    fits = [(fit_entry(figure, entry), entry) for entry in entries]
    best = next((one for one in fits if one[0] is Fit.EXACT), None) or next(
        (one for one in fits if one[0] is Fit.ROUNDED), None
    )
    if best is None:
        return None
    got, entry = best
    keys: list[tuple[str, dict[str, object]]] = (
        [(_word(figure, got), _told(entry))] if sure else [("ambiguous_but_equal", _told(entry))]
    )
    against = resolved.against
    if against is not None and fit_entry(figure, against) is Fit.NONE:
        keys.append(("against_table", {"other": printed(against)}))
    also = (against,) if against is not None and len(keys) > 1 else ()
    return Verdict("confirmed", tuple(keys), rounded=got is Fit.ROUNDED, entry=entry, also=also)


def _beside(figure: Figure, entry: Entry, resolved: Resolved, got: Fit) -> Verdict:
    """A figure of the same name under another 口径, or the sentence that a table contradicts."""
    main = resolved.main
    if main is None:
        return Verdict("confirmed", (("ambiguous_but_equal", _told(entry)),), rounded=got is Fit.ROUNDED, entry=entry)
    if entry is resolved.against:
        keys: list[tuple[str, dict[str, object]]] = [(_word(figure, got), _told(entry))]
        keys.append(("against_table", {"other": printed(main)}))
        return Verdict("confirmed", tuple(keys), rounded=got is Fit.ROUNDED, entry=entry, also=(main,))
    told = _told(entry) | {"main": f"{entry_label(main)} {printed(main)}"}
    return Verdict("confirmed", (("other_scope", told),), rounded=got is Fit.ROUNDED, entry=entry, also=(main,))


def _word(figure: Figure, got: Fit) -> str:
    if figure.hedge not in (Hedge.NONE, Hedge.ABOUT):
        return "hedged"
    return "equal" if got is Fit.EXACT else "rounded"


def _told(entry: Entry) -> dict[str, object]:
    return {"label": told(entry), "printed": printed(entry)}


def told(entry: Entry) -> str:
    """An entry as a sentence names it: whose, when, what."""
    year = entry.year or entry.source.year
    stage = entry.stage if entry.stage != entry.source.kind else entry.source.kind
    return f"{entry.source.organization}{f'{year}年' if year else ''}{stage}·{entry_label(entry)}"


def printed(entry: Entry) -> str:
    """An entry's figure as text, a decrease without its sign."""
    return amount_text(abs(entry.amount), entry.unit) if entry.value is not None else ""


def _missing(ledger: Ledger, claim: Claim, where: Sequence[Place], finds: Sequence[Found]) -> Verdict:
    """No figure found is the one written: contradicted where one alone is surely meant, else not certain."""
    comparable = [
        (one, entry)
        for one in finds
        for entry in ((one.resolved.main,) if one.resolved.main else one.resolved.readings)
        if in_unit(entry.amount, entry.unit, claim.figure.unit) is not None
    ]
    sure = [(one, entry) for one, entry in comparable if one.sure and one.resolved.main is not None]
    worths = {entry.worth for _, entry in sure}
    certain = len(claim.organizations) == 1 and len(claim.years) == 1 and len(worths) == 1
    certain = certain and not _of_many(ledger, sure[0][1])
    if certain and (other := _named_part(ledger, claim, sure[0][1])) is not None:
        return not_found("part_of", other, label=entry_label(other))
    if certain:
        return wrong(claim, sure[0][1])
    if comparable:
        return not_found("not_sure", *_distinct([entry for _, entry in comparable]))
    blank = next((one.resolved.blank for one in finds if one.resolved.blank is not None), None)
    who = where[0].source.label if where else ""
    if blank is not None:
        return not_found("blank", blank, who=blank.source.label, subject=claim.subject)
    return not_found("not_printed", who=who, subject=claim.subject) if claim.read else not_found("unclear")


def _of_many(ledger: Ledger, main: Entry) -> bool:
    """Whether a document prints many amounts under one name (财政拨款 of each project), so that any may be meant."""
    facts = ledger.facts(main.source.ids, FactRow.subject == main.subject, FactRow.measure == "")
    return len({fact.worth for fact in facts if not fact.blank and fact.stage == main.stage}) > _MANY


def wrong(claim: Claim, entry: Entry) -> Verdict:
    """The written figure is not that of the documents."""
    keys: list[tuple[str, dict[str, object]]] = [("wrong", _told(entry))]
    its, written = entry.amount, claim.figure.value
    if is_money(entry.unit) and is_money(claim.figure.unit) and entry.unit != claim.figure.unit and its == written:
        keys.append(("wrong_unit", {}))
    return Verdict("contradicted", tuple(keys), entry=entry)


def _named_part(ledger: Ledger, claim: Claim, main: Entry) -> Entry | None:
    """A part of the thing (its 基本支出, its 人员支出) that is the figure written: the draft may mean that."""
    facts = ledger.facts(main.source.ids, FactRow.subject == main.subject, FactRow.measure != "")
    return next((fact for fact in facts if not fact.blank and fit_entry(claim.figure, fact) is Fit.EXACT), None)


def _distinct(entries: Sequence[Entry]) -> list[Entry]:
    seen: dict[object, Entry] = {}
    for entry in entries:
        seen.setdefault((entry.worth, entry.source.id), entry)
    return list(seen.values())[:5]


def _counted(ledger: Ledger, claim: Claim, sources: Sequence[Source]) -> Verdict | None:
    """A count as the text states it: by the name of what is counted, then by the words of the sentence."""
    ids = tuple(dict.fromkeys(one for source in sources for one in source.ids))
    if not claim.subject or not ids:
        return None
    named = [
        entry
        for entry in ledger.stated(ids, StatementRow.role.in_(("count", "level")))
        if entry.unit == claim.figure.unit and normalise(entry.subject) == normalise(claim.subject)
    ]
    own = [entry for entry in named if (entry.year or entry.source.year) in claim.years]
    for entry in own or named:
        if fit_entry(claim.figure, entry) is not Fit.NONE:
            got = fit_entry(claim.figure, entry)
            return Verdict(
                "confirmed", ((_word(claim.figure, got), _told(entry)),), rounded=got is Fit.ROUNDED, entry=entry
            )
    certain = len(claim.organizations) == 1 and len(claim.years) == 1 and claim.sure
    if own and certain and len({entry.worth for entry in own}) == 1:
        return wrong(claim, own[0])
    spoken = find_stated(ledger, ids, [claim.subject], claim.figure.unit)
    spoken = spoken or find_stated(ledger, ids, [claim.subject[-_NOUN:]], claim.figure.unit)
    for entry in spoken:
        if entry.unit == claim.figure.unit and fit_entry(claim.figure, entry) is not Fit.NONE:
            return Verdict("confirmed", (("ambiguous_but_equal", _told(entry)),), entry=entry)
    near = _distinct((*(own or named), *spoken))
    return not_found("not_sure", *near) if near else None


def _targeted(ledger: Ledger, claim: Claim, sources: Sequence[Source]) -> Verdict | None:
    """The target of a performance indicator."""
    ids = tuple(dict.fromkeys(one for source in sources for one in source.ids))
    if not claim.subject or not ids:
        return None
    wanted = normalise(claim.subject)
    held = [one for one in ledger.indicators(ids, IndicatorRow.value.is_not(None)) if _same_name(one, wanted)]
    for one in held:
        if one.value is not None and _fits_target(claim.figure, one) is not Fit.NONE:
            return Verdict("confirmed", (("equal", _target_told(one)),), indicator=one)
    exact = [one for one in held if normalise(one.name) == wanted and _same_unit(claim.figure, one)]
    certain = len(claim.organizations) == 1 and len(claim.years) == 1
    if certain and exact and len({one.value for one in exact}) == 1:
        return Verdict("contradicted", (("wrong", _target_told(exact[0])),), indicator=exact[0])
    return None


def _same_name(one: IndicatorEntry, wanted: str) -> bool:
    name = normalise(one.name)
    return name == wanted or wanted.removesuffix("目标值").removesuffix("目标") == name


def _same_unit(figure: Figure, one: IndicatorEntry) -> bool:
    return not one.unit or one.unit == figure.unit


def _fits_target(figure: Figure, one: IndicatorEntry) -> Fit:
    """A target is written with its direction: 不低于 98% is 98%."""
    plain = replace(figure, hedge=Hedge.NONE)
    if one.value is None or not _same_unit(figure, one):
        return Fit.NONE
    return fit(plain, one.value, figure.unit)


def _target_told(one: IndicatorEntry) -> dict[str, object]:
    year = f"{one.source.year}年" if one.source.year else ""
    return {"label": f"{one.source.organization}{year}·{one.name}", "printed": f"{one.direction}{one.printed}"}


def role_name(role: Role) -> str:
    """A role in the words of a report."""
    return {Role.LEVEL: "金额", Role.CHANGE: "增减额", Role.RATE: "增长率", Role.SHARE: "占比", Role.COUNT: "个数"}[
        role
    ]
