"""From what a draft speaks of to what the documents print (文稿的词语链接), as the words of a question are linked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from assistant.plan import Operation, Plan, Selection, Target
from assistant.understand.linking.lexicon import link
from assistant.understand.parse import parse, to_target
from assistant.understand.refining.refine import qualify, refine
from assistant.understand.scoping.scope import documents
from index.catalogue.vocabulary import canonical, normalise
from index.model.records import Role, Stage
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.execute.entry import Entry, Source
    from assistant.execute.ledger import Ledger
    from assistant.proofread.claims import Claim

# what a draft calls the whole of a budget, and the names under which documents print it
_SIDES: Final = ("收入总计", "支出总计")
_WHOLES: Final = {
    **dict.fromkeys(
        ("预算收支", "决算收支", "收支", "收支预算", "收支决算", "预算总收支", "总收支"), ("收支总计", *_SIDES)
    ),
    **dict.fromkeys(("收支总计",), _SIDES),
    **dict.fromkeys(
        (
            "预算总收入", "决算总收入", "总收入", "全年收入", "收入总额", "全部收入", "总收入预算", "收入"
        ), ("收入总计", "收支总计")
    ),
    **dict.fromkeys(
        ("预算总支出", "决算总支出", "总支出", "全年支出", "支出总额", "全部支出", "总支出预算", "支出", "年度总支出"),
        ("支出总计", "收支总计"),
    ),
    "收入总计": ("收支总计",),
    "支出总计": ("收支总计",),
}  # fmt: skip
_WIDER: Final = {  # where the whole is not printed under its own name: not certain that the same is meant
    "收入总计": ("本年收入合计", "财政拨款收入", "一般公共预算拨款收入"),
    "支出总计": ("本年支出合计", "财政拨款支出", "一般公共预算支出"),
}
_KIND_WORD: Final = re.compile(r"[类项型]?(?:采购|支出|预算|费用?|部分)?$")
_FUNDS_HEAD: Final = re.compile(r"^(?:当年|本年|全年|其中|年度)+")
_TAIL: Final = re.compile(r"(?:项目)?(?:安排|投入|使用)?(?:资金|经费|预算|金额)$|目标值?$")
_STEM: Final = 2  # characters of a part's name that tell it among its siblings


@dataclass(frozen=True, slots=True)
class Linked:
    """A target that a claim may mean, the 口径 that its words add, and whether the words surely mean it."""

    target: Target
    selection: Selection
    sure: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A document to look in, with year and stage; `sure` where the claim names exactly this."""

    source: Source
    selection: Selection
    sure: bool = True


def places(ledger: Ledger, claim: Claim) -> list[Place]:
    """The documents that a claim may be about: its organizations, its years, its kind and stage."""
    if not claim.organizations:
        return []
    own = documents(ledger, Selection(organizations=claim.organizations, scope=claim.version))
    years = claim.years or tuple(sorted({source.year for source in own if source.year}, reverse=True))
    found: list[Place] = []
    for year in years:
        found += _of_year(own, year, claim)
    return found


def _of_year(own: Sequence[Source], year: int, claim: Claim) -> list[Place]:
    budgets = [one for one in own if one.year == year and one.kind == "预算"]
    finals = [one for one in own if one.year == year and one.kind == "决算"]
    later = [one for one in own if one.year == year + 1]
    if claim.role is Role.COUNT:  # 截至 2023 年底 stands in the budget of 2024
        told = [Place(one, Selection()) for one in (*budgets, *finals)]
        return [*told, *(Place(one, Selection(), sure=False) for one in later)]
    stage = claim.stage
    if stage in (Stage.FINAL, Stage.EXECUTED):
        told = [Place(one, Selection(years=(year,), stages=(stage.value,))) for one in later]
        return [Place(one, Selection()) for one in finals] or told
    if stage is not Stage.BUDGET or claim.kind == "决算":
        initial = Stage.INITIAL_BUDGET if stage is Stage.BUDGET else stage
        told = [Place(one, Selection(stages=(initial.value,))) for one in finals]
        return [*told, *(Place(one, Selection(), sure=not told) for one in budgets)]
    found = [Place(one, Selection()) for one in budgets]
    if claim.kind == "预算":
        found += [Place(one, Selection(stages=("年初预算",)), sure=False) for one in finals]
    else:
        found += [Place(one, Selection(), sure=not found) for one in finals]
        found += [Place(one, Selection(stages=("年初预算",)), sure=False) for one in finals]
    return found or [Place(one, Selection(years=(year,)), sure=False) for one in later]


