"""Checking a draft against the loaded documents (核对文稿): one function from a text to its figures with verdicts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from assistant.answer.draft import Draft, entry_label
from assistant.answer.endings import loaded_text
from assistant.answer.model import Figure as AnswerFigure
from assistant.execute.ledger import Ledger
from assistant.proofread.amounts import check_amount, role_name
from assistant.proofread.changes import check_change
from assistant.proofread.claims import read_claims
from assistant.proofread.links import places
from assistant.proofread.messages import message
from assistant.proofread.model import CheckedFigure, TextCheck
from assistant.proofread.setting import Given
from assistant.proofread.shares import check_share
from assistant.proofread.sums import Known, check_combined, combines
from assistant.proofread.verdict import Verdict, not_found
from assistant.proofread.written import read_written
from index.catalogue.organizations import find_mentions
from index.model.errors import IndexingError
from index.model.quantity import print_quantity
from index.model.records import Role
from index.model.units import is_money, to_yuan
from index.store.database import NothingLoadedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from assistant.execute.entry import Entry
    from assistant.proofread.claims import Claim
    from assistant.proofread.verdict import Computed
    from index.store.reader import Reader

_LISTED: Final = 8  # loaded organizations named in a message
MAX_TEXT: Final = 100_000  # characters of a draft


class UnknownOrganizationError(IndexingError):
    """An organization given for a draft that no loaded document is of, or that may be several."""

    def __init__(self, name: str, loaded: str, *, several: bool = False) -> None:
        super().__init__(message("ambiguous_option" if several else "unknown_option", name=name, loaded=loaded))


class LongTextError(IndexingError):
    """A draft with more characters than are checked at once."""

    def __init__(self, length: int) -> None:
        super().__init__(message("too_long", length=length, limit=MAX_TEXT))


def check_text(reader: Reader, text: str, organization: str = "", year: int | None = None) -> TextCheck:
    """Check every figure of a draft; `organization` and `year` hold where the text names none.

    Raise UnknownOrganizationError, LongTextError, or what opening the index raises; an index with nothing in it
    gives a report without verdicts that says so.
    """
    started = time.perf_counter()
    if len(text) > MAX_TEXT:
        raise LongTextError(len(text))
    try:
        with reader.connection() as connection:
            ledger = Ledger(connection)
            if ledger.sources:
                report = _checked(ledger, text, Given(_given(ledger, organization), year))
            else:
                report = TextCheck(text=text, note=message("no_documents"))
    except NothingLoadedError:
        report = TextCheck(text=text, note=message("no_documents"))
    return report.model_copy(update={"elapsed_ms": round((time.perf_counter() - started) * 1000, 1)})


def _given(ledger: Ledger, name: str) -> tuple[int, ...]:
    """The organization that the user names for the whole draft."""
    if not name.strip():
        return ()
    full = {source.organization_id: source.organization for source in ledger.sources.values()}
    exact = tuple(one for one, its in full.items() if its == name.strip())
    mentions = find_mentions(name.strip(), ledger.loaded.lexicon)
    found = exact or tuple(dict.fromkeys(one for mention in mentions.found for one in mention.ids))
    if len(found) == 1:
        return found
    names = "、".join([its for one, its in full.items() if not found or one in found][:_LISTED])
    raise UnknownOrganizationError(name, names, several=bool(found))


def _checked(ledger: Ledger, text: str, given: Given) -> TextCheck:
    claims = read_claims(ledger, read_written(text), given)
    draft = Draft("")
    figures: list[CheckedFigure] = []
    before: list[Known] = []
    sentence = -1
    for number, claim in enumerate(claims, 1):
        if claim.place != sentence:
            before, sentence = [], claim.place
        verdict = _verdict(ledger, claim, before)
        known = verdict.outcome in ("confirmed", "contradicted") and verdict.entry is not None
        before.append(Known(claim, verdict.entry if known else None))
        figures.append(_written(draft, number, claim, verdict))
    counts = {
        one: sum(figure.outcome == one for figure in figures) for one in ("confirmed", "contradicted", "not_found")
    }
    note = "" if figures else message("no_figures")
    return TextCheck(text=text, figures=figures, citations=draft.citations, note=note, **counts)


def _verdict(ledger: Ledger, claim: Claim, before: Sequence[Known]) -> Verdict:
    how = combines(claim, before)
    if how:
        combined = check_combined(claim, before, how)
        if combined is not None:
            return combined
    ending = _nowhere(claim)
    if ending is not None:
        return ending
    where = places(ledger, claim)
    if not where:
        return _no_year(ledger, claim)
    if claim.role in (Role.CHANGE, Role.RATE):
        return check_change(ledger, claim, where)
    if claim.role is Role.SHARE:
        return check_share(ledger, claim, where)
    told = [one.entry for one in before if one.entry is not None]
    return check_amount(ledger, claim, where, told[::-1])


def _nowhere(claim: Claim) -> Verdict | None:
    """The ending where it is not said of whom the figure is, or of somebody who is not loaded."""
    if claim.unknown:
        return not_found("unit_not_loaded", name=claim.unknown)
    if not claim.organizations:
        return not_found("no_organization")
    return None


def _no_year(ledger: Ledger, claim: Claim) -> Verdict:
    own = [source for source in ledger.sources.values() if source.organization_id in claim.organizations]
    who = "、".join(dict.fromkeys(source.organization for source in own))
    years = "、".join(str(year) for year in claim.years)
    return not_found("year_not_loaded", who=who, years=years, loaded=loaded_text(own))


def _written(draft: Draft, number: int, claim: Claim, verdict: Verdict) -> CheckedFigure:
    """A verdict as the report shows it, its places cited."""
    right, citations = _right(draft, verdict)
    citations += [draft.cite(entry) for entry in verdict.also]
    candidates = [_figure(draft, entry) for entry in verdict.candidates if entry.value is not None]
    entry = verdict.entry
    return CheckedFigure(
        number=number, text=claim.figure.text, start=claim.figure.start, end=claim.figure.end, sentence=claim.sentence,
        subject=claim.subject, role=role_name(claim.role),
        organization=right.organization if right else (entry.source.organization if entry else ""),
        year=claim.years[0] if len(claim.years) == 1 else (right.year if right else None),
        outcome=verdict.outcome, reason=verdict.reason, rounded=verdict.rounded, right=right,
        formula=verdict.computed.formula if verdict.computed else "", candidates=candidates,
        citations=list(dict.fromkeys([*citations, *(n for one in candidates for n in one.citations)])),
        note="".join(message(key, **values) for key, values in verdict.keys),
    )  # fmt: skip


def _right(draft: Draft, verdict: Verdict) -> tuple[AnswerFigure | None, list[int]]:
    """What the documents print or what is worked out from them, and its citations."""
    if verdict.computed is not None:
        figure = _computed(draft, verdict.computed)
        return figure, list(figure.citations)
    if verdict.entry is not None:
        figure = _figure(draft, verdict.entry)
        return figure, list(figure.citations)
    one = verdict.indicator
    if one is not None and one.value is not None:
        number = draft.cite_indicator(one)
        figure = AnswerFigure(
            label=one.name, value=print_quantity(one.value), unit=one.unit, organization=one.source.organization,
            year=one.source.year, kind=one.source.kind, citations=[number],
        )  # fmt: skip
        return figure, [number]
    return None, []


def _figure(draft: Draft, entry: Entry) -> AnswerFigure:
    value = abs(entry.amount) if entry.role in ("change", "rate") else entry.amount
    return AnswerFigure(
        label=entry_label(entry), value=print_quantity(value), unit=entry.unit, yuan=_yuan(value, entry.unit),
        organization=entry.source.organization, year=entry.year or entry.source.year, kind=entry.source.kind,
        citations=[draft.cite(entry)],
    )  # fmt: skip


def _computed(draft: Draft, computed: Computed) -> AnswerFigure:
    first = computed.operands[0].source
    several = len({entry.source.organization_id for entry in computed.operands}) > 1
    value = computed.value if is_money(computed.unit) else round(computed.value, 2)
    return AnswerFigure(
        label=computed.label, value=print_quantity(value), unit=computed.unit, yuan=_yuan(value, computed.unit),
        organization="" if several else first.organization, year=first.year, kind=first.kind, derived=True,
        citations=[draft.cite(entry) for entry in computed.operands],
    )  # fmt: skip


def _yuan(value: Decimal, unit: str) -> str | None:
    return print_quantity(to_yuan(value, unit)) if is_money(unit) else None
