"""Items within what is granted (财政拨款安排的项目支出): as the tables of that grant print them.

A hospital or a school prints an account twice, with its own receipts and of the grant alone. 财政拨款 beside an account
says which of the two is meant, and is no item of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from assistant.plan import Target
from assistant.understand.scoping.scope import documents, of_years
from assistant.understand.words import cues
from index.catalogue.forms import forms
from index.catalogue.vocabulary import normalise
from index.store.schema import TableRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.execute.entry import Entry
    from assistant.execute.ledger import Ledger
    from assistant.plan import Plan

# what a grant is called, and the funds of the forms that are about it alone
_FUNDS_OF: Final = (
    (re.compile("^财政拨款(?:支出|收入|收支总计|收入总计|支出总计)?$"), ("general", "fiscal")),
    (re.compile("^一般公共预算(?:财政)?(?:拨款)?(?:支出|收入)?$"), ("general",)),
    (re.compile("^政府性基金预算(?:财政)?(?:拨款)?(?:支出|收入)?$"), ("government_fund",)),
    (re.compile("^国有资本经营预算(?:财政)?(?:拨款)?(?:支出|收入)?$"), ("state_capital",)),
)
_SPENDING: Final = frozenset({
    "general_expenditure", "fiscal_expenditure", "government_fund", "state_capital", "basic_economic",
    "general_economic", "fiscal_summary", "three_public",
})  # fmt: skip
_INSIDE: Final = "(?:里面|里头|里|中|内|下|项下)?的?"
_OF_IT: Final = rf"(?:安排|列支|开支|承担|负担|支出|资金|当年|部分|口径|使用)*{_INSIDE}[“\"（(\s]*"
_BEFORE: Final = re.compile(_OF_IT)
_AFTER: Final = re.compile(
    rf"[”\"）)（(\s]*(?:这个|这项|这|科目|项目|支出|[类款项])*[）)]?{_INSIDE}[，,]?(?:其中)?(?:使用|用|由|靠|从)?的?"
)
_THEN: Final = re.compile(
    rf"{_OF_IT}(?:(?:基本|项目|人员|公用)(?:支出|经费)?|(?:20\d\d年度?|今年|本年)?(?:预算|决算)?数?(?:[比较同]|增[长加幅]|减少|下降|[降涨])|(?:预算|决算)?(?:合计|总计)?[数额]?[是有为]?(?:多少|几|对)|[?？。]|$)"
)
_WHOLE: Final = re.compile("^(?:本年)?(?:收入|支出|收支)(?:总计|合计)$|^财政拨款")


def of_grant(ledger: Ledger, plan: Plan) -> Plan:
    """The plan with the item in the tables of the grant that is named beside it, where one prints it there."""
    asked, plan = plan, _with_spoken(_nature_of_grant(ledger, plan))
    if len(plan.targets) != 2 or cues.RATIO(plan.question) or cues.DIFFERENCE(plan.question):  # noqa: PLR2004 - a pair
        return asked if len(asked.targets) < len(plan.targets) else plan
    for grant, item in (plan.targets, plan.targets[::-1]):
        funds = _funds(grant)
        if not funds or _funds(item) or any(map(_WHOLE.match, item.names)) or not _within(plan.question, grant, item):
            continue
        printed = _printed(ledger, plan, item, funds)
        if printed:
            selection = plan.selection.model_copy(update={"forms": printed, "nature": ""})
            return plan.model_copy(update={"targets": (item,), "selection": selection})
    return asked if len(asked.targets) < len(plan.targets) else plan


_NATURES: Final = frozenset({"基本支出", "项目支出", "人员支出", "公用支出"})
_AND_OF_IT: Final = re.compile(rf"{_OF_IT}[，,、：:]?(?:其中)?的?")
_BY: Final = re.compile(r"(?:[（(]|按照?|用|以|就|从)$")
_BASIS: Final = re.compile("(?:支出|财政拨款)?(?:的?口径|范围)?(?:来|上)?(?:算|看|说|计算|统计)?[）)，,。？?]?")


def natures_of_grant(ledger: Ledger, plan: Plan) -> Plan:
    """一般公共预算里基本支出比项目支出多多少: natures that are set against one another, all of the one grant."""
    items, grants = [], []
    for target in plan.targets:
        said = next(
            (match for name in (target.text, *target.names) if (match := _OF_GRANT.match(normalise(name)))), None
        )
        if said is not None:  # 一般公共预算基本支出 as one name
            items.append(target.model_copy(update={"names": (said["nature"],)}))
            grants.append(Target(text=said["grant"], names=(f"{said['grant']}支出",), start=target.start))
        else:
            (grants if _funds(target) else items).append(target)
    of = {_funds(grant) for grant in grants}
    natures = all(not one.codes and not one.measure and _NATURES & {*one.names} for one in items)
    if len(items) < 2 or len(of) != 1 or not natures or cues.RATIO(plan.question):  # noqa: PLR2004 - several
        return plan
    if not all(_says_of(plan.question, grant, items) for grant in grants):
        return plan
    printed = [_printed(ledger, plan, item, next(iter(of))) for item in items]
    shared = [form for form in printed[0] if all(form in forms_of for forms_of in printed)]
    if not shared:
        return plan
    selection = plan.selection.model_copy(update={"forms": tuple(shared), "nature": ""})
    return plan.model_copy(update={"targets": tuple(items), "selection": selection})


_RUNS_ON: Final = re.compile("(?:安排|列支|开支|负担)?的?")


def nature_beside_others(ledger: Ledger, plan: Plan) -> Plan:
    """占一般公共预算项目支出几成, 占财政拨款基本支出的比例: one item, as the tables of the grant have it."""
    if len(plan.targets) < 2:  # noqa: PLR2004 - others
        return plan
    kept: list[Target] = []
    for target in plan.targets:
        before, said = kept[-1] if kept else None, _OF_GRANT.match(normalise(target.text))
        end = before.start + len(before.text) if before is not None else 0
        runs_on = before is not None and _RUNS_ON.fullmatch(plan.question, end, max(target.start, 0)) is not None
        item = target
        funds: tuple[str, ...] = ()
        if said is not None:
            item, funds = target.model_copy(update={"names": (said["nature"],)}), _of_words(said["grant"])
        elif before is not None and runs_on and not target.codes and _NATURES & {*target.names}:
            funds = _funds(before)
        printed = _printed(ledger, plan, item, funds) if funds else ()
        if printed and said is None:
            kept.pop()
        kept.append(item.model_copy(update={"forms": printed}) if printed else target)
    return plan.model_copy(update={"targets": _of_whole(ledger, plan, kept)})


def _of_whole(ledger: Ledger, plan: Plan, targets: Sequence[Target]) -> tuple[Target, ...]:
    """财政拨款中基本支出占比: what is a share of a grant is paid from it."""
    grants = [one for one in targets if _funds(one)]
    if len(targets) != 2 or len(grants) != 1 or not cues.RATIO(plan.question):  # noqa: PLR2004 - a part of a whole
        return tuple(targets)
    [grant], found = grants, []
    for target in targets:
        plain = target is not grant and not target.codes and not target.measure and _NATURES & {*target.names}
        printed = _printed(ledger, plan, target, _funds(grant)) if plain else ()
        found.append(target.model_copy(update={"forms": printed}) if printed else target)
    return tuple(found)


def _says_of(question: str, grant: Target, items: Sequence[Target]) -> bool:
    """Whether a grant only says of what the items are: right before one of them, or as the 口径 beside them."""
    end = grant.start + len(grant.text)
    if any(end <= one.start and _AND_OF_IT.fullmatch(question, end, one.start) for one in items):
        return True
    own = any(one.start == grant.start for one in items)
    return own or (_BY.search(question[: grant.start]) is not None and _BASIS.match(question, end) is not None)


_OF_GRANT: Final = re.compile(
    "^(?P<grant>一般公共预算|财政拨款)(?:财政)?(?:拨款)?(?:安排)?的?(?P<nature>基本支出|项目支出)$"
)
_FISCAL, _GENERAL = (funds for _, funds in _FUNDS_OF[:2])
_SPOKEN: Final = re.compile("财政拨款|一般公共预算(?:财政)?(?:拨款)?")


def _nature_of_grant(ledger: Ledger, plan: Plan) -> Plan:
    """一般公共预算基本支出, of which no document here prints the name: 基本支出 as the tables of the grant have it."""
    if len(plan.targets) != 1:
        return plan
    [target] = plan.targets
    said = [match for name in (target.text, *target.names) if (match := _OF_GRANT.match(normalise(name)))]
    ids = [one for source in documents(ledger, plan.selection) for one in source.ids]
    if not said or (
        any(map(_OF_GRANT.match, target.names))
        and (ledger.facts_named(ids, target.names, ()) or ledger.stated_named(ids, target.names, ()))
    ):
        return plan
    item = target.model_copy(update={"names": (said[0]["nature"],)})
    printed = _printed(ledger, plan, item, _of_words(said[0]["grant"]))
    selection = plan.selection.model_copy(update={"forms": printed, "nature": ""})
    return plan.model_copy(update={"targets": (item,), "selection": selection}) if printed else plan


def _of_words(grant: str) -> tuple[str, ...]:
    return _FISCAL if grant == "财政拨款" else _GENERAL


def _with_spoken(plan: Plan) -> Plan:
    """中等职业教育财政拨款, where no document has the bare name of the grant: it is said all the same."""
    if len(plan.targets) != 1 or not plan.targets[0].codes:
        return plan
    [item] = plan.targets
    said = next((match for match in _SPOKEN.finditer(plan.question) if match[0] in plan.words), None)
    if said is None:
        return plan
    name = "财政拨款支出" if said[0] == "财政拨款" else "一般公共预算支出"
    grant = Target(text=said[0], names=(name,), start=said.start())
    bare = item.model_copy(update={"loose": tuple(word for word in item.loose if word != said[0])})
    words = tuple(word for word in plan.words if word != said[0])
    return plan.model_copy(update={"targets": (bare, grant), "words": words})


def _funds(target: Target) -> tuple[str, ...]:
    """The funds that a name of a grant is of; none for anything else."""
    if target.codes or target.measure or not target.names:
        return ()
    of = [{funds for named, funds in _FUNDS_OF if named.match(normalise(name))} for name in target.names]
    return next(iter(of[0])) if all(one == of[0] and one for one in of) else ()


def _within(question: str, grant: Target, item: Target) -> bool:
    """Whether the item is spoken of within the grant: 财政拨款安排的甲, 甲的财政拨款多少, 甲财政拨款的项目支出."""
    if grant.start < 0 or item.start < 0:
        return False
    end = grant.start + len(grant.text)
    if end <= item.start:
        return _BEFORE.fullmatch(question, end, item.start) is not None
    close = item.start + len(item.text)
    if close > grant.start or _AFTER.fullmatch(question, close, grant.start) is None:
        return False
    return _THEN.match(question, end) is not None


def _printed(ledger: Ledger, plan: Plan, item: Target, funds: tuple[str, ...]) -> tuple[str, ...]:
    """The forms of the grant in which a document prints the item."""
    own = [form for form in forms() if form.id in _SPENDING]
    wanted = [form.id for form in own if form.fund in funds or (form.id == "three_public" and "general" in funds)]
    sources = of_years(documents(ledger, plan.selection), plan.selection.years)
    ids = [one for source in sources for one in source.ids]
    printed = [fact for fact in ledger.facts(ids, TableRow.form.in_(wanted)) if fact.fen is not None]
    found = {fact.form for fact in printed if _is_of(fact, item)}
    return tuple(form for form in wanted if form in found)


def _is_of(fact: Entry, item: Target) -> bool:
    """Whether a cell is of the item, or of the nature that the item names, in the row of the total."""
    if fact.total and normalise(fact.measure) in map(normalise, item.names):
        return True
    named = fact.code in item.codes or fact.subject in item.names
    return named and normalise(fact.measure) == normalise(item.measure)
