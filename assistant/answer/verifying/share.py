"""Answering "is that share right?" (核对占比): a stated percentage against the two amounts that it is made of."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import share_check
from assistant.answer.computation import Computed, percent
from assistant.answer.draft import amount_text, entry_label
from assistant.answer.fit.claims import claims, compare_amount
from assistant.answer.messages import message
from assistant.answer.ratios.shares import same_basis, wholes_for
from assistant.execute.resolve import resolve
from assistant.plan import Target, TargetKind
from assistant.verify.proof import proofs
from index.catalogue.vocabulary import normalise
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_CLAIMED: Final = re.compile(r"占(?!地|用)")
_TOTALS: Final = re.compile(r"(?:总|合)计$")
_ALL: Final = re.compile(r"(?:全部|总的?|所有|本年|整个)(?:收入|支出|预算)")


def is_of_share(work: Work) -> bool:
    """Whether a question quotes a percentage that something makes up (占三公20.65%，对吗)."""
    quoted = any(claim.unit == "%" for claim in claims(work.plan))
    return quoted and _CLAIMED.search(work.plan.question) is not None


def verify_share(work: Work, source: Source) -> bool:
    """The share that the document states against its amounts; where it states none, the one that they give."""
    split = _CLAIMED.search(work.plan.question)
    at = split.start() if split else len(work.plan.question)
    subjects = [target for target in work.plan.against if target.kind is not TargetKind.LITERAL]
    named = [*work.plan.targets, *subjects]
    parts = [target for target in named if target.start < at] or named[:1]
    if not parts:
        return False
    whole = next((target for target in named if target.start > at), None)
    share = _stated(work, parts[-1], whole, source)
    if share is None:
        return _computed(work, parts[-1], whole, source)
    pair = _amounts(work, share, parts[-1], whole, source)
    if pair is None:
        return False
    _say(work, share, *pair)
    return True


def _stated(work: Work, part: Target, whole: Target | None, source: Source) -> Entry | None:
    """The stated share of the part that is meant: of the whole named, else the one that the question quotes."""
    stated = work.ledger.stated_named(source.ids, part.names, part.codes)
    shares = [e for e in stated if e.role == "share" and e.unit == "%" and e.year in (None, source.year)]
    shares = [entry for entry in shares if not entry.base.endswith("预算")] or shares
    if whole is not None:
        names = {normalise(name) for name in (*whole.names, whole.text)}
        totals = any(_TOTALS.search(name) for name in names)
        own = [e for e in shares if normalise(e.base) in names or (totals and _TOTALS.search(e.base))]
        shares = own or ([] if not _ALL.search(work.plan.question) else shares)
    quoted = [claim for claim in claims(work.plan) if claim.unit == "%"]
    return next(
        (e for e in shares if any(claim.fits(e.amount, "%") for claim in quoted)), shares[0] if shares else None
    )


def _amounts(
    work: Work, share: Entry, part: Target, whole: Target | None, source: Source
) -> tuple[Entry, Entry] | None:
    """The amounts of a share: as the check of the document sets them against it, else as its sentence states them."""
    stated = work.ledger.stated(source.ids, StatementRow.ordinal < share.ordinal, StatementRow.section == share.section)
    levels = [entry for entry in stated if entry.role == "level" and entry.fen is not None]
    own = next((e for e in reversed(levels) if e.subject == share.subject and e.ordinal == share.ordinal - 1), None)
    base = normalise(share.base)
    total = next((e for e in reversed(levels) if normalise(e.subject) == base and e is not own), None)
    if total is None and own is not None and own.parent is not None:
        total = next((e for e in levels if e.ordinal == own.parent), None)
    own = own or resolve(work.ledger, part, source, work.plan.selection).main
    if total is None:
        meant = whole or Target(text=share.base, names=(share.base,))
        total = resolve(work.ledger, meant, source, work.plan.selection).main
    if own is None or total is None or own.fen is None or not total.fen:
        return None
    return own, total


def _say(work: Work, share: Entry, part: Entry, whole: Entry) -> None:
    exact = Decimal(part.fen or 0) / Decimal(whole.fen or 1) * 100
    right = exact.quantize(share.amount, rounding=ROUND_HALF_UP) == share.amount
    told = next((proof for proof in proofs(work.ledger, [share]) if proof.kind == "share"), None)
    outcome = told.outcome if told is not None else ("exact" if right else "contradiction")
    printed = work.draft.figure(share, f"{entry_label(share)}占比（印出）")
    formula = f"{work.draft.operand(part)} ÷ {work.draft.operand(whole)}"
    label = f"{entry_label(share)}占比（计算）"
    shown = percent(Decimal(part.fen or 0), Decimal(whole.fen or 1))
    text = work.draft.derived(shown, "%", label, [part, whole], by=Computed.SHARE, source=share.source)
    key = {"exact": "rate_right", "rounding": "rate_close"}.get(outcome, "rate_wrong")
    work.draft.say(message(key, printed=printed, computed=text, formula=f"{formula} = {shown}%"))
    if told is None:
        share_check(work, share, part, whole)
    compare_amount(work, share, part, whole)


def _computed(work: Work, part: Target, whole: Target | None, source: Source) -> bool:
    """The percentage that the question quotes against the one that the amounts give: no sentence states it."""
    quoted = [claim for claim in claims(work.plan) if claim.unit == "%"]
    wholes = (whole,) if whole is not None else wholes_for(work, part, source)
    pair = next((found for one in wholes if (found := same_basis(work, part, one, source)) is not None), None)
    if pair is None:
        return False
    share = percent(Decimal(pair[0].fen or 0), Decimal(pair[1].fen or 1))
    formula = f"{work.draft.operand(pair[0])} ÷ {work.draft.operand(pair[1])}"
    label = f"{entry_label(pair[0])}占{entry_label(pair[1])}比重"
    text = work.draft.derived(share, "%", label, list(pair), by=Computed.SHARE, source=source)
    key = "claim_holds" if quoted[-1].fits(share, "%") else "claim_fails"
    asked = amount_text(quoted[-1].quantity.value, "%")
    work.draft.say(message(key, asked=asked, formula=f"{formula} = {text}"))
    return True
