"""Rows of a project's own table (项目绩效目标表的资金行): 平台维护费项目的其他资金, 其中上年结转多少."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Target, TargetKind
from assistant.understand.scoping.scope import documents
from assistant.understand.words import cues
from index.catalogue.vocabulary import normalise
from index.store.schema import FactRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_CARRIED: Final = re.compile("结转")
_NAMESAKE: Final = re.compile(r"(?:20)?\d{2}年(?:度)?的?(?:那个|那笔)?(?:结转|结余)+")  # another project
_SHORT: Final = ("上年结转结余资金", "上年结转结余", "上年结转资金", "上年结转", "结转结余", "结转资金", "结转")


def of_own_table(ledger: Ledger, plan: Plan) -> Plan:
    """平台维护费项目的其他资金: rows of the project's own table, not the project's amount."""
    named = [one for one in plan.targets if one.kind in (TargetKind.PROJECT, TargetKind.SUBJECT) and not one.codes]
    if not named or cues.RATIO(plan.question):
        return plan
    ids = [one for source in documents(ledger, plan.selection) for one in source.ids]
    projects = [(one, tables) for one in named if (tables := ledger.own_tables(ids, one.names))]
    if len(projects) != 1:
        return plan
    [(project, _)] = projects
    spoken = spoken_rows(ledger, ids, project.names, plan.question.replace(project.text, "　" * len(project.text)))
    # 本年财政拨款 is a column of the list of projects
    wider = [
        one
        for one in plan.targets
        if any(form != normalise(one.text) and form in normalise(one.text) for _, form, _ in spoken)
    ]
    if not spoken or wider:
        return plan
    rows = [Target(text=form, names=(row,), start=start, within=project.names) for row, form, start in spoken]
    names = {row for row, _, _ in spoken}
    others = [
        one
        for one in plan.targets
        if one is not project and not {*one.names} & names and not any(one.text in form for _, form, _ in spoken)
    ]
    return plan.model_copy(update={"targets": (*others, *rows)})


def spoken_rows(ledger: Ledger, ids: Sequence[int], names: Sequence[str], text: str) -> list[tuple[str, str, int]]:
    """The rows of the own table of a project that a text speaks of: each row, how it is spoken of, and where."""
    tables = ledger.own_tables(ids, names)
    subjects = {row.subject for row in ledger.facts(ids, FactRow.table_id.in_(tables)) if row.subject}
    spoken = normalise(_NAMESAKE.sub(lambda match: "　" * len(match[0]), text))
    found: list[tuple[str, str, int]] = []
    for form, subject in sorted(_forms(subjects), key=lambda one: len(one[0]), reverse=True):
        if form in spoken and not any(subject == row for row, _, _ in found):
            found.append((subject, form, text.find(form)))
            spoken = spoken.replace(form, "　" * len(form), 1)
    return sorted(found, key=lambda one: one[2])


def _forms(subjects: set[str]) -> Iterator[tuple[str, str]]:
    """How each row is spoken of: by its name; what is carried over in short, where one row is of it."""
    carried = [subject for subject in subjects if _CARRIED.search(subject)]
    for subject in subjects:
        yield normalise(subject), subject
    for subject in carried if len(carried) == 1 else ():
        yield from ((form, subject) for form in _SHORT)
