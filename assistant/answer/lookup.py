"""Answering look-ups (查数): one figure for each target and document, or the honest ending that fits."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from assistant.answer.checks import agreement_check, contradiction_check, empty_note_check
from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money, place_text
from assistant.answer.endings import last_year_instead, not_printed
from assistant.answer.messages import message
from assistant.answer.points import at_points
from assistant.execute.resolve import Resolved, resolve
from assistant.execute.sentences import find_stated
from assistant.understand.version import one_organization
from assistant.verify.proof import counterparts, proofs
from index.catalogue.vocabulary import normalise
from index.model.units import is_money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_YEAR_BEFORE = re.compile(r"((?:20)?\d{2})年度?的?")


def answer_lookup(work: Work) -> Status:
    """Answer a look-up of one or more targets, at each stage named."""
    if work.plan.points and all([_say_points(work, target) for target in work.plan.targets]):  # noqa: C419 - each is said
        return "answered"
    targets = list({(target.names, target.codes, target.measure): target for target in work.plan.targets}.values())
    statuses = [answer_target(each, target) for target in targets for each in _stages(work)]
    together = not re.search(r"[、，,；;和与及跟]|分别|各", work.plan.question)
    if "not_found" in statuses and "answered" in statuses and together:
        work.draft.withdraw()  # one thing was asked for, and part of it is not there
        return "not_found"
    for status in ("clarify", "answered"):
        if status in statuses:
            return status
    return "not_found"


def _say_points(work: Work, target: Target) -> bool:
    found = at_points(work, target)
    for name, entry in found:
        figure = work.draft.figure(entry, f"{name} {entry_label(entry)}")
        work.draft.say(
            message(
                "figure", who=f"{name}：", label=entry_label(entry), figure=figure, stands=f"（{place_text(entry)}）"
            )
        )
    return len(found) == len(work.plan.points)


def _stages(work: Work) -> list[Work]:
    """The same work for each stage that the question names: 年初预算和决算各是多少."""
    selection = work.plan.selection
    if len(selection.stages) < 2:  # noqa: PLR2004
        return [work]
    found = []
    for stage in selection.stages:
        one = work.plan.model_copy(update={"selection": selection.model_copy(update={"stages": (stage,)})})
        found.append(replace(work, plan=one))
    return found


def resolve_all(work: Work, target: Target, sources: Sequence[Source]) -> list[Resolved]:
    """What the target comes to in each document; figures in the text are looked for where no table has it."""
    found = [resolve(work.ledger, target, source, work.plan.selection) for source in sources]
    if any(each.main or each.readings or each.blank for each in found):
        return found
    return [_in_sentences(work, target, source) or each for source, each in zip(sources, found, strict=True)]


def _in_sentences(work: Work, target: Target, source: Source) -> Resolved | None:
    """A sentence whose figure is of the target in other words: the subject contains the target's name."""
    if work.plan.selection.years and source.year not in work.plan.selection.years:
        return None
    stated = find_stated(work.ledger, source.ids, [target.text], roles=("level", "count"))
    wanted = normalise(target.text)
    own = [
        (entry, re.sub(r"（[^（）]*）$", "", entry.subject)) for entry in stated
    ]  # what is bracketed is a part of it
    named = [entry for entry, subject in own if wanted in normalise(subject) and entry.year in (None, source.year)]
    if not named or len({entry.worth for entry in named}) > 1:
        return None
    return Resolved(source, target, named[0], same=tuple(named[1:]))


