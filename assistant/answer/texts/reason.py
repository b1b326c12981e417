"""Answering why (原因): a figure or its change, joined with the sentence that gives the reason."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import and_

from assistant.answer.changes.change import answer_change, say_change, say_rate
from assistant.answer.changes.difference import answer_difference
from assistant.answer.draft import entry_label
from assistant.answer.endings import WHOLES
from assistant.answer.fit.claims import deny_direction, from_to
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.answer.stating import say_figure
from assistant.answer.texts.narrative import answer_passages
from assistant.execute.parts import parts_of
from assistant.execute.sentences import find_stated
from assistant.plan import Selection
from index.catalogue.vocabulary import is_known, normalise
from index.narrative.reasons import comparisons, explain
from index.store.schema import PassageRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target


_CLAIMS_NOTHING: Final = re.compile(
    r"(?<![不未])(?:是|为|等于)(?:0|零)(?![.\d])|没(?:有)?(?:安排|列|编)?了?(?:预算|钱)?[?？。]?$|一分(?:钱)?(?:都|也)没"
)
_APART: Final = re.compile("(?:和|与|跟|同)[^，,。；;？?]{2,16}(?:相?差(?!旅)|差[额距])(?:了|多少|几|[，,])")
_AMOUNT_ASKED: Final = re.compile("多少|几(?=[万亿元块])")
_GIVES_REASON: Final = re.compile("因|由于|原因|主要是|为了|鉴于|根据|按照")


_AGAINST_BUDGET: Final = re.compile(
    "没(?:有)?(?:花|用|执行|支)(?:完|掉|出去)|超支|花超|(?<![减至最增])[多少](?:花|用|支)了(?!年|上)|超(?:了|出)?(?:年初)?预算|"
    "(?:比|较|跟|与|同)(?:当年|本年度?|20\\d\\d年度?)?(?:年初|调整|全年)?预算数?(?:相?比)?[，,]?[多少增减高低]|"
    "[大小低高多少超][于过出]?(?:年初|调整|全年)*预算|(?:年初|调整|全年)预算数?(?:不同|差异|不一致|相比|基本持平|持平|[增减])"
    "|决算数?[与和同]预算数?(?:相比)?(?:基本)?持平"
    "|预决算差异|完成(?:年初|调整|全年)*预算"
)
_FIRST_OF_SEVERAL: Final = re.compile(r"一是(?!.*二是)")
_FURTHER: Final = re.compile(r"(?:\s*[二三四五六七八九]是[^；;。]*[；;。]?)+")
_AGAINST_YEAR: Final = re.compile(r"上年|去年|同比|比20\d\d年|20\d\d年度?(?:决算|预算|执行)?数?相比")


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason (原因) as a sentence gives it for the figure of a statement; `part`: the item in it that changed."""

    of: Entry
    text: str
    sentence: str
    part: Entry | None = None


def answer_reason(work: Work) -> Status:
    """Join a figure or its change with the sentence that gives the reason."""
    if _deny_nothing(work):
        return "answered"
    if len(work.plan.targets) > 1 and _APART.search(work.plan.question) and answer_difference(work) == "answered":
        work.draft.say(message("reason_missing"))
        return "answered"
    said = False
    work = _of_quoted_year(_with_results(work))
    latest = work.latest
    years = {(source.organization_id, source.year) for source in latest}
    # 为什么没花: the final accounts of the year give the reason, where its budget does not
    others = [one for one in work.chosen if one not in latest and (one.organization_id, one.year) in years]
    earlier = () if work.plan.selection.years else [one for one in work.chosen if one not in (*latest, *others)]
    for sources in (latest, others, earlier):
        for source in sources:
            for target in work.plan.targets[:2]:
                said = _reason_of(work, target, source) or said
        if said:
            return "answered"
    return _without_reason(work)


def _without_reason(work: Work) -> Status:
    """The text gives no reason: the change itself is told all the same, and the nearest passages."""
    changed = bool(work.plan.targets) and _moved(work)
    if changed and _say_reason_of_part(work):
        return "answered"
    if not changed:
        work.draft.lines.clear()
    else:
        work.draft.say(message("reason_not_own" if _of_result(work.plan.question) else "reason_missing"))
    if answer_passages(work, about=work.plan.targets, reasons=True) == "answered" or changed:
        if work.plan.targets and not changed and not _GIVES_REASON.search("".join(work.draft.lines)):
            work.draft.lines.insert(0, message("reason_missing"))
        return "answered"
    return _level_alone(work)


