"""Telling items in two years or at two stages (各项的变动): those that changed as asked, each with both figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed, percent
from assistant.answer.draft import amount_text, entry_label, money
from assistant.answer.limits import COMPARED, condition_text
from assistant.answer.messages import message
from assistant.understand.words import asked, cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source

_SEVERAL_OF_THEM: Final = re.compile("哪[几些]|几[项个类]")
_LEADING: Final = 5  # items that are told where several are asked for
_FEW: Final = 3  # items that are asserted beside the number that was asked for
_NAMED: Final = 8  # items of one year alone that are named
_WHICH: Final = re.compile("哪")


@dataclass(frozen=True, slots=True)
class _Changed:
    """An item in two years."""

    later: Entry
    earlier: Entry

    @property
    def gap(self) -> int:
        """The change in 分."""
        return (self.later.fen or 0) - (self.earlier.fen or 0)

    @property
    def rate(self) -> Decimal:
        """The change as a share of the year before, which is not zero."""
        return Decimal(self.gap) / Decimal(self.earlier.fen or 1)


def say_items(work: Work, now: Source, label: str, listed: tuple[Sequence[Entry], Sequence[Entry]]) -> bool:
    """Tell the items of both lists, the later and the earlier, that changed as asked; False where none is in both."""
    later, earlier = listed
    old = {(entry.code, entry.subject): entry for entry in earlier}
    both = [_Changed(one, old[one.code, one.subject]) for one in later if (one.code, one.subject) in old]
    if not both:
        return False
    question = work.plan.question
    way = asked.way_of_change(question)
    each_left = asked.EACH_LEFT(question)
    if each_left and not _WHICH.search(question):  # 各项目还剩多少: of all of them
        return _say_each(work, now, label, both)
    meant = [each for each in both if each.gap * way > 0 or (not way and each.gap)]
    limit = work.plan.threshold if work.plan.threshold is not None and work.plan.threshold.unit == "%" else None
    if limit is not None:  # 涨了超过10%的
        meant = [e for e in meant if e.earlier.fen and COMPARED[limit.comparator](abs(e.rate) * 100, limit.value)]
    ranked = cues.RANK(question) or asked.MOST_CHANGED(question)
    by_rate = asked.BY_RATE(question)
    if ranked:
        meant = _in_order(meant, by_rate=by_rate)
        meant = (
            meant[work.plan.position - 1 : work.plan.position] if work.plan.position else meant[: _number(work, meant)]
        )
    condition = {1: message("increase"), -1: message("decrease"), 0: message("moved" if ranked else "changed")}[way]
    condition += condition_text(limit) if limit is not None else ""
    if not meant:
        nothing = message("nothing_fits", who=work.who(now), label=label, condition=condition)
        work.draft.say(nothing + _of_stages(both[0], way))
        return True
    executed = "执行数" if both[0].earlier.stage == "执行数" and both[0].earlier.source.kind == "预算" else ""
    base = f"{_time(both[0].later)}比{_time(both[0].earlier)}{executed}{condition}"
    place = f"排在第 {work.plan.position} 位" if work.plan.position else f"排在前面的 {len(meant)} 项"
    head = (
        f"{label}中按{base}的{'比率' if by_rate else '数额'}{place}" if ranked else f"{label}中{base}的 {len(meant)} 项"
    )
    work.draft.say(message("list_head", who=work.who(now), label=head))
    if cues.COUNT(question) and not ranked:
        entries = [each.later for each in meant]
        work.draft.derived(Decimal(len(meant)), "个", f"{base}的{label}", entries, by=Computed.COUNT, source=now)
    many = len(meant) > _FEW  # 减少的科目有几个, and they are many: the number alone is asserted
    only_number = many and cues.COUNT(question) and not ranked and not cues.LIST(question)
    for each in meant:
        say_pair(work, each.later, each.earlier, asserted=bool(ranked or each_left), inner=bool(only_number))
        if (ranked and by_rate) or limit is not None:
            _say_rate(work, each)
    _say_one_sided(work, later, earlier, meant if ranked else ())
    return True


def _of_stages(each: _Changed, way: int) -> str:
    """What no item is, where two stages of one year are set side by side: 决算多于年初预算."""
    later, earlier = each.later.stage, each.earlier.stage
    words = {1: "多于", -1: "少于", 0: "不同于"}
    apart = later != earlier and later and earlier
    return message("no_item_apart", later=later, than=words[way], earlier=earlier) if apart else ""


def _say_each(work: Work, now: Source, label: str, both: Sequence[_Changed]) -> bool:
    head = f"{label}（共 {len(both)} 项）的{_time(both[0].later)}与{_time(both[0].earlier)}"
    work.draft.say(message("list_head", who=work.who(now), label=head))
    for each in both:
        say_pair(work, each.later, each.earlier, asserted=True, inner=True)
    return True


def _number(work: Work, meant: Sequence[_Changed]) -> int:
    """How many that changed most are asked for: 主要少在哪几项 asks for more than one."""
    several = _SEVERAL_OF_THEM.search(work.plan.question) is not None
    return work.plan.top or (min(len(meant), _LEADING) if several else 1)


def _time(entry: Entry) -> str:
    """The year of a figure, and its stage where a final account prints others too."""
    stage = entry.stage if entry.source.kind == "决算" and entry.stage else ""
    return f"{entry.year or entry.source.year}年{stage}"


def _in_order(meant: Sequence[_Changed], *, by_rate: bool) -> list[_Changed]:
    """The items by the size of their change, or by its share of the year before, of which there must be something."""
    if by_rate:
        return sorted((each for each in meant if each.earlier.fen), key=lambda each: -abs(each.rate))
    return sorted(meant, key=lambda each: -abs(each.gap))


def _say_rate(work: Work, each: _Changed) -> None:
    rate = percent(Decimal(abs(each.gap)), Decimal(each.earlier.fen or 1))
    label = f"{entry_label(each.later)}{message('growth' if each.gap > 0 else 'decline')}率"
    figure = work.draft.derived(rate, "%", label, [each.later, each.earlier], by=Computed.GROWTH)
    work.draft.lines[-1] += f"，{message('growth' if each.gap > 0 else 'decline')} {figure}"


def _say_one_sided(work: Work, later: Sequence[Entry], earlier: Sequence[Entry], leading: Sequence[_Changed]) -> None:
    """Name the items of one year alone; where one is larger than the change that leads, nothing confirms the order."""
    names = [{(entry.code, entry.subject) for entry in entries} for entries in (later, earlier)]
    alone = [entry for entry in later if (entry.code, entry.subject) not in names[1]]
    alone += [entry for entry in earlier if (entry.code, entry.subject) not in names[0]]
    if not alone:
        return
    told = "、".join(f"{entry_label(entry)}（{entry.source.year}年）" for entry in alone[:_NAMED])
    work.draft.say(message("one_sided", names=told, number=len(alone)))
    if leading and any(abs(entry.fen or 0) > abs(leading[0].gap) for entry in alone):
        work.draft.unsure = True


def say_pair(work: Work, later: Entry, earlier: Entry, *, asserted: bool = False, inner: bool = False) -> None:
    """Say an item in both years and its change, which is `asserted` where it is what is asked for.

    What is `inner` stands beside the answer.
    """
    gap = (later.fen or 0) - (earlier.fen or 0)
    named = [(entry, f"{_time(entry)}{entry_label(entry)}") for entry in (earlier, later)]
    each = "分别" in work.plan.question or "各" in work.plan.question
    figures = [work.draft.figure(entry, name, supporting=inner or (not gap and not each)) for entry, name in named]
    word = message("increase") if gap > 0 else message("decrease") if gap < 0 else message("same")
    amount = f" {amount_text(abs(money(gap, later.unit)), later.unit)}" if gap else ""
    if gap:
        label = f"{entry_label(later)}{word}额"
        work.draft.derived(
            abs(money(gap, later.unit)), later.unit, label, [later, earlier], by=Computed.DIFFERENCE,
            supporting=not asserted,
        )  # fmt: skip
    names = {"label": entry_label(later), "before": _time(earlier), "now": _time(later)}
    work.draft.say(message("part_changed", old=figures[0], new=figures[1], change=f"{word}{amount}", **names))
