"""What documents print of what is asked for (所查之数): in their tables, and where none has it in their sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.answer.lookups.not_in_table import prints_the_table
from assistant.answer.lookups.own_figures import not_of_a_project
from assistant.execute.against import OF_THIS_YEAR
from assistant.execute.parts import ACCOUNTS_OF
from assistant.execute.resolve import Resolved, of_stage, resolve, without_row
from assistant.execute.sentences import clause, find_stated
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Source
    from assistant.plan import Target


def resolve_all(work: Work, target: Target, sources: Sequence[Source]) -> list[Resolved]:
    """What the target comes to in each document; figures in the text are looked for where no table has it."""
    found = [resolve(work.ledger, target, source, work.plan.selection) for source in sources]
    if not any(each.main or each.readings for each in found) and _is_personnel(target):
        whole = target.model_copy(update={"measure": ""})
        found = [resolve(work.ledger, whole, source, work.plan.selection) for source in sources]
    found = [not_of_a_project(work, each) for each in found]
    if any(each.main or each.readings or each.blank for each in found):
        return found
    for wider in _totals(work, target, sources):
        both = target.model_copy(update={"names": (wider,), "codes": ()})
        sides = [resolve(work.ledger, both, source, work.plan.selection) for source in sources]
        if any(each.main for each in sides):
            return sides
    if prints_the_table(work, target, sources):
        return found
    return [_in_sentences(work, target, source) or each for source, each in zip(sources, found, strict=True)]


def _totals(work: Work, target: Target, sources: Sequence[Source]) -> list[str]:
    """What else tells a total: 收、支总计均为 9 万元 of either side, and for 收入多少 what came in within the year.

    The latter comes first in final accounts, whose 总计 holds what was carried over.
    """
    own = [OF_THIS_YEAR[name] for name in target.names if name in OF_THIS_YEAR]
    said_so = work.plan.question.startswith(target.text, max(target.start, 0))  # 收入总计 itself: of either side alone
    if not own or said_so:
        return ["收支总计"] if own else []
    final = all(source.kind == "决算" for source in sources)
    return [*own, "收支总计"] if final else ["收支总计", *own]


def _is_personnel(target: Target) -> bool:
    """Whether an account is all 人员经费 (301, 303): 人员经费里的基本工资 is its whole figure."""
    personnel = ACCOUNTS_OF.get(target.measure, ()) if target.measure == "人员支出" else ()
    return bool(personnel and target.codes) and all(code.startswith(personnel) for code in target.codes)


def _in_sentences(work: Work, target: Target, source: Source) -> Resolved | None:
    """A sentence whose figure is of the target in other words: the subject contains the target's name."""
    place = work.plan.selection
    if (place.years and source.year not in place.years) or without_row(work.ledger, source, place):
        return None
    # of another stage, or of another column, they are no answer
    canonical = () if "决算" in work.plan.selection.stages or target.measure else target.names
    for words in dict.fromkeys((target.text, *canonical)):
        stated = find_stated(work.ledger, source.ids, [words], roles=("level", "count"))
        # what is bracketed is a part of it
        own = [(entry, re.sub(r"（[^（）]*）$", "", entry.subject)) for entry in stated]
        wanted = normalise(words)
        named = [entry for entry, subject in own if wanted in normalise(subject) and entry.year in (None, source.year)]
        named = [entry for entry in named if of_stage(entry, source, work.plan.selection)]
        if target.measure:  # 高中教育 371 万元 says nothing of its 项目支出
            named = [entry for entry in named if normalise(target.measure) in normalise(clause(entry) + entry.subject)]
        if named:
            break
    else:
        return None
    alike = len({entry.worth for entry in named}) == 1
    return Resolved(source, target, named[0], same=tuple(named[1:])) if alike else None
