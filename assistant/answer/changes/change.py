"""Answering changes (增减): against the year before, from two documents or from what the text states."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.changes.faster import say_faster
from assistant.answer.changes.other_changes import say_other_change
from assistant.answer.changes.parts_change import parts_changed, say_items_changed, set_beside
from assistant.answer.changes.parts_stated import parts_stated
from assistant.answer.changes.unchanged import unchanged
from assistant.answer.changes.year_before import say_year_before
from assistant.answer.checks import sum_check
from assistant.answer.computation import Computed, percent
from assistant.answer.draft import amount_text, entry_label, money
from assistant.answer.endings import WHOLES, base_asked, change_of, of_base_asked
from assistant.answer.fit.claims import deny_direction
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.answer.stating import say_conflict
from assistant.execute.bases import base_year
from assistant.execute.resolve import resolve
from assistant.execute.sentences import find_stated
from assistant.plan import Selection
from assistant.understand.words import cues
from index.model.units import is_money
from index.store.schema import FactRow, StatementRow

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target


_VERB_OF_COMPARISON: Final = re.compile("大于|小于|高于|低于|多于|少于|超")


def answer_change(work: Work) -> Status:
    """Answer by how much targets changed."""
    targets = work.plan.targets
    if work.plan.listed:
        return say_items_changed(work, _pairs(work))
    if not targets:
        return "not_found"
    if not all([_answer(work, target) == "answered" for target in targets]):  # noqa: C419 - each target is answered
        return "not_found"
    say_faster(work)
    return "answered"


def _answer(work: Work, target: Target) -> Status:
    pairs = _pairs(work)
    said = False
    if cues.EACH_PART(work.plan.question):
        said = any([parts_changed(work, target, now, before) for now, before in pairs])  # noqa: C419 - each is said
        latest = max((source.year or 0 for source in work.chosen), default=0)
        own = [one for one in work.chosen if one.year == latest]
        said = said or any([parts_stated(work, one) for one in own])  # noqa: C419 - each is said
        if said:
            return "answered"
    for now, before in pairs:
        # what the later document prints comes first; the two documents then confirm it, or contradict it
        near = (now.year or 0) - (before.year or 0) == 1 and not work.plan.selection.forms  # a sentence is of no table
        printed = change_of(work, target, now, "change") if near else None
        if printed is not None and _stated(work, target, now):
            said = _confirm(work, target, (now, before), printed) or said
        else:
            said = _between(work, target, now, before) or said
    if said:
        return "answered"
    for way in (_stated_at_all, _of_only_child, _within_table, unchanged):
        if any([way(work, target, source) for source in work.chosen]):  # noqa: C419 - each is said
            return "answered"
    return _only_level(work, target)


def _stated_at_all(work: Work, target: Target, source: Source) -> bool:
    return (
        _stated(work, target, source) or _stated_of_whole(work, target, source) or _stated_alike(work, target, source)
    )


def _of_only_child(work: Work, target: Target, source: Source) -> bool:
    """The change of an account that has one account under it, of which alone the text speaks."""
    if not target.codes:
        return False
    under = work.ledger.facts(source.ids, FactRow.parent_code.in_(target.codes), FactRow.measure == "")
    children = {entry.code: entry for entry in under if not entry.blank}
    own = work.ledger.facts(source.ids, FactRow.code.in_(target.codes), FactRow.measure == "")
    if len(children) != 1 or not any(entry.worth == fact.worth for entry in children.values() for fact in own):
        return False
    [(code, child)] = children.items()
    return _stated(work, target.model_copy(update={"names": (), "codes": (code,), "text": child.subject}), source)


def _within_table(work: Work, target: Target, source: Source) -> bool:
    """Two years beside one another in one table: 2022年预算数、2023年预算数."""
    if source.year is None:
        return False
    facts = [fact for fact in work.ledger.facts_named(source.ids, target.names, target.codes) if fact.fen is not None]
    plain = [fact for fact in facts if not fact.measure]
    for later in (fact for fact in plain if fact.year == source.year and fact.stage == source.kind):
        before = [fact for fact in plain if fact.table_id == later.table_id and set_beside(fact, later)]
        before = [fact for fact in before if fact.year == source.year - 1]
        before = [fact for fact in before if fact.stage == source.kind] or before  # else what was executed
        if len(before) == 1:
            _say_between(work, source, later, before[0])
            return True
    return False


def _only_level(work: Work, target: Target) -> Status:
    """No change is stated: the amount alone answers only a question that also asked for it."""
    status = answer_target(work, target)
    if status == "answered":
        work.draft.say(message("no_change_stated", who="", label=target.text))
        if not work.plan.roles.level:
            work.draft.withdraw()  # the amount is not what was asked for
            return "not_found"
    return status


_SMALL: Final = re.compile("的|(?:支出|经费|费)$|[（(]项[）)]")


def _stated_alike(work: Work, target: Target, source: Source) -> bool:
    """What the text states of the item under a name that differs in 的 or 费 alone, and that has its amount."""
    names = {_SMALL.sub("", name) for name in target.names}
    changes = work.ledger.stated(source.ids, StatementRow.role.in_(("change", "rate")))
    alike = sorted({one.subject for one in changes if _SMALL.sub("", one.subject) in names} - {*target.names})
    main = resolve(work.ledger, target, source, Selection()).main
    levels = work.ledger.stated_named(source.ids, alike, ()) if len(alike) == 1 and main is not None else []
    if main is None or not any(one.role == "level" and one.agrees(main) for one in levels):
        return False
    return _stated(work, target.model_copy(update={"names": tuple(alike), "codes": ()}), source)


def _stated_of_whole(work: Work, target: Target, source: Source) -> bool:
    """The change of the whole budget, which some documents state of the fiscal grants alone, in their own words."""
    names = next((names for whole, names in WHOLES.items() if whole in target.names), ())
    for name in names:
        alias = target.model_copy(update={"names": (name,), "text": name, "codes": ()})
        stated = change_of(work, alias, source, "change")
        if stated is not None and _of_the_whole(work, target, alias, stated):
            return _stated(work, alias, source)
    return False


def _of_the_whole(work: Work, target: Target, alias: Target, stated: Entry) -> bool:
    """Whether the narrower name stands for the whole: its amount is the total, where the document has one."""
    total = resolve(work.ledger, target, stated.source, Selection()).main
    level = _level(work, alias, stated.source, stated)
    return total is None or level is None or level.agrees(total)


def _pairs(work: Work) -> list[tuple[Source, Source]]:
    """Two loaded documents of one organization and kind: the year meant and the year before (or the years named)."""
    years = sorted(work.plan.selection.years)
    base = None if len(years) > 1 else base_asked(work)  # 比2023年, which is not loaded: not against 2024
    found = []
    for now in work.sources:
        for before in work.sources:
            same = (now.organization_id, now.kind, now.scope) == (before.organization_id, before.kind, before.scope)
            if not same or now.year is None or before.year is None or now.year <= before.year:
                continue
            near = now.year - before.year == 1 and (not years or now.year == years[0]) and base in (None, before.year)
            if [before.year, now.year] == [years[0], years[-1]] if len(years) > 1 else near:
                found.append((now, before))
    return found


def _between(work: Work, target: Target, now: Source, before: Source) -> bool:
    """State the change between two loaded documents, with both figures."""
    later = resolve(work.ledger, target, now, Selection(forms=work.plan.selection.forms)).main
    earlier = resolve(work.ledger, target, before, Selection(forms=work.plan.selection.forms)).main
    if (
        later is None
        or earlier is None
        or later.fen is None
        or earlier.fen is None
        or later.value is None
        or earlier.value is None
    ):
        return False
    _say_between(work, now, later, earlier)
    return True


def _say_between(work: Work, now: Source, later: Entry, earlier: Entry) -> None:
    """State the change from one printed figure to another, with both."""
    if later.fen is None or earlier.fen is None or earlier.value is None:
        return
    draft, label = work.draft, entry_label(later)
    unit = later.unit
    difference = later.fen - earlier.fen
    gap = amount_text(abs(money(difference, unit)), unit)
    left, right = (draft.figure(entry).replace("*", "") for entry in (later, earlier))
    direction = message("increase") if difference >= 0 else message("decrease")
    text = draft.derived(
        abs(money(difference, unit)),
        unit,
        f"{label}{direction}额",
        [later, earlier],
        by=Computed.DIFFERENCE,
        source=now,
    )
    stage = earlier.stage if earlier.stage not in (later.stage, "") else ""
    base = f"{later.year or now.year}年比{earlier.year or earlier.source.year}年{stage}"
    draft.say(
        message(
            "figure", who=work.who(now), label=f"{label}{base}{direction}", figure=text, stands=f"（{left} − {right}）"
        )
    )
    deny_direction(work, Decimal(difference))
    if earlier.fen and (work.plan.roles.rate or difference):
        rate = percent(Decimal(difference), Decimal(earlier.fen))
        word = message("growth") if rate >= 0 else message("decline")
        figure = draft.derived(
            abs(rate),
            "%",
            f"{label}{word}率",
            [later, earlier],
            by=Computed.GROWTH,
            source=now,
            supporting=not work.plan.roles.rate,
        )
        draft.say(
            message(
                "derived_rate",
                who="",
                label=label,
                base=base,
                direction=word,
                figure=figure,
                formula=f"{gap} ÷ {amount_text(earlier.value, earlier.unit)}",
            )
        )


def _confirm(work: Work, target: Target, years: tuple[Source, Source], printed: Entry) -> bool:
    """Check a stated change against the figures of the two documents, in intervals of the printed digits."""
    later, earlier = (resolve(work.ledger, target, source, Selection()).main for source in years)
    if later is None or earlier is None or later.fen is None or earlier.fen is None or not is_money(printed.unit):
        return True
    for entry in (later, earlier):
        figure = work.draft.figure(entry)
        label = f"{entry_label(entry)}（{entry.source.year}年）"
        work.draft.say(message("figure", who="", label=label, figure=figure, stands=""))
    if re.search(r"决算|执行", printed.base):
        return True  # compared with something else than the budget before
    sum_check(work, later, [earlier, printed])
    return True


def _stated(work: Work, target: Target, source: Source) -> bool:
    """State the change that the text gives, and work out what it leaves out."""
    roles = work.plan.roles
    change, rate = change_of(work, target, source, "change"), change_of(work, target, source, "rate")
    if change is None and rate is None:
        return _by_sentence(work, target, source)
    anchor = change or rate
    level = _level(work, target, source, anchor)
    who, label = work.who(source), target.text if not level else entry_label(level)
    draft = work.draft
    if level is not None:
        text = draft.figure(level)
        draft.say(message("figure", who=who, label=label, figure=text, stands=""))
    if change is not None:
        say_change(work, change, label, supporting=not roles.change)
    alone = change is None and roles.change
    if rate is not None:
        say_rate(work, rate, label, supporting=not roles.rate and not alone)
    elif roles.rate and change is not None and level is not None:
        derived_rate(work, level, change, label)
    if change is not None:
        deny_direction(work, change.amount)
    if anchor is not None:
        base = _say_base(work, target, source, anchor, level)
        if change is None and roles.change and base is not None and level is not None:
            _say_gap(work, level, base, label)
        elif alone and not roles.rate:
            draft.say(message("rate_alone", label=label))
            draft.unsure = True
        say_year_before(work, level, change, base)
        say_other_change(work, target, source, anchor, _level(work, target, source, anchor))
        say_conflict(work, anchor)
    return True


def _say_base(work: Work, target: Target, source: Source, anchor: Entry, level: Entry | None) -> Entry | None:
    """上年执行了多少: the amount of the year before that the same sentence states."""
    asked = re.search(r"上年|去年|执行", work.plan.question)
    found = None
    for entry in work.ledger.stated_named(source.ids, target.names, target.codes):
        beside = entry.sentence == anchor.sentence and entry.role == "level"
        if not beside or (level is not None and entry.worth == level.worth and entry.year == level.year):
            continue
        if level is not None and level.stage == "决算" != entry.stage and entry.year == level.year:
            continue  # the budget of that year is none of the year before
        if asked or entry.year == base_year(anchor):
            label = f"{entry_label(entry)}（{entry.year or ''}）"
            figure = work.draft.figure(entry, supporting=not asked)
            work.draft.say(message("figure", who="", label=label, figure=figure, stands=""))
            found = found or entry
    return found


def _say_gap(work: Work, level: Entry, base: Entry, label: str) -> None:
    """The change that a sentence leaves out, of the two amounts that it states."""
    if level.fen is None or base.fen is None or base.year == level.year:
        return
    gap = money(level.fen - base.fen, level.unit)
    word = message("increase") if gap >= 0 else message("decrease")
    text = work.draft.derived(abs(gap), level.unit, f"{label}{word}额", [level, base], by=Computed.DIFFERENCE)
    formula = f"（{amount_text(level.amount, level.unit)} − {amount_text(base.amount, base.unit)}）"
    work.draft.say(message("figure", who="", label=f"{label}{word}", figure=text, stands=formula))
    deny_direction(work, gap)


def _level(work: Work, target: Target, source: Source, anchor: Entry | None) -> Entry | None:
    """The amount that the change is a change of: that of the same sentence, else the table's."""
    if anchor is not None:
        same = [
            e
            for e in work.ledger.stated_named(source.ids, target.names, target.codes)
            if e.sentence == anchor.sentence and e.role == "level" and e.ordinal < anchor.ordinal
        ]
        own = [e for e in same if e.year == anchor.year]  # 比2024年预算 3.10 万元减少 0.30 万元
        own = own or [e for e in same if e.year is None or e.year != base_year(anchor)]
        if own:  # 决算为 a，完成预算 b 的 80%，比上年决算增加 c: the change is of a
            return next((e for e in reversed(own) if e.stage == anchor.stage), own[-1])
    return resolve(work.ledger, target, source, Selection()).main