def answer_other_kind(work: Work, sources: Sequence[Source]) -> Status | None:
    """What the text of a document of another kind states at the kind asked for: last year's 决算 in a budget."""
    selection = work.plan.selection
    said = False
    for source in sources:
        for target in work.plan.targets:
            stated = work.ledger.stated_named(source.ids, target.names, target.codes)
            fitting = [
                entry
                for entry in stated
                if entry.role == "level"
                and entry.stage == selection.kind
                and (entry.year in selection.years if selection.years else entry.year == source.year)
            ]
            if fitting and len({entry.worth for entry in fitting}) == 1:
                entry = fitting[0]
                figure = work.draft.figure(entry)
                who, label = f"{source.label}：", f"{entry.year}年{entry_label(entry)}"
                stands = f"（{place_text(entry)}）"
                work.draft.say(message("figure", who=who, label=label, figure=figure, stands=stands))
                said = True
    return "answered" if said else None


def candidates(work: Work) -> list[Source]:
    """The documents to look into: those of the years asked for."""
    return work.chosen


def answer_target(work: Work, target: Target) -> Status:
    """Answer one target."""
    sources = candidates(work) or list(work.sources)  # a table may print the year before
    found = resolve_all(work, target, sources)
    found = [_spoken_reading(work, each) for each in found]
    for each in found:
        if each.readings:
            return _ask_reading(work, each)
    found = [each for each in found if not _of_other_kind(work, each)]
    figures = [each for each in found if each.found]
    if work.plan.selection.years and not work.chosen and not figures:
        return last_year_instead(work, target)
    if not figures:
        blanks = [each for each in found if each.blank]
        for each in blanks:
            _say_blank(work, each)
        return "not_found" if blanks else not_printed(work, target, sources)
    ending = _not_plainly(work, target, figures)
    if ending is not None:
        return ending
    if target.loose:
        places = [(work.plan.question.find(word), len(word)) for word in target.loose]
        places.append((target.start, len(target.text)))
        words = work.plan.question[min(at for at, _ in places) : max(at + length for at, length in places)]
        work.draft.say(message("loose", words=words, label=target.text))
        work.draft.unsure = True
    for each in figures:
        say_figure(work, each)
    return "answered"


def _not_plainly(work: Work, target: Target, figures: Sequence[Resolved]) -> Status | None:
    """Ask back, or say that only a wider figure is there, where the figures found are no plain answer."""
    if target.part:
        return _say_part(work, target, figures)
    otherwise = _as_year(work, target)
    if otherwise:
        return _ask_document(work, target, [*figures, *otherwise])
    worths = {each.main.worth for each in figures if each.main}
    documents = {each.source.id for each in figures}
    if len(documents) > 1 and not work.plan.every and (len(worths) > 1 or _several_organizations(figures)):
        return _ask_document(work, target, figures)
    return None


def _as_year(work: Work, target: Target) -> list[Resolved]:
    """24年平台升级 is a project's name, and may as well mean 平台升级 of the year 2024 where that is loaded."""
    spoken = year_before(work, target)
    if spoken is None:
        return []
    year, meant = spoken
    selection = work.plan.selection.model_copy(update={"years": (year,)})
    found = [resolve(work.ledger, meant, source, selection) for source in work.sources if source.year == year]
    return [each for each in found if each.found]


def year_before(work: Work, target: Target) -> tuple[int, Target] | None:
    """The year that a name begins with and the rest of the name, where the question says no year besides."""
    spoken = _YEAR_BEFORE.match(target.text)
    if work.plan.selection.years or spoken is None:
        return None
    bare = tuple(name[match.end() :] for name in target.names if (match := _YEAR_BEFORE.match(name)))
    meant = target.model_copy(update={"names": bare, "codes": ()})
    return (2000 + int(spoken[1]) % 100, meant) if bare else None


def _say_part(work: Work, target: Target, found: Sequence[Resolved]) -> Status:
    """油费: the documents only list what it is part of, which is told, but is not the figure asked for."""
    for each in found:
        if each.main is not None:
            figure = work.draft.figure(each.main, context=True)
            who, label = work.who(each.source), entry_label(each.main)
            work.draft.say(message("part_only", who=who, word=target.text, label=label, figure=figure))
    return "not_found"


