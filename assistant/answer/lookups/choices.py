"""What is told in place of one plain figure (反问与说明): the choices, the part only, the empty cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assistant.answer.draft import entry_label, place_text
from assistant.answer.empty_tables import say_empty_table
from assistant.answer.messages import message
from assistant.answer.stating import note_contradiction
from assistant.execute.steps import heads
from assistant.understand.scoping.version import family, one_organization

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.resolve import Resolved
    from assistant.plan import Target

_SEVERAL: Final = 2


def say_part(work: Work, target: Target, found: Sequence[Resolved]) -> Status:
    """油费: the documents only list what it is part of, which is told, but is not the figure asked for."""
    for each in found:
        if each.main is not None:
            figure = work.draft.figure(each.main, context=True)
            who, label = work.who(each.source), entry_label(each.main)
            work.draft.say(message("part_only", who=who, word=target.text, label=label, figure=figure))
    return "not_found"


def several_organizations(found: Sequence[Resolved]) -> bool:
    """Whether the figures found are of several organizations, and not of the 部门 and the 单位 of one."""
    apart = len({each.source.organization_id for each in found}) > 1
    return apart and not one_organization([each.source for each in found])


def answered_apart(work: Work) -> bool:
    """Whether the figures of an answer are of several organizations, which have not all the same."""
    told: dict[str, list[tuple[str, str]]] = {}
    for figure in work.draft.figures:
        if figure.organization:
            told.setdefault(figure.organization, []).append((figure.value, figure.unit))
    own = [source for source in work.chosen if source.organization in told]
    same = len({tuple(values) for values in told.values()}) == 1 and one_organization(own)
    return len(told) > 1 and not same


def say_blank(work: Work, each: Resolved) -> None:
    """Say that a cell is empty: neither 0.00 nor missing."""
    blank = each.blank
    if blank is None:
        return
    number = work.draft.cite(blank)
    work.draft.say(
        message(
            "blank", who=work.who(each.source), label=entry_label(blank), stands=f"（{place_text(blank)}）[{number}]"
        )
    )
    say_empty_table(work, each.target, each.source)


def ask_document(work: Work, target: Target, found: Sequence[Resolved]) -> Status:
    """Ask which document is meant, with the figure of each."""
    key = "clarify_organizations" if several_organizations(found) else "clarify_years"
    if one_organization([each.source for each in found]):
        key = "clarify_scopes"
    work.draft.say(message(key, label=target.text))
    for each in found:
        if each.main is not None:
            text = work.draft.figure(each.main, context=True)
            work.draft.say(
                message("clarify_choice", who=work.who(each.source), label=entry_label(each.main), figure=text)
            )
            note_contradiction(work, each.main)
    return "clarify"


def ask_reading(work: Work, each: Resolved) -> Status:
    """Ask which of the accounts that the words may mean is meant, with the figure of each."""
    work.draft.say(message("clarify_readings", text=each.target.text))
    apart = len({(entry.table_id, entry_label(entry)) for entry in each.readings}) == 1  # rows of one name
    for entry in each.readings:
        text = work.draft.figure(entry, context=True)
        above = heads(work.ledger, entry) if apart else ()
        label = f"{entry.code} {'/'.join((*above, entry_label(entry)))}".strip()
        work.draft.say(
            message("clarify_choice", who=work.who(each.source), label=f"{label}（{place_text(entry)}）", figure=text)
        )
    return "clarify"


def say_absent(work: Work, target: Target, figures: Sequence[Resolved]) -> None:
    """甲和乙各多少: say of which of the organizations named there is no figure; the others' are no whole answer."""
    ids = work.plan.selection.organizations
    if not work.plan.every or len(ids) < _SEVERAL:
        return
    everyone = work.ledger.sources.values()
    told = family(everyone, [each.source.organization_id for each in figures])
    absent = [one for one in ids if one not in told]
    names = dict.fromkeys(source.organization for source in everyone if source.organization_id in absent)
    for name in names:
        work.draft.say(message("not_printed", who=name, label=target.text))
        work.draft.unsure = True