def _level_alone(work: Work) -> Status:
    """What the documents print of an item, or how they print nothing, where no reason is told."""
    asked = work.plan.targets[:2]
    found = [answer_target(work, target) == "answered" for target in asked]
    if asked and work.sources:
        work.draft.say(message("reason_missing"))
    if any(found) and _AMOUNT_ASKED.search(work.plan.question):
        return "answered"
    work.draft.withdraw()
    return "not_found"


def _moved(work: Work) -> bool:
    """Tell the change whose reason no sentence gives: of the result against its budget, or over the year."""
    finals = [source for source in work.chosen if source.kind == "决算"]
    if _of_result(work.plan.question) and len(finals) == 1:
        return answer_difference(_of_both_stages(work, finals[0])) == "answered"
    return work.plan.roles.change and answer_change(work) == "answered"


def _say_reason_of_part(work: Work) -> bool:
    """三公经费为什么涨, of which the text only says why its parts changed: that of the part which moved it most."""
    [target, *others], latest = work.plan.targets, work.latest
    held = parts_of(work.ledger, target, latest[0], Selection()) if len(latest) == 1 and not others else None
    ways = {one.label[-3:-1]: one for one in work.draft.figures if one.derived and one.label[-3:] in _WAYS}
    if held is None or len(ways) != 1:
        return False
    rising = _WAYS[next(iter(ways.values())).label[-3:]]
    stated = [one for part in held.parts for one in work.ledger.stated_named(latest[0].ids, (part.subject,), ())]
    moved = [one for one in stated if one.role == "change" and one.fen and (one.fen > 0) == rising]
    for part in sorted(moved, key=lambda one: -abs(one.fen or 0)):
        if (told := _with_reason(work, latest[0], [part], _of_the_year_before)) is not None:
            mark = work.draft.cite_sentence(told.of, told.sentence, told.of.line)
            say_change(work, part, part.subject)
            work.draft.say(message("reason_of_part", reason=told.text, mark=f"[{mark}]", part=entry_label(part)))
            return True
    return False


_WAYS: Final = {"增加额": True, "减少额": False}


def _of_result(question: str) -> bool:
    """Whether the reason is asked for why the result is not as planned (没花完, 超预算), and not of a year's change."""
    return _AGAINST_BUDGET.search(question) is not None and not _AGAINST_YEAR.search(question)


def _with_results(work: Work) -> Work:
    """没花完, 超预算: final accounts tell why, where they are loaded, and no sentence of a budget."""
    finals = tuple(source for source in work.chosen if source.kind == "决算")
    return replace(work, sources=finals) if finals and _of_result(work.plan.question) else work


def _of_quoted_year(work: Work) -> Work:
    """为什么从 42 万降到 5 万, which names no year: the change to the year whose figure is the second."""
    moved, plan = from_to(work.plan), work.plan
    if moved is None or plan.selection.years or len(plan.targets) != 1:
        return work
    found = [each.main for each in resolve_all(work, plan.targets[0], work.chosen) if each.main is not None]
    years = {one.source.year for one in found if one.source.year and moved[1].fits(one.amount, one.unit)}
    if len(years) != 1:
        return work
    selection = plan.selection.model_copy(update={"years": tuple(years)})
    roles = plan.roles.model_copy(update={"change": True})
    return replace(work, plan=plan.model_copy(update={"selection": selection, "roles": roles}))


def _deny_nothing(work: Work) -> bool:
    """教育支出为什么是0, where something is printed: the figure, which is what the question has wrong."""
    if not _CLAIMS_NOTHING.search(work.plan.question) or len(work.plan.targets) != 1:
        return False
    found = [each.main for each in resolve_all(work, work.plan.targets[0], work.latest) if each.main is not None]
    if not found or any(entry.blank or not entry.fen for entry in found):
        return False
    for entry in found:
        label = entry_label(entry)
        figure = work.draft.figure(entry)
        work.draft.say(message("not_nothing", who=work.who(entry.source), label=label, figure=figure))
    return True


def _spoken(work: Work, target: Target, source: Source) -> list[Entry]:
    """What sentences state of a target; of the whole budget also what they state of it under narrower names."""
    stated = work.ledger.stated_named(source.ids, target.names, target.codes)
    stated = [entry for entry in stated if entry.table_id is None]
    if not stated:
        found = find_stated(work.ledger, source.ids, [target.text])
        # 公务用车购置费 is no 公务用车购置及运行费, which has a name and a reason of its own
        stated = [entry for entry in found if not (_has_name(target.names) and _has_name([entry.subject]))]
    if work.plan.roles.change:
        aliases = [name for whole, names in WHOLES.items() if whole in target.names for name in names]
        narrower = [e for e in work.ledger.stated_named(source.ids, aliases, ()) if e.table_id is None]
        stated += _of_the_same(stated, narrower)
    return stated