def linked(ledger: Ledger, claim: Claim, sources: Sequence[Source]) -> Iterator[Linked]:
    """What a claim may mean in these documents, the surest first."""
    ids = tuple(dict.fromkeys(one for source in sources for one in source.ids))
    subject = claim.subject
    if subject:
        yield from _named(subject, claim.code, sure=claim.sure)
        yield from _covering(ledger, subject, ids, sure=claim.sure)
        yield from _part(ledger, claim, ids)
        shorter = _TAIL.sub("", _FUNDS_HEAD.sub("", subject))
        if len(shorter) >= _STEM and shorter != subject:
            yield from _named(canonical(shorter), "", sure=claim.sure)
            yield from _covering(ledger, shorter, ids, sure=claim.sure)
        for name in _WIDER.get(_whole(subject), ()):
            yield Linked(Target(text=name, names=(name,)), Selection(), sure=False)
        yield from _spoken(ledger, claim, subject)
    elif words := re.sub(r"[，,。；;：:\s（）]+$", "", claim.lead):
        yield from _spoken(ledger, claim, words)


def _whole(subject: str) -> str:
    """The whole of its side that a subject is called; itself where it is none."""
    names = (subject, *_WHOLES.get(subject, ()))
    return next((name for name in names if name in _SIDES), subject)


def is_whole(subject: str) -> bool:
    """Whether a subject is the whole receipts or expenditure, which documents print in several extents."""
    return _whole(subject) in _SIDES


def _named(subject: str, code: str, *, sure: bool) -> Iterator[Linked]:
    """The subject by its own name and code, and the names of the same whole."""
    yield Linked(Target(text=subject, names=(subject,), codes=(code,) if code else ()), Selection(), sure)
    for name in _WHOLES.get(subject, ()):
        yield Linked(Target(text=name, names=(name,)), Selection(), sure)


def _covering(ledger: Ledger, subject: str, ids: Sequence[int], *, sure: bool) -> Iterator[Linked]:
    """A name of the documents or a synonym that the subject is, whole; a code written beside it decides."""
    links = link(ledger, subject, ids, ())
    named = [each for each in links if each.names or not each.text.isdigit()]
    coded = [each for each in links if each.text.isdigit()]
    if len(named) != 1:
        return
    rest = subject.replace(named[0].text, "", 1)
    for each in coded:
        rest = rest.replace(each.text, "", 1)
    if re.sub(r"[（）()“”\"\s]", "", rest):
        return
    target = to_target(named[0])
    if coded and coded[0].codes:
        target = target.model_copy(update={"codes": tuple(coded[0].codes)})
    yield Linked(target, Selection(), sure and not target.part)


def _part(ledger: Ledger, claim: Claim, ids: Sequence[int]) -> Iterator[Linked]:
    """其中货物类 5 万元: the one part of the whole, as the documents state it, that the word names."""
    stem = _KIND_WORD.sub("", normalise(claim.subject))
    if not claim.parent or len(stem) < _STEM:
        return
    wholes = ledger.stated(ids, StatementRow.subject == claim.parent)
    heads = {entry.ordinal for entry in wholes}
    parts = ledger.stated(ids, StatementRow.parent.in_(heads)) if heads else []
    names = {entry.subject for entry in parts if stem in normalise(entry.subject)}
    exact = {name for name in names if normalise(name) == stem}
    names = exact or names
    if len(names) == 1:
        name = names.pop()
        yield Linked(Target(text=name, names=(name,)), Selection(), claim.sure)


def _spoken(ledger: Ledger, claim: Claim, words: str) -> Iterator[Linked]:
    """The words read as those of a question: partly, misspelt, a column within a row."""
    parsed = parse(ledger, words)
    selection = parsed.selection.model_copy(
        update={"organizations": claim.organizations, "years": (), "kind": "", "stages": ()}
    )
    plan = Plan(
        operation=Operation.LOOKUP, question=words, targets=parsed.targets, selection=selection, words=parsed.words
    )
    plan = qualify(ledger, refine(ledger, plan))
    own = Selection(
        forms=plan.selection.forms, nature=plan.selection.nature, classification=plan.selection.classification
    )
    for target in plan.targets[-1:]:
        yield Linked(target, own, sure=False)


def nature_of(entry: Entry) -> str:
    """Where a figure stands, for telling two figures of one name apart."""
    return entry.table_title or entry.section