def _spoken_reading(work: Work, each: Resolved) -> Resolved:
    """The reading whose row the question describes by another word (部门集中采购), when only one fits."""
    words = [normalise(word) for word in work.plan.words if len(word) > 1]
    fitting = [e for e in each.readings if any(word in normalise(e.row_label) for word in words)]
    return replace(each, main=fitting[0], readings=()) if len(fitting) == 1 else each


def _of_other_kind(work: Work, each: Resolved) -> bool:
    """多少辆 asks for a count: an amount of money is no answer to it."""
    return bool(work.plan.measure_word) and each.main is not None and is_money(each.main.unit)


def _several_organizations(found: Sequence[Resolved]) -> bool:
    return len({each.source.organization_id for each in found}) > 1


def say_figure(work: Work, each: Resolved) -> None:
    """State a figure: first the figure, then where it stands, then what confirms or contradicts it."""
    main = each.main
    if main is None:
        return
    if work.plan.units and is_money(main.unit):
        say_converted(work, each)
        return
    draft, who = work.draft, work.who(each.source)
    key = "zero" if main.value == 0 and is_money(main.unit) else "figure"
    row = f"，{main.row_label}" if main.form == "procurement" else ""  # 采购方式 and the like stand in the row
    stands = f"（{place_text(main)}{row}）"
    draft.say(message(key, who=who, label=entry_label(main), figure=draft.figure(main), stands=stands))
    for part in each.parts if not each.target.measure else ():
        if part.value:
            text = draft.figure(part, context=True)
            draft.say(message("figure_part", measure=part.measure, figure=text))
    if each.blank is not None:
        number = draft.cite(each.blank)
        stated = amount_text(main.amount, main.unit)
        draft.say(place_text(each.blank) + message("blank_but_stated", cell=f"[{number}]", figure=stated))
    _say_others(work, each, main)
    if main.doubtful and not main.recognised:
        draft.say(message("doubtful"))
    note = work.ledger.note(main)
    if note and main.value:
        empty_note_check(work, main, note)


def _say_others(work: Work, each: Resolved, main: Entry) -> None:
    """What else prints the figure, contradicts it, or goes by its name under another 口径."""
    said = any([say_conflict(work, entry) for entry in (main, *each.same)][:4])
    if not said and each.against:
        contradiction_check(work, main, each.against)
    for other in each.others[:2]:
        if _conflicting(work, (main, *each.same), other):
            _say_conflicting(work, main, other)
        elif not _contradicts(work, main, other):
            text = work.draft.figure(other, context=True)
            work.draft.say(message("other_scope", where=place_text(other), label=entry_label(other), figure=text))
    for same in each.same[:3]:
        work.draft.cite(same)
        work.draft.entries.append(same)  # what contradicts it contradicts the answer
        if same.table_id != main.table_id and same.origin == "fact":
            agreement_check(work, main, same)


def _conflicting(work: Work, taken: Sequence[Entry], other: Entry) -> bool:
    """Whether a check of the document sets another figure against one that prints the same as ours."""
    for proof in proofs(work.ledger, [other]):
        against = counterparts(work.ledger, other, [proof])
        if any(one.worth == entry.worth for one in against for entry in taken):
            return True
    return False


def _say_conflicting(work: Work, main: Entry, other: Entry) -> None:
    sides = frozenset(str(one.worth) for one in (main, other))
    if sides in work.draft.told:
        return
    work.draft.told.add(sides)
    statement = next(p for p in proofs(work.ledger, [other]) if p.outcome == "contradiction").statement
    work.draft.say(message("contradiction_head", statement=statement))
    for entry in (main, other):
        figure = work.draft.figure(entry)
        work.draft.say(message("contradiction_place", where=place_text(entry), figure=figure))


def _contradicts(work: Work, main: Entry, other: Entry) -> bool:
    return any(one.id == other.id for one in counterparts(work.ledger, main, proofs(work.ledger, [main])))


_ARITHMETIC: Final = ("sum", "columns", "narrative_sum", "parts", "change", "share")


