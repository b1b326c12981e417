"""Answering about what the text names and no other way finds (文中提及): the words of the question as they stand there.

A question whether or how something is (X是不是单列预算) is answered by the sentence or the row that names it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from assistant.answer.messages import message
from assistant.answer.passage import as_hit
from assistant.understand.words import cues
from index.catalogue.vocabulary import normalise
from index.narrative.sentences import sentence_spans
from index.store.schema import PassageRow, TableRow

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Source

_NAMED: Final = 5  # characters of a word that names something by itself
_DOCUMENTS: Final = 200  # of more documents the texts are not looked through
_QUOTED: Final = 400  # characters of a quotation
_PLACES: Final = 2  # places quoted of each document


def answer_mentioned(work: Work) -> Status:
    """Quote where the documents name what the question is about, unless it asks for an amount or a number."""
    plan = work.plan
    words = [word for word in plan.words if len(normalise(word)) >= _NAMED]
    open_ended = cues.OPEN(plan.question) or "是不是" in plan.question
    if not words or not open_ended or cues.AMOUNT(plan.question) or cues.COUNT(plan.question):
        return "not_found"
    told: set[int] = set()
    for source in sorted(work.chosen, key=lambda one: -(one.year or 0)) if len(work.chosen) <= _DOCUMENTS else ():
        if source.organization_id not in told and any([_said(work, source, word) for word in words]):  # noqa: C419 - each is said
            told.add(source.organization_id)
    return "answered" if told else "not_found"


def _said(work: Work, source: Source, word: str) -> bool:
    quotes = [*_in_tables(work, source, word), *_in_text(work, source, word)]
    for section, quote, mark in quotes[:_PLACES]:
        work.draft.say(message("quote", who=work.who(source), section=section))
        work.draft.say(f"> {quote}[{mark}]")
    return bool(quotes)


def _in_tables(work: Work, source: Source, word: str) -> list[tuple[str, str, int]]:
    """Rows of words that name it: of a list of organizations, say."""
    held = func.replace(TableRow.grid, " ", "").contains(word, autoescape=True)
    query = TableRow.__table__.select().where(TableRow.document_id.in_(source.ids), held).limit(_PLACES)
    found = []
    for table in work.ledger.rows(query):
        for row in json.loads(table["grid"])["rows"][table["header_rows"] :]:
            cells = [cell.strip() for cell in row if cell and cell.strip()]
            if any(word in normalise(cell) or word in cell for cell in cells):
                quote = "　".join(cells)
                title = f"《{table['title']}》" if table["title"] else table["section"].split(" / ")[-1]
                found.append(
                    (title, quote, work.draft.cite_table(work.ledger.sources[table["document_id"]], table, quote))
                )
                break
    return found


def _in_text(work: Work, source: Source, word: str) -> list[tuple[str, str, int]]:
    query = (
        select(*PassageRow.__table__.columns)
        .where(PassageRow.document_id.in_(source.ids), PassageRow.text.contains(word, autoescape=True))
        .order_by(PassageRow.ordinal)
        .limit(_PLACES)
    )
    found = []
    for row in work.ledger.rows(query):
        mark = work.draft.cite_passage(as_hit(row), source)
        found.append((row["section"].split(" / ")[-1], _around(row, word), mark))
    return found


def _around(row: Any, word: str) -> str:
    """The sentence that names it, where the passage is long."""
    text: str = row["text"]
    if len(text) <= _QUOTED:
        return text
    spans = sentence_spans(text)
    start, end = next(((s, e) for s, e in spans if word in text[s:e]), (0, _QUOTED))
    return text[start:end][:_QUOTED]
