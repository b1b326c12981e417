"""What should stand in a document (应有内容): the tables that the contents list, tables that are called empty."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from index.checks.registry import rule
from index.model.quantity import Outcome
from index.model.records import Check, Spot
from index.model.units import is_money
from index.tables.listed import surely_missing
from index.tables.wording import says_empty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.checks.evidence import Evidence
    from index.model.records import Fact, Passage

_ONE, _NONE = Decimal(1), Decimal(0)
_FUNDS = {"government_fund": "政府性基金", "state_capital": "国有资本经营"}
_NOTHING_OF = re.compile(
    r"(?:没有|无|未)(?:使用|安排)?(?:政府性基金|国有资本经营)(?:预算)?(?:财政)?(?:拨款)?(?:安排)?的?(?:收入|支出|收支|预算)"
    r"(?:预算|安排)?(?=[，。；、]|$|，?(?:故|因此|所以))"
)
_PARTLY = re.compile(r"若|如[无果有]|除|其中|部分|单元格|该栏|空格")


@rule("contents", "目录所列各表都在", needs="目录")
def contents(evidence: Evidence) -> Iterator[Check]:
    """部门预算公开的规定格式: each table that the 目录 lists stands in the document.

    A table that is not found contradicts the contents where most others are found and its title says which form it
    is; else the tables are published in a file of their own, which the finding `table-missing` says.
    """
    missing = {id(one) for one in surely_missing(evidence.listed)}
    for one in evidence.listed:
        entry = Spot(one.entry.place, "目录", one.entry.title)
        if one.table is not None:
            table = evidence.tables[one.table]
            spots = (entry, Spot(table.place, table.title, table.title))
            words = f"目录“{one.title}” = 表“{table.title}”"
            yield Check("contents", words, _ONE, _ONE, _NONE, "张", Outcome.EXACT, (), spots=spots)
        elif id(one) in missing:
            words = f"目录列有“{one.title}”，未见此表"
            yield Check("contents", words, _ONE, _NONE, _NONE, "张", Outcome.CONTRADICTION, (), spots=(entry,))


@rule("empty.note", "空表的说明与表内数字一致", needs="空表说明（本表为空表、此表无数据）")
def empty_notes(evidence: Evidence) -> Iterator[Check]:
    """部门预算公开表: a table whose note calls it empty (本表为空表、此表无数据) prints no amount but zeros."""
    for number, table in enumerate(evidence.tables):
        if not says_empty(table.note) or _is_partial(table.note):
            continue
        printed = [
            fact
            for index in evidence.by_table.get(number, ())
            if (fact := evidence.facts[index]).value and is_money(fact.unit) and not fact.doubtful
        ]
        note = Spot(table.last_place, table.title, table.note)
        yield _emptiness(f"“{table.title}”表注“{table.note}”", printed, (note,))


@rule("empty.fund", "空表的说明写的是本表的资金", needs="政府性基金、国有资本经营预算的空表和说明")
def named_funds(evidence: Evidence) -> Iterator[Check]:
    """政府性基金、国有资本经营预算支出表: the note that calls a table empty names the funds of the table.

    Another name counts where the table of those funds has a note of its own: then the two are not mixed up in reading.
    """
    noted = {table.form for table in evidence.tables if _FUNDS.get(table.form or "", "?") in table.note}
    for table in evidence.tables:
        own = _FUNDS.get(table.form or "")
        named = {funds for funds in _FUNDS.values() if funds in table.note}
        if own is None or not named or not says_empty(table.note) or own not in table.title:
            continue
        agrees = own in named
        if not agrees and not {form for form, funds in _FUNDS.items() if funds in named} <= noted:
            continue
        words = f"“{table.title}”表注“{table.note}” {'=' if agrees else '≠'} 本表的资金（{own}）"
        outcome = Outcome.EXACT if agrees else Outcome.CONTRADICTION
        spots = (Spot(table.place, table.title, table.title), Spot(table.last_place, table.title, table.note))
        yield Check("empty", words, _ONE, _ONE if agrees else _NONE, _NONE, "项", outcome, (), spots=spots)


@rule("empty.stated", "文字说没有的资金，表中也没有数字", needs="“没有政府性基金（国有资本经营）预算”的说明和表")
def nothing_stated(evidence: Evidence) -> Iterator[Check]:
    """政府性基金预算、国有资本经营预算支出情况说明: “没有政府性基金预算支出” – their table is empty, too."""
    for passage in evidence.passages:
        found = _NOTHING_OF.search("".join(passage.text.split()))
        if found is None:
            continue
        for number, table in enumerate(evidence.tables):
            funds = _FUNDS.get(table.form or "")
            if funds is None or funds not in found.group():
                continue
            printed = [
                fact
                for index in evidence.by_table.get(number, ())
                if (fact := evidence.facts[index]).value and _is_of_the_year(evidence, fact)
            ]
            yield _emptiness(f"文字“{found.group()}”，表“{table.title}”", printed, (_spot(passage, found.group()),))


def _is_of_the_year(evidence: Evidence, fact: Fact) -> bool:
    return is_money(fact.unit) and not fact.doubtful and evidence.year_of(fact) == evidence.identity.year


def _is_partial(note: str) -> bool:
    """Whether a note calls only some of the table empty (本表无政府性基金数据) or tells when it is."""
    return _PARTLY.search(note) is not None


def _spot(passage: Passage, words: str) -> Spot:
    return Spot(passage.place, passage.section[-1] if passage.section else "", words)


def _emptiness(said: str, printed: list[Fact], spots: tuple[Spot, ...]) -> Check:
    """That nothing is printed, or what is."""
    if not printed:
        return Check("empty", f"{said} = 表内没有数字", _NONE, _NONE, _NONE, "个", Outcome.EXACT, (), spots=spots)
    first = printed[0]
    name = first.row_label or first.subject
    words = f"{said} ≠ 表内印有 {len(printed)} 个数字，如 {name} {first.printed}{first.unit}"
    shown = Spot(first.place, name, first.printed)
    count = Decimal(len(printed))
    return Check("empty", words, _NONE, count, _NONE, "个", Outcome.CONTRADICTION, (), spots=(*spots, shown))
