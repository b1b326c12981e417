"""One organization's share of several (一家占几家): 水务局占两家合计的多少, of figures of one name, year and kind."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed, percent
from assistant.answer.draft import entry_label
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.own_figures import money_of
from assistant.answer.messages import message
from assistant.execute.comparable import comparable
from assistant.plan import Selection, Target, sum_of
from assistant.understand.scoping.scope import documents, of_years, read_scope
from assistant.understand.words.bounds import chinese_number

if TYPE_CHECKING:
    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry

_OF_UNITS: Final = re.compile(
    r"(?P<number>[两二三四五六七八九\d])(?:个|家)(?:[一-龥]{0,4}?(?:单位|部门|局|委|街道))?|几家"
)
_TOGETHER: Final = re.compile("合计|加起来|一共|总共|合起来|之和|总额")
_WHOLE_OF_ALL: Final = re.compile(
    r"(?:这|那)?(?P<number>[两二三四五六七八九几])(?:个|家)(?:单位|部门|局)?的?(?:总支出|全部支出|支出(?:总计|总额|合计|总和)|预算总额|总预算)(?:的|之和|合计)*"
    r"(?=多少|几|百分|比|是)"
)
_ALL: Final = Target(text="支出总计", names=("支出总计",))
_PAIR: Final = 2


def answer_share_of_units(work: Work) -> Status | None:
    """Answer what share of all of them one organization has; None where the question is of something else."""
    plan = work.plan
    before, split, after = plan.question.partition("占")
    said = _OF_UNITS.search(after) or _OF_UNITS.search(before)
    if not split or said is None or len(plan.targets) > 1 or any(one.names for one in plan.against):
        return None
    if _TOGETHER.search(before) and (whole := _WHOLE_OF_ALL.match(after)) is not None:
        return _of_all(work, whole["number"])
    owners = _organizations(work, before)
    held = _organizations(work, after)
    named = held if len(held) > 1 else owners if len(owners) > 1 else ()
    whose = tuple(one for one in owners if one not in held[1:]) if len(held) < _PAIR else owners
    whose = _last_named(work, before, whose)
    number = chinese_number(said["number"]) if said["number"] else None
    if not named and (number or 0) <= _PAIR:
        return None  # 占两家合计: of two that were spoken of before
    found = _figures(work, named, plan.targets[0] if plan.targets else _ALL)
    if found is None or len(whose) != 1 or len(found) < _PAIR or (number or len(found)) != len(found):
        return None
    return _say(work, found, whose[0])


def _of_all(work: Work, number: str) -> Status | None:
    """两家三公合计占两家总支出几成: what all of them have of it, over all that they spend."""
    named = work.plan.selection.organizations
    if len(named) != (chinese_number(number) or len(named)) or len(named) < _PAIR or not work.plan.targets:
        return None
    found, wholes = (_figures(work, named, item) for item in (work.plan.targets[0], _ALL))
    if not found or not wholes or len(found) != len(named) or len(wholes) != len(named):
        return None
    part, total = (sum(one.fen or 0 for one in entries) for entries in (found, wholes))
    if not total:
        return None
    names = [f"{len(named)}家{entry_label(entries[0])}合计" for entries in (found, wholes)]
    steps = f"({sum_of(len(named))}) / ({sum_of(len(named), len(named))}) * 100"
    share, label = percent(Decimal(part), Decimal(total)), f"{names[0]}占{names[1]}比重"
    figure = work.draft.derived(share, "%", label, [*found, *wholes], by=Computed.STEPS, steps=steps)
    over, under = (" + ".join(work.draft.operand(one) for one in entries) for entries in (found, wholes))
    told = {"who": "", "numerator": names[0], "denominator": names[1], "formula": f"({over}) ÷ ({under})"}
    work.draft.say(message("ratio", figure=figure, **told))
    return "answered"


def _organizations(work: Work, text: str) -> tuple[int, ...]:
    return read_scope(work.ledger, text).selection.organizations if text else ()


def _last_named(work: Work, before: str, whose: tuple[int, ...]) -> tuple[int, ...]:
    """The one of several that stands in the last clause before 占: 甲、乙两家，甲|占."""
    if len(whose) < _PAIR:
        return whose
    return _organizations(work, re.split("[，,；;。]", before)[-1])


def _figures(work: Work, named: tuple[int, ...], item: Target) -> list[Entry] | None:
    """The figure of each of them, of one year and kind; None where one of them prints none."""
    selection = work.plan.selection
    wanted = Selection(organizations=named, years=selection.years, kind=selection.kind)
    sources = comparable(of_years(documents(work.ledger, wanted), selection.years))
    if len({source.organization_id for source in sources}) != len(sources):
        return None
    found = [money_of(work, each).main for each in resolve_all(work, item, sources)]
    entries = [one for one in found if one is not None and one.fen is not None]
    return entries if len(entries) == len(sources) else None


def _say(work: Work, found: list[Entry], whose: int) -> Status | None:
    ordered = sorted(found, key=lambda one: one.source.organization_id != whose)
    part, total = ordered[0], sum(one.fen or 0 for one in found)
    if part.source.organization_id != whose or not total:
        return None
    share = percent(Decimal(part.fen or 0), Decimal(total))
    whole = f"{len(found)}家{entry_label(part)}合计"
    label = f"{part.source.organization}{entry_label(part)}占{whole}比重"
    steps = f"{{0}} / ({sum_of(len(found))}) * 100"
    figure = work.draft.derived(share, "%", label, ordered, by=Computed.STEPS, source=part.source, steps=steps)
    added = " + ".join(work.draft.operand(one) for one in ordered)
    formula = f"{work.draft.operand(part)} ÷ ({added})"
    names = {"numerator": entry_label(part), "denominator": whole}
    work.draft.say(message("ratio", who=work.who(part.source), figure=figure, formula=formula, **names))
    return "answered"