def say_change(work: Work, change: Entry, label: str, *, supporting: bool = False) -> None:
    """State a stated change with its base."""
    text = work.draft.figure(change, f"{label}{change.base}增减额", supporting=supporting)
    value = change.amount
    word = message("increase") if value > 0 else message("decrease") if value < 0 else message("unchanged")
    if _VERB_OF_COMPARISON.match(change.base):
        word = ""  # 大于预算数 5 万元 says it already
    work.draft.say(message("change", who="", label=label, base=change.base, direction=word, figure=text))


def say_rate(work: Work, rate: Entry, label: str, *, supporting: bool = False) -> None:
    """State a stated growth with its base."""
    text = work.draft.figure(rate, f"{label}{rate.base}增长率", supporting=supporting)
    word = message("growth") if rate.amount >= 0 else message("decline")
    work.draft.say(message("rate", who="", label=label, base=rate.base, direction=word, figure=text))


def derived_rate(work: Work, level: Entry, change: Entry, label: str) -> None:
    """Work out the growth that the text does not state: change ÷ (amount − change)."""
    if level.fen is None or change.fen is None or level.fen == change.fen:
        return
    rate = percent(Decimal(change.fen), Decimal(level.fen - change.fen))
    word = message("growth") if rate >= 0 else message("decline")
    figure = work.draft.derived(abs(rate), "%", f"{label}{word}率", [level, change], by=Computed.CHANGE_RATE)
    now, more = (amount_text(money(fen, level.unit), level.unit) for fen in (level.fen, abs(change.fen)))
    formula = f"{more} ÷ ({now} {'−' if change.fen >= 0 else '+'} {more})"
    work.draft.say(
        message("derived_rate", who="", label=label, base=change.base, direction=word, figure=figure, formula=formula)
    )


def _by_sentence(work: Work, target: Target, source: Source) -> bool:
    """A sentence that speaks of the target in other words."""
    roles = [role for role, wanted in (("change", work.plan.roles.change), ("rate", work.plan.roles.rate)) if wanted]
    found = of_base_asked(work, find_stated(work.ledger, source.ids, [target.text, *work.plan.words], roles=roles))
    if not found:
        return False
    first = found[0]
    beside = [entry for entry in found if entry.sentence == first.sentence]
    for entry in beside:
        (say_change if entry.role == "change" else say_rate)(work, entry, entry.subject)
    if work.plan.roles.rate and all(entry.role == "change" for entry in beside):
        earlier = StatementRow.ordinal == first.ordinal - 1
        for level in work.ledger.stated([first.source.id], StatementRow.subject == first.subject, earlier):
            derived_rate(work, level, first, first.subject)
    return True