def say_conflict(work: Work, main: Entry) -> bool:
    """Show the other side where the document contradicts itself about this figure, and what the sums say."""
    found = proofs(work.ledger, [main])
    others = counterparts(work.ledger, main, found)
    if not others:
        return False
    sides = frozenset(str(one.worth) for one in (main, *others))
    if sides in work.draft.told:
        return True
    work.draft.told.add(sides)
    proof = next(p for p in found if p.outcome == "contradiction")
    work.draft.say(message("contradiction_head", statement=proof.statement))
    for other in (main, *others):
        work.draft.say(
            message("contradiction_place", where=place_text(other), figure=work.draft.figure(other, entry_label(other)))
        )
    _say_support(work, (main, *others))
    return True


def _say_support(work: Work, sides: Sequence[Entry]) -> None:
    """Which side the sums bear out; where they bear out several, that they do not decide."""
    borne: list[tuple[str, list[str]]] = []
    for side in sides:
        exact = [p.statement for p in proofs(work.ledger, [side]) if p.outcome == "exact" and p.kind in _ARITHMETIC]
        if exact:
            borne.append((amount_text(side.amount, side.unit), list(dict.fromkeys(exact))))
    if len(borne) == 1:
        figure, statements = borne[0]
        work.draft.say(message("supported_by_sums", figure=figure, statement=statements[0]))
    elif borne:
        each = "；".join(f"{figure} 有 {len(found)} 条（如 {found[0]}）" for figure, found in borne)
        work.draft.say(message("supported_both", each=each))


def note_contradiction(work: Work, part: Entry) -> None:
    """Tell, in a list, that the document prints another figure for one of its items elsewhere."""
    for other in counterparts(work.ledger, part, proofs(work.ledger, [part]))[:1]:
        figure = work.draft.figure(other, context=True)
        work.draft.say(message("note_contradiction", label=entry_label(part), where=place_text(other), figure=figure))


def say_converted(work: Work, each: Resolved) -> None:
    """State a figure in the units asked for, with the printed one beside it."""
    main = each.main
    if main is None or main.fen is None:
        return
    texts = []
    for unit in work.plan.units:
        if unit == main.unit:
            texts.append(work.draft.figure(main))
        else:
            value = money(main.fen, unit)
            texts.append(
                work.draft.derived(value, unit, f"{entry_label(main)}（{unit}）", [main], by=Computed.CONVERSION)
            )
    printed = work.draft.figure(main, supporting=True)
    work.draft.say(
        message(
            "converted", who=work.who(each.source), label=entry_label(main), figures="，".join(texts), figure=printed
        )
    )


def _say_blank(work: Work, each: Resolved) -> None:
    blank = each.blank
    if blank is None:
        return
    number = work.draft.cite(blank)
    work.draft.say(
        message(
            "blank", who=work.who(each.source), label=entry_label(blank), stands=f"（{place_text(blank)}）[{number}]"
        )
    )


def _ask_document(work: Work, target: Target, found: Sequence[Resolved]) -> Status:
    key = "clarify_organizations" if _several_organizations(found) else "clarify_years"
    if one_organization([each.source for each in found]):
        key = "clarify_scopes"
    work.draft.say(message(key, label=target.text))
    for each in found:
        if each.main is not None:
            text = work.draft.figure(each.main, context=True)
            work.draft.say(
                message("clarify_choice", who=work.who(each.source), label=entry_label(each.main), figure=text)
            )
    return "clarify"


def _ask_reading(work: Work, each: Resolved) -> Status:
    work.draft.say(message("clarify_readings", text=each.target.text))
    for entry in each.readings:
        text = work.draft.figure(entry, context=True)
        label = f"{entry.code} {entry_label(entry)}".strip()
        work.draft.say(
            message("clarify_choice", who=work.who(each.source), label=f"{label}（{place_text(entry)}）", figure=text)
        )
    return "clarify"
