"""Five observations about a document (文件介绍): largest items, main parts, changes, contradictions, the unconfirmed.

The words are neutral: what is printed, never what to think of it. Figures are cited cells or sentences; shares are
worked out exactly and shown.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from assistant.answer.computation import Computed, percent
from assistant.answer.draft import Draft, entry_label
from assistant.answer.model import Verification
from assistant.execute.ledger import Ledger
from assistant.execute.resolve import resolve
from assistant.observe.messages import message
from assistant.plan import Selection, Target
from index.audit.report import audit
from index.store.schema import FactRow, StatementRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from assistant.answer.model import Answer
    from assistant.execute.entry import Entry, Source
    from index.audit.book import Figure
    from index.audit.report import Audit, AuditFinding
    from index.store.reader import LoadedDocument, Reader

_MOST: Final = 3  # items of an observation
_FEW: Final = 2
_TABLES: Final = ("expenditure_summary", "general_expenditure", "fiscal_summary", "budget_summary")
_ITEM: Final = 7  # digits of the code of an item (项)
_WHOLES: Final = ("支出总计", "本年支出合计")
_SPLIT: Final = ("基本支出", "项目支出")
_LAST_YEAR: Final = re.compile(r"上年|去年|同比|同期|(?:19|20)\d\d年")


def introduce(reader: Reader, document: LoadedDocument) -> Answer:
    """Introduce a document: five lines as an answer, with their figures and citations.

    Raise what opening the index raises.
    """
    with reader.connection() as connection:
        ledger = Ledger(connection)
        source = ledger.sources[document.id]
        draft = Draft("")
        found = audit(connection, document)
        for observe in (_largest, _main_parts, _changes):
            draft.say(observe(ledger, draft, source))
        draft.say(_contradictions(ledger, draft, found))
        draft.say(_unconfirmed(ledger, draft, found))
        return draft.finish("answered", Verification())


def _joined(items: Iterable[str]) -> str:
    return "、".join(items)


def _largest(ledger: Ledger, draft: Draft, source: Source) -> str:
    """The items of expenditure with the largest amounts: accounts at the level of items, else projects."""
    items = _items(ledger, source) or [one.amount for one in ledger.projects(source.ids) if one.amount is not None]
    ordered = sorted((one for one in items if one.fen), key=lambda one: -(one.fen or 0))
    if not ordered:
        return message("largest_none")
    told = [message("item", label=entry_label(one), figure=draft.figure(one)) for one in _apart(ordered)[:_MOST]]
    return message("largest", items=_joined(told))


def _items(ledger: Ledger, source: Source) -> list[Entry]:
    """The whole amounts of the items (项) of one table: the one that covers the most."""
    facts = ledger.facts(source.ids, FactRow.measure == "", FactRow.total.is_(False), FactRow.code != "")
    for form in _TABLES:
        own = [
            one
            for one in facts
            if one.form == form and len(one.code) == _ITEM and not one.blank and one.side != "收入"
            and one.stage in (source.kind, "决算", "执行数") and one.year in (None, source.year) and not one.doubtful
        ]  # fmt: skip
        if own:
            return [one for one in own if one.table_id == own[0].table_id]
    return []


def _apart(entries: Sequence[Entry]) -> list[Entry]:
    """Entries of different names."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        seen.setdefault((entry.code, entry.subject), entry)
    return list(seen.values())


def _main_parts(ledger: Ledger, draft: Draft, source: Source) -> str:
    """The shares of 基本支出 and 项目支出 in the whole, of one table's row or of what is taken for each."""
    whole = next((one for name in _WHOLES if (one := _main(ledger, source, name)) is not None and one.fen), None)
    parts = [one for name in _SPLIT if (one := _main(ledger, source, name)) is not None and one.fen is not None]
    if whole is None or len(parts) < _FEW or any((one.fen or 0) > (whole.fen or 0) for one in parts):
        return message("share_none")
    told = []
    for part in parts:
        share = percent(Decimal(part.fen or 0), Decimal(whole.fen or 1))
        formula = f"{draft.operand(part)} ÷ {draft.operand(whole)}"
        label = f"{entry_label(part)}占{entry_label(whole)}比重"
        figure = draft.derived(share, "%", label, [part, whole], by=Computed.SHARE, source=source)
        told.append(
            message("share_item", label=entry_label(part), figure=draft.figure(part), share=figure, formula=formula)
        )
    return message("share", whole=f"{entry_label(whole)} {draft.figure(whole)} ", items="；".join(told))


