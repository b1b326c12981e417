"""Answering what money is for (用途): a project's goal as its table gives it, or the sentence beside the amount."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.understand.words import cues
from index.catalogue.accounts import accounts
from index.store.schema import PassageRow, StatementRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_GOAL: Final = re.compile(
    r"(?:项目)?(?:实施期|当年|本年|年度|总体|总|绩效|中期|长期|\d{4}年)*目标(?:内容|概述)?[:：]?|(?:项目|主要)?(?:概述|概况|内容|简介|用途)"
)
_USED: Final = re.compile(r"用于|用途(?:是|为|：)|用以|用作|主要(?:保障|开支|支付)|保障[^。；，]{2,24}(?:支出|费用)")
_SENTENCE: Final = re.compile(r"(?<=[。；])|\n")
_SHORTEST: Final = 6  # characters of a goal in words


def tell_purpose(work: Work) -> bool:
    """Say what the items named are for; the amount too where the question also asks for it."""
    said = False
    for target in work.plan.targets:
        for source in work.latest:
            told = _goal(work, target, source) or _used_for(work, target, source) or _under(work, target, source)
            said = told or said
        if said and cues.AMOUNT(work.plan.question):
            answer_target(work, target)
    return said


def _goal(work: Work, target: Target, source: Source) -> bool:
    """What the performance table of a project gives as its goal."""
    said = False
    for project in work.ledger.projects(source.ids, target.names) if target.names else ():
        tables = work.ledger.rows(
            TableRow.__table__.select().where(TableRow.id == project.table_id, TableRow.form == "performance_project")
        )
        for table in tables:
            goal = _worded_goal(json.loads(table["grid"])["rows"])
            if goal:
                mark = f"[{work.draft.cite_table(work.ledger.sources[table['document_id']], table, goal)}]"
                work.draft.say(message("purpose", who=work.who(source), label=project.name, purpose=goal, mark=mark))
                said = True
    return said


def _worded_goal(rows: Sequence[Sequence[str]]) -> str:
    """The cell beside 总体目标 or 年度目标, where it is words."""
    for row in rows:
        cells = [cell.strip() for cell in row if cell and cell.strip()]
        for name, text in pairwise(cells):
            if _GOAL.fullmatch(re.sub(r"\s", "", name)) and len(text) >= _SHORTEST and not _GOAL.fullmatch(text):
                return text
    return ""


def _used_for(work: Work, target: Target, source: Source) -> bool:
    """The sentence that says what an amount is used for: its own, or the one right after it."""
    known = accounts()
    names = (*target.names, *(known[code].name for code in target.codes if not target.names and code in known))
    for entry in work.ledger.stated_named(source.ids, names, target.codes):
        if entry.table_id is not None or entry.role != "level":
            continue
        told = _told_at(work, entry)
        if told:
            mark = f"[{work.draft.cite_sentence(entry, told, entry.line)}]"
            work.draft.say(message("purpose", who=work.who(source), label=entry.subject, purpose=told, mark=mark))
            return True
    return False


def _under(work: Work, target: Target, source: Source) -> bool:
    """科学技术支出用来做什么: what the accounts under a class are used for, of which alone the text speaks."""
    said = False
    for code in target.codes if cues.PURPOSE(work.plan.question) else ():  # 包括哪些 asks for the amounts
        under = StatementRow.code.startswith(code, autoescape=True)
        for entry in work.ledger.stated(source.ids, StatementRow.role == "level", under, StatementRow.code != code):
            told = _told_at(work, entry) if entry.table_id is None else ""
            if told:
                mark = f"[{work.draft.cite_sentence(entry, told, entry.line)}]"
                work.draft.say(message("purpose", who=work.who(source), label=entry.subject, purpose=told, mark=mark))
                said = True
    return said


def _told_at(work: Work, entry: Entry) -> str:
    if _USED.search(entry.sentence):
        return entry.sentence.strip()
    rows = work.ledger.rows(
        PassageRow.__table__.select()
        .where(PassageRow.document_id.in_(entry.source.ids), PassageRow.section == entry.section)
        .order_by(PassageRow.ordinal)
    )
    for row in rows:
        position = row["text"].find(entry.sentence)
        if position < 0:
            continue
        following = _SENTENCE.split(row["text"][position + len(entry.sentence) :])
        after = next((sentence.strip() for sentence in following if sentence.strip()), "")
        return f"{entry.sentence.strip()}{after}" if _USED.search(after) else ""
    return ""
