"""The share that a text itself states (文中占比), set against the one that is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.answer.checks import computed_share, share_check
from assistant.answer.messages import message
from assistant.execute.resolve import resolve
from assistant.plan import Selection, Target
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry

RECEIPTS: Final = ("收入总计", "本年收入合计")
EXPENDITURE: Final = ("支出总计", "本年支出合计")


def say_stated_share(work: Work, target: Target, part: Entry, whole: Entry) -> None:
    """The share that the text itself states, checked against the two amounts."""
    for entry in work.ledger.stated_named(part.source.ids, target.names, target.codes):
        pair = {entry.base, whole.subject}
        totals = any(pair <= {*side, "收支总计"} for side in (RECEIPTS, EXPENDITURE))
        if entry.role != "share" or entry.year != part.year:
            continue
        named = normalise(entry.base) == normalise(whole.subject)
        if (named and not (totals and _of_other_total(work, entry, part, whole))) or (
            totals and _fits(entry, part, whole)
        ):
            figure = work.draft.figure(entry, context=True)
            work.draft.say(message("stated_share", figure=figure))
            share_check(work, entry, part, whole)
            return


def say_shares_alone(work: Work) -> Status | None:
    """货物采购授予中小企业的比例: a share that the text states of an item of which it prints no amount."""
    said = False
    for source in work.chosen:
        for target in work.plan.targets if not work.plan.against else ():
            stated = work.ledger.stated_named(source.ids, target.names, target.codes)
            shares = [one for one in stated if one.role == "share" and one.base and one.year in (None, source.year)]
            if len({(one.base, one.value) for one in shares}) == 1:
                label = f"{shares[0].subject}占{shares[0].base}比重"
                figure, names = (
                    work.draft.figure(shares[0], label),
                    {"label": shares[0].subject, "base": shares[0].base},
                )
                work.draft.say(message("share_alone", who=work.who(source), figure=figure, **names))
                said = True
    return "answered" if said else None


def _fits(share: Entry, part: Entry, whole: Entry) -> bool:
    money = part.fen is not None and bool(whole.fen)
    return money and computed_share(share, part, whole) == share.amount


def _of_other_total(work: Work, share: Entry, part: Entry, whole: Entry) -> bool:
    """Texts call 本年收入合计 and 收入总计 alike 收入合计: a share of the one is none of the other."""
    side = next((names for names in (RECEIPTS, EXPENDITURE) if whole.subject in names), ())
    totals = (resolve(work.ledger, Target(text=name, names=(name,)), part.source, Selection()).main for name in side)
    others = [one for one in totals if one is not None and one.fen and one.worth != whole.worth]
    return not _fits(share, part, whole) and any(_fits(share, part, one) for one in others)
