"""Differences of one thing (同一项的差): at two stages, at both ends of a year, in two tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, Plan, Roles, Target
from assistant.understand.choosing.ratios import distinct
from assistant.understand.words import asked, cues
from index.catalogue.forms import forms
from index.catalogue.vocabulary import normalise

if TYPE_CHECKING:
    from assistant.understand.parse import Parsed

_END_AND_BEGINNING: Final = re.compile("年末[^。；;？?多少]{0,20}(?:比|较|跟|与|和|同)(?P<other>年初)(?!预算)")


def of_carried(base: Plan, parsed: Parsed) -> Plan | None:
    """年末结转比年初多了多少: what is left at the end of the year against what it began with."""
    said = _END_AND_BEGINNING.search(parsed.text)
    if said is None or len(parsed.targets) != 1 or "年终结转结余" not in parsed.targets[0].names:
        return None
    begun = Target(text="年初", names=("上年结转结余",), start=said.start("other"))
    selection = base.selection.model_copy(update={"stages": ()})
    update = {"operation": Operation.DIFFERENCE, "targets": (*parsed.targets, begun), "selection": selection}
    return base.model_copy(update=update | {"points": ()})


_THAN: Final = re.compile(r"的?(?:数|金额|预算数?|决算数?)?(?:比|较)(?:着|起)?")


def item_against_item(parsed: Parsed) -> bool:
    """培训费比会议费多了多少: of two items, and not of one of them between two years."""
    if len(distinct(parsed.targets)) != 2 or len(parsed.targets) != 2 or asked.YEAR_BEFORE(parsed.text):  # noqa: PLR2004
        return False
    one, other = sorted(parsed.targets, key=lambda target: target.start)
    between = parsed.text[one.start + len(one.text) : other.start]
    return one.start >= 0 and _THAN.fullmatch(between) is not None


def in_two_tables(base: Plan, parsed: Parsed) -> Plan | None:
    """机关运行经费里的差旅费和基本支出里的差旅费差多少: one item, as two tables print it."""
    if not cues.DIFFERENCE(parsed.plain) or parsed.named > 1 or len(parsed.selection.years) > 1:
        return None
    items = distinct(parsed.targets)
    repeated = [item for item in items if sum(one.names == item.names for one in parsed.targets) == 2]  # noqa: PLR2004
    holders = [item for item in items if item not in repeated]
    printed = [_tables_of(holder) for holder in holders]
    if len(holders) == 1 and base.selection.forms:  # the first was read as the table that is meant
        printed = [set(base.selection.forms), *printed]
    if len(repeated) != 1 or len(printed) != 2 or not all(printed) or len(parsed.targets) != len(holders) + 2:  # noqa: PLR2004
        return None
    selection = base.selection.model_copy(update={"forms": tuple({*printed[0], *printed[1]}), "nature": ""})
    update = {"operation": Operation.DIFFERENCE, "targets": tuple(repeated), "selection": selection}
    return base.model_copy(update=update)


def _tables_of(holder: Target) -> set[str]:
    """The forms that are about what holds an item: of 机关运行经费 its own, of 基本支出 those by economic accounts."""
    names = {normalise(name) for name in holder.names}
    basic = {form.id for form in forms() if form.nature == "basic"} if "基本支出" in holder.names else set()
    return {form.id for form in forms() if form.subject and normalise(form.subject) in names} | basic


def _says_overspent(word: str) -> bool:
    return asked.OVERSPENT(f"{word}了多少") or asked.OVERRUN(f"{word}了吗")


_STAGES_ALIKE = re.compile(
    r"(?:预算数?(?:和|与|跟|同)决算数?|决算数?(?:和|与|跟|同)(?:年初)?预算数?)[^，,。；;？?]{0,6}(?:一样|一致|相等|相同|持平)(?:吗|么|不|没)"
)


def stages_alike(base: Plan, parsed: Parsed) -> Plan | None:
    """预算和决算一样吗: by how much the result differs from the budget."""
    if not base.targets or _STAGES_ALIKE.search(parsed.text) is None:
        return None
    stages = base.selection.model_copy(update={"stages": ("决算", "年初预算"), "kind": ""})
    return base.model_copy(update={"operation": Operation.DIFFERENCE, "selection": stages})


def of_stages(base: Plan, parsed: Parsed) -> Plan | None:
    """2024年决算跟2025年预算差多少, 决算比预算少多少: one thing at two points or stages."""
    text = parsed.plain
    if any("率" in target.measure for target in base.targets):
        return None  # the column of that rate is looked up
    if base.points and (cues.DIFFERENCE(text) or cues.CHANGE(text)):
        changed = Roles(level=True, change=True, rate=cues.RATE(text) or "增长" in text)
        update = {"operation": Operation.DIFFERENCE, "roles": changed, "targets": distinct(base.targets)}
        return base.model_copy(update=update)
    compared = cues.DIFFERENCE(text) or re.search(r"比.{0,6}[多少增减]|变", text)
    staged = len(base.selection.stages) > 1 and bool({"决算", "执行数"} & {*base.selection.stages})
    rated = cues.RATE(text.replace("差异率", ""))
    against = cues.AGAINST_BUDGET(parsed.text) and base.selection.kind != "预算" and not rated
    # 2019年比2018年省了多少, 减掉基本支出里的还剩多少
    otherwise = len(base.selection.years) > 1 or asked.YEAR_BEFORE(text) or re.search("[减除扣刨]", text)
    two = len(distinct(parsed.targets)) > 1 and re.search("比(?![例重率])", text) is not None
    left = any(
        "结转" in name or "结余" in name for target in parsed.targets for name in target.names
    )  # 年末结余还剩几多
    spent = (
        (asked.OVERSPENT(text) or asked.OVER_BUDGET(parsed.text) or asked.OVERRUN(parsed.text))
        and not otherwise
        and not two
        and not left
        and (parsed.targets or not [word for word in base.words if not _says_overspent(word)])
    )
    if spent or against or (compared and (staged or ("决算" in text and "预算" in text))):
        planned = "调整预算" if cues.ADJUSTED(parsed.text) else "年初预算"
        stages = base.selection.model_copy(update={"stages": ("决算", planned), "kind": ""})
        return base.model_copy(update={"operation": Operation.DIFFERENCE, "selection": stages})
    return None