def _of_the_same(stated: Sequence[Entry], narrower: Sequence[Entry]) -> list[Entry]:
    """What is stated under narrower names: all where no change is stated of the whole, else what changed by as much."""
    own = {entry.fen for entry in stated if entry.role == "change"}
    same = {entry.sentence for entry in narrower if entry.role == "change" and entry.fen in own}
    return [entry for entry in narrower if not own or entry.sentence in same]


def _has_name(names: Sequence[str]) -> bool:
    """Whether the catalogue knows one of these names: what else it knows is something else."""
    return any(map(is_known, names))


def _reason_of(work: Work, target: Target, source: Source) -> bool:
    roles, stated = work.plan.roles, _spoken(work, target, source)
    wanted = (
        [entry for entry in stated if entry.role in ("change", "rate")]
        if roles.change
        else [e for e in stated if e.role == "level"]
    )
    staged = {"决算", "年初预算"} <= set(work.plan.selection.stages)  # 决算比预算少，为什么
    staged |= _of_result(work.plan.question)
    # a sentence gives the reason of what it compares: with the budget, or with the year before
    meant = _AGAINST_BUDGET.search if staged else _of_the_year_before if roles.change else None
    told = _with_reason(work, source, wanted, meant) or _with_reason(work, source, stated, meant)
    if told is None:
        return False
    before = len(work.draft.lines)
    if not staged or answer_difference(_of_both_stages(work, source)) != "answered":
        del work.draft.lines[before:]
        _say_figures(work, target, source, [entry for entry in stated if entry.sentence == told.of.sentence])
    place = told.part or told.of
    mark = work.draft.cite_sentence(place, told.sentence, place.line)
    key = "reason_of_part" if told.part else "reason"
    work.draft.say(message(key, reason=told.text, mark=f"[{mark}]", part=entry_label(place)))
    return True


def _of_both_stages(work: Work, source: Source) -> Work:
    """没花完, which names no stage: the result of the year against its budget."""
    selection = work.plan.selection
    if selection.stages or source.kind != "决算" or source.year is None:
        return work
    both = selection.model_copy(update={"stages": ("决算", "年初预算"), "kind": "", "years": (source.year,)})
    return replace(work, plan=work.plan.model_copy(update={"selection": both}))


def _say_figures(work: Work, target: Target, source: Source, beside: Sequence[Entry]) -> None:
    """The amount and its change, as far as they are asked for: those of the sentence first."""
    roles = work.plan.roles
    said_any = False
    for other in beside:
        if other.role == "level" and roles.change:
            figure = work.draft.figure(other)
            work.draft.say(message("figure", who=work.who(source), label=entry_label(other), figure=figure, stands=""))
        if other.role == "change" and roles.change:
            own = other.subject in target.names or other.code in target.codes
            say_change(work, other, target.text if own else entry_label(other))
            deny_direction(work, other.amount)
            said_any = True
        elif other.role == "rate" and roles.change:
            say_rate(work, other, target.text, supporting=not roles.rate)
    if roles.change and not said_any and _change_between(work, target, source):
        return
    if not said_any or (roles.change and not any(entry.role == "level" for entry in beside)):
        for each in resolve_all(work, target, [source]):
            if each.main is not None:
                say_figure(work, each)


def _change_between(work: Work, target: Target, source: Source) -> bool:
    """The change that the sentence of the reason leaves out, from what is loaded of both years."""
    selection = work.plan.selection
    if not source.year or (selection.years and selection.years != (source.year,)):
        return False
    years = selection.model_copy(update={"years": (source.year,)})
    plan = work.plan.model_copy(update={"targets": (target,), "selection": years, "listed": False})
    before = len(work.draft.lines)
    said = answer_change(replace(work, plan=plan)) == "answered"
    if not said:
        del work.draft.lines[before:]
    return said


def _of_the_year_before(sentence: str) -> bool:
    """Whether the reason of a sentence may be that of a change over a year: it compares with no budget alone."""
    return _AGAINST_BUDGET.search(sentence) is None or _AGAINST_YEAR.search(sentence) is not None