def _main(ledger: Ledger, source: Source, name: str) -> Entry | None:
    return resolve(ledger, Target(text=name, names=(name,)), source, Selection()).main


def _changes(ledger: Ledger, draft: Draft, source: Source) -> str:
    """The largest changes against the year before that the text states, of different things."""
    stated = [
        one
        for one in ledger.stated(source.ids, StatementRow.role == "change", StatementRow.table_id.is_(None))
        if one.fen and one.year in (None, source.year) and _LAST_YEAR.search(one.base)
    ]
    ordered = sorted(stated, key=lambda one: -abs(one.fen or 0))
    distinct = {abs(one.fen or 0): one for one in reversed(_apart(ordered))}
    chosen = list(distinct.values())[::-1][:_MOST]
    if not chosen:
        return message("changed_none")
    told = [
        message(
            "changed_item", label=entry_label(one), base=one.base, figure=draft.figure(one),
            direction=message("increase" if one.amount > 0 else "decrease"),
        )
        for one in chosen
    ]  # fmt: skip
    return message("changed", items=_joined(told))


def _contradictions(ledger: Ledger, draft: Draft, found: Audit) -> str:
    """What the document says against itself, with the places of both sides."""
    if not found.findings:
        return message("contradictions_none", count=sum(found.checks.values()))
    told = [_contradiction(ledger, draft, one) for one in found.findings[:_FEW]]
    return message("contradictions", count=len(found.findings), items="；".join(told))


def _contradiction(ledger: Ledger, draft: Draft, finding: AuditFinding) -> str:
    marks = [_cited(ledger, draft, figure) for _, figure in finding.figures[:4]]
    return message("contradiction", statement=finding.statement, marks="".join(dict.fromkeys(marks)))


def _cited(ledger: Ledger, draft: Draft, figure: Figure) -> str:
    """The citation mark of a figure of the audit; "" for one that is no cell or sentence."""
    entry = _entry(ledger, figure)
    if entry is None:
        return ""
    if entry.value is not None:
        draft.figure(entry, context=True)
    return f"[{draft.cite(entry)}]"


def _entry(ledger: Ledger, figure: Figure) -> Entry | None:
    kind, identity = figure.key
    look_up: dict[str, Callable[[tuple[int, ...]], list[Entry]]] = {
        "fact": ledger.facts_by_id, "statement": ledger.stated_by_id,
    }  # fmt: skip
    return next(iter(look_up[kind]((identity,))), None) if kind in look_up else None


def _unconfirmed(ledger: Ledger, draft: Draft, found: Audit) -> str:
    """How many figures no check reaches, and the largest of them."""
    total = sum(share.figures for share in found.shares)
    if not found.unchecked:
        return message("unconfirmed_none", total=total)
    amounts = [one.figure for one in found.unchecked if one.figure.key[0] in ("fact", "statement")]
    entries = [entry for one in sorted(amounts, key=lambda one: -abs(one.value))[:20] if (entry := _entry(ledger, one))]
    money = sorted((one for one in entries if one.fen and one.role == "level"), key=lambda one: -abs(one.fen or 0))[
        :_FEW
    ]
    told = [message("item", label=entry_label(one), figure=draft.figure(one, context=True)) for one in money]
    such = message("such_as", items=_joined(told)) if told else ""
    return message("unconfirmed", total=f"{total:,}", count=f"{len(found.unchecked):,}", items=such)
