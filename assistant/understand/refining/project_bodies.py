"""Whose projects are asked for (哪个单位的项目): 殡葬管理所有哪些项目, where the list of projects names the bodies.

The table of a department then has a column of them, and what is asked of one is the rows under it alone.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from assistant.execute.projects import listed_under
from assistant.plan import Operation, Target
from assistant.understand.refining.unit_rows import is_body
from assistant.understand.scoping.scope import documents, of_years
from assistant.understand.words import cues
from index.store.schema import FactRow, TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Source
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

_OFFICE: Final = re.compile("的?[（(]?(机关本级|本级机关|局本级|机关|本级|本部)[）)]?")
_MOST: Final = 50  # documents whose lists are looked through for a body that no department is named with
_LEAST: Final = 4  # characters of a name without its place: 殡葬管理所
_WHICH: Final = frozenset({"哪些项目", "什么项目", "几个项目"})
_OVER_PROJECTS: Final = frozenset({
    Operation.FILTER, Operation.COUNT, Operation.RANK, Operation.SUM, Operation.AVERAGE, Operation.COMPOSITION,
})  # fmt: skip
_AS_LIST: Final = frozenset({Operation.COMPOSITION, Operation.NARRATIVE})


def of_body(ledger: Ledger, plan: Plan, mentions: Sequence[tuple[int, str, tuple[int, ...]]]) -> Plan:
    """The plan with the body whose projects are asked for, where the list of projects has rows under its name."""
    if not cues.PROJECTS(plan.question) and not _is_sum(plan):
        return plan
    sources = _sources(ledger, plan)
    if len({source.organization_id for source in sources}) != 1:
        return plan
    bodies = {body for source in sources for body in _bodies_of_projects(ledger, source)}
    organization = sources[0].organization
    spoken = {(said, body) for body in bodies for said in _called(body, organization) if said in plan.question}
    spoken |= _offices(plan.question, bodies, organization, mentions)
    longest = max((len(said) for said, _ in spoken), default=0)
    named = {(said, body) for said, body in spoken if len(said) == longest}
    if len(named) != 1:
        return plan
    [(said, body)] = named
    if any(body in one.names and one.measure for one in plan.targets):
        return plan  # a table has a row of the body, and there its projects in all
    start = plan.question.find(said)
    targets = tuple(
        one.model_copy(update={"loose": tuple(word for word in one.loose if word not in said)})
        for one in plan.targets
        if not start <= one.start < start + len(said)
    )
    words = tuple(word for word in plan.words if word not in said and word not in _WHICH)
    kept = "" if plan.name_filter in said else plan.name_filter
    selection = plan.selection.model_copy(update={"scope": "", "organizations": (sources[0].organization_id,)})
    update = {"targets": targets, "words": words, "body": body, "name_filter": kept, "selection": selection}
    update["unknown"] = tuple(name for name in plan.unknown if name != said)
    return plan.model_copy(update=update)


def _sources(ledger: Ledger, plan: Plan) -> Sequence[Source]:
    """The documents of the organization that is named, else of the only one whose tables have a row of the body."""
    sources = of_years(documents(ledger, plan.selection), plan.selection.years)
    rows = [name for one in plan.targets if not one.codes for name in one.names if is_body(name)]
    if plan.unknown and not plan.selection.organizations and len(sources) <= _MOST:
        return [source for source in sources if _unknown_as(ledger, source, plan.unknown)]
    if plan.selection.organizations:
        return sources
    ids = [one for source in sources for one in source.ids]
    named = list(ledger.facts_named(ids, rows, ())) if rows else []
    for word in plan.words if not rows else ():  # 河道管理, of 河道管理所 in the list of projects alone
        if len(word) >= _LEAST:
            held = FactRow.row_label.contains(word, autoescape=True)
            named += ledger.facts(ids, TableRow.form == "project_list", held)
    owners = {fact.source.organization_id for fact in named}
    return [source for source in sources if source.organization_id in owners]


def _unknown_as(ledger: Ledger, source: Source, unknown: Sequence[str]) -> bool:
    """Whether the only body that a question names, and that is not loaded, has rows in the list of projects."""
    called = (said for body in _bodies_of_projects(ledger, source) for said in _called(body, source.organization))
    return len(unknown) == 1 and unknown[0] in called


def over_projects(planned: Plan) -> Plan:
    """The plan over the projects of the body alone; a computation with them finds no figure of that name."""
    if not planned.body:
        return planned
    if planned.operation is Operation.LOOKUP and _is_sum(planned) and len(planned.targets) == 1:
        return planned.model_copy(update={"operation": Operation.SUM, "targets": ()})
    if planned.operation in _AS_LIST and not planned.targets:
        return planned.model_copy(update={"operation": Operation.FILTER})
    if planned.operation in _OVER_PROJECTS or planned.of_projects:
        return planned
    unnamed = Target(text=f"{planned.body}项目")
    return planned.model_copy(update={"operation": Operation.LOOKUP, "targets": (unnamed,), "against": (), "body": ""})


def _is_sum(plan: Plan) -> bool:
    return any("项目支出" in one.names and not one.measure for one in plan.targets)


def _bodies_of_projects(ledger: Ledger, source: Source) -> set[str]:
    """The bodies under whose names the list of projects has rows."""
    return {cell for project in ledger.projects(source.ids) for cell in listed_under(project) if is_body(cell)}


def _called(body: str, organization: str) -> set[str]:
    """How a body is called: its whole name, and that without the place that it shares with its department."""
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(body, organization, strict=False))
    bare = body[len(list(shared)) :]
    named = {body} if body != organization else set()
    return named | ({bare} if len(bare) >= _LEAST and is_body(bare) else set())


def _offices(
    question: str, bodies: set[str], organization: str, mentions: Sequence[tuple[int, str, tuple[int, ...]]]
) -> set[tuple[str, str]]:
    """民政局机关, 民政局本级 in whatever form the department is named: the row of its own office."""
    own = {body for body in bodies if _OFFICE.fullmatch(body.removeprefix(organization))}
    if len(own) != 1 or not all(body.startswith(organization) for body in own):
        return set()
    after = [(words, _OFFICE.match(question, start + len(words))) for start, words, _ in mentions]
    return {(f"{words}{found.group()}", body) for words, found in after if found for body in own}
