"""Answering lists (构成、筛选、排名、个数): over all rows that the documents print, never over a sample."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.changes.change import answer_change
from assistant.answer.changes.item_rates import say_item_rates
from assistant.answer.checks import parts_check
from assistant.answer.computation import Computed
from assistant.answer.draft import amount_text, entry_label, money
from assistant.answer.endings import not_listed, not_printed
from assistant.answer.limits import condition_text, fits
from assistant.answer.lists.named_parts import say_named_parts
from assistant.answer.lists.over_documents import filter_documents, rank_documents
from assistant.answer.lists.places import beyond_order, say_apart
from assistant.answer.lists.purchase_parts import say_purchases_of
from assistant.answer.lists.ranked_items import place_of, rank_items
from assistant.answer.lookups.found import resolve_all
from assistant.answer.lookups.items import (
    empty_cells,
    listable,
    narrowed,
)
from assistant.answer.lookups.lookup import answer_target
from assistant.answer.messages import message
from assistant.answer.ratios.part_shares import say_shares
from assistant.answer.stating import note_contradiction
from assistant.answer.texts.narrative import define_terms
from assistant.answer.texts.purpose import tell_purpose
from assistant.execute.entry import worth
from assistant.execute.parts import Parts, items, parts_of, stated_projects
from assistant.plan import Operation, Roles, Target
from assistant.understand.words import asked, cues
from assistant.understand.words.bounds import chinese_number
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.model import Status
    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_BY_CHANGE = re.compile(
    r"(?:增[加长]?|减少?|下?降|上?升|涨|跌|变化|[增降涨减]幅|剩下?|结?余|没[花用]完|没[花用]掉|节省|节约|省|超支?|差|[少多](?=得最))(?:得|额|幅度)?(?:最|第[一二三四五六七八九十]|前[两三四五六七八九十])"
)
_FEW_ZEROS = 3  # so many empty items of a form are said like the others (三公)


def answer_composition(work: Work) -> Status:
    """List what a figure consists of, and check that the parts add up."""
    if not work.plan.targets:
        work.draft.say(message("clarify_nothing", examples=message("examples")))
        return "clarify"
    target = work.plan.targets[0]
    if len(work.plan.against) > 1 and any([say_named_parts(work, source) for source in work.chosen]):  # noqa: C419 - each is said
        return "answered"
    said = any([_composed_in(work, target, source) for source in work.chosen])  # noqa: C419 - each is said
    said = said or any([say_purchases_of(work, target, source) for source in work.chosen])  # noqa: C419 - each
    if said or (cues.MEANING_OF_PARTS(work.plan.question) and define_terms(work)):
        return "answered"
    if _SPENT_ON.search(work.plan.question) and tell_purpose(work):
        return "answered"
    status = answer_target(work, target)
    if status == "answered" and work.draft.figures and not work.plan.conflict:
        work.draft.withdraw()  # the whole is not what was asked for
        work.draft.lines.insert(0, message("no_parts", label=work.draft.supporting[0].label or target.text))
        return "not_found"
    return status


def _composed_in(work: Work, target: Target, source: Source) -> bool:
    found = parts_of(work.ledger, target, source, work.plan.selection)
    if found is None or (_only_itself(found) and tell_purpose(work)):
        return found is not None
    parts = _of_level(work, source) or _asked_parts(work, found.parts)
    whole = work.draft.figure(found.whole)
    work.draft.say(message("list_head", who=work.who(source), label=f"{entry_label(found.whole)} {whole}"))
    if _say_place(work, parts):
        return True
    of_shares = work.plan.threshold is not None and work.plan.threshold.unit == "%"
    if (of_shares or cues.RATIO(work.plan.question)) and say_shares(work, found.whole, parts):
        return True
    say_list(work, parts, zeros_apart=True)
    if len(parts) == len(found.parts):
        parts_check(work, found)
    for part in parts:
        note_contradiction(work, part)
    return True


def _of_level(work: Work, source: Source) -> list[Entry]:
    """哪些项级科目占比不到1%: the accounts of the level that is named, of all expenditure."""
    limit, level = work.plan.threshold, re.search("([款项])级", work.plan.question)
    whole = work.plan.targets[0]
    if limit is None or limit.unit != "%" or level is None or whole.codes or "支出总计" not in whole.names:
        return []
    return items(work.ledger, source, level[1])


_SPENT_ON = re.compile(r"[花用](?:在|到|于)|用途")


def _only_itself(found: Parts) -> bool:
    """Whether the only part is the whole again (20199 and 2019999): what it is for tells more."""
    return len(found.parts) == 1 and found.parts[0].worth == found.whole.worth


def _asked_parts(work: Work, parts: Sequence[Entry]) -> Sequence[Entry]:
    """All parts, or those that the question names one by one."""
    named = {normalise(name) for target in work.plan.against for name in target.names}
    wanted = [part for part in parts if normalise(part.subject) in named]
    if not re.search(r"其中|只", work.plan.question):
        return narrowed(work, parts)
    return wanted if wanted and len(wanted) == len(work.plan.against) else parts


def say_list(work: Work, entries: Sequence[Entry], *, supporting: bool = False, zeros_apart: bool = False) -> None:
    """The entries with their figures; empty items of a form (0.00) are shown and not asserted where `zeros_apart`."""
    apart = zeros_apart and sum(not entry.value for entry in entries) > _FEW_ZEROS
    lines = []
    for number, entry in enumerate(entries, start=1):
        name = f"{entry.code} {entry_label(entry)}".strip()
        figure = work.draft.figure(entry, supporting=supporting or (apart and not entry.value))
        lines.append(message("list_item", number=number, name=name, figure=figure))
    work.draft.say("\n".join(lines))


def answer_filter(work: Work) -> Status:
    """List the items above or below an amount."""
    limit = work.plan.threshold
    if work.plan.across and limit is not None:
        return filter_documents(work)
    said = False
    for source in work.chosen:
        label, listed = listable(work, source)
        if not listed and limit is None and _list_stated(work, source):
            said = True
            continue
        if not listed:
            continue
        said = True
        if limit is None:
            work.draft.say(message("list_head", who=work.who(source), label=f"{label}共 {len(listed)} 项"))
            if not _say_place(work, listed):
                say_list(work, listed)
                _say_total(work, source, label, listed)
            continue
        limits = [each for each in (limit, work.plan.ceiling) if each is not None]
        fitting = [entry for entry in listed if all(fits(entry, each) for each in limits)]
        condition = " 且 ".join(condition_text(each) for each in limits)
        if cues.COUNT(work.plan.question) and fitting:
            number, name = Decimal(len(fitting)), f"{label}{condition}的个数"
            work.draft.derived(number, "个", name, fitting, by=Computed.COUNT, source=source)
        if not fitting and _say_empty_cells(work, source):
            continue
        if not fitting:
            work.draft.say(message("nothing_fits", who=work.who(source), label=label, condition=condition))
            continue
        work.draft.say(message("list_head", who=work.who(source), label=f"{label}{condition}的共 {len(fitting)} 项"))
        only_number = cues.COUNT(work.plan.question) and not cues.LIST(work.plan.question)
        say_list(work, fitting, supporting=only_number)
        _say_total(work, source, f"{label}{condition}的", fitting)
    return "answered" if said else not_printed_list(work)


def _say_empty_cells(work: Work, source: Source) -> bool:
    """哪些科目没有基本支出, where no cell prints 0: those whose cell is empty, which is not the same."""
    nothing = work.plan.threshold is not None and not work.plan.threshold.value
    label, rows = empty_cells(work, source) if nothing else ("", [])
    if not rows:
        return False
    numbers = [work.draft.cite(row) for row in rows]
    names = "、".join(f"{entry_label(row)}[{number}]" for row, number in zip(rows, numbers, strict=True))
    work.draft.say(message("empty_cells", who=work.who(source), label=label, number=str(len(rows)), names=names))
    return True


def _say_total(work: Work, source: Source, label: str, entries: Sequence[Entry]) -> None:
    """有哪些，合计多少: the sum of what is listed, first."""
    amounts = [entry for entry in entries if entry.fen is not None]
    if not cues.SUM(work.plan.question) or len(amounts) < len(entries) or len(amounts) < 2:  # noqa: PLR2004 - a sum
        return
    unit = amounts[0].unit
    total = money(sum(entry.fen or 0 for entry in amounts), unit)
    name = f"{label}共 {len(amounts)} 项"
    text = work.draft.derived(total, unit, f"{name}合计", amounts, by=Computed.SUM, source=source)
    formula = " + ".join(amount_text(entry.amount, "") for entry in amounts)
    work.draft.lines.insert(0, message("sum", label=f"{work.who(source)}{name}", figure=text, formula=formula))


def _list_stated(work: Work, source: Source) -> bool:
    """The projects that only the text lists, with their sum."""
    found = stated_projects(work.ledger, source)
    if found is None:
        return False
    whole = work.draft.figure(found.whole)
    work.draft.say(message("list_head", who=work.who(source), label=f"项目共 {len(found.parts)} 项，{whole}"))
    say_list(work, found.parts)
    parts_check(work, found)
    return True


def _say_place(work: Work, listed: Sequence[Entry]) -> bool:
    """第三个是什么: the item at one place of the list, the others are not asked for."""
    place = work.plan.position
    if not 0 < place <= len(listed):
        return False
    entry = listed[place - 1]
    name = f"{entry.code} {entry_label(entry)}".strip()
    work.draft.withdraw()
    work.draft.say(message("list_item", number=place, name=name, figure=work.draft.figure(entry)))
    return True


def not_printed_list(work: Work) -> Status:
    """Say that what was to be listed is not in the documents, or not item by item."""
    if work.plan.rated and say_item_rates(work):
        return "answered"
    sources = work.chosen
    if work.plan.name_filter and any(work.ledger.projects(source.ids) for source in sources):
        who = "、".join(dict.fromkeys(source.label for source in sources[:4]))
        work.draft.say(message("no_such_project", who=who, word=work.plan.name_filter))
        return "not_found"
    listed = any(work.ledger.projects(source.ids) for source in sources)
    if sources and cues.PROJECTS(work.plan.question) and not listed:
        return not_listed(work, "项目", sources)
    if sources and work.plan.targets and any(each.found for each in resolve_all(work, work.plan.targets[0], sources)):
        return not_listed(work, f"“{work.plan.targets[0].text}”的明细", sources)
    target = (
        work.plan.targets[0] if work.plan.targets else Target(text="、".join(work.plan.words) or work.plan.question)
    )
    return not_printed(work, target, work.chosen)


def answer_rank(work: Work) -> Status:
    """Order items, or organizations, by amount."""
    if _BY_CHANGE.search(work.plan.question):
        return _changes_instead(work)
    if work.plan.named:
        return rank_items(work)
    if work.plan.against:
        return place_of(work)
    if work.plan.across:
        return rank_documents(work)
    said = False
    for source in work.chosen:
        label, listed = listable(work, source)
        if not listed and cues.PROJECTS(work.plan.question) and (stated := stated_projects(work.ledger, source)):
            label, listed = "项目", stated.parts
        listed = [entry for entry in listed if not entry.blank and entry.value is not None]
        if not listed or _other_number(work.plan.question, len(listed)):
            continue
        if beyond_order(work, listed):
            continue
        if not say_apart(work, listed):
            _say_leading(work, source, label, listed)
        said = True
    return "answered" if said else "not_found" if work.draft.lines else not_printed_list(work)


def _say_leading(work: Work, source: Source, label: str, listed: Sequence[Entry]) -> None:
    """What comes first in the order, with all that are the same as the one that was asked for."""
    far = "差异率" in work.plan.question  # how far from the budget, on either side
    key = (lambda entry: abs(worth(entry))) if far else worth
    ordered = sorted(listed, key=key, reverse=not work.plan.ascending)
    count = work.plan.top or len(ordered)
    last = worth(ordered[min(count, len(ordered)) - 1])
    leading = [entry for i, entry in enumerate(ordered) if i < count or (worth(entry) == last and count == 1)]
    work.draft.say(message("list_head", who=work.who(source), label=f"{label}（共 {len(listed)} 项）排在前面的"))
    if not _say_place(work, ordered):
        say_list(work, leading)
        if count > 1:
            _say_total(work, source, f"{label}排在前面的", leading)
    rest = [entry for entry in ordered if entry not in leading]
    if rest and asked.ALL_AND_FIRST(work.plan.question):  # 有哪些，最大的是哪个
        work.draft.say(message("rest_of_list"))
        say_list(work, rest, supporting=True)
    if _TOTAL_TOO.search(work.plan.question):  # 总额多少，最大的是哪个
        _say_total(work, source, label, listed)


_TOTAL_TOO: Final = re.compile(
    "(?:总额|总共|一共|合计|总计|共计)[^，,。；;？?最哪]{0,6}(?:多少|几)[^，,。；;？?最哪]*[，,。；;？?][^，,。；;？?]*(?:最|哪)"
)
_OF_SO_MANY: Final = re.compile(
    r"(?<![前的])(?P<number>[两二三四五六七八九十]|\d+)(?:个|项|类|大)[^，,。；;？?这那]{0,8}?(?:里面|里头|当中|之中|里|中)"
)


def _other_number(question: str, number: int) -> bool:
    """四个专项里哪个最大, where another number of items is found: they are not those."""
    said = _OF_SO_MANY.search(question)
    return said is not None and chinese_number(said["number"]) != number


def _changes_instead(work: Work) -> Status:
    """减少最多的是哪一项: the largest amount is not what changed most; the changes of the items named are told."""
    named = work.plan.named and not any(not target.names and not target.codes for target in work.plan.targets)
    roles = Roles(level=False, change=True)
    plan = work.plan.model_copy(update={"operation": Operation.CHANGE, "roles": roles, "named": False})
    if named and answer_change(replace(work, plan=plan)) == "answered":
        return "answered"
    work.draft.restart()
    work.draft.say(message("no_rank_of_changes"))
    return "not_found"
