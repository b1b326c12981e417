"""A year beside a project's name (同名项目): 23年结转的 is the project whose own name begins with 23年, no year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.execute.projects import namesakes, year_of
from assistant.plan import Operation, Plan, Roles, Target, TargetKind
from assistant.understand.scoping.scope import documents
from assistant.understand.words import cues

if TYPE_CHECKING:
    from assistant.execute.ledger import Ledger

_THIS_YEAR: Final = re.compile(r"今年|本年|当年|这一?年|同名")
_CARRIED: Final = re.compile(r"(?<!\d)(?:20)?(\d{2})年(?:度)?的?(?:那个|那笔)?(?:结转|结余)")
_THAN: Final = re.compile(r"(?:今年|本年|当年|这一?年)[^，,。；;？?]{0,6}比|比(?:今年|本年|当年|这一?年)")
_PLURAL: Final = re.compile(
    r"(?:[两二三四五六七八九十]|[2-9]|\d\d|好?几|所有|全部|各)个?[^，,。？?]{0,8}项目|相关|有关|都(?:算|加)|项目都"
)


def of_namesakes(ledger: Ledger, plan: Plan) -> Plan:
    """Read years and plurals of a question as what the names of projects say."""
    return _by_word(_by_year(ledger, plan))


def _by_year(ledger: Ledger, plan: Plan) -> Plan:
    """三级等保今年的加上23年的: the projects of one name, by the years that their names begin with."""
    if not plan.selection.years:
        return plan
    sources = documents(ledger, plan.selection)
    if any(source.kind == "预算" for source in sources) and not plan.selection.kind:
        sources = [source for source in sources if source.kind == "预算"]
    ids = [one for source in sources for one in source.ids]
    named = [one for one in (*plan.targets, *plan.against) if one.names and namesakes(ledger, ids, one.names)]
    if len(named) != 1:
        return plan
    [named_one] = named
    family = namesakes(ledger, ids, named_one.names)
    loaded = {source.year for source in sources}
    carried = {2000 + int(match[1]) for match in _CARRIED.finditer(plan.question)}
    years = [year for year in plan.selection.years if year not in loaded or year in carried]
    meant = [one for one in family if year_of(one.name) in years]
    if not meant or (len(family) < 2 and not carried and year_of(named_one.names[0]) is None):  # noqa: PLR2004
        return plan
    left = tuple(year for year in plan.selection.years if year not in years)
    if _THIS_YEAR.search(plan.question) or left:
        meant = [one for one in family if year_of(one.name) in (*years, None)]
    names = dict.fromkeys(one.name for one in meant)
    found = tuple(Target(text=name, kind=TargetKind.PROJECT, names=(name,)) for name in names)
    swapped = {
        field: tuple(new for old in getattr(plan, field) for new in (found if old is named_one else (old,)))
        for field in ("targets", "against")
    }
    words = tuple(word for word in plan.words if not re.fullmatch(r"(?:上年|的)*(?:结转|结余)+的?", word))
    update: dict[str, object] = {
        **swapped,
        "words": words,
        "selection": plan.selection.model_copy(update={"years": left}),
    }
    if len(found) == 2 and _THAN.search(plan.question):  # noqa: PLR2004 - 今年的比23年结转的多多少
        update |= {"operation": Operation.DIFFERENCE, "across": False, "every": False, "roles": Roles()}
    if plan.operation in (Operation.LOOKUP, Operation.SUM) and len(found) > 1 and cues.SUM(plan.question):
        update |= {"operation": Operation.SUM, "across": False, "every": False}
    return plan.model_copy(update=update)


def _by_word(plan: Plan) -> Plan:
    """安可替代有两个项目，加起来多少: all projects whose names hold the word, not the one it fits best."""
    single = len(plan.targets) == 1 and plan.targets[0].kind is TargetKind.PROJECT
    if plan.operation not in (Operation.LOOKUP, Operation.SUM) or not single or not cues.SUM(plan.question):
        return plan
    if not _PLURAL.search(plan.question):
        return plan
    word = plan.targets[0].text.removesuffix("项目")
    return plan.model_copy(update={"operation": Operation.SUM, "targets": (), "name_filter": word})