def _with_reason(
    work: Work, source: Source, stated: Sequence[Entry], meant: Callable[[str], object] | None
) -> Reason | None:
    """The first statement whose sentence, or the text right after it under the same heading, gives a reason.

    `meant` tells whether a sentence gives the reason that is asked for.
    """
    for entry in stated:
        for reason in _explained(entry.sentence, meant):
            if entry.sentence.find(reason) > entry.start:  # 主要是基本支出减少 9 万元: of the whole
                return Reason(entry, reason + _further(work, source, entry, reason), entry.sentence)
    for entry in stated:
        beside = work.ledger.stated([entry.source.id], StatementRow.section == entry.section)
        for after in _texts_after(work, source, entry):
            for sentence in _about(entry, beside, after):
                for reason in _explained(sentence, meant):
                    return Reason(entry, reason, sentence)
        if (found := _reason_of_part(entry, beside, meant)) is not None:
            return found
    return None


def _further(work: Work, source: Source, entry: Entry, reason: str) -> str:
    """What a reason goes on with behind its sentence: 一是…；二是…。."""
    for after in _texts_after(work, source, entry) if _FIRST_OF_SEVERAL.search(reason) else ():
        if more := _FURTHER.match(after, len(entry.sentence)):
            return "；" + more.group().strip(" ；;。")
    return ""


def _explained(sentence: str, meant: Callable[[str], object] | None) -> Iterator[str]:
    """The reasons that a sentence gives of what it compares with the base that is meant."""
    for compared in comparisons(sentence):
        if (reason := explain(compared)) and (meant is None or meant(compared)):
            yield reason


def _texts_after(work: Work, source: Source, entry: Entry) -> Iterator[str]:
    """What the passages under the same heading say from the sentence of a statement on."""
    own = and_(PassageRow.document_id.in_(source.ids), PassageRow.section == entry.section)
    for row in work.ledger.rows(PassageRow.__table__.select().where(own).order_by(PassageRow.ordinal)):
        position = row["text"].find(entry.sentence)
        if position >= 0:
            yield row["text"][position:]


def _about(entry: Entry, beside: Sequence[Entry], text: str) -> Iterator[str]:
    """The sentences of a text that are about its first item: from where another begins, those that name the first."""
    own_sentences = {one.sentence for one in beside if one.subject == entry.subject}
    others = {one.sentence for one in beside if one.role == "level" and one.subject != entry.subject}
    # 公务接待费下降 8.82%，主要原因是…: of that item, which states no amount there
    moved = {one.sentence for one in beside if one.role in ("change", "rate") and one.subject != entry.subject}
    others |= moved - own_sentences
    own, named = True, _named(entry.subject)
    amounts = set() if moved - own_sentences else _amounts_of_parts(entry, beside)
    for sentence in re.split(r"(?<=。)", text):
        if any(part in sentence for part in amounts):
            continue  # 其中：购置费17.80万元，运行费8.25万元。主要原因是…: of what the heading names
        of_another = any(other in sentence for other in others - {entry.sentence})
        own = own and not of_another
        if own or (not of_another and named.search(normalise(sentence))):
            yield sentence


def _amounts_of_parts(entry: Entry, beside: Sequence[Entry]) -> set[str]:
    """The sentences that only break an item down, under a heading of its own."""
    heading = normalise((entry.section or "").rpartition("/")[2])
    whole = {one.ordinal for one in beside if one.subject == entry.subject}
    if not normalise(entry.subject) or normalise(entry.subject) not in heading:
        return set()
    return {one.sentence for one in beside if one.parent in whole and one.role == "level"} - {entry.sentence}


def _named(subject: str) -> re.Pattern[str]:
    """How a sentence names an item: 财政拨款收入 also as one side of 财政拨款收入支出, 财政拨款收支."""
    name = normalise(subject)
    bare = re.sub("(?:收入|支出)$", "", name)
    return re.compile(re.escape(name) if bare == name or not bare else re.escape(bare) + "(?:收入|支出|收支)")


def _reason_of_part(entry: Entry, beside: Sequence[Entry], meant: Callable[[str], object] | None) -> Reason | None:
    """The reason for the part that changed most (其中：公务用车购置费减少…，主要原因是…), where the whole has none."""
    whole = {other.ordinal for other in beside if other.subject == entry.subject}
    parts = {other.subject for other in beside if other.parent in whole}
    changes = [other for other in beside if other.subject in parts and other.role == "change" and other.fen]
    # 总额增加 is not explained by why a part of it was cut
    way = next((one.fen for one in beside if one.subject == entry.subject and one.role == "change" and one.fen), 0)
    changes = [other for other in changes if not way or ((other.fen or 0) > 0) == (way > 0)]
    for other in sorted(changes, key=lambda one: -abs(one.fen or 0)):
        for reason in _explained(other.sentence, meant):
            return Reason(entry, reason, other.sentence, other)
    return None
