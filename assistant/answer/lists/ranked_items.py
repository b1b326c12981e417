"""Putting named items in order (所列各项比大小): 公务接待费、会议费、培训费哪个最多.

Each item is told: with its figure, as an empty cell, or as not printed. Without one of them the order is not complete.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, place_text
from assistant.answer.endings import not_listed
from assistant.answer.lists.places import say_apart
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.answer.sums.arithmetic import operands_in
from assistant.execute.entry import worth
from assistant.execute.parts import parts_of
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.execute.resolve import Resolved
    from assistant.plan import Target

_TWO: Final = 2  # figures that can be compared


def rank_items(work: Work) -> Status:
    """Order the items that the question names, in each document meant."""
    sources = work.chosen
    statuses = [_in_source(work, source) for source in sources]
    if "clarify" in statuses:
        return "clarify"
    if "answered" not in statuses:
        return "not_found"
    if len({source.organization_id for source in sources}) > 1 and not work.plan.every:
        work.draft.withdraw()
        work.draft.lines.insert(0, message("clarify_answers"))
        return "clarify"
    return "answered"


def _in_source(work: Work, source: Source) -> Status:
    found = {target: resolve_all(work, target, [source])[0] for target in work.plan.targets}
    for target, each in found.items():
        if each.readings:
            return answer_target(work, target)
    had = [target for target, each in found.items() if each.main is not None and not each.main.blank]
    entries = [entry for entry in operands_in(work, had, source) or () if is_money(entry.unit)]
    ordered = sorted(entries, key=worth, reverse=not work.plan.ascending)
    missing = [(target, each) for target, each in found.items() if target not in had]
    if len(ordered) < _TWO:
        _say_alone(work, source, ordered, missing)
        return "not_found"
    if not say_apart(work, ordered):
        _say_order(work, source, ordered)
    _say_missing(work, source, missing)
    work.draft.unsure = work.draft.unsure or bool(missing)
    return "answered"


def _say_order(work: Work, source: Source, ordered: Sequence[Entry]) -> None:
    """The one that is asked for, then all of them with where they stand."""
    place = work.plan.position if 0 < work.plan.position <= len(ordered) else 0
    first = ordered[place - 1] if place else ordered[0]
    ties = [entry for entry in ordered if worth(entry) == worth(first)]
    name = "、".join(entry_label(entry) for entry in ties)
    key = "ranked_place" if place else ("ranked_least" if work.plan.ascending else "ranked_most")
    amount = amount_text(first.amount, first.unit)
    work.draft.say(message(key, who=work.who(source), name=name, figure=amount, place=place))
    lines = []
    for number, entry in enumerate(ordered, start=1):
        figure = f"{work.draft.figure(entry)}（{place_text(entry)}）"
        lines.append(message("list_item", number=number, name=entry_label(entry), figure=figure))
    work.draft.say("\n".join(lines))
    tables = dict.fromkeys(entry.table_title for entry in ordered if entry.table_id is not None)
    if len(tables) > 1:
        work.draft.say(message("several_tables", tables="、".join(f"《{title}》" for title in tables)))


def _say_missing(work: Work, source: Source, missing: Sequence[tuple[Target, Resolved]]) -> None:
    for target, each in missing:
        if each.blank is not None:
            where, number = place_text(each.blank), work.draft.cite(each.blank)
            work.draft.say(message("unranked_blank", label=entry_label(each.blank), stands=f"（{where}）[{number}]"))
        else:
            work.draft.say(message("unranked", who=source.label, label=target.text))


def _say_alone(
    work: Work, source: Source, ordered: Sequence[Entry], missing: Sequence[tuple[Target, Resolved]]
) -> None:
    """Fewer than two figures: there is nothing to compare, what there is stays context."""
    work.draft.say(message("nothing_to_rank", who=work.who(source)))
    for entry in ordered:
        figure = work.draft.figure(entry, context=True)
        stands = f"（{place_text(entry)}）"
        work.draft.say(message("figure", who="", label=entry_label(entry), figure=figure, stands=stands))
    _say_missing(work, source, missing)


def place_of(work: Work) -> Status:
    """At which place an item stands among what the whole consists of, the largest (or the smallest) first."""
    said = False
    for source in work.chosen:
        found = parts_of(work.ledger, work.plan.targets[0], source, work.plan.selection)
        item = resolve_all(work, work.plan.against[0], [source])[0].main
        listed = [part for part in found.parts if part.fen is not None] if found is not None else []
        own = next((part for part in listed if item is not None and part.subject == item.subject), None)
        if own is None or found is None:
            continue
        before = [p for p in listed if (worth(p) < worth(own) if work.plan.ascending else worth(p) > worth(own))]
        place = Decimal(len(before) + 1)
        figure = work.draft.figure(own)
        label = f"{entry_label(own)}在{entry_label(found.whole)}中的位次"
        text = work.draft.derived(place, "位", label, [own, *before], by=Computed.COUNT, source=source)
        work.draft.say(message("place", who=work.who(source), label=label, figure=text, number=len(listed)))
        work.draft.say(
            message("figure", who="", label=entry_label(own), figure=figure, stands=f"（{place_text(own)}）")
        )
        said = True
    return "answered" if said else not_listed(work, f"“{work.plan.targets[0].text}”的明细", work.chosen)
