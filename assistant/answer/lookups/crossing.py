"""An item within another that no figure crosses (交叉口径): 上级补助的办公费, 项目支出里的办公费, 行政运行里的办公费.

Documents print the source of funds, the nature, the function or the project on one side and the item on another. Each
of the two has a figure of its own, which is none of what they have in common.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from assistant.answer.fit.residue import as_printed
from assistant.execute.parts import ACCOUNTS_OF, parts_of
from assistant.execute.resolve import Resolved, resolve
from assistant.plan import Operation, TargetKind
from assistant.understand.refining.unit_rows import is_body
from index.catalogue.accounts import classification
from index.catalogue.forms import form_by_id
from index.catalogue.vocabulary import normalise
from index.store.schema import StatementRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.answer.work import Work
    from assistant.execute.entry import Entry, Source
    from assistant.plan import Target

_OPERATIONS: Final = frozenset(
    {Operation.LOOKUP, Operation.SUM, Operation.CHANGE, Operation.COMPLETION, Operation.RATIO}
)
_KINDS: Final = frozenset({TargetKind.SUBJECT, TargetKind.PROJECT})
_GAP: Final = re.compile(
    r"[”\"）)\s]*(?:里面|里头|里|当中|中|内|下面|项下|名下|安排|列支|走|通过|负担|承担|开支|支付|来源|资金|部分|口径|这块|那块|用于|用在|花在|项目|的)*"
    r"(?:[，,]?其中的?)?[“\"（(\s]*"
)
_DATED: Final = re.compile(r"(?:(?:20)?\d{2}年|[今去上本当]年)度?的?")
_HELD: Final = re.compile(r"[”\"\s]*(?:里面|里头|当中|之中|里|中|内)的?[，,]?[“\"\s]*")
_FUND: Final = re.compile("(?:收入|拨款|资金|结转|结余|补助)$")  # 上级补助|办公费: said without 的
_WHOLE: Final = re.compile("^(?:本年)?(?:收入|支出|收支)(?:总计|合计)$|^(?:本年)?财政拨款")
_GRANTS: Final = re.compile("财政拨款|一般公共预算")
_NUMBERED: Final = re.compile("[一二三四五六七八九十]+[、.．]")
_NATURES: Final = {"基本支出": "basic", "项目支出": "project"}
_NATURES_OF: Final = re.compile("基本(?:支出)?[和与、跟及]项目(?:支出)?(?:各|分别)")


def in_its_column(work: Work, part: Target, found: Entry, whole: Entry) -> Entry | None:
    """小学教育占项目支出的比例: what an account has in the column of that nature, where its total is of both natures.

    None where the figure found is of the whole's nature already, or no table tells natures apart.
    """
    if whole.subject not in _NATURES or whole.code or found.measure or not found.code or found.form == "project_list":
        return None
    if classification(found.code) == "economic":
        own = form_by_id(found.form) if found.form else None
        all_of_it = own is not None and own.nature != "basic" and whole.subject == "项目支出"
        return replace(found, fen=None, value=None) if all_of_it else None  # of which nature it is, nothing tells
    column = part.model_copy(update={"measure": whole.subject})
    held = resolve(work.ledger, column, found.source, work.plan.selection)
    return held.main or (replace(found, fen=None, value=None) if held.blank is not None else None)


def crossed(work: Work) -> tuple[Target, Target] | None:
    """A qualifier and the item after it of whose common part no figure of the answer is; None where all are.

    Where one of the two figures is within the other, it is the one asked for, and the other is context.
    """
    plan = work.plan
    if plan.operation not in _OPERATIONS:
        return None
    named = sorted((one for one in plan.targets if one.start >= 0), key=lambda one: one.start)
    beside = [
        (one, other)
        for one, between, other in zip(named, named[1:], named[2:], strict=False)
        if _NATURES_OF.match(plan.question, between.start) and _joined(plan.question, one, between)
    ]
    for container, item in [*pairwise(named), *beside]:
        joined = (container, item) in beside or _joined(plan.question, container, item)
        if not {container.kind, item.kind} <= _KINDS or not joined:
            continue
        outer, inner = ([e for e in work.draft.entries if _is_of(e, one)] for one in (container, item))
        if not inner or {entry.id for entry in inner} & {entry.id for entry in outer}:
            continue  # none of it, or one figure by two names
        if any(stands_within(work, container, entry) for entry in inner):
            wider = outer
        elif any(stands_within(work, item, _without_parts(entry)) for entry in outer):
            wider = inner  # 路由器的采购金额
        else:
            return container, item
        if plan.operation is Operation.LOOKUP:
            work.draft.demote(wider)
    return None


def common(work: Work, container: Target, item: Target) -> Resolved | None:
    """The item as a table prints it within the container, beside the wider figure taken; None for none or two."""
    found: list[Resolved] = []
    for source in work.chosen:
        each = resolve(work.ledger, item, source, work.plan.selection)
        pool = [entry for entry in (each.main, *each.same, *each.others) if entry is not None]
        inner = [entry for entry in pool if stands_within(work, container, entry)]
        if inner and len({entry.worth for entry in inner}) == 1:
            found.append(replace(each, main=inner[0], same=tuple(inner[1:]), others=(), against=None, parts=()))
        elif (stated := stated_within(work, container, item, source)) is not None:
            found.append(Resolved(source, item, stated))
    return found[0] if len(found) == 1 else None


def stated_within(work: Work, container: Target, item: Target, source: Source) -> Entry | None:
    """What a sentence says of the item as a part of the container: 机关运行经费 9 万元，其中：办公费 2 万元."""
    names = {normalise(name) for name in (container.text, *container.names)}
    stated = work.ledger.stated_named(source.ids, item.names, item.codes)
    inner = [
        entry
        for entry in stated
        if entry.role in ("level", "count")
        and entry.table_id is None
        and entry.year in (None, source.year)
        and names & {normalise(parent) for parent in _parents(work, entry)}
    ]
    return inner[0] if inner and len({entry.worth for entry in inner}) == 1 else None


def stated_addends(work: Work, source: Source) -> list[Entry] | None:
    """The addends as sentences print them within the first: 机关运行经费里办公费和印刷费合起来."""
    first, *others = work.plan.targets
    if len(others) < 2 or not is_held(work.plan.question, first, others[0]):  # noqa: PLR2004 - a sum of two
        return None
    found = [stated_within(work, first, one, source) for one in others]
    entries = [entry for entry in found if entry is not None]
    return entries if len(entries) == len(found) else None


def _without_parts(entry: Entry) -> Entry:
    """A stated figure without the words behind it: what they list as its parts is not what it is of."""
    return replace(entry, sentence=entry.sentence[: entry.start]) if entry.origin == "statement" else entry


def is_held(question: str, container: Target, item: Target) -> bool:
    """Whether the item is named within the container: 甲里乙."""
    return _HELD.fullmatch(question, container.start + len(container.text), item.start) is not None


def _joined(question: str, container: Target, item: Target) -> bool:
    gap = _DATED.sub("", question[container.start + len(container.text) : item.start])
    if gap in {"，", ","} and set(item.names) <= _NATURES.keys() and _NATURES_OF.match(question, item.start):
        return True  # 商品和服务支出，基本和项目各多少
    said_bare = _FUND.search(container.text) or any(map(is_body, container.names))  # 综合执法队|三公经费
    return _GAP.fullmatch(gap) is not None and bool(gap.strip() or said_bare)


def _is_of(entry: Entry, item: Target) -> bool:
    own = {normalise(name) for name in item.names}
    return normalise(entry.subject) in own or (bool(entry.code) and entry.code in item.codes)


def stands_within(work: Work, container: Target, entry: Entry) -> bool:
    """Whether a figure is of what the container holds: of its table, its column, its account or its sentence."""
    names = {normalise(name) for name in (container.text, *container.names)}
    own = (
        entry.table_title,
        entry.column_path,
        entry.row_label,
        entry.measure,
        entry.base,
        entry.section,
        entry.sentence,
    )
    told = as_printed("　".join((entry.subject, *own, *_parents(work, entry)))).replace("非财政拨款", "")
    if any(name in told for name in names) or any(_WHOLE.match(name) for name in names):
        return not any("财政拨款" in name for name in names) or _GRANTS.search(told) is not None
    if entry.code and any(entry.code.startswith(code) for code in container.codes):
        return True
    form = form_by_id(entry.form) if entry.form else None
    if form is not None and (normalise(form.subject) in names or form.nature in {_NATURES.get(n) for n in names}):
        return True
    accounts = tuple(code for name in container.names for code in ACCOUNTS_OF.get(name, ()))
    if entry.form == "procurement" and _under_heading(work, container, entry):
        return True
    return (bool(accounts) and entry.code.startswith(accounts)) or _is_part(work, container, entry)


def _under_heading(work: Work, container: Target, entry: Entry) -> bool:
    """Whether a row of purchases stands under the numbered row of the container: 一、货物A."""
    rows = work.ledger.table_facts(entry.table_id or 0)
    above = [row for row in rows if _NUMBERED.match(row.row_label) and (row.row or 0) <= (entry.row or 0)]
    return bool(above) and _is_of(max(above, key=lambda row: row.row or 0), container)


def _parents(work: Work, entry: Entry) -> Sequence[str]:
    """What the sentence says that the figure is a part of."""
    if entry.origin != "statement" or entry.parent is None:
        return ()
    return [one.subject for one in work.ledger.stated([entry.source.id], StatementRow.ordinal == entry.parent)]


def _is_part(work: Work, container: Target, entry: Entry) -> bool:
    found = parts_of(work.ledger, container, entry.source, work.plan.selection)
    return found is not None and any(
        part.worth == entry.worth and normalise(part.subject) == normalise(entry.subject) for part in found.parts
    )
