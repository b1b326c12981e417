"""Answering from the text (文字内容): definitions, sections; always quoted, with the place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_

from assistant.answer.fit.claims import deny_count
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.answer.passage import as_hit
from assistant.answer.texts.purpose import tell_purpose
from assistant.answer.texts.units import say_units
from assistant.plan import Target
from assistant.understand.linking.lexicon import words
from assistant.understand.words import asked, cues
from index.catalogue.vocabulary import normalise
from index.model.records import PassageKind
from index.narrative.reasons import explain
from index.store.schema import PassageRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Source

_SMALL = 2  # characters of a word that may name no term by itself
_TOLD = 8  # documents named in a message
_QUOTED = 1_500  # characters of a quoted section
_MEANS = r"[”」）)]?[，,：:]?(?:主要)?(?:是指|指|反映|即|用于核算|包括)[^；;。]+[；;。]?"
_MADE_OF = re.compile(
    r"[^。\n]*(?:单位|机构)[^。\n]{0,40}(?:\d|[一二三四五六七八九十])+\s*[个家][^。]{0,60}包括[^。]{0,20}[：:]"
)
_ITEMS = re.compile(r"(?:\d{1,2}\s*[.．、][^\n]{2,60}(?:\n|$))+")
_SENTENCES = re.compile(r"(?<=[。；])|\n")
_ACCOUNT = re.compile(r"（[类款项]）")
_FIRST_SENTENCE = re.compile(r"^.{4,60}?[。；]")


def answer_definition(work: Work) -> Status:
    """Quote how the documents define a term."""
    if define_terms(work, alike=True) or (_explained(work) and answer_passages(work) == "answered"):
        return "answered"
    terms = work.plan.targets or tuple(Target(text=word) for word in work.plan.words if len(word) > _SMALL)
    if not terms:
        return answer_passages(work)
    if not work.plan.targets and answer_passages(work, about=terms) == "answered":
        return "answered"
    who = "、".join(dict.fromkeys(source.label for source in work.latest[:_TOLD]))
    work.draft.say(message("definition_missing", who=who, term=terms[0].text))
    return "not_found"


def _explained(work: Work) -> bool:
    """Whether a text says what a term means, outside the glossary."""
    ids = [one for source in work.latest for one in source.ids]
    for target in work.plan.targets:
        held = PassageRow.text.contains(target.text, autoescape=True)
        rows = work.ledger.rows(PassageRow.__table__.select().where(PassageRow.document_id.in_(ids), held))
        if any(_meaning_in(row["text"], [target.text]) for row in rows):
            return True
    return False


def _meaning_in(text: str, names: Sequence[str]) -> str:
    """The clause of a text that says what one of the names means (…费，反映单位…支出)."""
    for name in sorted(names, key=len, reverse=True):
        match = re.search(re.escape(name) + _MEANS, text)
        if match:
            return match.group()
    return ""


def define_terms(work: Work, *, alike: bool = False) -> bool:
    """Quote the definitions of the terms named; `alike` takes terms of like names where there is none of the name."""
    said = False
    for source in work.latest:
        for target in work.plan.targets:
            said = _define(work, target, source, alike=alike) or said
    return said


def _define(work: Work, target: Target, source: Source, *, alike: bool) -> bool:
    wanted = {normalise(name) for name in (*target.names, target.text)}
    rows = work.ledger.rows(
        PassageRow.__table__.select().where(
            PassageRow.document_id.in_(source.ids), PassageRow.kind == PassageKind.DEFINITION.value
        )
    )
    exact = [row for row in rows if normalise(row["term"]) in wanted]
    spoken = normalise(target.text)
    close = exact or [
        row
        for row in rows
        if alike and len(spoken) > 1 and (spoken in normalise(row["term"]) or normalise(row["term"]) in spoken)
    ]
    for row in rows if not close else ():  # 三公经费 explains what each of the three is
        meaning = _meaning_in(row["text"], [target.text, *target.names])
        if meaning:
            mark = work.draft.cite_passage(as_hit(row), source)
            work.draft.say(message("definition", who=work.who(source), term=target.text))
            work.draft.say(f"> {meaning}[{mark}]")
            return True
    for row in close[:1]:
        hit = as_hit(row)
        mark = work.draft.cite_passage(hit, source)
        work.draft.say(message("definition", who=work.who(source), term=row["term"]))
        work.draft.say(f"> {row['text']}[{mark}]")
    return bool(close)


def answer_narrative(work: Work) -> Status:
    """Quote the section that is asked for by its usual name, or the best passages."""
    if deny_count(work):
        return "answered"
    if work.plan.targets and cues.PURPOSE(work.plan.question):
        return _answer_purpose(work)
    said = False
    for source in work.latest:
        said = _made_of(work, source) or _section(work, source) or said
    return "answered" if said else answer_passages(work)


def _answer_purpose(work: Work) -> Status:
    """What an item is for; where no text says it, that, with the amount as context: never what is said of another."""
    if tell_purpose(work) or define_terms(work) or answer_passages(work, about=work.plan.targets) == "answered":
        return "answered"
    label = work.plan.targets[0].text
    who = "、".join(dict.fromkeys(source.label for source in work.latest[:_TOLD]))
    if answer_target(work, work.plan.targets[0]) == "answered":
        work.draft.withdraw()
    work.draft.lines.insert(0, message("no_purpose", who=who, label=label))
    return "not_found"


def _made_of(work: Work, source: Source) -> bool:
    """The units that a table lists, or the section or the sentence that tells what a department is made of."""
    question = work.plan.question
    if not asked.BODIES(question) or not asked.NAMES(question):
        return False
    units = "单位" in question and not re.search("事业|行政|参公", question)
    return (units and say_units(work, source)) or _section(work, source) or _bodies(work, source)


def _bodies(work: Work, source: Source) -> bool:
    """Quote the sentence that lists what a department is made of, where no heading stands over it."""
    query = PassageRow.__table__.select().where(
        PassageRow.document_id.in_(source.ids), PassageRow.text.contains("包括")
    )
    rows = work.ledger.rows(query.order_by(PassageRow.ordinal))
    found = next(((row, listed) for row in rows if (listed := _MADE_OF.search(row["text"]))), None)
    if found is None:
        return False
    row, listed = found
    mark = work.draft.cite_passage(as_hit(row), source)
    work.draft.say(message("quote", who=work.who(source), section=row["section"].split(" / ")[-1] or "机构设置"))
    work.draft.say(f"> {row['text'][listed.start() :]}[{mark}]")
    after = and_(PassageRow.document_id == row["document_id"], PassageRow.ordinal == row["ordinal"] + 1)
    for rest in work.ledger.rows(PassageRow.__table__.select().where(after)):
        goes_on = _ITEMS.match(rest["text"])
        if goes_on:
            work.draft.say(f"> {goes_on.group().strip()}[{work.draft.cite_passage(as_hit(rest), source)}]")
    return True


def _section(work: Work, source: Source) -> bool:
    """Quote a standard section: 职责, 主要工作任务, 机构设置."""
    question = work.plan.question
    for group in words()["section"]:  # type: ignore[attr-defined]  # a list of tables in the file
        if not any(word in question for word in group["asked"]):
            continue
        heading = or_(*(PassageRow.section.contains(word, autoescape=True) for word in group["headings"]))
        rows = work.ledger.rows(
            PassageRow.__table__.select()
            .where(PassageRow.document_id.in_(source.ids), heading)
            .order_by(PassageRow.ordinal)
        )
        rows = [row for row in rows if _heading_is(row["section"].replace(source.organization, ""), group["headings"])]
        if rows:
            _quote_section(work, source, rows)
            return True
    return False


def _heading_is(section: str, headings: Sequence[str]) -> bool:
    return any(any(heading in part and len(part) < 24 for heading in headings) for part in section.split(" / "))  # noqa: PLR2004


def _quote_section(work: Work, source: Source, rows: Sequence[Any]) -> None:
    first = rows[0]["section"].split(" / ")[-1]
    work.draft.say(message("quote", who=work.who(source), section=first))
    length = 0
    whole = sum(len(row["text"]) for row in rows)
    for row in rows:
        mark = work.draft.cite_passage(as_hit(row), source)
        text = row["text"] if whole <= _QUOTED else _gist(row["text"])
        if length + len(text) > _QUOTED * 2:
            break
        length += len(text)
        work.draft.say(f"> {text}[{mark}]")


def _gist(text: str) -> str:
    """The first sentence of each numbered item: quoted, not reworded."""
    items = re.split(r"(?=[（(][一二三四五六七八九十]+[）)]|(?<=。)[一二三四五六七八九十]+是)", text)
    firsts = [match.group() if (match := _FIRST_SENTENCE.match(item)) else item[:60] for item in items if item.strip()]
    return " … ".join(firsts)


def _gives_reason(text: str, named: Sequence[str]) -> bool:
    """Whether a sentence of a text gives a reason, and not that of another account than these items."""
    told = (sentence for sentence in _SENTENCES.split(text) if explain(sentence))
    return any(
        not named or not _ACCOUNT.search(sentence) or any(name in normalise(sentence) for name in named)
        for sentence in told
    )


def answer_passages(work: Work, *, about: Sequence[Target] = (), reasons: bool = False) -> Status:
    """Quote the best passages for the question, when they really are about it, and name one of the items `about`.

    Of `reasons` those alone of which a sentence gives one: what a term means is none, nor is an amount beside it.
    """
    from index.store.search import confident, search_passages  # noqa: PLC0415 - brings numpy along

    ids = [one for source in work.latest for one in source.ids]
    query = " ".join((*[target.text for target in work.plan.targets], *work.plan.words)) or work.plan.question
    hits = search_passages(work.ledger.connection, work.settings, query, ids, k=5)
    if not hits or not confident(hits):
        return "not_found"
    named = [normalise(target.text) for target in about]
    if reasons:
        hits = [hit for hit in hits if hit.kind != PassageKind.DEFINITION.value and "名词解释" not in hit.section]
        hits = [hit for hit in hits if _gives_reason(hit.text, named)]
        if not hits:
            return "not_found"
    best = [hit for hit in hits[:3] if hit.coverage >= hits[0].coverage * 0.8] or hits[:1]
    if about:
        best = [hit for hit in best if any(name in normalise(hit.section + hit.text) for name in named)]
        if not best:
            return "not_found"
    for hit in best[:2]:
        source = work.ledger.sources[hit.document_id]
        mark = work.draft.cite_passage(hit, source)
        work.draft.say(message("quote", who=work.who(source), section=hit.section.split(" / ")[-1]))
        work.draft.say(f"> {hit.text}[{mark}]")
    return "answered"
